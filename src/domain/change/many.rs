//! Many changes at once, as an import makes them and as they are taken back: what comes in is looked for in one set of
//! ids and each list is sorted once; what goes is taken out in one walk. The same as one by one, only sooner.

use std::collections::{HashMap, HashSet};

use super::{Change, added_and_gone, stamp_anew, taken_already};
use crate::domain::day::At;
use crate::domain::entry::{Entry, Fingerprint};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;

/// Changes that lie side by side and can be done at once.
pub(super) enum Batch {
    /// New entries, each with whether it is brought.
    In(Vec<(Entry, bool)>),
    /// Entries that go without a trace.
    Out(Vec<(Id, Fingerprint)>),
    /// Any other.
    One(Change),
}

/// The changes in their order, those that can be done at once together.
pub(super) fn parts(changes: Vec<Change>) -> Vec<Batch> {
    let mut parts: Vec<Batch> = Vec::new();
    for change in changes {
        let part = match change {
            // an exercise may bring those that were built in with it
            Change::Add(entry) if !matches!(*entry, Entry::Exercise(_)) => Batch::In(vec![(*entry, false)]),
            Change::Bring(entry) if !matches!(*entry, Entry::Exercise(_)) => Batch::In(vec![(*entry, true)]),
            Change::Forget { id, print } => Batch::Out(vec![(id, print)]),
            other => Batch::One(other),
        };
        match (parts.last_mut(), part) {
            (Some(Batch::In(many)), Batch::In(one)) => many.extend(one),
            (Some(Batch::Out(many)), Batch::Out(one)) => many.extend(one),
            (_, part) => parts.push(part),
        }
    }
    parts
}

impl Journal {
    /// Does a part, all or none. Returns the inverses, in the order in which it was done.
    pub(super) fn apply_part(&mut self, part: Batch, now: At) -> Result<Vec<Change>, Refusal> {
        match part {
            Batch::In(entries) => self.add_all(entries, now),
            Batch::Out(entries) => self.forget_all(entries),
            Batch::One(change) => self.apply(change, now).map(|inverse| vec![inverse]),
        }
    }

    fn add_all(&mut self, entries: Vec<(Entry, bool)>, now: At) -> Result<Vec<Change>, Refusal> {
        let mut ids: HashSet<Id> = self.ids().collect();
        if let Some((entry, _)) = entries.iter().find(|(entry, _)| !ids.insert(entry.item().id())) {
            return Err(taken_already(entry.item().id()));
        }
        let mut bin: HashMap<Id, usize> = HashMap::new();
        for (place, deleted) in self.deleted.iter().enumerate() {
            bin.entry(deleted.id).or_insert(place);
        }
        let (mut inverses, mut stamped) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
        for (mut entry, brought) in entries {
            let id = entry.item().id();
            let deleted = bin.get(&id).and_then(|&place| self.deleted.get_mut(place));
            let print = stamp_anew(&mut entry, deleted, now);
            inverses.push(if brought { Change::Forget { id, print } } else { Change::Remove { id, print } });
            stamped.push(entry);
        }
        self.put_all(stamped);
        Ok(inverses)
    }

    fn forget_all(&mut self, entries: Vec<(Id, Fingerprint)>) -> Result<Vec<Change>, Refusal> {
        let mut taken = self.take_all(entries.iter().map(|(id, _)| *id).collect());
        let mut gone: Vec<Entry> = Vec::with_capacity(entries.len());
        for (id, print) in entries {
            let refusal = match taken.remove(&id) {
                Some(there) if there.fingerprint() == print => {
                    gone.push(there);
                    continue;
                }
                Some(there) => {
                    let refusal = self.changed_since(&there);
                    gone.push(there);
                    refusal
                }
                None => added_and_gone(),
            };
            self.put_all(gone.into_iter().chain(taken.into_values()));
            return Err(refusal);
        }
        Ok(gone.into_iter().map(|entry| Change::Bring(Box::new(entry))).collect())
    }
}
