//! `twinge pain`: logs a pain level.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;

pub(super) fn command() -> Entry {
    let example = "twinge pain 3 --at \"yesterday 7am\" --moment morning --where deep-buttock:right --feels dull --note \"sat two hours\"";
    Entry {
        command: add::command(Kind::Pain, "Log a pain level, 0 no pain to 10 worst imaginable", &["level"], example),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Pain, journal, matches, asked)),
    }
}
