//! Trends, as it is read and moved in: on the demo journal, whose own day is 15 June 2026.

use super::kit::{SOME_DAYS, Story, story};

fn demo() -> Story {
    story(include_str!("../../assets/demo.json")).at("2026-06-15T08:10:00+01:00")
}

#[test]
fn pain_and_runs_lie_on_one_axis_and_the_weeks_below() {
    let frame = demo().keys("8");
    insta::assert_snapshot!("trends", frame.text);
    frame.sees("[6w]").sees("of 42 days logged").sees("Mornings  2 this week").misses("safe");
    demo().size("120x40").keys("8").sees("DISTANCE BY WEEK");
    demo()
        .size("80x40")
        .look(true, true)
        .keys("8")
        .sees("[6w]")
        .sees("digit: highest of the day   - 7-day median")
        .misses("?????");
}

#[test]
fn the_period_turns_and_the_days_share_columns_where_they_are_many() {
    demo().keys("8v").sees("[3m]").sees("worsts of the 2 days of a column");
    demo().keys("8:previous-period<enter>").sees("[2w]").sees("of 14 days logged");
    demo().keys("8vvvv").sees("[visit]").misses("No trends here");
    story(SOME_DAYS).keys("8vvvv").sees("No trends here: no visit is recorded yet").sees("v shows another period");
    story("").keys("8").sees("[6w]").sees("0 of 42 days logged");
    story("").keys("8vvv").sees("No trends here: no pain level and no run is recorded yet");
}

#[test]
fn the_cursor_reads_out_a_day_and_stays_within_the_period() {
    demo().keys("8h").sees("Sun 14 Jun").sees("grass 5.2 km");
    demo().keys("8hhl").sees("\u{2500} Sun 14 Jun");
    demo().keys("8l").sees("\u{2500} Mon 15 Jun");
    let far = "h".repeat(60);
    demo().keys(&format!("8{far}")).sees("\u{2500} Tue 5 May");
}

#[test]
fn everything_can_be_scrolled_to_also_on_a_low_screen() {
    for size in ["80x24", "120x40", "40x12"] {
        demo().size(size).keys("8G").sees("may differ too.").misses("[6w] x");
        demo().size(size).keys("8Gg").sees("Mornings");
    }
    demo().size("40x12").keys("8<pgdn><pgdn>").sees("digit");
}

#[test]
fn a_larger_screen_leaves_no_blank_below_the_end() {
    let frame = demo().size("40x12").keys("8G<resize:120x40>");
    frame.sees("may differ too.").sees("[6w]");
    let body: Vec<&str> = frame.text.lines().skip(4).take(34).collect();
    assert!(body.iter().filter(|line| line.trim().is_empty()).count() < 12, "{}", frame.text);
    let last = body.iter().rposition(|line| !line.trim().is_empty()).unwrap();
    assert!(last + 2 >= body.len(), "the page ends at the foot of the screen\n{}", frame.text);
    demo().size("40x12").keys("8G<resize:120x40>k<resize:40x12>").misses("may differ too.");
}

#[test]
fn each_letter_below_the_chart_has_its_day() {
    for (size, keys) in [("80x24", "8"), ("40x12", "8<pgdn><pgdn>jjj")] {
        demo().size(size).keys(keys).sees("B massage begun (18 May)").sees("A shoes: blue shoes (10 May)");
    }
}

#[test]
fn why_tells_that_it_goes_on_and_names_no_key_of_the_chart() {
    demo().keys("8w").sees("Why so careful").sees("\u{2193} more").misses("day back");
    demo().keys("8wG").sees("Source: ").sees("\u{2191} more").misses("\u{2193} more");
}

#[test]
fn nothing_is_compared_unless_a_pair_is_picked() {
    demo().keys("8G").misses("Compared");
    demo().keys("8cgrass,road<enter>").sees("Compared").sees("grass and road: possible difference");
    demo().keys("8cgrass<enter>").sees("compare grass").sees("is one surface; name the other too");
    demo().keys("8cgrass,road<esc>").misses("Compared");
    demo().size("100x60").keys("8cgrass,road<enter>corthotics<enter>").misses("2 pairs looked at");
    demo().keys("8cgrass,road<enter>CG").misses("Compared");
}

#[test]
fn the_cursor_reads_out_each_surface_of_a_split_run() {
    let story = story(SOME_DAYS);
    story.keys("8hhh").sees("20 Nov").sees("grass 3 km + road 5 km");
    story.keys("8h").sees("grass 5.2 km");
}

#[test]
fn the_key_to_the_newest_goes_to_today() {
    let story = story(SOME_DAYS);
    for key in ["g", "<home>"] {
        story.keys(&format!("8hh{key}")).sees("Mon 23 Nov  worst 3");
        story.keys(&format!("8hh{key}p")).sees("Level now?");
    }
}
