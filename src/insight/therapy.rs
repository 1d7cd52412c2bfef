//! Therapy: what the programme asks for today, how much of it was done in 7 and 28 days, pain in each exercise, cautions.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::warnings::silenced;
use crate::domain::by_day;
use crate::domain::day::{At, Hour};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::{Feel, Site};
use crate::domain::session::{Done, Session};
use crate::domain::therapy::{Exercise, Group, USUAL_DAYS, programme};

/// The days of the shorter and the longer count.
const WEEK: u64 = 7;
/// The longer count; also how far back marked places count for a caution.
const MONTH: u64 = 28;
/// How many of the newest sessions are looked at for the pain in an exercise.
const SESSIONS: usize = 200;
/// How many of the newest levels in an exercise are told.
const LEVELS: usize = 8;
/// A starter list waits for an answer not older than this many days.
const CHECKED: u64 = 28;

/// How an exercise stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Done today.
    Done,
    /// Told to rest from it today.
    Rest,
    /// Asked for today.
    Due,
    /// In the programme, but not asked for today.
    Later,
}

impl Standing {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Rest => "told-to-rest",
            Self::Due => "due",
            Self::Later => "later",
        }
    }
}

/// What was done of what was planned. Days told to rest count as neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlannedCount {
    /// How often an exercise was done, each once a day.
    pub done: usize,
    /// How often the programme asked for one.
    pub planned: usize,
    /// On how many days something was done.
    pub days: usize,
    /// How often somebody was told to rest from one.
    pub rested: usize,
}

/// An exercise of the programme as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedExercise {
    /// The exercise.
    pub exercise: Exercise,
    /// How it stands today.
    pub standing: Standing,
    /// The last day on which it was done, of the last 28.
    pub last: Option<NaiveDate>,
    /// The newest levels in it, oldest first, each with its day; a session without a level is left out.
    pub pain: Vec<(NaiveDate, Level)>,
    /// One line where a place marked in the last 28 days is one that it can press on.
    pub caution: Option<&'static str>,
}

/// Therapy as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Therapy {
    /// The programme: what is not over.
    pub programme: Vec<PlannedExercise>,
    /// True where it is one's own: edited at least once.
    pub own: bool,
    /// Why the built-in list is held back, where it is.
    pub held: Option<&'static str>,
    /// The last seven days.
    pub week: PlannedCount,
    /// The last 28 days.
    pub month: PlannedCount,
    /// How many exercises are over.
    pub over: usize,
}

impl Therapy {
    /// What is asked for today and neither done nor told to rest from.
    pub fn due(&self) -> impl Iterator<Item = &PlannedExercise> {
        self.programme.iter().filter(|asked| asked.standing == Standing::Due)
    }

    /// True where there is a programme that somebody follows: one's own, or the built-in one after a first session.
    pub fn is_begun(&self, journal: &Journal) -> bool {
        self.own || !journal.sessions.is_empty()
    }
}

/// The sessions of the last so many days, newest first.
fn newest(journal: &Journal, today: NaiveDate, days: u64) -> impl Iterator<Item = (NaiveDate, &Session)> {
    let start = journal.day_starts_at();
    let first = today.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(today);
    by_day::between(&journal.sessions, start, first, today).rev()
}

/// What became of an exercise on the days of a span.
#[derive(Default)]
struct TherapyRecord {
    done: Vec<NaiveDate>,
    rested: Vec<NaiveDate>,
}

impl TherapyRecord {
    fn of(exercise: &Exercise, sessions: &[(NaiveDate, &Session)], day_starts_at: Hour) -> Self {
        let mut record = Self::default();
        for (day, session) in sessions {
            let mine = session.exercises.iter().find(|done| done.is(exercise));
            match mine {
                Some(done) if !session.skipped(done) => record.done.push(*day),
                Some(_) => record.rested.push(*day),
                // a day skipped as a whole
                None if session.skip.is_some() && session.exercises.is_empty() => {
                    record.rested.extend(exercise.is_on(*day, day_starts_at).then_some(*day));
                }
                None => {}
            }
        }
        for days in [&mut record.done, &mut record.rested] {
            days.sort_unstable();
            days.dedup();
        }
        let done = &record.done;
        record.rested.retain(|day| !done.contains(day));
        record
    }

    /// Done and planned in the last so many days: the days a week in proportion to the days in the programme, without
    /// those told to rest. Today counts once something became of it: a day is not missed before it is over.
    fn count(&self, exercise: &Exercise, journal: &Journal, today: NaiveDate, days: u64) -> PlannedCount {
        let start = journal.day_starts_at();
        let since = |back: u64| today.checked_sub_days(Days::new(back)).unwrap_or(today);
        let within = |all: &[NaiveDate]| all.iter().filter(|day| **day > since(days)).count();
        let (done, rested) = (within(&self.done), within(&self.rested));
        let settled = self.done.contains(&today) || self.rested.contains(&today);
        let asked = (0..days).map(since).filter(|day| exercise.is_on(*day, start) && (settled || *day < today)).count();
        let a_week = exercise.days.unwrap_or(USUAL_DAYS) as usize;
        // a week begun asks for its first day at once, as `is_due` does
        let planned = (asked * a_week).div_ceil(WEEK as usize);
        PlannedCount { done, planned: planned.saturating_sub(rested), days: 0, rested }
    }

    /// True where it is asked for today: fewer days than its week has in the six before, and far enough from the last.
    fn is_due(&self, exercise: &Exercise, today: NaiveDate) -> bool {
        let a_week = exercise.days.unwrap_or(USUAL_DAYS).max(1);
        let ago = |day: &NaiveDate| (today - *day).num_days();
        let before = self.done.iter().filter(|day| (1..7).contains(&ago(day))).count();
        let apart = i64::from(7 / a_week);
        before < a_week as usize && self.done.last().is_none_or(|last| ago(last) >= apart)
    }
}

/// Therapy as it stands at a moment.
pub fn therapy(journal: &Journal, now: At) -> Therapy {
    let (start, own) = (journal.day_starts_at(), !journal.exercises.is_empty());
    let today = now.day(start);
    let (held, stops) = (held(journal, today), silenced(journal, today));
    let sessions: Vec<(NaiveDate, &Session)> = newest(journal, today, MONTH).collect();
    let marked = Marked::of(journal, today);
    let (mut week, mut month, mut over) = (PlannedCount::default(), PlannedCount::default(), 0);
    let mut asked = Vec::new();
    for exercise in programme(journal, now) {
        let record = TherapyRecord::of(&exercise, &sessions, start);
        for (sum, days) in [(&mut week, WEEK), (&mut month, MONTH)] {
            let count = record.count(&exercise, journal, today, days);
            sum.done += count.done;
            sum.planned += count.planned;
            sum.rested += count.rested;
        }
        if exercise.until.is_some_and(|until| until < today) {
            over += 1;
        } else if own || held.is_none() {
            let standing = match () {
                () if record.done.contains(&today) => Standing::Done,
                () if record.rested.contains(&today) => Standing::Rest,
                // nothing is asked of somebody whom a sign sends to a doctor today
                () if stops => Standing::Later,
                () if exercise.is_on(today, start) && record.is_due(&exercise, today) => Standing::Due,
                () => Standing::Later,
            };
            let pain = pain_in(journal, &exercise);
            let caution = exercise.group.and_then(|group| marked.caution(group));
            asked.push(PlannedExercise { standing, last: record.done.last().copied(), pain, caution, exercise });
        }
    }
    for (sum, days) in [(&mut week, WEEK), (&mut month, MONTH)] {
        let first = today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let within: Vec<(NaiveDate, &Session)> = sessions.iter().copied().filter(|(day, _)| *day > first).collect();
        sum.days = days_with(&within);
    }
    Therapy { programme: asked, own, held, week, month, over }
}

/// Done and planned in the last so many days, of the whole programme.
pub fn count(journal: &Journal, now: At, days: u64) -> PlannedCount {
    let start = journal.day_starts_at();
    let today = now.day(start);
    let sessions: Vec<(NaiveDate, &Session)> = newest(journal, today, days).collect();
    let mut sum = PlannedCount { days: days_with(&sessions), ..PlannedCount::default() };
    for exercise in programme(journal, now) {
        let count = TherapyRecord::of(&exercise, &sessions, start).count(&exercise, journal, today, days);
        sum.done += count.done;
        sum.planned += count.planned;
        sum.rested += count.rested;
    }
    sum
}

/// On how many days something was done.
fn days_with(sessions: &[(NaiveDate, &Session)]) -> usize {
    let did = |session: &Session| session.exercises.iter().any(|done| !session.skipped(done));
    // as a set: across time zones the order of time is not that of days
    sessions.iter().filter(|(_, one)| did(one)).map(|(day, _)| *day).collect::<BTreeSet<_>>().len()
}

/// The newest levels in an exercise, oldest first.
fn pain_in(journal: &Journal, exercise: &Exercise) -> Vec<(NaiveDate, Level)> {
    let start = journal.day_starts_at();
    let level = |session: &Session| {
        let done = session.exercises.iter().find(|done| done.is(exercise))?;
        Some((session.at.day(start), session.pain_in(done)?))
    };
    let mut all: Vec<_> = journal.sessions.iter().rev().take(SESSIONS).filter_map(level).take(LEVELS).collect();
    all.reverse();
    all
}

/// What was marked in the pain of the last weeks.
struct Marked {
    sites: Vec<Site>,
    tingles: bool,
}

/// What is said where an exercise can press on a place that is marked. Source: clinical facts 7.4.
pub const CAUTION: &str = "can press on the sore spot; ask your clinician; skip if it hurts more next morning";

impl Marked {
    fn of(journal: &Journal, today: NaiveDate) -> Self {
        let first = today.checked_sub_days(Days::new(MONTH - 1)).unwrap_or(today);
        let mut marked = Self { sites: Vec::new(), tingles: false };
        for (_, pain) in journal.pain_between(first, NaiveDate::MAX) {
            for spot in &pain.sites {
                if !marked.sites.contains(&spot.site) {
                    marked.sites.push(spot.site);
                }
            }
            marked.tingles |= pain.feels.contains(&Feel::Tingling);
        }
        marked
    }

    fn caution(&self, group: Group) -> Option<&'static str> {
        let (sites, tingling) = presses_on(group);
        let pressed = sites.iter().any(|site| self.sites.contains(site)) || (tingling && self.tingles);
        pressed.then_some(CAUTION)
    }
}

/// The places that exercises of a group can press on, and whether tingling counts. Source: clinical facts 7, the table.
/// Pain in the knee, the caution of the quadriceps, is no place that can be marked.
fn presses_on(group: Group) -> (&'static [Site], bool) {
    match group {
        Group::HipFlexion | Group::HipRotation | Group::Adductors | Group::Psoas => (&[Site::Groin], false),
        Group::HipExtension => (&[Site::LowBack, Site::SitBone], false),
        Group::Gluteals => (&[Site::OuterHip], false),
        Group::Hamstrings => (&[Site::SitBone], true),
        Group::Quadriceps | Group::Other => (&[], false),
    }
}

/// When the movements of a group are done with care, whoever does them. Source: clinical facts 7, the table.
pub fn careful(group: Group) -> Option<&'static str> {
    match group {
        Group::HipFlexion => Some("with pain deep in the groin"),
        Group::HipRotation => Some("with groin pain, or a pinch there"),
        Group::HipExtension => Some("with pain in the low back or at the sit bone"),
        Group::Gluteals => Some("with pain over the outer hip: nothing across the body"),
        Group::Adductors => Some("with groin pain"),
        Group::Psoas => Some("with pain in the groin or at the front of the hip"),
        Group::Quadriceps => Some("with knee pain"),
        Group::Hamstrings => Some("with pain at the sit bone, or tingling down the leg"),
        Group::Other => None,
    }
}

/// Why no list is suggested: an open warning sign, or groin pain before the check asked about it. One's own programme
/// is shown all the same.
fn held(journal: &Journal, today: NaiveDate) -> Option<&'static str> {
    if silenced(journal, today) {
        return Some("See to your open warning sign first; until then no exercises are suggested.");
    }
    let start = journal.day_starts_at();
    let groin = Marked::of(journal, today).sites.contains(&Site::Groin);
    let first = today.checked_sub_days(Days::new(CHECKED - 1)).unwrap_or(today);
    let recent = journal.checks.iter().filter(|check| check.at.day(start) >= first);
    let answered = recent.into_iter().any(|check| check.signs.groin.is_some());
    (groin && !answered)
        .then_some("Answer the warning-signs check first, at least its groin question: you marked groin pain.")
}

/// The session of today that a tick goes into: the last that was not skipped as a whole.
pub fn session_of(journal: &Journal, today: NaiveDate) -> Option<&Session> {
    newest(journal, today, 1).map(|(_, session)| session).find(|session| session.skip.is_none())
}

/// The session of today in which an exercise was done or left out.
pub fn ticked<'a>(journal: &'a Journal, today: NaiveDate, exercise: &Exercise) -> Option<&'a Session> {
    let mut sessions = newest(journal, today, 1).map(|(_, session)| session);
    sessions.find(|session| session.exercises.iter().any(|done: &Done| done.is(exercise)))
}

/// The exercise of that id, as the programme has it.
pub fn exercise(journal: &Journal, now: At, id: Id) -> Option<Exercise> {
    programme(journal, now).into_iter().find(|exercise| exercise.id == id)
}

#[cfg(test)]
mod tests;
