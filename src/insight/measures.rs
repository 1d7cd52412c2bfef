//! Own measures: the mean of my activities and how it changed, beside the pain that was logged meanwhile.
//!
//! Source: `clinical.md` 9: a mean change of 2 or more is large enough to notice; an answer about change mostly reflects
//! today, so that the logged pain always stands next to it.

use chrono::{Days, NaiveDate};

use super::days::{Median, median_of_worsts};
use crate::domain::journal::Journal;
use crate::domain::measures::Measure;
use crate::domain::names;

/// A mean change from which on it is large enough to notice, points of 0–10.
const NOTICEABLE: f64 = 2.0;
/// Days that the answer about change looks back.
const CHANGE_DAYS: u64 = 28;

/// The mean of the activities of a measure, 0–10, higher is better; nothing where none was scored.
pub fn mean(measure: &Measure) -> Option<f64> {
    let scores = measure.activities.iter().map(|one| f64::from(one.score.number()));
    (!measure.activities.is_empty()).then(|| scores.sum::<f64>() / measure.activities.len() as f64)
}

/// How my activities changed from one measure to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasureChange {
    /// The mean change of the activities that both score, points; higher is better.
    pub points: f64,
    /// How many those are.
    pub n: usize,
    /// True where it is large enough to notice.
    pub noticeable: bool,
}

/// The change from one measure to another; nothing where they have no activity in common.
pub fn change(from: &Measure, to: &Measure) -> Option<MeasureChange> {
    let score = |measure: &Measure, name: &str| {
        let found = measure.activities.iter().find(|one| names::same(&one.name, name));
        found.map(|one| f64::from(one.score.number()))
    };
    let both = to.activities.iter().filter_map(|one| {
        let now = f64::from(one.score.number());
        score(from, &one.name).map(|then| now - then)
    });
    let changes: Vec<f64> = both.collect();
    let n = changes.len();
    let points = changes.iter().sum::<f64>() / n as f64;
    (n > 0).then_some(MeasureChange { points, n, noticeable: points.abs() >= NOTICEABLE })
}

/// The last measure with activities and the first of those: where it began and where it is.
pub fn first_and_last(journal: &Journal) -> Option<(&Measure, &Measure)> {
    let mut scored = journal.measures.iter().filter(|one| !one.activities.is_empty());
    let first = scored.next()?;
    Some((first, scored.next_back().unwrap_or(first)))
}

/// The 7-day medians of the daily worst pain four weeks before a day and on it; each a gap where too little was logged.
pub fn pain_meanwhile(journal: &Journal, day: NaiveDate) -> (Option<Median>, Option<Median>) {
    let then = day.checked_sub_days(Days::new(CHANGE_DAYS));
    (then.and_then(|then| median_of_worsts(journal, then)), median_of_worsts(journal, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::measures::Activity;
    use crate::domain::pain::Pain;

    fn measure(n: u128, scores: &[(&str, u8)]) -> Measure {
        let at = At::parse("2026-11-23T12:00:00+01:00").unwrap();
        let one = |&(name, score): &(&str, u8)| Activity {
            name: name.into(),
            score: Level::new(score).unwrap(),
            extra: Default::default(),
        };
        let activities = scores.iter().map(one).collect();
        Measure { activities, ..Measure::blank(Id(uuid::Uuid::from_u128(n)), at) }
    }

    #[test]
    fn a_mean_is_of_what_was_scored() {
        assert_eq!(mean(&measure(1, &[])), None);
        assert_eq!(mean(&measure(1, &[("stairs", 0)])), Some(0.0));
        assert_eq!(mean(&measure(1, &[("stairs", 7), ("driving", 4)])), Some(5.5));
    }

    #[test]
    fn a_change_is_of_the_activities_in_common_and_is_noticeable_from_two_on() {
        let first = measure(1, &[("stairs", 3), ("driving", 4), ("dance", 0)]);
        let found = |scores: &[(&str, u8)]| change(&first, &measure(2, scores)).map(|c| (c.points, c.n, c.noticeable));
        assert_eq!(found(&[("Stairs", 5), ("driving", 6)]), Some((2.0, 2, true)));
        assert_eq!(found(&[("stairs", 5), ("driving", 5)]), Some((1.5, 2, false)));
        assert_eq!(found(&[("stairs", 1)]), Some((-2.0, 1, true)));
        assert_eq!(found(&[("chess", 10)]), None);
    }

    #[test]
    fn it_began_with_the_first_that_scored_something() {
        let journal = Journal {
            measures: vec![
                measure(1, &[]),
                measure(2, &[("stairs", 3)]),
                measure(3, &[("stairs", 5)]),
                measure(4, &[]),
            ],
            ..Journal::default()
        };
        let ids = |found: Option<(&Measure, &Measure)>| found.map(|(a, b)| (a.id.0.as_u128(), b.id.0.as_u128()));
        assert_eq!(ids(first_and_last(&journal)), Some((2, 3)));
        let one = Journal { measures: vec![measure(2, &[("stairs", 3)])], ..Journal::default() };
        assert_eq!(ids(first_and_last(&one)), Some((2, 2)));
        assert_eq!(first_and_last(&Journal::default()), None);
    }

    #[test]
    fn the_pain_meanwhile_is_a_gap_where_fewer_than_four_of_seven_days_have_a_level() {
        let mut journal = Journal::default();
        let levels = [(20, 11, 2), (21, 11, 2), (22, 11, 2), (23, 11, 2), (24, 10, 5), (25, 10, 5), (26, 10, 5)];
        for (n, (day, month, level)) in levels.iter().enumerate() {
            let at = At::parse(&format!("2026-{month}-{day}T21:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n as u128)), at);
            pain.level = Level::new(*level).unwrap();
            journal.pain.push(pain);
        }
        journal.sort();
        let (then, now) = pain_meanwhile(&journal, "2026-11-23".parse().unwrap());
        assert_eq!((then, now.map(|now| now.to_string())), (None, Some("2".into())));
    }
}
