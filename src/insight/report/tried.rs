//! What was tried: the five steps, each with its state and what was counted of it in the period.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::status::owned;
use super::{Covered, Figure};
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::steps::{State, Step};

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// The step.
    pub step: Step,
    /// How far it is.
    pub state: State,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// Why, in my words.
    pub reason: Option<String>,
    /// What was counted of it in the period.
    #[serde(flatten)]
    pub counted: Counted,
}

/// What was counted of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Counted {
    /// Visits in the period.
    Visits {
        /// How many.
        visits: usize,
    },
    /// Nothing beyond the state.
    Nothing,
    /// Soft ground.
    Soft {
        /// Its share of the distance in the period, 0–100; nothing where no run has a distance.
        percent: Option<u32>,
        /// The same over as many days before the period.
        percent_before: Option<u32>,
    },
    /// Massages.
    Massages {
        /// How many.
        massages: usize,
        /// The median level just before.
        before: Figure,
        /// The median level just after.
        after: Figure,
        /// The median of the next mornings.
        next_morning: Figure,
    },
}

/// Massages that a median needs.
const LEAST: usize = 3;

/// The five steps in a period.
pub fn tried(journal: &Journal, period: Covered) -> Vec<Tried> {
    let one = |&step: &Step| {
        let progress = journal.steps.get(step);
        Tried {
            step,
            state: progress.state,
            since: progress.since,
            reason: owned(&progress.reason),
            counted: counted(journal, period, step),
        }
    };
    Step::ALL.iter().map(one).collect()
}

fn counted(journal: &Journal, period: Covered, step: Step) -> Counted {
    let start = journal.day_starts_at();
    match step {
        Step::Doctor => {
            let visits = journal.visits.iter().filter(|visit| period.has(visit.at.day(start)));
            Counted::Visits { visits: visits.count() }
        }
        Step::Therapy | Step::Orthotics => Counted::Nothing,
        Step::Surface => {
            let length = Days::new(period.days as u64);
            let before = period.from.checked_sub_days(length).unwrap_or(period.from);
            let until = period.from.pred_opt().unwrap_or(period.from);
            Counted::Soft {
                percent: soft(journal, period.from, period.to),
                percent_before: soft(journal, before, until),
            }
        }
        Step::Massage => massages(journal, period),
    }
}

/// The share of soft ground in the distance of some days, in whole percent.
fn soft(journal: &Journal, from: NaiveDate, to: NaiveDate) -> Option<u32> {
    let ground: Vec<_> = journal.runs_between(from, to).flat_map(|(_, run)| super::running::ground(run)).collect();
    let all: u64 = ground.iter().map(|(_, metres)| u64::from(*metres)).sum();
    let soft: u64 = ground.iter().filter(|(on, _)| on.is_soft()).map(|(_, metres)| u64::from(*metres)).sum();
    u32::try_from((soft * 200 + all).checked_div(all * 2)?).ok()
}

fn massages(journal: &Journal, period: Covered) -> Counted {
    let start = journal.day_starts_at();
    let number = |level: Level| i32::from(level.number());
    let all: Vec<_> = journal.massages.iter().filter(|one| period.has(one.at.day(start))).collect();
    let median = |values: Vec<i32>| Figure::median(values, LEAST);
    let next = all.iter().filter_map(|one| {
        let day = one.at.day(start).succ_opt()?;
        crate::insight::days::day(journal, day).morning
    });
    Counted::Massages {
        massages: all.len(),
        before: median(all.iter().filter_map(|one| one.before).map(number).collect()),
        after: median(all.iter().filter_map(|one| one.after).map(number).collect()),
        next_morning: median(next.map(number).collect()),
    }
}
