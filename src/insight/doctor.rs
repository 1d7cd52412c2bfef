//! Where one stands with the doctor: permission to run, visits past and next, questions still open.

use chrono::NaiveDate;

use super::limits::clearance_on;
use crate::domain::day::At;
use crate::domain::doctor::{Clearance, Question, Visit};
use crate::domain::journal::Journal;

/// How many of the newest questions are looked at for open ones.
const QUESTIONS: usize = 200;

/// Where one stands.
#[derive(Debug)]
pub struct Doctor<'a> {
    /// The permission that holds today.
    pub clearance: Option<&'a Clearance>,
    /// The last one, where its last day is over.
    pub expired: Option<&'a Clearance>,
    /// The visit that comes next.
    pub next: Option<&'a Visit>,
    /// The last visit that was.
    pub last: Option<&'a Visit>,
    /// Questions not asked yet, oldest first.
    pub open: Vec<&'a Question>,
}

/// Where one stands at a moment.
pub fn doctor(journal: &Journal, now: At) -> Doctor<'_> {
    let today = now.day(journal.day_starts_at());
    let clearance = clearance_on(journal, today);
    let was = journal.clearance.iter().rev().find(|one| one.at.day(journal.day_starts_at()) <= today);
    let ahead = journal.visits.partition_point(|visit| visit.at <= now);
    let mut open: Vec<&Question> = journal.questions.iter().rev().take(QUESTIONS).filter(|one| !one.asked).collect();
    open.reverse();
    Doctor {
        clearance,
        expired: was.filter(|_| clearance.is_none()),
        next: journal.visits.get(ahead),
        last: ahead.checked_sub(1).and_then(|last| journal.visits.get(last)),
        open,
    }
}

/// How far a day lies from today, in words: `today`, `tomorrow`, `in 6 days`, `3 days ago`.
pub fn away(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doctor::Permission;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;

    fn at(text: &str) -> At {
        At::parse(text).unwrap()
    }

    #[test]
    fn visits_are_parted_at_this_moment() {
        let mut journal = Journal::default();
        for (n, when) in ["2026-11-20T09:00:00+01:00", "2026-11-23T09:00:00+01:00"].into_iter().enumerate() {
            journal.visits.push(Visit::blank(Id(uuid::Uuid::from_u128(n as u128)), at(when)));
        }
        let days = |now: &str| {
            let found = doctor(&journal, at(now));
            (found.last.map(|visit| visit.at), found.next.map(|visit| visit.at))
        };
        let (first, second) = (at("2026-11-20T09:00:00+01:00"), at("2026-11-23T09:00:00+01:00"));
        assert_eq!(days("2026-11-19T09:00:00+01:00"), (None, Some(first)));
        assert_eq!(days("2026-11-23T08:59:59+01:00"), (Some(first), Some(second)));
        assert_eq!(days("2026-11-23T09:00:00+01:00"), (Some(second), None));
    }

    #[test]
    fn a_clearance_whose_last_day_is_over_is_said_to_be() {
        let mut journal = Journal::default();
        let mut clearance = Clearance::blank(Id(uuid::Uuid::from_u128(1)), at("2026-11-01T12:00:00+01:00"));
        (clearance.state, clearance.until) = (Some(Permission::Cleared), "2026-11-10".parse().ok());
        journal.clearance.push(clearance);
        let holds = |now: &str| {
            let found = doctor(&journal, at(now));
            (found.clearance.is_some(), found.expired.is_some())
        };
        assert_eq!(holds("2026-10-31T12:00:00+01:00"), (false, false));
        assert_eq!(holds("2026-11-10T12:00:00+01:00"), (true, false));
        assert_eq!(holds("2026-11-11T12:00:00+01:00"), (false, true));
    }

    #[test]
    fn only_questions_not_asked_are_open() {
        let mut journal = Journal::default();
        for (n, asked) in [true, false, false].into_iter().enumerate() {
            let mut question = Question::blank(Id(uuid::Uuid::from_u128(n as u128)), at("2026-11-20T09:00:00+01:00"));
            question.asked = asked;
            journal.questions.push(question);
        }
        let open: Vec<Id> =
            doctor(&journal, at("2026-11-23T09:00:00+01:00")).open.iter().map(|question| question.id).collect();
        assert_eq!(open, [Id(uuid::Uuid::from_u128(1)), Id(uuid::Uuid::from_u128(2))]);
    }

    #[test]
    fn days_away_are_said_as_people_say_them() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let said = |text: &str| away(day(text), day("2026-11-23"));
        assert_eq!(said("2026-11-23"), "today");
        assert_eq!(said("2026-11-24"), "tomorrow");
        assert_eq!(said("2026-11-29"), "in 6 days");
        assert_eq!(said("2026-11-22"), "yesterday");
        assert_eq!(said("2026-11-20"), "3 days ago");
    }
}
