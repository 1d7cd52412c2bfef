//! `twinge path`: says where the journal is, and with `--all` all that belongs to it.

use clap::{Arg, ArgAction, Command};
use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::formats::safe_json;
use crate::page::{Line, Page};

pub(super) fn command() -> Subcommand {
    let command = Command::new("path")
        .about("Say where the journal is; --all names all that belongs to it")
        .after_help("Example: twinge path\nExample: twinge path --all")
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help("Backups, drafts and what can be undone too"));
    let run = Handler::File(|store, matches, context| {
        let path = store.path().display().to_string();
        let (mut page, mut files) = (Page::line(&path), Vec::new());
        if matches.get_flag("all") {
            page = Page::default();
            for (what, file) in store.places(context.now())? {
                let there = if file.exists() { "" } else { " (not there)" };
                page.push(Line::plain(format!("{what}: {}{there}", file.display())));
                files.push(json!({ "what": what, "file": file.display().to_string(), "exists": file.exists() }));
            }
        }
        let mut answer = json!({ "file": path, "exists": store.stamp().is_some() });
        if let (Some(fields), false) = (answer.as_object_mut(), files.is_empty()) {
            fields.insert("all".into(), files.into());
        }
        Ok(Answer { page, json: Some(safe_json::text(&answer)), of_no_journal: true, ..Answer::default() })
    });
    Subcommand { command, run }
}
