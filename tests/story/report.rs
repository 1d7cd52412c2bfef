//! R: the report is looked at, chosen, saved.

use super::kit::{SOME_DAYS, story};

#[test]
fn r_shows_the_page_and_it_scrolls() {
    let story = story(SOME_DAYS);
    let frame = story.keys("R");
    insta::assert_snapshot!("report", frame.text);
    story.keys("R<end>").sees("Self-report").misses("Running pain summary");
    story.keys("R<end><home>").sees("Running pain summary");
    story.keys("R<esc>").misses("Running pain summary");
    story.keys("6RR").sees("6Pain").misses("Running pain summary");
}

#[test]
fn period_sections_notes_paper_and_form_turn_with_one_key() {
    let story = story(SOME_DAYS);
    story.keys("R").sees("13 Oct – 23 Nov 2026: 42 days").sees("private notes hidden").sees("8onset");
    story.keys("Rp").sees("10 Nov – 23 Nov 2026: 14 days").sees("2 weeks");
    story.keys("Rppppp").sees("20 Nov – 23 Nov 2026: 4 days").sees("all");
    story.keys("R38").sees("3-status").sees("8-onset").misses("STATE").misses("ONSET");
    story.keys("R383").sees("STATE");
    story.keys("Rn<end>").sees("private notes shown").sees("NOTES").sees("legs heavy");
    story.keys("R").sees("PDF, A4, private notes hidden");
    story.keys("Ra").sees("PDF, Letter, private notes hidden");
    story.keys("Raf").sees("Markdown, private notes hidden").misses("Letter");
}

#[test]
fn it_is_saved_where_i_say_and_says_where() {
    let story = story(SOME_DAYS);
    story.keys("Rs").sees("Save as: ~/twinge-report-2026-11-23.pdf");
    story.keys("Rs<tab>").sees("Save as: ~/twinge-report-2026-11-23.md");
    story.keys("Rs<enter>").sees("Saved the report: ~/twinge-report-2026-11-23.pdf").misses("Save as");
    story.keys("Rs<esc>").misses("Save as").sees("Running pain summary");
    story.keys("Rs<ctrl-u>/tmp/q1.html").sees("Save as: /tmp/q1.html   html");
    story.keys("Rs<ctrl-u><enter>").sees("Type the name of a file");
}

#[test]
fn it_is_usable_small_and_in_ascii() {
    let frame = story(SOME_DAYS).size("40x12").keys("R");
    frame
        .sees("Running pain summary")
        .sees("Enter save")
        .sees("f form")
        .sees("PDF, A4, private notes hidden")
        .sees("\u{2193} more");
    story(SOME_DAYS).size("40x12").keys("R<end>").sees("imaginable; n: how many").misses("\u{2193} more");
    story(SOME_DAYS).size("40x24").keys("R<end>").sees("\u{2191} more").misses("\u{2193} more");
    // laid out to the width: the last day of the chart is there, in a part of its own
    let tall = story(SOME_DAYS).size("40x130").keys("R");
    tall.sees("STATE\n").sees("|10 Nov").misses("more \u{2500}");
    let rows = tall.text.lines().filter(|line| line.starts_with("    runs"));
    assert_eq!(rows.count(), 2, "{}", tall.text);
    let ascii = story(SOME_DAYS).look(true, true).keys("R");
    assert!(ascii.text.is_ascii(), "{}", ascii.text);
}

#[test]
fn a_name_and_a_date_of_birth_are_typed_for_the_page_and_may_be_empty() {
    let story = story(SOME_DAYS);
    story.keys("R").sees("Name none  born none  i types them");
    story.keys("Ri").sees("Name on the page: ").sees("may be empty");
    let typed = "RiNobody Real<enter>1980-02-28<enter>";
    story.keys(typed).sees("Name Nobody Real  born 1980-02-28").sees("PDF, A4");
    story.keys(&format!("{typed}<pagedown><home>")).sees("Nobody Real");
    story.keys("Ri<enter><enter>").sees("Name none  born none");
    story.keys("RiNobody<enter>soon<enter>").sees("no date of birth; write it as 1980-02-28");
    story.keys("RiNobody<esc>").sees("Name none");
    story.size("40x12").keys("Ri").sees("Name on the page");
}
