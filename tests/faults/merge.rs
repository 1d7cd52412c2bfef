//! A merge that is killed, or in which any call of the disk fails: nothing is lost, nothing comes twice, and it can be done
//! once more.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::kit::{Answer, Call, PROGRAM, Place, calls, can_trace, traced};

const COPY: &str = "journal.sync-conflict-20261126-071200-D4LGQYW.json";

/// A journal with "first", "second" and "here", beside it a copy with "first", "second" and "there".
fn with_copy() -> Place {
    let place = Place::with_two();
    let other = place.copy();
    place.save("here");
    other.save("there");
    let copy = place.path().join(COPY);
    fs::copy(other.file(), &copy).unwrap();
    let then = SystemTime::now() - Duration::from_secs(60);
    fs::File::options().write(true).open(&copy).unwrap().set_modified(then).unwrap();
    place.age(1);
    place
}

fn merging(place: &Place) -> Vec<String> {
    [PROGRAM, "--file", place.file().to_str().unwrap(), "merge"].map(str::to_owned).to_vec()
}

/// What both sides hold is somewhere, once; and the next merge ends with all of it in the journal.
fn assert_kept(place: &Place, answer: &Answer, when: &str) {
    let there = |place: &Place| {
        let mut notes = place.notes();
        notes.sort();
        notes
    };
    let copy = place.path().join(COPY);
    let notes = there(place);
    let merged = notes == ["first", "here", "second", "there"];
    assert!(merged || (notes == ["first", "here", "second"] && copy.exists()), "{when}: {notes:?}");
    assert!(merged || !answer.out.contains("Merged and saved"), "{when}: said to be merged, and is not");
    let again = place.run(&["merge"]);
    assert_eq!(again.code, Some(0), "{when}: {}", again.err);
    assert_eq!(there(place), ["first", "here", "second", "there"], "{when}");
    assert!(!copy.exists() && place.backups().iter().any(|path| path.ends_with(COPY)), "{when}: the copy is kept");
    let checked = place.run(&["check-file"]);
    assert_eq!(checked.code, Some(0), "{when}: {}", checked.out);
}

fn all_calls(start: &Place) -> Vec<Call> {
    let model = start.copy();
    let all = calls(&merging(&model), model.path());
    assert!(all.iter().filter(|call| call.name.starts_with("rename")).count() > 1, "{all:?}");
    all
}

#[test]
fn killed_at_any_call_of_a_merge_nothing_is_lost_and_nothing_comes_twice() {
    if !can_trace() {
        return;
    }
    let start = with_copy();
    for call in &all_calls(&start) {
        let place = start.copy();
        let inject = format!("inject={}:signal=KILL:when={}", call.name, call.nth);
        let (answer, _) = traced(&["-e", &inject], &merging(&place));
        assert_kept(&place, &answer, &call.line);
    }
}

#[test]
fn where_any_call_of_a_merge_fails_nothing_is_lost_and_nothing_comes_twice() {
    if !can_trace() {
        return;
    }
    let start = with_copy();
    for call in all_calls(&start).iter().filter(|call| crate::failing::OF_THE_DISK.contains(&&*call.name)) {
        for error in ["EIO", "ENOSPC"] {
            let place = start.copy();
            let inject = format!("inject={}:error={error}:when={}", call.name, call.nth);
            let (answer, _) = traced(&["-e", &inject], &merging(&place));
            assert_kept(&place, &answer, &format!("{inject} at {}", call.line));
        }
    }
}
