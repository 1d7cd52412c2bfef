//! Step 5: massages, with the pain before and after.

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, level_field, maybe, several, text_field};
use super::id::Id;
use super::level::Level;
use super::pain::{Site, Spot};
use super::record::record;
use super::settings::Settings;
use super::stamps::Stamps;
use super::units::read_minutes;
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

/// The longest massage, minutes.
const LONGEST: u32 = 180;

words! {
    /// How strong the pressure was, in my own words.
    Pressure, "pressure" {
        /// Light.
        Light = "light",
        /// Medium.
        Medium = "medium",
        /// Firm.
        Firm = "firm",
        /// Deep.
        Deep = "deep",
    }
}

/// When there is to be no massage, or only after asking. Ours, with no source of its own.
pub const CAUTION: &str = "Do not massage a swollen, hot or bruised leg, or if you have new numbness. On blood thinners, ask your doctor first.";

record! {
    /// One massage.
    Massage {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// How long, minutes, 1–180.
        minutes: Option<u32>,
        /// By whom: a therapist, or self.
        who: Option<Box<str>>,
        /// Where.
        areas: Vec<Spot>,
        /// How hard.
        pressure: Option<Pressure>,
        /// Pain just before.
        before: Option<Level>,
        /// Pain just after.
        after: Option<Level>,
        /// Pain the next morning, where it is not taken from the pain log.
        next: Option<Level>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Massage>] = &[
    at_field(),
    Field {
        about: FieldInfo::new("minutes", "Minutes", "How long, 1 to 180 minutes", "45", Input::Duration).required(),
        read: |massage, text, _| read_minutes(text, LONGEST).map(|minutes| massage.minutes = Some(minutes)),
        write: |massage, _| massage.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
    },
    text_field!(who, FieldInfo::new("who", "Who", "The therapist, or self", "self", Input::Text)),
    Field {
        about: FieldInfo::new(
            "areas",
            "Areas",
            "Where, with :side",
            "low-back,deep-buttock:right",
            Input::Several(Site::WORDS),
        ),
        read: |massage, text, _| several(text, Spot::read).map(|areas| massage.areas = areas),
        write: |massage, _| massage.areas.iter().map(|spot| spot.text(":")).collect::<Vec<_>>().join(","),
    },
    Field {
        about: FieldInfo::new(
            "pressure",
            "Pressure",
            "How strong the pressure was",
            "deep",
            Input::One(Pressure::WORDS),
        ),
        read: |massage, text, _| maybe(text, Pressure::read).map(|pressure| massage.pressure = pressure),
        write: |massage, _| massage.pressure.map(Pressure::word).unwrap_or_default().into(),
    },
    level_field!(before, FieldInfo::new("before", "Pain before", "Pain just before, 0\u{2013}10", "4", Input::Level)),
    level_field!(after, FieldInfo::new("after", "Pain after", "Pain just after, 0\u{2013}10", "3", Input::Level)),
    level_field!(
        next,
        FieldInfo::new(
            "next",
            "Next morning",
            "Pain the next morning, 0\u{2013}10; left out, it is taken from the pain log",
            "3",
            Input::Level
        )
    ),
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "sore next day", Input::Lines)),
];

impl Record for Massage {
    const KIND: Kind = Kind::Massage;
    const NEVER_AHEAD: Option<&'static str> = Some("a massage");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            minutes: None,
            who: None,
            areas: Vec::new(),
            pressure: None,
            before: None,
            after: None,
            next: None,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec!["massage".to_owned()];
        parts.extend(self.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(self.who.iter().map(|who| format!("by {who}")));
        parts.extend(self.areas.iter().map(|spot| spot.text(" ")));
        parts.extend(self.pressure.map(|pressure| pressure.word().into()));
        parts.extend(self.before.map(|level| format!("pain before {level}")));
        parts.extend(self.after.map(|level| format!("after {level}")));
        parts.extend(self.next.map(|level| format!("next morning {level}")));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}
