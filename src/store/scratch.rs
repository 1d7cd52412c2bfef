//! A text on its way through an editor: in a file of its own, open to its owner only, among what this computer keeps for
//! itself. It goes when the editor is done, with what the editor left beside it.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::problem::Problem;
use super::{Store, folders, paths, read, undo, write};

/// A longer text does not come back, bytes.
const LONGEST: u64 = 16 << 20;

/// A text in a file, for as long as an editor has it.
#[derive(Debug)]
pub struct Scratch {
    path: TempPath,
    /// What was written into it.
    text: String,
}

impl Store {
    /// Puts a text into a file for an editor. Sweeps away what a killed program left of such.
    ///
    /// # Errors
    /// Where it cannot be written, and in the demo, which keeps nothing.
    pub fn scratch(&self, text: &str) -> Result<Scratch, Problem> {
        if self.is_demo() {
            return Err(Problem::Editor("The demo keeps no files, so no editor opens here.".into()));
        }
        let real = paths::resolve(self.path())?;
        let folder = undo::folder(self.state(), &real);
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        missing.into_iter().rev().try_for_each(folders::make_one)?;
        write::sweep(&folder, &[]);
        let mut file = write::begin(&folder.join("text.txt"), &folder)?;
        let text = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
        file.write_all(text.as_bytes()).map_err(Problem::io("write", &folder))?;
        Ok(Scratch { path: file.into_temp_path(), text })
    }
}

impl Scratch {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What an editor made of the text, with line ends as everywhere and none at its end; nothing where it is as it was.
    ///
    /// # Errors
    /// Where it cannot be read, or is far too long.
    pub fn read(&self) -> Result<Option<String>, Problem> {
        // an editor may have put another file in its place
        let Some(found) = read::open(&self.path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        found.file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(Problem::io("read", &self.path))?;
        if bytes.len() as u64 > LONGEST {
            return Err(Problem::Editor("That is far too long for a text here; it is as it was before.".into()));
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
        Ok((text != self.text).then(|| text.trim_end_matches('\n').to_owned()))
    }

    /// What an editor left beside it: earlier versions, signs that it is open. Only plain files with its whole name in
    /// theirs, which has random letters.
    fn beside(&self) -> Vec<PathBuf> {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let entries = self.path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten();
        let theirs = entries.flatten().filter(|entry| {
            let other = entry.file_name().to_string_lossy().into_owned();
            other != name && other.contains(&name) && entry.file_type().is_ok_and(|kind| !kind.is_dir())
        });
        theirs.map(|entry| entry.path()).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for path in self.beside() {
            // what stays is private to its owner still
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // an editor writes as it likes

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::at(folder.path().join("journal.json")).with_state(Some(folder.path().join("state")));
        (folder, store)
    }

    #[test]
    fn a_text_goes_out_for_its_owner_only_and_comes_back_as_an_editor_left_it() {
        let (folder, store) = store();
        let scratch = store.scratch("slept badly").unwrap();
        let path = scratch.path().to_owned();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "slept badly\n");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(name.starts_with(".twinge.text.txt.") && name.ends_with(".tmp"), "{name}");
        assert_eq!(scratch.read().unwrap(), None, "nothing was changed");
        for (left, wanted) in [
            ("one\r\ntwo\n", "one\ntwo"),
            ("\u{feff}one\rtwo\n\n", "one\ntwo"),
            ("", ""),
            ("a\x1b[31m\tb\n", "a\x1b[31m\tb"),
        ] {
            std::fs::write(&path, left).unwrap();
            assert_eq!(scratch.read().unwrap().as_deref(), Some(wanted), "{left:?}");
        }
        std::fs::write(&path, b"caf\xe9\n").unwrap();
        assert_eq!(scratch.read().unwrap().as_deref(), Some("caf\u{fffd}"));
        // what editors leave beside it goes with it, and nothing else
        let beside = |name: String| path.with_file_name(name);
        for other in [format!("{name}~"), format!("{name}.swp"), format!("#{name}#"), "other.txt~".into()] {
            std::fs::write(beside(other), "slept").unwrap();
        }
        // one that moves the old file away leaves another in its place
        std::fs::rename(&path, beside(format!("{name}.bak"))).unwrap();
        std::fs::write(&path, "moved\n").unwrap();
        assert_eq!(scratch.read().unwrap().as_deref(), Some("moved"));
        drop(scratch);
        let left: Vec<_> = std::fs::read_dir(folder.path().join("state/undo")).unwrap().flatten().collect();
        assert_eq!(left.iter().map(std::fs::DirEntry::file_name).collect::<Vec<_>>(), ["other.txt~"]);
    }

    #[test]
    fn what_is_gone_changed_nothing_and_what_is_far_too_long_is_said() {
        let (_folder, store) = store();
        let scratch = store.scratch("").unwrap();
        assert_eq!(scratch.read().unwrap(), None);
        std::fs::write(scratch.path(), "x".repeat(17 << 20)).unwrap();
        assert!(scratch.read().is_err());
        std::fs::remove_file(scratch.path()).unwrap();
        assert_eq!(scratch.read().unwrap(), None);
        assert!(Store::demo(crate::domain::journal::Journal::default()).scratch("").is_err());
    }
}
