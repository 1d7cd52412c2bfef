//! The bin: what was deleted is looked at and given back.

use super::kit::{SOME_DAYS, story};

#[test]
fn the_bin_lists_what_was_deleted_the_last_first_and_gives_it_back() {
    let story = story(SOME_DAYS);
    story.keys(":bin<enter>").sees("The bin. It is empty; what is deleted stays here for 90 days.").misses("Enter");
    story.keys("6dd").sees("Deleted pain 3, morning").misses(":bin shows all");
    story.keys("6jdjjd:bin<enter>").sees("The bin. Enter brings back what is selected.").sees("pain 10, worst");
    let both = story.keys("7dd:bin<enter>");
    insta::assert_snapshot!("bin", both.text);
    // it lies there no longer, and does again when that is taken back
    let back = story.keys("7dd:bin<enter>j<enter>");
    back.sees("Brought back: run 5.2 km")
        .sees("u deletes it again")
        .sees("\u{203a} Mon 23 Nov 2026 08:10    run        run 8 km");
    story.keys("7dd:bin<enter>j<enter>k<enter>").sees("The bin. It is empty");
    story.keys("7dd:bin<enter><enter><enter>uu").sees("The bin. Enter brings back").sees("5.2 km").sees("8 km");
    story.keys("7dd:bin<enter>j<enter><esc>").sees("5.2 km").misses("8 km");
    story.keys(":bin<enter><esc>").misses("The bin.");
    story.keys(":bin<enter><enter>").sees("There is nothing to bring back.");
}

#[test]
fn a_deletion_of_several_names_the_bin() {
    let story = story("");
    story.keys("p2p3p4p5dddy").sees("Deleted pain 3").sees(":bin shows all");
    story.keys("p2p3p4p5dddy:bin<enter>").sees("pain 5").sees("pain 4").sees("pain 3").misses("pain 2");
    story.keys("p2p3<wait:1s>d<wait:20s>d").misses(":bin shows all");
}

#[test]
fn the_bin_on_a_small_screen_and_its_end() {
    let story = story("").size("40x12");
    let many: String =
        (0..20).map(|n| format!("p{}<wait:2s>", n % 9 + 1)).collect::<String>() + &"d<wait:2s>".repeat(20);
    insta::assert_snapshot!("bin_small", story.keys(&format!("{many}:bin<enter>G")).text);
    story.keys(&format!("{many}:bin<enter>G<enter>")).sees("Brought back");
    story.keys(&format!("{many}:bin<enter><enter>k")).sees("pain");
}

#[test]
fn a_value_that_gave_way_lies_in_the_bin_and_is_given_back() {
    let journal = SOME_DAYS.trim_end().strip_suffix('}').unwrap().to_owned()
        + r#", "lost": [{"id": "01934f6e-0000-7000-8000-000000000004", "kind": "pain", "field": "level", "value": 6,
        "stamp": "2026-11-22T12:00:00+01:00", "until": "2027-02-20T12:00:00+01:00"},
        {"kind": "settings", "field": "units", "value": "mi",
        "stamp": "2026-11-21T12:00:00+01:00", "until": "2027-02-20T12:00:00+01:00"}]}"#;
    let story = story(&journal);
    let list = story.keys(":bin<enter>");
    list.sees("level 6, of pain 3, morning").sees("kept until Sat 20 Feb 2027").sees("settings?");
    insta::assert_snapshot!("bin_not_taken", list.text);
    story.keys(":bin<enter><enter>").sees("Brought back: level 6").sees("› Sat 21 Nov").misses("Sun 22 Nov 2026 12:00");
    story.keys(":bin<enter>j<enter>").sees("type it where it\n");
}
