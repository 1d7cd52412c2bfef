//! Salvage: what is whole in a damaged journal and in its backups becomes the journal; the damaged file stays beside it.

use std::path::PathBuf;

use super::problem::Problem;
use super::{Failure, Store, backups, folders, lock, paths, read, restore, undo, write};
use crate::domain::day::At;
use crate::domain::hidden::{self, Hidden};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::formats::journal_json;
use crate::formats::salvage::{self, Salvaged, Source};

/// What can be done about a journal.
pub enum Salvage {
    /// It can be read: there is nothing to salvage.
    Good(PathBuf),
    /// What is whole in it and in its backups.
    Damaged(Box<Salvaged>),
}

impl Store {
    /// Looks for what is whole in the journal and its backups. Changes nothing.
    ///
    /// # Errors
    /// Where there is no file, or it cannot be read as bytes.
    pub fn find_whole(&self) -> Result<Salvage, Problem> {
        let real = paths::resolve(self.path())?;
        let Some(file) = read::any(&real)? else {
            return Err(Problem::NoBackup(format!(
                "There is no file {}; `twinge restore` brings a backup back.",
                real.display()
            )));
        };
        if journal_json::read(&file.bytes).is_ok() {
            return Ok(Salvage::Good(real));
        }
        let older = backups::list(&real).into_iter().rev();
        let older: Vec<(String, Vec<u8>)> = older
            .filter_map(|backup| Some((format!("the backup of {}", backup.day), read::any(&backup.path).ok()??.bytes)))
            .collect();
        let mut sources = vec![Source { name: real.display().to_string(), bytes: &file.bytes }];
        sources.extend(older.iter().map(|(name, bytes)| Source { name: name.clone(), bytes }));
        Ok(Salvage::Damaged(Box::new(salvage::salvage(&sources))))
    }

    /// Makes what was found the journal. Returns where the damaged file was kept. What could be undone before is let go:
    /// it belongs to the journal as it was.
    ///
    /// # Errors
    /// Where the disk fails, or the file can be read by now; the file is as it was.
    pub fn put_whole(&self, now: At) -> Result<(Journal, Option<PathBuf>, Salvaged), Problem> {
        let real = paths::resolve(self.path())?;
        let folder = folders::make_folder(&real)?;
        let lock = lock::take(&real)?;
        let found = match self.find_whole()? {
            Salvage::Damaged(found) => found,
            Salvage::Good(path) => {
                return Err(Problem::NoBackup(format!("{} can be read by now; nothing was changed.", path.display())));
            }
        };
        let bytes = journal_json::write(&found.journal);
        let mut journal = journal_json::read(&bytes).map_err(|fault| Problem::BadBackup(fault.message))?;
        write::sweep(&folder, &[&real]);
        let aside = restore::free_aside(&real, now)?;
        restore::begin_lists_anew(&mut journal, aside.as_deref());
        let lists = undo::prepare(self.state(), &real, &journal, undo::Fetched::of_replaced())?;
        write::replace(&real, &folder, &bytes, || {
            if !lock.holds()? {
                return Err(Problem::Unlocked);
            }
            restore::set_aside(&real, aside.as_deref())?;
            lists.put(&mut None).map(drop)
        })?;
        Ok((journal, aside, *found))
    }

    /// Puts what stands under misspelt keys where it was meant to be, where that is proven. Returns what that was, and
    /// where a copy of the file as it was is kept.
    ///
    /// # Errors
    /// Where nothing is proven, or the disk fails; the file is as it was.
    pub fn repair(&self, now: At) -> Result<(Vec<Hidden>, Option<PathBuf>), Failure> {
        let real = paths::resolve(self.path())?;
        let mut kept = None;
        let saved = self.commit(now, |journal| {
            let done = hidden::repair(journal);
            if done.is_empty() {
                return Err(Refusal::new("There is nothing that can be repaired; nothing was changed."));
            }
            // a refusal leaves the file as it was, which is all that matters of a copy that could not be made
            let aside = restore::free_aside(&real, now).and_then(|aside| {
                restore::set_aside(&real, aside.as_deref())?;
                Ok(aside)
            });
            kept = aside.map_err(|problem| Refusal::new(problem.to_string()))?;
            restore::begin_lists_anew(journal, kept.as_deref());
            Ok(done)
        })?;
        Ok((saved.outcome, kept))
    }

    /// The lists of entries that the file lacks; the program writes all of them, empty ones too.
    pub fn missing_lists(&self) -> Vec<Kind> {
        let file = paths::resolve(self.path()).and_then(|real| read::any(&real)).ok().flatten();
        file.map(|file| journal_json::missing_lists(&file.bytes)).unwrap_or_default()
    }
}
