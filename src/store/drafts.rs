//! Half-typed forms, in `drafts.json` beside the journal: as safe as entries are. Each change is made to what the file
//! holds now, under the journal's lock, so that two screens keep each other's drafts.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::place::Store;
use super::problem::Problem;
use super::read::Stamp;
use super::{folders, lock, paths, read, write};
use crate::domain::id::Id;
use crate::formats::drafts_json::{self, Draft, Drafts, Keep, Unusable};

/// The longest file of drafts that is read, bytes.
const LONGEST: u64 = 64 << 20;

/// The file of the drafts: `drafts.json` beside `journal.json`, else with the journal's name in front.
pub(super) fn path(journal: &Path) -> PathBuf {
    match journal.file_stem().and_then(|stem| stem.to_str()) {
        Some("journal") | None => journal.with_file_name("drafts.json"),
        Some(stem) => journal.with_file_name(format!("{stem}-drafts.json")),
    }
}

/// The drafts that the file holds.
#[derive(Clone, Debug, Default)]
pub struct DraftsFound {
    /// The drafts, the newest last.
    pub drafts: Vec<Draft>,
    /// What tells whether the file changed since; nothing where there is none.
    pub stamp: Option<Stamp>,
    /// What to say where the file has another name, which a save cuts off.
    pub note: Option<String>,
}

impl Store {
    /// The drafts that were kept; none where there is no file of them.
    ///
    /// # Errors
    /// Where something stands there that cannot be used. It is never written over.
    pub fn drafts(&self) -> Result<DraftsFound, Problem> {
        if self.is_demo() {
            return Ok(DraftsFound::default());
        }
        let file = path(&self.real()?);
        let stamp = Stamp::of(&file);
        Ok(DraftsFound { drafts: open(&file)?.drafts, stamp, note: paths::has_other_names(&file) })
    }

    /// What tells whether the drafts changed since they were read.
    pub fn drafts_stamp(&self) -> Option<Stamp> {
        let real = paths::resolve(self.path()).ok().filter(|_| !self.is_demo())?;
        Stamp::of(&path(&real))
    }

    /// Throws away what was typed into the forms of these entries.
    ///
    /// # Errors
    /// Those of [`Store::keep_drafts`].
    pub fn forget_drafts_of(&self, ids: &[Id]) -> Result<(), Problem> {
        let drafts = self.drafts()?.drafts.into_iter();
        let theirs = drafts.filter(|draft| ids.iter().any(|id| draft.edits(*id)));
        let forget: Vec<Keep> = theirs.map(Keep::Forget).collect();
        if !forget.is_empty() {
            self.keep_drafts(&forget)?;
        }
        Ok(())
    }

    /// Changes the drafts in the file as they are now. Returns all of them.
    ///
    /// # Errors
    /// Where they cannot be written, or something stands there that cannot be used; it stays as it was.
    pub fn keep_drafts(&self, changes: &[Keep]) -> Result<DraftsFound, Problem> {
        if self.is_demo() {
            return Ok(DraftsFound::default());
        }
        let real = self.real()?;
        let file = path(&real);
        let forgets = changes.iter().all(|change| matches!(change, Keep::Forget(_)));
        if forgets && file.symlink_metadata().is_err() {
            return Ok(DraftsFound::default());
        }
        let folder = folders::make_folder(&real)?;
        read::refuse_other(&real)?;
        let _lock = lock::take(&real)?;
        let mut all = open(&file)?;
        let (before, note) = (all.clone(), paths::has_other_names(&file));
        changes.iter().for_each(|change| drafts_json::apply(&mut all.drafts, change));
        if all != before {
            write::sweep(&folder, &[&real, &file]);
            write::replace(&file, &folder, &drafts_json::write(&all), || Ok(()))?;
        }
        Ok(DraftsFound { drafts: all.drafts, stamp: Stamp::of(&file), note })
    }
}

/// Reads a file of drafts; no drafts where there is none.
fn open(file: &Path) -> Result<Drafts, Problem> {
    let unusable = |what: &str| Problem::Drafts { path: file.to_owned(), what: what.to_owned() };
    match file.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => return Err(unusable("is a link")),
        _ => {}
    }
    let found = match read::open(file) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(Drafts::default()),
        Err(Problem::NoFile { what, .. }) => return Err(unusable(&format!("is {what}"))),
        Err(problem) => return Err(problem),
    };
    let mut bytes = Vec::new();
    found.file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Problem::io("read", file))?;
    if bytes.len() as u64 > LONGEST {
        return Err(unusable("is far too long for drafts"));
    }
    drafts_json::read(&bytes).map_err(|why| match why {
        Unusable::Damaged => unusable("cannot be read as drafts"),
        Unusable::Newer => unusable("was written by a newer twinge"),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // what stands in the way has to come from somewhere

    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn note(text: &str) -> Draft {
        Draft { form: "note".into(), fields: [("note".into(), text.into())].into(), ..Draft::default() }
    }

    fn put(text: &str) -> Keep {
        Keep::Put { draft: note(text), was: None }
    }

    #[test]
    fn drafts_are_kept_beside_the_journal_for_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("new/journal.json"));
        assert_eq!(store.drafts().unwrap().drafts, []);
        store.keep_drafts(&[Keep::Forget(note("none"))]).unwrap();
        assert!(!folder.path().join("new").exists());
        let kept = store.keep_drafts(&[put("half a")]).unwrap();
        assert_eq!(kept.stamp, store.drafts_stamp());
        let file = folder.path().join("new/drafts.json");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(store.drafts().unwrap().drafts, [note("half a")]);
        store.keep_drafts(&[Keep::Forget(note("half a"))]).unwrap();
        assert_eq!(store.drafts().unwrap().drafts, []);
        // longer than what tells a journal at its start
        let long = "long ".repeat(2000);
        store.keep_drafts(&[put(&long)]).unwrap();
        assert_eq!(store.drafts().unwrap().drafts, [note(&long)]);
        store.keep_drafts(&[put("short")]).unwrap();
        assert_eq!(store.drafts().unwrap().drafts, [note(&long), note("short")]);
    }

    #[test]
    fn many_screens_keep_each_others_drafts() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("journal.json"));
        std::thread::scope(|scope| {
            for screen in 0..4 {
                let store = &store;
                scope.spawn(move || {
                    let mut was = None;
                    for n in 0..6 {
                        let draft = note(&format!("{screen} {n}"));
                        store.keep_drafts(&[Keep::Put { draft: draft.clone(), was }]).unwrap();
                        was = Some(draft);
                    }
                });
            }
        });
        let mut texts: Vec<String> =
            store.drafts().unwrap().drafts.into_iter().map(|draft| draft.fields["note"].clone()).collect();
        texts.sort();
        assert_eq!(texts, ["0 5", "1 5", "2 5", "3 5"]);
    }

    #[test]
    fn what_is_no_file_of_drafts_is_refused_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, file) = (folder.path().join("journal.json"), folder.path().join("drafts.json"));
        let store = Store::at(&journal);
        let refused = |wanted: &str| {
            let (read, kept) = (store.drafts().unwrap_err(), store.keep_drafts(&[put("typed")]).unwrap_err());
            assert_eq!(read.to_string(), kept.to_string());
            assert!(read.to_string().contains(wanted) && read.to_string().contains("left as it is"), "{read}");
        };
        let newer = r#"{"format":"twinge-drafts","version":2,"drafts":[]}"#;
        for (text, wanted) in [("damaged", "cannot be read"), ("", "cannot be read"), (newer, "a newer twinge")] {
            std::fs::write(&file, text).unwrap();
            refused(wanted);
            assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        }
        std::fs::remove_file(&file).unwrap();
        let other = folder.path().join("elsewhere.json");
        for there in [false, true] {
            if there {
                std::fs::write(&other, newer).unwrap();
            }
            symlink(&other, &file).unwrap();
            refused("is a link");
            assert_eq!(std::fs::read_link(&file).unwrap(), other);
            std::fs::remove_file(&file).unwrap();
        }
        rustix::fs::mknodat(rustix::fs::CWD, &file, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        refused("a named pipe");
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        refused("a folder");
        std::fs::remove_dir(&file).unwrap();
        store.keep_drafts(&[put("typed")]).unwrap();
        assert_eq!(store.drafts().unwrap().drafts, [note("typed")]);
    }

    #[test]
    fn another_name_of_the_file_is_said_before_it_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("journal.json"));
        assert_eq!(store.keep_drafts(&[put("typed")]).unwrap().note, None);
        std::fs::hard_link(folder.path().join("drafts.json"), folder.path().join("other.json")).unwrap();
        assert!(store.drafts().unwrap().note.unwrap().contains("drafts.json has another name too"));
        assert!(store.keep_drafts(&[put("more")]).unwrap().note.unwrap().contains("drafts.json has another name too"));
        assert_eq!(store.keep_drafts(&[put("again")]).unwrap().note, None, "it has one name now");
    }
}
