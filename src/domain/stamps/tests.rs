//! Stamps: what is marked, with what, and how it reads.

use super::*;
use crate::domain::arbitrary::{clock, id, reading};
use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::Pain;

fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

/// A pain level of 07:12, and the journal it is in.
fn made() -> Journal {
    let mut pain = Pain::blank(id(1), at("2026-11-20T07:12:00+01:00"));
    pain.level = Level::new(4).unwrap();
    let mut journal = Journal::default();
    journal.make(Change::Add(Box::new(Entry::Pain(pain))), at("2026-11-20T07:12:00+01:00")).unwrap();
    journal
}

fn edit(journal: &mut Journal, field: (&str, &str), when: &str) {
    let was = journal.find(id(1)).unwrap().entry();
    let now = was.edited(&[(field.0, field.1.to_owned())], &reading(journal)).unwrap();
    journal.make(Change::Edit { was: Box::new(was), now: Box::new(now) }, at(when)).unwrap();
}

fn stamps(journal: &Journal) -> String {
    serde_json::to_string(&journal.pain[0].stamps).unwrap()
}

#[test]
fn only_what_was_changed_is_stamped_and_keeps_what_it_replaced() {
    let mut journal = made();
    assert!(journal.pain[0].stamps.blank());
    edit(&mut journal, ("level", "5"), "2026-11-20T12:10:00+01:00");
    assert_eq!(stamps(&journal), r#"{"*":"2026-11-20T07:12:00+01:00","level":"2026-11-20T12:10:00+01:00"}"#);
    edit(&mut journal, ("level", "6"), "2026-11-20T12:40:00+01:00");
    edit(&mut journal, ("note", "sat"), "2026-11-20T12:41:00+01:00");
    assert_eq!(
        stamps(&journal),
        r#"{"*":"2026-11-20T07:12:00+01:00","level":["2026-11-20T12:40:00+01:00","2026-11-20T12:10:00+01:00"],"note":"2026-11-20T12:41:00+01:00"}"#
    );
    assert_eq!(journal.pain[0].modified, Some(at("2026-11-20T12:41:00+01:00")));
    let before = journal.pain[0].clone();
    edit(&mut journal, ("level", "6"), "2026-11-21T12:00:00+01:00");
    assert_eq!(journal.pain[0], before, "what says the same keeps its bytes");
    edit(&mut journal, ("note", ""), "2026-11-21T12:00:00+01:00");
    assert!(
        stamps(&journal).contains(r#""note":["2026-11-21T12:00:00+01:00","2026-11-20T12:41:00+01:00"]"#),
        "a cleared field is a stamp"
    );
    assert_eq!(journal.pain[0].note, None);
}

#[test]
fn whatever_saw_something_is_stamped_after_it_whatever_the_clock_says() {
    let mut journal = made();
    edit(&mut journal, ("level", "5"), "2027-11-20T12:10:00+01:00");
    edit(&mut journal, ("level", "6"), "2026-11-20T12:10:00+01:00");
    assert!(stamps(&journal).contains(r#""level":["2027-11-20T12:10:00.001+01:00","2027-11-20T12:10:00+01:00"]"#));
    journal.make(Change::Delete(id(1)), at("2026-11-21T07:00:00+01:00")).unwrap();
    assert_eq!(journal.deleted[0].at, at("2027-11-20T12:10:00.002+01:00"));
    journal.undo(at("2026-11-21T07:00:00+01:00")).unwrap();
    let back = &journal.pain[0];
    assert_eq!(
        back.stamps.of(ALL).first(),
        Some(&at("2027-11-20T12:10:00.003+01:00")),
        "all its fields, after its deletion"
    );
    assert_eq!(back.stamps.of("level").len(), 4);
    let deleted = &journal.deleted[0];
    assert!(deleted.entry.is_none() && deleted.seen.0.of("level") == [at("2027-11-20T12:10:00.001+01:00")]);
    assert_eq!(deleted.seen.0.of("note"), [at("2026-11-20T07:12:00+01:00")]);
}

#[test]
fn an_undone_edit_is_stamped_as_the_edit_that_it_is() {
    let mut journal = made();
    edit(&mut journal, ("level", "5"), "2026-11-20T12:10:00+01:00");
    journal.undo(at("2026-11-20T12:11:00+01:00")).unwrap();
    assert_eq!(journal.pain[0].level, Level::new(4).unwrap());
    assert!(stamps(&journal).contains(r#""level":["2026-11-20T12:11:00+01:00","2026-11-20T12:10:00+01:00"]"#));
}

#[test]
fn a_time_set_by_hand_after_all_stamps_is_that_of_every_field() {
    let mut journal = made();
    edit(&mut journal, ("level", "5"), "2026-11-20T12:10:00+01:00");
    let hand = at("2026-11-20T20:00:00+01:00");
    journal.pain[0].modified = Some(hand);
    let meant = Stamps::meant(journal.pain[0].modified, &journal.pain[0].stamps);
    assert_eq!((meant.of("note").first(), meant.of("level").first()), (Some(&hand), Some(&hand)));
    edit(&mut journal, ("note", "x"), "2026-11-20T19:00:00+01:00");
    assert!(stamps(&journal).contains(r#""note":"2026-11-20T20:00:00.001+01:00""#), "{}", stamps(&journal));
}

#[test]
fn what_halves_of_two_truths_would_make_a_lie_of_is_one_field() {
    let differ = |of: StampedKind, one: &str, other: &str| {
        let [one, other] = [one, other].map(|json| serde_json::from_str::<Object>(json).unwrap());
        of.differing(&one, &other).into_iter().collect::<Vec<_>>().join(" ")
    };
    let (pain, run) = (StampedKind::Entry(Kind::Pain), StampedKind::Entry(Kind::Run));
    assert_eq!(differ(pain, r#"{"at":1,"moment":"now"}"#, r#"{"at":1,"late":true}"#), "at");
    assert_eq!(differ(run, r#"{"distance_m":1}"#, r#"{"distance_m":1,"surfaces":[]}"#), "distance_m");
    assert_eq!(
        differ(run, r#"{"pain":{"before":1}}"#, r#"{"pain":{"before":1,"after":2},"later":1}"#),
        "later pain.after"
    );
    assert_eq!(differ(StampedKind::Entry(Kind::Clearance), r#"{"by":"x"}"#, "{}"), "*");
    assert_eq!(differ(StampedKind::Step, r#"{"reason":"x","history":[]}"#, r#"{"history":[1]}"#), "state");
    let one = r#"{"diagnoses":[{"name":"Sciatica","state":"suspected"},{"name":"overuse"}]}"#;
    let other = r#"{"diagnoses":[{"name":"overuse"},{"name":"sciatica","state":"confirmed"}]}"#;
    assert_eq!(differ(StampedKind::Condition, one, other), "diagnoses.sciatica");
    assert_eq!(differ(StampedKind::Settings, r#"{"units":"km","stamps":{}}"#, r#"{"units":"km","modified":1}"#), "");
}

#[test]
fn settings_the_condition_and_steps_are_stamped_inside() {
    let (mut journal, now) = (Journal::default(), clock().now);
    let mut wanted = journal.settings.clone();
    wanted.soft_goal = Some(60);
    journal.make(Change::Settings { was: Box::new(journal.settings.clone()), now: Box::new(wanted) }, now).unwrap();
    assert_eq!(
        serde_json::to_string(&journal.settings.stamps).unwrap(),
        r#"{"soft_goal":"2026-11-23T10:00:00+01:00"}"#
    );
    journal.undo(now).unwrap();
    assert_eq!(journal.settings.soft_goal, None);
    assert_eq!(journal.settings.stamps.of("soft_goal").len(), 2);
}

#[test]
fn at_most_eight_times_of_a_field_are_kept() {
    let mut journal = made();
    for n in 0..20 {
        edit(&mut journal, ("level", &(n % 10).to_string()), &format!("2026-11-20T13:{n:02}:00+01:00"));
    }
    let kept = journal.pain[0].stamps.of("level");
    assert_eq!((kept.len(), kept[0]), (8, at("2026-11-20T13:19:00+01:00")));
}
