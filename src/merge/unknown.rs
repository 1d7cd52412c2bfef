//! What this program does not know of a file: lists by the ids in them, everything else as one value.

use std::collections::{BTreeMap, BTreeSet};

use super::register::Time;
use crate::domain::day::At;
use crate::domain::record::{Extra, Object, Raw};

/// A value that was decided against: its key, what it said, and when that was written where it says so.
pub type Against = (String, Raw, Option<At>);

/// Puts together what stands under unknown keys; where that is not the same, the keys are in their order.
pub fn join(one: &Extra, other: &Extra, against: &mut Vec<Against>) -> Extra {
    if one == other {
        return one.clone();
    }
    let keys: BTreeSet<&str> = one.keys().chain(other.keys()).collect();
    let mut both = Extra::default();
    for key in keys {
        let value = match (one.get(key), other.get(key)) {
            (Some(one), Some(other)) if one != other => either(key, one, other, against),
            (Some(value), _) | (None, Some(value)) => value.clone(),
            (None, None) => continue,
        };
        both.set(key, Some(value));
    }
    both
}

fn either(key: &str, one: &Raw, other: &Raw, against: &mut Vec<Against>) -> Raw {
    let (Some(mine), Some(theirs)) = (by_id(one), by_id(other)) else {
        let (kept, gone) = if one.text() >= other.text() { (one, other) } else { (other, one) };
        against.push((key.to_owned(), gone.clone(), None));
        return kept.clone();
    };
    let mut all = mine;
    for (id, item) in theirs {
        match all.get(&id) {
            Some(there) if *there == item => {}
            Some(there) if rank(there) > rank(&item) => against.push((key.to_owned(), item.clone(), time(&item))),
            there => {
                against.extend(there.map(|there| (key.to_owned(), there.clone(), time(there))));
                all.insert(id, item);
            }
        }
    }
    let mut all: Vec<Raw> = all.into_values().collect();
    all.sort_by_cached_key(|item| (at(item, "at").map(Time::of), item.text().to_owned()));
    Raw::of(&all)
}

/// The objects of a list by their ids; nothing where it is none of objects that all have one.
fn by_id(list: &Raw) -> Option<BTreeMap<String, Raw>> {
    let all: Vec<Raw> = serde_json::from_str(list.text()).ok()?;
    let many = all.len();
    let id = |item: &Raw| Object::of_text(item.text())?.extra.get("id").map(|id| id.text().to_owned());
    let found: BTreeMap<String, Raw> = all.into_iter().filter_map(|item| Some((id(&item)?, item))).collect();
    (found.len() == many).then_some(found)
}

fn at(item: &Raw, key: &str) -> Option<At> {
    let text: String = serde_json::from_str(Object::of_text(item.text())?.extra.get(key)?.text()).ok()?;
    At::parse(&text)
}

fn time(item: &Raw) -> Option<At> {
    at(item, "modified")
}

fn rank(item: &Raw) -> (Option<Time>, String) {
    (time(item).map(Time::of), item.text().to_owned())
}
