//! A sheet as Markdown, for mail and portals: headings, tables, lists; the charts as they are in text.

use crate::page::sheet::{Sheet, SheetBlock};

/// The sheet as Markdown. What the person wrote is text, never markup.
pub fn write(sheet: &Sheet) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&sheet.title), escaped(&sheet.line));
    for section in &sheet.sections {
        text.push_str(&format!("\n## {}\n", escaped(section.heading)));
        blocks(&mut text, &section.blocks, section.urgent);
    }
    text.push_str(&format!("\n---\n\n{}\n", escaped(&sheet.foot)));
    text
}

fn blocks(text: &mut String, blocks_of: &[SheetBlock], urgent: bool) {
    for block in blocks_of {
        match block {
            SheetBlock::Beside(_, left, right) => {
                blocks(text, left, urgent);
                blocks(text, right, urgent);
                continue;
            }
            // what is drawn in shapes alone stands in words beside it
            SheetBlock::Legend(_, words) if words.is_empty() => continue,
            SheetBlock::Picture(picture) if picture.lines.is_empty() => continue,
            _ => text.push('\n'),
        }
        match block {
            SheetBlock::Strong(line) => text.push_str(&format!("**{}**\n", escaped(line))),
            SheetBlock::Line(line) if urgent => text.push_str(&format!("**{}**\n", escaped(line))),
            SheetBlock::Line(line) => text.push_str(&format!("{}\n", escaped(line))),
            SheetBlock::Numbered(items) => {
                for (i, item) in items.iter().enumerate() {
                    text.push_str(&format!("{}. {}\n", i + 1, escaped(item)));
                }
            }
            SheetBlock::Rows(rows) => {
                for row in rows {
                    let facts: Vec<String> = row.facts.iter().map(|fact| escaped(fact)).collect();
                    let facts = match &facts[..] {
                        [first, others @ ..] if row.strong => format!("**{first}** {}", others.join(" ")),
                        facts => facts.join("; "),
                    };
                    text.push_str(&format!("- **{}**: {}\n", escaped(&row.label), facts.trim_end()));
                }
            }
            SheetBlock::Table(table) => {
                row(text, &table.heads);
                let rules = (0..table.heads.len()).map(|i| if i == 0 { "---" } else { "---:" });
                text.push_str(&format!("| {} |\n", rules.collect::<Vec<_>>().join(" | ")));
                for cells in &table.rows {
                    row(text, cells);
                }
            }
            SheetBlock::Picture(picture) => {
                text.push_str(&format!("{}\n\n```text\n{}\n```\n", escaped(&picture.title), picture.lines.join("\n")));
            }
            SheetBlock::Legend(_, words) => text.push_str(&format!("{}\n", escaped(words))),
            SheetBlock::Beside(..) => {}
        }
    }
}

fn row(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    text.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// Text whose signs mean themselves: everything that Markdown or HTML inside it would take for markup is escaped.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        // at the beginning of a line these begin a list or a heading
        let begins = i == 0 && matches!(c, '-' | '+' | '#' | '=' | '>');
        if begins || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '!' | '$') {
            safe.push('\\');
        }
        safe.push(c);
    }
    // a number with a point at the beginning of a line begins a list
    match safe.find(['.', ')']) {
        Some(end) if end > 0 && safe[..end].chars().all(|c| c.is_ascii_digit()) => safe.insert(end, '\\'),
        _ => {}
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_person_wrote_is_never_markup() {
        assert_eq!(escaped("*bold* [a](http://b) <b>"), "\\*bold\\* \\[a\\](http://b) \\<b\\>");
        assert_eq!(escaped("1. not a list"), "1\\. not a list");
        assert_eq!(escaped("- nor this"), "\\- nor this");
        assert_eq!(escaped("3.5 km | more"), "3\\.5 km \\| more");
        assert_eq!(escaped("plain, 0\u{2013}10."), "plain, 0\u{2013}10.");
    }
}
