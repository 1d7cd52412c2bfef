//! Orthotics, shoes, soft surfaces, massage, sitting and own measures on the command line.

use serde_json::json;

use super::kit::Desk;

#[test]
fn orthotics_have_a_status_with_dates_and_the_step_follows() {
    let desk = Desk::new();
    assert!(desk.ok(&["step", "orthotics", "asked", "--at", "2026-09-01"]).out.contains("asked since 2026-09-01"));
    desk.ok(&["step", "3", "in use", "--at", "2026-10-01", "--reason", "custom pair"]);
    let step = desk.ok(&["step", "orthotics", "--json"]).json();
    assert_eq!(
        (&step["state"], &step["status"], &step["since"]),
        (&json!("done"), &json!("in-use"), &json!("2026-10-01"))
    );
    assert_eq!(step["history"], json!([{ "state": "under-way", "status": "asked", "since": "2026-09-01" }]));
    assert_eq!(desk.ok(&["status", "--json"]).json()["steps"]["orthotics"]["status"], "in-use");
    assert!(desk.refused(&["step", "orthotics", "glued"]).contains("not-advised"));
    assert!(desk.refused(&["step", "doctor", "trial"]).contains("under-way"));
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["step", "orthotics", "--json"]).json()["status"], "asked");
}

#[test]
fn a_run_takes_the_pairs_for_new_runs_and_their_distance_adds_up() {
    let desk = Desk::new();
    let blue = desk.ok(&["gear", "blue shoes", "--start", "479k", "--default", "--at", "2026-11-01"]).id();
    desk.ok(&["gear", "soles", "--make", "custom", "--default", "--at", "2026-11-10"]);
    let run = desk.ok(&["run", "1k", "grass", "--at", "2026-11-12"]);
    assert!(run.out.contains("in blue shoes and soles"), "{}", run.out);
    let early = desk.ok(&["run", "1k", "grass", "--at", "2026-11-05", "--json"]).json();
    assert_eq!(early["gear"].as_array().unwrap().len(), 1, "the soles came later");
    let none = desk.ok(&["run", "1k", "grass", "--gear", "none", "--json"]).json();
    assert_eq!(none.get("gear"), None);
    let shown = desk.ok(&["show", &blue, "--json"]).json();
    assert_eq!(
        (&shown["distance_m"], &shown["runs"], &shown["shoe_note_m"]),
        (&json!(481_000), &json!(2), &json!(480_000))
    );
    assert_eq!(shown["age_days"], 22);
    let text = desk.ok(&["show", &blue]).out;
    assert!(
        text.contains("over 480 km: many people replace shoes at about this distance; the evidence is weak"),
        "{text}"
    );
    desk.ok(&["settings", "shoe_notes=off"]);
    assert_eq!(desk.ok(&["show", &blue, "--json"]).json()["shoe_note_m"], json!(null));
    assert!(desk.ok(&["list", "gear"]).out.contains("481 km"));
}

#[test]
fn two_pairs_of_a_kind_do_not_fight_over_new_runs() {
    let desk = Desk::new();
    desk.ok(&["gear", "blue", "--default", "--at", "2026-11-01"]);
    let grey = desk.ok(&["gear", "grey", "--default", "--at", "2026-11-02"]).id();
    let defaults = |desk: &Desk| -> Vec<String> {
        let all = desk.ok(&["list", "gear", "--json"]).json();
        let all = all.as_array().unwrap().iter().filter(|gear| gear["default"] == true);
        all.map(|gear| gear["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(defaults(&desk), ["grey"]);
    assert!(desk.ok(&["undo"]).out.contains("added shoes grey"));
    assert_eq!(defaults(&desk), ["blue"]);
    assert!(desk.refused(&["show", &grey]).contains("was deleted"));
}

#[test]
fn the_goal_for_soft_surface_is_set_shown_and_cleared() {
    let desk = Desk::new();
    assert!(desk.ok(&["settings", "soft_goal=60"]).out.contains("Saved soft_goal 60 %"));
    assert_eq!(desk.ok(&["settings", "--json"]).json()["soft_goal"], 60);
    assert!(desk.refused(&["settings", "soft_goal=101"]).contains("1 to 100"));
    assert!(desk.ok(&["settings", "soft_goal=none"]).out.contains("Saved soft_goal none"));
    assert!(desk.ok(&["undo"]).out.contains("it was 60 %"));
    assert_eq!(desk.ok(&["settings", "--json"]).json()["soft_goal"], 60);
}

#[test]
fn a_massage_shows_its_next_morning_from_the_pain_log_unless_it_was_typed() {
    let desk = Desk::new();
    let id = desk.ok(&["massage", "45", "--before", "5", "--after", "3", "--at", "-2 18:00"]).id();
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["next_morning"], json!(null));
    desk.ok(&["pain", "4", "--at", "-1 7am"]);
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["next_morning"], json!({ "level": 4, "from": "pain" }));
    assert_eq!(desk.ok(&["list", "massages", "--json"]).json()[0].get("next"), None, "derived, not stored");
    desk.ok(&["edit", &id, "next=2"]);
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["next_morning"], json!({ "level": 2, "from": "typed" }));
}

#[test]
fn a_massage_is_due_only_where_an_interval_is_set() {
    let desk = Desk::new();
    desk.ok(&["massage", "45", "--at", "-14"]);
    desk.ok(&["pain", "2", "--moment", "morning"]);
    assert!(!desk.run(&["status", "--due"]).out.contains("massage"));
    desk.ok(&["settings", "massage_every=2w"]);
    assert!(desk.ok(&["status", "--due"]).out.contains("massage"));
    desk.ok(&["settings", "massage_every=15"]);
    assert!(!desk.run(&["status", "--due"]).out.contains("massage"));
}

#[test]
fn sitting_is_typed_or_timed_from_the_shell() {
    let desk = Desk::new();
    let typed = desk.ok(&["sit", "25", "--level", "3", "--seat", "office chair", "--at", "yesterday 15:00"]);
    assert!(typed.out.contains("sitting 25 min until it hurt at 3, office chair"), "{}", typed.out);
    assert!(desk.ok(&["sit", "1h10", "--painless"]).out.contains("70 min without pain"));
    assert!(desk.refused(&["sit", "20", "--painless", "--level", "3"]).contains("clear one of them"));
    assert!(desk.refused(&["sit", "0"]).contains("1 to 1440"));
    assert!(desk.refused(&["sit", "stop"]).contains("No sitting is timed"));

    assert!(desk.ok(&["sit", "start", "--at", "9:35", "--seat", "car"]).out.contains("Sitting since"));
    assert!(desk.refused(&["sit", "start"]).contains("since 09:35"));
    assert!(desk.ok(&["status"]).out.contains("sitting 25 min"));
    assert_eq!(desk.ok(&["status", "--json"]).json()["sitting"]["minutes"], 25);
    let ended = desk.ok(&["sit", "--level", "4"]);
    assert_eq!(desk.ok(&["status", "--json"]).json()["sitting"], json!(null));
    assert!(ended.out.contains("sitting 25 min until it hurt at 4, car"), "{}", ended.out);
    assert!(desk.ok(&["undo"]).out.contains("edited sitting, not ended yet, car"));
    let ended = desk.ok(&["sit", "stop", "--painless", "--at", "9:50", "--json"]).json();
    assert_eq!((&ended["minutes"], &ended["painless"]), (&json!(15), &json!(true)));
    desk.ok(&["sit"]);
    assert!(desk.ok(&["sit", "drop"]).out.contains("Dropped"));
    for kind in ["sitting", "sittings"] {
        assert_eq!(desk.ok(&["list", kind, "--json"]).json().as_array().unwrap().len(), 3, "{kind}");
    }
}

#[test]
fn own_measures_say_that_higher_is_better_and_keep_their_activities() {
    let desk = Desk::new();
    let first =
        desk.ok(&["measure", "--activities", "stairs:4,driving:2", "--change", "-1", "--normal", "40", "--at", "-28"]);
    assert_eq!(first.out.matches("higher is better").count(), 3, "{}", first.out);
    let now = desk.ok(&["measure", "--activities", "7,5", "--change", "+2", "--json"]).json();
    assert_eq!(now["activities"], json!([{ "name": "stairs", "score": 7 }, { "name": "driving", "score": 5 }]));
    assert_eq!(now["change"], 2);
    assert!(desk.refused(&["measure"]).contains("at least one"));
    assert!(desk.refused(&["measure", "--normal", "101"]).contains("0 (not at all) to 100"));
    let all = desk.ok(&["list", "measures", "--json"]).json();
    assert_eq!(all.as_array().unwrap().len(), 2);
    let id = all[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["mean"], 6.0);
    desk.ok(&["edit", &id, "activities=8,6", "normal=75"]);
    assert_eq!(desk.ok(&["show", &id, "--json"]).json()["normal"], 75);
}

#[test]
fn a_sitting_that_was_left_behind_is_named_and_can_be_dropped() {
    let desk = Desk::new();
    desk.ok_at("2026-11-22T09:00:00+00:00", &["sit", "start"]);
    let stop = desk.refused(&["sit", "stop"]);
    assert!(
        stop.contains("The timer of Sun 22 Nov 2026 09:00 was never stopped") && stop.contains("sit drop"),
        "{stop}"
    );
    let start = desk.ok(&["sit", "start"]).out;
    assert!(start.contains("Sitting since") && start.contains("was never stopped: `twinge edit "), "{start}");
    desk.ok(&["sit", "drop"]);
    let dropped = desk.ok(&["sit", "drop"]).out;
    assert!(
        dropped.contains("Dropped the sitting of Sun 22 Nov 2026 09:00, whose timer was never stopped."),
        "{dropped}"
    );
    assert!(desk.refused(&["sit", "drop"]).contains("No sitting is timed"));
    assert_eq!(desk.ok(&["list", "sitting", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn shoes_are_named_by_the_beginning_of_one_name() {
    let desk = Desk::new();
    desk.ok(&["gear", "half-length insoles", "--what", "orthotics"]);
    desk.ok(&["gear", "grey shoes"]);
    desk.ok(&["gear", "green shoes"]);
    assert!(desk.ok(&["run", "5k", "grass", "--gear", "half"]).out.contains("in half-length insoles"));
    assert!(
        desk.ok(&["run", "6k", "grass", "--gear", "gree,HALF"]).out.contains("in half-length insoles and green shoes")
    );
    let refused = desk.refused(&["run", "7k", "grass", "--gear", "gr"]);
    assert!(refused.contains("“gr” is the beginning of several names: grey shoes, green shoes."), "{refused}");
    assert!(desk.refused(&["run", "7k", "grass", "--gear", "shoes"]).contains("is not a pair"));
    let listed = desk.ok(&["list", "gear"]).out;
    assert_eq!(listed.matches("grey shoes").count(), 1, "{listed}");
}
