//! Where the text of an entry still stands that was deleted for good.

use std::path::PathBuf;

use super::backups::{folder, open, stem};
use super::place::Store;
use super::{paths, undo};
use crate::domain::id::Id;
use crate::domain::journal::Journal;

impl Store {
    /// The files in which the text of one of these entries still stands: backups, what a restore set aside, and changes
    /// that could not be read.
    pub fn telling_of(&self, journal: &Journal, ids: &[Id]) -> Vec<PathBuf> {
        let Ok(real) = paths::resolve(self.path()) else { return Vec::new() };
        let stem = stem(&real);
        let folders = [(folder(&real), stem.clone()), (real.with_file_name(""), format!("{stem}.replaced-"))];
        let mut found: Vec<PathBuf> = folders
            .iter()
            .filter_map(|(folder, start)| Some((std::fs::read_dir(folder).ok()?, start)))
            .flat_map(|(entries, start)| entries.flatten().map(move |entry| (entry, start)))
            .filter(|(entry, start)| entry.file_name().to_string_lossy().starts_with(start.as_str()))
            .map(|(entry, _)| entry.path())
            // one that cannot be read may hold it
            .filter(|path| !open(path).is_ok_and(|journal| !journal.tells_of(ids)))
            .chain(undo::still_told(self.state(), &real, journal, ids))
            .collect();
        found.sort();
        found
    }
}
