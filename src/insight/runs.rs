//! The runs of a period, each with its 24 hours, its verdict, the spike check and the limits of its day.

use chrono::NaiveDate;

use super::days::Median;
use super::known::Known;
use super::limits::{Limits, limits};
use super::period::Period;
use super::spike::{Spike, spike};
use super::verdict::{Verdict, judge};
use crate::domain::checks::Tier;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::runs::{RunPain, Surface};
use crate::insight::next_morning::{BaseFrom, Mornings, Settled, next_missing};

/// A run and what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct RunSummary {
    /// Its id.
    pub id: Id,
    /// When it was.
    pub at: At,
    /// Its journal day.
    pub day: NaiveDate,
    /// Metres.
    pub distance_m: Option<u32>,
    /// Seconds.
    pub duration_s: Option<u32>,
    /// The surface of its longest part.
    pub surface: Option<Surface>,
    /// The surface in parts, each with its metres where they are known.
    pub surfaces: Vec<(Surface, Option<u32>)>,
    /// Pain before, during, after.
    pub pain: RunPain,
    /// The morning before, and where it comes from.
    pub base: Known<(Median, BaseFrom)>,
    /// The next morning.
    pub next: Known<Level>,
    /// Whether it settled.
    pub settled: Known<Settled>,
    /// True where another run of the day shares these mornings.
    pub shares_morning: bool,
    /// Its verdict.
    pub verdict: Verdict,
    /// The reasons of the verdict.
    pub reasons: Vec<String>,
    /// Against the longest of the 30 days before.
    pub spike: Spike,
    /// Against the limits of its day.
    pub limits: Limits,
    /// Effort times minutes, in no unit.
    pub load: Known<f64>,
}

/// The runs of a period, oldest first, as seen on a day.
pub fn runs(journal: &Journal, period: Period, today: NaiveDate, mornings: &Mornings) -> Vec<RunSummary> {
    let silences = silences(journal);
    let own: Vec<(NaiveDate, &crate::domain::runs::Run)> = journal.runs_between(period.from, period.to).collect();
    let one = |(place, &(day, run)): (usize, &(NaiveDate, &crate::domain::runs::Run))| {
        let warned = silences.iter().any(|&(from, until)| from <= day && until.is_none_or(|until| day < until));
        let (tail, judged) = (mornings.morning_pair_of_run(run, day), judge(run, day, mornings, today, warned));
        let beside = [place.wrapping_sub(1), place + 1].into_iter().filter_map(|place| own.get(place));
        RunSummary {
            id: run.id,
            at: run.at,
            day,
            distance_m: run.distance_m,
            duration_s: run.duration_s,
            surface: run.main_surface().0,
            surfaces: run.by_surface(),
            pain: run.pain.clone(),
            base: tail.base.ok_or_else(|| mornings.base_missing(day)),
            next: tail.next.ok_or_else(|| next_missing(day, today)),
            settled: tail.settled().ok_or_else(|| match tail.next {
                None => next_missing(day, today),
                Some(_) => mornings.base_missing(day),
            }),
            shares_morning: beside.into_iter().any(|(other, _)| *other == day),
            verdict: judged.verdict,
            reasons: judged.reasons,
            spike: spike(journal, run),
            limits: limits(journal, run),
            load: load(run),
        }
    };
    own.iter().enumerate().map(one).collect()
}

/// The load of a session: effort 0–10 times minutes.
///
/// Source: Foster 2001 (session RPE); shown as a sum, never judged.
pub fn load(run: &crate::domain::runs::Run) -> Known<f64> {
    let seconds = run.duration_s.ok_or("no time")?;
    let effort = run.effort.ok_or("no effort")?;
    Ok(f64::from(effort.number()) * f64::from(seconds) / 60.0)
}

/// From when until when a warning sign was open that silences everything else; the last day is no longer one of them.
fn silences(journal: &Journal) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let start = journal.day_starts_at();
    let ahead: Vec<_> = journal.ahead.checks().collect();
    let all = journal.checks.iter().chain(&ahead);
    let urgent = all.filter(|check| check.yes().any(|(_, tier)| tier >= Tier::Urgent));
    urgent.map(|check| (check.at.day(start), check.seen)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checks::{Answer, Check};
    use crate::domain::every_kind::Record;
    use crate::domain::when;
    use crate::insight::kit::{Notes, back, last, today};
    use crate::insight::spike::Class;
    use crate::insight::verdict::verdict;
    use crate::insight::warnings::warning;
    use Surface::{Grass, Road};

    fn of(journal: &Journal, days: u64) -> Vec<RunSummary> {
        let period = last(days);
        runs(journal, period, today(), &Mornings::around(journal, period.from, period.to))
    }

    #[test]
    fn each_run_has_its_mornings_or_the_reason_why_not() {
        let journal = Notes::default()
            .answer(9, 5000, Grass, 2, 1)
            .run(6, 5000, Road)
            .morning(5, 2)
            .morning(3, 2)
            .run(3, 5000, Road)
            .morning(0, 2)
            .run(0, 5000, Road)
            .done();
        let found = of(&journal, 14);
        let settled: Vec<_> = found.iter().map(|run| run.settled.clone()).collect();
        let why = |text: &str| Err(text.to_owned());
        let expected = [
            Ok(Settled::Watch),
            why("no morning level of its day, and fewer than three in the 7 days before"),
            why(&format!("no morning level on {}", when::say_day(back(2), today()))),
            why("the next morning is still to come"),
        ];
        assert_eq!(settled, expected);
        assert!(found[1].base.as_ref().unwrap_err().contains("fewer than three in the 7 days before"));
        assert_eq!(found[1].next.clone().map(Level::number), Ok(2));
    }

    #[test]
    fn runs_of_a_day_say_that_they_share_its_mornings() {
        let journal =
            Notes::default().run(3, 1000, Grass).run(2, 1000, Grass).run(2, 1000, Road).run(1, 1000, Road).done();
        let shares: Vec<bool> = of(&journal, 14).iter().map(|run| run.shares_morning).collect();
        assert_eq!(shares, [false, true, true, false]);
    }

    #[test]
    fn the_verdict_is_the_one_of_the_tabs_also_while_a_sign_is_open() {
        let mut journal =
            Notes::default().answer(9, 5000, Grass, 2, 3).answer(5, 9000, Road, 2, 0).answer(2, 5000, Road, 2, 0);
        let mut check = Check::blank(Id(uuid::Uuid::from_u128(900)), At::parse("2026-11-17T12:00:00+01:00").unwrap());
        (check.signs.saddle, check.seen) = (Some(Answer::Yes), Some(back(2)));
        journal.journal.checks.push(check);
        let journal = journal.done();
        let found = of(&journal, 14);
        for (run, own) in found.iter().zip(&journal.runs) {
            let warned = warning(&journal, run.day).is_some_and(|warning| warning.silences());
            let judged = verdict(&journal, own, today(), warned);
            assert_eq!((run.verdict, &run.reasons), (judged.verdict, &judged.reasons), "{}", run.day);
        }
        let said: Vec<_> = found.iter().map(|run| run.verdict).collect();
        assert_eq!(
            said,
            [Verdict::Ease, Verdict::WarningSign, Verdict::CannotJudge],
            "seen, so that it is open no more"
        );
        assert_eq!(found[1].spike.class, Class::Moderate);
    }

    #[test]
    fn a_load_is_effort_times_minutes_and_needs_both() {
        let with = |seconds: Option<u32>, effort: Option<u8>| {
            let journal = Notes::default().run(1, 5000, Grass).but(|run| {
                (run.duration_s, run.effort) = (seconds, effort.and_then(Level::new));
            });
            load(&journal.done().runs[0])
        };
        assert_eq!(with(Some(1800), Some(4)), Ok(120.0));
        assert_eq!(with(Some(1800), Some(0)), Ok(0.0));
        assert_eq!(with(None, Some(4)), Err("no time".into()));
        assert_eq!(with(Some(1800), None), Err("no effort".into()));
    }
}
