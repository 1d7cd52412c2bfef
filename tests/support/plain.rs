//! The floor: the journal's file as plain structs with derived readers and writers, every text a `String`; and the
//! plainest durable save. Nothing is checked, nothing unknown is kept.

#![allow(dead_code, missing_docs)] // each program that includes this file uses its own part; the names are the file's

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Serialize, Deserialize)]
pub struct Plain {
    pub format: String,
    pub version: u32,
    pub minor: u32,
    pub settings: Value,
    pub condition: Value,
    pub clearance: Vec<Value>,
    pub steps: Value,
    pub pain: Vec<Pain>,
    pub runs: Vec<Run>,
    pub notes: Vec<Note>,
    pub visits: Vec<Note>,
    pub questions: Vec<Note>,
    pub exercises: Vec<Note>,
    pub sessions: Vec<Note>,
    pub gear: Vec<Value>,
    pub massages: Vec<Note>,
    pub checks: Vec<Note>,
    pub sitting: Vec<Note>,
    pub measures: Vec<Note>,
    pub markers: Vec<Note>,
    pub deleted: Vec<Value>,
    pub lost: Vec<Value>,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct Pain {
    pub id: String,
    pub at: String,
    pub level: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moment: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Spot>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feels: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worse: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eased: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medication: Option<String>,
    #[serde(default)]
    pub woke: bool,
    #[serde(default)]
    pub late: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
pub struct Spot {
    pub site: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Run {
    pub id: String,
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_s: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surfaces: Vec<Stretch>,
    pub pain: Option<Levels>,
    #[serde(default)]
    pub rose: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Stretch {
    pub surface: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<u32>,
}

#[derive(Serialize, Deserialize)]
pub struct Levels {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub during: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u8>,
}

#[derive(Serialize, Deserialize)]
pub struct Note {
    pub id: String,
    pub at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// The plainest save that survives a power cut: temp file, sync, rename, sync of the folder.
pub fn save(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temp = path.with_extension("temp");
    let mut file = File::create(&temp)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&temp, path)?;
    File::open(path.parent().unwrap_or(Path::new("/")))?.sync_all()
}
