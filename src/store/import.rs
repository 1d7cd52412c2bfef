//! Files for import: folders walked, archives opened, compressed files unpacked, each read within bounds, decoded and
//! let go before the next. Nothing is written and nothing is unpacked onto the disk, so that no name in an archive
//! can lead anywhere.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::paths::typed;
use crate::import::File;
use crate::import::csv::ReadOptions;

pub use known::{KnownFiles, ReadFiles};
pub use walk::no_path;
pub use work::{Piped, ReadProgress, Reading, Source};

mod archive;
mod known;
mod look;
mod walk;
mod work;

/// Reads all files at these paths, folders walked. `each` hears how far it is and says whether to go on; where it says
/// no, nothing is returned.
pub fn read(paths: &[PathBuf], options: &ReadOptions, each: &mut dyn FnMut(ReadProgress) -> bool) -> Option<Vec<File>> {
    read_from(paths, Source::default(), options, each).map(|reading| reading.files)
}

/// The same, with what comes through a pipe and what is known.
pub fn read_from(
    paths: &[PathBuf],
    source: Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(ReadProgress) -> bool,
) -> Option<Reading> {
    let mut walk = walk::Walk::default();
    for path in paths {
        walk.at(path, 0);
    }
    work::read(walk, source, options, each)
}

/// Takes what comes through a pipe into a file without a name, so that an archive can be read from it too.
///
/// # Errors
/// Where it cannot be read or kept.
pub fn spool(input: &mut dyn io::Read) -> io::Result<Piped> {
    let mut file = tempfile::tempfile()?;
    io::copy(input, &mut file)?;
    io::Seek::rewind(&mut file)?;
    Ok(file)
}

/// What comes from reading in the background.
#[derive(Debug)]
pub enum News {
    /// It is so far.
    Far(ReadProgress),
    /// It is done.
    Read(Vec<File>),
    /// It panicked; the hook has reported it.
    Panicked,
}

/// How often progress is told, at most.
const OFTEN: Duration = Duration::from_millis(100);

/// Reads what a line names in a thread of its own, until `stop` is set: then nothing more is told.
///
/// # Errors
/// Where no thread can be begun; nothing is told then.
pub fn read_in_background(
    line: String,
    home: Option<PathBuf>,
    options: ReadOptions,
    stop: Arc<AtomicBool>,
    tell: impl Fn(News) + Send + 'static,
) -> io::Result<()> {
    let thread = thread::Builder::new().spawn(move || {
        let mut last = Instant::now();
        let stopped = || stop.load(Ordering::Relaxed);
        let work = || {
            read_line(&line, home.as_deref(), &options, &mut |far| {
                if last.elapsed() >= OFTEN && !stopped() {
                    last = Instant::now();
                    tell(News::Far(far));
                }
                !stopped()
            })
        };
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
            Ok(Some(files)) if !stopped() => tell(News::Read(files)),
            Ok(_) => {}
            Err(_) => tell(News::Panicked),
        }
    });
    thread.map(drop)
}

/// Reads what a typed or pasted line names; nothing where it was told to stop.
pub fn read_line(
    line: &str,
    home: Option<&Path>,
    options: &ReadOptions,
    each: &mut dyn FnMut(ReadProgress) -> bool,
) -> Option<Vec<File>> {
    read(&paths(line, home), options, each)
}

/// The paths of a line: the whole line where there is such a file, else its parts as a shell would take them.
fn paths(line: &str, home: Option<&Path>) -> Vec<PathBuf> {
    // where there is no home, the name stays as it is and is not found
    let at_home = |path: String| typed(Path::new(&path), home).unwrap_or_else(|_| PathBuf::from(&path));
    let whole = at_home(line.trim().to_owned());
    if whole.exists() {
        return vec![whole];
    }
    let (mut parts, mut part, mut quote, mut begun) = (Vec::new(), String::new(), None, false);
    let mut letters = line.trim().chars();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => (quote, begun) = (Some(c), true),
            (None | Some('"'), '\\') => part.extend(letters.next()),
            (None, c) if c.is_whitespace() => {
                if begun || !part.is_empty() {
                    parts.push(std::mem::take(&mut part));
                }
                begun = false;
            }
            (_, c) => part.push(c),
        }
    }
    if begun || !part.is_empty() {
        parts.push(part);
    }
    parts.into_iter().map(at_home).collect()
}

#[cfg(test)]
mod tests;
