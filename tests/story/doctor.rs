//! Step 1 on the screen: the condition, the warning-signs check, being seen, questions.

use twinge::domain::checks::{Answer, SIGNS, Signs, Tier};
use twinge::insight::warnings::{Numbers, Warning};

use super::kit::{SOME_DAYS, story};

#[test]
fn the_check_is_a_key_for_each_sign_with_its_question_in_plain_words() {
    let frame = story("").keys("!");
    frame
        .sees("0 of 22; unanswered questions are stored as “not asked”")
        .sees("Weakness, tingling or numbness in both legs")
        .misses("both_legs");
    frame.sees("y yes  n no  Space not asked  Enter save");
    insta::assert_snapshot!("check", frame.text);
    insta::assert_snapshot!("check_small", story("").size("40x12").keys("!nn n").text);
    story("").keys("!<enter>").sees("Answer at least one sign");
    let all_no = format!("!{}<enter>", "n".repeat(22));
    story("").keys(&all_no).sees("no warning signs recorded (this list cannot rule").misses("warning-signs check, the");
    story("").keys("!nn<enter>").sees("none of the 2 asked, 20 not asked");
}

#[test]
fn questions_beyond_the_edge_are_told_of() {
    story("").keys("!").sees("↓ more");
    story("").keys("!G").sees("↑ more").misses("↓");
    story("").size("40x12").keys("!").sees("0 of 22, rest not asked").sees("↓ more");
    story("").size("100x60").keys("!").misses("↓ more");
}

#[test]
fn the_answers_outlast_escape_and_go_into_the_full_form() {
    story("").keys("!nn<esc>").sees("Kept as a draft");
    // a yes says what to do, saved or not
    story("").keys("!nny<esc>").sees("Your yes is not saved yet").sees("an emergency");
    story("").keys("!nny<esc>!").sees("3 of 22;");
    story("").keys("!nny<tab>").picks("Numbness", "no").picks("Sex", "yes").sees("Date");
    story("").keys("!ny<tab><backtab>yesterday<enter>").sees("bladder or bowel trouble");
}

#[test]
fn a_yes_shows_its_one_action_and_silences_what_is_suggested() {
    let frame = story(SOME_DAYS).keys("!y<enter>");
    frame
        .sees("WARNING SIGN (emergency)")
        .sees("! You answered yes to: numbness or tingling between the legs (Mon 23 Nov)");
    frame.sees("Call your emergency number now").sees("do not wait.");
    frame.misses("Repeat the same").misses("Next run: up to").misses("book a visit and ask");
    insta::assert_snapshot!("warning_open", frame.text);
    story(SOME_DAYS).size("40x12").keys("!y<enter>").sees("Call your").sees("K seen");
    let soon = format!("!{}y<enter>", "n".repeat(21));
    let soon = story(SOME_DAYS).size("120x30").keys(&soon);
    soon.sees("WARNING SIGN (soon)").sees("Book a visit with a doctor this week");
    soon.sees("HOLD  Repeat the same").sees("visit on 30 Nov");
}

/// The rows of a frame as one text.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_yes_says_what_to_do_at_once_and_in_full_at_every_size() {
    let call =
        SOME_DAYS.replacen("\"version\": 1,", "\"version\": 1, \"settings\": {\"emergency_number\": \"112\"},", 1);
    for (place, &(sign, tier, _)) in SIGNS.iter().enumerate() {
        for size in ["80x24", "60x20", "40x12", "24x8", "20x8", "20x6"] {
            let story = story(&call).size(size);
            let (mut keys, mut shown) = (format!("!{}y", " ".repeat(place)), String::new());
            let action = {
                let numbers = Numbers { emergency: Some("112".into()), urgent: None };
                let mut signs = Signs::default();
                signs.answer(sign, Some(Answer::Yes));
                Warning::of(&signs, &numbers, "2026-11-23".parse().unwrap()).unwrap().action()
            };
            // a key goes on where it has the page to itself; it is never answered past
            for _ in 0..12 {
                let body = story.keys(&keys).text.replace("\u{2191} more", "").replace("\u{2193} more", "");
                let rows: Vec<&str> = body.lines().filter(|row| !row.contains('\u{2500}')).collect();
                shown.push(' ');
                shown.push_str(&flowing(&rows[2..rows.len() - 1].join(" ")));
                keys.push('j');
                if shown.contains(&action) {
                    break;
                }
            }
            assert!(shown.contains(&action), "{sign} at {size}: {shown}");
            assert_eq!(shown.contains("112"), tier >= Tier::Urgent);
            // once it is saved, Today says the same
            let saved = story.keys(&format!("!{}y<enter>g", " ".repeat(place)));
            let head: String = action.split(' ').take(2).collect::<Vec<_>>().join(" ");
            saved.sees(&head);
        }
    }
}

#[test]
fn being_seen_is_two_keys_and_can_be_another_day_and_taken_back() {
    story(SOME_DAYS).keys("!y<enter>K<enter>").misses("WARNING SIGN").sees("Saved: seen by a clinician");
    story(SOME_DAYS).keys("!y<enter>K<enter>u").sees("WARNING SIGN");
    story(SOME_DAYS).keys("!y<enter>K<c-u>yesterday<enter>").sees("before the check itself");
    story(SOME_DAYS).keys("!y<enter>0<enter>").sees("Seen by a clinician about the warning signs");
    story(SOME_DAYS).keys("K").sees("No warning sign is open");
}

#[test]
fn the_condition_and_its_diagnoses_are_told_in_the_doctor_tab() {
    story("").keys("1:condition<enter>sciatica<tab>right<enter>").sees("sciatica, right");
    story("").keys("1:diagnosis<enter>").sees("piriformis syndrome").sees("lumbar stenosis");
    let told = "1:diagnosis<enter>overuse<tab>confirmed<tab>Dr Figment<enter>";
    story("").keys(told).sees("confirmed  overuse, Dr Figment");
    story("").keys(&format!("{told}jjd")).sees("Saved the condition as told to you").misses("confirmed");
    story("")
        .keys(&format!("{told}u"))
        .sees("Undone: condition diagnoses overuse, confirmed, by Dr Figment (it was –)");
}

#[test]
fn a_question_is_ticked_and_answered_where_it_stands() {
    let asked = "1omay I go past 30 minutes?<enter>";
    story("").keys(asked).sees("to ask     [ ] may I go past 30 minutes?");
    story("").keys(&format!("{asked} ")).sees("[x] may I go past 30 minutes?  (no answer noted yet)");
    story("").keys(&format!("{asked}  ")).sees("[ ] may I go past 30 minutes?");
    story("").keys(&format!("{asked}eyes, on grass<enter>")).sees("may I go past 30 minutes? → yes, on grass");
}
