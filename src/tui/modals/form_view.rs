//! How a form is drawn: a row a field, how each was understood beside it, its error in its own row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::form::{Fault, Form, Row};
use crate::domain::field::{About, Input};
use crate::domain::refusal::Refusal;
use crate::page::{Line, Tone, visible};
use crate::tui::app::App;
use crate::tui::widgets::{scroll, text};

/// Columns for the sign and the label.
const LABEL: usize = 16;

/// Fewer columns than these for text and meaning are not shared between them.
const NARROW: usize = 30;

/// A line of the form as it is drawn.
enum Part {
    /// The row of that number.
    Row(usize),
    /// More about the row above it.
    More(Line),
}

/// Draws a form over a body. Returns where the cursor stands.
pub fn draw(app: &App, form: &Form, body: Rect, buffer: &mut Buffer) -> Option<Position> {
    text::clear(buffer, body);
    let theme = app.theme();
    let title = Line::plain(" ").and(form.subject.title(), Tone::Title);
    let draft = if form.from_draft { "   your draft; Ctrl-r starts afresh" } else { "" };
    text::put(buffer, body, &title.and(draft, Tone::Muted), theme);
    let area = Rect { y: body.y.saturating_add(1), height: body.height.saturating_sub(1), ..body };
    let understood = form.understand(app.now.id, &app.reading());
    let refusals = understood.change.err().unwrap_or_default();
    let mut parts = Vec::new();
    for (i, row) in form.rows.iter().enumerate() {
        parts.push(Part::Row(i));
        if i == form.focus {
            let echo = understood.echoes.get(i).cloned().flatten();
            parts.extend(more(form, row, echo, &refusals, usize::from(area.width)).into_iter().map(Part::More));
        }
    }
    let mut cursor = None;
    for (at, part) in shown(&parts, form.focus, usize::from(area.height)).enumerate() {
        let place = text::row(area, at);
        match part {
            Part::More(line) => {
                text::put(buffer, place, line, theme);
            }
            Part::Row(i) => {
                let Some(row) = form.rows.get(*i) else { continue };
                let echo = understood.echoes.get(*i).cloned().flatten();
                let stands = draw_row(app, form, row, *i == form.focus, (echo, &refusals), place, buffer);
                cursor = cursor.or(stands);
            }
        }
    }
    cursor
}

/// The parts that fit: the date always, as the first, and the row that is typed into with what is said about it.
fn shown(parts: &[Part], focus: usize, height: usize) -> impl Iterator<Item = &Part> {
    let more = parts.iter().filter(|part| matches!(part, Part::More(_))).count();
    let first = scroll::top(0, focus + more, parts.len(), height).min(focus);
    let date = if first > 0 && height > more + 1 { 1 } else { 0 };
    // the pinned date takes the place of one row more
    let first = if date == 1 { (first + 1).min(focus) } else { first };
    parts.iter().take(date).chain(parts.iter().skip(first)).take(height)
}

/// How wide the typed text may be; the rest of the row says how it was understood.
fn value_width(width: usize) -> usize {
    let rest = width.saturating_sub(LABEL);
    if rest < NARROW { rest } else { (rest / 2).max(20) }
}

fn draw_row(
    app: &App,
    form: &Form,
    row: &Row,
    focused: bool,
    (echo, refusals): (Option<String>, &[Refusal]),
    place: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let theme = app.theme();
    let width = usize::from(place.width);
    let value = value_width(width);
    let (sign, tone) = if focused { ("› ", Tone::Accent) } else { ("  ", Tone::Muted) };
    let fault = shown_fault(form, row, refusals);
    let sign = if fault.is_some() && !focused { "! " } else { sign };
    text::put(buffer, text::first(place, LABEL), &Line::of(sign, tone).and(row.about.label, tone), theme);
    let field = text::first(text::after(place, LABEL), value.saturating_sub(1));
    let beside = text::after(place, LABEL + value + 1);
    let typed = row.text.value().trim();
    let understood = match (&fault, echo) {
        (Some(says), _) => Line::of(says, Tone::Bad),
        (None, Some(echo)) if echo != typed => Line::of(echo, Tone::Muted),
        (None, _) => Line::default(),
    };
    let (mut shown, column) = scrolled(row, usize::from(field.width), focused);
    if !focused && beside.is_empty() && fault.is_none() && !understood.0.is_empty() {
        // no room for both: how it was understood says more than what was typed
        shown = understood.clone();
    }
    let used = text::put(buffer, field, &shown, theme);
    if focused && form.replaces_level() {
        text::restyle(buffer, text::first(field, used), theme.selected());
    }
    if !(focused && fault.is_some()) {
        text::put(buffer, beside, &understood, theme);
    }
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let x = field.x.saturating_add(column).min(field.right().min(place.right().saturating_sub(1)));
    (focused && !field.is_empty()).then_some(Position { x, y: field.y })
}

/// The part of the text around the cursor that fits, and the cursor's column in it.
fn scrolled(row: &Row, width: usize, focused: bool) -> (Line, usize) {
    let value = row.text.value();
    if value.is_empty() && !focused {
        return (Line::of("\u{b7}", Tone::Muted), 0);
    }
    let before: String = value.chars().take(row.text.cursor()).collect();
    let cursor = visible(&before).width();
    let mut skipped = 0;
    let shown: String = visible(value)
        .chars()
        .skip_while(|&c| {
            let skip = focused && cursor.saturating_sub(skipped) > width.saturating_sub(1);
            skipped += if skip { UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) } else { 0 };
            skip
        })
        .collect();
    (Line::plain(shown), cursor.saturating_sub(skipped))
}

/// What is wrong with a row, where it is time to say so.
fn shown_fault(form: &Form, row: &Row, refusals: &[Refusal]) -> Option<String> {
    match form.fault(row, refusals)? {
        Fault::Wrong(says) => Some(says),
        Fault::Missing(says) => form.tried.then_some(says),
    }
}

/// What stands below the row that is typed into: its error in full, else its help; and how it was understood, where
/// that has no room beside it.
fn more(form: &Form, row: &Row, echo: Option<String>, refusals: &[Refusal], width: usize) -> Vec<Line> {
    let narrow = width.saturating_sub(LABEL) < NARROW;
    let (says, tone) = match (shown_fault(form, row, refusals), echo) {
        (Some(says), _) => (says, Tone::Bad),
        (None, Some(echo)) if narrow && !row.text.value().is_empty() => (echo, Tone::Plain),
        (None, _) => (help(row.about), Tone::Muted),
    };
    let indent = if narrow { 2 } else { LABEL };
    let lines = text::wrap(&Line::of(says, tone), width.saturating_sub(indent + 1).max(10), 0);
    let indented = |line: Line| {
        let mut all = Line::plain(" ".repeat(indent));
        all.0.extend(line.0);
        all
    };
    lines.into_iter().map(indented).collect()
}

fn help(about: &About) -> String {
    let words = match about.input {
        Input::One(words) | Input::Several(words) | Input::Tags(words) => format!(": {}", words.join(", ")),
        Input::Surfaces => format!(": {}", crate::domain::runs::Surface::WORDS.join(", ")),
        Input::Yes => ": yes or nothing (Space)".into(),
        _ => format!(", such as {}", about.example),
    };
    format!("{}{words}", about.help)
}
