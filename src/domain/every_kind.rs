//! What every kind of entry says of itself, and the field that all of them begin with: the date.

use crate::domain::day::At;
use crate::domain::day::Hour;
use crate::domain::field::Field;
use crate::domain::field::FieldInfo;
use crate::domain::field::Input;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::strays::Strays;
use crate::domain::when;
use crate::domain::when::Lean;
use crate::domain::when::When;
use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What every kind of entry says of itself.
pub trait Record: Serialize + DeserializeOwned + Clone + PartialEq + Strays + 'static {
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

pub(super) fn missing(kind: Kind, about: &FieldInfo) -> Refusal {
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
            let start = reading.journal.settings().day_starts_at.0;
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
