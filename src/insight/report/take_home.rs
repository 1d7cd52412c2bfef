//! What to take home after a visit, as one plain struct: what was found, what was agreed, where one is now in three
//! numbers, what to watch for. It says what was recorded, and names no cause.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::covered::{Chosen, Covered, Figure};
use super::pain::pain;
use super::status::{DiagnosisNote, Met, Permitted, owned, status};
use crate::domain::checks::{SIGNS, Tier};
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::settings::Units;
use crate::insight::doctor::doctor;
use crate::insight::sitting::Sittings;
use crate::insight::therapy::therapy;
use crate::insight::warnings::warning;

/// Days of the three numbers, the last of them today.
const DAYS: u64 = 7;
/// Days of sitting, which is timed less often than pain.
const SITTING_DAYS: u64 = 28;
/// Exercises that are named.
const NAMED: usize = 8;

/// A warning sign that no clinician has seen yet, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenSigns {
    /// The signs, in the order of the check.
    pub signs: Vec<&'static str>,
    /// What to do about them.
    pub action: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// The programme of exercises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// How many exercises.
    pub exercises: usize,
    /// The names of the first of them.
    pub names: Vec<String>,
    /// Who prescribed them, each once.
    pub by: Vec<String>,
}

/// Where one is now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Now {
    /// The median of the worst of the last seven days.
    pub worst: Figure,
    /// The median of the mornings of the last seven days.
    pub morning: Figure,
    /// Minutes of sitting until it hurts, the median of 28 days.
    pub sitting_minutes: Figure,
}

/// What to take home.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TakeHome {
    /// True where all of it is invented: the demo's.
    pub invented: bool,
    /// The day of the print.
    pub on: NaiveDate,
    /// The unit of distances.
    pub units: Units,
    /// The last visit.
    pub visit: Option<Met>,
    /// What was said there.
    pub said: Option<String>,
    /// What was suspected, confirmed or ruled out.
    pub diagnoses: Vec<DiagnosisNote>,
    /// The questions answered since the visit, or on its day.
    pub answers: Vec<Answered>,
    /// Clearance to run with its limits.
    pub clearance: Option<Permitted>,
    /// The exercises; nothing where there are none of one's own.
    pub programme: Option<Programme>,
    /// The next visit.
    pub next_visit: Option<Met>,
    /// Three numbers.
    pub now: Now,
    /// Warning signs that no clinician has seen yet.
    pub warning: Option<OpenSigns>,
    /// The signs of an emergency.
    pub emergency: Vec<&'static str>,
    /// The number for it, where it was set.
    pub emergency_number: Option<String>,
}

/// What to take home at a moment.
pub fn take_home(journal: &Journal, now: At, invented: bool) -> TakeHome {
    let today = now.day(journal.day_starts_at());
    let last = |days: u64| {
        let from = today.checked_sub_days(Days::new(days - 1)).unwrap_or(today);
        Covered { from, to: today, days: usize::try_from(days).unwrap_or(1), chosen: Chosen::Asked }
    };
    let (week, found) = (last(DAYS), doctor(journal, now));
    let (stands, pain) = (status(journal, week, now), pain(journal, week).whole);
    let start = journal.day_starts_at();
    let since = found.last.map(|visit| visit.at.day(start));
    let answers = found.answered.iter().filter(|one| {
        since.is_some_and(|since| one.at.day(start) >= since || one.modified.is_some_and(|at| at.day(start) >= since))
    });
    let answered =
        answers.filter_map(|one| Some(Answered { question: owned(&one.question)?, answer: owned(&one.answer)? }));
    let month = last(SITTING_DAYS);
    let sat = Sittings::of(journal.sitting.iter().filter(|one| month.has(one.at.day(start))));
    let open = warning(journal, today);
    TakeHome {
        invented,
        on: today,
        units: journal.settings.units,
        said: found.last.and_then(|visit| owned(&visit.said)),
        visit: stands.last_visit,
        diagnoses: stands.condition.diagnoses,
        answers: answered.collect(),
        clearance: stands.clearance.filter(|one| !one.expired),
        programme: programme(journal, now),
        next_visit: stands.next_visit,
        now: Now {
            worst: pain.median_worst,
            morning: pain.median_morning,
            sitting_minutes: Figure { value: sat.median.map(|median| median.minutes), n: sat.n },
        },
        warning: open.map(|open| OpenSigns { action: open.action(), signs: open.signs }),
        emergency: SIGNS.iter().filter(|(_, tier, _)| *tier == Tier::Emergency).map(|(sign, ..)| *sign).collect(),
        emergency_number: owned(&journal.settings.emergency_number),
    }
}

fn programme(journal: &Journal, now: At) -> Option<Programme> {
    let therapy = therapy(journal, now);
    if !therapy.is_begun(journal) || therapy.programme.is_empty() {
        return None;
    }
    let all = || therapy.programme.iter().map(|one| &one.exercise);
    let mut by: Vec<String> = Vec::new();
    for name in all().filter_map(|exercise| owned(&exercise.by)) {
        if !by.contains(&name) {
            by.push(name);
        }
    }
    let names = all().filter_map(|exercise| owned(&exercise.name)).take(NAMED).collect();
    Some(Programme { exercises: therapy.programme.len(), names, by })
}
