//! Days of the journal as bars: the one place where Today, Pain and Trends make them, so that they cannot disagree.

use chrono::{Datelike, NaiveDate};

use crate::domain::level::Level;
use crate::insight::days::{ChartDay, Median};
use crate::page::Tone;
use crate::tui::widgets::bars::{Bar, Label};

/// What the bars are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Series {
    /// The worst of each day.
    #[default]
    Worst,
    /// The morning of each day.
    Mornings,
}

impl Series {
    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Worst => Self::Mornings,
            Self::Mornings => Self::Worst,
        }
    }

    /// What it is, for a heading.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Worst => "worst of each day",
            Self::Mornings => "morning of each day",
        }
    }

    /// It in a word.
    pub fn short(self) -> &'static str {
        match self {
            Self::Worst => "worst",
            Self::Mornings => "mornings",
        }
    }

    /// Its level of a day.
    pub fn level(self, point: &ChartDay) -> Option<Level> {
        match self {
            Self::Worst => point.day.worst,
            Self::Mornings => point.day.morning,
        }
    }

    /// Its 7-day median.
    pub fn median(self, point: &ChartDay) -> Option<Median> {
        match self {
            Self::Worst => point.median,
            Self::Mornings => point.morning_median,
        }
    }
}

/// A day as a bar.
pub fn bar(point: &ChartDay, series: Series, mark: Option<char>) -> Bar {
    let surface = point.day.runs.last().map(|surface| surface.letter());
    Bar {
        level: series.level(point).map(Level::number),
        line: series.median(point).map(Median::halves),
        run: surface.map(|letter| (letter, point.day.run_m)),
        mark,
    }
}

/// The first letters of the days of the week, today in the tone of a key.
pub fn weekdays(days: &[ChartDay], today: NaiveDate) -> Vec<Label> {
    let tone = |date| if date == today { Tone::Key } else { Tone::Muted };
    let label = |(i, point): (usize, &ChartDay)| {
        Label::new(i, &point.day.date.format("%a").to_string()[..1], tone(point.day.date))
    };
    days.iter().enumerate().map(label).collect()
}

/// Their numbers in the month.
pub fn numbers(days: &[ChartDay], today: NaiveDate) -> Vec<Label> {
    let tone = |date| if date == today { Tone::Key } else { Tone::Muted };
    let label = |(i, point): (usize, &ChartDay)| Label::new(i, point.day.date.day().to_string(), tone(point.day.date));
    days.iter().enumerate().map(label).collect()
}
