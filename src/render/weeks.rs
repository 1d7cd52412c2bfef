//! Distance by week as bars, stacked by surface, the sum over each.

use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Surface;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::insight::known::NOT_KNOWN;
use crate::insight::report::Report;
use crate::insight::report::chart::ChartWeek;
use crate::page::sheet::{Align, Picture, Shape};

/// The size of words, points.
const SIZE: f32 = 10.0;
/// The most bars that there is room for.
const BARS: usize = 9;

/// Weeks as bars: several weeks in one where they are too many.
fn bars(weeks: &[ChartWeek]) -> Vec<ChartWeek> {
    let each = weeks.len().div_ceil(BARS).max(1);
    let bar = |some: &[ChartWeek]| {
        let sum = |surface: Surface| {
            let parts = some.iter().flat_map(|week| &week.surfaces).filter(|(one, _)| *one == surface);
            (surface, parts.map(|(_, metres)| *metres).sum::<u32>())
        };
        let ran = some.iter().any(|week| week.runs > Some(0));
        // a week without a run adds its zero to nothing that is not known
        let known = some.iter().filter(|week| !ran || week.runs > Some(0)).filter_map(|week| week.distance_m);
        ChartWeek {
            from: some.first().map(|week| week.from).unwrap_or_default(),
            distance_m: known.reduce(u32::saturating_add),
            surfaces: Surface::ALL.iter().map(|&surface| sum(surface)).filter(|(_, metres)| *metres > 0).collect(),
            unknown_m: some.iter().map(|week| week.unknown_m).sum(),
            runs: some.iter().filter_map(|week| week.runs).reduce(|a, b| a + b),
        }
    };
    weeks.chunks(each).map(bar).collect()
}

/// The grey of a surface in a bar.
fn grey(surface: MainSurface) -> u8 {
    let Some(surface) = surface.0 else { return 255 };
    match surface {
        Surface::Grass => 235,
        Surface::Dirt => 215,
        Surface::Track => 195,
        Surface::Trail => 225,
        Surface::Sand => 245,
        Surface::Road => 165,
        Surface::Concrete => 152,
        Surface::Treadmill => 180,
        Surface::Other => 205,
    }
}

/// Distance by week, stacked by surface.
pub fn weeks(report: &Report) -> Option<Picture> {
    let bars = bars(&report.chart.weeks);
    let longest = bars.iter().map(ChartWeek::metres).max().filter(|&metres| metres > 0)?;
    let each = report.chart.weeks.len().div_ceil(BARS).max(1);
    let title = match each {
        1 => format!("Distance by week, {}", report.units.word()),
        each => format!("Distance by {each} weeks, {}", report.units.word()),
    };
    let of = |bar: &ChartWeek| {
        let parts = bar.parts();
        let all: Vec<String> =
            parts.map(|(on, metres)| format!("{} {}", on.letter(), distance(metres, report.units))).collect();
        let all = if all.is_empty() { run_in(bar, report.units) } else { all.join(" + ") };
        (begins(bar, each), all)
    };
    let all: Vec<(String, String)> = bars.iter().map(of).collect();
    let message = all.iter().map(|(from, all)| format!("{from}: {all}")).collect::<Vec<_>>().join("; ");
    Some(Picture {
        message: format!("{message}."),
        lines: week_lines(&bars, each, report.units),
        head: 0,
        stride: WEEK_CELL,
        width: 128.0,
        height: 68.0,
        shapes: week_shapes(&bars, longest, each, report.units),
        title,
    })
}

/// When a bar of so many weeks begins: bars of months may lie years apart.
fn begins(bar: &ChartWeek, each: usize) -> String {
    bar.from.format(if each > 4 { "%b %Y" } else { "%-d %b" }).to_string()
}

/// The distance of a bar; runs without a distance are no zero.
fn run_in(bar: &ChartWeek, units: Units) -> String {
    match (bar.distance_m, bar.runs) {
        (_, None) => "\u{2013}".into(),
        (None, _) => NOT_KNOWN.into(),
        (Some(0), _) => "0".into(),
        (Some(metres), _) => distance(metres, units),
    }
}

/// Columns of text for a week.
const WEEK_CELL: usize = 10;

/// Two lines: dates and distances below each other, as many as there is room for, the newest last.
fn week_lines(bars: &[ChartWeek], each: usize, units: Units) -> Vec<String> {
    const CELL: usize = WEEK_CELL;
    const ROOM: usize = 69 / CELL;
    let shown = &bars[bars.len().saturating_sub(ROOM)..];
    let (mut dates, mut sums) = (String::new(), String::new());
    for bar in shown {
        dates.push_str(&format!("{:<CELL$}", begins(bar, each)));
        let sum = run_in(bar, units);
        // years of runs: whole kilometres or miles leave a blank between the sums
        sums.push_str(&format!("{:<CELL$}", if sum.len() < CELL { sum } else { sum.replacen(" km", "", 1) }));
    }
    let mut lines = vec![dates.trim_end().to_owned(), sums.trim_end().to_owned()];
    if shown.len() < bars.len() {
        lines.insert(0, format!("the last {} of {}:", shown.len(), bars.len()));
    }
    lines
}

/// The sum over a bar: whole kilometres or miles.
fn sum(bar: &ChartWeek, units: Units) -> String {
    match (bar.distance_m, bar.runs) {
        (_, None) => String::new(),
        (None, _) => "?".into(),
        (Some(metres), _) => whole(metres, units),
    }
}

fn whole(metres: u32, units: Units) -> String {
    let shown = distance(metres, units);
    let number = shown.split(' ').next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0);
    format!("{number:.0}")
}

fn week_shapes(bars: &[ChartWeek], longest: u32, each: usize, units: Units) -> Vec<Shape> {
    let (left, width, top, height) = (2.0f32, 124.0f32, 12.0f32, 42.0f32);
    let step = (width / bars.len().max(1) as f32).min(22.0);
    let base = top + height;
    let words = |at, align, text: String| Shape::Text { at, size: SIZE, align, text };
    let mut shapes = vec![Shape::Line {
        from: (left, base),
        to: (left + step * bars.len() as f32, base),
        width: 0.6,
        grey: 0,
        dashed: false,
    }];
    // where three digits have no room, the longest and the last alone are named
    let narrow = bars.iter().any(|bar| sum(bar, units).len() as f32 * 5.9 > step);
    for (i, bar) in bars.iter().enumerate() {
        let (x, wide) = (left + step * i as f32 + step * 0.1, step * 0.8);
        let mut y = base;
        for (surface, metres) in bar.parts() {
            let tall = height * (metres as f32) / longest as f32;
            y -= tall;
            shapes.push(Shape::Area { at: (x, y), size: (wide, tall), grey: grey(surface) });
            if tall >= 10.0 && wide >= 7.0 {
                shapes.push(words((x + wide / 2.0, y + tall / 2.0 + 3.5), Align::Middle, surface.letter().into()));
            }
        }
        if !narrow || bar.metres() == longest {
            shapes.push(words((x + wide / 2.0, y - 2.0), Align::Middle, sum(bar, units)));
        }
    }
    if let (Some(first), Some(last)) = (bars.first(), bars.last()) {
        shapes.push(words((left, base + 11.0), Align::Start, begins(first, each)));
        if bars.len() as f32 * step > 84.0 {
            let end = left + step * bars.len() as f32;
            shapes.push(words((end, base + 11.0), Align::End, begins(last, each)));
        }
    }
    shapes
}
