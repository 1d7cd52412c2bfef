//! Which files are the program's own: nothing is ever given out over them, asked for or not.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::store::problem::Problem;
use crate::store::{Store, backups, drafts, lock, paths, undo};

impl Store {
    /// Refuses a path that is the journal, its lock, its drafts or one of its backups, also by another name or a link.
    ///
    /// # Errors
    /// Where it is one of them, or cannot be told.
    pub fn refuse_own(&self, file: &Path) -> Result<(), Problem> {
        let (real, journal) = (paths::resolve(file)?, paths::resolve(self.path())?);
        let backups = backups::list(&journal).into_iter().map(|backup| backup.path);
        let named = [lock::path(&journal), drafts::path(&journal), journal];
        let same = |own: &PathBuf| *own == real || id(own).is_some_and(|own| Some(own) == id(&real));
        match undo::is_own(self.state(), &named[2], &real) || named.into_iter().chain(backups).any(|own| same(&own)) {
            true => Err(Problem::Own { path: file.to_owned() }),
            false => Ok(()),
        }
    }
}

/// What tells a file from all others, whatever its name.
fn id(path: &Path) -> Option<(u64, u64)> {
    path.metadata().ok().map(|meta| (meta.dev(), meta.ino()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // the files to spare have to come from somewhere

    use super::*;

    #[test]
    fn the_journal_and_what_stands_beside_it_is_its_own_by_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("backups")).unwrap();
        let own = ["journal.json", "journal.json.lock", "drafts.json", "backups/journal-2026-11-20.json"];
        for name in own {
            std::fs::write(at(name), "{}").unwrap();
        }
        std::os::unix::fs::symlink(at("journal.json"), at("link.json")).unwrap();
        std::fs::hard_link(at("journal.json"), at("hard.json")).unwrap();
        let store = Store::at(at("journal.json"));
        for name in own.into_iter().chain(["link.json", "hard.json", "backups/../journal.json"]) {
            assert!(matches!(store.refuse_own(&at(name)), Err(Problem::Own { .. })), "{name}");
        }
        for name in ["copy.json", "backups/copy.json"] {
            assert!(store.refuse_own(&at(name)).is_ok(), "{name}");
        }
        std::fs::remove_file(at("drafts.json")).unwrap();
        assert!(store.refuse_own(&at("drafts.json")).is_err(), "not there yet");
    }
}
