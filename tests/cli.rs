//! The commands as a shell runs them: text, JSON, errors and exit codes, on the real program.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

#[path = "cli/kit.rs"]
mod kit;

#[path = "cli/add.rs"]
mod add;
#[path = "cli/batch.rs"]
mod batch;
#[path = "cli/change.rs"]
mod change;
#[path = "cli/clock.rs"]
mod clock;
#[path = "cli/complete.rs"]
mod complete;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/file.rs"]
mod file;
#[path = "cli/gear.rs"]
mod gear;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/inbox.rs"]
mod inbox;
#[path = "cli/keys.rs"]
mod keys;
#[path = "cli/manners.rs"]
mod manners;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/names.rs"]
mod names;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/salvage.rs"]
mod salvage;
#[path = "cli/show.rs"]
mod show;
#[path = "cli/therapy.rs"]
mod therapy;
#[path = "cli/trends.rs"]
mod trends;
