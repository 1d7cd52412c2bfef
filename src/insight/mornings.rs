//! What my mornings say after runs: the change from the morning of a run's day to the next one, run by run.
//!
//! Source: `clinical.md` 11.1 and 11.5: one change a run, none where another run lies between its two readings, no
//! stand-in for a missing morning, no median under three.

use std::fmt;

use chrono::{Days, NaiveDate};

use super::days::days;
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Surface};

/// Changes that a median needs.
pub const LEAST: usize = 3;
/// Changes that a comparison needs.
const COMPARED: usize = 5;

/// A run, and how the next morning compared with its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change<'a> {
    /// The run.
    pub run: &'a Run,
    /// Its journal day.
    pub day: NaiveDate,
    /// Next morning less the day's own, points; nothing where either is missing, or another run was on the same day.
    pub points: Option<i32>,
}

/// The runs of the days from the first to the last, oldest first, each with its change. Each entry is looked at once.
pub fn changes<'a>(journal: &'a Journal, first: NaiveDate, last: NaiveDate) -> Vec<Change<'a>> {
    let days = days(journal, first, last.checked_add_days(Days::new(1)).unwrap_or(last));
    let change = |(day, run): (NaiveDate, &'a Run)| {
        let place = usize::try_from((day - first).num_days()).unwrap_or(usize::MAX);
        let (own, next) = (days.get(place), place.checked_add(1).and_then(|next| days.get(next)));
        let alone = own.is_some_and(|own| own.runs.len() == 1);
        let points = own.and_then(|own| own.morning).zip(next.and_then(|next| next.morning)).filter(|_| alone);
        let points = points.map(|(own, next)| i32::from(next.number()) - i32::from(own.number()));
        Change { run, day, points }
    };
    journal.runs_between(first, last).map(change).collect()
}

/// The ground that a run counts for: its longest stretch, as on the charts.
pub fn ground(run: &Run) -> Option<Surface> {
    run.surfaces.iter().rev().max_by_key(|stretch| stretch.distance_m).map(|stretch| stretch.surface)
}

/// Some changes, summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mornings {
    /// How many changes there are.
    pub n: usize,
    /// Their median and ends, points; nothing under three of them.
    pub known: Option<Spread>,
}

/// The median and the ends of some changes, points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The lowest.
    pub low: i32,
    /// The highest.
    pub high: i32,
}

impl Mornings {
    /// Sums changes up.
    pub fn of(changes: impl IntoIterator<Item = i32>) -> Self {
        let mut all: Vec<i32> = changes.into_iter().collect();
        all.sort_unstable();
        let n = all.len();
        let known = (n >= LEAST).then(|| Spread {
            median: f64::from(all[(n - 1) / 2] + all[n / 2]) / 2.0,
            low: all[0],
            high: all[n - 1],
        });
        Self { n, known }
    }
}

/// In words, with n: `+1 next morning (−1 to +2, n 4)`, or what is still missing.
impl fmt::Display for Mornings {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (&self.known, self.n) {
            (Some(spread), n) => {
                let (median, low, high) =
                    (signed(spread.median), signed(spread.low.into()), signed(spread.high.into()));
                let few = if n < COMPARED { ", too few to compare" } else { "" };
                write!(f, "{median} next morning ({low} to {high}, n {n}{few})")
            }
            (None, 0) => write!(f, "no run with both mornings yet; {LEAST} needed"),
            (None, n) => write!(f, "{LEAST} needed to sum up, you have {n}"),
        }
    }
}

/// A change with its sign: `+1`, `−0.5`, `0`.
pub fn signed(points: f64) -> String {
    let shown = format!("{:.1}", points.abs());
    let shown = shown.strip_suffix(".0").unwrap_or(&shown);
    match points {
        _ if shown == "0" => shown.to_owned(),
        points if points < 0.0 => format!("\u{2212}{shown}"),
        _ => format!("+{shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::pain::{Moment, Pain};
    use crate::domain::runs::Stretch;

    fn journal(mornings: &[(&str, u8)], runs: &[&str]) -> Journal {
        let mut journal = Journal::default();
        for (n, &(day, level)) in mornings.iter().enumerate() {
            let at = At::parse(&format!("2026-11-{day}T07:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n as u128)), at);
            (pain.level, pain.moment) = (Level::new(level).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        for (n, at) in runs.iter().enumerate() {
            let at = At::parse(&format!("2026-11-{at}:00:00+01:00")).unwrap();
            journal.runs.push(Run::blank(Id(uuid::Uuid::from_u128(100 + n as u128)), at));
        }
        journal
    }

    fn points(journal: &Journal) -> Vec<Option<i32>> {
        let (first, last) = ("2026-11-10".parse().unwrap(), "2026-11-14".parse().unwrap());
        changes(journal, first, last).into_iter().map(|change| change.points).collect()
    }

    #[test]
    fn a_run_has_a_change_where_both_mornings_are_there_and_no_other_run_lies_between() {
        let mornings = [("10", 2), ("11", 4), ("12", 3), ("13", 3), ("15", 1)];
        assert_eq!(points(&journal(&mornings, &["10T18", "11T18", "12T18"])), [Some(2), Some(-1), Some(0)]);
        assert_eq!(points(&journal(&mornings, &["10T18", "10T20", "11T18"])), [None, None, Some(-1)], "two on a day");
        assert_eq!(points(&journal(&mornings, &["13T18", "14T18"])), [None, None], "a missing morning is a gap");
        assert_eq!(points(&journal(&mornings, &["09T18", "15T18"])), [], "outside the days");
    }

    #[test]
    fn a_split_run_counts_for_its_longest_stretch() {
        let mut run = journal(&[], &["10T18"]).runs.remove(0);
        assert_eq!(ground(&run), None);
        let part = |surface, metres| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
        run.surfaces = vec![part(Surface::Road, 2000), part(Surface::Grass, 3000)];
        assert_eq!(ground(&run), Some(Surface::Grass));
    }

    #[test]
    fn under_three_changes_nothing_is_summed_up() {
        for (changes, says) in [
            (vec![], "no run with both mornings yet; 3 needed"),
            (vec![1, 5], "3 needed to sum up, you have 2"),
            (vec![2, -1, 0], "0 next morning (\u{2212}1 to +2, n 3, too few to compare)"),
            (vec![2, 1, 1, 2], "+1.5 next morning (+1 to +2, n 4, too few to compare)"),
            (vec![-2, -1, -1, 0, -1], "\u{2212}1 next morning (\u{2212}2 to 0, n 5)"),
        ] {
            assert_eq!(Mornings::of(changes).to_string(), says);
        }
    }
}
