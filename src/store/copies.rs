//! Other copies of the journal that a sync engine, an editor or git left beside it. What a file is, its content tells; its
//! name only who left it. They are named and waited for; nothing is done to them but what a merge does.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::own_lists::{CLEARANCE, DISMISSED, IGNORED, TYPED, keep_lines, lines_in};
use super::problem::Problem;
use super::read::{self, Stamp};
use super::{Store, backups, folders, paths, write};
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::{FORMAT, Journal};
use crate::formats::journal_json;
use crate::merge::copy_name::{is_surely_a_copy, left_by, under_way};

/// How much of a file tells what it is, bytes.
const START: u64 = 200;
/// A file that was written so short a time ago may still be under way.
const YOUNG: Duration = Duration::from_secs(2);

/// A copy of the journal beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundCopy {
    /// Where.
    pub path: PathBuf,
    /// Who left it, where its name says so.
    pub by: Option<&'static str>,
    /// True where it begins as a journal does.
    pub is_journal: bool,
    /// What tells whether it changed since.
    pub stamp: Stamp,
}

impl FoundCopy {
    /// Its name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What it is, in words.
    pub fn describe(&self) -> String {
        let by = self.by.map(|by| format!(", left by {by}")).unwrap_or_default();
        let unread = if self.is_journal { "" } else { "; it cannot be read as a journal and is left alone" };
        format!("{}{by}{unread}", self.name())
    }
}

/// What to say of copies that were found, with the one command; nothing where there are none.
pub fn describe(copies: &[FoundCopy]) -> Option<String> {
    let names: Vec<String> = copies.iter().map(FoundCopy::describe).collect();
    let (what, lies) = match copies.len() {
        0 => return None,
        1 => ("Another copy", "lies"),
        _ => ("Other copies", "lie"),
    };
    let todo = match copies.iter().any(|copy| copy.is_journal) {
        true => "`twinge merge` puts both together (`-n` shows what that changes).",
        false => "Look into it, then move it away.",
    };
    Some(format!("{what} of the journal {lies} beside it: {}. {todo}", names.join("; ")))
}

impl Store {
    /// The copies beside the journal, and beside what its link leads to.
    pub fn copies(&self) -> Vec<FoundCopy> {
        if self.is_demo() {
            return Vec::new();
        }
        let Ok(real) = paths::resolve(self.path()) else { return Vec::new() };
        let given = std::path::absolute(self.path()).unwrap_or_else(|_| real.clone());
        let mut found = beside(&real, &real);
        if given.parent() != real.parent() {
            found.extend(beside(&given, &real));
        }
        if found.is_empty() {
            return found;
        }
        let ignored = self.ignored_copies();
        found.retain(|copy| {
            ignored.is_empty()
                || !read::any(&copy.path).ok().flatten().is_some_and(|file| ignored.contains(&print(&file.bytes)))
        });
        found.sort_by(|one, two| one.path.cmp(&two.path));
        found.dedup_by(|one, two| one.path == two.path);
        found
    }

    /// All that belongs to the journal: what it is, and where.
    ///
    /// # Errors
    /// Where the journal's place cannot be found.
    pub fn places(&self, now: At) -> Result<Vec<(&'static str, PathBuf)>, Problem> {
        let real = paths::resolve(self.path())?;
        let mut all = vec![
            ("journal", real.clone()),
            ("backups", backups::folder(&real)),
            ("half-typed forms", super::drafts::path(&real)),
            ("lock", super::lock::path(&real)),
        ];
        all.extend(
            self.state()
                .map(Path::to_owned)
                .or_else(|| real.parent().map(Path::to_owned))
                .map(|state| ("what can be undone", state.join("undo"))),
        );
        let inbox = |settings| self.inbox_place(settings).ok().filter(|_| !self.is_demo());
        // without a journal that can be read the inbox is where it is without a setting
        let settings = self.open(now).map(|opened| opened.journal.settings).unwrap_or_default();
        if let Some(inbox) = inbox(&settings) {
            all.push(("what the phone writes", inbox.clone()));
            all.push(("what twinge answers it", super::inbox::answers_of(&inbox)));
            all.extend(
                self.own_list(&super::inbox::seen_at(&inbox)).map(|list| ("what stood in the inbox last", list)),
            );
        }
        for (what, name) in [
            ("lines of the inbox that were dismissed", DISMISSED),
            ("copies that are kept on purpose", IGNORED),
            ("changes of the clearance that nobody has seen yet", CLEARANCE),
            ("lines typed on the screen that entered nothing", TYPED),
        ] {
            all.extend(self.own_list(name).map(|list| (what, list)));
        }
        all.extend(self.cache().map(|folder| ("what was imported (can be lost)", folder.to_owned())));
        Ok(all)
    }

    fn ignored_copies(&self) -> Vec<String> {
        self.own_list(IGNORED).map(|list| lines_in(&list)).unwrap_or_default()
    }

    /// Says nothing more of a copy that is kept on purpose, as long as its content is the same.
    ///
    /// # Errors
    /// Where it cannot be read, or that cannot be written down.
    pub fn ignore_copy(&self, copy: &Path) -> Result<(), Problem> {
        let Some(file) = read::any(copy)? else {
            return Err(Problem::NoBackup(format!("There is no file {}.", copy.display())));
        };
        let Some(list) = self.own_list(IGNORED) else { return Ok(()) };
        let mut all = self.ignored_copies();
        all.push(print(&file.bytes));
        all.sort();
        all.dedup();
        keep_lines(&list, &all)
    }

    /// Moves a copy that was merged under the backups. Returns where it lies now; nothing where it changed meanwhile, and
    /// stays.
    ///
    /// # Errors
    /// Where it cannot be moved; it stays where it is then.
    pub fn set_copy_aside(&self, copy: &FoundCopy) -> Result<Option<PathBuf>, Problem> {
        let real = paths::resolve(self.path())?;
        if Stamp::of(&copy.path) != Some(copy.stamp) {
            return Ok(None);
        }
        let folder = backups::folder(&real);
        folders::make_one(&folder)?;
        let name = copy.path.file_name().unwrap_or_default();
        let free = (1..1000).map(|n| {
            folder.join(if n == 1 {
                name.to_owned()
            } else {
                let mut name = name.to_owned();
                name.push(format!("-{n}"));
                name
            })
        });
        let free = free.into_iter().find(|path| path.symlink_metadata().is_err());
        let to = free.ok_or_else(|| Problem::io("set aside", &copy.path)(std::io::ErrorKind::AlreadyExists.into()))?;
        std::fs::rename(&copy.path, &to).map_err(Problem::io("set aside", &copy.path))?;
        // it lies there whether or not the disk confirms it; where not, it is found once more and merged once more
        let _ = std::fs::File::open(&folder).and_then(|folder| write::sync_folder(&folder));
        Ok(Some(to))
    }
}

/// True where a path names that copy.
pub fn is_that(copy: &FoundCopy, path: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    copy.path == path || real(&copy.path).is_some_and(|one| Some(one) == real(path))
}

/// The content of a file in a few letters.
pub(super) fn print(bytes: &[u8]) -> String {
    let mix = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}-{}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix), bytes.len())
}

fn beside(journal: &Path, real: &Path) -> Vec<FoundCopy> {
    let (Some(folder), Some(name)) = (journal.parent(), journal.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy().into_owned();
    let stem = backups::stem(journal).to_lowercase();
    let own = [format!("{name}.lock"), name.clone()];
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_candidate = |other: &str| {
        let lower = other.to_lowercase();
        (lower.starts_with(&stem) || lower.starts_with("[conflict"))
            && !own.iter().any(|own| own == other)
            && !other.starts_with(&format!("{}.replaced-", backups::stem(journal)))
    };
    let mut id: Option<Option<Id>> = None;
    let mut found = Vec::new();
    for entry in entries.flatten().filter(|entry| is_candidate(&entry.file_name().to_string_lossy())) {
        let (path, other) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path == real || under_way(&other).iter().any(|under_way| folder.join(under_way).exists()) {
            continue;
        }
        let Ok(Some(file)) = read::open(&path) else { continue };
        let is_young = file.meta.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age < YOUNG);
        let stamp = Stamp::from(&file.meta);
        let mut start = Vec::new();
        if file.file.take(START).read_to_end(&mut start).is_err() || is_young {
            continue;
        }
        let by = left_by(&name, &other);
        let text = String::from_utf8_lossy(&start);
        let begins = text.contains("\"format\"") && text.contains(FORMAT);
        if !begins {
            if is_surely_a_copy(&name, &other) {
                found.push(FoundCopy { path, by, is_journal: false, stamp });
            }
            continue;
        }
        let ours = *id.get_or_insert_with(|| id_of(real));
        if let Some(is_journal) = is_copy(&path, &text, ours, by.is_some()) {
            found.push(FoundCopy { path, by, is_journal, stamp });
        }
    }
    found
}

/// The id of the journal at a path, as the start of the file gives it.
fn id_of(path: &Path) -> Option<Id> {
    let mut start = Vec::new();
    read::open(path).ok()??.file.take(START).read_to_end(&mut start).ok()?;
    id_in(&String::from_utf8_lossy(&start)).or_else(|| id_of_whole(path))
}

fn id_in(start: &str) -> Option<Id> {
    let rest = start.split("\"journal\"").nth(1)?.split('"').nth(1)?;
    uuid::Uuid::try_parse(rest).ok().map(Id)
}

fn id_of_whole(path: &Path) -> Option<Id> {
    let file = read::whole(path).ok()??;
    let mut journal: Journal = journal_json::read(&file.bytes).ok()?;
    journal.upgrade(0);
    journal.journal
}

/// Whether a file that begins as a journal is a copy of ours: true where it can be read, false where it cannot; nothing
/// where it is another journal.
fn is_copy(path: &Path, start: &str, ours: Option<Id>, is_named: bool) -> Option<bool> {
    if let (Some(ours), Some(theirs)) = (ours, id_in(start)) {
        return (ours == theirs).then(|| can_be_read(path)).filter(|can| *can || is_named);
    }
    let theirs = id_of_whole(path);
    match theirs {
        Some(theirs) => (ours.is_none_or(|ours| ours == theirs)).then_some(true),
        None => is_named.then_some(false),
    }
}

/// A short look only: whether it ends as a journal does. A merge reads all of it.
fn can_be_read(path: &Path) -> bool {
    let file = read::any(path).ok().flatten();
    file.is_some_and(|file| {
        file.bytes.trim_ascii_end().ends_with(b"}")
            && crate::formats::conflict_text::first_marker(&file.bytes).is_none()
    })
}
