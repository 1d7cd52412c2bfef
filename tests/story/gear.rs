//! Orthotics, soft surfaces, massage, sitting and own measures on the screen.

use super::kit::{SOME_DAYS, story};

/// Four weeks with shoes, orthotics and massages.
const WEEKS: &str = r#"{"format": "twinge-journal", "version": 1,
"settings": {"soft_goal": 60},
"steps": {"orthotics": {"state": "under-way", "status": "trial", "since": "2026-11-10", "history": [{"state": "under-way", "status": "asked", "since": "2026-10-20"}]}},
"gear": [
 {"id": "01934f6e-0000-7000-8000-000000000061", "at": "2026-06-01T12:00:00+02:00", "name": "grey shoes", "start_m": 475000, "default": true},
 {"id": "01934f6e-0000-7000-8000-000000000062", "at": "2026-11-10T12:00:00+01:00", "name": "custom pair", "what": "orthotics", "make": "custom", "by": "Ms Arch", "wear_in": "an hour more each day"}],
"massages": [
 {"id": "01934f6e-0000-7000-8000-000000000071", "at": "2026-11-04T17:00:00+01:00", "minutes": 45, "before": 4, "after": 2},
 {"id": "01934f6e-0000-7000-8000-000000000072", "at": "2026-11-11T17:00:00+01:00", "minutes": 45, "before": 4, "after": 3},
 {"id": "01934f6e-0000-7000-8000-000000000073", "at": "2026-11-18T17:00:00+01:00", "minutes": 45, "who": "Ms Thumb", "before": 5, "after": 3}],
"pain": [
 {"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-05T07:00:00+01:00", "level": 4, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000002", "at": "2026-11-12T07:00:00+01:00", "level": 3, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000003", "at": "2026-11-14T07:00:00+01:00", "level": 2, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000004", "at": "2026-11-15T07:00:00+01:00", "level": 3, "moment": "morning"}],
"runs": [
 {"id": "01934f6e-0000-7000-8000-000000000011", "at": "2026-11-05T18:00:00+01:00", "distance_m": 4000, "surfaces": [{"surface": "road", "distance_m": 4000}], "gear": ["01934f6e-0000-7000-8000-000000000061"]},
 {"id": "01934f6e-0000-7000-8000-000000000012", "at": "2026-11-14T18:00:00+01:00", "distance_m": 5000, "surfaces": [{"surface": "grass", "distance_m": 3000}, {"surface": "road", "distance_m": 2000}], "gear": ["01934f6e-0000-7000-8000-000000000061", "01934f6e-0000-7000-8000-000000000062"]}],
"sitting": [
 {"id": "01934f6e-0000-7000-8000-000000000091", "at": "2026-11-17T10:00:00+01:00", "minutes": 20},
 {"id": "01934f6e-0000-7000-8000-000000000092", "at": "2026-11-18T10:00:00+01:00", "minutes": 30, "level": 3},
 {"id": "01934f6e-0000-7000-8000-000000000093", "at": "2026-11-19T10:00:00+01:00", "minutes": 60, "painless": true}],
"measures": [
 {"id": "01934f6e-0000-7000-8000-0000000000a1", "at": "2026-10-20T12:00:00+02:00", "activities": [{"name": "stairs", "score": 4}], "normal": 40},
 {"id": "01934f6e-0000-7000-8000-0000000000a2", "at": "2026-11-17T12:00:00+01:00", "activities": [{"name": "stairs", "score": 7}], "change": 2, "normal": 60}]
}"#;

#[test]
fn orthotics_show_status_distance_age_and_a_quiet_note() {
    let frame = story(WEEKS).size("100x40").keys("3");
    insta::assert_snapshot!("orthotics", frame.text);
    frame.sees("◐ trial since Tue 10 Nov").sees("◐ asked since Tue 20 Oct").sees("484 km, 2 runs");
    frame.sees("over 480 km: many people replace shoes at about this distance; the evidence is weak");
    frame.sees("1 run, 5 km; 3 mornings needed to summarise, there is 1").misses("safe");
    story(WEEKS).size("40x12").keys("3").sees("trial");
}

#[test]
fn the_status_of_orthotics_is_set_in_its_own_words() {
    story("").keys("3s").sees("not-asked").sees("in-use").misses("not-started");
    story("").keys("3sasked<enter>").sees("Saved step orthotics: ◐ asked").sees("◐ asked since Mon 23 Nov");
    story("").keys("3sdone<enter>").sees("● done since Mon 23 Nov");
}

#[test]
fn a_new_run_opens_with_the_pairs_for_new_runs() {
    story(WEEKS).keys("r").sees("grey shoes");
    story(WEEKS).keys("3aother<tab>shoes<enter>r").sees("grey shoes");
}

#[test]
fn soft_surface_is_shown_by_week_against_the_goal() {
    let frame = story(WEEKS).size("100x40").keys("4");
    insta::assert_snapshot!("surface", frame.text);
    frame.sees("60 % of the distance").sees(" 60 % of 5 km, 1 run  goal").sees("0 % of 4 km, 1 run");
    frame.sees("3 needed to summarise").sees("no clearance recorded").misses("best").misses("safe");
    story(WEEKS).size("40x12").keys("4").sees("60 %");
    story(WEEKS).size("100x40").look(true, true).keys("4").sees("#################|............").misses("??");
}

#[test]
fn the_goal_is_set_from_the_tab() {
    story("").keys("4,").sees("Settings").sees("Soft goal");
    story("").keys("4,55<enter>").sees("Saved: soft goal 55 %").sees("55 % of the distance");
    story(WEEKS).keys("4,<ctrl-u>none<enter>").sees("Saved: soft goal none").sees("none set");
    story("").keys("4,155<enter>").sees("1 to 100");
    story("").keys("4,<enter>").sees("Nothing was changed.");
    story("").keys("4,55<enter>u").sees("none set");
    // the row of the goal can be chosen
    story(WEEKS).keys("4jje").sees("Soft goal");
}

#[test]
fn massages_show_the_next_morning_and_two_averages() {
    let frame = story(WEEKS).size("100x40").keys("5");
    insta::assert_snapshot!("massage", frame.text);
    frame.sees("pain 4→2→4: 45 min").sees("pain 5→3→·: 45 min, by Ms Thumb");
    frame.sees("-1.7 on average, n 3").sees("3 needed for an average, you have 2").sees("5 days ago");
    story(WEEKS).keys("5,14<enter>").sees("Saved: massage every 14");
    story(WEEKS).keys("5,5<enter>0").sees("5  massage  5 days since the last");
}

#[test]
fn a_sitting_is_timed_with_a_key_and_quitting_does_not_end_it() {
    let frame = story(SOME_DAYS).keys("s");
    frame.sees("Sitting since 08:10").sees("sitting 1 min");
    story(SOME_DAYS).keys("s<wait:1500s>").sees("sitting 25 min");
    story(SOME_DAYS).keys("s<wait:1500s>s").sees("Saved sitting 25 min until it hurt");
    story(SOME_DAYS).keys("s<wait:1500s>S").sees("Saved sitting 25 min without pain").misses("sitting 25 min   ");
    // an earlier one is found in its day
    story(WEEKS).keys("6je").sees("Edit the sitting");
    story(SOME_DAYS).keys("s<wait:1500s>se").sees("Edit the sitting").sees("Level");
    story(SOME_DAYS).keys("S").sees("New sitting");
    story(SOME_DAYS).keys("S45<tab>yes<tab><tab>car<enter>").sees("Saved sitting 45 min without pain, car");
    story(SOME_DAYS).keys("su").misses("sitting 1 min");
    story(SOME_DAYS).size("40x12").keys("s").sees("sitting 1 min");
    // what goes on is an entry of the journal: another screen finds it
    let going = SOME_DAYS.replace(
        r#""notes""#,
        r#""sitting": [{"id": "01934f6e-0000-7000-8000-000000000091", "at": "2026-11-23T07:55:00+01:00"}], "notes""#,
    );
    story(&going).keys("").sees("sitting 15 min");
    story(&going).keys("7s").sees("Saved sitting 15 min until it hurt");
    story(&going).at("2026-11-24T08:10:00+01:00").keys("").misses("sitting 1455 min");
}

#[test]
fn sitting_and_my_measures_are_in_the_doctor_tab() {
    let frame = story(WEEKS).size("100x60").keys("1");
    frame.sees("30 min  n 3, 1 of them without pain").sees("20 min until it hurt");
    frame.sees("higher is better, unlike pain").sees("stairs 7, mean 7.0 of 10").sees("+3 on average since Tue 20 Oct");
    frame.sees("large enough to notice").sees("+2 of ±5").sees("pain logged then –").sees("40 → 60 of 100");
}

#[test]
fn a_measure_is_noted_from_anywhere() {
    story("").keys(":measure<enter>").sees("New measure").sees("Higher is better: up to five");
    story("")
        .keys(":measure<enter>stairs:7,driving:4<tab>+2<tab>70<enter>")
        .sees("Saved my activities stairs 7, driving 4");
    story(WEEKS).keys(":measure<enter>8<enter>").sees("my activities stairs 8");
    story("").keys(":measure<enter><enter>").sees("at least one of");
}

#[test]
fn getting_up_without_a_timer_asks_for_minutes_without_pain() {
    let form = story("").keys("S");
    form.sees("Without pain  [x] yes").sees("or all of it without pain");
    story("").keys("S40<enter>").sees("40 min without pain");
}
