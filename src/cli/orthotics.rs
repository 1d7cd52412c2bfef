//! `twinge gear`: a pair of shoes or orthotics.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn command() -> Subcommand {
    let example = "twinge gear \"blue shoes\" --start 120k --default\n         twinge gear \"grey insoles\" --what orthotics --make custom --by \"the fitter\" --wear-in \"an hour more each day\"";
    Subcommand {
        command: add::command(Kind::Gear, "Note a pair of shoes or orthotics", &["name"], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Gear, journal, matches, context)),
    }
}
