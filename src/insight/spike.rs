//! The spike check: a run against the longest of the 30 days before it.
//!
//! Source: Schuster Brandt Frandsen 2025, 5,205 runners; an association among runners in general, not a forecast for one.

use chrono::{Days, NaiveDate};

use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::words::words;

/// Days before the run's day that are looked at.
const DAYS: u64 = 30;

words! {
    /// How much longer a run is than the longest before it. An exact 1.10, 1.30 or 2.00 belongs to the lower class.
    Class, "class of spike" {
        /// At most 10 % longer.
        None = "none",
        /// Over 10 % to 30 %.
        Small = "small",
        /// Over 30 % to twice as long.
        Moderate = "moderate",
        /// More than twice as long.
        Large = "large",
        /// No run with a distance in those days, or none of its own.
        NoBaseline = "no_baseline",
    }
}

/// A run against the longest before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spike {
    /// The longest run of the days D−30 … D−1 and earlier on day D, metres.
    pub longest_m: Option<u32>,
    /// The run's distance over that one's.
    pub ratio: Option<f64>,
    /// Its class.
    pub class: Class,
}

/// Compares a run, saved or not, with the runs before it.
pub fn spike(journal: &Journal, run: &Run) -> Spike {
    let longest_m = longest(journal, run).and_then(|(_, run)| run.distance_m);
    match (run.distance_m, longest_m) {
        (Some(metres @ 1..), Some(longest)) => {
            Spike { longest_m, ratio: Some(f64::from(metres) / f64::from(longest)), class: class(metres, longest) }
        }
        _ => Spike { longest_m, ratio: None, class: Class::NoBaseline },
    }
}

/// The longest run of the 30 days before a run, with its day; the later of two that are even. What was before is told by
/// the instant: across time zones a later run may bear an earlier date.
pub fn longest<'a>(journal: &'a Journal, run: &Run) -> Option<(NaiveDate, &'a Run)> {
    let day = run.at.day(journal.day_starts_at());
    let first = day.checked_sub_days(Days::new(DAYS)).unwrap_or(day);
    let before = journal.runs_between(first, day.checked_add_days(Days::new(2)).unwrap_or(day));
    let earlier = before.filter(|(_, other)| (other.at, other.id) < (run.at, run.id));
    let far = |(_, run): &(NaiveDate, &Run)| run.distance_m.filter(|&metres| metres > 0);
    earlier.filter(|one| far(one).is_some()).max_by_key(|one| (far(one), one.1.at))
}

/// The class of a distance, both in metres.
fn class(metres: u32, longest: u32) -> Class {
    let (metres, longest) = (u64::from(metres), u64::from(longest));
    match () {
        () if metres > 2 * longest => Class::Large,
        () if 10 * metres > 13 * longest => Class::Moderate,
        () if 10 * metres > 11 * longest => Class::Small,
        () => Class::None,
    }
}

/// The longest distance that is no spike after `longest`, metres.
pub fn within_ten_percent(longest_m: u32) -> u32 {
    u32::try_from(u64::from(longest_m) * 11 / 10).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;

    fn run(n: u128, at: &str, metres: Option<u32>) -> Run {
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(n)), At::parse(at).unwrap());
        run.distance_m = metres;
        run
    }

    #[test]
    fn the_edges_belong_to_the_lower_class() {
        for (metres, expected) in [
            (11_000, Class::None),
            (11_001, Class::Small),
            (13_000, Class::Small),
            (13_001, Class::Moderate),
            (20_000, Class::Moderate),
            (20_001, Class::Large),
            (5_000, Class::None),
        ] {
            assert_eq!(class(metres, 10_000), expected, "{metres}");
        }
        assert_eq!(class(within_ten_percent(8_005), 8_005), Class::None);
        assert_eq!(class(within_ten_percent(8_005) + 1, 8_005), Class::Small);
        assert_eq!(class(u32::MAX, u32::MAX), Class::None);
    }

    #[test]
    fn thirty_days_back_count_and_so_do_earlier_runs_of_the_day() {
        let mut journal = Journal::default();
        journal.runs.push(run(1, "2026-10-23T12:00:00+01:00", Some(20_000)));
        journal.runs.push(run(2, "2026-10-24T12:00:00+01:00", Some(8_000)));
        journal.runs.push(run(3, "2026-11-20T12:00:00+01:00", None));
        let longest = |journal: &Journal, at: &str| spike(journal, &run(9, at, Some(8_000))).longest_m;
        assert_eq!(longest(&journal, "2026-11-23T12:00:00+01:00"), Some(8_000), "31 days back is too far");
        assert_eq!(longest(&journal, "2026-11-22T12:00:00+01:00"), Some(20_000));
        assert_eq!(longest(&journal, "2026-11-24T12:00:00+01:00"), None);
        journal.runs.push(run(4, "2026-11-24T08:00:00+01:00", Some(3_000)));
        assert_eq!(longest(&journal, "2026-11-24T12:00:00+01:00"), Some(3_000));
        assert_eq!(longest(&journal, "2026-11-24T07:00:00+01:00"), None);
    }

    #[test]
    fn what_was_before_is_told_by_the_instant_not_by_the_date() {
        let mut journal = Journal::default();
        let (singapore, angeles) = ("2026-11-25T06:00:00+08:00", "2026-11-24T20:00:00-08:00");
        let (first, second) = (run(1, singapore, Some(5_000)), run(2, angeles, Some(20_000)));
        journal.runs = vec![first.clone(), second.clone()];
        assert_eq!(spike(&journal, &first).longest_m, None, "the run of the 24th came six hours later");
        assert_eq!(spike(&journal, &second).longest_m, Some(5_000));
    }

    #[test]
    fn without_a_baseline_nothing_is_a_spike() {
        let found = spike(&Journal::default(), &run(1, "2026-11-23T12:00:00+01:00", Some(8_000)));
        assert_eq!((found.class, found.ratio), (Class::NoBaseline, None));
    }
}
