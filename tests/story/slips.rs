//! Slips that people make while they type, and what is kept of them.

use super::kit::{SOME_DAYS, Story, story};

fn thursday() -> Story {
    story(SOME_DAYS).at("2026-11-26T20:10:00+01:00")
}

#[test]
fn a_repeated_run_and_a_sitting_belong_to_the_day_to_which_one_moved() {
    thursday().keys("6hh.4k<enter>").sees("Saved run 4 km").sees("Tue 24 Nov 2026 12:00");
    thursday().keys("6hhS20<enter>").sees("Saved sitting").sees("Tue 24 Nov 2026");
    thursday().keys(".4k<enter>").sees("Thu 26 Nov 2026");
}

#[test]
fn a_repeated_run_asks_how_far_each_of_its_surfaces_went() {
    let two = SOME_DAYS.replace(
        r#"[{"surface": "grass", "distance_m": 5200}]"#,
        r#"[{"surface": "dirt", "distance_m": 2200}, {"surface": "grass", "distance_m": 3000}]"#,
    );
    story(&two).keys(".").picks("Surface", "grass").picks("Surface", "dirt");
}

#[test]
fn the_question_for_a_surface_names_its_run() {
    thursday().keys("7F").sees("Surface of the run of Sun 22 Nov 2026 18:00");
    thursday().keys("7<space><space>F").sees("Surface of the 2 runs that are marked?");
}

#[test]
fn a_slip_in_a_free_word_is_asked_about_and_kept_as_typed() {
    let frame = thursday().keys("p<enter>4<tab><tab><tab><tab><tab><tab>sittting");
    frame.sees("did you mean sitting?");
}

#[test]
fn the_arrow_behind_the_beginning_of_a_name_takes_the_name() {
    thursday().keys("1:condition<enter>piri<right><enter>").sees("Saved the condition").sees("piriformis syndrome");
}

#[test]
fn a_side_behind_its_place_belongs_to_it() {
    thursday()
        .keys("p<enter>4<tab><tab><tab>deep-buttock<space>right<enter>")
        .sees("Saved pain 4, now, deep-buttock right");
}

#[test]
fn the_form_of_a_step_opens_where_the_step_stands() {
    let visited = SOME_DAYS.replace(r#""steps": {"doctor": {"state": "under-way", "since": "2026-11-02", "reason": "asked on the phone", "next": "visit on 30 Nov"},
          "massage": {"state": "not-for-me", "since": "2026-11-01"}},"#, r#""massages": [{"id": "01934f6e-0000-7000-8000-000000000031", "at": "2026-11-21T12:00:00+01:00", "minutes": 30}],"#);
    let story = story(&visited);
    story.keys("5").sees("◐ under way since Sat 21 Nov");
    story.keys("5s").picks("State", "under-way");
    story.keys("5s<tab><tab>book one<enter>").sees("Saved step massage: ◐ under way").sees("since Sat 21 Nov");
}

#[test]
fn a_date_that_nobody_typed_gives_way_to_one_that_is() {
    thursday().keys("6hhn<up>yesterday").sees("Date          yesterday");
}

#[test]
fn a_yes_that_is_not_saved_stays_on_today_until_it_is() {
    let story = thursday();
    story.keys("!y<esc>").sees("Call your emergency number now").sees("not saved yet");
    let frame = story.keys("!y<esc>70");
    frame.sees("Call your emergency number now").sees("Your yes is not saved yet: ! goes on with the check");
    story.keys("!n<esc>70").misses("Your yes");
}

#[test]
fn at_the_smallest_size_the_check_says_what_it_asks_and_how_to_go_on() {
    let story = thursday().size("40x12");
    story.keys("!").sees("Is any of this true now?");
    story.keys("!y").sees("Any key: on to the questions.");
    story.keys("!yy").misses("Any key");
}

#[test]
fn a_long_sentence_covers_nothing_of_a_tab() {
    // what was just logged is selected, and `d` would delete it
    let frame = thursday().size("40x12").keys("r3k<tab>track<enter>");
    frame.sees("Saved run 3 km on track").sees("›");
}
