//! When the notes suggest to see someone: a level of 3 or more on most days logged, a run judged stop, or three of the last
//! five judged runs ease.
//!
//! Source: our own rule on the pain-monitoring model (clinical facts 2.5). It names no cause and takes no decision.

use chrono::NaiveDate;

use super::days::days;
use super::period::Period;
use super::verdict::{Verdict, judge};
use super::warnings::silenced;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::runs::Run;
use crate::domain::words::counted;
use crate::insight::next_morning::Mornings;

/// Days looked back for levels and stops, today included.
const DAYS: u64 = 14;
/// A day from this level on counts.
const LEVEL: u8 = 3;
/// So many such days at least, and more than half of those with a level.
const BAD_LEAST: usize = 5;
/// Days looked back for judged runs: what is older says little about now.
const RUN_DAYS: u64 = 30;
/// Runs looked at, the last that were judged.
const JUDGED: usize = 5;
/// Of them judged ease that are enough; two are noise.
const EASED: usize = 3;

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
        format!("to see a physio or doctor: {}", self.reasons.first().map_or("", String::as_str))
    }

    /// The suggestion in a sentence.
    pub fn describe(&self) -> String {
        format!("It may be time to see a physio or a doctor: {}.", self.reasons.join("; "))
    }
}

/// The suggestion on a day; nothing where there is no reason for it, or beside a warning sign that says more.
pub fn see_someone(journal: &Journal, today: NaiveDate) -> Option<SeeSomeone> {
    if silenced(journal, today) {
        return None;
    }
    let (fortnight, month) = (Period::of_days(DAYS, today), Period::of_days(RUN_DAYS, today));
    let mornings = Mornings::around(journal, month.from, month.to);
    // what was recorded counts, also of runs made while a warning sign was open
    let recorded = |(day, run): (NaiveDate, &Run)| (day, judge(run, day, &mornings, today, false).verdict);
    let month: Vec<(NaiveDate, Verdict)> = journal.runs_between(month.from, month.to).map(recorded).collect();
    let lately: Vec<_> = month.iter().filter(|(day, _)| fortnight.contains(*day)).collect();
    let stops = lately.iter().filter(|(_, verdict)| *verdict == Verdict::Stop).count();
    let all = month.iter().rev().map(|(_, verdict)| *verdict);
    let judged: Vec<Verdict> = all.filter(|verdict| *verdict != Verdict::CannotJudge).take(JUDGED).collect();
    let eased = judged.iter().filter(|verdict| **verdict == Verdict::Ease).count();
    let days: Vec<Level> = days(journal, fortnight.from, today).iter().filter_map(|day| day.worst).collect();
    let (known, bad) = (days.len(), days.iter().filter(|level| level.number() >= LEVEL).count());
    let found = [
        (bad >= BAD_LEAST && bad * 2 > known).then(|| {
            let count = format!("pain {LEVEL} or more on {bad} of {known} days with a level");
            (format!("a level of {LEVEL} or more on {bad} of {known} days logged in two weeks"), count)
        }),
        (stops > 0).then(|| {
            let all = counted(lately.len(), "run", "runs");
            let count = format!("{stops} of {all} with a limp, sharp pain, a rise, or 6 or more");
            (format!("{} in two weeks with a STOP", counted(stops, "run", "runs")), count)
        }),
        (eased >= EASED).then(|| {
            let n = judged.len();
            let count = format!("a higher next morning or week after {eased} of the last {n} runs with both mornings");
            (format!("your mornings were worse after {eased} of the last {n} runs"), count)
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

    fn of(notes: Notes) -> usize {
        see_someone(&notes.done(), today()).map_or(0, |some| some.reasons.len())
    }

    #[test]
    fn one_stop_in_fourteen_days_is_a_reason() {
        let limped = |days: u64| Notes::default().run(days, 5000, Grass).but(|run| run.limp = true);
        assert_eq!(of(limped(13)), 1);
        assert_eq!(of(limped(14)), 0, "it is fifteen days old");
        let some = see_someone(&limped(13).run(2, 5000, Grass).done(), today()).unwrap();
        assert_eq!(some.counts, ["1 of 2 runs with a limp, sharp pain, a rise, or 6 or more"]);
    }

    #[test]
    fn runs_made_while_a_warning_sign_was_open_count_by_what_was_recorded() {
        use crate::domain::checks::{Answer, Check};
        use crate::domain::every_kind::Record;
        use crate::insight::kit::back;
        let limped = |notes: Notes, days: u64| notes.run(days, 5000, Grass).but(|run| run.limp = true);
        let mut notes = [6, 4, 2].into_iter().fold(Notes::default(), limped);
        let at = crate::domain::day::At::parse(&format!("{}T12:00:00+01:00", back(5))).unwrap();
        let mut check = Check::blank(crate::domain::id::Id(uuid::Uuid::from_u128(900)), at);
        (check.signs.night, check.seen) = (Some(Answer::Yes), Some(back(3)));
        notes.journal.checks.push(check);
        let some = see_someone(&notes.done(), today()).unwrap();
        assert_eq!(some.counts, ["3 of 3 runs with a limp, sharp pain, a rise, or 6 or more"]);
        assert_eq!(some.reasons, ["3 runs in two weeks with a STOP"]);
    }

    #[test]
    fn three_ease_among_the_last_five_judged_are_a_reason_and_two_are_not() {
        // each change a run of its own, three days apart, the last three days ago
        let of = |changes: &[i32]| {
            let last = changes.len() as u64 * 3;
            let notes = changes.iter().zip(0..).fold(Notes::default(), |notes, (&change, i)| {
                notes
                    .answer(last - 3 * i, 5000, Grass, 1, change)
                    .but(|run| run.pain.during = crate::domain::level::Level::new(0))
            });
            of(notes)
        };
        assert_eq!(of(&[2, 2, 0, 0, 0]), 0);
        assert_eq!(of(&[2, 2, 0, 0, 2]), 1);
        assert_eq!(of(&[2, 2, 2]), 1);
        assert_eq!(of(&[2, 0, 2, 0, 0, 2]), 0, "the first of them is the sixth");
        let unjudged = Notes::default()
            .answer(12, 5000, Grass, 1, 2)
            .answer(9, 5000, Grass, 1, 2)
            .answer(6, 5000, Grass, 1, 2)
            .run(3, 5000, Grass)
            .run(2, 5000, Grass)
            .run(1, 5000, Grass);
        assert_eq!(super::tests::of(unjudged), 1, "runs that cannot be judged do not push them out");
    }

    #[test]
    fn three_or_more_on_more_than_half_of_the_days_logged_is_a_reason() {
        let of = |bad: u64, number: u8, mild: u64| {
            let notes = (0..bad).fold(Notes::default(), |notes, day| notes.worst(day, number));
            of((bad..bad + mild).fold(notes, |notes, day| notes.worst(day, 0)))
        };
        assert_eq!(of(7, 9, 0), 1, "a week at nine");
        assert_eq!(of(5, 3, 0), 1);
        assert_eq!(of(4, 10, 0), 0, "too few days");
        assert_eq!(of(5, 3, 4), 1);
        assert_eq!(of(5, 3, 5), 0, "half of them");
        assert_eq!(of(14, 2, 0), 0);
        let old = (7..21).fold(Notes::default(), |notes, day| notes.worst(day, 3));
        assert_eq!(super::tests::of(old), 1, "seven of them lie in the two weeks, and no other day");
        let notes = (0..8).fold(Notes::default(), |notes, day| notes.worst(day, 3));
        let message = see_someone(&notes.done(), today()).unwrap().describe();
        let expected = "a level of 3 or more on 8 of 8 days logged in two weeks";
        assert_eq!(message, format!("It may be time to see a physio or a doctor: {expected}."));
        for word in ["safe", "should", "must", "because"] {
            assert!(!message.contains(word));
        }
    }
}
