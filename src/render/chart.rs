//! The chart of pain as a picture: by day or by several days, with runs below and the changes named above.

use super::report::sections::{day, number};
use crate::domain::level::Level;
use crate::domain::run_surfaces::MainSurface;
use crate::insight::report::Report;
use crate::insight::report::chart::{COLUMNS, Chart, DayColumn};
use crate::page::layout::width;
use crate::page::sheet::{Align, Picture, SOFT, Shape};

/// The size of words in a chart, points.
const SIZE: f32 = 10.0;
/// Width of the chart of pain, points: that of the page.
const WIDTH: f32 = 511.0;
/// Room for the words of the scale, points.
const SCALE: f32 = 46.0;
/// Height of the scale itself, points.
const HEIGHT: f32 = 62.0;
/// From one row of names above it to the next, points.
const ROW: f32 = 11.0;
/// The width of a letter, points; a little more than most have.
const LETTER: f32 = 5.7;

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

/// A change that is explained on the page: its letter and what it is in a few words.
pub type Explained = (char, String);

/// The letters over a column, of those that are explained on the page.
fn letters(column: &DayColumn, explained: &[Explained]) -> Vec<char> {
    let known = |letter: &char| explained.iter().any(|(one, _)| one == letter);
    let mut letters: Vec<char> = column.markers.iter().copied().filter(known).collect();
    if letters.len() > DEEPEST {
        letters.truncate(DEEPEST - 1);
        letters.push('+');
    }
    letters
}

/// What the marks of the chart mean, drawn in shapes or in lines of text; the changes themselves stand with their list.
pub fn legend(chart: &Chart, explained: &[Explained], drawn: bool) -> String {
    let run_on = |surface: &MainSurface| chart.columns.iter().any(|column| column.runs.contains(surface));
    let surfaces = MainSurface::all().filter(run_on);
    let surfaces: Vec<String> =
        surfaces.map(|surface| format!("{} {}", surface.letter(), surface.describe())).collect();
    let mut parts = Vec::new();
    let by_day = chart.days_per_column == 1;
    let marks = match by_day {
        true => "dot: day\u{2019}s worst",
        false => "dot: median of the daily worsts; dash: their highest",
    };
    parts.extend(drawn.then(|| marks.to_owned()));
    parts.push("gap: no entry".to_owned());
    if by_day {
        parts.extend((!surfaces.is_empty()).then(|| surfaces.join(", ")));
        parts.extend(chart.columns.iter().any(|column| column.runs.len() > 1).then(|| "+ several runs".into()));
    } else {
        parts.push("days: those with a level".into());
        if !drawn && cell(chart) < EXACT && chart.columns.iter().any(|column| column.worst.value.is_some_and(is_half)) {
            parts.push("in digits a half is rounded up".into());
        }
    }
    if !drawn && by_day && chart.columns.iter().any(|column| column.worst.value == Some(10.0)) {
        parts.push("X ten".into());
    }
    if chart.columns.iter().any(|column| column.medication) {
        parts.push("* painkiller".into());
    }
    let over = |column: &DayColumn| letters(column, explained);
    if chart.columns.iter().any(|column| !over(column).is_empty()) {
        let more = chart.columns.iter().any(|column| over(column).contains(&'+'));
        parts.push(format!("letters: see Onset{}", if more { ", + more" } else { "" }));
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
pub fn pain(report: &Report, explained: &[Explained], (plot, rows): (bool, usize)) -> Picture {
    let chart = &report.chart;
    let what = match chart.days_per_column {
        1 => "Worst pain, 0\u{2013}10, higher is worse".to_owned(),
        7 => "Worst pain, 0\u{2013}10, higher is worse".to_owned(),
        days => format!("Worst of {days} days, 0\u{2013}10, higher is worse"),
    };
    let title = format!("{what}{}.", highest(report).map(|message| format!("; {message}")).unwrap_or_default());
    let known = chart.columns.iter().filter(|column| column.highest.is_some()).count();
    let of = chart.columns.len();
    let message = format!("{known} of {of} {} have a value. {}", column_name(chart), values(chart, report));
    let (shapes, height) = pain_shapes(chart, explained, rows);
    let lines = pain_lines(chart, explained, plot);
    Picture { title, message, lines, head: HEAD, stride: apart(chart) * cell(chart), width: WIDTH, height, shapes }
}

/// What a column is.
fn column_name(chart: &Chart) -> &'static str {
    match chart.days_per_column {
        1 => "days",
        7 => "weeks",
        _ => "columns",
    }
}

/// Every value with the day of its column, for those who cannot see it: `4 Oct 4, 5 Oct none`.
fn values(chart: &Chart, report: &Report) -> String {
    let of = |column: &DayColumn| {
        let level = column.highest.map_or("none".to_owned(), |level| level.to_string());
        let median = match (chart.days_per_column, column.worst.value) {
            (2.., Some(median)) => format!(" (median {})", number(median)),
            _ => String::new(),
        };
        format!("{} {level}{median}", day(column.from, report))
    };
    let what = if chart.days_per_column == 1 { "Worst" } else { "Highest" };
    let all: Vec<String> = chart.columns.iter().map(of).collect();
    format!("{what}: {}.", all.join(", "))
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

fn pain_lines(chart: &Chart, explained: &[Explained], plot: bool) -> Vec<String> {
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

/// A name above the chart, at its column.
struct Named {
    x: f32,
    row: usize,
    text: String,
}

/// The names of the changes in rows above the chart, each to the right of its line so that no line runs through it; where
/// there is no room for a name fewer of its words stand for it, or its letter alone.
fn named(columns: &[(f32, Vec<char>)], explained: &[Explained], (right, most): (f32, usize)) -> Vec<Named> {
    let mut placed: Vec<Named> = Vec::new();
    for (x, letters) in columns.iter().rev() {
        for letter in letters.iter().rev() {
            let name = explained.iter().find(|(one, _)| one == letter).map_or("", |(_, name)| name.as_str());
            // the lowest row above all whose lines it would cross
            let row = |wide: f32| {
                let over = |other: &&Named| other.x >= *x && other.x < x + wide;
                placed.iter().filter(over).map(|other| other.row + 1).max().unwrap_or(0)
            };
            let wide = |text: &str| 8.0 + LETTER * width(text) as f32;
            let fits = |text: &String| x + wide(text) <= right.max(WIDTH) && row(wide(text)) < most;
            let (row, text) = match shorter(*letter, name).find(fits) {
                Some(text) => (row(wide(&text)), text),
                None => (row(1.0), letter.to_string()),
            };
            placed.push(Named { x: *x, row, text });
        }
    }
    placed
}

/// A name behind its letter, whole, then with fewer and fewer of its words.
fn shorter(letter: char, name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=words.len()).rev().map(move |n| {
        let shown = words[..n].join(" ");
        let cut = n < words.len() && !shown.ends_with('\u{2026}');
        format!("{letter} {}{}", shown.trim_end_matches([':', ',']), if cut { "\u{2026}" } else { "" })
    })
}

fn pain_shapes(chart: &Chart, explained: &[Explained], most: usize) -> (Vec<Shape>, f32) {
    let mut shapes = Vec::new();
    let by_day = chart.days_per_column == 1;
    let step = ((WIDTH - SCALE) / chart.columns.len().max(1) as f32).min(22.0);
    let middle = |i: usize| SCALE + step * (i as f32 + 0.5);
    let right = SCALE + step * chart.columns.len() as f32;
    let over = chart.columns.iter().enumerate().map(|(i, column)| (middle(i), letters(column, explained)));
    let names = named(&over.collect::<Vec<_>>(), explained, (right, most));
    let rows = names.iter().map(|name| name.row + 1).max().unwrap_or(0);
    let top = 5.0 + ROW * rows as f32;
    let level = |value: f64| top + HEIGHT - HEIGHT * (value as f32) / 10.0;
    let words = |at, align, text: String| Shape::Text { at, size: SIZE, align, text };
    let line = |from, to, width, grey, dashed| Shape::Line { from, to, width, grey, dashed };
    for (mark, said) in [(0, "0 none"), (5, "5"), (10, "10 worst")] {
        let y = level(f64::from(mark));
        shapes.push(line(
            (SCALE, y),
            (right, y),
            if mark == 0 { 0.6 } else { 0.25 },
            if mark == 0 { 0 } else { SOFT },
            false,
        ));
        shapes.push(words((SCALE - 5.0, y + 3.5), Align::End, said.into()));
    }
    let base = level(0.0);
    for name in &names {
        let y = top - 4.0 - ROW * name.row as f32;
        let alone = width(&name.text) == 1;
        let foot = if alone { y + 2.0 } else { y - SIZE * 0.75 };
        shapes.push(line((name.x, foot), (name.x, base), 0.6, SOFT, true));
        let (x, align) = if alone { (name.x, Align::Middle) } else { (name.x + 2.5, Align::Start) };
        shapes.push(words((x, y), align, name.text.clone()));
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
                shapes.push(line((x, foot), (x, highest), 1.2, SOFT, false));
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
            shapes.push(line((x, base), (x, y + SIZE), 0.4, SOFT, false));
            shapes.push(words((x + 2.0, y + SIZE), Align::Start, day));
        }
    }
    (shapes, y + SIZE + 3.0)
}
