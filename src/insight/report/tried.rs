//! What was tried: the five steps, each with its state and what was counted of it in the period.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::status::owned;
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::orthotics::{Status, Worn};
use crate::domain::session::Session;
use crate::domain::steps::{State, Step};
use crate::insight::massage::next_morning;
use crate::insight::report::covered::{Covered, Figure};
use crate::insight::steps::standing;
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
    /// What the whole journal holds of it, whatever the state says: visits, sessions, pairs of orthotics, massages; for
    /// the surface, runs on soft surfaces.
    pub recorded: usize,
    /// What was counted of it in the period.
    #[serde(flatten)]
    pub counted: StepCount,
}

/// What was counted of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum StepCount {
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
    /// Soft surface.
    Soft {
        /// In the period.
        share: SoftShare,
        /// Over as many days before it.
        before: SoftShare,
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

/// The share of soft surfaces in a distance, of that whose surface is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SoftShare {
    /// In whole percent, 0–100; nothing where no distance on a surface is known.
    pub percent: Option<u32>,
    /// How many runs have a distance on a known surface.
    pub n: usize,
}

/// Massages, or levels in exercises, that a median needs.
const LEAST: usize = 3;

/// The five steps in a period.
pub fn tried(journal: &Journal, now: At, period: Covered) -> Vec<Tried> {
    let one = |&step: &Step| {
        let progress = standing(journal, step, now);
        Tried {
            step,
            state: progress.state,
            status: progress.status,
            since: progress.since,
            reason: owned(&progress.reason),
            recorded: recorded(journal, step),
            counted: counted(journal, now, period, step),
        }
    };
    Step::ALL.iter().map(one).collect()
}

fn recorded(journal: &Journal, step: Step) -> usize {
    match step {
        Step::Doctor => journal.visits.len(),
        Step::Therapy => journal.sessions.iter().filter(|session| session.was_done()).count(),
        Step::Orthotics => journal.gear.iter().filter(|pair| pair.what() == Worn::Orthotics).count(),
        Step::Surface => {
            journal.runs.iter().filter(|run| run.surfaces.iter().any(|part| part.surface.is_soft())).count()
        }
        Step::Massage => journal.massages.len(),
    }
}

fn counted(journal: &Journal, now: At, period: Covered, step: Step) -> StepCount {
    let start = journal.day_starts_at();
    match step {
        Step::Doctor => {
            let visits = journal.visits.iter().filter(|visit| period.has(visit.at.day(start)));
            StepCount::Visits { visits: visits.count() }
        }
        Step::Therapy => exercises(journal, now, period),
        Step::Orthotics => StepCount::Nothing,
        Step::Surface => {
            let length = Days::new(period.days as u64);
            let before = period.from.checked_sub_days(length).unwrap_or(period.from);
            let until = period.from.pred_opt().unwrap_or(period.from);
            StepCount::Soft { share: soft(journal, period.from, period.to), before: soft(journal, before, until) }
        }
        Step::Massage => massages(journal, period),
    }
}

/// The share of soft surfaces in the distance of some days.
fn soft(journal: &Journal, from: NaiveDate, to: NaiveDate) -> SoftShare {
    let (mut all, mut soft, mut n) = (0u64, 0u64, 0);
    for (_, run) in journal.runs_between(from, to) {
        let (known_m, soft_m) = run.known_and_soft_m();
        n += usize::from(known_m > 0);
        all += known_m;
        soft += soft_m;
    }
    let percent = (soft * 200 + all).checked_div(all * 2).and_then(|percent| u32::try_from(percent).ok());
    SoftShare { percent, n }
}

fn exercises(journal: &Journal, now: At, period: Covered) -> StepCount {
    let count = therapy::count(journal, now, period.days as u64);
    let within = |session: &&Session| period.has(session.at.day(journal.day_starts_at()));
    let pain = journal.sessions.iter().filter(within).flat_map(|session| {
        session.exercises.iter().filter_map(|done| session.pain_in(done)).map(|level| i32::from(level.number()))
    });
    let pain = Figure::median(pain.collect(), LEAST);
    StepCount::Exercises { done: count.done, planned: count.planned, days: count.days, rested: count.rested, pain }
}

fn massages(journal: &Journal, period: Covered) -> StepCount {
    let start = journal.day_starts_at();
    let number = |level: Level| i32::from(level.number());
    let all: Vec<_> = journal.massages.iter().filter(|one| period.has(one.at.day(start))).collect();
    let median = |values: Vec<i32>| Figure::median(values, LEAST);
    let next = all.iter().filter_map(|one| next_morning(journal, one)).map(|(level, _)| level);
    StepCount::Massages {
        massages: all.len(),
        before: median(all.iter().filter_map(|one| one.before).map(number).collect()),
        after: median(all.iter().filter_map(|one| one.after).map(number).collect()),
        next_morning: median(next.map(number).collect()),
    }
}
