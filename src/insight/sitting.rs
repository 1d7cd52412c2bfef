//! Sitting: the timer that runs, and how long it was possible week by week.
//!
//! A sitting without pain lasted at least its minutes. So a median is said to be "at least" where such a one lies at
//! it or below: the true one can then only be longer.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::sitting::Sitting;
use crate::insight::responses::SUMMARY_LEAST;

/// A sitting that was begun longer ago than this was forgotten, hours.
const LONGEST_TIMER: i64 = 12;

/// The sitting that goes on now: the newest without its minutes, begun in the last twelve hours.
pub fn running(journal: &Journal, now: At) -> Option<&Sitting> {
    let from = now.0.checked_sub_signed(TimeDelta::hours(LONGEST_TIMER))?;
    let recent = journal.sitting.iter().rev().take_while(|one| one.at.0 >= from);
    recent.filter(|one| one.at <= now).find(|one| one.is_open())
}

/// The newest sitting without its minutes that was begun longer ago: left behind.
pub fn left_behind(journal: &Journal, now: At) -> Option<&Sitting> {
    let open = journal.sitting.iter().rev().filter(|one| one.at <= now).find(|one| one.is_open());
    open.filter(|_| running(journal, now).is_none())
}

/// Whole minutes from one moment to another; at least one, so that what was begun by mistake can be seen.
pub fn minutes_between(from: At, to: At) -> u32 {
    let seconds = (to.0 - from.0).num_seconds().max(0);
    u32::try_from((seconds + 30) / 60).unwrap_or(u32::MAX).max(1)
}

/// Some sittings, summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sittings {
    /// How many there are.
    pub n: usize,
    /// How many of them were without pain.
    pub painless: usize,
    /// Their median; nothing under three.
    pub median: Option<MinutesMedian>,
}

/// A median of minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinutesMedian {
    /// Minutes.
    pub minutes: f64,
    /// True where the true one can only be longer.
    pub at_least: bool,
}

/// `22.5 min`, `at least 60 min`.
impl fmt::Display for MinutesMedian {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{} min", if self.at_least { "at least " } else { "" }, self.minutes)
    }
}

impl Sittings {
    /// Sums sittings up; one that still goes on does not count.
    pub fn of<'a>(sittings: impl Iterator<Item = &'a Sitting>) -> Self {
        let mut all: Vec<(u32, bool)> = sittings.filter_map(|one| Some((one.minutes?, one.painless))).collect();
        all.sort_unstable();
        let n = all.len();
        let median = (n >= SUMMARY_LEAST).then(|| {
            let (low, high) = (all[(n - 1) / 2].0, all[n / 2].0);
            let at_least = all.iter().any(|&(minutes, painless)| painless && minutes <= high);
            MinutesMedian { minutes: (f64::from(low) + f64::from(high)) / 2.0, at_least }
        });
        Self { n, painless: all.iter().filter(|(_, painless)| *painless).count(), median }
    }
}

/// A week of sitting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SittingWeek {
    /// Its first day.
    pub first: NaiveDate,
    /// Its sittings.
    pub sittings: Sittings,
}

/// The last weeks, oldest first, the one of today last; weeks without a sitting are there.
pub fn weeks(journal: &Journal, today: NaiveDate, count: u64) -> Vec<SittingWeek> {
    let start = journal.day_starts_at();
    let back = today.weekday().days_since(journal.settings.week_starts_on.weekday());
    let this = today.checked_sub_days(Days::new(back.into())).unwrap_or(today);
    let firsts = (0..count).rev().filter_map(|back| this.checked_sub_days(Days::new(back * 7)));
    let firsts: Vec<NaiveDate> = firsts.collect();
    let Some(&oldest) = firsts.first() else { return Vec::new() };
    // an earlier moment may lie on a later day, at another place of the world; never by more than two
    let near = journal.sitting.iter().rev().map(|one| (one.at.day(start), one));
    let near = near.take_while(|(day, _)| (oldest - *day).num_days() <= 2);
    let recent: Vec<(NaiveDate, &Sitting)> = near.filter(|(day, _)| (oldest..=today).contains(day)).collect();
    let week = |first: NaiveDate| {
        let within = recent.iter().filter(|(day, _)| (0..7).contains(&(*day - first).num_days()));
        SittingWeek { first, sittings: Sittings::of(within.map(|(_, one)| *one)) }
    };
    firsts.into_iter().map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;

    fn sitting(n: u128, at: &str, minutes: Option<u32>, painless: bool) -> Sitting {
        let at = At::parse(&format!("2026-11-{at}:00+01:00")).unwrap();
        Sitting { minutes, painless, ..Sitting::blank(Id(uuid::Uuid::from_u128(n)), at) }
    }

    fn of(all: &[(u32, bool)]) -> (usize, Option<String>) {
        let all: Vec<Sitting> =
            all.iter().map(|&(minutes, painless)| sitting(1, "20T12:00", Some(minutes), painless)).collect();
        let sum = Sittings::of(all.iter());
        (sum.n, sum.median.map(|median| median.to_string()))
    }

    #[test]
    fn a_median_needs_three_and_says_where_it_can_only_be_longer() {
        assert_eq!(of(&[]), (0, None));
        assert_eq!(of(&[(20, false), (30, false)]), (2, None));
        assert_eq!(of(&[(20, false), (30, false), (25, false)]), (3, Some("25 min".into())));
        assert_eq!(of(&[(20, false), (30, false), (25, false), (40, false)]), (4, Some("27.5 min".into())));
        assert_eq!(
            of(&[(20, false), (25, false), (60, true)]),
            (3, Some("25 min".into())),
            "longer ones change nothing"
        );
        assert_eq!(of(&[(20, true), (25, false), (60, false)]), (3, Some("at least 25 min".into())));
        assert_eq!(of(&[(20, false), (25, true), (60, false)]), (3, Some("at least 25 min".into())));
        let even = [(20, false), (25, false), (30, true), (60, false)];
        assert_eq!(of(&even), (4, Some("at least 27.5 min".into())));
    }

    #[test]
    fn what_still_goes_on_is_found_for_twelve_hours_and_never_counted() {
        let now = At::parse("2026-11-23T20:00:00+01:00").unwrap();
        let mut journal = Journal {
            sitting: vec![sitting(1, "23T07:59", None, false), sitting(2, "23T09:00", Some(20), false)],
            ..Journal::default()
        };
        assert_eq!(running(&journal, now), None);
        journal.sitting.insert(1, sitting(3, "23T08:00", None, false));
        assert_eq!(running(&journal, now).map(|one| one.id), Some(Id(uuid::Uuid::from_u128(3))));
        journal.sitting.push(sitting(4, "23T20:01", None, false));
        assert_eq!(running(&journal, now).map(|one| one.id), Some(Id(uuid::Uuid::from_u128(3))), "not one to come");
        assert_eq!(Sittings::of(journal.sitting.iter()).n, 1);
    }

    #[test]
    fn minutes_are_rounded_and_never_none() {
        let at = |text: &str| At::parse(&format!("2026-11-23T{text}+01:00")).unwrap();
        for (from, to, minutes) in [
            ("14:00:00", "14:00:10", 1),
            ("14:00:00", "14:01:29", 1),
            ("14:00:00", "14:01:30", 2),
            ("14:00:00", "14:25:00", 25),
            ("14:00:00", "13:00:00", 1),
        ] {
            assert_eq!(minutes_between(at(from), at(to)), minutes, "{from} {to}");
        }
    }

    #[test]
    fn weeks_are_summed_up_apart() {
        let journal = Journal {
            sitting: vec![
                sitting(1, "08T12:00", Some(5), false),
                sitting(2, "09T12:00", Some(10), false),
                sitting(3, "15T23:00", Some(20), false),
                sitting(4, "16T03:00", Some(30), true),
                sitting(5, "16T12:00", Some(40), false),
            ],
            ..Journal::default()
        };
        let weeks = weeks(&journal, "2026-11-23".parse().unwrap(), 3);
        let shown: Vec<_> = weeks.iter().map(|week| (week.first.to_string(), week.sittings.n)).collect();
        assert_eq!(shown, [("2026-11-09".into(), 3), ("2026-11-16".into(), 1), ("2026-11-23".into(), 0)]);
        assert_eq!(weeks[0].sittings.median.map(|median| median.to_string()), Some("20 min".into()));
        assert_eq!(weeks[0].sittings.painless, 1);
    }
}
