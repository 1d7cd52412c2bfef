//! A merge as a change: one that can be taken back by one undo, which leaves no deletion behind.

use std::collections::HashMap;

use super::decision::Decision;
use super::{Merged, join, same_run};
use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::journal::{Journal, Lost};
use crate::domain::kind::Kind;
use crate::domain::stamps::same;
use crate::domain::steps::Step;

/// Puts other copies into a journal, then what is the same run twice together. Remembers how to take all of it back.
/// Returns what was decided by file, and whether anything is another now.
pub fn merge<'a>(
    journal: &mut Journal,
    others: impl IntoIterator<Item = &'a Journal>,
    now: At,
) -> (Vec<Vec<Decision>>, bool) {
    let (settings, condition, steps) = (journal.settings.clone(), journal.condition.clone(), journal.steps.clone());
    let lost = journal.lost.clone();
    let mut decisions = Vec::new();
    let mut before: HashMap<Id, Option<Entry>> = HashMap::new();
    let mut changes = false;
    let mut note = |merged: Merged| {
        changes |= merged.changes;
        for (id, was) in merged.before {
            before.entry(id).or_insert(was);
        }
        merged.decisions
    };
    for other in others {
        decisions.push(note(join(journal, other)));
    }
    let same_runs = note(same_run::set_aside(journal));
    match decisions.last_mut() {
        Some(last) => last.extend(same_runs),
        None => decisions.push(same_runs),
    }
    let mut inverse = take_back(journal, before);
    if !same(&journal.settings, &settings) {
        inverse.push(Change::Settings { was: Box::new(journal.settings.clone()), now: Box::new(settings) });
    }
    if !same(&journal.condition, &condition) {
        inverse.push(Change::Condition { was: Box::new(journal.condition.clone()), now: Box::new(condition) });
    }
    for &step in Step::ALL {
        let (there, was) = (journal.steps.get(step), steps.get(step));
        if !same(there, was) {
            inverse.push(Change::Step { step, was: Box::new(there.clone()), now: Box::new(was.clone()) });
        }
    }
    let beside = |one: &[Lost], other: &[Lost]| one.iter().filter(|lost| !other.contains(lost)).cloned().collect();
    let (out, into): (Vec<Lost>, Vec<Lost>) = (beside(&journal.lost, &lost), beside(&lost, &journal.lost));
    if !out.is_empty() || !into.is_empty() {
        inverse.push(Change::Lost { out, into });
    }
    if changes {
        journal.remember_merge(Change::Unmerge(inverse), now);
    }
    (decisions, changes)
}

/// What makes these entries what they were.
fn take_back(journal: &Journal, before: HashMap<Id, Option<Entry>>) -> Vec<Change> {
    let all = Kind::ALL.iter().flat_map(|&kind| journal.items(kind));
    let there: HashMap<Id, &dyn Item> =
        all.filter(|item| before.contains_key(&item.id())).map(|item| (item.id(), item)).collect();
    let mut before: Vec<(Id, Option<Entry>)> = before.into_iter().collect();
    before.sort_by_key(|(id, _)| *id);
    let mut changes = Vec::new();
    for (id, was) in before {
        let print = there.get(&id).map(|item| item.entry().fingerprint());
        match (was, print) {
            (None, Some(print)) => changes.push(Change::Forget { id, print }),
            (Some(was), Some(print)) if was.fingerprint() == print => {}
            (Some(was), over) => changes.push(Change::Restore { entry: Box::new(was), over }),
            (None, None) => {}
        }
    }
    changes
}
