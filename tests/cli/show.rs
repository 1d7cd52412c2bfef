//! Listing, showing, status.

use serde_json::{Value, json};

use crate::kit::Desk;

fn fortnight() -> Desk {
    let desk = Desk::new();
    for (at, level) in [("-20 7am", "6"), ("-8 7am", "5"), ("-1 7am", "3"), ("today 7am", "2")] {
        desk.ok(&["pain", level, "--at", at, "--moment", "morning"]);
    }
    desk.ok(&["run", "5k", "grass", "--at", "-8"]);
    desk.ok(&["run", "4k", "track:2k,road:2k", "--at", "-1 6pm", "--during", "4"]);
    desk
}

fn levels(answer: &Value) -> Vec<u64> {
    answer.as_array().unwrap().iter().map(|pain| pain["level"].as_u64().unwrap()).collect()
}

#[test]
fn a_list_can_be_cut_to_a_span_of_days() {
    let desk = fortnight();
    for (args, expected) in [
        (&["list", "pain", "--json"][..], &[6, 5, 3, 2][..]),
        (&["list", "pain", "--json", "--since", "-8"], &[5, 3, 2]),
        (&["list", "pain", "--json", "--since", "-8", "--until", "yesterday"], &[5, 3]),
        (&["list", "pain", "--json", "--last", "2d"], &[3, 2]),
        (&["list", "pain", "--json", "--last", "2w"], &[5, 3, 2]),
        (&["list", "pain", "--json", "--until", "2026-11-03"], &[6]),
        (&["list", "pains", "--json", "--since", "2026-11-24"], &[]),
    ] {
        assert_eq!(levels(&desk.ok(args).json()), expected, "{args:?}");
    }
    assert!(desk.refused(&["list", "pain", "--since", "today", "--until", "-2"]).contains("turn them around"));
    assert!(
        desk.refused(&["run", "-5k", "grass"]).contains("-5 is below 0; distances, times and levels are 0 or more.")
    );
    assert!(desk.refused(&["list", "pain", "--last", "six"]).contains("10d, 6w"));
    assert!(desk.refused(&["list", "pain", "--last", "2w", "--since", "-2"]).contains("do not go together"));
}

#[test]
fn runs_can_be_cut_to_a_surface_and_any_kind_is_named_either_way() {
    let desk = fortnight();
    let count = |args: &[&str]| desk.ok(args).json().as_array().unwrap().len();
    assert_eq!(count(&["list", "runs", "--json", "--surface", "road"]), 1);
    assert_eq!(count(&["list", "run", "--json"]), 2);
    for kind in ["visits", "visit", "gear", "massages", "sitting", "clearance", "markers"] {
        assert_eq!(count(&["list", kind, "--json"]), 0);
    }
    assert!(desk.refused(&["list", "surgery"]).contains("pain, run, note"));
    assert!(desk.refused(&["list", "pain", "--surface", "road"]).contains("goes with runs"));
    assert!(desk.refused(&["list", "runs", "--surface", "lawn"]).contains("grass, dirt"));
}

#[test]
fn lists_line_up_and_an_empty_one_says_what_to_do() {
    let desk = fortnight();
    let text = desk.ok(&["list", "runs"]).out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    let column = |line: &str, word: &str| line.find(word).unwrap() + word.len();
    assert_eq!(column(lines[0], "distance"), column(lines[1], "5 km"));
    assert!(lines[2].contains("track 2 km + road 2 km"), "{text}");
    assert!(Desk::new().ok(&["list", "pain"]).out.contains("`twinge pain 4` logs one"));
    assert!(desk.ok(&["list", "pain", "--since", "today", "--until", "today"]).out.contains('2'));
    assert!(desk.ok(&["list", "runs", "--since", "today"]).out.contains("None of the 2 runs"));
}

#[test]
fn csv_has_a_head_and_neutral_cells() {
    let desk = Desk::new();
    desk.ok(&["pain", "4", "--note", "=HYPERLINK(\"http://x\")\nsecond, line", "--where", "groin:left,calf"]);
    let text = desk.ok(&["list", "pain", "--csv"]).out;
    assert!(text.starts_with("id,at,level,moment,note,sites,"), "{text}");
    assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\")\nsecond, line\",groin:left;calf"), "{text}");
    let runs = fortnight().ok(&["list", "runs", "--csv"]).out;
    assert!(runs.starts_with("id,at,distance_m,surfaces,duration_s,pain.before,"), "{runs}");
    assert!(runs.contains(",4000,track:2000;road:2000,"), "{runs}");
}

#[test]
fn show_lists_every_field() {
    let desk = Desk::new();
    let id = desk.ok(&["run", "5k", "grass", "30:00", "--limp"]).id();
    let text = desk.ok(&["show", &id]).out;
    for row in ["distance  5 km", "surface   grass", "duration  30:00", "limp      yes", "note      –"] {
        assert!(text.contains(row), "{row}: {text}");
    }
}

#[test]
fn status_is_one_line_and_knows_what_is_due() {
    let desk = fortnight();
    assert_eq!(desk.ok(&["status", "--due"]).out, "due: warning-signs check\n");
    desk.ok(&["check", "--saddle", "no"]);
    let line = desk.ok(&["status"]).out;
    assert_eq!(line, "Mon 23 Nov · morning 2 · worst 2 · last run 4 km track 2 km + road 2 km, Sun 22 Nov\n");
    let nothing = desk.run(&["status", "--due"]);
    assert_eq!((&*nothing.out, nothing.code), ("", 1), "nothing is due");
    desk.ok(&["undo", "4"]);
    assert_eq!(desk.ok(&["status"]).out, "Mon 23 Nov · morning – · due: morning level, warning-signs check\n");
    desk.ok(&["run", "4k", "track", "--at", "-1 6pm"]);
    desk.ok(&["pain", "2", "--feels", "numb", "--at", "-1 9pm"]);
    assert_eq!(desk.ok(&["status", "--due"]).out, "due: warning-signs check, morning level after yesterday’s run\n");
    std::fs::write(desk.file(), "{").unwrap();
    let failed = desk.run(&["status", "--due"]);
    assert_eq!((&*failed.out, failed.code), ("", 2), "{}", failed.err);
    assert!(failed.err.contains("line 1, column 1"), "{}", failed.err);
}

#[test]
fn status_as_json_has_null_where_a_thing_is_unknown() {
    let empty = Desk::new().ok(&["status", "--json"]).json();
    assert_eq!(empty["date"], "2026-11-23");
    for key in ["morning", "worst", "last_run", "verdict", "next_run", "see_someone"] {
        assert_eq!(empty[key], Value::Null, "{key}");
    }
    assert_eq!(empty["due"][0]["what"], "morning");
    for step in ["doctor", "therapy", "orthotics", "surface", "massage"] {
        assert_eq!(empty["steps"][step]["state"], "not-started");
    }
    let full = fortnight().ok(&["status", "--json"]).json();
    let check = json!([{"what": "check", "says": "warning-signs check", "more": "the first one"}]);
    assert_eq!((&full["morning"], &full["worst"], &full["due"]), (&json!(2), &json!(2), &check));
    assert_eq!(full["last_run"]["distance_m"], 4000);
    assert_eq!(full["verdict"]["verdict"], "hold");
    assert_eq!(full["verdict"]["reasons"], json!(["pain was 4 while you ran"]));
    let desk = fortnight();
    desk.ok(&["clearance", "cleared", "--at", "-30"]);
    let next = &desk.ok(&["status", "--json"]).json()["next_run"];
    assert_eq!(*next, json!({"up_to_m": 4000, "longest_m": 5000, "by_clearance": false, "from": "same_again"}));
    desk.ok(&["run", "4k", "track", "--at", "-3 noon", "--limp"]);
    desk.ok(&["run", "4k", "track", "--at", "-2 noon", "--limp"]);
    let see = &desk.ok(&["status", "--json"]).json()["see_someone"];
    assert_eq!(see["reasons"], json!(["2 runs in two weeks with a STOP"]));
}

#[test]
fn a_list_is_sorted_cut_and_has_the_columns_that_are_asked_for() {
    let desk = Desk::new();
    for (level, at) in [("5", "-3 07:00"), ("2", "-2 07:00"), ("7", "-1 07:00"), ("4", "07:00")] {
        desk.ok(&["pain", level, "--at", at]);
    }
    for (options, expected) in [
        (&["--limit", "2"][..], &[7, 4][..]),
        (&["--sort", "level"], &[2, 4, 5, 7]),
        (&["--sort", "-level", "--limit", "1"], &[7]),
        (&["--sort", "-date", "--limit", "3"], &[4, 7, 2]),
        (&["--sort", "note"], &[5, 2, 7, 4]),
        (&["--limit", "9"], &[5, 2, 7, 4]),
    ] {
        let args = [&["list", "pain", "--json"], options].concat();
        assert_eq!(levels(&desk.ok(&args).json()), expected, "{args:?}");
    }
    let table = desk.ok(&["ls", "pain", "--columns", "level, date", "--limit", "1"]).out;
    assert_eq!(table, "level  date\n    4  Mon 2026-11-23\n");
    let refused = desk.refused(&["list", "pain", "--columns", "levle"]);
    assert!(refused.contains("there are: date, hour, level") && refused.contains("Did you mean level?"), "{refused}");
    assert!(desk.refused(&["list", "pain", "--sort", "pace"]).contains("no field of pain to sort by"));
    assert!(desk.refused(&["list", "pain", "--limit", "0"]).contains("whole number from 1 on"));
    // an option that could change nothing is refused, not passed over
    for option in [&["--sort", "level"][..], &["--limit", "1"], &["--columns", "what"], &["--last", "2w"], &["--csv"]] {
        let refused = desk.refused(&[&["list", "deleted"], option].concat());
        assert!(refused.contains(option[0]) && refused.contains("listed whole"), "{refused}");
    }
    assert!(desk.refused(&["list", "pain", "--columns", "level", "--json"]).contains("do not go together"));
    // what is not known comes last in either direction
    desk.ok(&["run", "5k", "grass"]);
    desk.ok(&["run", "30min", "grass", "--at", "-1"]);
    for sort in ["distance", "-distance"] {
        let runs = desk.ok(&["list", "runs", "--json", "--sort", sort]).json();
        assert_eq!((&runs[0]["distance_m"], runs[1].get("distance_m")), (&serde_json::json!(5000), None), "{sort}");
    }
}
