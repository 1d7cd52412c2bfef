//! Sitting: how many minutes until it began to hurt, or how many without pain.

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, level_field, text_field, yes_field};
use super::id::Id;
use super::level::Level;
use super::record::record;
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::units::read_minutes;
use super::words::quoted;
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

/// The longest sitting, minutes.
const LONGEST: u32 = 24 * 60;

record! {
    /// One sitting. Without its minutes it still goes on.
    Sitting {
        /// Its id.
        id: Id,
        /// When it was; for one that was timed, when it began.
        at: At,
        /// How long until it began to hurt, or how long without pain, minutes, 1–1,440.
        minutes: Option<u32>,
        /// It did not hurt all that time.
        painless: bool,
        /// Pain when it began to hurt.
        level: Option<Level>,
        /// Sat on what.
        seat: Option<Box<str>>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Sitting>] = &[
    at_field(),
    Field {
        about: FieldInfo::new(
            "minutes",
            "Minutes",
            "How long until it began to hurt, or all of it without pain, 1 to 1,440",
            "25",
            Input::Duration,
        )
        .required(),
        read: |sitting, text, _| read_minutes(text, LONGEST).map(|minutes| sitting.minutes = Some(minutes)),
        write: |sitting, _| sitting.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
    },
    yes_field!(
        painless,
        FieldInfo::new("painless", "Without pain", "It did not hurt for all those minutes", "yes", Input::Yes)
    ),
    level_field!(level, FieldInfo::new("level", "Level", "Pain when it began to hurt, 0\u{2013}10", "3", Input::Level)),
    text_field!(seat, FieldInfo::new("seat", "Seat", "Sat on what: chair, car, sofa", "office chair", Input::Text)),
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "long meeting", Input::Lines)),
];

impl Record for Sitting {
    const KIND: Kind = Kind::Sitting;
    const NEVER_AHEAD: Option<&'static str> = Some("a sitting");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        let (level, seat, note) = (None, None, None);
        Self {
            id,
            at,
            minutes: None,
            painless: false,
            level,
            seat,
            note,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn validate(&mut self, _: Option<&Self>, _: &Reading) -> Result<(), Refusal> {
        if self.painless && self.level.is_some_and(|level| level > Level::default()) {
            return Err(Refusal::new("You said that nothing hurt and gave a level; clear one of them.").of("level"));
        }
        Ok(())
    }

    fn describe(&self, _: &Settings) -> String {
        let how = match (self.minutes, self.painless, self.level) {
            (None, ..) => "sitting, not ended yet".into(),
            (Some(minutes), true, _) => format!("sitting {minutes} min without pain"),
            (Some(minutes), false, None) => format!("sitting {minutes} min until it hurt"),
            (Some(minutes), false, Some(level)) => format!("sitting {minutes} min until it hurt at {level}"),
        };
        let mut parts = vec![how];
        parts.extend(self.seat.iter().map(|seat| seat.to_string()));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Sitting {
    /// True where its end is not recorded.
    pub fn is_open(&self) -> bool {
        self.minutes.is_none()
    }
}
