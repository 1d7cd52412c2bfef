//! The inbox on the disk: which files it is, reading them into the journal under the lock, the answers beside them, and
//! what this computer remembers of them. Nothing is ever written into a file of the inbox.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::copies::print;
use super::own_lists::{DISMISSED, keep_lines, lines_in};
use super::problem::Problem;
use super::{Failure, Stamp, Store, backups, folders, paths, read, write};
use crate::domain::day::{At, Clock};
use crate::domain::entry::Item;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::when;
use crate::inbox::split::InboxFile;
use crate::inbox::{Made, Stock, Waiting, answers, dates, take_stock};
use crate::merge::copy_name::left_by;

/// The name of the inbox beside the journal.
const NAME: &str = "inbox.txt";
/// The name of the answers, and the beginning of those of their copies.
const ANSWERS: &str = "-answers";
/// The folder into which an inbox is tidied.
const DONE: &str = "inbox-done";
/// A last line without its end waits until its file has not changed for so long.
const QUIET: Duration = Duration::from_secs(10);
/// A file is tidied away where it has not changed for so long.
const TIDY: Duration = Duration::from_secs(60);
/// A longer file is no inbox, bytes.
const LONGEST: u64 = 8 << 20;
/// Notes of the last so many days are read.
const DAYS: i64 = 90;
/// Folders within folders, and so many notes at most.
const DEEP: usize = 4;
const MOST_NOTES: usize = 400;
/// So many of the files that were tidied away last are read again: who had one open may still have written to it.
const AGAIN: usize = 3;
/// More new lines than that are taken only where they are asked for.
pub const MOST_UNASKED: usize = 1000;

/// An inbox as it was read.
#[derive(Debug, Default)]
pub struct Inbox {
    /// What is in it that the journal has not.
    pub stock: Stock,
    /// Why a file of it could not be read, a sentence each.
    pub unread: Vec<String>,
    /// True where there is a file at all.
    pub is_there: bool,
    /// Where it is.
    pub place: PathBuf,
}

/// What a reading did.
#[derive(Debug, Default)]
pub struct Received {
    /// What was taken.
    pub made: Vec<Made>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
    /// True where there is an inbox.
    pub is_there: bool,
}

impl Inbox {
    /// How many lines would do something, or wait for somebody.
    pub fn waits(&self) -> usize {
        self.stock.made.len() + self.stock.to_mend().count()
    }
}

impl Store {
    /// Where the inbox is: the setting, else beside the journal.
    ///
    /// # Errors
    /// Where the setting names no path here.
    pub fn inbox_place(&self, settings: &Settings) -> Result<PathBuf, Problem> {
        let journal = paths::resolve(self.path())?;
        let Some(chosen) = &settings.inbox else { return paths::resolve(&journal.with_file_name(NAME)) };
        // a link leads to the file that the phone writes: that is the one to answer and to tidy
        let place = paths::resolve(&paths::typed(Path::new(&**chosen), self.home_folder())?)?;
        let own = [super::lock::path(&journal), super::drafts::path(&journal), backups::folder(&journal), journal];
        if own.contains(&place) {
            return Err(Problem::NoBackup(format!(
                "The inbox cannot be {}, which is twinge\u{2019}s own; name another file: `twinge settings inbox=~/Sync/inbox.txt`.",
                place.display()
            )));
        }
        Ok(place)
    }

    /// The files of the inbox and how they look: where that is the same, there is nothing new in them.
    pub fn inbox_files(&self, settings: &Settings, now: At) -> Vec<(PathBuf, Stamp)> {
        let Some(place) = self.inbox_place(settings).ok().filter(|_| !self.is_demo()) else { return Vec::new() };
        let mut found = found_in(&place, false, now.local().date());
        found.extend(done_of(&place).into_iter().map(|path| (path, false)));
        found.into_iter().filter_map(|(path, _)| Stamp::of(&path).map(|stamp| (path, stamp))).collect()
    }

    /// Looks into the inbox, or into that file in its place; takes nothing.
    ///
    /// # Errors
    /// Where its place cannot be found.
    pub fn look_into_inbox(&self, journal: &Journal, given: Option<&Path>, clock: Clock) -> Result<Inbox, Problem> {
        if self.is_demo() {
            return Ok(Inbox::default());
        }
        let place = given.map_or_else(|| self.inbox_place(&journal.settings), |path| Ok(path.to_owned()))?;
        let mut inbox = Inbox { place, ..Inbox::default() };
        let today = clock.now.local().date();
        let files = files_of(&inbox.place, given.is_some(), today, &mut inbox.unread);
        inbox.is_there = !files.is_empty();
        if inbox.is_there {
            inbox.stock = take_stock(&files, journal, clock, &self.dismissed());
        }
        Ok(inbox)
    }

    /// Takes what is new in the inbox into a journal whose lock is held. What cannot be read waits: it must not keep the
    /// change from being saved that is under way.
    pub fn receive(&self, journal: &mut Journal, clock: Clock) -> Option<Inbox> {
        let inbox = self.look_into_inbox(journal, None, clock).ok()?;
        if inbox.stock.made.len() > MOST_UNASKED {
            return None;
        }
        take(journal, &inbox, clock);
        inbox.is_there.then_some(inbox)
    }

    /// Reads the inbox, or that file in its place, into the journal, as one change where something in it is new.
    ///
    /// # Errors
    /// Where the disk fails; the journal is as it was.
    pub fn read_inbox(&self, given: Option<&Path>, is_asked: bool, clock: Clock) -> Result<Received, Failure> {
        let opened = self.open(clock.now)?;
        let mut inbox = self.look_into_inbox(&opened.journal, given, clock)?;
        let (mut journal, mut notes) = (opened.journal, Vec::new());
        let is_many = inbox.stock.made.len() > MOST_UNASKED && !is_asked;
        if is_many {
            notes.push(format!("{} new lines are in the inbox; `twinge inbox` takes them.", inbox.stock.made.len()));
            inbox.stock.made.clear();
        } else if let (Some(message), false) = (&opened.read_only, inbox.stock.made.is_empty()) {
            notes.push(message.clone());
            inbox.stock.made.clear();
        } else if !inbox.stock.made.is_empty() {
            let mut is_known = false;
            let saved = self.commit(clock.now, |journal| {
                let again =
                    self.look_into_inbox(journal, given, clock).map_err(|problem| Refusal::new(problem.to_string()))?;
                is_known = again.stock.made.is_empty();
                if is_known {
                    // another program took them; a refusal leaves the file as it is
                    return Err(Refusal::new("The journal has all of it already."));
                }
                take(journal, &again, clock);
                Ok(again)
            });
            match saved {
                Ok(saved) => {
                    notes.extend(saved.upgraded.into_iter().chain(saved.notes));
                    (inbox, journal) = (saved.outcome, saved.journal);
                }
                Err(Failure::Refusal(_)) if is_known => inbox.stock.made.clear(),
                Err(failure) => return Err(failure),
            }
        }
        if given.is_none() && !is_many {
            notes.extend(self.answer_inbox(&journal, &inbox, clock));
        }
        notes.extend(inbox.unread);
        Ok(Received { made: inbox.stock.made, waiting: inbox.stock.waiting, notes, is_there: inbox.is_there })
    }

    /// Says beside the inbox what became of it, and remembers what stood there. Returns what is to be known here.
    pub fn answer_inbox(&self, journal: &Journal, inbox: &Inbox, clock: Clock) -> Vec<String> {
        if !inbox.is_there || self.is_demo() {
            return Vec::new();
        }
        let notes = self.corrected(journal, inbox);
        let text = answers::text(journal, &inbox.stock.ids, &inbox.stock.waiting, clock.now);
        let file = answers_of(&inbox.place);
        let is_same = read::any(&file).ok().flatten().is_some_and(|file| file.bytes == text.as_bytes());
        if let (false, Some(folder)) = (is_same, file.parent()) {
            // they are for the phone; what was taken is safe without them
            let _ = write::replace(&file, folder, text.as_bytes(), || Ok(()));
        }
        notes
    }

    /// What is said of lines that were corrected after they had been read.
    fn corrected(&self, journal: &Journal, inbox: &Inbox) -> Vec<String> {
        let Some(list) = self.own_list(&seen_at(&inbox.place)) else {
            return Vec::new();
        };
        let seen = ids_in(&list);
        let mut fresh: Vec<&Made> = inbox.stock.made.iter().collect();
        let gone = seen.iter().filter(|id| !inbox.stock.ids.contains(id)).filter_map(|id| journal.find(*id));
        let start = journal.day_starts_at();
        let said = |item: &dyn Item| item.describe(&journal.settings);
        let notes = gone.filter_map(|old| {
            // what was corrected says most of it again; another entry of that day does not
            let is_new = |made: &&Made| {
                let item = made.entry.item();
                (item.kind(), item.at().day(start)) == (old.kind(), old.at().day(start))
                    && says_most_of(&said(old), &said(item))
            };
            let new = fresh.remove(fresh.iter().position(is_new)?);
            let when = when::say(old.at(), &journal.settings);
            Some(format!(
                "\u{201c}{}\u{201d} of {when} is no longer in the inbox and \u{201c}{}\u{201d} is new; both are kept. `twinge delete {}` removes the old one.",
                said(old), said(new.entry.item()), journal.short(old.id())
            ))
        });
        let notes: Vec<String> = notes.collect();
        if seen != inbox.stock.ids {
            write_ids(&list, &inbox.stock.ids);
        }
        notes
    }

    /// Says nothing more of a waiting line.
    ///
    /// # Errors
    /// Where that cannot be written down.
    pub fn dismiss_line(&self, id: Id) -> Result<(), Problem> {
        let Some(list) = self.own_list(DISMISSED) else { return Ok(()) };
        let mut all = ids_in(&list);
        all.insert(id);
        keep_ids(&list, &all)
    }

    fn dismissed(&self) -> HashSet<Id> {
        self.own_list(DISMISSED).map(|list| ids_in(&list)).unwrap_or_default()
    }

    /// Moves a quiet inbox away, where all that could be taken is in the journal, and begins a new one with what waits.
    /// Returns where it is now.
    ///
    /// # Errors
    /// Where it is no file, changed a moment ago, or the disk fails; it stays where it is then.
    pub fn tidy_inbox(&self, clock: Clock) -> Result<PathBuf, Failure> {
        let journal = self.open(clock.now)?.journal;
        let place = self.inbox_place(&journal.settings)?;
        let Some(file) = read::open(&place)? else {
            return Err(Refusal::new(format!("There is no file {}; nothing was moved.", place.display())).into());
        };
        if age(&file.meta).is_some_and(|age| age < TIDY) {
            let message = "The inbox changed less than a minute ago; try again when the phone has left it alone.";
            return Err(Refusal::new(message).into());
        }
        let folder = place.with_file_name(DONE);
        folders::make_one(&folder)?;
        let stem = clock.now.local().format("%Y-%m-%d-%H%M%S");
        // how long it was tells which lines of it were carried over, if somebody still writes to it
        let to = folder.join(format!("{stem}-{}.txt", file.meta.len()));
        if to.symlink_metadata().is_ok() {
            return Err(Refusal::new("The inbox was tidied this very second; nothing was moved.").into());
        }
        let waiting = self.look_into_inbox(&journal, None, clock)?.stock;
        if !waiting.made.is_empty() {
            return Err(Refusal::new("New lines came in meanwhile; read them first, with `twinge inbox`.").into());
        }
        std::fs::rename(&place, &to).map_err(Problem::io("move", &place))?;
        let _ = std::fs::File::open(&folder).and_then(|folder| write::sync_folder(&folder));
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut text = String::new();
        for waiting in waiting.waiting.iter().filter(|waiting| waiting.line.file == name) {
            text += &(waiting.line.mended()
                + "
");
        }
        if !text.is_empty() {
            use std::io::Write as _;
            let open = std::fs::OpenOptions::new().append(true).create(true).open(&place);
            open.and_then(|mut new| new.write_all(text.as_bytes())).map_err(Problem::io("write", &place))?;
        }
        self.read_inbox(None, true, clock)?;
        Ok(to)
    }
}

/// True where half of the words of one are in the other too.
fn says_most_of(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    2 * shared >= one.len().max(other.len())
}

/// The list of what stood in the inbox there when it was last read.
pub(super) fn seen_at(place: &Path) -> String {
    format!("inbox-seen-{}", print(place.as_os_str().as_encoded_bytes()))
}

fn take(journal: &mut Journal, inbox: &Inbox, clock: Clock) {
    let made = &inbox.stock.made;
    if !made.is_empty() {
        journal.receive(made.iter().map(|made| (made.entry.clone(), made.stamp)), clock.now);
    }
}

/// The answers beside an inbox, or within a folder of notes.
pub(super) fn answers_of(place: &Path) -> PathBuf {
    let stem = place.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    if place.is_dir() {
        place.join(format!("inbox{ANSWERS}.txt"))
    } else {
        place.with_file_name(format!("{stem}{ANSWERS}.txt"))
    }
}

/// How long ago a file changed; nothing where that lies ahead.
fn age(meta: &std::fs::Metadata) -> Option<Duration> {
    meta.modified().ok()?.elapsed().ok()
}

/// The files of an inbox.
fn files_of(place: &Path, is_given: bool, today: NaiveDate, unread: &mut Vec<String>) -> Vec<InboxFile> {
    let found = found_in(place, is_given, today);
    let mut files: Vec<InboxFile> = Vec::new();
    let mut take = |path: &Path, is_note: bool, carried: usize| match one(path) {
        Ok(Some((text, is_young))) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push(InboxFile { name, text, is_note, is_young, carried });
        }
        Ok(None) => {}
        Err(message) => unread.push(message),
    };
    found.iter().for_each(|(path, is_note)| take(path, *is_note, 0));
    if !is_given {
        for path in done_of(place) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let carried = stem.rsplit('-').next().and_then(|length| length.parse().ok()).unwrap_or(usize::MAX);
            take(&path, false, carried);
        }
    }
    files
}

/// The files of an inbox that are there, each with whether it is a note.
fn found_in(place: &Path, is_given: bool, today: NaiveDate) -> Vec<(PathBuf, bool)> {
    let mut found: Vec<(PathBuf, bool)> = Vec::new();
    if place.is_dir() {
        notes_in(place, 0, today, &mut found);
        return found;
    }
    found.push((place.to_owned(), false));
    if !is_given {
        found.extend(copies_of(place).into_iter().map(|path| (path, false)));
    }
    found
}

/// The files that were tidied away last.
fn done_of(place: &Path) -> Vec<PathBuf> {
    let done = if place.is_dir() { place.join(DONE) } else { place.with_file_name(DONE) };
    names_in(&done).into_iter().rev().take(AGAIN).collect()
}

/// A file's text, and whether it changed a moment ago.
fn one(path: &Path) -> Result<Option<(String, bool)>, String> {
    let found = match read::open(path) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(None),
        Err(problem) => return Err(problem.to_string()),
    };
    if found.meta.len() > LONGEST {
        return Err(format!("{} is too long for an inbox; begin a new one.", path.display()));
    }
    let is_young = age(&found.meta).is_some_and(|age| age < QUIET);
    let mut bytes = Vec::new();
    found.file.take(LONGEST).read_to_end(&mut bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    // of a letter of several bytes the end may still be written
    Ok(Some((String::from_utf8_lossy(&bytes).into_owned(), is_young)))
}

/// The plain names in a folder, sorted.
fn names_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    all.retain(|path| !path.file_name().unwrap_or_default().to_string_lossy().starts_with('.'));
    all.sort();
    all
}

/// Copies of an inbox that a sync engine left beside it: the lines in them are read like its own.
fn copies_of(place: &Path) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (place.parent(), place.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy().into_owned();
    let stem = place.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_copy = |path: &PathBuf| {
        let other = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let lower = other.to_lowercase();
        other != name
            && lower.starts_with(&stem)
            && !lower.starts_with(&format!("{stem}{ANSWERS}"))
            && left_by(&name, &other).is_some()
            && path.is_file()
    };
    names_in(folder).into_iter().filter(is_copy).collect()
}

/// Files of a folder of notes: those with a date in their name that is not long ago, and those that are called inbox.
fn notes_in(folder: &Path, deep: usize, today: NaiveDate, found: &mut Vec<(PathBuf, bool)>) {
    for path in names_in(folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            if deep < DEEP && name != DONE {
                notes_in(&path, deep + 1, today, found);
            }
            continue;
        }
        let is_note = name.ends_with(".md");
        let is_recent = dates::in_name(&name).is_some_and(|day| (today - day).num_days().abs() <= DAYS);
        let is_inbox = name.starts_with("inbox") && !name.starts_with(&format!("inbox{ANSWERS}"));
        if (is_note || name.ends_with(".txt")) && (is_recent || is_inbox) && found.len() < MOST_NOTES {
            found.push((path, is_note && !is_inbox));
        }
    }
}

fn ids_in(list: &Path) -> HashSet<Id> {
    lines_in(list).iter().filter_map(|line| uuid::Uuid::try_parse(line).ok().map(Id)).collect()
}

/// Remembers ids; where that fails a sentence is missing later, nothing else.
fn write_ids(list: &Path, ids: &HashSet<Id>) {
    let _ = keep_ids(list, ids);
}

fn keep_ids(list: &Path, ids: &HashSet<Id>) -> Result<(), Problem> {
    let mut all: Vec<String> = ids.iter().map(ToString::to_string).collect();
    all.sort();
    keep_lines(list, &all)
}
