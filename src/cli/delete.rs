//! `twinge delete`: puts an entry into the bin.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::therapy::named;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::when;
use crate::formats::safe_json;

pub(super) fn command() -> Subcommand {
    let command = Command::new("delete")
        .visible_alias("rm")
        .about("Delete an entry; `twinge undo` brings it back")
        .after_help("Example: twinge delete 3f2a")
        .arg(Arg::new("id").required(true).value_name("ID").help("Its id, or the last four or more digits of it"))
        .arg(
            Arg::new("forever")
                .long("forever")
                .action(ArgAction::SetTrue)
                .help("Keep nothing of it, in the bin neither; this cannot be undone"),
        );
    let run = Handler::Either(|matches| match matches.get_flag("forever") {
        true => Handler::File(super::bin::forever),
        false => Handler::Change(plan),
    });
    Subcommand { command, run }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let id = matches.get_one::<String>("id").map_or("", String::as_str);
    let entry = named(journal, id, context)?;
    let item = entry.item();
    let (message, at) = (item.describe(&journal.settings), when::say(item.at(), &journal.settings));
    let line = format!("Deleted {message} · {at} · id {} · `twinge undo` brings it back", journal.short(item.id()));
    let outcome = Answer { json: Some(safe_json::text(&item.json())), ..Answer::line(line) };
    Ok(PlannedChange { change: Change::Delete(item.id()), say: Box::new(move |_| outcome) })
}
