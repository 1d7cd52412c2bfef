//! How a form is drawn: a row a field, how each was understood beside it, its error in its own row; and what of it lies
//! under a click.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::domain::field::Input;
use crate::domain::when;
use crate::domain::words::brief;
use crate::page::{Line, Tone, visible};
use crate::tui::modals::form::Form;
use crate::tui::modals::form::field_row::FieldRow;
use crate::tui::modals::form::layout::{Cell, Layout, LayoutPart, shown_fault};
use crate::tui::modals::form::text_area::TextSpan;
use crate::tui::update::App;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::text;

/// Columns at the end of the title that stay free for the sign that more lies above.
const MORE: usize = 10;

/// The area of the rows, below the title.
fn area(body: Rect) -> Rect {
    Rect { y: body.y.saturating_add(1), height: body.height.saturating_sub(1), ..body }
}

/// How far a form is scrolled and how wide a note is, so that the row that is typed into is shown.
pub fn followed(app: &App, form: &Form, body: Rect) -> (usize, usize) {
    let sheet = Layout::of(app, form, area(body));
    (sheet.top, sheet.note_width)
}

/// What of a form lies under a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormHit {
    /// A row.
    Row(usize),
    /// A word to pick for the row that is typed into.
    Word(String),
}

/// What of a form lies at a column and row.
pub fn hit(app: &App, form: &Form, body: Rect, column: u16, row: u16) -> Option<FormHit> {
    let area = area(body);
    if !area.contains(Position { x: column, y: row }) {
        return None;
    }
    let column = usize::from(column.saturating_sub(area.x));
    let sheet = Layout::of(app, form, area);
    match sheet.shown.get(usize::from(row.saturating_sub(area.y)))? {
        LayoutPart::Row(i) => Some(FormHit::Row(*i)),
        LayoutPart::Note { .. } | LayoutPart::More(_) => Some(FormHit::Row(form.focus)),
        LayoutPart::Words(cells) => {
            let cell = cells.iter().find(|cell| (cell.from..cell.to).contains(&column));
            cell.map(|cell| FormHit::Word(cell.word.clone()))
        }
    }
}

/// Draws a form over a body. Returns where the cursor stands, and whether rows lie beyond the edges.
pub fn draw(app: &App, form: &Form, body: Rect, buffer: &mut Buffer) -> (Option<Position>, More) {
    text::clear(buffer, body);
    let area = area(body);
    let sheet = Layout::of(app, form, area);
    text::put(buffer, body, &title(app, form, &sheet, usize::from(body.width)), app.theme());
    let mut cursor = None;
    for (at, part) in sheet.shown.iter().enumerate() {
        let place = text::row(area, at);
        match part {
            LayoutPart::More(line) => {
                text::put(buffer, place, line, app.theme());
            }
            LayoutPart::Words(cells) => draw_words(app, cells, place, buffer),
            LayoutPart::Row(i) => cursor = cursor.or(draw_row(app, form, *i, &sheet, place, buffer)),
            LayoutPart::Note { span, first, more, cursor: column } => {
                let field = draw_note(app, form, (*span, *first, *more), &sheet, place, buffer);
                cursor = cursor.or_else(|| column.and_then(|column| standing(field, place, column)));
            }
        }
    }
    let below = usize::from(area.height).saturating_sub(sheet.facts.len());
    for (at, line) in sheet.facts.iter().enumerate() {
        text::put(buffer, text::after(text::row(area, below + at), 2), line, app.theme());
    }
    (cursor, sheet.more)
}

/// The heading. Once the date is scrolled out of sight it stands here: it is seen whenever something is saved.
fn title(app: &App, form: &Form, sheet: &Layout, width: usize) -> Line {
    let name = Line::plain(" ").and(form.subject.title(&app.journal.settings), Tone::Title);
    let date = form.rows.first().filter(|row| sheet.more.above && row.about.input == Input::When);
    let Some(row) = date else {
        return name.and(whose(app, form).map(|message| format!("   {message}")).unwrap_or_default(), Tone::Muted);
    };
    let label = row.about.label;
    let echo = sheet.understood.echoes.first().cloned().flatten().unwrap_or_default();
    let (message, tone) = match shown_fault(form, row, sheet.understood.refusals()) {
        Some(message) => (format!("! {label} {message}"), Tone::Bad),
        None => (format!("{label} {echo}"), Tone::Muted),
    };
    // the end of the line may have to tell that more lies above
    let both = name.and("   ", Tone::Plain).and(message.clone(), tone);
    if text::line_width(&both) + MORE <= width { both } else { Line::plain(" ").and(message, tone) }
}

/// Which of several texts a form shows, and of which day; nothing where there is only the one of now.
fn whose(app: &App, form: &Form) -> Option<String> {
    let begun = form.begun.map(|begun| begun.at.day(app.journal.day_starts_at()));
    let of = begun.filter(|day| *day != app.today()).map(|day| format!(" of {}", when::say_day(day, app.today())));
    let of = of.unwrap_or_default();
    let next = if form.has_next() { "shows the next" } else { "starts afresh" };
    match (form.from_draft, form.place(), form.can_come_back()) {
        (true, None, _) => Some(format!("your draft{of}; Ctrl-r {next}")),
        (true, Some((place, all)), _) => Some(format!("draft {place} of {all}{of}; Ctrl-r {next}")),
        (false, _, 1) => Some("Ctrl-r brings back what was typed".into()),
        (false, _, 2..) => Some(format!("Ctrl-r shows {} drafts", form.can_come_back())),
        (false, ..) if !of.is_empty() => Some(format!("begun{}", of.replace(" of", ""))),
        (false, ..) => None,
    }
}

fn draw_label(app: &App, row: &FieldRow, (sign, tone): (&str, Tone), place: Rect, buffer: &mut Buffer) {
    text::put(buffer, place, &Line::of(sign, tone).and(row.about.label, tone), app.theme());
}

fn draw_row(app: &App, form: &Form, i: usize, sheet: &Layout, place: Rect, buffer: &mut Buffer) -> Option<Position> {
    let (row, focused) = (form.rows.get(i)?, i == form.focus);
    let theme = app.theme();
    let label = sheet.columns.label;
    let fault = shown_fault(form, row, sheet.understood.refusals());
    // what is wrong stands beside the rows that are not typed into
    let takes_all = sheet.columns.takes_all(row) && (focused || fault.is_none());
    let value = if takes_all { sheet.columns.whole() } else { sheet.columns.value() };
    let (sign, tone) = match (focused, &fault) {
        (true, _) => ("\u{203a} ", Tone::Accent),
        (false, Some(_)) => ("! ", Tone::Bad),
        (false, None) => ("  ", Tone::Muted),
    };
    draw_label(app, row, (sign, tone), text::first(place, label.saturating_sub(1)), buffer);
    let field = text::first(text::after(place, label), value.saturating_sub(1));
    let beside = text::after(place, label + value + 1);
    let typed = row.text.value().trim();
    let echo = sheet.understood.echoes.get(i).cloned().flatten();
    let understood = match (&fault, echo) {
        (Some(message), _) => Line::of(message, Tone::Bad),
        (None, Some(echo)) if echo != typed => Line::of(echo, Tone::Muted),
        (None, None) if form.emptied(i).is_some() => {
            Line::of(format!("empty; it was {}", form.emptied(i).unwrap_or_default()), Tone::Muted)
        }
        (None, _) => Line::default(),
    };
    let (mut shown, column) = scrolled(row, usize::from(field.width), focused);
    if !focused && beside.is_empty() && fault.is_none() && !understood.0.is_empty() {
        // no room for both: how it was understood says more than what was typed
        shown = understood.clone();
    }
    let used = text::put(buffer, field, &shown, theme);
    if focused && row.gives_way() {
        text::restyle(buffer, text::first(field, used), theme.selected());
    }
    if !(focused && fault.is_some()) {
        text::put(buffer, beside, &understood, theme);
    }
    focused.then(|| standing(field, place, column)).flatten()
}

/// Where the cursor stands in a field, so many columns from its start.
fn standing(field: Rect, place: Rect, column: usize) -> Option<Position> {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let x = field.x.saturating_add(column).min(field.right().min(place.right().saturating_sub(1)));
    (!field.is_empty()).then_some(Position { x, y: field.y })
}

/// Draws a line of the note. Returns where its text stands.
fn draw_note(
    app: &App,
    form: &Form,
    ((from, to), first, more): (TextSpan, bool, More),
    sheet: &Layout,
    place: Rect,
    buffer: &mut Buffer,
) -> Rect {
    let label = sheet.columns.label;
    let field = text::after(place, label);
    let Some(row) = form.rows.get(form.focus) else { return field };
    if first {
        draw_label(app, row, ("\u{203a} ", Tone::Accent), text::first(place, label.saturating_sub(1)), buffer);
    }
    let sign = match (more.above, more.below) {
        (true, true) => "\u{2191}\u{2193}",
        (true, false) => "\u{2191}",
        (false, true) => "\u{2193}",
        (false, false) => "",
    };
    let beside = text::after(place, label.saturating_sub(1 + text::width(sign)));
    text::put(buffer, beside, &Line::of(sign, Tone::Muted), app.theme());
    let shown = row.text.value().get(from..to).unwrap_or_default();
    text::put(buffer, field, &Line::plain(shown), app.theme());
    field
}

fn draw_words(app: &App, cells: &[Cell], place: Rect, buffer: &mut Buffer) {
    for cell in cells {
        let many = cell.to.saturating_sub(cell.from) > text::width(&cell.word) + 1;
        let mark = match (cell.chosen, many) {
            (true, _) => "\u{25cf}",
            (false, true) => "\u{25cb}",
            (false, false) => " ",
        };
        let lead = match (many, cell.at) {
            (false, _) => "",
            (true, true) => "\u{203a}",
            (true, false) => " ",
        };
        let tone = match (cell.at, cell.chosen) {
            (true, _) => Tone::Accent,
            (false, true) => Tone::Plain,
            (false, false) => Tone::Muted,
        };
        let area = text::first(text::after(place, cell.from), cell.to.saturating_sub(cell.from));
        text::put(buffer, area, &Line::of(format!("{lead}{mark}"), tone).and(&cell.word, tone), app.theme());
    }
}

/// The part of the text around the cursor that fits, with a sign where its beginning does not, and the cursor's column in it.
fn scrolled(row: &FieldRow, width: usize, focused: bool) -> (Line, usize) {
    let value = row.text.value();
    if !focused {
        let shown = if value.is_empty() { Line::of("\u{b7}", Tone::Muted) } else { Line::plain(brief(value)) };
        return (shown, 0);
    }
    let before: String = value.chars().take(row.text.cursor()).collect();
    let cursor = visible(&before).width();
    let room = width.saturating_sub(1);
    let is_cut = cursor > room;
    // the sign takes a column too
    let least = if is_cut { (cursor + 1).saturating_sub(room) } else { 0 };
    let mut skipped = 0;
    let shown: String = visible(value)
        .chars()
        .skip_while(|&c| {
            let skip = skipped < least;
            skipped += if skip { UnicodeWidthStr::width(c.encode_utf8(&mut [0; 4]) as &str) } else { 0 };
            skip
        })
        .collect();
    let sign = if is_cut { "\u{2026}" } else { "" };
    (Line::of(sign, Tone::Muted).and(shown, Tone::Plain), cursor.saturating_sub(skipped) + usize::from(is_cut))
}
