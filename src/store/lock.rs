//! One writer at a time: a lock on a file of its own, which the system frees when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use super::problem::Problem;

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(8);

/// The lock; free again when dropped.
pub struct Lock(#[allow(dead_code)] File); // held, never read

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
    let path = path(journal);
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags.bits().cast_signed());
    let file = options.open(&path).map_err(Problem::io("lock", &path))?;
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock(file)),
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
