//! One writer at a time: a lock on a file of its own, which the system frees when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::problem::Problem;
use super::write;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(8);

/// The lock; free again when dropped.
pub struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// True while the lock file is the one that stands under its name. Somebody may remove it, and the next writer then
    /// makes another: two hold a lock, and each is alone with its own.
    ///
    /// # Errors
    /// Where that cannot be told.
    pub fn holds(&self) -> Result<bool, Problem> {
        let id = |meta: std::fs::Metadata| (meta.dev(), meta.ino());
        let failed = || Problem::io("lock", &self.path);
        let ours = self.file.metadata().map(id).map_err(failed())?;
        match std::fs::symlink_metadata(&self.path).map(id) {
            Ok(there) => Ok(ours == there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failed()(error)),
        }
    }
}

/// The lock file of a journal: beside it and never removed, because a rename changes what stands under the journal's name.
pub fn path(journal: &Path) -> PathBuf {
    let mut name = journal.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    journal.with_file_name(name)
}

/// Takes the lock, waiting a bounded time.
///
/// # Errors
/// Where another holds it for too long, or the disk has no locks.
pub fn take(journal: &Path) -> Result<Lock, Problem> {
    let begun = Instant::now();
    loop {
        let lock = take_one(journal, begun)?;
        if lock.holds()? {
            return Ok(lock);
        }
        if begun.elapsed() >= PATIENCE {
            return Err(Problem::Unlocked);
        }
    }
}

/// Takes the lock on the file that stands there now.
fn take_one(journal: &Path, begun: Instant) -> Result<Lock, Problem> {
    let path = path(journal);
    let file = open(&path, journal).map_err(|error| match error.raw_os_error() {
        Some(code) if code == Errno::LOOP.raw_os_error() => Problem::NoFile { path: path.clone(), what: "a link" },
        _ => Problem::io("lock", &path)(error),
    })?;
    let mut pause = Duration::from_millis(1);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { file, path }),
            Err(TryLockError::Error(error)) if has_none(&error) => return Err(Problem::NoLocks { path, error }),
            Err(TryLockError::Error(error)) => return Err(Problem::io("lock", &path)(error)),
            Err(TryLockError::WouldBlock) if begun.elapsed() >= PATIENCE => {
                return Err(Problem::Busy { path: journal.to_owned(), seconds: begun.elapsed().as_secs() });
            }
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(20));
            }
        }
    }
}

/// True where it is the disk that has no locks.
fn has_none(error: &io::Error) -> bool {
    let none = [Errno::NOLCK, Errno::OPNOTSUPP, Errno::NOTSUP, Errno::NOSYS, Errno::INVAL];
    none.iter().any(|none| error.raw_os_error() == Some(none.raw_os_error()))
}

/// Opens the lock file, or makes it for the journal's owner: made once as the administrator, it must not lock them out.
fn open(path: &Path, journal: &Path) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600).custom_flags(flags.bits().cast_signed());
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        there => return there,
    }
    match options.create_new(true).open(path) {
        // another process made it in this very moment
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => options.create_new(false).open(path),
        made => made.and_then(|file| write::keep_owner(&file, journal).map(|()| file)),
    }
}
