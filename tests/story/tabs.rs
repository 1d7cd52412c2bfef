//! Today, Pain, Runs and the five steps, as they are read and moved in.

use super::kit::{SOME_DAYS, story};

/// A journal with a clearance, a visit ahead, markers, gear, and a run that was a stop.
const FULL: &str = r#"{"format": "twinge-journal", "version": 1,
"steps": {"doctor": {"state": "under-way", "since": "2026-11-02"}},
"clearance": [{"id": "01934f6e-0000-7000-8000-000000000031", "at": "2026-11-10T12:00:00+01:00", "state": "cleared-with-limits", "by": "Dr Figment", "max_distance_m": 5000, "surfaces": ["grass", "track"]}],
"visits": [{"id": "01934f6e-0000-7000-8000-000000000041", "at": "2026-11-29T10:00:00+01:00", "with": "Dr Figment"}],
"questions": [{"id": "01934f6e-0000-7000-8000-000000000051", "at": "2026-11-20T10:00:00+01:00", "question": "may I go past 30 minutes?"}],
"gear": [{"id": "01934f6e-0000-7000-8000-000000000061", "at": "2026-11-01T12:00:00+01:00", "name": "grey shoes", "what": "shoes", "start_m": 120000}],
"massages": [{"id": "01934f6e-0000-7000-8000-000000000071", "at": "2026-11-18T17:00:00+01:00", "minutes": 45, "who": "Ms Thumb", "before": 4, "after": 3}],
"markers": [{"id": "01934f6e-0000-7000-8000-000000000081", "at": "2026-11-15T12:00:00+01:00", "text": "new desk chair"}],
"pain": [
 {"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-14T07:00:00+01:00", "level": 4, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000002", "at": "2026-11-15T07:00:00+01:00", "level": 3, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000003", "at": "2026-11-17T07:00:00+01:00", "level": 0, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000004", "at": "2026-11-18T07:00:00+01:00", "level": 2, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000005", "at": "2026-11-21T07:00:00+01:00", "level": 2, "moment": "morning", "sites": [{"site": "deep-buttock", "side": "right"}], "reach": "knee"},
 {"id": "01934f6e-0000-7000-8000-000000000006", "at": "2026-11-21T21:00:00+01:00", "level": 10, "moment": "worst", "note": "sat in a car\nthen stood up"},
 {"id": "01934f6e-0000-7000-8000-000000000007", "at": "2026-11-22T07:00:00+01:00", "level": 2, "moment": "morning"}],
"runs": [
 {"id": "01934f6e-0000-7000-8000-000000000011", "at": "2026-11-14T18:00:00+01:00", "distance_m": 5000, "duration_s": 1930, "surfaces": [{"surface": "grass", "distance_m": 5000}], "gear": ["01934f6e-0000-7000-8000-000000000061"], "pain": {"before": 2, "during": 2, "after": 2}},
 {"id": "01934f6e-0000-7000-8000-000000000012", "at": "2026-11-17T18:00:00+01:00", "distance_m": 6000, "duration_s": 2170, "surfaces": [{"surface": "grass", "distance_m": 4000}, {"surface": "road", "distance_m": 2000}], "pain": {"before": 2, "during": 3, "after": 2}},
 {"id": "01934f6e-0000-7000-8000-000000000013", "at": "2026-11-21T18:00:00+01:00", "distance_m": 7000, "duration_s": 2530, "surfaces": [{"surface": "track", "distance_m": 7000}], "pain": {"before": 2, "during": 5, "after": 2}, "rose": true}]
}"#;

#[test]
fn today_says_what_is_due_and_what_the_last_run_was() {
    let frame = story(FULL).keys("");
    frame
        .sees("p  How is it this morning?")
        .sees("visit with Dr Figment in 6 days")
        .sees("1 question to ask")
        .misses("safe");
    frame.sees("STOP  Stop, and contact the doctor");
    frame.sees("cleared ≤5 km grass track   visit in 6 days").sees("visit in 6 days: take the questions along");
    frame.misses("Next run: up to");
    insta::assert_snapshot!("full_today", frame.text);
    // the most important is seen first on a low screen
    let low = story(FULL).size("40x12").keys("");
    low.sees("p  How is it this morning?").sees("STOP");
}

#[test]
fn a_run_judged_stop_suggests_to_see_someone_unless_a_visit_is_ahead() {
    story(FULL).keys("").misses("to see a physio");
    let gone = FULL.replace("2026-11-29T10:00:00+01:00", "2026-11-09T10:00:00+01:00");
    // one line, so that on a screen of the usual height nothing falls below the edge
    story(&gone).keys("").sees("It may be time to see a physio or doctor: 1 run in two weeks with a STOP");
}

#[test]
fn a_day_without_a_level_is_a_gap_in_the_strip() {
    story(FULL).keys("").sees("·  ·  ·  ·  4  3  ·  3  2  ·  ·  10 2  ·");
    story(FULL).size("40x12").keys("G").sees("Massage");
}

#[test]
fn a_clearance_brings_the_distance_that_is_within_ten_per_cent() {
    let journal = FULL.replace(r#""during": 5, "after": 2}, "rose": true"#, r#""during": 2, "after": 2}"#);
    story(&journal).size("120x40").keys("").sees("Next run: up to 5 km (the most your clearance allows)");
    let open = journal.replace(r#""cleared-with-limits""#, r#""cleared""#).replace(r#""max_distance_m": 5000, "#, "");
    story(&open).size("120x40").keys("").sees("Next run: up to 7.7 km (10 % over your longest in 30 days, 7 km)");
    let none = journal.replace(r#""cleared-with-limits""#, r#""asked""#);
    story(&none).keys("").misses("Next run: up to");
}

#[test]
fn without_a_clearance_one_calm_line_says_so() {
    story("").keys("").sees("no clearance recorded yet");
    story(FULL).keys("").misses("no permission");
}

#[test]
fn pain_lists_days_and_shows_the_chosen_one_in_full() {
    let frame = story(FULL).keys("6jj");
    insta::assert_snapshot!("full_pain", frame.text);
    frame.sees("› Sat 21 Nov    10   2  2 t").sees("21:00 worst 10").sees("and 2 more lines: Enter");
    frame.sees("B new desk chair").sees("C massage begun");
    story(FULL).size("120x40").keys("6jj").sees("B new desk chair (15 Nov)  C massage begun (18 Nov)");
    story(FULL).size("80x40").keys("6jj").sees("sat in a car").sees("then stood up");
}

#[test]
fn an_entry_of_a_day_of_several_is_chosen_before_it_is_edited_or_deleted() {
    story(FULL).keys("6jje").sees("This day has several entries");
    story(FULL).keys("6jje<down><down>e").sees("Level").sees("sat in a car");
    story(FULL).keys("6jjdjjd").sees("Deleted pain 10");
    story(FULL).keys("6jje<esc>j").sees("› Wed 18 Nov");
    // a day of one entry needs no choosing
    story(FULL).keys("6jjje").sees("Level").misses("several");
    story(FULL).keys("6jd").sees("Deleted pain 2, morning");
    story(FULL).keys("6jjjje").sees("This day has several entries");
}

#[test]
fn the_cursor_goes_over_gaps_day_by_day() {
    story(FULL).keys("6hhhh").sees("› Thu 19 Nov     ·").sees("no level").sees("a gap, not a zero");
    story(FULL).keys("6hhhhl").sees("Fri 20 Nov  no level");
    story(FULL).keys("6hllll").sees("Mon 23 Nov  no level");
}

#[test]
fn the_month_shows_a_digit_and_the_surface() {
    let frame = story(FULL).keys("6v");
    frame.sees("Nov").sees(" 4 10").sees("›·");
    story(FULL).size("120x40").keys("6v").sees("· no entry").sees(" 10 ");
    let low = story(FULL).size("40x12").keys("6vv");
    low.sees("Mon").sees("Sun").sees("Mon 23 Nov");
    story(FULL).size("40x12").keys("6vvk").sees("Sun 22 Nov");
    story(FULL).size("40x12").keys("6vvh").sees("Mon 16 Nov");
    story(FULL).size("40x12").keys("6v").sees("x2").sees("A");
}

#[test]
fn runs_show_verdict_limits_and_totals() {
    let frame = story(FULL).keys("7");
    insta::assert_snapshot!("full_runs", frame.text);
    frame.sees("3 runs · 18 km").sees("89 % soft").sees("outside your limits: distance").sees("117 % of the longest");
    story(FULL).size("40x12").keys("7").sees("stop").sees("7 km t track").misses("…");
}

#[test]
fn runs_are_filtered_by_their_surface() {
    story(FULL).keys("7v").sees("2 runs on grass · 11 km").misses("Sat 21 Nov");
    story(FULL).keys("7vv").sees("1 run on track");
    story(FULL).keys("7vvv").sees("1 run on road · 6 km").sees("grass 4 km + road 2 km");
    story(FULL).keys("7vvvv").sees("3 runs · 18 km");
    story(FULL).keys("7vjd").sees("1 run on grass");
    story(FULL).keys("7vvdv").sees("1 run on road");
}

#[test]
fn words_filter_runs() {
    story(FULL).keys("7/road<enter>").sees("1 run “road” · 6 km");
    story(FULL).keys("7/road<enter><esc>").sees("3 runs · 18 km");
    // case and accents do not matter, in what is searched and in what is found
    story(FULL).keys("7/RÖAD<enter>").sees("1 run “RÖAD” · 6 km");
    story(FULL).keys("7v/nov 2026<enter>").sees("2 runs on grass and “nov 2026”");
}

#[test]
fn words_filter_the_days_of_pain() {
    let story = story(SOME_DAYS);
    let list = |keys: &str| {
        let frame = story.keys(keys);
        let left = |line: &str| line.chars().take(13).collect::<String>();
        let days = frame.text.lines().map(left).filter(|line| line.ends_with(" Nov ")).collect::<Vec<_>>();
        days.iter().map(|line| line[line.len() - 7..].trim().to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(list("6"), "23 Nov, 22 Nov, 21 Nov, 20 Nov");
    assert_eq!(list("6/Slept Well<enter>"), "22 Nov");
    assert_eq!(list("6/deep-buttock<enter>j"), "23 Nov, 22 Nov");
    assert_eq!(list("6/worse with sitting<enter>"), "22 Nov");
    assert_eq!(list("6/legs<enter>"), "23 Nov");
    assert_eq!(list("6/lègs<enter>"), "23 Nov");
    assert_eq!(list("6/sat 21<enter>"), "21 Nov");
    assert_eq!(list("6/road<enter>"), "20 Nov");
    assert_eq!(list("6/legs<enter><esc>"), "23 Nov, 22 Nov, 21 Nov, 20 Nov");
    story.keys("6/nothing like it").sees("No day with these words");
    story.keys("6/slept<enter>").sees("/slept  filtered; Esc shows all");
    story.keys("6/slept<enter><enter><esc>").sees("/slept  filtered");
    // what is logged is shown, whatever the filter
    assert_eq!(list("6/slept<enter>p4"), "23 Nov, 22 Nov");
}

#[test]
fn each_step_shows_what_belongs_to_it() {
    story(FULL).keys("1").sees("cleared ≤5 km grass track, by Dr Figment").sees("may I go past 30 minutes?");
    story(FULL).keys("3").sees("grey shoes  125 km, 1 run, 120 km of it before");
    story(FULL).size("80x40").keys("4").sees("85 % of 13 km, 2 runs").sees("clearance  grass, track");
    story(FULL).keys("5").sees("pain 4→3→·: 45 min, by Ms Thumb");
    story(SOME_DAYS).keys("1").sees("asked on the phone").sees("visit on 30 Nov").misses("(suggested)");
}

#[test]
fn what_belongs_to_a_step_is_added_edited_and_deleted_there() {
    story(FULL).keys("1jd").sees("Deleted visit with Dr Figment");
    story(FULL).keys("1c").sees("New clearance");
    story(FULL).keys("1o").sees("New question");
    story(FULL).keys("3a").sees("New gear");
    story(FULL).keys("5je").sees("Minutes");
    story(FULL).keys("1js").sees("under-way");
}

#[test]
fn no_paragraph_is_cut_where_it_was_wrapped() {
    for width in ["40", "53", "80", "97", "120"] {
        for keys in ["1", "2", "3", "4", "5"] {
            story("").size(&format!("{width}x60")).keys(keys).misses("…");
        }
    }
}

#[test]
fn days_are_clicked_on_the_chart_and_in_the_months() {
    // the last column of the chart is today
    story(SOME_DAYS).keys("6<click:77,8>").sees("─ Sun 22 Nov  worst 10").sees("› Sun 22 Nov");
    story(SOME_DAYS).keys("6<click:74,8>").sees("─ Thu 19 Nov  no level").sees("› Thu 19 Nov");
    story(SOME_DAYS).keys("6<click:33,8>").sees("─ Mon 23 Nov");
    // weeks are columns
    story(SOME_DAYS).keys("6v<click:69,10>").sees("─ Sun 15 Nov").sees("›·");
    story(SOME_DAYS).keys("6v<click:69,10><click:76,4>").sees("─ Mon 23 Nov");
    // what is still to come has no day
    story(SOME_DAYS).keys("6v<click:76,5>").sees("─ Mon 23 Nov");
}

#[test]
fn a_back_dated_level_leaves_the_newer_days_in_view_and_a_list_that_is_scrolled_says_so() {
    let frame = story(FULL).keys("6p<enter>4<up><ctrl-u>2026-11-14 21:00<enter>");
    frame.sees("› Sat 14 Nov").sees("Sun 22 Nov").misses("↑ more");
    let low = story(FULL).size("40x16").keys("6G");
    low.sees("› Sat 14 Nov").sees("↑ more").misses("  Sun 22 Nov     2");
    story(FULL).size("40x16").keys("6Gg").sees("› Mon 23 Nov").misses("↑ more");
}

#[test]
fn a_page_that_goes_on_below_the_edge_says_so() {
    story(FULL).size("80x18").keys("").sees("↓ more ──").misses("↑ more");
    story(FULL).size("80x18").keys("G").sees("↑ more ──").misses("↓ more");
    story(FULL).size("120x50").keys("").misses("more ──");
}

#[test]
fn of_runs_on_several_surfaces_the_part_on_the_one_asked_for_is_told() {
    story(FULL).keys("7v").sees("2 runs on grass · 11 km, 9 km of it on grass");
    story(FULL).keys("7vv").sees("1 run on track · 7 km ·");
    story(FULL).keys("7").sees("3 runs · 18 km ·");
}

#[test]
fn today_lists_a_visit_and_a_massage_of_the_day() {
    let journal = FULL.replace("2026-11-29T10:00", "2026-11-23T07:00").replace("2026-11-18T17:00", "2026-11-23T07:30");
    story(&journal).keys("").sees("07:00  visit").sees("07:30  massage");
}
