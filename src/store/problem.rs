//! What failed outside: the path, the cause, and what to do, as a sentence.

use std::io;
use std::path::{Path, PathBuf};

use crate::formats::journal_json::Fault;

/// Something outside the program failed. The journal file is as it was.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr)]
pub enum Problem {
    /// An operation on a file failed.
    #[error("Could not {doing} {}: {}.", path.display(), cause(error))]
    Io {
        /// What was being done: `read`, `write`.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Why it failed.
        error: io::Error,
    },
    /// Something stands at the path that is no file.
    #[error("{} is {what}, not a file; move it away, or choose another file with --file.", path.display())]
    NoFile {
        /// Where.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// There is a file already where a new one was to be.
    #[error("{} is there already; it was left as it is.", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// What is to be written over is the program's own.
    #[error("{} is twinge\u{2019}s own: the journal, or its lock, drafts or backup; choose another name.", path.display())]
    Own {
        /// Where.
        path: PathBuf,
    },
    /// What stands in the place of the drafts cannot be used.
    #[error("{} {what}; it is left as it is. Move it away, and drafts are kept again.", path.display())]
    Drafts {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A file or folder was made read-only.
    #[error("{} is read-only (mode {mode:03o}), so nothing was changed; chmod u+w {} makes it writable.", path.display(), path.display())]
    Protected {
        /// Which.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The folder is not the one that the screen began with.
    #[error("The folder {} is another one than at the start: it was moved away, or its disk is gone. Nothing was saved there; put it back, or quit and start twinge again.", folder.display())]
    Elsewhere {
        /// Where the journal was.
        folder: PathBuf,
    },
    /// The journal is not the one that the screen began with.
    #[error("{} is another journal than this screen began with; nothing was read from it or saved into it. Put the other file back, or quit and start twinge again.", path.display())]
    Another {
        /// Where.
        path: PathBuf,
    },
    /// A link on the way to the journal leads nowhere.
    #[error("{} is a link to {}, which is not there now; nothing was changed. Bring it back (is its disk connected?), or remove the link to begin a new journal.", link.display(), target.display())]
    Dangling {
        /// The link.
        link: PathBuf,
        /// What it leads to.
        target: PathBuf,
    },
    /// The file is too large to be a journal.
    #[error("{} is {size} bytes long, far too long for a journal; it was left alone.", path.display())]
    TooLong {
        /// Where.
        path: PathBuf,
        /// Its length in bytes.
        size: u64,
    },
    /// The file cannot be read as a journal.
    #[error("{}, line {}, column {}: {}. The file was left as it is.{}{help} `twinge salvage` takes every whole entry out of it.", path.display(), fault.line, fault.column, fault.message, if help.is_empty() { "" } else { " " })]
    Damaged {
        /// Where.
        path: PathBuf,
        /// What is wrong.
        fault: Fault,
        /// How to go on.
        help: String,
    },
    /// A version control system left the markers of a conflict in the journal.
    #[error("{}, line {line}: there are conflict markers (<<<<<<<) in it: git, or another such program, put two copies together as text. The file was left as it is. `twinge merge --from-conflict` takes both sides out of it and merges them.", path.display())]
    Marked {
        /// Where.
        path: PathBuf,
        /// The line of the first.
        line: usize,
    },
    /// A stand-in of iCloud is in the place of the journal.
    #[error("iCloud has moved {} away from this computer and left a stand-in for it; open the folder in the Finder so that it comes back. No new journal was begun.", path.display())]
    Evicted {
        /// Where it was.
        path: PathBuf,
    },
    /// The journal is gone, its backups are not.
    #[error("{} is gone, but its backups are there. {help}", path.display())]
    Gone {
        /// Where it was.
        path: PathBuf,
        /// How to go on.
        help: String,
    },
    /// The person stopped it.
    #[error("{0}")]
    Stopped(&'static str),
    /// Another program wrote to the journal while this was saving; nothing was written.
    #[error("Another program keeps writing to the journal, or removing its lock; nothing was changed. Try again.")]
    Unlocked,
    /// The file is of a newer version.
    #[error("{message}")]
    ReadOnly {
        /// The sentence.
        message: String,
    },
    /// Another process holds the lock and does not let go.
    #[error("Another twinge has been saving to {} for {seconds} s and does not finish; close it, then try again.", path.display())]
    Busy {
        /// The journal.
        path: PathBuf,
        /// How long this one waited.
        seconds: u64,
    },
    /// The disk has no locks.
    #[error("Could not lock {}: the disk it is on has no locks ({}), as some network disks have none. Without one two programs could write at once, so nothing was changed; keep the journal on a disk of this computer, with --file or TWINGE_FILE.", path.display(), cause(error))]
    NoLocks {
        /// The lock.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The journal would grow beyond what can be read again.
    #[error("With this {} would be {size} bytes long, and only {most} can be read again; nothing was changed. Delete what is not needed, or begin another journal with --file.", path.display())]
    Full {
        /// The journal.
        path: PathBuf,
        /// How long it would be.
        size: u64,
        /// How long it may be.
        most: u64,
    },
    /// No folder for the journal is known.
    #[error("{0}")]
    NoFolder(String),
    /// A text cannot go to an editor, or not come back.
    #[error("{0}")]
    Editor(String),
    /// The new file is in place, but the disk did not confirm it.
    #[error("{} was written, but the disk did not confirm it ({}); check with `twinge check-file` before you rely on it.", path.display(), cause(error))]
    Unconfirmed {
        /// The journal.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no such backup.
    #[error("{0}")]
    NoBackup(String),
    /// A backup cannot be read.
    #[error("{0}")]
    BadBackup(String),
}

impl Problem {
    /// Says how to go on where a journal cannot be read.
    pub(super) fn helped(self, help: impl FnOnce() -> String) -> Self {
        match self {
            Self::Damaged { path, fault, help: none } if none.is_empty() => Self::Damaged { path, fault, help: help() },
            other => other,
        }
    }

    /// A failed operation, for `map_err`.
    pub fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { doing, path, error }
    }
}

/// The cause in plain words, where the system's own are for programmers.
pub(super) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full; free some space and try again".into(),
        io::ErrorKind::QuotaExceeded => "your quota on this disk is used up; free some space and try again".into(),
        io::ErrorKind::PermissionDenied => "you have no permission; check who owns it".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "the link leads in a circle".into()
        }
        io::ErrorKind::NotADirectory => "a part of the path is not a folder".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
