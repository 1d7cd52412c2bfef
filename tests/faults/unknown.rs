//! Fields of a later twinge ride along; a newer version is only read.

use std::fs;
use std::path::Path;

use crate::kit::{Answer, PROGRAM, Place, quiet};

/// A journal in the program's own layout with something unknown at every depth: odd numbers, escapes and blanks too.
const FROM_LATER: &str = r#"{
  "format": "twinge-journal", "version": 1,
  "settings": {"units":"mi","week_starts_on":"sunday","day_starts_at":"03:30","clock":"12h","morning_ends_at":"10:00","later":1.10},
  "condition": {"name":"an invented glute","later":{"deep":[1e400,12345678901234567890123]}},
  "clearance": [
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000001","at":"2026-11-01T07:30:00+01:00","later":"\u00e9 \\ \" é"}
  ],
  "steps": {
    "doctor": {"state":"done","since":"2026-11-01","history":[{"state":"under-way","later":3}],"later":4},
    "therapy": {"state":"not-started"},
    "orthotics": {"state":"not-started"},
    "surface": {"state":"not-started"},
    "massage": {"state":"not-started"},
    "later": {"state":"wobbling"}
  },
  "pain": [
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000002","at":"2026-11-02T07:30:00+01:00","level":4,"sites":[{"site":"groin","side":"left","later":5}],"note":"earlier","later":null},
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000003","at":"2026-11-03T07:30:00+01:00","level":10,"later":[]}
  ],
  "runs": [
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000004","at":"2026-11-04T07:30:00+01:00","distance_m":5200,"surfaces":[{"surface":"grass","distance_m":5200,"later":6}],"pain":{"before":2,"later":7},"source":{"kind":"fit","later":8},"later":-0.0}
  ],
  "notes": [],
  "visits": [
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000005","at":"2026-11-05T07:30:00+01:00","later":{"":{}}}
  ],
  "questions": [],
  "exercises": [],
  "sessions": [],
  "gear": [],
  "massages": [],
  "checks": [],
  "sitting": [],
  "measures": [],
  "markers": [],
  "deleted": [
    {"id":"01934f6e-7c1a-7b3e-8f00-000000000006","kind":"note","at":"2026-11-06T07:30:00+01:00","entry":{"id":"01934f6e-7c1a-7b3e-8f00-000000000006","later":9},"later":10}
  ],
  "undo": [
    {"at":"2026-11-06T07:30:00+01:00","change":{"wobble":{"from":1,"later":11}},"later":12},
    {"at":"2026-11-06T07:30:00+01:00","change":{"remove":{"id":"01934f6e-7c1a-7b3e-8f00-000000000003","print":"0000000000000000","later":13}},"later":14}
  ],
  "later": [{"b":1,"a":2}],
  "and more": true
}
"#;

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.trim_end_matches(',')).collect()
}

/// The lines of a file that are not of its lists of changes, nor of its head.
fn kept(text: &str) -> Vec<&str> {
    let head = |line: &&str| !line.trim_start().starts_with("\"format\"");
    let (before, rest) = text.split_once("  \"undo\": [").unwrap_or((text, ""));
    let after = rest.split_once("\n  ]").map_or("", |(_, after)| after);
    lines(before).into_iter().chain(lines(after)).filter(head).filter(|line| !line.is_empty()).collect()
}

#[test]
fn what_is_unknown_survives_a_change_of_something_else_byte_for_byte() {
    let place = Place::new();
    fs::write(place.file(), FROM_LATER).unwrap();
    place.save("new");
    let written = String::from_utf8(place.bytes()).unwrap();
    let now = lines(&written);
    for line in kept(FROM_LATER) {
        assert!(now.contains(&line), "{line} is not in\n{written}");
    }
    assert_eq!(now.len(), kept(FROM_LATER).len() + 3, "the head, the entry and what was lost\n{written}");
}

#[test]
fn a_file_of_version_1_is_read_kept_and_said_and_brings_what_can_be_undone() {
    let place = Place::new();
    place.save("first");
    let mut old: serde_json::Value = serde_json::from_slice(&place.bytes()).unwrap();
    let id = old["pain"][0]["id"].clone();
    let print = {
        let lists = fs::read_to_string(place.lists()).unwrap();
        let lists: serde_json::Value = serde_json::from_str(&lists).unwrap();
        lists["undo"][0]["change"]["remove"]["print"].clone()
    };
    let undo = serde_json::json!({ "at": old["pain"][0]["at"], "change": { "remove": { "id": id, "print": print } } });
    let whole = old.as_object_mut().unwrap();
    whole.retain(|key, _| !["minor", "journal", "lost"].contains(&&**key));
    whole.insert("version".into(), 1.into());
    whole.insert("undo".into(), serde_json::json!([undo]));
    fs::write(place.file(), serde_json::to_vec(&old).unwrap()).unwrap();
    let before = place.bytes();
    assert_eq!(place.run(&["status"]).err, "", "reading says nothing of it");
    assert_eq!(place.bytes(), before);
    let answer = place.add("second");
    assert!(
        answer.err.contains("older versions of twinge can read") && answer.err.contains("not change it"),
        "{}",
        answer.err
    );
    let copy = place.path().join("backups/journal-version-1.json");
    assert_eq!(fs::read(&copy).unwrap(), before);
    assert_eq!(place.add("third").err, "", "said once");
    let now: serde_json::Value = serde_json::from_slice(&place.bytes()).unwrap();
    assert_eq!((now["version"].as_u64(), now["minor"].as_u64(), now.get("undo")), (Some(2), Some(0), None));
    let id = now["journal"].clone();
    assert!(id.is_string());
    for (message, left) in [("third", 2), ("second", 1), ("first", 0)] {
        let answer = place.run(&["undo"]);
        assert!(answer.code == Some(0) && answer.out.contains(message), "{message}: {}{}", answer.out, answer.err);
        assert_eq!(place.notes().len(), left);
    }
    // the old file put back is upgraded again to the same journal, and kept once
    fs::copy(&copy, place.file()).unwrap();
    place.save("again");
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&place.bytes()).unwrap()["journal"], id);
    assert_eq!(place.backups().len(), 1);
}

#[test]
fn entries_in_any_order_are_sorted_when_written() {
    let place = Place::new();
    // a plain reader has no number as large as that
    let mut whole: serde_json::Value = serde_json::from_str(&FROM_LATER.replace("1e400,", "")).unwrap();
    whole["pain"].as_array_mut().unwrap().reverse();
    fs::write(place.file(), serde_json::to_vec_pretty(&whole).unwrap()).unwrap();
    place.save("new");
    assert_eq!(place.notes(), ["earlier", "", "new"]);
}

#[test]
fn a_change_made_by_a_later_twinge_is_not_undone_by_this_one() {
    let place = Place::new();
    let later = FROM_LATER.lines().filter(|line| !line.contains("\"remove\"")).collect::<Vec<_>>().join("\n");
    fs::write(place.file(), later.replace("\"later\":12},", "\"later\":12}")).unwrap();
    let old = place.bytes();
    let answer = place.run(&["undo"]);
    assert_eq!((answer.code, &*answer.out), (Some(2), ""));
    assert!(answer.err.contains("made by a newer version of twinge"), "{}", answer.err);
    assert_eq!(place.bytes(), old);
}

#[test]
fn a_newer_version_is_read_with_a_sentence_and_never_written() {
    let place = Place::new();
    let newer = FROM_LATER.replace("\"version\": 1", "\"version\": 3");
    fs::write(place.file(), &newer).unwrap();
    let answer = place.run(&["list", "pain"]);
    assert!(answer.code == Some(0) && answer.out.contains("earlier"), "{}", answer.err);
    assert!(answer.err.contains("written by a newer twinge"), "{}", answer.err);
    for args in [&["pain", "5"][..], &["undo"], &["step", "doctor", "done"], &["delete", "0002"]] {
        let answer = place.run(args);
        assert_eq!((answer.code, &*answer.out), (Some(1), ""), "{args:?}");
        assert!(answer.err.contains("can be read here, not changed"), "{}", answer.err);
        assert_eq!(place.bytes(), newer.as_bytes(), "{args:?}");
    }
    // one that this version cannot make sense of is not called damaged
    let strange = newer.replace("\"pain\": [", "\"pain\": {\"by\": [").replace("\"runs\": [", "\"x\": 1}, \"runs\": [");
    fs::write(place.file(), strange).unwrap();
    let old = place.bytes();
    let answer = place.add("new");
    assert!(answer.code == Some(1) && answer.err.contains("version 3, written by a newer twinge"), "{}", answer.err);
    assert_eq!(place.bytes(), old);
}

/// What may stand in the place of the lists and cannot be read, each with what is said of it.
fn unreadable(lists: &Path, how: usize) -> Option<&'static str> {
    let newer = r#"{"format":"twinge-undo","version":2,"journal":null,"undo":[],"redo":[]}"#;
    match how {
        0 => fs::write(lists, &fs::read(lists).unwrap()[..60]).unwrap(),
        1 => fs::write(lists, newer).unwrap(),
        2 => fs::write(lists, "").unwrap(),
        3 => {
            fs::remove_file(lists).unwrap();
            fs::create_dir(lists).unwrap();
        }
        _ => return None,
    }
    ["is damaged", "written by a newer twinge (version 2", "is damaged", "is a folder"].get(how).copied()
}

#[test]
fn lists_that_cannot_be_read_are_named_and_never_written_over() {
    for how in 0.. {
        let place = Place::with_two();
        let lists = place.lists();
        let Some(message) = unreadable(&lists, how) else { break };
        let (old, there) = (place.bytes(), fs::read(&lists).ok());
        for _ in 0..2 {
            let answer = place.run(&["undo"]);
            assert_eq!((answer.code, &*answer.out), (Some(2), ""), "{how}");
            for part in ["nothing to undo", message, lists.to_str().unwrap(), "never written over"] {
                assert!(answer.err.contains(part), "{how}: no {part:?} in {}", answer.err);
            }
            assert_eq!((place.bytes(), fs::read(&lists).ok()), (old.clone(), there.clone()), "{how}");
        }
        let answer = place.run(&["check-file"]);
        assert!(answer.code == Some(0) && answer.out.contains(message), "{how}: {}", answer.out);
        // one after the other, each by its own name
        for (n, name) in ["aside.json", "aside-2.json"].iter().enumerate() {
            if n > 0 {
                fs::write(&lists, "again").unwrap();
            }
            place.save("new");
            let aside = lists.with_extension(name);
            if n == 0 && there.is_none() {
                assert!(aside.is_dir(), "{how}");
            } else {
                let wanted = if n == 0 { there.clone().unwrap() } else { b"again".to_vec() };
                assert_eq!(fs::read(&aside).unwrap(), wanted, "{how} {name}");
            }
            let answer = place.run(&["check-file"]);
            assert!(answer.out.contains(name), "{how}: {}", answer.out);
            assert!(place.run(&["undo"]).out.starts_with("Undone: added"), "{how}");
            let answer = place.run(&["undo"]);
            assert!(answer.code == Some(2) && answer.err.contains(name), "{how}: {}", answer.err);
        }
    }
}

#[test]
fn a_file_of_version_1_that_comes_back_does_not_cost_what_could_be_undone_meanwhile() {
    let place = Place::new();
    let first = FROM_LATER.replace("1e400", "1");
    fs::write(place.file(), &first).unwrap();
    place.save("new");
    let (lists, before) = (place.lists(), fs::read(place.lists()).unwrap());
    fs::write(place.file(), &first).unwrap();
    place.save("other");
    assert_eq!(place.lists(), lists);
    assert_eq!(fs::read(lists.with_extension("aside.json")).unwrap(), before);
}

#[test]
fn copies_of_a_journal_never_take_back_or_use_up_what_was_done_in_the_other() {
    let place = Place::with_two();
    let copy = place.path().join("copy.json");
    fs::copy(place.file(), &copy).unwrap();
    let run = |path: &Path, args: &[&str]| -> Answer {
        quiet(PROGRAM).arg("--file").arg(path).args(args).output().unwrap().into()
    };
    assert!(run(&copy, &["undo"]).err.contains("nothing to undo"));
    assert_eq!(run(&copy, &["note", "in the copy"]).code, Some(0));
    assert!(run(&copy, &["undo"]).out.contains("in the copy"));
    assert!(run(&copy, &["purge", "--yes"]).out.contains("Deleted for good"));
    assert!(place.run(&["undo"]).out.contains("second"));
    assert!(place.run(&["undo"]).out.contains("first"));
    // one that was moved keeps its own
    let moved = place.path().join("moved.json");
    assert_eq!(place.run(&["redo"]).code, Some(0));
    fs::rename(place.file(), &moved).unwrap();
    let undone = run(&moved, &["undo"]);
    assert!(undone.out.contains("first"), "{}", undone.err);
    // and no list of where it was stays behind
    let lists = fs::read_dir(place.path().join("undo")).unwrap().flatten();
    let lists = lists.filter(|entry| entry.path().extension().is_some_and(|end| end == "json")).count();
    assert_eq!(lists, 2, "the copy's and its own");
}
