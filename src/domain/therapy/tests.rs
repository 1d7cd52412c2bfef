//! Tests of the programme: doses, slips, the eight starters and the first edit.

use super::*;
use crate::domain::arbitrary::{clock, id, reading};
use crate::domain::change::Change;
use crate::domain::entry::{Entry, Item};
use crate::domain::journal::Journal;

fn exercise(journal: &Journal, texts: &[(&str, &str)]) -> Result<Exercise, String> {
    let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    match Entry::create(Kind::Exercise, id(1), &texts, &reading(journal)) {
        Ok(Entry::Exercise(exercise)) => Ok(exercise),
        Ok(other) => panic!("{other:?}"),
        Err(refusals) => Err(refusals[0].message.clone()),
    }
}

#[test]
fn a_dose_is_said_as_people_say_it() {
    let journal = Journal::default();
    for (texts, message) in [
        (&[][..], ""),
        (&[("hold", "30")], "30 s"),
        (&[("sets", "2"), ("hold", "30s"), ("each_side", "yes")], "2 × 30 s each side"),
        (&[("sets", "2"), ("reps", "10"), ("days", "3")], "2 × 10 repeats, 3 days a week"),
        (&[("sets", "1"), ("reps", "1")], "1 repeat"),
        (&[("reps", "10"), ("hold", "5")], "10 holds of 5 s"),
        (&[("sets", "3"), ("each_side", "yes")], "3 sets each side"),
        (&[("days", "7")], "7 days a week"),
        (&[("each_side", "yes")], "each side"),
    ] {
        let all: Vec<_> = texts.iter().copied().chain([("name", "x")]).collect();
        assert_eq!(exercise(&journal, &all).unwrap().dose(), message, "{texts:?}");
    }
}

#[test]
fn a_likely_slip_is_flagged_and_not_refused() {
    let journal = Journal::default();
    for (key, text, flagged) in [
        ("hold", "120", false),
        ("hold", "121", true),
        ("hold", "2:00", false),
        ("hold", "10min", true),
        ("reps", "10", false),
        ("reps", "11", true),
    ] {
        let made = exercise(&journal, &[("name", "x"), (key, text)]).unwrap();
        assert_eq!(made.slip().is_some(), flagged, "{key} {text}");
        assert_eq!(Record::describe(&made, &Settings::default()).contains("what you meant"), flagged);
    }
}

#[test]
fn what_cannot_be_is_refused_at_its_exact_edge() {
    let journal = Journal::default();
    for (key, good, bad) in [
        ("sets", &["1", "20"][..], &["0", "21", "two", "-1", "1.5"][..]),
        ("reps", &["1", "100"], &["0", "101"]),
        ("hold", &["1", "600", "10min"], &["0", "601", "11min", "long"]),
        ("rest", &["1", "600"], &["0", "601"]),
        ("days", &["1", "7"], &["0", "8"]),
        ("place", &["1", "100"], &["0", "101"]),
        ("group", &["psoas", "hip flexion"], &["hip", "arms"]),
        ("until", &["today", "in 3 days"], &["yesterday"]),
        ("name", &["clam-shell 2"], &["a,b", "a:b"]),
    ] {
        for (text, accepted) in good.iter().map(|text| (text, true)).chain(bad.iter().map(|text| (text, false))) {
            let texts = if key == "name" { vec![(key, *text)] } else { vec![("name", "x"), (key, *text)] };
            assert_eq!(exercise(&journal, &texts).is_ok(), accepted, "{key} {text}");
        }
    }
}

#[test]
fn the_file_of_starters_holds_the_eight_groups_each_with_the_usual_dose() {
    let all = starters(&Journal::default(), clock().now);
    let groups: Vec<Group> = all.iter().map(|one| one.group.unwrap()).collect();
    assert_eq!(groups, Group::ALL[..8]);
    for one in &all {
        let (sets, hold) = (one.sets.unwrap(), one.hold_s.unwrap_or(0));
        // about 60 s of stretch a side, or two sets of ten
        assert!(sets * hold == 60 || (hold == 0 && one.reps == Some(10)), "{one:?}");
        assert_eq!((one.days, one.slip(), is_starter(one.id)), (Some(USUAL_DAYS), None, true));
        assert!(one.how.as_deref().unwrap().len() > 60);
    }
    assert!(!is_starter(id(1)));
}

#[test]
fn the_first_edit_writes_the_starters_and_undo_takes_all_of_it_back() {
    let now = clock().now;
    let seen = starters(&Journal::default(), now);
    let longer = Exercise { hold_s: Some(45), ..seen[3].clone() };
    let edit = Change::Edit {
        was: Box::new(Entry::Exercise(seen[3].clone())),
        now: Box::new(Entry::Exercise(longer.clone())),
    };
    let own = exercise(&Journal::default(), &[("name", "clamshell")]).unwrap();
    let add = Change::Add(Box::new(Entry::Exercise(own)));
    for (change, count) in [(edit, 8), (Change::Delete(seen[0].id), 7), (add, 9)] {
        let mut journal = Journal::default();
        journal.make(change.clone(), now).unwrap();
        assert_eq!(journal.exercises.len(), count, "{change:?}");
        assert_eq!(programme(&journal, now).len(), count);
        let mut fresh = Journal::default();
        fresh.make_fresh(change.clone(), now).unwrap();
        assert_eq!(fresh.exercises, journal.exercises, "the way that takes no time does the same");
        journal.undo(now).unwrap();
        assert_eq!((journal.exercises.len(), programme(&journal, now).len()), (0, 8));
    }
    let mut journal = Journal::default();
    let note = Entry::blank(Kind::Note, id(2), now);
    journal.make(Change::Add(Box::new(note)), now).unwrap();
    assert_eq!(journal.exercises.len(), 0, "another kind of entry writes none");
    let deleted = journal.make(Change::Delete(id(77)), now);
    assert!(deleted.is_err() && journal.exercises.is_empty());
}

#[test]
fn a_name_is_there_once_as_long_as_it_lasts() {
    let mut journal = Journal::default();
    let message = exercise(&journal, &[("name", "Figure-Four")]).unwrap_err();
    assert!(message.contains("in the programme already"), "{message}");
    let mut old = exercise(&journal, &[("name", "clamshell"), ("at", "-9")]).unwrap();
    (old.id, old.until) = (id(7), Some("2026-11-22".parse().unwrap()));
    journal.exercises.push(old);
    assert!(exercise(&journal, &[("name", "clamshell")]).is_ok(), "it was over the day before");
    assert!(exercise(&journal, &[("name", "clamshell"), ("at", "yesterday")]).is_err());
    journal.exercises[0].until = None;
    assert!(exercise(&journal, &[("name", "clamshell")]).is_err());
    // editing anything else of one that shares its name is never in the way
    let item: &dyn Item = &journal.exercises[0];
    assert!(item.entry().edited(&[("sets", "3".into())], &reading(&journal)).is_ok());
}

#[test]
fn the_list_is_in_the_order_of_its_places() {
    let mut journal = Journal::default();
    for (n, place) in [None, Some(2), Some(1), None].into_iter().enumerate() {
        let mut one = Exercise::blank(id(n as u128 + 1), clock().now);
        one.place = place;
        journal.exercises.push(one);
    }
    let ids: Vec<Id> = programme(&journal, clock().now).iter().map(|one| one.id).collect();
    assert_eq!(ids, [id(3), id(2), id(1), id(4)]);
}
