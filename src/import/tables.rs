//! What all lists of activities (CSV) share: rows with their lines, numbers of any country, times.

use std::borrow::Cow;

use crate::domain::words::counted;
use crate::formats::unmarked;
use crate::import::activity::Unreadable;

pub mod dates;

/// The most rows of one list that are looked at, its head not counted.
pub const MOST_ROWS: usize = 200_000;
/// The most cells of a row; real lists have about a hundred.
const MOST_CELLS: usize = 1000;
/// The longest cell, bytes; a note of 20 pages has fewer.
const LONGEST_CELL: usize = 64 << 10;

/// The text of a list: UTF-8, or what a spreadsheet of Western Europe writes where it is none.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = unmarked(bytes);
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            // one cut letter at the end is a cut file, not another encoding
            Err(error) if error.valid_up_to() + 4 > bytes.len() => String::from_utf8_lossy(bytes),
            Err(_) => Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'_, str> {
    let units = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]]));
    Cow::Owned(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// A row of a list.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// The line it begins in, from 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl TableRow {
    /// A cell without the blanks around it; empty where there is none.
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).unwrap_or_default().trim()
    }

    /// A cell exactly as it stands.
    pub fn raw(&self, place: usize) -> &str {
        self.cells.get(place).unwrap_or_default()
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True where no cell says anything.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The cells without the blanks around them.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }
}

/// The columns of a list by their heads, in lower case.
#[derive(Clone, Debug, Default)]
pub struct Heads(Vec<(String, usize)>);

impl Heads {
    /// The heads of a row; what they begin with is left out.
    pub fn of(head: &TableRow, prefix: &str) -> Self {
        let name = |cell: &str| cell.strip_prefix(prefix).unwrap_or(cell).to_lowercase();
        let all = head.cells().enumerate().filter(|(_, cell)| !cell.is_empty());
        Self(all.map(|(place, cell)| (name(cell), place)).collect())
    }

    /// True where there is such a column.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own == name)
    }

    /// True where a head contains it.
    pub fn holds(&self, part: &str) -> bool {
        self.0.iter().any(|(own, _)| own.contains(part))
    }

    /// The cell of a column; empty where there is none.
    pub fn cell<'a>(&self, row: &'a TableRow, name: &str) -> &'a str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, place)| row.cell(*place))
    }
}

/// Refuses a list whose rows are none that anybody made, before memory is spent on them.
///
/// # Errors
/// The first line that has too many cells, or too long a one.
pub fn bounded(text: &str) -> Result<(), Unreadable> {
    let delimiter = delimiter(text);
    let (mut line, mut cells, mut length, mut quoted) = (1, 1, 0, false);
    for byte in text.bytes() {
        quoted ^= byte == b'"';
        line += u64::from(byte == b'\n');
        length += 1;
        match byte {
            b'\n' if !quoted => (cells, length) = (1, 0),
            byte if byte == delimiter && !quoted => (cells, length) = (cells + 1, 0),
            _ => {}
        }
        if cells > MOST_CELLS || length > LONGEST_CELL {
            let message = match cells > MOST_CELLS {
                true => format!("it has more than {MOST_CELLS} cells, which no list of activities does"),
                false => format!("a cell is longer than {} KiB; a quote may not be closed", LONGEST_CELL >> 10),
            };
            return Err(Unreadable::Line { line, message: message + "; the list was left alone" });
        }
    }
    Ok(())
}

/// A list from the line of its head on, which a person may name: those above are blank, so that lines keep their number.
pub fn from_line(text: &str, line: Option<u64>) -> Cow<'_, str> {
    let above = line.and_then(|line| usize::try_from(line).ok()).map_or(0, |line| line.saturating_sub(1));
    if above == 0 {
        return Cow::Borrowed(text);
    }
    let rest: Vec<&str> = text.splitn(above + 1, '\n').collect();
    Cow::Owned("\n".repeat(above) + rest.get(above).copied().unwrap_or_default())
}

/// Why rows are left where there are more than are looked at: it names the first of them.
pub fn left(text: &str) -> Option<String> {
    if text.bytes().filter(|&byte| byte == b'\n').count() <= MOST_ROWS {
        return None;
    }
    let row = all_rows(text).nth(MOST_ROWS + 1)?;
    Some(format!(
        "Line {}: more than {MOST_ROWS} rows; this one and those after it were left. Split the list.",
        row.line
    ))
}

/// The rows of a list that say anything, the head included; of too many the first.
pub fn rows(text: &str) -> impl Iterator<Item = TableRow> {
    all_rows(text).take(MOST_ROWS + 1)
}

fn all_rows(text: &str) -> impl Iterator<Item = TableRow> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let lead = lead(text);
    let rows = reader.into_records().map_while(Result::ok).map(move |cells| {
        let line = cells.position().map_or(0, |position| {
            // blank lines before a row count as part of it there
            let from = usize::try_from(position.byte()).ok().and_then(|byte| text.as_bytes().get(byte..));
            let blank = from.unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
            position.line() + blank.filter(|&&byte| byte == b'\n').count() as u64
        });
        TableRow { line, cells }
    });
    rows.filter(|row| !row.is_empty()).skip(lead)
}

/// How many rows stand above the head: a word to spreadsheets (`sep=;`), the name of a table of Samsung's, titles of one
/// cell.
fn lead(text: &str) -> usize {
    let start = &text[..text.floor_char_boundary(16 << 10)];
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(start.as_bytes());
    let first: Vec<Vec<String>> = reader
        .into_records()
        .map_while(Result::ok)
        .map(|cells| {
            cells.iter().map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
        })
        .filter(|cells| !cells.is_empty())
        .take(5)
        .collect();
    let is_above = |place: usize| {
        let (row, next) = (&first[place], first.get(place + 1));
        let Some(next) = next else { return false };
        let named = row[0].starts_with("sep=") || (row[0].starts_with("com.samsung.") && row.len() <= 3);
        named || (row.len() == 1 && next.len() >= 3)
    };
    (0..first.len()).take_while(|&place| is_above(place)).count()
}

/// What stands between the cells: the one of comma, semicolon and tab that the first lines have most of.
fn delimiter(text: &str) -> u8 {
    if let Some([mark @ (b',' | b';' | b'\t'), ..]) = text.strip_prefix("sep=").map(str::as_bytes) {
        return *mark;
    }
    let start: Vec<u8> = text.bytes().take(4096).collect();
    let count = |delimiter: u8| {
        let mut quoted = false;
        let outside = start.iter().filter(|&&byte| {
            quoted ^= byte == b'"';
            byte == delimiter && !quoted
        });
        outside.count()
    };
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&delimiter| count(delimiter)).unwrap_or(b',')
}

/// A number as any country writes it: `9.72`, `9,72`, `1,250`, `1.234,5`. Three digits after a single mark are
/// thousands. Nothing for `--`, `NaN` and what is no number.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace(['\u{a0}', '\u{202f}', '\u{2009}', '\'', ' '], "");
    let marks: Vec<usize> = text.match_indices(['.', ',']).map(|(place, _)| place).collect();
    let thousands = |text: &str| text.replace(['.', ','], "");
    let plain = match marks[..] {
        [] => text,
        [only] if text.len() - only == 4 && only > 0 && !text.starts_with('0') => thousands(&text),
        [only] => format!("{}.{}", &text[..only], &text[only + 1..]),
        [.., last] if marks.iter().all(|&mark| text.as_bytes()[mark] == text.as_bytes()[last]) => thousands(&text),
        [.., last] => format!("{}.{}", thousands(&text[..last]), &text[last + 1..]),
    };
    plain_number(&plain)
}

/// A number with a decimal point, whatever the language.
pub fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let shape = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    let value = shape.then(|| text.parse::<f64>().ok()).flatten()?;
    value.is_finite().then_some(value)
}

/// Seconds of a clock form: `00:22:15`, `00:08:02.2`, `00:09:42,5`, `20:46`, `1:05:11`.
pub fn clock(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut seconds = 0.0;
    for (place, part) in parts.iter().enumerate() {
        let last = place + 1 == parts.len();
        let digits = |c: char| c.is_ascii_digit() || (last && matches!(c, '.' | ','));
        if part.is_empty() || part.len() > 12 || !part.chars().all(digits) {
            return None;
        }
        let value: f64 = part.replace(',', ".").parse().ok()?;
        if place > 0 && value >= 60.0 {
            return None;
        }
        seconds = seconds * 60.0 + value;
    }
    Some(seconds)
}

/// What came of the rows of a list, each with its line: one that could not be read is a sentence that names it.
///
/// # Errors
/// Where there is none that could be read.
pub fn gather<T>(rows: impl Iterator<Item = (u64, Result<T, String>)>) -> Result<Vec<Result<T, String>>, Unreadable> {
    let rows: Vec<_> = rows.map(|(line, row)| row.map_err(|message| format!("Line {line}: {message}."))).collect();
    if rows.iter().any(Result::is_ok) {
        return Ok(rows);
    }
    let mut failed = rows.into_iter().filter_map(Result::err);
    let mut message = failed.next().unwrap_or_else(|| "The list has no row.".into());
    match failed.count() {
        0 => {}
        more => message += &format!(" {} could not be read either.", counted(more, "row more", "rows more")),
    }
    Err(Unreadable::NoActivity(message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_their_country_writes_them() {
        for (text, value) in [
            ("9.72", 9.72),
            ("9,72", 9.72),
            ("1,250", 1250.0),
            ("1.500", 1500.0),
            ("5,000", 5000.0),
            ("0.500", 0.5),
            ("1.234,5", 1234.5),
            ("1,234.56", 1234.56),
            ("1,234,567", 1_234_567.0),
            ("450", 450.0),
            ("3322.949951171875", 3322.949951171875),
            ("1 234,5", 1234.5),
            ("-3", -3.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for none in ["", "--", "NaN", "inf", "x", "1.2.3,4,5x", "5 km", "e5"] {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn times_are_read_with_or_without_hours_and_fractions() {
        for (text, seconds) in
            [("00:22:15", 1335.0), ("00:08:02.2", 482.2), ("00:09:42,5", 582.5), ("20:46", 1246.0), ("1:05:11", 3911.0)]
        {
            assert!((clock(text).unwrap() - seconds).abs() < 0.01, "{text}");
        }
        for none in ["", "--", "5", "1:2:3:4", "1:60", "1:", ":1", "a:b", "1:0x"] {
            assert_eq!(clock(none), None, "{none}");
        }
    }

    #[test]
    fn a_list_that_nobody_made_is_left_alone_and_rows_too_many_are_named() {
        let message = |text: &str| bounded(text).unwrap_err().to_string();
        assert!(bounded(&format!("a,b\n{}\n", ",".repeat(MOST_CELLS - 1))).is_ok());
        assert_eq!(
            message(&format!("a,b\n{}", ",".repeat(MOST_CELLS))),
            "Line 2: it has more than 1000 cells, which no list of activities does; the list was left alone."
        );
        assert!(message(&format!("a,b\n1,\"{}", "x\n,".repeat(30_000))).contains("a cell is longer than 64 KiB"));
        let many = |rows: usize| format!("a\n{}", "1\n".repeat(rows));
        assert_eq!((rows(&many(MOST_ROWS)).skip(1).count(), left(&many(MOST_ROWS))), (200_000, None));
        let message = left(&many(MOST_ROWS + 1)).unwrap();
        assert!(message.starts_with("Line 200002: more than 200000 rows"), "{message}");
    }

    #[test]
    fn the_mark_between_cells_is_found_and_quoted_cells_may_hold_it() {
        for (text, cells) in [("a,b\n\"1,5;x\",2", 2), ("a;b;c\n1,5;2;3", 3), ("a\tb\n1\t2", 2), ("\u{feff}a,b", 2)] {
            assert_eq!(rows(text).next().unwrap().len(), cells, "{text}");
        }
        let lines: Vec<u64> = rows("h\n\n\"two\nlines\"\nx\n").map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 5]);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_readers_panic(any in "\\PC{0,30}", digits in "[0-9.,: -]{0,14}") {
            for text in [&any, &digits] {
                let _ = (number(text), clock(text), rows(text).count());
            }
        }
    }
}
