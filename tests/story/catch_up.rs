//! Missed mornings, filled in with a digit each.

use super::kit::{SOME_DAYS, Story, story};

/// Three mornings after the last one that was logged.
fn friday() -> Story {
    story(SOME_DAYS).at("2026-11-27T08:10:00+01:00")
}

#[test]
fn three_missed_mornings_take_four_keys() {
    friday().keys("").sees("L  3 mornings are missing");
    friday().keys("L").sees("Tue 24 Nov, 3 days ago, morning?").sees("1 of 3, Space skips");
    friday().keys("L3").sees("Wed 25 Nov, 2 days ago, morning?").sees("2 of 3");
    let keys = "L345";
    assert_eq!(keys.chars().count(), 4);
    let frame = friday().keys(keys);
    frame.sees("Saved 3 mornings.").misses("missing").misses("ago, morning?").sees("How is it this morning?");
    for (day, level) in [("Tue 24 Nov", 3), ("Wed 25 Nov", 4), ("Thu 26 Nov", 5)] {
        friday().keys(&format!("{keys}6")).sees(&format!("{day}     {level}   {level}"));
    }
    // the one that lies more than two days back is marked, as any level is that is entered so late
    friday().keys("L3456jj").sees("entered late").sees("Tue 24 Nov");
    friday().keys("L3456j").misses("entered late");
}

#[test]
fn space_leaves_a_day_out_and_esc_ends() {
    friday().keys("L 45").sees("Saved 2 mornings.").sees("L  1 morning is missing");
    friday().keys("L3<esc>").sees("L  2 mornings are missing");
    friday().keys("L3 5u").sees("Undone").sees("L  2 mornings are missing");
}

#[test]
fn a_one_waits_for_the_nought_of_ten_and_any_other_key_is_for_the_next_day() {
    friday().keys("L1").sees("a 0 within a second makes it ten");
    friday().keys("L1023").sees("Saved 3 mornings.").misses("missing");
    friday().keys("L123").sees("Saved 3 mornings.");
    friday().keys("L1<wait>").sees("Wed 25 Nov");
    friday().keys("L1 4").sees("Saved 2 mornings.").sees("L  1 morning is missing");
    friday().keys("L1111<wait>").sees("Saved 3 mornings.");
    friday().keys("L1<esc>").sees("L  3 mornings are missing");
}

#[test]
fn where_none_is_missing_nothing_is_asked() {
    let story = story(SOME_DAYS);
    story.keys("").misses("missing");
    // who begins may have kept some elsewhere
    story.keys("L").sees("Mon 16 Nov");
    let begun = super::kit::story("");
    begun.keys("L1234567").sees("Saved 7 mornings.");
    begun.keys("L1234567<wait>L").sees("No morning of the last seven days is missing.");
    friday().size("40x12").keys("L").sees("Tue 24 Nov");
}
