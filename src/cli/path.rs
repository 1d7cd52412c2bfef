//! `twinge path`: says where the journal is.

use clap::Command;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::formats::safe_json;

pub(super) fn command() -> Subcommand {
    let command = Command::new("path").about("Say where the journal is").after_help("Example: twinge path");
    let run = Handler::File(|store, _, _| {
        let path = store.path().display().to_string();
        let json = safe_json::text(&serde_json::json!({ "file": path, "exists": store.stamp().is_some() }));
        Ok(Answer { json: Some(json), of_no_journal: true, ..Answer::line(path) })
    });
    Subcommand { command, run }
}
