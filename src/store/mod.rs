//! The only folder that touches the disk: one journal file, read whole, written so that nothing can tear it.
//!
//! Every change is: lock, read what is there *now*, change it, write a new file beside it, sync, rename, sync the
//! folder, unlock. Only then is it saved. A reader needs no lock: under the name there is always one whole file.

pub mod backups;
pub mod cached;
pub mod copies;
mod demo;
mod drafts;
pub mod event_log;
mod folders;
pub mod git;
pub mod give_folder;
pub mod import;
pub mod inbox;
mod lock;
pub mod merge;
pub mod opener;
mod own_lists;
pub mod paths;
mod place;
pub mod problem;
pub mod protected;
mod read;
mod restore;
pub mod salvage;
pub mod scratch;
mod traces;
mod undo;
pub mod watch;
mod write;
pub mod write_out;
mod zones;

use std::path::Path;

use crate::domain::day::At;
use crate::domain::journal::{Journal, VERSION};
use crate::domain::refusal::Refusal;
use crate::formats::{conflict_text, journal_json};

pub use crate::store::cached::Held;
pub use drafts::DraftsFound;
pub use place::Store;
pub use problem::Problem;
pub use read::Stamp;

/// How often a save is tried again where another program wrote in its midst.
const AGAIN: usize = 100;

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
    /// Reads the journal. Takes no lock and changes nothing. What lies ahead of `now` is set beside the lists: this, and
    /// [`Store::commit`], are the ways to a journal that can be asked something.
    ///
    /// # Errors
    /// Where there is something that cannot be read as a journal.
    pub fn open(&self, now: At) -> Result<Opened, Problem> {
        if let Some(demo) = &self.demo {
            return Ok(Opened { journal: demo.open(now), stamp: Some(Stamp::STILL), read_only: None });
        }
        let real = self.real()?;
        let whole = read::whole(&real).map_err(|problem| problem.helped(|| backups::help(&real, now)))?;
        let Some(file) = whole else {
            return Ok(Opened { journal: backups::none_yet(&real, now)?, stamp: None, read_only: None });
        };
        let mut journal = parse(&real, &file.bytes, now)?;
        self.refuse_another(&journal)?;
        undo::fetch(self.state(), &real, &mut journal);
        journal.settle(now);
        let read_only = (journal.version > VERSION).then(|| newer(&real, journal.version));
        Ok(Opened { journal, stamp: Some(file.stamp), read_only })
    }

    /// What tells whether the file changed since it was read; nothing where there is none or it cannot be seen.
    pub fn stamp(&self) -> Option<Stamp> {
        match &self.demo {
            Some(_) => Some(Stamp::STILL),
            None => Stamp::of(self.path()),
        }
    }

    /// Holds a journal as it was opened with that stamp, so that the next save need not read it again; nothing where
    /// the file is not surely still that one.
    pub fn hold(&self, journal: Journal, stamp: Stamp) -> Option<Held> {
        let real = paths::resolve(self.path()).ok().filter(|_| self.demo.is_none())?;
        Held::read(&real, journal, stamp)
    }

    /// Does a change to the journal as it is in the file now, and saves it. When this returns `Ok`, it is on the disk.
    ///
    /// # Errors
    /// What `work` refused, or what failed outside. Either way the file is as it was.
    pub fn commit<T>(
        &self,
        now: At,
        work: impl FnMut(&mut Journal) -> Result<T, Refusal>,
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
        mut work: impl FnMut(&mut Journal) -> Result<T, Refusal>,
    ) -> Result<Saved<T>, Failure> {
        if let Some(demo) = &self.demo {
            let (journal, outcome) = demo.commit(work)?;
            return Ok(Saved {
                journal,
                stamp: Some(Stamp::STILL),
                outcome,
                was_held: false,
                upgraded: None,
                notes: Vec::new(),
                file: None,
            });
        }
        let real = self.real()?;
        read::refuse_other(&real)?;
        let folder = folders::make_folder(&real)?;
        let mut saved = self.commit_locked(&real, &folder, held, now, &mut work);
        for _ in 0..AGAIN {
            // another may have written beside this one: all of it once more, on what is in the file then
            let Err(Failure::Problem(Problem::Unlocked)) = saved else { break };
            saved = self.commit_locked(&real, &folder, None, now, &mut work);
        }
        saved
    }

    fn commit_locked<T>(
        &self,
        real: &Path,
        folder: &Path,
        held: Option<Held>,
        now: At,
        work: &mut impl FnMut(&mut Journal) -> Result<T, Refusal>,
    ) -> Result<Saved<T>, Failure> {
        let lock = lock::take(real)?;
        let found = read::open(real)?;
        let held = held.filter(|held| found.as_ref().is_some_and(|found| held.is(Stamp::from(&found.meta))));
        let (was_held, was) = (held.is_some(), found.as_ref().map(|found| Stamp::from(&found.meta)));
        let mut notes: Vec<String> = paths::has_other_names(real).into_iter().collect();
        let (mut journal, bytes) = match (found, held) {
            (Some(found), Some(held)) => (held.journal, read::room(&found.meta)),
            (Some(found), None) => {
                let whole = read::whole_of(found, real);
                let file = whole.map_err(|problem| problem.helped(|| backups::help(real, now)))?;
                (parse(real, &file.bytes, now)?, file.bytes)
            }
            (None, _) => (backups::none_yet(real, now)?, Vec::new()),
        };
        if journal.version > VERSION {
            return Err(Problem::ReadOnly { message: newer(real, journal.version) }.into());
        }
        self.refuse_another(&journal)?;
        let fetched = undo::fetch(self.state(), real, &mut journal);
        journal.settle(now);
        let changed = journal.last_change(now);
        let outcome = work(&mut journal)?;
        let old = (journal.version < VERSION).then_some(journal.version);
        journal.upgrade(fastrand::u128(..));
        let bytes = journal_json::write_into(bytes, &journal);
        read::refuse_longer(real, bytes.len())?;
        write::sweep(folder, &[real, &drafts::path(real)]);
        let lists = undo::prepare(self.state(), real, &journal, fetched)?;
        let (mut upgraded, mut untold) = (None, journal.untold.take());
        let written = write::replace(real, folder, &bytes, || {
            if was.is_some() {
                backups::keep(real, changed, now)?;
                upgraded = old.map(|version| backups::keep_version(real, version)).transpose()?;
            }
            // alone to the end, and on what was read: else this save would undo another's
            if !lock.holds()? || Stamp::of(real) != was {
                return Err(Problem::Unlocked);
            }
            notes.extend(lists.put(&mut untold)?);
            Ok(())
        });
        let file = written.map_err(|problem| match problem {
            // who held another lock swept the file that was under way here
            Problem::Io { error, .. } if error.kind() == std::io::ErrorKind::NotFound => Problem::Unlocked,
            other => other,
        })?;
        journal.untold = untold;
        let stamp = file.metadata().ok().map(|meta| Stamp::from(&meta));
        Ok(Saved { journal, stamp, outcome, was_held, upgraded, notes, file: Some(file) })
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
    /// What else to say: that the file had other names, which are of the old one now; that it cannot be undone.
    pub notes: Vec<String>,
    file: Option<std::fs::File>,
}

impl<T> Saved<T> {
    /// Holds the journal for the next save.
    pub fn hold(self) -> Option<Held> {
        Held::written(self.journal, self.file?)
    }
}

fn parse(path: &Path, bytes: &[u8], now: At) -> Result<Journal, Problem> {
    let path = || path.to_owned();
    journal_json::read(bytes).map_err(|fault| match conflict_text::first_marker(bytes) {
        Some(line) => Problem::Marked { path: path(), line },
        None => Problem::Damaged { path: path(), fault, help: backups::help(&path(), now) },
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
