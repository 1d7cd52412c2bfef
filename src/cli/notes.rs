//! `twinge note`: writes down a note.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn command() -> Subcommand {
    let example = "twinge note \"rest day, legs heavy\" --at yesterday";
    Subcommand {
        command: add::command(Kind::Note, "Write down a note, for a rest day too", &["note"], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Note, journal, matches, context)),
    }
}
