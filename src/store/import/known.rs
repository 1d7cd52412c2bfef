//! What was read before: which files, by path, size, time and content, so that a folder that fills up is not read again
//! and what was deleted does not come back by itself. It lies in the cache of this computer, one file a journal; losing
//! it costs only time.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::id::Id;
use crate::store::place::Store;
use crate::store::{folders, read, write};

/// The longest file of this kind that is read, bytes: half a million files.
const LONGEST: u64 = 128 << 20;
/// Of a file that is longer, only the beginning and the end are looked at, bytes.
const WHOLE: u64 = 256 << 20;
const PART: u64 = 1 << 20;

/// What tells whether a file is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    size: u64,
    seconds: i64,
    nanos: i64,
    /// Of its content.
    hash: u64,
}

/// The files that were read before.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownFiles {
    files: HashMap<String, Seen>,
    #[serde(skip)]
    contents: HashSet<(u64, u64)>,
}

impl KnownFiles {
    /// True where a file is as it was when it was read.
    pub(super) fn is_unchanged(&self, path: &Path, meta: &fs::Metadata) -> bool {
        let seen = path.to_str().and_then(|path| self.files.get(path));
        seen.is_some_and(|seen| (seen.size, seen.seconds, seen.nanos) == (meta.len(), meta.mtime(), meta.mtime_nsec()))
    }

    /// True where the same content was read, under whatever name.
    pub(super) fn is_content(&self, seen: &Seen) -> bool {
        self.contents.contains(&(seen.size, seen.hash))
    }

    /// Adds files that were read.
    pub fn add(&mut self, read: ReadFiles) {
        for (path, seen) in read.0 {
            self.contents.insert((seen.size, seen.hash));
            self.files.insert(path, seen);
        }
    }
}

/// Files that were read just now, to be remembered once what was in them is saved.
#[derive(Clone, Debug, Default)]
pub struct ReadFiles(pub(super) Vec<(String, Seen)>);

impl ReadFiles {
    /// True where no file was read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Looks at a file as it is now; nothing where it cannot be read. The file is at its beginning again.
pub(super) fn seen(file: &mut File) -> io::Result<Seen> {
    let meta = file.metadata()?;
    let mut hash = Hash::default();
    let size = meta.len();
    if size <= WHOLE {
        hash.take(file)?;
    } else {
        hash.take(&mut file.by_ref().take(PART))?;
        file.seek(io::SeekFrom::Start(size - PART))?;
        hash.take(file)?;
    }
    file.rewind()?;
    Ok(Seen { size, seconds: meta.mtime(), nanos: meta.mtime_nsec(), hash: hash.0 })
}

/// FNV-1a over words of eight bytes: the same in every version of this program.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn take(&mut self, input: &mut impl Read) -> io::Result<()> {
        let mut part = vec![0; 64 << 10];
        loop {
            let mut filled = 0;
            while filled < part.len() {
                match input.read(&mut part[filled..])? {
                    0 => break,
                    count => filled += count,
                }
            }
            for word in part[..filled].chunks(8) {
                let word = word.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
                self.0 = (self.0 ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
            }
            if filled < part.len() {
                return Ok(());
            }
        }
    }
}

impl Store {
    fn known_path(&self, journal: Id) -> Option<PathBuf> {
        Some(self.cache()?.join(format!("imported-{journal}.json")))
    }

    /// The files that were read into a journal before; none where nothing is remembered.
    pub fn known_files(&self, journal: Option<Id>) -> KnownFiles {
        let read = || {
            let file = read::open(&self.known_path(journal?)?).ok()??.file;
            let known = serde_json::from_reader(io::BufReader::new(file.take(LONGEST)));
            known.ok()
        };
        let mut known: KnownFiles = if self.is_demo() { None } else { read() }.unwrap_or_default();
        known.contents = known.files.values().map(|seen| (seen.size, seen.hash)).collect();
        known
    }

    /// Remembers files that were read into a journal. Where that fails, they are read again the next time.
    pub fn remember_files(&self, journal: Option<Id>, known: &KnownFiles) {
        let keep = || {
            let path = self.known_path(journal?)?;
            let folder = folders::make_folder(&path).ok()?;
            let bytes = serde_json::to_vec(known).ok()?;
            write::sweep(&folder, &[&path]);
            write::replace(&path, &folder, &bytes, || Ok(())).ok()
        };
        if !self.is_demo() {
            let _ = keep();
        }
    }
}
