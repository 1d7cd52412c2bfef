//! A sheet as plain text: less than 80 columns, headings in the left margin; on a narrower screen laid out to its width.

use crate::page::layout::{column, hang, width, wrap_text as wrap};
use crate::page::sheet::{Picture, Row, Sheet, SheetBlock, Table};
use crate::page::table::Columns;

/// Columns of a page: one less than 80, so that a margin on the screen has room.
pub const COLUMNS: usize = 79;
/// Lines of a page.
pub const LINES: usize = 66;
/// Columns of the margin in which the headings stand.
const MARGIN: usize = 10;
/// Columns of a label, so that what stands behind labels lines up over the page.
const LABEL: usize = 11;
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
                TextLine::Inside(text) => column(&std::mem::take(&mut heading), margin) + &text,
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
            SheetBlock::Line(text) | SheetBlock::Strong(text) => inside.extend(wrap(text, room)),
            SheetBlock::Legend(_, text) if text.is_empty() => {}
            SheetBlock::Legend(_, text) => inside.extend(wrap(text, room)),
            SheetBlock::Numbered(items) => {
                for (i, item) in items.iter().enumerate() {
                    inside.extend(hang(&(i + 1).to_string(), 3, item, room));
                }
            }
            SheetBlock::Rows(rows) => list(&mut inside, rows, room, measure.airy),
            SheetBlock::Table(table) => match lines_of(table) {
                lines if lines.iter().all(|line| width(line) <= room) => inside.extend(lines),
                _ => inside.extend(told(table, room)),
            },
            SheetBlock::Picture(picture) if picture.lines.is_empty() => {}
            SheetBlock::Picture(picture) => {
                let title = wrap(&picture.title, room);
                match picture.lines.iter().all(|line| width(line) <= room) {
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

/// Labels and what stands behind them. Where lines are scarce, two short ones share a line.
fn list(lines: &mut Vec<String>, rows: &[Row], room: usize, airy: bool) {
    let widest = rows.iter().map(|row| width(&row.label)).max().unwrap_or(0).max(LABEL) + 2;
    let half = room / 2;
    let short = |row: &&Row| match &row.facts[..] {
        [only] => !airy && widest + width(only) + 2 <= half,
        _ => false,
    };
    let mut rest = rows;
    while let Some((row, others)) = rest.split_first() {
        rest = others;
        match (row.facts.first(), rest.first().filter(short)) {
            (Some(fact), Some(beside)) if short(&row) => {
                let left = column(&(column(&row.label, widest) + fact), half);
                lines.push(left + &column(&beside.label, widest) + &beside.facts.concat());
                rest = &rest[1..];
            }
            _ => {
                let mut label = &*row.label;
                let together = [row.facts.join(" ")];
                let facts = if row.strong { &together[..] } else { &row.facts };
                for fact in facts {
                    lines.extend(hang(std::mem::take(&mut label), widest, fact, room));
                }
            }
        }
    }
}

/// A table that is wider than there is room for: below the name of each row its cells in words.
fn told(table: &Table, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let cells = table.heads.iter().zip(row).skip(1).map(|(head, cell)| format!("{head}: {cell}"));
        lines.extend(row.first().cloned());
        lines.extend(hang("", 2, &cells.collect::<Vec<_>>().join(", "), room));
    }
    lines
}

/// The lines of a picture, cut into parts below each other where they are wider; each part has the heads.
fn panels(picture: &Picture, columns: usize) -> Vec<String> {
    let widest = picture.lines.iter().map(|line| width(line)).max().unwrap_or(0);
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

/// The rows of a table, lined up: names to the left, all else to the right.
pub fn lines_of(table: &Table) -> Vec<String> {
    let heads = table.heads.iter().enumerate().map(|(i, head)| if i == 0 { head.clone() } else { format!(">{head}") });
    let heads: Vec<String> = heads.collect();
    let mut columns = Columns::new(heads.iter().map(String::as_str));
    table.rows.iter().for_each(|row| columns.take(row.iter().map(|cell| width(cell))));
    std::iter::once(&table.heads).chain(&table.rows).map(|row| columns.row(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
