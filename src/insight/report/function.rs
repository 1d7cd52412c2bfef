//! What I can do: how long I sit until it hurts, each activity by its own name, change, normal today. Higher is better
//! in all of it, and nothing is averaged over several activities.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::journal::Journal;
use crate::domain::measures::Measure;
use crate::domain::names;
use crate::domain::sitting::Sitting;
use crate::insight::report::covered::{Covered, Figure};
use crate::insight::sitting::Sittings;

/// Sitting over some days.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Sat {
    /// Minutes until it hurt, the median; known from three on.
    pub minutes: Figure,
    /// True where the true median can only be longer: some sittings were without pain.
    pub at_least: bool,
}

/// Something that was scored, the first time of the period and the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scored {
    /// What.
    pub what: String,
    /// The first value.
    pub first: i32,
    /// Its day.
    pub first_on: NaiveDate,
    /// The last value.
    pub last: i32,
    /// Its day.
    pub last_on: NaiveDate,
    /// How many values there are.
    pub n: usize,
}

/// What I can do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionSection {
    /// Sitting in the first half of the period and in the second.
    pub sitting: [Sat; 2],
    /// My activities, each 0 cannot do it to 10 as before, in the order in which they came.
    pub activities: Vec<Scored>,
    /// Against four weeks before, −5 much worse to +5 much better.
    pub change: Option<Scored>,
    /// How normal the day was, 0–100.
    pub normal: Option<Scored>,
}

impl FunctionSection {
    /// True where nothing of it is recorded.
    pub fn is_empty(&self) -> bool {
        self.activities.is_empty()
            && self.change.is_none()
            && self.normal.is_none()
            && self.sitting.iter().all(|one| one.minutes.n == 0)
    }
}

/// What I could do over a period.
pub fn function(journal: &Journal, period: Covered) -> FunctionSection {
    let measures = || {
        let start = journal.day_starts_at();
        let all = journal.measures.iter().map(move |one| (one.at.day(start), one));
        all.filter(move |(day, _)| period.has(*day))
    };
    let one = |what: &str, value: &dyn Fn(&Measure) -> Option<i32>| {
        scored(what, measures().filter_map(|(day, measure)| Some((day, value(measure)?))))
    };
    let mut activities: Vec<&str> = Vec::new();
    for name in measures().flat_map(|(_, one)| one.activities.iter().map(|one| &*one.name)) {
        if !activities.iter().any(|known| names::same(known, name)) {
            activities.push(name);
        }
    }
    let score = |name: &str| {
        one(name, &|measure| {
            let found = measure.activities.iter().find(|one| names::same(&one.name, name));
            found.map(|one| i32::from(one.score.number()))
        })
    };
    FunctionSection {
        sitting: sitting(journal, period),
        activities: activities.into_iter().filter_map(score).collect(),
        change: one("change", &|measure| measure.change),
        normal: one("normal today", &|measure| measure.normal.and_then(|normal| i32::try_from(normal).ok())),
    }
}

fn scored(what: &str, values: impl Iterator<Item = (NaiveDate, i32)>) -> Option<Scored> {
    let values: Vec<(NaiveDate, i32)> = values.collect();
    let (&(first_on, first), &(last_on, last)) = (values.first()?, values.last()?);
    Some(Scored { what: what.trim().to_owned(), first, first_on, last, last_on, n: values.len() })
}

fn sitting(journal: &Journal, period: Covered) -> [Sat; 2] {
    let middle = period.from + chrono::Days::new((period.days / 2) as u64);
    [false, true].map(|second| {
        let on = |one: &&Sitting| {
            let day = one.at.day(journal.day_starts_at());
            period.has(day) && (day >= middle) == second
        };
        let sat = Sittings::of(journal.sitting.iter().filter(on));
        let minutes = Figure { value: sat.median.map(|median| median.minutes), n: sat.n };
        Sat { minutes, at_least: sat.median.is_some_and(|median| median.at_least) }
    })
}
