//! The page for the doctor as one plain struct: what was recorded in a period, counted, never judged.
//!
//! Source of order and rules: what clinicians ask for (features 5). Medians, worst and counts with their n; no score of
//! ours, no cause, no advice; a day without a level is a gap, never zero; "not asked" is never "no".

use crate::insight::report::covered::{Chosen, Covered};

use chrono::NaiveDate;
use serde::Serialize;

use super::doctor::doctor;
use super::period::Period;
use super::warnings::warning;
use crate::domain::checks::Tier;
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Units;

pub mod body;
pub mod chart;
pub mod covered;
pub mod function;
pub mod notes;
pub mod pain;
pub mod quality;
pub mod running;
pub mod safety;
pub mod status;
pub mod take_home;
pub mod tried;

/// Days of the usual period where there was no visit yet: six weeks.
const USUAL_DAYS: u64 = 42;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// The present moment.
    pub now: At,
    /// The first day, where one was chosen; else since the last visit, else six weeks.
    pub since: Option<NaiveDate>,
    /// Private notes too.
    pub with_notes: bool,
    /// Name and birth date, typed for this print and kept nowhere.
    pub person: Person,
    /// True where the journal is the invented one of the demo, which the page then says.
    pub invented: bool,
}

impl ReportOptions {
    /// The usual page at a moment.
    pub fn usual(now: At) -> Self {
        Self { now, since: None, with_notes: false, person: Person::default(), invented: false }
    }
}

/// Whose page it is, where that was typed for this print.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The date of birth.
    pub born: Option<String>,
}

impl Person {
    /// A date of birth as it is printed; nothing where none is typed.
    ///
    /// # Errors
    /// Where it is no day, or one still to come.
    pub fn read_born(text: &str, today: NaiveDate) -> Result<Option<String>, Refusal> {
        let text = text.trim();
        match text.parse::<NaiveDate>().ok().filter(|day| *day <= today) {
            _ if text.is_empty() => Ok(None),
            Some(_) => Ok(Some(text.to_owned())),
            None => Err(Refusal::new(format!("\u{201c}{text}\u{201d} is no date of birth; write it as 1980-02-28."))),
        }
    }
}

/// Warning signs that no clinician has seen yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signs {
    /// The worst tier among them.
    pub tier: Tier,
    /// The signs, in the order of the check.
    pub signs: Vec<&'static str>,
    /// The day of the first check that recorded one of them.
    pub since: NaiveDate,
}

/// A question still to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenQuestion {
    /// The day it came up.
    pub since: NaiveDate,
    /// The question.
    pub question: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// True where all of it is invented: the demo's.
    pub invented: bool,
    /// The days.
    pub period: Covered,
    /// The unit in which distances are printed.
    pub units: Units,
    /// Whose.
    pub person: Person,
    /// Warning signs not yet seen by a clinician; they come first.
    pub warning: Option<Signs>,
    /// Questions not asked yet.
    pub questions: Vec<OpenQuestion>,
    /// Clearance to run, and the condition as told to me.
    pub status: status::Status,
    /// How it began, and what changed since.
    pub onset: status::Onset,
    /// Pain.
    pub pain: pain::PainSection,
    /// Pain by day with runs and markers.
    pub chart: chart::Chart,
    /// What I can do.
    pub function: function::FunctionSection,
    /// Runs by surface.
    pub running: running::RunningSection,
    /// What was tried: the five steps.
    pub tried: Vec<tried::Tried>,
    /// The answers to the warning-signs check.
    pub safety: safety::Safety,
    /// How much of it is there.
    pub quality: quality::Quality,
    /// Private notes, where they were asked for.
    pub notes: Option<Vec<notes::Note>>,
}

/// The page of a journal.
pub fn report(journal: &Journal, wanted: &ReportOptions) -> Report {
    let period = covered(journal, wanted);
    let markers = status::markers(journal, period);
    let today = period.to;
    Report {
        invented: wanted.invented,
        period,
        units: journal.settings.units,
        person: wanted.person.clone(),
        warning: warning(journal, today).map(|open| Signs { tier: open.tier, signs: open.signs, since: open.since }),
        questions: questions(journal, wanted.now),
        status: status::status(journal, period, wanted.now),
        pain: pain::pain(journal, period),
        chart: chart::chart(journal, period, &markers),
        onset: status::onset(journal, markers),
        function: function::function(journal, period),
        running: running::running(journal, period),
        tried: tried::tried(journal, wanted.now, period),
        safety: safety::safety(journal, period),
        quality: quality::quality(journal, period),
        notes: wanted.with_notes.then(|| notes::notes(journal, period)),
    }
}

/// The days asked for; else since the last visit before today; else six weeks.
fn covered(journal: &Journal, wanted: &ReportOptions) -> Covered {
    let start = journal.day_starts_at();
    let today = wanted.now.day(start);
    let last_visit = journal.visits.iter().map(|visit| visit.at.day(start)).filter(|&day| day < today).max();
    let usual = Period::of_days(USUAL_DAYS, today).from;
    let (from, chosen) = match (wanted.since, last_visit) {
        (Some(from), _) => (from, Chosen::Asked),
        (None, Some(from)) => (from, Chosen::SinceLastVisit),
        (None, None) => (usual, Chosen::SixWeeks),
    };
    let from = from.min(today);
    Covered { from, to: today, days: Period { from, to: today }.days(), chosen }
}

fn questions(journal: &Journal, now: At) -> Vec<OpenQuestion> {
    let start = journal.day_starts_at();
    let open = doctor(journal, now).open.into_iter();
    open.map(|one| OpenQuestion {
        since: one.at.day(start),
        question: one.question.as_deref().unwrap_or_default().trim().to_owned(),
    })
    .collect()
}

#[cfg(test)]
pub(crate) mod tests;
