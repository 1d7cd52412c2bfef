//! Reading the file: only a plain file, never without bound.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

use super::problem::Problem;
use crate::formats::journal_json;

/// The longest file that can be a journal, bytes: ten times 100,000 entries.
const LONGEST: u64 = 512 << 20;
/// From here on the system's allocator maps a buffer by itself and gives it back when it is freed. Smaller ones lie
/// between the entries, and the holes they leave grow with every save. Only what is written to becomes memory.
const MAPPED: usize = 33 << 20;
/// How much of a file is read to see whether it can be one.
const START: usize = 4096;

/// What tells whether a file changed: a rename changes the inode, an edit in place the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// The stamp of what no other program can change.
    pub const STILL: Self = Self { device: 0, inode: 0, length: 0, modified: (0, 0), changed: (0, 0) };

    /// The stamp of a file, where there is one.
    pub fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|meta| Self::from(&meta))
    }

    /// True where the file was made to look older than its last change.
    pub(super) fn looks_older(self) -> bool {
        self.modified.0 < self.changed.0
    }
}

impl From<&std::fs::Metadata> for Stamp {
    fn from(meta: &std::fs::Metadata) -> Self {
        let (modified, changed) = ((meta.mtime(), meta.mtime_nsec()), (meta.ctime(), meta.ctime_nsec()));
        Self { device: meta.dev(), inode: meta.ino(), length: meta.len(), modified, changed }
    }
}

/// A plain file, open.
pub struct FoundFile {
    /// The file.
    pub file: File,
    /// What the system says of it.
    pub meta: std::fs::Metadata,
}

/// A file that was read whole.
pub struct Whole {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What tells whether it changed since.
    pub stamp: Stamp,
}

/// Reads a file whole; nothing where there is none.
///
/// # Errors
/// Where it cannot be read, is no plain file, or cannot be a journal.
pub fn whole(path: &Path) -> Result<Option<Whole>, Problem> {
    open(path)?.map(|found| whole_of(found, path)).transpose()
}

/// Reads a file whole, whatever is in it; nothing where there is none.
///
/// # Errors
/// Where it cannot be read, is no plain file, or is far too long.
pub fn any(path: &Path) -> Result<Option<Whole>, Problem> {
    let Some(FoundFile { file, meta }) = open(path)? else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Problem::io("read", path))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Problem::TooLong { path: path.to_owned(), size: meta.len() });
    }
    Ok(Some(Whole { bytes, stamp: Stamp::from(&meta) }))
}

/// Reads an open file whole. Looks at the start first: what is no journal is not read.
///
/// # Errors
/// Where it cannot be read or cannot be a journal.
pub fn whole_of(found: FoundFile, path: &Path) -> Result<Whole, Problem> {
    let FoundFile { mut file, meta } = found;
    if meta.len() > START as u64 {
        let mut start = Vec::with_capacity(START);
        (&mut file).take(START as u64).read_to_end(&mut start).map_err(Problem::io("read", path))?;
        journal_json::read_start(&start).map_err(|fault| Problem::Damaged {
            path: path.to_owned(),
            fault,
            help: String::new(),
        })?;
        file.seek(SeekFrom::Start(0)).map_err(Problem::io("read", path))?;
    }
    if meta.len() > LONGEST {
        return Err(Problem::TooLong { path: path.to_owned(), size: meta.len() });
    }
    let mut bytes = room(&meta);
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Problem::io("read", path))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Problem::TooLong { path: path.to_owned(), size: bytes.len() as u64 });
    }
    Ok(Whole { bytes, stamp: Stamp::from(&meta) })
}

/// Refuses to write what could not be read again.
///
/// # Errors
/// Where it is too long.
pub fn refuse_longer(path: &Path, size: usize) -> Result<(), Problem> {
    let size = size as u64;
    if size > LONGEST {
        return Err(Problem::Full { path: path.to_owned(), size, most: LONGEST });
    }
    Ok(())
}

/// Room for a file and for one more entry and its inverse: the next version is written into the same memory.
pub fn room(meta: &std::fs::Metadata) -> Vec<u8> {
    let room = usize::try_from(meta.len()).unwrap_or(0).saturating_add(4096);
    Vec::with_capacity(if room > 1 << 16 { room.max(MAPPED) } else { room })
}

/// Opens a plain file without ever waiting (a named pipe would); nothing where there is none.
///
/// # Errors
/// Where it cannot be opened or is no plain file.
pub fn open(path: &Path) -> Result<Option<FoundFile>, Problem> {
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        // a socket cannot be opened, but it can be looked at
        Err(error) => return Err(refuse_other(path).err().unwrap_or_else(|| Problem::io("read", path)(error))),
    };
    let meta = file.metadata().map_err(Problem::io("read", path))?;
    match what_else(&meta) {
        None => Ok(Some(FoundFile { file, meta })),
        Some(what) => Err(Problem::NoFile { path: path.to_owned(), what }),
    }
}

/// Refuses what stands at a path and is no plain file, without opening it.
///
/// # Errors
/// Says what it is.
pub fn refuse_other(path: &Path) -> Result<(), Problem> {
    match std::fs::metadata(path).ok().and_then(|meta| what_else(&meta)) {
        None => Ok(()),
        Some(what) => Err(Problem::NoFile { path: path.to_owned(), what }),
    }
}

/// What stands there, where it is no plain file.
fn what_else(meta: &std::fs::Metadata) -> Option<&'static str> {
    let kind = meta.file_type();
    match () {
        () if kind.is_file() => None,
        () if kind.is_dir() => Some("a folder"),
        () if kind.is_fifo() => Some("a named pipe"),
        () if kind.is_socket() => Some("a socket"),
        () => Some("a device"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let path = Path::new("journal.json");
        let longest = usize::try_from(LONGEST).unwrap();
        assert!(refuse_longer(path, longest).is_ok());
        let message = refuse_longer(path, longest + 1).unwrap_err().to_string();
        assert!(message.contains("536870913") && message.contains("nothing was changed"), "{message}");
    }
}
