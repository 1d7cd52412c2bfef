//! The chart of the Pain tab: daily worst, its 7-day median, runs and markers, around the chosen day.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::words::counted;
use crate::insight::days::{ChartDay, points};
use crate::insight::markers::{Marker, lettered};
use crate::page::{Line, Tone, Word};
use crate::tui::context::Context;
use crate::tui::tabs::plot::{self, Series};
use crate::tui::widgets::bars::{self, Bar, BarChart, HALF_ROWS, Label, ROWS};
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::text;

/// The height from which what the signs are is told.
const TOLD: u16 = 15;
/// Columns before the first bar.
const SCALE: u16 = bars::SCALE as u16;
/// Lines below the chart that say what its letters mean, at most.
const KEY_LINES: usize = 3;
/// Days of one letter, and days with several of them, that are named one by one.
const NAMED: usize = 3;

/// The first and last day shown in so many columns: those up to today, or an earlier screenful that has the day.
fn window(day: NaiveDate, today: NaiveDate, columns: u16) -> (NaiveDate, NaiveDate) {
    let columns = i64::from(columns.max(1));
    let pages = (today - day).num_days().max(0) / columns;
    let back = |days: i64| today.checked_sub_days(Days::new(days.unsigned_abs())).unwrap_or(today);
    (back(pages * columns + columns - 1), back(pages * columns))
}

/// The day in whose column something lies, of the chart around a day.
pub fn day_at(ctx: &Context, day: NaiveDate, area: Rect, at: Position) -> Option<NaiveDate> {
    if !area.contains(at) || area.height < 4 || area.width <= SCALE + 1 {
        return None;
    }
    let (first, last) = window(day, ctx.today(), area.width - SCALE - 1);
    let column = at.x.checked_sub(area.x + SCALE)?;
    first.checked_add_days(Days::new(u64::from(column))).filter(|&day| day <= last)
}

/// What a chart is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartSubject {
    /// How often the journal was changed.
    changes: u64,
    first: NaiveDate,
    last: NaiveDate,
    today: NaiveDate,
    /// Columns and lines for what the letters mean.
    width: usize,
    room: usize,
}

/// What the chart of some days shows, whatever the day at the cursor.
#[derive(Debug)]
pub struct Drawn {
    bars: Vec<Bar>,
    labels: [Vec<Label>; 1],
    /// What the letters mean.
    key: Vec<Line>,
}

impl Drawn {
    fn of(ctx: &Context, of: ChartSubject) -> Self {
        let all = ctx.sums.markers(ctx.journal);
        let markers = lettered(&all, of.first, of.last);
        let points = points(ctx.journal, of.first, of.last);
        let bar = |point: &ChartDay| plot::bar(point, Series::Worst, mark(&markers, point.day.date));
        let monday = |(_, point): &(usize, &ChartDay)| point.day.date.weekday() == Weekday::Mon;
        let label =
            |(i, point): (usize, &ChartDay)| Label::new(i, point.day.date.format("%-d %b").to_string(), Tone::Muted);
        let labels = [points.iter().enumerate().filter(monday).map(label).collect()];
        Self { bars: points.iter().map(bar).collect(), labels, key: key(&markers, of.today, of.width, of.room) }
    }
}

/// Draws the chart around a day.
pub fn draw(ctx: &Context, made: &Memo<ChartSubject, (), Drawn>, day: NaiveDate, area: Rect, buffer: &mut Buffer) {
    if area.height < 4 || area.width <= SCALE + 1 {
        return;
    }
    let (first, last) = window(day, ctx.today(), area.width - SCALE - 1);
    // the bars come first; what the signs are is said where there is more room
    let told = area.height >= TOLD;
    let room = usize::from(area.height.saturating_sub(if told { TOLD - 1 } else { 9 })).min(KEY_LINES);
    let (changes, today, width) = (ctx.journal.changes(), ctx.today(), usize::from(area.width).saturating_sub(2));
    let of = ChartSubject { changes, first, last, today, width, room };
    let drawn = made.get(of, (), || Drawn::of(ctx, of));
    let cursor = usize::try_from((day - first).num_days()).ok().filter(|_| day <= last);
    let keys = &drawn.key;
    let told = told || keys.len() < room;
    let legend = u16::from(told) + u16::try_from(keys.len()).unwrap_or(0);
    let plot = Rect { height: area.height - legend, ..area };
    let below = 2 + usize::from(drawn.bars.iter().any(|bar| bar.mark.is_some()));
    let rows = match usize::from(plot.height).saturating_sub(below + 1) {
        ROWS.. => ROWS,
        // the digits have a row of their own then
        HALF_ROWS.. => HALF_ROWS,
        _ => 0,
    };
    let chart = BarChart { bars: &drawn.bars, apart: 1, rows, run_rows: 0, labels: &drawn.labels, cursor };
    let lines = chart.lines();
    for (i, line) in lines.iter().enumerate() {
        text::put(buffer, text::row(plot, i), line, ctx.theme());
    }
    let below = usize::from(plot.height);
    if told {
        let year = if first.year() == ctx.today().year() { String::new() } else { format!(", {}", first.year()) };
        let line = if rows == ROWS { "  ━ 7-day median" } else { "" };
        let message = Line::of(format!(" digit worst (x ten){line}  letter run{year}"), Tone::Muted);
        text::put(buffer, text::row(area, below), &message, ctx.theme());
    }
    for (i, line) in keys.iter().enumerate() {
        text::put(buffer, text::row(area, usize::from(area.height) - keys.len() + i), line, ctx.theme());
    }
}

/// The letter of a day; `+` where different things changed on it.
pub(super) fn mark(markers: &[(char, &Marker)], day: NaiveDate) -> Option<char> {
    let mut of_day = markers.iter().filter(|(_, marker)| marker.day == day).map(|(letter, _)| *letter);
    let first = of_day.next()?;
    Some(if of_day.all(|other| other == first) { first } else { '+' })
}

/// What the letters mean, each with its days, on at most `room` lines: without the days where those are too few, and
/// with a sign where that is not enough.
pub(super) fn key(markers: &[(char, &Marker)], today: NaiveDate, width: usize, room: usize) -> Vec<Line> {
    let dated = laid(key_items(markers, Some(today)), width);
    if dated.len() <= room {
        return dated;
    }
    let mut lines = laid(key_items(markers, None), width.saturating_sub(2));
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            *last = std::mem::take(last).and(" \u{2026}", Tone::Muted);
        }
    }
    lines
}

/// Each letter with what it means; with its days where `today` is given.
fn key_items(markers: &[(char, &Marker)], today: Option<NaiveDate>) -> Vec<Line> {
    let item = |letter: char, message: String| Line::of(format!(" {letter} "), Tone::Warn).and(message, Tone::Plain);
    let short = |day: NaiveDate| {
        let of_this_year = today.is_none_or(|today| today.year() == day.year());
        day.format(if of_this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
    };
    let mut letters: Vec<(char, &str, Vec<NaiveDate>)> = Vec::new();
    for (letter, marker) in markers.iter().filter(|(letter, _)| *letter != '+') {
        match letters.iter_mut().find(|(other, ..)| other == letter) {
            Some((.., days)) => days.push(marker.day),
            None => letters.push((*letter, &*marker.what, vec![marker.day])),
        }
    }
    let mut items = Vec::new();
    for (letter, what, days) in &letters {
        let when = match (today, &days[..]) {
            (None, [_]) => String::new(),
            (None, days) => format!(" ({} times)", days.len()),
            (_, days) if days.len() <= NAMED => {
                format!(" ({})", days.iter().map(|&day| short(day)).collect::<Vec<_>>().join(", "))
            }
            (_, days) => {
                format!(" ({} times, {} \u{2013} {})", days.len(), short(days[0]), short(days[days.len() - 1]))
            }
        };
        items.push(item(*letter, format!("{what}{when}")));
    }
    match markers.iter().filter(|(letter, _)| *letter == '+').count() {
        0 => {}
        n => items.push(item('+', counted(n, "more change", "more changes"))),
    }
    let mut several: Vec<(NaiveDate, String)> = Vec::new();
    for of_day in markers.chunk_by(|(_, one), (_, other)| one.day == other.day) {
        let day = of_day[0].1.day;
        if of_day[0].0 != '+' && mark(of_day, day) == Some('+') {
            several.push((day, of_day.iter().map(|(letter, _)| letter.to_string()).collect::<Vec<_>>().join(" and ")));
        }
    }
    for (day, letters) in several.iter().take(NAMED) {
        items.push(item('+', if today.is_some() { format!("{letters} ({})", short(*day)) } else { letters.clone() }));
    }
    if several.len() > NAMED {
        items.push(item('+', format!("several on {}", counted(several.len() - NAMED, "more day", "more days"))));
    }
    items
}

/// Items side by side, as many in a line as fit; one that is wider than a line goes on in the next.
fn laid(items: Vec<Line>, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for item in items {
        match lines.last_mut() {
            Some(last) if text::line_width(last) + 1 + text::line_width(&item) <= width => {
                last.0.push(Word { text: " ".into(), tone: Tone::Plain });
                last.0.extend(item.0);
            }
            _ => lines.extend(text::wrap(&item, width, 3)),
        }
    }
    lines
}

/// What the chart says of a day, in a line of at most that width.
pub fn readout(ctx: &Context, day: NaiveDate, width: usize) -> Line {
    let Some(point) = points(ctx.journal, day, day).pop() else { return Line::default() };
    let line = Line::of(crate::tui::tabs::phrases::short_day(day, ctx.today()), Tone::Title);
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
    let fits = |message: &String| text::line_width(&line) + text::width(message) <= width;
    match [median, short].into_iter().find(fits) {
        Some(message) => line.and(message, Tone::Muted),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::markers::Cause;

    #[test]
    fn the_window_ends_today_or_holds_the_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        assert_eq!(window(today, today, 10), (day("2026-11-14"), today));
        assert_eq!(window(day("2026-11-14"), today, 10), (day("2026-11-14"), today));
        assert_eq!(window(day("2026-11-13"), today, 10), (day("2026-11-04"), day("2026-11-13")));
        assert_eq!(window(today, today, 0), (today, today));
    }
    fn keys(markers: &[(char, &str, &str)], width: usize, room: usize) -> Vec<String> {
        let made: Vec<Marker> = markers
            .iter()
            .map(|(_, what, day)| Marker { day: day.parse().unwrap(), what: (*what).into(), cause: Cause::Mark })
            .collect();
        let lettered: Vec<(char, &Marker)> = markers.iter().map(|(letter, ..)| *letter).zip(&made).collect();
        key(&lettered, "2026-11-23".parse().unwrap(), width, room).iter().map(Line::text).collect()
    }

    #[test]
    fn each_letter_has_its_days_and_none_breaks_within_a_line_that_has_room() {
        let two = [('A', "new chair", "2025-12-30"), ('B', "shoes: blue", "2026-11-02")];
        assert_eq!(keys(&two, 80, 3), [" A new chair (30 Dec 2025)  B shoes: blue (2 Nov)"]);
        assert_eq!(keys(&two, 40, 3), [" A new chair (30 Dec 2025)", " B shoes: blue (2 Nov)"]);
        assert_eq!(keys(&two, 40, 1), [" A new chair  B shoes: blue"]);
        assert_eq!(keys(&two, 20, 1), [" A new chair \u{2026}"]);
        assert_eq!(keys(&[], 20, 1), [""; 0]);
    }

    #[test]
    fn what_was_often_is_told_from_when_to_when_and_a_day_with_several_names_them() {
        let often = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"].map(|day| ('A', "massage", day));
        assert_eq!(keys(&often[..3], 80, 3), [" A massage (2 Nov, 3 Nov, 4 Nov)"]);
        assert_eq!(keys(&often, 80, 3), [" A massage (4 times, 2 Nov \u{2013} 5 Nov)"]);
        let both = [('A', "chair", "2026-11-02"), ('B', "desk", "2026-11-02"), ('+', "lamp", "2026-11-05")];
        assert_eq!(keys(&both, 80, 3), [" A chair (2 Nov)  B desk (2 Nov)  + 1 more change  + A and B (2 Nov)"]);
    }
}
