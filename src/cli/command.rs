//! A command: how its arguments look, what surrounds it, what it does, and what it answers.

use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::day::Clock;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::page::Page;
use crate::store::Problem;
use crate::store::Store;
use crate::store::paths;
use crate::store::write_out::Fill;
use clap::ArgMatches;
use clap::Command;
use std::path::Path;
use std::path::PathBuf;

/// What a command has to show.
#[derive(Default)]
pub struct Answer {
    /// As lines.
    pub page: Page,
    /// As JSON.
    pub json: Option<String>,
    /// As a format that has its own rules for controls, such as CSV; in place of the page and of JSON.
    pub raw: Option<Fill<'static>>,
    /// What else is to be known, each a finished sentence, for standard error.
    pub notes: Vec<String>,
    /// What failed, each a finished sentence, for standard error; JSON has it already.
    pub failures: Vec<String>,
    /// True where what was shown is bad news (a damaged file): exit code 1.
    pub failed: bool,
    /// True where consent was not given: exit code 2.
    pub refused: bool,
    /// True where what was asked for is on the disk already: an answer that cannot be printed does not undo it.
    pub done: bool,
    /// True where it is no news that there is no journal yet.
    pub of_no_journal: bool,
}

impl Answer {
    pub(super) fn line(text: impl Into<String>) -> Self {
        Self { page: Page::line(text), ..Self::default() }
    }

    /// The answer where consent was not given.
    pub(super) fn unchanged(message: &str) -> Self {
        Self { notes: vec![message.to_owned()], refused: true, of_no_journal: true, ..Self::default() }
    }

    pub(super) fn raw(fill: Fill<'static>) -> Self {
        Self { raw: Some(fill), ..Self::default() }
    }
}

/// What surrounds a command: the present moment and a fresh id.
pub struct Context {
    pub(super) clock: Clock<'static>,
    pub(super) id: Id,
    pub(super) out_is_terminal: bool,
    pub(super) piped: super::piped::Piped,
    pub(super) home: Option<PathBuf>,
}

impl Context {
    pub(super) fn now(&self) -> At {
        self.clock.now
    }

    /// The path that was given under that name; `-`, standard output, is none.
    pub(super) fn output(&self, matches: &ArgMatches, name: &str) -> Result<Option<PathBuf>, Problem> {
        let given = matches.get_one::<PathBuf>(name).filter(|path| *path != Path::new("-"));
        given.map(|path| paths::typed(path, self.home.as_deref())).transpose()
    }

    pub(super) fn reading<'b>(&'b self, journal: &'b Journal) -> Reading<'b> {
        Reading { clock: self.clock, journal }
    }
}

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
