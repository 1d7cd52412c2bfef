//! Markers: dated changes of mine, drawn on the pain chart.

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, text_field};
use super::id::Id;
use super::record::record;
use super::settings::Settings;
use super::stamps::Stamps;
use super::words::quoted;
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

record! {
    /// A dated change.
    Marker {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// What changed.
        text: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Marker>] = &[
    at_field(),
    text_field!(text, FieldInfo::new("text", "What changed", "The change", "new desk chair", Input::Lines).required()),
];

impl Record for Marker {
    const KIND: Kind = Kind::Marker;

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self { id, at, text: None, modified: None, stamps: Stamps::default(), extra: Default::default() }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn describe(&self, _: &Settings) -> String {
        format!("marker {}", quoted(self.text.as_deref().unwrap_or_default()))
    }
}
