//! How much has to be typed, and that what can be chosen is in sight.

use super::kit::{SOME_DAYS, story};

/// Keys of a script, those in angle brackets one each.
fn count(keys: &str) -> usize {
    let named = keys.matches('<').count();
    let inside: usize = keys.split('<').skip(1).filter_map(|part| part.find('>')).sum();
    keys.chars().count() - inside - named
}

#[test]
fn a_morning_takes_two_keys_a_run_fourteen_and_a_report_three() {
    let morning = "p4";
    assert_eq!(count(morning), 2);
    story("").keys(morning).sees("Saved pain 4, morning");

    let run = "r5<tab>g<tab>32<tab>2<tab>3<tab>2<enter>";
    assert_eq!(count(run), 14);
    story("").keys(run).sees("Saved").sees("run 5 km on grass in 32:00");
    story("").keys(&format!("{run}7")).sees("2/3/2");

    let report = "R<enter><enter>";
    assert_eq!(count(report), 3);
    story(SOME_DAYS).keys(report).sees("Saved the report").sees(".pdf");
}

#[test]
fn choices_stand_in_their_rows_and_the_picked_one_is_marked() {
    let story = story(SOME_DAYS);
    insta::assert_snapshot!("run_form", story.keys("r5<tab>g<tab>32<tab>2<tab>3").text);
    insta::assert_snapshot!("pain_form", story.keys("p<enter>4").text);
    story.keys("r").sees("Surface        grass dirt track trail road concrete treadmill sand other");
    story.keys("r5<tab>g").sees("\u{25cf}grass dirt");
    story.keys("r5<tab>l<enter>").sees("run 5 km on trail");
    story.keys("r5<tab>m<enter>").sees("run 5 km on treadmill");
    story.keys("r5<tab>t<enter>").sees("run 5 km on track");
    // letters that go on are the beginning of a word, and a split stands as it is typed
    story.keys("r5<tab>trai<enter>").sees("run 5 km on trail");
    story.keys("r5<tab>g:3k,r:2k").sees("Surface       g:3k,r:2k");
    story.keys("r5<tab>g:3k,r:2k<enter>").sees("on grass 3 km + road 2 km");
    story.keys("p<enter>x").sees("\u{25cf}10");
}

#[test]
fn a_letter_chooses_the_surface_and_another_is_added_on_purpose() {
    let story = story(SOME_DAYS);
    story.keys("r5<tab>dg<enter>").sees("run 5 km on grass");
    story.keys("r5<tab>d<tab><backtab>g<enter>").sees("run 5 km on grass");
    story.keys("r5<tab>dirt<tab><backtab>r<enter>").sees("run 5 km on road");
    // a blank, a comma or a split says that there are two
    story.keys("r5<tab>d g").picks("Surface", "dirt").picks("Surface", "grass");
    story.keys("r5<tab>d,g<enter>").sees("grass").sees("dirt");
    story.keys("r5<tab>d:3k<tab><backtab>,g:2k<enter>").sees("on dirt 3 km + grass 2 km");
    story.keys("r5<tab>").sees("A letter picks; ").sees("add or take out");
}

#[test]
fn a_time_with_a_stop_is_read_and_an_odd_one_says_what_to_write() {
    let story = story(SOME_DAYS);
    story.keys("r5<tab>g<tab>29.30<enter>").sees("run 5 km on grass in 29:30");
    story.keys("r5<tab>g<tab>29.5").sees("write 29:05 or 29:50");
}

#[test]
fn a_name_in_the_place_of_a_visits_date_is_sent_to_its_field() {
    story(SOME_DAYS).keys(":visit<enter>Dr Who").sees("Who it is with is the next field.");
    story(SOME_DAYS).keys(":visit<enter>tue 10:00").misses("Who it is with");
}

#[test]
fn at_the_smallest_size_a_form_with_an_error_still_shows_its_fields() {
    let story = story(SOME_DAYS).size("40x12");
    story.keys("r5k<tab>zzz<enter>").sees("is not a surface").sees("Distance      5 km");
    story.keys("r5k<tab>").sees("Distance").sees("A letter picks; two are g:3k,r:2k").sees("Time");
    story.keys("r5k<tab>g<tab>odd<enter>").sees("is not a duration").sees("Surface").sees("Pain before");
}

#[test]
fn what_is_typed_counts_whatever_is_highlighted() {
    let story = story(SOME_DAYS);
    story.keys("r5<tab><right><right>road<enter>").sees("run 5 km on road");
    story.keys("r5<tab><right> <enter>").sees("run 5 km on dirt");
    story.keys("r5<tab><right>gx<enter>").sees("is not a surface").misses("Saved");
}

#[test]
fn what_is_not_used_every_day_lies_under_more_and_opens_with_a_key_a_click_or_tab() {
    let story = story(SOME_DAYS);
    story.keys("r").sees("more").sees("Ctrl-o pain rose, limped, turned sharp, effort").misses("Turned sharp");
    story.keys("r<ctrl-o>").sees("Pain rose     [ ]").sees("Turned sharp  [ ]").misses("more");
    story.keys("r5<tab><tab><tab><tab><tab><tab>").sees("\u{203a} Pain rose").sees("Turned sharp");
    story.keys("r5<tab>g<tab><tab><tab><tab><tab> <enter>").sees("pain rose");
    story.keys("r5<ctrl-o>").sees("Effort         0  1  2");
    story.keys("p<enter>").misses("Medication");
    // what an entry says is in sight
    story.keys("7j<enter>").sees("Pain rose     [x] yes");
}

#[test]
fn a_form_fits_with_its_advice_and_is_usable_on_a_small_screen() {
    let long = "r9<tab>r<tab>50<tab>2<tab>5<tab>4<ctrl-o>";
    insta::assert_snapshot!("run_form_open", story(SOME_DAYS).keys(long).text);
    insta::assert_snapshot!("run_form_small", story(SOME_DAYS).size("40x12").keys("r5<tab>g<tab>32<tab>2").text);
    story(SOME_DAYS).size("40x12").keys("r5<tab>g<tab>32<tab>2<tab>3<tab>2<enter>").sees("Saved");
}

#[test]
fn an_equals_sign_takes_over_the_places_of_the_last_level() {
    let story = story(SOME_DAYS);
    story.keys("p4").sees("= same place");
    story.keys("p4=").sees("Saved pain 4, now, deep-buttock right");
    story.keys("3p4=").sees("Saved pain 4, now, deep-buttock right");
    story.keys("p4=u").sees("Undone");
    story.keys("p0=").sees("A level of 0 has no place.");
    let on = SOME_DAYS.replace(r#""steps":"#, r#""settings": {"same_place": "on"}, "steps":"#);
    super::kit::story(&on).keys("p4").sees("Saved pain 4, now, deep-buttock right").misses("= same place");
    super::kit::story(&on).keys("p0").sees("Saved pain 0, now, Mon");
    super::kit::story("").keys("p4=").sees("No level has a place yet");
}
