//! Whether two runs are one. Source of the limits: 89 recordings of the same runs by two devices; track and watch
//! differed by more than 3 % of the distance in 13 of them, by more than 5 % in 9.

use std::collections::BTreeMap;

use super::zone::Zone;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::runs::Run;
use crate::formats::activity::Activity;

/// Two starts that are so many seconds apart may be of one run.
const APART_S: i64 = 120;
/// The same where one of them is cut to the whole minute.
const CUT_APART_S: i64 = 180;
/// Distances of one run differ by so much of the longer.
const DISTANCE: f64 = 0.10;
/// Times of one run differ by so much of the longer.
const ELAPSED: f64 = 0.03;

/// What tells a run from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    start: At,
    zone: Zone,
    cut: bool,
    distance_m: Option<u32>,
    elapsed_s: Option<u32>,
    duration_s: Option<u32>,
    kind: Option<Box<str>>,
    file: Option<Box<str>>,
}

impl Mark {
    /// The marks of an activity.
    pub fn of(activity: &Activity, start: At, zone: Zone, kind: &str, file: &str) -> Self {
        Self {
            start,
            zone,
            cut: activity.whole_minute && is_whole_minute(start),
            distance_m: activity.distance_m,
            elapsed_s: activity.elapsed_s,
            duration_s: activity.timer_s.or(activity.moving_s),
            kind: Some(kind.into()),
            file: Some(file.into()),
        }
    }

    /// The marks of a run of the journal: as it is now, and as its source said, which an edit does not change.
    pub fn of_run(run: &Run) -> Vec<Self> {
        let source = run.source.as_deref();
        let mark = |start: At, recorded: bool| Self {
            start,
            zone: Zone::of(source.and_then(|source| source.zone.as_deref())),
            cut: source.is_some_and(|source| source.kind.as_deref() == Some("tcx")) && is_whole_minute(start),
            distance_m: run.distance_m,
            elapsed_s: source.and_then(|source| source.elapsed_s),
            duration_s: run.duration_s,
            kind: source.and_then(|source| source.kind.clone()).filter(|_| recorded),
            file: source.and_then(|source| source.file.clone()).filter(|_| recorded),
        };
        let recorded = source.and_then(|source| source.start).map(|start| mark(start, true));
        let moved = recorded.as_ref().is_none_or(|recorded| recorded.start != run.at);
        recorded.into_iter().chain(moved.then(|| mark(run.at, false))).collect()
    }

    /// The mark where the zone of the start is known so far.
    pub fn in_zone(self, zone: Zone) -> Self {
        Self { zone, ..self }
    }

    /// True where both are of one run.
    fn is_same(&self, other: &Self) -> bool {
        self.is_same_source(other) || (self.starts_with(other) && self.is_as_long(other))
    }

    /// The same file, or another copy of it: nothing that the person edited counts.
    fn is_same_source(&self, other: &Self) -> bool {
        let named = |one: &Option<Box<str>>, other: &Option<Box<str>>| one.is_some() && one == other;
        self.start.0 == other.start.0 && (named(&self.file, &other.file) || named(&self.kind, &other.kind))
    }

    fn starts_with(&self, other: &Self) -> bool {
        let by_clock = self.zone == Zone::Local || other.zone == Zone::Local;
        let apart = if by_clock { self.start.local() - other.start.local() } else { self.start.0 - other.start.0 };
        apart.num_seconds().abs() <= if self.cut || other.cut { CUT_APART_S } else { APART_S }
    }

    fn is_as_long(&self, other: &Self) -> bool {
        let whole = |mark: &Self| mark.elapsed_s.or(mark.duration_s);
        let distance = self.distance_m.zip(other.distance_m).map(|(a, b)| near(a, b, DISTANCE));
        let elapsed = whole(self).zip(whole(other)).map(|(a, b)| near(a, b, ELAPSED));
        let timer = self.duration_s.zip(other.duration_s).map(|(a, b)| near(a, b, ELAPSED));
        let known = [distance, elapsed, timer];
        // where nothing can be compared, nobody starts two runs at once
        known.contains(&Some(true)) || known == [None; 3]
    }
}

fn is_whole_minute(at: At) -> bool {
    at.0.timestamp() % 60 == 0
}

/// True where two lengths differ by at most that part of the longer.
pub fn near(a: u32, b: u32, part: f64) -> bool {
    f64::from(a.abs_diff(b)) <= part * f64::from(a.max(b))
}

/// Who a mark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A run of the journal.
    Entry(Id),
    /// A row of this import.
    Row(usize),
}

/// The marks of all runs, found by their start. A zone may be wrong by up to 26 hours, so that the clock on the wall
/// has an order of its own.
#[derive(Debug, Default)]
pub struct Marks {
    all: Vec<(Mark, Who)>,
    by_instant: BTreeMap<i64, Vec<usize>>,
    by_clock: BTreeMap<i64, Vec<usize>>,
}

impl Marks {
    /// Adds a mark.
    pub fn add(&mut self, mark: Mark, who: Who) {
        let place = self.all.len();
        self.by_instant.entry(mark.start.0.timestamp()).or_default().push(place);
        self.by_clock.entry(mark.start.local().and_utc().timestamp()).or_default().push(place);
        self.all.push((mark, who));
    }

    /// Who is the same run, the one that starts nearest first.
    pub fn find(&self, mark: &Mark) -> Option<Who> {
        let (instant, clock) = (mark.start.0.timestamp(), mark.start.local().and_utc().timestamp());
        let around = |from: i64| from.saturating_sub(CUT_APART_S)..=from.saturating_add(CUT_APART_S);
        let near = self.by_instant.range(around(instant)).chain(self.by_clock.range(around(clock)));
        let same = near.flat_map(|(_, places)| places).filter_map(|&place| self.all.get(place));
        let same = same.filter(|(other, _)| mark.is_same(other));
        same.min_by_key(|(other, _)| (other.start.0 - mark.start.0).num_seconds().abs()).map(|(_, who)| *who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: &str, distance_m: u32, elapsed_s: u32) -> Mark {
        Mark {
            start: At::parse(start).unwrap(),
            zone: Zone::Sure,
            cut: false,
            distance_m: Some(distance_m),
            elapsed_s: Some(elapsed_s),
            duration_s: None,
            kind: None,
            file: None,
        }
    }

    #[test]
    fn runs_are_one_within_two_minutes_and_a_tenth_or_three_per_cent() {
        let one = mark("2026-11-23T07:00:00+01:00", 10_000, 3600);
        for (start, distance, elapsed, same) in [
            ("2026-11-23T07:02:00+01:00", 10_000, 3600, true),
            ("2026-11-23T06:58:00+01:00", 10_000, 3600, true),
            ("2026-11-23T07:02:01+01:00", 10_000, 3600, false),
            ("2026-11-23T06:00:00Z", 9000, 9999, true),
            ("2026-11-23T06:00:00Z", 8999, 9999, false),
            ("2026-11-23T06:00:00Z", 5000, 3492, true),
            ("2026-11-23T06:00:00Z", 5000, 3491, false),
        ] {
            assert_eq!(one.is_same(&mark(start, distance, elapsed)), same, "{start} {distance} {elapsed}");
        }
    }

    #[test]
    fn a_start_cut_to_the_minute_may_be_a_minute_further_off() {
        let one = Mark { cut: true, ..mark("2026-11-23T07:00:00+01:00", 10_000, 3600) };
        assert!(one.is_same(&mark("2026-11-23T07:03:00+01:00", 10_000, 3600)));
        assert!(!one.is_same(&mark("2026-11-23T07:03:01+01:00", 10_000, 3600)));
    }

    #[test]
    fn where_a_zone_is_not_known_the_clock_on_the_wall_counts() {
        let one = Mark { zone: Zone::Local, ..mark("2026-11-23T07:00:00+01:00", 10_000, 3600) };
        let tokyo = mark("2026-11-23T07:00:30+09:00", 10_000, 3600);
        let mut marks = Marks::default();
        marks.add(tokyo.clone(), Who::Row(1));
        assert_eq!(marks.find(&one), Some(Who::Row(1)));
        assert_eq!(marks.find(&Mark { zone: Zone::Assumed, ..one }), None);
    }

    #[test]
    fn the_source_is_the_same_whatever_was_edited() {
        let file = |mark: Mark| Mark { file: Some("a.fit".into()), ..mark };
        let (one, other) = (mark("2026-11-23T07:00:00+01:00", 10_000, 3600), mark("2026-11-23T06:00:00Z", 20, 5));
        assert!(file(one.clone()).is_same(&file(other.clone())));
        assert!(!file(one.clone()).is_same(&other));
        let kind = |mark: Mark| Mark { kind: Some("fit".into()), ..mark };
        assert!(kind(one).is_same(&kind(other)), "a copy under another name");
    }

    #[test]
    fn what_cannot_be_compared_does_not_make_two_of_one() {
        let one = Mark { distance_m: None, ..mark("2026-11-23T07:00:00+01:00", 0, 3600) };
        let other = Mark { elapsed_s: None, ..mark("2026-11-23T07:00:10+01:00", 5000, 0) };
        assert!(one.is_same(&other));
        let still = mark("2026-11-23T07:00:00+01:00", 0, 7);
        assert!(still.is_same(&mark("2026-11-23T07:00:00+01:00", 0, 9)), "no metre on either side");
    }
}
