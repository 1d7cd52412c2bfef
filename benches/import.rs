//! `twinge import` on the real program, of a folder of 1,000 recordings, of a list of 200,000 runs and of one whose runs
//! are all on one day: how much a second and peak memory, first and again.
//!
//! `cargo bench --bench import`. The recordings are an hour long with a point a second: 400 FIT, 200 FIT.gz, 200 GPX,
//! 200 TCX, one a day. Reading them again must add nothing.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)] // a bench that cannot run should stop

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

const FILES: i64 = 1_000;
const SECONDS: i64 = 3_600;
/// The rows of the long list, twelve a day, and of the one of a day.
const ROWS: i64 = 200_000;
const ROWS_OF_A_DAY: i64 = 20_000;
/// 2023-01-01T06:00:00Z.
const FIRST: i64 = 1_672_552_800;
/// Where the time of FIT begins.
const EPOCH: i64 = 631_065_600;

/// A FIT file: a record a second with place, distance and heart rate, and the session.
fn fit(start: i64) -> Vec<u8> {
    let time = |second: i64| u32::try_from(start - EPOCH + second).unwrap().to_le_bytes();
    let mut data = vec![0x40, 0, 0, 0, 0, 3, 0, 1, 0x00, 3, 4, 0x8c, 4, 4, 0x86, 0x00, 4];
    data.extend(77u32.to_le_bytes());
    data.extend(time(0));
    data.extend([0x41, 0, 0, 20, 0, 5, 253, 4, 0x86, 0, 4, 0x85, 1, 4, 0x85, 5, 4, 0x86, 3, 1, 0x02]);
    for second in 0..SECONDS {
        data.push(1);
        data.extend(time(second));
        let step = i32::try_from(second).unwrap();
        data.extend((600_000_000 + step * 300).to_le_bytes());
        data.extend((95_000_000 + step).to_le_bytes());
        data.extend((step * 278).to_le_bytes());
        data.push(140 + (second % 20) as u8);
    }
    data.extend([0x42, 0, 0, 18, 0, 5, 2, 4, 0x86, 5, 1, 0x00, 7, 4, 0x86, 8, 4, 0x86, 9, 4, 0x86, 2]);
    data.extend(time(0));
    data.push(1);
    let seconds = i32::try_from(SECONDS).unwrap();
    for value in [seconds * 1000, seconds * 1000, seconds * 278] {
        data.extend(value.to_le_bytes());
    }
    let mut bytes = vec![12, 0x20, 0x54, 0x08];
    bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(b".FIT");
    bytes.extend(data);
    // no checksum
    bytes.extend([0, 0]);
    bytes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn moment(at: i64) -> String {
    DateTime::<Utc>::from_timestamp(at, 0).unwrap().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn gpx(start: i64) -> Vec<u8> {
    let mut text = String::from(
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"bench\"><trk><name>Morning Run</name><type>running</type><trkseg>\n",
    );
    for second in 0..SECONDS {
        let (latitude, time) = (50.0 + second as f64 * 0.000_025, moment(start + second));
        writeln!(
            text,
            "<trkpt lat=\"{latitude:.7}\" lon=\"8.0000000\"><ele>120</ele><time>{time}</time><extensions><gpxtpx:TrackPointExtension>\
             <gpxtpx:hr>150</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>"
        )
        .unwrap();
    }
    text.push_str("</trkseg></trk></gpx>\n");
    text.into_bytes()
}

fn tcx(start: i64) -> Vec<u8> {
    let begun = moment(start);
    let mut text = format!(
        "<TrainingCenterDatabase><Activities><Activity Sport=\"Running\"><Id>{begun}</Id><Lap StartTime=\"{begun}\">\
         <TotalTimeSeconds>{SECONDS}</TotalTimeSeconds><DistanceMeters>10000</DistanceMeters><Track>\n"
    );
    for second in 0..SECONDS {
        let (latitude, time) = (50.0 + second as f64 * 0.000_025, moment(start + second));
        let metres = second as f64 * 10_000.0 / SECONDS as f64;
        writeln!(
            text,
            "<Trackpoint><Time>{time}</Time><Position><LatitudeDegrees>{latitude:.7}</LatitudeDegrees><LongitudeDegrees>8\
             </LongitudeDegrees></Position><DistanceMeters>{metres:.1}</DistanceMeters><HeartRateBpm><Value>150</Value>\
             </HeartRateBpm></Trackpoint>"
        )
        .unwrap();
    }
    text.push_str("</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n");
    text.into_bytes()
}

/// Writes the recordings. Returns their bytes in all.
fn recordings(folder: &Path) -> u64 {
    (0..FILES)
        .map(|n| {
            let start = FIRST + n * 86_400;
            let (ending, bytes) = match n % 5 {
                0 | 1 => ("fit", fit(start)),
                2 => ("fit.gz", packed(&fit(start))),
                3 => ("gpx", gpx(start)),
                _ => ("tcx", tcx(start)),
            };
            fs::write(folder.join(format!("{n:04}.{ending}")), &bytes).unwrap();
            bytes.len() as u64
        })
        .sum()
}

/// A list of runs, the last ones in 2025: with their hour, so many a day, or all on one day without it.
fn list(rows: i64, a_day: Option<i64>) -> String {
    let mut text = String::from("date,distance_km,duration\n");
    for n in 0..rows {
        let at = a_day.map_or(FIRST, |many| FIRST - (rows - n) * (86_400 / many));
        let at = DateTime::<Utc>::from_timestamp(at, 0).unwrap();
        let date = at.format(if a_day.is_some() { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d" });
        let (far, long) = (3_000 + n % 9_001, 1_200 + n * 13 % 3_600);
        writeln!(
            text,
            "{date},{}.{:03},{}:{:02}:{:02}",
            far / 1000,
            far % 1000,
            long / 3600,
            long / 60 % 60,
            long % 60
        )
        .unwrap();
    }
    text
}

/// Runs the program. Returns what it said, how long it took, and its peak memory in MB.
fn timed(journal: &Path, args: &[&str]) -> (serde_json::Value, f64, f64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twinge"));
    command
        .env_clear()
        .env("TWINGE_FILE", journal)
        .env("TWINGE_STATE", journal.with_file_name("state"))
        .env("TZ", "UTC")
        .args(args);
    // into a file: nobody reads a pipe while the memory is watched
    let answer = journal.with_file_name("answer.json");
    let began = Instant::now();
    let mut child = command.stdout(fs::File::create(&answer).unwrap()).stderr(Stdio::null()).spawn().unwrap();
    let (status, mut peak) = (format!("/proc/{}/status", child.id()), 0.0f64);
    let took = loop {
        if child.try_wait().unwrap().is_some() {
            break began.elapsed().as_secs_f64();
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    (serde_json::from_slice(&fs::read(answer).unwrap()).unwrap(), took, peak)
}

/// Brings in what there is, twice.
fn first_and_again(journal: &Path, from: &Path, many: i64, what: &str) {
    for (name, new) in [("import", many), ("import again", 0)] {
        let (answer, took, peak) = timed(journal, &["import", from.to_str().unwrap(), "--surface", "road", "--json"]);
        assert_eq!(answer["new"], new, "{}", answer["files"][0]["reason"]);
        println!("{name:<14} {:>6.0} {what}/s  {took:>6.2} s  peak {peak:>5.1} MB", many as f64 / took);
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (files, journal) = (folder.path().join("files"), folder.path().join("journal.json"));
    fs::create_dir(&files).unwrap();
    let bytes = recordings(&files);
    println!("{FILES} recordings, {:.0} MB", bytes as f64 / 1e6);
    first_and_again(&journal, &files, FILES, "files");
    for (name, rows, a_day) in [("long.csv", ROWS, Some(12)), ("day.csv", ROWS_OF_A_DAY, None)] {
        let (file, journal) = (folder.path().join(name), folder.path().join(name).with_extension("json"));
        fs::write(&file, list(rows, a_day)).unwrap();
        println!("{rows} rows, {}", if a_day.is_some() { "12 a day" } else { "all on one day" });
        first_and_again(&journal, &file, rows, "rows");
    }
}
