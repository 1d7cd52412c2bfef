//! Where I stand: clearance to run and how the runs stood to it, the condition as told to me, how it began, what
//! changed since.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::condition::{AgeGroup, Finding};
use crate::domain::day::{At, Hour};
use crate::domain::doctor::{Clearance, Permission, Visit};
use crate::domain::journal::Journal;
use crate::domain::names;
use crate::domain::pain::Side;
use crate::insight::doctor::doctor;
use crate::insight::limits::{Stands, limits};
use crate::insight::report::covered::Covered;
use crate::insight::see_someone::see_someone;

/// The letters of changes.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Clearance to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Permitted {
    /// Its state.
    pub state: Permission,
    /// State and limits in words.
    pub message: String,
    /// Who gave it.
    pub by: Option<String>,
    /// Since when.
    pub since: NaiveDate,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// True where its last day is over.
    pub expired: bool,
}

/// The runs of the period against the limits of their days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Against {
    /// Within all limits.
    pub inside: usize,
    /// Beyond at least one.
    pub outside: usize,
    /// Beyond none that can be checked, and one cannot.
    pub not_known: usize,
    /// Cleared without limits.
    pub no_limits: usize,
    /// No clearance was in force: none recorded, asked for only, run out, or stopped.
    pub no_clearance: usize,
    /// The limits gone beyond, and by how many runs.
    pub beyond: Vec<(String, usize)>,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Met {
    /// Its day.
    pub on: NaiveDate,
    /// With whom.
    pub with: Option<String>,
}

/// What was said at a visit, where it is marked for this page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The day of the visit.
    pub on: NaiveDate,
    /// With whom.
    pub with: Option<String>,
    /// What was said.
    pub said: String,
}

/// What a clinician would ask of me, where it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ForClinician {
    /// How old I am, in steps.
    pub age_group: Option<AgeGroup>,
    /// A past stress fracture, or what else puts bones at risk.
    pub bones: Option<String>,
    /// How work is affected.
    pub work: Option<String>,
    /// How sleep is affected.
    pub sleep: Option<String>,
    /// Minutes that it is stiff in the morning.
    pub morning_stiffness_min: Option<u32>,
}

impl ForClinician {
    /// Each with its name, a text of my own as `say` prints it. Empty where nothing is filled in.
    pub fn parts(&self, say: impl Fn(&str) -> String) -> Vec<String> {
        let own = |what: &str, text: &Option<String>| text.as_ref().map(|text| format!("{what}: {}", say(text)));
        let age = self.age_group.map(|group| format!("age {}", group.describe()));
        let stiff = self.morning_stiffness_min.map(|minutes| match minutes {
            0 => "no morning stiffness".to_owned(),
            minutes => format!("morning stiffness {minutes} min"),
        });
        let own = [own("bones", &self.bones), own("work", &self.work), own("sleep", &self.sleep)];
        age.into_iter().chain(own.into_iter().flatten()).chain(stiff).collect()
    }
}

/// A diagnosis as told to me.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosisNote {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: Finding,
    /// Who said so.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<NaiveDate>,
}

/// The condition as told to me.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its name.
    pub name: Option<String>,
    /// Its side.
    pub side: Option<Side>,
    /// What was suspected, confirmed or ruled out.
    pub diagnoses: Vec<DiagnosisNote>,
}

/// Where I stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Clearance to run; nothing where none was noted.
    pub clearance: Option<Permitted>,
    /// The runs of the period against it.
    pub runs: Against,
    /// The condition as told to me.
    pub condition: Condition,
    /// What was said at the last visit that is marked for this page.
    pub said: Option<Said>,
    /// What a clinician would ask of me.
    pub for_clinician: ForClinician,
    /// What the last fourteen days hold that is worth showing someone, as plain counts; nothing where there is none.
    pub lately: Option<Vec<String>>,
    /// The last visit.
    pub last_visit: Option<Met>,
    /// The next visit.
    pub next_visit: Option<Met>,
}

/// A dated change, with its letter on the chart: the same change has the same letter on every day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeMark {
    /// Its letter; nothing where there are more than twenty-six changes and this is one of those longest ago.
    pub letter: Option<char>,
    /// Its day.
    pub on: NaiveDate,
    /// What changed.
    pub what: String,
    /// Which change it is, in the order in which they first came: found once, as names are compared letter by letter.
    #[serde(skip)]
    pub change: usize,
}

/// How it began, and what changed in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Onset {
    /// The day it began.
    pub on: Option<NaiveDate>,
    /// How it began.
    pub how: Option<String>,
    /// What changed, oldest first.
    pub markers: Vec<ChangeMark>,
}

/// Where I stand.
pub fn status(journal: &Journal, period: Covered, now: At) -> Status {
    let found = doctor(journal, now);
    let start = journal.day_starts_at();
    let permitted = |one: &Clearance, expired| Permitted {
        state: one.state(),
        message: one.sentence(&journal.settings),
        by: owned(&one.by),
        since: one.at.day(start),
        until: one.until,
        expired,
    };
    let met = |visit: &Visit| Met { on: visit.at.day(start), with: owned(&visit.with) };
    Status {
        clearance: found
            .clearance
            .map(|one| permitted(one, false))
            .or_else(|| found.expired.map(|one| permitted(one, true))),
        runs: against(journal, period),
        condition: condition(journal),
        said: found.past.iter().find_map(|visit| said(visit, start)),
        for_clinician: for_clinician(&journal.condition),
        lately: see_someone(journal, period.to).map(|found| found.counts),
        last_visit: found.last.map(met),
        next_visit: found.next.map(met),
    }
}

/// What was said at a visit; nothing where it is not marked for the page.
fn said(visit: &Visit, start: Hour) -> Option<Said> {
    let said = owned(&visit.said).filter(|_| visit.report)?;
    Some(Said { on: visit.at.day(start), with: owned(&visit.with), said })
}

/// What a clinician would ask of me.
pub fn for_clinician(told: &crate::domain::condition::Condition) -> ForClinician {
    ForClinician {
        age_group: told.age_group,
        bones: owned(&told.bones),
        work: owned(&told.work),
        sleep: owned(&told.sleep),
        morning_stiffness_min: told.morning_stiffness_min,
    }
}

fn against(journal: &Journal, period: Covered) -> Against {
    let mut found = Against::default();
    for (_, run) in journal.runs_between(period.from, period.to) {
        let stands = limits(journal, run);
        match stands.standing {
            Stands::Inside => found.inside += 1,
            Stands::Outside => found.outside += 1,
            Stands::NotKnown => found.not_known += 1,
            Stands::NoLimits => found.no_limits += 1,
            Stands::NoClearance => found.no_clearance += 1,
        }
        for limit in stands.outside {
            let limit = limit.describe().to_owned();
            match found.beyond.iter_mut().find(|(known, _)| *known == limit) {
                Some((_, runs)) => *runs += 1,
                None => found.beyond.push((limit, 1)),
            }
        }
    }
    found
}

fn condition(journal: &Journal) -> Condition {
    let told = |one: &crate::domain::condition::Diagnosis| DiagnosisNote {
        name: one.name().trim().to_owned(),
        state: one.state(),
        by: owned(&one.by),
        on: one.on,
    };
    let condition = &journal.condition;
    Condition {
        name: owned(&condition.name),
        side: condition.side,
        diagnoses: condition.diagnoses.iter().map(told).collect(),
    }
}

/// The markers of the period with their letters.
pub fn markers(journal: &Journal, period: Covered) -> Vec<ChangeMark> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut mark = |one: crate::insight::markers::Marker| {
        let next = known.len();
        let change = *known.entry(names::key(&one.what)).or_insert(next);
        ChangeMark { letter: None, on: one.day, what: one.what.trim().to_owned(), change }
    };
    let all = crate::insight::markers::markers(journal).into_iter().filter(|one| period.has(one.day));
    let mut marks: Vec<ChangeMark> = all.map(&mut mark).collect();
    let changes = changes(&marks);
    let mut letters = vec![None; changes.len()];
    for (change, letter) in newest(&changes, LETTERS.len()).zip(LETTERS.chars()) {
        letters[change.place] = Some(letter);
    }
    marks.iter_mut().for_each(|mark| mark.letter = letters[mark.change]);
    marks
}

/// A change and all its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange<'a> {
    /// Which it is, in the order in which they first came.
    pub place: usize,
    /// Its letter on the chart.
    pub letter: Option<char>,
    /// What changed.
    pub what: &'a str,
    /// On which days, oldest first; never empty.
    pub on: Vec<NaiveDate>,
}

/// The same changes together, in the order in which they first came.
pub fn changes(marks: &[ChangeMark]) -> Vec<StatusChange<'_>> {
    let mut found: Vec<StatusChange> = Vec::new();
    for mark in marks {
        match found.get_mut(mark.change) {
            Some(known) => known.on.push(mark.on),
            None => {
                found.push(StatusChange {
                    place: mark.change,
                    letter: mark.letter,
                    what: &mark.what,
                    on: vec![mark.on],
                });
            }
        }
    }
    found
}

/// Those so many that came last, in their order.
pub fn newest<'a, 'b>(changes: &'b [StatusChange<'a>], most: usize) -> impl Iterator<Item = &'b StatusChange<'a>> {
    let mut places: Vec<usize> = (0..changes.len()).collect();
    places.sort_by_key(|&place| std::cmp::Reverse(changes[place].on.last()));
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| &changes[place])
}

/// How it began.
pub fn onset(journal: &Journal, markers: Vec<ChangeMark>) -> Onset {
    Onset { on: journal.condition.onset, how: owned(&journal.condition.onset_note), markers }
}

pub(super) fn owned(text: &Option<Box<str>>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
