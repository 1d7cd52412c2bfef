//! The time axis of the Trends tab: the days of a period on so many columns, several days in one where it is long and
//! several columns for one where it is short.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::level::Level;
use crate::domain::run_surfaces::MainSurface;
use crate::insight::days::{ChartDay, Median, median};
use crate::page::Tone;
use crate::tui::tabs::plot::Series;
use crate::tui::widgets::bars::{Bar, Label, SCALE};

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
    pub apart: usize,
}

impl Axis {
    /// So many days from the first, on so many columns.
    pub fn new(first: NaiveDate, days: usize, width: usize) -> Self {
        let (days, width) = (days.max(1), width.max(1));
        Self { first, days, together: days.div_ceil(width), apart: (width / days).clamp(1, WIDEST) }
    }

    /// Columns of a chart on it.
    pub fn width(self) -> usize {
        SCALE + self.days.div_ceil(self.together) * self.apart
    }

    /// The bar of a day; nothing outside.
    pub fn bar(self, day: NaiveDate) -> Option<usize> {
        let n = usize::try_from((day - self.first).num_days()).ok().filter(|&n| n < self.days)?;
        Some(n / self.together)
    }

    /// The bars of these days, the first of which is the axis' own, and their labels; `mark` gives a day its letter.
    pub fn bars(
        self,
        points: &[ChartDay],
        series: Series,
        mark: impl Fn(NaiveDate) -> Option<char>,
    ) -> (Vec<Bar>, Vec<Label>) {
        let groups = points.chunks(self.together);
        let bar = |days: &[ChartDay]| Bar {
            level: typical(days, series).map(Level::number),
            line: days.iter().rev().find_map(|point| series.median(point)).map(Median::halves),
            run: surface(days).map(|surface| (surface.letter(), metres(days))),
            mark: days.iter().rev().find_map(|point| mark(point.day.date)),
        };
        let label = |(i, days): (usize, &[ChartDay])| Some(Label::new(i, self.label(days)?, Tone::Muted));
        (groups.clone().map(bar).collect(), groups.enumerate().filter_map(label).collect())
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
fn typical(days: &[ChartDay], series: Series) -> Option<Level> {
    let levels = days.iter().filter_map(|point| series.level(point)).collect();
    Level::new(median(levels)?.halves().div_ceil(2))
}

/// How far all their runs were together; nothing where none has a distance.
fn metres(days: &[ChartDay]) -> Option<u32> {
    days.iter().filter_map(|point| point.day.run_m).reduce(u32::saturating_add)
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
        assert_eq!(axis(14, 75).bar(date("2026-10-15")), Some(1));
        assert_eq!(axis(150, 75).bar(date("2026-10-17")), Some(1));
        assert_eq!(axis(14, 75).bar(date("2026-10-28")), None);
        assert_eq!(axis(14, 75).bar(date("2026-10-13")), None);
    }

    #[test]
    fn a_column_of_several_days_shows_the_surface_most_run_on() {
        let grass: &[Surface] = &[Surface::Grass];
        let points = points("2026-11-30", &[grass, &[], &[Surface::Road, Surface::Grass], &[Surface::Track]]);
        let axis = Axis::new(date("2026-11-30"), 4, 2);
        let (bars, labels) = axis.bars(&points, Series::Worst, |day| (day == date("2026-12-01")).then_some('A'));
        let below: Vec<Option<char>> = bars.iter().map(|bar| bar.run.map(|run| run.0)).collect();
        assert_eq!(below, [Some('g'), Some('t')]);
        assert_eq!((bars[0].mark, &*labels[0].text), (Some('A'), "Dec"));
    }

    #[test]
    fn a_column_of_several_days_shows_the_median_of_their_worsts() {
        let mut points = points("2026-11-24", &[&[], &[], &[], &[]]);
        for (point, level) in points.iter_mut().zip([2, 9, 3, 4]) {
            point.day.worst = Level::new(level);
        }
        let value = |n: usize| typical(&points[..n], Series::Worst).map(Level::number);
        assert_eq!([value(0), value(1), value(2), value(3), value(4)], [None, Some(2), Some(6), Some(3), Some(4)]);
    }

    #[test]
    fn labels_are_weeks_months_half_years_or_years_as_there_is_room() {
        let labels = |days: usize| {
            let first = date("2024-12-30");
            let axis = Axis::new(first, days, 74);
            let all = vec![&[][..]; days];
            let (_, labels) = axis.bars(&points("2024-12-30", &all), Series::Worst, |_| None);
            labels.into_iter().map(|label| label.text).take(3).collect::<Vec<_>>()
        };
        assert_eq!(labels(42), ["30 Dec", "6 Jan", "13 Jan"]);
        assert_eq!(labels(365), ["2025", "Feb", "Mar"]);
        assert_eq!(labels(3 * 365), ["2025", "Jul", "2026"]);
        assert_eq!(labels(20 * 365), ["2025", "2026", "2027"]);
    }
}
