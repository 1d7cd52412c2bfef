//! How a form is drawn: a row a field, how each was understood beside it, its error in its own row; and what of it lies
//! under a click.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::domain::field::Input;
use crate::domain::when;
use crate::domain::words::brief;
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::modals::form::Form;
use crate::tui::modals::form::field_row::FieldRow;
use crate::tui::modals::form::inline;
use crate::tui::modals::form::layout::{Cell, Layout, LayoutPart, shown_fault};
use crate::tui::modals::form::text_area::TextSpan;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::text;

/// Columns at the end of the title that stay free for the sign that more lies above.
const MORE: usize = 10;

/// A form as it is laid out: its heading, and the rows in the area below.
struct Sheet {
    title: Vec<Line>,
    area: Rect,
    layout: Layout,
}

impl Sheet {
    /// That of a form in a body. Once the date is scrolled out of sight it stands in the heading, which may take a line
    /// more then.
    fn of(ctx: &Context, form: &Form, body: Rect) -> Self {
        let below = |lines: usize| {
            let lines = u16::try_from(lines).unwrap_or(u16::MAX).min(body.height);
            Rect { y: body.y.saturating_add(lines), height: body.height - lines, ..body }
        };
        let width = usize::from(body.width);
        let plain = title(ctx, form, None, width);
        let area = below(plain.len());
        let layout = Layout::of(ctx, form, area);
        if !layout.more.above {
            return Self { title: plain, area, layout };
        }
        let title = title(ctx, form, Some(&layout), width);
        let area = below(title.len());
        Self { area, layout: Layout::of(ctx, form, area), title }
    }
}

/// How far a form is scrolled and how wide a note is, so that the row that is typed into is shown.
pub fn followed(ctx: &Context, form: &Form, body: Rect) -> (usize, usize) {
    let sheet = Sheet::of(ctx, form, body).layout;
    (sheet.top, sheet.note_width)
}

/// What of a form lies under a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormHit {
    Row(usize),
    /// A word to pick for a row.
    Word(usize, String),
    /// The fields that are not shown yet.
    Rest,
}

/// What of a form lies at a column and row.
pub fn hit(ctx: &Context, form: &Form, body: Rect, column: u16, row: u16) -> Option<FormHit> {
    let Sheet { area, layout: sheet, .. } = Sheet::of(ctx, form, body);
    if !area.contains(Position { x: column, y: row }) {
        return None;
    }
    let column = usize::from(column.saturating_sub(area.x));
    match sheet.shown.get(usize::from(row.saturating_sub(area.y)))? {
        LayoutPart::Row(i) => {
            let cells = form.rows.get(*i).and_then(|row| inline::cells(row, sheet.columns)).unwrap_or_default();
            let cell = cells.into_iter().find(|cell| (cell.from..cell.to).contains(&column));
            Some(cell.map_or(FormHit::Row(*i), |cell| FormHit::Word(*i, cell.word)))
        }
        LayoutPart::Rest(_) => Some(FormHit::Rest),
        LayoutPart::Note { .. } | LayoutPart::More(_) => Some(FormHit::Row(form.focus)),
        LayoutPart::Words(cells) => {
            let cell = cells.iter().find(|cell| (cell.from..cell.to).contains(&column));
            cell.map(|cell| FormHit::Word(form.focus, cell.word.clone()))
        }
    }
}

/// Draws a form over a body. Returns where the cursor stands, and whether rows lie beyond the edges.
pub fn draw(ctx: &Context, form: &Form, body: Rect, buffer: &mut Buffer) -> (Option<Position>, More) {
    text::clear(buffer, body);
    let Sheet { title, area, layout: sheet } = Sheet::of(ctx, form, body);
    for (at, line) in title.iter().enumerate() {
        text::put(buffer, text::row(body, at), line, ctx.theme());
    }
    let mut cursor = None;
    for (at, part) in sheet.shown.iter().enumerate() {
        let place = text::row(area, at);
        match part {
            LayoutPart::More(line) | LayoutPart::Rest(line) => {
                text::put(buffer, place, line, ctx.theme());
            }
            LayoutPart::Words(cells) => draw_words(ctx, form.rows.get(form.focus), cells, place, buffer),
            LayoutPart::Row(i) => cursor = cursor.or(draw_row(ctx, form, *i, &sheet, place, buffer)),
            LayoutPart::Note { span, first, more, cursor: column } => {
                let field = draw_note(ctx, form, (*span, *first, *more), &sheet, place, buffer);
                cursor = cursor.or_else(|| column.and_then(|column| standing(field, place, column)));
            }
        }
    }
    let below = usize::from(area.height).saturating_sub(sheet.facts.len());
    for (at, line) in sheet.facts.iter().enumerate() {
        text::put(buffer, text::after(text::row(area, below + at), 2), line, ctx.theme());
    }
    (cursor, sheet.more)
}

/// The heading: what the form is, the date where it is scrolled out of sight, since it is seen whenever something is
/// saved, and whose text it shows. What has no room in a line stands in the next.
fn title(ctx: &Context, form: &Form, scrolled: Option<&Layout>, width: usize) -> Vec<Line> {
    let mut parts = vec![vec![Line::of(form.subject.title(&ctx.journal.settings), Tone::Title)]];
    let whose = whose(ctx, form);
    parts.extend(whose.map(|(short, how)| {
        let long = Line::of(format!("{short}; {how}"), Tone::Muted);
        if short.is_empty() { vec![Line::of(how, Tone::Muted)] } else { vec![long, Line::of(short, Tone::Muted)] }
    }));
    let date = form.rows.first().filter(|row| row.about.input == Input::When).zip(scrolled);
    parts.extend(date.map(|(row, sheet)| {
        let label = row.about.label;
        let echo = sheet.understood.echoes.first().cloned().flatten().unwrap_or_default();
        vec![match shown_fault(form, row, sheet.understood.refusals()) {
            Some(message) => Line::of(format!("! {label} {message}"), Tone::Bad),
            None => Line::of(format!("{label} {echo}"), Tone::Muted),
        }]
    }));
    let mut lines: Vec<Line> = Vec::new();
    for part in parts {
        let fits = |line: &Line, part: &Line, first: bool| {
            // the end of the first line may have to tell that more lies above
            let free = if first && scrolled.is_some() { MORE } else { 0 };
            text::line_width(line) + 3 + text::line_width(part) + free <= width
        };
        let first = lines.len() == 1;
        let beside = lines.last().and_then(|line| part.iter().find(|part| fits(line, part, first)));
        match (lines.pop(), beside.cloned()) {
            (Some(line), Some(beside)) => {
                let mut both = line.and("   ", Tone::Plain);
                both.0.extend(beside.0);
                lines.push(both);
            }
            (line, _) => {
                lines.extend(line);
                let part = part.into_iter().next().unwrap_or_default();
                let mut new = Line::plain(" ");
                new.0.extend(part.0);
                lines.push(new);
            }
        }
    }
    lines
}

/// Which of several texts a form shows, and of which day, and what shows the next; nothing where there is only the one of
/// now.
fn whose(ctx: &Context, form: &Form) -> Option<(String, String)> {
    let begun = form.begun.map(|begun| begun.at.day(ctx.journal.day_starts_at()));
    let of = begun.filter(|day| *day != ctx.today()).map(|day| format!(" of {}", when::say_day(day, ctx.today())));
    let of = of.unwrap_or_default();
    let key = key!(Form, StartAfresh);
    let next = format!("{key} {}", if form.has_next() { "shows the next" } else { "starts afresh" });
    match (form.from_draft, form.place(), form.can_come_back()) {
        (true, None, _) => Some((format!("your draft{of}"), next)),
        (true, Some((place, all)), _) => Some((format!("draft {place} of {all}{of}"), next)),
        (false, _, 1) if form.was_shown() => Some((String::new(), format!("{key} brings back what was typed"))),
        (false, _, 1) => Some((String::new(), format!("{key} shows a draft"))),
        (false, _, 2..) => Some((String::new(), format!("{key} shows {} drafts", form.can_come_back()))),
        (false, ..) if !of.is_empty() => Some((format!("begun{}", of.replace(" of", "")), next)),
        (false, ..) => None,
    }
}

fn draw_label(ctx: &Context, row: &FieldRow, (sign, tone): (&str, Tone), place: Rect, buffer: &mut Buffer) {
    text::put(buffer, place, &Line::of(sign, tone).and(row.about.label, tone), ctx.theme());
}

fn draw_row(
    ctx: &Context,
    form: &Form,
    i: usize,
    sheet: &Layout,
    place: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (row, focused) = (form.rows.get(i)?, i == form.focus);
    let theme = ctx.theme();
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
    draw_label(ctx, row, (sign, tone), text::first(place, label.saturating_sub(1)), buffer);
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
    if let Some(cells) = inline::cells(row, sheet.columns) {
        draw_choices(ctx, row, &cells, focused, place, buffer);
        let has_beside = !inline::takes_all(&cells, sheet.columns);
        if has_beside && !(fault.is_some() && focused) {
            text::put(buffer, beside, &understood, theme);
        }
        let column = inline::cursor(row, &cells).saturating_sub(label);
        return focused.then(|| standing(text::after(place, label), place, column)).flatten();
    }
    let (mut shown, column) = scrolled(row, usize::from(field.width), focused);
    if !focused && beside.is_empty() && fault.is_none() && !understood.0.is_empty() {
        // no room for both: how it was understood says more than what was typed
        shown = understood.clone();
    }
    let used = text::put(buffer, field, &shown, theme);
    if focused && row.gives_way() {
        text::restyle(buffer, text::first(field, used), theme.selected());
    }
    // what is wrong and has no room here stands below
    let below = fault.as_ref().is_some_and(|message| focused || !sheet.columns.has_beside(message));
    if !below {
        text::put(buffer, beside, &understood, theme);
    }
    focused.then(|| standing(field, place, column)).flatten()
}

/// Draws the choices of a row, those that are picked filled.
fn draw_choices(ctx: &Context, row: &FieldRow, cells: &[Cell], focused: bool, place: Rect, buffer: &mut Buffer) {
    for cell in cells {
        let (shown, tone) = inline::shown(row, cell, focused);
        let area = text::after(place, cell.from);
        text::put(buffer, text::first(area, text::width(&shown)), &Line::of(&shown, tone), ctx.theme());
        if let Some(at) = inline::letter(row, cell) {
            let sign = text::first(text::after(area, 1 + at), 1);
            text::restyle(buffer, sign, Style::new().add_modifier(Modifier::UNDERLINED));
        }
    }
}

/// Where the cursor stands in a field, so many columns from its start.
fn standing(field: Rect, place: Rect, column: usize) -> Option<Position> {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    let x = field.x.saturating_add(column).min(field.right().min(place.right().saturating_sub(1)));
    (!field.is_empty()).then_some(Position { x, y: field.y })
}

/// Draws a line of the note. Returns where its text stands.
fn draw_note(
    ctx: &Context,
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
        draw_label(ctx, row, ("\u{203a} ", Tone::Accent), text::first(place, label.saturating_sub(1)), buffer);
    }
    let sign = match (more.above, more.below) {
        (true, true) => "\u{2191}\u{2193}",
        (true, false) => "\u{2191}",
        (false, true) => "\u{2193}",
        (false, false) => "",
    };
    let beside = text::after(place, label.saturating_sub(1 + text::width(sign)));
    text::put(buffer, beside, &Line::of(sign, Tone::Muted), ctx.theme());
    let shown = row.text.value().get(from..to).unwrap_or_default();
    text::put(buffer, field, &Line::plain(shown), ctx.theme());
    field
}

fn draw_words(ctx: &Context, row: Option<&FieldRow>, cells: &[Cell], place: Rect, buffer: &mut Buffer) {
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
        text::put(buffer, area, &Line::of(format!("{lead}{mark}"), tone).and(&cell.word, tone), ctx.theme());
        if let Some(at) = row.and_then(|row| inline::letter(row, cell)) {
            let before = text::width(lead) + text::width(mark);
            let sign = text::first(text::after(area, before + at), 1);
            text::restyle(buffer, sign, Style::new().add_modifier(Modifier::UNDERLINED));
        }
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
