//! Our own CSV read back: the columns of `twinge list runs --csv` and `twinge list pain --csv`, each to the same entry.

use serde_json::{Map, Value};

use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::field::Input;
use crate::domain::id::Id;
use crate::domain::json_words;
use crate::domain::kind::Kind;
use crate::domain::runs::Run;
use crate::domain::words::found;
use crate::formats::csv::columns;
use crate::import::activity::{StartTime, Unreadable};
use crate::import::found::{Found, FoundItem, Written};
use crate::import::tables::{self, TableRow, dates};

/// The kind of entries that a head is of: its columns are named as the fields of the file are.
pub fn kind_of(head: &TableRow) -> Option<Kind> {
    let has = |name: &str| head.cells().any(|cell| cell == name);
    match () {
        () if !has("at") => None,
        () if has("level") => Some(Kind::Pain),
        () if has("surfaces") || has("distance_m") || has("duration_s") => Some(Kind::Run),
        () => None,
    }
}

/// The kind whose whole table this is, as `export` writes it, where it is one that is not read back: only runs and
/// pain levels are, and a massage's minutes are no run.
pub fn table_left(head: &TableRow) -> Option<Kind> {
    let is = |kind: &Kind| head.cells().eq(columns(*kind));
    Kind::ALL.iter().copied().filter(|kind| !matches!(kind, Kind::Run | Kind::Pain)).find(is)
}

/// Reads the list.
///
/// # Errors
/// Where there is no row in it that can be read.
pub fn read(text: &str, kind: Kind) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text).peekable();
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let paths: Vec<&str> = head.cells().collect();
    // a table without a row is as good as any: there was nothing to write
    if rows.peek().is_none() {
        return Ok(Found { kind: "csv", ..Found::default() });
    }
    let read =
        |row: TableRow| (row.line, written(&row, &paths, kind).map(|written| FoundItem::Entry(Box::new(written))));
    let items = tables::gather(rows.map(read))?.into_iter().map(FoundItem::from).collect();
    Ok(Found { kind: "csv", items, warnings: Vec::new() })
}

fn written(row: &TableRow, paths: &[&str], kind: Kind) -> Result<Written, String> {
    let (mut fields, mut id, mut start) = (Map::new(), None, StartTime::Unknown);
    for (place, &path) in paths.iter().enumerate() {
        let cell = plain(row.raw(place));
        match path {
            _ if cell.trim().is_empty() => {}
            "id" => {
                let read = uuid::Uuid::try_parse(cell.trim());
                id = Some(Id(read.map_err(|_| format!("{} is not an id", found(&cell)))?));
            }
            "at" => {
                start = dates::start(&cell, dates::Order::Unknown, false)
                    .ok_or_else(|| format!("{} is not a date; write 2026-11-23 07:30", found(&cell)))?;
            }
            "modified" => {}
            path => {
                if let Some(value) = value(kind, path, &cell) {
                    put(&mut fields, path, value);
                }
            }
        }
    }
    if start == StartTime::Unknown {
        return Err("the date is missing".into());
    }
    let written = Written { kind, id, line: Some(row.line), start, fields };
    // read once with any date and id, so that what is wrong is said with its line
    let entry = written.entry(Id(uuid::Uuid::nil()), At(chrono::DateTime::UNIX_EPOCH.fixed_offset()))?;
    if let Entry::Run(run) = &entry {
        adds_up(run)?;
    }
    Ok(written)
}

/// Refuses a split whose parts are all known and are another distance than the run's.
fn adds_up(run: &Run) -> Result<(), String> {
    let parts: Option<u32> = run.surfaces.iter().map(|part| part.distance_m).sum();
    match (run.surfaces.len(), parts.zip(run.distance_m)) {
        // parts rounded to whole metres may miss it by a metre each
        (count @ 2.., Some((sum, whole))) if sum.abs_diff(whole) as usize > count => {
            Err(format!("the parts of its surfaces add up to {sum} m, the run is {whole} m"))
        }
        _ => Ok(()),
    }
}

/// Puts a value where its path says: `pain.before`.
fn put(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(fields.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = fields.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The value of a cell; nothing for a column that the kind does not have.
fn value(kind: Kind, path: &str, cell: &str) -> Option<Value> {
    let pairs = |first: &str, second: &str, number: bool| {
        let one = |part: &str| {
            let (word, more) = part.split_once(':').map_or((part, None), |(word, more)| (word, Some(more)));
            let mut fields = Map::new();
            fields.insert(first.to_owned(), word.trim().into());
            if let Some(more) = more.map(str::trim).filter(|more| !more.is_empty()) {
                fields.insert(second.to_owned(), if number { number_of(more) } else { more.into() });
            }
            Value::Object(fields)
        };
        Some(Value::Array(parts(cell).map(one).collect()))
    };
    match (kind, path) {
        (Kind::Run, "surfaces") => return pairs("surface", "distance_m", true),
        (Kind::Pain, "sites") => return pairs("site", "side", false),
        (Kind::Run, "gear") => return Some(Value::Array(parts(cell).map(Value::from).collect())),
        (Kind::Pain, "late") => return Some(Value::Bool(cell == "true")),
        (Kind::Run, path) if path.starts_with("source.") => {
            let number = path.ends_with("_s") || matches!(path, "source.effort" | "source.feel");
            return Some(if number { number_of(cell) } else { cell.into() });
        }
        _ => {}
    }
    let about = kind.fields().into_iter().find(|about| about.path == path)?;
    Some(match about.input {
        Input::Level | Input::Distance | Input::Duration => number_of(cell.trim()),
        Input::Yes => Value::Bool(matches!(cell.trim().to_lowercase().as_str(), "true" | "yes" | "y" | "1")),
        Input::Several(_) | Input::Tags(_) => Value::Array(parts(cell).map(Value::from).collect()),
        Input::One(_) => cell.trim().into(),
        _ => cell.into(),
    })
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// A whole number; what is none stays as it is, to be refused with its own words.
fn number_of(text: &str) -> Value {
    match tables::plain_number(text) {
        Some(value) if value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value) => {
            Value::from(value as u64)
        }
        _ => text.into(),
    }
}

/// The text of a cell whose sign against formulas (`'`) is taken off again.
fn plain(cell: &str) -> String {
    let after = cell.strip_prefix('\'').filter(|after| {
        let first = after.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\'']).chars().next();
        first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'))
    });
    after.unwrap_or(cell).to_owned()
}

impl Written {
    /// The entry, with its id and its time.
    ///
    /// # Errors
    /// What is wrong with a field.
    pub fn entry(&self, id: Id, at: At) -> Result<Entry, String> {
        let mut fields = self.fields.clone();
        fields.insert("id".into(), id.to_string().into());
        fields.insert("at".into(), at.text().into());
        Entry::from_json(self.kind, &Value::Object(fields).to_string()).map_err(|error| json_words::describe(&error))
    }
}
