//! Entries: the kinds there are, and what all of them can do.

use crate::domain::every_kind::{HasAt, Record, missing};
use serde::de::{Deserializer, Error as _};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::checks::Check;
use super::day::At;
use super::doctor::{Clearance, Question, Visit};
use super::field::{FieldInfo, Lookup, Reading};
use super::id::Id;
use super::kind::{Kind, each_kind};
use super::markers::Marker;
use super::massage::Massage;
use super::measures::Measure;
use super::notes::Note;
use super::orthotics::Gear;
use super::pain::Pain;
use super::record::{Raw, record};
use super::refusal::Refusal;
use super::runs::Run;
use super::session::Session;
use super::settings::Settings;
use super::sitting::Sitting;
use super::stamps::Stamps;
use super::strays::{StrayKey, Strays};
use super::therapy::Exercise;
use super::when::{self};

/// An entry of any kind, as lists and screens use it.
pub trait Item {
    /// Its kind.
    fn kind(&self) -> Kind;
    /// Its id.
    fn id(&self) -> Id;
    /// When it was.
    fn at(&self) -> At;
    /// When it was last changed.
    fn modified(&self) -> Option<At>;
    /// The entry in words, one line, without its date.
    fn describe(&self, settings: &Settings) -> String;
    /// The text of a field, which reads back to the same value; nothing where there is no such field.
    fn text(&self, key: &str, reading: &Reading) -> Option<String>;
    /// The entry as it stands in the file.
    fn json(&self) -> Raw;
    /// The entry itself.
    fn entry(&self) -> Entry;
    /// Shows what stands under a key that is nearly a known one.
    fn strays<'a>(&'a self, see: &mut dyn FnMut(StrayKey<'a>));
}

macro_rules! entries {
    ($($variant:ident = $word:literal in $list:ident ($key:literal),)*) => {
        impl Kind {
            /// The keys of its fields in the file.
            pub fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$variant => <$variant as Strays>::keys(),)* }
            }

            /// What its fields are called and how they are asked for, in the order of the form.
            pub fn fields(self) -> Vec<&'static FieldInfo> {
                match self { $(Self::$variant => $variant::fields().iter().map(|field| &field.about).collect(),)* }
            }
        }

        /// One entry.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)] // entries live in lists of their own kind; this form is passed one at a time
        #[allow(missing_docs)]
        pub enum Entry { $($variant($variant),)* }

        /// The entries of a kind, oldest first, without those ahead of the clock.
        pub fn listed(journal: &dyn Lookup, kind: Kind) -> Box<dyn DoubleEndedIterator<Item = &dyn Item> + '_> {
            match kind {
                $(Kind::$variant => Box::new(journal.all::<$variant>(kind).iter().map(|entry| entry as &dyn Item)),)*
            }
        }

        impl Entry {
            /// The entry behind it, whatever its kind.
            pub fn item(&self) -> &dyn Item {
                match self { $(Self::$variant(entry) => entry,)* }
            }

            /// An entry of that kind with nothing in it yet.
            pub fn blank(kind: Kind, id: Id, at: At) -> Self {
                match kind { $(Kind::$variant => Self::$variant($variant::blank(id, at)),)* }
            }

            /// Reads an entry of that kind from its JSON.
            ///
            /// # Errors
            /// What the JSON reader says.
            pub fn from_json(kind: Kind, json: &str) -> Result<Self, serde_json::Error> {
                match kind { $(Kind::$variant => serde_json::from_str(json).map(Self::$variant),)* }
            }

            /// Puts what stands under a key that is nearly a known one where it is meant to be.
            pub fn mend(&mut self) {
                match self { $(Self::$variant(entry) => entry.mend(),)* }
            }

            /// When its fields were changed.
            pub fn stamps(&self) -> Stamps {
                match self { $(Self::$variant(entry) => Stamps::meant(entry.modified, &entry.stamps),)* }
            }

            /// Marks when its fields were changed.
            pub fn set_stamps(&mut self, stamps: Stamps) {
                let modified = stamps.greatest();
                let stamps = stamps.beside_modified();
                match self { $(Self::$variant(entry) => (entry.modified, entry.stamps) = (modified, stamps),)* }
            }

            fn refuse_texts(kind: Kind, texts: &[(&str, String)]) -> Result<(), Refusal> {
                match kind { $(Kind::$variant => $variant::refuse_texts(texts),)* }
            }

            fn read_field(&mut self, key: &str, text: &str, reading: &Reading) -> Result<(), Refusal> {
                match self { $(Self::$variant(entry) => read_into(entry, key, text, reading),)* }
            }

            fn refuse_ahead(&self, reading: &Reading) -> Result<(), Refusal> {
                match self { $(Self::$variant(entry) => refuse_ahead(entry, reading),)* }
            }

            fn validate(&mut self, before: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
                match (self, before) {
                    $((Self::$variant(entry), Some(Self::$variant(before))) => entry.validate(Some(before), reading),
                    (Self::$variant(entry), _) => entry.validate(None, reading),)*
                }
            }
        }

        $(impl Timed for $variant {
            fn id_of(&self) -> Id { self.id }
            fn at_of(&self) -> At { self.at }
            fn at_mut(&mut self) -> &mut At { &mut self.at }
            fn modified_of(&self) -> Option<At> { self.modified }
            fn wrap(self) -> Entry { Entry::$variant(self) }
        })*
    };
}

each_kind!(entries);

/// The parts that the generic code reaches into.
pub(super) trait Timed {
    fn id_of(&self) -> Id;
    fn at_of(&self) -> At;
    fn at_mut(&mut self) -> &mut At;
    fn modified_of(&self) -> Option<At>;
    fn wrap(self) -> Entry;
}

impl<T: Record + Timed> Item for T {
    fn kind(&self) -> Kind {
        T::KIND
    }
    fn id(&self) -> Id {
        self.id_of()
    }
    fn at(&self) -> At {
        self.at_of()
    }
    fn modified(&self) -> Option<At> {
        self.modified_of()
    }
    fn describe(&self, settings: &Settings) -> String {
        Record::describe(self, settings)
    }
    fn text(&self, key: &str, reading: &Reading) -> Option<String> {
        T::fields().iter().find(|field| field.about.answers_to(key)).map(|field| (field.write)(self, reading))
    }
    fn json(&self) -> Raw {
        Raw::of(self)
    }
    fn entry(&self) -> Entry {
        self.clone().wrap()
    }
    fn strays<'a>(&'a self, see: &mut dyn FnMut(StrayKey<'a>)) {
        Strays::strays(self, see);
    }
}

fn read_into<T: Record>(entry: &mut T, name: &str, text: &str, reading: &Reading) -> Result<(), Refusal> {
    let Some(field) = T::fields().iter().find(|field| field.about.answers_to(name)) else {
        let keys: Vec<&str> = T::fields().iter().map(|field| field.about.key).collect();
        let (word, keys) = (T::KIND.word(), keys.join(", "));
        return Err(Refusal::new(format!("\u{201c}{name}\u{201d} is not a field of a {word}; there are: {keys}.")));
    };
    if field.about.required && text.trim().is_empty() {
        return Err(missing(T::KIND, &field.about));
    }
    (field.read)(entry, text, reading).map_err(|refusal| refusal.of(field.about.key))
}

impl<T: Timed> HasAt for T {
    fn get_at(&self) -> At {
        self.at_of()
    }
    fn set_at(&mut self, at: At) {
        *self.at_mut() = at;
    }
}

/// Refuses an entry that is still to come, where its kind cannot be.
fn refuse_ahead<T: Record + Timed>(entry: &T, reading: &Reading) -> Result<(), Refusal> {
    let at = entry.at_of();
    match T::NEVER_AHEAD {
        Some(what) if at > reading.clock.now => {
            let shown = when::say(at, reading.journal.settings());
            let message = format!("{shown} is still to come; {what} cannot be logged ahead of its time.");
            Err(Refusal::new(message).of("at"))
        }
        _ => Ok(()),
    }
}

impl Entry {
    /// A new entry from typed fields, by name.
    ///
    /// # Errors
    /// All that is wrong with them, each with its field.
    pub fn create(kind: Kind, id: Id, texts: &[(&str, String)], reading: &Reading) -> Result<Self, Vec<Refusal>> {
        let mut entry = Self::blank(kind, id, reading.clock.now);
        let mut refusals = Vec::new();
        for about in kind.fields() {
            let given = texts.iter().any(|(name, text)| about.answers_to(name) && !text.trim().is_empty());
            if about.required && !given {
                refusals.push(missing(kind, about));
            }
        }
        let given: Vec<_> = texts.iter().filter(|(_, text)| !text.trim().is_empty()).cloned().collect();
        refusals.extend(Self::refuse_texts(kind, &given).err());
        entry.read_all(&given, reading, &mut refusals);
        if refusals.is_empty()
            && let Err(refusal) = entry.validate(None, reading)
        {
            refusals.push(refusal);
        }
        if refusals.is_empty() { Ok(entry) } else { Err(refusals) }
    }

    /// The entry with some of its fields typed anew.
    ///
    /// # Errors
    /// All that is wrong with them, each with its field.
    pub fn edited(&self, texts: &[(&str, String)], reading: &Reading) -> Result<Self, Vec<Refusal>> {
        let (mut entry, mut refusals) = (self.clone(), Vec::new());
        entry.read_all(texts, reading, &mut refusals);
        if refusals.is_empty()
            && let Err(refusal) = entry.validate(Some(self), reading)
        {
            refusals.push(refusal);
        }
        if refusals.is_empty() { Ok(entry) } else { Err(refusals) }
    }

    /// The entry with each of these texts that can be read, whatever is missing beside them.
    pub fn as_far_as_read(mut self, texts: &[(&str, String)], reading: &Reading) -> Self {
        self.read_all(texts, reading, &mut Vec::new());
        self
    }

    /// Reads fields in the order of the form, whatever order they came in; the date last, because the hour of a
    /// day without one depends on the rest. Its own error does not wait for that of another field.
    fn read_all(&mut self, texts: &[(&str, String)], reading: &Reading, refusals: &mut Vec<Refusal>) {
        let fields = self.item().kind().fields();
        let place = |name: &str| match fields.iter().position(|about| about.answers_to(name)) {
            Some(0) => usize::MAX,
            Some(place) => place,
            None => 0,
        };
        let mut ordered: Vec<_> = texts.iter().collect();
        ordered.sort_by_key(|(name, _)| place(name));
        for (name, text) in ordered {
            // a raw column of a CSV or of the file, such as distance_m=5200, is in its own unit
            let raw = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            let text = match name.rsplit_once('_') {
                Some((_, unit @ ("m" | "s"))) if raw => format!("{text}{unit}"),
                _ => text.clone(),
            };
            if let Err(refusal) = self.read_field(name, &text, reading) {
                refusals.push(refusal);
            }
        }
        refusals.extend(self.refuse_ahead(reading).err());
    }

    /// A fingerprint of what it says, apart from when that was changed. The same on every machine.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut timeless = self.clone();
        timeless.set_stamps(Stamps::default());
        Fingerprint::of(timeless.item().json().text())
    }
}

/// A fingerprint (64-bit FNV-1a of the JSON), by which undo sees that something changed since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a JSON text.
    pub fn of(json: &str) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(json.bytes().fold(0xcbf2_9ce4_8422_2325, step))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        u64::from_str_radix(&text, 16).map(Self).map_err(|_| D::Error::custom("not a fingerprint"))
    }
}

record! {
    /// An entry with its kind beside it, as changes hold it.
    TaggedEntry {
        /// Its kind.
        kind: Kind,
        /// The entry.
        entry: Raw,
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut held = to.serialize_struct("Entry", 2)?;
        held.serialize_field("kind", self.item().kind().word())?;
        held.serialize_field("entry", &self.item().json())?;
        held.end()
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let held = TaggedEntry::deserialize(from)?;
        Self::from_json(held.kind, held.entry.text()).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
