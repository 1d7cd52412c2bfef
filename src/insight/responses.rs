//! Outcomes: the change from the morning of a day to the next morning, with what happened on the day between.
//!
//! Source: clinical facts 11.1. Several runs of a day share one morning: it is counted once, for the day, and for a
//! surface or a pair of shoes only where all runs of the day agree. A morning is never stood in for here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::orthotics::Worn;
use crate::domain::runs::{Run, Surface};
use crate::insight::days::days;
use crate::insight::known::Known;
use crate::insight::next_morning::{Mornings, Settled};
use crate::insight::period::Period;
use crate::insight::stats;

/// Mornings that a median needs.
pub const SUMMARY_LEAST: usize = 3;

/// The change over one day, and what happened on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayResponse {
    /// The day.
    pub day: NaiveDate,
    /// Its own morning level.
    pub base: i32,
    /// The next morning's level less its own.
    pub change: i32,
    /// How the next morning compares.
    pub settled: Settled,
    /// How many runs there were.
    pub runs: usize,
    /// Metres run; 0 on a day without a run, nothing where a run has no distance.
    pub distance_m: Option<u32>,
    /// Seconds run; 0 on a day without a run, nothing where a run has no time.
    pub duration_s: Option<u32>,
    /// The highest effort.
    pub effort: Option<Level>,
    /// The surface of all its runs.
    pub surface: Option<Surface>,
    /// What was worn on all its runs.
    pub gear: Vec<Id>,
    /// What was worn on some of its runs only.
    pub gear_partly: Vec<Id>,
    /// With orthotics on all its runs, on none, or (nothing) on some, or where a run names no gear.
    pub orthotics: Option<bool>,
    /// With a therapy session of which something was done.
    pub therapy: bool,
    /// With a massage.
    pub massage: bool,
    /// With a sitting up to the point where it hurt, or (false) with sittings none of which hurt; nothing without one.
    pub sat_till_hurt: Option<bool>,
}

/// The outcomes of the days of a period, oldest first: those whose own morning and next one are both there.
pub fn responses(journal: &Journal, period: Period, mornings: &Mornings) -> Vec<DayResponse> {
    let start = journal.day_starts_at();
    let mut runs: BTreeMap<NaiveDate, Vec<&Run>> = BTreeMap::new();
    for (day, run) in journal.runs_between(period.from, period.to) {
        runs.entry(day).or_default().push(run);
    }
    let orthotics = pairs_of_orthotics(journal);
    let sessions = journal.sessions.iter().filter(|session| session.was_done());
    let therapy: BTreeSet<NaiveDate> = sessions.map(|session| session.at.day(start)).collect();
    let massage: BTreeSet<NaiveDate> = journal.massages.iter().map(|massage| massage.at.day(start)).collect();
    let mut sat: BTreeMap<NaiveDate, bool> = BTreeMap::new();
    for sitting in journal.sitting.iter().filter(|sitting| !sitting.is_open()) {
        *sat.entry(sitting.at.day(start)).or_default() |= !sitting.painless;
    }
    let days = period.from.iter_days().take_while(|&day| day <= period.to);
    let outcome = |day: NaiveDate| {
        let (own, next) = (mornings.on(day)?, mornings.after(day)?);
        let of_day = runs.get(&day).map_or(&[][..], Vec::as_slice);
        let (gear, gear_partly) = worn(of_day);
        Some(DayResponse {
            day,
            base: i32::from(own.number()),
            change: i32::from(next.number()) - i32::from(own.number()),
            settled: mornings.morning_pair(day).settled()?,
            runs: of_day.len(),
            distance_m: of_day.iter().map(|run| run.distance_m).sum(),
            duration_s: of_day.iter().map(|run| run.duration_s).sum(),
            effort: of_day.iter().filter_map(|run| run.effort).max(),
            surface: of_all(of_day, Run::surface_of_three_quarters),
            orthotics: of_all(of_day, |run| with_orthotics(run, day, &orthotics)),
            gear,
            gear_partly,
            therapy: therapy.contains(&day),
            massage: massage.contains(&day),
            sat_till_hurt: sat.get(&day).copied(),
        })
    };
    days.filter_map(outcome).collect()
}

/// What was worn on all of the runs, and what on some of them only.
fn worn(runs: &[&Run]) -> (Vec<Id>, Vec<Id>) {
    let any: BTreeSet<Id> = runs.iter().flat_map(|run| run.gear.iter().copied()).collect();
    any.into_iter().partition(|id| runs.iter().all(|run| run.gear.contains(id)))
}

/// What holds for all runs; nothing without a run, or where it is not known of one, or they differ.
fn of_all<T: PartialEq>(runs: &[&Run], holds: impl Fn(&Run) -> Option<T>) -> Option<T> {
    let first = holds(runs.first()?)?;
    runs.iter().all(|run| holds(run).as_ref() == Some(&first)).then_some(first)
}

impl DayResponse {
    /// True with that gear on all runs of the day, false on none; nothing without a run, on some of them only, or where
    /// the runs name no gear.
    pub fn wears(&self, gear: Id) -> Option<bool> {
        match self.gear.len() + self.gear_partly.len() {
            0 => None,
            _ if self.gear_partly.contains(&gear) => None,
            _ => Some(self.gear.contains(&gear)),
        }
    }
}

/// Some outcomes summed up.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many there are.
    pub n: usize,
    /// The median change, in points; above 0 is worse. Known from three on.
    pub median: Known<f64>,
    /// The smallest and the largest change. Known from three on.
    pub range: Known<(i32, i32)>,
    /// How many of the mornings had settled. Known from one on.
    pub settled: Known<usize>,
}

/// Sums outcomes up.
pub fn summary<'a>(responses: impl Iterator<Item = &'a DayResponse>) -> Summary {
    let all: Vec<&DayResponse> = responses.collect();
    let n = all.len();
    let changes: Vec<f64> = all.iter().map(|one| f64::from(one.change)).collect();
    let few = || match n {
        0 => format!("no day has its own morning and the next; {SUMMARY_LEAST} needed to summarise"),
        n => format!("{SUMMARY_LEAST} mornings needed to summarise, there {} {n}", if n == 1 { "is" } else { "are" }),
    };
    let enough = n >= SUMMARY_LEAST;
    let ends = || Some((all.iter().map(|one| one.change).min()?, all.iter().map(|one| one.change).max()?));
    Summary {
        n,
        median: stats::median(&changes).filter(|_| enough).ok_or_else(few),
        range: ends().filter(|_| enough).ok_or_else(few),
        settled: match n {
            0 => Err("no day has its own morning and the next".into()),
            _ => Ok(all.iter().filter(|one| one.settled == Settled::Settled).count()),
        },
    }
}

/// On how many days of a period something was recorded: a level, a run, a note, or what was done for it.
pub fn days_logged(journal: &Journal, period: Period) -> usize {
    use crate::domain::kind::Kind;
    const LIVED: [Kind; 6] = [Kind::Note, Kind::Session, Kind::Massage, Kind::Check, Kind::Sitting, Kind::Measure];
    let start = journal.day_starts_at();
    let own = days(journal, period.from, period.to);
    let mut logged: BTreeSet<NaiveDate> =
        own.iter().filter(|day| day.worst.is_some() || !day.runs.is_empty()).map(|day| day.date).collect();
    for kind in LIVED {
        logged.extend(journal.items(kind).map(|item| item.at().day(start)).filter(|&day| period.contains(day)));
    }
    logged.len()
}

/// True for a run with orthotics, false without; nothing where it names no gear although there was a pair by then.
pub fn with_orthotics(run: &Run, day: NaiveDate, pairs: &[(Id, NaiveDate)]) -> Option<bool> {
    let with = run.gear.iter().any(|id| pairs.iter().any(|(pair, _)| pair == id));
    let known = !run.gear.is_empty() || pairs.iter().all(|(_, came)| day < *came);
    known.then_some(with)
}

/// The pairs of orthotics, each with the day it came.
pub fn pairs_of_orthotics(journal: &Journal) -> Vec<(Id, NaiveDate)> {
    let start = journal.day_starts_at();
    let pairs = journal.gear.iter().filter(|gear| gear.what() == Worn::Orthotics);
    pairs.map(|gear| (gear.id, gear.at.day(start))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::kit::{Notes, back, last};
    use Surface::{Grass, Road};

    fn of(journal: &Journal) -> Vec<DayResponse> {
        let period = last(30);
        responses(journal, period, &Mornings::around(journal, period.from, period.to))
    }

    #[test]
    fn a_day_counts_where_its_own_morning_and_the_next_are_there() {
        let journal = Notes::default()
            .answer(20, 5000, Grass, 2, 1)
            .mornings(12..15, 2)
            .run(11, 5000, Grass) // three mornings before it could stand in, but never do here
            .morning(10, 3)
            .answer(5, 5000, Road, 4, -2)
            .done();
        let found: Vec<_> = of(&journal).into_iter().map(|one| (one.day, one.change, one.surface)).collect();
        let expected =
            [(back(20), 1, Some(Grass)), (back(14), 0, None), (back(13), 0, None), (back(5), -2, Some(Road))];
        assert_eq!(found, expected);
    }

    #[test]
    fn runs_that_share_a_morning_count_once_and_only_where_they_agree() {
        let alike = Notes::default().answer(5, 5000, Grass, 2, 1).run(5, 3000, Grass).done();
        let both = of(&alike);
        assert_eq!((both.len(), both[0].runs, both[0].surface, both[0].distance_m), (1, 2, Some(Grass), Some(8000)));
        let unlike = of(&Notes::default().answer(5, 5000, Grass, 2, 1).run(5, 3000, Road).done());
        assert_eq!((unlike.len(), unlike[0].surface), (1, None));
        let next_day = of(&Notes::default().answer(5, 5000, Grass, 2, 1).run(4, 3000, Road).morning(3, 2).done());
        assert_eq!(next_day.iter().map(|one| one.surface).collect::<Vec<_>>(), [Some(Grass), Some(Road)]);
    }

    #[test]
    fn three_mornings_make_a_summary_and_one_can_settle() {
        let journal =
            |n: u64| (0..n).fold(Notes::default(), |notes, i| notes.answer(25 - 3 * i, 5000, Grass, 2, 1)).done();
        let of = |n: u64| summary(of(&journal(n)).iter().filter(|one| one.surface == Some(Grass)));
        let none = of(0);
        assert_eq!((none.n, none.median.is_err(), none.settled.is_err()), (0, true, true));
        let two = of(2);
        assert_eq!((two.n, two.settled.clone()), (2, Ok(0)));
        assert_eq!(two.median, Err("3 mornings needed to summarise, there are 2".into()));
        let three = of(3);
        assert_eq!((three.median, three.range), (Ok(1.0), Ok((1, 1))));
    }

    #[test]
    fn a_day_is_logged_by_whatever_was_lived_on_it() {
        let journal =
            Notes::default().morning(3, 2).worst(3, 4).run(2, 5000, Grass).massage(1).marker(0, "chair").done();
        assert_eq!(days_logged(&journal, last(7)), 3);
        assert_eq!(days_logged(&journal, last(3)), 2);
        assert_eq!(days_logged(&journal, last(1)), 0, "a change that is marked is not a day logged");
    }
}
