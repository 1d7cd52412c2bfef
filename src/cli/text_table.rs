//! A table as lined-up lines. A journal may have a million entries: of a row only its text is kept until the widest cell
//! of each column is known.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::page::visible;

/// Between the cells of a row that is kept; no cell that is shown has a control in it.
const CELL: char = '\0';

/// A table whose rows come one by one.
pub struct TextTable {
    /// Whether each column is set to the right.
    right: Vec<bool>,
    widths: Vec<usize>,
    /// The rows, each a line.
    text: String,
}

impl TextTable {
    /// A table of columns; one whose head begins with `>` is set to the right.
    pub fn new(heads: &[&str]) -> Self {
        let right = heads.iter().map(|head| head.starts_with('>')).collect();
        let mut table = Self { right, widths: vec![0; heads.len()], text: String::new() };
        table.push(heads.iter().map(|head| head.trim_start_matches('>')));
        table
    }

    /// One more row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for (place, cell) in cells.into_iter().enumerate() {
            let cell = visible(cell.as_ref());
            if let Some(width) = self.widths.get_mut(place) {
                *width = (*width).max(cell.width());
            }
            if place > 0 {
                self.text.push(CELL);
            }
            self.text.push_str(&cell);
        }
        self.text.push('\n');
    }

    /// Writes the lines.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        for row in self.text.lines() {
            line.clear();
            for ((cell, &width), &right) in row.split(CELL).zip(&self.widths).zip(&self.right) {
                let blanks = std::iter::repeat_n(' ', width.saturating_sub(cell.width()));
                if right {
                    line.extend(blanks.chain(cell.chars()));
                } else {
                    line.push_str(cell);
                    line.extend(blanks);
                }
                line.push_str("  ");
            }
            writeln!(to, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_a_row_is_a_line() {
        let mut table = TextTable::new(&["date", ">level", "note"]);
        table.push(["Mon", "4", "跑\nafter\0that"]);
        table.push(["Tuesday", "10", ""]);
        let mut lines = Vec::new();
        table.write(&mut lines).unwrap();
        assert_eq!(
            String::from_utf8(lines).unwrap(),
            "date     level  note\nMon          4  跑↵after␀that\nTuesday     10\n"
        );
    }
}
