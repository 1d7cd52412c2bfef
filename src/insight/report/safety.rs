//! The answers to the warning-signs checks of the period: yes, no, and what was not asked, which is never no.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::checks::{Answer, Check, SIGNS};
use crate::domain::journal::Journal;
use crate::insight::report::covered::Covered;

/// A sign and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sign {
    /// Its word.
    pub sign: &'static str,
    /// How often yes; nothing where it was never answered.
    pub yes: Option<usize>,
    /// How often no; nothing where it was never answered.
    pub no: Option<usize>,
    /// The last day it was answered yes.
    pub last_yes: Option<NaiveDate>,
}

/// The checks of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Safety {
    /// How many checks were made.
    pub checks: usize,
    /// The day of the last one.
    pub last: Option<NaiveDate>,
    /// How many signs the last one asked.
    pub asked_last: usize,
    /// The day of the last check before the period.
    pub before: Option<NaiveDate>,
    /// Every sign, in the order of the check.
    pub signs: Vec<Sign>,
    /// The last day a clinician saw me about what was yes.
    pub seen: Option<NaiveDate>,
}

/// The checks of a period.
pub fn safety(journal: &Journal, period: Covered) -> Safety {
    let start = journal.day_starts_at();
    let all: Vec<(NaiveDate, &Check)> =
        journal.checks.iter().map(|check| (check.at.day(start), check)).filter(|(day, _)| period.has(*day)).collect();
    let sign = |place: usize, sign: &'static str| {
        let answered = |wanted| {
            let is =
                move |check: &Check| check.signs.answers().nth(place).and_then(|(.., answer)| answer) == Some(wanted);
            all.iter().filter(move |(_, check)| is(check)).map(|(day, _)| *day)
        };
        let (yes, no) = (answered(Answer::Yes).count(), answered(Answer::No).count());
        let told = |n: usize| (yes + no > 0).then_some(n);
        Sign { sign, yes: told(yes), no: told(no), last_yes: answered(Answer::Yes).max() }
    };
    let earlier = journal.checks.iter().map(|check| check.at.day(start)).filter(|day| *day < period.from);
    let asked = |check: &Check| check.signs.answers().filter(|(.., answer)| answer.is_some()).count();
    Safety {
        checks: all.len(),
        last: all.iter().map(|(day, _)| *day).max(),
        asked_last: all.iter().max_by_key(|(day, check)| (*day, check.at)).map_or(0, |(_, check)| asked(check)),
        before: earlier.max(),
        signs: SIGNS.iter().enumerate().map(|(place, &(word, ..))| sign(place, word)).collect(),
        seen: all.iter().filter_map(|(_, check)| check.seen).max(),
    }
}
