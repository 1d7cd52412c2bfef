//! Shoes and orthotics: distance and age from the runs, the quiet notes, the usual pairs of a new run, and runs and
//! mornings with orthotics and without.
//!
//! Source: `clinical.md` 8.2 and 8.3: no evidence that replacing shoes at a distance prevents injury.

use crate::insight::responses::{pairs_of_orthotics, with_orthotics};
use std::collections::HashMap;

use chrono::NaiveDate;

use super::period::Period;
use crate::domain::day::At;
use crate::domain::field::Lookup;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::orthotics::{Gear, Worn};
use crate::domain::runs::Run;
use crate::insight::known::Known;
use crate::insight::next_morning::Mornings;
use crate::insight::responses::{DayResponse, Summary, responses, summary};
use crate::insight::weeks::metres_of;

/// What a pair was used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Runs.
    pub runs: usize,
    /// Metres on them.
    pub distance_m: u64,
    /// The day of the last one.
    pub last: Option<NaiveDate>,
}

/// What every pair was used for. Looks at each run once; keep the answer while nothing changes.
pub fn used(journal: &Journal) -> HashMap<Id, Used> {
    let start = journal.day_starts_at();
    let mut all: HashMap<Id, Used> = HashMap::new();
    for run in &journal.runs {
        for &id in &run.gear {
            let one = all.entry(id).or_default();
            one.runs += 1;
            one.distance_m += u64::from(run.distance_m.unwrap_or(0));
            one.last = one.last.max(Some(run.at.day(start)));
        }
    }
    all
}

/// How far a pair has gone: what it came with and its runs, metres.
pub fn distance_m(gear: &Gear, used: Used) -> u64 {
    used.distance_m + u64::from(gear.start_m.unwrap_or(0))
}

/// Days from when it came to its last day, or to today.
pub fn age_days(journal: &Journal, gear: &Gear, today: NaiveDate) -> i64 {
    (gear.retired.unwrap_or(today).min(today) - gear.at.day(journal.day_starts_at())).num_days()
}

/// The highest of the set distances that shoes still in use have gone, metres; nothing for other pairs.
pub fn note_m(journal: &Journal, gear: &Gear, distance_m: u64) -> Option<u32> {
    let notes = journal.settings.shoe_notes_m.0.iter().copied();
    let in_use = gear.what() == Worn::Shoes && gear.retired.is_none();
    notes.filter(|&note| in_use && note > 0 && distance_m >= u64::from(note)).max()
}

/// What a quiet note says.
pub const NOTE: &str = "many people replace shoes at about this distance; the evidence is weak";

/// The pairs that a new run of a day takes: of the shoes and of the orthotics the one for new runs, if it was there by
/// then and not retired before. Of several, which only a file edited elsewhere can have, the one changed last.
pub fn usual(journal: &dyn Lookup, day: NaiveDate) -> Vec<Id> {
    let start = journal.day_starts_at();
    let there = |gear: &&Gear| gear.at.day(start) <= day && gear.retired.is_none_or(|last| last >= day);
    let last_set = |gear: &&Gear| -> (At, Id) { (gear.modified.unwrap_or(gear.at), gear.id) };
    let one = |&what: &Worn| {
        let all = journal.all::<Gear>(Kind::Gear).iter().filter(|gear| gear.default && gear.what() == what);
        all.filter(there).max_by_key(last_set).map(|gear| gear.id)
    };
    Worn::ALL.iter().filter_map(one).collect()
}

/// Some runs and the mornings after them.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// How many.
    pub runs: usize,
    /// Metres of those that have a distance.
    pub distance_m: Known<u64>,
    /// The mornings after the days of which all runs were of this kind.
    pub mornings: Summary,
}

/// Runs with orthotics, without, and those of which it is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct OrthoticsRuns {
    /// Those that name a pair of orthotics.
    pub with: Runs,
    /// Those that name other gear only, or were before the first pair came.
    pub without: Runs,
    /// How many name no gear, once there was a pair.
    pub unknown: usize,
}

/// The runs of a period, with orthotics and without; nothing where there are no orthotics.
pub fn with_without(journal: &Journal, period: Period) -> Option<OrthoticsRuns> {
    let pairs = pairs_of_orthotics(journal);
    if pairs.is_empty() {
        return None;
    }
    let all: Vec<(Option<bool>, &Run)> = journal
        .runs_between(period.from, period.to)
        .map(|(day, run)| (with_orthotics(run, day, &pairs), run))
        .collect();
    let days = responses(journal, period, &Mornings::around(journal, period.from, period.to));
    let runs = |with: bool| {
        let these = all.iter().filter(|(one, _)| *one == Some(with));
        let of_days = |day: &&DayResponse| day.runs > 0 && day.orthotics == Some(with);
        Runs {
            runs: these.clone().count(),
            distance_m: metres_of(these.map(|(_, run)| run.distance_m)),
            mornings: summary(days.iter().filter(of_days)),
        }
    };
    let unknown = all.iter().filter(|(one, _)| one.is_none()).count();
    Some(OrthoticsRuns { with: runs(true), without: runs(false), unknown })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::level::Level;
    use crate::domain::pain::{Moment, Pain};
    use crate::domain::settings::ShoeNotes;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn at(day: u32) -> At {
        At::parse(&format!("2026-11-{day:02}T12:00:00+01:00")).unwrap()
    }

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
    }

    fn gear(n: u128, came: u32, what: Worn, set: impl Fn(&mut Gear)) -> Gear {
        let mut gear = Gear::blank(id(n), at(came));
        gear.what = Some(what);
        set(&mut gear);
        gear
    }

    fn run(n: u128, day: u32, metres: u32, gear: &[u128]) -> Run {
        let mut run = Run::blank(id(n), at(day));
        run.distance_m = Some(metres);
        run.gear = gear.iter().map(|&n| id(n)).collect();
        run
    }

    #[test]
    fn a_pair_goes_as_far_as_its_runs_and_what_it_came_with() {
        let mut journal =
            Journal { gear: vec![gear(1, 1, Worn::Shoes, |gear| gear.start_m = Some(1000))], ..Journal::default() };
        journal.runs = vec![run(10, 3, 5000, &[1, 2]), run(11, 5, 2000, &[1]), run(12, 6, 9000, &[])];
        let used = used(&journal);
        assert_eq!(used.get(&id(1)), Some(&Used { runs: 2, distance_m: 7000, last: Some(day(5)) }));
        assert_eq!(used.get(&id(2)).map(|used| used.distance_m), Some(5000));
        assert_eq!(distance_m(&journal.gear[0], used[&id(1)]), 8000);
        assert_eq!(age_days(&journal, &journal.gear[0], day(23)), 22);
        journal.gear[0].retired = Some(day(11));
        assert_eq!(age_days(&journal, &journal.gear[0], day(23)), 10);
    }

    #[test]
    fn a_note_comes_with_the_set_distance_for_shoes_in_use_only() {
        let mut journal = Journal::default();
        let shoes = gear(1, 1, Worn::Shoes, |_| {});
        for (metres, note) in [
            (479_999, None),
            (480_000, Some(480_000)),
            (799_999, Some(480_000)),
            (800_000, Some(800_000)),
            (2_000_000, Some(800_000)),
        ] {
            assert_eq!(note_m(&journal, &shoes, metres), note, "{metres}");
        }
        assert_eq!(note_m(&journal, &gear(1, 1, Worn::Orthotics, |_| {}), 900_000), None);
        assert_eq!(note_m(&journal, &gear(1, 1, Worn::Shoes, |gear| gear.retired = Some(day(2))), 900_000), None);
        journal.settings.shoe_notes_m = ShoeNotes(vec![]);
        assert_eq!(note_m(&journal, &shoes, 900_000), None, "turned off");
    }

    #[test]
    fn a_new_run_takes_one_pair_of_each_kind_that_was_there_on_its_day() {
        let mut journal = Journal::default();
        let usual_one = |gear: &mut Gear| gear.default = true;
        journal.gear = vec![
            gear(1, 1, Worn::Shoes, usual_one),
            gear(2, 5, Worn::Orthotics, usual_one),
            gear(3, 7, Worn::Shoes, |_| {}),
        ];
        assert_eq!(usual(&journal, day(4)), [id(1)], "the orthotics came later");
        assert_eq!(usual(&journal, day(5)), [id(1), id(2)]);
        journal.gear[0].retired = Some(day(10));
        assert_eq!(usual(&journal, day(10)), [id(1), id(2)]);
        assert_eq!(usual(&journal, day(11)), [id(2)]);
        journal.gear[0].retired = None;
        journal.gear[2].default = true;
        assert_eq!(usual(&journal, day(11)), [id(3), id(2)], "of two the one that came, or was changed, last");
        journal.gear[0].modified = Some(at(20));
        assert_eq!(usual(&journal, day(21)), [id(1), id(2)]);
    }

    #[test]
    fn without_means_other_gear_or_before_the_first_pair_and_no_gear_is_unknown() {
        let mut journal = Journal {
            runs: vec![
                run(10, 2, 1000, &[]),
                run(11, 6, 2000, &[1, 2]),
                run(12, 8, 3000, &[1]),
                run(13, 10, 4000, &[]),
                run(14, 12, 5000, &[2]),
            ],
            ..Journal::default()
        };
        let november = Period { from: day(1), to: day(30) };
        assert_eq!(with_without(&journal, november), None);
        journal.gear = vec![gear(1, 1, Worn::Shoes, |_| {}), gear(2, 5, Worn::Orthotics, |_| {})];
        for n in [2, 3, 6, 7, 10, 11, 12, 13] {
            let mut pain = Pain::blank(id(100 + n), at(u32::try_from(n).unwrap()));
            (pain.level, pain.moment) = (Level::new(2).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        let found = with_without(&journal, november).unwrap();
        assert_eq!((found.with.runs, found.with.distance_m.clone(), found.with.mornings.n), (2, Ok(7000), 2));
        assert_eq!((found.without.runs, found.without.distance_m.clone(), found.without.mornings.n), (2, Ok(4000), 1));
        assert_eq!(found.unknown, 1, "and its mornings count for neither");
        assert!(found.with.mornings.median.is_err(), "two are too few");
    }
}
