//! Entries ahead of the clock on the screen: named on Today, mended there, counted in no tab.

use super::kit::{SOME_DAYS, story};

/// The same days, and a level, a run and a warning sign by a clock that was a year ahead.
fn with_wrong() -> String {
    let pain = r#""pain": [
 {"id": "01934f6e-0000-7000-8000-0000000000f1", "at": "2027-11-22T07:00:00+01:00", "level": 9, "moment": "morning"},"#;
    let runs = r#""runs": [
 {"id": "01934f6e-0000-7000-8000-0000000000f2", "at": "2027-11-20T12:00:00+01:00", "distance_m": 42000, "surfaces": [{"surface": "road"}]},"#;
    SOME_DAYS.replacen("\"pain\": [", pain, 1).replacen("\"runs\": [", runs, 1)
}

#[test]
fn today_names_them_and_e_mends_them() {
    let frame = story(&with_wrong()).size("80x30").keys("");
    insta::assert_snapshot!("ahead_of_the_clock", frame.text);
    frame.sees("2 entries dated ahead of the clock").sees("run 42 km on road").sees("edit 00f2 at=WHEN");
    story(&with_wrong()).size("40x12").keys("").sees("ahead of the clock");
    let frame = story(&with_wrong()).size("80x30").keys("j<enter>");
    frame.sees("2027");
}

#[test]
fn no_tab_counts_them() {
    for tab in ["2", "3", "4", "5", "6", "7", "8"] {
        let (right, wrong) = (story(SOME_DAYS).keys(tab), story(&with_wrong()).keys(tab));
        assert_eq!(right.text, wrong.text, "{tab}");
    }
}

#[test]
fn at_the_start_of_a_day_the_screen_shows_the_new_one_by_itself() {
    let late = story(SOME_DAYS).at("2026-11-24T03:50:00+01:00");
    late.keys("").sees("Mon 23 Nov").sees("morning 3");
    late.keys("<wait:700s>").sees("Tue 24 Nov").sees("morning \u{2013}");
    late.keys("n<wait:700s>").sees("Tue 24 Nov");
}
