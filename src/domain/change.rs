//! Changes as values: what may be done to a journal, its inverse, and undo.

use chrono::Days;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::condition::{self, Condition};
use super::day::At;
use super::entry::{Entry, Kind, Print};
use super::id::Id;
use super::journal::{Deleted, Journal};
use super::orthotics::with_one_default;
use super::record::{Object, Raw, Slot, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::steps::{Progress, Step};
use super::therapy::{self, Exercise};
use super::when;
use super::words::counted;

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
        over: Option<Print>,
    },
    /// Inverse: an entry that was added goes to the bin, unless it changed since.
    Remove {
        /// Which.
        id: Id,
        /// What it said.
        print: Print,
    },
    /// Several changes, all or none.
    All(Vec<Change>),
}

impl Slot for Change {}

record! {
    /// One change that can be taken back.
    Undo {
        /// When it was made.
        at: At,
        /// What takes it back, read when it is asked for: one that a newer twinge made rides along.
        change: Raw,
    }
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
                let id = entry.item().id();
                if self.find(id).is_some() {
                    return Err(Refusal::new(format!("There is an entry with the id {id} already.")));
                }
                Ok(self.add(*entry, now))
            }
            Change::Edit { was, now: wanted } => {
                let id = was.item().id();
                let there = self.find(id).map(|item| item.entry()).ok_or_else(|| self.gone(&was))?;
                let merged = if there == *was { *wanted } else { merge_entries(&was, *wanted, &there)? };
                self.take(id);
                let over = Some(self.insert(merged, now));
                Ok(Change::Restore { entry: Box::new(there), over })
            }
            Change::Delete(id) => {
                let entry = self.take(id).ok_or_else(|| Refusal::new("That entry is gone already."))?;
                Ok(self.bin(entry, now))
            }
            Change::Step { step, was, now: wanted } => {
                let there = self.steps.get(step).clone();
                let mut merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, step.word())? };
                merged.modified = Some(now);
                *self.steps.get_mut(step) = merged.clone();
                Ok(Change::Step { step, was: Box::new(merged), now: Box::new(there) })
            }
            Change::Settings { was, now: wanted } => {
                let there = self.settings.clone();
                let merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, "settings")? };
                self.settings = merged.clone();
                Ok(Change::Settings { was: Box::new(merged), now: Box::new(there) })
            }
            Change::Condition { was, now: wanted } => {
                let there = self.condition.clone();
                let merged = if there == *was { *wanted } else { merge(&*was, &*wanted, &there, "condition")? };
                self.condition = merged.clone();
                Ok(Change::Condition { was: Box::new(merged), now: Box::new(there) })
            }
            Change::Restore { entry, over } => {
                let id = entry.item().id();
                match (self.find(id).map(|item| item.entry()), over) {
                    (None, None) => Ok(Change::Remove { id, print: self.insert(*entry, now) }),
                    (Some(there), Some(over)) if there.print() == over => {
                        self.take(id);
                        let over = Some(self.insert(*entry, now));
                        Ok(Change::Restore { entry: Box::new(there), over })
                    }
                    (None, Some(_)) => Err(self.gone(&entry)),
                    (Some(there), _) => Err(self.changed_since(&there)),
                }
            }
            Change::Remove { id, print } => match self.find(id).map(|item| item.entry()) {
                None => Err(Refusal::new("That entry is gone already.")),
                Some(there) if there.print() != print => Err(self.changed_since(&there)),
                Some(_) => self.apply(Change::Delete(id), now),
            },
            Change::All(changes) => self.apply_all(changes, now),
        }
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

    fn add(&mut self, entry: Entry, now: At) -> Change {
        Change::Remove { id: entry.item().id(), print: self.insert(entry, now) }
    }

    fn apply_all(&mut self, changes: Vec<Change>, now: At) -> Result<Change, Refusal> {
        let before = self.deleted.clone();
        let mut inverses = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply(change, now) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        self.apply(inverse, now)?;
                    }
                    self.deleted = before;
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Change::All(inverses))
    }

    /// Puts an entry into its list and out of the bin. Returns its fingerprint.
    fn insert(&mut self, mut entry: Entry, now: At) -> Print {
        entry.set_modified(now);
        let (id, print) = (entry.item().id(), entry.print());
        self.deleted.retain(|deleted| deleted.id != id);
        self.put(entry);
        print
    }

    /// Puts an entry into the bin.
    fn bin(&mut self, entry: Entry, now: At) -> Change {
        let item = entry.item();
        self.deleted.retain(|deleted| deleted.id != item.id());
        let deleted =
            Deleted { id: item.id(), kind: item.kind(), at: now, entry: Some(item.json()), extra: Default::default() };
        self.deleted.push(deleted);
        Change::Restore { entry: Box::new(entry), over: None }
    }

    fn gone(&self, entry: &Entry) -> Refusal {
        Refusal::new(format!("{} was deleted meanwhile; nothing was changed.", named(entry, &self.settings)))
    }

    fn changed_since(&self, entry: &Entry) -> Refusal {
        Refusal::new(format!("{} was changed since; edit it instead.", named(entry, &self.settings)))
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
        let inverse = self.add(*entry, now);
        self.remember(inverse, now);
        Ok(())
    }

    fn remember(&mut self, inverse: Change, now: At) {
        self.undo.push(Undo { at: now, change: Raw::of(&inverse), extra: Default::default() });
        let surplus = self.undo.len().saturating_sub(UNDO_DEPTH);
        self.undo.drain(..surplus);
        let keep_from = now.0.checked_sub_days(Days::new(BIN_DAYS));
        for deleted in &mut self.deleted {
            if keep_from.is_some_and(|from| deleted.at.0 < from) {
                deleted.entry = None;
            }
        }
    }

    /// What takes the last change back, where this version can read it.
    pub fn last_inverse(&self) -> Option<Change> {
        self.undo.last().and_then(|last| serde_json::from_str(last.change.text()).ok())
    }

    /// Takes the last change back. Returns what was undone, in words, and the change that does it again.
    ///
    /// # Errors
    /// A sentence where there is nothing to undo, or where what it changed was changed again since.
    pub fn undo(&mut self, now: At) -> Result<(String, Change), Refusal> {
        let Some(last) = self.undo.pop() else {
            return Err(Refusal::new("There is nothing to undo."));
        };
        let Ok(change) = serde_json::from_str::<Change>(last.change.text()) else {
            self.undo.push(last);
            return Err(Refusal::new("The last change was made by a newer twinge, which alone can take it back."));
        };
        let says = self.undone(&change);
        match self.apply_strictly(change, now) {
            Ok(again) => Ok((says, again)),
            Err(refusal) => {
                self.undo.push(last);
                Err(refusal)
            }
        }
    }

    /// Applies an inverse: a step or a setting that changed since is not merged but refused.
    fn apply_strictly(&mut self, change: Change, now: At) -> Result<Change, Refusal> {
        let stale = match &change {
            Change::Step { step, was, .. } => {
                (self.steps.get(*step) != &**was).then(|| format!("The step {}", step.word()))
            }
            Change::Settings { was, .. } => (self.settings != **was).then(|| "A setting".into()),
            Change::Condition { was, .. } => (self.condition != **was).then(|| "The condition".into()),
            _ => None,
        };
        match stale {
            Some(what) => Err(Refusal::new(format!("{what} was changed since; change it instead."))),
            None => self.apply(change, now),
        }
    }

    /// What taking this inverse does, in words: the change that it takes back.
    fn undone(&self, inverse: &Change) -> String {
        let shown = |entry: &Entry| {
            let item = entry.item();
            format!("{}, {}", item.says(&self.settings), when::say(item.at(), &self.settings))
        };
        match inverse {
            Change::Remove { id, .. } => {
                let entry = self.find(*id).map(|item| shown(&item.entry()));
                format!("added {}", entry.unwrap_or_else(|| "an entry that is gone".into()))
            }
            Change::Restore { entry, over: None } => format!("deleted {}", shown(entry)),
            Change::Restore { entry, over: Some(_) } => format!("edited {} (as it was before)", shown(entry)),
            Change::Step { step, was, .. } => format!("step {} {}", step.word(), was.says()),
            Change::Settings { was, now } => {
                let changed = super::settings::differences(was, now);
                let shown = changed.iter().map(|(key, made, before)| format!("{key} {made} (it was {before})"));
                format!("settings {}", shown.collect::<Vec<_>>().join(", "))
            }
            Change::Condition { was, now } => {
                let changed = condition::differences(was, now);
                let shown = changed.iter().map(|(key, made, before)| format!("{key} {made} (it was {before})"));
                format!("condition {}", shown.collect::<Vec<_>>().join(", "))
            }
            Change::All(changes) => match &changes[..] {
                many if let Some(says) = self.import_undone(many) => says,
                many if many.len() > 2 && many.iter().all(|one| matches!(one, Change::Remove { .. })) => {
                    format!("added {} entries", many.len())
                }
                // inverses stand in the order in which they are done: the first takes back the last change
                [last, others @ ..] => match others.len() {
                    0 => self.undone(last),
                    n => format!("{}, and {} that went with it", self.undone(last), counted(n, "change", "changes")),
                },
                [] => "nothing".into(),
            },
            Change::Add(entry) => format!("deleted {}", shown(entry)),
            Change::Edit { now, .. } => format!("edited {}", shown(now)),
            Change::Delete(_) => "added an entry".into(),
        }
    }

    /// The words for taking an import back; nothing where these inverses are of something else. Runs that came in have
    /// their source, and runs that were typed by hand had none before they were joined.
    fn import_undone(&self, inverses: &[Change]) -> Option<String> {
        let recorded = |id| self.runs.iter().any(|run| run.id == id && run.source.is_some());
        let joined = inverses.iter().map(|inverse| match inverse {
            Change::Remove { id, .. } if recorded(*id) => Some(false),
            Change::Restore { entry, over: Some(_) } => match &**entry {
                Entry::Run(run) if run.source.is_none() && recorded(run.id) => Some(true),
                _ => None,
            },
            _ => None,
        });
        let joined = joined.collect::<Option<Vec<bool>>>().filter(|all| !all.is_empty())?;
        let (all, joined) = (joined.len(), joined.iter().filter(|joined| **joined).count());
        let says = format!("import of {}", counted(all, "run", "runs"));
        Some(match (all, joined) {
            (_, 0) => says,
            (1, _) => format!("{says}, joined with one that was typed"),
            _ => format!("{says}, {joined} of them joined with typed ones"),
        })
    }

    /// The kind and date under which an id lies in the bin.
    pub fn in_bin(&self, id: Id) -> Option<(Kind, At)> {
        self.deleted.iter().find(|deleted| deleted.id == id).map(|deleted| (deleted.kind, deleted.at))
    }
}

/// True for a change that makes the programme one's own.
fn edits_programme(change: &Change) -> bool {
    match change {
        Change::Add(entry) | Change::Edit { was: entry, .. } => matches!(**entry, Entry::Exercise(_)),
        Change::Delete(id) => therapy::is_starter(*id),
        _ => false,
    }
}

fn merge_entries(was: &Entry, now: Entry, there: &Entry) -> Result<Entry, Refusal> {
    let (kind, json) = (there.item().kind(), |entry: &Entry| entry.item().json());
    let merged = merge_fields(&json(was), &json(&now), &json(there), kind.word())?;
    Entry::from_json(kind, merged.text()).map_err(|e| Refusal::new(e.to_string()))
}

fn merge<T: Serialize + DeserializeOwned>(was: &T, now: &T, there: &T, what: &str) -> Result<T, Refusal> {
    let merged = merge_fields(&Raw::of(was), &Raw::of(now), &Raw::of(there), what)?;
    serde_json::from_str(merged.text()).map_err(|e| Refusal::new(e.to_string()))
}

/// Three ways: what I changed is taken, what others changed stays, the same field changed by both is refused.
fn merge_fields(was: &Raw, now: &Raw, there: &Raw, what: &str) -> Result<Raw, Refusal> {
    let [was, now, mut there] = [was, now, there].map(Object::of);
    for key in was.extra.keys().chain(now.extra.keys()).filter(|&key| key != "modified") {
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

#[cfg(test)]
mod tests;
