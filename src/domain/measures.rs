//! Own measures: activities of mine, change, how normal today is.

use super::day::{At, Hour};
use super::entry::{Kind, Record, at_field};
use super::field::Field;
use super::id::Id;
use super::record::record;
use super::settings::Settings;

record! {
    /// A measure of my own.
    Measure {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// When it was last changed.
        modified: Option<At>,
    }
}

static FIELDS: &[Field<Measure>] = &[at_field()];

impl Record for Measure {
    const KIND: Kind = Kind::Measure;

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self { id, at, modified: None, extra: Default::default() }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn says(&self, _: &Settings) -> String {
        Self::KIND.word().into()
    }
}
