//! The program on a real terminal beside a bare ratatui program, timed from outside: start, a key, a save, memory, the
//! end, and nothing at all while nothing happens.
//!
//! `cargo bench --bench terminal [ENTRIES …]`. Floors: `bare` moves a cursor in a list of nothing, `bare PATH` first
//! reads the same journal into plain structs (`tests/support/bare.rs`). Rounds take turns, so that a busy machine is
//! as unfair to one as to the other; medians are shown. A frame is over when the cursor is hidden, its last bytes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)] // a bench that cannot run should stop

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

#[path = "../tests/support/invented.rs"]
mod invented;
#[path = "../tests/support/plain.rs"]
mod plain;

/// A day later than the newest invented entry would be another Today.
const NOW: &str = "2026-11-22T23:30:00+01:00";
const FRAME_ENDS: &[u8] = b"\x1b[?25l";
const PATIENCE: Duration = Duration::from_secs(20);
/// Starts of each program for each length.
const STARTS: usize = 15;
/// Keys in each tab.
const KEYS: usize = 200;
/// Saves for each length.
const SAVES: usize = 9;

/// A program on a terminal of 120 by 40.
struct Terminal {
    _master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    chunks: Receiver<(Instant, Vec<u8>)>,
    begun: Instant,
    /// What has come since the last key, and when its last part came.
    seen: Vec<u8>,
    last: Instant,
    /// How much of it was waited for already.
    past: usize,
}

impl Terminal {
    fn start(mut command: CommandBuilder) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        let (send, chunks) = channel();
        let mut reader = pair.master.try_clone_reader().unwrap();
        std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if send.send((Instant::now(), bytes[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let writer = pair.master.take_writer().unwrap();
        Self { _master: pair.master, writer, child, chunks, begun, seen: Vec::new(), last: begun, past: 0 }
    }

    /// Waits until these bytes have come since the last key, after those waited for before. Returns how long it took, in ms.
    fn until(&mut self, wanted: &[u8]) -> f64 {
        loop {
            if let Some(at) = self.seen[self.past..].windows(wanted.len()).position(|part| part == wanted) {
                self.past += at + wanted.len();
                return ms(self.last - self.begun);
            }
            let Ok((at, bytes)) = self.chunks.recv_timeout(PATIENCE) else {
                let seen = String::from_utf8_lossy(&self.seen).into_owned();
                unreachable!("waited in vain for {:?}; seen: {seen:?}", String::from_utf8_lossy(wanted));
            };
            self.seen.extend(bytes);
            self.last = at;
        }
    }

    /// Waits until nothing has come for a while.
    fn settle(&mut self, quiet: Duration) -> usize {
        let mut bytes = 0;
        while let Ok((_, more)) = self.chunks.recv_timeout(quiet) {
            bytes += more.len();
        }
        bytes
    }

    /// Waits for the first whole frame: its last row, and its end.
    fn first_frame(&mut self) -> f64 {
        self.until(b"quit");
        self.until(FRAME_ENDS)
    }

    fn key(&mut self, keys: &[u8]) -> &mut Self {
        self.seen.clear();
        self.past = 0;
        self.begun = Instant::now();
        self.writer.write_all(keys).unwrap();
        self.writer.flush().unwrap();
        self
    }

    fn status(&self, name: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.process_id().unwrap())).unwrap();
        number(&status, name)
    }

    /// Context switches of all its threads so far.
    fn switches(&self) -> f64 {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id().unwrap())).unwrap();
        let status = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("status")).unwrap();
        tasks.map(|task| status(task.unwrap())).map(|text| number(&text, "voluntary") + number(&text, "nonvolun")).sum()
    }

    /// Quits. Returns how long that took, in ms.
    fn quit(mut self) -> f64 {
        self.key(b"q");
        let _ = self.child.wait().unwrap();
        ms(self.begun.elapsed())
    }
}

fn number(status: &str, name: &str) -> f64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or("0");
    line.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0.0)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn part(mut of: Vec<f64>, percent: usize) -> f64 {
    of.sort_by(f64::total_cmp);
    of[(of.len() * percent / 100).min(of.len() - 1)]
}

fn median(of: Vec<f64>) -> f64 {
    part(of, 50)
}

/// The programs under test.
struct Programs {
    bare: PathBuf,
}

impl Programs {
    fn build() -> Self {
        let cargo = std::env::var("CARGO").unwrap_or("cargo".into());
        let root = env!("CARGO_MANIFEST_DIR");
        let built = Command::new(cargo).args(["build", "--release", "--example", "bare"]).current_dir(root).status();
        assert!(built.unwrap().success());
        let twinge = Path::new(env!("CARGO_BIN_EXE_twinge"));
        Self { bare: twinge.with_file_name("examples").join("bare") }
    }

    fn bare(&self, path: Option<&Path>) -> Terminal {
        let mut command = CommandBuilder::new(&self.bare);
        command.args(path);
        Terminal::start(command)
    }

    fn twinge(&self, path: &Path) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_twinge"));
        command.env("TWINGE_FILE", path);
        command.env("TWINGE_STATE", path.with_file_name("state"));
        command.args(["--clock", NOW]);
        Terminal::start(command)
    }
}

/// Start, memory and end of a program.
#[derive(Default)]
struct Lives {
    start: Vec<f64>,
    rss: Vec<f64>,
    peak: Vec<f64>,
    end: Vec<f64>,
}

impl Lives {
    fn live(&mut self, mut terminal: Terminal) {
        self.start.push(terminal.first_frame());
        terminal.settle(Duration::from_millis(20));
        self.rss.push(terminal.status("VmRSS") / 1024.0);
        self.peak.push(terminal.status("VmHWM") / 1024.0);
        self.end.push(terminal.quit());
    }

    fn say(self, name: &str) {
        let [start, rss, peak, end] = [self.start, self.rss, self.peak, self.end].map(median);
        println!("  {name:<22} start {start:7.2} ms   RSS {rss:6.1} MB (peak {peak:6.1})   end {end:6.2} ms");
    }
}

/// Times keys that take turns, down and up within what is shown.
fn keys(terminal: &mut Terminal, times: &mut Vec<f64>, bytes: &mut Vec<f64>, count: usize) {
    for i in 0..count {
        let key = if i / 4 % 2 == 0 { b"j" } else { b"k" };
        times.push(terminal.key(key).until(FRAME_ENDS));
        bytes.push(terminal.seen.len() as f64);
    }
}

fn time_keys(programs: &Programs, path: &Path) {
    let (mut bare, mut twinge) = (programs.bare(None), programs.twinge(path));
    bare.first_frame();
    twinge.first_frame();
    for (tab, name) in [(b"0", "Today"), (b"4", "Surface"), (b"6", "Pain"), (b"7", "Runs")] {
        twinge.key(tab).settle(Duration::from_millis(50));
        let [mut floor, mut ours, mut floor_bytes, mut our_bytes] = [const { Vec::new() }; 4];
        for _ in 0..KEYS / 8 {
            keys(&mut bare, &mut floor, &mut floor_bytes, 8);
            keys(&mut twinge, &mut ours, &mut our_bytes, 8);
        }
        let (floor50, ours50) = (median(floor.clone()), median(ours.clone()));
        let (floor99, ours99) = (part(floor, 99), part(ours, 99));
        println!(
            "  key in {name:<12} p50 {ours50:.3} ms = {:.2} of bare's {floor50:.3}   p99 {ours99:.3} (bare {floor99:.3})   {:.0} bytes (bare {:.0})",
            ours50 / floor50,
            median(our_bytes),
            median(floor_bytes)
        );
    }
}

fn time_saves(programs: &Programs, path: &Path) {
    let mut twinge = programs.twinge(path);
    twinge.first_frame();
    twinge.key(b"6").settle(Duration::from_millis(100));
    let [mut prompt, mut screen, mut durable, mut floor, mut keys_meanwhile] = [const { Vec::new() }; 5];
    let beside = path.with_extension("floor.json");
    for _ in 0..SAVES {
        prompt.push(twinge.key(b"p").until(FRAME_ENDS));
        twinge.key(b"4");
        screen.push(twinge.until(FRAME_ENDS));
        durable.push(twinge.until(b"Saved"));
        twinge.settle(Duration::from_millis(60));
        let bytes = std::fs::read(path).unwrap();
        let journal: plain::Plain = serde_json::from_slice(&bytes).unwrap();
        let begun = Instant::now();
        plain::save(&beside, &serde_json::to_vec(&journal).unwrap()).unwrap();
        floor.push(ms(begun.elapsed()));
        // keys while it saves
        twinge.key(b"p").until(FRAME_ENDS);
        twinge.key(b"5").until(FRAME_ENDS);
        for _ in 0..2 {
            keys_meanwhile.push(twinge.key(b"j").until(FRAME_ENDS));
            keys_meanwhile.push(twinge.key(b"k").until(FRAME_ENDS));
        }
        twinge.settle(Duration::from_millis(800));
    }
    let (rss, peak) = (twinge.status("VmRSS") / 1024.0, twinge.status("VmHWM") / 1024.0);
    let [prompt, screen, durable, floor, meanwhile] = [prompt, screen, durable, floor, keys_meanwhile].map(median);
    println!(
        "  save: on the screen {screen:.3} ms (p itself {prompt:.3})   on the disk {durable:.1} ms (bare save {floor:.1})   keys meanwhile {meanwhile:.3} ms   RSS after {rss:.1} MB (peak {peak:.1})"
    );
    twinge.quit();
}

fn watch_idle(programs: &Programs, path: &Path) {
    let mut twinge = programs.twinge(path);
    twinge.first_frame();
    twinge.settle(Duration::from_millis(500));
    let before = twinge.switches();
    let bytes = twinge.settle(Duration::from_secs(5));
    println!("  idle for 5 s: {bytes} bytes, {} context switches", twinge.switches() - before);
    twinge.quit();
}

fn main() {
    let programs = Programs::build();
    let wanted: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let lengths = if wanted.is_empty() { vec![100, 2_500, 25_000, 100_000] } else { wanted };
    let size = std::fs::metadata(env!("CARGO_BIN_EXE_twinge")).unwrap().len();
    println!(
        "binary: {:.2} MB (bare {:.2})",
        size as f64 / 1e6,
        std::fs::metadata(&programs.bare).unwrap().len() as f64 / 1e6
    );
    for entries in lengths {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.json");
        let bytes = invented::bytes(1, entries);
        std::fs::write(&path, &bytes).unwrap();
        println!("{entries} entries, {:.2} MB", bytes.len() as f64 / 1e6);
        let [mut empty, mut loaded, mut ours] = [const { None::<Lives> }; 3].map(Option::unwrap_or_default);
        for _ in 0..STARTS {
            empty.live(programs.bare(None));
            loaded.live(programs.bare(Some(&path)));
            ours.live(programs.twinge(&path));
        }
        let of = |lives: &Lives| median(lives.start.clone());
        let (empty_start, loaded_start, our_start) = (of(&empty), of(&loaded), of(&ours));
        empty.say("bare");
        loaded.say("bare with the journal");
        ours.say("twinge");
        println!(
            "  start: {:.2} of bare, {:.2} of bare with the journal",
            our_start / empty_start,
            our_start / loaded_start
        );
        time_keys(&programs, &path);
        time_saves(&programs, &path);
        if entries == 25_000 {
            watch_idle(&programs, &path);
        }
    }
}
