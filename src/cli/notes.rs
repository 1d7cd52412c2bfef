//! `twinge note`: writes down a note.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;

pub(super) fn command() -> Entry {
    let example = "twinge note \"rest day, legs heavy\" --at yesterday";
    Entry {
        command: add::command(Kind::Note, "Write down a note, for a rest day too", &["note"], example),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Note, journal, matches, asked)),
    }
}
