//! Tests of the rules of therapy at their edges: due, done and planned, told to rest, cautions, what is held back.

use super::*;
use crate::domain::arbitrary::id;
use crate::domain::checks::{Answer, Check};
use crate::domain::every_kind::Record as _;
use crate::domain::pain::{Pain, Spot};
use crate::domain::session::Skip;

/// A Monday, 28 days and more after everything began.
const TODAY: &str = "2026-11-23";

fn at(day: &str) -> At {
    At::parse(&format!("{day}T18:00:00+01:00")).unwrap()
}

fn back(days: u64) -> String {
    TODAY.parse::<NaiveDate>().unwrap().checked_sub_days(Days::new(days)).unwrap().to_string()
}

fn exercise(n: u128, name: &str, since: u64, days: u32) -> Exercise {
    Exercise { name: Some(name.into()), days: Some(days), ..Exercise::blank(id(n), at(&back(since))) }
}

fn session(n: u128, days_ago: u64, exercises: &[&Exercise]) -> Session {
    let exercises = exercises.iter().map(|one| Done::of(one)).collect();
    Session { exercises, ..Session::blank(id(n), at(&back(days_ago))) }
}

/// A journal with one exercise since so many days, on so many days a week, done and rested from on these days ago.
fn one(since: u64, days: u32, done: &[u64], rested: &[u64]) -> Journal {
    let bridge = exercise(1, "bridge", since, days);
    let mut journal = Journal { exercises: vec![bridge.clone()], ..Journal::default() };
    for (n, &ago) in done.iter().enumerate() {
        journal.sessions.push(session(100 + n as u128, ago, &[&bridge]));
    }
    for (n, &ago) in rested.iter().enumerate() {
        let mut rest = session(200 + n as u128, ago, &[&bridge]);
        rest.exercises[0].skip = Some(Skip::ToldToRest);
        journal.sessions.push(rest);
    }
    journal.sort();
    journal
}

fn seen(journal: &Journal) -> Therapy {
    therapy(journal, at(TODAY))
}

#[test]
fn done_and_planned_at_their_edges() {
    let every: Vec<u64> = (0..28).collect();
    for (name, since, days, done, rested, week, month) in [
        ("begun today, nothing yet", 0, 7, &[][..], &[][..], (0, 0), (0, 0)),
        ("begun today and done", 0, 7, &[0], &[], (1, 1), (1, 1)),
        ("daily since long, today not yet", 90, 7, &[], &[], (0, 6), (0, 27)),
        ("daily since long, today done", 90, 7, &[0], &[], (1, 7), (1, 28)),
        ("three a week, none", 90, 3, &[], &[], (0, 3), (0, 12)),
        ("three a week, nine in four weeks", 90, 3, &[0, 2, 4, 7, 9, 11, 14, 16, 18], &[], (3, 3), (9, 12)),
        ("the seventh day back counts, the eighth does not", 90, 7, &[6, 7], &[], (1, 6), (2, 27)),
        ("the 28th day back counts, the 29th does not", 90, 1, &[27, 28], &[], (0, 1), (1, 4)),
        ("a week in the programme", 7, 3, &[1], &[], (1, 3), (1, 3)),
        ("two days in the programme, three a week", 2, 3, &[], &[], (0, 1), (0, 1)),
        ("told to rest once is neither", 90, 7, &[1, 2], &[3], (2, 5), (2, 26)),
        ("told to rest today is neither", 90, 7, &[], &[0], (0, 6), (0, 27)),
        ("told to rest all week", 90, 3, &[], &[0, 1, 2, 3, 4, 5, 6], (0, 0), (0, 5)),
        ("told to rest, done all the same: it was done", 90, 7, &[0], &[0], (1, 7), (1, 28)),
        ("twice on one day is once", 90, 7, &[1, 1], &[], (1, 6), (1, 27)),
        ("more than planned is not cut", 90, 3, &every, &[], (7, 3), (28, 12)),
    ] {
        let found = seen(&one(since, days, done, rested));
        assert_eq!((found.week.done, found.week.planned), week, "{name}, 7 days");
        assert_eq!((found.month.done, found.month.planned), month, "{name}, 28 days");
    }
}

#[test]
fn an_exercise_that_is_over_counts_for_the_days_it_was_there() {
    let mut journal = one(90, 7, &[10], &[]);
    journal.exercises[0].until = Some(back(7).parse().unwrap());
    let found = seen(&journal);
    assert_eq!((found.programme.len(), found.over), (0, 1));
    assert_eq!((found.week.planned, found.month.done, found.month.planned), (0, 1, 21));
}

#[test]
fn a_session_skipped_as_a_whole_rests_from_everything() {
    let mut journal = one(90, 7, &[], &[]);
    let whole = Session { skip: Some(Skip::ToldToRest), ..Session::blank(id(9), at(TODAY)) };
    journal.sessions.push(whole);
    let found = seen(&journal);
    assert_eq!((found.programme[0].standing, found.week.rested, found.week.planned), (Standing::Rest, 1, 6));
    // what is over, or has not begun, is not rested from
    for (since, until) in [(90, Some(2)), (0, None)] {
        let mut journal = one(since, 7, &[], &[]);
        journal.exercises[0].until = until.map(|ago| back(ago).parse().unwrap());
        journal.sessions.push(Session { skip: Some(Skip::ToldToRest), ..Session::blank(id(9), at(&back(1))) });
        assert_eq!(seen(&journal).month.rested, 0, "{since} {until:?}");
    }
    assert_eq!(found.week.days, 0, "nothing was done that day");
}

#[test]
fn an_exercise_is_due_as_often_as_its_week_says_and_not_day_after_day() {
    for (days, done, due) in [
        (7, &[1][..], true),
        (7, &[1, 2, 3, 4, 5, 6], true),
        (3, &[], true),
        (3, &[1], false),
        (3, &[2], true),
        (3, &[2, 4, 6], false),
        (3, &[2, 4, 7], true),
        (2, &[2], false),
        (2, &[3], true),
        (1, &[6], false),
        (1, &[7], true),
        (5, &[1, 2, 3, 4], true),
        (5, &[1, 2, 3, 4, 5], false),
    ] {
        let standing = seen(&one(90, days, done, &[])).programme[0].standing;
        assert_eq!(standing == Standing::Due, due, "{days} a week, done {done:?} days ago: {standing:?}");
    }
    let mut ahead = one(0, 7, &[], &[]);
    ahead.exercises[0].at = at("2026-11-24");
    assert_eq!(seen(&ahead).programme[0].standing, Standing::Later);
}

#[test]
fn pain_in_an_exercise_is_told_oldest_first_and_gaps_are_left_out() {
    let mut journal = one(90, 7, &[0, 1, 2, 40], &[]);
    for (n, pain) in [(0, Some(5)), (1, Some(4)), (2, None), (3, Some(2))] {
        journal.sessions[n].exercises[0].pain = pain.and_then(Level::new);
    }
    let pain: Vec<(String, u8)> =
        seen(&journal).programme[0].pain.iter().map(|(day, level)| (day.to_string(), level.number())).collect();
    assert_eq!(pain, [(back(40), 5), (back(2), 4), (back(0), 2)]);
}

#[test]
fn the_starters_count_from_the_first_session_on() {
    let empty = seen(&Journal::default());
    assert_eq!((empty.own, empty.programme.len(), empty.month), (false, 8, PlannedCount::default()));
    let bridge = &empty.programme[2].exercise;
    let journal = Journal { sessions: vec![session(9, 7, &[bridge])], ..Journal::default() };
    let found = seen(&journal);
    // eight exercises, three a week, seven days that are over
    assert_eq!((found.month.done, found.month.planned, found.month.days), (1, 24, 1));
    assert!(found.is_begun(&journal) && !empty.is_begun(&Journal::default()));
}

fn pain(days_ago: u64, site: Option<Site>, feels: &[Feel]) -> Pain {
    let mut pain = Pain::blank(id(50 + u128::from(days_ago)), at(&back(days_ago)));
    pain.sites = site.map(|site| Spot { site, side: None, extra: Default::default() }).into_iter().collect();
    pain.feels = feels.to_vec();
    pain
}

fn flagged(pain: Pain) -> Vec<Group> {
    // one's own programme is shown whatever is marked
    let mut journal = Journal { pain: vec![pain], ..Journal::default() };
    journal.exercises = crate::domain::therapy::starters(&journal, at(TODAY));
    let cautious = |asked: &PlannedExercise| asked.caution.and(asked.exercise.group);
    seen(&journal).programme.iter().filter_map(cautious).collect()
}

#[test]
fn a_caution_shows_where_the_marked_places_say_so() {
    use Group::{Adductors, Gluteals, Hamstrings, HipExtension, HipFlexion, HipRotation, Psoas};
    for (site, groups) in [
        (Site::Groin, &[HipFlexion, HipRotation, Adductors, Psoas][..]),
        (Site::OuterHip, &[Gluteals]),
        (Site::SitBone, &[HipExtension, Hamstrings]),
        (Site::LowBack, &[HipExtension]),
        (Site::DeepButtock, &[]),
        (Site::Foot, &[]),
    ] {
        assert_eq!(flagged(pain(0, Some(site), &[])), groups, "{site:?}");
    }
    assert_eq!(flagged(pain(0, None, &[Feel::Tingling])), [Hamstrings]);
    assert_eq!(flagged(pain(27, Some(Site::OuterHip), &[])), [Gluteals], "the 28th day back counts");
    assert_eq!(flagged(pain(28, Some(Site::OuterHip), &[])), []);
}

fn check(days_ago: u64, set: impl Fn(&mut Check)) -> Check {
    let mut check = Check::blank(id(70), at(&back(days_ago)));
    set(&mut check);
    check
}

#[test]
fn groin_pain_waits_for_the_check_and_a_warning_sign_silences_the_list() {
    let groin = || Journal { pain: vec![pain(3, Some(Site::Groin), &[])], ..Journal::default() };
    let with = |check: Check| Journal { checks: vec![check], ..groin() };
    assert!(seen(&groin()).held.unwrap().contains("groin pain"));
    assert_eq!(seen(&groin()).programme, []);
    let no = |check: &mut Check| check.signs.groin = Some(Answer::No);
    for (days_ago, held) in [(0, false), (27, false), (28, true)] {
        assert_eq!(seen(&with(check(days_ago, no))).held.is_some(), held, "answered {days_ago} days ago");
    }
    let other = check(0, |check| check.signs.saddle = Some(Answer::No));
    assert!(seen(&with(other)).held.is_some(), "not asked is not no");
    let yes = check(0, |check| check.signs.fever = Some(Answer::Yes));
    let open = seen(&Journal { checks: vec![yes.clone()], ..Journal::default() });
    assert!(open.held.unwrap().contains("warning sign") && open.programme.is_empty());
    let own = Journal { exercises: vec![exercise(1, "bridge", 5, 3)], checks: vec![yes], ..groin() };
    assert_eq!(seen(&own).programme.len(), 1, "what somebody prescribed is never hidden");
    assert_eq!(seen(&Journal::default()).held, None);
}

#[test]
fn the_first_day_counts_also_where_an_earlier_hour_lies_on_a_later_day() {
    // 28 October at noon in the east of the world is an hour before noon of the 27th in its west
    let bridge = exercise(1, "bridge", 60, 7);
    let done = |n: u128, at: &str| {
        let session = Session { exercises: vec![Done::of(&bridge)], ..Session::blank(id(n), At::parse(at).unwrap()) };
        Session { at: At::parse(at).unwrap(), ..session }
    };
    let sessions = vec![
        done(10, "2026-10-28T13:00:00+14:00"),
        done(11, "2026-10-27T13:00:00-11:00"),
        done(12, "2026-11-21T12:00:00+00:00"),
    ];
    let journal = Journal { exercises: vec![bridge.clone()], sessions, ..Journal::default() };
    assert!(journal.sessions.is_sorted_by_key(|session| session.at));
    let found = count(&journal, at(TODAY), 27);
    assert_eq!((found.done, found.days), (2, 2), "28 October is the first of 27 days");
    let between = vec![
        done(10, "2026-11-20T20:00:00-11:00"),
        done(11, "2026-11-21T22:00:00+14:00"),
        done(12, "2026-11-20T23:00:00-11:00"),
    ];
    let journal = Journal { sessions: between, ..journal };
    assert_eq!(count(&journal, at(TODAY), 7).days, 2, "the 20th is one day");
}
