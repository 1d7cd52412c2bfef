//! The kinds of entries: the one list of them.

use super::record::JsonField;
use super::refusal::Refusal;
use super::words::{counted, words};

/// Hands the kinds to a macro, in the order in which they are listed everywhere: its type, its word, its list in the
/// journal, the key of that list in the file.
macro_rules! each_kind {
    ($macro:ident) => {
        $macro! {
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
    };
}
pub(super) use each_kind;

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
        }
    };
}
each_kind!(kinds);

impl JsonField for Kind {}

impl Kind {
    /// True where it is listed with the day on which it was.
    pub fn is_of_a_day(self) -> bool {
        matches!(self, Self::Pain | Self::Run | Self::Note | Self::Marker | Self::Sitting | Self::Measure)
    }

    /// So many of it, in words: `1 run`, `2 pain levels`.
    pub fn counted(self, n: usize) -> String {
        match self {
            Self::Pain => counted(n, "pain level", "pain levels"),
            Self::Clearance => counted(n, "clearance", "clearances"),
            Self::Gear => counted(n, "piece of gear", "pieces of gear"),
            Self::Sitting => counted(n, "sitting", "sittings"),
            Self::Session => counted(n, "therapy session", "therapy sessions"),
            Self::Check => counted(n, "warning-signs check", "warning-signs checks"),
            other => counted(n, other.word(), other.list()),
        }
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
