//! The chart of the Pain tab: daily worst, its 7-day median, runs and markers, around the chosen day.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::said;
use crate::domain::level::Level;
use crate::insight::days::{Point, points};
use crate::insight::markers::{Marker, lettered};
use crate::page::{Line, Tone};
use crate::tui::app::App;
use crate::tui::widgets::chart::{self, Column, SCALE};
use crate::tui::widgets::text;

/// Lines below the chart that say what its letters mean, at most.
const KEY_LINES: usize = 3;

/// The first and last day shown in so many columns: those up to today, or an earlier screenful that has the day.
fn window(day: NaiveDate, today: NaiveDate, columns: u16) -> (NaiveDate, NaiveDate) {
    let columns = i64::from(columns.max(1));
    let pages = (today - day).num_days().max(0) / columns;
    let back = |days: i64| today.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(today);
    (back(pages * columns + columns - 1), back(pages * columns))
}

/// The day in whose column something lies, of the chart around a day.
pub fn day_at(app: &App, day: NaiveDate, area: Rect, at: Position) -> Option<NaiveDate> {
    if !area.contains(at) || area.height < 4 || area.width <= SCALE + 1 {
        return None;
    }
    let (first, last) = window(day, app.today(), area.width - SCALE - 1);
    let column = at.x.checked_sub(area.x + SCALE)?;
    first.checked_add_days(Days::new(u64::from(column))).filter(|&day| day <= last)
}

/// What the chart of some days shows, whatever the day at the cursor.
#[derive(Debug)]
pub struct Drawn {
    columns: Vec<Column>,
    /// What the letters mean.
    key: Vec<Line>,
}

impl Drawn {
    fn of(app: &App, first: NaiveDate, last: NaiveDate, width: usize) -> Self {
        let markers = lettered(app.tabs.sums.markers(&app.journal), first, last);
        let column = |point: &Point| Column {
            value: point.day.worst.map(|level: Level| (level.number(), said::digit(Some(level)))),
            line: point.median.map(crate::insight::days::Median::halves),
            below: point.day.runs.last().map(|surface| surface.letter()),
            mark: mark(&markers, point.day.date),
            label: (point.day.date.weekday() == Weekday::Mon).then(|| point.day.date.format("%-d %b").to_string()),
        };
        let columns = points(&app.journal, first, last).iter().map(column).collect();
        Self { columns, key: key(&markers, width) }
    }
}

/// Draws the chart around a day.
pub fn draw(app: &App, day: NaiveDate, area: Rect, buffer: &mut Buffer) {
    if area.height < 4 || area.width <= SCALE + 1 {
        return;
    }
    let (first, last) = window(day, app.today(), area.width - SCALE - 1);
    let width = usize::from(area.width).saturating_sub(2);
    let drawn = app.tabs.chart.get((first, last, width), (), || Drawn::of(app, first, last, width));
    let cursor = usize::try_from((day - first).num_days()).ok().filter(|_| day <= last);
    // the plot keeps six rows
    let room = usize::from(area.height.saturating_sub(8)).min(KEY_LINES);
    let mut keys: Vec<Line> = drawn.key.iter().take(room).cloned().collect();
    if let Some(last) = keys.last_mut().filter(|_| drawn.key.len() > room) {
        *last = std::mem::take(last).and(" \u{2026}", Tone::Muted);
    }
    let legend = u16::from(area.height >= 9) + u16::try_from(keys.len()).unwrap_or(0);
    let plot = Rect { height: area.height - legend, ..area };
    chart::draw(&drawn.columns, cursor, plot, buffer, app.theme());
    let below = usize::from(plot.height);
    if area.height >= 9 {
        let year = if first.year() == app.today().year() { String::new() } else { format!(", {}", first.year()) };
        let says = Line::of(format!(" digit worst of day  ─ 7-day median  letter run{year}"), Tone::Muted);
        text::put(buffer, text::row(area, below), &says, app.theme());
    }
    for (i, line) in keys.iter().enumerate() {
        text::put(buffer, text::row(area, usize::from(area.height) - keys.len() + i), line, app.theme());
    }
}

/// The letter of a day; `+` where different things changed on it.
pub(super) fn mark(markers: &[(char, &Marker)], day: NaiveDate) -> Option<char> {
    let mut of_day = markers.iter().filter(|(_, marker)| marker.day == day).map(|(letter, _)| *letter);
    let first = of_day.next()?;
    Some(if of_day.all(|other| other == first) { first } else { '+' })
}

/// What the letters mean, each with its day or how often it was; the days are left out where the lines are too few.
pub(super) fn key(markers: &[(char, &Marker)], width: usize) -> Vec<Line> {
    let said = |with_days: bool| {
        let mut says = Line::default();
        let mut shown: Vec<char> = Vec::new();
        for (letter, marker) in markers {
            if shown.contains(letter) {
                continue;
            }
            shown.push(*letter);
            let when = match markers.iter().filter(|(other, _)| other == letter).count() {
                1 if with_days => format!(" ({})", marker.day.format("%-d %b")),
                1 => String::new(),
                n => format!(" ({n} times)"),
            };
            says = says.and(format!(" {letter} "), Tone::Warn).and(format!("{}{when} ", marker.what), Tone::Plain);
        }
        if markers.iter().any(|(_, marker)| mark(markers, marker.day) == Some('+')) {
            says = says.and(" + ", Tone::Warn).and("several", Tone::Plain);
        }
        text::wrap(&says, width, 3)
    };
    if markers.is_empty() {
        return Vec::new();
    }
    let lines = said(true);
    if lines.len() < KEY_LINES { lines } else { said(false) }
}

/// What the chart says of a day, in a line of at most that width.
pub fn readout(app: &App, day: NaiveDate, width: usize) -> Line {
    let Some(point) = points(&app.journal, day, day).pop() else { return Line::default() };
    let line = Line::of(super::pain::short_day(day, app.today()), Tone::Title);
    let line = match (point.day.worst, point.day.morning) {
        (None, _) => line.and("  no level", Tone::Muted),
        (Some(worst), None) => line.and(format!("  worst {worst}"), Tone::Accent),
        (Some(worst), Some(morning)) => line.and(format!("  worst {worst}  morning {morning}"), Tone::Accent),
    };
    let median = match point.median {
        Some(median) => format!("  median {median} ({} of 7 days)", point.known),
        None => format!("  no median ({} of 7 days)", point.known),
    };
    let short = median.split(" (").next().unwrap_or_default().to_owned();
    let fits = |says: &String| text::line_width(&line) + text::width(says) <= width;
    match [median, short].into_iter().find(fits) {
        Some(says) => line.and(says, Tone::Muted),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_ends_today_or_holds_the_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        assert_eq!(window(today, today, 10), (day("2026-11-14"), today));
        assert_eq!(window(day("2026-11-14"), today, 10), (day("2026-11-14"), today));
        assert_eq!(window(day("2026-11-13"), today, 10), (day("2026-11-04"), day("2026-11-13")));
        assert_eq!(window(today, today, 0), (today, today));
    }
}
