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

impl Store {
    /// Where such a list is.
    pub(super) fn own_list(&self, name: &str) -> Option<PathBuf> {
        let real = paths::resolve(self.path()).ok()?;
        Some(self.state().map(Path::to_owned).or_else(|| real.parent().map(|folder| folder.join("undo")))?.join(name))
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
