//! A note: free text about a day, a rest day included.

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, text_field};
use super::id::Id;
use super::record::record;
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::words::quoted;
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

record! {
    /// One note.
    Note {
        /// Its id.
        id: Id,
        /// When it belongs.
        at: At,
        /// The text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Note>] = &[
    at_field(),
    text_field!(note, FieldInfo::new("note", "Text", "The text", "rest day, legs heavy", Input::Lines).required()),
];

impl Record for Note {
    const KIND: Kind = Kind::Note;

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self { id, at, note: None, modified: None, stamps: Stamps::default(), extra: Default::default() }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn validate(&mut self, before: Option<&Self>, _: &Reading) -> Result<(), Refusal> {
        if self.note.is_none() && before.is_none_or(|before| before.note.is_some()) {
            return Err(Refusal::new("A note needs its text.").of("note"));
        }
        Ok(())
    }

    fn describe(&self, _: &Settings) -> String {
        format!("note {}", quoted(self.note.as_deref().unwrap_or_default()))
    }
}
