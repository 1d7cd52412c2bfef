//! The 24-hour tail of a run: the morning before it, the morning after it, and whether the second says it settled.
//!
//! Source: the pain-monitoring model (Silbernagel 2007) and the rules of Vincent & Vincent 2017; the cut of two points
//! is ours, above the noise of a single reading.

use chrono::{Days, NaiveDate};

use super::days::{Median, days, median};
use crate::domain::journal::Journal;
use crate::domain::level::Level;

/// Days before a run whose mornings may stand in for a missing one.
const BASE_DAYS: u64 = 7;
/// How many of those mornings there must be.
const BASE_LEAST: usize = 3;
/// A rise of the next morning by this many points is not settled.
const NOT_SETTLED_RISE: i16 = 2;
/// A next morning at this level is not settled, whatever the base.
const NOT_SETTLED_LEVEL: u8 = 6;

/// Where a base comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseFrom {
    /// The morning of the run's own day.
    Morning,
    /// The median of at least three mornings of the seven days before.
    MorningsBefore,
}

/// How the morning after compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Two points or more above the base, or at 6 or more.
    NotSettled,
    /// A point above the base.
    Watch,
    /// No higher than the base.
    Settled,
}

/// The mornings around a run's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// The level to compare with, and where it comes from.
    pub base: Option<(Median, BaseFrom)>,
    /// The morning level of the day after.
    pub next: Option<Level>,
}

/// The mornings around a day.
pub fn tail(journal: &Journal, day: NaiveDate) -> Tail {
    let before = usize::try_from(BASE_DAYS).unwrap_or(0);
    let all = mornings(journal, day - Days::new(BASE_DAYS), before + 2);
    let own = all[before].and_then(|level| median(vec![level])).map(|base| (base, BaseFrom::Morning));
    let stand_in = || {
        let known: Vec<Level> = all[..before].iter().flatten().copied().collect();
        let base = if known.len() < BASE_LEAST { None } else { median(known) };
        base.map(|base| (base, BaseFrom::MorningsBefore))
    };
    Tail { base: own.or_else(stand_in), next: all[before + 1] }
}

/// The morning levels of so many days on end.
fn mornings(journal: &Journal, first: NaiveDate, count: usize) -> Vec<Option<Level>> {
    days(journal, first, first + Days::new(count.saturating_sub(1) as u64)).iter().map(|day| day.morning).collect()
}

impl Tail {
    /// Whether the run settled; nothing where either morning is missing.
    pub fn settled(&self) -> Option<Settled> {
        let (base, next) = (self.base?.0, self.next?);
        let rise_halves = i16::from(next.number()) * 2 - i16::from(base.halves());
        Some(match rise_halves {
            _ if next.number() >= NOT_SETTLED_LEVEL => Settled::NotSettled,
            rise if rise >= NOT_SETTLED_RISE * 2 => Settled::NotSettled,
            rise if rise >= 2 => Settled::Watch,
            _ => Settled::Settled,
        })
    }
}

/// How mornings changed from the seven days before to the last seven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekToWeek {
    /// Two points or more higher.
    Rising,
    /// One to under two points higher.
    CreepingUp,
    /// Neither.
    SteadyOrFalling,
    /// Fewer than four mornings in one of the two weeks.
    NotEnoughMornings,
}

/// The mornings of the week up to a day against those of the week before it.
pub fn week_to_week(journal: &Journal, day: NaiveDate) -> WeekToWeek {
    const LEAST: usize = 4;
    let all = mornings(journal, day - Days::new(13), 14);
    let week = |mornings: &[Option<Level>]| {
        let known: Vec<Level> = mornings.iter().flatten().copied().collect();
        if known.len() < LEAST { None } else { median(known) }
    };
    let (Some(before), Some(last)) = (week(&all[..7]), week(&all[7..])) else { return WeekToWeek::NotEnoughMornings };
    match i16::from(last.halves()) - i16::from(before.halves()) {
        rise if rise >= 4 => WeekToWeek::Rising,
        rise if rise >= 2 => WeekToWeek::CreepingUp,
        _ => WeekToWeek::SteadyOrFalling,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::{Moment, Pain};

    /// Mornings counted back from 23 November 2026: `(days back, level)`.
    fn mornings(levels: &[(u64, u8)]) -> Journal {
        let mut journal = Journal::default();
        for (n, &(back, number)) in levels.iter().enumerate() {
            let day = today().checked_sub_days(Days::new(back)).unwrap();
            let mut pain =
                Pain::blank(Id(uuid::Uuid::from_u128(n as u128)), At::parse(&format!("{day}T07:00:00+01:00")).unwrap());
            (pain.level, pain.moment) = (Level::new(number).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        journal.sort();
        journal
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn settled(base: u8, next: u8) -> Option<Settled> {
        tail(&mornings(&[(1, base), (0, next)]), today().pred_opt().unwrap()).settled()
    }

    #[test]
    fn a_run_settles_where_the_next_morning_is_no_higher() {
        for (base, next, expected) in [
            (2, 2, Settled::Settled),
            (5, 0, Settled::Settled),
            (2, 3, Settled::Watch),
            (2, 4, Settled::NotSettled),
            (4, 5, Settled::Watch),
            (5, 6, Settled::NotSettled),
            (6, 6, Settled::NotSettled),
            (9, 6, Settled::NotSettled),
            (9, 5, Settled::Settled),
        ] {
            assert_eq!(settled(base, next), Some(expected), "{base} {next}");
        }
    }

    #[test]
    fn a_missing_morning_is_never_filled_in() {
        assert_eq!(tail(&mornings(&[(1, 2)]), today().pred_opt().unwrap()).settled(), None);
        assert_eq!(tail(&mornings(&[(0, 2)]), today().pred_opt().unwrap()).settled(), None);
    }

    #[test]
    fn three_mornings_of_the_week_before_may_stand_in_for_the_base() {
        let day = today().pred_opt().unwrap(); // the run; the week before it is 2 to 8 days back
        let two = tail(&mornings(&[(2, 2), (8, 2), (9, 2), (0, 2)]), day);
        assert_eq!(two.base, None);
        let three = tail(&mornings(&[(2, 2), (5, 3), (8, 3), (0, 4)]), day);
        assert_eq!(
            three.base.map(|(base, from)| (base.to_string(), from)),
            Some(("3".into(), BaseFrom::MorningsBefore))
        );
        assert_eq!(three.settled(), Some(Settled::Watch));
        let between = tail(&mornings(&[(2, 2), (4, 2), (5, 3), (8, 3), (0, 4)]), day);
        assert_eq!(between.settled(), Some(Settled::Watch), "a rise of 1.5");
        let half = tail(&mornings(&[(2, 2), (4, 2), (5, 3), (8, 3), (0, 3)]), day);
        assert_eq!(half.settled(), Some(Settled::Settled), "a rise of 0.5");
    }

    #[test]
    fn weeks_are_compared_by_medians_of_four_mornings_or_more() {
        let weeks = |last: &[u8], before: &[u8]| {
            let last = last.iter().enumerate().map(|(i, &level)| (i as u64, level));
            let before = before.iter().enumerate().map(|(i, &level)| (i as u64 + 7, level));
            week_to_week(&mornings(&last.chain(before).collect::<Vec<_>>()), today())
        };
        assert_eq!(weeks(&[4, 4, 4, 4], &[2, 2, 2, 2]), WeekToWeek::Rising);
        assert_eq!(weeks(&[4, 4, 3, 3], &[2, 2, 2, 2]), WeekToWeek::CreepingUp);
        assert_eq!(weeks(&[3, 3, 3, 3], &[2, 2, 2, 2]), WeekToWeek::CreepingUp);
        assert_eq!(weeks(&[3, 3, 2, 2], &[2, 2, 2, 2]), WeekToWeek::SteadyOrFalling);
        assert_eq!(weeks(&[0; 7], &[5; 7]), WeekToWeek::SteadyOrFalling);
        assert_eq!(weeks(&[4, 4, 4], &[2, 2, 2, 2]), WeekToWeek::NotEnoughMornings);
        assert_eq!(weeks(&[4, 4, 4, 4], &[2, 2, 2]), WeekToWeek::NotEnoughMornings);
    }
}
