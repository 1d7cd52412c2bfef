//! Files for import: folders walked, archives opened, compressed files unpacked, each read within bounds, decoded and
//! let go before the next. Nothing is written and nothing is unpacked onto the disk, so that no name in an archive
//! can lead anywhere.

use std::fs::{self, File as Disk};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::paths::typed;
use super::problem::{Problem, cause};
use super::read::{self as disk, FoundFile as Opened};
use super::zones;
use crate::import::activity::{LONGEST, Unreadable};
use crate::import::csv::ReadOptions;
use crate::import::found::Found;
use crate::import::{self, File, FileContent, Format, START};

/// How deep folders are walked.
const DEEPEST: usize = 32;
/// How many files are looked at in one import.
const MOST_FILES: usize = 200_000;
/// The most that may be unpacked for Apple Health's export, which is streamed, bytes.
const LONGEST_STREAM: u64 = 4 << 30;
/// An archive that unpacks to more than this, and to more than so many times its own length, is none that anybody made
/// of activities.
const UNPACKED: u64 = 1 << 30;
const UNPACKED_TIMES: u64 = 100;
/// After so many files that are far too long, an archive is left.
const MOST_TOO_LONG: usize = 3;

/// How far reading is: files done, files known of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Files read.
    pub done: usize,
    /// Files found so far; an archive's are found when it is opened.
    pub of: usize,
}

/// Why a path can name no file; nothing where it can, or where there is one of that name.
pub fn no_path(path: &Path) -> Option<String> {
    let text = path.to_string_lossy();
    let message = match text.trim() {
        "" => "The path is empty; name a file, a folder or an archive.",
        "-" => "Standard input is not read; save it to a file and name that.",
        address if ["http://", "https://", "ftp://"].iter().any(|start| address.to_lowercase().starts_with(start)) => {
            "twinge has no network; download the file first, then name it."
        }
        _ => return None,
    };
    (!path.exists()).then(|| message.to_owned())
}

/// Reads all files at these paths, folders walked. `each` hears how far it is and says whether to go on; where it says
/// no, nothing is returned.
pub fn read(paths: &[PathBuf], options: &ReadOptions, each: &mut dyn FnMut(ReadProgress) -> bool) -> Option<Vec<File>> {
    let mut reading = SourceReader { options, each, files: Vec::new(), of: 0 };
    let mut walk = Walk::default();
    for path in paths {
        walk.at(path, 0);
    }
    let Walk { mut found, left } = walk;
    found.dedup();
    reading.of = found.len();
    for (path, named) in found {
        if !reading.tell() {
            return None;
        }
        reading.file(&path, named)?;
    }
    for (path, message) in left {
        reading.put(path.to_string_lossy().into_owned(), FileContent::Failed(message));
    }
    reading.tell().then_some(reading.files)
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

/// What folders hold.
#[derive(Default)]
struct Walk {
    /// Files, each with whether it was asked for by its own name.
    found: Vec<(PathBuf, bool)>,
    /// What was left alone, and why.
    left: Vec<(PathBuf, String)>,
}

impl Walk {
    /// The files at a path, by name.
    fn at(&mut self, path: &Path, depth: usize) {
        if !is_folder(path, depth) {
            return self.file(path, depth == 0);
        }
        if depth > DEEPEST {
            let message =
                format!("It lies more than {DEEPEST} folders deep and was left alone; name it, and it is looked into.");
            return self.left.push((path.to_owned(), message));
        }
        let Ok(inside) = fs::read_dir(path) else { return self.file(path, true) };
        let mut inside: Vec<PathBuf> = inside.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            if self.is_full() {
                return;
            }
            if is_hidden(&path) {
                // hidden files are the system's own; a hidden folder may be somebody's
                if is_folder(&path, depth + 1) && !path.ends_with("__MACOSX") {
                    self.file(&path, false);
                }
            } else {
                self.at(&path, depth + 1);
            }
        }
    }

    fn file(&mut self, path: &Path, named: bool) {
        if self.found.len() < MOST_FILES {
            return self.found.push((path.to_owned(), named));
        }
        if !self.is_full() {
            let message = format!(
                "From here on files were left alone: {MOST_FILES} are read in one import. Bring in the other folders on their own."
            );
            self.left.push((path.to_owned(), message));
        }
    }

    /// True where a file was left alone because there are too many.
    fn is_full(&self) -> bool {
        self.found.len() >= MOST_FILES && self.left.last().is_some_and(|(path, _)| !path.is_dir())
    }
}

fn is_folder(path: &Path, depth: usize) -> bool {
    match depth {
        0 => path.is_dir(),
        // a link inside a folder may lead in a circle
        _ => fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()),
    }
}

/// True for what systems leave in folders and archives, and what their owners hide.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name == "__MACOSX"
}

struct SourceReader<'a> {
    options: &'a ReadOptions,
    each: &'a mut dyn FnMut(ReadProgress) -> bool,
    files: Vec<File>,
    of: usize,
}

/// How a file came to be looked at.
#[derive(Clone, Copy)]
struct Manner {
    /// It was asked for by its own name.
    named: bool,
    /// It was unpacked.
    unpacked: bool,
}

impl SourceReader<'_> {
    fn tell(&mut self) -> bool {
        let done = self.files.len();
        (self.each)(ReadProgress { done, of: self.of.max(done) })
    }

    fn look(&mut self, name: &str, input: &mut dyn Read, manner: Manner) -> (FileContent, u64) {
        let far = ReadProgress { done: self.files.len(), of: self.of.max(self.files.len()) };
        let each = &mut self.each;
        look(name, &mut CountingReader { input, count: 0, goes_on: &mut || each(far) }, manner, self.options)
    }

    fn put(&mut self, name: String, look: FileContent) {
        self.files.push(File { name, look });
    }

    /// Reads one file of the disk; nothing where it was told to stop.
    fn file(&mut self, path: &Path, named: bool) -> Option<()> {
        let name = path.to_string_lossy().into_owned();
        if let Some(message) = no_path(path) {
            self.put(name, FileContent::Failed(message));
            return Some(());
        }
        let mut disk = match disk::open(path) {
            Ok(Some(Opened { file, .. })) => file,
            Ok(None) => {
                self.put(name, FileContent::Failed("There is no such file.".into()));
                return Some(());
            }
            Err(_) if !named && path.is_dir() && path.is_symlink() => {
                self.put(name, FileContent::Left("It is a link to a folder; name it to read it.".into()));
                return Some(());
            }
            Err(_)
                if path.is_dir()
                    && let Err(error) = fs::read_dir(path) =>
            {
                self.put(name, FileContent::Failed(format!("The folder could not be opened: {}.", cause(&error))));
                return Some(());
            }
            Err(_) if !named && path.is_dir() => {
                self.put(name, FileContent::Left("It is a hidden folder; name it to read it.".into()));
                return Some(());
            }
            // sockets and pipes in a folder are nobody's runs
            Err(_) if !named && path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) => {
                self.put(name, FileContent::Left("It is not a file.".into()));
                return Some(());
            }
            Err(Problem::NoFile { what, .. }) => {
                self.put(
                    name,
                    FileContent::Failed(format!("It is {what}; save what it gives to a file and name that.")),
                );
                return Some(());
            }
            Err(problem) => {
                self.put(name, FileContent::Failed(problem.to_string()));
                return Some(());
            }
        };
        let mut start = [0; 4];
        let is_zip = matches!(disk.read(&mut start), Ok(4)) && import::sniff(&start) == Some(Format::Zip);
        if let Err(error) = io::Seek::rewind(&mut disk) {
            self.put(name, FileContent::Failed(unreadable(&error)));
            return Some(());
        }
        if is_zip {
            return self.archive(&name, disk, named);
        }
        let manner = Manner { named, unpacked: false };
        let (look, _) = self.look(&name, &mut disk, manner);
        self.put(name, look);
        Some(())
    }

    fn archive(&mut self, name: &str, disk: Disk, named: bool) -> Option<()> {
        let length = disk.metadata().map(|meta| meta.len()).unwrap_or(0);
        let mut archive = match ZipArchive::new(BufReader::new(disk)) {
            Ok(archive) => archive,
            Err(error) => {
                self.put(name.to_owned(), FileContent::Failed(locked(&error)));
                return Some(());
            }
        };
        if archive.len() > MOST_FILES {
            self.put(
                name.to_owned(),
                FileContent::Failed(format!("It holds more than {MOST_FILES} files; it was left alone.")),
            );
            return Some(());
        }
        self.of = (self.of + archive.len()).saturating_sub(1);
        let (mut unpacked, mut too_long, before) = (0, 0, self.files.len());
        for place in 0..archive.len() {
            if !self.tell() {
                return None;
            }
            let mut entry = match archive.by_index(place) {
                Ok(entry) => entry,
                Err(error) => {
                    self.put(format!("{name}/#{place}"), FileContent::Failed(locked(&error)));
                    continue;
                }
            };
            let inner = match entry.name() {
                Ok(inner) => inner.into_owned(),
                Err(_) => format!("#{place}"),
            };
            if entry.is_dir() || is_hidden(Path::new(&inner)) || inner.contains("__MACOSX/") {
                self.of = self.of.saturating_sub(1);
                continue;
            }
            let manner = Manner { named: false, unpacked: false };
            let (look, bytes) = self.look(&inner, &mut entry, manner);
            unpacked += bytes;
            too_long += usize::from(
                matches!(&look, FileContent::Failed(message) if *message == Unreadable::TooLong.to_string()),
            );
            self.put(format!("{name}/{inner}"), look);
            if too_long >= MOST_TOO_LONG || (unpacked > UNPACKED && unpacked > length.saturating_mul(UNPACKED_TIMES)) {
                let message = "It unpacks to far more than activities take; the rest of it was left alone.";
                self.put(name.to_owned(), FileContent::Failed(message.into()));
                return Some(());
            }
        }
        let activities = self.files[before..].iter().any(|file| !matches!(file.look, FileContent::Left(_)));
        if named && !activities {
            self.put(name.to_owned(), FileContent::Failed("It is an archive without any activity.".into()));
        }
        Some(())
    }
}

/// Why a zip, or a file in one, cannot be opened.
fn locked(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => unreadable(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "It is locked with a password; unpack it first, then name what was in it.".into()
        }
        ZipError::UnsupportedArchive(_) => {
            "It is a zip of a kind that is not opened; unpack it first, then name what was in it.".into()
        }
        _ => "It is a zip that is damaged or cut short: its list of contents is missing or wrong.".into(),
    }
}

fn unreadable(error: &io::Error) -> String {
    format!("It could not be read: {}.", cause(error))
}

/// Looks at what comes from a reader. Returns also how many bytes were taken from it.
fn look(name: &str, input: &mut CountingReader, manner: Manner, options: &ReadOptions) -> (FileContent, u64) {
    let look = read_any(name, input, manner, options).unwrap_or_else(|error| {
        FileContent::Failed(match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                "It is compressed, and damaged or cut short.".into()
            }
            _ => unreadable(&error),
        })
    });
    (look, input.count)
}

/// A reader that counts, and ends where it is told to.
struct CountingReader<'a> {
    input: &'a mut dyn Read,
    count: u64,
    goes_on: &'a mut dyn FnMut() -> bool,
}

impl Read for CountingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !(self.goes_on)() {
            return Err(io::Error::other("stopped"));
        }
        let read = self.input.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

fn read_any(name: &str, input: &mut dyn Read, manner: Manner, options: &ReadOptions) -> io::Result<FileContent> {
    let mut start = Vec::with_capacity(START);
    input.take(START as u64).read_to_end(&mut start)?;
    let format = import::sniff(&start);
    let mut whole = io::Cursor::new(start).chain(input);
    Ok(match format {
        Some(Format::Gzip) if !manner.unpacked => {
            let mut unpacked = MultiGzDecoder::new(&mut whole);
            return read_any(name, &mut unpacked, Manner { unpacked: true, ..manner }, options);
        }
        Some(Format::Zip | Format::Gzip) => {
            foreign("It is an archive within an archive, which is not opened.", name, manner)
        }
        Some(Format::Health) => taken(import::read_health(BufReader::new(whole.take(LONGEST_STREAM))), name, manner),
        Some(format) => {
            let mut bytes = Vec::new();
            whole.by_ref().take(LONGEST + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > LONGEST {
                return Ok(FileContent::Failed(Unreadable::TooLong.to_string()));
            }
            taken(import::decode(format, &bytes, options), name, manner)
        }
        None => {
            let mut start = [0; 1];
            let empty = whole.read(&mut start)? == 0;
            let message = "It is none of the kinds that are read: FIT, GPX, TCX, Apple Health\u{2019}s export.xml, or a list with commas.";
            foreign(if empty { "The file is empty." } else { message }, name, manner)
        }
    })
}

/// What came of decoding. A planned route in the folder of an archive that holds nothing else is no failure, and
/// neither is a list of something else that nobody asked for.
fn taken(read: Result<Found, Unreadable>, name: &str, manner: Manner) -> FileContent {
    match read {
        Ok(mut found) => {
            zones::place(&mut found);
            FileContent::Read(found)
        }
        Err(why @ Unreadable::NoActivity(_)) if !manner.named && name.split('/').any(|part| part == "routes") => {
            FileContent::Left(why.to_string())
        }
        Err(why @ Unreadable::Foreign { kind: "list", .. }) => foreign(&why.to_string(), name, manner),
        Err(why) => FileContent::Failed(why.to_string()),
    }
}

/// What is none of ours: a failure where it was asked for, or where its name promised something.
fn foreign(message: &str, name: &str, manner: Manner) -> FileContent {
    let lower = name.to_lowercase();
    let bare = lower.strip_suffix(".gz").unwrap_or(&lower);
    let promised = [".fit", ".gpx", ".tcx"].iter().any(|ending| bare.ends_with(ending));
    if manner.named || promised { FileContent::Failed(message.into()) } else { FileContent::Left(message.into()) }
}

#[cfg(test)]
mod tests;
