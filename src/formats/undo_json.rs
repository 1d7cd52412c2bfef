//! What can be taken back and done again, as JSON, for the file of this computer's own: one change a line.

use std::path::Path;

use serde::Serialize;

use super::safe_json::append;
use crate::domain::change::Undo;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::json_words;
use crate::domain::record::record;

/// The `format` of every such file.
const FORMAT: &str = "twinge-undo";
/// Its newest version.
const VERSION: u32 = 1;

record! {
    /// The lists of one journal.
    Lists {
        /// Always `twinge-undo`.
        format: Box<str>,
        /// Version of the format.
        version: u32,
        /// Whose lists they are.
        journal: Option<Id>,
        /// Where the file of that journal is.
        path: Option<Box<str>>,
        /// Where the file lies in whose place the journal was put, after which the lists began anew.
        replaced: Option<Box<str>>,
        /// The last changes, inverted, newest last.
        undo: Vec<Undo>,
        /// What was taken back, inverted, newest last.
        redo: Vec<Undo>,
    }
}

/// Reads the lists.
///
/// # Errors
/// Why they cannot be read, to stand behind the name of the file.
pub fn read(bytes: &[u8]) -> Result<Lists, String> {
    let lists: Lists =
        serde_json::from_slice(bytes).map_err(|error| format!("is damaged ({})", json_words::describe(&error)))?;
    match (&*lists.format, lists.version) {
        (FORMAT, VERSION) => Ok(lists),
        (FORMAT, newer) => Err(format!("was written by a newer twinge (version {newer}; this one reads {VERSION})")),
        _ => Err("is no list of changes of twinge".into()),
    }
}

/// Writes the lists of a journal.
pub fn write(journal: &Journal, path: &Path) -> Vec<u8> {
    let mut to = Vec::new();
    to.extend_from_slice(b"{\n  \"format\": ");
    append(&mut to, FORMAT);
    to.extend_from_slice(b", \"version\": ");
    append(&mut to, &VERSION);
    to.extend_from_slice(b", \"journal\": ");
    append(&mut to, &journal.journal);
    to.extend_from_slice(b", \"path\": ");
    append(&mut to, &path.to_string_lossy());
    to.extend_from_slice(b", \"replaced\": ");
    append(&mut to, &journal.replaced);
    for (name, list) in [("undo", &journal.undo), ("redo", &journal.redo)] {
        to.extend_from_slice(b",\n  ");
        append(&mut to, name);
        to.extend_from_slice(b": [");
        lines(&mut to, list);
        to.extend_from_slice(b"]");
    }
    to.extend_from_slice(b"\n}\n");
    to
}

fn lines<T: Serialize>(to: &mut Vec<u8>, list: &[T]) {
    for (i, one) in list.iter().enumerate() {
        to.extend_from_slice(if i == 0 { b"\n    " } else { b",\n    " });
        append(to, one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, id};
    use crate::domain::change::Change;

    #[test]
    fn lists_read_back_one_change_a_line_and_other_files_are_none() {
        let mut journal = Journal { journal: Some(id(9)), ..Journal::default() };
        journal.remember(Change::Delete(id(1)), clock().now);
        journal.remember(Change::Delete(id(2)), clock().now);
        let bytes = write(&journal, Path::new("/home/me/journal.json"));
        let lists = read(&bytes).unwrap();
        assert_eq!(lists.path.as_deref(), Some("/home/me/journal.json"));
        assert_eq!((lists.journal, lists.undo, lists.redo), (journal.journal, journal.undo, journal.redo));
        assert_eq!(bytes.iter().filter(|&&byte| byte == b'\n').count(), 7);
        for (other, message) in [
            ("", "it ends where a value belongs"),
            ("{}", "format"),
            (r#"{"format":"twinge-journal","version":1}"#, "no list"),
            (r#"{"format":"twinge-undo","version":2}"#, "newer"),
        ] {
            assert!(read(other.as_bytes()).unwrap_err().contains(message), "{other}");
        }
    }
}
