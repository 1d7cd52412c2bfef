//! The local day of a start: its own offset, else the zone of this computer at that instant, marked as assumed.

use chrono::{Datelike, Duration, FixedOffset, MappedLocalTime, NaiveDateTime};

use crate::domain::day::{At, Clock};
use crate::import::activity::StartTime;

/// What is known of the zone of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// All of it.
    Sure,
    /// The moment is, the offset of the place is assumed.
    Assumed,
    /// The clock on the wall is, the zone is assumed.
    Local,
    /// Only the day is: the hour is assumed too.
    Day,
}

impl Zone {
    /// The word for it in a run's source; none where nothing is assumed.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Sure => None,
            Self::Assumed => Some("assumed"),
            Self::Local => Some("local"),
            Self::Day => Some("day"),
        }
    }

    /// What that word says.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("assumed") => Self::Assumed,
            Some("local") => Self::Local,
            Some("day") => Self::Day,
            _ => Self::Sure,
        }
    }
}

/// The offset that a local date and hour has here.
pub type Offsets<'a> = &'a dyn Fn(NaiveDateTime) -> MappedLocalTime<FixedOffset>;

/// The start with an offset, in whole seconds; nothing where it is not known, or in no year that can be written. A day
/// without an hour is its noon, today before noon the present moment.
pub fn resolve(start: StartTime, clock: Clock) -> Option<(At, Zone)> {
    let offsets = clock.offset;
    let (at, zone) = match start {
        StartTime::Day(day) => {
            let (noon, _) = resolve(StartTime::Local(day.and_hms_opt(12, 0, 0)?), clock)?;
            let is_today = day == clock.now.local().date();
            (if is_today { noon.min(clock.now) } else { noon }.0, Zone::Day)
        }
        StartTime::At(at) => (at.0, Zone::Sure),
        StartTime::Utc(utc) => {
            let offset = offset_at(utc.naive_utc(), offsets)?;
            (utc.with_timezone(&offset), Zone::Assumed)
        }
        StartTime::Local(local) => {
            let offset = match offsets(local) {
                MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => offset,
                // an hour that the clocks left out: the offset that held before it
                MappedLocalTime::None => offsets(local.checked_sub_signed(Duration::hours(3))?).earliest()?,
            };
            (local.and_local_timezone(offset).earliest()?, Zone::Local)
        }
        StartTime::Unknown => return None,
    };
    let whole = At(chrono::Timelike::with_nanosecond(&at, 0).unwrap_or(at));
    // what is written has whole minutes of an offset, and a year of four digits
    let plain = whole.0.offset().local_minus_utc() % 60 == 0 && (0..=9999).contains(&whole.local().year());
    if plain { Some((whole, zone)) } else { At::parse(&whole.text()).map(|at| (at, zone)) }
}

/// The offset that holds here at an instant, from what local hours have: the one whose local hour has it too.
fn offset_at(utc: NaiveDateTime, offsets: Offsets) -> Option<FixedOffset> {
    let near = [-26, 26]
        .map(|hours| utc.checked_add_signed(Duration::hours(hours)).and_then(|local| offsets(local).earliest()));
    let holds = |offset: &FixedOffset| {
        let local = utc.checked_add_offset(*offset);
        local.is_some_and(|local| match offsets(local) {
            MappedLocalTime::Single(one) => one == *offset,
            MappedLocalTime::Ambiguous(one, other) => one == *offset || other == *offset,
            MappedLocalTime::None => false,
        })
    };
    near.into_iter().flatten().find(holds).or(near[0]).or(near[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central Europe around the last Sunday of October 2026 (01:00 UTC) and of March (01:00 UTC).
    fn berlin(local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let hours = |hours: i32| FixedOffset::east_opt(hours * 3600).unwrap();
        match local {
            local if local >= at("2026-03-29 02:00") && local < at("2026-03-29 03:00") => MappedLocalTime::None,
            local if local >= at("2026-10-25 02:00") && local < at("2026-10-25 03:00") => {
                MappedLocalTime::Ambiguous(hours(2), hours(1))
            }
            local if local >= at("2026-03-29 03:00") && local < at("2026-10-25 02:00") => {
                MappedLocalTime::Single(hours(2))
            }
            _ => MappedLocalTime::Single(hours(1)),
        }
    }

    fn clock() -> Clock<'static> {
        Clock { now: At::parse("2026-11-23T10:00:00+01:00").unwrap(), offset: &berlin }
    }

    #[test]
    fn a_day_without_an_hour_is_its_noon_but_never_still_to_come() {
        for (day, expected) in [
            ("2026-07-10", "2026-07-10T12:00:00+02:00"),
            ("2026-11-23", "2026-11-23T10:00:00+01:00"),
            ("2026-11-24", "2026-11-24T12:00:00+01:00"),
        ] {
            let (at, zone) = resolve(StartTime::Day(day.parse().unwrap()), clock()).unwrap();
            assert_eq!((at.text().as_str(), zone), (expected, Zone::Day));
        }
        let later = Clock { now: At::parse("2026-11-23T18:00:00+01:00").unwrap(), offset: &berlin };
        let (at, _) = resolve(StartTime::Day("2026-11-23".parse().unwrap()), later).unwrap();
        assert_eq!(at.text(), "2026-11-23T12:00:00+01:00");
    }

    #[test]
    fn an_instant_gets_the_offset_that_holds_then_also_around_the_change_of_clocks() {
        for (utc, local) in [
            ("2026-01-10T12:00:00Z", "2026-01-10T13:00:00+01:00"),
            ("2026-07-10T12:00:00Z", "2026-07-10T14:00:00+02:00"),
            ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"),
            ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"),
            ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
            ("2024-12-31T23:40:00Z", "2025-01-01T00:40:00+01:00"),
        ] {
            let (at, zone) = resolve(StartTime::Utc(utc.parse().unwrap()), clock()).unwrap();
            assert_eq!((at.text().as_str(), zone), (local, Zone::Assumed), "{utc}");
        }
    }

    #[test]
    fn a_local_hour_keeps_its_clock_and_an_offset_of_the_file_wins() {
        let local = |text: &str| StartTime::Local(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap());
        for (text, expected) in [
            ("2026-07-10 07:05:09", "2026-07-10T07:05:09+02:00"),
            ("2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00"),
            ("2026-03-29 02:30:00", "2026-03-29T02:30:00+01:00"),
        ] {
            let (at, zone) = resolve(local(text), clock()).unwrap();
            assert_eq!((at.text().as_str(), zone), (expected, Zone::Local), "{text}");
        }
        let at = At::parse("2025-02-14T07:17:10.5+09:30").unwrap();
        assert_eq!(resolve(StartTime::At(at), clock()).unwrap().0.text(), "2025-02-14T07:17:10+09:30");
        assert_eq!(resolve(StartTime::Unknown, clock()), None);
    }
}
