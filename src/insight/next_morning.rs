//! The 24-hour tail of a run: the morning before it, the morning after it, and whether the second says it settled.
//!
//! Source: the pain-monitoring model (Silbernagel 2007) and the rules of Vincent & Vincent 2017; the cut of two points
//! is ours, above the noise of a single reading.

use chrono::{Days, NaiveDate};

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::Moment;
use crate::domain::runs::Run;
use crate::domain::when;
use crate::domain::words::words;
use crate::insight::days::{Median, days, median};

/// Days before a run whose mornings may stand in for a missing one.
const BASE_DAYS: u64 = 7;
/// How many of those mornings there must be.
const BASE_LEAST: usize = 3;
/// A rise of the next morning by this many points is not settled.
const NOT_SETTLED_RISE: i16 = 2;
/// A next morning at this level is not settled, whatever the base.
const NOT_SETTLED_LEVEL: u8 = 6;
/// Mornings that a week must have to be compared with another.
pub const WEEK_LEAST: usize = 4;
/// Days of the half year that my own ups and downs are known by.
pub const HALF_YEAR: u64 = 182;
/// Days that two weeks look back.
const WEEKS_DAYS: u64 = 13;

words! {
    /// Where a base comes from.
    BaseFrom, "origin of a base" {
        /// The morning of the run's own day.
        Morning = "morning",
        /// The same, stamped after the run.
        MorningAfterRun = "morning_after_run",
        /// The median of at least three mornings of the seven days before.
        MorningsBefore = "mornings_before",
    }
}

words! {
    /// How the morning after compares.
    Settled, "answer of a morning" {
        /// Two points or more above the base, or at 6 or more.
        NotSettled = "not_settled",
        /// A point above the base.
        Watch = "watch",
        /// No higher than the base.
        Settled = "settled",
    }
}

/// The mornings around a run's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MorningPair {
    /// The level to compare with, and where it comes from.
    pub base: Option<(Median, BaseFrom)>,
    /// The morning level of the day after.
    pub next: Option<Level>,
}

/// The morning levels of days on end, each entry looked at once.
#[derive(Clone, Debug)]
pub struct Mornings {
    first: NaiveDate,
    levels: Vec<Option<Level>>,
    /// Of each day the level of the morning after it.
    next: Vec<Option<Level>>,
    stamps: Vec<Option<At>>,
}

impl Mornings {
    /// The mornings that questions about the days from the first to the last look at: those of the two weeks before
    /// them and of the day after them too.
    pub fn around(journal: &Journal, first: NaiveDate, last: NaiveDate) -> Self {
        let first = first.checked_sub_days(Days::new(WEEKS_DAYS)).unwrap_or(first);
        let last = last.succ_opt().unwrap_or(last);
        let all = days(journal, first, last);
        let levels: Vec<Option<Level>> = all.iter().map(|day| day.morning).collect();
        let mut next: Vec<Option<Level>> = levels.iter().skip(1).copied().chain([None]).collect();
        // across time zones the first morning of a date may be over before the run of the date before begins
        for (day, run) in journal.runs_between(first, last) {
            let Some(after) = usize::try_from((day - first).num_days()).ok().and_then(|place| next.get_mut(place))
            else {
                continue;
            };
            *after = day.succ_opt().and_then(|next| morning_after(journal, next, run.at));
        }
        let stamps = all.iter().map(|day| day.morning_at).collect();
        Self { first, levels, next, stamps }
    }

    /// The level of the morning after a day: the first of the next date that comes after the runs of the day.
    pub fn after(&self, day: NaiveDate) -> Option<Level> {
        let place = usize::try_from((day - self.first).num_days()).ok()?;
        self.next.get(place).copied().flatten()
    }

    /// The same, and those of the half year before, by which my own ups and downs are known.
    pub fn long(journal: &Journal, first: NaiveDate, last: NaiveDate) -> Self {
        Self::around(journal, first.checked_sub_days(Days::new(HALF_YEAR)).unwrap_or(first), last)
    }

    /// The morning level of a day.
    pub fn on(&self, day: NaiveDate) -> Option<Level> {
        let place = usize::try_from((day - self.first).num_days()).ok()?;
        self.levels.get(place).copied().flatten()
    }

    /// The levels there are from the first to the last of some days.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> Vec<Level> {
        first.iter_days().take_while(|&day| day <= last).filter_map(|day| self.on(day)).collect()
    }

    /// The levels there are of so many days, the last of which lies that many days before a day.
    fn back(&self, day: NaiveDate, ends: u64, count: u64) -> Vec<Level> {
        let days = (ends..ends + count).filter_map(|back| day.checked_sub_days(Days::new(back)));
        days.filter_map(|day| self.on(day)).collect()
    }

    /// The mornings around a day.
    pub fn morning_pair(&self, day: NaiveDate) -> MorningPair {
        let own = self.on(day).and_then(|level| median(vec![level])).map(|base| (base, BaseFrom::Morning));
        let stand_in = || {
            let known = self.back(day, 1, BASE_DAYS);
            let base = if known.len() < BASE_LEAST { None } else { median(known) };
            base.map(|base| (base, BaseFrom::MorningsBefore))
        };
        MorningPair { base: own.or_else(stand_in), next: self.after(day) }
    }

    /// The mornings around a run, whose own may be stamped after it: it counts all the same, and that is said.
    pub fn morning_pair_of_run(&self, run: &Run, day: NaiveDate) -> MorningPair {
        let place = usize::try_from((day - self.first).num_days()).ok();
        let stamp = place.and_then(|place| self.stamps.get(place).copied().flatten());
        let later = |(base, from)| match (from, stamp) {
            (BaseFrom::Morning, Some(stamp)) if stamp > run.at => (base, BaseFrom::MorningAfterRun),
            _ => (base, from),
        };
        let tail = self.morning_pair(day);
        MorningPair { base: tail.base.map(later), ..tail }
    }

    /// Why there is nothing to compare the morning after a day with.
    pub fn base_missing(&self, day: NaiveDate) -> String {
        match self.back(day, 1, BASE_DAYS).len() {
            0 => "no morning level before it".into(),
            _ => format!("no morning level of its day, and fewer than three in the {BASE_DAYS} days before"),
        }
    }

    /// The mornings of the week up to a day, and of the week before it.
    pub fn weeks(&self, day: NaiveDate) -> Weeks {
        let week = |ends| {
            let known = self.back(day, ends, 7);
            (known.len(), if known.len() < WEEK_LEAST { None } else { median(known) })
        };
        Weeks { before: week(7), last: week(0) }
    }
}

/// The first morning level of a date that comes after a moment.
pub fn morning_after(journal: &Journal, date: NaiveDate, moment: At) -> Option<Level> {
    let mut mornings = journal.pain_on(date).filter(|pain| pain.moment == Some(Moment::Morning));
    mornings.find(|pain| pain.at > moment).map(|pain| pain.level)
}

/// Why a day has no next morning.
pub fn next_missing(day: NaiveDate, today: NaiveDate) -> String {
    match day.succ_opt() {
        Some(next) if next > today => "the next morning is still to come".into(),
        Some(next) if next == today => "this morning\u{2019}s level is not logged yet".into(),
        Some(next) => format!("no morning level on {}", when::say_day(next, today)),
        None => "there is no next day".into(),
    }
}

/// The mornings around a day.
pub fn morning_pair(journal: &Journal, day: NaiveDate) -> MorningPair {
    Mornings::around(journal, day, day).morning_pair(day)
}

impl MorningPair {
    /// Whether the run settled; nothing where either morning is missing.
    pub fn settled(&self) -> Option<Settled> {
        let (base, next) = (self.base?.0, self.next?);
        let rise_halves = i16::from(next.number()) * 2 - i16::from(base.halves());
        Some(match rise_halves {
            _ if next.number() >= NOT_SETTLED_LEVEL => Settled::NotSettled,
            rise if rise >= NOT_SETTLED_RISE * 2 => Settled::NotSettled,
            rise if rise >= 2 => Settled::Watch,
            _ => Settled::Settled,
        })
    }
}

words! {
    /// How mornings changed from the seven days before to the last seven.
    WeekToWeek, "change of a week" {
        /// Two points or more higher.
        Rising = "rising",
        /// One to under two points higher.
        CreepingUp = "creeping_up",
        /// Neither.
        SteadyOrFalling = "steady_or_falling",
        /// Fewer than four mornings in one of the two weeks.
        NotEnoughMornings = "not_enough_mornings",
    }
}

/// Two weeks of mornings: of each how many there are, and their median where there are at least four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// The week before the last.
    pub before: (usize, Option<Median>),
    /// The last seven days.
    pub last: (usize, Option<Median>),
}

impl Weeks {
    /// How the mornings changed.
    pub fn describe(&self) -> WeekToWeek {
        let (Some(before), Some(last)) = (self.before.1, self.last.1) else { return WeekToWeek::NotEnoughMornings };
        match i16::from(last.halves()) - i16::from(before.halves()) {
            rise if rise >= 4 => WeekToWeek::Rising,
            rise if rise >= 2 => WeekToWeek::CreepingUp,
            _ => WeekToWeek::SteadyOrFalling,
        }
    }
}

/// The mornings of the week up to a day against those of the week before it.
pub fn week_to_week(journal: &Journal, day: NaiveDate) -> WeekToWeek {
    Mornings::around(journal, day, day).weeks(day).describe()
}

/// The mornings around a run.
pub fn morning_pair_of_run(journal: &Journal, run: &Run) -> MorningPair {
    let day = run.at.day(journal.day_starts_at());
    Mornings::around(journal, day, day).morning_pair_of_run(run, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::{Moment, Pain};

    /// Mornings counted back from 23 November 2026: `(days back, level)`.
    fn mornings(levels: &[(u64, u8)]) -> Journal {
        let mut journal = Journal::default();
        for (n, &(back, number)) in levels.iter().enumerate() {
            let day = today().checked_sub_days(Days::new(back)).unwrap();
            let mut pain =
                Pain::blank(Id(uuid::Uuid::from_u128(n as u128)), At::parse(&format!("{day}T07:00:00+01:00")).unwrap());
            (pain.level, pain.moment) = (Level::new(number).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        journal.sort();
        journal
    }

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn settled(base: u8, next: u8) -> Option<Settled> {
        morning_pair(&mornings(&[(1, base), (0, next)]), today().pred_opt().unwrap()).settled()
    }

    #[test]
    fn a_run_settles_where_the_next_morning_is_no_higher() {
        for (base, next, expected) in [
            (2, 2, Settled::Settled),
            (5, 0, Settled::Settled),
            (2, 3, Settled::Watch),
            (2, 4, Settled::NotSettled),
            (4, 5, Settled::Watch),
            (5, 6, Settled::NotSettled),
            (6, 6, Settled::NotSettled),
            (9, 6, Settled::NotSettled),
            (9, 5, Settled::Settled),
        ] {
            assert_eq!(settled(base, next), Some(expected), "{base} {next}");
        }
    }

    #[test]
    fn a_morning_that_was_over_before_the_run_began_is_not_the_one_after_it() {
        let mut journal = Journal::default();
        let mut morning = |n: u128, at: &str, number: u8| {
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n)), At::parse(at).unwrap());
            (pain.level, pain.moment) = (Level::new(number).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        };
        morning(1, "2026-11-24T07:00:00-08:00", 2);
        morning(2, "2026-11-25T07:00:00+08:00", 6);
        let run = At::parse("2026-11-24T20:00:00-08:00").unwrap();
        journal.runs.push(crate::domain::runs::Run::blank(Id(uuid::Uuid::from_u128(9)), run));
        journal.sort();
        let day = "2026-11-24".parse().unwrap();
        assert_eq!(
            morning_pair(&journal, day).next,
            None,
            "that of the 25th in Singapore came five hours before the run"
        );
        let mut home = Pain::blank(Id(uuid::Uuid::from_u128(3)), At::parse("2026-11-25T07:00:00-08:00").unwrap());
        (home.level, home.moment) = (Level::new(3).unwrap(), Some(Moment::Morning));
        journal.pain.push(home);
        journal.sort();
        assert_eq!(morning_pair(&journal, day).next, Level::new(3));
    }

    #[test]
    fn a_missing_morning_is_never_filled_in() {
        assert_eq!(morning_pair(&mornings(&[(1, 2)]), today().pred_opt().unwrap()).settled(), None);
        assert_eq!(morning_pair(&mornings(&[(0, 2)]), today().pred_opt().unwrap()).settled(), None);
    }

    #[test]
    fn three_mornings_of_the_week_before_may_stand_in_for_the_base() {
        let day = today().pred_opt().unwrap(); // the run; the week before it is 2 to 8 days back
        let two = morning_pair(&mornings(&[(2, 2), (8, 2), (9, 2), (0, 2)]), day);
        assert_eq!(two.base, None);
        let three = morning_pair(&mornings(&[(2, 2), (5, 3), (8, 3), (0, 4)]), day);
        assert_eq!(
            three.base.map(|(base, from)| (base.to_string(), from)),
            Some(("3".into(), BaseFrom::MorningsBefore))
        );
        assert_eq!(three.settled(), Some(Settled::Watch));
        let between = morning_pair(&mornings(&[(2, 2), (4, 2), (5, 3), (8, 3), (0, 4)]), day);
        assert_eq!(between.settled(), Some(Settled::Watch), "a rise of 1.5");
        let half = morning_pair(&mornings(&[(2, 2), (4, 2), (5, 3), (8, 3), (0, 3)]), day);
        assert_eq!(half.settled(), Some(Settled::Settled), "a rise of 0.5");
    }

    #[test]
    fn a_morning_stamped_after_the_run_is_its_base_with_a_word() {
        let mut journal = mornings(&[(1, 2), (0, 4)]);
        let from = |journal: &Journal, hour: &str| {
            let at = At::parse(&format!("2026-11-22T{hour}:00+01:00")).unwrap();
            let run = Run::blank(Id(uuid::Uuid::from_u128(99)), at);
            let tail = morning_pair_of_run(journal, &run);
            (tail.base.map(|(base, from)| (base.halves(), from)), tail.settled())
        };
        for (hour, expected) in
            [("07:01", BaseFrom::Morning), ("07:00", BaseFrom::Morning), ("06:59", BaseFrom::MorningAfterRun)]
        {
            assert_eq!(from(&journal, hour), (Some((4, expected)), Some(Settled::NotSettled)), "{hour}");
        }
        journal.pain.remove(0);
        assert_eq!(from(&journal, "06:59").0, None);
    }

    #[test]
    fn weeks_are_compared_by_medians_of_four_mornings_or_more() {
        let weeks = |last: &[u8], before: &[u8]| {
            let last = last.iter().enumerate().map(|(i, &level)| (i as u64, level));
            let before = before.iter().enumerate().map(|(i, &level)| (i as u64 + 7, level));
            week_to_week(&mornings(&last.chain(before).collect::<Vec<_>>()), today())
        };
        assert_eq!(weeks(&[4, 4, 4, 4], &[2, 2, 2, 2]), WeekToWeek::Rising);
        assert_eq!(weeks(&[4, 4, 3, 3], &[2, 2, 2, 2]), WeekToWeek::CreepingUp);
        assert_eq!(weeks(&[3, 3, 3, 3], &[2, 2, 2, 2]), WeekToWeek::CreepingUp);
        assert_eq!(weeks(&[3, 3, 2, 2], &[2, 2, 2, 2]), WeekToWeek::SteadyOrFalling);
        assert_eq!(weeks(&[0; 7], &[5; 7]), WeekToWeek::SteadyOrFalling);
        assert_eq!(weeks(&[4, 4, 4], &[2, 2, 2, 2]), WeekToWeek::NotEnoughMornings);
        assert_eq!(weeks(&[4, 4, 4, 4], &[2, 2, 2]), WeekToWeek::NotEnoughMornings);
    }
}
