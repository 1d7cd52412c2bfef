//! Fields as data: each kind lists its fields once. Form rows, command flags, `edit FIELD=VALUE` and CSV columns
//! all come from that list.

use std::any::Any;

use super::day::Clock;
use super::day::Hour;
use super::kind::Kind;
use super::refusal::Refusal;
use super::settings::Settings;

/// What a field is called and how it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// Its name in `edit FIELD=VALUE` and in forms.
    pub key: &'static str,
    /// Its command flag, where that differs from the key.
    pub flag: &'static str,
    /// Where it stands in the entry's JSON, also its CSV column: `pain.before`.
    pub path: &'static str,
    /// The form's label.
    pub label: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// A value that is accepted.
    pub example: &'static str,
    /// What kind of value it takes.
    pub input: Input,
    /// True where an entry cannot be saved without it.
    pub required: bool,
}

impl FieldInfo {
    /// A field whose flag and place in the JSON are its key.
    pub const fn new(
        key: &'static str,
        label: &'static str,
        help: &'static str,
        example: &'static str,
        input: Input,
    ) -> Self {
        Self { key, flag: key, path: key, label, help, example, input, required: false }
    }

    /// The same field under another command flag.
    pub const fn flag(mut self, flag: &'static str) -> Self {
        self.flag = flag;
        self
    }

    /// The same field at another place in the JSON.
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    /// The same field, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// True where the field goes by that name: its key, its flag, or its place in the JSON.
    pub fn answers_to(&self, name: &str) -> bool {
        let plain = name.replace('-', "_");
        plain == self.key || plain == self.flag || plain == self.path
    }
}

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A date and hour as people say them.
    When,
    /// A whole number 0–10.
    Level,
    /// One of these words.
    One(&'static [&'static str]),
    /// Any of these words.
    Several(&'static [&'static str]),
    /// Any words; these are suggestions.
    Tags(&'static [&'static str]),
    /// A distance, or a duration for a run by time.
    Distance,
    /// A duration.
    Duration,
    /// A surface, or a split over several.
    Surfaces,
    /// Yes or no.
    Yes,
    /// One line of text; these are suggestions.
    Named(&'static [&'static str]),
    /// One line of text.
    Text,
    /// Text of several lines.
    Lines,
}

/// What a field may look up in the journal around it. A kind of entry knows by this what stands in the lists of others,
/// and the journal knows the kinds: neither needs the other first.
pub trait Lookup {
    /// What the person chose.
    fn settings(&self) -> &Settings;
    /// The list of a kind: a `Vec` of its entries, oldest first.
    fn list(&self, kind: Kind) -> &dyn Any;
    /// What lies ahead of the clock: a `Vec` of entries of any kind.
    fn ahead(&self) -> &dyn Any;
}

impl dyn Lookup + '_ {
    /// The entries of a kind, oldest first, as what they are: `all::<Gear>(Kind::Gear)`.
    pub fn all<T: 'static>(&self, kind: Kind) -> &[T] {
        self.list(kind).downcast_ref::<Vec<T>>().map_or(&[], Vec::as_slice)
    }

    /// What lies ahead of the clock, as what it is.
    pub fn all_ahead<T: 'static>(&self) -> &[T] {
        self.ahead().downcast_ref::<Vec<T>>().map_or(&[], Vec::as_slice)
    }

    /// The hour at which a day begins.
    pub fn day_starts_at(&self) -> Hour {
        self.settings().day_starts_at.0
    }
}

/// What reading and writing a field may look at.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The present moment and place.
    pub clock: Clock<'a>,
    /// The journal as it is now: its settings, its gear.
    pub journal: &'a dyn Lookup,
}

/// One field of a `T`.
pub struct Field<T> {
    /// Its names and its kind.
    pub about: FieldInfo,
    /// Puts a typed text into the value; an empty text clears an optional field.
    pub read: fn(&mut T, &str, &Reading) -> Result<(), Refusal>,
    /// The text that `read` turns into the same value again; empty where there is none.
    pub write: fn(&T, &Reading) -> String,
}

/// A field of an optional text.
macro_rules! text_field {
    ($field:ident, $about:expr) => {
        $crate::domain::field::Field {
            about: $about,
            read: |entry, text, _| {
                entry.$field = $crate::domain::field::optional(text);
                Ok(())
            },
            write: |entry, _| entry.$field.as_deref().unwrap_or_default().into(),
        }
    };
}
pub(super) use text_field;

/// A field that is yes or no.
macro_rules! yes_field {
    ($field:ident, $about:expr) => {
        $crate::domain::field::Field {
            about: $about,
            read: |entry, text, _| $crate::domain::field::read_yes(text).map(|yes| entry.$field = yes),
            write: |entry, _| $crate::domain::field::write_yes(entry.$field),
        }
    };
}
pub(super) use yes_field;

/// A field of an optional pain level, wherever in the entry it stands.
macro_rules! level_field {
    ($($field:ident).+, $about:expr) => {
        $crate::domain::field::Field {
            about: $about,
            read: |entry, text, _| {
                entry.$($field).+ = $crate::domain::field::maybe(text, $crate::domain::level::Level::read)?;
                Ok(())
            },
            write: |entry, _| entry.$($field).+.map(|level| level.to_string()).unwrap_or_default(),
        }
    };
}
pub(super) use level_field;

/// Reads a typed yes or no; an empty text is no.
///
/// # Errors
/// A sentence where it is neither.
pub fn read_yes(text: &str) -> Result<bool, Refusal> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(true),
        "" | "no" | "n" | "false" => Ok(false),
        other => Err(Refusal::new(format!("\u{201c}{other}\u{201d} is not an answer; there are: yes, no."))),
    }
}

/// The text of a yes or no.
pub fn write_yes(yes: bool) -> String {
    if yes { "yes".into() } else { String::new() }
}

/// An optional text: blank is none.
pub fn optional(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// Reads an optional value: blank is none.
///
/// # Errors
/// Those of `read`.
pub fn maybe<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// Reads several values with commas between them, in the order typed.
///
/// # Errors
/// Those of `read`, and a sentence where one comes twice.
pub fn several<T: PartialEq>(text: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Vec<T>, Refusal> {
    let mut values = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let value = read(part)?;
        if values.contains(&value) {
            return Err(Refusal::new(format!("\u{201c}{part}\u{201d} is there twice.")));
        }
        values.push(value);
    }
    Ok(values)
}
