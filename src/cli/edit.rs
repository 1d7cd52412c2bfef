//! `twinge edit`: changes fields of an entry.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::therapy::named;
use super::{add, piped};
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;

pub(super) fn command() -> Subcommand {
    let command = Command::new("edit")
        .about("Change fields of an entry, or of several; an empty value clears a field")
        .after_help(
            "Example: twinge edit 3f2a level=5 at=\"2026-11-20 07:00\"\nExample: twinge edit 3f2a 71bc surface=grass",
        )
        .override_usage("twinge edit [OPTIONS] ID... FIELD=VALUE...")
        .arg(
            Arg::new("id")
                .required(true)
                .value_name("ID")
                .help("Its id, or the last four or more digits of it; several for several entries"),
        )
        .arg(
            Arg::new("fields")
                .required(true)
                .value_name("FIELD=VALUE")
                .action(ArgAction::Append)
                .num_args(1..)
                .help("A field and its new value; `twinge show ID` lists the fields"),
        );
    Subcommand { command, run: Handler::Change(plan) }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let first = matches.get_one::<String>("id").into_iter();
    let given: Vec<&String> = first.chain(matches.get_many::<String>("fields").into_iter().flatten()).collect();
    let (ids, fields) = given.split_at(given.iter().take_while(|given| !given.contains('=')).count());
    if ids.is_empty() {
        let message = "Say which entry: twinge edit ID FIELD=VALUE; `twinge list` shows the ids.";
        return Err(Refusal::new(message));
    }
    if fields.is_empty() {
        let last = ids.last().map_or("", |id| id.as_str());
        return Err(Refusal::new(format!("\u{201c}{last}\u{201d} is not FIELD=VALUE, such as level=5.")));
    }
    let mut changes: Vec<Change> = Vec::new();
    let mut edited: Vec<Id> = Vec::new();
    for id in ids {
        let was = named(journal, id, context)?;
        if edited.contains(&was.item().id()) {
            return Err(Refusal::new(format!("{id} is there twice; give each entry once.")));
        }
        edited.push(was.item().id());
        let now = was.edited(&texts(&was, fields, context)?, &context.reading(journal)).map_err(first_of)?;
        changes.push(Change::Edit { was: Box::new(was), now: Box::new(now) });
    }
    let present = context.now();
    let change = match changes.len() {
        1 => changes.remove(0),
        _ => Change::All(changes),
    };
    let say = move |journal: &Journal| add::all_saved(journal, &edited, present);
    Ok(PlannedChange { change, say: Box::new(say) })
}

fn first_of(refusals: Vec<Refusal>) -> Refusal {
    refusals.into_iter().next().unwrap_or_else(|| Refusal::new("That is not acceptable."))
}

/// The fields and their new texts, each once.
fn texts<'a>(was: &Entry, fields: &[&'a String], context: &Context) -> Result<Vec<(&'a str, String)>, Refusal> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for given in fields {
        let Some((field, value)) = given.split_once('=') else {
            return Err(Refusal::new(format!("\u{201c}{given}\u{201d} is not FIELD=VALUE, such as level=5.")));
        };
        if texts.iter().any(|(name, _)| *name == field.trim()) {
            return Err(Refusal::new(format!("{} is there twice; give each field once.", field.trim())));
        }
        let free = was.item().kind().fields().iter().any(|about| about.answers_to(field.trim()) && piped::takes(about));
        texts.push((field.trim(), if free { context.piped.text(value) } else { value.to_owned() }));
    }
    Ok(texts)
}
