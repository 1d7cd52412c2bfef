//! Logging from anywhere, lists, undo.

use super::kit::{SOME_DAYS, story};

#[test]
fn an_empty_journal_says_what_to_do() {
    insta::assert_snapshot!(story("").keys("").text);
}

#[test]
fn a_level_takes_two_keys_from_any_tab() {
    let frame = story("").keys("p4");
    frame.sees("Saved pain 4, morning, Mon 23 Nov 2026 08:10").sees("morning 4").sees("m moment");
    story(SOME_DAYS).keys("3p4").sees("Saved pain 4, now, Mon 23 Nov 2026 08:10");
    story("").keys("p0").sees("Saved pain 0,");
}

#[test]
fn the_morning_level_can_be_logged_with_one_key_late_in_the_day() {
    let evening = || story(SOME_DAYS).at("2026-11-24T20:10:00+01:00");
    evening().keys("").sees("P  How is it this morning?");
    evening().keys("p3").sees("Saved pain 3, now").sees("P  How is it this morning?");
    evening().keys("P").sees("Level this morning?");
    let saved = evening().keys("P3");
    saved.sees("Saved pain 3, morning, Tue 24 Nov 2026 20:10").sees("morning 3").misses("morning level");
    evening().keys("P10").sees("Saved pain 10, morning");
    evening().keys("P3P").sees("This morning’s level is 3. Change it to?").misses("Level this morning?");
    story(SOME_DAYS).at("2026-11-24T08:10:00+01:00").keys("").sees("p  How is it this morning?");
}

#[test]
fn ten_is_x_or_a_one_and_a_zero() {
    let story = story("");
    story.keys("px").sees("Saved pain 10");
    story.keys("p1").sees("a 0 within a second makes it ten").misses("Saved");
    story.keys("p10").sees("Saved pain 10");
    story.keys("p1<wait>").sees("Saved pain 1,");
    story.keys("p1<enter>").sees("Saved pain 1,");
    story.keys("p1<esc>").misses("pain 1").sees("WELCOME");
    story.keys("p1<esc>q").misses("pain 1");
    story.keys("p1<backspace>7").sees("Saved pain 7");
    // twelve is no level; a key that is no digit means that the 1 was one
    story.keys("p12").sees("That is not a level from 0 to 10").misses("pain 1");
    story.keys("p124").sees("Saved pain 4");
    story.keys("pz").sees("That is not a level from 0 to 10");
    story.keys("p1r<esc>").sees("pain 1,");
}

#[test]
fn after_p_nothing_but_an_answer_counts() {
    story("").keys("pq").sees("Level this morning?");
    story("").keys("p<esc>").misses("Level this morning?").misses("Saved");
}

#[test]
fn m_right_after_gives_it_the_next_moment() {
    let story = story("");
    story.keys("p4m").sees("Saved pain 4, worst");
    story.keys("p4mmm").sees("Saved pain 4, now");
    story.keys("p4p3m").sees("Saved; a morning level of that day").sees("pain 3, morning").sees("pain 4, morning");
    story.keys("p4jm").sees("pain 4, morning").misses("pain 4, now");
    // an average above the worst is skipped
    story.keys("p2mp5mm").sees("pain 5, now");
}

#[test]
fn lists_begin_with_the_newest() {
    let story = story(SOME_DAYS);
    insta::assert_snapshot!("pain", story.keys("6").text);
    insta::assert_snapshot!("runs", story.keys("7").text);
    story.keys("6j").sees("› Sun 22 Nov    10   2");
    story.keys("6jjk").sees("› Sun 22 Nov    10   2");
    story.keys("6G").sees("› Fri 20 Nov     4   ·");
    story.keys("6G<home>").sees("› Mon 23 Nov     3   3");
    story.keys("6<pagedown>").sees("› Fri 20 Nov");
    story.keys("6<click:5,5>").sees("› Sun 22 Nov    10   2");
    story.keys("<click:65,1>").sees("  date  ");
}

#[test]
fn delete_asks_nothing_and_undo_brings_it_back() {
    let story = story(SOME_DAYS);
    story.keys("6dd").sees("Deleted pain 3, morning").misses("07:05 morning");
    story.keys("6jdjjdu").sees("Undone: deleted pain 10, worst").sees("› Sun 22 Nov    10");
    story.keys("6dduU").sees("Done again: deleted pain 3").misses("07:05 morning");
    story.keys("uu").sees("There is nothing to undo.");
}

#[test]
fn today_shows_what_is_logged_and_the_steps() {
    let story = story(SOME_DAYS);
    insta::assert_snapshot!("today", story.keys("").text);
    story.keys("d").misses("07:30  note").sees("Deleted note");
    story.keys("G<enter>").sees("5 Deep-tissue sports massage");
    story.keys("Gd").sees("A step is not deleted");
    story.at("2026-11-24T07:00:00+01:00").keys("").sees("Tue 24 Nov").sees("p  How is it this morning?");
}

#[test]
fn tabs_go_round() {
    let story = story("");
    story.keys("<tab>").sees("1 See a doctor");
    story.keys("<shift-tab>").sees("[6w]");
    story.keys("<shift-tab><shift-tab>").sees("No run yet");
    story.keys("<shift-tab><tab>").sees("WELCOME");
    story.keys("5").sees("5 Deep-tissue sports massage");
}

#[test]
fn a_key_to_delete_that_is_held_down_asks_before_the_third() {
    let story = story("");
    story.keys("p2p3p4p5dddd").sees("You are deleting fast. Delete this one too?").sees("y deletes it. n goes back;");
    story.keys("p2p3p4p5dddn").sees("pain 2").sees("pain 3").misses("pain 4");
    story.keys("p2p3p4p5dddy").sees("Deleted pain 3").sees("pain 2, ");
    story.keys("p2p3p4p5dd<wait:2s>d").sees("Deleted pain 3");
}

#[test]
fn what_is_there_already_is_saved_and_said_with_its_id() {
    let story = story(SOME_DAYS).size("160x24");
    story
        .keys("p4m")
        .sees("Saved; a morning level of that day is in the journal (Mon 23 Nov 2026 07:05, 0004): pain 4");
    story.keys("p<enter>4<tab>m<enter>").sees("Saved; a morning level of that day is in the journal");
    story
        .keys("nlegs light<enter>nlegs light<enter>")
        .sees("Saved; the same note is in the journal (Mon 23 Nov 2026 08:10");
    story.keys("nlegs light<enter>nlegs heavy<enter>").misses("in the journal");
    // an edit that leaves it as it was says nothing
    story.keys("p4m6<enter>jj<enter><tab><tab>x<enter>").misses("in the journal").sees("“x”");
}
