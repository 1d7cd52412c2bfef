//! Step 2: the therapy sessions.

use super::day::{At, Hour};
use super::entry::{Kind, Record, at_field};
use super::field::Field;
use super::id::Id;
use super::record::record;
use super::settings::Settings;

record! {
    /// A therapy session.
    Session {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// When it was last changed.
        modified: Option<At>,
    }
}

static FIELDS: &[Field<Session>] = &[at_field()];

impl Record for Session {
    const KIND: Kind = Kind::Session;

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
