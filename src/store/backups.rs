//! Backups: the first change of a day keeps the file of the day before; 14 days, then one a week for 8 weeks.

use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, NaiveDate};

use super::problem::Problem;
use super::{folders, read, write};
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::words::counted;
use crate::formats::journal_json;

/// Backups of the last days that are kept.
const DAILY: usize = 14;
/// Backups of the weeks before that are kept.
const WEEKLY: usize = 8;

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The day whose last state it holds.
    pub day: NaiveDate,
    /// Where it is.
    pub path: PathBuf,
}

/// The folder of the backups, beside the journal.
pub fn folder(journal: &Path) -> PathBuf {
    journal.with_file_name("backups")
}

pub(super) fn stem(journal: &Path) -> String {
    journal.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The backups of a journal, oldest first.
pub fn list(journal: &Path) -> Vec<Backup> {
    look(journal).unwrap_or_default()
}

fn look(journal: &Path) -> io::Result<Vec<Backup>> {
    let entries: Vec<DirEntry> = match std::fs::read_dir(folder(journal)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?.collect::<Result<_, _>>()?,
    };
    let stem = stem(journal);
    let day = |name: &str| {
        let day = name.strip_prefix(&stem)?.strip_prefix('-')?.strip_suffix(".json")?;
        (day.len() == 10).then(|| day.parse().ok()).flatten()
    };
    let backup = |entry: DirEntry| Some(Backup { day: day(&entry.file_name().to_string_lossy())?, path: entry.path() });
    let mut all: Vec<Backup> = entries.into_iter().filter_map(backup).collect();
    all.sort_by_key(|backup| backup.day);
    Ok(all)
}

/// The journal in a backup, or why it cannot be read.
///
/// # Errors
/// Where it is no journal.
pub fn open(backup: &Path) -> Result<Journal, String> {
    match read::whole(backup) {
        Ok(Some(file)) => journal_json::read(&file.bytes)
            .map_err(|fault| format!("line {}, column {}: {}", fault.line, fault.column, fault.message)),
        Ok(None) => Err("it is not there".into()),
        Err(problem) => Err(problem.to_string()),
    }
}

/// The newest backup that can be read. One of a day to come is no newest: the clock was wrong when it was kept.
pub fn newest_good(journal: &Path, now: At) -> Option<(Backup, Journal)> {
    let today = now.local().date();
    let past = list(journal).into_iter().rev().filter(|backup| backup.day <= today);
    past.into_iter().find_map(|backup| open(&backup.path).ok().map(|journal| (backup, journal)))
}

/// How to go on where the journal cannot be read, as a sentence.
pub fn help(journal: &Path, now: At) -> String {
    newest(journal, now).unwrap_or_else(|| {
        "There is no good backup; mend that place by hand, or move the file away to begin anew.".into()
    })
}

/// Which backup is the newest good one, as a sentence.
fn newest(journal: &Path, now: At) -> Option<String> {
    let (backup, kept) = newest_good(journal, now)?;
    let (day, entries) = (backup.day, counted(kept.len(), "entry", "entries"));
    let path = backup.path.display();
    Some(format!("The newest good backup is of {day} with {entries} ({path}); `twinge restore` brings it back."))
}

/// The empty journal where there was none before: to look at, or for the first entry. This is the one place that makes
/// one, so that a journal that vanished is never taken for an empty one.
///
/// # Errors
/// Where backups tell that one is missing, or cannot be looked at.
pub fn none_yet(journal: &Path, now: At) -> Result<Journal, Problem> {
    if super::paths::is_evicted(journal) {
        return Err(Problem::Evicted { path: journal.to_owned() });
    }
    let away = folder(journal);
    if look(journal).map_err(Problem::io("look into", &away))?.is_empty() {
        return Ok(Journal::default());
    }
    let newest = newest(journal, now).unwrap_or_else(|| "None of them can be read as a journal.".into());
    let help = format!("{newest} To begin anew, move {} away.", away.display());
    Err(Problem::Gone { path: journal.to_owned(), help })
}

/// Keeps the file of an earlier day before the first change of this one, and lets go of what is too old. The day is that
/// of the last change recorded in it; where nothing is, of the last write.
///
/// # Errors
/// Where the copy cannot be made: no change is made without it.
pub(super) fn keep(journal: &Path, changed: Option<At>, now: At) -> Result<(), Problem> {
    let Some(found) = read::open(journal)? else { return Ok(()) };
    let written = || found.meta.modified().ok().map(chrono::DateTime::<chrono::Utc>::from);
    let Some(changed) = changed.map(|at| at.0.to_utc()).or_else(written) else { return Ok(()) };
    let day = changed.with_timezone(now.0.offset()).date_naive();
    if day >= now.local().date() {
        return Ok(());
    }
    let folder = folder(journal);
    folders::make_one(&folder)?;
    let mut file = found.file;
    if write::copy(&mut file, &folder.join(format!("{}-{day}.json", stem(journal))), &folder)? {
        thin_out(journal);
    }
    Ok(())
}

/// Keeps the file of an older version for good, before the first write of this one. Returns what to say of it.
///
/// # Errors
/// Where the copy cannot be made: nothing is written without it.
pub(super) fn keep_version(journal: &Path, version: u32) -> Result<String, Problem> {
    let folder = folder(journal);
    folders::make_one(&folder)?;
    let name = |n: usize| {
        let again = if n == 0 { String::new() } else { format!("-{n}") };
        folder.join(format!("{}-version-{version}{again}.json", stem(journal)))
    };
    let bytes = read::whole(journal)?.map(|file| file.bytes).unwrap_or_default();
    let there = |path: &PathBuf| read::whole(path).is_ok_and(|file| file.is_some_and(|file| file.bytes == bytes));
    // the same bytes once: a restored file of that version is kept already
    let free = (0..100).map(name).find(|path| there(path) || std::fs::symlink_metadata(path).is_err());
    let copy = free.ok_or_else(|| Problem::io("write", &folder)(io::ErrorKind::AlreadyExists.into()))?;
    if !there(&copy) {
        write::replace(&copy, &folder, &bytes, || Ok(()))?;
    }
    Ok(format!(
        "From now on older versions of twinge can read {}, but not change it; as it was until now it is kept as {}.",
        journal.display(),
        copy.display()
    ))
}

/// Removes backups beyond 14 days and 8 weeks; only files with our own names.
fn thin_out(journal: &Path) {
    let all = list(journal);
    let days: Vec<NaiveDate> = all.iter().map(|backup| backup.day).collect();
    let keep = worth_keeping(&days);
    for backup in all.iter().filter(|backup| !keep.contains(&backup.day)) {
        // one that stays is removed by the next change
        let _ = std::fs::remove_file(&backup.path);
    }
}

/// The newest 14 days, then the newest day of each of the 8 weeks with a backup before those.
fn worth_keeping(days: &[NaiveDate]) -> BTreeSet<NaiveDate> {
    let newest_first: Vec<NaiveDate> = days.iter().rev().copied().collect();
    let (daily, older) = newest_first.split_at(newest_first.len().min(DAILY));
    let week = |day: NaiveDate| day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())));
    let mut weeks = BTreeSet::new();
    let weekly = older.iter().copied().filter(|&day| weeks.insert(week(day)));
    daily.iter().copied().chain(weekly.take(WEEKLY)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_days_and_eight_weeks_before_them_are_kept() {
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        let days: Vec<NaiveDate> = first.iter_days().take(200).collect();
        let keep: Vec<NaiveDate> = worth_keeping(&days).into_iter().collect();
        assert_eq!(keep.len(), 22);
        assert_eq!(keep[8..], days[186..]);
        for pair in keep[..8].windows(2) {
            assert_eq!((pair[1] - pair[0]).num_days(), 7);
        }
        let rare: Vec<NaiveDate> = first.iter_days().step_by(30).take(40).collect();
        assert_eq!(worth_keeping(&rare).len(), 22);
        assert_eq!(worth_keeping(&days[..3]).len(), 3);
    }
}
