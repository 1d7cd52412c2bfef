//! Settings: units, the week, the day, the clock.

use chrono::Weekday;

use super::day::Hour;
use super::field::{About, Field, Input};
use super::record::{Slot, record};
use super::words::words;

words! {
    /// The unit in which distances are shown and bare numbers are read.
    Units, "unit" {
        /// Kilometres.
        Km = "km",
        /// Miles.
        Mi = "mi",
    }
}

words! {
    /// The first day of a week.
    WeekStart, "first day of the week" {
        /// Monday.
        Monday = "monday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

words! {
    /// How hours are shown.
    ClockFace, "clock" {
        /// 19:30.
        H24 = "24h",
        /// 7:30pm.
        H12 = "12h",
    }
}

impl Slot for Units {
    fn absent() -> Option<Self> {
        Some(Self::Km)
    }
}

impl Slot for WeekStart {
    fn absent() -> Option<Self> {
        Some(Self::Monday)
    }
}

impl Slot for ClockFace {
    fn absent() -> Option<Self> {
        Some(Self::H24)
    }
}

impl WeekStart {
    /// The day as the calendar knows it.
    pub fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Mon,
            Self::Saturday => Weekday::Sat,
            Self::Sunday => Weekday::Sun,
        }
    }
}

/// The hour at which a journal day begins, 04:00 unless set.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct DayStart(pub Hour);

impl Slot for DayStart {
    fn absent() -> Option<Self> {
        Some(Self(Hour::full(4)))
    }
}

/// The hour before which a level is taken for a morning level, 11:00 unless set.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct MorningEnd(pub Hour);

impl Slot for MorningEnd {
    fn absent() -> Option<Self> {
        Some(Self(Hour::full(11)))
    }
}

record! {
    /// What the person chose; every setting has a default.
    Settings {
        /// Unit of distances.
        units: Units,
        /// First day of a week.
        week_starts_on: WeekStart,
        /// Hour at which a journal day begins.
        day_starts_at: DayStart,
        /// 24-hour or 12-hour clock.
        clock: ClockFace,
        /// Hour before which a level without a moment counts as the morning's.
        morning_ends_at: MorningEnd,
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            units: Units::Km,
            week_starts_on: WeekStart::Monday,
            day_starts_at: DayStart(Hour::full(4)),
            clock: ClockFace::H24,
            morning_ends_at: MorningEnd(Hour::full(11)),
            extra: Default::default(),
        }
    }
}

impl Slot for Settings {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// The settings as fields.
pub static FIELDS: &[Field<Settings>] = &[
    Field {
        about: About::new("units", "Units", "Unit of distances", "km", Input::One(Units::WORDS)),
        read: |settings, text, _| Units::read(text).map(|units| settings.units = units),
        write: |settings, _| settings.units.word().into(),
    },
    Field {
        about: About::new(
            "week_starts_on",
            "Week starts on",
            "First day of a week",
            "monday",
            Input::One(WeekStart::WORDS),
        ),
        read: |settings, text, _| WeekStart::read(text).map(|day| settings.week_starts_on = day),
        write: |settings, _| settings.week_starts_on.word().into(),
    },
    Field {
        about: About::new("day_starts_at", "Day starts at", "Hour at which a journal day begins", "04:00", Input::Text),
        read: |settings, text, _| Hour::read(text).map(|hour| settings.day_starts_at = DayStart(hour)),
        write: |settings, _| settings.day_starts_at.0.to_string(),
    },
    Field {
        about: About::new("clock", "Clock", "How hours are shown", "24h", Input::One(ClockFace::WORDS)),
        read: |settings, text, _| ClockFace::read(text).map(|clock| settings.clock = clock),
        write: |settings, _| settings.clock.word().into(),
    },
    Field {
        about: About::new(
            "morning_ends_at",
            "Morning ends at",
            "Hour before which a level without a moment is the morning's",
            "11:00",
            Input::Text,
        ),
        read: |settings, text, _| Hour::read(text).map(|hour| settings.morning_ends_at = MorningEnd(hour)),
        write: |settings, _| settings.morning_ends_at.0.to_string(),
    },
];

/// The settings that differ: each with its name, its value in the one and in the other.
pub fn differences(one: &Settings, other: &Settings) -> Vec<(&'static str, String, String)> {
    let values = |settings: &Settings| {
        [
            settings.units.word().to_owned(),
            settings.week_starts_on.word().to_owned(),
            settings.day_starts_at.0.to_string(),
            settings.clock.word().to_owned(),
            settings.morning_ends_at.0.to_string(),
        ]
    };
    let pairs = FIELDS.iter().zip(values(one)).zip(values(other));
    pairs.filter(|((_, a), b)| a != b).map(|((field, a), b)| (field.about.key, a, b)).collect()
}
