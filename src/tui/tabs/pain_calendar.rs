//! The months of the Pain tab: each day its worst as a digit and the letter of its run's surface.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::insight::days::day as day_of;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::tabs::phrases;
use crate::tui::widgets::text;

/// Columns of a month: the date at its left and seven days, with a gap to the next.
const WIDTH: u16 = 36;
/// Rows of a month: its name, the weekdays, six weeks.
const HEIGHT: u16 = 8;

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// How many months lie between two days.
fn months_between(early: NaiveDate, late: NaiveDate) -> u32 {
    let count = (late.year() - early.year()) * 12 + i32::try_from(late.month0()).unwrap_or(0)
        - i32::try_from(early.month0()).unwrap_or(0);
    u32::try_from(count).unwrap_or(0)
}

/// Where as many months lie as there is room for, the one with the day among them; each with its first day.
fn months(ctx: &Context, day: NaiveDate, area: Rect) -> Vec<(NaiveDate, Rect)> {
    let across = (area.width / WIDTH).max(1);
    let down = (area.height / (HEIGHT + 1)).max(1);
    let count = u32::from(across * down);
    let oldest = (months_between(day, ctx.today()) / count) * count + count - 1;
    let place = |i: u32| {
        let (x, y) = (u16::try_from(i).unwrap_or(0) % across, u16::try_from(i).unwrap_or(0) / across);
        let place = Rect::new(
            area.x.saturating_add(x * WIDTH),
            area.y.saturating_add(y * (HEIGHT + 1)),
            WIDTH.min(area.width),
            HEIGHT,
        );
        place.intersection(area)
    };
    let month = |i: u32| first_of_month(ctx.today()).checked_sub_months(Months::new(oldest - i));
    (0..count).filter_map(|i| Some((month(i)?, place(i)))).collect()
}

/// The first day of a month's first week.
fn first_of_grid(ctx: &Context, month: NaiveDate) -> NaiveDate {
    let starts = ctx.journal.settings.week_starts_on.weekday();
    let back = (7 + month.weekday().num_days_from_monday() - starts.num_days_from_monday()) % 7;
    month.checked_sub_days(Days::new(u64::from(back))).unwrap_or(month)
}

/// The day in whose cell something lies, where it is not still to come.
pub fn day_at(ctx: &Context, day: NaiveDate, area: Rect, at: Position) -> Option<NaiveDate> {
    let (month, place) = months(ctx, day, area).into_iter().find(|(_, place)| place.contains(at))?;
    let (week, column) = ((at.y - place.y).checked_sub(rows_above(place))?, (at.x - place.x).checked_sub(4)? / 4);
    let days = u64::from(week) * 7 + u64::from(column);
    let hit = first_of_grid(ctx, month).checked_add_days(Days::new(days)).filter(|_| column < 7)?;
    (first_of_month(hit) == month && hit <= ctx.today()).then_some(hit)
}

/// The rows above the first week.
fn rows_above(area: Rect) -> u16 {
    if area.height < 8 { 1 } else { 2 }
}

/// Draws the months.
pub fn draw(ctx: &Context, day: NaiveDate, area: Rect, buffer: &mut Buffer) {
    for (month, place) in months(ctx, day, area) {
        draw_month(ctx, month, day, place, buffer);
    }
}

fn draw_month(ctx: &Context, month: NaiveDate, chosen: NaiveDate, area: Rect, buffer: &mut Buffer) {
    let starts = ctx.journal.settings.week_starts_on.weekday();
    let monday = first_of_grid(ctx, month);
    let title = Line::of(month.format(" %B %Y").to_string(), Tone::Title);
    let today = first_of_month(ctx.today()) == month;
    let title = if today { title.and("   ' today", Tone::Muted) } else { title };
    let above = usize::from(rows_above(area));
    // a month of six weeks on a low screen: its name stands beside the weekdays
    let mut heads = Line::of(if above < 2 { month.format(" %b").to_string() } else { "    ".into() }, Tone::Title);
    if above > 1 {
        text::put(buffer, text::row(area, 0), &title, ctx.theme());
    }
    let mut weekday: Weekday = starts;
    for _ in 0..7 {
        heads = heads.and(format!(" {} ", &weekday.to_string()[..2]), Tone::Muted);
        weekday = weekday.succ();
    }
    text::put(buffer, text::row(area, above - 1), &heads, ctx.theme());
    for week in 0..6u64 {
        let days = (0..7).filter_map(|i| monday.checked_add_days(Days::new(week * 7 + i)));
        let days: Vec<NaiveDate> = days.filter(|day| first_of_month(*day) == month).collect();
        let (Some(first), row) = (days.first(), text::row(area, above + usize::try_from(week).unwrap_or(0))) else {
            continue;
        };
        text::put(buffer, row, &Line::of(format!(" {:>2}", first.day()), Tone::Muted), ctx.theme());
        for day in days {
            let column = (7 + day.weekday().num_days_from_monday() - starts.num_days_from_monday()) % 7;
            let cell = text::first(text::after(row, 4 + 4 * usize::try_from(column).unwrap_or(0)), 4);
            let shown = day_of(ctx.journal, day);
            let surface = shown.runs.last().map_or(" ".into(), |surface| surface.letter().to_string());
            let tone = if shown.worst.is_some() { Tone::Plain } else { Tone::Muted };
            let digit = if day > ctx.today() { ' ' } else { phrases::digit(shown.worst) };
            let lead = match (day == chosen, day == ctx.today()) {
                (true, _) => "›",
                (_, true) => "'",
                _ => " ",
            };
            text::put(buffer, cell, &Line::plain(lead).and(digit, tone).and(surface, Tone::Accent), ctx.theme());
            if day == chosen {
                text::restyle(buffer, text::first(cell, 3), ctx.theme().selected());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_across_years() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(months_between(day("2026-11-30"), day("2026-11-01")), 0);
        assert_eq!(months_between(day("2025-12-31"), day("2026-01-01")), 1);
        assert_eq!(months_between(day("2024-11-01"), day("2026-10-01")), 23);
        assert_eq!(months_between(day("2026-12-01"), day("2026-10-01")), 0);
    }
}
