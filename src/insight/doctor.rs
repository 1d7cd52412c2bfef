//! Where one stands with the doctor: clearance to run, visits past and next, questions still open.

use chrono::NaiveDate;

use super::limits::clearance_at;
use crate::domain::day::At;
use crate::domain::doctor::{Clearance, Permission, Question, Visit};
use crate::domain::journal::Journal;
use crate::domain::when;

/// How many of the newest visits and questions are looked at.
const NEWEST: usize = 200;
/// Days ahead from which the end of a clearance is said.
const ENDS_SOON: i64 = 7;

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
    /// The visits that were, newest first.
    pub past: Vec<&'a Visit>,
    /// Questions neither asked nor answered, oldest first: whatever the visit they were noted for, they are for the
    /// next one.
    pub open: Vec<&'a Question>,
    /// Questions asked, with no answer noted, oldest first.
    pub unanswered: Vec<&'a Question>,
    /// Questions answered, newest first.
    pub answered: Vec<&'a Question>,
}

/// Where one stands at a moment.
pub fn doctor(journal: &Journal, now: At) -> Doctor<'_> {
    let clearance = clearance_at(journal, now);
    let was = journal.clearance.iter().rev().find(|one| one.began_by(now, journal.day_starts_at()));
    let ahead = journal.visits.partition_point(|visit| visit.at <= now);
    let past: Vec<&Visit> = journal.visits.iter().take(ahead).rev().take(NEWEST).collect();
    let (mut open, mut unanswered, mut answered) = (Vec::new(), Vec::new(), Vec::new());
    for question in journal.questions.iter().rev().take(NEWEST) {
        match (&question.answer, question.asked) {
            (Some(_), _) => answered.push(question),
            (None, true) => unanswered.push(question),
            (None, false) => open.push(question),
        }
    }
    open.reverse();
    unanswered.reverse();
    Doctor {
        clearance,
        expired: was.filter(|_| clearance.is_none()),
        next: journal.visits.get(ahead),
        last: past.first().copied(),
        past,
        open,
        unanswered,
        answered,
    }
}

/// What stands in the way of running, or soon will, in one calm line; nothing where permission holds.
pub fn permission(found: &Doctor, today: NaiveDate) -> Option<String> {
    let Some(clearance) = found.clearance else {
        return Some(match found.expired.and_then(|one| one.until) {
            Some(day) => format!("your clearance to run ended {}", when::say_day(day, today)),
            None => "no clearance recorded yet".into(),
        });
    };
    match clearance.state() {
        Permission::None => Some("no clearance recorded yet".into()),
        Permission::Asked => Some("clearance asked for, no answer yet".into()),
        Permission::Stopped => {
            let by = clearance.by.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
            Some(format!("told to stop running{by}"))
        }
        Permission::Cleared | Permission::ClearedWithLimits => {
            let until = clearance.until.filter(|&day| (day - today).num_days() <= ENDS_SOON)?;
            Some(format!("your clearance to run ends {}", when::say_day(until, today)))
        }
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
    use crate::domain::every_kind::Record;
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
    fn what_stands_in_the_way_of_running_is_one_line() {
        let message = |state: Option<Permission>, until: Option<&str>| {
            let mut journal = Journal::default();
            let mut clearance = Clearance::blank(Id(uuid::Uuid::from_u128(1)), at("2026-11-01T12:00:00+01:00"));
            (clearance.state, clearance.by) = (state, Some("Dr X".into()));
            clearance.until = until.and_then(|day| day.parse().ok());
            journal.clearance.extend(state.map(|_| clearance));
            let now = at("2026-11-23T12:00:00+01:00");
            permission(&doctor(&journal, now), "2026-11-23".parse().unwrap())
        };
        use Permission::{Asked, Cleared, ClearedWithLimits, None as Unasked, Stopped};
        for (state, until, expected) in [
            (None, None, Some("no clearance recorded yet")),
            (Some(Unasked), None, Some("no clearance recorded yet")),
            (Some(Asked), None, Some("clearance asked for, no answer yet")),
            (Some(Stopped), None, Some("told to stop running by Dr X")),
            (Some(Cleared), None, None),
            (Some(ClearedWithLimits), Some("2026-12-01"), None),
            (Some(ClearedWithLimits), Some("2026-11-30"), Some("your clearance to run ends Mon 30 Nov")),
            (Some(Cleared), Some("2026-11-23"), Some("your clearance to run ends Mon 23 Nov")),
            (Some(Cleared), Some("2026-11-22"), Some("your clearance to run ended Sun 22 Nov")),
        ] {
            assert_eq!(message(state, until).as_deref(), expected, "{state:?} {until:?}");
        }
    }

    #[test]
    fn a_question_is_open_until_it_is_asked_or_answered() {
        let mut journal = Journal::default();
        for (n, (asked, answer)) in
            [(false, None), (true, None), (true, Some("yes")), (false, Some("no"))].iter().enumerate()
        {
            let when = format!("2026-11-2{n}T09:00:00+01:00");
            let mut question = Question::blank(Id(uuid::Uuid::from_u128(n as u128)), at(&when));
            (question.asked, question.answer) = (*asked, answer.map(Into::into));
            journal.questions.push(question);
        }
        let found = doctor(&journal, at("2026-11-25T09:00:00+01:00"));
        let ids = |all: &[&Question]| all.iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>();
        assert_eq!((ids(&found.open), ids(&found.unanswered), ids(&found.answered)), (vec![0], vec![1], vec![3, 2]));
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
