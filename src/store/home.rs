//! The folder and the journal that a screen began with. Where another stands under its name (it was moved away, its disk is not mounted),
//! nothing is read or written there: an empty mount point is no new beginning beside an open screen, and no more is
//! another journal under its name, or a link that leads nowhere.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::{Store, backups, paths};
use crate::domain::journal::Journal;

/// What tells a folder from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
    device: u64,
    inode: u64,
}

impl Home {
    fn of(real: &Path) -> Option<Self> {
        let meta = std::fs::metadata(real.parent()?).ok()?;
        Some(Self { device: meta.dev(), inode: meta.ino() })
    }
}

impl Store {
    /// Where the journal is, links followed.
    ///
    /// # Errors
    /// Where it was, or is, somewhere that is not to be had now: no journal is begun in its place.
    pub(super) fn real(&self) -> Result<PathBuf, Problem> {
        let real = paths::resolve(&self.path)?;
        self.refuse_elsewhere(&real)?;
        match paths::dangling(&self.path).filter(|_| backups::list(&real).is_empty()) {
            Some(link) => Err(Problem::Dangling { target: std::fs::read_link(&link).unwrap_or(real), link }),
            None => Ok(real),
        }
    }

    /// Remembers which journal it is, where it has its id by now.
    pub fn keep_to(&mut self, journal: &Journal) {
        self.journal = journal.journal.or(self.journal).filter(|_| !self.is_demo());
    }

    /// Refuses a journal other than the one remembered.
    pub(super) fn refuse_another(&self, journal: &Journal) -> Result<(), Problem> {
        match (self.journal, journal.journal) {
            (Some(known), Some(there)) if known != there => Err(Problem::Another { path: self.path.clone() }),
            _ => Ok(()),
        }
    }

    /// Remembers the folder of the journal, where there is one by now and none is remembered.
    pub fn stay(&mut self) {
        if self.home.is_none() && !self.is_demo() {
            self.home = paths::resolve(&self.path).ok().and_then(|real| Home::of(&real));
        }
    }

    /// Refuses a folder other than the one remembered.
    pub(super) fn refuse_elsewhere(&self, real: &Path) -> Result<(), Problem> {
        match self.home {
            Some(home) if Home::of(real) != Some(home) => {
                Err(Problem::Elsewhere { folder: real.parent().unwrap_or(real).to_owned() })
            }
            _ => Ok(()),
        }
    }
}
