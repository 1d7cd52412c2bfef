//! `twinge trends`: periods, lines and JSON, pairs, and what is refused.

use serde_json::{Value, json};

use crate::kit::Desk;

const SORE_DAYS: &str = "Sore days are usually followed by better ones.";

/// Six weeks: a run every third day, grass and road by turns, the road two points worse the next morning.
fn notes() -> Desk {
    let desk = Desk::new();
    for i in 0..12u32 {
        let (day, road) = (38 - 3 * i, i % 2 == 1);
        let at = |day: u32, hour: &str| format!("{} {hour}", date(day));
        let next = if road { "5" } else { "3" };
        desk.ok(&["pain", "3", "--moment", "morning", "--at", &at(day, "7am")]);
        desk.ok(&[
            "run",
            "5k",
            if road { "road" } else { "grass" },
            "30min",
            "--effort",
            "4",
            "--during",
            "2",
            "--at",
            &at(day, "noon"),
        ]);
        desk.ok(&["pain", next, "--moment", "morning", "--at", &at(day - 1, "7am")]);
    }
    desk
}

/// So many days before Monday, 23 November 2026.
fn date(back: u32) -> String {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() - chrono::Days::new(u64::from(back));
    day.to_string()
}

fn trends(desk: &Desk, more: &[&str]) -> Value {
    desk.ok(&[&["trends", "--json"], more].concat()).json()
}

#[test]
fn the_answers_of_six_weeks_are_there_with_their_n() {
    let desk = notes();
    let all = trends(&desk, &[]);
    assert_eq!(all["period"], json!({"from": date(41), "to": "2026-11-23", "days": 42, "days_logged": 24}));
    let pain = &all["pain"];
    assert_eq!((&pain["n"], &pain["n_mornings"], &pain["median_morning"]), (&json!(24), &json!(24), &json!(3)));
    assert_eq!((&pain["worst"], &pain["days_at_5_or_more"]), (&json!(5), &json!(6)));
    assert_eq!(pain["week_to_week"], Value::Null);
    assert!(pain["missing"]["week_to_week"].as_str().unwrap().contains("2 in the last seven days and 5 in the seven"));
    assert_eq!(pain["trend"]["says"], "too_few_weeks");
    let runs = all["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 12);
    let run = &runs[1];
    assert_eq!((&run["surface"], &run["base"], &run["next"]), (&json!("road"), &json!(3), &json!(5)));
    assert_eq!((&run["settled"], &run["verdict"]), (&json!("not_settled"), &json!("ease")));
    assert_eq!(run["reasons"], json!(["your pain had not settled by the next morning"]));
    assert_eq!(run["spike"], json!({"ratio": 1, "class": "none", "longest_m": 5000}));
    assert_eq!(run["limits"], json!({"says": "no_clearance", "outside": [], "not_known": [], "why": "none"}));
    let spike = &runs[0]["spike"];
    assert_eq!(
        (&spike["ratio"], &spike["class"], &spike["longest_m"]),
        (&Value::Null, &json!("no_baseline"), &Value::Null)
    );
    assert_eq!(spike["missing"]["longest_m"], "no run with a distance in the 30 days before");
    let surfaces = &all["surfaces"];
    assert_eq!(surfaces[0]["surface"], "grass");
    assert_eq!((&surfaces[0]["runs"], &surfaces[0]["distance_m"]), (&json!(6), &json!(30_000)));
    assert_eq!((&surfaces[1]["n_mornings"], &surfaces[1]["median_change"]), (&json!(6), &json!(2)));
    assert_eq!((&surfaces[0]["settled"], &surfaces[1]["settled"]), (&json!(6), &json!(0)));
    assert_eq!((&all["comparison"], &all["comparisons"]), (&Value::Null, &json!([])));
    assert_eq!(all["see_someone"]["reasons"][0], "a level of 3 or more on 7 of 7 days logged in two weeks");
}

#[test]
fn what_cannot_be_computed_is_null_with_its_reason() {
    let empty = trends(&Desk::new(), &["--last", "2w"]);
    for key in ["median_morning", "worst", "days_at_5_or_more", "week_to_week"] {
        assert_eq!(empty["pain"][key], Value::Null, "{key}");
        assert!(empty["pain"]["missing"][key].as_str().is_some_and(|why| why.len() > 10), "{key}");
    }
    assert_eq!(empty["pain"]["trend"]["slope_per_week"], Value::Null);
    assert!(empty["pain"]["trend"]["missing"]["slope_per_week"].as_str().unwrap().contains("6 weeks with 4 mornings"));
    let desk = Desk::new();
    desk.ok(&["run", "5k", "grass", "--at", "yesterday noon"]);
    let run = &trends(&desk, &[])["runs"][0];
    assert_eq!((&run["base"], &run["next"], &run["verdict"]), (&Value::Null, &Value::Null, &json!("cannot_judge")));
    assert_eq!(run["missing"]["next"], "this morning’s level is not logged yet");
    assert_eq!(trends(&desk, &[])["surfaces"][0]["median_change"], Value::Null);
}

#[test]
fn pairs_are_compared_when_asked_for_and_only_then() {
    let desk = notes();
    let all = trends(&desk, &["--compare", "grass,road", "--compare", "massage"]);
    let first = &all["comparison"];
    assert_eq!(
        (&first["a"], &first["b"], &first["n_a"], &first["n_b"]),
        (&json!("grass"), &json!("road"), &json!(6), &json!(6))
    );
    assert_eq!((&first["difference"], &first["says"]), (&json!(-2), &json!("possible_difference_large")));
    assert_eq!(first["interval"], json!([-2, -2]));
    assert_eq!((&first["median_change_a"], &first["median_change_b"]), (&json!(0), &json!(2)));
    assert_eq!((&first["slope"], &first["effort_missing"], &first["of_run_days"]), (&json!(0), &json!(0), &json!(12)));
    assert!(first["p"].as_f64().unwrap() < 0.05);
    assert_eq!(all["comparisons"][0], *first);
    assert_eq!(all["comparisons"][1]["says"], "too_few");
    assert_eq!(all["comparisons"][1]["p"], Value::Null);
    assert_eq!(trends(&desk, &["--compare", "grass,road", "--compare", "massage"]), all, "the same every time");
    for (pair, message) in [
        ("grass", "name the other too"),
        ("grass,lawn", "cannot be compared; there are grass"),
        ("grass,road,track", "is not a pair"),
        ("grass,grass", "the same thing twice"),
    ] {
        assert!(desk.refused(&["trends", "--compare", pair]).contains(message), "{pair}");
    }
}

#[test]
fn markers_have_a_before_and_an_after_with_their_n() {
    let desk = notes();
    for back in 42..56 {
        desk.ok(&["pain", "3", "--moment", "morning", "--at", &format!("{} 7am", date(back))]);
    }
    desk.ok(&["mark", "new desk", "--at", &format!("{} noon", date(20))]);
    let marker = &trends(&desk, &[])["markers"][0];
    assert_eq!((&marker["what"], &marker["at"]), (&json!("new desk"), &json!(date(20))));
    assert_eq!((&marker["before"]["n"], &marker["after"]["n"]), (&json!(9), &json!(9)));
    assert_eq!((&marker["before"]["median"], &marker["says"]), (&json!(3), &json!("no_change")));
    assert_eq!(marker["near"], json!([]));
    desk.ok(&["mark", "new bike", "--at", &format!("{} noon", date(10))]);
    let all = trends(&desk, &[]);
    assert_eq!(all["markers"][0]["near"], json!([{"what": "new bike", "at": date(10), "days": 10}]));
    assert_eq!(all["markers"][0]["reasons"][0], "\u{201c}new bike\u{201d} (13 Nov) lies within these 14 days");
    let text = desk.ok(&["trends"]).out;
    assert!(text.contains("no change; \u{201c}new bike\u{201d} (13 Nov) lies within these 14 days"), "{text}");
    desk.ok(&["mark", "new desk lamp", "--at", &format!("{} noon", date(14))]);
    let text = desk.ok(&["trends"]).out;
    assert!(text.contains("cannot tell apart: \u{201c}new desk lamp\u{201d} (9 Nov) is within 7 days of it"), "{text}");
}

#[test]
fn a_period_is_a_span_a_day_the_last_visit_or_all() {
    let desk = notes();
    let days = |args: &[&str]| trends(&desk, args)["period"]["days"].as_u64().unwrap();
    assert_eq!(days(&["--last", "2w"]), 14);
    assert_eq!(days(&["--since", "-9"]), 10);
    assert_eq!(days(&["--last", "all"]), 39);
    assert!(desk.refused(&["trends", "--since", "last-visit"]).contains("no visit is recorded yet"));
    desk.ok(&["visit", "-7"]);
    assert_eq!(days(&["--since", "last-visit"]), 8);
    assert_eq!(trends(&Desk::new(), &["--last", "all"])["period"]["days"], 1);
    assert!(desk.refused(&["trends", "--last", "soon"]).contains("10d, 6w"));
    assert!(desk.refused(&["trends", "--since", "2026-11-24"]).contains("still to come"));
    assert!(desk.refused(&["trends", "--since", "-9", "--last", "2w"]).contains("do not go together"));
}

#[test]
fn the_lines_say_the_same_with_their_n_and_end_with_what_they_are_not() {
    let desk = notes();
    let text = desk.ok(&["trends", "--compare", "grass,road"]).out;
    for line in [
        "2026-10-13 to 2026-11-23: 42 days, 24 with something logged",
        "morning median 3 (24 mornings)",
        "worst 5, 5 or more on 6 of 24 days with a level (run levels included)",
        "too early for a trend: 4 of 6 weeks have 4 mornings; medians",
        "verdicts of 12 runs: ease 6, steady 6",
        "grass and road: possible difference, large enough to notice (6 and 6 mornings)",
        "from the same morning level, the next one was 2.0 points lower after the first",
        "next morning less the morning of the day, medians: 0 and +2",
        "one pair was tested; pairs that you looked at elsewhere are not counted",
        SORE_DAYS,
        "+2 (+2 to +2)",
        "0 of 6",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let last = text.trim_end().lines().last().unwrap().trim();
    assert_eq!(
        last,
        "An association in your own notes, not proof. Distance, pace, shoes, sleep and healing time may differ too."
    );
    // days may be better; nothing else is said to be
    let lower = text.replace(SORE_DAYS, "").to_lowercase();
    for word in ["safe", "best", "better", "because", "you should", "streak"] {
        assert!(!lower.contains(word), "{word}");
    }
    let empty = Desk::new().ok(&["trends"]).out;
    assert!(empty.contains("no morning level in these days") && !empty.contains("median 0"), "{empty}");
}

#[test]
fn what_could_seem_to_disagree_is_explained_where_it_stands() {
    let desk = notes();
    let split = "a split run counts on each surface; in its mornings only from three quarters on";
    let text = desk.ok(&["trends"]).out;
    assert!(!text.contains(split));
    assert!(text.contains("counts only days that have their own morning"), "{text}");
    desk.ok(&["run", "5k", "grass:3k,road:2k", "--at", "yesterday 9am"]);
    let text = desk.ok(&["trends"]).out;
    assert!(text.contains(split), "{text}");
}

#[test]
fn a_longer_week_is_noted_with_both_sums() {
    let desk = notes();
    desk.ok(&["run", "9k", "grass", "--at", "yesterday 9am"]);
    let text = desk.ok(&["trends"]).out;
    let note =
        "weekly distance up 40 % (14 km in 2 runs, 10 km in 2 runs the 7 days before); evidence for a weekly limit";
    assert!(text.contains(note), "{text}");
    let json = &trends(&desk, &[])["longer_week"];
    assert_eq!((&json["percent"], &json["last_7_days"]), (&json!(40), &json!({"distance_m": 14_000, "runs": 2})));
}

#[test]
fn a_week_before_anything_was_recorded_is_no_zero() {
    let desk = Desk::new();
    desk.ok(&["run", "5k", "grass", "--at", "2026-11-18 18:00"]);
    let trends = desk.ok(&["trends", "--last", "3w", "--json"]).json();
    let weeks = trends["weeks"].as_array().unwrap();
    let (first, last) = (&weeks[0], &weeks[weeks.len() - 1]);
    assert!(first["distance_m"].is_null() && first["runs"].is_null(), "{first}");
    assert_eq!(first["missing"]["distance_m"], "nothing was recorded by then");
    assert!(trends["before"]["distance_m"].is_null(), "{}", trends["before"]);
    // a week without a run is zero once the journal has begun
    assert_eq!((&last["from"], &last["distance_m"], &last["runs"]), (&"2026-11-23".into(), &0.into(), &0.into()));
}
