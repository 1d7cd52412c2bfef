//! Trends of journals of growing length: the usual six weeks, and everything there is.
//!
//! `cargo bench --bench trends`. No answer may be waited for, also that about all of 100,000 entries.

use divan::{Bencher, black_box};
use twinge::domain::day::At;
use twinge::domain::journal::Journal;
use twinge::domain::runs::Surface;
use twinge::insight::pairs::Pair;
use twinge::insight::period::Span;
use twinge::insight::trends::trends;

#[path = "../tests/support/invented.rs"]
mod invented;

const LENGTHS: [usize; 4] = [100, 2_500, 25_000, 100_000];

fn main() {
    divan::main();
}

fn ask(bencher: Bencher, entries: usize, span: Span) {
    let journal: Journal = invented::journal(1, entries);
    let Some(now) = At::parse("2026-11-22T22:00:00+01:00") else { return };
    let Ok(period) = span.period(&journal, now) else { return };
    let pairs = [Pair::surfaces(Surface::Grass, Surface::Road), Pair::surfaces(Surface::Dirt, Surface::Track)];
    bencher.bench(|| trends(black_box(&journal), period, period.to, &pairs));
}

#[divan::bench(args = LENGTHS, sample_count = 10)]
fn six_weeks(bencher: Bencher, entries: usize) {
    ask(bencher, entries, Span::Weeks6);
}

#[divan::bench(args = LENGTHS, sample_count = 10)]
fn all(bencher: Bencher, entries: usize) {
    ask(bencher, entries, Span::All);
}
