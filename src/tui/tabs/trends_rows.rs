//! What stands below the chart of the Trends tab: its key, the weeks as bars of letters, and every answer in words.

use crate::domain::run_surfaces::MainSurface;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::insight::known::NOT_KNOWN;
use crate::insight::markers::lettered;
use crate::insight::trends::Trends;
use crate::insight::weeks::Week;
use crate::page::{Line, Tone, table};
use crate::render::trends;
use crate::tui::context::Context;
use crate::tui::tabs::pain_chart;
use crate::tui::widgets::text;
use crate::tui::widgets::weeks::{self, WeekBar};

/// Bars at the most; where there are more weeks, several share one.
const BARS: usize = 16;
/// The mark of weeks that are cut by the ends of the period.
const PARTLY: &str = " (partly)";

/// The rows of a period, with what the letters of changes mean where that stands nowhere else; so many days are together in a column of the chart.
pub fn rows(ctx: &Context, trends: &Trends, together: usize, width: usize, with_key: bool) -> Vec<Line> {
    let mut rows = Vec::new();
    let (digit, letter) = match together {
        1 => ("highest of the day".into(), "surface of the run"),
        days => (format!("median of the daily worsts of the {days} days of a column"), "surface most run on"),
    };
    let message = format!(" digit: {digit}   \u{2500} 7-day median of the daily worst   letter: {letter}");
    rows.extend(text::wrap(&Line::of(message, Tone::Muted), width, 1));
    let run_on = |surface: &MainSurface| trends.points.iter().any(|point| point.day.runs.contains(surface));
    let surfaces = MainSurface::all().filter(run_on);
    let key = surfaces.fold(Line::default(), |line, surface| {
        let letter = surface.letter();
        line.and(format!(" {letter} "), Tone::Surface(letter)).and(format!("{} ", surface.describe()), Tone::Muted)
    });
    if !key.0.is_empty() {
        rows.extend(text::wrap(&key, width, 1));
    }
    let (first, last) = (trends.period.from, trends.period.to);
    let all = ctx.sums.markers(ctx.journal);
    let markers = lettered(&all, first, last);
    if with_key {
        rows.extend(pain_chart::key(&markers, ctx.today(), width, usize::MAX));
    }
    rows.extend(bars(ctx, &trends.weeks, width));
    rows.extend(table::lines(&trends::details(ctx.journal, trends), width, 1));
    rows
}

/// Some weeks in one bar.
struct Bar {
    label: String,
    /// True where a part of it lies outside the period.
    partly: bool,
    /// False where all of it was before anything was recorded.
    begun: bool,
    runs: usize,
    /// Metres; nothing where there were runs, and none has a distance, or nothing was recorded yet.
    distance_m: Option<u64>,
    surfaces: Vec<(MainSurface, u64)>,
}

impl Bar {
    fn of(weeks: &[Week]) -> Self {
        let mut bar =
            Self { label: String::new(), partly: false, begun: false, runs: 0, distance_m: None, surfaces: Vec::new() };
        for week in weeks {
            if bar.label.is_empty() {
                let several_months = weeks.len() > 8;
                bar.label = week.from.format(if several_months { "%b %Y" } else { "%-d %b" }).to_string();
            }
            bar.partly |= week.partly;
            bar.begun |= week.begun;
            bar.runs += week.runs;
            // a week without a run adds its zero to nothing that is not known
            let metres = week.distance_m.clone().ok().filter(|_| week.runs > 0);
            bar.distance_m = bar.distance_m.into_iter().chain(metres).reduce(|a, b| a + b);
            let known = week.surfaces.iter().map(|&(surface, metres)| (MainSurface(Some(surface)), metres));
            let all = known.chain([(MainSurface(None), week.unknown_m)]);
            for (surface, metres) in all.filter(|(_, metres)| *metres > 0) {
                match bar.surfaces.iter_mut().find(|(other, _)| *other == surface) {
                    Some((_, sum)) => *sum += metres,
                    None => bar.surfaces.push((surface, metres)),
                }
            }
        }
        bar
    }
}

/// The weeks, newest last, each a bar of its surfaces.
fn bars(ctx: &Context, weeks: &[Week], width: usize) -> Vec<Line> {
    let together = weeks.len().div_ceil(BARS).max(1);
    let bars: Vec<Bar> = weeks.chunks(together).map(Bar::of).collect();
    if bars.iter().filter_map(|bar| bar.distance_m).max().unwrap_or(0) == 0 {
        return Vec::new();
    }
    let units = ctx.journal.settings.units;
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let week = |bar: Bar| {
        let partly = if bar.partly { PARTLY } else { "" };
        let runs = if bar.runs == 0 { String::new() } else { counted(bar.runs, "run", "runs") };
        WeekBar {
            label: bar.label,
            sum: match bar.distance_m {
                Some(metres) => far(metres),
                None if !bar.begun => "\u{2013}".into(),
                None if bar.runs == 0 => far(0),
                None => NOT_KNOWN.into(),
            },
            count: format!("{runs}{partly}"),
            parts: bar.surfaces.iter().map(|&(surface, metres)| (surface.letter(), metres)).collect(),
        }
    };
    let head = if together == 1 { " DISTANCE BY WEEK".into() } else { format!(" DISTANCE BY {together} WEEKS") };
    let mut lines = vec![Line::default(), Line::of(head, Tone::Title)];
    lines.extend(weeks::lines(&bars.into_iter().map(week).collect::<Vec<_>>(), width));
    lines
}
