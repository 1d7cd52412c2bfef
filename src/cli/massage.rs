//! `twinge massage`: a massage, with the pain before and after.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;
use crate::domain::massage::CAUTION;

pub(super) fn command() -> Subcommand {
    let example =
        "twinge massage 45 --who self --areas low-back --pressure deep --before 4 --after 3 --at \"yesterday 18:00\"";
    let command = add::command(Kind::Massage, "Log a massage", &["minutes"], example).arg(add::words(2));
    Subcommand {
        command: command.long_about(format!("Log a massage. {CAUTION}")),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Massage, journal, matches, context)),
    }
}
