//! Markers: what changed and when, for the pain chart, the trends and the report. Those typed by hand, and those that
//! follow from what else was recorded. The latter are derived, never stored.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::journal::Journal;
use crate::domain::orthotics::{Gear, Status, Worn};
use crate::domain::session::Session;
use crate::domain::steps::{Progress, State};
use crate::domain::words::words;

/// Days from one massage to the next that are still one series.
const MASSAGE_GAP: i64 = 28;

words! {
    /// What a marker follows from.
    Cause, "cause of a marker" {
        /// Typed by hand.
        Mark = "mark",
        /// Therapy begun.
        Therapy = "therapy",
        /// Orthotics fitted or put away.
        Orthotics = "orthotics",
        /// Another pair of shoes.
        Shoes = "shoes",
        /// Another state of clearance to run.
        Clearance = "clearance",
        /// Massage begun.
        Massage = "massage",
        /// Another surface.
        Surface = "surface",
    }
}

/// A dated change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The journal day on which it was.
    pub day: NaiveDate,
    /// What changed, in a few words.
    pub what: String,
    /// What it follows from.
    pub cause: Cause,
}

/// All markers of a journal, oldest first. Looks at each entry at most once; keep the answer while nothing changes.
pub fn markers(journal: &Journal) -> Vec<Marker> {
    let mut all: Vec<Marker> = Vec::new();
    let start = journal.day_starts_at();
    let by_hand = journal.markers.iter().map(|one| (one.at.day(start), one.text.as_deref().unwrap_or_default()));
    all.extend(by_hand.map(|(day, text)| marker(day, text, Cause::Mark)));
    all.extend(therapy(journal).map(|day| marker(day, "therapy begun", Cause::Therapy)));
    all.extend(
        journal.gear.iter().filter(|gear| gear.what() == Worn::Orthotics).flat_map(|one| orthotics(journal, one)),
    );
    all.extend(status(journal));
    all.extend(shoes(journal));
    let states = journal.clearance.iter();
    all.extend(states.map(|one| marker(one.at.day(start), one.short(&journal.settings), Cause::Clearance)));
    all.extend(massages(journal).map(|day| marker(day, "massage begun", Cause::Massage)));
    let switched = begun(&journal.steps.surface);
    all.extend(switched.map(|day| marker(day, "surface switched", Cause::Surface)));
    all.extend(soft_week(journal));
    all.sort_by_key(|one| one.day);
    all
}

fn marker(day: NaiveDate, what: impl Into<String>, cause: Cause) -> Marker {
    Marker { day, what: what.into(), cause }
}

/// The first day on which a step was under way or done.
fn begun(step: &Progress) -> Option<NaiveDate> {
    let states = step.history.iter().map(|past| (past.state, past.since)).chain([(step.state, step.since)]);
    states.filter(|(state, _)| matches!(state, State::UnderWay | State::Done)).filter_map(|(_, since)| since).min()
}

/// The day of the first therapy session, or on which the step was begun, whichever came first.
fn therapy(journal: &Journal) -> Option<NaiveDate> {
    // having been told to rest is no beginning
    let kept = |session: &&Session| {
        session.exercises.is_empty() && session.skip.is_none()
            || session.exercises.iter().any(|done| !session.skipped(done))
    };
    let session = journal.sessions.iter().find(kept).map(|session| session.at.day(journal.day_starts_at()));
    session.into_iter().chain(begun(&journal.steps.therapy)).min()
}

/// The days on which a series of massages began: the first ever, and each more than 28 days after the one before it.
/// The others are routine, not a change. The 28 days are our choice: they let a monthly massage be one series.
fn massages(journal: &Journal) -> impl Iterator<Item = NaiveDate> {
    let days = journal.massages.iter().map(|one| one.at.day(journal.day_starts_at()));
    let mut before: Option<NaiveDate> = None;
    days.filter(move |&day| before.replace(day).is_none_or(|before| (day - before).num_days() > MASSAGE_GAP))
}

fn orthotics(journal: &Journal, one: &Gear) -> impl Iterator<Item = Marker> {
    let name = one.name.as_deref().unwrap_or("orthotics").to_owned();
    let fitted = marker(one.at.day(journal.day_starts_at()), format!("orthotics in: {name}"), Cause::Orthotics);
    let out = one.retired.map(|day| marker(day, format!("orthotics out: {name}"), Cause::Orthotics));
    std::iter::once(fitted).chain(out)
}

/// The days on which orthotics were tried, in use or stopped, as the third step says; where a pair is recorded, it
/// says itself when it came.
fn status(journal: &Journal) -> Vec<Marker> {
    let step = &journal.steps.orthotics;
    let pair = journal.gear.iter().any(|gear| gear.what() == Worn::Orthotics);
    let states = step.history.iter().map(|past| (past.status, past.since)).chain([(step.status, step.since)]);
    let said = |(status, since): (Option<Status>, Option<NaiveDate>)| {
        let what = match status? {
            Status::Trial if !pair => "orthotics on trial",
            Status::InUse if !pair => "orthotics in use",
            Status::Stopped => "orthotics stopped",
            _ => return None,
        };
        Some(marker(since?, what, Cause::Orthotics))
    };
    states.filter_map(said).collect()
}

/// Each pair of shoes after the first, on the day of its first run; a default pair not run in yet, on the day it came.
fn shoes(journal: &Journal) -> Vec<Marker> {
    let start = journal.day_starts_at();
    let mut first_run = BTreeMap::new();
    for run in &journal.runs {
        for &id in &run.gear {
            first_run.entry(id).or_insert_with(|| run.at.day(start));
        }
    }
    let since = |gear: &Gear| {
        let came = gear.default.then(|| gear.at.day(start));
        first_run.get(&gear.id).copied().or(came)
    };
    let pairs = journal.gear.iter().filter(|gear| gear.what() == Worn::Shoes);
    let mut worn: Vec<(NaiveDate, &Gear)> = pairs.filter_map(|gear| Some((since(gear)?, gear))).collect();
    worn.sort_by_key(|(day, gear)| (*day, gear.id));
    let named = |gear: &Gear| format!("shoes: {}", gear.name.as_deref().unwrap_or("another pair"));
    worn.into_iter().skip(1).map(|(day, gear)| marker(day, named(gear), Cause::Shoes)).collect()
}

/// The first week whose share of soft surfaces reaches the goal, where a week before it did not; on its first day.
fn soft_week(journal: &Journal) -> Option<Marker> {
    let goal = u64::from(journal.settings.soft_goal?);
    let (start, first_day) = (journal.day_starts_at(), journal.settings.week_starts_on.weekday());
    let mut weeks: BTreeMap<NaiveDate, (u64, u64)> = BTreeMap::new();
    for run in &journal.runs {
        let week = run.at.day(start).week(first_day).first_day();
        let (soft, known) = weeks.entry(week).or_default();
        let (known_m, soft_m) = run.known_and_soft_m();
        *known += known_m;
        *soft += soft_m;
    }
    let mut known = weeks.into_iter().filter(|&(_, (_, known))| known > 0);
    let below = |&(_, (soft, known)): &(NaiveDate, (u64, u64))| soft * 100 < goal * known;
    known.find(below)?;
    let (week, _) = known.find(|week| !below(week))?;
    Some(marker(week, format!("soft surfaces {goal} % of the week"), Cause::Surface))
}

/// The markers of the days from the first to the last, each with its letter: A for what changed first, B for the next,
/// `+` after Z. What is the same in words has the same letter.
pub fn lettered(all: &[Marker], first: NaiveDate, last: NaiveDate) -> Vec<(char, &Marker)> {
    let from = all.partition_point(|one| one.day < first);
    let within = all.iter().skip(from).take_while(|one| one.day <= last);
    let mut seen: Vec<&str> = Vec::new();
    let mut place = |what| {
        seen.iter().position(|said| *said == what).unwrap_or_else(|| {
            seen.push(what);
            seen.len() - 1
        })
    };
    within.map(|one| (letter(place(&*one.what)), one)).collect()
}

fn letter(place: usize) -> char {
    u8::try_from(place).ok().filter(|&place| place < 26).map_or('+', |place| char::from(b'A' + place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::doctor::{Clearance, Permission};
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::markers::Marker as Typed;
    use crate::domain::massage::Massage;
    use crate::domain::runs::{Run, Stretch, Surface};
    use crate::domain::session::Skip;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(day: &str) -> At {
        At::parse(&format!("{day}T12:00:00+01:00")).unwrap()
    }

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn describe(journal: &Journal) -> Vec<(String, String)> {
        markers(journal).into_iter().map(|one| (one.day.to_string(), one.what)).collect()
    }

    fn pair(n: u128, name: &str, what: Worn, day: &str) -> Gear {
        let mut gear = Gear::blank(id(n), at(day));
        (gear.name, gear.what) = (Some(name.into()), Some(what));
        gear
    }

    fn run(n: u128, day: &str, gear: u128) -> Run {
        let mut run = Run::blank(id(n), at(day));
        run.gear = vec![id(gear)];
        run
    }

    fn expect(found: Vec<(String, String)>, expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = found.iter().map(|(day, what)| (&**day, &**what)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_empty_journal_has_none() {
        assert_eq!(markers(&Journal::default()), []);
    }

    #[test]
    fn those_typed_by_hand_and_clearances_are_markers() {
        let mut journal = Journal::default();
        let mut typed = Typed::blank(id(1), at("2026-11-10"));
        typed.text = Some("new desk chair".into());
        journal.markers.push(typed);
        let mut clearance = Clearance::blank(id(4), at("2026-11-09"));
        (clearance.state, clearance.max_distance_m) = (Some(Permission::ClearedWithLimits), Some(5000));
        journal.clearance.push(clearance);
        expect(describe(&journal), &[("2026-11-09", "cleared \u{2264}5 km"), ("2026-11-10", "new desk chair")]);
    }

    #[test]
    fn of_massages_in_a_row_only_the_first_is_a_change_and_so_is_one_after_a_long_break() {
        let with = |days: &[&str]| Journal {
            massages: days.iter().zip(1..).map(|(day, n)| Massage::blank(id(n), at(day))).collect(),
            ..Journal::default()
        };
        let begun = "massage begun";
        expect(describe(&with(&["2026-10-01"])), &[("2026-10-01", begun)]);
        expect(describe(&with(&["2026-10-01", "2026-10-08", "2026-10-15"])), &[("2026-10-01", begun)]);
        expect(describe(&with(&["2026-10-01", "2026-10-29"])), &[("2026-10-01", begun)]);
        expect(describe(&with(&["2026-10-01", "2026-10-30"])), &[("2026-10-01", begun), ("2026-10-30", begun)]);
        let routine = with(&["2026-10-01", "2026-10-20", "2026-11-10", "2026-12-01", "2026-12-01", "2027-02-01"]);
        expect(describe(&routine), &[("2026-10-01", begun), ("2027-02-01", begun)]);
    }

    #[test]
    fn therapy_begins_with_its_step_or_its_first_session() {
        let mut journal = Journal {
            sessions: vec![Session::blank(id(1), at("2026-11-05")), Session::blank(id(2), at("2026-11-06"))],
            ..Journal::default()
        };
        expect(describe(&journal), &[("2026-11-05", "therapy begun")]);
        journal.sessions[0].skip = Some(Skip::ToldToRest);
        expect(describe(&journal), &[("2026-11-06", "therapy begun")]);
        journal.sessions[0].skip = None;
        let step = |state, since| Progress::default().moved(state, day(since), None, None);
        journal.steps.therapy = step(State::UnderWay, "2026-11-03").moved(State::Done, day("2026-11-20"), None, None);
        expect(describe(&journal), &[("2026-11-03", "therapy begun")]);
        journal.steps.therapy = step(State::NotForMe, "2026-11-01");
        expect(describe(&journal), &[("2026-11-05", "therapy begun")]);
        journal.steps.surface = step(State::UnderWay, "2026-11-04");
        expect(describe(&journal), &[("2026-11-04", "surface switched"), ("2026-11-05", "therapy begun")]);
    }

    #[test]
    fn a_pair_of_shoes_is_a_marker_from_its_first_run_but_the_first_pair_is_no_change() {
        let mut journal = Journal {
            gear: vec![pair(1, "grey", Worn::Shoes, "2026-10-01"), pair(2, "blue", Worn::Shoes, "2026-11-01")],
            runs: vec![run(11, "2026-10-02", 1), run(12, "2026-11-05", 2), run(13, "2026-11-06", 1)],
            ..Journal::default()
        };
        expect(describe(&journal), &[("2026-11-05", "shoes: blue")]);
        journal.runs.truncate(1);
        expect(describe(&journal), &[]);
        journal.gear[1].default = true;
        expect(describe(&journal), &[("2026-11-01", "shoes: blue")]);
    }

    #[test]
    fn orthotics_are_a_marker_when_they_come_and_when_they_go() {
        let mut journal = Journal { gear: vec![pair(1, "soft", Worn::Orthotics, "2026-10-01")], ..Journal::default() };
        expect(describe(&journal), &[("2026-10-01", "orthotics in: soft")]);
        journal.gear[0].retired = Some(day("2026-11-02"));
        expect(describe(&journal), &[("2026-10-01", "orthotics in: soft"), ("2026-11-02", "orthotics out: soft")]);
    }

    #[test]
    fn the_status_of_orthotics_is_a_marker_where_no_pair_says_it() {
        let mut journal = Journal::default();
        let moved = |step: Progress, status: Status, since: &str| {
            step.moved_to((status.state(), Some(status)), day(since), None, None)
        };
        let step = moved(Progress::default(), Status::Asked, "2026-10-01");
        let step = moved(step, Status::Trial, "2026-10-05");
        journal.steps.orthotics = moved(step, Status::InUse, "2026-11-01");
        expect(describe(&journal), &[("2026-10-05", "orthotics on trial"), ("2026-11-01", "orthotics in use")]);
        journal.gear = vec![pair(1, "soft", Worn::Orthotics, "2026-10-05")];
        expect(describe(&journal), &[("2026-10-05", "orthotics in: soft")]);
        journal.steps.orthotics = moved(journal.steps.orthotics, Status::Stopped, "2026-11-20");
        expect(describe(&journal), &[("2026-10-05", "orthotics in: soft"), ("2026-11-20", "orthotics stopped")]);
    }

    #[test]
    fn the_first_week_that_reaches_the_goal_for_soft_surface_is_a_marker() {
        let ran = |n: u128, day: &str, surface: Surface, metres: u32| {
            let mut run = Run::blank(id(n), at(day));
            run.surfaces = vec![Stretch { surface, distance_m: Some(metres), extra: Default::default() }];
            run
        };
        let mut journal = Journal {
            runs: vec![
                ran(1, "2026-11-03", Surface::Road, 5000),
                ran(2, "2026-11-10", Surface::Grass, 5900),
                ran(3, "2026-11-12", Surface::Road, 4100),
                ran(4, "2026-11-18", Surface::Dirt, 6000),
                ran(5, "2026-11-22", Surface::Road, 4000),
                ran(6, "2026-11-24", Surface::Grass, 9000),
            ],
            ..Journal::default()
        };
        expect(describe(&journal), &[]);
        journal.settings.soft_goal = Some(60);
        expect(describe(&journal), &[("2026-11-16", "soft surfaces 60 % of the week")]);
        journal.settings.soft_goal = Some(59);
        expect(describe(&journal), &[("2026-11-09", "soft surfaces 59 % of the week")]);
        journal.runs.remove(0);
        expect(describe(&journal), &[]);
    }

    #[test]
    fn letters_go_by_the_words_within_the_days_shown() {
        let all: Vec<Marker> = [("01", "x"), ("02", "massage"), ("03", "chair"), ("04", "massage"), ("05", "y")]
            .into_iter()
            .map(|(date, what)| marker(day(&format!("2026-11-{date}")), what, Cause::Mark))
            .collect();
        let shown: String =
            lettered(&all, day("2026-11-02"), day("2026-11-04")).into_iter().map(|(letter, _)| letter).collect();
        assert_eq!(shown, "ABA");
        assert_eq!(lettered(&all, day("2026-11-06"), day("2026-11-09")), []);
        assert_eq!((letter(25), letter(26)), ('Z', '+'));
    }
}
