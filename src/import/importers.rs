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

/// The formats; of several that a file could be, the first counts.
pub const IMPORTERS: &[Importer] = &[
    Importer { name: "gzip", sniff: |start| start.bytes.starts_with(&[0x1f, 0x8b]), read: Reader::Pack(Pack::Gzip) },
    Importer {
        name: "zip",
        sniff: |start| matches!(start.bytes, [b'P', b'K', 3 | 5, 4 | 6, ..]),
        read: Reader::Pack(Pack::Zip),
    },
    Importer { name: "tar", sniff: |start| start.bytes.get(257..262) == Some(b"ustar"), read: Reader::Pack(Pack::Tar) },
    Importer { name: "FIT", sniff: |start| start.bytes.get(8..12) == Some(b".FIT"), read: Reader::Whole(fit::read) },
    // cut files may have lost the root itself
    Importer { name: "GPX", sniff: |start| start.is_xml_of(&["gpx", "trk"]), read: Reader::Whole(gpx::read) },
    Importer {
        name: "TCX",
        sniff: |start| start.is_xml_of(&["TrainingCenterDatabase", "Activities"]),
        read: Reader::Whole(tcx::read),
    },
    Importer {
        name: "Apple Health",
        sniff: |start| {
            start.text().starts_with('<')
                && (start.is_xml_of(&["HealthData"]) || start.text().contains("DOCTYPE HealthData"))
        },
        read: Reader::Stream(|input| apple::read(input).map(Found::from)),
    },
    Importer { name: "KML", sniff: |start| start.is_xml_of(&["kml"]), read: Reader::Whole(kml::read) },
    Importer { name: "PWX", sniff: |start| start.is_xml_of(&["pwx"]), read: Reader::Whole(pwx::read) },
    Importer {
        name: "Garmin summary",
        sniff: |start| start.is_json_with(&["summarizedActivitiesExport"]),
        read: Reader::Stream(garmin_summary::read),
    },
    Importer {
        name: "Polar 2",
        sniff: |start| start.is_json_with(&["durationMillis", "timezoneOffsetMinutes"]),
        read: Reader::Stream(polar::read),
    },
    Importer {
        name: "Polar 1",
        sniff: |start| {
            start.is_json_with(&["exercises", "timeZoneOffset"]) || start.is_json_with(&["exercises", "exportVersion"])
        },
        read: Reader::Stream(polar::read),
    },
    Importer {
        name: "adidas Running",
        sniff: |start| start.is_json_with(&["sport_type_id", "start_time_timezone_offset"]),
        read: Reader::Stream(runtastic::read),
    },
    Importer {
        name: "Huawei",
        sniff: |start| {
            start.is_json() && start.text().contains("HW_EXT_TRACK_") || start.is_json_with(&["motionPathData"])
        },
        read: Reader::Stream(huawei::read),
    },
    Importer {
        name: "Nike",
        sniff: |start| start.is_json_with(&["start_epoch_ms", "active_duration_ms"]),
        read: Reader::Stream(nike::read),
    },
    Importer { name: "Suunto", sniff: |start| start.is_json_with(&["DeviceLog"]), read: Reader::Stream(suunto::read) },
    Importer {
        name: "Fitbit",
        sniff: |start| start.is_json_with(&["activityTypeId", "logId"]),
        read: Reader::Stream(fitbit::read),
    },
    Importer {
        name: "Google Fit",
        sniff: |start| start.is_json_with(&["fitnessActivity"]),
        read: Reader::Stream(google_fit::read),
    },
    Importer {
        name: "Strava API",
        sniff: |start| start.is_json_with(&["start_date_local", "moving_time"]),
        read: Reader::Stream(strava_api::read),
    },
    Importer {
        name: "Health Auto Export",
        sniff: |start| {
            start.is_json_with(&["data"])
                && (start.is_json_with(&["workouts"]) || start.is_json_with(&["metrics", "units"]))
        },
        read: Reader::Stream(health_auto_export::read),
    },
    Importer {
        name: "Endomondo",
        sniff: |start| start.is_json_with(&["sport", "duration_s"]),
        read: Reader::Stream(endomondo::read),
    },
    Importer { name: "JSON of another kind", sniff: |start| start.is_json(), read: Reader::Left(left::json) },
    Importer {
        name: "Samsung Health",
        sniff: |start| start.is_list_of(samsung::is_list),
        read: Reader::List(|text, _| samsung::read(text)),
    },
    Importer {
        name: "Fitbit exercises",
        sniff: |start| start.is_list_of(fitbit::is_list),
        read: Reader::List(|text, _| fitbit::read_list(text)),
    },
    Importer {
        name: "Zepp",
        sniff: |start| start.is_list_of(zepp::is_list),
        read: Reader::List(|text, _| zepp::read(text)),
    },
    Importer {
        name: "TrainingPeaks",
        sniff: |start| start.is_list_of(training_peaks::is_list),
        read: Reader::List(|text, _| training_peaks::read(text)),
    },
    Importer {
        name: "Polar Flow session",
        sniff: |start| start.is_list_of(polar::is_list),
        read: Reader::List(|text, _| polar::read_list(text)),
    },
    Importer { name: "Polar HRM", sniff: |start| start.text().starts_with("[Params]"), read: Reader::Left(left::hrm) },
    Importer { name: "list of something else", sniff: left::is_list, read: Reader::Left(left::list) },
    // Strava's, Garmin's, our own, and any with a head of names
    Importer { name: "list", sniff: |start| start.head().is_some(), read: Reader::List(list::read) },
    Importer {
        name: "XML of another kind",
        sniff: |start| start.text().starts_with('<'),
        read: Reader::Left(left::xml),
    },
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
