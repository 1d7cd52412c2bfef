//! The floor of one command: reads a journal into plain structs, adds an entry, saves it durably, and is gone.
//! `floor PATH` does all of it, `floor PATH read` only reads, `floor PATH bytes` reads and saves the bytes as they are.

use std::io::{self, Write};
use std::path::Path;

mod plain;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.first().map(Path::new) else { return Err(io::ErrorKind::InvalidInput.into()) };
    let bytes = std::fs::read(path)?;
    let mut journal: plain::Plain = serde_json::from_slice(&bytes)?;
    match args.get(1).map(String::as_str) {
        Some("read") => {}
        Some(_) => plain::save(path, &bytes)?,
        None => {
            drop(bytes);
            let mut pain = journal.pain.last().cloned().ok_or(io::ErrorKind::NotFound)?;
            pain.note = Some("one more".into());
            journal.pain.push(pain);
            plain::save(path, &serde_json::to_vec(&journal)?)?;
        }
    }
    std::mem::forget(journal);
    writeln!(io::stdout(), "Saved")
}
