//! Fuzzes `targets::quantities`.
#![no_main]

#[path = "../targets.rs"]
#[allow(dead_code, clippy::expect_used)]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::quantities(bytes));
