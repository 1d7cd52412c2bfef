//! Writes an invented journal to a file: `cargo run --example invent -- 20y PATH [SEED]` (or `1m`, `1y`, a number of entries).

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;

mod invented;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [span, path, seed @ ..] = &args[..] else { return Err(usage()) };
    let named = invented::SPANS.iter().find(|(name, _)| name == span).map(|&(_, entries)| entries);
    let entries = named.or_else(|| span.parse().ok()).ok_or_else(usage)?;
    let seed = seed.first().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    // never over a file that is there: it may be somebody's journal
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&invented::bytes(seed, entries))
}

fn usage() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "usage: invent 1m|1y|20y|ENTRIES PATH [SEED]")
}
