//! Pages of lines and tables as lines of a width: a table that is too wide for it becomes a line for each of its rows.

use super::text;
use crate::page::{Block, Line, Page, Tone};

/// Blanks between two columns.
const GAP: usize = 2;

/// The lines of a page, none wider than `width`.
pub fn lines(page: &Page, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in &page.0 {
        match block {
            Block::Line(line) => lines.extend(text::wrap(line, width, 2)),
            Block::Table { heads, rows } => table(heads, rows, width, &mut lines),
        }
    }
    lines
}

fn table(heads: &[&str], rows: &[Vec<Line>], width: usize, lines: &mut Vec<Line>) {
    let name = |head: &str| head.trim_start_matches('>').to_owned();
    let mut widths: Vec<usize> = heads.iter().map(|head| text::width(&name(head))).collect();
    for row in rows {
        for (wide, cell) in widths.iter_mut().zip(row) {
            *wide = (*wide).max(text::line_width(cell));
        }
    }
    let taken = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1) + 1;
    if taken > width {
        lines.extend(rows.iter().flat_map(|row| text::wrap(&told(heads, row), width, 3)));
        return;
    }
    let head: Vec<Line> = heads.iter().map(|head| Line::of(name(head), Tone::Muted)).collect();
    for row in std::iter::once(&head).chain(rows) {
        let mut line = Line::plain(" ");
        for ((cell, wide), head) in row.iter().zip(&widths).zip(heads) {
            let blanks = " ".repeat(wide - text::line_width(cell));
            let right = head.starts_with('>');
            line = line.and(if right { &blanks } else { "" }, Tone::Plain);
            line.0.extend(cell.0.iter().cloned());
            line = line.and(if right { "" } else { &blanks }, Tone::Plain).and(" ".repeat(GAP), Tone::Plain);
        }
        lines.push(line);
    }
}

/// A row told by its heads: `grass  runs 6, distance 21 km`.
fn told(heads: &[&str], row: &[Line]) -> Line {
    let mut line = Line::plain(" ");
    for (i, (head, cell)) in heads.iter().zip(row).enumerate() {
        if i > 0 && text::line_width(cell) == 0 {
            continue;
        }
        let head = head.trim_start_matches('>');
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

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let row = |cells: [&str; 3]| cells.map(Line::plain).to_vec();
        let table = Block::Table {
            heads: vec!["ground", ">runs", ""],
            rows: vec![row(["grass", "12", "9 of 11"]), row(["road", "3", ""])],
        };
        Page(vec![Block::Line(Line::plain(" Grounds")), table])
    }

    fn shown(width: usize) -> Vec<String> {
        lines(&page(), width).iter().map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_are_lined_up_numbers_to_the_right() {
        assert_eq!(shown(40), [" Grounds", " ground  runs", " grass     12  9 of 11", " road       3"]);
    }

    #[test]
    fn where_they_do_not_fit_each_row_is_told_in_words() {
        assert_eq!(shown(21), [" Grounds", " grass  runs 12, 9 of", "   11", " road  runs 3"]);
    }
}
