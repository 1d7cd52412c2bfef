//! What changes on the screen, with how often it did: what is made of it is kept under that number, so nothing that was
//! kept has to be told of a change.

use std::collections::HashMap;
use std::ops::Deref;

use chrono::NaiveDate;

use crate::domain::change::Change;
use crate::domain::day::{At, Hour};
use crate::domain::entry::Entry;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;

/// Something that cannot be changed without being counted.
#[derive(Debug)]
pub struct Counted<T> {
    value: T,
    changes: u64,
}

impl<T> Counted<T> {
    pub fn new(value: T) -> Self {
        Self { value, changes: 0 }
    }

    /// How often it was changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Changes it.
    pub fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        self.changes += 1;
        change(&mut self.value)
    }
}

impl<T> Deref for Counted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// How far a change of the journal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// One more pain level on that day.
    LevelOf(NaiveDate),
    /// Pain levels only.
    Levels,
    Anything,
}

impl Touched {
    /// What a change touches.
    pub fn by(change: &Change, day_starts_at: Hour) -> Self {
        let is_pain = |entry: &Entry| entry.item().kind() == Kind::Pain;
        match change {
            Change::Add(entry) if is_pain(entry) => Self::LevelOf(entry.item().at().day(day_starts_at)),
            Change::Edit { was, now } if is_pain(was) && is_pain(now) => Self::Levels,
            _ => Self::Anything,
        }
    }
}

/// The journal on the screen, with how often what of it was changed.
#[derive(Debug)]
pub struct Current {
    journal: Journal,
    all: u64,
    beside_levels: u64,
    rows: u64,
    /// Levels added to a day since all of the rows were changed.
    added: HashMap<NaiveDate, u64>,
}

impl Current {
    pub fn new(journal: Journal) -> Self {
        Self { journal, all: 0, beside_levels: 0, rows: 0, added: HashMap::new() }
    }

    /// How often anything was changed.
    pub fn changes(&self) -> u64 {
        self.all
    }

    /// How often anything was changed but pain levels, of which many sums are not made: logging one is to show at once.
    pub fn changes_beside_levels(&self) -> u64 {
        self.beside_levels
    }

    /// How often what a day says was changed: for all days, and for that one by a level alone.
    pub fn changes_of(&self, day: NaiveDate) -> (u64, u64) {
        (self.rows, self.added.get(&day).copied().unwrap_or(0))
    }

    /// Changes it.
    pub fn change<R>(&mut self, touched: Touched, change: impl FnOnce(&mut Journal) -> R) -> R {
        self.all += 1;
        match touched {
            Touched::LevelOf(day) => *self.added.entry(day).or_default() += 1,
            Touched::Levels => self.rows += 1,
            Touched::Anything => (self.rows, self.beside_levels) = (self.rows + 1, self.beside_levels + 1),
        }
        change(&mut self.journal)
    }

    /// Moves what the clock has reached among the entries.
    pub fn settle(&mut self, now: At) {
        // most keys move nothing, and then what was made holds
        if self.journal.settle(now) {
            self.change(Touched::Anything, |_| ());
        }
    }
}

impl Deref for Current {
    type Target = Journal;
    fn deref(&self) -> &Journal {
        &self.journal
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_level_more_changes_its_day_and_anything_else_changes_all() {
        let at = At::parse("2026-11-23T10:00:00+01:00").unwrap();
        let add = |kind| Change::Add(Box::new(Entry::blank(kind, Id(uuid::Uuid::from_u128(1)), at)));
        let (mut journal, day) = (Current::new(Journal::default()), at.0.date_naive());
        let counts = |journal: &Current| {
            let other = day.succ_opt().unwrap();
            [journal.changes(), journal.changes_beside_levels(), journal.changes_of(day).1, journal.changes_of(other).0]
        };
        let start = journal.day_starts_at();
        journal.change(Touched::by(&add(Kind::Pain), start), |_| ());
        assert_eq!(counts(&journal), [1, 0, 1, 0]);
        journal.change(Touched::by(&add(Kind::Note), start), |_| ());
        assert_eq!(counts(&journal), [2, 1, 1, 1]);
        journal.settle(at);
        assert_eq!(counts(&journal), [2, 1, 1, 1]);
    }
}
