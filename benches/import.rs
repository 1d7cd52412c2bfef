//! Importing 1,000 recordings in one change: files read, decoded and planned, and the one save.
//!
//! `cargo bench --bench import`. Files are invented tracks of half an hour, a point every five seconds.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a bench that cannot run should stop

use chrono::{DateTime, Duration, FixedOffset, MappedLocalTime, NaiveDateTime, Utc};
use divan::Bencher;
use twinge::domain::day::{At, Clock};
use twinge::domain::id::Id;
use twinge::formats::import::Options;
use twinge::formats::import::plan::{How, plan};
use twinge::store::{Store, import};

const FILES: usize = 1000;

fn main() {
    divan::main();
}

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

/// A track of half an hour.
fn track(start: DateTime<Utc>) -> String {
    let point = |n: i32| {
        let time = (start + Duration::seconds(i64::from(n) * 5)).format("%FT%TZ");
        format!("<trkpt lat=\"{:.6}\" lon=\"5.0\"><time>{time}</time></trkpt>", 52.0 + f64::from(n) * 0.000_13)
    };
    let points: String = (0..=360).map(point).collect();
    format!("<gpx version=\"1.1\"><trk><type>running</type><trkseg>{points}</trkseg></trk></gpx>")
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn a_thousand_files_in_one_commit(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let first: DateTime<Utc> = "2023-01-01T07:00:00Z".parse().unwrap();
    for day in 0..FILES {
        let start = first + Duration::days(i64::try_from(day).unwrap());
        std::fs::write(folder.path().join(format!("{day:04}.gpx")), track(start)).unwrap();
    }
    let now = At::parse("2026-11-23T10:00:00+01:00").unwrap();
    let paths = [folder.path().to_owned()];
    bencher.with_inputs(|| tempfile::tempdir().unwrap()).bench_values(|home| {
        let store = Store::at(home.path().join("journal.json"));
        let files = import::read(&paths, &Options::default(), &mut |_| true).unwrap();
        let clock = Clock { now, offset: &offset };
        let id = Id(uuid::Uuid::from_u128(1 << 80));
        let how = How { surface: None, all: false, separate: false, clock, id };
        let (journal, _, ()) = store
            .commit(now, |journal| {
                let change = plan(&files, journal, &how).change();
                change.map_or(Ok(()), |change| journal.make(change, now))
            })
            .unwrap();
        assert_eq!(journal.runs.len(), FILES);
    });
}
