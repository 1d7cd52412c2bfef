//! `twinge pain`: logs a pain level.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn command() -> Subcommand {
    let example = "twinge pain 4 morning deep-buttock:right dull\n         twinge pain 3 --at \"yesterday 7am\" --moment morning --where deep-buttock:right --feels dull --note \"sat two hours\"";
    Subcommand {
        command: add::command(Kind::Pain, "Log a pain level, 0 no pain to 10 worst imaginable", &["level"], example)
            .arg(add::words(2)),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Pain, journal, matches, context)),
    }
}
