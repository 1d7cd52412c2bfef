//! The log that `TWINGE_LOG` asks for: what the screen did, when, and how long it took.
//!
//! No text of a person can come into it: each of its words is a constant of the program, and all else is a figure.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::fs::OFlags;

use crate::store::Store;
use crate::store::problem::Problem;

/// What a log begins with; another file is never written to.
const HEAD: &str = "twinge log ";

/// A file to which lines are added.
#[derive(Debug)]
pub struct EventLog {
    file: File,
}

impl EventLog {
    /// Begins a log, for its owner only, or goes on with one that is there.
    ///
    /// # Errors
    /// Where the file is another one, or cannot be opened.
    pub fn open(path: &Path, store: &Store) -> Result<Self, Problem> {
        store.refuse_own(path)?;
        let failed = || Problem::io("open the log", path);
        // a named pipe is never waited for
        let mut options = OpenOptions::new();
        options.read(true).append(true).mode(0o600).custom_flags(OFlags::NONBLOCK.bits().cast_signed());
        let file = match options.clone().create_new(true).open(path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let file = options.open(path).map_err(failed())?;
                let mut head = String::new();
                // what is no text is no log either
                let _ = (&file).take(HEAD.len() as u64).read_to_string(&mut head);
                if head != HEAD {
                    return Err(Problem::Exists { path: path.to_owned() });
                }
                file
            }
            made => made.map_err(failed())?,
        };
        let mut log = Self { file };
        log.write(&format!("{HEAD}{}\n", env!("CARGO_PKG_VERSION")));
        Ok(log)
    }

    /// Adds a line: what happened so long after the start, and figures of it.
    pub fn note(&mut self, since_start: Duration, what: &'static str, name: &'static str, figures: &[Figure]) {
        let mut line = format!("{:>10.3} {what} {name}", since_start.as_secs_f64());
        figures.iter().for_each(|(name, figure)| line.push_str(&format!(" {name}={figure}")));
        line.push('\n');
        self.write(&line);
    }

    fn write(&mut self, line: &str) {
        // a log that the disk does not take must not end what is logged
        let _ = self.file.write_all(line.as_bytes());
    }
}

/// A figure and its name: a count, or microseconds.
pub type Figure = (&'static str, u128);

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // the files to spare have to come from somewhere

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_log_is_for_its_owner_and_goes_on_where_it_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (path, store) = (folder.path().join("log"), Store::at(folder.path().join("journal.json")));
        for _ in 0..2 {
            let mut log = EventLog::open(&path, &store).unwrap();
            log.note(Duration::from_millis(1500), "effect", "Save", &[("us", 7)]);
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches("     1.500 effect Save us=7\n").count(), 2, "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with(HEAD)).count(), 2, "{text}");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_no_log_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let store = Store::at(at("journal.json"));
        for (name, bytes) in [("journal.json", "{}"), ("drafts.json", ""), ("mine.txt", "twinge"), ("empty", "")] {
            std::fs::write(at(name), bytes).unwrap();
            assert!(EventLog::open(&at(name), &store).is_err(), "{name}");
            assert_eq!(std::fs::read_to_string(at(name)).unwrap(), bytes, "{name}");
        }
        std::fs::remove_file(at("journal.json")).unwrap();
        assert!(EventLog::open(&at("journal.json"), &store).is_err(), "not there yet");
        assert!(!at("journal.json").exists());
        assert!(EventLog::open(folder.path(), &store).is_err(), "a folder");
    }
}
