//! Zips, also those within zips: opened once, their files read by whoever has time. What they unpack to is bounded, and
//! nothing is unpacked onto the disk but a large archive within another, into a file without a name.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use zip::ZipArchive;
use zip::result::ZipError;

use super::look::{Manner, look, unreadable};
use super::walk::{MOST_FILES, is_hidden};
use super::work::{Place, Shared, Stoppable};
use crate::import::activity::Unreadable;
use crate::import::importers::{Pack, Reader};
use crate::import::{self, FileContent};

/// An archive that unpacks to more than this, and to more than so many times its own length, is none that anybody made
/// of activities.
const UNPACKED: u64 = 1 << 30;
const UNPACKED_TIMES: u64 = 100;
/// After so many files that are far too long, an archive is left.
const MOST_TOO_LONG: usize = 3;
/// An archive within another that is longer than this lies on the disk while it is read, bytes.
const IN_MEMORY: u64 = 32 << 20;
/// The longest archive within another, bytes.
const LONGEST_INNER: u64 = 4 << 30;
/// How deep archives may lie in each other.
pub(super) const DEEPEST: usize = 2;

/// An archive that is open.
pub(super) struct Archive {
    /// Its name, within another archive after that.
    pub(super) name: String,
    zip: ZipArchive<Source>,
    /// How many archives it lies in.
    depth: usize,
    named: bool,
    /// How many of its files are still to be read.
    open: AtomicUsize,
    bounds: Arc<Bounds>,
}

/// What all that an outermost archive unpacks to may be.
struct Bounds {
    length: u64,
    unpacked: AtomicU64,
    too_long: AtomicUsize,
    is_left: AtomicBool,
}

/// What a file of the disk turned out to be.
pub(super) enum Opened {
    /// An archive.
    Archive(Archive),
    /// Any other file, at its beginning.
    File(fs::File),
}

/// Opens a file of the disk.
pub(super) fn of_disk(name: &str, mut file: fs::File, named: bool) -> Result<Opened, String> {
    let mut start = [0; 4];
    let is_zip = matches!(file.read(&mut start), Ok(4)) && is_zip(&start);
    file.rewind().map_err(|error| unreadable(&error))?;
    if !is_zip {
        return Ok(Opened::File(file));
    }
    let length = file.metadata().map(|meta| meta.len()).unwrap_or(0);
    let bounds = Bounds { length, unpacked: 0.into(), too_long: 0.into(), is_left: false.into() };
    open(name, Bytes::File(file), length, 0, named, Arc::new(bounds)).map(Opened::Archive)
}

fn is_zip(start: &[u8]) -> bool {
    import::sniff(start).is_some_and(|importer| matches!(importer.read, Reader::Pack(Pack::Zip)))
}

fn open(
    name: &str,
    bytes: Bytes,
    length: u64,
    depth: usize,
    named: bool,
    bounds: Arc<Bounds>,
) -> Result<Archive, String> {
    let source = Source { bytes: Arc::new(bytes), at: 0, length, buffer: Vec::new(), from: 0 };
    let zip = ZipArchive::new(source).map_err(|error| locked(&error))?;
    if zip.len() > MOST_FILES {
        return Err(format!("It holds more than {MOST_FILES} files; it was left alone."));
    }
    let open = AtomicUsize::new(zip.len());
    Ok(Archive { name: name.to_owned(), zip, depth, named, open, bounds })
}

impl Archive {
    pub(super) fn len(&self) -> usize {
        self.zip.len()
    }

    /// Reads one of its files.
    pub(super) fn entry(self: Arc<Self>, shared: &Shared, place: &Place, at: usize) {
        if self.bounds.is_left.load(Ordering::Relaxed) {
            shared.none();
        } else {
            self.read(shared, place, at);
        }
        // the last one says whether there was anything
        if self.open.fetch_sub(1, Ordering::Relaxed) == 1 && self.named && self.depth == 0 {
            let whole: Place = place[..place.len() - 1].to_vec();
            if !shared.says_anything_of(&whole) && !self.bounds.is_left.load(Ordering::Relaxed) {
                let message = "Nothing in it is a recording or a list of runs.";
                shared.put(end_of(&whole), self.name.clone(), FileContent::Failed(message.into()));
            }
        }
    }

    fn read(&self, shared: &Shared, place: &Place, at: usize) {
        let mut zip = self.zip.clone();
        let mut entry = match zip.by_index(at) {
            Ok(entry) => entry,
            Err(error) => {
                let name = format!("{}/#{at}", self.name);
                return shared.put(place.clone(), name, FileContent::Failed(locked(&error)));
            }
        };
        let inner = entry.name().map_or_else(|_| format!("#{at}"), |inner| inner.into_owned());
        if entry.is_dir() || is_hidden(Path::new(&inner)) || inner.contains("__MACOSX/") {
            return shared.none();
        }
        let name = format!("{}/{inner}", self.name);
        let mut start = [0; 4];
        let mut input = Stoppable { input: &mut entry, count: 0, stopped: &shared.stopped };
        let begun = read_start(&mut input, &mut start);
        let whole = start[..begun].chain(&mut input);
        if is_zip(&start[..begun]) {
            self.inner(shared, place, name, whole);
        } else {
            let mut whole = whole;
            let manner = Manner { named: false, depth: self.depth + 1, unpacked: false };
            if let Some(look) = look(shared, place, &name, &mut whole, manner) {
                let long = matches!(&look, FileContent::Failed(message) if *message == Unreadable::TooLong.to_string());
                self.bounds.too_long.fetch_add(usize::from(long), Ordering::Relaxed);
                shared.put(place.clone(), name, look);
            }
        }
        self.bounds.unpacked.fetch_add(input.count, Ordering::Relaxed);
        if self.bounds.are_broken() && !self.bounds.is_left.swap(true, Ordering::Relaxed) {
            let message = "It unpacks to far more than activities take; the rest of it was left alone.";
            let outer = self.name.clone();
            shared.put(end_of(&place[..1]), outer, FileContent::Failed(message.into()));
        }
    }

    /// Opens an archive within this one.
    fn inner(&self, shared: &Shared, place: &Place, name: String, input: impl Read) {
        let depth = self.depth + 1;
        if depth >= DEEPEST {
            let message =
                "It is an archive in an archive in an archive; unpack the outermost, then name what was in it.";
            return shared.put(place.clone(), name, FileContent::Failed(message.into()));
        }
        let opened = held(input, self.bounds.left()).map_err(|error| packed(&error));
        let opened = opened.and_then(|held| {
            let (bytes, length) = held.ok_or_else(|| Unreadable::TooLong.to_string())?;
            open(&name, bytes, length, depth, false, Arc::clone(&self.bounds))
        });
        match opened {
            Ok(archive) => shared.add(place, &Arc::new(archive)),
            Err(message) => shared.put(place.clone(), name, FileContent::Failed(message)),
        }
    }
}

impl Bounds {
    fn are_broken(&self) -> bool {
        let unpacked = self.unpacked.load(Ordering::Relaxed);
        let far = unpacked > UNPACKED && unpacked > self.length.saturating_mul(UNPACKED_TIMES);
        far || self.too_long.load(Ordering::Relaxed) >= MOST_TOO_LONG
    }

    /// How much an archive within may be long.
    fn left(&self) -> u64 {
        let most = UNPACKED.max(self.length.saturating_mul(UNPACKED_TIMES));
        most.saturating_sub(self.unpacked.load(Ordering::Relaxed)).min(LONGEST_INNER)
    }
}

/// The place after all of an archive.
fn end_of(place: &[usize]) -> Place {
    place.iter().copied().chain([usize::MAX]).collect()
}

/// Holds an archive within another: in memory, a large one in a file that has no name and goes with this process.
/// Nothing where it is longer than `most`.
fn held(mut input: impl Read, most: u64) -> io::Result<Option<(Bytes, u64)>> {
    let mut bytes = Vec::new();
    input.by_ref().take(IN_MEMORY + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > most {
        return Ok(None);
    }
    if length <= IN_MEMORY {
        return Ok(Some((Bytes::Memory(bytes), length)));
    }
    let mut file = tempfile::tempfile()?;
    file.write_all(&bytes)?;
    drop(bytes);
    let more = io::copy(&mut input.take((most - length).saturating_add(1)), &mut file)?;
    Ok((length + more <= most).then_some((Bytes::File(file), length + more)))
}

/// Reads as much of a beginning as there is.
pub(super) fn read_start(input: &mut impl Read, start: &mut [u8]) -> usize {
    let mut count = 0;
    while count < start.len() {
        match input.read(&mut start[count..]) {
            Ok(0) | Err(_) => break,
            Ok(read) => count += read,
        }
    }
    count
}

/// Why what is packed cannot be read.
pub(super) fn packed(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            "It is compressed, and damaged or cut short.".into()
        }
        _ => unreadable(error),
    }
}

/// Why a zip, or a file in one, cannot be opened.
fn locked(error: &ZipError) -> String {
    match error {
        ZipError::Io(error) => unreadable(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "It is locked with a password; unpack it first, then name what was in it.".into()
        }
        // the strong lock (AES) is a method of packing of its own
        ZipError::UnsupportedArchive(message) if message.contains("ompression") || message.contains("AES") => {
            "It is locked or packed in a way that is not opened here; unpack it first (7-Zip can, and asks for the \
             password), then name what was in it."
                .into()
        }
        ZipError::UnsupportedArchive(_) => {
            "It is a zip of a kind that is not opened; unpack it first, then name what was in it.".into()
        }
        _ => "It is a zip that is damaged or cut short: its list of contents is missing or wrong.".into(),
    }
}

/// The bytes of an archive.
enum Bytes {
    File(fs::File),
    Memory(Vec<u8>),
}

/// A place in the bytes of an archive; whoever reads has one of his own.
struct Source {
    bytes: Arc<Bytes>,
    at: u64,
    length: u64,
    /// What was read ahead, and from where it is.
    buffer: Vec<u8>,
    from: u64,
}

impl Clone for Source {
    fn clone(&self) -> Self {
        Self { bytes: Arc::clone(&self.bytes), at: self.at, length: self.length, buffer: Vec::new(), from: 0 }
    }
}

/// How much is read ahead, bytes.
const AHEAD: usize = 32 << 10;

impl Read for Source {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if let Bytes::Memory(bytes) = &*self.bytes {
            let from = usize::try_from(self.at).unwrap_or(usize::MAX).min(bytes.len());
            let count = (&bytes[from..]).read(to)?;
            self.at += count as u64;
            return Ok(count);
        }
        let within = self.at.checked_sub(self.from).and_then(|at| usize::try_from(at).ok());
        if within.is_none_or(|within| within >= self.buffer.len()) {
            let Bytes::File(file) = &*self.bytes else { return Ok(0) };
            self.buffer.resize(AHEAD, 0);
            let count = file.read_at(&mut self.buffer, self.at)?;
            self.buffer.truncate(count);
            self.from = self.at;
        }
        let within = usize::try_from(self.at - self.from).unwrap_or(usize::MAX).min(self.buffer.len());
        let count = (&self.buffer[within..]).read(to)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "before the beginning"))?;
        Ok(self.at)
    }
}
