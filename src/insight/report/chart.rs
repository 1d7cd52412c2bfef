//! Pain by day, with the runs and the markers below; for a long period by week, then by four weeks.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::status::ChangeMark;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Surface;
use crate::insight::days::{MEDIAN_LEAST, days};
use crate::insight::report::covered::{Covered, Figure};

/// The most columns that a page has room for.
pub const COLUMNS: usize = 70;
/// Days of a week.
const WEEK: usize = 7;

/// One column: a day, or several days of a long period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DayColumn {
    /// Its first day.
    pub from: NaiveDate,
    /// The worst of the day; for several days the median of their worsts, with how many have one: a gap where under four
    /// of seven have.
    pub worst: Figure,
    /// The highest of all.
    pub highest: Option<Level>,
    /// The surface of each run.
    pub runs: Vec<MainSurface>,
    /// A painkiller was taken.
    pub medication: bool,
    /// The letters of the changes, each once.
    pub markers: Vec<char>,
}

/// The distance run in a week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartWeek {
    /// Its first day.
    pub from: NaiveDate,
    /// Metres of all runs; 0 without a run; nothing where no run has a distance, or before the journal began.
    pub distance_m: Option<u32>,
    /// Metres on each surface, in the order of the surfaces.
    pub surfaces: Vec<(Surface, u32)>,
    /// Metres of which the surface is not known.
    pub unknown_m: u32,
    /// How many runs there were, those without a distance too; nothing of a week before the journal began.
    pub runs: Option<usize>,
}

/// The two charts of the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// Days in a column.
    pub days_per_column: usize,
    /// The columns, oldest first.
    pub columns: Vec<DayColumn>,
    /// Distance by week, oldest first; empty where no run has a distance.
    pub weeks: Vec<ChartWeek>,
}

/// The charts of a period.
pub fn chart(journal: &Journal, period: Covered, markers: &[ChangeMark]) -> Chart {
    let step = [1, WEEK, 4 * WEEK].into_iter().find(|step| period.days.div_ceil(*step) <= COLUMNS);
    let step = step.unwrap_or_else(|| period.days.div_ceil(COLUMNS));
    let all = days(journal, period.from, period.to);
    let pills: Vec<NaiveDate> = journal
        .pain_between(period.from, period.to)
        .filter(|(_, one)| one.medication.is_some())
        .map(|(day, _)| day)
        .collect();
    let column = |days: &[crate::insight::days::Day]| {
        let (from, to) = (days.first().map_or(period.from, |d| d.date), days.last().map_or(period.from, |d| d.date));
        let within = |day: &NaiveDate| (from..=to).contains(day);
        let number = |level: Level| i32::from(level.number());
        DayColumn {
            from,
            worst: Figure::median(days.iter().filter_map(|day| day.worst).map(number).collect(), least(days.len())),
            highest: days.iter().filter_map(|day| day.worst).max(),
            runs: days.iter().flat_map(|day| day.runs.iter().copied()).collect(),
            medication: pills.iter().any(within),
            markers: letters(markers.iter().filter(|mark| within(&mark.on))),
        }
    };
    Chart { days_per_column: step, columns: all.chunks(step).map(column).collect(), weeks: weeks(journal, period) }
}

/// Values that the median of so many days needs: of seven four (clinical 1.5), of more as large a part of them, of fewer
/// four too; a day is its own.
fn least(days: usize) -> usize {
    match days {
        ..2 => 1,
        days => (MEDIAN_LEAST * days).div_ceil(WEEK).max(MEDIAN_LEAST),
    }
}

/// The letters of some markers, each once.
fn letters<'a>(marks: impl Iterator<Item = &'a ChangeMark>) -> Vec<char> {
    let letters: BTreeSet<char> = marks.filter_map(|mark| mark.letter).collect();
    letters.into_iter().collect()
}

fn weeks(journal: &Journal, period: Covered) -> Vec<ChartWeek> {
    let metres = |metres: u64| u32::try_from(metres).unwrap_or(u32::MAX);
    let week = |week: crate::insight::weeks::Week| ChartWeek {
        from: week.from,
        distance_m: week.distance_m.ok().map(metres),
        surfaces: week.surfaces.iter().map(|&(surface, sum)| (surface, metres(sum))).collect(),
        unknown_m: metres(week.unknown_m),
        runs: week.begun.then_some(week.runs),
    };
    let all: Vec<ChartWeek> = crate::insight::weeks::weeks(journal, period.period()).into_iter().map(week).collect();
    if all.iter().all(|week| week.metres() == 0) { Vec::new() } else { all }
}

impl ChartWeek {
    /// The parts of its bar, those whose surface is not known last.
    pub fn parts(&self) -> impl Iterator<Item = (MainSurface, u32)> {
        let known = self.surfaces.iter().map(|&(surface, metres)| (MainSurface(Some(surface)), metres));
        known.chain([(MainSurface(None), self.unknown_m)]).filter(|(_, metres)| *metres > 0)
    }

    /// All its metres.
    pub fn metres(&self) -> u32 {
        self.parts().map(|(_, metres)| metres).sum()
    }
}

impl Chart {
    /// True where no column has a level or a run.
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.highest.is_none() && column.runs.is_empty())
    }
}
