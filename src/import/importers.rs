//! The table of importers: one row a format. A new format is one file that reads it, and one row here.

use std::io::BufRead;

use super::activity::{Decoded, Unreadable};
use super::csv::ReadOptions;
use super::found::Found;
use super::services::*;
use super::start::Start;
use super::{apple, fit, gpx, kml, left, list, pwx, tables, tcx};

/// One format.
pub struct Importer {
    /// Its name, for the reader of this table.
    pub name: &'static str,
    /// Whether a file is one, by its beginning and never by its name.
    pub sniff: fn(&Start) -> bool,
    /// How it is read.
    pub read: Reader,
}

/// How a format is read.
#[derive(Clone, Copy)]
pub enum Reader {
    /// It holds other files, each of a format of its own.
    Pack(Pack),
    /// Whole, in memory.
    Whole(fn(&[u8]) -> Result<Decoded, Unreadable>),
    /// As it comes, however long it is.
    Stream(fn(&mut dyn BufRead) -> Result<Found, Unreadable>),
    /// As rows, whole; a list that a person names columns of is read as any list.
    List(fn(&str, &ReadOptions) -> Result<Found, Unreadable>),
    /// It is known and holds nothing that is read: why, as a finished sentence.
    Left(fn(&Start) -> String),
}

/// What holds other files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// Packed as a whole.
    Gzip,
    /// An archive with a list of its contents.
    Zip,
    /// An archive without one.
    Tar,
}

const fn row(name: &'static str, sniff: fn(&Start) -> bool, read: Reader) -> Importer {
    Importer { name, sniff, read }
}

/// The formats; of several that a file could be, the first counts.
pub const IMPORTERS: &[Importer] = &[
    row("gzip", |start| start.bytes.starts_with(&[0x1f, 0x8b]), Reader::Pack(Pack::Gzip)),
    row("zip", |start| matches!(start.bytes, [b'P', b'K', 3 | 5, 4 | 6, ..]), Reader::Pack(Pack::Zip)),
    row("tar", |start| start.bytes.get(257..262) == Some(b"ustar"), Reader::Pack(Pack::Tar)),
    row("FIT", |start| start.bytes.get(8..12) == Some(b".FIT"), Reader::Whole(fit::read)),
    // cut files may have lost the root itself
    row("GPX", |start| start.is_xml_of(&["gpx", "trk"]), Reader::Whole(gpx::read)),
    row("TCX", |start| start.is_xml_of(&["TrainingCenterDatabase", "Activities"]), Reader::Whole(tcx::read)),
    row(
        "Apple Health",
        |start| {
            start.text().starts_with('<')
                && (start.is_xml_of(&["HealthData"]) || start.text().contains("DOCTYPE HealthData"))
        },
        Reader::Stream(|input| apple::read(input).map(Found::from)),
    ),
    row("KML", |start| start.is_xml_of(&["kml"]), Reader::Whole(kml::read)),
    row("PWX", |start| start.is_xml_of(&["pwx"]), Reader::Whole(pwx::read)),
    row(
        "Garmin summary",
        |start| start.is_json_with(&["summarizedActivitiesExport"]),
        Reader::Stream(garmin_summary::read),
    ),
    row(
        "Polar 2",
        |start| start.is_json_with(&["durationMillis", "timezoneOffsetMinutes"]),
        Reader::Stream(polar::read),
    ),
    row(
        "Polar 1",
        |start| {
            start.is_json_with(&["exercises", "timeZoneOffset"]) || start.is_json_with(&["exercises", "exportVersion"])
        },
        Reader::Stream(polar::read),
    ),
    row(
        "adidas Running",
        |start| start.is_json_with(&["sport_type_id", "start_time_timezone_offset"]),
        Reader::Stream(runtastic::read),
    ),
    row(
        "Huawei",
        |start| start.is_json() && start.text().contains("HW_EXT_TRACK_") || start.is_json_with(&["motionPathData"]),
        Reader::Stream(huawei::read),
    ),
    row("Nike", |start| start.is_json_with(&["start_epoch_ms", "active_duration_ms"]), Reader::Stream(nike::read)),
    row("Suunto", |start| start.is_json_with(&["DeviceLog"]), Reader::Stream(suunto::read)),
    row("Fitbit", |start| start.is_json_with(&["activityTypeId", "logId"]), Reader::Stream(fitbit::read)),
    row("Google Fit", |start| start.is_json_with(&["fitnessActivity"]), Reader::Stream(google_fit::read)),
    row(
        "Strava API",
        |start| start.is_json_with(&["start_date_local", "moving_time"]),
        Reader::Stream(strava_api::read),
    ),
    row(
        "Health Auto Export",
        |start| {
            start.is_json_with(&["data"])
                && (start.is_json_with(&["workouts"]) || start.is_json_with(&["metrics", "units"]))
        },
        Reader::Stream(health_auto_export::read),
    ),
    row("Endomondo", |start| start.is_json_with(&["sport", "duration_s"]), Reader::Stream(endomondo::read)),
    row("JSON of another kind", |start| start.is_json(), Reader::Left(left::json)),
    row("Samsung Health", |start| start.is_list_of(samsung::is_list), Reader::List(|text, _| samsung::read(text))),
    row("Fitbit exercises", |start| start.is_list_of(fitbit::is_list), Reader::List(|text, _| fitbit::read_list(text))),
    row("Zepp", |start| start.is_list_of(zepp::is_list), Reader::List(|text, _| zepp::read(text))),
    row(
        "TrainingPeaks",
        |start| start.is_list_of(training_peaks::is_list),
        Reader::List(|text, _| training_peaks::read(text)),
    ),
    row("Polar Flow session", |start| start.is_list_of(polar::is_list), Reader::List(|text, _| polar::read_list(text))),
    row("Polar HRM", |start| start.text().starts_with("[Params]"), Reader::Left(left::hrm)),
    row("list of something else", left::is_list, Reader::Left(left::list)),
    // Strava's, Garmin's, our own, and any with a head of names
    row("list", |start| start.head().is_some(), Reader::List(list::read)),
    row("XML of another kind", |start| start.text().starts_with('<'), Reader::Left(left::xml)),
];

/// The format of a file by its first bytes, whatever its name; nothing where it is none that is known.
pub fn sniff(start: &[u8]) -> Option<&'static Importer> {
    let start = Start::of(start);
    IMPORTERS.iter().find(|importer| (importer.sniff)(&start))
}

/// Reads a list of any kind.
///
/// # Errors
/// Where it is of no known kind, or nothing in it can be read.
pub fn read_list(bytes: &[u8], options: &ReadOptions) -> Result<Found, Unreadable> {
    let read = match sniff(bytes).map(|importer| importer.read) {
        Some(Reader::List(read)) => read,
        _ => list::read,
    };
    read_rows(bytes, options, read)
}

fn read_rows(
    bytes: &[u8],
    options: &ReadOptions,
    read: fn(&str, &ReadOptions) -> Result<Found, Unreadable>,
) -> Result<Found, Unreadable> {
    let text = tables::text(bytes);
    let text = tables::from_line(&text, options.head);
    tables::bounded(&text)?;
    let read = if list::is_named(&text, options) { list::read } else { read };
    let mut found = read(&text, options)?;
    found.items.extend(tables::left(&text).map(super::found::FoundItem::Failed));
    Ok(found)
}

impl Importer {
    /// Reads a file of this format that is in memory.
    ///
    /// # Errors
    /// Why nothing was taken from it.
    pub fn decode(&self, bytes: &[u8], options: &ReadOptions) -> Result<Found, Unreadable> {
        match self.read {
            Reader::Whole(read) => read(bytes).map(Found::from),
            Reader::Stream(read) => read(&mut &bytes[..]),
            Reader::List(read) => read_rows(bytes, options, read),
            // a person who names its columns says that it is one
            Reader::Left(_) if list::is_named(&tables::text(bytes), options) => read_rows(bytes, options, list::read),
            Reader::Left(why) => Err(Unreadable::Left(why(&Start::of(bytes)))),
            Reader::Pack(_) => Err(Unreadable::Left("It is an archive; open it first.".into())),
        }
    }
}

#[cfg(test)]
mod tests;
