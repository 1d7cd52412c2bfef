//! `twinge path`: says where the journal is.

use clap::Command;

use super::{Entry, Outcome, Run};
use crate::formats::safe_json;

pub(super) fn command() -> Entry {
    let command = Command::new("path").about("Say where the journal is").after_help("Example: twinge path");
    let run = Run::File(|store, _, _| {
        let path = store.path().display().to_string();
        let json = safe_json::text(&serde_json::json!({ "file": path, "exists": store.stamp().is_some() }));
        Ok(Outcome { json: Some(json), of_no_journal: true, ..Outcome::line(path) })
    });
    Entry { command, run }
}
