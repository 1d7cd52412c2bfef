//! Tables lined up to a width, for the screen, the command line and the page of text: one that is too wide becomes a line
//! for each of its rows, or is fitted by leaving out what says least.

use std::borrow::Cow;
use std::io::{self, Write};

use super::layout::{line_width, width, wrap};
use super::{Block, Line, Page, Tone, visible};

/// Blanks between two columns.
const GAP: usize = 2;

/// The columns of a table: how each is called, to which side it is set, and how wide it is.
pub struct Columns {
    names: Vec<String>,
    right: Vec<bool>,
    widths: Vec<usize>,
}

impl Columns {
    /// Columns by their heads; one that begins with `>` is set to the right.
    pub fn new<'a>(heads: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut names, mut right) = (Vec::new(), Vec::new());
        for head in heads {
            right.push(head.starts_with('>'));
            names.push(head.trim_start_matches('>').to_owned());
        }
        let widths = names.iter().map(|name| width(name)).collect();
        Self { names, right, widths }
    }

    /// A row of cells so wide is among those that are lined up.
    pub fn take(&mut self, cells: impl IntoIterator<Item = usize>) {
        self.widths.iter_mut().zip(cells).for_each(|(widest, cell)| *widest = cell.max(*widest));
    }

    /// The columns of all together.
    pub fn width(&self) -> usize {
        self.widths.iter().sum::<usize>() + GAP * self.widths.len().saturating_sub(1)
    }

    /// The blanks before and after a cell so wide.
    fn blanks(&self, column: usize, cell: usize) -> (usize, usize) {
        let gap = if column + 1 < self.widths.len() { GAP } else { 0 };
        let left = self.widths.get(column).map_or(0, |widest| widest.saturating_sub(cell));
        if self.right.get(column) == Some(&true) { (left, gap) } else { (0, left + gap) }
    }

    /// A row of texts.
    pub fn row<T: AsRef<str>>(&self, cells: impl IntoIterator<Item = T>) -> String {
        let mut line = String::new();
        for (column, cell) in cells.into_iter().enumerate() {
            let (before, after) = self.blanks(column, width(cell.as_ref()));
            line.extend(std::iter::repeat_n(' ', before));
            line.push_str(cell.as_ref());
            line.extend(std::iter::repeat_n(' ', after));
        }
        line.truncate(line.trim_end().len());
        line
    }

    /// A row of lines with their tones, added to what there is of it.
    fn line(&self, mut line: Line, cells: &[Line]) -> Line {
        for (column, cell) in cells.iter().enumerate() {
            let (before, after) = self.blanks(column, line_width(cell));
            line = line.and(" ".repeat(before), Tone::Plain);
            line.0.extend(cell.0.iter().cloned());
            line = line.and(" ".repeat(after), Tone::Plain);
        }
        line
    }
}

/// The lines of a page, none wider than `room`; tables begin after `lead` blanks.
pub fn lines(page: &Page, room: usize, lead: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in &page.0 {
        match block {
            Block::Line(line) => lines.extend(wrap(line, room, 2)),
            Block::Table { heads, rows } => table(heads, rows, room, lead, &mut lines),
        }
    }
    lines
}

fn table(heads: &[&str], rows: &[Vec<Line>], room: usize, lead: usize, lines: &mut Vec<Line>) {
    let mut columns = Columns::new(heads.iter().copied());
    rows.iter().for_each(|row| columns.take(row.iter().map(line_width)));
    let lead = " ".repeat(lead);
    if columns.width() + lead.len() > room {
        lines.extend(rows.iter().flat_map(|row| wrap(&told(&lead, &columns.names, row), room, 3)));
        return;
    }
    let head: Vec<Line> = columns.names.iter().map(|name| Line::of(name, Tone::Muted)).collect();
    lines.extend(std::iter::once(&head).chain(rows).map(|row| columns.line(Line::plain(&lead), row)));
}

/// A row told by its heads: `grass  runs 6, distance 21 km`.
fn told(lead: &str, heads: &[String], row: &[Line]) -> Line {
    let mut line = Line::plain(lead);
    for (i, (head, cell)) in heads.iter().zip(row).enumerate() {
        if i > 0 && line_width(cell) == 0 {
            continue;
        }
        let lead = match i {
            0 => String::new(),
            1 => format!("  {head} "),
            _ if head.is_empty() => ", ".into(),
            _ => format!(", {head} "),
        };
        line = line.and(lead, Tone::Muted);
        line.0.extend(cell.0.iter().cloned());
    }
    line
}

/// Between the cells of a row that is kept; no cell that is shown has a control in it.
const CELL: char = '\0';
/// A text that is cut keeps so many columns at least.
const LEAST: usize = 12;

/// A table of texts whose rows come one by one. A journal may have a million entries: of a row only its text is kept
/// until the widest cell of each column is known.
pub struct TextTable {
    columns: Columns,
    /// Which columns have something in any row.
    filled: Vec<bool>,
    /// The rows, each a line.
    text: String,
}

impl TextTable {
    /// A table of columns; one whose head begins with `>` is set to the right.
    pub fn new(heads: &[&str]) -> Self {
        Self { columns: Columns::new(heads.iter().copied()), filled: vec![false; heads.len()], text: String::new() }
    }

    /// One more row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for (column, cell) in cells.into_iter().enumerate() {
            let cell = visible(cell.as_ref());
            if let (Some(widest), Some(filled)) = (self.columns.widths.get_mut(column), self.filled.get_mut(column)) {
                *widest = (*widest).max(width(&cell));
                *filled |= !cell.is_empty();
            }
            if column > 0 {
                self.text.push(CELL);
            }
            self.text.push_str(&cell);
        }
        self.text.push('\n');
    }

    /// The same with these columns only, in this order.
    #[must_use]
    pub fn pick(self, places: &[usize]) -> Self {
        let names = &self.columns.names;
        let heads = places.iter().filter_map(|&place| {
            let name = names.get(place)?;
            Some(if self.columns.right.get(place) == Some(&true) { format!(">{name}") } else { name.clone() })
        });
        let heads: Vec<String> = heads.collect();
        let mut picked = Self::new(&heads.iter().map(String::as_str).collect::<Vec<_>>());
        for row in self.text.lines() {
            let cells: Vec<&str> = row.split(CELL).collect();
            picked.push(places.iter().map(|&place| cells.get(place).copied().unwrap_or_default()));
        }
        picked
    }

    /// Writes the lines, fitted into so many columns where that is given: columns that are empty in all rows are left
    /// out first, then the ends of texts, the longest first, then columns from the right. The first column and the
    /// last stay.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(mut self, room: Option<usize>, to: &mut dyn Write) -> io::Result<()> {
        let shown = match room.filter(|room| self.columns.width() > *room) {
            Some(room) => self.columns.fit(&self.filled, room),
            None => vec![true; self.filled.len()],
        };
        let names = std::mem::take(&mut self.columns.names);
        let kept = |column: usize| shown.get(column) == Some(&true);
        self.columns.keep(&shown);
        let rows = std::iter::once(names.iter().map(String::as_str).collect());
        for row in rows.chain(self.text.lines().map(|row| row.split(CELL).collect::<Vec<_>>())) {
            let cells = row.iter().enumerate().filter(|(column, _)| kept(*column));
            let cells = cells.zip(&self.columns.widths).map(|((_, cell), &width)| shortened(cell, width));
            writeln!(to, "{}", self.columns.row(cells))?;
        }
        Ok(())
    }
}

impl Columns {
    /// Makes the columns as narrow as they must be. Returns which are shown still.
    fn fit(&mut self, filled: &[bool], room: usize) -> Vec<bool> {
        let last = self.widths.len().saturating_sub(1);
        let mut shown: Vec<bool> = (0..=last).map(|column| column == 0 || column == last || filled[column]).collect();
        loop {
            let all = self.widths.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(width, _)| width + GAP);
            let over = all.sum::<usize>().saturating_sub(GAP).saturating_sub(room);
            if over == 0 {
                return shown;
            }
            let inner = |column: &usize| *column > 0 && *column < last && shown[*column];
            let texts = || (0..=last).filter(inner).filter(|&column| !self.right[column]);
            let longest = texts().max_by_key(|&column| self.widths[column]).filter(|&one| self.widths[one] > LEAST);
            if let Some(longest) = longest {
                // none is cut below another that is whole
                let next = texts().map(|other| self.widths[other]).filter(|&other| other < self.widths[longest]).max();
                let least = next.unwrap_or(0).max(LEAST);
                self.widths[longest] = self.widths[longest].saturating_sub(over).max(least);
            } else if let Some(column) = (0..=last).rev().find(inner) {
                shown[column] = false;
            } else {
                return shown;
            }
        }
    }

    /// Only these columns.
    fn keep(&mut self, shown: &[bool]) {
        let mut each = shown.iter();
        self.widths.retain(|_| each.next() != Some(&false));
        let mut each = shown.iter();
        self.right.retain(|_| each.next() != Some(&false));
    }
}

/// A text that takes no more columns; one that would ends in `…`.
pub fn shortened(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    for c in text.chars() {
        short.push(c);
        if width(&short) >= room {
            short.pop();
            break;
        }
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page() -> Page {
        let row = |cells: [&str; 3]| cells.map(Line::plain).to_vec();
        let table = Block::Table {
            heads: vec!["surface", ">runs", ""],
            rows: vec![row(["grass", "12", "9 of 11"]), row(["road", "3", ""])],
        };
        Page(vec![Block::Line(Line::plain(" Surfaces")), table])
    }

    fn shown(width: usize) -> Vec<String> {
        lines(&page(), width, 1).iter().map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_are_lined_up_numbers_to_the_right() {
        assert_eq!(shown(40), [" Surfaces", " surface  runs", " grass      12  9 of 11", " road        3"]);
    }

    #[test]
    fn where_they_do_not_fit_each_row_is_told_in_words() {
        assert_eq!(shown(21), [" Surfaces", " grass  runs 12, 9 of", "   11", " road  runs 3"]);
    }

    fn table(room: Option<usize>) -> String {
        let mut table = TextTable::new(&["date", ">level", "feels", "note", "id"]);
        table.push(["Mon", "4", "", "跑\nafter\0that and a long way home", "1a"]);
        table.push(["Tuesday", "10", "", "", "2b"]);
        let mut lines = Vec::new();
        table.write(room, &mut lines).unwrap();
        String::from_utf8(lines).unwrap()
    }

    #[test]
    fn a_row_is_a_line_as_wide_as_its_widest_cell_where_there_is_room() {
        let whole = "date     level  feels  note                               id\n\
                     Mon          4         跑↵after␀that and a long way home  1a\n\
                     Tuesday     10                                            2b\n";
        assert_eq!(table(None), whole);
        assert_eq!(table(Some(200)), whole);
    }

    #[test]
    fn a_narrow_table_leaves_out_what_is_empty_then_ends_of_texts_then_columns_from_the_right() {
        let lines = |room| table(Some(room)).lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(53)[0], "date     level  note                               id");
        assert_eq!(lines(40)[1], "Mon          4  跑↵after␀that and a…  1a");
        assert_eq!(lines(33)[0], "date     level  note           id");
        assert_eq!(lines(20)[0], "date     level  id");
        assert_eq!(lines(3)[0], "date     id", "the first and the last stay");
    }

    proptest! {
        #[test]
        fn no_line_of_a_fitted_table_is_too_wide(cells in proptest::collection::vec("[a-z é跑]{0,30}", 12), room in 64usize..140) {
            let mut table = TextTable::new(&["one", ">two", "three", "four"]);
            cells.chunks(4).for_each(|row| table.push(row.iter().map(|cell| shortened(cell, 30))));
            let mut lines = Vec::new();
            table.write(Some(room), &mut lines).unwrap();
            for line in String::from_utf8(lines).unwrap().lines() {
                prop_assert!(width(line) <= room, "{line:?}");
            }
        }
    }
}
