//! Frames and keys without a terminal: a first frame and one key in each tab, on journals of growing length.
//!
//! `cargo bench --bench screen`. What a line of 100,000 entries takes more than one of 100 is work that grows.

#![allow(clippy::unwrap_used)] // a bench that cannot run should stop

use chrono::DateTime;
use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use twinge::tui::{Replay, ReplayStart};
use twinge::world::World;

#[path = "../tests/support/invented.rs"]
mod invented;

const LENGTHS: [usize; 4] = [100, 2_500, 25_000, 100_000];
/// The screen of the bench of the terminal.
const SIZE: Rect = Rect { x: 0, y: 0, width: 120, height: 40 };

fn main() {
    divan::main();
}

fn world() -> World {
    let now = DateTime::parse_from_rfc3339("2026-11-22T23:30:00+01:00").unwrap();
    World::fixed(now)
}

fn screen(entries: usize) -> Replay {
    let start = ReplayStart { journal: invented::journal(1, entries), ..ReplayStart::default() };
    Replay::new(start, world(), SIZE.width, SIZE.height)
}

#[divan::bench(args = LENGTHS)]
fn first_frame(bencher: Bencher, entries: usize) {
    let screen = screen(entries);
    bencher.bench_local(|| black_box(screen.frame()));
}

/// A key, and its frame.
fn key(bencher: Bencher, entries: usize, tab: &str) {
    let mut screen = screen(entries);
    assert!(screen.play(tab));
    let mut buffer = Buffer::empty(SIZE);
    let mut keys = ["j", "k"].iter().cycle();
    bencher.bench_local(|| {
        screen.play(keys.next().unwrap_or(&"j"));
        buffer.reset();
        screen.draw(&mut buffer);
    });
}

#[divan::bench(args = LENGTHS)]
fn key_in_today(bencher: Bencher, entries: usize) {
    key(bencher, entries, "0");
}

#[divan::bench(args = LENGTHS)]
fn key_in_a_step(bencher: Bencher, entries: usize) {
    key(bencher, entries, "4");
}

#[divan::bench(args = LENGTHS)]
fn key_in_pain(bencher: Bencher, entries: usize) {
    key(bencher, entries, "6");
}

#[divan::bench(args = LENGTHS)]
fn key_in_runs(bencher: Bencher, entries: usize) {
    key(bencher, entries, "7");
}

#[divan::bench(args = LENGTHS)]
fn key_in_a_form(bencher: Bencher, entries: usize) {
    let mut screen = screen(entries);
    assert!(screen.play("p<enter>"));
    let mut buffer = Buffer::empty(SIZE);
    let mut keys = ["7", "<backspace>"].iter().cycle();
    bencher.bench_local(|| {
        screen.play(keys.next().unwrap_or(&"7"));
        buffer.reset();
        screen.draw(&mut buffer);
    });
}
