//! When the notes of two weeks suggest to see someone: two runs judged ease or stop, or a level on most days.
//!
//! Source: our own rule on the pain-monitoring model (clinical facts 2.5). It names no cause and takes no decision.

use chrono::NaiveDate;

use super::days::days;
use super::period::Period;
use super::runs::{Run, runs};
use super::tail::Mornings;
use super::verdict::Verdict;
use super::warnings::warning;
use crate::domain::journal::Journal;
use crate::domain::level::Level;

/// Days looked back, today included.
const DAYS: u64 = 14;
/// Runs judged ease or stop that are enough.
const RUNS: usize = 2;
/// A day from this level on counts.
const LEVEL: u8 = 3;
/// More than half of the fourteen days are most of them.
const MOST_DAYS: usize = 8;

/// A suggestion to see a physio or a doctor, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeeSomeone {
    /// The reasons, in words.
    pub reasons: Vec<String>,
    /// The same as plain counts of the last fourteen days, each with what it is counted of.
    pub counts: Vec<String>,
}

impl SeeSomeone {
    /// The suggestion in a line of 80 columns, with its first reason.
    pub fn short(&self) -> String {
        format!("to show a physio or doctor: {}", self.reasons.first().map_or("", String::as_str))
    }

    /// The suggestion in a sentence.
    pub fn says(&self) -> String {
        format!("It may be time to show a physio or a doctor: {}.", self.reasons.join("; "))
    }
}

/// The suggestion of the two weeks up to a day; nothing where there is no reason for it, or while a warning sign is open
/// that says more.
pub fn see_someone(journal: &Journal, today: NaiveDate) -> Option<SeeSomeone> {
    if warning(journal, today).is_some_and(|warning| warning.silences()) {
        return None;
    }
    let period = Period::of_days(DAYS, today);
    let mornings = Mornings::around(journal, period.from, period.to);
    let eased = |run: &&Run| matches!(run.verdict, Verdict::Ease | Verdict::Stop);
    let runs = runs(journal, period, today, &mornings);
    let (all, eased) = (runs.len(), runs.iter().filter(eased).count());
    let days: Vec<Level> = days(journal, period.from, period.to).iter().filter_map(|day| day.worst).collect();
    let (known, bad) = (days.len(), days.iter().filter(|level| level.number() >= LEVEL).count());
    let found = [
        (eased >= RUNS).then(|| {
            let count = format!(
                "{eased} of {all} runs with a rise, a limp, sharp pain, 6 or more, or a higher next morning or week"
            );
            (format!("{eased} runs in {DAYS} days were judged ease or stop"), count)
        }),
        (bad >= MOST_DAYS).then(|| {
            let count = format!("pain {LEVEL} or more on {bad} of {known} days");
            (format!("a level of {LEVEL} or more on {bad} of {DAYS} days"), count)
        }),
    ];
    let (reasons, counts): (Vec<String>, Vec<String>) = found.into_iter().flatten().unzip();
    (!reasons.is_empty()).then_some(SeeSomeone { reasons, counts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::runs::Surface::Grass;
    use crate::insight::kit::{Notes, today};

    #[test]
    fn two_runs_judged_ease_or_stop_in_fourteen_days_are_a_reason() {
        let limped = |days: u64, notes: Notes| notes.run(days, 5000, Grass).but(|run| run.limp = true);
        let of = |notes: Notes| see_someone(&notes.done(), today()).map(|some| some.reasons.len());
        assert_eq!(of(limped(13, Notes::default())), None);
        assert_eq!(of(limped(13, limped(14, Notes::default()))), None, "the first is fifteen days old");
        assert_eq!(of(limped(13, limped(0, Notes::default()))), Some(1));
        let eased = Notes::default().answer(8, 5000, Grass, 1, 2).answer(3, 5000, Grass, 1, 2);
        assert_eq!(of(eased), Some(1));
        let limped = limped(13, limped(0, Notes::default())).run(2, 5000, Grass).done();
        let counts = see_someone(&limped, today()).unwrap().counts;
        assert!(counts[0].starts_with("2 of 3 runs with a rise, a limp"), "{counts:?}");
        let held = Notes::default().answer(8, 5000, Grass, 1, 1).answer(3, 5000, Grass, 1, 1);
        assert_eq!(of(held), None);
    }

    #[test]
    fn three_or_more_on_eight_of_fourteen_days_is_a_reason() {
        let of = |days: std::ops::Range<u64>, number: u8| {
            let notes = days.fold(Notes::default(), |notes, day| notes.worst(day, number));
            see_someone(&notes.done(), today()).map(|some| some.says())
        };
        assert_eq!(of(0..7, 9), None);
        assert_eq!(of(0..14, 2), None);
        assert_eq!(of(7..21, 3), None, "half of them are no longer in the two weeks");
        let says = of(0..8, 3).unwrap();
        assert_eq!(says, "It may be time to show a physio or a doctor: a level of 3 or more on 8 of 14 days.");
        for word in ["safe", "should", "must", "because"] {
            assert!(!says.contains(word));
        }
    }
}
