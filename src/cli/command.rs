//! A command: how its arguments look, what surrounds it, what it does, and what it answers.

use crate::cli::answer::Answer;
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::store::Store;
use clap::ArgMatches;
use clap::Command;

/// A change, and what to say once it is on the disk.
pub struct PlannedChange {
    pub(super) change: Change,
    pub(super) say: Box<dyn FnOnce(&Journal) -> Answer>,
}

/// Asks a question on the terminal; nothing where nobody is there to answer.
pub(super) type Ask<'a> = &'a mut dyn FnMut(&str) -> Option<bool>;

/// Looks at the journal, which is there until the process ends: an answer may be made only as it is printed.
pub(super) type AskJournal = fn(&'static Journal, &ArgMatches, &Context) -> Result<Answer, Refusal>;

/// What a command does.
pub(super) enum Handler {
    /// Looks at the journal.
    Ask(AskJournal),
    /// Changes the journal as it is in the file now.
    Change(fn(&Journal, &ArgMatches, &Context) -> Result<PlannedChange, Refusal>),
    /// Looks or changes, as its arguments say.
    Either(fn(&ArgMatches) -> Handler),
    /// Tells of the program itself, from all its commands; needs no journal.
    Itself(fn(&ArgMatches, &[Subcommand]) -> Result<Answer, Refusal>),
    /// Works on the file itself, and asks before it does.
    Consent(fn(&Store, &ArgMatches, &Context, Ask) -> Result<Answer, crate::store::Failure>),
    /// Works on the file itself.
    File(fn(&Store, &ArgMatches, &Context) -> Result<Answer, crate::store::Failure>),
}

/// A command: how its arguments look and what it does.
pub(super) struct Subcommand {
    pub(super) command: Command,
    pub(super) run: Handler,
}
