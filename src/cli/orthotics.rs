//! `twinge gear`: a pair of shoes or orthotics.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;

pub(super) fn command() -> Entry {
    let example = "twinge gear \"blue shoes\" --start 120k --default\n         twinge gear \"grey insoles\" --what orthotics --make custom --by \"the fitter\" --wear-in \"an hour more each day\"";
    Entry {
        command: add::command(Kind::Gear, "Note a pair of shoes or orthotics", &["name"], example),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Gear, journal, matches, asked)),
    }
}
