//! What can be taken back and done again: in a file of this computer's own, one for each journal and the path of its file.
//! Copies of a journal never differ in it, and the one never takes back what was done in the other.
//!
//! It is written and synced before the journal is, and takes its name in the moment before the journal does. A change
//! that stands there and never came to be no longer fits the journal, and is dropped when its turn comes.

use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use super::problem::{Problem, cause};
use super::{folders, paths, read, write};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::formats::undo_json;

/// The longest file of lists that is read, bytes.
const LONGEST: u64 = 64 << 20;
/// What the names of those that were set aside have in them.
const ASIDE: &str = "aside";
/// The length of an id, with which their names begin.
const ID: usize = 36;
/// How much of a file shows whose journal it is, bytes.
const START: u64 = 4096;

/// The folder of the lists, in the state folder of this computer; beside the journal where the system knows none.
pub(super) fn folder(state: Option<&Path>, journal: &Path) -> PathBuf {
    state.or(journal.parent()).unwrap_or(Path::new("/")).join("undo")
}

/// The file of a journal's lists; nothing where the journal was never written by this version. Two files with copies of
/// one journal have one each: what was done in the one cannot be taken back in the other.
pub(super) fn path(state: Option<&Path>, real: &Path, journal: &Journal) -> Option<PathBuf> {
    // FNV-1a: the same in every version of this program
    let mix = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let sum = real.as_os_str().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, mix);
    journal.journal.map(|id| folder(state, real).join(format!("{id}-{sum:016x}.json")))
}

/// The lists of the same journal under a path where it no longer is: it was moved here. Also those that an older version
/// kept, which had no path.
fn moved(own: &Path, id: Id) -> Option<PathBuf> {
    let mut all = named(own, |name| name.starts_with(&id.to_string()) && !name.contains(ASIDE));
    all.retain(|file| match look(file) {
        Ok(Some(undo_json::Lists { path: Some(path), .. })) => is_gone(Path::new(&*path), id),
        Ok(lists) => lists.is_some(),
        Err(_) => file.file_stem().is_some_and(|stem| *stem == *id.to_string()),
    });
    all.into_iter().max_by_key(|file| file.metadata().and_then(|meta| meta.modified()).ok())
}

/// True where a journal no longer stands at a path. What cannot be looked at may still be it.
fn is_gone(path: &Path, id: Id) -> bool {
    let mut start = Vec::new();
    match read::open(path) {
        Ok(Some(found)) => {
            let read = found.file.take(START).read_to_end(&mut start);
            read.is_ok() && !String::from_utf8_lossy(&start).contains(&id.to_string())
        }
        // a path that is no text is kept with other letters
        Ok(None) => !path.to_string_lossy().contains(char::REPLACEMENT_CHARACTER),
        Err(_) => false,
    }
}

/// The files beside one whose names are such, in their order.
fn named(beside: &Path, is_it: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = beside.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| is_it(&entry.file_name().to_string_lossy()));
    let mut all: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    all.sort();
    all
}

/// True for a file among the lists.
pub(super) fn is_own(state: Option<&Path>, journal: &Path, file: &Path) -> bool {
    file.starts_with(folder(state, journal))
}

/// Puts the lists that were kept into a journal that was just read, or is held; one of version 1 brings its own. Where
/// they cannot be read, or not be written, the journal tells so and has none.
pub(super) fn fetch(state: Option<&Path>, real: &Path, journal: &mut Journal) -> Fetched {
    let (Some(own), Some(id)) = (path(state, real, journal), journal.journal) else { return Fetched::default() };
    let from = if own.symlink_metadata().is_ok() { None } else { moved(&own, id) };
    let file = from.as_ref().unwrap_or(&own);
    let is_known = match look(file) {
        Ok(lists) => {
            let is_protected =
                [file, &folder(state, real)].into_iter().find_map(|path| paths::refuse_protected(path).err());
            journal.untold = match (is_protected, lists) {
                (Some(problem), _) => {
                    (journal.undo, journal.redo, journal.replaced) = Default::default();
                    Some(cannot_be_undone(&problem))
                }
                (None, lists) => {
                    let lists = lists.map(|lists| (lists.undo, lists.redo, lists.replaced));
                    (journal.undo, journal.redo, journal.replaced) = lists.unwrap_or_default();
                    kept_aside(&own)
                }
            };
            true
        }
        Err(why) => {
            journal.untold = Some(format!(
                "The earlier changes cannot be read: {} {why}. It is never written over: the next change keeps it as {}.",
                file.display(),
                aside(&own).display()
            ));
            false
        }
    };
    Fetched { is_known, from }
}

/// What is known of the lists that stand there.
#[derive(Default)]
pub(super) struct Fetched {
    /// False where something stands there that the journal has not got now: whatever it is, it must not be written over.
    is_known: bool,
    /// Where they were under the journal's former path.
    from: Option<PathBuf>,
}

impl Fetched {
    /// Of a journal that another file takes the place of: its lists end with it.
    pub fn of_replaced() -> Self {
        Self { is_known: true, from: None }
    }
}

fn cannot_be_undone(problem: &Problem) -> String {
    format!("Changes from now on cannot be undone. {problem}")
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
    format!("could not be read ({})", cause(error))
}

/// What to say of a journal whose lists are in this file, where others were set aside.
fn kept_aside(own: &Path) -> Option<String> {
    let aside: Vec<String> = set_aside(own).iter().map(|path| path.display().to_string()).collect();
    let files = aside.join(", ");
    let message = "Earlier changes that could not be taken over are kept in";
    (!aside.is_empty()).then(|| format!("{message} {files}; delete it when you no longer need it."))
}

/// What was set aside of a journal's lists, in the order of the names.
fn set_aside(own: &Path) -> Vec<PathBuf> {
    let name = own.file_name().unwrap_or_default().to_string_lossy();
    let id = name.get(..ID).unwrap_or(&name);
    named(own, |name| name.starts_with(id) && name.contains(ASIDE))
}

/// The lists that were set aside, and those that cannot be read, in which one of these entries may still stand.
pub(super) fn still_told(state: Option<&Path>, real: &Path, journal: &Journal, ids: &[Id]) -> Vec<PathBuf> {
    let Some(own) = path(state, real, journal) else { return Vec::new() };
    let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
    let free_of_them = |path: &PathBuf| {
        std::fs::read(path).is_ok_and(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            !texts.iter().any(|id| text.contains(id))
        })
    };
    // the list itself, where it could not be written
    let all = set_aside(&own).into_iter().chain(own.exists().then_some(own));
    all.filter(|path| !free_of_them(path)).collect()
}

/// A name that is free, for what is set aside.
fn aside(path: &Path) -> PathBuf {
    let name = |n: u32| path.with_extension(if n == 1 { format!("{ASIDE}.json") } else { format!("{ASIDE}-{n}.json") });
    let free = (1..u32::MAX).map(name).find(|name| name.symlink_metadata().is_err());
    free.unwrap_or_else(|| name(0))
}

/// The lists of a journal, written and synced, not yet in their place. Where they were made read-only they stay as they
/// are, and it is said that the change cannot be undone.
///
/// # Errors
/// Where they cannot be written otherwise: no change is made that could not be taken back.
pub(super) fn prepare(
    state: Option<&Path>,
    real: &Path,
    journal: &Journal,
    fetched: Fetched,
) -> Result<Prepared, Problem> {
    let Some(path) = path(state, real, journal) else { return Ok(Prepared::Nowhere) };
    let folder = folder(state, real);
    let write = || {
        if !folder.is_dir() {
            let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
            missing.into_iter().rev().try_for_each(folders::make_one)?;
        }
        write::sweep(&folder, &[&path]);
        fetched.from.as_deref().map_or(Ok(()), paths::refuse_protected)?;
        write::beside(&path, &folder, &undo_json::write(journal, real))
    };
    match write() {
        Ok(new) => Ok(Prepared::Waits { new, path, fetched }),
        Err(problem @ Problem::Protected { .. }) => Ok(Prepared::Protected(cannot_be_undone(&problem))),
        Err(problem) => Err(problem),
    }
}

/// Lists that wait for their place.
pub(super) enum Prepared {
    /// The journal has none.
    Nowhere,
    /// They were made read-only, which is said.
    Protected(String),
    /// A file beside their place.
    Waits {
        /// The file.
        new: tempfile::NamedTempFile,
        /// Their place.
        path: PathBuf,
        /// What is known of what stands there.
        fetched: Fetched,
    },
}

impl Prepared {
    /// Puts them into their place; what stands there and is not in them is kept beside it. Returns what to say where the
    /// change cannot be undone, and the journal what cannot be taken back.
    ///
    /// # Errors
    /// Where that fails.
    pub fn put(self, untold: &mut Option<String>) -> Result<Option<String>, Problem> {
        let (new, path, fetched) = match self {
            Self::Nowhere => return Ok(None),
            Self::Protected(message) => return Ok(Some(message)),
            Self::Waits { new, path, fetched } => (new, path, fetched),
        };
        let there = fetched.from.as_ref().unwrap_or(&path);
        if !fetched.is_known && there.symlink_metadata().is_ok() {
            std::fs::rename(there, aside(&path)).map_err(Problem::io("set aside", there))?;
        }
        new.persist(&path).map_err(|failure| Problem::io("write", &path)(failure.error))?;
        if let Some(from) = fetched.from.filter(|_| fetched.is_known) {
            std::fs::remove_file(&from).map_err(Problem::io("remove", &from))?;
        }
        *untold = kept_aside(&path);
        Ok(None)
    }
}
