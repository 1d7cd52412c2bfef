//! Opening and committing on a real disk; what can go wrong there is in `tests/faults.rs`.

use super::*;
use crate::domain::arbitrary::clock;
use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
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
    let opened = store.open(now()).unwrap();
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
    assert_eq!(store.open(now()).unwrap().journal.notes.len(), 3);
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
    let mine = store.commit(now(), |journal| journal.make(note(1), now())).unwrap().stamp;
    assert_eq!(store.stamp(), mine);
    store.commit(now(), |journal| journal.make(note(2), now())).unwrap();
    assert_ne!(store.stamp(), mine);
}

/// A journal of two notes that was written a while ago, opened and held.
fn held() -> (tempfile::TempDir, Store, Held) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    for n in 1..=2 {
        store.commit(now(), |journal| journal.make(note(n), now())).unwrap();
    }
    let opened = store.open(now()).unwrap();
    let held = store.hold(opened.journal, opened.stamp.unwrap()).unwrap();
    (folder, store, held)
}

fn commit(store: &Store, held: Option<Held>, n: u128) -> Saved<()> {
    store.commit_on(held, now(), |journal| journal.make(note(n), now())).unwrap()
}

#[test]
fn a_file_that_nobody_changed_is_not_read_again_and_the_same_bytes_are_written() {
    let (_folder, store, held) = held();
    let saved = commit(&store, Some(held), 3);
    assert!(saved.was_held);
    let saved = commit(&store, saved.hold(), 4);
    assert!(saved.was_held);
    let opened = store.open(now()).unwrap();
    assert_eq!((&opened.journal, opened.stamp), (&saved.journal, saved.stamp));
    assert_eq!(std::fs::read(store.path()).unwrap(), journal_json::write(&saved.journal));
}

#[test]
fn whatever_another_program_did_to_the_file_is_seen_by_the_next_save() {
    type Elsewhere = fn(&Store);
    /// Another note in the file by other means than ours: one of the same length in its place.
    fn rewritten(store: &Store) -> Vec<u8> {
        let text = std::fs::read_to_string(store.path()).unwrap();
        assert!(text.contains("invented"));
        text.replacen("invented", "inserted", 1).into_bytes()
    }
    let cases: [(&str, Elsewhere); 4] = [
        ("a commit", |store| drop(commit(store, None, 9))),
        ("written into, the same length, in the same moment", |store| {
            use std::io::Write;
            let bytes = rewritten(store);
            std::fs::File::options().write(true).open(store.path()).unwrap().write_all(&bytes).unwrap();
        }),
        ("replaced, the same length", |store| {
            let beside = store.path().with_extension("other");
            let mut file = std::fs::File::create(&beside).unwrap();
            std::io::Write::write_all(&mut file, &rewritten(store)).unwrap();
            std::fs::rename(&beside, store.path()).unwrap();
        }),
        ("replaced, with the times of the old one", |store| {
            let beside = store.path().with_extension("other");
            let before = std::fs::metadata(store.path()).unwrap().modified().unwrap();
            let mut file = std::fs::File::create(&beside).unwrap();
            std::io::Write::write_all(&mut file, &rewritten(store)).unwrap();
            file.set_modified(before).unwrap();
            std::fs::rename(&beside, store.path()).unwrap();
        }),
    ];
    for (what, elsewhere) in cases {
        // held since it was opened, and held since it was saved
        for saves in 0..2 {
            let (_folder, store, held) = held();
            let mut held = Some(held);
            for n in 0..saves {
                held = commit(&store, held, 3 + n).hold();
            }
            assert!(held.is_some(), "{what}");
            elsewhere(&store);
            let there = store.open(now()).unwrap().journal;
            let saved = commit(&store, held, 20);
            assert!(!saved.was_held, "{what}, after {saves} saves");
            assert_eq!(saved.journal.notes[..there.notes.len()], there.notes, "{what}");
            assert_eq!(store.open(now()).unwrap().journal.notes.len(), there.notes.len() + 1, "{what}");
        }
    }
}

#[test]
fn a_file_too_young_to_be_told_from_what_may_still_be_written_into_it_is_not_held() {
    let (_folder, store, _) = held();
    std::fs::File::options()
        .write(true)
        .open(store.path())
        .unwrap()
        .set_modified(std::time::SystemTime::now())
        .unwrap();
    let opened = store.open(now()).unwrap();
    assert!(store.hold(opened.journal, opened.stamp.unwrap()).is_none());
}

#[test]
fn a_refused_change_lets_go_of_what_was_held_and_writes_nothing() {
    let (_folder, store, held) = held();
    let before = std::fs::read(store.path()).unwrap();
    let refused = store.commit_on(Some(held), now(), |journal| journal.make(note(1), now()));
    assert!(matches!(refused, Err(Failure::Refusal(_))));
    assert_eq!(std::fs::read(store.path()).unwrap(), before);
}

fn describe(store: &Store) -> Result<String, String> {
    let taken = store.commit(now(), |journal| journal.undo(now()));
    taken.map(|saved| saved.outcome.message).map_err(|failure| failure.to_string())
}

#[test]
fn what_can_be_undone_is_a_file_of_its_own_that_no_copy_of_the_journal_has() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json")).with_state(Some(folder.path().join("state")));
    store.commit(now(), |journal| journal.make(note(1), now())).unwrap();
    let journal = store.open(now()).unwrap().journal;
    let lists = undo::path(store.state(), &paths::resolve(store.path()).unwrap(), &journal).unwrap();
    assert!(lists.starts_with(folder.path().canonicalize().unwrap().join("state/undo")), "{lists:?}");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&lists), mode(lists.parent().unwrap())), (0o600, 0o700));
    assert!(!std::fs::read_to_string(store.path()).unwrap().contains("undo"));
    assert!(store.refuse_own(&lists).is_err());
    assert!(describe(&store).unwrap().starts_with("added note"));
    assert_eq!(describe(&store).unwrap_err(), "There is nothing to undo.");
    // done again by another process
    store.commit(now(), |journal| journal.redo(now())).unwrap();
    assert_eq!(store.open(now()).unwrap().journal.notes.len(), 1);
}

#[test]
fn a_change_that_is_among_those_to_undo_and_never_came_to_be_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    store.commit(now(), |journal| journal.make(note(1), now())).unwrap();
    let before = std::fs::read(store.path()).unwrap();
    store.commit(now(), |journal| journal.make(note(2), now())).unwrap();
    // killed between the one rename and the other
    std::fs::rename(store.path(), folder.path().join("never")).unwrap();
    std::io::Write::write_all(&mut std::fs::File::create(store.path()).unwrap(), &before).unwrap();
    let taken = store.commit(now(), |journal| journal.undo(now())).unwrap().outcome;
    assert!(taken.message.starts_with("added note") && taken.dropped.len() == 1, "{taken:?}");
    assert!(store.open(now()).unwrap().journal.is_empty());
}

#[test]
fn lists_that_cannot_be_read_are_kept_aside_and_hinder_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    store.commit(now(), |journal| journal.make(note(1), now())).unwrap();
    let journal = store.open(now()).unwrap().journal;
    let lists = undo::path(store.state(), &paths::resolve(store.path()).unwrap(), &journal).unwrap();
    let mut file = std::fs::File::create(&lists).unwrap();
    std::io::Write::write_all(&mut file, b"damaged").unwrap();
    store.commit(now(), |journal| journal.make(note(2), now())).unwrap();
    assert_eq!(std::fs::read(lists.with_extension("aside.json")).unwrap(), b"damaged");
    assert!(describe(&store).unwrap().starts_with("added note"));
    assert_eq!(store.open(now()).unwrap().journal.notes.len(), 1);
}

#[test]
fn lists_damaged_while_the_journal_is_held_are_kept_aside_and_those_held_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("journal.json"));
    for n in 1..4 {
        store.commit(now(), |journal| journal.make(note(n), now())).unwrap();
    }
    let saved = store.commit(now(), |journal| journal.make(note(4), now())).unwrap();
    let lists = undo::path(store.state(), &paths::resolve(store.path()).unwrap(), &saved.journal).unwrap();
    let mut file = std::fs::File::create(&lists).unwrap();
    std::io::Write::write_all(&mut file, b"damaged").unwrap();
    let saved = store.commit_on(saved.hold(), now(), |journal| journal.make(note(5), now())).unwrap();
    assert!(saved.was_held);
    assert_eq!(std::fs::read(lists.with_extension("aside.json")).unwrap(), b"damaged");
    assert_eq!(store.open(now()).unwrap().journal.undo.len(), 5);
}
