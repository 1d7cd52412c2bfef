//! `twinge restore`: makes a backup the journal again, once it was said what that takes back.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::print;
use crate::cli::answer::Answer;
use crate::cli::command::{Ask, Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::page::{Line, Page};
use crate::store::{Failure, Problem, Store};

pub(super) fn command() -> Subcommand {
    let command = Command::new("restore")
        .about("Bring back a backup, after saying what that takes back; `twinge undo` returns from it")
        .after_help("Example: twinge restore 2026-11-22")
        .arg(
            Arg::new("backup")
                .value_name("BACKUP")
                .help("A day that `twinge check-file` lists, or a path; the newest good one if left out"),
        )
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("Do it without asking"));
    Subcommand { command, run: Handler::Consent(restore) }
}

fn restore(store: &Store, matches: &ArgMatches, context: &Context, ask: Ask) -> Result<Answer, Failure> {
    let named = matches.get_one::<String>("backup").map(String::as_str);
    let plan = store.plan_restore(named, context.now()).map_err(|problem| match problem {
        // what is named and is not there is input that is not acceptable, like an unknown id
        Problem::NoBackup(message) if named.is_some() => Failure::Refusal(Refusal::new(message)),
        other => Failure::Problem(other),
    })?;
    let entries = counted(plan.entries(), "entry", "entries");
    let lost = plan.loss().and_then(|loss| loss.describe());
    let takes = match (&lost, plan.loss(), plan.stands_there()) {
        (Some(lost), ..) => format!("this takes back {lost}"),
        (None, Some(_), _) => "this takes back nothing".to_owned(),
        (None, None, true) => "what stands there now cannot be read and is kept beside it".to_owned(),
        (None, None, false) => "no journal stands there now".to_owned(),
    };
    let message = format!("The backup {} has {entries}; {takes}.", plan.backup().display());
    if !matches.get_flag("yes") {
        match ask(&format!("{message} Restore it?")) {
            Some(true) => {}
            Some(false) => return Ok(Answer::unchanged(print::UNCHANGED)),
            None => {
                let backup = named.map(|named| format!("{named} ")).unwrap_or_default();
                let how = format!("{message} Nothing was changed. To do it: twinge restore {backup}--yes");
                return Ok(Answer::unchanged(&how));
            }
        }
    }
    let kept = store.restore(&plan, context.now())?;
    let tail = match (&kept, plan.loss()) {
        (Some(kept), _) => {
            format!(" What stood there is kept as {}.", kept.display())
        }
        (None, Some(_)) => {
            let lost = lost.as_ref().map(|lost| format!(" Taken back: {lost}.")).unwrap_or_default();
            format!("{lost} `twinge undo` returns to the journal as it was.")
        }
        (None, None) => String::new(),
    };
    let mut page = Page::line(format!("Restored {} with {entries}.{tail}", plan.backup().display()));
    if plan.loss().is_none() {
        page.push(Line::plain("What came before cannot be undone; `twinge undo` begins with your next change."));
    }
    let json = serde_json::json!({
        "backup": plan.backup().to_string_lossy(),
        "entries": plan.entries(),
        "kept": kept.as_ref().map(|kept| kept.to_string_lossy()),
        "lost": plan.loss().map(|loss| {
            let newer = loss.newer.iter().map(|&(kind, n)| (kind.list().to_owned(), n.into()));
            let others = [("edits".to_owned(), loss.changed.into()), ("parts".to_owned(), loss.parts.clone().into())];
            newer.chain(others).collect::<serde_json::Map<_, serde_json::Value>>()
        }),
    });
    Ok(Answer { json: Some(safe_json::text(&json)), page, done: true, ..Answer::default() })
}
