//! Real recordings against what independent decoders made of them, where `TWINGE_ACTIVITIES` names their folder.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use twinge::import::activity::{Activity, Decoded, Sport, StartTime, Unreadable};
use twinge::import::{apple, fit, gpx, gzip, tcx};

/// How many damaged copies of each file are read; 300 found nothing either.
const ROUNDS: usize = 30;

/// The folder of real files, where there is one.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("TWINGE_ACTIVITIES").map(PathBuf::from).filter(|folder| folder.is_dir());
    if folder.is_none() {
        println!("skipped: TWINGE_ACTIVITIES names no folder of real files");
    }
    folder
}

fn read(format: &str, bytes: &[u8]) -> Result<Decoded, Unreadable> {
    match format.strip_suffix(".gz") {
        Some(format) => read(format, &gzip::gunzip(bytes)?),
        None => match format {
            "fit" => fit::read(bytes),
            "gpx" => gpx::read(bytes),
            "tcx" => tcx::read(bytes),
            _ => apple::read(bytes),
        },
    }
}

/// What of a run lies outside of what it may be.
fn misses(run: &Activity, truth: &Value) -> Vec<String> {
    let mut misses = Vec::new();
    let mut range = |name: &str, value: Option<u32>| {
        let [least, most] =
            ["min", "max"].map(|end| truth[format!("{}_{end}", name.split('_').next().unwrap())].as_f64());
        if let (Some(least), Some(most)) = (least, most)
            && !value.is_some_and(|value| (least - 0.5..=most + 0.5).contains(&f64::from(value)))
        {
            misses.push(format!("{name} {value:?}, not {least} to {most}"));
        }
    };
    range("distance_m", run.distance_m);
    range("timer_s", run.timer_s);
    range("elapsed_s", run.elapsed_s);
    if let Some(hr) = truth["avg_hr"].as_f64() {
        let slack = truth["avg_hr_tol"].as_f64().unwrap_or(2.0);
        if !run.average_hr.is_some_and(|own| (f64::from(own) - hr).abs() <= slack + 0.5) {
            misses.push(format!("heart rate {:?}, not {hr}", run.average_hr));
        }
    }
    let (utc, local) = match run.start {
        StartTime::At(at) => (Some(at.0.naive_utc()), Some(at.local())),
        StartTime::Utc(at) => (Some(at.naive_utc()), None),
        StartTime::Local(local) => (None, Some(local)),
        StartTime::Day(_) | StartTime::Unknown => (None, None),
    };
    let slack = truth["start_tol_s"].as_i64().unwrap_or(1);
    let told = |name: &str| {
        truth[name].as_str().map(|text| text.trim_end_matches('Z').parse::<chrono::NaiveDateTime>().unwrap())
    };
    if let Some(start) = told("start_utc")
        && utc.is_none_or(|own| (own - start).num_seconds().abs() > slack)
    {
        misses.push(format!("start {:?}, not {start} UTC", run.start));
    }
    // the hour in a zone that is named comes from the system's tables: `tests/cli/import.rs` looks at it
    if let Some(start) = told("start_local")
        && run.zone.is_none()
        && !local.is_some_and(|own| [0, 3600].contains(&(own - start).num_seconds().abs()))
    {
        misses.push(format!("start {:?}, not {start} there", run.start));
    }
    let sort = truth["sub_sport"].as_str();
    if sort.is_some() && run.sub_sport.as_deref() != sort {
        misses.push(format!("{:?}, not {sort:?}", run.sub_sport));
    }
    misses
}

#[test]
fn every_real_recording_is_read_as_independent_decoders_read_it_or_refused_with_a_reason() {
    let Some(folder) = folder() else { return };
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in truth["files"].as_array().unwrap() {
        let (name, format) = (file["file"].as_str().unwrap(), file["format"].as_str().unwrap());
        if format.ends_with("csv") {
            continue;
        }
        count += 1;
        let began = Instant::now();
        let decoded = read(format, &std::fs::read(folder.join(name)).unwrap());
        if began.elapsed() > Duration::from_secs(20) {
            wrong.push(format!("{name}: took {:?}", began.elapsed()));
        }
        println!(
            "{name}: {}",
            match &decoded {
                Ok(decoded) => decoded.warnings.join(" "),
                Err(error) => error.to_string(),
            }
        );
        let mut fail = |message: String| wrong.push(format!("{name}: {message}"));
        match (file["expect"].as_str().unwrap(), decoded) {
            ("import" | "warn" | "ask-sport" | "import-or-reject", Ok(decoded)) => {
                let runs: Vec<&Activity> =
                    decoded.activities.iter().filter(|one| !matches!(one.sport, Sport::Other(_))).collect();
                let truths = file["runs"].as_array().unwrap();
                if runs.len() != truths.len() {
                    fail(format!("{} runs, not {}", runs.len(), truths.len()));
                }
                for (run, truth) in runs.iter().zip(truths) {
                    misses(run, truth).into_iter().for_each(&mut fail);
                }
                let others = decoded.activities.len() - runs.len();
                let told = file["skipped"].as_array().unwrap().len();
                if others != told {
                    fail(format!("{others} others, not {told}"));
                }
                if file["expect"] == "warn" && decoded.warnings.is_empty() {
                    fail("not a word about the damage".into());
                }
            }
            ("skip-not-a-run", Ok(decoded)) => {
                if decoded.activities.iter().any(|one| !matches!(one.sport, Sport::Other(_))) {
                    fail(format!("{decoded:?}"));
                }
            }
            ("no-harm", _) | ("reject", Err(_)) => {}
            (expect, decoded) => fail(format!("{expect}, but {decoded:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 30, "only {count} recordings in {}", folder.display());
}

#[test]
fn no_damage_to_a_real_recording_makes_a_reader_panic_or_dawdle() {
    let Some(folder) = folder() else { return };
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    // a fixed sequence of damage, so that a failure comes again
    let mut seed = 0x2545_f491_4f6c_dd1du64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for file in truth["files"].as_array().unwrap() {
        let (name, format) = (file["file"].as_str().unwrap(), file["format"].as_str().unwrap());
        let bytes = std::fs::read(folder.join(name)).unwrap();
        if format.ends_with("csv") || bytes.is_empty() || bytes.len() > 40_000 {
            continue;
        }
        for _ in 0..ROUNDS {
            let mut damaged = bytes.clone();
            for _ in 0..=next(5) {
                let place = next(damaged.len());
                damaged[place] = next(256) as u8;
            }
            if next(3) == 0 {
                damaged.truncate(next(damaged.len()));
            }
            let began = Instant::now();
            let _ = read(format, &damaged);
            assert!(began.elapsed() < Duration::from_secs(20), "{name} took {:?}", began.elapsed());
        }
    }
}
