//! Days: what each one says, and the 7-day median that runs along them. A missing value is a gap, never zero.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::Moment;
use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Run;

/// Days that a running median looks at, the day itself included.
const MEDIAN_DAYS: u64 = 7;
/// How many of them must have a value.
pub const MEDIAN_LEAST: usize = 4;

/// What one journal day says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its date.
    pub date: NaiveDate,
    /// The highest of all its levels, run levels included.
    pub worst: Option<Level>,
    /// Its first morning level.
    pub morning: Option<Level>,
    /// When that is stamped.
    pub morning_at: Option<At>,
    /// The surface of its runs, one for each run: that of its longest part.
    pub runs: Vec<MainSurface>,
    /// Metres of its runs that have a distance; nothing where none has one.
    pub run_m: Option<u32>,
}

impl Day {
    fn blank(date: NaiveDate) -> Self {
        Self { date, worst: None, morning: None, morning_at: None, runs: Vec::new(), run_m: None }
    }
}

/// The days from the first to the last, both included; each entry is looked at once.
pub fn days(journal: &Journal, first: NaiveDate, last: NaiveDate) -> Vec<Day> {
    let mut days: Vec<Day> = first.iter_days().take_while(|&date| date <= last).map(Day::blank).collect();
    let place = |date: NaiveDate| usize::try_from((date - first).num_days()).ok();
    for (date, pain) in journal.pain_between(first, last) {
        let Some(day) = place(date).and_then(|place| days.get_mut(place)) else { continue };
        day.worst = day.worst.max(Some(pain.level));
        if pain.moment == Some(Moment::Morning) {
            day.morning.get_or_insert(pain.level);
            day.morning_at.get_or_insert(pain.at);
        }
    }
    for (date, run) in journal.runs_between(first, last) {
        let Some(day) = place(date).and_then(|place| days.get_mut(place)) else { continue };
        day.worst = day.worst.max(run.worst());
        day.runs.push(run.main_surface());
        day.run_m = day.run_m.into_iter().chain(run.distance_m).reduce(u32::saturating_add);
    }
    days
}

/// What a day says.
pub fn day(journal: &Journal, date: NaiveDate) -> Day {
    days(journal, date, date).pop().unwrap_or(Day::blank(date))
}

/// The median of daily worsts over a day and the six before it; a gap where fewer than four of them have one.
pub fn median_of_worsts(journal: &Journal, date: NaiveDate) -> Option<Median> {
    let week = (0..MEDIAN_DAYS).filter_map(|back| date.checked_sub_days(Days::new(back)));
    let worsts: Vec<Level> = week.filter_map(|date| worst(journal, date)).collect();
    if worsts.len() < MEDIAN_LEAST { None } else { median(worsts) }
}

/// A day on a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartDay {
    /// What the day says.
    pub day: Day,
    /// The 7-day median of daily worsts; a gap where too few days have one.
    pub median: Option<Median>,
    /// How many of the seven days have a worst.
    pub known: usize,
    /// The 7-day median of mornings; a gap where too few days have one.
    pub morning_median: Option<Median>,
}

/// The days from the first to the last with their 7-day medians, each day looked up once.
pub fn points(journal: &Journal, first: NaiveDate, last: NaiveDate) -> Vec<ChartDay> {
    let before = usize::try_from(MEDIAN_DAYS - 1).unwrap_or(0);
    let from = first.checked_sub_days(Days::new(MEDIAN_DAYS - 1)).unwrap_or(first);
    let all = days(journal, from, last);
    let point = |(end, day): (usize, &Day)| {
        let week = &all[end.saturating_sub(before)..=end];
        let worsts: Vec<Level> = week.iter().filter_map(|day| day.worst).collect();
        let mornings: Vec<Level> = week.iter().filter_map(|day| day.morning).collect();
        let known = worsts.len();
        let of = |levels: Vec<Level>| if levels.len() < MEDIAN_LEAST { None } else { median(levels) };
        ChartDay { day: day.clone(), median: of(worsts), known, morning_median: of(mornings) }
    };
    all.iter().enumerate().skip_while(|(_, day)| day.date < first).map(point).collect()
}

/// A median of levels; half points print as 3.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Median {
    halves: u8,
}

impl Median {
    /// The median as a level, a half point up.
    pub fn rounded(self) -> u8 {
        self.halves.div_ceil(2)
    }

    /// The median in half points, 0–20.
    pub fn halves(self) -> u8 {
        self.halves
    }
}

impl fmt::Display for Median {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.halves % 2 {
            0 => write!(f, "{}", self.halves / 2),
            _ => write!(f, "{}.5", self.halves / 2),
        }
    }
}

/// The median of some levels; nothing of none.
pub fn median(mut levels: Vec<Level>) -> Option<Median> {
    levels.sort_unstable();
    let (low, high) = (levels.get(levels.len().checked_sub(1)? / 2)?, levels.get(levels.len() / 2)?);
    Some(Median { halves: low.number() + high.number() })
}

/// The morning level of a day: its first `morning` one.
pub fn morning(journal: &Journal, day: NaiveDate) -> Option<Level> {
    journal.pain_on(day).find(|pain| pain.moment == Some(Moment::Morning)).map(|pain| pain.level)
}

/// The worst of a day: the highest of all its levels, run levels included.
pub fn worst(journal: &Journal, day: NaiveDate) -> Option<Level> {
    let pain = journal.pain_on(day).map(|pain| pain.level);
    pain.chain(journal.runs_on(day).filter_map(Run::worst)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::Pain;
    use crate::domain::runs::{Run, Stretch, Surface};

    fn levels(numbers: &[u8]) -> Vec<Level> {
        numbers.iter().map(|&n| Level::new(n).unwrap()).collect()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn journal(levels: &[(&str, u8)]) -> Journal {
        let mut journal = Journal::default();
        for (n, (day, number)) in levels.iter().enumerate() {
            let at = At::parse(&format!("{day}T12:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n as u128)), at);
            pain.level = Level::new(*number).unwrap();
            journal.pain.push(pain);
        }
        journal.sort();
        journal
    }

    #[test]
    fn a_median_may_lie_between_two_levels() {
        let shown = |numbers: &[u8]| median(levels(numbers)).map(|median| median.to_string());
        assert_eq!(shown(&[]), None);
        assert_eq!(shown(&[4]).as_deref(), Some("4"));
        assert_eq!(shown(&[4, 3]).as_deref(), Some("3.5"));
        assert_eq!(shown(&[10, 0, 10, 10]).as_deref(), Some("10"));
        assert_eq!(shown(&[1, 9, 2]).as_deref(), Some("2"));
    }

    #[test]
    fn the_running_median_is_a_gap_under_four_days_of_seven() {
        let three = journal(&[("2026-11-17", 9), ("2026-11-18", 2), ("2026-11-23", 3)]);
        assert_eq!(median_of_worsts(&three, date("2026-11-23")), None);
        let four = journal(&[("2026-11-17", 9), ("2026-11-18", 2), ("2026-11-22", 5), ("2026-11-23", 3)]);
        assert_eq!(median_of_worsts(&four, date("2026-11-23")).unwrap().to_string(), "4");
        assert_eq!(median_of_worsts(&four, date("2026-11-24")), None, "the first of them is eight days back");
    }

    #[test]
    fn the_points_of_a_chart_are_the_days_and_their_medians() {
        let journal = journal(&[
            ("2026-11-10", 1),
            ("2026-11-11", 4),
            ("2026-11-12", 5),
            ("2026-11-14", 6),
            ("2026-11-20", 2),
            ("2026-11-21", 2),
        ]);
        let found = points(&journal, date("2026-11-12"), date("2026-11-21"));
        assert_eq!(found.len(), 10);
        for point in &found {
            assert_eq!(point.day, day(&journal, point.day.date));
            assert_eq!(point.median, median_of_worsts(&journal, point.day.date), "{}", point.day.date);
        }
        assert_eq!(found[2].known, 4);
        assert!(points(&journal, date("2026-11-21"), date("2026-11-20")).is_empty());
    }

    #[test]
    fn a_day_without_levels_is_a_gap_and_two_levels_are_the_worse() {
        let journal = journal(&[("2026-11-22", 2), ("2026-11-22", 6), ("2026-11-24", 0)]);
        let worsts: Vec<Option<u8>> = days(&journal, date("2026-11-22"), date("2026-11-24"))
            .into_iter()
            .map(|day| day.worst.map(Level::number))
            .collect();
        assert_eq!(worsts, [Some(6), None, Some(0)]);
    }

    #[test]
    fn a_run_counts_by_its_longest_stretch() {
        let mut journal = Journal::default();
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(1)), At::parse("2026-11-23T12:00:00+01:00").unwrap());
        let stretch = |surface, metres| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
        run.surfaces = vec![stretch(Surface::Grass, 3000), stretch(Surface::Road, 3000), stretch(Surface::Sand, 100)];
        journal.runs.push(run.clone());
        run.surfaces.clear();
        run.id = Id(uuid::Uuid::from_u128(2));
        journal.runs.push(run);
        assert_eq!(day(&journal, date("2026-11-23")).runs, [MainSurface(Some(Surface::Grass)), MainSurface(None)]);
    }
}
