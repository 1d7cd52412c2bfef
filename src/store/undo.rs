//! What can be taken back and done again: in a file of this computer's own, one for each journal, so that two copies of a
//! journal never differ in it.
//!
//! It is written and synced before the journal is, and takes its name in the moment before the journal does. A change
//! that stands there and never came to be no longer fits the journal, and is dropped when its turn comes.

use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::{Store, paths, read, write};
use crate::domain::journal::Journal;
use crate::formats::undo_json;

/// The folder of the lists, in the state folder of this computer; beside the journal where the system knows none.
fn folder(store: &Store, journal: &Path) -> PathBuf {
    let state = store.state.as_deref().or(journal.parent());
    state.unwrap_or(Path::new("/")).join("undo")
}

/// The file of a journal's lists; nothing where the journal was never written by this version.
pub(super) fn path(store: &Store, real: &Path, journal: &Journal) -> Option<PathBuf> {
    journal.journal.map(|id| folder(store, real).join(format!("{id}.json")))
}

/// True for a file among the lists.
pub(super) fn is_own(store: &Store, journal: &Path, file: &Path) -> bool {
    file.starts_with(folder(store, journal))
}

/// Puts the lists that were kept into a journal that was just read; one of version 1 brings its own. Lists that cannot
/// be read take nothing back: `check-file` names them, and the next change keeps them aside.
pub(super) fn fetch(store: &Store, real: &Path, journal: &mut Journal) {
    if let Some(path) = path(store, real, journal) {
        (journal.undo, journal.redo) =
            look(&path).ok().flatten().map(|lists| (lists.undo, lists.redo)).unwrap_or_default();
    }
}

/// The lists in a file; nothing where there is none.
///
/// # Errors
/// Why they cannot be read, as a part of a sentence.
pub(super) fn look(path: &Path) -> Result<Option<undo_json::Lists>, String> {
    let file = read::whole(path).map_err(|problem| problem.to_string())?;
    file.map(|file| undo_json::read(&file.bytes)).transpose()
}

/// The lists of a journal, written and synced, not yet in their place.
///
/// # Errors
/// Where they cannot be written: no change is made that could not be taken back.
pub(super) fn prepare(store: &Store, real: &Path, journal: &Journal) -> Result<Prepared, Problem> {
    let Some(path) = path(store, real, journal) else { return Ok(Prepared(None)) };
    let folder = folder(store, real);
    if !folder.is_dir() {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        missing.into_iter().rev().try_for_each(paths::make_one)?;
    }
    write::sweep(&folder, &[&path]);
    // what this program wrote it can read; only where nothing was understood is it worth a look
    let unreadable = journal.undo.len() + journal.redo.len() < 2 && look(&path).is_err();
    let new = write::beside(&path, &folder, &undo_json::write(journal))?;
    Ok(Prepared(Some((new, path, unreadable))))
}

/// Lists that wait for their place.
pub(super) struct Prepared(Option<(tempfile::NamedTempFile, PathBuf, bool)>);

impl Prepared {
    /// Puts them into their place; what stood there and could not be read is kept beside it.
    ///
    /// # Errors
    /// Where that fails.
    pub fn put(self) -> Result<(), Problem> {
        let Some((new, path, unreadable)) = self.0 else { return Ok(()) };
        if unreadable {
            std::fs::rename(&path, path.with_extension("unreadable.json")).map_err(Problem::io("set aside", &path))?;
        }
        new.persist(&path).map_err(|failure| Problem::io("write", &path)(failure.error))?;
        Ok(())
    }
}
