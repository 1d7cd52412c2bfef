//! The only folder that touches the disk: one journal file, read whole, written so that nothing can tear it.
//!
//! Every change is: lock, read what is there *now*, change it, write a new file beside it, sync, rename, sync the
//! folder, unlock. Only then is it saved. A reader needs no lock: under the name there is always one whole file.

use std::path::{Path, PathBuf};

use crate::domain::day::At;
use crate::domain::journal::{Journal, VERSION};
use crate::domain::refusal::Refusal;
use crate::formats::journal_json;

pub mod backups;
mod demo;
mod drafts;
pub mod give;
pub mod give_folder;
mod held;
pub mod import;
mod lock;
mod own;
pub mod paths;
pub mod problem;
mod read;
mod undo;
mod write;
mod zones;

pub use drafts::DraftsFound;
pub use held::Held;
pub use problem::Problem;
pub use read::Stamp;

/// Where a journal lives, and how it is read and written.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// Where this computer keeps what is its own.
    state: Option<PathBuf>,
    demo: Option<demo::Demo>,
}

/// A journal as it was read.
#[derive(Debug)]
pub struct Opened {
    /// The journal; an empty one where there is no file yet.
    pub journal: Journal,
    /// What tells whether the file changed since; nothing where there is none.
    pub stamp: Option<Stamp>,
    /// Why it may not be written, as a sentence.
    pub read_only: Option<String>,
}

/// Why a change was not saved.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The change does not fit the journal.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The outside failed.
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl Store {
    /// The journal at that path.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), state: None, demo: None }
    }

    /// The same, with what can be undone kept in that folder; without one, or where it is not absolute, beside the
    /// journal.
    #[must_use]
    pub fn with_state(self, folder: Option<PathBuf>) -> Self {
        Self { state: folder.filter(|folder| folder.is_absolute()), ..self }
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the journal. Takes no lock and changes nothing. What lies ahead of `now` is set beside the lists: this, and
    /// [`Store::commit`], are the ways to a journal that can be asked something.
    ///
    /// # Errors
    /// Where there is something that cannot be read as a journal.
    pub fn open(&self, now: At) -> Result<Opened, Problem> {
        if let Some(demo) = &self.demo {
            return Ok(demo.open(now));
        }
        let real = paths::resolve(&self.path)?;
        let Some(file) = read::whole(&real)? else {
            return Ok(Opened { journal: Journal::default(), stamp: None, read_only: None });
        };
        let mut journal = parse(&real, &file.bytes)?;
        undo::fetch(self, &real, &mut journal);
        journal.settle(now);
        let read_only = (journal.version > VERSION).then(|| newer(&real, journal.version));
        Ok(Opened { journal, stamp: Some(file.stamp), read_only })
    }

    /// What tells whether the file changed since it was read; nothing where there is none or it cannot be seen.
    pub fn stamp(&self) -> Option<Stamp> {
        match &self.demo {
            Some(_) => Some(Stamp::STILL),
            None => Stamp::of(&self.path),
        }
    }

    /// Holds a journal as it was opened with that stamp, so that the next save need not read it again; nothing where
    /// the file is not surely still that one.
    pub fn hold(&self, journal: Journal, stamp: Stamp) -> Option<Held> {
        let real = paths::resolve(&self.path).ok().filter(|_| self.demo.is_none())?;
        Held::read(&real, journal, stamp)
    }

    /// Does a change to the journal as it is in the file now, and saves it. When this returns `Ok`, it is on the disk.
    ///
    /// # Errors
    /// What `work` refused, or what failed outside. Either way the file is as it was.
    pub fn commit<T>(
        &self,
        now: At,
        work: impl FnOnce(&mut Journal) -> Result<T, Refusal>,
    ) -> Result<Saved<T>, Failure> {
        self.commit_on(None, now, work)
    }

    /// As [`Store::commit`], but a file that is still the one held is not read again.
    ///
    /// # Errors
    /// Those of [`Store::commit`]. What was held is held no longer then.
    pub fn commit_on<T>(
        &self,
        held: Option<Held>,
        now: At,
        work: impl FnOnce(&mut Journal) -> Result<T, Refusal>,
    ) -> Result<Saved<T>, Failure> {
        if let Some(demo) = &self.demo {
            let (journal, stamp, outcome) = demo.commit(work)?;
            return Ok(Saved { journal, stamp, outcome, was_held: false, upgraded: None, file: None });
        }
        let real = paths::resolve(&self.path)?;
        read::refuse_other(&real)?;
        let folder = paths::make_folder(&real)?;
        let _lock = lock::take(&real)?;
        let found = read::open(&real)?;
        let held = held.filter(|held| found.as_ref().is_some_and(|found| held.is(Stamp::from(&found.meta))));
        let was_held = held.is_some();
        let (mut journal, bytes, before) = match (found, held) {
            (Some(found), Some(held)) => (held.journal, read::room(&found.meta), Some(found.meta)),
            (Some(found), None) => {
                let file = read::whole_of(found, &real)?;
                let mut journal = parse(&real, &file.bytes)?;
                undo::fetch(self, &real, &mut journal);
                (journal, file.bytes, Some(file.meta))
            }
            (None, _) => (backups::refuse_to_begin_anew(&real)?, Vec::new(), None),
        };
        if journal.version > VERSION {
            return Err(Problem::ReadOnly { says: newer(&real, journal.version) }.into());
        }
        journal.settle(now);
        let outcome = work(&mut journal)?;
        let old = (journal.version < VERSION).then_some(journal.version);
        journal.upgrade(fastrand::u128(..));
        let bytes = journal_json::write_into(bytes, &journal);
        write::sweep(&folder, &[&real, &drafts::path(&real)]);
        let lists = undo::prepare(self, &real, &journal)?;
        let mut upgraded = None;
        let file = write::replace(&real, &folder, &bytes, || {
            if let Some(meta) = &before {
                backups::keep(&real, meta, now)?;
                upgraded = old.map(|version| backups::keep_version(&real, version)).transpose()?;
            }
            lists.put()
        })?;
        let stamp = file.metadata().ok().map(|meta| Stamp::from(&meta));
        Ok(Saved { journal, stamp, outcome, was_held, upgraded, file: Some(file) })
    }
}

/// A change that is on the disk.
#[derive(Debug)]
pub struct Saved<T> {
    /// The journal as saved.
    pub journal: Journal,
    /// What tells whether the file changed since.
    pub stamp: Option<Stamp>,
    /// What the work returned.
    pub outcome: T,
    /// True where the file was still the one held: nothing but this change is new.
    pub was_held: bool,
    /// What to say where the file was one of an older version until now.
    pub upgraded: Option<String>,
    file: Option<std::fs::File>,
}

impl<T> Saved<T> {
    /// Holds the journal for the next save.
    pub fn hold(self) -> Option<Held> {
        Held::written(self.journal, self.file?)
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Journal, Problem> {
    journal_json::read(bytes).map_err(|fault| Problem::Damaged {
        path: path.to_owned(),
        fault,
        help: backups::help(path),
    })
}

fn newer(path: &Path, version: u32) -> String {
    format!(
        "{} was written by a newer twinge (version {version}; this one writes {VERSION}): it can be read here, not changed.",
        path.display()
    )
}

#[cfg(test)]
mod tests;
