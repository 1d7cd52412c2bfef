//! `twinge check`: the warning-signs check; what to do about a yes is said at once.

use clap::{ArgMatches, Command};

use super::add;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::checks::{NOTES, SIGNS};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::insight::warnings::{seen, warning};
use crate::page::Line;

pub(super) fn command() -> Subcommand {
    let example = "twinge check --saddle no --bladder no --night yes\n         twinge check --seen today";
    let about =
        "Answer the warning-signs check; a sign left out is \u{201c}not asked\u{201d}, never \u{201c}no\u{201d}";
    let command: Command =
        add::command(Kind::Check, about, &[], example).long_about(format!("{about}.\n\n{}", NOTES.join("\n")));
    Subcommand { command, run: Handler::Change(plan) }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let answered = SIGNS.iter().any(|&(sign, ..)| matches.contains_id(sign));
    match matches.get_one::<String>("seen") {
        Some(day) if !answered => been_seen(journal, day, context),
        _ if !answered => {
            let signs: Vec<String> = SIGNS.iter().map(|&(sign, ..)| format!("--{}", sign.replace('_', "-"))).collect();
            Err(Refusal::new(format!("Answer at least one sign with yes or no: {}.", signs.join(" "))))
        }
        _ => {
            let plan = add::plan(Kind::Check, journal, matches, context)?;
            let day = context.now().day(journal.day_starts_at());
            let say = move |journal: &Journal| {
                let mut outcome = (plan.say)(journal);
                if let Some(warning) = warning(journal, day) {
                    outcome.page.push(Line::of(warning.action(), warning.tone()));
                }
                outcome
            };
            Ok(PlannedChange { change: plan.change, say: Box::new(say) })
        }
    }
}

/// Records that a clinician has seen all that is open.
fn been_seen(journal: &Journal, day: &str, context: &Context) -> Result<PlannedChange, Refusal> {
    let change = seen(day, &context.reading(journal))?;
    let closed = match &change {
        Change::All(changes) => changes.len(),
        _ => 1,
    };
    let said = format!("Saved seen by a clinician: {} closed", counted(closed, "check", "checks"));
    Ok(PlannedChange { change, say: Box::new(move |_| Answer::line(said)) })
}
