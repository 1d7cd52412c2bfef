//! How it looks: small, large, without colour, in ASCII, and never a panic.

use proptest::prelude::*;

use super::kit::{SOME_DAYS, story};

#[test]
fn forty_by_twelve_is_usable() {
    let story = story(SOME_DAYS).size("40x12");
    insta::assert_snapshot!("small_today", story.keys("").text);
    insta::assert_snapshot!("small_runs", story.keys("7").text);
    insta::assert_snapshot!("small_form", story.keys("r<backtab>yesterday<tab>5k<tab>g<tab>").text);
    story.keys("2p4").sees("Saved pain 4");
}

#[test]
fn the_date_stays_in_sight_in_a_small_form() {
    let frame = story("").size("40x12").keys("r<backtab>yesterday 6pm<tab><tab><tab><tab><tab><tab><tab>");
    frame.sees("Sun 22 Nov 2026 18:00").sees("› Pain rose");
}

#[test]
fn a_large_screen_is_used() {
    insta::assert_snapshot!("large_today", story(SOME_DAYS).size("120x40").keys("").text);
}

#[test]
fn too_small_a_screen_shows_one_sentence() {
    story("").size("19x5").keys("").sees("twinge needs 20×6");
    story("").size("20x6").keys("").sees("twinge").misses("needs");
}

#[test]
fn the_help_lists_every_key() {
    let frame = story("").size("80x90").keys("?");
    insta::assert_snapshot!("help", frame.text);
    story("").keys("?").sees("log a pain level");
    story("").keys("?<esc>").misses("log a pain level");
    story("").keys("?<end>").sees("Ctrl-c").misses("In every tab");
}

#[test]
fn styles_in_colour_and_without() {
    let story = |mono| story(SOME_DAYS).look(false, mono).size("80x24:styles");
    insta::assert_snapshot!("styles_colour", story(false).keys("6p5").text);
    let mono = story(true).keys("6p5");
    mono.sees("REVERSED").sees("›");
    for colour in ["Blue", "Cyan", "Yellow"] {
        mono.misses(colour);
    }
    insta::assert_snapshot!("styles_mono", mono.text);
}

#[test]
fn ascii_is_nothing_but_ascii() {
    for keys in ["", "6", "7", "1", "p", "p1", "p<enter>", "r5k<tab>g", "?", "p4", "nünder 跑步"] {
        let frame = story(SOME_DAYS).look(true, false).keys(keys);
        assert!(frame.text.is_ascii(), "{keys}:\n{}", frame.text);
    }
    insta::assert_snapshot!("ascii", story(SOME_DAYS).look(true, false).keys("").text);
}

#[test]
fn a_hostile_note_drives_nothing() {
    let journal = r#"{"format": "twinge-journal", "version": 1, "notes": [
        {"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-23T07:00:00+01:00", "note": "\u001b]52;c;aGk=\u0007\u009b31m\u202eevil\u202c"}]}"#;
    for keys in ["", "<enter>", "d", "du"] {
        let frame = story(journal).keys(keys);
        let drives = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!frame.text.contains(drives), "{keys}:\n{}", frame.text);
    }
}

#[test]
fn no_size_makes_it_panic() {
    for keys in ["", "6", "7", "1", "p", "p<enter>", "r5k<tab>g<enter>", "?G", "e", "p4"] {
        for width in [0, 1, 2, 3, 23, 24, 30, 45, 61, 500] {
            for height in [0, 1, 2, 5, 6, 7, 15, 16, 17, 200] {
                story(SOME_DAYS).size(&format!("{width}x{height}")).keys(keys);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_keys_make_it_panic(
        keys in proptest::collection::vec(
            prop_oneof![
                "[0-9a-zA-Z ?.,:-]".prop_map(String::from),
                prop::sample::select(vec![
                    "<enter>", "<esc>", "<tab>", "<shift-tab>", "<up>", "<down>", "<left>", "<right>", "<home>", "<end>",
                    "<pageup>", "<pagedown>", "<backspace>", "<delete>", "<ctrl-r>", "<ctrl-u>", "<ctrl-w>", "<ctrl-s>",
                    "<ctrl-j>", "<wait>", "<paste:x\ny>", "<click:3,1>", "<click:9,7>", "<resize:40x12>", "<resize:3x2>",
                    "<resize:0x0>", "<resize:90x30>", "<wheel up>", "<wheel down>", "p", "e", "d", "u", "U",
                ]).prop_map(String::from),
            ],
            0..60,
        ),
        full: bool,
    ) {
        // the first key that quits ends the story; that is fine too
        story(if full { SOME_DAYS } else { "" }).keys(&keys.concat());
    }
}

#[test]
fn nothing_is_done_where_nobody_sees_it() {
    story("").keys("<resize:20x5>").sees("twinge needs");
    story(SOME_DAYS).keys("<resize:20x5>p4du<paste:x><click:3,1><resize:80x24>").sees("legs heavy").misses("pain 4");
    story(SOME_DAYS).keys("p<resize:20x5>4<resize:80x24>").misses("Saved").sees("legs heavy");
}

#[test]
fn a_long_note_is_saved_with_a_short_sentence() {
    let frame = story("").keys(&format!("n{}<enter>", "word ".repeat(400)));
    frame.sees("Saved note").sees("Massage").sees("…”");
}

#[test]
fn a_line_break_in_a_note_is_no_riddle_without_unicode() {
    story("").look(true, false).keys("n<paste:first\nsecond><enter>").sees("first|second");
}

/// Of every kind that names a day in words.
const DATED: &str = r#"{"format": "twinge-journal", "version": 1,
"condition": {"name": "sciatica", "onset": "2026-09-01", "diagnoses": [{"name": "overuse", "on": "2026-11-02"}]},
"clearance": [{"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-02T12:00:00+01:00", "state": "cleared-with-limits", "until": "2026-12-10", "max_distance_m": 6000}],
"steps": {"doctor": {"state": "under-way", "since": "2026-11-02"}},
"exercises": [{"id": "01934f6e-0000-7000-8000-000000000051", "at": "2026-11-01T12:00:00+01:00", "name": "clamshell", "reps": 8, "until": "2027-01-12"}],
"gear": [{"id": "01934f6e-0000-7000-8000-000000000061", "at": "2026-06-01T12:00:00+02:00", "name": "grey shoes", "retired": "2026-10-12"}],
"visits": [{"id": "01934f6e-0000-7000-8000-000000000071", "at": "2026-11-24T10:00:00+01:00"}],
"checks": [{"id": "01934f6e-0000-7000-8000-000000000081", "at": "2026-11-10T12:00:00+01:00", "signs": {"fever": "yes"}, "seen": "2026-11-12"}],
"markers": [{"id": "01934f6e-0000-7000-8000-000000000091", "at": "2026-11-15T12:00:00+01:00", "text": "new chair"}],
"pain": [{"id": "01934f6e-0000-7000-8000-0000000000a1", "at": "2026-11-20T07:00:00+01:00", "level": 10, "moment": "morning"}],
"runs": [{"id": "01934f6e-0000-7000-8000-0000000000b1", "at": "2026-11-20T12:00:00+01:00", "distance_m": 8000, "surfaces": [{"surface": "grass"}], "pain": {"before": 2, "during": 10, "after": 1}}]
}"#;

/// True for a day as files have it: a table or a field may, a sentence says `Thu 26 Nov`.
fn has_file_date(line: &str) -> bool {
    let is = |word: &[char]| {
        word.iter().enumerate().all(|(i, c)| if matches!(i, 4 | 7) { *c == '-' } else { c.is_ascii_digit() })
    };
    line.chars().collect::<Vec<_>>().windows(10).any(is)
}

#[test]
fn days_are_said_one_way_on_every_page() {
    for size in ["120x40", "80x24"] {
        let tabs = [
            "0",
            "1",
            "1jjj",
            "2",
            "2j",
            "3",
            "3j",
            "4",
            "5",
            "6",
            "6jj",
            "7",
            "8",
            "R",
            "w",
            "B",
            "6hhp<enter>5<esc>",
            "2jd",
            "3jd",
        ];
        for keys in tabs {
            let frame = story(DATED).size(size).keys(keys);
            assert!(!frame.text.lines().any(has_file_date), "{keys} at {size}:\n{}", frame.text);
        }
    }
}

#[test]
fn ten_is_a_number_where_there_is_room_and_the_legend_says_the_sign() {
    let story = story(DATED);
    story.keys("7").sees("2/10/1").misses("2/x/1");
    story.keys("6jj").sees("Fri 20 Nov    10  10");
    story.keys("6").sees("digit worst (x ten)");
}

#[test]
fn a_key_and_its_word_stay_in_one_line() {
    for size in ["80x24", "40x12"] {
        let frame = story(DATED).size(size).keys("7 F");
        for (letter, word) in [("s", "sand"), ("l", "trail"), ("g", "grass"), ("o", "other")] {
            frame.sees(&format!("{letter} {word}"));
        }
    }
}

#[test]
fn a_filter_that_finds_no_run_says_how_all_are_shown_again() {
    let story = story(DATED);
    story.keys("7/zzz<enter>").sees("No run has these words: Esc shows all.");
    story.keys("7/zzz<enter>e").sees("Nothing is shown to edit: Esc shows all again.");
    story.keys("7/zzz<enter><esc>").sees("Fri 20 Nov").sees("Showing all runs again.");
}

#[test]
fn a_long_note_is_cut_within_its_quotes_and_keeps_its_day() {
    let story = story("");
    let long = "hello wörld ".repeat(20);
    story.keys(&format!("n{long}<enter>")).sees("…”, Mon 23 Nov 2026 08:10");
    let short = "hello “wörld” again";
    story.keys(&format!("n{short}<enter>")).sees("Saved note “hello “wörld” again”, Mon 23 Nov 2026 08:10");
}

#[test]
fn a_visit_without_more_is_said_once() {
    story(DATED).keys("1").sees("Tue 24 Nov (tomorrow) 10:00").misses("10:00,").misses("visit\n");
}
