//! The ground run on: the soft share week by week against a goal of mine, and what each ground said the next morning.
//! Grounds stand in the order of their list, never ranked.

use chrono::{Datelike, Days, NaiveDate};

use super::mornings::{Mornings, changes, ground};
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Surface};

/// Some runs by the ground they were on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many runs.
    pub runs: usize,
    /// Metres.
    pub distance_m: u64,
    /// Metres whose ground is known.
    pub known_m: u64,
    /// Metres of them on soft ground.
    pub soft_m: u64,
}

impl Share {
    /// Adds a run.
    pub fn add(&mut self, run: &Run) {
        self.runs += 1;
        self.distance_m += u64::from(run.distance_m.unwrap_or(0));
        for stretch in &run.surfaces {
            let metres = u64::from(stretch.distance_m.unwrap_or(0));
            self.known_m += metres;
            self.soft_m += if stretch.surface.is_soft() { metres } else { 0 };
        }
    }

    /// The share of the known ground that is soft, whole per cent; nothing where none is known.
    pub fn soft_percent(&self) -> Option<u64> {
        (self.known_m > 0).then(|| (self.soft_m * 100 + self.known_m / 2) / self.known_m)
    }

    /// True where the soft share is at the goal or above it, per cent; nothing where no ground is known.
    pub fn reaches(&self, goal: u32) -> Option<bool> {
        (self.known_m > 0).then(|| self.soft_m * 100 >= u64::from(goal) * self.known_m)
    }
}

/// A week by the ground of its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub first: NaiveDate,
    /// Its runs.
    pub share: Share,
}

/// The first day of the week of a day, as the settings begin weeks.
pub fn first_of_week(journal: &Journal, day: NaiveDate) -> NaiveDate {
    let begins = journal.settings.week_starts_on.weekday();
    let back = (7 + day.weekday().num_days_from_monday() - begins.num_days_from_monday()) % 7;
    day.checked_sub_days(Days::new(u64::from(back))).unwrap_or(day)
}

/// The last weeks, oldest first, the one of today last; weeks without a run are there.
pub fn weeks(journal: &Journal, today: NaiveDate, count: u64) -> Vec<Week> {
    let this = first_of_week(journal, today);
    let firsts = (0..count).rev().filter_map(|back| this.checked_sub_days(Days::new(back * 7)));
    let mut weeks: Vec<Week> = firsts.map(|first| Week { first, share: Share::default() }).collect();
    let Some(first) = weeks.first().map(|week| week.first) else { return weeks };
    for (day, run) in journal.runs_between(first, today) {
        let place = usize::try_from((day - first).num_days() / 7).unwrap_or(usize::MAX);
        if let Some(week) = weeks.get_mut(place) {
            week.share.add(run);
        }
    }
    weeks
}

/// One ground over some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// Which.
    pub surface: Surface,
    /// Runs that were on it, wholly or in part.
    pub runs: usize,
    /// Metres on it.
    pub distance_m: u64,
    /// The mornings after the runs of which it was the longest stretch.
    pub mornings: Mornings,
}

/// The grounds of the days from the first to the last, in the order of their list.
pub fn grounds(journal: &Journal, first: NaiveDate, last: NaiveDate) -> Vec<Ground> {
    let changes = changes(journal, first, last);
    let one = |&surface: &Surface| {
        let on = |run: &Run| run.surfaces.iter().find(|stretch| stretch.surface == surface).cloned();
        let stretches: Vec<_> = changes.iter().filter_map(|change| on(change.run)).collect();
        let mornings = changes.iter().filter(|change| ground(change.run) == Some(surface));
        (!stretches.is_empty()).then(|| Ground {
            surface,
            runs: stretches.len(),
            distance_m: stretches.iter().filter_map(|stretch| stretch.distance_m).map(u64::from).sum(),
            mornings: Mornings::of(mornings.filter_map(|change| change.points)),
        })
    };
    Surface::ALL.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::pain::{Moment, Pain};
    use crate::domain::runs::Stretch;
    use crate::domain::settings::WeekStart;

    fn day(text: &str) -> NaiveDate {
        format!("2026-11-{text}").parse().unwrap()
    }

    fn run(n: u128, day: &str, parts: &[(Surface, u32)]) -> Run {
        let at = At::parse(&format!("2026-11-{day}T18:00:00+01:00")).unwrap();
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(n)), at);
        let part = |&(surface, metres)| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
        run.surfaces = parts.iter().map(part).collect();
        run.distance_m = Some(parts.iter().map(|(_, metres)| metres).sum());
        run
    }

    fn morning(n: u128, day: u64, level: u8) -> Pain {
        let at = At::parse(&format!("2026-11-{day:02}T07:00:00+01:00")).unwrap();
        let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n)), at);
        (pain.level, pain.moment) = (Level::new(level).unwrap(), Some(Moment::Morning));
        pain
    }

    #[test]
    fn a_share_is_of_the_known_ground_and_reaches_its_goal_exactly() {
        let mut share = Share::default();
        assert_eq!((share.soft_percent(), share.reaches(1)), (None, None));
        share.add(&run(1, "10", &[(Surface::Grass, 599), (Surface::Road, 401)]));
        assert_eq!((share.soft_percent(), share.reaches(60), share.reaches(59)), (Some(60), Some(false), Some(true)));
        let mut unknown = run(2, "10", &[]);
        unknown.distance_m = Some(5000);
        share.add(&unknown);
        assert_eq!((share.runs, share.distance_m, share.known_m), (2, 6000, 1000));
        let mut half = Share::default();
        half.add(&run(3, "10", &[(Surface::Sand, 500), (Surface::Trail, 500)]));
        assert_eq!((half.soft_percent(), half.reaches(50), half.reaches(51)), (Some(50), Some(true), Some(false)));
    }

    #[test]
    fn weeks_begin_where_the_settings_say_and_empty_ones_are_there() {
        let mut journal = Journal::default();
        journal.runs = vec![
            run(1, "08", &[(Surface::Road, 1000)]),
            run(2, "09", &[(Surface::Grass, 1000)]),
            run(3, "23", &[(Surface::Grass, 2000)]),
        ];
        let shown = |journal: &Journal| -> Vec<(String, usize)> {
            let weeks = weeks(journal, day("23"), 3);
            weeks.iter().map(|week| (week.first.to_string(), week.share.runs)).collect()
        };
        // 23 November 2026 is a Monday
        assert_eq!(
            shown(&journal),
            [("2026-11-09".to_owned(), 1), ("2026-11-16".to_owned(), 0), ("2026-11-23".to_owned(), 1)]
        );
        journal.settings.week_starts_on = WeekStart::Sunday;
        assert_eq!(
            shown(&journal),
            [("2026-11-08".to_owned(), 2), ("2026-11-15".to_owned(), 0), ("2026-11-22".to_owned(), 1)]
        );
        journal.settings.week_starts_on = WeekStart::Saturday;
        assert_eq!(first_of_week(&journal, day("20")), day("14"));
        assert_eq!(first_of_week(&journal, day("21")), day("21"));
        assert_eq!(weeks(&journal, day("23"), 0), []);
    }

    #[test]
    fn a_ground_sums_its_stretches_and_the_mornings_of_the_runs_that_were_mostly_on_it() {
        let mut journal = Journal::default();
        journal.runs = vec![
            run(1, "10", &[(Surface::Road, 2000), (Surface::Grass, 3000)]),
            run(2, "12", &[(Surface::Grass, 4000)]),
            run(3, "14", &[(Surface::Grass, 4000)]),
            run(4, "16", &[(Surface::Road, 4000)]),
        ];
        journal.pain = (10..18).map(|n| morning(100 + u128::from(n), n, if n % 2 == 0 { 2 } else { 3 })).collect();
        let grounds = grounds(&journal, day("01"), day("30"));
        let shown: Vec<_> =
            grounds.iter().map(|one| (one.surface.word(), one.runs, one.distance_m, one.mornings.n)).collect();
        assert_eq!(shown, [("grass", 3, 11_000, 3), ("road", 2, 6000, 1)]);
        assert_eq!(grounds[0].mornings.known.map(|spread| spread.median), Some(1.0));
        assert_eq!(grounds[1].mornings.known, None);
    }
}
