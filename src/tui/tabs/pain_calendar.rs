//! The calendar of the Pain tab: each day its worst on its colour, and the letter of its run's surface.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::level::Level;
use crate::insight::days::days;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::widgets::calendar::{Calendar, Cell};
use crate::tui::widgets::text;

/// Weeks that are to be seen at least, where they can be.
const WEEKS: usize = 12;

fn calendar(ctx: &Context, day: NaiveDate, area: Rect) -> Calendar {
    let room = (usize::from(area.width), usize::from(area.height));
    Calendar::new(day, ctx.today(), ctx.journal.settings.week_starts_on.weekday(), room, WEEKS)
}

/// The day in whose cell something lies, where it is not still to come.
pub fn day_at(ctx: &Context, day: NaiveDate, area: Rect, at: Position) -> Option<NaiveDate> {
    let (x, y) = (at.x.checked_sub(area.x)?, at.y.checked_sub(area.y)?);
    calendar(ctx, day, area).day_at(usize::from(x), usize::from(y)).filter(|_| area.contains(at))
}

/// Draws the calendar around a day.
pub fn draw(ctx: &Context, day: NaiveDate, area: Rect, buffer: &mut Buffer) {
    let calendar = calendar(ctx, day, area);
    let shown = days(ctx.journal, calendar.first, calendar.last);
    let cell = |one: NaiveDate| {
        let found = usize::try_from((one - calendar.first).num_days()).ok().and_then(|n| shown.get(n));
        Cell {
            level: found.and_then(|day| day.worst).map(Level::number),
            letter: found.and_then(|day| day.runs.last()).map(|surface| surface.letter()),
        }
    };
    let mut lines = calendar.lines(day, cell);
    if lines.len() < usize::from(area.height) {
        let ramp = (0..=10u8)
            .fold(Line::of("      ", Tone::Muted), |line, level| line.and(format!("{level:>2} "), Tone::Level(level)));
        lines.push(ramp.and("  \u{b7} no entry", Tone::Muted));
    }
    for (i, line) in lines.iter().enumerate().take(usize::from(area.height)) {
        text::put(buffer, text::row(area, i), line, ctx.theme());
    }
}
