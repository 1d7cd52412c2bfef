//! Import, the pure part: what kind of file it is by its first bytes, what a list holds, and what becomes of it all
//! (`plan`). Only `store` reads files.

use crate::import::csv::ReadOptions;
use crate::import::found::{Found, FoundItem};
use std::io::BufRead;

use activity::Unreadable;
use csv::{CsvColumns, entries};

pub mod activity;
pub mod apple;
pub mod csv;
mod duplicates;
pub mod fit;
pub mod found;
pub mod garmin;
pub mod gpx;
pub mod gzip;
mod join;
mod levels;
mod links;
pub mod plan;
pub mod report;
pub mod rows;
pub mod strava;
pub mod tables;
pub mod tcx;
mod track;
mod xml;
mod zone;

/// A kind of file, told by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Garmin's and others' binary recording.
    Fit,
    /// GPS exchange.
    Gpx,
    /// Training Center.
    Tcx,
    /// Apple Health's export.
    Health,
    /// Rows with something between the cells.
    List,
    /// Compressed: what is in it has its own kind.
    Gzip,
    /// An archive of files.
    Zip,
}

/// How many bytes `sniff` looks at: past the document type that Apple Health's export begins with.
pub const START: usize = 16 << 10;

/// The kind of a file by its first bytes, whatever its name; nothing where it is none that is read.
pub fn sniff(start: &[u8]) -> Option<Format> {
    match start {
        [0x1f, 0x8b, ..] => return Some(Format::Gzip),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return Some(Format::Zip),
        _ if start.get(8..12) == Some(b".FIT") => return Some(Format::Fit),
        _ => {}
    }
    let text = tables::text(start.get(..START).unwrap_or(start));
    let text = text.trim_start();
    if text.starts_with('<') {
        let first = |name: &str| text.find(&format!("<{name}"));
        let health = first("HealthData").or_else(|| text.contains("DOCTYPE HealthData").then_some(0));
        let roots =
            [(first("gpx"), Format::Gpx), (first("TrainingCenterDatabase"), Format::Tcx), (health, Format::Health)];
        let root =
            roots.into_iter().filter_map(|(place, format)| Some((place?, format))).min_by_key(|(place, _)| *place);
        // a prefix before the root's name is rare but allowed; cut files may have lost the root itself
        let rest = [
            (":gpx", Format::Gpx),
            ("<trk", Format::Gpx),
            (":TrainingCenterDatabase", Format::Tcx),
            ("<Activities", Format::Tcx),
        ];
        let inside = || rest.into_iter().find(|(name, _)| text.contains(name)).map(|(_, format)| format);
        return root.map(|(_, format)| format).or_else(inside);
    }
    let line = text.lines().next().unwrap_or_default();
    let is_text = !text.contains('\0') && line.contains([',', ';', '\t']);
    is_text.then_some(Format::List)
}

/// What came of looking at a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileContent {
    /// It was read.
    Read(Found),
    /// It is none that is read, and nobody asked for it by name.
    Left(String),
    /// It could not be read.
    Failed(String),
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its path as it was given or found, within an archive after that of the archive.
    pub name: String,
    /// What came of it.
    pub look: FileContent,
}

/// Reads a list of any kind.
///
/// # Errors
/// Where it is of no known kind, or nothing in it can be read.
pub fn read_list(bytes: &[u8], options: &ReadOptions) -> Result<Found, Unreadable> {
    let text = tables::text(bytes);
    tables::bounded(&text)?;
    let mut found = read_rows(&text, options)?;
    found.items.extend(tables::left(&text).map(FoundItem::Failed));
    Ok(found)
}

fn read_rows(text: &str, options: &ReadOptions) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let first = rows.next();
    let is_named = !options.columns.is_empty() && CsvColumns::of(&head, &options.columns).is_ok();
    if is_named {
        return csv::read(text, options);
    }
    if let Some(kind) = entries::table_left(&head) {
        let message =
            format!("A table of twinge\u{2019}s own ({}); only runs and pain levels are read back.", kind.list());
        return Ok(Found { kind: "csv", warnings: vec![message], ..Found::default() });
    }
    if let Some(kind) = entries::kind_of(&head) {
        return entries::read(text, kind);
    }
    if strava::is_one(&head, first.as_ref()) {
        let item = |one: strava::Listed| FoundItem::Activity { activity: Box::new(one.activity), link: one.file };
        let items = strava::read(text)?.into_iter().map(|row| row.map(item).into()).collect();
        return Ok(Found { kind: "strava", items, warnings: Vec::new() });
    }
    if !csv::names_other_than_garmin(&head) && tables::rows(text).take(4).any(|row| garmin::is_row(&row)) {
        let (rows, warnings) = garmin::read(text, options.unit, options.else_unit)?;
        let items = rows.into_iter().map(|row| row.map(FoundItem::from).into()).collect();
        return Ok(Found { kind: "garmin", items, warnings });
    }
    // a column that is missing is said where the person named it
    if CsvColumns::of(&head, &options.columns)?.suffice() {
        return csv::read(text, options);
    }
    let message = "its first row names no date with a distance or duration; say which columns they are, such as \
                --column date=HEAD --column distance_km=HEAD";
    Err(Unreadable::Foreign { kind: "list", message: message.into() })
}

/// Decodes a recording or a list that is in memory.
///
/// # Errors
/// Why nothing was taken from it.
pub fn decode(format: Format, bytes: &[u8], options: &ReadOptions) -> Result<Found, Unreadable> {
    match format {
        Format::List => read_list(bytes, options),
        Format::Fit => fit::read(bytes).map(Found::from),
        Format::Gpx => gpx::read(bytes).map(Found::from),
        Format::Tcx => tcx::read(bytes).map(Found::from),
        Format::Health => read_health(bytes),
        Format::Gzip | Format::Zip => {
            Err(Unreadable::Foreign { kind: "recording", message: "it is an archive within an archive".into() })
        }
    }
}

/// Decodes Apple Health's export as it comes, however long it is.
///
/// # Errors
/// Why nothing was taken from it.
pub fn read_health(input: impl BufRead) -> Result<Found, Unreadable> {
    apple::read(input).map(Found::from)
}

#[cfg(test)]
mod tests;
