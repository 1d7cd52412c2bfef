//! Ahead of the clock: entries of what must have been already, dated more than a day after the present moment. The clock
//! was wrong when they were made, or is now. They lie beside the lists, so that no question can count them in; the file
//! has them in their lists like all others.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::checks::Check;
use super::day::At;
use super::entry::Entry;
use super::id::Id;
use crate::domain::kind::Kind;

/// So much later than the present moment may an entry be: time zones and a clock set a little later are no fault.
const GRACE: TimeDelta = TimeDelta::hours(24);

/// The entries that lie ahead of the clock; none while nobody has said what time it is.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    pub(super) now: Option<At>,
    pub(super) entries: Vec<Entry>,
}

/// What is recorded is the same whenever it is looked at.
impl PartialEq for Ahead {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Ahead {
    /// The entries, by time, then id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn list(&self) -> &Vec<Entry> {
        &self.entries
    }

    /// Those of a kind.
    pub fn of(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.item().kind() == kind)
    }

    /// The checks among them, as if made just now: what they warn of is true whatever the clock said.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        let now = self.now;
        self.entries.iter().filter_map(move |entry| match entry {
            Entry::Check(check) => Some(Check { at: now.unwrap_or(check.at), ..check.clone() }),
            _ => None,
        })
    }

    /// The latest moment that is not ahead.
    pub(super) fn edge(&self) -> Option<DateTime<FixedOffset>> {
        self.now.and_then(|now| now.0.checked_add_signed(GRACE))
    }

    /// True where an entry of a kind that was already, of that moment, lies here.
    pub(super) fn takes(&self, at: At) -> bool {
        self.edge().is_some_and(|edge| at.0 > edge)
    }

    pub(super) fn put(&mut self, entry: Entry) {
        let key = |entry: &Entry| (entry.item().at(), entry.item().id());
        let place = self.entries.partition_point(|other| key(other) < key(&entry));
        self.entries.insert(place, entry);
    }

    pub(super) fn take(&mut self, id: Id) -> Option<Entry> {
        let place = self.entries.iter().position(|entry| entry.item().id() == id)?;
        Some(self.entries.remove(place))
    }

    pub(super) fn take_all(&mut self, ids: &mut HashSet<Id>) -> HashMap<Id, Entry> {
        let wanted = |entry: &mut Entry| ids.remove(&entry.item().id());
        self.entries.extract_if(.., wanted).map(|entry| (entry.item().id(), entry)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary;
    use crate::domain::every_kind::Record;
    use crate::domain::journal::Journal;
    use crate::domain::runs::Run;

    fn at(text: &str) -> At {
        At::parse(text).unwrap()
    }

    fn journal(times: &[&str]) -> Journal {
        let runs = times.iter().zip(1..).map(|(text, n)| Run::blank(arbitrary::id(n), at(text))).collect();
        let mut journal = Journal { runs, ..Journal::default() };
        journal.sort();
        journal
    }

    #[test]
    fn more_than_a_day_ahead_by_the_instant_is_set_beside_the_lists() {
        let mut all = journal(&["2026-11-24T12:00:00+00:00", "2026-11-25T02:00:00+14:00", "2026-11-24T12:00:01+00:00"]);
        assert!(all.settle(at("2026-11-23T12:00:00+00:00")));
        assert_eq!((all.runs.len(), all.ahead.entries().len()), (2, 1));
        assert!(!all.settle(at("2026-11-23T12:00:00+00:00")));
        assert!(all.settle(at("2026-11-23T12:00:01+00:00")), "its time has come");
        assert_eq!((all.runs.len(), all.ahead.entries().len()), (3, 0));
        assert!(all.settle(at("2025-11-23T12:00:00+00:00")), "the clock was put back");
        assert_eq!((all.runs.len(), all.ahead.entries().len()), (0, 3));
    }

    #[test]
    fn what_lies_ahead_is_found_counted_and_taken_like_any_other() {
        let mut all = journal(&["2026-11-22T12:00:00+00:00", "2027-11-22T12:00:00+00:00"]);
        let now = at("2026-11-23T12:00:00+00:00");
        all.settle(now);
        assert_eq!((all.count(Kind::Run), all.items(Kind::Run).count(), all.len()), (2, 2, 2));
        assert_eq!(all.ids().count(), 2);
        let Some(Entry::Run(there)) = all.find(arbitrary::id(2)).map(|item| item.entry()) else { panic!("not found") };
        let mended = Run { at: at("2026-11-23T11:00:00+00:00"), ..there.clone() };
        let (was, then) = (Box::new(Entry::Run(there)), Box::new(Entry::Run(mended)));
        all.make(crate::domain::change::Change::Edit { was, now: then }, now).unwrap();
        assert_eq!((all.runs.len(), all.ahead.entries().len()), (2, 0));
        all.undo(now).unwrap();
        assert_eq!((all.runs.len(), all.ahead.entries().len()), (1, 1), "an undo puts it where it belongs");
        all.make(crate::domain::change::Change::Delete(arbitrary::id(2)), now).unwrap();
        assert_eq!((all.len(), all.ahead.entries().len()), (1, 0));
    }
}
