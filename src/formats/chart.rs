//! The two charts of the report as pictures: pain by day with runs and markers, distance by week.

use chrono::NaiveDate;

use super::sheet::{Align, Picture, Shape};
use crate::domain::runs::Surface;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::insight::report::Report;
use crate::insight::report::chart::{Chart, Column, Week};

/// The size of words in a chart, points.
const SIZE: f32 = 10.0;
/// Width of the chart of pain, points: that of the page.
const WIDTH: f32 = 511.0;
/// Room for the numbers of the scale, points.
const SCALE: f32 = 26.0;
/// Height of the scale itself, points.
const HEIGHT: f32 = 62.0;
/// Room above it for the letters of markers, points.
const ABOVE: f32 = 14.0;
/// The most bars that the chart of weeks has room for.
const BARS: usize = 16;

/// The sign of a column's runs: its surface's letter, `+` for more than one, or how many where it is several days.
fn runs_sign(column: &Column, days: usize) -> String {
    match (&column.runs[..], days) {
        ([], _) => " ".into(),
        ([one], 1) => one.letter().to_string(),
        (_, 1) => "+".into(),
        (several, _) => {
            if several.len() > 9 {
                "+".into()
            } else {
                several.len().to_string()
            }
        }
    }
}

/// What the signs below the chart of pain mean. The letters of changes stand with their list.
pub fn legend(chart: &Chart) -> String {
    let runs: Vec<Surface> = chart.columns.iter().flat_map(|column| column.runs.iter().copied()).collect();
    let letters = Surface::ALL.iter().filter(|surface| runs.contains(surface));
    let letters: Vec<String> = letters.map(|surface| format!("{} {}", surface.letter(), surface.word())).collect();
    let several = chart.columns.iter().any(|column| column.runs.len() > 1);
    let mut parts = vec!["blank: no entry, not zero".to_owned()];
    match chart.days_per_column {
        1 if !letters.is_empty() => {
            let more = if several { ", + several" } else { "" };
            parts.push(format!("{}{more}", letters.join(", ")));
        }
        1 => {}
        _ => parts.push("the numbers below: how many runs".into()),
    }
    if chart.columns.iter().any(|column| column.worst.value == Some(10.0)) {
        parts.push("X ten".into());
    }
    if chart.columns.iter().any(|column| column.medication) {
        parts.push("* painkiller taken".into());
    }
    parts.join("; ") + "."
}

/// Pain by day.
pub fn pain(report: &Report) -> Picture {
    let chart = &report.chart;
    let title = match chart.days_per_column {
        1 => "Worst pain of each day, 0\u{2013}10".to_owned(),
        days => format!("Median of daily worsts, {days} days a column, 0\u{2013}10"),
    };
    let known = chart.columns.iter().filter_map(|column| column.worst.value).collect::<Vec<_>>();
    let highest = known.iter().copied().fold(0.0, f64::max);
    let says = format!(
        "{title}: {} of {} columns have a value, the highest is {}. {}",
        known.len(),
        chart.columns.len(),
        super::report::sections::number(highest),
        legend(chart)
    );
    let (shapes, height) = pain_shapes(chart);
    Picture { title, says, lines: pain_lines(chart), width: WIDTH, height, shapes }
}

/// The columns at which a date stands below: every so many that two dates do not touch.
fn dated(chart: &Chart, apart: usize) -> impl Iterator<Item = (usize, NaiveDate)> + '_ {
    chart.columns.iter().enumerate().step_by(apart).map(|(i, column)| (i, column.from))
}

fn pain_lines(chart: &Chart) -> Vec<String> {
    let mut lines = Vec::new();
    let row = |head: &str, sign: &dyn Fn(&Column) -> String| {
        let signs: String = chart.columns.iter().map(sign).collect();
        format!("{head:>6} {}", signs.trim_end())
    };
    // a row holds three levels, and each value stands in it as its digit
    for low in [9, 6, 3, 0] {
        let sign = |column: &Column| match column.worst.value.map(|value| value.round() as u8) {
            Some(10) if low == 9 => "X".into(),
            Some(level) if (low..low + 3).contains(&level) => level.to_string(),
            _ => " ".into(),
        };
        lines.push(row(&format!("{low} |"), &sign));
    }
    if chart.columns.iter().any(|column| column.medication) {
        lines.push(row("pills", &|column| if column.medication { "*".into() } else { " ".into() }));
    }
    lines.push(row("runs", &|column| runs_sign(column, chart.days_per_column)));
    if chart.columns.iter().any(|column| !column.markers.is_empty()) {
        lines.push(row("change", &|column| column.markers.first().map_or(" ".into(), char::to_string)));
    }
    let mut dates = " ".repeat(7);
    for (i, day) in dated(chart, 14) {
        let text = format!("|{}", day.format("%-d %b"));
        // the last one may have no room left
        if 7 + i + text.len() <= 80 {
            dates.push_str(&" ".repeat((7 + i).saturating_sub(dates.len())));
            dates.push_str(&text);
        }
    }
    lines.push(dates);
    lines
}

fn pain_shapes(chart: &Chart) -> (Vec<Shape>, f32) {
    let mut shapes = Vec::new();
    let step = (WIDTH - SCALE) / chart.columns.len().max(1) as f32;
    let step = step.min(22.0);
    let middle = |i: usize| SCALE + step * (i as f32 + 0.5);
    let level = |value: f64| ABOVE + HEIGHT - HEIGHT * (value as f32) / 10.0;
    let right = SCALE + step * chart.columns.len() as f32;
    let words = |at, align, text: String| Shape::Text { at, size: SIZE, align, text };
    for mark in [0, 5, 10] {
        let y = level(f64::from(mark));
        let grey = if mark == 0 { 0 } else { 190 };
        shapes.push(Shape::Line { from: (SCALE, y), to: (right, y), width: 0.6, grey, dashed: false });
        shapes.push(words((SCALE - 5.0, y + 3.5), Align::End, mark.to_string()));
    }
    let base = level(0.0);
    for (i, column) in chart.columns.iter().enumerate() {
        if let Some(letter) = column.markers.first() {
            let (x, text) = (middle(i), letter.to_string());
            shapes.push(Shape::Line { from: (x, ABOVE), to: (x, base), width: 0.8, grey: 110, dashed: true });
            shapes.push(words((x, ABOVE - 4.0), Align::Middle, text));
        }
    }
    for (i, column) in chart.columns.iter().enumerate() {
        let x = middle(i);
        if let Some(value) = column.worst.value {
            let y = level(value);
            if base - y > 1.0 {
                shapes.push(Shape::Line { from: (x, base), to: (x, y), width: 1.4, grey: 120, dashed: false });
            }
            shapes.push(Shape::Dot { at: (x, y), radius: (step * 0.3).clamp(1.6, 2.6) });
        }
        if column.medication {
            let top = column.worst.value.map_or(base, level);
            shapes.push(words((x, top - 0.5), Align::Middle, "*".into()));
        }
        let sign = runs_sign(column, chart.days_per_column);
        if !sign.trim().is_empty() {
            shapes.push(words((x, base + 12.0), Align::Middle, sign));
        }
    }
    shapes.push(words((SCALE - 5.0, base + 12.0), Align::End, "runs".into()));
    let apart = (46.0 / step).ceil().max(1.0) as usize;
    let apart = if chart.days_per_column == 1 { apart.div_ceil(7) * 7 } else { apart };
    for (i, day) in dated(chart, apart) {
        let x = middle(i) - step / 2.0;
        if x + 38.0 <= WIDTH {
            shapes.push(Shape::Line { from: (x, base), to: (x, base + 24.0), width: 0.4, grey: 150, dashed: false });
            shapes.push(words((x + 2.0, base + 24.0), Align::Start, day.format("%-d %b").to_string()));
        }
    }
    (shapes, base + 27.0)
}

/// Weeks as bars: several weeks in one where they are too many.
fn bars(weeks: &[Week]) -> Vec<(NaiveDate, Vec<(Surface, u32)>)> {
    let each = weeks.len().div_ceil(BARS).max(1);
    weeks
        .chunks(each)
        .map(|some| {
            let sum = |surface: Surface| {
                let parts = some.iter().flat_map(|week| &week.surfaces).filter(|(one, _)| *one == surface);
                (surface, parts.map(|(_, metres)| *metres).sum::<u32>())
            };
            let parts = Surface::ALL.iter().map(|&surface| sum(surface)).filter(|(_, metres)| *metres > 0).collect();
            (some.first().map(|week| week.from).unwrap_or_default(), parts)
        })
        .collect()
}

/// The grey of a surface in a bar.
fn grey(surface: Surface) -> u8 {
    match surface {
        Surface::Grass => 235,
        Surface::Dirt => 215,
        Surface::Track => 195,
        Surface::Trail => 225,
        Surface::Sand => 245,
        Surface::Road => 140,
        Surface::Concrete => 120,
        Surface::Treadmill => 170,
        Surface::Other => 255,
    }
}

/// Distance by week, stacked by surface.
pub fn weeks(report: &Report) -> Option<Picture> {
    let bars = bars(&report.chart.weeks);
    let metres = |parts: &[(Surface, u32)]| parts.iter().map(|(_, metres)| *metres).sum::<u32>();
    let longest = bars.iter().map(|(_, parts)| metres(parts)).max().filter(|&metres| metres > 0)?;
    let each = report.chart.weeks.len().div_ceil(BARS).max(1);
    let title = match each {
        1 => "Distance by week".to_owned(),
        each => format!("Distance by {each} weeks"),
    };
    let of = |(from, parts): &(NaiveDate, Vec<(Surface, u32)>)| {
        let all: Vec<String> =
            parts.iter().map(|(on, metres)| format!("{} {}", on.letter(), distance(*metres, report.units))).collect();
        let all = if all.is_empty() { "none".into() } else { all.join(" + ") };
        (from.format("%-d %b").to_string(), all)
    };
    let all: Vec<(String, String)> = bars.iter().map(of).collect();
    let says = all.iter().map(|(from, all)| format!("{from}: {all}")).collect::<Vec<_>>().join("; ");
    Some(Picture {
        says: format!("{title}: {says}."),
        lines: week_lines(&bars, report.units),
        width: 128.0,
        height: 78.0,
        shapes: week_shapes(&bars, longest, report.units),
        title,
    })
}

/// Two lines: dates and distances below each other, as many as there is room for, the newest last.
fn week_lines(bars: &[(NaiveDate, Vec<(Surface, u32)>)], units: Units) -> Vec<String> {
    const CELL: usize = 9;
    const ROOM: usize = 69 / CELL;
    let shown = &bars[bars.len().saturating_sub(ROOM)..];
    let (mut dates, mut sums) = (String::new(), String::new());
    for (from, parts) in shown {
        dates.push_str(&format!("{:<CELL$}", from.format("%-d %b").to_string()));
        let metres = parts.iter().map(|(_, metres)| *metres).sum();
        sums.push_str(&format!("{:<CELL$}", if metres == 0 { "0".into() } else { distance(metres, units) }));
    }
    let mut lines = vec![dates.trim_end().to_owned(), sums.trim_end().to_owned()];
    if shown.len() < bars.len() {
        lines.insert(0, format!("the last {} of {}:", shown.len(), bars.len()));
    }
    lines
}

fn week_shapes(bars: &[(NaiveDate, Vec<(Surface, u32)>)], longest: u32, units: Units) -> Vec<Shape> {
    let (left, width, top, height) = (2.0f32, 124.0f32, 16.0f32, 46.0f32);
    let step = (width / bars.len().max(1) as f32).min(22.0);
    let base = top + height;
    let words = |at, align, text: String| Shape::Text { at, size: SIZE, align, text };
    let mut shapes = vec![
        words((left, 10.0), Align::Start, format!("most {}", distance(longest, units))),
        Shape::Line {
            from: (left, base),
            to: (left + step * bars.len() as f32, base),
            width: 0.6,
            grey: 0,
            dashed: false,
        },
    ];
    for (i, (_, parts)) in bars.iter().enumerate() {
        let (x, wide) = (left + step * i as f32 + step * 0.1, step * 0.8);
        let mut y = base;
        for (surface, metres) in parts {
            let tall = height * (*metres as f32) / longest as f32;
            y -= tall;
            shapes.push(Shape::Area { at: (x, y), size: (wide, tall), grey: grey(*surface) });
            if tall >= 10.0 && wide >= 7.0 {
                shapes.push(words((x + wide / 2.0, y + tall / 2.0 + 3.5), Align::Middle, surface.letter().into()));
            }
        }
    }
    if let (Some((first, _)), Some((last, _))) = (bars.first(), bars.last()) {
        shapes.push(words((left, base + 12.0), Align::Start, first.format("%-d %b").to_string()));
        if bars.len() as f32 * step > 84.0 {
            let end = left + step * bars.len() as f32;
            shapes.push(words((end, base + 12.0), Align::End, last.format("%-d %b").to_string()));
        }
    }
    shapes
}
