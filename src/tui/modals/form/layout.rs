//! What of a form lies in which line: its rows, the words and the help below the one that is typed into, and what is
//! said of a run. Drawing and clicks both read it.

use ratatui::layout::Rect;

use crate::domain::field::Input;
use crate::domain::refusal::Refusal;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::modals::form::field_row::FieldRow;
use crate::tui::modals::form::inline;
use crate::tui::modals::form::preview;
use crate::tui::modals::form::subject::Understood;
use crate::tui::modals::form::text_area;
use crate::tui::modals::form::text_area::{Nearby, TextSpan};
use crate::tui::modals::form::{Form, RowFault};
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;

/// Columns for the sign and the label, at least.
const LABEL: usize = 16;
/// From so many columns on, the labels have as many as they need.
const WIDE: usize = 60;
/// Fewer columns than these for text and meaning are not shared between them.
const NARROW: usize = 30;
/// Rows that must be left above what is said of a run, else it stands below the row it is about.
const ROOM: usize = 12;
/// The fields that say what is compared with the longest run and the limits.
const COMPARED: &[&str] = &["distance", "surface", "duration", "during"];

/// How the columns of a form are shared.
#[derive(Clone, Copy, Debug)]
pub struct ColumnWidths {
    /// All of them.
    all: usize,
    /// Those of the sign and the label.
    pub label: usize,
}

impl ColumnWidths {
    /// Those of a form in so many.
    fn of(form: &Form, all: usize) -> Self {
        let widest = form.rows.iter().map(|row| text::width(row.about.label)).max().unwrap_or(0);
        // a sign and a blank before it, a blank after it
        Self { all, label: if all < WIDE { LABEL } else { LABEL.max(widest + 3) } }
    }

    fn are_few(self) -> bool {
        self.all.saturating_sub(self.label) < NARROW
    }

    /// How wide the typed text may be; the rest of the row says how it was understood.
    pub fn value(self) -> usize {
        let rest = self.all.saturating_sub(self.label);
        if self.are_few() { rest } else { (rest / 2).max(20) }
    }

    /// All columns of a row behind its label.
    pub fn whole(self) -> usize {
        self.all.saturating_sub(self.label)
    }

    /// True where a typed text needs all of the row: how it was understood stands below it then.
    pub fn takes_all(self, row: &FieldRow) -> bool {
        match inline::cells(row, self) {
            Some(cells) => inline::takes_all(&cells, self),
            None => text::width(row.text.value()) + 2 > self.value(),
        }
    }

    /// True where a message has room beside the text of a row.
    pub fn has_beside(self, message: &str) -> bool {
        text::width(message) + self.label + self.value() < self.all
    }

    /// Where lines below a row begin.
    fn indent(self) -> usize {
        if self.are_few() { 2 } else { self.label }
    }

    fn note(self) -> usize {
        self.all.saturating_sub(self.label + 1)
    }
}

/// A word to pick, and the columns it takes in its line.
#[derive(Clone, Debug)]
pub struct Cell {
    pub word: String,
    /// The first column.
    pub from: usize,
    /// The column after the last.
    pub to: usize,
    pub chosen: bool,
    /// Space picks it.
    pub at: bool,
}

/// A line of the form.
#[derive(Clone, Debug)]
pub enum LayoutPart {
    /// The row of that number.
    Row(usize),
    /// A line of the note in the row that is typed into: the first has the label; a sign where more of the note lies
    /// beyond it.
    Note {
        /// Its part of the text.
        span: TextSpan,
        /// It is the first that is shown.
        first: bool,
        /// More lies above or below.
        more: More,
        /// The column of the cursor, where it stands in this line.
        cursor: Option<usize>,
    },
    /// Words to pick for the row that is typed into.
    Words(Vec<Cell>),
    /// More about the row above it.
    More(Line),
    /// The fields that are not used every day and not shown yet.
    Rest(Line),
}

/// The lines of a form.
pub struct Layout {
    /// How the texts were understood.
    pub understood: Understood,
    /// The lines that are shown, from the top.
    pub shown: Vec<LayoutPart>,
    /// What is said of a run, at the bottom.
    pub facts: Vec<Line>,
    /// How far it is scrolled.
    pub top: usize,
    /// Whether rows lie beyond its edges.
    pub more: More,
    /// How its columns are shared.
    pub columns: ColumnWidths,
    /// Columns that a note has.
    pub note_width: usize,
}

impl Layout {
    /// The lines of a form in an area below its title.
    pub fn of(ctx: &Context, form: &Form, area: Rect) -> Self {
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let understood = form.understand(ctx.now.id, &ctx.reading());
        let facts = preview::lines(understood.entry.as_ref(), ctx);
        let facts: Vec<Line> =
            facts.iter().flat_map(|line| text::wrap(line, width.saturating_sub(3).max(10), 2)).collect();
        let below = height >= ROOM + facts.len();
        let height = if below { height.saturating_sub(facts.len()) } else { height };
        let columns = ColumnWidths::of(form, width);
        let shown_facts: &[Line] = if below || is_faulty(form, &understood) { &[] } else { &facts };
        let (parts, (first, last)) = parts(form, &understood, shown_facts, columns, height);
        let at = |line: usize, before| scroll::top(before, line, parts.len(), height);
        let top = match height {
            // a low screen keeps the row before in sight, and where there is room the next one
            ..ROOM => Some(at((last + 1).min(parts.len().saturating_sub(1)), 0))
                .filter(|top| *top < first)
                .unwrap_or(at(last, 0)),
            _ => at(last, form.top),
        };
        let top = top.min(first);
        let more = More { above: top > 0, below: top + height < parts.len() };
        let shown = parts.into_iter().skip(top).take(height).collect();
        let facts = if below { facts } else { Vec::new() };
        Self { understood, shown, facts, top, more, columns, note_width: columns.note() }
    }
}

/// All lines, and the first and last of the row that is typed into.
fn parts(
    form: &Form,
    understood: &Understood,
    facts: &[Line],
    columns: ColumnWidths,
    height: usize,
) -> (Vec<LayoutPart>, (usize, usize)) {
    let refusals = understood.refusals();
    let (mut parts, mut focus) = (Vec::new(), (0, 0));
    for (i, row) in form.rows.iter().enumerate().filter(|(i, _)| !form.is_hidden(*i)) {
        let choices = inline::cells(row, columns);
        if i != form.focus {
            parts.push(LayoutPart::Row(i));
            let has_beside = choices.as_ref().is_none_or(|cells| !inline::takes_all(cells, columns));
            let fault = shown_fault(form, row, refusals).filter(|fault| !has_beside || !columns.has_beside(fault));
            // on a low screen its sign stays, and the sentence comes when one goes there
            let fault = fault.filter(|_| height >= ROOM);
            parts.extend(fault.iter().flat_map(|message| below(message, Tone::Bad, columns)).map(LayoutPart::More));
            continue;
        }
        let first = parts.len();
        match row.about.input {
            Input::Lines => parts.extend(note_parts(row, columns.note(), height)),
            _ => parts.push(LayoutPart::Row(i)),
        }
        if choices.is_none() {
            parts.extend(words(row, columns, (height / 2).clamp(1, 4)).into_iter().map(LayoutPart::Words));
        }
        let echo = understood.echoes.get(i).cloned().flatten();
        parts.extend(more(form, row, echo, refusals, columns).into_iter().map(LayoutPart::More));
        // a low screen has no room for what is said of a run before anything is
        let is_time = height >= ROOM || !row.text.value().is_empty();
        if COMPARED.contains(&row.about.key) && !facts.is_empty() && is_time {
            if !row.text.value().is_empty() && shown_fault(form, row, refusals).is_none() {
                // no room for both: what is said of the run matters more than the help
                parts.retain(|part| !matches!(part, LayoutPart::More(_)));
            }
            parts.extend(facts.iter().map(|line| LayoutPart::More(indented(line.clone(), 2))));
        }
        focus = (first, parts.len() - 1);
    }
    parts.extend(rest(form, columns).map(LayoutPart::Rest));
    (parts, focus)
}

/// True where the row that is typed into is refused: what it needs comes before what is said of a run.
fn is_faulty(form: &Form, understood: &Understood) -> bool {
    let row = form.rows.get(form.focus);
    row.is_some_and(|row| shown_fault(form, row, understood.refusals()).is_some())
}

/// The names of the fields that are not shown yet, and the key that shows them.
fn rest(form: &Form, columns: ColumnWidths) -> Option<Line> {
    let hidden = form.rows.iter().enumerate().filter(|(i, _)| form.is_hidden(*i));
    let names: Vec<String> = hidden.map(|(_, row)| row.about.label.to_lowercase()).collect();
    let lead = Line::of(text::column("  more", columns.label), Tone::Muted).and(key!(Form, MoreFields), Tone::Key);
    (!names.is_empty()).then(|| lead.and(format!(" {}", names.join(", ")), Tone::Muted))
}

fn note_parts(row: &FieldRow, width: usize, height: usize) -> Vec<LayoutPart> {
    let most = (height / 2).max(1);
    let Nearby { lines, line, column, .. } = text_area::nearby(row.text.value(), row.text.cursor(), width, most);
    let top = scroll::top(0, line, lines.len(), most);
    let shown = lines.iter().enumerate().skip(top).take(most);
    let part = |(i, &span): (usize, &TextSpan)| {
        let (first, last) = (i == top, i + 1 == (top + most).min(lines.len()));
        let more = More { above: first && i > 0, below: last && i + 1 < lines.len() };
        LayoutPart::Note { span, first, more, cursor: (i == line).then_some(column) }
    };
    shown.map(part).collect()
}

/// The words that are offered, in lines; so many lines around the one that matters.
fn words(row: &FieldRow, columns: ColumnWidths, most: usize) -> Vec<Vec<Cell>> {
    let Some(picks) = &row.picks else { return Vec::new() };
    let (indent, width) = (columns.indent(), columns.all);
    let (mut lines, mut line, mut from, mut matters) = (Vec::new(), Vec::new(), indent, 0);
    for (i, word) in row.offered().into_iter().enumerate() {
        let to = from + text::width(&word) + if picks.many { 2 } else { 1 };
        let (from_here, to) = if to >= width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            (indent, indent + to - from)
        } else {
            (from, to)
        };
        let chosen = picks.is_chosen(row.text.value(), &word);
        let at = picks.many && i == row.at;
        if at || (chosen && !picks.many) {
            matters = lines.len();
        }
        line.push(Cell { word, from: from_here, to, chosen, at });
        from = to + 1;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let first = scroll::top(0, matters, lines.len(), most);
    lines.into_iter().skip(first).take(most).collect()
}

fn indented(line: Line, columns: usize) -> Line {
    let mut all = Line::plain(" ".repeat(columns));
    all.0.extend(line.0);
    all
}

/// What is wrong with a row, where it is time to say so.
pub fn shown_fault(form: &Form, row: &FieldRow, refusals: &[Refusal]) -> Option<String> {
    match form.fault(row, refusals)? {
        RowFault::Wrong(message) => Some(message),
        RowFault::Missing(message) => form.tried.then_some(message),
    }
}

/// What stands below the row that is typed into: its error in full, else its help; and how it was understood, where
/// that has no room beside it.
fn more(form: &Form, row: &FieldRow, echo: Option<String>, refusals: &[Refusal], columns: ColumnWidths) -> Vec<Line> {
    let typed = row.text.value().trim();
    let (message, tone) = match (shown_fault(form, row, refusals), echo) {
        (Some(message), _) => (message, Tone::Bad),
        // choices that are in sight say it themselves
        (None, Some(_)) if inline::cells(row, columns).is_some() && !typed.is_empty() => (help(row), Tone::Muted),
        (None, Some(echo))
            if (columns.are_few() || columns.takes_all(row)) && echo != typed && row.about.input != Input::Lines =>
        {
            // what nothing typed stands for: this moment, this hour
            if typed.is_empty() { (format!("{echo} \u{2013} {}", help(row)), Tone::Muted) } else { (echo, Tone::Plain) }
        }
        (None, _) => (help(row), Tone::Muted),
    };
    let message = if columns.are_few() && message == help(row) { brief_help(row).unwrap_or(message) } else { message };
    below(&message, tone, columns)
}

/// A message in lines below a row.
fn below(message: &str, tone: Tone, columns: ColumnWidths) -> Vec<Line> {
    let indent = columns.indent();
    let lines = text::wrap(&Line::of(message, tone), columns.all.saturating_sub(indent + 1).max(10), 0);
    lines.into_iter().map(|line| indented(line, indent)).collect()
}

/// The help of a row in one line, for a narrow screen on which the whole would hide the other rows.
fn brief_help(row: &FieldRow) -> Option<String> {
    (row.about.input == Input::Surfaces).then(|| "A letter picks; two are g:3k,r:2k".to_owned())
}

fn help(row: &FieldRow) -> String {
    let about = row.about;
    let (arrows, space) = (format!("{}{}", Key::Left, Key::Right), Key::Char(' '));
    let how = match (&row.picks, about.input) {
        (_, Input::Surfaces) => {
            format!(", such as {}. A letter picks; {arrows} and {space} add or take out", about.example)
        }
        (Some(picks), _) if picks.levels => String::new(),
        (Some(picks), _) if picks.many => format!("; {arrows} and {space} pick, letters find"),
        (Some(_), Input::Yes) => format!("; {space} or y/n"),
        (Some(picks), _) if picks.fixed => format!("; {space} or {arrows} picks"),
        (_, Input::Lines) => format!("; {} makes a new line", Key::AltEnter),
        (_, Input::When) if about.key == "at" => String::new(),
        // the help may name it already
        (Some(_) | None, _) if about.help.contains(about.example) => String::new(),
        (Some(_) | None, _) => format!(", such as {}", about.example),
    };
    format!("{}{how}", about.help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;

    #[test]
    fn every_label_of_every_form_is_shown_whole() {
        // a sign and a blank before it, a blank after it
        let room = LABEL - 3;
        for about in Kind::ALL.iter().flat_map(|kind| kind.fields()) {
            assert!(text::width(about.label) <= room, "{} is wider than {room} columns", about.label);
        }
    }
}
