//! Changes and their inverses, alone and after others changed the same journal.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::arbitrary::{clock, entries, id, journals, pains, reading};
use super::super::level::Level;
use super::super::pain::Pain;
use super::super::steps::State;
use super::*;
use crate::domain::every_kind::Record;

fn now() -> At {
    clock().now
}

fn pain(n: u128, level: u8) -> Entry {
    let mut pain = Pain::blank(id(n), now());
    pain.level = Level::new(level).unwrap();
    Entry::Pain(pain)
}

fn add(entry: Entry) -> Change {
    Change::Add(Box::new(entry))
}

fn edit(journal: &Journal, n: u128, texts: &[(&str, &str)]) -> Change {
    let was = journal.find(id(n)).unwrap().entry();
    let texts: Vec<_> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    let now = was.edited(&texts, &reading(journal)).unwrap();
    Change::Edit { was: Box::new(was), now: Box::new(now) }
}

fn journal_with(entries: impl IntoIterator<Item = Entry>) -> Journal {
    let mut journal = Journal::default();
    for entry in entries {
        journal.make(add(entry), now()).unwrap();
    }
    journal
}

fn text(journal: &Journal, n: u128, key: &str) -> String {
    journal.find(id(n)).unwrap().text(key, &reading(journal)).unwrap()
}

#[test]
fn an_edit_keeps_what_somebody_else_changed_meanwhile() {
    let mut journal = journal_with([pain(1, 4)]);
    let mine = edit(&journal, 1, &[("level", "5")]);
    let theirs = edit(&journal, 1, &[("note", "stairs")]);
    journal.make(theirs, now()).unwrap();
    journal.make(mine, now()).unwrap();
    assert_eq!((text(&journal, 1, "level"), text(&journal, 1, "note")), ("5".into(), "stairs".into()));
}

#[test]
fn two_edits_of_the_same_field_are_refused_and_name_it() {
    let mut journal = journal_with([pain(1, 4)]);
    let mine = edit(&journal, 1, &[("level", "5")]);
    let same = edit(&journal, 1, &[("level", "6")]);
    journal.make(edit(&journal, 1, &[("level", "6")]), now()).unwrap();
    let message = journal.make(mine, now()).unwrap_err().message;
    assert!(message.contains("level") && message.contains("now 6"), "{message}");
    assert!(journal.make(same, now()).is_ok(), "the same edit twice is no conflict");
}

#[test]
fn an_edit_of_a_deleted_entry_is_refused() {
    let mut journal = journal_with([pain(1, 4)]);
    let mine = edit(&journal, 1, &[("level", "5")]);
    journal.make(Change::Delete(id(1)), now()).unwrap();
    assert!(journal.make(mine, now()).unwrap_err().message.contains("deleted meanwhile"));
}

#[test]
fn an_id_is_added_once() {
    let mut journal = journal_with([pain(1, 4)]);
    assert!(journal.make(add(pain(1, 5)), now()).is_err());
    assert_eq!((journal.pain.len(), journal.undo.len()), (1, 1));
}

#[test]
fn undo_goes_back_one_further_each_time() {
    let mut journal = journal_with([pain(1, 4)]);
    journal.make(edit(&journal, 1, &[("level", "5")]), now()).unwrap();
    journal.make(edit(&journal, 1, &[("level", "6")]), now()).unwrap();
    journal.make(Change::Delete(id(1)), now()).unwrap();
    let undo = |journal: &mut Journal| journal.undo(now()).map(|taken| taken.message);
    assert!(undo(&mut journal).unwrap().starts_with("deleted pain 6"));
    assert_eq!(text(&journal, 1, "level"), "6");
    assert!(undo(&mut journal).unwrap().starts_with("edited"));
    assert_eq!(text(&journal, 1, "level"), "5");
    undo(&mut journal).unwrap();
    assert_eq!(text(&journal, 1, "level"), "4");
    assert!(undo(&mut journal).unwrap().starts_with("added pain 4"));
    assert!(journal.pain.is_empty());
    assert_eq!(undo(&mut journal).unwrap_err().message, "There is nothing to undo.");
}

#[test]
fn what_was_undone_can_be_done_again() {
    let mut journal = journal_with([pain(1, 4)]);
    journal.undo(now()).unwrap();
    assert!(journal.pain.is_empty() && journal.in_bin(id(1)).is_some());
    assert!(journal.redo(now()).unwrap().message.starts_with("added pain 4"));
    assert_eq!((text(&journal, 1, "level"), journal.in_bin(id(1))), ("4".into(), None));
}

#[test]
fn a_change_whose_entry_changed_since_is_dropped_and_the_one_before_is_tried() {
    let mut journal = journal_with([pain(1, 4), pain(2, 5)]);
    let Some(Entry::Pain(mut by_hand)) = journal.take(id(2)) else { panic!() };
    by_hand.level = Level::new(9).unwrap();
    journal.put(Entry::Pain(by_hand));
    let taken = journal.undo(now()).unwrap();
    assert!(taken.dropped.len() == 1 && taken.dropped[0].contains("changed since"), "{taken:?}");
    assert!(taken.message.starts_with("added pain 4") && journal.undo.is_empty(), "the one before is tried");
    assert!(journal.undo(now()).unwrap_err().message.contains("nothing to undo"));

    let mut journal = journal_with([pain(1, 4), pain(2, 5)]);
    let Some(Entry::Pain(mut by_hand)) = journal.take(id(1)) else { panic!() };
    by_hand.level = Level::new(9).unwrap();
    journal.put(Entry::Pain(by_hand));
    assert!(journal.undo(now()).is_ok(), "another entry is no hindrance");
}

#[test]
fn fifty_changes_are_remembered() {
    let mut journal = journal_with((1..=60).map(|n| pain(n, 4)));
    assert_eq!(journal.undo.len(), UNDO_DEPTH);
    for _ in 0..UNDO_DEPTH {
        journal.undo(now()).unwrap();
    }
    assert!(journal.undo(now()).is_err());
    assert_eq!(journal.pain.len(), 10);
}

#[test]
fn the_bin_forgets_what_was_in_an_entry_after_ninety_days_but_not_that_it_was() {
    let mut journal = journal_with([pain(1, 4)]);
    journal.make(Change::Delete(id(1)), now()).unwrap();
    let later = |days| At(now().0 + chrono::TimeDelta::days(days));
    journal.make(add(pain(2, 4)), later(90)).unwrap();
    assert!(journal.deleted[0].entry.is_some());
    journal.make(add(pain(3, 4)), later(91)).unwrap();
    assert_eq!((journal.deleted.len(), journal.deleted[0].entry.is_none()), (1, true));
}

#[test]
fn a_step_that_two_moved_is_refused_and_undo_sees_it() {
    let mut journal = Journal::default();
    let moved = |journal: &Journal, state| {
        let was = journal.steps.doctor.clone();
        let now = was.moved(state, now().local().date(), None, None);
        Change::Step { step: Step::Doctor, was: Box::new(was), now: Box::new(now) }
    };
    let mine = moved(&journal, State::Done);
    journal.make(moved(&journal, State::UnderWay), now()).unwrap();
    assert!(journal.make(mine, now()).is_err());
    let mut by_hand = journal.clone();
    by_hand.steps.doctor.reason = Some("by hand".into());
    assert!(by_hand.undo(now()).unwrap_err().message.contains("changed since"));
    journal.undo(now()).unwrap();
    assert_eq!(journal.steps.doctor.state, State::NotStarted);
}

/// What a journal says, apart from when it was changed and what it remembers.
fn content(journal: &Journal) -> Journal {
    let mut content = journal.clone();
    for kind in Kind::ALL {
        for mut entry in journal.items(*kind).map(|item| item.entry()).collect::<Vec<_>>() {
            entry.set_stamps(Stamps::all(now()));
            content.take(entry.item().id());
            content.put(entry);
        }
    }
    for step in Step::ALL {
        let progress = content.steps.get_mut(*step);
        (progress.modified, progress.stamps) = (None, Stamps::default());
    }
    (content.settings.stamps, content.condition.stamps) = Default::default();
    (content.deleted, content.undo, content.redo) = (Vec::new(), Vec::new(), Vec::new());
    content
}

/// Something to do to a journal: add, edit, delete, move a step, change a setting, several at once.
fn change_of(journal: &Journal, new: Entry, pick: usize, what: u8) -> Change {
    let ids: Vec<Id> = journal.ids().collect();
    let some = |pick: usize| ids.get(pick % ids.len().max(1)).and_then(|&id| journal.find(id)).map(|item| item.entry());
    match (what % 7, some(pick)) {
        (0, Some(was)) => {
            let now =
                was.edited(&[("at", "2020-02-02 08:00".into())], &reading(journal)).unwrap_or_else(|_| was.clone());
            Change::Edit { was: Box::new(was), now: Box::new(now) }
        }
        (1, Some(was)) => Change::Delete(was.item().id()),
        (2, _) => {
            let was = journal.steps.doctor.clone();
            let moved = was.moved(State::Done, now().local().date(), Some("done".into()), None);
            Change::Step { step: Step::Doctor, was: Box::new(was), now: Box::new(moved) }
        }
        (3, _) => {
            let mut changed = journal.settings.clone();
            changed.units = super::super::settings::Units::Mi;
            Change::Settings { was: Box::new(journal.settings.clone()), now: Box::new(changed) }
        }
        (5, _) => {
            let mut changed = journal.condition.clone();
            changed.put(crate::domain::condition::Diagnosis::named("overuse"));
            Change::Condition { was: Box::new(journal.condition.clone()), now: Box::new(changed) }
        }
        (4, Some(was)) => Change::All(vec![add(new), Change::Delete(was.item().id())]),
        _ => add(new),
    }
}

#[test]
fn an_import_that_can_only_be_taken_back_in_part_stays_whole() {
    let mut journal = journal_with([pain(1, 4)]);
    let joined = edit(&journal, 1, &[("level", "5")]);
    journal.make(Change::All(vec![joined, Change::Bring(Box::new(pain(2, 3)))]), now()).unwrap();
    journal.apply(edit(&journal, 1, &[("level", "6")]), now()).unwrap();
    journal.undo(now()).unwrap_err();
    assert_eq!(
        journal.find(id(2)).map(|item| item.entry()).map(|entry| entry.fingerprint()),
        Some(pain(2, 3).fingerprint())
    );
}

/// Some changes one by one, all or none.
fn one_by_one(journal: &mut Journal, changes: Vec<Change>) -> Result<Change, Refusal> {
    let mut all = journal.clone();
    let inverses = changes.into_iter().map(|change| all.apply(change, now()));
    let mut inverses = inverses.collect::<Result<Vec<_>, _>>()?;
    inverses.reverse();
    *journal = all;
    Ok(Change::All(inverses))
}

proptest! {
    #[test]
    fn many_at_once_are_the_same_as_one_by_one(
        journal in journals(),
        new in vec((entries(), any::<bool>()), 0..12),
        pick: usize,
        what: u8,
        twice: bool,
        tamper in proptest::option::of((any::<usize>(), any::<u8>())),
    ) {
        let mut start = journal;
        // what was deleted before comes in later than that
        for (entry, _) in new.iter().take(2) {
            let _ = start.apply(add(entry.clone()), now()).and_then(|_| start.apply(Change::Delete(entry.item().id()), now()));
        }
        let mut seen = std::collections::HashSet::new();
        let mut changes: Vec<Change> = new
            .into_iter()
            .filter(|(entry, _)| twice || (start.find(entry.item().id()).is_none() && seen.insert(entry.item().id())))
            .map(|(entry, brought)| if brought { Change::Bring(Box::new(entry)) } else { add(entry) })
            .collect();
        changes.insert(pick % (changes.len() + 1), change_of(&start, pain(99, 3), pick, what));
        let (mut once, mut slowly) = (start.clone(), start.clone());
        let (at_once, one) = (once.apply(Change::All(changes.clone()), now()), one_by_one(&mut slowly, changes));
        prop_assert_eq!(&once, &slowly);
        prop_assert_eq!(&at_once, &one);
        let Ok(Change::All(inverses)) = at_once else { return Ok(()) };
        if let Some((pick, what)) = tamper {
            let change = change_of(&once, pain(98, 3), pick, what);
            let _ = (once.apply(change.clone(), now()), slowly.apply(change, now()));
        }
        let (at_once, one) = (once.apply(Change::All(inverses.clone()), now()), one_by_one(&mut slowly, inverses));
        prop_assert_eq!(&once, &slowly);
        prop_assert_eq!(at_once, one);
    }

    #[test]
    fn a_change_and_its_inverse_leave_the_journal_as_it_was(journal in journals(), new in entries(), pick: usize, what: u8) {
        let change = change_of(&journal, new, pick, what);
        let mut changed = journal.clone();
        match changed.apply(change, now()) {
            Ok(inverse) => {
                let once = content(&changed);
                let again = changed.apply(inverse, now()).unwrap();
                prop_assert_eq!(content(&changed), content(&journal));
                changed.apply(again, now()).unwrap();
                prop_assert_eq!(content(&changed), once, "and its inverse does it again");
            }
            Err(_) => prop_assert_eq!(changed, journal, "a refused change changes nothing"),
        }
    }

    #[test]
    fn undoing_everything_leads_back_to_the_start(journal in journals(), changes in vec((entries(), any::<usize>(), any::<u8>()), 1..8)) {
        let mut changed = journal.clone();
        changed.undo.clear();
        for (new, pick, what) in changes {
            let change = change_of(&changed, new, pick, what);
            let _ = changed.make(change, now());
        }
        while !changed.undo.is_empty() {
            changed.undo(now()).unwrap();
        }
        prop_assert_eq!(content(&changed), content(&journal));
    }

    #[test]
    fn a_change_made_on_an_older_journal_loses_nothing_of_a_newer_one(journal in journals(), theirs in entries(), mine in entries()) {
        let mut newer = journal.clone();
        prop_assume!(theirs.item().id() != mine.item().id());
        prop_assume!(newer.apply(add(theirs.clone()), now()).is_ok());
        if newer.apply(add(mine.clone()), now()).is_ok() {
            // the first exercise of one's own brings the eight that were built in
            let starters =
                |all: &Journal| all.exercises.iter().filter(|exercise| therapy::is_starter(exercise.id)).count();
            prop_assert_eq!(newer.len() - starters(&newer), journal.len() - starters(&journal) + 2);
            for entry in [theirs, mine] {
                prop_assert_eq!(newer.find(entry.item().id()).unwrap().entry().fingerprint(), entry.fingerprint());
            }
        }
    }

    #[test]
    fn a_change_reads_back_from_its_json(journal in journals(), new in entries(), pick: usize, what: u8) {
        let change = change_of(&journal, new, pick, what);
        let mut changed = journal.clone();
        let inverse = changed.apply(change.clone(), now()).ok();
        for change in std::iter::once(change).chain(inverse) {
            let json = serde_json::to_string(&change).unwrap();
            prop_assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
        }
    }

    #[test]
    fn lists_stay_in_order_whatever_is_added(pains in vec(pains(), 0..20)) {
        let mut journal = Journal::default();
        for pain in pains { let _ = journal.apply(add(Entry::Pain(pain)), now()); }
        prop_assert!(journal.pain.is_sorted_by_key(|pain| (pain.at, pain.id)));
    }
}

#[test]
fn an_import_that_is_taken_back_leaves_no_deletion_and_a_typed_entry_does() {
    let mut journal = journal_with([pain(1, 4)]);
    let brought = (2..=4).map(|n| Change::Bring(Box::new(pain(n, 5)))).collect();
    journal.make(Change::All(brought), now()).unwrap();
    journal.undo(now()).unwrap();
    assert_eq!((journal.pain.len(), journal.deleted.len()), (1, 0));
    journal.redo(now()).unwrap();
    assert_eq!(journal.pain.len(), 4);
    journal.undo(now()).unwrap();
    journal.undo(now()).unwrap();
    assert_eq!((journal.pain.len(), journal.deleted.len()), (0, 1));
    let again = (2..=4).map(|n| Change::Bring(Box::new(pain(n, 5)))).collect();
    journal.make(Change::All(again), now()).unwrap();
    assert_eq!(journal.pain.len(), 3, "and it can come in again");
}

#[test]
fn a_refused_change_of_many_leaves_every_byte() {
    let mut journal = journal_with([pain(1, 4), pain(2, 5)]);
    let all = |journal: &Journal| vec![edit(journal, 1, &[("level", "7")]), Change::Delete(id(2)), add(pain(1, 9))];
    let before = journal.clone();
    let changes = all(&journal);
    assert!(journal.make(Change::All(changes), now()).is_err());
    assert_eq!(journal, before);
}
