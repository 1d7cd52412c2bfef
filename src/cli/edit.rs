//! `twinge edit`: changes fields of an entry.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::therapy::named;
use super::{add, piped};
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;

pub(super) fn command() -> Subcommand {
    let command = Command::new("edit")
        .about("Change fields of an entry; an empty value clears a field")
        .after_help("Example: twinge edit 3f2a level=5 at=\"2026-11-20 07:00\"")
        .arg(Arg::new("id").required(true).value_name("ID").help("Its id, or the last four or more digits of it"))
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
    let id = matches.get_one::<String>("id").map_or("", String::as_str);
    let was = named(journal, id, context)?;
    let mut texts = Vec::new();
    for given in matches.get_many::<String>("fields").into_iter().flatten() {
        let Some((field, value)) = given.split_once('=') else {
            return Err(Refusal::new(format!("\u{201c}{given}\u{201d} is not FIELD=VALUE, such as level=5.")));
        };
        if texts.iter().any(|(name, _)| *name == field.trim()) {
            return Err(Refusal::new(format!("{} is there twice; give each field once.", field.trim())));
        }
        let free = was.item().kind().fields().iter().any(|about| about.answers_to(field.trim()) && piped::takes(about));
        texts.push((field.trim(), if free { context.piped.text(value) } else { value.to_owned() }));
    }
    let now = was
        .edited(&texts, &context.reading(journal))
        .map_err(|refusals| refusals.into_iter().next().unwrap_or_else(|| Refusal::new("That is not acceptable.")))?;
    let (id, present) = (was.item().id(), context.now());
    let change = Change::Edit { was: Box::new(was), now: Box::new(now) };
    Ok(PlannedChange { change, say: Box::new(move |journal| add::saved(journal, id, present)) })
}
