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
        // what writes nothing into a field that it must write, writes 0
        for sum in [&mut activity.distance_m, &mut activity.timer_s, &mut activity.moving_s, &mut activity.elapsed_s] {
            *sum = sum.filter(|&sum| sum > 0);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_nothing_is_not_known_whatever_file_it_came_from() {
        let zeros = Activity {
            distance_m: Some(0),
            timer_s: Some(0),
            moving_s: Some(0),
            elapsed_s: Some(50),
            ..Activity::default()
        };
        let FoundItem::Activity { activity, .. } = FoundItem::from(zeros) else { unreachable!() };
        let sums = [activity.distance_m, activity.timer_s, activity.moving_s, activity.elapsed_s];
        assert_eq!(sums, [None, None, None, Some(50)]);
    }
}
