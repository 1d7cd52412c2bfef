//! git: the files that it hands over to be merged or shown, and what a clone needs so that it does.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::merge::parse_copy;
use super::problem::Problem;
use super::{Store, paths, read, write};
use crate::domain::journal::Journal;
use crate::formats::journal_json;
use crate::merge::base::join_on;
use crate::merge::decision::Decision;

/// What git calls to merge.
const DRIVER: &str = "twinge merge-driver %O %A %B";
/// What git calls to show.
const TEXT: &str = "twinge diff-text";

/// One thing that git-setup does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupStep {
    /// Adds lines to a file.
    Lines(PathBuf, Vec<String>),
    /// Sets a value in the clone's own configuration.
    Config(&'static str, &'static str),
}

impl SetupStep {
    /// What it does, in words.
    pub fn describe(&self) -> String {
        match self {
            Self::Lines(file, lines) => format!("add to {}: {}", file.display(), lines.join(", ")),
            Self::Config(key, value) => format!("git config {key} \"{value}\""),
        }
    }
}

/// Merges what git hands over: the base, ours, and theirs; the result takes the place of ours.
///
/// # Errors
/// Where one of them is no journal; ours is as it was then.
pub fn drive(base: &Path, ours: &Path, theirs: &Path) -> Result<Vec<Decision>, Problem> {
    let read = |path: &Path| -> Result<Journal, Problem> {
        let bytes = read::any(path)?.map(|file| file.bytes).unwrap_or_default();
        // where both sides began the file, the base is empty
        if path == base && bytes.trim_ascii().is_empty() {
            return Ok(Journal::default());
        }
        parse_copy(path, &bytes)
    };
    let (base, our, their) = (read(base)?, read(ours)?, read(theirs)?);
    let (both, decisions) = join_on(&base, &our, &their);
    let real = paths::resolve(ours)?;
    let folder = real.parent().unwrap_or(Path::new(".")).to_owned();
    write::replace(&real, &folder, &journal_json::write(&both), || Ok(()))?;
    Ok(decisions)
}

fn git(folder: &Path, args: &[&str]) -> Option<String> {
    let run = Command::new("git").arg("-C").arg(folder).args(args).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let run = run.ok().filter(|run| run.status.success())?;
    Some(String::from_utf8_lossy(&run.stdout).trim().to_owned())
}

impl Store {
    /// What is missing here so that git merges the journal entry by entry, and Syncthing leaves alone what is of this
    /// computer only.
    ///
    /// # Errors
    /// Where the journal is in no folder of git's or Syncthing's.
    pub fn setup_steps(&self) -> Result<Vec<SetupStep>, Problem> {
        let real = paths::resolve(self.path())?;
        let folder = real.parent().unwrap_or(Path::new("/")).to_owned();
        let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (stem, mut steps) = (super::backups::stem(&real), Vec::new());
        let own = ["undo/".to_owned(), format!("{name}.lock"), ".twinge.*.tmp".to_owned()];
        let in_git = git(&folder, &["rev-parse", "--show-toplevel"]).is_some();
        if in_git {
            let attributes = format!("{} text eol=lf merge=twinge diff=twinge", name.replace(' ', "[[:space:]]"));
            missing(&mut steps, folder.join(".gitattributes"), vec![attributes])?;
            let mut ignored = own.to_vec();
            ignored.extend(["drafts.json".into(), "backups/".into(), format!("{stem}.replaced-*")]);
            missing(&mut steps, folder.join(".gitignore"), ignored)?;
            for (key, value) in [
                ("merge.twinge.name", "twinge: entry by entry"),
                ("merge.twinge.driver", DRIVER),
                ("diff.twinge.textconv", TEXT),
            ] {
                if git(&folder, &["config", "--get", key]).as_deref() != Some(value) {
                    steps.push(SetupStep::Config(key, value));
                }
            }
        }
        let synced = folder.ancestors().find(|folder| folder.join(".stfolder").exists());
        if let Some(top) = synced {
            let lines = own.iter().map(|line| format!("(?d){}", line.trim_end_matches('/'))).collect();
            missing(&mut steps, top.join(".stignore"), lines)?;
        }
        if !in_git && synced.is_none() {
            return Err(Problem::NoBackup(format!(
                "{} is in no folder of git (`git init` makes one) and in none of Syncthing; there is nothing to set up.",
                folder.display()
            )));
        }
        Ok(steps)
    }

    /// Does these.
    ///
    /// # Errors
    /// Where a file cannot be written or git refuses.
    pub fn set_up(&self, steps: &[SetupStep]) -> Result<(), Problem> {
        let real = paths::resolve(self.path())?;
        let folder = real.parent().unwrap_or(Path::new("/")).to_owned();
        for step in steps {
            match step {
                SetupStep::Lines(file, lines) => {
                    let mut bytes = read::any(file)?.map(|file| file.bytes).unwrap_or_default();
                    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
                        bytes.push(b'\n');
                    }
                    bytes.extend(lines.iter().flat_map(|line| line.bytes().chain([b'\n'])));
                    let within = file.parent().unwrap_or(Path::new("/"));
                    write::replace(file, within, &bytes, || Ok(())).map(drop)?;
                }
                SetupStep::Config(key, value) => {
                    let done = git(&folder, &["config", key, value]);
                    done.ok_or_else(|| Problem::NoBackup(format!("git did not take the setting {key}.")))?;
                }
            }
        }
        Ok(())
    }

    /// That this clone does not know how to merge the journal although it is told to, where that is so: git then falls
    /// back to text without a word.
    pub fn driver_missing(&self) -> Option<String> {
        if self.is_demo() {
            return None;
        }
        let real = paths::resolve(self.path()).ok()?;
        let folder = real.parent()?;
        let attributes = read::any(&folder.join(".gitattributes")).ok().flatten()?;
        if !String::from_utf8_lossy(&attributes.bytes).contains("merge=twinge") {
            return None;
        }
        let is_there = git(folder, &["config", "--get", "merge.twinge.driver"]).is_some();
        let message = "This clone of git does not know how to merge the journal; `twinge git-setup --yes` tells it.";
        (!is_there).then(|| message.to_owned())
    }
}

/// Adds the lines that a file has not.
fn missing(steps: &mut Vec<SetupStep>, file: PathBuf, lines: Vec<String>) -> Result<(), Problem> {
    let bytes = read::any(&file)?.map(|file| file.bytes).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines: Vec<String> = lines.into_iter().filter(|line| !text.lines().any(|there| there.trim() == line)).collect();
    if !lines.is_empty() {
        steps.push(SetupStep::Lines(file, lines));
    }
    Ok(())
}
