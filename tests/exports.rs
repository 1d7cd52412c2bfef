//! The archives and lists that people hold against what is true of them, where `TWINGE_EXPORTS` names their folder; that
//! beside it, `exports-new`, is read too. A few small ones lie in `tests/data/exports` and are always read.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde_json::Value;

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
