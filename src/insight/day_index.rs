//! Which days have something recorded, and what: found by search, so that it takes as long in twenty years as in a month.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::day::{At, Hour};
use crate::domain::entry::Item;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;

/// The entries of a day, in the order of its hours: pain levels, runs, notes, markers, sittings, own measures. (Massages,
/// visits and the like are listed with their steps.)
pub fn entries(journal: &Journal, day: NaiveDate) -> Vec<&dyn Item> {
    let start = journal.day_starts_at();
    let mut items: Vec<&dyn Item> = Vec::new();
    items.extend(journal.pain_on(day).map(|pain| pain as &dyn Item));
    items.extend(journal.runs_on(day).map(|run| run as &dyn Item));
    items.extend(of_day(&journal.notes, day, start));
    items.extend(of_day(&journal.markers, day, start));
    items.extend(of_day(&journal.sitting, day, start));
    items.extend(of_day(&journal.measures, day, start));
    items.sort_by_key(|item| (item.at(), item.id()));
    items
}

/// The last day before that one with something recorded.
pub fn older(journal: &Journal, day: NaiveDate) -> Option<NaiveDate> {
    let start = journal.day_starts_at();
    let found = [
        before(&journal.pain, day, start, |pain| pain.at),
        before(&journal.runs, day, start, |run| run.at),
        before(&journal.notes, day, start, |note| note.at),
        before(&journal.markers, day, start, |marker| marker.at),
        before(&journal.sitting, day, start, |sitting| sitting.at),
        before(&journal.measures, day, start, |measure| measure.at),
    ];
    found.into_iter().flatten().max()
}

/// The first day after that one with something recorded.
pub fn newer(journal: &Journal, day: NaiveDate) -> Option<NaiveDate> {
    let start = journal.day_starts_at();
    let found = [
        after(&journal.pain, day, start, |pain| pain.at),
        after(&journal.runs, day, start, |run| run.at),
        after(&journal.notes, day, start, |note| note.at),
        after(&journal.markers, day, start, |marker| marker.at),
        after(&journal.sitting, day, start, |sitting| sitting.at),
        after(&journal.measures, day, start, |measure| measure.at),
    ];
    found.into_iter().flatten().min()
}

/// The newest and the oldest day with something recorded.
pub fn ends(journal: &Journal) -> Option<(NaiveDate, NaiveDate)> {
    Some((older(journal, NaiveDate::MAX)?, newer(journal, NaiveDate::MIN)?))
}

/// True where all that is recorded was made or changed on one day, and something is. A journal that goes further back is
/// told by its first entries.
pub fn begun_on(journal: &Journal, day: NaiveDate) -> bool {
    let start = journal.day_starts_at();
    let of_day = |at: Option<At>| at.is_some_and(|at| at.day(start) == day);
    let mut entries = Kind::ALL.iter().flat_map(|&kind| journal.items(kind));
    !journal.is_empty()
        && entries.all(|item| of_day(item.modified()))
        && journal.deleted.iter().all(|one| of_day(Some(one.at)))
}

/// Midnight, universal time, so many days from a day; nothing at the end of all time.
fn edge(day: NaiveDate, days: i64) -> Option<chrono::DateTime<chrono::Utc>> {
    let moved = match days {
        0.. => day.checked_add_days(Days::new(days.unsigned_abs())),
        _ => day.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    moved.map(|day| day.and_time(NaiveTime::MIN).and_utc())
}

fn of_day<T: Item>(list: &[T], day: NaiveDate, start: Hour) -> impl Iterator<Item = &dyn Item> {
    let near = around(list, day, Item::at).iter();
    near.filter(move |item| item.at().day(start) == day).map(|item| item as &dyn Item)
}

/// The part of a sorted list that can belong to a day, whatever the offsets.
fn around<T>(list: &[T], day: NaiveDate, at: impl Fn(&T) -> At) -> &[T] {
    let first = edge(day, -1).map_or(0, |from| list.partition_point(|one| at(one).0 < from));
    let last = edge(day, 3).map_or(list.len(), |until| list.partition_point(|one| at(one).0 < until));
    &list[first..last.max(first)]
}

fn before<T>(list: &[T], day: NaiveDate, start: Hour, at: impl Fn(&T) -> At) -> Option<NaiveDate> {
    let until = edge(day, 3).map_or(list.len(), |until| list.partition_point(|one| at(one).0 < until));
    let mut days = list[..until].iter().rev().map(|one| at(one).day(start)).skip_while(|&one| one >= day);
    let found = days.next()?;
    // an earlier moment may lie on a later day, at another place of the world; never by more than two
    let near = days.take_while(|&one| (found - one).num_days() <= 2);
    near.filter(|&one| one < day).chain([found]).max()
}

fn after<T>(list: &[T], day: NaiveDate, start: Hour, at: impl Fn(&T) -> At) -> Option<NaiveDate> {
    let from = edge(day, -1).map_or(0, |from| list.partition_point(|one| at(one).0 < from));
    let mut days = list[from..].iter().map(|one| at(one).day(start)).skip_while(|&one| one <= day);
    let found = days.next()?;
    let near = days.take_while(|&one| (one - found).num_days() <= 2);
    near.filter(|&one| one > day).chain([found]).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::notes::Note;
    use crate::domain::pain::Pain;
    use proptest::prelude::*;

    fn journal(pain: &[&str], notes: &[&str]) -> Journal {
        let mut journal = Journal::default();
        let id = |n: usize| Id(uuid::Uuid::from_u128(n as u128));
        journal.pain = pain.iter().enumerate().map(|(n, at)| Pain::blank(id(n), At::parse(at).unwrap())).collect();
        journal.notes =
            notes.iter().enumerate().map(|(n, at)| Note::blank(id(100 + n), At::parse(at).unwrap())).collect();
        journal.sort();
        journal
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_without_anything_are_passed_over() {
        let journal = journal(
            &["2026-11-20T07:00:00+01:00", "2026-11-20T21:00:00+01:00", "2026-11-24T03:00:00+01:00"],
            &["2026-11-22T09:00:00+01:00"],
        );
        assert_eq!(ends(&journal), Some((day("2026-11-23"), day("2026-11-20"))));
        assert_eq!(older(&journal, day("2026-11-23")), Some(day("2026-11-22")));
        assert_eq!(older(&journal, day("2026-11-22")), Some(day("2026-11-20")));
        assert_eq!(older(&journal, day("2026-11-20")), None);
        assert_eq!(newer(&journal, day("2026-11-21")), Some(day("2026-11-22")));
        assert_eq!(newer(&journal, day("2026-11-23")), None);
        assert_eq!(entries(&journal, day("2026-11-20")).len(), 2);
        assert_eq!(entries(&journal, day("2026-11-22")).len(), 1);
        assert_eq!(ends(&Journal::default()), None);
    }

    proptest! {
        #[test]
        fn stepping_through_the_days_finds_all_of_them(hours in proptest::collection::vec((0i64..400, -11i32..=13), 1..30)) {
            let times: Vec<String> = hours.iter().map(|&(hour, offset)| {
                let utc = day("2026-01-10").and_time(NaiveTime::MIN).and_utc() + chrono::Duration::hours(hour);
                utc.with_timezone(&chrono::FixedOffset::east_opt(offset * 3600).unwrap()).to_rfc3339()
            }).collect();
            let times: Vec<&str> = times.iter().map(String::as_str).collect();
            let journal = journal(&times, &[]);
            let mut all: Vec<NaiveDate> = journal.pain.iter().map(|pain| pain.at.day(journal.day_starts_at())).collect();
            all.sort_unstable();
            all.dedup();
            let (newest, oldest) = ends(&journal).unwrap();
            let down: Vec<_> = std::iter::successors(Some(newest), |&day| older(&journal, day)).collect();
            let up: Vec<_> = std::iter::successors(Some(oldest), |&day| newer(&journal, day)).collect();
            prop_assert_eq!(&up, &all);
            all.reverse();
            prop_assert_eq!(&down, &all);
        }
    }
}
