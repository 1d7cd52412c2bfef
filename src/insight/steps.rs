//! Where a step stands: as the person marked it; where they never did, under way from the first entry that belongs to it.

use std::borrow::Cow;

use crate::domain::day::{At, Hour};
use crate::domain::doctor::Permission;
use crate::domain::journal::Journal;
use crate::domain::orthotics::Worn;
use crate::domain::runs::Run;
use crate::domain::steps::{Progress, State, Step};

/// Where a step stands at a moment.
pub fn standing(journal: &Journal, step: Step, now: At) -> Cow<'_, Progress> {
    standing_by(journal, step, now, || first_soft(journal))
}

/// The same, with the first run on a soft surface looked up elsewhere.
pub fn standing_by(
    journal: &Journal,
    step: Step,
    now: At,
    first_soft: impl FnOnce() -> Option<At>,
) -> Cow<'_, Progress> {
    let marked = journal.steps.get(step);
    if !marked.is_unmarked() {
        return Cow::Borrowed(marked);
    }
    let start = journal.day_starts_at();
    let first = match step {
        Step::Doctor => {
            let asked = journal.clearance.iter().filter(|one| one.state() != Permission::None).map(|one| one.at);
            first_day(journal.visits.iter().map(|visit| visit.at).chain(asked), start)
        }
        Step::Therapy => {
            let done = journal.sessions.iter().filter(|session| session.was_done());
            first_day(done.map(|session| session.at), start)
        }
        Step::Orthotics => {
            let pairs = journal.gear.iter().filter(|gear| gear.what() == Worn::Orthotics);
            first_day(pairs.map(|gear| gear.at), start)
        }
        Step::Surface => first_soft(),
        Step::Massage => first_day(journal.massages.iter().map(|massage| massage.at), start),
    };
    // a visit that is still to come has begun nothing
    match first.filter(|&at| at <= now) {
        Some(at) => {
            let since = Some(at.day(start));
            Cow::Owned(Progress { state: State::UnderWay, since, ..marked.clone() })
        }
        None => Cow::Borrowed(marked),
    }
}

/// When the first run on a soft surface was.
pub fn first_soft(journal: &Journal) -> Option<At> {
    let soft = |run: &&Run| run.surfaces.iter().any(|part| part.surface.is_soft());
    first_day(journal.runs.iter().filter(soft).map(|run| run.at), journal.day_starts_at())
}

/// The one on the first day: across time zones a later moment may lie on an earlier day.
fn first_day(all: impl Iterator<Item = At>, start: Hour) -> Option<At> {
    all.min_by_key(|at| (at.day(start), *at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::doctor::Visit;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::runs::Surface::{Grass, Road};
    use crate::insight::kit::{Notes, back, today};

    fn now() -> At {
        At::parse("2026-11-23T20:00:00+01:00").unwrap()
    }

    fn of(journal: &Journal, step: Step) -> (State, Option<chrono::NaiveDate>) {
        let found = standing(journal, step, now());
        (found.state, found.since)
    }

    #[test]
    fn a_step_with_entries_is_under_way_since_the_first() {
        let bare = Notes::default().run(9, 5000, Road).session(8, true).done();
        for &step in Step::ALL {
            assert_eq!(of(&bare, step), (State::NotStarted, None), "{step:?}");
        }
        let journal = Notes::default()
            .run(9, 5000, Road)
            .run(7, 5000, Grass)
            .run(6, 5000, Grass)
            .session(8, true)
            .session(5, false)
            .massage(4)
            .massage(3)
            .gear("insoles", Worn::Orthotics, &[])
            .done();
        for (step, days) in [(Step::Therapy, 5), (Step::Surface, 7), (Step::Massage, 4), (Step::Orthotics, 300)] {
            assert_eq!(of(&journal, step), (State::UnderWay, Some(back(days))), "{step:?}");
        }
    }

    #[test]
    fn the_first_day_is_not_always_that_of_the_first_moment() {
        let mut journal = Notes::default().run(9, 5000, Grass).run(9, 5000, Grass).massage(9).massage(9).done();
        let (east, west) = ("2026-11-13T13:00:00+14:00", "2026-11-12T13:00:00-11:00");
        for (place, at) in [east, west].into_iter().enumerate() {
            let at = At::parse(at).unwrap();
            (journal.runs[place].at, journal.massages[place].at) = (at, at);
        }
        assert!(journal.runs.is_sorted_by_key(|run| run.at));
        for step in [Step::Surface, Step::Massage] {
            assert_eq!(of(&journal, step).1, "2026-11-12".parse().ok(), "{step:?}");
        }
    }

    #[test]
    fn a_visit_counts_once_it_has_been() {
        let mut journal = Journal::default();
        let visit = |day: &str| {
            Visit::blank(Id(uuid::Uuid::from_u128(1)), At::parse(&format!("{day}T20:00:00+01:00")).unwrap())
        };
        journal.visits.push(visit("2026-11-24"));
        assert_eq!(of(&journal, Step::Doctor), (State::NotStarted, None));
        journal.visits = vec![visit("2026-11-23")];
        assert_eq!(of(&journal, Step::Doctor), (State::UnderWay, Some(today())));
    }

    #[test]
    fn what_the_person_marked_stays_also_not_started() {
        let mut journal = Notes::default().massage(4).done();
        for state in State::ALL {
            journal.steps.massage = Progress::default().moved(*state, back(2), None, None);
            assert_eq!(of(&journal, Step::Massage), (*state, Some(back(2))), "{state:?}");
        }
    }
}
