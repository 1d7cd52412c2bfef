//! Times with their offset, and the journal day an hour belongs to.

use std::fmt;

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::record::{JsonField, Key, Written};
use super::refusal::Refusal;

/// A moment in time with the offset of the place where it was. Ordered by the moment, not by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(pub DateTime<FixedOffset>);

impl JsonField for At {}

impl Written for At {
    fn is_written_as(&self, other: &Self) -> bool {
        self == other && self.0.offset() == other.0.offset()
    }
}

impl At {
    /// The date and hour that the clock on the wall showed.
    pub fn local(self) -> NaiveDateTime {
        self.0.naive_local()
    }

    /// The journal day: it begins at `day_starts_at` and keeps the date of its morning.
    pub fn day(self, day_starts_at: Hour) -> NaiveDate {
        let (date, time) = (self.local().date(), self.local().time());
        if time < day_starts_at.0 { date.pred_opt().unwrap_or(date) } else { date }
    }

    /// The written form, RFC 3339.
    pub fn text(self) -> String {
        self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
    }

    /// Reads the written form: the usual one by its places, any other RFC 3339 form by the library.
    pub fn parse(text: &str) -> Option<Self> {
        let at = plain(text.as_bytes()).or_else(|| DateTime::parse_from_rfc3339(text).ok())?;
        // a year outside these cannot be written back as RFC 3339
        (0..=9999).contains(&chrono::Datelike::year(&at.naive_local())).then_some(Self(at))
    }
}

/// `2026-11-23T07:30:00+01:00` by its places: it is most of the work of opening a journal, and five times as fast so.
fn plain(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let text: &[u8; 25] = text.try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (22, b':')];
    if marks.iter().any(|&(place, mark)| text[place] != mark) {
        return None;
    }
    let number = |from: usize, digits: usize| {
        let mut value = 0;
        for &byte in &text[from..from + digits] {
            value = value * 10 + char::from(byte).to_digit(10)?;
        }
        Some(value)
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 2)?, number(8, 2)?)?;
    let time = NaiveTime::from_hms_opt(number(11, 2)?, number(14, 2)?, number(17, 2)?)?;
    let (hours, minutes) = (number(20, 2)?, number(23, 2)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = match text[19] {
        b'+' => FixedOffset::east_opt(seconds)?,
        b'-' => FixedOffset::west_opt(seconds)?,
        _ => return None,
    };
    match date.and_time(time).and_local_timezone(offset) {
        MappedLocalTime::Single(at) => Some(at),
        _ => None,
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (local, offset) = (self.local(), self.0.offset().local_minus_utc());
        if local.nanosecond() != 0 || offset % 60 != 0 {
            return to.serialize_str(&self.text());
        }
        let mut text = *b"0000-00-00T00:00:00+00:00";
        let mut put = |from: usize, digits: usize, mut value: u32| {
            for place in (from..from + digits).rev() {
                text[place] = b'0' + (value % 10) as u8;
                value /= 10;
            }
        };
        use chrono::Datelike as _;
        put(0, 4, u32::try_from(local.year()).unwrap_or(0));
        put(5, 2, local.month());
        put(8, 2, local.day());
        put(11, 2, local.hour());
        put(14, 2, local.minute());
        put(17, 2, local.second());
        put(20, 2, offset.unsigned_abs() / 3600);
        put(23, 2, offset.unsigned_abs() / 60 % 60);
        if offset < 0 {
            text[19] = b'-';
        }
        to.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Key(text) = Key::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format_args!(
                "\u{201c}{text}\u{201d} is not a time with its offset, such as 2026-11-23T07:30:00+01:00"
            ))
        })
    }
}

/// An hour of the day, `04:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(pub NaiveTime);

impl Hour {
    /// A full hour, 0–23; midnight for any other number.
    pub fn full(hour: u32) -> Self {
        Self(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())
    }

    /// Reads `04:00`.
    ///
    /// # Errors
    /// A sentence where it is not an hour.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Self)
            .map_err(|_| Refusal::new(format!("\u{201c}{}\u{201d} is not an hour such as 04:00.", text.trim())))
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl Serialize for Hour {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Key(text) = Key::deserialize(from)?;
        Self::read(&text).map_err(D::Error::custom)
    }
}

/// What the clock on the wall shows here: the present moment, and the offset that any local hour has.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    /// The present moment.
    pub now: At,
    /// The offset of a local date and hour: one, two where clocks go back, none where they go forward.
    pub offset: &'a dyn Fn(NaiveDateTime) -> MappedLocalTime<FixedOffset>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> At {
        At::parse(text).unwrap()
    }

    #[test]
    fn a_day_begins_at_four_unless_set_otherwise() {
        let four = Hour::full(4);
        assert_eq!(at("2026-11-23T03:59:59+01:00").day(four).to_string(), "2026-11-22");
        assert_eq!(at("2026-11-23T04:00:00+01:00").day(four).to_string(), "2026-11-23");
        assert_eq!(at("2026-11-23T00:00:00+01:00").day(Hour::full(0)).to_string(), "2026-11-23");
    }

    #[test]
    fn a_past_day_does_not_move_with_the_traveller() {
        assert_eq!(at("2026-11-23T22:00:00-10:00").day(Hour::full(4)).to_string(), "2026-11-23");
    }

    #[test]
    fn odd_but_valid_times_are_read_and_written_back() {
        for text in ["2026-11-23T07:30:00.25+01:00", "2026-11-23T07:30:00-09:30"] {
            assert_eq!(serde_json::to_string(&at(text)).unwrap(), format!("\"{text}\"").replace(".25", ".250"));
        }
        assert_eq!(at("2026-11-23T07:30:00Z").text(), "2026-11-23T07:30:00+00:00");
        for text in
            ["2026-11-23", "2026-02-30T07:30:00+01:00", "2026-11-23T24:00:00+01:00", "2026-11-23T07:30:00+24:00"]
        {
            assert_eq!(At::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_short_cut_reads_and_writes_what_the_library_does(seconds in -62_000_000_000i64..250_000_000_000, quarter in -56i32..=56) {
            let offset = FixedOffset::east_opt(quarter * 900).unwrap();
            let at = At(DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset));
            let written = serde_json::to_string(&at).unwrap();
            prop_assert_eq!(&written, &format!("\"{}\"", at.text()));
            prop_assert_eq!(plain(at.text().as_bytes()), Some(at.0));
        }
    }
}
