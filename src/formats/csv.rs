//! Entries as CSV: one row an entry, columns from the kind's fields, no cell that a spreadsheet would run.

use std::io::{self, Write};

use crate::domain::entry::Item;
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::page::visible;

/// The columns of a kind: its id, its fields, and what the program itself keeps of it.
pub fn columns(kind: Kind) -> Vec<&'static str> {
    let kept: &[&str] = match kind {
        Kind::Pain => &["late"],
        Kind::Run => &[
            "source.kind",
            "source.file",
            "source.start",
            "source.zone",
            "source.elapsed_s",
            "source.sport",
            "source.device",
            "source.effort",
            "source.feel",
        ],
        _ => &[],
    };
    std::iter::once("id").chain(kind.fields().iter().map(|about| about.path)).chain(kept.iter().copied()).collect()
}

/// Writes entries of one kind as CSV, with a head of column names.
///
/// # Errors
/// Those of the writer.
pub fn write<'a>(kind: Kind, items: impl Iterator<Item = &'a dyn Item>, to: &mut dyn Write) -> io::Result<()> {
    let paths = columns(kind);
    let mut to = csv::Writer::from_writer(to);
    to.write_record(&paths)?;
    for item in items {
        let fields = Object::of(&item.json()).extra;
        let value = |path: &str| {
            let mut keys = path.split('.');
            let outer = fields.get(keys.next()?)?.clone();
            keys.try_fold(outer, |value, key| Object::of(&value).extra.get(key).cloned())
        };
        let cells = paths.iter().map(|path| harmless(value(path).map(|value| cell(&value)).unwrap_or_default()));
        to.write_record(cells)?;
    }
    to.flush()
}

/// The text of a value: a list joined by `;`, the parts of a thing by `:`.
fn cell(value: &Raw) -> String {
    let json = value.text();
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).unwrap_or_default(),
        Some(b'[') => {
            let all: Vec<Raw> = serde_json::from_str(json).unwrap_or_default();
            all.iter().map(cell).collect::<Vec<_>>().join(";")
        }
        Some(b'{') => {
            let parts = Object::of(value).extra;
            parts.keys().filter_map(|key| parts.get(key)).map(cell).collect::<Vec<_>>().join(":")
        }
        _ if json == "null" => String::new(),
        _ => json.to_owned(),
    }
}

/// A cell that a spreadsheet takes for text (OWASP, CSV injection): what could begin a formula gets a `'` before it;
/// a plain number stays. Controls but for line breaks are made visible, since a CSV is looked at in terminals too.
fn harmless(cell: String) -> String {
    let cell = cell.split('\n').map(visible).collect::<Vec<_>>().join("\n");
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\'']).chars().next();
    let starts = first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
    if starts && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("-2", "-2"),
            ("-2+cmd", "'-2+cmd"),
            ("＝1", "'＝1"),
            ("\tx", "⇥x"),
            ("a\n\x1b[2J", "a\n␛[2J"),
            ("'=x", "''=x"),
            ("'tis", "'tis"),
            ("dull", "dull"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell.into()), written);
        }
    }
}
