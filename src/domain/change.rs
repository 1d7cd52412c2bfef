//! Changes as values: what may be done to a journal, its inverse, and undo.

use chrono::Days;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::day::At;
use super::entry::Item;
use super::entry::{Entry, Fingerprint};
use super::id::Id;
use super::journal::{Deleted, Journal, Lost};
use super::json_words;
use super::kind::Kind;
use super::orthotics::Gear;
use super::record::{JsonField, Object, Raw, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::{Seen, StampedKind, Stamps, TIMES, after, same};
use super::steps::{Progress, Step};
use super::therapy::programme;
use super::therapy::{self, Exercise};
use super::when;

/// How many changes can be undone.
pub const UNDO_DEPTH: usize = 50;
/// Days for which the bin keeps what was in a deleted entry.
const BIN_DAYS: u64 = 90;

/// Something to do to a journal. Applied to the journal as it is then, not as it was when the change was thought of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A new entry.
    Add(Box<Entry>),
    /// A new entry out of somebody else's file, which can be read again: taken back, it leaves no deletion behind.
    Bring(Box<Entry>),
    /// An entry edited from what it was to what it shall be. Fields that somebody else changed meanwhile stay so.
    Edit {
        /// As it was when the edit began.
        was: Box<Entry>,
        /// As it shall be.
        now: Box<Entry>,
    },
    /// An entry goes to the bin.
    Delete(Id),
    /// A step moves on.
    Step {
        /// Which.
        step: Step,
        /// As it was.
        was: Box<Progress>,
        /// As it shall be.
        now: Box<Progress>,
    },
    /// Settings change.
    Settings {
        /// As they were.
        was: Box<Settings>,
        /// As they shall be.
        now: Box<Settings>,
    },
    /// The condition as told to me changes.
    Condition {
        /// As it was.
        was: Box<Condition>,
        /// As it shall be.
        now: Box<Condition>,
    },
    /// Inverse: an entry as it was before, unless it changed since.
    Restore {
        /// As it was.
        entry: Box<Entry>,
        /// What stands in its place now; nothing where it is in the bin.
        over: Option<Fingerprint>,
    },
    /// Inverse: an entry that was added goes to the bin, unless it changed since.
    Remove {
        /// Which.
        id: Id,
        /// What it said.
        print: Fingerprint,
    },
    /// Inverse: an entry that was brought goes without a trace, unless it changed since.
    Forget {
        /// Which.
        id: Id,
        /// What it said.
        print: Fingerprint,
    },
    /// Inverse: values that a merge put into the bin come out of it, and others go there.
    Lost {
        /// Those that come out.
        out: Vec<Lost>,
        /// Those that go in.
        into: Vec<Lost>,
    },
    /// Several changes, all or none.
    All(Vec<Change>),
    /// Inverse: what another copy brought goes, and what it changed is as it was; all or none.
    Unmerge(Vec<Change>),
    /// What another copy brought comes again; all or none.
    Merge(Vec<Change>),
}

impl JsonField for Change {}

record! {
    /// One change that can be taken back.
    Undo {
        /// When it was made.
        at: At,
        /// What takes it back, read when it is asked for: one that a newer twinge made rides along.
        change: Raw,
    }
}

/// A change that was taken back, or done again.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenBack {
    /// What it was, in words.
    pub message: String,
    /// What was done to take it back, or to do it again.
    pub change: Change,
    /// Why later ones could not be taken, each a sentence; they are tried no more.
    pub dropped: Vec<String>,
}

fn taken_already(id: Id) -> Refusal {
    Refusal::new(format!("There is an entry with the id {id} already."))
}

fn added_and_gone() -> Refusal {
    Refusal::new("The entry that was added has been deleted since; there is nothing left to take back.")
}

/// Names an entry in a refusal.
fn named(entry: &Entry, settings: &Settings) -> String {
    format!("The {} of {}", entry.item().kind().word(), when::say(entry.item().at(), settings))
}

impl Journal {
    /// Does a change and returns its inverse. `now` marks what changed. On a refusal nothing is changed.
    ///
    /// # Errors
    /// A sentence where the change does not fit the journal as it is now.
    pub fn apply(&mut self, change: Change, now: At) -> Result<Change, Refusal> {
        if self.exercises.is_empty() && edits_programme(&change) {
            return self.apply_first_edit(change, now);
        }
        match change {
            Change::Add(entry) => {
                let id = self.new_id(&entry)?;
                Ok(Change::Remove { id, print: self.insert(*entry, now) })
            }
            Change::Bring(entry) => {
                let id = self.new_id(&entry)?;
                Ok(Change::Forget { id, print: self.insert(*entry, now) })
            }
            Change::Edit { was, now: wanted } => {
                let there = self.find(was.item().id()).map(|item| item.entry()).ok_or_else(|| self.gone(&was))?;
                let merged = if there == *was { *wanted } else { merge_entries(&was, *wanted, &there)? };
                let over = Some(self.replace(&there, merged, now));
                Ok(Change::Restore { entry: Box::new(there), over })
            }
            Change::Delete(id) => {
                let entry = self.take(id).ok_or_else(|| Refusal::new("That entry is gone already."))?;
                self.put_in_bin(&entry, now);
                Ok(Change::Restore { entry: Box::new(entry), over: None })
            }
            Change::Step { step, was, now: wanted } => {
                let there = self.steps.get(step).clone();
                let mut merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, step.word())? };
                let before = Stamps::meant(there.modified, &there.stamps);
                (merged.modified, merged.stamps) = (there.modified, there.stamps.clone());
                if let Some(stamps) = StampedKind::Step.stamped(&before, &there, &merged, now) {
                    (merged.modified, merged.stamps) = (stamps.greatest(), stamps.beside_modified());
                }
                *self.steps.get_mut(step) = merged.clone();
                Ok(Change::Step { step, was: Box::new(merged), now: Box::new(there) })
            }
            Change::Settings { was, now: wanted } => {
                let there = self.settings.clone();
                let mut merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, "settings")? };
                let stamps = StampedKind::Settings.stamped(&there.stamps, &there, &merged, now);
                merged.stamps = stamps.unwrap_or_else(|| there.stamps.clone());
                self.settings = merged.clone();
                Ok(Change::Settings { was: Box::new(merged), now: Box::new(there) })
            }
            Change::Condition { was, now: wanted } => {
                let there = self.condition.clone();
                let mut merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, "condition")? };
                let stamps = StampedKind::Condition.stamped(&there.stamps, &there, &merged, now);
                merged.stamps = stamps.unwrap_or_else(|| there.stamps.clone());
                self.condition = merged.clone();
                Ok(Change::Condition { was: Box::new(merged), now: Box::new(there) })
            }
            Change::Restore { entry, over: None } => {
                let id = self.new_id(&entry).map_err(|_| self.changed_since(&entry))?;
                Ok(Change::Remove { id, print: self.insert(*entry, now) })
            }
            Change::Restore { entry, over: Some(over) } => {
                let there = self.unchanged(entry.item().id(), over).map_err(|there| match there {
                    Some(there) => self.changed_since(&there),
                    None => self.gone_since(&entry),
                })?;
                let over = Some(self.replace(&there, *entry, now));
                Ok(Change::Restore { entry: Box::new(there), over })
            }
            Change::Remove { id, print } => {
                let entry = self.take_unchanged(id, print)?;
                self.put_in_bin(&entry, now);
                Ok(Change::Restore { entry: Box::new(entry), over: None })
            }
            Change::Forget { id, print } => Ok(Change::Bring(Box::new(self.take_unchanged(id, print)?))),
            Change::Lost { out, into } => {
                self.swap_lost(&out, &into);
                Ok(Change::Lost { out: into, into: out })
            }
            Change::All(changes) => self.apply_all(changes, now).map(Change::All),
            Change::Unmerge(changes) => self.apply_exactly(changes, now).map(Change::Merge),
            Change::Merge(changes) => self.apply_exactly(changes, now).map(Change::Unmerge),
        }
    }

    /// The id of a new entry.
    fn new_id(&self, entry: &Entry) -> Result<Id, Refusal> {
        let id = entry.item().id();
        match self.find(id) {
            None => Ok(id),
            Some(_) => Err(taken_already(id)),
        }
    }

    /// The entry of an id, where it says what it said then; else what is there.
    fn unchanged(&self, id: Id, print: Fingerprint) -> Result<Entry, Option<Box<Entry>>> {
        match self.find(id).map(|item| item.entry()) {
            Some(there) if there.fingerprint() == print => Ok(there),
            there => Err(there.map(Box::new)),
        }
    }

    fn take_unchanged(&mut self, id: Id, print: Fingerprint) -> Result<Entry, Refusal> {
        let entry = self.unchanged(id, print).map_err(|there| match there {
            Some(there) => self.changed_since(&there),
            None => added_and_gone(),
        })?;
        self.take(id);
        Ok(entry)
    }

    /// The first edit of the programme writes the exercises that were built in until then.
    fn apply_first_edit(&mut self, change: Change, now: At) -> Result<Change, Refusal> {
        let before = self.deleted.clone();
        let as_seen = |exercise: Exercise| match &change {
            Change::Edit { was, .. } if was.item().id() == exercise.id => (**was).clone(),
            _ => Entry::Exercise(exercise),
        };
        let written: Vec<Entry> = therapy::starters(self, now).into_iter().map(as_seen).collect();
        let mut inverses: Vec<Change> = Vec::with_capacity(written.len() + 1);
        for entry in written {
            let id = entry.item().id();
            inverses.push(Change::Remove { id, print: self.insert(entry, now) });
        }
        match self.apply(change, now) {
            Ok(inverse) => inverses.push(inverse),
            Err(refusal) => {
                self.exercises.clear();
                self.deleted = before;
                return Err(refusal);
            }
        }
        inverses.reverse();
        Ok(Change::All(inverses))
    }

    fn apply_all(&mut self, changes: Vec<Change>, now: At) -> Result<Vec<Change>, Refusal> {
        let before = self.deleted.clone();
        let mut inverses = Vec::with_capacity(changes.len());
        for part in many::parts(changes) {
            match self.apply_part(part, now) {
                Ok(done) => inverses.extend(done),
                Err(refusal) => {
                    inverses.into_iter().rev().for_each(|inverse| self.put_back(inverse));
                    self.deleted = before;
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(inverses)
    }

    fn swap_lost(&mut self, out: &[Lost], into: &[Lost]) {
        self.lost.retain(|one| !out.contains(one));
        self.lost.extend(into.iter().cloned());
    }

    /// As [`Journal::apply_all`], and what nobody touched since gets its stamps as they were too: a merge that was taken
    /// back has never been, so that the next one with the same copy finds again what this one found.
    fn apply_exactly(&mut self, changes: Vec<Change>, now: At) -> Result<Vec<Change>, Refusal> {
        let untouched = |change: &&Change| match change {
            Change::Restore { entry, over: Some(_) } => {
                let id = entry.item().id();
                !self.deleted.iter().any(|deleted| deleted.id == id)
            }
            Change::Step { step, was, .. } => self.steps.get(*step) == &**was,
            Change::Settings { was, .. } => self.settings == **was,
            Change::Condition { was, .. } => self.condition == **was,
            _ => false,
        };
        let exact: Vec<Change> = changes.iter().filter(untouched).cloned().collect();
        let inverses = self.apply_all(changes, now)?;
        exact.into_iter().for_each(|change| self.put_back(change));
        Ok(inverses)
    }

    /// Takes back what was just done, to the last byte, as if it had never been.
    fn put_back(&mut self, inverse: Change) {
        match inverse {
            Change::Remove { id, .. } | Change::Forget { id, .. } => drop(self.take(id)),
            Change::Restore { entry, .. } => {
                self.take(entry.item().id());
                self.put(*entry);
            }
            Change::Step { step, now, .. } => *self.steps.get_mut(step) = *now,
            Change::Settings { now, .. } => self.settings = *now,
            Change::Condition { now, .. } => self.condition = *now,
            Change::All(inverses) | Change::Merge(inverses) | Change::Unmerge(inverses) => {
                inverses.into_iter().for_each(|inverse| self.put_back(inverse));
            }
            Change::Bring(entry) => self.put(*entry),
            Change::Lost { out, into } => self.swap_lost(&out, &into),
            // no inverse of what was just done
            Change::Add(_) | Change::Edit { .. } | Change::Delete(_) => {}
        }
    }

    /// Puts an entry into its list, all its fields stamped anew: also where it was deleted before, which stays known.
    /// Returns its fingerprint.
    fn insert(&mut self, mut entry: Entry, now: At) -> Fingerprint {
        let id = entry.item().id();
        let print = stamp_anew(&mut entry, self.deleted.iter_mut().find(|deleted| deleted.id == id), now);
        self.put(entry);
        print
    }

    /// Puts an entry in the place of the one that is there; what differs is stamped. Returns its fingerprint.
    fn replace(&mut self, there: &Entry, mut entry: Entry, now: At) -> Fingerprint {
        let (item, before, print) = (there.item(), there.stamps(), entry.fingerprint());
        let deleted = self.deleted.iter().filter(|deleted| deleted.id == item.id());
        let now = after(deleted.flat_map(Deleted::known), now);
        match StampedKind::Entry(item.kind()).stamped(&before, &item.json(), &entry.item().json(), now) {
            Some(stamps) => entry.set_stamps(stamps),
            // it keeps its bytes
            None => entry = there.clone(),
        }
        self.take(item.id());
        self.put(entry);
        print
    }

    /// Puts an entry into the bin.
    fn put_in_bin(&mut self, entry: &Entry, now: At) {
        let item = entry.item();
        let place = self.deleted.iter().position(|deleted| deleted.id == item.id());
        let before = place.map(|place| self.deleted.remove(place));
        let known = before.iter().flat_map(Deleted::known);
        let at = after(entry.stamps().greatest().into_iter().chain(known), now);
        let extra = before.map(|before| before.extra).unwrap_or_default();
        let (id, kind, entry) = (item.id(), item.kind(), Some(item.json()));
        let (seen, why, purged) = (Seen::default(), None, false);
        self.deleted.push(Deleted { id, kind, at, entry, seen, why, purged, extra });
    }

    fn gone(&self, entry: &Entry) -> Refusal {
        Refusal::new(format!("{} was deleted meanwhile; nothing was changed.", named(entry, &self.settings)))
    }

    fn gone_since(&self, entry: &Entry) -> Refusal {
        Refusal::new(format!(
            "{} was deleted since, so an earlier change of it cannot be taken back or done again.",
            named(entry, &self.settings)
        ))
    }

    fn changed_since(&self, entry: &Entry) -> Refusal {
        Refusal::new(format!(
            "{} was changed since, so an earlier change of it cannot be taken back or done again.",
            named(entry, &self.settings)
        ))
    }

    /// Does a change and remembers how to take it back. Also empties the bin of what is older than 90 days.
    ///
    /// # Errors
    /// Those of [`Journal::apply`].
    pub fn make(&mut self, change: Change, now: At) -> Result<(), Refusal> {
        let change = with_one_default(change, self);
        let inverse = self.apply(change, now)?;
        self.remember(inverse, now);
        Ok(())
    }

    /// As [`Journal::make`], for a new entry whose id was drawn just now: no time is spent on looking for it among all
    /// the others.
    ///
    /// # Errors
    /// Those of [`Journal::apply`].
    pub fn make_fresh(&mut self, change: Change, now: At) -> Result<(), Refusal> {
        let entry = match change {
            // these bring changes of others with them
            Change::Add(ref entry) if matches!(**entry, Entry::Exercise(_) | Entry::Gear(_)) => {
                return self.make(change, now);
            }
            Change::Add(entry) => entry,
            other => return self.make(other, now),
        };
        let id = entry.item().id();
        let inverse = Change::Remove { id, print: self.insert(*entry, now) };
        self.remember(inverse, now);
        Ok(())
    }

    /// One more change that can be taken back, by this inverse. What was taken back before cannot be done again then.
    /// Also lets go of what the bin kept for long enough.
    pub fn remember(&mut self, inverse: Change, now: At) {
        self.remember_merge(inverse, now);
        let keep_from = now.0.checked_sub_days(Days::new(BIN_DAYS));
        for deleted in &mut self.deleted {
            if keep_from.is_some_and(|from| deleted.at.0 < from) {
                deleted.forget();
            }
        }
        self.lost.retain(|lost| lost.until > now);
    }

    /// As [`Journal::remember`], but nothing is let go: what a merge writes follows from its files, whatever the day.
    pub fn remember_merge(&mut self, inverse: Change, now: At) {
        self.redo.clear();
        self.push_undo(inverse, now);
    }

    fn push_undo(&mut self, inverse: Change, now: At) {
        self.undo.push(Undo { at: now, change: Raw::of(&inverse), extra: Default::default() });
        let surplus = self.undo.len().saturating_sub(UNDO_DEPTH);
        self.undo.drain(..surplus);
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// A sentence where there is nothing to undo.
    pub fn undo(&mut self, now: At) -> Result<TakenBack, Refusal> {
        let mut undo = std::mem::take(&mut self.undo);
        let taken = self.take_last(&mut undo, now, ("undo", Self::undone));
        self.undo = undo;
        let (taken, again) = taken?;
        self.redo.push(Undo { at: now, change: Raw::of(&again), extra: Default::default() });
        Ok(taken)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// A sentence where there is nothing to do again.
    pub fn redo(&mut self, now: At) -> Result<TakenBack, Refusal> {
        let mut redo = std::mem::take(&mut self.redo);
        let taken = self.take_last(&mut redo, now, ("do again", Self::done));
        self.redo = redo;
        let (taken, inverse) = taken?;
        self.push_undo(inverse, now);
        Ok(taken)
    }

    /// Does again what somebody saw as the last that was taken back; where it is that no longer, as a change of its own.
    ///
    /// # Errors
    /// Where it does not fit the journal.
    pub fn redo_seen(&mut self, seen: &Raw, now: At) -> Result<(), Refusal> {
        if self.redo.last().is_some_and(|last| last.change == *seen) {
            return self.redo(now).map(drop);
        }
        let change = serde_json::from_str(seen.text()).map_err(|error| unreadable(&error))?;
        let inverse = self.apply_strictly(change, now)?;
        self.remember(inverse, now);
        Ok(())
    }

    /// Applies the last of a list, and returns its inverse too. One that no longer fits is of a change that somebody
    /// took back by hand or that never came to be: it is dropped, and the one before is tried.
    fn take_last(
        &mut self,
        list: &mut Vec<Undo>,
        now: At,
        (what, words): (&str, fn(&Self, &Change) -> String),
    ) -> Result<(TakenBack, Change), Refusal> {
        let mut dropped: Vec<String> = Vec::new();
        while let Some(last) = list.pop() {
            let Ok(change) = serde_json::from_str::<Change>(last.change.text()) else {
                list.push(last);
                return Err(Refusal::new(
                    "The last change was made by a newer version of twinge; only that version can take it back.",
                ));
            };
            let message = words(self, &change);
            match self.apply_strictly(change.clone(), now) {
                Ok(inverse) => return Ok((TakenBack { message, change, dropped }, inverse)),
                Err(refusal) => dropped.push(refusal.message),
            }
        }
        dropped.push(format!("There is nothing to {what}."));
        dropped.extend(
            self.replaced
                .as_ref()
                .map(|file| format!("Earlier changes are in the file that was here before; it is kept as {file}.")),
        );
        dropped.extend(self.untold.clone());
        Err(Refusal::new(dropped.join(" ")))
    }

    /// Applies an inverse: a step or a setting that changed since is not merged but refused.
    fn apply_strictly(&mut self, change: Change, now: At) -> Result<Change, Refusal> {
        let stale = match &change {
            Change::Step { step, was, .. } => {
                (!same(self.steps.get(*step), &**was)).then(|| format!("The step {}", step.word()))
            }
            Change::Settings { was, .. } => (!same(&self.settings, &**was)).then(|| "A setting".into()),
            Change::Condition { was, .. } => (!same(&self.condition, &**was)).then(|| "The condition".into()),
            _ => None,
        };
        match stale {
            Some(what) => Err(Refusal::new(format!(
                "{what} was changed since, so an earlier change of it cannot be taken back or done again."
            ))),
            None => self.apply(change, now),
        }
    }

    /// The kind and date under which an id lies in the bin.
    pub fn in_bin(&self, id: Id) -> Option<(Kind, At)> {
        let deleted = self.deleted.iter().find(|deleted| deleted.id == id && self.find(id).is_none());
        deleted.map(|deleted| (deleted.kind, deleted.at))
    }
}

/// Stamps all fields of a new entry, later than all that is known of it where it was deleted before. Returns its
/// fingerprint.
fn stamp_anew(entry: &mut Entry, deleted: Option<&mut Deleted>, now: At) -> Fingerprint {
    let (print, mut stamps) = (entry.fingerprint(), entry.stamps());
    match deleted {
        Some(deleted) => {
            deleted.forget();
            stamps.change_all(after(stamps.greatest().into_iter().chain(deleted.known()), now));
        }
        None => stamps.change_all(after(stamps.greatest(), now)),
    }
    entry.set_stamps(stamps);
    print
}

/// True for a change that makes the programme one's own.
fn edits_programme(change: &Change) -> bool {
    match change {
        // what somebody prescribed takes the place of what is built in
        Change::Add(entry) | Change::Bring(entry) => {
            matches!(&**entry, Entry::Exercise(exercise) if !exercise.is_prescribed())
        }
        Change::Edit { was: entry, .. } => matches!(**entry, Entry::Exercise(_)),
        Change::Delete(id) => therapy::is_starter(*id),
        _ => false,
    }
}

fn merge_entries(was: &Entry, now: Entry, there: &Entry) -> Result<Entry, Refusal> {
    let (kind, json) = (there.item().kind(), |entry: &Entry| entry.item().json());
    let merged = merge_fields(&json(was), &json(&now), &json(there), kind.word())?;
    Entry::from_json(kind, merged.text()).map_err(|error| unreadable(&error))
}

fn merge<T: Serialize + DeserializeOwned>(was: &T, now: &T, there: &T, what: &str) -> Result<T, Refusal> {
    let merged = merge_fields(&Raw::of(was), &Raw::of(now), &Raw::of(there), what)?;
    serde_json::from_str(merged.text()).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> Refusal {
    Refusal::new(format!("The two changes cannot be joined: {}.", json_words::describe(error)))
}

/// Three ways: what I changed is taken, what others changed stays, the same field changed by both is refused.
fn merge_fields(was: &Raw, now: &Raw, there: &Raw, what: &str) -> Result<Raw, Refusal> {
    let [was, now, mut there] = [was, now, there].map(Object::of);
    for key in was.extra.keys().chain(now.extra.keys()).filter(|key| !TIMES.contains(key)) {
        let (old, new, current) = (was.extra.get(key), now.extra.get(key), there.extra.get(key));
        if old == new || new == current {
            continue;
        }
        if current != old {
            let shown = current.map_or("empty", Raw::text);
            return Err(Refusal::new(format!(
                "The {key} of this {what} was changed elsewhere meanwhile (now {shown}); look at it and edit again."
            )));
        }
        there.extra.set(key, new.cloned());
    }
    Ok(Raw::of(&there))
}

mod many;
mod words;

/// What becomes of the eight that are built in by a change that adds the first exercise of one's own.
pub fn beside_starters(journal: &Journal, change: &Change) -> Option<&'static str> {
    let Change::Add(entry) = change else { return None };
    let Entry::Exercise(exercise) = &**entry else { return None };
    let message = match exercise.is_prescribed() {
        true => "It takes the place of the eight built-in exercises.",
        false => {
            "The eight built-in exercises stay on the list too. \
             To replace them, undo this and say who prescribed it (by)."
        }
    };
    journal.exercises.is_empty().then_some(message)
}

/// The changes that end the programme: whatever is in it was there for the last time the day before.
pub fn ended(journal: &Journal, now: At) -> Vec<Change> {
    let today = now.day(journal.day_starts_at());
    let yesterday = today.pred_opt().unwrap_or(today);
    let open = programme(journal, now).into_iter().filter(|one| one.until.is_none_or(|until| until >= today));
    // what was to begin today or later was never in it: its last day lies before its first
    let end = |one: Exercise| {
        let was = Box::new(Entry::Exercise(one.clone()));
        let over = Exercise { until: Some(yesterday), ..one };
        Change::Edit { was, now: Box::new(Entry::Exercise(over)) }
    };
    open.map(end).collect()
}

/// A change with what follows from it: a pair that new runs take takes the place of the one of its kind before it.
pub fn with_one_default(change: Change, journal: &Journal) -> Change {
    let entry = match &change {
        Change::Add(entry) | Change::Edit { now: entry, .. } => entry,
        _ => return change,
    };
    let Entry::Gear(one) = &**entry else { return change };
    if !one.default {
        return change;
    }
    let others = journal.gear.iter().filter(|gear| gear.default && gear.id != one.id && gear.what() == one.what());
    let mut all: Vec<Change> = others
        .map(|gear| {
            let now = Gear { default: false, ..gear.clone() };
            Change::Edit { was: Box::new(gear.entry()), now: Box::new(Entry::Gear(now)) }
        })
        .collect();
    if all.is_empty() {
        return change;
    }
    all.push(change);
    Change::All(all)
}

#[cfg(test)]
mod tests;
