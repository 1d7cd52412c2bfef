//! A folder with a journal in it, the program to save with, and strace to make its calls fail.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use chrono::{Days, Local};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_twinge");

/// How long anything may take that should be at once, on a machine that is busy with other things.
pub const AT_ONCE: Duration = Duration::from_secs(3);

/// A folder with a journal in it, or not yet.
pub struct Place {
    pub folder: TempDir,
}

/// What the program answered.
pub struct Answer {
    /// Nothing where a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Answer {
    /// True where the program said that the entry with this note is saved.
    pub fn saved(&self, note: &str) -> bool {
        self.out.lines().any(|line| line.starts_with("Saved ") && line.contains(&format!("“{note}”")))
    }
}

impl Place {
    /// No journal yet.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Two entries, saved today.
    pub fn with_two() -> Self {
        let place = Self::new();
        place.save("first");
        place.save("second");
        place
    }

    /// Two entries, last changed yesterday, so that the next change keeps a backup.
    pub fn of_yesterday() -> Self {
        let place = Self::with_two();
        place.age(1);
        place
    }

    /// The same folder again, at another path.
    pub fn copy(&self) -> Self {
        let other = Self::new();
        copy_folder(self.path(), other.path());
        other
    }

    /// Makes the folder as that other one is.
    pub fn reset(&self, to: &Self) {
        fs::remove_dir_all(self.path()).unwrap();
        fs::create_dir(self.path()).unwrap();
        copy_folder(to.path(), self.path());
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> PathBuf {
        self.path().join("journal.json")
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).unwrap()
    }

    /// Puts what was recorded today so many days back. The file itself is as young as a sync tool leaves it.
    pub fn age(&self, days: u64) {
        let today = Local::now().date_naive();
        let text = fs::read_to_string(self.file()).unwrap();
        let aged = text.replace(&format!("\"{today}T"), &format!("\"{}T", today - Days::new(days)));
        assert!(aged != text, "nothing was recorded today");
        fs::write(self.file(), aged).unwrap();
    }

    /// The arguments that add a pain level with a note.
    pub fn adding(&self, note: &str) -> Vec<String> {
        let file = self.file().to_str().unwrap().to_owned();
        [PROGRAM, "--file", &file, "pain", "4", "--note", note].map(str::to_owned).to_vec()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = quiet(PROGRAM);
        command.arg("--file").arg(self.file()).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        output(&mut self.command(args))
    }

    pub fn add(&self, note: &str) -> Answer {
        self.run(&["pain", "4", "--note", note])
    }

    /// Adds a pain level; it must be saved.
    pub fn save(&self, note: &str) {
        let answer = self.add(note);
        assert!(answer.code == Some(0) && answer.saved(note), "{note}: {:?} {}{}", answer.code, answer.out, answer.err);
    }

    /// The notes of the pain levels in the file; none where there is no file. The file must be whole.
    pub fn notes(&self) -> Vec<String> {
        match fs::read(self.file()) {
            Ok(bytes) => notes_in(&bytes),
            Err(error) => {
                assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
                Vec::new()
            }
        }
    }

    /// The file of what can be undone.
    pub fn lists(&self) -> PathBuf {
        let journal: Value = serde_json::from_slice(&self.bytes()).unwrap();
        let id = journal["journal"].as_str().unwrap();
        let all = fs::read_dir(self.path().join("undo")).unwrap().map(|entry| entry.unwrap().path());
        let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut ours = all.filter(|path| name(path).starts_with(id) && !name(path).contains(".aside"));
        let lists = ours.next().unwrap();
        assert_eq!(ours.next(), None);
        lists
    }

    /// The file of the drafts.
    pub fn drafts(&self) -> PathBuf {
        self.path().join("drafts.json")
    }

    /// The names in the folder that are not the journal's own.
    pub fn litter(&self) -> Vec<String> {
        let ours = ["journal.json", "journal.json.lock", "drafts.json", "backups", "undo"];
        let names = fs::read_dir(self.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !ours.contains(&&**name)).collect()
    }

    pub fn backups(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.path().join("backups")) else { return Vec::new() };
        let mut all: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        all.sort();
        all
    }
}

/// The notes of the pain levels in a whole file.
pub fn notes_in(bytes: &[u8]) -> Vec<String> {
    let whole: Value = serde_json::from_slice(bytes).unwrap_or_else(|error| {
        panic!(
            "not whole ({error}), {} bytes: {}",
            bytes.len(),
            String::from_utf8_lossy(&bytes[..bytes.len().min(200)])
        )
    });
    let notes =
        whole["pain"].as_array().unwrap().iter().map(|pain| pain["note"].as_str().unwrap_or_default().to_owned());
    notes.collect()
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
            let then = entry.metadata().unwrap().modified().unwrap();
            File::options().write(true).open(&target).unwrap().set_modified(then).unwrap();
        }
    }
}

/// A command that reads nothing and is not touched by the environment of whoever runs the tests.
pub fn quiet(program: &str) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).env_remove("TWINGE_FILE").env_remove("XDG_DATA_HOME");
    // a path that is not absolute: what can be undone lies beside the journal, in the place of the test
    command.env("TWINGE_STATE", "beside");
    command
}

/// Runs a command; one that does not end within a minute is killed, so that a test that should fail does not hang.
fn output(command: &mut Command) -> Answer {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = Pid::from_child(&child);
    let (ended, end) = mpsc::channel::<()>();
    thread::spawn(move || {
        if end.recv_timeout(Duration::from_secs(60)) == Err(RecvTimeoutError::Timeout) {
            kill_process(pid, Signal::KILL).unwrap();
        }
    });
    let answer = child.wait_with_output().unwrap().into();
    drop(ended);
    answer
}

/// Runs a command through a shell that does something first, such as setting a limit.
pub fn after(first: &str, args: &[String]) -> Answer {
    let mut command = quiet("/bin/sh");
    output(command.args(["-c", &format!("{first}; exec \"$@\""), "sh"]).args(args))
}

/// True where system calls can be traced here; says so where not.
pub fn can_trace() -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    let can = *CAN.get_or_init(|| {
        let tried = quiet("strace").args(["-e", "inject=fsync:error=EIO", "true"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    });
    if !can {
        println!("skipped: there is no strace here, or it may not trace");
    }
    can
}

/// Runs a command under strace. Returns what it answered and the calls that were asked for.
pub fn traced(options: &[&str], args: &[String]) -> (Answer, Vec<String>) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = quiet("strace");
    command.arg("-o").arg(log.path()).args(["-s", "64"]).args(options).args(args);
    let answer = command.output().unwrap().into();
    let text = String::from_utf8_lossy(&fs::read(log.path()).unwrap()).into_owned();
    (answer, text.lines().map(str::to_owned).collect())
}

/// A call of the program: its name, and that it was the n-th of that name.
#[derive(Clone, Debug)]
pub struct Call {
    pub name: String,
    pub nth: usize,
    pub line: String,
}

/// The calls of a command from the first on that names `path`; what comes before is the loading of the program.
pub fn calls(args: &[String], path: &Path) -> Vec<Call> {
    let (answer, lines) = traced(&[], args);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    let path = path.to_str().unwrap();
    let mut counts = std::collections::HashMap::new();
    let mut seen = false;
    let mut found = Vec::new();
    for line in lines {
        let Some((name, _)) = line.split_once('(') else { continue };
        let nth = counts.entry(name.to_owned()).and_modify(|n| *n += 1).or_insert(1);
        seen |= line.contains(path) && name != "execve";
        if seen {
            found.push(Call { name: name.to_owned(), nth: *nth, line: line.clone() });
        }
    }
    found
}
