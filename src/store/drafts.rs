//! Half-typed forms, in `drafts.json` beside the journal.

use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::{Store, lock, paths, read, write};
use crate::formats::drafts_json::{self, Draft};

/// The file of the drafts: `drafts.json` beside `journal.json`, else with the journal's name in front.
pub(super) fn path(journal: &Path) -> PathBuf {
    match journal.file_stem().and_then(|stem| stem.to_str()) {
        Some("journal") | None => journal.with_file_name("drafts.json"),
        Some(stem) => journal.with_file_name(format!("{stem}-drafts.json")),
    }
}

impl Store {
    /// The drafts that were kept. None where there are none, or none that can be read: a draft is no entry.
    pub fn drafts(&self) -> Vec<Draft> {
        if self.is_demo() {
            return Vec::new();
        }
        let file = paths::resolve(&self.path).and_then(|real| read::whole(&path(&real)));
        file.ok().flatten().and_then(|file| drafts_json::read(&file.bytes)).unwrap_or_default()
    }

    /// Keeps these drafts in place of those before.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn keep_drafts(&self, drafts: &[Draft]) -> Result<(), Problem> {
        if self.is_demo() {
            return Ok(());
        }
        let real = paths::resolve(&self.path)?;
        let file = path(&real);
        if drafts.is_empty() && !file.exists() {
            return Ok(());
        }
        let folder = paths::make_folder(&real)?;
        read::refuse_other(&real)?;
        let _lock = lock::take(&real)?;
        write::replace(&file, &folder, &drafts_json::write(drafts), || Ok(())).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)] // a damaged file has to come from somewhere
    fn drafts_are_kept_beside_the_journal_for_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("new/journal.json"));
        assert_eq!(store.drafts(), []);
        store.keep_drafts(&[]).unwrap();
        assert!(!folder.path().join("new").exists());
        let draft = Draft { form: "note".into(), fields: [("note".into(), "half a".into())].into() };
        store.keep_drafts(std::slice::from_ref(&draft)).unwrap();
        let file = folder.path().join("new/drafts.json");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(store.drafts(), [draft]);
        store.keep_drafts(&[]).unwrap();
        assert_eq!(store.drafts(), []);
        std::fs::write(&file, "damaged").unwrap();
        assert_eq!(store.drafts(), []);
    }
}
