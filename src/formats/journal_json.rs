//! The journal file: read with line and column of what is wrong, written with one entry a line.

use std::convert::Infallible;
use std::io::{self, Write};

use serde::Serialize;

use super::safe_json::append;
use super::unmarked;
use crate::domain::every_kind::Record;
use crate::domain::journal::{FORMAT, Journal, MINOR, VERSION};
use crate::domain::json_words;
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::domain::steps::Step;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What is wrong, without the place.
    pub message: String,
}

/// Reads a journal. One whose `version` is newer than [`VERSION`] is read as far as this version understands it;
/// the caller must not write it.
///
/// # Errors
/// The first thing that is wrong: not JSON, not a journal, a value out of range, an id or a key that comes twice.
pub fn read(bytes: &[u8]) -> Result<Journal, Fault> {
    let bytes = unmarked(bytes);
    read_start(bytes)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(place(bytes, 0, "the file is empty, which no journal is"));
    }
    // the whole at once: faster than string by string
    let text = std::str::from_utf8(bytes)
        .map_err(|error| place(bytes, error.valid_up_to(), "a byte there is not part of any UTF-8 text"))?;
    let mut journal: Journal = serde_json::from_str(text).map_err(|error| explain(bytes, &error))?;
    if &*journal.format != FORMAT {
        return Err(foreign(bytes));
    }
    if journal.version == 0 {
        return Err(place(bytes, find(bytes, "\"version\"", 0), "there is no version 0 of a journal"));
    }
    journal.sort();
    match duplicate_id(&journal) {
        Some(id) => Err(place(bytes, find(bytes, &id, 1), &format!("the id {id} is there twice"))),
        None => Ok(journal),
    }
}

/// Looks at the start of a file only, so that a huge wrong one need not be read.
///
/// # Errors
/// What the file begins with, where that is not `{`.
pub fn read_start(bytes: &[u8]) -> Result<(), Fault> {
    let bytes = unmarked(bytes);
    let Some(at) = bytes.iter().position(|byte| !byte.is_ascii_whitespace()) else { return Ok(()) };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(place(bytes, 0, "it was saved as UTF-16; open it in that editor again and save it as UTF-8"));
    }
    let byte = bytes[at];
    if byte == b'{' {
        return Ok(());
    }
    let shown = if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("byte 0x{byte:02x}") };
    Err(place(bytes, at, &format!("it begins with {shown} where a journal begins with {{")))
}

/// The lists of entries that a file lacks. One that has none of them was not written by this program.
pub fn missing_lists(bytes: &[u8]) -> Vec<Kind> {
    let object = std::str::from_utf8(unmarked(bytes)).ok().and_then(Object::of_text);
    let is_there = |kind: &&Kind| object.as_ref().is_some_and(|object| object.extra.get(kind.list()).is_some());
    if !Kind::ALL.iter().any(|kind| is_there(&kind)) {
        return Vec::new();
    }
    Kind::ALL.iter().filter(|kind| !is_there(kind)).copied().collect()
}

/// The fault behind a reading error: the file may be another program's, or a newer twinge's.
fn explain(bytes: &[u8], error: &serde_json::Error) -> Fault {
    #[derive(serde::Deserialize)]
    struct JournalHead {
        format: Option<serde_json::Value>,
        version: Option<serde_json::Value>,
    }
    if let Ok(head) = serde_json::from_slice::<JournalHead>(bytes) {
        if head.format.is_none_or(|format| format != FORMAT) {
            return foreign(bytes);
        }
        if let Some(version) = head.version.and_then(|version| version.as_u64()).filter(|&v| v > u64::from(VERSION)) {
            let message =
                format!("it is of version {version}, written by a newer twinge; this one reads version {VERSION}");
            return place(bytes, find(bytes, "\"version\"", 0), &message);
        }
    }
    // the reader counts columns from 0 at the end of a line, and 0 lines in an empty text
    Fault { line: error.line().max(1), column: error.column().max(1), message: json_words::describe(error) }
}

fn foreign(bytes: &[u8]) -> Fault {
    place(
        bytes,
        find(bytes, "\"format\"", 0),
        "it is not a journal of twinge: there is no \"format\": \"twinge-journal\"",
    )
}

/// The byte at which the n-th occurrence begins, 0 where there is none.
fn find(bytes: &[u8], wanted: &str, n: usize) -> usize {
    let lower = bytes.to_ascii_lowercase();
    let places = (0..lower.len()).filter(|&i| lower[i..].starts_with(wanted.as_bytes()));
    places.take(n + 1).last().unwrap_or(0)
}

fn place(bytes: &[u8], byte: usize, message: &str) -> Fault {
    let before = &bytes[..byte.min(bytes.len())];
    let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|&&b| b != b'\n').count() + 1;
    Fault { line, column, message: message.to_owned() }
}

fn duplicate_id(journal: &Journal) -> Option<String> {
    let mut ids: Vec<u128> = journal.ids().map(|id| id.0.as_u128()).collect();
    // the stable sort finds that ids mostly come in the order of their lists, and merges those
    ids.sort();
    let twice = ids.windows(2).find(|pair| pair[0] == pair[1])?;
    Some(uuid::Uuid::from_u128(twice[0]).to_string())
}

/// Writes a journal: all keys in their order, one entry a line.
pub fn write(journal: &Journal) -> Vec<u8> {
    write_into(Vec::new(), journal)
}

/// Writes a journal over what the buffer held: the one that the file was read into has the right size, and its
/// memory is there already.
pub fn write_into(mut to: Vec<u8>, journal: &Journal) -> Vec<u8> {
    to.clear();
    match put::<Infallible>(&mut to, journal, &mut |_| Ok(())) {
        Ok(()) => to,
        Err(never) => match never {},
    }
}

/// Writes a journal entry by entry, so that its text is never in memory as a whole.
///
/// # Errors
/// Those of the writer.
pub fn stream(journal: &Journal, to: &mut dyn Write) -> io::Result<()> {
    let mut held = Vec::new();
    let mut pass = |held: &mut Vec<u8>| to.write_all(held).map(|()| held.clear());
    put(&mut held, journal, &mut pass)?;
    pass(&mut held)
}

/// What becomes of the text so far, after each entry.
type Pass<'a, E> = &'a mut dyn FnMut(&mut Vec<u8>) -> Result<(), E>;

fn put<E>(to: &mut Vec<u8>, journal: &Journal, pass: Pass<E>) -> Result<(), E> {
    to.extend_from_slice(b"{\n  \"format\": ");
    append(to, &journal.format);
    to.extend_from_slice(b", \"version\": ");
    append(to, &journal.version);
    to.extend_from_slice(b", \"minor\": ");
    append(to, &journal.minor.unwrap_or(MINOR));
    if let Some(id) = journal.journal {
        to.extend_from_slice(b", \"journal\": ");
        append(to, &id);
    }
    value(to, "settings", &journal.settings);
    value(to, "condition", &journal.condition);
    entries(to, &journal.clearance, journal, pass)?;
    key(to, "steps");
    to.push(b'{');
    for (i, &step) in Step::ALL.iter().enumerate() {
        to.extend_from_slice(if i == 0 { b"\n    " } else { b",\n    " });
        append(to, step.word());
        to.extend_from_slice(b": ");
        append(to, journal.steps.get(step));
    }
    for unknown in journal.steps.extra.keys() {
        to.extend_from_slice(b",\n    ");
        append(to, unknown);
        to.extend_from_slice(b": ");
        append(to, &journal.steps.extra.get(unknown));
    }
    to.extend_from_slice(b"\n  }");
    entries(to, &journal.pain, journal, pass)?;
    entries(to, &journal.runs, journal, pass)?;
    entries(to, &journal.notes, journal, pass)?;
    entries(to, &journal.visits, journal, pass)?;
    entries(to, &journal.questions, journal, pass)?;
    entries(to, &journal.exercises, journal, pass)?;
    entries(to, &journal.sessions, journal, pass)?;
    entries(to, &journal.gear, journal, pass)?;
    entries(to, &journal.massages, journal, pass)?;
    entries(to, &journal.checks, journal, pass)?;
    entries(to, &journal.sitting, journal, pass)?;
    entries(to, &journal.measures, journal, pass)?;
    entries(to, &journal.markers, journal, pass)?;
    list(to, "deleted", &journal.deleted, pass)?;
    list(to, "lost", &journal.lost, pass)?;
    for unknown in journal.extra.keys() {
        value(to, unknown, journal.extra.get(unknown).unwrap_or(&Raw::of(&())));
    }
    to.extend_from_slice(b"\n}\n");
    Ok(())
}

fn key(to: &mut Vec<u8>, name: &str) {
    to.extend_from_slice(b",\n  ");
    append(to, name);
    to.extend_from_slice(b": ");
}

fn value<T: Serialize>(to: &mut Vec<u8>, name: &str, value: &T) {
    key(to, name);
    append(to, value);
}

fn list<T: Serialize, E>(to: &mut Vec<u8>, name: &str, entries: &[T], pass: Pass<E>) -> Result<(), E> {
    key(to, name);
    to.push(b'[');
    lines(to, entries, 0, pass)?;
    to.extend_from_slice(if entries.is_empty() { b"]" } else { b"\n  ]" });
    Ok(())
}

/// The list of a kind. What lies ahead of the clock comes after all that does not.
fn entries<T: Serialize + Record, E>(to: &mut Vec<u8>, list: &[T], journal: &Journal, pass: Pass<E>) -> Result<(), E> {
    key(to, T::KIND.list());
    to.push(b'[');
    let ahead: Vec<Raw> = journal.ahead.of(T::KIND).map(|entry| entry.item().json()).collect();
    lines(to, list, 0, pass)?;
    lines(to, &ahead, list.len(), pass)?;
    to.extend_from_slice(if list.is_empty() && ahead.is_empty() { b"]" } else { b"\n  ]" });
    Ok(())
}

/// One entry a line, after so many.
fn lines<T: Serialize, E>(to: &mut Vec<u8>, entries: &[T], before: usize, pass: Pass<E>) -> Result<(), E> {
    for (i, entry) in entries.iter().enumerate() {
        to.extend_from_slice(if before + i == 0 { b"\n    " } else { b",\n    " });
        append(to, entry);
        pass(to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
