//! Saves pain levels as the program does: `append PATH [TIMES]` prints `Saved ID` after each that is on the disk, and
//! only then; what failed goes to standard error as a sentence, with exit code 1.
//!
//! It sets no umask, so that the modes of what it makes are those that the store itself asks for.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::Local;
use twinge::domain::change::Change;
use twinge::domain::day::At;
use twinge::domain::entry::{Entry, Kind};
use twinge::domain::id::Id;
use twinge::store::{Failure, Store};
use uuid::Uuid;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(path), times) = (args.next(), args.next().and_then(|n| n.parse().ok()).unwrap_or(1)) else {
        return ExitCode::from(2);
    };
    for _ in 0..times {
        let said = match append(&Store::at(&path)) {
            Ok(id) => writeln!(io::stdout(), "Saved {id}"),
            Err(failure) => writeln!(io::stderr(), "{failure}").and(Err(io::ErrorKind::Other.into())),
        };
        if said.is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn append(store: &Store) -> Result<Id, Failure> {
    let (now, id) = (At(Local::now().fixed_offset()), Id(Uuid::now_v7()));
    let entry = Box::new(Entry::blank(Kind::Pain, id, now));
    let (journal, _, ()) = store.commit(now, |journal| journal.make(Change::Add(entry), now))?;
    // the system takes the memory back faster than we could give it
    std::mem::forget(journal);
    Ok(id)
}
