//! `twinge run`: logs a run with its surface, its pain and what was worn.

use clap::ArgMatches;

use super::add;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain;
use crate::domain::change::Change;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::insight::orthotics::usual;

pub(super) fn command() -> Subcommand {
    let example = "twinge run 5.2k grass 32:10 before 2 during 3 --after 2\n         twinge run 5k grass:3k,road:2k\n         twinge run 30min track";
    Subcommand {
        command: add::command(
            Kind::Run,
            "Log a run: distance (or time), surface, time",
            &["distance", "surface", "duration"],
            example,
        )
        .arg(add::words(4))
        // short enough for a narrow terminal
        .override_usage("twinge run [OPTIONS] DISTANCE SURFACE [TIME] [WORDS]"),
        run: Handler::Change(plan),
    }
}

/// Adds the run; it takes the pairs for new runs where no gear was given.
fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let mut plan = add::plan(Kind::Run, journal, matches, context)?;
    if !matches.contains_id("gear")
        && let Change::Add(entry) = &mut plan.change
        && let domain::entry::Entry::Run(run) = &mut **entry
    {
        run.gear = usual(journal, run.at.day(journal.day_starts_at()));
    }
    Ok(plan)
}
