//! An activity as a file or a list tells it, before anything is decided: what every reader of imports gives.
//!
//! Nothing is guessed here: what a file does not say is absent, and what was odd about it stands in `reasons`.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};

use crate::domain::day::At;
use crate::domain::level::Level;
use crate::domain::runs::Surface;

/// The most that one file may hold once unpacked, bytes. Apple Health's export is streamed and has no such limit.
pub const LONGEST: u64 = 64 << 20;
/// The most points of one file that are looked at.
pub const MOST_POINTS: usize = 1_000_000;
/// The most activities that are taken from one recording (a list may have any number).
pub const MOST_ACTIVITIES: usize = 64;

/// When an activity began, as far as its file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StartTime {
    /// The moment, with the offset of the place.
    At(At),
    /// The moment; the offset of the place is not known.
    Utc(DateTime<Utc>),
    /// What the clock on the wall showed; the zone is not known.
    Local(NaiveDateTime),
    /// The day only; the hour is not known.
    Day(NaiveDate),
    /// Not known.
    #[default]
    Unknown,
}

impl StartTime {
    /// The start without the offset it was written with.
    #[must_use]
    pub fn instant(self) -> Self {
        match self {
            Self::At(At(at)) => Self::Utc(at.to_utc()),
            other => other,
        }
    }

    /// Seconds from this to a later moment that is told in the same way.
    #[must_use]
    pub fn until(self, end: Self) -> Option<u32> {
        let seconds = match (self.instant(), end.instant()) {
            (Self::Utc(from), Self::Utc(to)) => (to - from).num_seconds(),
            (Self::Local(from), Self::Local(to)) => (to - from).num_seconds(),
            _ => return None,
        };
        u32::try_from(seconds).ok().filter(|&seconds| seconds > 0)
    }

    /// The start moved by some seconds; unknown where that leaves the calendar.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        let by = Duration::try_seconds(seconds);
        let moved = |by| match self {
            Self::At(At(at)) => at.checked_add_signed(by).map(|at| Self::At(At(at))),
            Self::Utc(at) => at.checked_add_signed(by).map(Self::Utc),
            Self::Local(at) => at.checked_add_signed(by).map(Self::Local),
            Self::Day(_) | Self::Unknown => None,
        };
        by.and_then(moved).unwrap_or_default()
    }
}

/// What kind of activity it was, as the file says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Sport {
    /// A run of any sort.
    Running,
    /// Something else, in the file's own word.
    Other(Box<str>),
    /// The file does not say.
    #[default]
    Unknown,
}

impl Sport {
    /// The word shown for it: `running`, the file's own, or `unknown`.
    pub fn word(&self) -> &str {
        match self {
            Self::Running => "running",
            Self::Other(word) => word,
            Self::Unknown => "unknown",
        }
    }
}

/// One activity. What the file does not say is absent.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Activity {
    /// When it began.
    pub start: StartTime,
    /// The name of the zone it was in, `Europe/Vienna`, where the file gives that and the moment only.
    pub zone: Option<Box<str>>,
    /// Metres.
    pub distance_m: Option<u32>,
    /// Seconds without pauses, by the recorder's own timer (or estimated, which `reasons` then says).
    pub timer_s: Option<u32>,
    /// Seconds from start to end, pauses included.
    pub elapsed_s: Option<u32>,
    /// Seconds in motion, where a service worked them out.
    pub moving_s: Option<u32>,
    /// Which sport.
    pub sport: Sport,
    /// What sort of it, in one word: `treadmill`, `trail`, `track`, `street`, `indoor`, `virtual`.
    pub sub_sport: Option<Box<str>>,
    /// The surface, only where the file itself says so: treadmill, track or trail.
    pub surface: Option<Surface>,
    /// Average heart rate, beats a minute.
    pub average_hr: Option<u8>,
    /// How hard it felt, 0–10, where the watch asked.
    pub effort: Option<Level>,
    /// How it felt, 0 very weak, 25, 50, 75, to 100 very strong, where the watch asked.
    pub feel: Option<u8>,
    /// Its title, tidied.
    pub title: Option<Box<str>>,
    /// What recorded it, or which program wrote it.
    pub device: Option<Box<str>>,
    /// The identity that the file itself gives it, if it gives one; the same in every copy of that file.
    pub id: Option<Box<str>>,
    /// The file of the same archive that belongs to it, as far as its name is told.
    pub link: Option<Box<str>>,
    /// True where start times of this kind of file are cut to the whole minute.
    pub whole_minute: bool,
    /// The line of the list that it stands in, from 1.
    pub line: Option<u64>,
    /// True where its offset was in the file, but no place in it confirms it: it counts only where it is near this
    /// computer's.
    pub doubtful_offset: bool,
    /// What is odd about it, each a finished sentence.
    pub reasons: Vec<String>,
    /// Why it does not come in unasked, a finished sentence.
    pub unlikely: Option<String>,
}

/// What a file held.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Decoded {
    /// Kind of file: `fit`, `gpx`, `tcx`, `apple-health`, …
    pub kind: &'static str,
    /// The activities, in the order of the file.
    pub activities: Vec<Activity>,
    /// What is wrong with the file as a whole though it could be read, each a finished sentence.
    pub warnings: Vec<String>,
}

/// Why nothing was taken from a file, as a finished sentence without the file's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There are no bytes.
    #[error("The file is empty.")]
    Empty,
    /// It is another kind of file than it was taken for.
    #[error("It is not {} {kind} file: {message}.", if kind.starts_with(['A', 'F']) && *kind != "FIT" { "an" } else { "a" })]
    Foreign {
        /// What it was taken for.
        kind: &'static str,
        /// Why it is none.
        message: String,
    },
    /// It is whole, but holds no recorded activity.
    #[error("{0}")]
    NoActivity(String),
    /// It is known for something that holds no run, or for what is not read: why, and what to do instead.
    #[error("{0}")]
    Left(String),
    /// It is larger than any real one.
    #[error("It holds more than {} MiB, which no recorded activity does; it was left alone.", LONGEST >> 20)]
    TooLong,
    /// It is damaged so that nothing can be taken from it.
    #[error("It is damaged at byte {byte}: {message}.")]
    Damaged {
        /// Where, from 0.
        byte: u64,
        /// What is wrong there.
        message: String,
    },
    /// A line of a list is wrong so that nothing can be taken from the list.
    #[error("Line {line}: {message}.")]
    Line {
        /// Which, from 1.
        line: u64,
        /// What is wrong there.
        message: String,
    },
}

/// A title or a device's name as it may be kept: without controls, in one line, not blank, at most 120 letters.
pub fn tidy(text: &str) -> Option<Box<str>> {
    const LETTERS: usize = 120;
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let plain: String = text.chars().take(8 * LETTERS).map(|c| if hidden(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(LETTERS) {
        _ if line.is_empty() => None,
        Some((end, _)) => Some(format!("{}…", line[..end].trim_end()).into()),
        None => Some(line.into()),
    }
}

/// A length or a time in whole metres or seconds; nothing where it is no number or no length.
pub fn whole(value: f64) -> Option<u32> {
    (value.is_finite() && (0.0..=f64::from(u32::MAX)).contains(&value)).then(|| value.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_kept_as_one_line_of_text() {
        assert_eq!(tidy(" two\r\n lines\u{1b}[2J "), Some("two lines [2J".into()));
        assert_eq!(tidy("a\u{202e}b"), Some("a b".into()));
        assert_eq!(tidy(" \u{7} \n"), None);
        assert_eq!(tidy(&"ä".repeat(100_000)).map(|title| title.chars().count()), Some(121));
    }

    #[test]
    fn a_length_that_is_none_is_absent() {
        assert_eq!((whole(0.4), whole(2.5)), (Some(0), Some(3)));
        for odd in [f64::NAN, f64::INFINITY, -0.5, 1e10] {
            assert_eq!(whole(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_start_moves_within_the_calendar() {
        let at = StartTime::At(At::parse("2026-11-23T23:59:00+01:00").unwrap());
        assert_eq!(at.plus(120), StartTime::At(At::parse("2026-11-24T00:01:00+01:00").unwrap()));
        assert_eq!(at.plus(i64::MAX), StartTime::Unknown);
        assert_eq!(StartTime::Unknown.plus(1), StartTime::Unknown);
    }

    #[test]
    fn a_refusal_is_a_finished_sentence() {
        let message = Unreadable::Damaged { byte: 12, message: "a field runs past the end".into() }.to_string();
        assert_eq!(message, "It is damaged at byte 12: a field runs past the end.");
        assert!(Unreadable::TooLong.to_string().contains("64 MiB"));
    }
}
