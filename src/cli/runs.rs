//! `twinge run`: logs a run with its surface and its pain.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;

pub(super) fn command() -> Entry {
    let example = "twinge run 5.2k grass 32:10 --before 2 --during 3 --after 2\n         twinge run 5k grass:3k,road:2k\n         twinge run 30min track";
    Entry {
        command: add::command(
            Kind::Run,
            "Log a run: distance (or time), surface, time",
            &["distance", "surface", "duration"],
            example,
        ),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Run, journal, matches, asked)),
    }
}
