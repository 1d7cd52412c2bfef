//! The two charts of the report as pictures: pain by day with runs and markers, distance by week.

use super::report::sections::{day, number};
use crate::domain::level::Level;
use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Surface;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::insight::known::NOT_KNOWN;
use crate::insight::report::Report;
use crate::insight::report::chart::{COLUMNS, Chart, ChartWeek, DayColumn};
use crate::page::sheet::{Align, Picture, Shape};

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

/// Columns of text before a chart: the head of each row.
const HEAD: usize = 8;
/// The most letters of changes over one column; where there are more, the last is a plus.
const DEEPEST: usize = 3;

/// The sign of a day's runs: its surface's letter, `+` for more than one.
fn surface(column: &DayColumn) -> String {
    match &column.runs[..] {
        [] => String::new(),
        [one] => one.letter().to_string(),
        _ => "+".into(),
    }
}

/// The letters over a column, of those that are explained on the page.
fn letters(column: &DayColumn, explained: &[char]) -> Vec<char> {
    let mut letters: Vec<char> = column.markers.iter().copied().filter(|letter| explained.contains(letter)).collect();
    if letters.len() > DEEPEST {
        letters.truncate(DEEPEST - 1);
        letters.push('+');
    }
    letters
}

/// What the signs of the chart of pain mean; the changes themselves stand with their list.
pub fn legend(chart: &Chart, explained: &[char]) -> String {
    let run_on = |surface: &MainSurface| chart.columns.iter().any(|column| column.runs.contains(surface));
    let surfaces = MainSurface::all().filter(run_on);
    let surfaces: Vec<String> =
        surfaces.map(|surface| format!("{} {}", surface.letter(), surface.describe())).collect();
    let mut parts = vec!["blank: no entry".to_owned()];
    if chart.days_per_column == 1 {
        parts.extend((!surfaces.is_empty()).then(|| surfaces.join(", ")));
        parts.extend(chart.columns.iter().any(|column| column.runs.len() > 1).then(|| "+ several runs".into()));
    } else {
        parts.push("days: those with a level".into());
        if cell(chart) < EXACT && chart.columns.iter().any(|column| column.worst.value.is_some_and(is_half)) {
            parts.push("in digits a half is rounded up".into());
        }
    }
    if chart.days_per_column == 1 && chart.columns.iter().any(|column| column.worst.value == Some(10.0)) {
        parts.push("X ten".into());
    }
    if chart.columns.iter().any(|column| column.medication) {
        parts.push("* painkiller".into());
    }
    let over = |column: &DayColumn| letters(column, explained);
    if chart.columns.iter().any(|column| !over(column).is_empty()) {
        let more = chart.columns.iter().any(|column| over(column).contains(&'+'));
        parts.push(format!("capitals: see Onset{}", if more { ", + more" } else { "" }));
    }
    parts.join("; ") + "."
}

fn is_half(value: f64) -> bool {
    value.fract() != 0.0
}

/// The highest level of the whole period, with its days and of how many.
fn highest(report: &Report) -> Option<String> {
    let whole = &report.pain.whole;
    let (level, last, n) = (whole.highest?, day(*whole.highest_on.last()?, report), whole.days_with_level);
    Some(match whole.highest_on.len() {
        1 => format!("highest {level} on {last} (n {n})"),
        days => format!("highest {level} on {days} of {n}, last {last}"),
    })
}

/// Pain by day, or of several days in a column; over it those changes that are explained on the page.
pub fn pain(report: &Report, explained: &[char], plot: bool) -> Picture {
    let chart = &report.chart;
    let what = match chart.days_per_column {
        1 => "Worst pain of each day, 0\u{2013}10".to_owned(),
        7 => "Highest and median of daily worst".to_owned(),
        days => format!("Highest and median of daily worst, {days} days each"),
    };
    let title = format!("{what}{}.", highest(report).map(|message| format!("; {message}")).unwrap_or_default());
    let known = chart.columns.iter().filter(|column| column.highest.is_some()).count();
    let of = chart.columns.len();
    let message = format!("{known} of {of} columns have a value. {}", legend(chart, explained));
    let (shapes, height) = pain_shapes(chart, explained);
    let lines = pain_lines(chart, explained, plot);
    Picture { title, message, lines, head: HEAD, stride: apart(chart) * cell(chart), width: WIDTH, height, shapes }
}

/// The columns at which a date stands below: every so many that two dates do not touch.
fn dated(chart: &Chart, apart: usize) -> impl Iterator<Item = (usize, String)> + '_ {
    // columns of many days make many years
    let shape = if chart.days_per_column < 28 { "%-d %b" } else { "%b %Y" };
    let all = chart.columns.iter().enumerate().step_by(apart);
    all.map(move |(i, column)| (i, column.from.format(shape).to_string()))
}

/// Signs of a column in text: one for a day; more for several days where there is room.
fn cell(chart: &Chart) -> usize {
    match chart.days_per_column {
        1 => 1,
        _ => (COLUMNS / chart.columns.len().max(1)).clamp(1, 6),
    }
}

/// Signs of a column that a value with its half has room in.
const EXACT: usize = 4;

/// Columns from one date to the next in text.
fn apart(chart: &Chart) -> usize {
    match chart.days_per_column {
        1 => 14,
        _ => 12usize.div_ceil(cell(chart)),
    }
}

/// How many; where there are none, as empty as a day without an entry.
fn some(n: usize) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// A row of signs behind its head; where one is wider than its cell, the signs of each stand below each other.
fn row(head: &str, cell: usize, signs: &[String]) -> Vec<String> {
    let widest = signs.iter().map(|sign| sign.chars().count()).max().unwrap_or(0);
    let fits = widest < cell.max(2);
    let line = |n: usize| {
        let head = if n == 0 { head } else { "" };
        let sign = |sign: &String| match fits {
            true => format!("{sign:<cell$}"),
            false => format!("{:<cell$}", format!("{sign:>widest$}").chars().nth(n).unwrap_or(' ')),
        };
        let signs: String = signs.iter().map(sign).collect();
        format!("{head:>w$} {signs}", w = HEAD - 1).trim_end().to_owned()
    };
    (0..if fits { 1 } else { widest }).map(line).collect()
}

fn pain_lines(chart: &Chart, explained: &[char], plot: bool) -> Vec<String> {
    let cell = cell(chart);
    let signs = |sign: &dyn Fn(&DayColumn) -> String| chart.columns.iter().map(sign).collect::<Vec<_>>();
    let row_of = |head: &str, sign: &dyn Fn(&DayColumn) -> String| row(head, cell, &signs(sign));
    let mut lines = Vec::new();
    if chart.days_per_column == 1 && plot {
        // a row holds three levels, and each value stands in it as its digit
        for low in [9u8, 6, 3, 0] {
            let sign = |column: &DayColumn| match column.highest.map(|level| level.number()) {
                Some(10) if low == 9 => "X".into(),
                Some(level) if (low..low + 3).contains(&level) => level.to_string(),
                _ => String::new(),
            };
            lines.extend(row_of(&format!("{low} |"), &sign));
        }
    } else if chart.days_per_column == 1 {
        let digit = |level: Level| if level.number() == 10 { "X".into() } else { level.to_string() };
        lines.extend(row_of("worst", &|column| column.highest.map(digit).unwrap_or_default()));
    } else {
        let median = |value: f64| match cell < EXACT {
            true => format!("{:.0}", value.round()),
            false => number(value),
        };
        lines.extend(row_of("highest", &|column| column.highest.map(|level| level.to_string()).unwrap_or_default()));
        lines.extend(row_of("median", &|column| column.worst.value.map(median).unwrap_or_default()));
        lines.extend(row_of("days", &|column| some(column.worst.n)));
    }
    if chart.columns.iter().any(|column| column.medication) {
        lines.extend(row_of("pills", &|column| if column.medication { "*".into() } else { String::new() }));
    }
    match chart.days_per_column {
        1 => lines.extend(row_of("runs", &surface)),
        _ => lines.extend(row_of("runs", &|column| some(column.runs.len()))),
    }
    let deepest = chart.columns.iter().map(|column| letters(column, explained).len()).max().unwrap_or(0);
    for n in 0..deepest {
        let head = if n == 0 { "change" } else { "" };
        let sign = |column: &DayColumn| letters(column, explained).get(n).map(char::to_string).unwrap_or_default();
        lines.extend(row_of(head, &sign));
    }
    let mut dates = " ".repeat(HEAD);
    for (i, day) in dated(chart, apart(chart)) {
        let text = format!("|{day}");
        let place = HEAD + i * cell;
        // the last one may have no room left
        if place + text.len() < 80 {
            dates.push_str(&" ".repeat(place.saturating_sub(dates.len())));
            dates.push_str(&text);
        }
    }
    lines.push(dates);
    lines
}

fn pain_shapes(chart: &Chart, explained: &[char]) -> (Vec<Shape>, f32) {
    let mut shapes = Vec::new();
    let by_day = chart.days_per_column == 1;
    let step = ((WIDTH - SCALE) / chart.columns.len().max(1) as f32).min(22.0);
    let middle = |i: usize| SCALE + step * (i as f32 + 0.5);
    let over: Vec<Vec<char>> = chart.columns.iter().map(|column| letters(column, explained)).collect();
    let deepest = over.iter().map(Vec::len).max().unwrap_or(0);
    let top = ABOVE + SIZE * deepest.saturating_sub(1) as f32;
    let level = |value: f64| top + HEIGHT - HEIGHT * (value as f32) / 10.0;
    let right = SCALE + step * chart.columns.len() as f32;
    let words = |at, align, text: String| Shape::Text { at, size: SIZE, align, text };
    let line = |from, to, width, grey, dashed| Shape::Line { from, to, width, grey, dashed };
    for mark in [0, 5, 10] {
        let y = level(f64::from(mark));
        shapes.push(line((SCALE, y), (right, y), 0.6, if mark == 0 { 0 } else { 190 }, false));
        shapes.push(words((SCALE - 5.0, y + 3.5), Align::End, mark.to_string()));
    }
    let base = level(0.0);
    for (i, letters) in over.iter().enumerate().filter(|(_, letters)| !letters.is_empty()) {
        shapes.push(line((middle(i), top), (middle(i), base), 0.8, 110, true));
        for (n, letter) in letters.iter().rev().enumerate() {
            shapes.push(words((middle(i), top - 4.0 - SIZE * n as f32), Align::Middle, letter.to_string()));
        }
    }
    for (i, column) in chart.columns.iter().enumerate() {
        let x = middle(i);
        let highest = column.highest.map(|highest| level(f64::from(highest.number())));
        if let (None, Some(highest)) = (column.worst.value, highest) {
            // too few days for a median: their highest alone
            let half = (step * 0.35).min(4.0);
            shapes.push(line((x - half, highest), (x + half, highest), 1.4, 0, false));
        }
        if let (Some(value), Some(highest)) = (column.worst.value, highest) {
            // of a day a stem, of several days the way from their median to their highest
            let (y, foot) = (level(value), if by_day { base } else { level(value) });
            if foot - highest > 1.0 {
                shapes.push(line((x, foot), (x, highest), 1.4, 120, false));
            }
            if !by_day {
                let half = (step * 0.35).min(4.0);
                shapes.push(line((x - half, highest), (x + half, highest), 1.4, 0, false));
            }
            shapes.push(Shape::Dot { at: (x, y), radius: (step * 0.3).clamp(1.6, 2.6) });
        }
        if column.medication {
            shapes.push(words((x, highest.unwrap_or(base) - 0.5), Align::Middle, "*".into()));
        }
    }
    let signs = |sign: &dyn Fn(&DayColumn) -> String| chart.columns.iter().map(sign).collect::<Vec<_>>();
    let below = match by_day {
        true => vec![("runs", signs(&surface))],
        false => {
            vec![("days", signs(&|column| some(column.worst.n))), ("runs", signs(&|column| some(column.runs.len())))]
        }
    };
    let mut y = base + 2.0;
    for (head, signs) in below {
        let widest = signs.iter().map(|sign| sign.chars().count()).max().unwrap_or(0);
        let fits = widest <= 1 || widest as f32 * 6.2 < step;
        shapes.push(words((SCALE - 5.0, y + SIZE), Align::End, head.into()));
        for (i, sign) in signs.iter().enumerate().filter(|(_, sign)| !sign.is_empty()) {
            if fits {
                shapes.push(words((middle(i), y + SIZE), Align::Middle, sign.clone()));
                continue;
            }
            for (n, digit) in format!("{sign:>widest$}").chars().enumerate().filter(|(_, digit)| *digit != ' ') {
                shapes.push(words((middle(i), y + SIZE * (n + 1) as f32), Align::Middle, digit.to_string()));
            }
        }
        y += SIZE * if fits { 1.2 } else { widest as f32 + 0.2 };
    }
    let wide = if chart.days_per_column < 28 { 38.0 } else { 50.0 };
    let apart = ((wide + 8.0) / step).ceil().max(1.0) as usize;
    let apart = if by_day { apart.div_ceil(7) * 7 } else { apart };
    for (i, day) in dated(chart, apart) {
        let x = middle(i) - step / 2.0;
        if x + wide <= WIDTH {
            shapes.push(line((x, base), (x, y + SIZE), 0.4, 150, false));
            shapes.push(words((x + 2.0, y + SIZE), Align::Start, day));
        }
    }
    (shapes, y + SIZE + 3.0)
}

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
        Surface::Road => 140,
        Surface::Concrete => 120,
        Surface::Treadmill => 170,
        Surface::Other => 185,
    }
}

/// Distance by week, stacked by surface.
pub fn weeks(report: &Report) -> Option<Picture> {
    let bars = bars(&report.chart.weeks);
    let longest = bars.iter().map(ChartWeek::metres).max().filter(|&metres| metres > 0)?;
    let each = report.chart.weeks.len().div_ceil(BARS).max(1);
    let title = match each {
        1 => "Distance by week".to_owned(),
        each => format!("Distance by {each} weeks"),
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
        message: format!("{title}: {message}."),
        lines: week_lines(&bars, each, report.units),
        head: 0,
        stride: WEEK_CELL,
        width: 128.0,
        height: 78.0,
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

fn week_shapes(bars: &[ChartWeek], longest: u32, each: usize, units: Units) -> Vec<Shape> {
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
    }
    if let (Some(first), Some(last)) = (bars.first(), bars.last()) {
        shapes.push(words((left, base + 12.0), Align::Start, begins(first, each)));
        if bars.len() as f32 * step > 84.0 {
            let end = left + step * bars.len() as f32;
            shapes.push(words((end, base + 12.0), Align::End, begins(last, each)));
        }
    }
    shapes
}
