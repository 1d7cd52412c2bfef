//! What recordings share: how long a way is, what a heart did along it, when a point was.

use super::tables::dates;
use crate::domain::day::At;
use crate::import::activity::StartTime;

/// A place on the ground, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrackPoint {
    latitude: f64,
    longitude: f64,
}

/// The mean radius of the earth, metres.
const EARTH: f64 = 6_371_008.8;

impl TrackPoint {
    /// A place that can be one: on the globe, and not the (0, 0) that some recorders write for none.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        (on_globe && (latitude, longitude) != (0.0, 0.0)).then_some(Self { latitude, longitude })
    }

    /// Hours by which the sun is earlier there than in Greenwich.
    pub fn sun_hours(self) -> f64 {
        self.longitude / 15.0
    }

    /// Metres to another place along the ground: a great circle, heights left out. Noisy heights would add up to 15 %.
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half = |difference: f64| (difference / 2.0).sin().powi(2);
        let h = half(b - a) + a.cos() * b.cos() * half((other.longitude - self.longitude).to_radians());
        2.0 * EARTH * h.sqrt().min(1.0).asin()
    }
}

/// Metres along places that follow each other.
pub fn length(places: impl Iterator<Item = TrackPoint>) -> f64 {
    let mut last: Option<TrackPoint> = None;
    places.map(|place| last.replace(place).map_or(0.0, |last| last.metres_to(place))).sum()
}

/// The time of a point: seconds since 1970 to count with, and the moment as it was written, to whole seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Seconds since 1970; of a local time without zone as if it were UTC.
    pub seconds: f64,
    /// The moment.
    pub start: StartTime,
}

impl Moment {
    /// Reads a time as recorders write it: `2025-05-02T15:51:15.692Z`, with an offset, or without any zone. `Z` and
    /// `+00:00` say when it was, not where.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (start, fraction) =
            dates::iso(text).or_else(|| Some((dates::start(text, dates::Order::Unknown, false)?, 0.0)))?;
        let start = match start {
            StartTime::At(At(at)) if at.offset().local_minus_utc() == 0 => start.instant(),
            start => start,
        };
        let whole = match start {
            StartTime::At(At(at)) => at.timestamp(),
            StartTime::Utc(at) => at.timestamp(),
            StartTime::Local(at) => at.and_utc().timestamp(),
            StartTime::Day(_) | StartTime::Unknown => return None,
        };
        Some(Self { seconds: whole as f64 + fraction, start })
    }
}

/// The first and last time of points, which may run back. Times a month away from the first are damage.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeSpan {
    first: Option<Moment>,
    earliest: f64,
    latest: f64,
}

impl TimeSpan {
    const LONGEST: f64 = 31.0 * 86_400.0;
    /// How far before the first point another may lie and still be its beginning, seconds: two points change places.
    const SWAPPED: f64 = 60.0;

    /// Takes a time into account; false where it is damage.
    pub fn add(&mut self, moment: Moment) -> bool {
        let Some(first) = self.first else {
            *self = Self { first: Some(moment), earliest: moment.seconds, latest: moment.seconds };
            return true;
        };
        if (moment.seconds - first.seconds).abs() > Self::LONGEST {
            return false;
        }
        self.earliest = self.earliest.min(moment.seconds);
        self.latest = self.latest.max(moment.seconds);
        true
    }

    /// When it began.
    pub fn start(&self) -> StartTime {
        let Some(first) = self.first else { return StartTime::Unknown };
        let before = first.seconds - self.earliest;
        let moved = before > 0.0 && before <= Self::SWAPPED;
        if moved { first.start.plus(-(before.ceil() as i64)) } else { first.start }
    }

    /// Seconds from the earliest time to the latest; nothing without any.
    pub fn elapsed(&self) -> Option<f64> {
        self.first.map(|_| self.latest - self.earliest)
    }

    /// Seconds from the end of this to the beginning of another; negative where they overlap.
    pub fn until(&self, other: &Self) -> f64 {
        other.earliest - self.latest
    }

    /// The time that both cover.
    pub fn join(&mut self, other: &Self) {
        self.earliest = self.earliest.min(other.earliest);
        self.latest = self.latest.max(other.latest);
    }
}

/// A mean that is counted as it goes: heart rates, 0 left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    /// Adds a heart rate of so much weight; what no heart does is left out.
    pub fn add(&mut self, value: f64, weight: f64) {
        if (1.0..=254.0).contains(&value) && weight > 0.0 {
            self.sum += value * weight;
            self.weight += weight;
        }
    }

    /// Adds another mean.
    pub fn join(&mut self, other: &Self) {
        self.sum += other.sum;
        self.weight += other.weight;
    }

    /// The mean, whole; nothing where nothing was added.
    pub fn get(&self) -> Option<u8> {
        (self.weight > 0.0).then(|| (self.sum / self.weight).round() as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_as_long_as_a_great_circle() {
        let at = |latitude, longitude| TrackPoint::new(latitude, longitude).unwrap();
        // one minute of arc is a nautical mile, give or take the shape of the earth
        assert!((at(50.0, 8.0).metres_to(at(50.0 + 1.0 / 60.0, 8.0)) - 1853.25).abs() < 0.1);
        // across the date line the short way is taken
        assert!(at(10.0, 179.9999).metres_to(at(10.0, -179.9999)) < 30.0);
        let way = [at(-10.0, -140.0), at(-10.0, -140.002), at(-10.0, -140.004)];
        assert!((length(way.into_iter()) - 438.0).abs() < 0.5);
    }

    #[test]
    fn a_time_is_read_in_every_form_that_recorders_write() {
        let at = |text| StartTime::At(At::parse(text).unwrap());
        let utc = |text: &str| StartTime::Utc(text.parse().unwrap());
        for (text, start) in [
            ("2025-05-02T15:51:15.692Z", utc("2025-05-02T15:51:15Z")),
            (" 2025-05-02T15:51:15.1234567Z ", utc("2025-05-02T15:51:15Z")),
            ("2025-05-02T15:51:15+00:00", utc("2025-05-02T15:51:15Z")),
            ("2025-08-30T20:29:19.8+02:00", at("2025-08-30T20:29:19+02:00")),
            ("2016-11-14 07:25:41 -0700", at("2016-11-14T07:25:41-07:00")),
            ("2025-05-02T15:51:15", StartTime::Local("2025-05-02T15:51:15".parse().unwrap())),
        ] {
            assert_eq!(Moment::read(text).map(|moment| moment.start), Some(start), "{text}");
        }
        for text in ["", "yesterday", "2025-13-02T15:51:15Z", "2025-02-30T15:51:15Z"] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn times_that_run_back_still_span_from_the_earliest_to_the_latest() {
        let mut span = TimeSpan::default();
        let at = |second| Moment::read(&format!("2025-05-02T15:51:{second:02}Z")).unwrap();
        for second in [5, 3, 9, 7] {
            assert!(span.add(at(second)));
        }
        assert!(!span.add(Moment::read("2085-05-02T15:51:00Z").unwrap()));
        assert_eq!((span.start(), span.elapsed()), (at(3).start, Some(6.0)));
    }

    #[test]
    fn what_is_no_place_is_left_out() {
        for (latitude, longitude) in [(0.0, 0.0), (100.0, 8.0), (50.0, 181.0), (f64::NAN, 1.0)] {
            assert_eq!(TrackPoint::new(latitude, longitude), None, "{latitude} {longitude}");
        }
    }
}
