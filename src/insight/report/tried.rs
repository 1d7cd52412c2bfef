//! What was tried: the five steps, each with its state and what was counted of it in the period.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::status::owned;
use super::{Covered, Figure};
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::orthotics::Status;
use crate::domain::session::Session;
use crate::domain::steps::{State, Step};
use crate::insight::massage::next_morning;
use crate::insight::therapy;

/// A step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// The step.
    pub step: Step,
    /// How far it is.
    pub state: State,
    /// How it stands with orthotics, in the third step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
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
    /// Exercises.
    Exercises {
        /// How often one was done.
        done: usize,
        /// How often the programme asked for one.
        planned: usize,
        /// On how many days something was done.
        days: usize,
        /// How often I was told to rest; neither done nor planned.
        rested: usize,
        /// The median level while exercising.
        pain: Figure,
    },
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

/// Massages, or levels in exercises, that a median needs.
const LEAST: usize = 3;

/// The five steps in a period.
pub fn tried(journal: &Journal, now: At, period: Covered) -> Vec<Tried> {
    let one = |&step: &Step| {
        let progress = journal.steps.get(step);
        Tried {
            step,
            state: progress.state,
            status: progress.status,
            since: progress.since,
            reason: owned(&progress.reason),
            counted: counted(journal, now, period, step),
        }
    };
    Step::ALL.iter().map(one).collect()
}

fn counted(journal: &Journal, now: At, period: Covered, step: Step) -> Counted {
    let start = journal.day_starts_at();
    match step {
        Step::Doctor => {
            let visits = journal.visits.iter().filter(|visit| period.has(visit.at.day(start)));
            Counted::Visits { visits: visits.count() }
        }
        Step::Therapy => exercises(journal, now, period),
        Step::Orthotics => Counted::Nothing,
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

fn exercises(journal: &Journal, now: At, period: Covered) -> Counted {
    let count = therapy::count(journal, now, period.days as u64);
    let within = |session: &&Session| period.has(session.at.day(journal.day_starts_at()));
    let pain = journal.sessions.iter().filter(within).flat_map(|session| {
        session.exercises.iter().filter_map(|done| session.pain_in(done)).map(|level| i32::from(level.number()))
    });
    let pain = Figure::median(pain.collect(), LEAST);
    Counted::Exercises { done: count.done, planned: count.planned, days: count.days, rested: count.rested, pain }
}

fn massages(journal: &Journal, period: Covered) -> Counted {
    let start = journal.day_starts_at();
    let number = |level: Level| i32::from(level.number());
    let all: Vec<_> = journal.massages.iter().filter(|one| period.has(one.at.day(start))).collect();
    let median = |values: Vec<i32>| Figure::median(values, LEAST);
    let next = all.iter().filter_map(|one| next_morning(journal, one)).map(|(level, _)| level);
    Counted::Massages {
        massages: all.len(),
        before: median(all.iter().filter_map(|one| one.before).map(number).collect()),
        after: median(all.iter().filter_map(|one| one.after).map(number).collect()),
        next_morning: median(next.map(number).collect()),
    }
}
