//! The day and the moment that the question for a level names are those that are saved.

use super::kit::{SOME_DAYS, Story, story};

/// Three days after the last entries, in the evening.
fn thursday() -> Story {
    story(SOME_DAYS).at("2026-11-26T20:10:00+01:00")
}

#[test]
fn the_form_keeps_the_moment_that_was_asked_for() {
    thursday().keys("P<enter>4<enter>").sees("Saved pain 4, morning, Thu 26 Nov 2026 20:10");
    thursday().keys("P<enter>").picks("Moment", "morning");
    thursday().keys("p<enter>4<enter>").sees("Saved pain 4, now, Thu 26 Nov 2026 20:10");
    thursday().keys("P<enter>4<esc>p<enter>").misses("your draft");
}

#[test]
fn the_question_names_the_moment_of_today() {
    story("").keys("p").sees("Level this morning?");
    thursday().keys("p").sees("Level now?");
    story(SOME_DAYS).keys("p").sees("Level now?");
    thursday().size("40x12").keys("p").sees("Level now? 0 none to 9, x ten");
}

#[test]
fn today_is_always_there_and_the_cursor_begins_at_it() {
    let frame = thursday().keys("6");
    frame.sees("› Thu 26 Nov     ·   ·").sees("Nothing yet today: p and a digit").sees("  Mon 23 Nov     3   3");
    thursday().keys("8").sees("Thu 26 Nov  no level");
    thursday().keys("6p4").sees("Saved pain 4, now, Thu 26 Nov 2026 20:10").sees("› Thu 26 Nov     4   ·");
    thursday().keys("8p4").sees("Saved pain 4, now, Thu 26 Nov 2026 20:10").sees("Thu 26 Nov  worst 4");
    story("").keys("6").sees("› Mon 23 Nov     ·").sees("p and a digit logs a level");
    thursday().keys("6jk").sees("› Thu 26 Nov");
    thursday().keys("6Gg").sees("› Thu 26 Nov");
}

#[test]
fn what_is_logged_goes_to_the_day_to_which_one_moved() {
    let story = thursday();
    story.keys("6hp").sees("Wed 25 Nov, yesterday, morning? 0 none to 9, x ten");
    story.keys("6hp4").sees("Saved pain 4, morning, Wed 25 Nov 2026 07:00").sees("› Wed 25 Nov     4   4");
    story.keys("6hhp").sees("Tue 24 Nov, 2 days ago, morning?");
    story.keys("6hhp4p").sees("Tue 24 Nov, 2 days ago, noon?");
    story.keys("6hhp4p5").sees("Saved pain 5, now, Tue 24 Nov 2026 12:00");
    story.keys("6jp").sees("Mon 23 Nov, 3 days ago, noon?");
    story.keys("6jp<enter>5<enter>").sees("Saved pain 5, now, entered late, Mon 23 Nov 2026 12:00");
    story.keys("6hhp<enter>5<enter>").sees("Saved pain 5, morning, Tue 24 Nov 2026 07:00");
    story.keys("6hha5<enter>").sees("Saved pain 5, morning, Tue 24 Nov 2026 07:00");
    story.keys("6hhnrest<enter>").sees("Saved note “rest”, Tue 24 Nov 2026 12:00");
    story.keys("6hhr5k<tab>g<enter>").sees("Saved run 5 km on grass, Tue 24 Nov 2026 12:00");
    story.keys("6<click:5,6>p").sees("Sun 22 Nov, 4 days ago, noon?");
    story.keys("8hhp").sees("Tue 24 Nov, 2 days ago, morning?");
    story.keys("8hhp4").sees("Saved pain 4, morning, Tue 24 Nov 2026 07:00");
    story.keys("8hhllp").sees("Level now?");
    story.keys("8hh:marker<enter>desk<enter>").sees("Tue 24 Nov 2026 12:00");
    thursday().size("40x12").keys("6hhp").sees("Tue 24 Nov, 2 days ago, morning?");
}

#[test]
fn another_tab_and_the_morning_key_are_about_today() {
    let story = thursday();
    story.keys("6hhP4").sees("Saved pain 4, morning, Thu 26 Nov 2026 20:10").sees("› Thu 26 Nov");
    story.keys("6hh0p").sees("Level now?");
    story.keys("6hh7p").sees("Level now?");
    // the day of what was just saved is shown, but nobody went there
    story.keys("7<enter><tab><ctrl-u>road<enter>6").sees("› Sun 22 Nov");
    story.keys("7<enter><tab><ctrl-u>road<enter>6p").sees("Level now?");
    story.keys("6hhp4kkp").sees("Level now?");
}

#[test]
fn the_next_moment_of_a_past_day_has_its_hour() {
    thursday().keys("6hhp4m").sees("Saved pain 4, worst, Tue 24 Nov 2026 21:00");
    thursday().keys("6hhp4mmm").sees("Saved pain 4, now, Tue 24 Nov 2026 12:00");
    thursday().keys("p4m").sees("Saved pain 4, morning, Thu 26 Nov 2026 20:10");
}

#[test]
fn e_right_after_edits_that_level_in_every_tab() {
    for tab in "012345678".chars() {
        thursday().keys(&format!("{tab}p4e")).sees("Edit the pain of Thu 26 Nov 2026 20:10").picks("› Level", "4");
        thursday().keys(&format!("{tab}p4")).sees("e edit it").misses("e edit  ");
    }
    thursday().keys("7p4je").sees("Edit the run of Fri 20 Nov");
    thursday().keys("7p4me").sees("Edit the pain of Thu 26 Nov");
    thursday().keys("7P4jP<enter>").sees("Edit the pain of Thu 26 Nov 2026 20:10");
}

#[test]
fn the_morning_key_changes_the_level_that_is_there() {
    let story = thursday();
    story.keys("P4P").sees("This morning’s level is 4. Change it to?");
    story.keys("P4P6").sees("Saved pain 6, morning, Thu 26 Nov 2026 20:10").sees("morning 6");
    story.keys("P4P6u").sees("morning 4");
    story.keys("6P4P6").sees("› Thu 26 Nov     6   6").misses("pain 4");
    story.keys("P4P<enter>6<enter>").sees("Saved pain 6, morning, Thu 26 Nov 2026 20:10");
    story.keys("P4P<esc>7").sees("  date  ").misses("Change it to");
    story.keys("P4P4").sees("Nothing was changed.");
}

#[test]
fn e_right_after_edits_what_was_logged_whatever_its_kind() {
    for tab in "012345678".chars() {
        let story = thursday();
        story.keys(&format!("{tab}nslept badly<enter>e")).sees("Edit the note of Thu 26 Nov 2026 20:10");
        story.keys(&format!("{tab}r5k<tab>g<enter>e")).sees("Edit the run of Thu 26 Nov 2026 20:10");
        story.keys(&format!("{tab}p<enter>4<enter>e")).sees("Edit the pain of Thu 26 Nov 2026 20:10");
    }
    let story = thursday();
    story.keys("1ocan I swim?<enter>e").sees("Edit the question of Thu 26 Nov 2026 20:10");
    story.keys("1cstopped<enter>e").sees("Edit the clearance of");
    story.keys("2aclam<enter>e").sees("Edit the exercise of");
    story.keys("5a40<enter>e").sees("Edit the massage of");
    story.keys("2j e").sees("Edit the exercise of");
    story.keys("nrest<enter>").sees("Saved note “rest”, Thu 26 Nov 2026 20:10").misses("moment");
    story.keys("nrest<enter>je").misses("Edit the note of Thu 26 Nov 2026 20:10");
}

#[test]
fn a_key_of_another_tab_says_so_and_opens_nothing() {
    thursday().keys("8a").sees("There is nothing to add here.");
    for key in ["c", "o"] {
        let says = format!("{key} works only in the tabs 1 to 5.");
        thursday().keys(key).sees(&says);
        thursday().keys(&format!("{key}7")).sees(&says);
        thursday().keys(&format!("{key}<wait>7")).sees("  date  ").misses(&says);
    }
}

#[test]
fn drafts_of_every_day_are_offered_and_keep_their_day() {
    let story = thursday();
    // one of another day is not what the form opens with
    story.keys("6hhp<enter>5<esc>0p<enter>").sees("Ctrl-r shows a draft").misses("●5");
    let shown = story.keys("6hhp<enter>5<esc>0p<enter><ctrl-r>");
    shown.sees("your draft").picks("› Level", "5").sees("2026-11-24").sees("Tue 24 Nov 2026 07:00");
    story.keys("6hhp<enter>5<esc>0p<enter><ctrl-r><enter>").sees("Saved pain 5, morning, Tue 24 Nov 2026 07:00");
    // what was never shown is not thrown away
    story.keys("6hhp<enter>5<esc>0p<enter><esc>").sees("draft: pain, Tue 24 Nov").misses("thrown away");
    story.keys("6hhp<enter>5<esc>0p<enter>7<esc>").sees("2 drafts");
    story.keys("6hhp<enter>5<esc>0p<enter>7<esc>p<enter>").sees("draft 1 of 2").picks("› Level", "7");
    story.keys("6hhp<enter>5<esc>0p<enter>7<esc>p<enter><ctrl-r>").sees("draft 2 of 2").sees("2026-11-24");
    story.keys("p<enter>5<esc>P<enter><ctrl-r>").sees("your draft").picks("› Level", "5");
    story.keys("p<enter>5<esc>P<enter><ctrl-r><enter>").sees("Saved pain 5, now, Thu 26 Nov 2026 20:10");
    story.keys("p<enter>5<esc>6hhp<enter><ctrl-r><enter>").sees("Saved pain 5, now, Thu 26 Nov 2026 20:10");
}

#[test]
fn enter_on_an_empty_day_adds_to_it() {
    thursday().keys("6<enter>").sees("New pain level");
    thursday().keys("6hh<enter>5<enter>").sees("Saved pain 5, morning, Tue 24 Nov 2026 07:00");
    thursday().keys("6/zzz<enter>").sees("No day with these words: Esc shows all again");
}

#[test]
fn a_past_day_without_an_hour_is_its_morning_while_it_has_none() {
    thursday().keys("p<enter>6<backtab>tue").sees("Tue 24 Nov 2026 07:00").sees("morning, that day has none yet");
    thursday().keys("p<enter>6<backtab>mon").sees("Mon 23 Nov 2026 12:00").sees("now, its morning is logged");
    thursday().keys("p<enter>6<backtab>mon<enter>").sees("Saved pain 6, now, entered late, Mon 23 Nov 2026 12:00");
}

#[test]
fn a_visit_at_which_something_was_said_was_and_a_bare_date_says_which_year_it_takes() {
    let visit = |keys: &str| thursday().size("120x24").keys(&format!("1a{keys}"));
    visit("mon").sees("Mon 30 Nov 2026 12:00");
    visit("mon<tab><tab>rest two weeks").sees("Mon 23 Nov 2026 12:00");
    visit("20 nov").sees("Fri 20 Nov 2026 12:00, nearer than 2027");
    visit("20 nov 2027").sees("Sat 20 Nov 2027 12:00").misses("nearer");
    visit("20 nov<tab><tab>rest").sees("Fri 20 Nov 2026 12:00").misses("nearer");
}
