//! Opening and saving journals of growing length, beside the least that any program with such a file must do.
//!
//! `cargo bench --bench journal`. The lines named `floor_…` are to be compared with: the same bytes read into plain
//! structs with derived readers, and written as they are to a temporary file, synced, renamed, the folder synced.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a bench that cannot run should stop

use std::path::PathBuf;

use divan::{Bencher, black_box};
use tempfile::TempDir;
use twinge::domain::change::Change;
use twinge::domain::day::At;
use twinge::domain::entry::Entry;
use twinge::domain::id::Id;
use twinge::domain::kind::Kind;
use twinge::formats::journal_json;
use twinge::store::Store;
use uuid::Uuid;

#[path = "../tests/support/invented.rs"]
mod invented;
#[path = "../tests/support/plain.rs"]
mod plain;

const LENGTHS: [usize; 4] = [100, 2_500, 25_000, 100_000];

fn main() {
    divan::main();
}

/// An invented journal in a folder of its own.
fn file(entries: usize) -> (TempDir, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.json");
    let bytes = invented::bytes(1, entries);
    std::fs::write(&path, &bytes).unwrap();
    (folder, path, bytes)
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn load(bencher: Bencher, entries: usize) {
    let (_folder, path, _) = file(entries);
    let store = Store::at(path);
    bencher.bench(|| store.open(At::parse("2026-11-23T07:30:00+01:00").unwrap()).unwrap());
}

/// Two copies read and put together, of which the other has a hundredth more and a hundredth edited: to be no more than
/// three times one load.
#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn merge_of_two_copies(bencher: Bencher, entries: usize) {
    let now = At::parse("2026-11-23T07:30:00+01:00").unwrap();
    let bytes = invented::bytes(1, entries);
    let mut other = journal_json::read(&bytes).unwrap();
    for n in 0..entries / 100 {
        let entry = Entry::blank(Kind::Pain, Id(Uuid::from_u128(n as u128)), now);
        other.make(Change::Add(Box::new(entry)), now).unwrap();
        let was = other.pain[n].clone();
        let edited = twinge::domain::pain::Pain { note: Some("edited".into()), ..was.clone() };
        let (was, edited) = (Box::new(Entry::Pain(was)), Box::new(Entry::Pain(edited)));
        other.make(Change::Edit { was, now: edited }, now).unwrap();
    }
    let other = journal_json::write(&other);
    bencher.bench(|| {
        let mut ours = journal_json::read(black_box(&bytes)).unwrap();
        let theirs = journal_json::read(black_box(&other)).unwrap();
        twinge::merge::join(&mut ours, &theirs);
        ours
    });
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn floor_of_load(bencher: Bencher, entries: usize) {
    let (_folder, path, _) = file(entries);
    bencher.bench(|| serde_json::from_slice::<plain::Plain>(&std::fs::read(&path).unwrap()).unwrap());
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn serialize(bencher: Bencher, entries: usize) {
    let journal = invented::journal(1, entries);
    bencher.bench(|| journal_json::write(black_box(&journal)));
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn floor_of_serialize(bencher: Bencher, entries: usize) {
    let journal: plain::Plain = serde_json::from_slice(&invented::bytes(1, entries)).unwrap();
    bencher.bench(|| serde_json::to_vec(black_box(&journal)).unwrap());
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn commit(bencher: Bencher, entries: usize) {
    let (_folder, path, _) = file(entries);
    let store = Store::at(path);
    let now = At::parse("2026-11-23T07:30:00+01:00").unwrap();
    bencher.bench_local(|| {
        let pain = Box::new(Entry::blank(Kind::Pain, Id(Uuid::now_v7()), now));
        store.commit(now, |journal| journal.make(Change::Add(pain.clone()), now)).unwrap()
    });
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn floor_of_commit_parse_and_save_the_same_bytes(bencher: Bencher, entries: usize) {
    let (_folder, path, _) = file(entries);
    bencher.bench(|| {
        let bytes = std::fs::read(&path).unwrap();
        let journal: plain::Plain = serde_json::from_slice(&bytes).unwrap();
        plain::save(&path, &bytes).unwrap();
        journal
    });
}

#[divan::bench(args = LENGTHS, sample_count = 20, sample_size = 1)]
fn floor_of_save_the_same_bytes(bencher: Bencher, entries: usize) {
    let (_folder, path, bytes) = file(entries);
    bencher.bench(|| plain::save(&path, &bytes).unwrap());
}
