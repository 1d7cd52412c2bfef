//! From one state of a journal to another of its own, such as a backup: what that takes back, and the change that does it.
//! It is a change like any other, so that it can be undone and copies hear of what it deletes.

use serde::Serialize;

use super::change::Change;
use super::entry::Item;
use super::journal::Journal;
use super::record::Object;
use super::steps::Step;
use super::words::counted;
use crate::domain::kind::Kind;

/// What going back to another state takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Entries that the other state does not have, by kind.
    pub newer: Vec<(Kind, usize)>,
    /// Entries that it has otherwise.
    pub changed: usize,
    /// What else differs, in words.
    pub parts: Vec<&'static str>,
}

impl Loss {
    /// What is lost, in words; nothing where nothing is.
    pub fn describe(&self) -> Option<String> {
        let newer = self.newer.iter().map(|&(kind, n)| kind.counted(n));
        let mut all: Vec<String> = newer.collect();
        all.extend((self.changed > 0).then(|| counted(self.changed, "later edit", "later edits")));
        all.extend(self.parts.iter().map(|part| format!("what is newer in {part}")));
        let last = all.pop()?;
        Some(if all.is_empty() { last } else { format!("{} and {last}", all.join(", ")) })
    }
}

/// True where two entries say the same.
fn same(one: &dyn Item, other: &dyn Item) -> bool {
    one.json() == other.json() || one.entry().fingerprint() == other.entry().fingerprint()
}

/// What a part of the file says, whenever that was changed.
fn unstamped<T: Serialize>(part: &T) -> Object {
    let mut fields = Object::of(part);
    ["stamps", "modified"].iter().for_each(|key| fields.extra.set(key, None));
    fields
}

impl Journal {
    /// What going back to that state takes away.
    pub fn loss(&self, to: &Self) -> Loss {
        let newer = |kind: &Kind| {
            let n = self.items(*kind).filter(|item| to.find(item.id()).is_none()).count();
            (n > 0).then_some((*kind, n))
        };
        let all = || Kind::ALL.iter().flat_map(|&kind| self.items(kind));
        let changed = all().filter(|item| to.find(item.id()).is_some_and(|there| !same(there, *item))).count();
        let parts = [
            ("the settings", unstamped(&self.settings) != unstamped(&to.settings)),
            ("the condition", unstamped(&self.condition) != unstamped(&to.condition)),
            (
                "the steps",
                Step::ALL.iter().any(|&step| unstamped(self.steps.get(step)) != unstamped(to.steps.get(step))),
            ),
        ];
        let parts = parts.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect();
        Loss { newer: Kind::ALL.iter().filter_map(newer).collect(), changed, parts }
    }

    /// The change that goes back to that state.
    pub fn toward(&self, to: &Self) -> Change {
        let mut changes = Vec::new();
        for item in Kind::ALL.iter().flat_map(|&kind| to.items(kind)) {
            match self.find(item.id()) {
                // not as a new one: the first exercise of one's own would bring the starters with it
                None => changes.push(Change::Restore { entry: Box::new(item.entry()), over: None }),
                Some(there) if !same(there, item) => {
                    let (was, now) = (Box::new(there.entry()), Box::new(item.entry()));
                    changes.push(Change::Edit { was, now });
                }
                Some(_) => {}
            }
        }
        let newer = Kind::ALL.iter().flat_map(|&kind| self.items(kind)).filter(|item| to.find(item.id()).is_none());
        changes.extend(newer.map(|item| Change::Delete(item.id())));
        for &step in Step::ALL {
            let (was, now) = (self.steps.get(step).clone(), to.steps.get(step).clone());
            if was != now {
                changes.push(Change::Step { step, was: Box::new(was), now: Box::new(now) });
            }
        }
        if self.settings != to.settings {
            changes.push(Change::Settings { was: Box::new(self.settings.clone()), now: Box::new(to.settings.clone()) });
        }
        if self.condition != to.condition {
            let (was, now) = (Box::new(self.condition.clone()), Box::new(to.condition.clone()));
            changes.push(Change::Condition { was, now });
        }
        Change::All(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, journals};
    use crate::domain::entry::Entry;
    use proptest::prelude::*;

    /// What a journal says, whenever it was changed.
    fn said(journal: &Journal) -> Vec<String> {
        let entry = |item: &dyn Item| format!("{} {:?}", item.id(), Entry::fingerprint(&item.entry()));
        let mut all: Vec<String> = Kind::ALL.iter().flat_map(|&kind| journal.items(kind)).map(entry).collect();
        all.sort();
        let (mut settings, mut condition) = (journal.settings.clone(), journal.condition.clone());
        (settings.stamps, condition.stamps) = Default::default();
        all.push(format!("{settings:?} {condition:?}"));
        all
    }

    proptest! {
        #[test]
        fn going_back_says_what_the_other_said_and_an_undo_returns(mut one in journals(), other in journals()) {
            let now = clock().now;
            let before = said(&one);
            let loss = one.loss(&other);
            one.make(one.toward(&other), now).unwrap();
            prop_assert_eq!(said(&one), said(&other));
            prop_assert_eq!(one.loss(&other).describe(), None);
            one.undo(now).unwrap();
            prop_assert_eq!(said(&one), before);
            prop_assert_eq!(one.loss(&other), loss);
        }
    }
}
