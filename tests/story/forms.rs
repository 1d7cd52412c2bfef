//! Forms: the fields of a kind, how they are understood, drafts.

use super::kit::{SOME_DAYS, story};

#[test]
fn the_full_form_of_a_level_begins_at_the_level() {
    insta::assert_snapshot!("pain_form", story("").keys("p<enter>").text);
    story("").keys("p<enter>4<tab>w<tab>sat two hours<enter>").sees("Saved pain 4, worst, “sat two hours”");
}

#[test]
fn every_field_says_how_it_was_understood() {
    let story = story("");
    story.keys("p<enter><backtab>yesterday 7am").sees("Sun 22 Nov 2026 07:00");
    story.keys("p<enter><backtab>yesterday<tab>4<tab>wo").sees("Sun 22 Nov 2026 21:00").sees("worst");
    let frame = story.keys("r5.2k<tab>g:3k,road<tab>32:10");
    frame.sees("5.2 km").sees("grass:3 km,road:2.2 km").sees("32:10, 6:11 /km");
    insta::assert_snapshot!("run_form", frame.text);
}

#[test]
fn an_error_stands_in_its_own_row_and_nothing_is_saved() {
    let story = story("");
    let frame = story.keys("p<enter>12<enter>");
    frame.sees("“12” is not a pain level").misses("Saved");
    let frame = story.keys("r<enter>");
    frame.sees("A run needs its surface").sees("› Surface");
    story.keys("rx<tab>grass<enter>").sees("› Distance").sees("“x” is not a distance");
    story.keys("p<enter>4<backtab>tomorrow<enter>").sees("still to come").sees("› Date");
}

#[test]
fn a_date_is_read_and_refused_at_once_whatever_the_other_fields_say() {
    let story = story("").size("120x24");
    let ahead = "Tue 24 Nov 2026 12:00 is still to come";
    story.keys("r<backtab>tomorrow").sees(ahead).misses("Mon 23 Nov 2026 08:10");
    story.keys("r<backtab>+1<tab>").sees("! Date").sees(ahead);
    story.keys("p<enter><backtab>+5<tab>").sees("! Date").sees("Sat 28 Nov 2026 07:00 is still to come");
    story.keys("r<backtab>31 feb<tab>").sees("! Date").sees("there is no 31 Feb");
    // what does not go together elsewhere leaves the date as it was understood
    story.keys("r5k<tab><tab>1:00<backtab><backtab><backtab>yesterday").sees("Sun 22 Nov 2026 12:00").sees("5 km");
}

#[test]
fn a_comma_in_the_distance_of_a_part_is_a_decimal_one() {
    let story = story("").size("120x24");
    story.keys("r5,2k<tab>grass:3k,road:2,2k<tab>").sees("grass:3 km,road:2.2 km");
    story.keys("r10k<tab>g:3,5k,road:6,5k<enter>").sees("Saved run 10 km on grass 3.5 km + road 6.5 km");
    story.keys("r10k<tab>g:3,5k,ro<enter>").sees("Saved run 10 km on grass 3.5 km + road 6.5 km");
}

#[test]
fn the_fields_stay_in_order_and_what_lies_beyond_the_edges_is_told() {
    let order = |frame: &super::kit::Frame, labels: &[&str]| {
        let label = |line: &str| line.chars().take(15).collect::<String>().trim_matches(['›', '!', ' ']).to_owned();
        let rows: Vec<String> = frame.text.lines().map(label).filter(|row| labels.contains(&row.as_str())).collect();
        assert_eq!(rows, labels, "{}", frame.text);
    };
    let wide = story("").keys("r5k<tab>");
    order(&wide, &["Date", "Distance", "Surface", "Time", "Pain before"]);
    wide.misses("↑ more");
    let end = story("").keys("r5k<backtab><backtab>");
    order(&end, &["Surface", "Time", "Effort", "Gear", "Note"]);
    let small = story("").size("40x12");
    let surface = small.keys("r5k<tab>");
    order(&surface, &["Surface"]);
    order(&small.keys("r5k<tab>g<tab>"), &["Surface", "Time"]);
    // the date is seen whenever something is saved
    surface.sees("  Date          Mon 23 Nov 2026 08:10").sees("↓ more");
    small.keys("r5k<tab>g<tab><tab>").sees(" Date Mon 23 Nov 2026 08:10").sees("↑ more").sees("↓ more");
    small.keys("r5k<backtab>tomorrow<tab><tab>").sees("! Date          tomorrow");
    small.keys("r5k<backtab>tomorrow<tab><tab><tab><tab>").sees("! Date Tue 24 Nov 2026 12:00 is");
    small.keys("r5k<tab><tab><tab><tab>").sees("New run").sees("↑ more").sees("Pain during");
}

#[test]
fn a_long_text_tells_which_of_its_ends_are_out_of_sight() {
    let short = "3s<tab>one two three four five six seven eight";
    story("").keys(short).sees("one two three four five six seven eight");
    let typed = "one two three four five six seven eight nine ten eleven twelve thirteen";
    story("").keys(&format!("3s<tab>{typed}")).sees("…").sees("twelve thirteen").misses("one two");
    let lines: Vec<String> = (1..=12).map(|n| format!("line {n}")).collect();
    let note = format!("n{}", lines.join("<ctrl-j>"));
    story("").keys(&note).sees("↑ line 4").misses("line 3").misses("↓ line");
    let up = "<up>".repeat(11);
    story("").keys(&format!("{note}{up}")).sees("↓ line 9").sees("line 1").misses("↑ line");
}

#[test]
fn a_label_is_whole_where_the_screen_is_wide_enough() {
    story("").keys(",").sees("Emergency number");
}

#[test]
fn what_is_typed_takes_the_place_of_a_refused_text_that_comes_with_a_draft() {
    let story = story("").size("120x24");
    story.keys("p<enter>12<esc>p<enter>4").picks("› Level", "4");
    story.keys("p<enter>4<backtab>31 feb<esc>p<enter>").sees("› Date          31 feb");
    story.keys("p<enter>4<backtab>31 feb<esc>p<enter>thu").sees("› Date          thu");
    story.keys("p<enter>4<backtab>31 feb<esc>p<enter><left>x").sees("› Date          31 fexb");
    story.keys("p<enter>4<backtab>31 feb<esc>p<enter><backspace>").misses("31 feb");
    story.keys("p<enter>4<backtab>31 feb<esc>p<enter><paste:sat>").sees("› Date          sat");
    // what is accepted is gone on with
    story.keys("nhalf<esc>n of").sees("half of");
}

#[test]
fn a_repeated_run_has_the_last_one_behind_it_and_a_draft_of_its_own() {
    let story = story(SOME_DAYS);
    let repeated = story.keys("r3k<tab>road<esc>.");
    repeated.sees("New run, as on Sun 22 Nov").sees("grass").misses("your draft").misses("3 km").sees("draft: run");
    story.keys("r3k<tab>road<esc>.<esc>r").sees("your draft").sees("3k").sees("road");
    story.keys(".4k<esc>r").misses("your draft").misses("4k").sees("draft: ");
    story.keys(".4k<esc>.").sees("as on Sun 22 Nov").sees("your draft").sees("4k");
}

#[test]
fn a_level_without_its_moment_says_which_it_takes() {
    let story = story("");
    story.keys("p<enter>6").sees("morning, by the clock");
    story.keys("p<enter>6<backtab>thu").sees("Thu 19 Nov 2026 07:00").sees("morning, that day has none yet");
    story.keys("p<enter>6<backtab>tomorrow").misses("by the clock");
    let small = super::kit::story("").size("40x12");
    small.keys("p<enter>6<backtab>thu<tab><tab>").sees("morning, that day has none yet – When");
    story.keys("p<enter>6<backtab>thu 8am").sees("morning, by the clock");
    story.keys("p<enter>6<backtab>thu<tab><tab>m<tab>").sees("Thu 19 Nov 2026 07:00").misses("none yet");
    story.keys("p<enter>6<backtab>thu<enter>").sees("Saved pain 6, morning, entered late, Thu 19 Nov 2026 07:00");
}

#[test]
fn a_pair_that_is_not_there_says_how_one_is_added() {
    let run = story("").size("140x24");
    run.keys("r5k<tab>g<backtab><backtab><backtab><backtab>blue").sees("there is none yet").sees("gear NAME` adds one");
}

#[test]
fn a_run_is_logged_with_its_surface() {
    story("").keys("r5k<tab>g<enter>").sees("Saved run 5 km on grass");
    story("").keys("r30min<tab>tread<enter>").sees("Saved run 30:00 on treadmill");
}

#[test]
fn esc_keeps_the_text_for_the_next_time() {
    let story = story("");
    story.keys("nhalf a thou<esc>").sees("Kept as a draft").sees("draft: note");
    story.keys("nhalf a thou<esc>n").sees("your draft").sees("half a thou");
    story.keys("nhalf a thou<esc>nght<enter>").sees("Saved note “half a thought”").misses("draft");
    story.keys("nhalf a thou<esc>n<ctrl-r>").misses("half a thou");
    story.keys("n<esc>").misses("draft");
}

#[test]
fn an_entry_is_edited_in_the_same_form() {
    let story = story(SOME_DAYS);
    story.keys("6<enter><enter>").sees("Edit the pain of Mon 23 Nov 2026 07:05").picks("› Level", "3");
    story.keys("6<enter><enter>5<enter>").sees("Saved pain 5, morning, deep-buttock right, dull, ache");
    story.keys("6<enter><enter><end>5").sees("“35” is not a pain level");
    story.keys("6<enter><enter><enter>").sees("Nothing was changed.");
    story
        .keys("6<enter><enter><backtab><ctrl-u>-3 7am<enter>")
        .sees("Saved pain 3, morning")
        .sees("› Fri 20 Nov     4   3");
    story.keys("7<enter><tab><ctrl-u>road<enter>").sees("Saved run 5.2 km on road");
}

#[test]
fn a_step_is_edited_with_its_reason_and_next_action() {
    let story = story(SOME_DAYS);
    insta::assert_snapshot!("doctor", story.keys("1").text);
    let keys = "1s<ctrl-u>do<tab><ctrl-u>cleared<tab><ctrl-u>run 3 k<enter>";
    let frame = story.keys(keys);
    frame.sees("Saved step doctor: ● done").sees("1Doctor●").sees("● done since Mon 23 Nov");
    frame.sees("cleared").sees("run 3 k");
    let tall = super::kit::story(SOME_DAYS).size("80x40").keys(keys);
    tall.sees("◐ under way since Mon 2 Nov, asked on the phone");
    story.keys(&format!("{keys}u")).sees("1Doctor◐").sees("Undone: step doctor");
    story.keys("1s<tab>, again<enter>").sees("since Mon 2 Nov").sees("asked on the phone, again");
    story.keys("1s<backtab>tomorrow<enter>").sees("begins today or earlier");
}

#[test]
fn a_blank_turns_through_the_words() {
    let story = story("");
    story.keys("p<enter>4<tab>  ").picks("› Moment", "now");
    story.keys("r5k<tab>g<tab><tab><tab><tab><tab> ").sees("› Pain rose     [x] yes");
}

#[test]
fn a_paste_is_text_and_never_keys() {
    let story = story("");
    story.keys("n<paste:q\nd\u{1b}[31m\u{202e}p4>").sees("› Text          q\n                d␛[31m‹U+202E›p4\n");
    story.keys("<paste:q>").sees("Pasted text goes into a form");
    story.keys("r<paste:5k\n><tab>g<enter>").sees("Saved run 5 km");
    story.keys("p<paste:4>").misses("Saved").sees("Level this morning?");
}

#[test]
fn digits_type_in_a_form_and_never_change_the_tab() {
    story("").keys("n0123456789?q").sees("0123456789?q");
}

#[test]
fn words_stand_below_their_field_and_recent_ones_come_first() {
    let story = story(SOME_DAYS);
    let frame = story.keys("p<enter>4<tab><tab><tab>");
    frame.sees("›○deep-buttock:right  ○deep-buttock  ○sit-bone");
    insta::assert_snapshot!("words", story.keys("p<enter>4<tab><tab><tab> <tab>sha").text);
    story.keys("p<enter>4<tab><tab><tab> <tab>sha <enter>").sees("Saved pain 4, now, deep-buttock right, sharp");
    story.keys("p<enter><click:20,5>").picks("› Level", "1").sees("●1");
}

#[test]
fn a_typed_word_wins_over_the_one_that_was_used_last() {
    let story = story(SOME_DAYS);
    story.keys("r5k<tab>road <enter>").sees("Saved run 5 km on road");
    story.keys("r5k<tab>dirt:2k,road <enter>").sees("Saved run 5 km on dirt 2 km + road 3 km");
    story.keys("p<enter>4<tab>worst <enter>").sees("Saved pain 4, worst");
    story.keys("p<enter>4<tab><tab><tab>sit-bone <enter>").sees("Saved pain 4, now, sit-bone");
    story.keys("p<enter>4<tab><tab><tab>low back <enter>").sees("Saved pain 4, now, low-back");
}

#[test]
fn a_run_is_repeated_with_new_numbers_and_compared_before_it_is_saved() {
    let story = story(SOME_DAYS);
    let frame = story.keys(".9k<tab>");
    frame.sees("New run, as on Sun 22 Nov 2026 18:00").sees("grass").sees("13 % longer than your longest");
    insta::assert_snapshot!("repeated_run", frame.text);
    story.keys(".9k<enter>").sees("Saved run 9 km on grass");
    insta::assert_snapshot!("repeated_run_small", story.size("40x12").keys(".9k<tab><tab>50:00").text);
}

#[test]
fn a_run_that_hurts_shows_its_verdict_while_it_is_typed() {
    let story = story("");
    story.keys("r5k<tab>g<tab><tab>2<tab>3").misses("STOP");
    story.keys("r5k<tab>g<tab><tab>2<tab>4").sees("STOP").sees("Stop, and contact the doctor");
}

#[test]
fn a_note_has_several_lines() {
    let story = story("");
    story.keys("none<ctrl-j>two<alt-enter>three<enter>").sees("Saved note “one↵two↵three”");
    story.keys("none<ctrl-j>two<up>X<enter>").sees("oneX↵two");
}

#[test]
fn the_help_is_searched_and_why_has_its_sources() {
    let story = story("");
    insta::assert_snapshot!("help_searched", story.keys("?undo").text);
    story.keys("?").sees("↓ more").misses("↑ more");
    story.keys("?<end>").sees("nothing leaves this computer").sees("journal.json").sees("↑ more").misses("↓ more");
    story.keys("4w").sees("Source:");
    story.keys("?qqqq").sees("No key with these words");
}

#[test]
fn runs_are_filtered_as_one_types() {
    let story = story(SOME_DAYS);
    story.keys("7/ROAD").sees("1 run “ROAD”").sees("grass 3 km");
    story.keys("7/road<enter>j").sees("Esc shows all");
    story.keys("7/road<enter><esc>").sees("2 runs");
    story.keys("7/nothing like it").sees("0 runs");
}

#[test]
fn a_field_that_an_edit_empties_says_what_it_was_also_in_a_draft() {
    let empties = "6j<enter>e<down><down><down><ctrl-e><ctrl-u>";
    story(SOME_DAYS).keys(empties).sees("empty; it was deep-buttock");
    story(SOME_DAYS).keys(&format!("{empties}<esc>e")).sees("your draft").sees("empty; it was deep-buttock");
}

#[test]
fn after_p_and_a_digit_the_notice_says_how_to_change_the_moment() {
    story("").at("2026-11-23T20:00:00+01:00").keys("p4").sees("Saved pain 4, now").sees("m changes the moment");
    story("").at("2026-11-23T20:00:00+01:00").keys("p4m").sees("Saved pain 4, morning").sees("m changes the moment");
}

#[test]
fn space_takes_the_word_that_is_begun_in_every_list() {
    let worse = "p<enter>4<backtab><backtab><backtab><backtab><backtab>";
    let story = story("");
    let typed = |text: &str| story.keys(&format!("{worse}{text}<enter>e"));
    typed("").misses("sitting");
    story.keys(&format!("{worse}sitti ")).sees("Worse with    sitting").sees("●sitting");
    story.keys(&format!("{worse}hil sta ")).sees("Worse with    hills,stairs");
    typed("hil sta ").sees("hills,stairs");
    // a whole other word wins, and two that are known are two
    typed("desk chair").sees("desk chair");
    typed("stairs driving").sees("stairs,driving");
    typed("stairs down").sees("stairs down");
    // what was typed once does not stand before the known words
    story.keys(&format!("{worse}stairx<enter>{worse}")).sees("○sitting").misses("›○stairx");
}

#[test]
fn what_is_typed_behind_a_picked_name_is_said_instead_of_it() {
    story("").keys("1:condition<enter> x").sees("Name              x").misses("overuse x").misses("overusex");
    story("").keys("1:condition<enter> x<enter>:condition<enter>").sees("x").misses("overusex");
}

#[test]
fn a_session_offers_the_exercises_by_their_names() {
    let story = story("");
    let done = story.keys("2j 0<esc>2");
    done.sees("[x] knee to chest");
    story.keys("2j <wait>Gk<enter>").misses("knee to chest:1 ");
}

#[test]
fn the_title_of_a_form_is_seen_however_far_it_is_scrolled() {
    for size in ["80x24", "40x12"] {
        let story = story("").size(size);
        let end = "<backtab><backtab>";
        story.keys(&format!("p<enter>4{end}")).sees("New pain level").sees("› Woke me");
        story.keys(&format!("p<enter>4<esc>p<enter>{end}")).sees("New pain level").sees("your draft");
    }
    story("").size("40x12").keys("p<enter>4<esc>p<enter>").sees("your draft").misses("Ctrl-r st…");
}

#[test]
fn the_footer_and_the_title_agree_on_ctrl_r() {
    let story = story("");
    story.keys("p<enter>").misses("start afresh").misses("Ctrl-r");
    story.keys("p<enter>4").sees("Ctrl-r start afresh");
    story.keys("p<enter>4<ctrl-r>").sees("Ctrl-r brings back what was typed").misses("start afresh");
    story.keys("p<enter>4<esc>p<enter>").sees("your draft; Ctrl-r starts afresh").sees("Ctrl-r start afresh");
}

#[test]
fn what_is_wrong_is_read_in_full_beside_or_below() {
    story("").keys("r5k<tab>mud<tab><tab>").sees("is not a surface; there are: grass, dirt, track").sees("other.");
}

#[test]
fn yes_and_no_are_both_among_the_words() {
    let story = story("");
    story.keys("2a<tab><tab><tab><tab>n").sees(" no");
}
