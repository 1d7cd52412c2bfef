//! Today: what is logged, what is due, the last run.

use chrono::NaiveDate;

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::{Moment, Pain};
use crate::domain::runs::Run;

/// What there is to say about a day.
#[derive(Debug, PartialEq)]
pub struct Today<'a> {
    /// The journal day.
    pub date: NaiveDate,
    /// Its first `morning` level.
    pub morning: Option<Level>,
    /// The highest of all its levels, run levels included.
    pub worst: Option<Level>,
    /// Its pain levels, oldest first.
    pub pain: Vec<&'a Pain>,
    /// Its runs, oldest first.
    pub runs: Vec<&'a Run>,
    /// The last run of all.
    pub last_run: Option<&'a Run>,
    /// What is due, most important first.
    pub due: Vec<Due>,
}

/// Something that is asked for today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The morning level after a run the day before: what the run is judged by.
    NextMorning,
    /// The morning level.
    Morning,
}

impl Due {
    /// Its word in `status --json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::NextMorning => "next-morning",
            Self::Morning => "morning",
        }
    }

    /// What is asked for, in a line.
    pub fn says(self) -> &'static str {
        match self {
            Self::NextMorning => "morning level after yesterday\u{2019}s run",
            Self::Morning => "morning level",
        }
    }
}

/// What there is to say about the journal day of `now`.
pub fn today(journal: &Journal, now: At) -> Today<'_> {
    let date = now.day(journal.day_starts_at());
    let morning = morning(journal, date);
    let ran = |day: Option<NaiveDate>| day.is_some_and(|day| journal.runs_on(day).next().is_some());
    let due = match (morning, ran(date.pred_opt())) {
        (Some(_), _) => Vec::new(),
        (None, true) => vec![Due::NextMorning],
        (None, false) => vec![Due::Morning],
    };
    Today {
        date,
        morning,
        worst: worst(journal, date),
        pain: journal.pain_on(date).collect(),
        runs: journal.runs_on(date).collect(),
        last_run: journal.runs.last(),
        due,
    }
}

/// The morning level of a day: its first `morning` one.
pub fn morning(journal: &Journal, day: NaiveDate) -> Option<Level> {
    journal.pain_on(day).find(|pain| pain.moment == Some(Moment::Morning)).map(|pain| pain.level)
}

/// The worst of a day: the highest of all its levels, run levels included.
pub fn worst(journal: &Journal, day: NaiveDate) -> Option<Level> {
    let pain = journal.pain_on(day).map(|pain| pain.level);
    pain.chain(journal.runs_on(day).filter_map(Run::worst)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;

    fn at(text: &str) -> At {
        At::parse(text).unwrap()
    }

    fn level(number: u8) -> Level {
        Level::new(number).unwrap()
    }

    fn journal() -> Journal {
        let mut journal = Journal::default();
        for (n, when, number, moment) in [
            (1, "2026-11-22T07:00:00+01:00", 2, Moment::Morning),
            (2, "2026-11-23T06:00:00+01:00", 3, Moment::Now),
            (3, "2026-11-23T07:00:00+01:00", 4, Moment::Morning),
            (4, "2026-11-23T08:00:00+01:00", 1, Moment::Morning),
        ] {
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n)), at(when));
            (pain.level, pain.moment) = (level(number), Some(moment));
            journal.pain.push(pain);
        }
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(9)), at("2026-11-23T18:00:00+01:00"));
        run.pain.during = Some(level(6));
        journal.runs.push(run);
        journal
    }

    #[test]
    fn the_morning_is_the_first_and_the_worst_counts_the_run() {
        let journal = journal();
        let today = today(&journal, at("2026-11-23T20:00:00+01:00"));
        assert_eq!((today.morning, today.worst), (Some(level(4)), Some(level(6))));
        assert_eq!((today.pain.len(), today.runs.len(), &today.due[..]), (3, 1, &[][..]));
    }

    #[test]
    fn the_morning_after_a_run_is_due_first() {
        let journal = journal();
        let next = today(&journal, at("2026-11-24T07:00:00+01:00"));
        assert_eq!((next.morning, next.worst, &next.due[..]), (None, None, &[Due::NextMorning][..]));
        let later = today(&journal, at("2026-11-25T07:00:00+01:00"));
        assert_eq!(later.due, [Due::Morning]);
        // until four it is still the day of the run
        assert_eq!(today(&journal, at("2026-11-24T03:59:00+01:00")).due, []);
    }
}
