//! `twinge mark`: a dated change, to be seen on the pain chart.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn command() -> Subcommand {
    let example = "twinge mark \"new desk chair\" --at -2";
    Subcommand {
        command: add::command(Kind::Marker, "Mark a change on the pain chart", &["text"], example).name("mark"),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Marker, journal, matches, context)),
    }
}
