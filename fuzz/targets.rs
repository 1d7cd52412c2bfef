//! What is fuzzed, one function a reader: bytes in, and a panic where a promise is broken. The fuzzer (`fuzz_targets/`)
//! and an ordinary test (`tests/fuzz.rs`, which replays the seeds) both run these.

use std::fmt::Write;
use std::io::Cursor;

use twinge::domain::day::{At, Clock, Hour};
use twinge::domain::settings::Units;
use twinge::domain::units;
use twinge::domain::when::{Lean, When};
use twinge::formats::{demo_json, drafts_json, journal_json};
use twinge::import::activity::Decoded;
use twinge::import::csv::ReadOptions;
use twinge::import::{self, apple, fit, gpx, gzip, tcx};
use twinge::tui::{Replay, ReplayStart};
use twinge::world::World;

/// The present moment of everything here.
const NOW: &str = "2026-11-23T08:10:00+01:00";

/// Every target by name: the name of its file in `fuzz_targets/` and of its folder in `seeds/`.
pub const ALL: &[(&str, fn(&[u8]))] = &[
    ("journal", journal),
    ("drafts", drafts),
    ("fit", fit),
    ("gpx", gpx),
    ("tcx", tcx),
    ("health", health),
    ("list", list),
    ("zip", zip),
    ("when", when),
    ("quantities", quantities),
    ("commands", commands),
    ("keys", keys),
];

fn now() -> At {
    At::parse(NOW).expect("a moment")
}

/// A journal that is read is written and read again as the same.
pub fn journal(bytes: &[u8]) {
    let Ok(journal) = journal_json::read(bytes) else { return };
    let written = journal_json::write(&journal);
    let again = journal_json::read(&written).expect("what was written is read");
    assert_eq!(journal_json::write(&again), written, "a journal changed by being read");
}

/// Drafts that are read are written and read again as the same.
pub fn drafts(bytes: &[u8]) {
    if let Ok(drafts) = drafts_json::read(bytes) {
        assert_eq!(drafts_json::read(&drafts_json::write(&drafts)), Ok(drafts));
    }
}

/// No recording holds what no run can.
fn bounded(decoded: &Decoded) {
    for run in &decoded.activities {
        let whole = [run.distance_m, run.timer_s, run.elapsed_s];
        assert!(whole.iter().flatten().all(|value| *value < u32::MAX), "{run:?}");
    }
}

/// A FIT recording, also a damaged one.
pub fn fit(bytes: &[u8]) {
    let _ = fit::read(bytes).map(|decoded| bounded(&decoded));
}

/// A GPX recording.
pub fn gpx(bytes: &[u8]) {
    let _ = gpx::read(bytes).map(|decoded| bounded(&decoded));
}

/// A TCX recording.
pub fn tcx(bytes: &[u8]) {
    let _ = tcx::read(bytes).map(|decoded| bounded(&decoded));
}

/// Apple Health's export.
pub fn health(bytes: &[u8]) {
    let _ = apple::read(Cursor::new(bytes)).map(|decoded| bounded(&decoded));
}

/// A file of any kind as its first bytes tell it, and a list of any.
pub fn list(bytes: &[u8]) {
    if let Some(importer) = import::sniff(bytes) {
        let _ = importer.decode(bytes, &ReadOptions::default());
    }
    let _ = import::read_list(bytes, &ReadOptions::default());
}

/// An archive, and a compressed file.
pub fn zip(bytes: &[u8]) {
    use std::io::Write as _;
    let _ = gzip::gunzip(bytes);
    let Ok(mut file) = tempfile::Builder::new().suffix(".zip").tempfile() else { return };
    if file.write_all(bytes).is_ok() {
        let _ = twinge::store::import::read(&[file.path().to_owned()], &ReadOptions::default(), &mut |_| true);
    }
}

/// A date that is read is a date, and reads the same again.
pub fn when(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let offset = World::fixed(now().0).offset;
    let clock = Clock { now: now(), offset: &offset };
    for lean in [Lean::Past, Lean::Future] {
        if let Ok(when) = When::read_leaning(&text, clock, Hour::full(4), lean) {
            assert_eq!(When::read_leaning(&text, clock, Hour::full(4), lean).ok(), Some(when));
        }
    }
}

/// A distance or duration that is read lies within its bounds, and what is said of it reads back as the same.
pub fn quantities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for unit in [Units::Km, Units::Mi] {
        if let Ok(metres) = units::read_distance(&text, unit) {
            assert!((100..=1_000_000).contains(&metres), "{text:?} is {metres} m");
            assert_eq!(units::read_distance(&units::exact_distance(metres, unit), unit).ok(), Some(metres), "{text:?}");
        }
    }
    if let Ok(seconds) = units::read_duration(&text) {
        assert!((1..=360_000).contains(&seconds), "{text:?} is {seconds} s");
        assert_eq!(units::read_duration(&units::duration(seconds)).ok(), Some(seconds), "{text:?}");
    }
    let _ = units::read_minutes(&text, 600);
    let _ = units::split_parts(&text);
}

/// A command line on the demo, which no disk knows: words between line ends. Words that name files are left out.
pub fn commands(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let words = text.split('\n').filter(|word| !word.contains(['/', '\\', '\0']));
    let files = ["-o", "--output", "--file", "export", "import", "demo"];
    let words: Vec<&str> = words.filter(|word| !files.iter().any(|file| word.starts_with(file))).collect();
    let mut world = World::fixed(now().0);
    world.is_terminal = false;
    let args = ["twinge", "--demo"].into_iter().chain(words).map(Into::into);
    let _ = twinge::run(args, world);
}

/// Keys, pastes, clicks, waits and sizes, a byte each, on the demo's screen.
pub fn keys(bytes: &[u8]) {
    const NAMED: &[&str] = &[
        "<enter>",
        "<esc>",
        "<tab>",
        "<backtab>",
        "<up>",
        "<down>",
        "<left>",
        "<right>",
        "<home>",
        "<end>",
        "<pgup>",
        "<pgdn>",
        "<backspace>",
        "<del>",
        "<ctrl-u>",
        "<ctrl-r>",
        "<ctrl-c>",
        "<wait>",
        "<wait:2s>",
        "<focus>",
        "<paste:pain 4>",
        "<paste:ü\u{202e}>",
        "<click:3,1>",
        "<click:20,10>",
        "<resize:40x12>",
        "<resize:80x24>",
        "<resize:0x0>",
        "<resize:120x40>",
    ];
    let mut script = String::new();
    for byte in bytes {
        let done = match byte {
            b'<' => write!(script, "<lt>"),
            b' '..=b'~' => write!(script, "{}", char::from(*byte)),
            other => write!(script, "{}", NAMED[usize::from(*other) % NAMED.len()]),
        };
        done.expect("a text takes all");
    }
    let Ok(journal) = demo_json::demo(now().day(Hour::full(4))) else { return };
    let mut replay =
        Replay::new(ReplayStart { journal, demo: true, ..ReplayStart::default() }, World::fixed(now().0), 80, 24);
    assert!(replay.play(&script), "no script: {script}");
    let _ = replay.frame();
}
