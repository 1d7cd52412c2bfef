//! The time axis of the Trends tab: the days of a period on so many columns, several days in one where it is long and
//! several columns for one where it is short.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::level::Level;
use crate::domain::run_surfaces::MainSurface;
use crate::insight::days::{ChartDay, Median, median};
use crate::tui::tabs::phrases;
use crate::tui::widgets::chart::ChartColumn;

/// Days in a column with which each month can have its label, and those with which each half year can.
const WEEKLY: usize = 7;
const MONTHLY: usize = 28;
/// The most columns that one day takes.
const WIDEST: usize = 5;

/// How days lie on columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The first day.
    first: NaiveDate,
    /// How many days there are.
    days: usize,
    /// Days that share a column.
    pub together: usize,
    /// Columns from one to the next.
    apart: usize,
}

impl Axis {
    /// So many days from the first, on so many columns.
    pub fn new(first: NaiveDate, days: usize, width: usize) -> Self {
        let (days, width) = (days.max(1), width.max(1));
        Self { first, days, together: days.div_ceil(width), apart: (width / days).clamp(1, WIDEST) }
    }

    /// The column of a day; nothing outside.
    pub fn column(self, day: NaiveDate) -> Option<usize> {
        let n = usize::try_from((day - self.first).num_days()).ok().filter(|&n| n < self.days)?;
        Some(n / self.together * self.apart)
    }

    /// The columns of these days, the first of which is the axis' own; `mark` gives a day its letter.
    pub fn columns(self, points: &[ChartDay], mark: impl Fn(NaiveDate) -> Option<char>) -> Vec<ChartColumn> {
        let mut columns: Vec<ChartColumn> = Vec::new();
        for days in points.chunks(self.together) {
            let line = days.iter().rev().find_map(|point| point.median).map(Median::halves);
            // between two days the line goes on where both have a median
            let before = columns.last().and_then(|column| column.line);
            for _ in 1..if columns.is_empty() { 1 } else { self.apart } {
                columns.push(ChartColumn { line: before.filter(|_| line.is_some()), ..ChartColumn::default() });
            }
            let worst = typical(days);
            columns.push(ChartColumn {
                value: worst.map(|level| (level.number(), phrases::digit(Some(level)))),
                line,
                below: surface(days).map(MainSurface::letter),
                mark: days.iter().rev().find_map(|point| mark(point.day.date)),
                label: self.label(days),
            });
        }
        columns
    }

    /// The Monday of a week where each day has its column, else the month that begins, its year in the place of
    /// January; where months are too close together to be told apart, the half years, then the years alone.
    fn label(self, days: &[ChartDay]) -> Option<String> {
        let mut dates = days.iter().map(|point| point.day.date);
        if self.together == 1 {
            return dates.find(|date| date.weekday() == Weekday::Mon).map(|date| date.format("%-d %b").to_string());
        }
        let told = |date: &NaiveDate| match date.month() {
            1 => true,
            7 => self.together <= MONTHLY,
            _ => self.together <= WEEKLY,
        };
        let first = dates.find(|date| date.day() == 1 && told(date))?;
        Some(first.format(if first.month() == 1 { "%Y" } else { "%b" }).to_string())
    }
}

/// The worst of a day; of several the median of their worsts, half points rounded up: the highest of many would be the
/// higher the more they are.
fn typical(days: &[ChartDay]) -> Option<Level> {
    let worsts = days.iter().filter_map(|point| point.day.worst).collect();
    Level::new(median(worsts)?.halves().div_ceil(2))
}

/// The surface most run on, the later of two that are even.
fn surface(days: &[ChartDay]) -> Option<MainSurface> {
    let runs: Vec<MainSurface> = days.iter().flat_map(|point| point.day.runs.iter().copied()).collect();
    runs.iter().copied().max_by_key(|one| runs.iter().filter(|other| *other == one).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::runs::Surface;
    use crate::insight::days::Day;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn points(first: &str, runs: &[&[Surface]]) -> Vec<ChartDay> {
        let days = date(first).iter_days().zip(runs);
        let day = |(date, runs): (NaiveDate, &&[Surface])| Day {
            date,
            worst: None,
            morning: None,
            morning_at: None,
            runs: runs.iter().map(|&surface| MainSurface(Some(surface))).collect(),
            run_m: None,
        };
        days.map(|pair| ChartDay { day: day(pair), median: None, known: 0, morning_median: None }).collect()
    }

    #[test]
    fn a_short_period_is_spread_and_a_long_one_shares_columns() {
        let first = date("2026-10-14");
        let axis = |days, width| Axis::new(first, days, width);
        assert_eq!((axis(14, 75).together, axis(14, 75).apart), (1, 5));
        assert_eq!((axis(42, 75).together, axis(42, 75).apart), (1, 1));
        assert_eq!((axis(75, 75).together, axis(76, 75).together), (1, 2));
        assert_eq!((axis(0, 0).together, axis(0, 0).apart), (1, 1));
        assert_eq!(axis(14, 75).column(date("2026-10-15")), Some(5));
        assert_eq!(axis(150, 75).column(date("2026-10-17")), Some(1));
        assert_eq!(axis(14, 75).column(date("2026-10-28")), None);
        assert_eq!(axis(14, 75).column(date("2026-10-13")), None);
    }

    #[test]
    fn a_column_of_several_days_shows_the_surface_most_run_on() {
        let grass: &[Surface] = &[Surface::Grass];
        let points = points("2026-11-30", &[grass, &[], &[Surface::Road, Surface::Grass], &[Surface::Track]]);
        let axis = Axis::new(date("2026-11-30"), 4, 2);
        let columns = axis.columns(&points, |day| (day == date("2026-12-01")).then_some('A'));
        let below: Vec<Option<char>> = columns.iter().map(|column| column.below).collect();
        assert_eq!(below, [Some('g'), Some('t')]);
        assert_eq!((columns[0].mark, columns[0].label.as_deref()), (Some('A'), Some("Dec")));
    }

    #[test]
    fn a_column_of_several_days_shows_the_median_of_their_worsts() {
        let mut points = points("2026-11-24", &[&[], &[], &[], &[]]);
        for (point, level) in points.iter_mut().zip([2, 9, 3, 4]) {
            point.day.worst = Level::new(level);
        }
        let value = |n: usize| typical(&points[..n]).map(Level::number);
        assert_eq!([value(0), value(1), value(2), value(3), value(4)], [None, Some(2), Some(6), Some(3), Some(4)]);
    }

    #[test]
    fn labels_are_weeks_months_half_years_or_years_as_there_is_room() {
        let labels = |days: usize| {
            let first = date("2024-12-30");
            let axis = Axis::new(first, days, 74);
            let all = vec![&[][..]; days];
            let columns = axis.columns(&points("2024-12-30", &all), |_| None);
            columns.into_iter().filter_map(|column| column.label).take(3).collect::<Vec<_>>()
        };
        assert_eq!(labels(42), ["30 Dec", "6 Jan", "13 Jan"]);
        assert_eq!(labels(365), ["2025", "Feb", "Mar"]);
        assert_eq!(labels(3 * 365), ["2025", "Jul", "2026"]);
        assert_eq!(labels(20 * 365), ["2025", "2026", "2027"]);
    }

    #[test]
    fn the_line_between_spread_days_is_open_at_a_gap() {
        let median = crate::insight::days::median(vec![crate::domain::level::Level::new(4).unwrap()]);
        let mut points = points("2026-11-24", &[&[], &[], &[]]);
        (points[0].median, points[1].median) = (median, median);
        let axis = Axis::new(date("2026-11-24"), 3, 6);
        let line: Vec<bool> = axis.columns(&points, |_| None).iter().map(|column| column.line.is_some()).collect();
        assert_eq!(line, [true, true, true, false, false]);
    }
}
