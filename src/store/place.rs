//! Where a journal lives: its path, the folder of this computer's own, and the folder and the journal that a screen began
//! with. Where another stands under its name (it was moved away, its disk is not mounted), nothing is read or written
//! there: an empty mount point is no new beginning beside an open screen, and no more is another journal under its name,
//! or a link that leads nowhere.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::demo::Demo;
use super::problem::Problem;
use super::{backups, paths};
use crate::domain::id::Id;
use crate::domain::journal::Journal;

/// Where a journal lives, and how it is read and written.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// Where this computer keeps what is its own.
    state: Option<PathBuf>,
    /// Where this computer keeps what can be made again.
    cache: Option<PathBuf>,
    /// Where a person writes for the program.
    config: Option<PathBuf>,
    pub(super) demo: Option<Demo>,
    home: Option<Home>,
    /// What `~` stands for in a setting.
    home_folder: Option<PathBuf>,
    /// The journal that a screen began with.
    journal: Option<Id>,
}

/// The longest file of keys that is read, bytes.
const LONGEST_KEYS: u64 = 64 << 10;

/// What tells a folder from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Home {
    device: u64,
    inode: u64,
}

impl Home {
    fn of(real: &Path) -> Option<Self> {
        let meta = std::fs::metadata(real.parent()?).ok()?;
        Some(Self { device: meta.dev(), inode: meta.ino() })
    }
}

impl Store {
    /// The journal at that path.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            state: None,
            cache: None,
            config: None,
            demo: None,
            home: None,
            home_folder: None,
            journal: None,
        }
    }

    /// The same, with what can be undone kept in that folder; without one, or where it is not absolute, beside the
    /// journal.
    #[must_use]
    pub fn with_state(self, folder: Option<PathBuf>) -> Self {
        Self { state: folder.filter(|folder| folder.is_absolute()), ..self }
    }

    /// The same, with what only saves time kept in that folder; nothing is kept without one.
    #[must_use]
    pub fn with_cache(self, folder: Option<PathBuf>) -> Self {
        Self { cache: folder.filter(|folder| folder.is_absolute()), ..self }
    }

    /// The same, with the folder of what a person writes for the program.
    #[must_use]
    pub fn with_config(self, folder: Option<PathBuf>) -> Self {
        Self { config: folder.filter(|folder| folder.is_absolute()), ..self }
    }

    /// Keys of one's own, as they were written: `keys.toml`.
    ///
    /// # Errors
    /// A sentence where something stands there that cannot be read.
    pub fn own_keys(&self) -> Result<Option<String>, String> {
        let Some(file) = self.config.as_ref().map(|folder| folder.join("keys.toml")) else { return Ok(None) };
        let told = |why: String| format!("{}: {why}; the keys are those of the program.", file.display());
        match std::fs::metadata(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(told(error.to_string())),
            Ok(meta) if !meta.is_file() => return Err(told("it is no file".into())),
            Ok(meta) if meta.len() > LONGEST_KEYS => return Err(told("it is too long".into())),
            Ok(_) => {}
        }
        std::fs::read_to_string(&file).map(Some).map_err(|error| told(error.to_string()))
    }

    /// The same, with what `~` stands for in a setting.
    #[must_use]
    pub fn with_home(self, home_folder: Option<PathBuf>) -> Self {
        Self { home_folder, ..self }
    }

    /// What `~` stands for in a setting.
    pub(super) fn home_folder(&self) -> Option<&Path> {
        self.home_folder.as_deref()
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A store of this journal in memory.
    pub fn demo(journal: Journal) -> Self {
        Self {
            path: "an invented journal".into(),
            state: None,
            cache: None,
            config: None,
            demo: Some(Demo::new(journal)),
            home: None,
            home_folder: None,
            journal: None,
        }
    }

    /// True where nothing reaches the disk.
    pub fn is_demo(&self) -> bool {
        self.demo.is_some()
    }

    /// The folder in which this computer keeps what is its own, where the system knows one.
    pub(super) fn state(&self) -> Option<&Path> {
        self.state.as_deref()
    }

    /// The folder in which this computer keeps what only saves time, where the system knows one.
    pub(super) fn cache(&self) -> Option<&Path> {
        self.cache.as_deref()
    }

    /// Where the journal is, links followed.
    ///
    /// # Errors
    /// Where it was, or is, somewhere that is not to be had now: no journal is begun in its place.
    pub(super) fn real(&self) -> Result<PathBuf, Problem> {
        let real = paths::resolve(&self.path)?;
        self.refuse_elsewhere(&real)?;
        match paths::dangling(&self.path).filter(|_| backups::list(&real).is_empty()) {
            Some(link) => Err(Problem::Dangling { target: std::fs::read_link(&link).unwrap_or(real), link }),
            None => Ok(real),
        }
    }

    /// Remembers which journal it is, where it has its id by now.
    pub fn keep_to(&mut self, journal: &Journal) {
        self.journal = journal.journal.or(self.journal).filter(|_| !self.is_demo());
    }

    /// Refuses a journal other than the one remembered.
    pub(super) fn refuse_another(&self, journal: &Journal) -> Result<(), Problem> {
        match (self.journal, journal.journal) {
            (Some(known), Some(there)) if known != there => Err(Problem::Another { path: self.path.clone() }),
            _ => Ok(()),
        }
    }

    /// Remembers the folder of the journal, where there is one by now and none is remembered.
    pub fn stay(&mut self) {
        if self.home.is_none() && !self.is_demo() {
            self.home = paths::resolve(&self.path).ok().and_then(|real| Home::of(&real));
        }
    }

    /// Refuses a folder other than the one remembered.
    pub(super) fn refuse_elsewhere(&self, real: &Path) -> Result<(), Problem> {
        match self.home {
            Some(home) if Home::of(real) != Some(home) => {
                Err(Problem::Elsewhere { folder: real.parent().unwrap_or(real).to_owned() })
            }
            _ => Ok(()),
        }
    }
}
