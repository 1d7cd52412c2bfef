//! Screen stories: keys in, frame out, on a screen in memory with a fixed clock.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "story/kit.rs"]
mod kit;

#[path = "story/bin.rs"]
mod bin;
#[path = "story/catch_up.rs"]
mod catch_up;
#[path = "story/clock.rs"]
mod clock;
#[path = "story/doctor.rs"]
mod doctor;
#[path = "story/entering.rs"]
mod entering;
#[path = "story/forms.rs"]
mod forms;
#[path = "story/gear.rs"]
mod gear;
#[path = "story/import.rs"]
mod import;
#[path = "story/line.rs"]
mod line;
#[path = "story/logging.rs"]
mod logging;
#[path = "story/looks.rs"]
mod looks;
#[path = "story/moments.rs"]
mod moments;
#[path = "story/report.rs"]
mod report;
#[path = "story/search.rs"]
mod search;
#[path = "story/slips.rs"]
mod slips;
#[path = "story/tabs.rs"]
mod tabs;
#[path = "story/therapy.rs"]
mod therapy;
#[path = "story/trends.rs"]
mod trends;
