//! What surrounds a command: the present moment, a fresh id, the streams.

use crate::domain::day::At;
use crate::domain::day::Clock;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::store::Problem;
use crate::store::import::Piped;
use crate::store::paths;
use clap::ArgMatches;
use std::cell::RefCell;
use std::path::Path;
use std::path::PathBuf;

/// What surrounds a command: the present moment and a fresh id.
pub struct Context {
    pub(super) clock: Clock<'static>,
    pub(super) id: Id,
    pub(super) out_is_terminal: bool,
    /// The columns into which what is printed is fitted.
    pub(super) columns: Option<usize>,
    pub(super) piped: super::piped::Piped,
    /// What came through a pipe in place of a file.
    pub(super) piped_file: RefCell<Option<Piped>>,
    pub(super) home: Option<PathBuf>,
    /// Other copies of the journal that lie beside it.
    pub(super) copies: Vec<crate::store::copies::FoundCopy>,
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
