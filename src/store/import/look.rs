//! Looking at one file as it comes: told by its beginning, unpacked where it is packed, decoded within bounds.

use std::io::{self, BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::archive::{DEEPEST, packed};
use super::walk::MOST_FILES;
use super::work::{Place, Shared, Stoppable};
use crate::import::activity::{LONGEST, Unreadable};
use crate::import::found::Found;
use crate::import::importers::{Importer, Pack, Reader};
use crate::import::{self, FileContent, START};
use crate::store::problem::cause;
use crate::store::zones;

/// The most that may be unpacked for what is read as it comes, bytes.
const LONGEST_STREAM: u64 = 4 << 30;
/// A file that is longer than this is in memory alone, bytes.
const LARGE: u64 = 8 << 20;
/// The most that a tar may unpack to, bytes.
const LONGEST_TAR: u64 = 4 << 30;

/// How a file came to be looked at.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// It was asked for by its own name.
    pub(super) named: bool,
    /// How many archives lie around it.
    pub(super) depth: usize,
    /// It was packed by itself.
    pub(super) unpacked: bool,
}

/// The message of what cannot be read.
pub(super) fn unreadable(error: &io::Error) -> String {
    format!("It could not be read: {}.", cause(error))
}

/// Looks at what comes from a reader; nothing where it gave its answers by itself.
pub(super) fn look(
    shared: &Shared,
    place: &Place,
    name: &str,
    input: &mut dyn Read,
    manner: Manner,
) -> Option<FileContent> {
    let mut input = Stoppable { input, count: 0, stopped: &shared.stopped };
    let input: &mut dyn Read = &mut input;
    read_any(shared, place, name, input, manner).unwrap_or_else(|error| Some(FileContent::Failed(packed(&error))))
}

fn read_any(
    shared: &Shared,
    place: &Place,
    name: &str,
    input: &mut dyn Read,
    manner: Manner,
) -> io::Result<Option<FileContent>> {
    let mut start = Vec::with_capacity(START);
    input.take(START as u64).read_to_end(&mut start)?;
    let importer = import::sniff(&start);
    let is_empty = start.is_empty();
    let mut whole = io::Cursor::new(start).chain(input);
    let Some(importer) = importer else {
        let message = "twinge can’t read this format. It reads recordings (FIT, GPX, TCX, KML, PWX), archives and exports of services, and CSV.";
        return Ok(Some(foreign(if is_empty { "The file is empty." } else { message }, name, manner)));
    };
    let packed =
        |inner: &str| format!("It is {inner} within another packing; unpack the outer one, then name what was in it.");
    Ok(Some(match importer.read {
        Reader::Pack(Pack::Gzip) if !manner.unpacked => {
            let mut unpacked = MultiGzDecoder::new(&mut whole);
            return read_any(shared, place, name, &mut unpacked, Manner { unpacked: true, ..manner });
        }
        Reader::Pack(Pack::Tar) if manner.depth <= DEEPEST => {
            tar(shared, place, name, &mut whole, manner);
            return Ok(None);
        }
        Reader::Pack(Pack::Gzip) => foreign(&packed("a gzip"), name, manner),
        Reader::Pack(Pack::Tar) => foreign(&packed("a tar"), name, manner),
        Reader::Pack(Pack::Zip) => foreign(&packed("a zip"), name, manner),
        Reader::Stream(read) => {
            let mut input = BufReader::new(whole.take(LONGEST_STREAM));
            taken(read(&mut input), name, manner)
        }
        _ => match read_whole(shared, &mut whole, importer)? {
            Some(read) => taken(read, name, manner),
            None => FileContent::Failed(Unreadable::TooLong.to_string()),
        },
    }))
}

/// Decodes a file that is held whole; nothing where it is longer than any. Two large ones are never held at once.
fn read_whole(
    shared: &Shared,
    input: &mut dyn Read,
    importer: &Importer,
) -> io::Result<Option<Result<Found, Unreadable>>> {
    let mut bytes = Vec::new();
    input.take(LARGE).read_to_end(&mut bytes)?;
    let large = (bytes.len() as u64 == LARGE).then(|| shared.large.lock());
    if large.is_some() {
        input.take(LONGEST + 1 - LARGE).read_to_end(&mut bytes)?;
    }
    let fits = bytes.len() as u64 <= LONGEST;
    Ok(fits.then(|| importer.decode(&bytes, shared.options)))
}

/// Reads the files of a tar one after the other, as they come.
fn tar(shared: &Shared, place: &Place, name: &str, input: &mut dyn Read, manner: Manner) {
    let failed = |at: usize, error: &io::Error| {
        shared.put(placed(place, at), name.to_owned(), FileContent::Failed(packed(error)));
    };
    let mut tar = tar::Archive::new(input.take(LONGEST_TAR));
    let entries = match tar.entries() {
        Ok(entries) => entries,
        Err(error) => return failed(0, &error),
    };
    let mut any = false;
    for (at, entry) in entries.enumerate() {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return failed(at, &error),
        };
        if at >= MOST_FILES {
            let message = format!("It holds more than {MOST_FILES} files; the rest was left alone.");
            return shared.put(placed(place, at), name.to_owned(), FileContent::Failed(message));
        }
        let inner = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let hidden = inner.rsplit('/').next().is_some_and(|last| last.starts_with('.')) || inner.contains("__MACOSX/");
        // folders, links and what else has no content
        if !entry.header().entry_type().is_file() || hidden {
            continue;
        }
        let inner = format!("{name}/{inner}");
        let at = placed(place, at);
        let manner = Manner { named: false, depth: manner.depth + 1, unpacked: false };
        if let Some(look) = look(shared, &at, &inner, &mut entry, manner) {
            any |= !matches!(look, FileContent::Left(_));
            shared.put(at, inner, look);
        }
    }
    if manner.named && !any {
        let message = "Nothing in it is a recording or a list of runs.";
        shared.put(placed(place, usize::MAX), name.to_owned(), FileContent::Failed(message.into()));
    }
}

fn placed(place: &Place, at: usize) -> Place {
    place.iter().copied().chain([at]).collect()
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
        // known, whole, and nobody's run
        Err(why @ Unreadable::Left(_)) if !manner.named => FileContent::Left(why.to_string()),
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
