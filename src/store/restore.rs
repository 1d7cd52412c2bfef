//! A backup becomes the journal again. Where the journal can be read that is a change like any other, which undo takes
//! back; where it cannot, what stands there is kept beside it and the backup's file takes its place.

use std::io;
use std::path::{Path, PathBuf};

use super::backups::{folder, list, newest_good, open, stem};
use super::problem::Problem;
use super::{Failure, Store, folders, lock, paths, read, undo, write};
use crate::domain::day::At;
use crate::domain::journal::{Journal, VERSION};
use crate::domain::refusal::Refusal;
use crate::domain::restore::Loss;

/// A restore as it is to be, so that it can be said before it is done.
#[derive(Debug)]
pub struct RestorePlan {
    backup: PathBuf,
    journal: Journal,
    loss: Option<Loss>,
    stands_there: bool,
}

impl RestorePlan {
    /// The backup.
    pub fn backup(&self) -> &Path {
        &self.backup
    }

    /// How many entries it has.
    pub fn entries(&self) -> usize {
        self.journal.len()
    }

    /// True where something stands in the journal's place now.
    pub fn stands_there(&self) -> bool {
        self.stands_there
    }

    /// What is lost by it; nothing where the journal of now cannot be read.
    pub fn loss(&self) -> Option<&Loss> {
        self.loss.as_ref()
    }
}

impl Store {
    /// What a restore would do. `named` is a day or a path; the newest good backup where it is left out.
    ///
    /// # Errors
    /// Where there is no such backup, or it cannot be read.
    pub fn plan_restore(&self, named: Option<&str>, now: At) -> Result<RestorePlan, Problem> {
        let real = paths::resolve(self.path())?;
        let (backup, journal) = find(&real, named, now)?;
        let opened = self.open(now).ok().filter(|opened| opened.stamp.is_some());
        let stands_there = std::fs::symlink_metadata(&real).is_ok();
        Ok(RestorePlan { loss: opened.map(|opened| opened.journal.loss(&journal)), backup, journal, stands_there })
    }

    /// Does it. Returns where the file that stood there was kept, where it could not be read.
    ///
    /// # Errors
    /// Where the journal is another than it was planned for, or the disk fails.
    pub fn restore(&self, plan: &RestorePlan, now: At) -> Result<Option<PathBuf>, Failure> {
        if let Some(loss) = &plan.loss {
            if plan.journal.version > VERSION {
                let message = format!("{} was written by a newer twinge.", plan.backup.display());
                return Err(Problem::BadBackup(message).into());
            }
            self.commit(now, |journal| {
                if journal.loss(&plan.journal) != *loss {
                    return Err(Refusal::new("The journal was changed meanwhile; give the command again."));
                }
                journal.make(journal.toward(&plan.journal), now)
            })?;
            return Ok(None);
        }
        let real = paths::resolve(self.path())?;
        let folder = folders::make_folder(&real)?;
        let _lock = lock::take(&real)?;
        let bytes = match read::whole(&plan.backup)? {
            Some(file) => file.bytes,
            None => return Err(Problem::NoBackup(format!("{} is gone.", plan.backup.display())).into()),
        };
        write::sweep(&folder, &[&real]);
        let aside = free_aside(&real, now)?;
        let mut journal = plan.journal.clone();
        begin_lists_anew(&mut journal, aside.as_deref());
        let lists = undo::prepare(self.state(), &real, &journal, undo::Fetched::of_replaced())?;
        write::replace(&real, &folder, &bytes, || {
            set_aside(&real, aside.as_deref())?;
            lists.put(&mut None).map(drop)
        })?;
        Ok(aside)
    }
}

/// The backup of that name and the journal in it.
fn find(journal: &Path, named: Option<&str>, now: At) -> Result<(PathBuf, Journal), Problem> {
    let all = list(journal);
    let Some(named) = named else {
        let found = newest_good(journal, now).map(|(backup, kept)| (backup.path, kept));
        return found
            .ok_or_else(|| Problem::NoBackup(format!("There is no good backup in {}.", folder(journal).display())));
    };
    let by_day = all.iter().find(|backup| {
        backup.day.to_string() == named || backup.path.file_name().is_some_and(|name| name.to_string_lossy() == named)
    });
    let path = by_day.map_or_else(|| PathBuf::from(named), |backup| backup.path.clone());
    match open(&path) {
        Ok(kept) => Ok((path, kept)),
        Err(_) if by_day.is_none() && !path.exists() => {
            let days: Vec<String> = all.iter().map(|backup| backup.day.to_string()).collect();
            let there =
                if days.is_empty() { "there is none".into() } else { format!("there are: {}", days.join(", ")) };
            Err(Problem::NoBackup(format!("\u{201c}{named}\u{201d} is not a backup; {there}.")))
        }
        Err(why) => Err(Problem::BadBackup(format!("The backup {} cannot be read: {why}.", path.display()))),
    }
}

/// Lets go of what can be undone: it belongs to the file that is set aside, where one is.
pub(super) fn begin_lists_anew(journal: &mut Journal, aside: Option<&Path>) {
    (journal.undo, journal.redo) = Default::default();
    journal.replaced = aside.map(|aside| aside.to_string_lossy().into());
}

/// A free name under which what stands under the journal's name can be kept; nothing where nothing stands there.
pub(super) fn free_aside(journal: &Path, now: At) -> Result<Option<PathBuf>, Problem> {
    if std::fs::symlink_metadata(journal).is_err() {
        return Ok(None);
    }
    let stamp = now.local().format("%Y-%m-%d-%H%M%S");
    let name = |n: usize| {
        let again = if n == 0 { String::new() } else { format!("-{n}") };
        journal.with_file_name(format!("{}.replaced-{stamp}{again}.json", stem(journal)))
    };
    let free = (0..100).map(name).find(|aside| std::fs::symlink_metadata(aside).is_err());
    free.map(Some).ok_or_else(|| Problem::io("set aside", journal)(io::ErrorKind::AlreadyExists.into()))
}

/// Keeps what stands under the journal's name under another one, whatever it is.
pub(super) fn set_aside(journal: &Path, aside: Option<&Path>) -> Result<(), Problem> {
    let Some(aside) = aside else { return Ok(()) };
    let folder = journal.parent().unwrap_or(Path::new("/"));
    let failed = || Problem::io("set aside", journal);
    // a file is copied, so that a kill here leaves the journal in its place; anything else must move
    let is_kept = match read::open(journal) {
        Ok(Some(found)) => write::copy(&mut { found.file }, aside, folder)?,
        _ if std::fs::symlink_metadata(aside).is_ok() => false,
        _ => std::fs::rename(journal, aside).map(|()| true).map_err(failed())?,
    };
    if is_kept { Ok(()) } else { Err(failed()(io::ErrorKind::AlreadyExists.into())) }
}
