//! Editing, deleting, undoing, moving steps, settings.

use serde_json::{Value, json};

use crate::kit::Desk;

#[test]
fn an_entry_is_edited_by_the_end_of_its_id() {
    let desk = Desk::new();
    let id = desk.ok(&["pain", "4"]).id();
    let said = desk.ok(&["edit", &id, "level=5", "at=2026-11-20 07:00", "where=sit-bone:left", "note=stairs"]).out;
    assert!(said.contains("pain 5") && said.contains("Fri 20 Nov 2026 07:00"), "{said}");
    let entry = desk.ok(&["show", &id, "--json"]).json();
    assert_eq!(
        (&entry["level"], &entry["at"], &entry["late"]),
        (&json!(5), &json!("2026-11-20T07:00:00+00:00"), &json!(true))
    );
    desk.ok(&["edit", &id, "note="]);
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["note"], Value::Null);
}

#[test]
fn an_edit_that_is_wrong_changes_nothing() {
    let desk = Desk::new();
    let id = desk.ok(&["pain", "4"]).id();
    for (args, hint) in [
        (&["edit", &id, "level=11"][..], "0 (no pain) to 10"),
        (&["edit", &id, "level="], "needs its level"),
        (&["edit", &id, "lvl=5"], "there are: at, level"),
        (&["edit", &id, "level"], "FIELD=VALUE"),
        (&["edit", &id, "level=5", "level=6"], "twice"),
        (&["edit", &id], "Still missing"),
        (&["edit", "0000", "level=5"], "not an id of this journal"),
        (&["edit", "xyz", "level=5"], "last four or more"),
        (&["delete", "0000"], "not an id of this journal"),
        (&["show", "0000"], "not an id of this journal"),
    ] {
        let message = desk.refused(args);
        assert!(message.contains(hint), "{args:?}: {message}");
    }
}

#[test]
fn delete_goes_to_the_bin_and_undo_twice_goes_back_two_changes() {
    let desk = Desk::new();
    let id = desk.ok(&["pain", "4"]).id();
    desk.ok(&["edit", &id, "level=5"]);
    desk.ok(&["delete", &id]);
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json(), json!([]));
    assert!(desk.refused(&["show", &id]).contains("was deleted"));
    let said = desk.ok(&["undo"]).out;
    assert!(said.starts_with("Undone: deleted pain 5"), "{said}");
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["level"], 5);
    assert!(desk.ok(&["undo"]).out.starts_with("Undone: edited pain 4"));
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["level"], 4);
    desk.ok(&["undo"]);
    assert!(desk.refused(&["undo"]).contains("nothing to undo"));
}

#[test]
fn several_changes_are_undone_together_or_not_at_all() {
    let desk = Desk::new();
    desk.ok(&["pain", "4"]);
    desk.ok(&["pain", "5"]);
    assert!(desk.refused(&["undo", "51"]).contains("\u{201c}51\u{201d} is not a whole number from 1 to 50."));
    assert!(desk.refused(&["undo", "x"]).contains("\u{201c}x\u{201d} is not a whole number from 1 to 50."));
    assert!(desk.refused(&["undo", "3"]).contains("Only 2 of 3"));
    for count in ["0", "51", "x", "-1"] {
        desk.refused(&["undo", count]);
    }
    assert_eq!(desk.ok(&["undo", "2"]).out.lines().count(), 2);
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json(), json!([]));
}

#[test]
fn the_last_fifty_changes_can_be_undone() {
    let desk = Desk::new();
    for n in 0..52 {
        desk.ok(&["note", &format!("invented {n}")]);
    }
    desk.ok(&["undo", "50"]);
    assert_eq!(desk.ok(&["list", "notes", "--json"]).json().as_array().unwrap().len(), 2);
    desk.refused(&["undo"]);
}

#[test]
fn a_step_moves_on_and_remembers_where_it_was() {
    let desk = Desk::new();
    let said =
        desk.ok(&["step", "doctor", "under-way", "--reason", "visit on Friday", "--next", "ask about running"]).out;
    assert!(said.starts_with("Saved step 1 doctor: under way since 2026-11-23"), "{said}");
    desk.ok(&["step", "1", "done", "--at", "yesterday"]);
    let step = desk.ok(&["step", "doctor", "--json"]).json();
    assert_eq!((&step["state"], &step["since"]), (&json!("done"), &json!("2026-11-22")));
    assert_eq!(step["history"][0]["reason"], "visit on Friday");
    assert_eq!(desk.ok(&["step"]).out.lines().count(), 6);
    for (args, hint) in [
        (&["step", "doctor", "perhaps"][..], "not-started, under-way, done"),
        (&["step", "6", "done"], "doctor, therapy"),
        (&["step", "doctor", "done", "--at", "tomorrow"], "still to come"),
    ] {
        assert!(desk.refused(args).contains(hint));
    }
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["step", "doctor", "--json"]).json()["state"], "under-way");
}

#[test]
fn settings_change_how_things_are_read_and_shown() {
    let desk = Desk::new();
    desk.ok(&["settings", "units=mi", "clock=12h"]);
    let said = desk.ok(&["run", "3", "road"]).out;
    assert!(said.contains("3 mi on road") && said.contains("10:00am"), "{said}");
    assert_eq!(desk.ok(&["list", "runs", "--json"]).json()[0]["distance_m"], 4828);
    assert!(desk.refused(&["settings", "units=leagues"]).contains("km, mi"));
    assert!(desk.refused(&["settings", "colour=red"]).contains("week_starts_on"));
    assert!(desk.ok(&["settings"]).out.contains("day_starts_at"));
}

#[test]
fn an_empty_next_action_clears_the_one_before() {
    let desk = Desk::new();
    desk.ok(&["step", "doctor", "under-way", "--next", "ask about running"]);
    desk.ok(&["step", "doctor", "--next", ""]);
    assert!(desk.ok(&["step", "doctor", "--json"]).json()["doctor"].get("next").is_none());
}

#[test]
fn what_was_deleted_is_listed_and_given_back() {
    let desk = Desk::new();
    let ids: Vec<String> = ["3", "4"].iter().map(|level| desk.ok(&["pain", level, "--note", "n"]).id()).collect();
    assert!(desk.ok(&["list", "deleted"]).out.contains("The bin is empty"));
    for id in &ids {
        desk.ok(&["delete", id]);
    }
    assert!(desk.refused(&["show", &ids[0]]).contains("twinge list deleted"));
    let out = desk.ok(&["list", "deleted"]).out;
    assert!(out.contains("pain 3") && out.contains("pain 4") && out.contains("undelete"), "{out}");
    assert_eq!(desk.ok(&["list", "deleted", "--json"]).json().as_array().unwrap().len(), 2);
    let out = desk.ok(&["undelete", &ids[0], &ids[1]]).out;
    assert_eq!(out.matches("Brought back: pain").count(), 2, "{out}");
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json().as_array().unwrap().len(), 2);
    assert!(desk.refused(&["undelete", &ids[0]]).contains("not in the bin"));
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["list", "deleted", "--json"]).json().as_array().unwrap().len(), 2, "one change, one undo");
    assert!(desk.ok(&["redo"]).out.starts_with("Done again: added pain"));
    assert!(desk.refused(&["redo"]).contains("nothing to do again"));
}

#[test]
fn what_is_deleted_for_good_stands_nowhere_and_files_that_hold_it_are_named() {
    let desk = Desk::new();
    let id = desk.ok(&["note", "a-secret"]).id();
    desk.ok(&["note", "kept"]);
    desk.ok(&["edit", &id, "note=a-secret too"]);
    let whole = desk.bytes();
    std::fs::create_dir(desk.folder.path().join("backups")).unwrap();
    std::fs::File::create(desk.folder.path().join("backups/journal-2026-11-20.json")).unwrap();
    std::io::Write::write_all(
        &mut std::fs::File::create(desk.folder.path().join("backups/journal-2026-11-21.json")).unwrap(),
        &whole,
    )
    .unwrap();
    let out = desk.ok(&["delete", &id, "--forever"]).out;
    assert!(out.contains("Deleted for good") && out.contains("journal-2026-11-21.json still holds it"), "{out}");
    let lists = std::fs::read_dir(desk.folder.path().join("state/undo")).unwrap().next().unwrap().unwrap().path();
    for text in [String::from_utf8(desk.bytes()).unwrap(), std::fs::read_to_string(&lists).unwrap()] {
        assert!(!text.contains("a-secret"), "{text}");
    }
    let journal: serde_json::Value = serde_json::from_slice(&desk.bytes()).unwrap();
    assert_eq!(journal["deleted"][0]["kind"], "note");
    assert!(journal["deleted"][0]["seen"].is_object() || journal["deleted"][0]["seen"].is_string());
    let kept = desk.ok(&["note", "b-secret"]).id();
    desk.ok(&["delete", &kept]);
    assert!(desk.refused(&["purge"]).contains("--yes"));
    desk.ok(&["purge", "--yes"]);
    for text in [String::from_utf8(desk.bytes()).unwrap(), std::fs::read_to_string(&lists).unwrap()] {
        assert!(!text.contains("b-secret"), "{text}");
    }
    assert!(desk.refused(&["undo"]).contains("nothing to undo"));
}

#[test]
fn values_that_gave_way_are_listed_with_what_was_deleted() {
    let desk = Desk::new();
    let id = desk.ok(&["pain", "3"]).id();
    let mut journal: serde_json::Value = serde_json::from_slice(&desk.bytes()).unwrap();
    journal["lost"] = serde_json::json!([{ "id": journal["pain"][0]["id"], "kind": "pain", "field": "level", "value": 6,
        "stamp": journal["pain"][0]["at"], "until": "2999-01-01T00:00:00+00:00" }]);
    std::io::Write::write_all(
        &mut std::fs::File::create(desk.folder.path().join("journal.json")).unwrap(),
        journal.to_string().as_bytes(),
    )
    .unwrap();
    let out = desk.ok(&["list", "deleted"]).out;
    assert!(out.contains("pain (not taken)") && out.contains("level 6, of pain 3") && out.contains(&id), "{out}");
    assert_eq!(desk.ok(&["list", "deleted", "--json"]).json()[0]["field"], "level");
}

#[test]
fn what_goes_for_good_goes_from_drafts_too_and_what_was_set_aside_is_named() {
    let desk = Desk::new();
    let at = |name: &str| desk.folder.path().join(name);
    let write = |name: &str, text: &str| {
        std::io::Write::write_all(&mut std::fs::File::create(at(name)).unwrap(), text.as_bytes()).unwrap();
    };
    let ids: Vec<String> = ["one", "two"].iter().map(|text| desk.ok(&["note", text]).id()).collect();
    let whole: serde_json::Value = serde_json::from_slice(&desk.bytes()).unwrap();
    let full = |n: usize| whole["notes"][n]["id"].as_str().unwrap();
    let draft = |form: &str, text: &str| serde_json::json!({ "form": form, "fields": { "note": text } });
    let drafts = [
        draft(&format!("edit {}", full(0)), "a-secret"),
        draft(&format!("edit {}", full(1)), "b-secret"),
        draft("note", "half a note"),
    ];
    write("drafts.json", &serde_json::json!({ "format": "twinge-drafts", "version": 1, "drafts": drafts }).to_string());
    let lists = std::fs::read_dir(at("state/undo")).unwrap().next().unwrap().unwrap().file_name();
    write(&format!("state/undo/{}", lists.to_str().unwrap()), &format!("damaged, with {}", full(0)));
    let out = desk.ok(&["delete", &ids[0], "--forever"]).out;
    assert!(out.contains(".aside.json still holds it"), "{out}");
    let text = std::fs::read_to_string(at("drafts.json")).unwrap();
    assert!(!text.contains("a-secret") && text.contains("b-secret") && text.contains("half a note"), "{text}");
    desk.ok(&["delete", &ids[1]]);
    let answer = desk.ok(&["purge", "--yes"]);
    assert!(answer.err.contains(".aside.json"), "{}{}", answer.out, answer.err);
    let text = std::fs::read_to_string(at("drafts.json")).unwrap();
    assert!(!text.contains("b-secret") && text.contains("half a note"), "{text}");
}

#[test]
fn text_that_a_repair_kept_or_that_is_out_of_sight_is_never_said_to_be_gone() {
    let desk = Desk::new();
    let write = |text: &str| {
        std::io::Write::write_all(&mut std::fs::File::create(desk.file()).unwrap(), text.as_bytes()).unwrap();
    };
    let ids: Vec<String> = ["a-secret", "b-secret"].iter().map(|text| desk.ok(&["note", text]).id()).collect();
    write(&String::from_utf8(desk.bytes()).unwrap().replace("\"notes\": [", "\"nodes\": ["));
    let kept = desk.ok(&["check-file", "--repair", "--yes", "--json"]).json()["kept"].as_str().unwrap().to_owned();
    let out = desk.ok(&["delete", &ids[0], "--forever"]).out;
    assert!(out.contains(&format!("{kept} still holds it")), "{out}");
    desk.ok(&["delete", &ids[1]]);
    let text = String::from_utf8(desk.bytes()).unwrap();
    write(&text.replace("\"deleted\": [", "\"deletde\": ["));
    let refused = desk.refused(&["purge", "--yes"]);
    assert!(refused.contains("deletde") && refused.contains("check-file"), "{refused}");
    assert!(desk.refused(&["delete", &ids[1], "--forever"]).contains("check-file"));
    write(&text);
    let out = desk.ok(&["purge", "--yes"]).out;
    assert!(out.contains(&format!("{kept} still holds it")), "{out}");
}

/// A purge that was done is done, and says so and where the text still stands, whatever becomes of its answer.
#[test]
fn what_is_gone_for_good_is_said_also_where_the_answer_cannot_be_printed() {
    let desk = Desk::new();
    let ids: Vec<String> = ["one", "two"].iter().map(|text| desk.ok(&["note", text]).id()).collect();
    let at = |name: &str| desk.folder.path().join(name);
    std::fs::create_dir(at("backups")).unwrap();
    std::fs::copy(desk.file(), at("backups/journal-2026-11-21.json")).unwrap();
    desk.ok(&["delete", &ids[1]]);
    for args in [&["delete", &ids[0], "--forever"][..], &["purge", "--yes"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let answer = desk.command(args).stdout(full).output().unwrap();
        let err = String::from_utf8(answer.stderr).unwrap();
        assert_eq!(answer.status.code(), Some(1), "{err}");
        assert!(err.contains("What was asked for is done") && err.contains("2026-11-21.json still holds it"), "{err}");
    }
}
