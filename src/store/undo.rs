//! What can be taken back and done again: in a file of this computer's own, one for each journal, so that two copies of a
//! journal never differ in it.
//!
//! It is written and synced before the journal is, and takes its name in the moment before the journal does. A change
//! that stands there and never came to be no longer fits the journal, and is dropped when its turn comes.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::problem::{Problem, cause};
use super::{Store, paths, read, write};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::formats::undo_json;

/// The longest file of lists that is read, bytes.
const LONGEST: u64 = 64 << 20;
/// What the names of those that were set aside have in them.
const ASIDE: &str = "aside";

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

/// Puts the lists that were kept into a journal that was just read, or is held; one of version 1 brings its own. Where
/// they cannot be read the journal tells so. Returns false where something stands there that the journal has not got
/// now: whatever it is, it must not be written over.
pub(super) fn fetch(store: &Store, real: &Path, journal: &mut Journal) -> bool {
    let Some(path) = path(store, real, journal) else { return false };
    match look(&path) {
        Ok(lists) => {
            (journal.undo, journal.redo) = lists.map(|lists| (lists.undo, lists.redo)).unwrap_or_default();
            journal.untold = kept_aside(&path);
            true
        }
        Err(why) => {
            journal.untold = Some(format!(
                "The earlier changes cannot be read: {} {why}. It is never written over: the next change keeps it as {}.",
                path.display(),
                aside(&path).display()
            ));
            false
        }
    }
}

/// The lists in a file; nothing where there is none.
///
/// # Errors
/// Why they cannot be read, to stand behind the path.
fn look(path: &Path) -> Result<Option<undo_json::Lists>, String> {
    let mut bytes = Vec::new();
    match read::open(path) {
        Ok(Some(found)) => found.file.take(LONGEST).read_to_end(&mut bytes).map_err(|error| refused(&error))?,
        Ok(None) => return Ok(None),
        Err(Problem::NoFile { what, .. }) => return Err(format!("is {what}")),
        Err(Problem::Io { error, .. }) => return Err(refused(&error)),
        Err(other) => return Err(format!("is not to be had ({other})")),
    };
    undo_json::read(&bytes).map(Some)
}

fn refused(error: &std::io::Error) -> String {
    format!("does not let itself be read ({})", cause(error))
}

/// What to say of a journal whose lists are in this file, where others were set aside.
fn kept_aside(path: &Path) -> Option<String> {
    let aside: Vec<String> = set_aside(path).iter().map(|path| path.display().to_string()).collect();
    let files = aside.join(", ");
    let message = "Earlier changes that could not be taken over are kept in";
    (!aside.is_empty()).then(|| format!("{message} {files}; delete it when you no longer need it."))
}

/// What was set aside of a journal's lists, in the order of the names.
pub(super) fn set_aside(path: &Path) -> Vec<PathBuf> {
    let start = format!("{}.{ASIDE}", path.file_stem().unwrap_or_default().to_string_lossy());
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&start));
    let mut all: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    all.sort();
    all
}

/// The lists that were set aside, and those that cannot be read, in which one of these entries may still stand.
pub(super) fn still_told(store: &Store, real: &Path, journal: &Journal, ids: &[Id]) -> Vec<PathBuf> {
    let Some(path) = path(store, real, journal) else { return Vec::new() };
    let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
    let free_of_them = |path: &PathBuf| {
        std::fs::read(path).is_ok_and(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            !texts.iter().any(|id| text.contains(id))
        })
    };
    set_aside(&path).into_iter().filter(|path| !free_of_them(path)).collect()
}

/// A name that is free, for what is set aside.
fn aside(path: &Path) -> PathBuf {
    let name = |n: u32| path.with_extension(if n == 1 { format!("{ASIDE}.json") } else { format!("{ASIDE}-{n}.json") });
    let free = (1..u32::MAX).map(name).find(|name| name.symlink_metadata().is_err());
    free.unwrap_or_else(|| name(0))
}

/// The lists of a journal, written and synced, not yet in their place. `known`: what [`fetch`] returned.
///
/// # Errors
/// Where they cannot be written: no change is made that could not be taken back.
pub(super) fn prepare(store: &Store, real: &Path, journal: &Journal, known: bool) -> Result<Prepared, Problem> {
    let Some(path) = path(store, real, journal) else { return Ok(Prepared(None)) };
    let folder = folder(store, real);
    if !folder.is_dir() {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        missing.into_iter().rev().try_for_each(paths::make_one)?;
    }
    write::sweep(&folder, &[&path]);
    let new = write::beside(&path, &folder, &undo_json::write(journal))?;
    Ok(Prepared(Some((new, path, known))))
}

/// Lists that wait for their place.
pub(super) struct Prepared(Option<(tempfile::NamedTempFile, PathBuf, bool)>);

impl Prepared {
    /// Puts them into their place; what stands there and is not in them is kept beside it. Returns what to say of that.
    ///
    /// # Errors
    /// Where that fails.
    pub fn put(self) -> Result<Option<String>, Problem> {
        let Some((new, path, known)) = self.0 else { return Ok(None) };
        if !known && path.symlink_metadata().is_ok() {
            std::fs::rename(&path, aside(&path)).map_err(Problem::io("set aside", &path))?;
        }
        new.persist(&path).map_err(|failure| Problem::io("write", &path)(failure.error))?;
        Ok(kept_aside(&path))
    }
}
