//! A journal in memory only: the demo is looked at and changed like any other, and nothing of it reaches the disk.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;

/// A journal that all clones of its store share.
#[derive(Clone, Debug)]
pub(super) struct Demo(Arc<Mutex<Journal>>);

impl Demo {
    pub(super) fn new(journal: Journal) -> Self {
        Self(Arc::new(Mutex::new(journal)))
    }

    fn read(&self) -> Journal {
        // a change is put there whole or not at all, so that a panic elsewhere cannot have left half of one
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn open(&self, now: At) -> Journal {
        let mut journal = self.read();
        journal.settle(now);
        journal
    }

    pub(super) fn commit<T>(
        &self,
        work: impl FnOnce(&mut Journal) -> Result<T, Refusal>,
    ) -> Result<(Journal, T), Refusal> {
        let mut journal = self.read();
        let outcome = work(&mut journal)?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = journal.clone();
        Ok((journal, outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn now() -> At {
        At::parse("2026-11-23T07:30:00+01:00").unwrap()
    }

    #[test]
    fn a_change_is_seen_by_every_clone_and_a_refused_one_by_none() {
        let store = Store::demo(Journal::default());
        let other = store.clone();
        let add = |journal: &mut Journal| {
            journal.version = 7;
            Ok(())
        };
        store.commit(now(), add).unwrap();
        assert_eq!(other.open(now()).unwrap().journal.version, 7);
        let refused = other.commit(now(), |journal| -> Result<(), Refusal> {
            journal.version = 8;
            Err(Refusal::new("No."))
        });
        assert!(refused.is_err());
        assert_eq!(store.open(now()).unwrap().journal.version, 7);
        assert_eq!(store.stamp(), other.open(now()).unwrap().stamp);
    }
}
