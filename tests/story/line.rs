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
    story.keys("7:copy<enter>").sees("Copied, if the terminal allows it: run 5.2 km on grass");
    story.keys("8:copy<enter>").sees("There is nothing to copy here yet.");
    super::kit::story("").keys("7:copy<enter>").sees("There is nothing to copy here yet.");
}

#[test]
fn a_view_by_its_name_shows_it_and_the_calendar_says_that_today_is_its_last_day() {
    let story = story(SOME_DAYS);
    for keys in ["0:calendar<enter>", "6:calendar<enter>", "6v:calendar<enter>", "7:month<enter>"] {
        story.keys(keys).sees("Sep         Oct         Nov").sees("Mon  \u{b7}  \u{b7}");
    }
    story.keys("6:calendar<enter>j").sees("Today is the last day in the calendar; k goes a day back");
    story.keys("6:calendar<enter>kj").misses("the last day");
    story.keys("0:calendar<enter>:chart<enter>").misses("Mon  \u{b7}  \u{b7}");
}

#[test]
fn a_visit_without_the_word_for_whom_says_that_word() {
    story(SOME_DAYS).keys(":visit Dr Who").sees("write who it is with behind");
    story(SOME_DAYS).keys(":visit tue 10:00 with Dr Who<enter>").sees("Saved visit").sees("Dr Who");
}

#[test]
fn the_drafts_are_listed_with_what_opens_them() {
    let story = story(SOME_DAYS);
    let frame = story.keys("nhalf a thought<esc>:visit<enter><tab>Dr Who<esc>");
    frame.sees(":drafts lists all 2.").sees("2 drafts (:drafts)");
    let frame = story.keys("nhalf a thought<esc>:visit<enter><tab>Dr Who<esc>:drafts<enter>");
    frame
        .sees("2 drafts: what was typed and not saved")
        .sees("half a thought")
        .sees("Dr Who")
        .sees(":visit opens it")
        .sees("n opens it");
    story.keys(":drafts<enter>").sees("No drafts");
}

#[test]
fn lists_the_report_and_trends_take_days_and_more_as_a_shell_does_or_as_people_say_it() {
    let story = story(SOME_DAYS);
    for line in [
        "list runs last month on grass",
        "list runs --last 1m --surface grass",
        "list run grass last 30 days",
        "twinge list runs grass 30d",
        "list runs grass 1m",
    ] {
        let frame = story.keys(&format!(":{line}<enter>"));
        frame.sees("2 runs on grass, ").sees("run 5.2 km on grass").sees("Fri 20 Nov");
    }
    story.keys(":list runs last month").sees("Enter lists the runs, Sat 24 Oct to Mon 23 Nov");
    story.keys(":list runs since yesterday<enter>").sees("1 run since Sun 22 Nov").misses("8 km");
    story.keys(":list pain until sat<enter>").sees("1 pain").sees("pain 3, morning");
    story.keys(":list runs today<enter>").sees("0 runs");
    story.keys(":list pain this week<enter>").sees("Mon 23 Nov");
    story.keys(":list runs limit 1<enter>").sees("the newest 1 of them").sees("5.2 km").misses("8 km");
    story.keys(":ls runs all<enter>").sees("2 runs");
    story.keys(":add pain 4 worst<enter>").sees("Saved pain 4, worst");
    for (line, says) in [
        ("list runs --sort distance", "--sort is for a shell"),
        ("list runs limit none", "is no number of entries"),
        ("list runs csv", "--csv is for a shell"),
        ("list pain grass", "A surface goes with runs"),
        ("list runs xyzzy", "was not understood; behind it come days"),
        ("list runs last", "Behind \u{201c}last\u{201d} comes a span"),
        ("list runs since sun until fri", "turn them around"),
        ("list xyzzy since mon", "xyzzy"),
        ("list runs last-visit", "no visit"),
        ("trends xyzzy", "was not understood; behind it come days"),
        ("trends until fri", "ends today"),
        ("trends compare grass", "name the other too"),
        ("report --take-home", "--take-home is for a shell"),
        ("report last", "comes a span"),
        ("report without xyzzy", "xyzzy"),
        ("report born 31", "no date of birth"),
    ] {
        story.keys(&format!(":{line}<enter>")).sees(says).sees(&format!(": {line}"));
    }
    story.keys(":trends 30<enter>").sees("Sun 25 Oct").sees("30 days");
    story.keys(":trends last 8 weeks<enter>").sees("56 days");
    story.keys(":trends 3m<enter>").sees("[3m]");
    story.keys(":trends since 1 nov<enter>").sees("23 days").misses("[6w]");
    story.keys(":trends since 1 nov<enter>v").sees("[3m]");
    story.keys(":trends compare grass,road<enter>").sees("Compared");
    story.keys(":report --last all<enter>").sees("all");
    story.keys(":report last 8 weeks").sees("Enter shows the report since Tue 29 Sep");
    story.keys(":report last 8 weeks html<enter>").sees("since Tue 29 Sep 2026").sees("HTML, A4");
    story.keys(":report all letter with notes<enter>").sees("all").sees("Letter, private notes shown");
    story
        .keys(":report --without chart,pain --name \"A Name\" --paper letter<enter>")
        .sees("Name A Name")
        .sees("-chart");
    story.keys(":report -o ~/mine.md<enter>").sees("Save as: ~/mine.md");
    story.keys(":report since 1 nov<enter>p").sees("2 weeks");
    // words that are no options are still found
    story.keys(":report page<enter>").sees("Report").sees("PDF, A4");
}
