//! A sheet as plain text: less than 80 columns, headings in the left margin; on a narrower screen laid out to its width.

use unicode_width::UnicodeWidthStr;

use super::sheet::{Picture, Sheet, SheetBlock, Table};

/// Columns of a page: one less than 80, so that a margin on the screen has room.
pub const COLUMNS: usize = 79;
/// Lines of a page.
pub const LINES: usize = 66;
/// Columns of the margin in which the headings stand.
const MARGIN: usize = 10;
/// Under so many columns there is no such margin: headings have lines of their own.
const NARROW: usize = 60;

/// How a sheet is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// So many columns at most; fewer than twenty are none.
    pub columns: usize,
    /// With an empty line between sections, and no two rows on one line.
    pub airy: bool,
}

impl Measure {
    /// The columns beside the headings.
    fn inside(self) -> usize {
        if self.columns < NARROW { self.columns } else { self.columns - MARGIN }
    }
}

/// The sheet as text, each line ended.
pub fn write(sheet: &Sheet, measure: Measure) -> String {
    let measure = Measure { columns: measure.columns.max(20), ..measure };
    let margin = measure.columns - measure.inside();
    let mut lines = wrap(&sheet.title, measure.columns);
    lines.extend(wrap(&sheet.line, measure.columns));
    for section in &sheet.sections {
        if measure.airy {
            lines.push(String::new());
        }
        let mut heading = section.heading.to_uppercase();
        if margin == 0 {
            lines.push(std::mem::take(&mut heading));
        }
        for line in blocks(&section.blocks, measure) {
            lines.push(match line {
                TextLine::Inside(text) => padded(&std::mem::take(&mut heading), margin) + &text,
                TextLine::Across(text) => text,
            });
        }
    }
    if measure.airy {
        lines.push(String::new());
    }
    lines.extend(wrap(&sheet.foot, measure.columns));
    let mut text = String::new();
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A line beside the margin, or one of a wide picture, which goes right across.
enum TextLine {
    Inside(String),
    Across(String),
}

fn blocks(all: &[SheetBlock], measure: Measure) -> Vec<TextLine> {
    let (mut lines, room) = (Vec::new(), measure.inside());
    for block in all {
        let mut inside = Vec::new();
        match block {
            SheetBlock::Line(text) => inside.extend(wrap(text, room)),
            SheetBlock::Numbered(items) => {
                for (i, item) in items.iter().enumerate() {
                    hang(&mut inside, &format!("{}", i + 1), 3, item, room);
                }
            }
            SheetBlock::Rows(rows) => list(&mut inside, rows, room, measure.airy),
            SheetBlock::Table(table) => match lines_of(table) {
                lines if lines.iter().all(|line| line.width() <= room) => inside.extend(lines),
                _ => inside.extend(told(table, room)),
            },
            SheetBlock::Picture(picture) => {
                let title = wrap(&picture.title, room);
                match picture.lines.iter().all(|line| line.width() <= room) {
                    true => inside.extend(title.into_iter().chain(picture.lines.iter().cloned())),
                    false => {
                        lines.extend(title.into_iter().map(TextLine::Inside));
                        lines.extend(panels(picture, measure.columns).into_iter().map(TextLine::Across));
                    }
                }
            }
            SheetBlock::Beside(_, left, right) => {
                lines.extend(blocks(left, measure));
                lines.extend(blocks(right, measure));
            }
        }
        lines.extend(inside.into_iter().map(TextLine::Inside));
    }
    lines
}

/// Labels and their values. Where lines are scarce, two short ones share a line.
fn list(lines: &mut Vec<String>, rows: &[(String, String)], room: usize, airy: bool) {
    let widest = rows.iter().map(|(label, _)| label.width()).max().unwrap_or(0) + 2;
    let half = room / 2;
    let mut rest = rows;
    while let Some(((label, value), others)) = rest.split_first() {
        rest = others;
        let next = rest.first().filter(|(_, value)| !airy && widest + value.width() <= half);
        match next.filter(|_| widest + value.width() + 2 <= half) {
            Some((other, beside)) => {
                let left = padded(&(padded(label, widest) + value), half);
                lines.push(left + &padded(other, widest) + beside);
                rest = &rest[1..];
            }
            None => hang(lines, label, widest, value, room),
        }
    }
}

/// A table that is wider than there is room for: below the name of each row its cells in words.
fn told(table: &Table, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let cells = table.heads.iter().zip(row).skip(1).map(|(head, cell)| format!("{head}: {cell}"));
        lines.extend(row.first().cloned());
        hang(&mut lines, "", 2, &cells.collect::<Vec<_>>().join(", "), room);
    }
    lines
}

/// The lines of a picture, cut into parts below each other where they are wider; each part has the heads.
fn panels(picture: &Picture, columns: usize) -> Vec<String> {
    let widest = picture.lines.iter().map(|line| line.width()).max().unwrap_or(0);
    if widest <= columns {
        return picture.lines.clone();
    }
    let stride = picture.stride.max(1);
    let room = (columns.saturating_sub(picture.head) / stride).max(1) * stride;
    let part = |from: usize| {
        picture.lines.iter().map(move |line| {
            let head = line.chars().take(picture.head);
            let signs = line.chars().skip(picture.head + from).take(room);
            head.chain(signs).collect::<String>().trim_end().to_owned()
        })
    };
    let starts = (0..widest.saturating_sub(picture.head)).step_by(room);
    starts.flat_map(part).filter(|line| !line.is_empty()).collect()
}

/// A label and its text, whose further lines stand below its first.
fn hang(lines: &mut Vec<String>, label: &str, widest: usize, text: &str, room: usize) {
    for (i, line) in wrap(text, room.saturating_sub(widest)).into_iter().enumerate() {
        lines.push(padded(if i == 0 { label } else { "" }, widest) + &line);
    }
}

fn padded(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(text.width()))
}

/// The rows of a table, lined up: names to the left, all else to the right.
pub fn lines_of(table: &Table) -> Vec<String> {
    let all: Vec<&Vec<String>> = std::iter::once(&table.heads).chain(&table.rows).collect();
    let width = |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..table.heads.len()).filter_map(width).collect();
    let line = |row: &&Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(i, (cell, &width))| match i {
            0 => padded(cell, width),
            _ => " ".repeat(2 + width.saturating_sub(cell.width())) + cell,
        });
        cells.collect::<String>()
    };
    all.iter().map(line).collect()
}

/// The lines of a text, none wider than that; a word that is wider than a line is broken. At least one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let (mut lines, mut line, mut filled) = (Vec::new(), String::new(), 0);
    for word in text.split_whitespace() {
        if filled > 0 && filled + 1 + word.width() <= width {
            line.push(' ');
            filled += 1;
        } else if filled > 0 {
            lines.push(std::mem::take(&mut line));
            filled = 0;
        }
        for c in word.chars() {
            line.push(c);
            // signs may be wider together than one by one
            filled = line.width();
            if filled > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
                filled = line.width();
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_broken_at_blanks_and_wide_signs_count_twice() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("", 7), [""]);
        assert_eq!(wrap("aaaaaaaaab", 4), ["aaaa", "aaaa", "ab"]);
        assert_eq!(wrap("足が痛い", 4), ["足が", "痛い"]);
    }

    #[test]
    fn the_columns_of_a_table_line_up() {
        let cells = |row: [&str; 3]| row.map(str::to_owned).to_vec();
        let table = Table {
            message: String::new(),
            heads: cells(["", "a", "bbb"]),
            rows: vec![cells(["long name", "10", "2"])],
        };
        assert_eq!(lines_of(&table), ["            a  bbb", "long name  10    2"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,200}", width in 2usize..90) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width || line.chars().count() == 1));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
