//! Which tabs there are, and what can be chosen in them. Below the tabs themselves, so that a key can name one.

use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::steps::Step;
use crate::tui::keys::scope::Scope;
use crate::tui::terminal::input::Key;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What is due and what is logged.
    Today,
    /// One of the five steps.
    Step(Step),
    /// The pain levels.
    Pain,
    Runs,
    /// What the notes of a period say.
    Trends,
}

impl Tab {
    /// All, in their order; the place is the key.
    pub const ALL: &'static [Self] = &[
        Self::Today,
        Self::Step(Step::Doctor),
        Self::Step(Step::Therapy),
        Self::Step(Step::Orthotics),
        Self::Step(Step::Surface),
        Self::Step(Step::Massage),
        Self::Pain,
        Self::Runs,
        Self::Trends,
    ];

    /// Its number, which is its key.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0)
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Step(Step::Doctor) => "Doctor",
            Self::Step(Step::Therapy) => "Therapy",
            Self::Step(Step::Orthotics) => "Orthotics",
            Self::Step(Step::Surface) => "Surface",
            Self::Step(Step::Massage) => "Massage",
            Self::Pain => "Pain",
            Self::Runs => "Runs",
            Self::Trends => "Trends",
        }
    }

    pub fn key(self) -> Key {
        Key::Char(u32::try_from(self.number()).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('0'))
    }

    /// The tab of a digit.
    pub fn of_key(key: Key) -> Self {
        let number = match key {
            Key::Char(c) => c.to_digit(10).unwrap_or(0) as usize,
            _ => 0,
        };
        Self::ALL.get(number).copied().unwrap_or(Self::Today)
    }

    /// The tab so many places on, around the end.
    pub fn turned(self, places: usize) -> Self {
        Self::ALL[(self.number() + places) % Self::ALL.len()]
    }

    /// The scope of its own keys.
    pub fn scope(self) -> Scope {
        match self {
            Self::Step(_) => Scope::Steps,
            Self::Today | Self::Pain | Self::Runs => Scope::Lists,
            Self::Trends => Scope::Trends,
        }
    }

    /// The setting that belongs here.
    pub fn setting(self) -> Option<&'static str> {
        match self {
            Self::Step(Step::Orthotics) => Some("shoe_notes"),
            Self::Step(Step::Surface) => Some("soft_goal"),
            Self::Step(Step::Massage) => Some("massage_every"),
            _ => None,
        }
    }

    /// The kind of entry that is added here.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Today | Self::Pain => Some(Kind::Pain),
            Self::Runs => Some(Kind::Run),
            Self::Step(Step::Doctor) => Some(Kind::Visit),
            Self::Step(Step::Orthotics) => Some(Kind::Gear),
            Self::Step(Step::Surface) => Some(Kind::Run),
            Self::Step(Step::Massage) => Some(Kind::Massage),
            Self::Step(Step::Therapy) => Some(Kind::Exercise),
            Self::Trends => None,
        }
    }
}

/// What can be chosen on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    Entry(Kind, Id),
    Step(Step),
    /// The condition as told to me.
    Condition,
    /// The diagnosis at that place.
    Diagnosis(usize),
    /// That a clinician has seen me about the open warning signs.
    Seen,
    /// A setting, by its key.
    Setting(&'static str),
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Selected {
    Entry(Box<Entry>),
    Step(Step),
    /// The condition as told to me.
    Condition,
    /// The diagnosis at that place.
    Diagnosis(usize),
    /// That a clinician has seen me about the open warning signs.
    Seen,
    /// A setting, by its key.
    Setting(&'static str),
    /// A day of several entries.
    Day,
}
