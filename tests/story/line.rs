//! The line: any action by its words, any entry as words, what is refused stays.

use super::kit::{SOME_DAYS, story};

#[test]
fn an_entry_is_saved_from_any_tab_by_its_words_and_taken_back_with_one_key() {
    for tab in ["0", "1", "2", "3", "4", "5", "6", "7", "8"] {
        let story = story(SOME_DAYS);
        story.keys(&format!("{tab}:pain 4 morning")).sees("Enter saves pain 4, morning, Mon 23 Nov 2026 08:10");
        let saved = story.keys(&format!("{tab}:pain 4 worst<enter>"));
        saved.sees("Saved pain 4, worst").sees("e edit it");
        story.keys(&format!("{tab}:pain 4 worst<enter>u")).sees("Undone: added pain 4, worst");
    }
    let story = story(SOME_DAYS);
    story.keys(":run 5,2k grass 32:10<enter>").sees("Saved").sees("run 5.2 km on grass");
    story.keys(":run 5,2k grass 32:10").sees("No clearance recorded");
    story.keys(":note slept badly<enter>").sees("Saved note \u{201c}slept badly\u{201d}");
    story.keys(":massage 45 self<enter>").sees("Saved massage");
    story.keys(":twinge pain 6 yesterday 7am<enter>").sees("Sun 22 Nov 2026 07:00");
    story.keys(":4<enter>").sees("Saved pain 4");
}

#[test]
fn an_action_is_found_by_its_words_with_its_key() {
    let story = story(SOME_DAYS);
    story.keys(":oops").sees("Enter take the last change back, also one of another day  (u)");
    story.keys(":jog<enter>").sees("New run");
    story.keys(":theme<enter>").sees("Settings");
    story.keys(":theme dark").sees("changes theme: dark");
    story.keys(":units mi<enter>").sees("units");
    story.keys(":insoles<enter>").sees("New gear");
    story.keys(":q").sees("quit, once everything is saved");
    // what belongs to another tab goes there
    story.keys("1:compare shoes<enter>").sees("compare   grass,road").sees("[6w]");
    story.keys("0:calendar<enter>").misses("LOGGED TODAY").sees("worst");
    story.keys(":trends<enter>").sees("[6w]");
}

#[test]
fn tab_goes_through_what_fits_and_up_brings_back_what_was_typed() {
    let story = story(SOME_DAYS);
    story.keys(":run 5k gra<tab>").sees(": run 5k grass");
    story.keys(":settings uni<tab>").sees(": settings units=");
    story.keys(":oop<tab>").sees(": undo");
    story.keys(":note one<enter>:note two<enter>:<up>").sees(": note two");
    story.keys(":note one<enter>:note two<enter>:<up><up>").sees(": note one");
    story.keys(":note one<enter>:abc<up><down>").sees(": abc");
}

#[test]
fn what_is_not_understood_stays_and_says_why() {
    let story = story(SOME_DAYS);
    story.keys(":xyzzy<enter>").sees(": xyzzy").sees("Nothing is called \u{201c}xyzzy\u{201d}");
    story.keys(":run 5k grasss<enter>").sees(": run 5k grasss").sees("did you mean grass?");
    story.keys(":export --csv<enter>").sees("In a shell: twinge export --csv");
    story.keys(":pain 4 average<enter>:pain 2 worst<enter>").sees(": pain 2 worst").sees("check both levels");
    story.keys(":xyzzy<enter><esc>").misses("xyzzy").sees("LOGGED TODAY");
}

#[test]
fn settings_are_set_and_lists_are_shown() {
    let story = story(SOME_DAYS);
    story.keys(":settings units=mi").sees("Enter changes units: mi (was km)");
    story.keys(":settings units mi<enter>").sees("Saved: units mi");
    story.keys(":settings units=mi<enter>u").sees("Undone");
    story.keys(":settings units=furlong<enter>").sees(": settings units=furlong").sees("furlong");
    story.keys(":settings soft_goal<enter>").sees("\u{203a} Soft goal");
    story.keys(":list runs<enter>").sees("date          start distance");
    story.keys(":list notes<enter>").sees("1 note").sees("legs heavy");
    story.keys(":list deleted<enter>").sees("The bin.");
    story.keys(":status<enter>").sees("LOGGED TODAY");
}

#[test]
fn the_line_is_usable_on_a_small_screen_and_by_mouse() {
    let story = story(SOME_DAYS).size("40x12");
    insta::assert_snapshot!("line_small", story.keys(":run 5k grass").text);
    insta::assert_snapshot!("line", super::kit::story(SOME_DAYS).keys(":ex").text);
    insta::assert_snapshot!("line_empty", super::kit::story(SOME_DAYS).keys(":").text);
}

#[test]
fn what_is_selected_is_copied() {
    let story = story(SOME_DAYS);
    story.keys("7:copy<enter>").sees("Copied, where the terminal lets a program: run 5.2 km on grass");
    story.keys("8:copy<enter>").sees("There is nothing to copy here yet.");
    super::kit::story("").keys("7:copy<enter>").sees("There is nothing to copy here yet.");
}
