//! Entries: the kinds there are, and what all of them can do.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::ser::{SerializeStruct, Serializer};
use serde::{Deserialize, Serialize};

use super::checks::Check;
use super::day::{At, Hour};
use super::doctor::{Clearance, Question, Visit};
use super::field::{Field, FieldInfo, Input, Reading};
use super::id::Id;
use super::journal::Journal;
use super::markers::Marker;
use super::massage::Massage;
use super::measures::Measure;
use super::notes::Note;
use super::orthotics::Gear;
use super::pain::Pain;
use super::record::{JsonField, Object, Raw, record};
use super::refusal::Refusal;
use super::runs::Run;
use super::session::Session;
use super::settings::Settings;
use super::sitting::Sitting;
use super::stamps::{Stamps, TIMES};
use super::therapy::Exercise;
use super::when::{self, Lean, When};
use super::words::words;

/// What every kind of entry says of itself.
pub trait Record: Serialize + DeserializeOwned + Clone + PartialEq + 'static {
    /// Its kind.
    const KIND: Kind;
    /// What it is called where it is refused ahead of its time; nothing where it may lie ahead.
    const NEVER_AHEAD: Option<&'static str> = None;
    /// Which way a date without its year, or a day of the week, is meant.
    fn lean(&self) -> Lean {
        Lean::Past
    }
    /// Its fields, in the order of its form.
    fn fields() -> &'static [Field<Self>];
    /// An entry with nothing in it yet.
    fn blank(id: Id, at: At) -> Self;
    /// Fills in what a day without an hour says beyond its date.
    fn of_whole_day(&mut self, _day: NaiveDate, _reading: &Reading) {}
    /// The hour meant by a day without one.
    fn usual_hour(&self) -> Hour;
    /// What the program fills in or refuses once all fields are read; `before` is the entry as it was, if it was.
    ///
    /// # Errors
    /// A sentence where the fields do not go together.
    fn validate(&mut self, _before: Option<&Self>, _reading: &Reading) -> Result<(), Refusal> {
        Ok(())
    }
    /// What a new entry's typed texts contradict each other in.
    ///
    /// # Errors
    /// A sentence where they do.
    fn refuse_texts(_texts: &[(&str, String)]) -> Result<(), Refusal> {
        Ok(())
    }
    /// The entry in words, one line, without its date.
    fn describe(&self, settings: &Settings) -> String;
}

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
}

macro_rules! kinds {
    ($($variant:ident = $word:literal in $list:ident ($key:literal),)*) => {
        words! {
            /// The kinds of entries.
            Kind, "kind" { $(#[doc = concat!("`", $word, "`")] $variant = $word,)* }
        }

        impl Kind {
            /// The key of its list in the file.
            pub fn list(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
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

        impl Journal {
            /// The entries of a kind, oldest first, those ahead of the clock too.
            pub fn items(&self, kind: Kind) -> Box<dyn DoubleEndedIterator<Item = &dyn Item> + '_> {
                let ahead = self.ahead.of(kind).map(Entry::item);
                match kind {
                    $(Kind::$variant => Box::new(self.$list.iter().map(|entry| entry as &dyn Item).chain(ahead)),)*
                }
            }

            /// The ids of all entries.
            pub fn ids(&self) -> impl Iterator<Item = Id> {
                let ahead = self.ahead.entries().iter().map(|entry| entry.item().id());
                ahead$(.chain(self.$list.iter().map(|entry| entry.id)))*
            }

            /// How many entries there are of a kind.
            pub fn count(&self, kind: Kind) -> usize {
                self.ahead.of(kind).count() + match kind { $(Kind::$variant => self.$list.len(),)* }
            }

            /// The entry of that id. The newest are looked at first: it mostly is one of them.
            pub fn find(&self, id: Id) -> Option<&dyn Item> {
                $(if let Some(entry) = self.$list.iter().rfind(|entry| entry.id == id) { return Some(entry); })*
                self.ahead.entries().iter().map(Entry::item).find(|entry| entry.id() == id)
            }

            /// Takes an entry out of its list.
            pub(super) fn take(&mut self, id: Id) -> Option<Entry> {
                $(if let Some(place) = self.$list.iter().rposition(|entry| entry.id == id) {
                    return Some(Entry::$variant(self.$list.remove(place)));
                })*
                self.ahead.take(id)
            }

            /// Puts an entry into its list, at its place by time, then id; beside it where it lies ahead of the clock.
            pub(super) fn put(&mut self, entry: Entry) {
                match entry { $(Entry::$variant(entry) => {
                    if $variant::NEVER_AHEAD.is_some() && self.ahead.takes(entry.at) {
                        return self.ahead.put(entry.wrap());
                    }
                    let place = self.$list.partition_point(|other| (other.at, other.id) < (entry.at, entry.id));
                    self.$list.insert(place, entry);
                })* }
            }

            /// Takes many entries out of their lists, one an id, each list walked once.
            pub(super) fn take_all(&mut self, mut ids: HashSet<Id>) -> HashMap<Id, Entry> {
                let mut taken = self.ahead.take_all(&mut ids);
                $(taken.extend(
                    self.$list.extract_if(.., |entry| ids.remove(&entry.id)).map(|entry| (entry.id, entry.wrap())),
                );)*
                taken
            }

            /// Puts many entries into their lists, each list brought into its order once.
            pub fn put_all(&mut self, entries: impl IntoIterator<Item = Entry>) {
                for entry in entries {
                    match entry { $(Entry::$variant(entry) => {
                        if $variant::NEVER_AHEAD.is_some() && self.ahead.takes(entry.at) {
                            self.ahead.put(entry.wrap());
                        } else {
                            self.$list.push(entry);
                        }
                    })* }
                }
                self.sort();
            }

            /// Takes the entries of what must have been already and is dated later than that out of their lists.
            pub(super) fn split_off_after(&mut self, edge: chrono::DateTime<chrono::FixedOffset>) -> Vec<Entry> {
                let mut after = Vec::new();
                $(if $variant::NEVER_AHEAD.is_some() && self.$list.last().is_some_and(|last| last.at.0 > edge) {
                    let place = self.$list.partition_point(|entry| entry.at.0 <= edge);
                    after.extend(self.$list.drain(place..).map(Timed::wrap));
                })*
                after
            }

            /// Brings every list into its order by time, then id.
            pub fn sort(&mut self) {
                $(if !self.$list.is_sorted_by_key(|entry| (entry.at, entry.id)) {
                    self.$list.sort_by_key(|entry| (entry.at, entry.id));
                })*
            }
        }
    };
}

kinds! {
    Pain = "pain" in pain ("pain"),
    Run = "run" in runs ("runs"),
    Note = "note" in notes ("notes"),
    Visit = "visit" in visits ("visits"),
    Question = "question" in questions ("questions"),
    Clearance = "clearance" in clearance ("clearance"),
    Exercise = "exercise" in exercises ("exercises"),
    Session = "session" in sessions ("sessions"),
    Gear = "gear" in gear ("gear"),
    Massage = "massage" in massages ("massages"),
    Check = "check" in checks ("checks"),
    Sitting = "sitting" in sitting ("sitting"),
    Measure = "measure" in measures ("measures"),
    Marker = "marker" in markers ("markers"),
}

impl JsonField for Kind {}

impl Kind {
    /// True where it is listed with the day on which it was.
    pub fn is_of_a_day(self) -> bool {
        matches!(self, Self::Pain | Self::Run | Self::Note | Self::Marker | Self::Sitting | Self::Measure)
    }

    /// Reads a kind, singular or plural.
    ///
    /// # Errors
    /// A sentence that lists the kinds.
    pub fn named(text: &str) -> Result<Self, Refusal> {
        let wanted = text.trim().to_lowercase();
        let plural = |kind: &Self| {
            let word = kind.word();
            wanted == kind.list() || wanted == format!("{word}s") || wanted == format!("{word}es")
        };
        Self::ALL.iter().copied().find(plural).map_or_else(|| Self::read(text), Ok)
    }
}

/// The parts that the generic code reaches into.
trait Timed {
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

fn missing(kind: Kind, about: &FieldInfo) -> Refusal {
    let (word, label, example) = (kind.word(), about.label.to_lowercase(), about.example);
    let article = if word.starts_with(['a', 'e', 'i', 'o']) { "An" } else { "A" };
    Refusal::new(format!("{article} {word} needs its {label}, such as \u{201c}{example}\u{201d}.")).of(about.key)
}

/// The date field, first of every kind.
pub const fn at_field<T: Record + HasAt>() -> Field<T> {
    let help = "When it was: today, yesterday 7am, mon, -2 (days ago), 2026-11-20 07:30";
    Field {
        about: FieldInfo::new("at", "Date", help, "yesterday 7am", Input::When),
        read: |entry, text, reading| {
            let start = reading.journal.settings.day_starts_at.0;
            if text.trim().is_empty() {
                return Err(Refusal::new("An entry keeps its date; give one, such as yesterday 7am."));
            }
            let when = When::read_leaning(text, reading.clock, start, entry.lean())?;
            if let When::Day(day) = when {
                entry.of_whole_day(day, reading);
            }
            let at = when.at(entry.usual_hour(), reading.clock, start)?;
            entry.set_at(at);
            Ok(())
        },
        write: |entry, reading| when::write(entry.get_at(), reading.clock),
    }
}

/// An entry whose date can be set; every kind.
pub trait HasAt {
    /// When it was.
    fn get_at(&self) -> At;
    /// Moves it.
    fn set_at(&mut self, at: At);
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
            let shown = when::say(at, &reading.journal.settings);
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
        let mut fields = Object::of(&self.item().json());
        for key in TIMES {
            fields.extra.set(key, None);
        }
        Fingerprint::of(Raw::of(&fields).text())
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
