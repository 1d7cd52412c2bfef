//! Zones by their names (`Europe/Vienna`), from the tables that the system keeps: where a recording names the zone it
//! was made in, its hour is the one that held there.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::FixedOffset;
use tz::TimeZone;

use crate::domain::day::At;
use crate::import::activity::StartTime;
use crate::import::found::{Found, FoundItem};

/// Where systems keep their tables.
const FOLDERS: &[&str] = &["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"];
/// The longest table that is read, bytes; real ones have a few thousand.
const LONGEST: u64 = 1 << 20;
/// The longest name of a zone, letters.
const LONGEST_NAME: usize = 64;

/// Puts every start whose zone is named where it was. Where this computer does not know a zone, that is said.
pub(super) fn place(found: &mut Found) {
    place_by(found, FOLDERS);
}

fn place_by(found: &mut Found, folders: &[&str]) {
    let mut known: HashMap<Box<str>, Option<TimeZone>> = HashMap::new();
    for item in &mut found.items {
        let FoundItem::Activity { activity, .. } = item else { continue };
        let (Some(name), StartTime::Utc(at)) = (activity.zone.clone(), activity.start) else { continue };
        let zone = known.entry(name.clone()).or_insert_with(|| zone(&name, folders));
        let there = zone.as_ref().and_then(|zone| zone.find_local_time_type(at.timestamp()).ok());
        match there.and_then(|there| FixedOffset::east_opt(there.ut_offset())) {
            Some(offset) => activity.start = StartTime::At(At(at.with_timezone(&offset))),
            None => activity.reasons.push(format!(
                "This computer does not know the time zone \u{201c}{name}\u{201d}; its own time zone is used instead."
            )),
        }
    }
}

/// The zone of that name. It comes from a file of somebody else's: it must be a name, and no way out of the folder.
fn zone(name: &str, folders: &[&str]) -> Option<TimeZone> {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b));
    if name.len() > LONGEST_NAME || !name.split('/').all(plain) {
        return None;
    }
    let table = folders.iter().find_map(|folder| File::open(Path::new(folder).join(name)).ok())?;
    let mut bytes = Vec::new();
    table.take(LONGEST).read_to_end(&mut bytes).ok()?;
    TimeZone::from_tz_data(&bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // tables to read have to come from somewhere

    use super::*;
    use crate::import::activity::Activity;

    /// A table without a change of clocks that was, only with the rule that holds: Pacific time.
    fn pacific() -> Vec<u8> {
        let mut bytes = Vec::new();
        for version in [1, 2] {
            bytes.extend(b"TZif2");
            bytes.extend([0; 15]);
            // no marks, no leap seconds, no changes; one sort of time with its letters
            bytes.extend([0u32, 0, 0, 0, 1, 4].into_iter().flat_map(u32::to_be_bytes));
            bytes.extend((-28_800i32).to_be_bytes());
            bytes.extend([0, 0]);
            bytes.extend(b"PST\0");
            bytes.extend(if version == 2 { &b"\nPST8PDT,M3.2.0,M11.1.0\n"[..] } else { b"" });
        }
        bytes
    }

    fn placed(zone: &str, at: &str, folders: &[&str]) -> Activity {
        let activity =
            Activity { start: StartTime::Utc(at.parse().unwrap()), zone: Some(zone.into()), ..Activity::default() };
        let mut found = Found { items: vec![activity.into()], ..Found::default() };
        place_by(&mut found, folders);
        match found.items.remove(0) {
            FoundItem::Activity { activity, .. } => *activity,
            _ => unreachable!(),
        }
    }

    #[test]
    fn a_start_gets_the_hour_that_its_zone_had_then() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("America")).unwrap();
        std::fs::write(folder.path().join("America/Los_Angeles"), pacific()).unwrap();
        let folders = ["/nowhere", folder.path().to_str().unwrap()];
        for (utc, local) in [
            ("2016-11-06T08:59:59Z", "2016-11-06T01:59:59-07:00"),
            ("2016-11-06T09:00:00Z", "2016-11-06T01:00:00-08:00"),
            ("2016-11-14T14:25:41Z", "2016-11-14T06:25:41-08:00"),
            ("2026-07-01T06:30:00Z", "2026-06-30T23:30:00-07:00"),
        ] {
            let one = placed("America/Los_Angeles", utc, &folders);
            assert_eq!((one.start, one.reasons.len()), (StartTime::At(At::parse(local).unwrap()), 0), "{utc}");
        }
    }

    #[test]
    fn a_zone_that_is_not_known_is_said_and_no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("Out"), pacific()).unwrap();
        std::fs::write(folder.path().join("in/Torn"), &pacific()[..30]).unwrap();
        let inside = folder.path().join("in");
        let absolute = folder.path().join("Out");
        for name in ["Nowhere", "../Out", absolute.to_str().unwrap(), "", "Torn", "a\u{1b}b", &"x".repeat(65)] {
            let one = placed(name, "2026-07-01T06:30:00Z", &[inside.to_str().unwrap()]);
            assert!(matches!(one.start, StartTime::Utc(_)) && one.reasons.len() == 1, "{name}: {one:?}");
        }
    }
}
