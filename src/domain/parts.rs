//! The parts of a thing that are changed, stamped and put together as one: mostly a field each. Taken out of its JSON and
//! put together again.

use std::collections::BTreeMap;

use super::kind::Kind;
use super::record::{Extra, Object, Raw};
use super::stamps::{ALL, StampedKind, TIMES};

/// One part: its keys and what stands under them; nothing where all of them are absent.
pub type Part = BTreeMap<String, Raw>;

/// The fields of runs and of the condition that lie within another.
const PAIN: &str = "pain.";
const DIAGNOSES: &str = "diagnoses.";

impl StampedKind {
    /// The parts of a thing, by the fields under which they are stamped.
    pub fn parts(self, object: &Object) -> BTreeMap<String, Part> {
        let mut parts: BTreeMap<String, Part> = BTreeMap::new();
        for (key, value) in self.flat(object).into_iter().filter(|(key, _)| key != "id") {
            parts.entry(self.field(&key).to_owned()).or_default().insert(key, value);
        }
        parts
    }

    /// The thing that has these parts, without its id and its stamps.
    pub fn whole<'a>(self, parts: impl Iterator<Item = &'a Part>) -> Object {
        let (mut whole, mut pain, mut diagnoses) = (Part::new(), Part::new(), Vec::new());
        for (key, value) in parts.flatten() {
            match (self, key.strip_prefix(PAIN), key.strip_prefix(DIAGNOSES)) {
                (Self::Entry(Kind::Run), Some(key), _) => drop(pain.insert(key.to_owned(), value.clone())),
                (Self::Condition, _, Some(_)) => diagnoses.push(value.clone()),
                _ => drop(whole.insert(key.clone(), value.clone())),
            }
        }
        if !pain.is_empty() {
            whole.insert("pain".into(), Raw::of(&object(&pain)));
        }
        if !diagnoses.is_empty() {
            // as they came up, as far as that was written down
            let day = |one: &Raw| Object::of(one).extra.get("on").map(|day| day.text().to_owned());
            diagnoses.sort_by_key(day);
            whole.insert("diagnoses".into(), Raw::of(&diagnoses));
        }
        object(&whole)
    }

    /// True for a part of more than one key.
    fn is_of_many(self, field: &str) -> bool {
        match self {
            Self::Entry(Kind::Clearance) => true,
            Self::Entry(Kind::Pain) => field == "at",
            Self::Entry(Kind::Run) => field == "distance_m",
            Self::Step => field == "state",
            _ => field == ALL,
        }
    }

    /// A part as one value; nothing where it is empty.
    pub fn value(self, field: &str, part: &Part) -> Option<Raw> {
        match part.first_key_value() {
            None => None,
            Some((_, value)) if !self.is_of_many(field) => Some(value.clone()),
            Some(_) => Some(Raw::of(&object(part))),
        }
    }

    /// The part that is that value.
    pub fn part(self, field: &str, value: Option<&Raw>) -> Part {
        match value {
            None => Part::new(),
            Some(value) if !self.is_of_many(field) => Part::from([(field.to_owned(), value.clone())]),
            Some(value) => Object::of(value).extra.iter().map(|(key, value)| (key.to_owned(), value.clone())).collect(),
        }
    }

    /// A thing with one of its parts replaced by that value.
    pub fn with(self, thing: &Object, field: &str, value: Option<&Raw>) -> Object {
        let mut parts = self.parts(thing);
        parts.insert(field.to_owned(), self.part(field, value));
        let mut whole = self.whole(parts.values());
        for key in TIMES.into_iter().chain(["id", "history"]) {
            if let Some(value) = thing.extra.get(key) {
                whole.extra.set(key, Some(value.clone()));
            }
        }
        whole
    }
}

/// An object of these keys.
pub fn object(part: &Part) -> Object {
    let mut extra = Extra::default();
    part.iter().for_each(|(key, value)| extra.set(key, Some(value.clone())));
    Object { extra }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::entries;
    use crate::domain::entry::Entry;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_entry_is_the_whole_of_its_parts(entry in entries()) {
            let (kind, json) = (entry.item().kind(), Object::of(&entry.item().json()));
            let of = StampedKind::Entry(kind);
            let again = of.with(&json, "nothing", None);
            let again = Entry::from_json(kind, Raw::of(&again).text()).unwrap();
            prop_assert_eq!(again.item().at(), entry.item().at());
            for (field, part) in of.parts(&json) {
                prop_assert_eq!(of.part(&field, of.value(&field, &part).as_ref()), part);
            }
            prop_assert_eq!(of.parts(&Object::of(&again.item().json())), of.parts(&json));
        }
    }
}
