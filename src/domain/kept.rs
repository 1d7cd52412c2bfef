//! The kinds that the file holds and every command lists, shows and deletes, but that have no form of their own yet.

use super::day::{At, Hour};
use super::entry::{Kind, Record, at_field};
use super::field::Field;
use super::id::Id;
use super::record::record;
use super::settings::Settings;

macro_rules! kept {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        record! {
            $(#[$doc])*
            $name {
                /// Its id.
                id: Id,
                /// When it was.
                at: At,
                /// When it was last changed.
                modified: Option<At>,
            }
        }

        impl Record for $name {
            const KIND: Kind = Kind::$name;

            fn fields() -> &'static [Field<Self>] {
                static FIELDS: &[Field<$name>] = &[at_field()];
                FIELDS
            }

            fn blank(id: Id, at: At) -> Self {
                Self { id, at, modified: None, extra: Default::default() }
            }

            fn usual_hour(&self) -> Hour {
                Hour::full(12)
            }

            fn says(&self, _: &Settings) -> String {
                Kind::$name.word().into()
            }
        }
    )*};
}

kept! {
    /// An exercise of the programme.
    Exercise,
    /// A therapy session.
    Session,
    /// Minutes of sitting until it hurt.
    Sitting,
    /// A measure of my own.
    Measure,
}
