//! The Pain tab: the levels, newest first, and the selected one in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::{self, column, column_right};
use crate::domain::entry::Record;
use crate::domain::pain::{Moment, Pain};
use crate::domain::when;
use crate::page::{Line, Tone};
use crate::tui::app::App;
use crate::tui::widgets::text;

/// Rows below the list for the selected entry in full, with the rule above them.
const DETAIL: u16 = 4;

/// How many rows of a body are the list's: the selected entry has its place below where there is room.
pub fn list_height(body: Rect) -> usize {
    usize::from(if body.height >= 3 * DETAIL { body.height - DETAIL } else { body.height })
}

/// Draws the tab.
pub fn draw(app: &App, body: Rect, buffer: &mut Buffer) {
    let list = &app.journal.pain;
    if list.is_empty() {
        let none = Line::plain(" No pain level yet: ").and("p", Tone::Key).and(" and a digit logs one.", Tone::Plain);
        text::put(buffer, body, &none, app.theme());
        return;
    }
    let height = list_height(body);
    let rows = Rect { height: body.height.min(u16::try_from(height).unwrap_or(u16::MAX)), ..body };
    let narrow = body.width < 60;
    list::draw(app, &app.tabs.pain, list, rows, buffer, |pain| row(app, pain, narrow));
    if let Some(pain) = app.tabs.pain.selected(list) {
        in_full(app, &pain.says(&app.journal.settings), rows, body, buffer);
    }
}

/// Draws the selected entry in full, in what the list leaves of a body.
pub fn in_full(app: &App, says: &str, rows: Rect, body: Rect, buffer: &mut Buffer) {
    let from = usize::from(rows.height);
    if body.height <= rows.height {
        return;
    }
    text::rule(buffer, text::row(body, from), app.theme());
    let width = usize::from(body.width).saturating_sub(2);
    let lines = text::wrap(&Line::plain(says), width, 0);
    for (i, line) in lines.iter().enumerate() {
        text::put(buffer, text::after(text::row(body, from + 1 + i), 1), line, app.theme());
    }
}

fn row(app: &App, pain: &Pain, narrow: bool) -> Line {
    let (settings, local) = (&app.journal.settings, pain.at.local());
    let day = when::say_day(local.date(), app.today());
    let time = when::say_time(local.time(), settings);
    let moment = pain.moment.map(Moment::word).unwrap_or_default();
    let dated = if narrow { column(&day, 11) } else { format!("{} {}", column(&day, 10), column_right(&time, 7)) };
    Line::of(dated, Tone::Muted)
        .and(column_right(&pain.level.to_string(), 4), Tone::Accent)
        .and(format!("  {}", column(moment, 7)), Tone::Plain)
        .and(format!("  {}", details(&pain.says(settings), pain)), Tone::Plain)
}

/// What an entry says beyond its level and moment, which have columns of their own.
fn details<'a>(says: &'a str, pain: &Pain) -> &'a str {
    let rest = says.strip_prefix(&format!("pain {}", pain.level)).unwrap_or(says);
    let moment = pain.moment.map(|moment| format!(", {}", moment.word())).unwrap_or_default();
    let rest = rest.strip_prefix(&moment).unwrap_or(rest);
    rest.strip_prefix(", ").unwrap_or(rest)
}
