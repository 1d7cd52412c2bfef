//! Words looked for in everything that was recorded.

use super::kit::{SOME_DAYS, story};

#[test]
fn from_any_tab_but_the_lists_everything_is_searched_and_enter_goes_there() {
    for tab in ["0", "1", "2", "3", "4", "5", "8"] {
        story(SOME_DAYS).keys(&format!("{tab}/HEAVY")).sees("1 entry").sees("note \u{201c}legs heavy\u{201d}");
    }
    let story = story(SOME_DAYS);
    story.keys("0/heavy<enter>").sees("07:30 note \u{201c}legs heavy\u{201d}").sees("Mon 23 Nov");
    story.keys("0/8 km<enter>").sees("\u{203a} Fri 20 Nov    12:00");
    story.keys("0/sitting<enter>").sees("\u{203a} Sun 22 Nov");
    story.keys("0/worst").sees("pain 10, worst");
    story.keys("0/grass").sees("2 entries");
    story.keys("0/xyzzy").sees("nothing has these words").sees("/ xyzzy");
    story.keys("0/xyzzy<enter>").sees("Nothing was found to go to.");
    story.keys("0/heavy<esc>").sees("LOGGED TODAY");
}

#[test]
fn the_cursor_stands_on_the_entry_that_was_looked_for() {
    let story = story(SOME_DAYS);
    // two entries stand on that day before and behind it
    story.keys("6/heavy<enter>").sees("\u{203a} 07:30 note");
    story.keys("6/heavy<enter>e").sees("Edit the note").sees("legs heavy");
    story.keys("6/ache<enter>").sees("\u{203a} 07:05 morning 3");
    story.keys("0/heavy<enter>").sees("\u{203a} 07:30 note");
    story.keys("0/heavy<enter>e").sees("Edit the note").sees("legs heavy");
    // where all of a day have the words, one says which; the first comes first
    story.keys("6/pain<enter>").misses("\u{203a} 07");
}

#[test]
fn the_line_of_a_search_says_where_it_looks() {
    story(SOME_DAYS).keys("6/").sees("only the days with these words stay in the list");
    story(SOME_DAYS).keys("7/").sees("only the runs with these words stay in the list");
    story(SOME_DAYS).keys("0/").sees("search all that was recorded");
}

#[test]
fn a_date_is_found_in_every_form_in_which_one_is_printed() {
    let story = story(SOME_DAYS);
    for date in ["Sat 21 Nov 2026", "21 nov", "2026-11-21", "21.11.2026", "Sat 21 Nov 2026 07:00", "saturday"] {
        story.keys(&format!("0/{date}")).sees("1 entry").sees("pain 3, morning");
    }
}

#[test]
fn the_lists_are_narrowed_and_say_what_lies_elsewhere() {
    let visit = SOME_DAYS.replace(
        r#""notes":"#,
        r#""visits": [{"id": "01934f6e-0000-7000-8000-000000000041", "at": "2026-11-18T10:00:00+01:00", "with": "Dr Grasser"}], "notes":"#,
    );
    let story = story(&visit);
    story.keys("7/gras").sees("2 runs").sees("1 more elsewhere: Tab");
    story.keys("7/gras<tab>").sees("3 entries").sees("Dr Grasser");
    story.keys("7/grasser<tab><enter>").sees("Dr Grasser").sees("1 See a doctor");
    story.keys("6/grasser").sees("1 more elsewhere: Tab");
    story.keys("7/road").misses("more elsewhere");
    // going there takes the filter off
    story.keys("7/road<enter>0/32:10<enter>").sees("\u{203a} Sun 22 Nov    18:00").sees("2 runs");
}

#[test]
fn what_was_found_is_marked_also_on_a_small_screen_and_by_mouse() {
    let frame = story(SOME_DAYS).size("80x24:styles").keys("0/heavy");
    insta::assert_snapshot!("search", frame.text);
    story(SOME_DAYS).size("40x12").keys("0/heavy").sees("legs h");
    story(SOME_DAYS).keys("0/2026<click:10,5><click:10,5>").misses("entries");
}
