//! A journal held between two saves: while the file is still the one that was read or written here, it need not be read
//! again. What tells that is exact, not likely:
//!
//! - a program that replaces the file by a rename, as every twinge does, brings another inode; the held file stays open,
//!   so that the system cannot give its inode to another;
//! - a program that writes into the file sets its time; the held file is only trusted where its time was two seconds
//!   old (the coarsest that disks count by) when it was last known, so that no later time can be the same.
//!
//! It is looked at under the lock, where the file would be read otherwise.

use std::fs::File;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::journal::Journal;
use crate::store::read;
use crate::store::read::Stamp;
use crate::store::write::OLDER;

/// The journal as the file has it, for as long as the file is that one.
#[derive(Debug)]
pub struct Held {
    /// The journal.
    pub journal: Journal,
    stamp: Stamp,
    /// Open, so that no other file can be taken for it.
    _file: File,
}

impl Held {
    /// Holds what was read from a file with that stamp; nothing where the file is another already, or too young to be
    /// told from what might still be written into it.
    pub fn read(real: &Path, journal: Journal, stamp: Stamp) -> Option<Self> {
        let found = read::open(real).ok()??;
        let same = Stamp::from(&found.meta) == stamp;
        let old =
            SystemTime::now().checked_sub(OLDER).is_some_and(|then| found.meta.modified().is_ok_and(|at| at <= then));
        (same && old).then_some(Self { journal, stamp, _file: found.file })
    }

    /// Holds what was just written into a file; nothing where the file could not be made to look older.
    pub fn written(journal: Journal, file: File) -> Option<Self> {
        let stamp = Stamp::from(&file.metadata().ok()?);
        stamp.looks_older().then_some(Self { journal, stamp, _file: file })
    }

    /// True where a file is still the one held.
    pub(super) fn is(&self, stamp: Stamp) -> bool {
        self.stamp == stamp
    }
}
