//! Settings: units, the week, the day, the clock, what the steps aim for.

use chrono::Weekday;

use super::day::Hour;
use super::digit_row::DigitRow;
use super::record::{JsonField, Written, record};
use super::stamps::Stamps;
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

words! {
    /// Whether the mouse is the program's or stays the terminal's, to mark and copy text with.
    Mouse, "mouse" {
        /// Clicks and the wheel are keys of the program.
        On = "on",
        /// The terminal has it.
        Off = "off",
    }
}

words! {
    /// Whether a level that is logged with a digit takes the places of the last one that had any; a level of 0 never does.
    SamePlace, "same_place" {
        /// It does.
        On = "on",
        /// Only where it is asked to.
        Off = "off",
    }
}

words! {
    /// Whether the screen is drawn with ASCII signs only.
    Ascii, "ascii" {
        /// Where the locale says that the terminal shows no others.
        Auto = "auto",
        /// Always.
        On = "on",
        /// Never.
        Off = "off",
    }
}

words! {
    /// The colours of the screen.
    ThemeName, "theme" {
        /// As the background of the terminal asks for.
        Auto = "auto",
        /// For a dark background.
        Dark = "dark",
        /// For a light background.
        Light = "light",
        /// The sixteen colours of the terminal.
        Terminal = "terminal",
        /// No colour.
        Mono = "mono",
    }
}

/// A setting that is not written to the file while it is what it is unless set.
macro_rules! written_where_set {
    ($($setting:ty: $unless_set:expr),* $(,)?) => { $(
        impl JsonField for $setting {
            fn absent() -> Option<Self> {
                Some($unless_set)
            }
            fn blank(&self) -> bool {
                *self == $unless_set
            }
        }
    )* };
}

written_where_set!(Mouse: Self::On, SamePlace: Self::Off, Ascii: Self::Auto, ThemeName: Self::Auto);

#[allow(clippy::derivable_impls)] // words! derives the same for all, and most have no value unless set
impl Default for ThemeName {
    fn default() -> Self {
        Self::Auto
    }
}

impl JsonField for Units {
    fn absent() -> Option<Self> {
        Some(Self::Km)
    }
}

impl JsonField for WeekStart {
    fn absent() -> Option<Self> {
        Some(Self::Monday)
    }
}

impl JsonField for ClockFace {
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

impl JsonField for DayStart {
    fn absent() -> Option<Self> {
        Some(Self(Hour::full(4)))
    }
}

/// The hour before which a level is taken for a morning level, 11:00 unless set.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct MorningEnd(pub Hour);

impl JsonField for MorningEnd {
    fn absent() -> Option<Self> {
        Some(Self(Hour::full(11)))
    }
}

/// The distances at which a pair of shoes gets a quiet note, metres: 480 and 800 km unless set, none where turned off.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ShoeNotes(pub Vec<u32>);

impl Default for ShoeNotes {
    /// 300 and 500 miles, the convention for replacing shoes; the evidence for it is weak (`clinical.md` 8.3).
    fn default() -> Self {
        Self(vec![480_000, 800_000])
    }
}

impl Written for DayStart {}
impl Written for MorningEnd {}
impl Written for ShoeNotes {}
impl Written for ImportFolders {}

impl JsonField for ShoeNotes {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        *self == Self::default()
    }
}

/// Folders that fill up with recordings, as they were typed: `twinge import` without a path reads what is new there.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ImportFolders(pub Vec<Box<str>>);

impl JsonField for ImportFolders {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        self.0.is_empty()
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
        /// The share of soft surfaces that I aim for, per cent, 1–100; none unless set.
        soft_goal: Option<u32>,
        /// Distances at which a pair of shoes gets a quiet note.
        shoe_notes_m: ShoeNotes,
        /// Days from one massage to the next, 1–365; none unless set.
        massage_every: Option<u32>,
        /// The number to call in an emergency; never guessed.
        emergency_number: Option<Box<str>>,
        /// The urgent medical line, for what cannot wait and is no emergency; never guessed.
        urgent_number: Option<Box<str>>,
        /// The keyboard whose unshifted digit row stands for digits.
        digit_row: DigitRow,
        /// Whether the mouse is the program's.
        mouse: Mouse,
        /// Whether a level that is logged with a digit takes the places of the last one that had any.
        same_place: SamePlace,
        /// Whether the screen is drawn with ASCII signs only.
        ascii: Ascii,
        /// The colours of the screen.
        theme: ThemeName,
        /// Folders that fill up with recordings.
        import_folder: ImportFolders,
        /// The file or folder to which a phone appends lines, as it was typed; a file beside the journal unless set.
        inbox: Option<Box<str>>,
        /// When each was changed.
        stamps: Stamps,
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
            soft_goal: None,
            shoe_notes_m: ShoeNotes::default(),
            massage_every: None,
            emergency_number: None,
            urgent_number: None,
            digit_row: DigitRow::None,
            mouse: Mouse::On,
            same_place: SamePlace::Off,
            ascii: Ascii::Auto,
            theme: ThemeName::Auto,
            import_folder: ImportFolders::default(),
            inbox: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }
}

impl JsonField for Settings {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}
