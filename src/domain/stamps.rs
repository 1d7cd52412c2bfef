//! When each field was changed: by this, and by nothing else, two copies of a journal are put together field by field.
//!
//! An entry that was never edited has one time for all its fields, `modified`. An edit leaves, beside it, `stamps`: a
//! time for each field that was changed apart, and under `*` the time of all the others. Several edits of one field are
//! a list: its own time first, then those that it replaced, so that what somebody replaced knowingly is told from what
//! nobody ever saw. A stamp is never behind one that its writer had seen, however wrong the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::TimeDelta;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::day::At;
use super::record::{JsonField, Key, Object, Raw, Written};
use crate::domain::kind::Kind;

/// The field that stands for all that are not named.
pub const ALL: &str = "*";
/// No field: where it stands, the named ones need not have seen what stands under `*`, and each list is whole.
pub const APART: &str = "**";
/// No field: other times at which all that is not named said the same as now.
pub const ECHO: &str = "=";
/// How many times of one field are kept.
pub const MOST: usize = 8;

/// The times of fields: each its own first, then those that it replaced. One word of memory when empty.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::box_collection)] // a map would cost every entry 24 bytes for something that is mostly not there
pub struct Stamps(Option<Box<BTreeMap<Box<str>, Vec<At>>>>);

impl JsonField for Stamps {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        self.0.is_none()
    }
}

impl Written for Stamps {
    fn is_written_as(&self, other: &Self) -> bool {
        self.fields().count() == other.fields().count()
            && self.fields().zip(other.fields()).all(|(one, other)| one.0 == other.0 && one.1.is_written_as(other.1))
    }
}

impl Stamps {
    /// One time for all fields.
    pub fn all(at: At) -> Self {
        let mut stamps = Self::default();
        stamps.set(ALL, vec![at]);
        stamps
    }

    /// The times of an entry with this `modified` and these `stamps`, as they are meant: a `modified` later than all of
    /// them was written by hand, and is the time of every field.
    #[must_use]
    pub fn meant(modified: Option<At>, stamps: &Self) -> Self {
        match modified {
            Some(at) if stamps.greatest().is_none_or(|greatest| greatest < at) => {
                let mut all = stamps.clone();
                all.change_all(at);
                all
            }
            _ => stamps.clone(),
        }
    }

    /// The times of a field, its own first; those of all fields where it has none of its own, none where those are not
    /// known: it is older than anything then.
    pub fn of(&self, field: &str) -> &[At] {
        let map = self.0.as_deref();
        map.and_then(|map| map.get(field).or_else(|| map.get(ALL))).map_or(&[], Vec::as_slice)
    }

    /// The fields that have times of their own, `*` first.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &[At])> {
        self.0.iter().flat_map(|map| map.iter()).map(|(field, times)| (&**field, times.as_slice()))
    }

    /// The latest of all.
    pub fn greatest(&self) -> Option<At> {
        self.fields().flat_map(|(_, times)| times.iter().copied()).max()
    }

    /// A field was changed.
    pub fn change(&mut self, field: &str, at: At) {
        // what stands under `*` is in the place of every field that has nothing of its own, and stays to be read there
        let own = match self.own(field) {
            [] if !self.own(APART).is_empty() => {
                let mut seen = [self.own(ALL), self.own(ECHO)].concat();
                seen.sort_by(|a, b| b.cmp(a));
                seen
            }
            own => own.to_vec(),
        };
        self.set(field, [at].into_iter().chain(own).collect());
    }

    /// The times of a field's own, without those of all fields.
    pub fn own(&self, field: &str) -> &[At] {
        self.0.as_deref().and_then(|map| map.get(field)).map_or(&[], Vec::as_slice)
    }

    /// The names of the fields that have times of their own.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.fields().map(|(field, _)| field).filter(|field| ![ALL, APART, ECHO].contains(field))
    }

    /// Every field was changed.
    pub fn change_all(&mut self, at: At) {
        let mut before: Vec<At> = self.fields().flat_map(|(_, times)| times.iter().copied()).collect();
        before.sort_by(|a, b| b.cmp(a));
        before.dedup();
        self.0 = None;
        self.set(ALL, [at].into_iter().chain(before).collect());
    }

    /// The times of a field, its own first; the first eight are kept.
    pub fn set(&mut self, field: &str, mut times: Vec<At>) {
        times.truncate(MOST);
        self.0.get_or_insert_default().insert(field.into(), times);
    }

    /// The same with every time that is later than that one put to it.
    #[must_use]
    pub fn no_later(&self, than: At) -> Self {
        let mut stamps = Self::default();
        for (field, times) in self.fields() {
            let mut times: Vec<At> = times.iter().map(|&at| at.min(than)).collect();
            times.dedup();
            stamps.set(field, times);
        }
        stamps
    }

    /// As it is written beside `modified`: nothing where that says it all.
    #[must_use]
    pub fn beside_modified(self) -> Self {
        let plain = self.fields().all(|(field, times)| field == ALL && times.len() < 2);
        if plain { Self::default() } else { self }
    }

    /// What a deletion remembers of them: of each field its own time.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let mut seen = Self::default();
        for (field, times) in self.fields().filter(|(field, _)| ![APART, ECHO].contains(field)) {
            seen.set(field, times.iter().take(1).copied().collect());
        }
        Seen(seen)
    }
}

impl Seen {
    /// What either of two deletions had seen.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let (one, two) = (&self.0, &other.0);
        let mut both = Stamps::default();
        for field in one.named().chain(two.named()).chain([ALL]) {
            let seen = one.of(field).first().into_iter().chain(two.of(field).first());
            // only compared: one way to write a moment
            if let Some(latest) = seen.copied().max() {
                both.set(field, vec![At(latest.0.to_utc().fixed_offset())]);
            }
        }
        // a name that says no more than `*` does goes
        let mut plain = Stamps::default();
        let all = both.of(ALL).first().copied();
        for (field, times) in both.fields() {
            if field == ALL || times.first().copied() != all {
                plain.set(field, times.to_vec());
            }
        }
        Self(plain)
    }
}

/// The times that the fields of an entry had when it was deleted: one, or a map where they differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen(pub Stamps);

impl Written for Seen {
    fn is_written_as(&self, other: &Self) -> bool {
        self.0.is_written_as(&other.0)
    }
}

impl JsonField for Seen {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        self.0.blank()
    }
}

/// The stamp of a change made now to what has these stamps: now, or a thousandth of a second after the latest of them.
pub fn after(seen: impl IntoIterator<Item = At>, now: At) -> At {
    let next =
        |at: At| At(at.0.checked_add_signed(TimeDelta::milliseconds(1)).unwrap_or(at.0).with_timezone(now.0.offset()));
    seen.into_iter().map(next).chain([now]).max().unwrap_or(now)
}

/// What has fields with stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StampedKind {
    /// An entry of that kind.
    Entry(Kind),
    /// A step.
    Step,
    /// The settings.
    Settings,
    /// The condition.
    Condition,
}

/// Keys that are no field: they say when, not what.
pub const TIMES: [&str; 2] = ["modified", "stamps"];

impl StampedKind {
    /// The field to which a key of the JSON belongs. Keys of which halves of two truths would make a lie are one field.
    pub(super) fn field(self, key: &str) -> &str {
        match (self, key) {
            (Self::Entry(Kind::Clearance), _) => ALL,
            (Self::Entry(Kind::Pain), "moment" | "late") => "at",
            (Self::Entry(Kind::Run), "surfaces") => "distance_m",
            (Self::Step, "status" | "since" | "reason") => "state",
            _ => key,
        }
    }

    /// The JSON of an object key by key, what is a field inside of another taken out of it: `pain.before` of a run, a
    /// diagnosis by its name.
    pub(super) fn flat(self, object: &Object) -> BTreeMap<String, Raw> {
        let mut flat = BTreeMap::new();
        let mut put = |key: String, value: &Raw| drop(flat.insert(key, value.clone()));
        for (key, value) in object.extra.iter().filter(|(key, _)| !TIMES.contains(key)) {
            match (self, key) {
                // the states before are the union of what every copy knows
                (Self::Step, "history") => {}
                (Self::Entry(Kind::Run), "pain") => {
                    Object::of(value).extra.iter().for_each(|(inner, value)| put(format!("{key}.{inner}"), value));
                }
                (Self::Condition, "diagnoses") => {
                    let all: Vec<Raw> = serde_json::from_str(value.text()).unwrap_or_default();
                    let mut met: BTreeMap<String, usize> = BTreeMap::new();
                    for one in &all {
                        let name =
                            Object::of(one).extra.get("name").map(|name| name.text().trim_matches('"').to_lowercase());
                        let name = name.unwrap_or_default();
                        let times = met.entry(name.clone()).or_default();
                        *times += 1;
                        // two of one name are told apart, so that neither goes
                        let again = if *times == 1 { String::new() } else { format!("#{times}") };
                        put(format!("{key}.{name}{again}"), one);
                    }
                }
                _ => put(key.to_owned(), value),
            }
        }
        flat
    }

    /// The fields in which two states of one thing differ.
    pub fn differing<T: Serialize + ?Sized>(self, one: &T, other: &T) -> BTreeSet<String> {
        let (one, other) = (self.flat(&Object::of(one)), self.flat(&Object::of(other)));
        let keys = one.keys().chain(other.keys()).filter(|key| one.get(*key) != other.get(*key));
        keys.map(|key| self.field(key).to_owned()).collect()
    }

    /// The stamps of what had `stamps` and was changed from the one state to the other now; nothing where the two are
    /// the same.
    pub fn stamped<T: Serialize + ?Sized>(self, stamps: &Stamps, was: &T, now: &T, at: At) -> Option<Stamps> {
        let fields = self.differing(was, now);
        if fields.is_empty() {
            return None;
        }
        let (at, mut stamps) = (after(stamps.greatest(), at), stamps.clone());
        for field in &fields {
            if field == ALL { stamps.change_all(at) } else { stamps.change(field, at) }
        }
        Some(stamps)
    }
}

/// True where two states of one thing say the same, whenever they came to say it.
pub fn same<T: Serialize + ?Sized>(one: &T, other: &T) -> bool {
    let plain = |value: &T| {
        let mut object = Object::of(value);
        for key in TIMES {
            object.extra.set(key, None);
        }
        object
    };
    plain(one) == plain(other)
}

struct Times(Vec<At>);

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Times;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a time with its offset, or a list of them")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Times, E> {
                At::parse(text).map(|at| Times(vec![at])).ok_or_else(|| {
                    E::custom(format_args!(
                        "\u{201c}{text}\u{201d} is not a time with its offset, such as 2026-11-23T07:30:00+01:00"
                    ))
                })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Times, A::Error> {
                let mut times = Vec::new();
                while let Some(at) = list.next_element()? {
                    times.push(at);
                }
                if times.is_empty() {
                    return Err(A::Error::custom("a list of times without any"));
                }
                Ok(Times(times))
            }
        }
        from.deserialize_any(Reader)
    }
}

struct StampsReader {
    one: bool,
}

impl<'de> Visitor<'de> for StampsReader {
    type Value = Stamps;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object of fields and their times")
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Stamps, E> {
        match At::parse(text).filter(|_| self.one) {
            Some(at) => Ok(Stamps::all(at)),
            None => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Stamps, A::Error> {
        let mut stamps = Stamps::default();
        while let Some(Key(field)) = map.next_key()? {
            let Times(times) = map.next_value()?;
            if stamps.0.get_or_insert_default().insert(field.into(), times).is_some() {
                return Err(A::Error::custom("a field comes twice in its stamps"));
            }
        }
        Ok(stamps)
    }
}

impl<'de> Deserialize<'de> for Stamps {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(StampsReader { one: false })
    }
}

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StampsReader { one: true }).map(Self)
    }
}

impl Serialize for Stamps {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (field, times) in self.fields() {
            match times {
                [one] => map.serialize_entry(field, one)?,
                many => map.serialize_entry(field, many)?,
            }
        }
        map.end()
    }
}

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let fields: Vec<_> = self.0.fields().collect();
        match fields[..] {
            [(ALL, &[at])] => at.serialize(to),
            _ => self.0.serialize(to),
        }
    }
}

#[cfg(test)]
mod tests;
