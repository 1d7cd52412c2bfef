//! `twinge restore`: makes a backup the journal again.

use clap::{Arg, Command};

use super::{Entry, Outcome, Run};
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::store::{Failure, Problem};

pub(super) fn command() -> Entry {
    let command = Command::new("restore")
        .about("Bring back a backup; the file that stands there is kept beside it")
        .after_help("Example: twinge restore 2026-11-22")
        .arg(
            Arg::new("backup")
                .value_name("BACKUP")
                .help("A day that `twinge check-file` lists, or a path; the newest good one if left out"),
        );
    let run = Run::File(|store, matches, asked| {
        let named = matches.get_one::<String>("backup").map(String::as_str);
        let done = store.restore(named, asked.now()).map_err(|problem| match problem {
            // what is named and is not there is input that is not acceptable, like an unknown id
            Problem::NoBackup(says) if named.is_some() => Failure::Refusal(Refusal::new(says)),
            other => Failure::Problem(other),
        })?;
        let kept = match &done.kept {
            Some(kept) => format!(" What stood there is kept as {}.", kept.display()),
            None => String::new(),
        };
        let line =
            format!("Restored {} with {}.{kept}", done.backup.display(), counted(done.entries, "entry", "entries"));
        let json = serde_json::json!({
            "backup": done.backup.to_string_lossy(),
            "entries": done.entries,
            "kept": done.kept.as_ref().map(|kept| kept.to_string_lossy()),
        });
        Ok(Outcome { json: Some(safe_json::text(&json)), done: true, ..Outcome::line(line) })
    });
    Entry { command, run }
}
