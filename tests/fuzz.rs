//! The seeds of the fuzzer and everything it ever found, replayed with stable Rust, each also cut and changed a little.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fs;
use std::path::Path;

#[path = "../fuzz/targets.rs"]
mod targets;

/// Runs a target on bytes and says which bytes broke it.
fn run(name: &str, target: fn(&[u8]), bytes: &[u8]) {
    let done = std::panic::catch_unwind(|| target(bytes));
    assert!(done.is_ok(), "{name}: {}", bytes.escape_ascii());
}

#[test]
fn every_seed_is_taken_without_a_panic_whole_cut_and_changed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in targets::ALL {
        let mut seeds: Vec<_> = fs::read_dir(root.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        seeds.sort();
        assert!(!seeds.is_empty(), "{name} has no seeds");
        let mut random = fastrand::Rng::with_seed(7);
        for seed in seeds {
            let bytes = fs::read(seed).unwrap();
            run(name, *target, &bytes);
            for _ in 0..8 {
                run(name, *target, &bytes[..random.usize(0..=bytes.len())]);
                let mut changed = bytes.clone();
                for _ in 0..random.usize(1..4) {
                    if !changed.is_empty() {
                        let place = random.usize(0..changed.len());
                        changed[place] = random.u8(..);
                    }
                }
                run(name, *target, &changed);
            }
        }
    }
}

#[test]
fn every_target_is_a_target_of_the_fuzzer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut there: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned())
        .collect();
    let mut named: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    there.sort();
    named.sort_unstable();
    assert_eq!(there, named);
}
