//! `twinge visit`, `twinge question`, `twinge clearance`: step 1.

use super::add;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::kind::Kind;

pub(super) fn visit() -> Subcommand {
    let example = "twinge visit \"2026-12-01 10:00\" --with \"Dr Invented\"";
    Subcommand {
        command: add::command(Kind::Visit, "Note a visit to a doctor or physio, past or next", &["at"], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Visit, journal, matches, context)),
    }
}

pub(super) fn question() -> Subcommand {
    let example = "twinge question \"may I go past 30 minutes?\"";
    Subcommand {
        command: add::command(Kind::Question, "Keep a question for the next visit", &["question"], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Question, journal, matches, context)),
    }
}

pub(super) fn clearance() -> Subcommand {
    let example = "twinge clearance cleared --by \"Dr Invented\" --max-distance 5k --surfaces grass,track";
    Subcommand {
        command: add::command(Kind::Clearance, "Record your clearance to run, and its limits", &["state"], example),
        run: Handler::Change(|journal, matches, context| add::plan(Kind::Clearance, journal, matches, context)),
    }
}
