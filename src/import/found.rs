//! What a reader finds in a file: activities and entries, in its own order, with what it could not read.

use super::activity::Activity;
use super::activity::Decoded;
use super::activity::StartTime;
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use serde_json::Map;
use serde_json::Value;

/// An entry as our own CSV has it: all fields of its JSON but id and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its kind.
    pub kind: Kind,
    /// Its id, where the list has one.
    pub id: Option<Id>,
    /// The line of its list, from 1.
    pub line: Option<u64>,
    /// When it was.
    pub start: StartTime,
    /// The fields.
    pub fields: Map<String, Value>,
}

/// One thing that a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundItem {
    /// An activity; in a list it may name the file that belongs to it.
    Activity {
        /// What is said of it.
        activity: Box<Activity>,
        /// Its file, as the list names it.
        link: Option<Box<str>>,
    },
    /// An entry of our own CSV.
    Entry(Box<Written>),
    /// A row of a list that could not be read: which line, and why.
    Failed(String),
}

impl From<Result<FoundItem, String>> for FoundItem {
    fn from(row: Result<FoundItem, String>) -> Self {
        row.unwrap_or_else(Self::Failed)
    }
}

impl From<Activity> for FoundItem {
    fn from(mut activity: Activity) -> Self {
        let link = activity.link.take();
        Self::Activity { activity: Box::new(activity), link }
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The kind of file: `fit`, `gpx`, `strava`, …
    pub kind: &'static str,
    /// What is in it.
    pub items: Vec<FoundItem>,
    /// What is wrong with it though it could be read.
    pub warnings: Vec<String>,
}

impl Found {
    /// Activities of a kind of file.
    pub fn of(kind: &'static str, activities: impl Iterator<Item = Activity>) -> Self {
        Self { kind, items: activities.map(FoundItem::from).collect(), warnings: Vec::new() }
    }
}

impl From<Decoded> for Found {
    fn from(decoded: Decoded) -> Self {
        let items = decoded.activities.into_iter().map(FoundItem::from).collect();
        Self { kind: decoded.kind, items, warnings: decoded.warnings }
    }
}

/// The last part of a path.
pub fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
