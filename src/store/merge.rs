//! Another copy of the journal put into it: read, put together under the lock, saved like any change. Also the two sides
//! of a conflict that a version control system left in the journal itself.

use std::path::{Path, PathBuf};

use super::copies::FoundCopy;
use super::problem::Problem;
use super::{Failure, Saved, Store, folders, lock, paths, read, restore, undo, write};
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::{Journal, VERSION};
use crate::domain::refusal::Refusal;
use crate::formats::{conflict_text, journal_json};
use crate::merge::apply::merge;
use crate::merge::clocks;
use crate::merge::decision::Decision;

/// What a merge of several files decided, file by file.
pub type Decisions = Vec<Vec<Decision>>;

/// Other copies that lie beside the journal, and what putting them into it changes.
#[derive(Debug, Default)]
pub struct Offer {
    /// Which, and who left them.
    pub message: String,
    /// The names of those that can be read.
    pub names: Vec<String>,
    /// What is decided, by file.
    pub decisions: Decisions,
    /// False where the journal has all of it already.
    pub changes: bool,
    /// True where there is something to put together.
    pub is_ready: bool,
    /// Why one cannot be.
    pub problem: Option<String>,
}

/// What a merge would do, or did.
#[derive(Debug)]
pub struct MergePlan {
    /// The journal as it is afterwards.
    pub journal: Journal,
    /// What is decided, by file.
    pub decisions: Decisions,
    /// False where every file holds nothing that the journal has not.
    pub changes: bool,
}

/// The journal in a file, made one of this version.
///
/// # Errors
/// Where it cannot be read as a journal, or is of a newer version.
pub fn read_copy(path: &Path) -> Result<Journal, Problem> {
    let Some(file) = read::whole(path)? else {
        return Err(Problem::NoBackup(format!("There is no file {}.", path.display())));
    };
    parse_copy(path, &file.bytes)
}

/// The journal in these bytes, made one of this version.
///
/// # Errors
/// Where they are no journal, or one of a newer version.
pub fn parse_copy(path: &Path, bytes: &[u8]) -> Result<Journal, Problem> {
    let mut journal = journal_json::read(bytes).map_err(|fault| {
        let (line, column, message) = (fault.line, fault.column, fault.message);
        let path = path.display();
        Problem::BadBackup(format!(
            "{path}, line {line}, column {column}: {message}. It was left as it is; nothing was merged."
        ))
    })?;
    if journal.version > VERSION {
        let (path, version) = (path.display(), journal.version);
        return Err(Problem::BadBackup(format!(
            "{path} was written by a newer twinge (version {version}); merge it with that one. Nothing was merged."
        )));
    }
    journal.upgrade(0);
    Ok(journal)
}

fn refuse_another(ours: &Journal, others: &[(PathBuf, Journal)], both: bool) -> Result<(), Refusal> {
    let is_another = |other: &Journal| {
        let (one, two) = (ours.journal, other.journal);
        one.zip(two).is_some_and(|(one, two): (Id, Id)| one != two) && !ours.is_empty() && !other.is_empty()
    };
    match others.iter().find(|(_, other)| is_another(other)) {
        Some((path, _)) if !both => Err(Refusal::new(format!(
            "{} is another journal than this one, not a copy of it; nothing was merged. `--both` puts the two into one.",
            path.display()
        ))),
        _ => Ok(()),
    }
}

impl Store {
    /// What merging these would do; nothing is written.
    ///
    /// # Errors
    /// Where one is another journal, or this one cannot be read.
    pub fn plan_merge(&self, others: &[(PathBuf, Journal)], both: bool, now: At) -> Result<MergePlan, Failure> {
        let mut journal = self.open(now)?.journal;
        let is_old = journal.version < VERSION;
        journal.upgrade(0);
        let (decisions, changes) = put_together(&mut journal, others, both, now)?;
        Ok(MergePlan { journal, decisions, changes: changes || is_old })
    }

    /// Merges these, as one change; nothing where the journal has all of it already.
    ///
    /// # Errors
    /// Where one is another journal, or the disk fails; the file is as it was.
    pub fn merge(
        &self,
        others: &[(PathBuf, Journal)],
        both: bool,
        now: At,
    ) -> Result<Option<Saved<Decisions>>, Failure> {
        let mut is_known = false;
        let saved = self.commit(now, |journal| {
            journal.upgrade(0);
            let (decisions, changes) = put_together(journal, others, both, now)?;
            is_known = !changes;
            // a refusal leaves the file as it is
            if changes { Ok(decisions) } else { Err(Refusal::new("The journal has all of it already.")) }
        });
        match saved {
            Err(Failure::Refusal(_)) if is_known => Ok(None),
            saved => {
                let saved = saved?;
                self.keep_changed_clearance(of_clearance(&names(others), &saved.outcome));
                Ok(Some(saved))
            }
        }
    }

    /// What lies beside the journal, and what putting it together changes; nothing where nothing does.
    pub fn offer_copies(&self, now: At) -> Option<Offer> {
        let copies = self.copies();
        if copies.is_empty() {
            return None;
        }
        let told: Vec<String> = copies.iter().map(FoundCopy::describe).collect();
        let mut offer =
            Offer { message: format!("Another copy of the journal: {}", told.join("; ")), ..Offer::default() };
        let mut others = Vec::new();
        for copy in copies.into_iter().filter(|copy| copy.is_journal) {
            match read_copy(&copy.path) {
                Ok(other) => {
                    offer.names.push(copy.name());
                    others.push((copy.path, other));
                }
                Err(problem) => offer.problem = Some(problem.to_string()),
            }
        }
        if others.is_empty() {
            return Some(offer);
        }
        match self.plan_merge(&others, false, now) {
            Ok(plan) => (offer.decisions, offer.changes, offer.is_ready) = (plan.decisions, plan.changes, true),
            Err(failure) => offer.problem = Some(failure.to_string()),
        }
        Some(offer)
    }

    /// Puts what lies beside the journal into it, then away under the backups. Returns what to say.
    ///
    /// # Errors
    /// Where the disk fails; the journal is as it was.
    pub fn merge_copies(&self, now: At) -> Result<String, Failure> {
        let copies = self.copies();
        let (mut others, mut taken) = (Vec::new(), Vec::new());
        for copy in copies.into_iter().filter(|copy| copy.is_journal) {
            // one that cannot be read stays, and stays named
            if let Ok(other) = read_copy(&copy.path) {
                others.push((copy.path.clone(), other));
                taken.push(copy);
            }
        }
        if others.is_empty() {
            return Err(
                Refusal::new("There is no other copy that can be put into the journal; nothing was changed.").into()
            );
        }
        let changes = self.merge(&others, false, now)?.is_some();
        let mut left = Vec::new();
        for copy in &taken {
            match self.set_copy_aside(copy) {
                Ok(Some(_)) => {}
                Ok(None) => left.push(format!("{} was written again meanwhile.", copy.name())),
                Err(problem) => left.push(problem.to_string()),
            }
        }
        let did = if changes { "Merged." } else { "The journal has all of it already." };
        let away = if left.is_empty() {
            " The copy is kept under backups.".to_owned()
        } else {
            format!(" {}", left.join(" "))
        };
        Ok(format!("{did}{away}"))
    }

    /// Puts times that lie ahead of the clock to now. Returns how many things carried one.
    ///
    /// # Errors
    /// Where there are none, or the disk fails.
    pub fn restamp(&self, now: At) -> Result<usize, Failure> {
        let saved = self.commit(now, |journal| match clocks::restamp(journal, now) {
            0 => Err(Refusal::new("No change carries a time that is ahead of this clock; nothing was changed.")),
            n => Ok(n),
        })?;
        Ok(saved.outcome)
    }

    /// Takes both sides out of a journal in which a version control system left its conflict markers, and merges them. The
    /// file as it was is kept beside it. Returns what was decided and where that is.
    ///
    /// # Errors
    /// Where there are no markers, a side is no journal, or the disk fails; the file is as it was.
    pub fn merge_sides(&self, write_it: bool, now: At) -> Result<(MergePlan, Option<PathBuf>), Failure> {
        let real = paths::resolve(self.path())?;
        let folder = folders::make_folder(&real)?;
        let lock = lock::take(&real)?;
        let Some(file) = read::any(&real)? else {
            return Err(Problem::NoBackup(format!("There is no file {}.", real.display())).into());
        };
        let text = String::from_utf8_lossy(&file.bytes);
        let path = real.display();
        let sides =
            conflict_text::sides(&text).map_err(|why| Refusal::new(format!("{path}: {why} Nothing was changed.")))?;
        let mut journal = parse_copy(&real, sides.ours.as_bytes())?;
        let theirs = parse_copy(&real, sides.theirs.as_bytes())?;
        let (decisions, _) = merge(&mut journal, [&theirs], now);
        let bytes = journal_json::write(&journal);
        let plan = |journal| MergePlan { journal, decisions, changes: true };
        if !write_it {
            return Ok((plan(journal), None));
        }
        write::sweep(&folder, &[&real]);
        let aside = restore::free_aside(&real, now)?;
        restore::begin_lists_anew(&mut journal, aside.as_deref());
        let lists = undo::prepare(self.state(), &real, &journal, undo::Fetched::of_replaced())?;
        write::replace(&real, &folder, &bytes, || {
            if !lock.holds()? || read::Stamp::of(&real) != Some(file.stamp) {
                return Err(Problem::Unlocked);
            }
            restore::set_aside(&real, aside.as_deref())?;
            lists.put(&mut None).map(drop)
        })?;
        let plan = plan(journal);
        self.keep_changed_clearance(of_clearance(&["the other side"], &plan.decisions));
        Ok((plan, aside))
    }
}

/// What was decided of the clearance, a sentence each.
fn of_clearance(names: &[impl AsRef<str>], decisions: &Decisions) -> Vec<String> {
    let by_file = names.iter().zip(decisions);
    let those =
        by_file.flat_map(|(name, all)| all.iter().filter(|one| one.is_of_clearance()).map(move |one| (name, one)));
    those.map(|(name, one)| one.describe(name.as_ref())).collect()
}

fn names(others: &[(PathBuf, Journal)]) -> Vec<String> {
    others.iter().map(|(path, _)| path.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect()
}

fn put_together(
    journal: &mut Journal,
    others: &[(PathBuf, Journal)],
    both: bool,
    now: At,
) -> Result<(Decisions, bool), Refusal> {
    refuse_another(journal, others, both)?;
    Ok(merge(journal, others.iter().map(|(_, other)| other), now))
}
