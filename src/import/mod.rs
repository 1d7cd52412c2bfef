//! Import, the pure part: the table of formats (`importers`), their readers, and what becomes of what they found
//! (`plan`). Only `store` reads files.

use found::Found;

pub mod activity;
pub mod apple;
pub mod csv;
pub mod duplicates;
pub mod fit;
pub mod found;
pub mod garmin;
pub mod gpx;
pub mod gzip;
pub mod importers;
mod join;
mod json;
mod kml;
mod left;
mod levels;
mod links;
mod list;
pub mod plan;
mod pwx;
pub mod report;
pub mod rows;
mod services;
mod sports;
mod start;
pub mod strava;
pub mod tables;
pub mod tcx;
mod track;
mod xml;
mod zone;

pub use importers::{read_list, sniff};
pub use start::START;

/// What came of looking at a file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileContent {
    /// It was read.
    Read(Found),
    /// It is none that is read, and nobody asked for it by name.
    Left(String),
    /// It could not be read.
    Failed(String),
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its path as it was given or found, within an archive after that of the archive.
    pub name: String,
    /// What came of it.
    pub look: FileContent,
}
