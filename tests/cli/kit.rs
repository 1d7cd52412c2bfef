//! A desk for the tests: a folder of its own, a fixed clock, and the program.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// A Monday, ten in the morning.
pub const NOW: &str = "2026-11-23T10:00:00+00:00";

/// A folder with a journal in it, or not yet.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

/// What the program answered.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap()
    }

    /// The short id at the end of a `Saved` line.
    pub fn id(&self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        let saved = self.out.lines().next().unwrap_or_default();
        saved.rsplit_once("id ").unwrap().1.to_owned()
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("journal.json")
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.file()).unwrap_or_default()
    }

    /// The program with nothing of this machine's environment but the path to this desk.
    pub fn command(&self, args: &[&str]) -> Command {
        self.command_at(NOW, args)
    }

    /// The same by another clock.
    pub fn command_at(&self, now: &str, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("twinge"));
        command.env_clear().env("TWINGE_FILE", self.file()).env("TZ", "UTC");
        command.env("TWINGE_STATE", self.folder.path().join("state")).args(["--clock", now]).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        self.command(args).output().unwrap().into()
    }

    /// The program with that on its standard input.
    pub fn piped(&self, args: &[&str], input: &str) -> Answer {
        assert_cmd::Command::from_std(self.command(args)).write_stdin(input).output().unwrap().into()
    }

    /// The program by another clock, where it must succeed.
    pub fn ok_at(&self, now: &str, args: &[&str]) -> Answer {
        let answer = Answer::from(self.command_at(now, args).output().unwrap());
        assert_eq!(answer.code, 0, "{now} {args:?}: {}", answer.err);
        answer
    }

    /// The program, where it must succeed.
    pub fn ok(&self, args: &[&str]) -> Answer {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        answer
    }

    /// The program, where the input must be refused: exit 2, one sentence, nothing written.
    pub fn refused(&self, args: &[&str]) -> String {
        let before = self.bytes();
        let answer = self.run(args);
        assert_eq!(answer.code, 2, "{args:?}: {}{}", answer.out, answer.err);
        assert_eq!(answer.out, "", "{args:?}");
        assert!(answer.err.starts_with("twinge: ") && answer.err.trim_end().lines().count() == 1, "{}", answer.err);
        assert_eq!(self.bytes(), before, "{args:?} wrote something");
        answer.err
    }
}

/// A program of the system, where it is on this machine; where `TWINGE_TOOLS` is set, one that is missing is a failure.
#[allow(clippy::print_stdout, dead_code)] // what was not tried is said; not every test needs a tool
pub fn tool(name: &str) -> Option<()> {
    if Command::new(name).arg("-c").arg("true").output().is_ok() {
        return Some(());
    }
    assert!(std::env::var_os("TWINGE_TOOLS").is_none(), "{name} is not installed");
    println!("{name} is not installed: not tried");
    None
}
