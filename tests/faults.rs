//! What can go wrong with the file, done to the real program: kills, full disks, crowds, wrong files, planted links.
//! The promises are those of `src/store`. Where a test traces system calls it needs strace, and says so where there is none.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

#[path = "faults/kit.rs"]
mod kit;

#[path = "faults/backups.rs"]
mod backups;
#[path = "faults/crowd.rs"]
mod crowd;
#[path = "faults/failing.rs"]
mod failing;
#[path = "faults/inbox.rs"]
mod inbox;
#[path = "faults/killed.rs"]
mod killed;
#[path = "faults/links.rs"]
mod links;
#[path = "faults/merge.rs"]
mod merge;
#[path = "faults/modes.rs"]
mod modes;
#[path = "faults/unknown.rs"]
mod unknown;
#[path = "faults/vanished.rs"]
mod vanished;
#[path = "faults/wrong.rs"]
mod wrong;
