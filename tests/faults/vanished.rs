//! A journal that vanished is never an empty one: not to readers, not to writers, not to the screen.

use std::fs;

use crate::kit::Place;

/// Every command that shows something of the journal.
const READERS: &[&[&str]] = &[
    &["list", "pain"],
    &["list", "runs", "--json"],
    &["status"],
    &["status", "--due", "--json"],
    &["report"],
    &["trends", "--json"],
    &["export"],
    &["export", "--format", "fhir"],
    &["check-file"],
    &["show", "abcd"],
    &["undo"],
    &["--print", "80x24"],
];

#[test]
fn gone_with_backups_there_nothing_shows_an_empty_journal() {
    let place = Place::of_yesterday();
    place.save("third");
    fs::remove_file(place.file()).unwrap();
    for args in READERS {
        let answer = place.run(args);
        // a reminder tells nothing due from a failure
        let code = if args.contains(&"--due") { 2 } else { 1 };
        assert_eq!(answer.code, Some(code), "{args:?}: {}", answer.out);
        let said = if args[0] == "check-file" { &answer.out } else { &answer.err };
        assert!(said.contains("is gone, but its backups are there"), "{args:?}: {}{}", answer.out, answer.err);
        assert!(args[0] == "check-file" || answer.out.is_empty(), "{args:?}: {}", answer.out);
    }
    assert!(!place.file().exists());
}

#[test]
fn where_there_is_none_yet_that_is_said_beside_the_answer() {
    let place = Place::new();
    for args in [&["list", "pain"][..], &["status"], &["report"], &["trends"], &["export"], &["list", "runs", "--json"]]
    {
        let answer = place.run(args);
        assert_eq!(answer.code, Some(0), "{args:?}");
        let message = format!("There is no journal yet: {}", place.file().display());
        assert!(answer.err.contains(&message), "{args:?}: {}", answer.err);
    }
    let answer = place.add("first");
    assert!(answer.err.contains("A new journal was begun: "), "{}", answer.err);
    assert!(!place.run(&["status"]).err.contains("journal"));
    assert!(place.run(&["--print", "80x24"]).out.contains("A new journal was begun today"));
    place.age(1);
    assert!(!place.run(&["--print", "80x24"]).out.contains("A new journal was begun"));
}

#[test]
fn the_first_change_of_the_second_day_keeps_the_first_day_however_young_the_file_looks() {
    let place = Place::of_yesterday();
    let first_day = place.bytes();
    place.save("second day");
    assert_eq!(fs::read(&place.backups()[0]).unwrap(), first_day);
}

#[test]
fn a_backup_of_a_day_to_come_is_not_the_newest() {
    let place = Place::of_yesterday();
    place.save("third");
    let good = place.backups().remove(0);
    let ahead = place.path().join("backups/journal-2999-01-01.json");
    fs::copy(&good, &ahead).unwrap();
    fs::write(place.file(), "torn {").unwrap();
    let answer = place.run(&["status"]);
    assert!(answer.err.contains(good.to_str().unwrap()) && !answer.err.contains("2999"), "{}", answer.err);
}
