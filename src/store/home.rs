//! The folder that a screen began with. Where another stands under its name (it was moved away, its disk is not mounted),
//! nothing is read or written there: an empty mount point is no new beginning beside an open screen.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::problem::Problem;
use super::{Store, paths};

/// What tells a folder from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
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
