//! Logging pain, runs and notes.

use serde_json::json;

use crate::kit::Desk;

#[test]
fn one_number_logs_pain_and_says_how_it_was_understood() {
    let desk = Desk::new();
    let said = desk.ok(&["pain", "4"]).out;
    assert!(said.starts_with("Saved pain 4, morning · Mon 23 Nov 2026 10:00 · id "), "{said}");
    let list = desk.ok(&["list", "pain", "--json"]).json();
    assert_eq!(list[0]["level"], 4);
    assert_eq!(list[0]["at"], "2026-11-23T10:00:00+00:00");
    let again = desk.ok(&["pain", "5"]).out;
    assert!(again.starts_with("Saved pain 5, now"), "the morning is taken: {again}");
}

#[test]
fn a_level_off_the_scale_is_refused_and_writes_nothing() {
    let desk = Desk::new();
    for level in ["11", "-1", "3.5", "", "four"] {
        let message = desk.refused(&["pain", level]);
        assert!(message.contains("0 (no pain) to 10") || message.contains("The level is empty"), "{message}");
    }
    assert!(!desk.file().exists());
}

#[test]
fn a_pain_level_with_everything_is_kept_field_by_field() {
    let desk = Desk::new();
    let args = [
        "pain",
        "3",
        "--at",
        "yesterday 7am",
        "--moment",
        "morning",
        "--where",
        "deep-buttock:right",
        "--where",
        "groin",
        "--feels",
        "dull,tight",
        "--reach",
        "upper-thigh",
        "--worse",
        "sitting",
        "--eased",
        "walking,heat",
        "--medication",
        "ibuprofen 400 mg",
        "--woke",
        "--note",
        "sat two hours",
        "--json",
    ];
    let mut entry = desk.ok(&args).json();
    let fields = entry.as_object_mut().unwrap();
    assert!(fields.remove("id").is_some() && fields.remove("modified").is_some());
    let expected = json!({
        "at": "2026-11-22T07:00:00+00:00", "level": 3, "moment": "morning",
        "sites": [{ "site": "deep-buttock", "side": "right" }, { "site": "groin" }],
        "feels": ["dull", "tight"], "reach": "upper-thigh", "worse": ["sitting"], "eased": ["walking", "heat"],
        "medication": "ibuprofen 400 mg", "woke": true, "note": "sat two hours",
    });
    assert_eq!(entry, expected);
}

#[test]
fn a_run_with_its_surface_and_pain_shows_its_pace() {
    let desk = Desk::new();
    let said = desk.ok(&["run", "5.2k", "grass", "32:10", "--before", "2", "--during", "3", "--after", "2"]).out;
    assert!(
        said.starts_with("Saved run 5.2 km on grass in 32:10 (6:11 /km), pain before 2, during 3, after 2"),
        "{said}"
    );
    let run = &desk.ok(&["list", "runs", "--json"]).json()[0];
    assert_eq!(run["distance_m"], 5200);
    assert_eq!(run["duration_s"], 1930);
    assert_eq!(run["surfaces"], json!([{ "surface": "grass", "distance_m": 5200 }]));
    assert_eq!(run["pain"], json!({ "before": 2, "during": 3, "after": 2 }));
}

#[test]
fn a_run_may_be_split_over_surfaces_or_given_by_time() {
    let desk = Desk::new();
    desk.ok(&["run", "5k", "grass:3k,road:2k"]);
    desk.ok(&["run", "30min", "track"]);
    desk.ok(&["run", "-", "track", "25min", "--at", "-1"]);
    let runs = desk.ok(&["list", "runs", "--json"]).json();
    let split = json!([{ "surface": "grass", "distance_m": 3000 }, { "surface": "road", "distance_m": 2000 }]);
    let parts: Vec<_> = runs.as_array().unwrap().iter().map(|run| (&run["duration_s"], &run["surfaces"])).collect();
    let track = json!([{ "surface": "track" }]);
    assert_eq!(parts, [(&json!(1500), &track), (&json!(null), &split), (&json!(1800), &track)]);
}

#[test]
fn a_comma_in_the_distance_of_a_part_is_a_decimal_one() {
    let desk = Desk::new();
    desk.ok(&["run", "10k", "grass:3,5k,road:6,5k"]);
    let run = &desk.ok(&["list", "runs", "--json"]).json()[0];
    let split = json!([{ "surface": "grass", "distance_m": 3500 }, { "surface": "road", "distance_m": 6500 }]);
    assert_eq!(run["surfaces"], split);
}

#[test]
fn what_is_ambiguous_or_wrong_is_refused_with_what_is_accepted() {
    let desk = Desk::new();
    for (args, hint) in [
        (&["run", "30m", "track"][..], "30min"),
        (&["run", "5k", "lawn"], "grass, dirt, track"),
        (&["run", "5k"], "grass, dirt, track"),
        (&["run", "5k", "grass", "1930"], "1930s"),
        (&["run", "5k", "grass", "5:00"], "faster than anyone"),
        (&["run", "5k", "grass:3k,road:3k"], "make them agree"),
        (&["run", "5k", "grass", "--during", "11"], "0 (no pain) to 10"),
        (&["run", "5k", "grass", "--gear", "shoes"], "there is none yet"),
        (&["pain", "4", "--at", "3/4"], "write 2026-11-20"),
        (&["pain", "4", "--at", "tomorrow"], "still to come"),
        (&["pain", "4", "--moment", "noon"], "morning, now, worst, average"),
        (&["pain", "4", "--where", "knee"], "deep-buttock"),
        (&["pain", "4", "--feels", "odd"], "dull, ache"),
        (&["pain", "4", "--note", " "], "The note is empty"),
        (&["pain", "4", "5"], "was not understood"),
        (&["pain"], "Still missing: <LEVEL>"),
        (&["note"], "Still missing: <TEXT>"),
        (&["pain", "4", "--colour", "red"], "--colour"),
        (&["surgery"], "no command"),
    ] {
        let message = desk.refused(args);
        assert!(message.contains(hint), "{args:?}: {message}");
    }
}

#[test]
fn a_day_long_past_is_allowed_and_marked_late() {
    let desk = Desk::new();
    let said = desk.ok(&["pain", "4", "--at", "-3"]).out;
    assert!(said.contains("entered late"), "{said}");
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json()[0]["late"], true);
    assert!(!desk.ok(&["pain", "4", "--at", "-2"]).out.contains("late"));
}

#[test]
fn a_note_needs_no_quotes() {
    let desk = Desk::new();
    desk.ok(&["note", "rest", "day", "--at", "-2"]);
    let note = &desk.ok(&["list", "notes", "--json"]).json()[0];
    assert_eq!((&note["note"], &note["at"]), (&json!("rest day"), &json!("2026-11-21T12:00:00+00:00")));
}

#[test]
fn a_bare_level_of_a_past_day_is_its_morning_while_it_has_none() {
    let desk = Desk::new();
    let message = |text: &str| desk.ok(&["pain", "4", "--at", text]).out;
    assert!(message("yesterday").starts_with("Saved pain 4, morning · Sun 22 Nov 2026 07:00"));
    assert!(message("yesterday").starts_with("Saved pain 4, now · Sun 22 Nov 2026 12:00"));
    assert!(message("today").starts_with("Saved pain 4, morning · Mon 23 Nov 2026 10:00"));
    let worst = desk.ok(&["pain", "4", "--at", "-2", "--moment", "worst"]).out;
    assert!(worst.starts_with("Saved pain 4, worst · Sat 21 Nov 2026 21:00"), "{worst}");
}

#[test]
fn a_visit_with_what_was_said_lies_behind_and_a_bare_date_is_the_nearer_year() {
    let desk = Desk::new();
    let visit = |args: &[&str]| desk.ok(&[&["visit"], args].concat()).out;
    assert!(visit(&["thu"]).contains("· Thu 26 Nov 2026 12:00"), "without what was said it is still to come");
    assert!(visit(&["thu", "--said", "rest two weeks"]).contains("· Thu 19 Nov 2026 12:00"));
    assert!(visit(&["2 dec", "--said", "rest two weeks"]).contains("· Tue 2 Dec 2025 12:00"));
    let nearer = visit(&["20 nov"]);
    assert!(nearer.contains("· Fri 20 Nov 2026 12:00"), "{nearer}");
    assert!(nearer.contains("That day is nearer than 2027; give the year to mean another."), "{nearer}");
    assert!(visit(&["2 dec 9am"]).contains("nearer than 2025"));
    for plain in [&["20 nov 2027"][..], &["thu"], &["2026-12-02"], &["tomorrow"]] {
        assert!(!visit(plain).contains("nearer"), "{plain:?}");
    }
}

#[test]
fn what_is_in_the_journal_already_is_saved_and_said_with_its_id() {
    let desk = Desk::new();
    let said = |args: &[&str]| {
        let out = desk.ok(args).out;
        let like = out.split(" · ").find(|part| part.contains("is in the journal")).map(str::to_owned);
        (like, out.trim_end().rsplit(' ').next().unwrap().to_owned())
    };
    for (args, what) in [
        (&["pain", "4", "--moment", "morning"][..], "a morning level of that day"),
        (&["note", "legs heavy"], "the same note"),
        (&["sit", "45"], "the same sitting"),
        (&["massage", "45"], "a massage of that day"),
        (&["question", "May I run?"], "this question"),
    ] {
        let (none, id) = said(args);
        assert_eq!(none, None, "{args:?}");
        assert_eq!(said(args).0, Some(format!("{what} is in the journal (Mon 23 Nov 2026 10:00, {id})")), "{args:?}");
    }
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json().as_array().unwrap().len(), 2, "saved all the same");
}

#[test]
fn more_of_an_entry_can_be_said_in_words_as_on_every_other_line() {
    let desk = Desk::new();
    let last = |kind: &str| {
        let list = desk.ok(&["list", kind, "--json"]).json();
        list.as_array().unwrap().last().unwrap().clone()
    };
    desk.ok(&["pain", "4", "morning"]);
    assert_eq!((&last("pain")["level"], &last("pain")["moment"]), (&json!(4), &json!("morning")));
    desk.ok(&["pain", "3", "yesterday", "7am", "deep-buttock:right", "dull", "sat two hours"]);
    let all = desk.ok(&["list", "pain", "--json"]).json();
    let pain = all.as_array().unwrap().iter().find(|pain| pain["level"] == 3).unwrap();
    assert_eq!(pain["note"], "sat two hours");
    assert_eq!(pain["at"], "2026-11-22T07:00:00+00:00");
    assert_eq!(pain["sites"][0]["site"], "deep-buttock");
    desk.ok(&["pain", "2", "yesterday 8pm", "--feels", "dull"]);
    assert!(desk.ok(&["list", "pain"]).out.contains("20:00"));
    desk.ok(&["run", "5,2k", "grass", "32:10", "before", "2", "during", "3", "--after", "1"]);
    let run = last("runs");
    assert_eq!(run["distance_m"], 5200);
    assert_eq!(run["duration_s"], 1930);
    assert_eq!(run["pain"], json!({"before": 2, "during": 3, "after": 1}));
    desk.ok(&["run", "5k", "grass", "before", "2"]);
    desk.ok(&["massage", "45", "self"]);
    assert_eq!(last("massage")["who"], "self");
    // what is said twice, and what nobody can mean
    assert!(desk.refused(&["run", "5k", "grass", "31:00", "before", "2", "--before", "3"]).contains("say it once"));
    assert!(desk.refused(&["pain", "4", "mornin"]).contains("morning"));
    assert!(desk.refused(&["pain", "-1", "morning"]).contains("needs its level"));
}
