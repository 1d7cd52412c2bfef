//! Which files a path leads to: folders walked by name, with bounds, and what was passed over.

use std::fs;
use std::path::{Path, PathBuf};

/// How deep folders are walked.
pub(super) const DEEPEST: usize = 32;
/// How many files are looked at in one import.
pub(super) const MOST_FILES: usize = 200_000;

/// What folders hold.
#[derive(Default)]
pub(super) struct Walk {
    /// Files, each with whether it was asked for by its own name.
    pub(super) found: Vec<(PathBuf, bool)>,
    /// What was left alone, and why.
    pub(super) left: Vec<(PathBuf, String)>,
}

impl Walk {
    /// The files at a path, by name.
    pub(super) fn at(&mut self, path: &Path, depth: usize) {
        if !is_folder(path, depth) {
            return self.file(path, depth == 0);
        }
        if depth > DEEPEST {
            let message =
                format!("It lies more than {DEEPEST} folders deep and was left alone; name it, and it is looked into.");
            return self.left.push((path.to_owned(), message));
        }
        let Ok(inside) = fs::read_dir(path) else { return self.file(path, true) };
        let mut inside: Vec<PathBuf> = inside.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        for path in inside {
            if self.is_full() {
                return;
            }
            if is_hidden(&path) {
                // hidden files are the system's own; a hidden folder may be somebody's
                if is_folder(&path, depth + 1) && !path.ends_with("__MACOSX") {
                    self.file(&path, false);
                }
            } else {
                self.at(&path, depth + 1);
            }
        }
    }

    pub(super) fn file(&mut self, path: &Path, named: bool) {
        if self.found.len() < MOST_FILES {
            return self.found.push((path.to_owned(), named));
        }
        if !self.is_full() {
            let message = format!(
                "From here on files were left alone: {MOST_FILES} are read in one import. Bring in the other folders on their own."
            );
            self.left.push((path.to_owned(), message));
        }
    }

    /// True where a file was left alone because there are too many.
    fn is_full(&self) -> bool {
        self.found.len() >= MOST_FILES && self.left.last().is_some_and(|(path, _)| !path.is_dir())
    }
}

fn is_folder(path: &Path, depth: usize) -> bool {
    match depth {
        0 => path.is_dir(),
        // a link inside a folder may lead in a circle
        _ => fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir()),
    }
}

/// True for what systems leave in folders and archives, and what their owners hide.
pub(super) fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name == "__MACOSX"
}

/// Why a path can name no file; nothing where it can, or where there is one of that name.
pub fn no_path(path: &Path) -> Option<String> {
    let text = path.to_string_lossy();
    let message = match text.trim() {
        "" => "The path is empty; name a file, a folder or an archive.",
        "-" => "Standard input is not read; save it to a file and name that.",
        address if ["http://", "https://", "ftp://"].iter().any(|start| address.to_lowercase().starts_with(start)) => {
            "twinge has no network; download the file first, then name it."
        }
        _ => return None,
    };
    (!path.exists()).then(|| message.to_owned())
}
