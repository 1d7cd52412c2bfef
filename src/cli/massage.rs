//! `twinge massage`: a massage, with the pain before and after.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;
use crate::domain::massage::CAUTION;

pub(super) fn command() -> Entry {
    let example =
        "twinge massage 45 --who self --areas low-back --pressure deep --before 4 --after 3 --at \"yesterday 18:00\"";
    let command = add::command(Kind::Massage, "Log a massage", &["minutes"], example);
    Entry {
        command: command.long_about(format!("Log a massage. {CAUTION}")),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Massage, journal, matches, asked)),
    }
}
