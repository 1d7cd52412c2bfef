//! What the sections of the report share: the days covered, and figures with their n.

use crate::domain::names;
use crate::insight::period::Period;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;
use std::collections::HashMap;

/// Why the period is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// Since the last visit.
    SinceLastVisit,
    /// Six weeks: there was no visit before.
    SixWeeks,
    /// As asked for.
    Asked,
}

/// The days of the page, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Covered {
    /// The first.
    pub from: NaiveDate,
    /// The last: the day of the print.
    pub to: NaiveDate,
    /// How many.
    pub days: usize,
    /// Why these.
    pub chosen: Chosen,
}

/// A value and how many values stand behind it; no value where they are too few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// The median, or whatever the field says.
    pub value: Option<f64>,
    /// How many values.
    pub n: usize,
}

/// Something and on how many days it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DaysCount {
    /// What.
    pub what: String,
    /// On how many days.
    pub days: usize,
}

impl Covered {
    /// The days alone.
    pub fn period(&self) -> Period {
        Period { from: self.from, to: self.to }
    }

    /// True for a day of the period.
    pub fn has(&self, day: NaiveDate) -> bool {
        self.period().contains(day)
    }
}

impl Figure {
    /// The median of whole values where there are at least so many.
    pub fn median(values: Vec<i32>, least: usize) -> Self {
        let (n, mut sorted) = (values.len(), values);
        sorted.sort_unstable();
        let middle = n.checked_sub(1).map(|last| (f64::from(sorted[last / 2]) + f64::from(sorted[n / 2])) / 2.0);
        Self { value: middle.filter(|_| n >= least), n }
    }
}

/// Counts on how many days each thing was recorded, the most frequent first, ties in the order they came.
pub(super) fn by_days(seen: impl Iterator<Item = (NaiveDate, String)>) -> Vec<DaysCount> {
    // as a set: entries come in the order of time, and across time zones that is not the order of days
    let mut days: Vec<(String, BTreeSet<NaiveDate>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (day, what) in seen {
        let place = *places.entry(names::key(&what)).or_insert(days.len());
        match days.get_mut(place) {
            Some((_, on)) => {
                on.insert(day);
            }
            None => days.push((names::composed(&what), BTreeSet::from([day]))),
        }
    }
    days.sort_by_key(|(_, on)| std::cmp::Reverse(on.len()));
    days.into_iter().map(|(what, on)| DaysCount { what, days: on.len() }).collect()
}
