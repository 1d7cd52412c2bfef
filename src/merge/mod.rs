//! Two copies of a journal to one. Pure: the bytes that are written follow from the two files alone, no clock, host or
//! name has a say, so that two computers that put the same pair together write the same file.
//!
//! The whole is a product of sets and greatest elements: it does not matter in which order copies meet, or how often.
//! What is the same in both files to the last byte stays as it is; everything else is written in one canonical form.

pub mod apply;
pub mod base;
pub mod clocks;
pub mod copy_name;
pub mod decision;
mod entries;
mod parts;
mod register;
pub mod same_run;
mod unknown;

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::{Deleted, Journal, Lost};
use crate::domain::record::Raw;
use decision::Decision;
use entries::{Entries, sort_lost};
use register::Time;

/// What a merge made of a journal.
#[derive(Debug, Default)]
pub struct Merged {
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// The entries that it touched, as they were; nothing where there was none.
    pub before: BTreeMap<Id, Option<Entry>>,
    /// True where anything of the file is another now.
    pub changes: bool,
}

/// Puts another copy into a journal.
pub fn join(ours: &mut Journal, theirs: &Journal) -> Merged {
    let head = |journal: &Journal| {
        let (settings, condition, steps) = (journal.settings.clone(), journal.condition.clone(), journal.steps.clone());
        let (extra, lost, deleted) = (journal.extra.clone(), journal.lost.clone(), journal.deleted.clone());
        (settings, condition, steps, extra, lost, deleted, (journal.journal, journal.minor, journal.version))
    };
    let was = head(ours);
    let Entries { changed, mut decisions } = entries::join(ours, theirs);
    let parts = parts::join(ours, theirs);
    let mut lost = parts.lost;
    lost.extend(lists(ours, theirs, &changed));
    decisions.extend(parts.decisions);
    (ours.settings, ours.condition, ours.steps) = (parts.settings, parts.condition, parts.steps);
    let mut against = Vec::new();
    ours.extra = unknown::join(&ours.extra, &theirs.extra, &mut against);
    lost.extend(against.into_iter().map(|one| parts::of_file("file", one)));
    ours.lost = in_order(&ours.lost, &theirs.lost, lost, sort_lost);
    ours.journal = match (ours.journal, theirs.journal) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    ours.minor = ours.minor.max(theirs.minor);
    ours.version = ours.version.max(theirs.version);
    let changes = !changed.is_empty() || head(ours) != was;
    let mut before: BTreeMap<Id, Option<Entry>> = changed.keys().map(|&id| (id, None)).collect();
    let taken = ours.take_all(changed.keys().copied().collect());
    before.extend(taken.into_iter().map(|(id, entry)| (id, Some(entry))));
    ours.put_all(changed.into_values().filter_map(|joined| joined.entry));
    Merged { decisions, before, changes }
}

/// Puts the deletions together, and gives the values of entries that nobody replaced.
fn lists(ours: &mut Journal, theirs: &Journal, changed: &BTreeMap<Id, entries::Joined>) -> Vec<Lost> {
    let mut all: Vec<Deleted> =
        ours.deleted.iter().filter(|deleted| !changed.contains_key(&deleted.id)).cloned().collect();
    all.extend(changed.values().filter_map(|joined| joined.deleted.clone()));
    ours.deleted = in_order(&ours.deleted, &theirs.deleted, all, sort_deleted);
    let mut lost: Vec<Lost> = changed.values().flat_map(|joined| joined.lost.clone()).collect();
    lost.extend(ours.lost.iter().filter(|lost| lost.id.is_some_and(|id| !changed.contains_key(&id))).cloned());
    lost
}

#[allow(clippy::ptr_arg)] // it is handed on beside others that sort a Vec
fn sort_deleted(all: &mut Vec<Deleted>) {
    all.sort_by_cached_key(|deleted| (Time::of(deleted.at), deleted.id));
}

/// A list as it was where both copies have the same, else in its order.
fn in_order<T: Serialize + Clone>(ours: &[T], theirs: &[T], mut all: Vec<T>, sort: fn(&mut Vec<T>)) -> Vec<T> {
    let texts = |list: &[T]| list.iter().map(|one| Raw::of(one).text().to_owned()).collect::<Vec<_>>();
    let (one, two) = (texts(ours), texts(theirs));
    if one == two && one.iter().collect::<HashSet<_>>() == texts(&all).iter().collect::<HashSet<_>>() {
        return ours.to_vec();
    }
    sort(&mut all);
    all
}

#[cfg(test)]
mod tests;
