//! Today: what is logged, what is due, the last run.

use crate::insight::days::{morning, worst};
use chrono::NaiveDate;

use super::checks::{Asks, asks};
use super::doctor::{away, doctor};
use super::massage::last;
use super::therapy::{Standing, therapy};
use super::warnings::silenced;
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::Pain;
use crate::domain::runs::Run;
use crate::domain::steps::State;
use crate::domain::when;
use crate::domain::words::{counted, words};

/// A visit is due this many days ahead.
const VISIT_SOON: i64 = 7;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What it is.
    pub what: What,
    /// What is asked for, in a few words.
    pub message: String,
    /// What belongs to it where there is room; may be empty.
    pub more: String,
}

words! {
    /// What can be due.
    What, "thing that can be due" {
        /// The warning-signs check.
        Check = "check",
        /// The morning level after a run the day before: what the run is judged by.
        NextMorning = "next-morning",
        /// The morning level.
        Morning = "morning",
        /// Exercises of the day's list.
        Exercises = "exercises",
        /// A massage, where an interval is set.
        Massage = "massage",
        /// A visit soon.
        Visit = "visit",
    }
}

impl Due {
    fn new(what: What, message: impl Into<String>) -> Self {
        Self { what, message: message.into(), more: String::new() }
    }
}

/// What is due, most important first. Each line is one thing that can be due.
pub fn due(journal: &Journal, now: At) -> Vec<Due> {
    let check = asks(journal, now);
    let first = check.filter(|&why| why == Asks::Symptoms);
    let later = check.filter(|&why| why != Asks::Symptoms);
    let all = [
        first.map(due_check),
        due_morning(journal, now),
        later.map(due_check),
        due_exercises(journal, now),
        due_massage(journal, now),
        due_visit(journal, now),
    ];
    // beside an open warning sign nothing is suggested but its one action
    let suggests = |due: &Due| matches!(due.what, What::Exercises | What::Massage);
    let silent = silenced(journal, now.day(journal.day_starts_at()));
    all.into_iter().flatten().filter(|due| !(silent && suggests(due))).collect()
}

fn due_check(why: Asks) -> Due {
    Due { more: why.describe().into(), ..Due::new(What::Check, "warning-signs check") }
}

fn due_morning(journal: &Journal, now: At) -> Option<Due> {
    let date = now.day(journal.day_starts_at());
    let ran = |day: Option<NaiveDate>| day.is_some_and(|day| journal.runs_on(day).next().is_some());
    match (morning(journal, date), ran(date.pred_opt())) {
        (Some(_), _) => None,
        (None, true) => Some(Due::new(What::NextMorning, "morning level after yesterday\u{2019}s run")),
        (None, false) => Some(Due::new(What::Morning, "morning level")),
    }
}

/// Only of a programme that somebody follows, and never beside an open warning sign.
fn due_exercises(journal: &Journal, now: At) -> Option<Due> {
    let over = matches!(journal.steps.therapy.state, State::Done | State::NotForMe);
    // a journal without any is looked at no further
    if over || (journal.exercises.is_empty() && journal.sessions.is_empty()) {
        return None;
    }
    let found = therapy(journal, now);
    let due: Vec<&str> = found.due().map(|asked| asked.exercise.called()).collect();
    let done = found.programme.iter().filter(|asked| asked.standing == Standing::Done).count();
    if due.is_empty() || found.held.is_some() {
        return None;
    }
    let left = counted(due.len(), "exercise", "exercises");
    let message = if done == 0 { left } else { format!("{left}, {done} done today") };
    Some(Due { more: due.join(", "), ..Due::new(What::Exercises, message) })
}

fn due_massage(journal: &Journal, now: At) -> Option<Due> {
    let today = now.day(journal.day_starts_at());
    let last = last(journal, today).filter(|last| last.due.is_some_and(|due| due <= today))?;
    let more = format!("{} since the last", counted(usize::try_from(last.days).unwrap_or(0), "day", "days"));
    Some(Due { more, ..Due::new(What::Massage, "massage") })
}

fn due_visit(journal: &Journal, now: At) -> Option<Due> {
    let (start, found) = (journal.day_starts_at(), doctor(journal, now));
    let (visit, today) = (found.next?, now.day(start));
    let day = visit.at.day(start);
    if (day - today).num_days() > VISIT_SOON {
        return None;
    }
    let with = visit.with.as_deref().map(|with| format!(" with {with}")).unwrap_or_default();
    let time = when::say_time(visit.at.local().time(), &journal.settings);
    let mut more = format!("{} {time}", when::say_day(day, today));
    if !found.open.is_empty() {
        more.push_str(&format!(", {} to ask", counted(found.open.len(), "question", "questions")));
    }
    Some(Due { more, ..Due::new(What::Visit, format!("visit{with} {}", away(day, today))) })
}

/// What there is to say about the journal day of `now`.
pub fn today(journal: &Journal, now: At) -> Today<'_> {
    let date = now.day(journal.day_starts_at());
    Today {
        date,
        morning: morning(journal, date),
        worst: worst(journal, date),
        pain: journal.pain_on(date).collect(),
        runs: journal.runs_on(date).collect(),
        last_run: journal.runs.last(),
        due: due(journal, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checks::{Answer, Check};
    use crate::domain::doctor::{Question, Visit};
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::massage::Massage;
    use crate::domain::pain::Moment;

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

    fn whats(journal: &Journal, now: &str) -> Vec<What> {
        due(journal, at(now)).iter().map(|due| due.what).collect()
    }

    #[test]
    fn the_morning_is_the_first_and_the_worst_counts_the_run() {
        let journal = journal();
        let today = today(&journal, at("2026-11-23T20:00:00+01:00"));
        assert_eq!((today.morning, today.worst), (Some(level(4)), Some(level(6))));
        assert_eq!((today.pain.len(), today.runs.len()), (3, 1));
    }

    #[test]
    fn the_morning_after_a_run_is_due_first() {
        let journal = journal();
        let next = today(&journal, at("2026-11-24T07:00:00+01:00"));
        assert_eq!((next.morning, next.worst), (None, None));
        assert_eq!(whats(&journal, "2026-11-24T07:00:00+01:00"), [What::NextMorning, What::Check]);
        assert_eq!(whats(&journal, "2026-11-25T07:00:00+01:00"), [What::Morning, What::Check]);
        // until four it is still the day of the run
        assert_eq!(whats(&journal, "2026-11-24T03:59:00+01:00"), [What::Check]);
    }

    #[test]
    fn symptoms_put_the_check_first_and_a_check_takes_it_away() {
        let mut journal = journal();
        journal.pain[0].woke = true;
        let now = "2026-11-24T07:00:00+01:00";
        assert_eq!(whats(&journal, now), [What::Check, What::NextMorning]);
        journal.checks.push(Check::blank(Id(uuid::Uuid::from_u128(20)), at("2026-11-24T06:00:00+01:00")));
        assert_eq!(whats(&journal, now), [What::NextMorning]);
    }

    #[test]
    fn beside_an_open_warning_sign_no_massage_is_suggested() {
        let mut journal = journal();
        journal.settings.massage_every = Some(7);
        journal.massages.push(Massage::blank(Id(uuid::Uuid::from_u128(40)), at("2026-11-01T10:00:00+01:00")));
        let now = "2026-11-24T20:00:00+01:00";
        assert!(whats(&journal, now).contains(&What::Massage));
        let mut check = Check::blank(Id(uuid::Uuid::from_u128(41)), at("2026-11-24T10:00:00+01:00"));
        check.signs.answer("fever", Some(Answer::Yes));
        journal.checks.push(check);
        assert!(!whats(&journal, now).contains(&What::Massage));
    }

    #[test]
    fn a_visit_is_due_a_week_ahead_with_its_questions() {
        let mut journal = journal();
        let mut visit = Visit::blank(Id(uuid::Uuid::from_u128(30)), at("2026-12-01T10:00:00+01:00"));
        visit.with = Some("Dr Figment".into());
        journal.visits.push(visit);
        let message = |journal: &Journal, now: &str| due(journal, at(now)).pop().map(|due| (due.message, due.more));
        assert!(!whats(&journal, "2026-11-23T20:00:00+01:00").contains(&What::Visit));
        let (soon, more) = message(&journal, "2026-11-24T20:00:00+01:00").unwrap();
        assert_eq!((&*soon, &*more), ("visit with Dr Figment in 7 days", "Tue 1 Dec 10:00"));
        journal.questions.push(Question::blank(Id(uuid::Uuid::from_u128(31)), at("2026-11-20T10:00:00+01:00")));
        let (soon, more) = message(&journal, "2026-12-01T09:00:00+01:00").unwrap();
        assert_eq!((&*soon, &*more), ("visit with Dr Figment today", "Tue 1 Dec 10:00, 1 question to ask"));
    }
}
