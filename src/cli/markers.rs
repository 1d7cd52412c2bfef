//! `twinge mark`: a dated change, to be seen on the pain chart.

use super::{Entry, Run, add};
use crate::domain::entry::Kind;

pub(super) fn command() -> Entry {
    let example = "twinge mark \"new desk chair\" --at -2";
    Entry {
        command: add::command(Kind::Marker, "Mark a change on the pain chart", &["text"], example).name("mark"),
        run: Run::Change(|journal, matches, asked| add::plan(Kind::Marker, journal, matches, asked)),
    }
}
