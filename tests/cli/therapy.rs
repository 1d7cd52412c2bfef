//! The programme of exercises and its sessions from the shell.

use serde_json::json;

use crate::kit::Desk;

#[test]
fn the_eight_are_listed_until_the_first_edit_writes_them() {
    let desk = Desk::new();
    let list = desk.ok(&["list", "exercises", "--json"]).json();
    let names: Vec<&str> = list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 8);
    assert_eq!((&list[0]["group"], &list[3]["name"]), (&json!("hip-flexion"), &json!("figure four")));
    assert!(!desk.file().exists(), "listing writes nothing");
    let id = list[3]["id"].as_str().unwrap().to_owned();
    desk.ok(&["show", &id]);
    let said = desk.ok(&["edit", &id[32..], "hold=45s", "note=no crossing"]).out;
    assert!(said.starts_with("Saved exercise figure four, 2 × 45 s each side, 3 days a week, gluteals"), "{said}");
    let kept = desk.ok(&["list", "exercise", "--json"]).json();
    assert_eq!((kept.as_array().unwrap().len(), &kept[3]["hold_s"]), (8, &json!(45)));
    assert!(desk.ok(&["undo"]).out.contains("and 8 changes that went with it"));
    let journal: serde_json::Value = serde_json::from_slice(&desk.bytes()).unwrap();
    assert_eq!(journal["exercises"], json!([]));
    assert!(desk.ok(&["delete", &id]).out.starts_with("Deleted exercise figure four"));
    assert_eq!(desk.ok(&["list", "exercises", "--json"]).json().as_array().unwrap().len(), 7);
}

#[test]
fn an_exercise_is_kept_field_by_field() {
    let desk = Desk::new();
    let args = [
        "exercise",
        "clamshell",
        "--sets",
        "2",
        "--reps",
        "12",
        "--hold",
        "5",
        "--rest",
        "1min",
        "--each-side",
        "--days",
        "3",
        "--group",
        "gluteals",
        "--how",
        "feet together",
        "--by",
        "physio",
        "--until",
        "2026-12-24",
        "--at",
        "-7",
        "--note",
        "red band",
    ];
    let said = desk.ok(&args).out;
    assert!(said.contains("2 × 12 holds of 5 s each side, 3 days a week"), "{said}");
    assert!(said.contains("check that it is what you meant (12 repeats)"), "flagged, not refused: {said}");
    let list = desk.ok(&["list", "exercises", "--json"]).json();
    let mut own = list.as_array().unwrap().iter().find(|one| one["name"] == "clamshell").unwrap().clone();
    assert_eq!(list.as_array().unwrap().len(), 1, "what is prescribed takes the place of the eight");
    let fields = own.as_object_mut().unwrap();
    assert!(fields.remove("id").is_some() && fields.remove("modified").is_some());
    let expected = json!({
        "at": "2026-11-16T12:00:00+00:00", "name": "clamshell", "group": "gluteals", "how": "feet together", "sets": 2,
        "reps": 12, "hold_s": 5, "rest_s": 60, "each_side": true, "days": 3, "until": "2026-12-24", "by": "physio",
        "note": "red band",
    });
    assert_eq!(own, expected);
    assert!(desk.refused(&["exercise", "clamshell"]).contains("in the programme already"));
    assert!(desk.refused(&["exercise", "x", "--hold", "11min"]).contains("1 to 600"));
    assert!(desk.refused(&["exercise", "x", "--group", "arms"]).contains("hip-flexion"));
}

#[test]
fn a_list_of_ones_own_replaces_the_eight() {
    let desk = Desk::new();
    let said = desk.ok(&["exercise", "bridge", "--replace", "--reps", "8", "--by", "physio"]).out;
    assert!(said.contains("Other exercises removed from the programme: 8."), "{said}");
    let programme = desk.ok(&["exercise", "--json"]).json();
    let names: Vec<&serde_json::Value> =
        programme["programme"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["bridge"]);
    assert_eq!(programme["own"], true);
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["exercise", "--json"]).json()["programme"].as_array().unwrap().len(), 8);
    assert!(desk.refused(&["exercise", "--replace"]).contains("Still missing: <NAME>"));
}

#[test]
fn a_session_is_logged_by_name_with_its_pain() {
    let desk = Desk::new();
    let said = desk.ok(&["session", "bridge", "--pain", "2"]).out;
    assert!(said.starts_with("Saved session: bridge, pain 2 · Mon 23 Nov 2026 10:00"), "{said}");
    desk.ok(&[
        "session",
        "--exercise",
        "figure four:3",
        "--exercise",
        "knee",
        "--at",
        "yesterday 7pm",
        "--minutes",
        "12",
    ]);
    let sessions = desk.ok(&["list", "sessions", "--json"]).json();
    assert_eq!(sessions[0]["at"], "2026-11-22T19:00:00+00:00");
    assert_eq!(
        (&sessions[0]["exercises"][0]["pain"], &sessions[0]["exercises"][1]["name"]),
        (&json!(3), &json!("knee to chest"))
    );
    assert_eq!(sessions[1]["pain"], 2);
    let whole = desk.ok(&["session", "--at", "-3"]).out;
    assert!(whole.contains("knee to chest, windscreen wipers"), "without a name it is the whole list: {whole}");
    assert!(desk.refused(&["session", "yoga"]).contains("there are: knee to chest"));
    assert!(desk.refused(&["session", "bridge:11"]).contains("0 (no pain) to 10"));
    assert!(desk.refused(&["session", "--at", "tomorrow"]).contains("still to come"));
    let id = desk.ok(&["session", "hamstrings"]).id();
    desk.ok(&["edit", &id, "exercises=hamstrings on the back:4", "minutes=3"]);
    let edited = desk.ok(&["show", &id, "--json"]).json();
    assert_eq!((&edited["exercises"][0]["pain"], &edited["minutes"]), (&json!(4), &json!(3)));
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["minutes"], json!(null));
}

#[test]
fn done_and_planned_are_answered_and_told_to_rest_is_neither() {
    let desk = Desk::new();
    desk.ok(&["exercise", "clamshell", "--replace", "--days", "7", "--at", "-27"]);
    for day in ["-3", "-2", "-1"] {
        desk.ok(&["session", "clamshell:2", "--at", day]);
    }
    desk.ok(&["session", "--skip", "told-to-rest", "--at", "-4"]);
    let answer = desk.ok(&["exercise", "--json"]).json();
    assert_eq!(answer["days_7"], json!({ "done": 3, "planned": 5, "days": 3, "told_to_rest": 1 }));
    assert_eq!(answer["days_28"], json!({ "done": 3, "planned": 26, "days": 3, "told_to_rest": 1 }));
    let one = &answer["programme"][0];
    assert_eq!(
        (&one["today"], &one["last"], one["levels"].as_array().unwrap().len()),
        (&json!("due"), &json!("2026-11-22"), 3)
    );
    let lines = desk.ok(&["exercise"]).out;
    assert!(lines.contains("2 2 2 (n 3)") && lines.contains("7 days: 3 of 5 planned exercises done"), "{lines}");
    let due = desk.ok(&["status", "--json"]).json();
    assert!(due["due"].as_array().unwrap().iter().any(|one| one["what"] == "exercises"), "{due}");
    desk.ok(&["session", "clamshell"]);
    assert!(!desk.run(&["status", "--due"]).out.contains("exercise"));
}

#[test]
fn cautions_and_what_is_held_back_are_answered_too() {
    let desk = Desk::new();
    desk.ok(&["pain", "4", "--where", "outer-hip:right"]);
    let answer = desk.ok(&["exercise", "--json"]).json();
    let cautious: Vec<&serde_json::Value> = answer["programme"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !one["caution"].is_null())
        .map(|one| &one["name"])
        .collect();
    assert_eq!(cautious, ["figure four"]);
    assert!(desk.ok(&["exercise"]).out.contains("skip if it hurts more next morning"));
    desk.ok(&["pain", "4", "--where", "groin"]);
    let held = desk.ok(&["exercise", "--json"]).json();
    assert!(held["held"].as_str().unwrap().contains("groin") && held["programme"] == json!([]));
    desk.ok(&["check", "--groin", "no"]);
    assert_eq!(desk.ok(&["exercise", "--json"]).json()["programme"].as_array().unwrap().len(), 8);
}

#[test]
fn a_prescribed_list_takes_the_place_of_the_built_in_one_and_the_answer_says_what_becomes_of_it() {
    let desk = Desk::new();
    let out = desk.ok(&["exercise", "clam", "--reps", "5", "--by", "physio"]).out;
    assert!(out.contains("It takes the place of the eight built-in exercises."), "{out}");
    assert_eq!(desk.ok(&["list", "exercises", "--json"]).json().as_array().unwrap().len(), 1);
    assert_eq!(desk.ok(&["exercise", "--json"]).json()["programme"].as_array().unwrap().len(), 1);
    assert!(!desk.ok(&["exercise", "bridge", "--by", "physio"]).out.contains("built-in"));
    desk.ok(&["undo", "2"]);
    assert_eq!(desk.ok(&["exercise", "--json"]).json()["programme"].as_array().unwrap().len(), 8);
    let out = desk.ok(&["exercise", "clam"]).out;
    assert!(out.contains("The eight built-in exercises stay on the list too."), "{out}");
    assert_eq!(desk.ok(&["exercise", "--json"]).json()["programme"].as_array().unwrap().len(), 9);
}
