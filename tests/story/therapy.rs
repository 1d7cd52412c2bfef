//! Therapy on the screen: today's list, ticking, the guided session with its clock, what is kept of it.

use super::kit::story;

/// A physio's two exercises with short holds, on a journal that has a level already.
const OWN: &str = r#"{"format": "twinge-journal", "version": 1,
"pain": [{"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-23T07:00:00+01:00", "level": 3, "moment": "morning", "sites": [{"site": "outer-hip", "side": "right"}]}],
"exercises": [
 {"id": "01934f6e-0000-7000-8000-000000000051", "at": "2026-11-01T12:00:00+01:00", "name": "clamshell", "group": "gluteals", "how": "Side lying, feet together, lift the upper knee.", "sets": 1, "hold_s": 8, "each_side": true, "days": 7, "by": "physio"},
 {"id": "01934f6e-0000-7000-8000-000000000052", "at": "2026-11-01T12:00:01+01:00", "name": "wall squat", "sets": 2, "reps": 10, "rest_s": 20, "days": 3}]
}"#;

/// A journal of one level at that place.
fn sore(site: &str) -> String {
    OWN.split("\"exercises\"").next().unwrap().trim_end().trim_end_matches(',').replace("outer-hip", site) + "}"
}

#[test]
fn the_eight_are_listed_until_the_programme_is_edited() {
    let story = story("");
    insta::assert_snapshot!("therapy-empty", story.keys("2").text);
    insta::assert_snapshot!("therapy-low", self::story("").size("40x12").look(true, true).keys("2jj").text);
    // the first edit writes all eight, and undo takes all of it back
    story
        .keys("2je<tab><ctrl-u>3<enter>")
        .sees("Saved exercise knee to chest, 3 \u{d7} 30 s")
        .misses("Starter programme");
    story.keys("2jd").sees("Deleted exercise knee to chest").sees("bridge").misses("[ ] knee");
    story.keys("2jdu").sees("[ ] knee to chest").sees("Starter programme");
    let added = story.keys("2aclamshell<enter>");
    added.sees("Saved exercise clamshell").sees("[ ] bridge");
    added.sees("The eight built-in exercises").sees("say who prescribed it");
    story.keys("2aclamshell<enter>abird dog<enter>").misses("built-in");
    // a list that somebody prescribed takes their place
    let by = "<backtab><backtab><backtab><backtab>physio<enter>";
    let own = story.keys(&format!("2abridge{by}"));
    own.sees("It takes").sees("[ ] bridge").misses("knee to chest");
    story.keys(&format!("2abridge{by}u")).sees("[ ] knee to chest").sees("Starter programme");
}

#[test]
fn space_ticks_and_space_again_takes_it_back() {
    let story = story(OWN);
    story.keys("2j ").sees("Saved: clamshell is done today.").sees("[x] clamshell").sees("7 days: 1 of 10 on 1 day");
    story.keys("2j j ").sees("[x] clamshell").sees("[x] wall squat").sees("clamshell, wall squat");
    story.keys("2j  ").sees("Saved: clamshell is not done today.").sees("[ ] clamshell").misses("Sessions");
    story.keys("2j ju").sees("[ ] clamshell").sees("Undone: added session: clamshell");
    story.keys("2j jk ").sees("Saved: clamshell is not done today.").sees("[ ] wall squat");
    story.keys("2 ").sees("Choose an exercise");
}

#[test]
fn what_is_due_stands_on_today_with_its_key() {
    let story = story(OWN);
    story.keys("").sees("t  2 exercises  clamshell, wall squat");
    story.keys("2j 0").sees("t  1 exercise, 1 done today  wall squat");
    story.keys("2j j 0").misses("t 1 exercise");
    // nobody is asked for a list that was never begun
    self::story("").keys("").misses("exercises");
}

#[test]
fn how_and_caution_of_the_chosen_one_stand_below_it() {
    let story = story(OWN);
    insta::assert_snapshot!("therapy-own", story.keys("2j").text);
    story.keys("2j").sees("Side lying, feet together").sees("can press on the sore spot").sees("by physio");
    story.keys("2jj").misses("Side lying");
}

#[test]
fn the_programme_can_end_so_that_another_takes_its_place() {
    let story = story("");
    story.keys("2:end-programme<enter>").sees("End the programme?").sees("u brings the programme back");
    story.keys("2:end-programme<enter>n").sees("[ ] bridge").misses("has ended");
    story.keys("2:end-programme<enter>y").sees("The programme has ended").misses("bridge");
    story.keys("2:end-programme<enter>yaclamshell<enter>").sees("[ ] clamshell").misses("[ ] bridge");
    story.keys("2:end-programme<enter>yu").sees("[ ] bridge");
    story.keys("2:end-programme<enter>y:end-programme<enter>").sees("The programme is empty already");
}

#[test]
fn a_guided_session_from_its_first_count_to_its_end() {
    let story = story(OWN);
    insta::assert_snapshot!("session-ready", story.keys("t").text);
    story.keys("t<wait:4s>").sees("GET READY  left side");
    insta::assert_snapshot!("session-hold", story.keys("t<wait:5s>").text);
    story.keys("t<wait:12s>").sees("HOLD  left side");
    story.keys("t<wait:13s>").sees("CHANGE SIDES  right side");
    story.keys("t<wait:18s>").sees("HOLD  right side");
    // the exercise is saved before it is rated
    story.keys("t<wait:26s>").sees("DONE  Pain during it?").sees("Saved clamshell.");
    story.keys("t<wait:3600s>").sees("DONE  Pain during it?");
    story.keys("t<wait:26s>2").sees("wall squat  2 of 2").sees("REPEATS  set 1 of 2").sees("Next: the end");
    story.keys("t<wait:26s>2<wait:60s> ").sees("REST  set 2 of 2");
    story.keys("t<wait:26s>2<wait:60s> <wait:20s>").sees("REPEATS  set 2 of 2");
    let end = "t<wait:26s>2<wait:60s> <wait:20s> <enter>";
    insta::assert_snapshot!("session-over", story.keys(end).text);
    let closed = format!("{end}<enter>2G");
    story.keys(&closed).sees("clamshell (pain 2), wall squat, 2 min");
    // one entry, brought up to date
    story.keys(&format!("{end}<enter>2j")).sees("[x] clamshell").sees("pain 2");
}

#[test]
fn a_session_pauses_goes_back_skips_and_stops() {
    let story = story(OWN);
    story.keys("t<wait:7s> <wait:600s>").sees("PAUSED  left side");
    story.keys("t<wait:7s> <wait:600s> <wait:5s>").sees("HOLD  left side");
    story.keys("t<wait:7s> <wait:600s> <wait:6s>").sees("CHANGE SIDES");
    story.keys("t<wait:15s>bb").sees("GET READY  left side");
    story.keys("ts").sees("wall squat  2 of 2");
    story.keys("tr").sees("Saved clamshell.").sees("wall squat  2 of 2");
    story.keys("tr<esc>").sees("clamshell, told to rest").sees("Enter closes");
    story.keys("tr<esc><enter>2").sees("[-] clamshell").sees("told to rest: 1 in 28 days");
    story.keys("t<esc>").sees("No set was finished");
    story.keys("t<enter><enter><enter><enter>x  q").sees("wall squat, 1 set");
    // Ctrl-C keeps it too, and digits never change the tab
    story.keys("t5").sees("GET READY");
    story.keys("t<enter><enter><enter><enter>").sees("Pain during it?").sees("Enter skip");
    story.keys("t<wait:5s><resize:40x12>").sees("HOLD  left side").sees("Next: wall squat");
}

#[test]
fn without_unicode_and_on_a_low_screen_the_digits_can_be_read() {
    let low = story(OWN).size("40x12").look(true, true).keys("t<wait:6s>");
    assert!(low.text.is_ascii(), "{}", low.text);
    insta::assert_snapshot!("session-low", low.text);
    story(OWN).size("24x6").keys("t<wait:6s>").sees("clamshell");
}

#[test]
fn a_warning_sign_or_groin_pain_holds_the_list_back() {
    let groin = story(&sore("groin"));
    groin.keys("2").sees("Answer the warning-signs check first").misses("bridge");
    groin.keys("t").sees("Answer the warning-signs check first");
    story(&sore("deep-buttock")).keys("2").sees("bridge").misses("careful");
    story(&sore("sit-bone")).keys("2").sees("careful");
    // what somebody prescribed stays in sight
    let own = OWN.replace("outer-hip", "groin");
    story(&own).keys("2").sees("Answer the warning-signs check first").sees("[ ] clamshell");
    let open = own.replace("\"exercises\"", r#""checks": [{"id": "01934f6e-0000-7000-8000-000000000061", "at": "2026-11-22T12:00:00+01:00", "signs": {"fever": "yes"}}], "exercises""#);
    let open = story(&open);
    open.keys("2").sees("See to your open warning sign first").sees(" ·  clamshell").misses("[ ]");
    let asked = open.keys("2t");
    asked.sees("Speak to a doctor today").sees("Begin the exercises anyway?").misses("GET READY");
    open.keys("2tn").sees(" ·  clamshell").misses("all the same");
    open.keys("2ty").sees("GET READY").sees("clamshell");
    open.keys("t").sees("Begin the exercises anyway?");
    open.keys("").misses("exercises, clamshell");
}

#[test]
fn a_low_screen_says_how_in_full_before_the_hold_and_in_a_pause() {
    let story = story(OWN).size("40x12");
    story.keys("t").sees("GET READY").sees("lift the").sees("knee.");
    story.keys("t<wait:6s>").sees("HOLD").misses("knee.");
    story.keys("t<wait:6s> ").sees("PAUSED").sees("knee.");
}

#[test]
fn the_footer_says_what_space_does_while_repeats_are_done() {
    let story = story("");
    story.keys("ts<enter>").sees("REPEATS").sees("Space when done").sees("Space done").misses("Space pause");
    story.keys("t<enter>").sees("HOLD").sees("Space pause");
}
