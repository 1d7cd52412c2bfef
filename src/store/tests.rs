//! Opening and committing on a real disk; what can go wrong there is in `tests/faults.rs`.

use super::*;
use crate::domain::arbitrary::clock;
use crate::domain::change::Change;
use crate::domain::entry::{Entry, Record};
use crate::domain::id::Id;
use crate::domain::notes::Note;

fn note(n: u128) -> Change {
    let mut note = Note::blank(Id(uuid::Uuid::from_u128(n)), clock().now);
    note.note = Some("invented".into());
    Change::Add(Box::new(Entry::Note(note)))
}

fn now() -> At {
    clock().now
}

#[test]
fn a_journal_that_is_not_there_yet_is_empty_and_reading_does_not_make_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("new/journal.json"));
    let opened = store.open().unwrap();
    assert!(opened.journal.is_empty() && opened.stamp.is_none());
    assert!(!folder.path().join("new").exists());
}

#[test]
fn each_commit_works_on_what_is_in_the_file_then() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    for n in 1..=3 {
        store.commit(now(), |journal| journal.make(note(n), now())).unwrap();
    }
    assert_eq!(store.open().unwrap().journal.notes.len(), 3);
}

#[test]
fn a_refused_change_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    store.commit(now(), |journal| journal.make(note(1), now())).unwrap();
    let before = std::fs::read(store.path()).unwrap();
    assert!(matches!(store.commit(now(), |journal| journal.make(note(1), now())), Err(Failure::Refusal(_))));
    assert_eq!(std::fs::read(store.path()).unwrap(), before);
}

#[test]
fn the_stamp_tells_when_somebody_else_saved() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    let (_, mine, ()) = store.commit(now(), |journal| journal.make(note(1), now())).unwrap();
    assert_eq!(store.stamp(), mine);
    store.commit(now(), |journal| journal.make(note(2), now())).unwrap();
    assert_ne!(store.stamp(), mine);
}
