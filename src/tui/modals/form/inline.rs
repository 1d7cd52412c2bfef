//! Choices that stand in the row of their field: all of them in sight, those that are picked filled.

use crate::domain::field::Input;
use crate::domain::runs::Surface;
use crate::domain::units::split_parts;
use crate::page::Tone;
use crate::tui::modals::form::field_row::FieldRow;
use crate::tui::modals::form::layout::{Cell, ColumnWidths};
use crate::tui::widgets::text;

/// Columns of a level.
const LEVEL: usize = 3;
/// Columns of a box.
const BOX: usize = 3;

/// The choices of a row where they have room in it and say all of its text, each with its columns; nothing where the text
/// is shown as it is typed.
pub fn cells(row: &FieldRow, columns: ColumnWidths) -> Option<Vec<Cell>> {
    let picks = row.picks.as_ref().filter(|picks| picks.fixed && !picks.has_sides())?;
    let counts = row.counts();
    let parts: Vec<&str> = if picks.many { split_parts(&counts) } else { vec![counts.trim()] };
    let says_all = parts.iter().all(|part| part.trim().is_empty() || picks.has(part.trim()));
    // behind a comma, or a blank before it, something else is being typed
    if !says_all || (picks.many && row.text.value().trim_end().ends_with(',')) {
        return None;
    }
    if row.about.input == Input::Yes {
        let from = columns.label;
        return Some(vec![Cell {
            word: "yes".into(),
            from,
            to: from + BOX,
            chosen: counts.trim() == "yes",
            at: false,
        }]);
    }
    // a column for the mark before each word, and where there is room one between them
    let least: usize = picks.words.iter().map(|word| 1 + text::width(word)).sum();
    let gap = usize::from(!picks.levels && least + picks.words.len() <= columns.value());
    let mut from = columns.label;
    let mut cells = Vec::with_capacity(picks.words.len());
    for (i, word) in picks.words.iter().enumerate() {
        let to = from + if picks.levels { LEVEL } else { 1 + text::width(word) };
        let chosen = picks.is_chosen(&counts, word);
        cells.push(Cell { word: word.clone(), from, to, chosen, at: picks.many && i == row.at });
        from = to + gap;
    }
    (from <= columns.label + columns.whole()).then_some(cells)
}

/// True where the choices leave no room beside them for how they were understood.
pub fn takes_all(cells: &[Cell], columns: ColumnWidths) -> bool {
    cells.last().is_some_and(|last| last.to >= columns.label + columns.value())
}

/// The column of the cursor: the word that Space would pick, or the one that is picked.
pub fn cursor(row: &FieldRow, cells: &[Cell]) -> usize {
    let many = row.picks.as_ref().is_some_and(|picks| picks.many);
    let cell = cells.iter().find(|cell| if many { cell.at } else { cell.chosen }).or(cells.first());
    cell.map_or(0, |cell| if row.about.input == Input::Yes { cell.from + 1 } else { cell.from })
}

/// A choice as it is drawn, with its tone.
pub fn shown(row: &FieldRow, cell: &Cell, focused: bool) -> (String, Tone) {
    if row.about.input == Input::Yes {
        let (mark, said) = (if cell.chosen { 'x' } else { ' ' }, row.counts());
        let said = if said.is_empty() { String::new() } else { format!(" {said}") };
        return (format!("[{mark}]{said}"), if cell.chosen { Tone::Title } else { Tone::Muted });
    }
    let mark = match (cell.chosen, focused && cell.at) {
        (true, _) => '\u{25cf}',
        (false, true) => '\u{203a}',
        (false, false) => ' ',
    };
    let tone = match (cell.chosen, row.about.input) {
        (true, Input::Level) => Tone::Level(cell.word.parse().unwrap_or(0)),
        (true, Input::Surfaces) => {
            Surface::read(&cell.word).map_or(Tone::Current, |one| Tone::SurfaceCell(one.letter()))
        }
        (true, _) => Tone::Current,
        (false, _) if focused && cell.at => Tone::Accent,
        (false, _) if focused => Tone::Plain,
        (false, _) => Tone::Muted,
    };
    (format!("{mark}{}", cell.word), tone)
}

/// The place of the letter in a surface that stands for it, in columns behind the mark.
pub fn letter(row: &FieldRow, cell: &Cell) -> Option<usize> {
    let surface = Surface::read(&cell.word).ok().filter(|_| row.about.input == Input::Surfaces)?;
    cell.word.chars().position(|c| c == surface.letter())
}
