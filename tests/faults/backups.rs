//! Backups by day: one a day, never changed again, thinned out, and their journal is not begun anew.

use std::fs;

use chrono::{Days, Local, NaiveDate};

use crate::kit::Place;

fn days_ago(days: u64) -> NaiveDate {
    Local::now().date_naive() - Days::new(days)
}

#[test]
fn the_first_change_of_a_day_keeps_the_file_of_the_day_before_and_no_later_one_touches_it() {
    let place = Place::of_yesterday();
    let old = place.bytes();
    let name = format!("journal-{}.json", days_ago(1));
    for note in ["third", "fourth", "fifth"] {
        place.save(note);
        let backups = place.backups();
        assert_eq!(backups.len(), 1, "{note}: {backups:?}");
        assert_eq!(backups[0].file_name().unwrap().to_str(), Some(&*name));
        assert_eq!(fs::read(&backups[0]).unwrap(), old, "{note}");
    }
}

#[test]
fn changes_of_one_day_keep_nothing() {
    let place = Place::with_two();
    assert_eq!(place.backups().len(), 0);
}

#[test]
fn a_backup_of_that_day_is_never_replaced() {
    let place = Place::of_yesterday();
    let old = place.bytes();
    place.save("third");
    place.age(1);
    place.save("fourth");
    let backups = place.backups();
    assert_eq!((backups.len(), fs::read(&backups[0]).unwrap()), (1, old));
}

#[test]
fn fourteen_days_and_eight_weeks_stay_and_nothing_of_others_is_removed() {
    let place = Place::of_yesterday();
    let folder = place.path().join("backups");
    fs::create_dir(&folder).unwrap();
    for days in 2..150 {
        fs::write(folder.join(format!("journal-{}.json", days_ago(days))), "{}").unwrap();
    }
    let others =
        ["journal-2020-01-01.json.txt", "other-2020-01-01.json", "journal-notes.json", "journal-2020-13-01.json"];
    for name in others {
        fs::write(folder.join(name), "mine").unwrap();
    }
    place.save("third");
    let names: Vec<String> =
        place.backups().iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    assert!(others.iter().all(|other| names.iter().any(|name| name == other)), "{names:?}");
    let days: Vec<&String> = names.iter().filter(|name| !others.contains(&name.as_str())).collect();
    assert_eq!(days.len(), 22, "{days:?}");
    for ago in 1..=14 {
        let name = format!("journal-{}.json", days_ago(ago));
        assert!(days.contains(&&name), "{name} of {days:?}");
    }
}

#[test]
fn a_backup_that_cannot_be_kept_stops_the_change() {
    let place = Place::of_yesterday();
    let old = place.bytes();
    fs::write(place.path().join("backups"), "a file where the folder should be").unwrap();
    let answer = place.add("new");
    assert_eq!((answer.code, &*answer.out), (Some(1), ""));
    assert!(answer.err.contains("backups"), "{}", answer.err);
    assert_eq!(place.bytes(), old);
    assert_eq!(place.litter(), [""; 0]);
}

#[test]
fn a_journal_that_vanished_is_refused_where_there_are_backups_good_or_bad() {
    for content in [None, Some("torn {")] {
        let place = Place::of_yesterday();
        place.save("third");
        let backup = place.backups().remove(0);
        if let Some(content) = content {
            fs::write(&backup, content).unwrap();
        }
        fs::remove_file(place.file()).unwrap();
        let answer = place.add("new");
        assert_eq!((answer.code, &*answer.out), (Some(1), ""));
        let help =
            if content.is_none() { "`twinge restore` brings it back" } else { "None of them can be read as a journal" };
        for part in ["is gone, but its backups are there", help, "To begin anew, move"] {
            assert!(answer.err.contains(part), "{part}: {}", answer.err);
        }
        assert!(!place.file().exists());
    }
}

#[test]
fn the_newest_good_backup_is_named_and_restored_past_a_damaged_one() {
    let place = Place::of_yesterday();
    place.save("third");
    let good = place.backups().remove(0);
    let older = place.path().join(format!("backups/journal-{}.json", days_ago(3)));
    fs::rename(&good, &older).unwrap();
    fs::write(&good, "torn {").unwrap();
    fs::write(place.file(), "torn too {").unwrap();
    let answer = place.add("new");
    assert!(answer.err.contains(older.to_str().unwrap()), "{}", answer.err);
    let answer = place.run(&["restore", "--yes"]);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    assert_eq!(place.notes(), ["first", "second"]);
    let kept = place.litter();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(fs::read(place.path().join(&kept[0])).unwrap(), b"torn too {");
}
