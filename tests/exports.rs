//! The archives and lists that people hold against what is true of them, where `TWINGE_EXPORTS` names their folder; that
//! beside it, `exports-new`, is read too. A few small ones lie in `tests/data/exports` and are always read.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Value;
use twinge::domain::day::{At, Clock};
use twinge::domain::id::Id;
use twinge::domain::journal::Journal;
use twinge::import::FileContent;
use twinge::import::csv::ReadOptions;
use twinge::import::plan::{How, plan};
use twinge::import::rows::Came;
use twinge::store::import::read;

/// The clock of every import here.
const NOW: &str = "2026-11-23T10:00:00+01:00";

/// What `twinge import FILE --dry-run --json` says where the computer stands in Vienna.
fn report(file: &Path) -> Value {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("twinge"));
    command.env_clear().env("TZ", "Europe/Vienna").env("TWINGE_FILE", home.path().join("journal.json"));
    command.env("TWINGE_STATE", home.path().join("state"));
    let output = command.args(["--clock", NOW, "import", "--dry-run", "--json"]).arg(file).output().unwrap();
    let report = serde_json::from_slice(&output.stdout);
    assert!(report.is_ok(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stderr));
    report.unwrap()
}

/// The offset that Vienna has at a moment, minutes.
fn vienna(at: NaiveDateTime) -> i64 {
    let text = std::fs::read("/usr/share/zoneinfo/Europe/Vienna").unwrap();
    let zone = tz::TimeZone::from_tz_data(&text).unwrap();
    i64::from(zone.find_local_time_type(at.and_utc().timestamp()).unwrap().ut_offset()) / 60
}

/// What of a run is not as it was.
fn misses(run: &Value, truth: &Value) -> Vec<String> {
    let mut misses = Vec::new();
    let at = DateTime::parse_from_rfc3339(run["start"].as_str().unwrap_or_default());
    let Ok(at) = at else { return vec![format!("start {}", run["start"])] };
    let said = truth["start_local"].as_str().unwrap();
    let near = |own: NaiveDateTime, text: &str| (own - text.parse::<NaiveDateTime>().unwrap()).num_seconds().abs() <= 2;
    let is = match (said.strip_suffix('Z'), said.parse::<NaiveDate>()) {
        (Some(instant), _) => near(at.naive_utc(), instant),
        (None, Ok(day)) => at.date_naive() == day,
        (None, Err(_)) => near(at.naive_local(), said),
    };
    if !is {
        misses.push(format!("starts {at}, not {said}"));
    }
    let offset = i64::from(at.offset().local_minus_utc()) / 60;
    let expected = match &truth["utc_offset_min"] {
        Value::Number(minutes) => minutes.as_i64(),
        Value::String(word) if word == "unknown" => Some(vienna(at.naive_utc())),
        _ => None,
    };
    if expected.is_some_and(|expected| expected != offset) {
        misses.push(format!("offset {offset} min, not {expected:?}"));
    }
    let metres = truth["distance_m"].as_f64().unwrap();
    let slack = metres * truth["distance_tol"].as_f64().unwrap() + 1.0;
    if !run["distance_m"].as_f64().is_some_and(|own| (own - metres).abs() <= slack) {
        misses.push(format!("{} m, not {metres}", run["distance_m"]));
    }
    let seconds = truth["timer_s"].as_f64().unwrap();
    if !run["duration_s"]
        .as_f64()
        .is_some_and(|own| (own - seconds).abs() <= truth["timer_tol"].as_f64().unwrap() + 0.5)
    {
        misses.push(format!("{} s, not {seconds}", run["duration_s"]));
    }
    if let (Some(most), Some(own)) = (truth["elapsed_max_s"].as_f64(), run["elapsed_s"].as_f64())
        && own > most
    {
        misses.push(format!("elapsed {own} s, over {most}"));
    }
    if truth["surface"].is_string() && run["surface"] != truth["surface"] {
        misses.push(format!("on {}, not {}", run["surface"], truth["surface"]));
    }
    misses
}

/// What is wrong with each file of a folder, and how many there are.
fn wrong(folder: &Path) -> (Vec<String>, usize) {
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    let files = truth["files"].as_array().unwrap();
    let mut wrong = Vec::new();
    for file in files {
        let name = file["file"].as_str().unwrap();
        let report = report(&folder.join(name));
        let mut runs: Vec<&Value> =
            report["files"].as_array().unwrap().iter().flat_map(|one| one["runs"].as_array().unwrap()).collect();
        runs.retain(|run| run["outcome"] == "new");
        runs.sort_by_key(|run| DateTime::parse_from_rfc3339(run["start"].as_str().unwrap()).unwrap());
        let truths = file["runs"].as_array().unwrap();
        let mut misses_of_file: Vec<String> = Vec::new();
        if runs.len() != truths.len() {
            misses_of_file.push(format!("{} runs, not {}", runs.len(), truths.len()));
        }
        for (run, truth) in runs.iter().zip(truths) {
            misses_of_file.extend(misses(run, truth));
        }
        let reasons = report["files"].as_array().unwrap().iter().filter_map(|one| one["reason"].as_str());
        let reasons: Vec<&str> = reasons.collect();
        if file["expect"] == "refuse" && reasons.is_empty() {
            misses_of_file.push("not a word of a reason".into());
        }
        println!("{} {name}: {}", file["kind"].as_str().unwrap_or_default(), reasons.join(" | "));
        if !misses_of_file.is_empty() {
            wrong.push(format!("{name}: {}", misses_of_file.join("; ")));
        }
    }
    (wrong, files.len())
}

#[test]
fn every_export_that_people_hold_comes_in_as_it_was_or_is_refused_with_a_reason() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exports");
    let named = std::env::var_os("TWINGE_EXPORTS").map(PathBuf::from).filter(|folder| folder.is_dir());
    if named.is_none() {
        println!("skipped but for the small ones: TWINGE_EXPORTS names no folder of exports");
    }
    let beside = named.as_ref().map(|folder| folder.with_file_name("exports-new")).filter(|folder| folder.is_dir());
    let (mut all, mut summary) = (Vec::new(), Vec::new());
    for folder in [Some(own), named, beside].into_iter().flatten().filter(|folder| folder.is_dir()) {
        let (wrong, count) = wrong(&folder);
        summary.push(format!("{}: {} of {count}", folder.display(), count - wrong.len()));
        all.extend(wrong);
    }
    println!("{}", summary.join("\n"));
    assert!(all.is_empty(), "{}\n{}", summary.join("\n"), all.join("\n"));
}

/// How many damaged copies of each file are read, unless `TWINGE_ROUNDS` says how many; 340 found nothing either.
const ROUNDS: usize = 4;

/// A fixed sequence of numbers, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// Bytes changed, cut, doubled, and numbers made long, as damage and bad programs do.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            let place = self.below(bytes.len());
            match self.below(8) {
                _ if bytes.is_empty() => return,
                0 => bytes.truncate(place),
                1 => {
                    let part = bytes[place..(place + self.below(200)).min(bytes.len())].to_vec();
                    bytes.splice(place..place, part);
                }
                2 => drop(bytes.splice(place..place, *b"99999999")),
                3 => drop(bytes.splice(place..place, *b"-")),
                4 => bytes[place] = b"\"'<>{}[],;:&\n\0"[self.below(14)],
                5 => drop(bytes.drain(place..(place + self.below(40)).min(bytes.len()))),
                _ => bytes[place] = self.below(256) as u8,
            }
        }
    }
}

/// A zip whose files are damaged, or the bytes themselves.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let inside = bytes.starts_with(b"PK") && dice.below(4) > 0;
    let Some(mut archive) = inside.then(|| zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap()) else {
        let mut bytes = bytes.to_vec();
        dice.damage(&mut bytes);
        return bytes;
    };
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut inner) = (entry.name().unwrap().into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut entry, &mut inner).unwrap();
        if dice.below(2) == 0 {
            inner = damaged(&inner, dice);
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut to, &inner).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn no_damage_to_an_export_stops_the_program_or_brings_in_what_nobody_runs() {
    let rounds = std::env::var_os("TWINGE_ROUNDS").and_then(|text| text.to_str()?.parse().ok()).unwrap_or(ROUNDS);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exports");
    let named = std::env::var_os("TWINGE_EXPORTS").map(PathBuf::from).filter(|folder| folder.is_dir());
    let beside = named.as_ref().map(|folder| folder.with_file_name("exports-new")).filter(|folder| folder.is_dir());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged");
    let offset = |_| chrono::MappedLocalTime::Single(chrono::FixedOffset::east_opt(3600).unwrap());
    let clock = Clock { now: At::parse(NOW).unwrap(), offset: &offset };
    let how = How { surface: None, all: false, separate: false, clock, id: Id(uuid::Uuid::from_u128(1)) };
    let (mut dice, mut slowest) = (Dice(0x2545_f491_4f6c_dd1d), (Duration::ZERO, String::new()));
    let folders = [Some(own), named, beside].into_iter().flatten();
    let mut files: Vec<PathBuf> =
        folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.ends_with("truth.json") && !file.ends_with("README.md"));
    files.sort();
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        for round in 0..rounds {
            std::fs::write(&path, damaged(&bytes, &mut dice)).unwrap();
            let began = Instant::now();
            let found = read(std::slice::from_ref(&path), &ReadOptions::default(), &mut |_| true).unwrap();
            let plan = plan(&found, &Journal::default(), &how);
            slowest = slowest.max((began.elapsed(), format!("{} {round}", file.display())));
            for look in found.iter().map(|file| &file.look) {
                assert!(
                    !matches!(look, FileContent::Failed(message) if message.contains("made the reader stop")),
                    "{file:?} {round}"
                );
            }
            for run in plan.rows.iter().filter(|row| row.came == Came::New).filter_map(|row| row.run()) {
                let (metres, seconds) = (run.distance_m.unwrap_or(0), run.duration_s.unwrap_or(0));
                let fast = metres >= 400 && seconds > 0 && f64::from(seconds) / f64::from(metres) < 0.13;
                let year = chrono::Datelike::year(&run.at.local());
                let sane = metres <= 300_000 && seconds <= 48 * 3600 && !fast && (1980..=2026).contains(&year);
                assert!(sane, "{} {round}: {run:?}", file.display());
            }
        }
    }
    println!("{} files, {rounds} rounds, the slowest {slowest:?}", files.len());
    assert!(slowest.0 < Duration::from_secs(10), "{slowest:?}");
}
