//! `twinge session`: a therapy session, with what was done and how it felt.

use clap::{Arg, ArgAction, ArgMatches};

use super::add;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;

pub(super) fn command() -> Subcommand {
    let example = "twinge session clamshell --pain 2\n         \
                   twinge session \"figure four:3\" bridge --minutes 15\n         \
                   twinge session           all of today\u{2019}s list\n         \
                   twinge session --skip told-to-rest";
    let command = add::command(Kind::Session, "Log a therapy session: what was done of the programme", &[], example)
        .arg(
            Arg::new("names")
                .index(1)
                .num_args(1..)
                .value_name("EXERCISE")
                .action(ArgAction::Append)
                .help("Its name or the beginning of it, with :PAIN or :told-to-rest after it"),
        )
        .mut_arg("exercises", |arg| arg.value_name("NAME").help("The same, as an option"));
    Subcommand { command, run: Handler::Change(plan) }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let mut texts = add::texts(Kind::Session, matches, context);
    if let Some(names) = matches.get_many::<String>("names") {
        let more = texts.iter().position(|(key, _)| *key == "exercises").map(|place| texts.remove(place).1);
        let all: Vec<String> = names.cloned().chain(more).collect();
        texts.push(("exercises", all.join(",")));
    }
    let entry = add::entry(Kind::Session, journal, &texts, context)?;
    let (id, now) = (context.id, context.now());
    Ok(PlannedChange {
        change: Change::Add(Box::new(entry)),
        say: Box::new(move |journal| add::saved(journal, id, now)),
    })
}
