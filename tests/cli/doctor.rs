//! Step 1: the condition, clearance and its limits, warning signs and what is due.

use serde_json::{Value, json};
use twinge::domain::checks::{SIGNS, Tier};

use crate::kit::Desk;

#[test]
fn the_condition_is_shown_changed_and_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.ok(&["condition", "--json"]).json(), json!({}));
    let said = desk.ok(&["condition", "name=piriformis syndrome", "side=right", "onset=2026-09-01"]).out;
    assert_eq!(said, "Saved name piriformis syndrome · side right · onset 2026-09-01\n");
    desk.ok(&["condition", "diagnosis=sciatica, suspected, by Dr Figment", "diagnosis=overuse, confirmed"]);
    desk.ok(&["condition", "diagnosis=Sciatica, ruled out, on 2026-11-20", "onset_note=after adding hills"]);
    let told = desk.ok(&["condition", "--json"]).json();
    assert_eq!(
        told["diagnoses"],
        json!([{"name": "Sciatica", "state": "ruled-out", "on": "2026-11-20"}, {"name": "overuse", "state": "confirmed"}])
    );
    assert_eq!((&told["side"], &told["onset_note"]), (&json!("right"), &json!("after adding hills")));
    assert!(desk.ok(&["condition"]).out.contains("Sciatica, ruled-out, on 2026-11-20"));
    assert!(desk.ok(&["undo"]).out.contains("condition"));
    assert_eq!(desk.ok(&["condition", "--json"]).json()["diagnoses"][0]["by"], "Dr Figment");
    desk.ok(&["condition", "diagnoses=", "side="]);
    let told = desk.ok(&["condition", "--json"]).json();
    assert_eq!((&told["diagnoses"], &told["side"]), (&Value::Null, &Value::Null));
    let said = desk.ok(&["condition", "age_group=43", "stiffness=20 min"]).out;
    assert_eq!(said, "Saved age_group 40-49 · stiffness 20\n");
    for (args, hint) in [
        (
            &["condition", "colour=red"][..],
            "there are: onset, name, side, onset_note, age_group, bones, work, sleep, stiffness, diagnoses, diagnosis",
        ),
        (&["condition", "side=up"], "left, right, both, middle"),
        (&["condition", "onset=2027-01-01"], "still to come"),
        (&["condition", "diagnosis=sciatica, perhaps"], "suspected, confirmed, ruled-out"),
    ] {
        let message = desk.refused(args);
        assert!(message.contains(hint), "{args:?}: {message}");
    }
    assert!(desk.ok(&["condition", "--help"]).out.contains("Example: twinge condition"));
}

#[test]
fn six_kilometres_of_road_are_outside_five_of_grass_on_both_limits() {
    let desk = Desk::new();
    desk.ok(&["clearance", "cleared", "--max-distance", "5k", "--surfaces", "grass,track", "--at", "-10"]);
    let limits = |args: &[&str]| {
        let id = desk.ok(args).id();
        desk.ok(&["show", &id, "--json"]).json()["limits"].clone()
    };
    let stands = |message: &str, outside: &[&str]| json!({"says": message, "outside": outside, "not_known": []});
    let none = |why: &str| json!({"says": "no_clearance", "outside": [], "not_known": [], "why": why});
    assert_eq!(limits(&["run", "6k", "road"]), stands("outside", &["distance", "surface"]));
    assert_eq!(limits(&["run", "5k", "grass"]), stands("inside", &[]));
    assert_eq!(limits(&["run", "30min", "grass"])["not_known"], json!(["distance"]));
    assert_eq!(limits(&["run", "6k", "road", "--at", "-11"]), none("none"));
    desk.ok(&["clearance", "stopped", "--at", "-1"]);
    assert_eq!(limits(&["run", "1k", "grass"]), none("stopped"));
}

#[test]
fn a_clearance_with_an_hour_holds_from_it_and_one_without_for_its_whole_day() {
    let desk = Desk::new();
    let message = |args: &[&str]| {
        let id = desk.ok(args).id();
        desk.ok(&["show", &id, "--json"]).json()["limits"]["says"].as_str().unwrap().to_owned()
    };
    desk.ok(&["clearance", "cleared", "--max-distance", "5k", "--at", "2026-11-10 14:00"]);
    assert_eq!(message(&["run", "4k", "grass", "--at", "2026-11-10 13:59"]), "no_clearance");
    assert_eq!(message(&["run", "4k", "grass", "--at", "2026-11-10 14:00"]), "inside");
    // noon as an hour, and as a day without one
    desk.ok(&["clearance", "cleared", "--max-distance", "6k", "--at", "2026-11-11 12:00"]);
    assert_eq!(message(&["run", "5500m", "grass", "--at", "2026-11-11 11:59"]), "outside");
    let whole =
        desk.ok(&["clearance", "cleared", "--max-distance", "7k", "--at", "2026-11-12", "--until", "2026-11-13"]).id();
    assert_eq!(message(&["run", "6500m", "grass", "--at", "2026-11-12 5am"]), "inside");
    assert_eq!(message(&["run", "1k", "grass", "--at", "2026-11-13 23:00"]), "inside", "until includes its day");
    assert_eq!(message(&["run", "1k", "grass", "--at", "2026-11-14 5am"]), "no_clearance", "run out, not no limits");
    // today without an hour holds for what was run this morning too; editing keeps that
    desk.ok(&["clearance", "cleared", "--max-distance", "8k"]);
    assert_eq!(message(&["run", "7500m", "grass", "--at", "today 5am"]), "inside");
    desk.ok(&["edit", &whole, "at=2026-11-12 9am"]);
    assert_eq!(message(&["run", "6600m", "grass", "--at", "2026-11-12 8am"]), "outside");
}

#[test]
fn each_single_sign_fires_its_tier_until_a_clinician_has_seen_me() {
    for &(sign, tier, _) in SIGNS {
        let desk = Desk::new();
        let flag = format!("--{}", sign.replace('_', "-"));
        let said = desk.ok(&["check", &flag, "yes", "--at", "-2"]).out;
        let warning = desk.ok(&["status", "--json"]).json()["warning"].clone();
        assert_eq!(
            (&warning["tier"], &warning["signs"], &warning["since"]),
            (&json!(tier.word()), &json!([sign]), &json!("2026-11-21"))
        );
        assert!(said.contains(warning["action"].as_str().unwrap()), "{said}");
        desk.ok(&["check", "--seen", "yesterday"]);
        assert_eq!(desk.ok(&["status", "--json"]).json()["warning"], Value::Null);
        desk.ok(&["undo"]);
        assert_eq!(desk.ok(&["status", "--json"]).json()["warning"]["signs"], json!([sign]));
    }
}

#[test]
fn all_no_never_fires_and_says_what_it_cannot_do() {
    let desk = Desk::new();
    let flags: Vec<String> = SIGNS.iter().map(|(sign, ..)| format!("--{}", sign.replace('_', "-"))).collect();
    let mut args = vec!["check"];
    args.extend(flags.iter().flat_map(|flag| [flag.as_str(), "no"]));
    let said = desk.ok(&args).out;
    assert!(said.contains("no warning signs recorded (this list cannot rule anything out)"), "{said}");
    assert_eq!(desk.ok(&["status", "--json"]).json()["warning"], Value::Null);
    let some = desk.ok(&["check", "--saddle", "no"]).out;
    assert!(some.contains("21 not asked"), "{some}");
    let signs = desk.ok(&["list", "checks", "--json"]).json()[1]["signs"].clone();
    assert_eq!(signs, json!({"saddle": "no"}), "what was not asked is not there");
}

#[test]
fn an_emergency_and_an_urgent_sign_show_the_emergency_with_the_number_that_was_set() {
    let desk = Desk::new();
    desk.ok(&["check", "--fever", "yes"]);
    desk.ok(&["check", "--saddle", "yes"]);
    let action = || desk.ok(&["status", "--json"]).json()["warning"]["action"].as_str().unwrap().to_owned();
    assert_eq!(desk.ok(&["status", "--json"]).json()["warning"]["tier"], Tier::Emergency.word());
    assert!(action().contains("Call your emergency number now, or go"), "{}", action());
    desk.ok(&["settings", "emergency_number=112"]);
    assert!(action().contains("Call 112 now, or go"), "{}", action());
    assert!(desk.refused(&["settings", "emergency_number=help"]).contains("such as 112"));
}

#[test]
fn questions_that_nobody_answered_go_along_to_the_next_visit() {
    let desk = Desk::new();
    let first = desk.ok(&["question", "may I go past 30 minutes?"]).id();
    desk.ok(&["question", "a scan?"]);
    desk.ok(&["visit", "2026-11-25 10:00", "--with", "Dr Figment"]);
    let more = || desk.ok(&["status", "--json"]).json()["due"].as_array().unwrap().last().unwrap()["more"].clone();
    assert_eq!(more(), "Wed 25 Nov 10:00, 2 questions to ask");
    desk.ok(&["edit", &first, "answer=yes, on grass"]);
    assert_eq!(more(), "Wed 25 Nov 10:00, 1 question to ask");
}

#[test]
fn a_run_that_hurt_was_long_and_went_beyond_the_clearance_says_so_at_once() {
    let desk = Desk::new();
    let quiet = desk.ok(&["run", "5k", "road", "--before", "2", "--during", "2", "--at", "-3"]).out;
    assert_eq!(quiet.lines().count(), 1, "{quiet}");
    desk.ok(&["clearance", "cleared", "--max-distance", "6k", "--at", "-10"]);
    let args = ["run", "12k", "road", "1:15:00", "--before", "2", "--during", "4", "--after", "3"];
    let said = desk.ok(&args).out;
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("Saved ") && lines.len() == 4, "{said}");
    assert_eq!(lines[1], "STOP  Stop, and contact the doctor before you run again. Pain rose while you ran (2 → 4).");
    assert!(lines[2].starts_with("240 % of the longest of the 30 days before (5 km); in a study of 5,205"), "{said}");
    assert_eq!(lines[3], "outside your limits: distance");
    let json = desk.ok(&[&args[..], &["--json"]].concat()).json();
    let judged = &json["judged"];
    assert_eq!((&judged["verdict"], &json["distance_m"]), (&json!("stop"), &json!(12000)));
    assert_eq!(judged["limits"]["outside"], json!(["distance"]));
    let message = judged["says"].as_array().unwrap();
    assert_eq!(message.len(), 2, "no longer than the one just saved: {message:?}");
}
