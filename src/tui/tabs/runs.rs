//! The Runs tab: a table, newest first, and the selected run in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::{self, column, column_right};
use super::pain::{in_full, list_height as height_of_list};
use crate::domain::entry::Record;
use crate::domain::level::Level;
use crate::domain::runs::Run;
use crate::domain::{units, when};
use crate::page::{Line, Tone};
use crate::tui::app::App;
use crate::tui::widgets::text;

/// How many rows of a body are the table's, without its heads.
pub fn list_height(body: Rect) -> usize {
    height_of_list(body).saturating_sub(1)
}

/// How a column is filled.
type Fill = fn(&App, &Run) -> String;

/// A column: its head, its width, whether it is set to the right, the narrowest body that shows it, and what it shows.
const COLUMNS: &[(&str, usize, bool, u16, Fill)] = &[
    ("date", 10, false, 0, |app, run| when::say_day(run.at.local().date(), app.today())),
    ("", 7, true, 60, |app, run| when::say_time(run.at.local().time(), &app.journal.settings)),
    ("distance", 9, true, 0, |app, run| {
        run.distance_m.map(|metres| units::distance(metres, app.journal.settings.units)).unwrap_or_default()
    }),
    ("time", 7, true, 46, |_, run| run.duration_s.map(units::duration).unwrap_or_default()),
    ("pace", 9, true, 70, |app, run| {
        let units = app.journal.settings.units;
        run.distance_m.zip(run.duration_s).and_then(|(m, s)| units::pace(m, s, units)).unwrap_or_default()
    }),
    ("pain", 8, true, 0, |_, run| levels(run)),
    ("surface", 8, false, 0, |app, run| {
        run.surface_says(app.journal.settings.units).map(|says| format!("  {says}")).unwrap_or_default()
    }),
];

/// Pain before, during and after, as digits; a gap is a `·`.
fn levels(run: &Run) -> String {
    let all = [run.pain.before, run.pain.during, run.pain.after];
    if all.iter().all(Option::is_none) {
        return String::new();
    }
    all.map(|level: Option<Level>| level.map_or("·".into(), |level| level.to_string())).join("/")
}

fn columns(width: u16) -> impl Iterator<Item = &'static (&'static str, usize, bool, u16, Fill)> {
    COLUMNS.iter().filter(move |column| column.3 <= width)
}

/// Draws the tab.
pub fn draw(app: &App, body: Rect, buffer: &mut Buffer) {
    let list = &app.journal.runs;
    if list.is_empty() {
        let none = Line::plain(" No run yet: ").and("r", Tone::Key).and(" logs one, with its surface.", Tone::Plain);
        text::put(buffer, body, &none, app.theme());
        return;
    }
    let place = |words: &str, width, right| if right { column_right(words, width) } else { column(words, width) };
    let mut heads = Line::plain("  ");
    for (head, width, right, _, _) in columns(body.width) {
        let head = if *head == "surface" { "  surface" } else { head };
        heads = heads.and(place(head, *width, *right) + " ", Tone::Muted);
    }
    text::put(buffer, body, &heads, app.theme());
    let rows = Rect {
        y: body.y.saturating_add(1),
        height: u16::try_from(list_height(body)).unwrap_or(u16::MAX).min(body.height.saturating_sub(1)),
        ..body
    };
    list::draw(app, &app.tabs.runs, list, rows, buffer, |run| {
        let mut line = Line::default();
        for (head, width, right, _, fill) in columns(body.width) {
            if *head == "surface" {
                line = line.and(signs(run), Tone::Bad);
            }
            line = line.and(place(&fill(app, run), *width, *right) + " ", Tone::Plain);
        }
        line
    });
    if let Some(run) = app.tabs.runs.selected(list) {
        let rows = Rect { height: rows.height.saturating_add(1), ..body };
        in_full(app, &run.says(&app.journal.settings), rows, body, buffer);
    }
}

/// The signs of the source's warning: pain rose, a limp, a sharp turn.
fn signs(run: &Run) -> String {
    let all = [(run.rose, "rose"), (run.limp, "limp"), (run.sharp, "sharp")];
    all.iter().filter(|(yes, _)| *yes).map(|(_, word)| format!(" {word}")).collect()
}
