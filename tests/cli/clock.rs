//! Entries ahead of the clock: named with what to type, counted nowhere, and a warning sign among them is told.

use serde_json::Value;

use crate::kit::Desk;

/// Next year, as a wrong clock has it.
const WRONG: &str = "2027-11-23T10:00:00+00:00";

/// One of each kind that cannot lie ahead, by a clock.
fn log(desk: &Desk, clock: &str, level: &str, far: &str) {
    for args in [
        &["pain", level, "--moment", "morning"][..],
        &["run", far, "road", "--during", level],
        &["massage", "40", "--before", level, "--after", level],
        &["sit", "25", "--level", level],
        &["measure", "--activities", &format!("stairs:{level}")],
        &["session", "bridge", "--pain", level],
        &["check", "--night", "no"],
    ] {
        desk.ok_at(clock, args);
    }
}

#[test]
fn no_figure_counts_what_lies_ahead_of_the_clock() {
    let desk = Desk::new();
    log(&desk, "2026-11-21T10:00:00+00:00", "3", "5k");
    log(&desk, "2026-11-22T10:00:00+00:00", "3", "5k");
    let figures = || -> Vec<String> {
        let lines = [
            &["trends", "--json"][..],
            &["trends", "--last", "3y", "--compare", "grass,road"],
            &["report", "--format", "json"],
            &["export", "--format", "fhir"],
            &["status", "--json"],
        ];
        let without = |text: String| match serde_json::from_str::<Value>(&text) {
            Ok(mut answer) => {
                answer.as_object_mut().map(|fields| fields.remove("ahead"));
                answer.pointer_mut("/quality").and_then(|all| all.as_object_mut()?.remove("ahead"));
                answer.to_string()
            }
            Err(_) => text,
        };
        lines.iter().map(|args| without(desk.ok(args).out)).collect()
    };
    let before = figures();
    log(&desk, WRONG, "9", "42k");
    assert!(before == figures(), "a figure counts what lies ahead");
    assert_eq!(desk.ok(&["status", "--json"]).json()["ahead"].as_array().unwrap().len(), 7);
    let page = desk.ok(&["report"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("Not counted: 7 entries dated ahead of the clock."), "{page}");
}

#[test]
fn each_is_named_with_what_to_type_and_typing_that_mends_it() {
    let desk = Desk::new();
    let id = desk.ok_at(WRONG, &["run", "12k", "road"]).id();
    let message = desk.ok(&["check-file"]).out;
    assert!(message.contains("1 entry dated ahead of the clock, so left out of every count"), "{message}");
    assert!(
        message.contains("run 12 km on road, Tue 23 Nov 2027")
            && message.contains(&format!("twinge edit {id} at=WHEN"))
    );
    assert_eq!(desk.ok(&["check-file", "--json"]).json()["ahead"][0]["kind"], "run");
    let message = desk.ok(&["status"]).out;
    assert!(
        message.contains("1 entry dated ahead of the clock: twinge check-file") && !message.contains("12 km"),
        "{message}"
    );
    let list = desk.ok(&["list", "runs"]).out;
    assert!(list.contains("Tue 2027-11-23, ahead of the clock"), "a list hides nothing: {list}");
    assert_eq!(desk.ok(&["list", "runs", "--last", "1w"]).out, "The only run is not in that selection.\n");
    desk.ok(&["edit", &id, "at=yesterday"]);
    assert!(desk.ok(&["status"]).out.contains("last run 12 km road, Sun 22 Nov"));
    assert!(!desk.ok(&["check-file"]).out.contains("dated ahead"));
    assert!(desk.ok(&["undo"]).out.contains("Undone"));
    assert!(desk.ok(&["check-file"]).out.contains("ahead"), "the undo puts it where it was");
    desk.ok(&["delete", &id]);
    assert!(!desk.ok(&["check-file"]).out.contains("dated ahead"));
}

#[test]
fn within_a_day_ahead_is_as_now() {
    let desk = Desk::new();
    desk.ok_at("2026-11-24T10:00:00+00:00", &["run", "12k", "road"]);
    assert!(desk.ok(&["status"]).out.contains("12 km"));
}

#[test]
fn a_warning_sign_among_them_is_told_until_it_was_seen() {
    let desk = Desk::new();
    desk.ok_at(WRONG, &["check", "--saddle", "yes"]);
    assert_eq!(desk.ok(&["status", "--json"]).json()["warning"]["tier"], "emergency");
    assert!(desk.ok(&["status", "--due"]).out.contains("warning sign open"));
    assert!(desk.ok(&["report"]).out.contains("Numbness"), "and on the page for the doctor");
    desk.ok(&["check", "--seen", "today"]);
    assert!(desk.ok(&["status", "--json"]).json()["warning"].is_null());
    assert!(!desk.ok(&["check-file"]).out.contains("dated ahead"));
}

#[test]
fn a_clock_before_1970_is_a_sentence() {
    let desk = Desk::new();
    let early = "1969-12-31T23:59:59+00:00";
    for args in [&["pain", "4"][..], &["status"], &["report"], &["import", "/dev/null"], &["--print", "80x24"]] {
        let answer = crate::kit::Answer::from(desk.command_at(early, args).output().unwrap());
        assert_eq!(answer.code, 1, "{args:?}: {}", answer.err);
        assert!(answer.err.contains("The clock says 1969-12-31"), "{args:?}: {}", answer.err);
    }
}
