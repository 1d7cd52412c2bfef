//! Files and what archives hold, shared out among all cores: each thing to read is a piece of work, an archive makes more
//! of them, and the answers are put back into the order of the files.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::archive::{self, Archive, Opened};
use super::known::{self, KnownFiles, ReadFiles};
use super::look::{Manner, look};
use super::walk::{Walk, no_path};
use crate::import::csv::ReadOptions;
use crate::import::{File, FileContent};
use crate::store::problem::{Problem, cause};
use crate::store::read::{self as disk, FoundFile};

/// How far reading is: files done, files known of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Files read.
    pub done: usize,
    /// Files found so far; an archive's are found when it is opened.
    pub of: usize,
}

/// How often progress is told.
const OFTEN: Duration = Duration::from_millis(50);
/// The most cores that are used.
const MOST_CORES: usize = 16;

/// What came of reading.
#[derive(Debug)]
pub struct Reading {
    /// The files that were looked at, in their order.
    pub files: Vec<File>,
    /// Those of the disk, to be remembered.
    pub read: ReadFiles,
    /// How many were read before, and are as they were.
    pub known: usize,
}

/// What came through a pipe, whole and at its beginning.
pub type Piped = std::fs::File;

/// What is to be read besides the files at paths, and what is not.
#[derive(Debug, Default)]
pub struct Source<'a> {
    /// What came through a pipe.
    pub piped: Option<Piped>,
    /// What was read before is not read again.
    pub known: Option<&'a KnownFiles>,
    /// The files are to be remembered.
    pub remember: bool,
}

/// What is said in place of a name of what came through a pipe.
const PIPED: &str = "standard input";

/// Where an answer stands among all: the file, then the place in its archive, then in the archive within that.
pub(super) type Place = Vec<usize>;

/// Something to read.
pub(super) enum Work {
    /// A file of the disk, and whether it was asked for by its own name.
    Path(PathBuf, bool),
    /// What came through a pipe.
    Piped(fs::File),
    /// One of the files in an archive.
    Entry(Arc<Archive>, usize),
}

/// What all who work share.
pub(super) struct Shared<'a> {
    pub(super) options: &'a ReadOptions,
    queue: Mutex<Queue>,
    changed: Condvar,
    answers: Mutex<Vec<(Place, File)>>,
    pub(super) stopped: AtomicBool,
    known: Option<&'a KnownFiles>,
    /// Files to be remembered, where they are.
    seen: Option<Mutex<ReadFiles>>,
    unchanged: AtomicUsize,
    done: AtomicUsize,
    of: AtomicUsize,
    /// Held by whoever has a large file in memory: two at once would be too much.
    pub(super) large: Mutex<()>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(Place, Work)>,
    working: usize,
}

/// What a lock guards is whole between any two calls, so that a panic of another thread changes nothing about it.
fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Reads all that was found. `each` hears how far it is and says whether to go on.
pub(super) fn read(
    walk: Walk,
    source: Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(ReadProgress) -> bool,
) -> Option<Reading> {
    let Walk { mut found, left } = walk;
    found.dedup();
    let before = found.len();
    if let Some(known) = source.known {
        found.retain(|(path, _)| !fs::metadata(path).is_ok_and(|meta| known.is_unchanged(path, &meta)));
    }
    let unchanged = before - found.len();
    let paths = found.into_iter().map(|(path, named)| Work::Path(path, named));
    let all = source.piped.map(Work::Piped).into_iter().chain(paths);
    let waiting: VecDeque<_> = all.enumerate().map(|(at, work)| (vec![at], work)).collect();
    let count = waiting.len();
    let shared = Shared {
        options,
        queue: Mutex::new(Queue { waiting, working: 0 }),
        changed: Condvar::new(),
        answers: Mutex::default(),
        stopped: AtomicBool::new(!each(ReadProgress { done: 0, of: count })),
        known: source.known,
        seen: source.remember.then(Mutex::default),
        unchanged: AtomicUsize::new(unchanged),
        done: AtomicUsize::new(0),
        of: AtomicUsize::new(count),
        large: Mutex::new(()),
    };
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get()).min(MOST_CORES);
    thread::scope(|scope| {
        // where no thread can be begun, this one does it all
        let helpers =
            (0..cores).filter(|_| thread::Builder::new().spawn_scoped(scope, || shared.work()).is_ok()).count();
        if helpers == 0 {
            shared.work();
        }
        while !shared.is_over() {
            if !each(shared.far()) {
                shared.stop();
            }
            shared.wait();
        }
    });
    if shared.stopped.load(Ordering::Relaxed) {
        return None;
    }
    let far = shared.far();
    let read = shared.seen.map(|seen| seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    let known = shared.unchanged.into_inner();
    let mut answers = shared.answers.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    answers.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut files: Vec<File> = answers.into_iter().map(|(_, file)| file).collect();
    let passed = left
        .into_iter()
        .map(|(path, message)| File { name: path.to_string_lossy().into_owned(), look: FileContent::Failed(message) });
    files.extend(passed);
    each(far).then(|| Reading { files, read: read.unwrap_or_default(), known })
}

impl Shared<'_> {
    fn far(&self) -> ReadProgress {
        let done = self.done.load(Ordering::Relaxed);
        ReadProgress { done, of: self.of.load(Ordering::Relaxed).max(done) }
    }

    fn is_over(&self) -> bool {
        let queue = locked(&self.queue);
        queue.working == 0 && queue.waiting.is_empty()
    }

    fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        locked(&self.queue).waiting.clear();
        self.changed.notify_all();
    }

    fn wait(&self) {
        let queue = locked(&self.queue);
        if queue.working > 0 || !queue.waiting.is_empty() {
            drop(self.changed.wait_timeout(queue, OFTEN));
        }
    }

    /// Takes pieces of work until there is none and nobody makes more.
    fn work(&self) {
        loop {
            let mut queue = locked(&self.queue);
            let (place, work) = loop {
                if let Some(next) = queue.waiting.pop_front() {
                    break next;
                }
                if queue.working == 0 {
                    return self.changed.notify_all();
                }
                queue = match self.changed.wait_timeout(queue, OFTEN) {
                    Ok((queue, _)) => queue,
                    Err(poisoned) => poisoned.into_inner().0,
                };
            };
            queue.working += 1;
            drop(queue);
            let name = match &work {
                Work::Path(path, _) => path.to_string_lossy().into_owned(),
                Work::Piped(_) => PIPED.to_owned(),
                Work::Entry(archive, _) => archive.name.clone(),
            };
            // a reader that panics loses its own file, not the import
            let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.one(&place, work)));
            if done.is_err() {
                self.put(
                    place,
                    name,
                    FileContent::Failed("It made the reader stop; nothing was taken from it.".into()),
                );
            }
            locked(&self.queue).working -= 1;
            self.changed.notify_all();
        }
    }

    fn one(&self, place: &Place, work: Work) {
        match work {
            Work::Path(path, named) => self.path(place, &path, named),
            Work::Piped(file) => self.file(place, PIPED.to_owned(), file, true),
            Work::Entry(archive, at) => archive.entry(self, place, at),
        }
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Gives an answer.
    pub(super) fn put(&self, place: Place, name: String, look: FileContent) {
        locked(&self.answers).push((place, File { name, look }));
    }

    /// Adds what an archive holds, to be read next.
    pub(super) fn add(&self, place: &Place, archive: &Arc<Archive>) {
        self.of.fetch_add(archive.len(), Ordering::Relaxed);
        let mut queue = locked(&self.queue);
        for at in (0..archive.len()).rev() {
            let mut place = place.clone();
            place.push(at);
            queue.waiting.push_front((place, Work::Entry(Arc::clone(archive), at)));
        }
        drop(queue);
        self.changed.notify_all();
    }

    /// One fewer is to be read than was thought.
    pub(super) fn none(&self) {
        self.of.fetch_sub(1, Ordering::Relaxed);
        self.done.fetch_sub(1, Ordering::Relaxed);
    }

    /// Whether somewhere in what an archive holds anything was read, or failed.
    pub(super) fn says_anything_of(&self, place: &Place) -> bool {
        let answers = locked(&self.answers);
        answers.iter().any(|(at, file)| at.starts_with(place) && !matches!(file.look, FileContent::Left(_)))
    }

    fn path(&self, place: &Place, path: &Path, named: bool) {
        let name = path.to_string_lossy().into_owned();
        let mut file = match open(path, named) {
            Ok(file) => file,
            Err(look) => return self.put(place.clone(), name, look),
        };
        if let (Some(seen), Some(text)) = (&self.seen, path.to_str())
            && let Ok(now) = known::seen(&mut file)
        {
            locked(seen).0.push((text.to_owned(), now));
            if self.known.is_some_and(|known| known.is_content(&now)) {
                self.unchanged.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
        self.file(place, name, file, named);
    }

    fn file(&self, place: &Place, name: String, file: fs::File, named: bool) {
        match archive::of_disk(&name, file, named) {
            Ok(Opened::Archive(archive)) => self.add(place, &Arc::new(archive)),
            Ok(Opened::File(mut file)) => {
                let look = look(self, place, &name, &mut file, Manner { named, depth: 0, unpacked: false });
                if let Some(look) = look {
                    self.put(place.clone(), name, look);
                }
            }
            Err(message) => self.put(place.clone(), name, FileContent::Failed(message)),
        }
    }
}

/// A plain file, or what is said of a path that is none.
fn open(path: &Path, named: bool) -> Result<fs::File, FileContent> {
    if let Some(message) = no_path(path) {
        return Err(FileContent::Failed(message));
    }
    let left = |message: &str| Err(FileContent::Left(message.into()));
    let failed = |message: String| Err(FileContent::Failed(message));
    match disk::open(path) {
        Ok(Some(FoundFile { file, .. })) => Ok(file),
        Ok(None) => failed("There is no such file.".into()),
        Err(_) if !named && path.is_dir() && path.is_symlink() => left("It is a link to a folder; name it to read it."),
        Err(_)
            if path.is_dir()
                && let Err(error) = fs::read_dir(path) =>
        {
            failed(format!("The folder could not be opened: {}.", cause(&error)))
        }
        Err(_) if !named && path.is_dir() => left("It is a hidden folder; name it to read it."),
        // sockets and pipes in a folder are nobody's runs
        Err(_) if !named && path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) => left("It is not a file."),
        Err(Problem::NoFile { what, .. }) => {
            failed(format!("It is {what}; save what it gives to a file and name that."))
        }
        Err(problem) => failed(problem.to_string()),
    }
}

/// A reader that ends where the work is stopped, and counts what it gave.
pub(super) struct Stoppable<'a, R> {
    pub(super) input: R,
    pub(super) count: u64,
    pub(super) stopped: &'a AtomicBool,
}

impl<R: io::Read> io::Read for Stoppable<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        let read = self.input.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}
