//! What this computer keeps for itself beside what can be undone: lists of lines that no other computer needs, and
//! without which nothing but a sentence is said once more.

use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::{Store, folders, paths, read, write};

/// Copies that are kept on purpose.
pub const IGNORED: &str = "ignored-copies";
/// Lines of the inbox of which nothing more is said.
pub const DISMISSED: &str = "inbox-dismissed";
/// What merges changed of the clearance, until somebody has seen it.
pub const CLEARANCE: &str = "clearance-changed";
/// Lines typed on the screen that entered nothing, to be brought back.
pub const TYPED: &str = "typed-lines";

/// So many typed lines are kept.
const MOST_TYPED: usize = 200;
/// A longer line is not kept, characters.
const LONGEST_TYPED: usize = 500;
/// What is larger is no list of typed lines, bytes.
const LARGEST_TYPED: usize = 1 << 20;

impl Store {
    /// Where such a list is.
    pub(super) fn own_list(&self, name: &str) -> Option<PathBuf> {
        let real = paths::resolve(self.path()).ok()?;
        Some(self.state().map(Path::to_owned).or_else(|| real.parent().map(|folder| folder.join("undo")))?.join(name))
    }

    /// The lines typed on the screen before, the last of them last.
    pub fn typed_lines(&self) -> Vec<String> {
        self.own_list(TYPED).filter(|_| !self.is_demo()).and_then(|list| typed_in(&list)).unwrap_or_default()
    }

    /// Keeps a typed line. What stands there and is no such list is left as it is; nothing is kept then.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_typed_line(&self, line: &str) -> Result<(), Problem> {
        let is_line = line.chars().count() <= LONGEST_TYPED && !line.contains(char::is_control);
        let Some(list) = self.own_list(TYPED).filter(|_| !self.is_demo() && is_line) else { return Ok(()) };
        let Some(mut all) = typed_in(&list) else { return Ok(()) };
        all.retain(|one| one != line);
        all.push(line.to_owned());
        all.drain(..all.len().saturating_sub(MOST_TYPED));
        keep_lines(&list, &all)
    }

    /// What merges changed of the clearance, a sentence each, and nobody has seen yet.
    pub fn changed_clearance(&self) -> Vec<String> {
        self.own_list(CLEARANCE).map(|list| lines_in(&list)).unwrap_or_default()
    }

    /// Keeps these until somebody has seen them. The merge is on the disk already and has said them: where this fails,
    /// they are not said again.
    pub(super) fn keep_changed_clearance(&self, sentences: Vec<String>) {
        let Some(list) = self.own_list(CLEARANCE).filter(|_| !sentences.is_empty()) else { return };
        let mut all = lines_in(&list);
        all.retain(|one| !sentences.contains(one));
        all.extend(sentences);
        let _ = keep_lines(&list, &all);
    }

    /// Somebody has seen what merges changed of the clearance.
    pub fn clearance_seen(&self) {
        if let Some(list) = self.own_list(CLEARANCE) {
            let _ = std::fs::remove_file(list);
        }
    }
}

/// The typed lines of a list; none where there is no list, nothing where something else stands there.
fn typed_in(list: &Path) -> Option<Vec<String>> {
    if list.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
        return None;
    }
    let Some(file) = read::any(list).ok()? else { return Some(Vec::new()) };
    let text = String::from_utf8(file.bytes).ok().filter(|text| text.len() <= LARGEST_TYPED)?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.iter().any(|line| line.contains(char::is_control)) {
        return None;
    }
    Some(lines[lines.len().saturating_sub(MOST_TYPED)..].to_vec())
}

/// The lines of a list; none where it cannot be read.
pub(super) fn lines_in(list: &Path) -> Vec<String> {
    let file = read::any(list).ok().flatten();
    let text = file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Writes a list anew.
pub(super) fn keep_lines(list: &Path, lines: &[String]) -> Result<(), Problem> {
    let folder = list.parent().unwrap_or(Path::new("/")).to_owned();
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
    missing.into_iter().rev().try_for_each(folders::make_one)?;
    write::replace(list, &folder, (lines.join("\n") + "\n").as_bytes(), || Ok(())).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // what stands in the way has to come from somewhere

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn store(folder: &Path) -> Store {
        Store::at(folder.join("journal.json")).with_state(Some(folder.join("state")))
    }

    #[test]
    fn typed_lines_are_kept_for_their_owner_only_and_no_more_than_two_hundred() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path());
        assert_eq!(store.typed_lines(), [""; 0]);
        for line in ["undo", "calendar", "undo"] {
            store.keep_typed_line(line).unwrap();
        }
        assert_eq!(store.typed_lines(), ["calendar", "undo"]);
        let list = folder.path().join("state/typed-lines");
        assert_eq!(std::fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600);
        for n in 0..250 {
            store.keep_typed_line(&format!("trends {n}")).unwrap();
        }
        let all = store.typed_lines();
        assert_eq!((all.len(), &*all[0], &*all[199]), (200, "trends 50", "trends 249"));
        for odd in [&"x".repeat(501), "a\u{7}b", "two\nlines"] {
            store.keep_typed_line(odd).unwrap();
        }
        assert_eq!(store.typed_lines(), all);
    }

    #[test]
    fn what_is_no_list_of_typed_lines_stays_as_it_is_and_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (store, state) = (store(folder.path()), folder.path().join("state"));
        std::fs::create_dir(&state).unwrap();
        let list = state.join("typed-lines");
        for damaged in [&b"undo\n\xff\xfe\n"[..], b"undo\0\n", &b"x\n".repeat(1 << 20)] {
            std::fs::write(&list, damaged).unwrap();
            assert_eq!(store.typed_lines(), [""; 0]);
            store.keep_typed_line("undo").unwrap();
            assert_eq!(std::fs::read(&list).unwrap(), damaged);
        }
        std::fs::remove_file(&list).unwrap();
        std::fs::create_dir(&list).unwrap();
        store.keep_typed_line("undo").unwrap();
        assert_eq!(store.typed_lines(), [""; 0]);
    }
}
