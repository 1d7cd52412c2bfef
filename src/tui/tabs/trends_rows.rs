//! What stands below the chart of the Trends tab: its key, the weeks as bars of letters, and every answer in words.

use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Surface;
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
use crate::tui::widgets::text::{column, column_right};

/// Bars at the most; where there are more weeks, several share one.
const BARS: usize = 16;
/// Columns beside a bar: its date, its distance, its runs.
const BESIDE: usize = 11 + 9 + 9;
/// The mark of weeks that are cut by the ends of the period.
const PARTLY: &str = " (partly)";
/// The longest bar, columns.
const LONGEST: usize = 60;

/// The rows of a period; so many days are together in a column of the chart.
pub fn rows(ctx: &Context, trends: &Trends, together: usize, width: usize) -> Vec<Line> {
    let mut rows = Vec::new();
    let (digit, letter) = match together {
        1 => ("highest of the day".into(), "surface of the run"),
        days => (format!("median of the daily worsts of the {days} days of a column"), "surface most run on"),
    };
    let message = format!(" digit: {digit}   \u{2500} 7-day median of the daily worst   letter: {letter}");
    rows.extend(text::wrap(&Line::of(message, Tone::Muted), width, 1));
    let run_on = |surface: &MainSurface| trends.points.iter().any(|point| point.day.runs.contains(surface));
    let surfaces = MainSurface::all().filter(run_on);
    let surfaces: Vec<String> =
        surfaces.map(|surface| format!(" {} {}", surface.letter(), surface.describe())).collect();
    if !surfaces.is_empty() {
        rows.extend(text::wrap(&Line::of(surfaces.join(" "), Tone::Muted), width, 1));
    }
    let (first, last) = (trends.period.from, trends.period.to);
    let markers = lettered(ctx.sums.markers(ctx.journal), first, last);
    rows.extend(pain_chart::key(&markers, ctx.today(), width, usize::MAX));
    rows.extend(bars(ctx, &trends.weeks, width));
    rows.extend(table::lines(&trends::page(ctx.journal, trends), width, 1));
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

/// The weeks, newest last, each a bar of the letters of its surfaces.
fn bars(ctx: &Context, weeks: &[Week], width: usize) -> Vec<Line> {
    let together = weeks.len().div_ceil(BARS).max(1);
    let bars: Vec<Bar> = weeks.chunks(together).map(Bar::of).collect();
    let longest = bars.iter().filter_map(|bar| bar.distance_m).max().unwrap_or(0);
    if longest == 0 {
        return Vec::new();
    }
    let units = ctx.journal.settings.units;
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let beside = BESIDE + if bars.iter().any(|bar| bar.partly) { PARTLY.len() } else { 0 };
    let room = width.saturating_sub(beside + 2).clamp(8, LONGEST) as u64;
    let letter = step(longest.div_ceil(room));
    let each = if together == 1 { "week".into() } else { format!("{together} weeks") };
    let head = Line::of(format!(" Distance by {each}"), Tone::Title);
    let mut lines = vec![Line::default()];
    lines.extend(text::wrap(&head.and(format!("   one letter is {}", far(letter)), Tone::Muted), width, 1));
    for bar in bars {
        let mut line = Line::of(format!(" {}", column(&bar.label, 9)), Tone::Muted);
        let sum = match bar.distance_m {
            Some(metres) => far(metres),
            None if !bar.begun => "\u{2013}".into(),
            None if bar.runs == 0 => far(0),
            None => NOT_KNOWN.into(),
        };
        line = line.and(format!("{} ", column_right(&sum, 9)), Tone::Plain);
        let mut used = 0;
        for (surface, metres) in bar.surfaces {
            // a surface that was run on is seen
            let count = usize::try_from((metres + letter / 2) / letter).unwrap_or(0).max(1);
            let sign = surface.letter();
            let tone = if surface.0.is_some_and(Surface::is_soft) { Tone::Accent } else { Tone::Plain };
            line = line.and(sign.to_string().repeat(count), tone);
            used += count;
        }
        let runs = if bar.runs == 0 { String::new() } else { counted(bar.runs, "run", "runs") };
        let gap = usize::try_from(room).unwrap_or(0).saturating_sub(used) + 1;
        if width >= beside + 10 {
            line = line.and(format!("{}{}", " ".repeat(gap), column_right(&runs, 8)), Tone::Muted);
        }
        // where there is no room for the runs, the mark stands next to the bar
        let line = if bar.partly { line.and(PARTLY, Tone::Muted) } else { line };
        lines.push(line);
    }
    lines
}

/// The next round number of metres from which it is easy to count.
fn step(metres: u64) -> u64 {
    let mut ten = 100;
    loop {
        if let Some(step) = [1, 2, 5].into_iter().map(|n| n * ten).find(|&step| step >= metres) {
            return step;
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_stands_for_a_round_distance() {
        for (metres, round) in [(0, 100), (100, 100), (101, 200), (260, 500), (999, 1000), (12_000, 20_000)] {
            assert_eq!(step(metres), round);
        }
    }
}
