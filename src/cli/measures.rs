//! `twinge measure`: my activities, change, normal today.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn command() -> Subcommand {
    let example = "twinge measure --activities stairs:7,driving:4 --change +2 --normal 70\n         twinge measure --activities 8,5        (numbers alone: the activities of last time)";
    let about = "Note how you are doing: my activities, change, normal today; in all of them higher is better";
    Subcommand {
        command: add::command(Kind::Measure, about, &[], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Measure, journal, matches, context)),
    }
}
