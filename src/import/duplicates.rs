//! Whether two runs are one. Source of the limits: 89 recordings of the same runs by two devices; track and watch
//! differed by more than 3 % of the distance in 13 of them, by more than 5 % in 9.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::zone::Zone;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::runs::Run;
use crate::import::activity::Activity;

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
pub struct RunMark {
    start: At,
    zone: Zone,
    /// The start is cut to the whole minute.
    cut: bool,
    /// The file is damaged, so that it may end too early.
    damaged: bool,
    distance_m: Option<u32>,
    elapsed_s: Option<u32>,
    duration_s: Option<u32>,
    /// The file of a recording; several rows of a list have one.
    file: Option<Box<str>>,
    /// It was typed by hand.
    typed: bool,
}

impl RunMark {
    /// The mark of an activity. `file`: that of a recording.
    pub fn of(activity: &Activity, start: At, zone: Zone, file: Option<&str>, damaged: bool) -> Self {
        Self {
            start,
            zone,
            cut: activity.whole_minute && is_whole_minute(start),
            damaged,
            distance_m: activity.distance_m,
            elapsed_s: activity.elapsed_s,
            duration_s: activity.timer_s.or(activity.moving_s),
            file: file.map(Into::into),
            typed: false,
        }
    }

    /// The marks of a run of the journal: as it is now, and as its source said, which an edit does not change.
    pub fn of_run(run: &Run) -> Vec<Self> {
        let source = run.source.as_deref();
        let mark = |start: At, recorded: bool| Self {
            start,
            zone: Zone::of(source.and_then(|source| source.zone.as_deref())),
            cut: source.is_some_and(|source| source.kind.as_deref() == Some("tcx")) && is_whole_minute(start),
            damaged: false,
            distance_m: run.distance_m,
            elapsed_s: source.and_then(|source| source.elapsed_s),
            duration_s: run.duration_s,
            file: source
                .filter(|source| recorded && is_recording(source.kind.as_deref()))
                .and_then(|source| source.file.clone()),
            typed: source.is_none(),
        };
        let recorded = source.and_then(|source| source.start).map(|start| mark(start, true));
        let moved = recorded.as_ref().is_none_or(|recorded| recorded.start != run.at);
        recorded.into_iter().chain(moved.then(|| mark(run.at, false))).collect()
    }

    /// The mark of what a run was imported from, without anything that an edit changes: its start, the time it took, and
    /// the kind of file. Nothing for one that names no hour, or was typed by hand.
    fn of_source(run: &Run) -> Option<Self> {
        let start = run.source.as_deref()?.start?;
        let mark = Self::of_run(run).into_iter().find(|mark| mark.start == start && !mark.is_day())?;
        let is_long = run.source.as_deref().is_some_and(|source| source.elapsed_s.is_some());
        // lengths that were typed over tell nothing of the recording where it says its own
        Some(if is_long { Self { distance_m: None, duration_s: None, ..mark } } else { mark })
    }

    /// True where both are of one run.
    pub fn is_same(&self, other: &Self) -> bool {
        match self.is_day() || other.is_day() {
            true => self.is_same_day(other),
            false => self.starts_with(other) && (self.is_as_long(other) || self.is_same_file(other)),
        }
    }

    fn is_day(&self) -> bool {
        self.zone == Zone::Day
    }

    /// Of runs without an hour only those are one that are the same in everything that both say.
    fn is_same_day(&self, other: &Self) -> bool {
        let same = |a: Option<u32>, b: Option<u32>| a.zip(b).is_none_or(|(a, b)| a == b);
        self.zone == other.zone
            && self.start.local().date() == other.start.local().date()
            && same(self.distance_m, other.distance_m)
            && same(self.whole(), other.whole())
    }

    fn instant(&self) -> i64 {
        self.start.0.timestamp()
    }

    /// The clock on the wall at its start.
    fn clock(&self) -> i64 {
        self.start.local().and_utc().timestamp()
    }

    /// Its day with each of these distances and each of these times.
    fn of_day(&self, distances: &[Option<Option<u32>>], times: &[Option<Option<u32>>]) -> Vec<OfDay> {
        let day = self.start.local().date();
        distances.iter().flat_map(|&distance| times.iter().map(move |&time| (day, distance, time))).collect()
    }

    /// Where it stands among the runs of its day: each length as it is said, and left open.
    fn in_its_day(&self) -> Vec<OfDay> {
        let open = |said: Option<u32>| [Some(said), None];
        self.of_day(&open(self.distance_m), &open(self.whole()))
    }

    /// Seconds from start to end, as far as it is known.
    fn whole(&self) -> Option<u32> {
        self.elapsed_s.or(self.duration_s)
    }

    /// The same file where no time tells them apart, whatever was edited; or a damaged copy, which is shorter.
    fn is_same_file(&self, other: &Self) -> bool {
        let unknown = self.elapsed_s.is_none() || other.elapsed_s.is_none();
        self.start.0 == other.start.0
            && ((unknown && self.file.is_some() && self.file == other.file) || (self.damaged && self.is_part_of(other)))
    }

    /// True where it is shorter than the other by all that both know.
    fn is_part_of(&self, other: &Self) -> bool {
        let shorter = |a: Option<u32>, b: Option<u32>| a.zip(b).map(|(a, b)| a <= b);
        let known = [shorter(self.distance_m, other.distance_m), shorter(self.whole(), other.whole())];
        known.contains(&Some(true)) && !known.contains(&Some(false))
    }

    fn starts_with(&self, other: &Self) -> bool {
        let by_clock = self.zone == Zone::Local || other.zone == Zone::Local;
        let apart = if by_clock { self.start.local() - other.start.local() } else { self.start.0 - other.start.0 };
        apart.num_seconds().abs() <= if self.cut || other.cut { CUT_APART_S } else { APART_S }
    }

    fn is_as_long(&self, other: &Self) -> bool {
        let distance = self.distance_m.zip(other.distance_m).map(|(a, b)| near(a, b, DISTANCE));
        let elapsed = self.whole().zip(other.whole()).map(|(a, b)| near(a, b, ELAPSED));
        let timer = self.duration_s.zip(other.duration_s).map(|(a, b)| near(a, b, ELAPSED));
        let known = [distance, elapsed, timer];
        // where nothing can be compared, nobody starts two runs at once
        known.contains(&Some(true)) || known == [None; 3]
    }
}

/// True for the kinds of files that hold one recording each, not a list of many.
pub fn is_recording(kind: Option<&str>) -> bool {
    matches!(kind, Some("fit" | "tcx" | "gpx"))
}

fn is_whole_minute(at: At) -> bool {
    at.0.timestamp() % 60 == 0
}

/// True where two lengths differ by at most that part of the longer.
pub fn near(a: u32, b: u32, part: f64) -> bool {
    f64::from(a.abs_diff(b)) <= part * f64::from(a.max(b))
}

/// Who a mark belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A run of the journal.
    Entry(Id),
    /// A row of this import.
    Row(usize),
}

/// The marks of all runs, found by their start. A zone may be wrong by up to 26 hours, so that the clock on the wall
/// has an order of its own; a run without its hour is found by its day and its lengths, as a day may have very many.
#[derive(Debug, Default)]
pub struct Marks {
    all: Vec<(RunMark, Who)>,
    by_instant: BTreeSet<(i64, usize)>,
    by_clock: BTreeSet<(i64, usize)>,
    by_day: HashMap<OfDay, BTreeSet<(i64, usize)>>,
    /// Where in `all` those that are found now stand.
    of: HashMap<Who, Vec<usize>>,
}

/// A day with a distance and a time, either as it is said (or not said), or left open.
type OfDay = (NaiveDate, Option<Option<u32>>, Option<Option<u32>>);

impl Marks {
    /// Adds a mark.
    pub fn add(&mut self, mark: RunMark, who: Who) {
        let (place, instant) = (self.all.len(), mark.instant());
        if mark.is_day() {
            for key in mark.in_its_day() {
                self.by_day.entry(key).or_default().insert((instant, place));
            }
        } else {
            self.by_instant.insert((instant, place));
            self.by_clock.insert((mark.clock(), place));
        }
        self.of.entry(who).or_default().push(place);
        self.all.push((mark, who));
    }

    /// The run is found by these marks from now on, and by none that it had.
    pub fn renew(&mut self, was: Who, run: &Run, who: Who) {
        for place in self.of.remove(&was).unwrap_or_default() {
            let Some((mark, _)) = self.all.get(place) else { continue };
            self.by_instant.remove(&(mark.instant(), place));
            self.by_clock.remove(&(mark.clock(), place));
            for key in mark.in_its_day() {
                self.by_day.get_mut(&key).map(|day| day.remove(&(mark.instant(), place)));
            }
        }
        self.add_run(run, who);
    }

    /// Adds the marks that a run has in the journal: an import finds it as the next one will.
    pub fn add_run(&mut self, run: &Run, who: Who) {
        RunMark::of_run(run).into_iter().for_each(|mark| self.add(mark, who));
    }

    /// Who is the same run, the one that starts nearest first.
    pub fn find(&self, mark: &RunMark) -> Option<Who> {
        match mark.is_day() {
            true => self.of_day(mark),
            false => self.nearest(mark, |other| mark.is_same(other)),
        }
    }

    /// Who starts with it although it is another run, and whether that one may be a cut copy of it.
    pub fn beside(&self, mark: &RunMark) -> Option<(Who, bool)> {
        if mark.is_day() {
            return None;
        }
        let who = self.nearest(mark, |other| mark.starts_with(other))?;
        let part = |(other, one): &(RunMark, Who)| *one == who && mark.file.is_some() && other.is_part_of(mark);
        Some((who, self.around(mark).any(part)))
    }

    /// Who is the same of the runs without their hour: what both say is the same, and what one of them leaves open may
    /// be anything.
    fn of_day(&self, mark: &RunMark) -> Option<Who> {
        let fitting = |said: Option<u32>| if said.is_some() { vec![Some(said), Some(None)] } else { vec![None] };
        let keys = mark.of_day(&fitting(mark.distance_m), &fitting(mark.whole()));
        let (instant, days) = (mark.instant(), keys.into_iter().filter_map(|key| self.by_day.get(&key)));
        let near = days.flat_map(|day| [day.range(..(instant, 0)).next_back(), day.range((instant, 0)..).next()]);
        let nearest = near.flatten().min_by_key(|&&(at, place)| (at.abs_diff(instant), place));
        nearest.and_then(|&(_, place)| self.all.get(place)).map(|(_, who)| *who)
    }

    fn nearest(&self, mark: &RunMark, is: impl Fn(&RunMark) -> bool) -> Option<Who> {
        let found = self.around(mark).filter(|(other, _)| is(other));
        // of two that start alike the one that came from a source: a typed one beside it is another
        let near = |(other, _): &&(RunMark, Who)| (other.instant().abs_diff(mark.instant()), other.typed);
        found.min_by_key(near).map(|(_, who)| *who)
    }

    /// The marks that start about when this one does.
    fn around(&self, mark: &RunMark) -> impl Iterator<Item = &(RunMark, Who)> {
        let range = |at: i64| (at.saturating_sub(CUT_APART_S), 0)..=(at.saturating_add(CUT_APART_S), usize::MAX);
        let near = self.by_instant.range(range(mark.instant())).chain(self.by_clock.range(range(mark.clock())));
        near.filter_map(|&(_, place)| self.all.get(place))
    }
}

/// The groups of runs that are one by what their sources say, whatever was edited since: any that are linked through
/// others are of one group. Places of the runs that were given.
pub fn groups(runs: &[&Run]) -> Vec<Vec<usize>> {
    let marks: Vec<Option<RunMark>> = runs.iter().map(|run| RunMark::of_source(run)).collect();
    let mut order: Vec<(i64, usize)> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        order.extend(mark.iter().map(|mark| (mark.instant(), place)));
    }
    order.sort_unstable();
    let mut group: Vec<usize> = (0..runs.len()).collect();
    fn root(group: &mut [usize], mut one: usize) -> usize {
        while group[one] != one {
            group[one] = group[group[one]];
            one = group[one];
        }
        one
    }
    for (nth, &(instant, one)) in order.iter().enumerate() {
        for &(other_instant, other) in &order[nth + 1..] {
            if other_instant - instant > CUT_APART_S {
                break;
            }
            let is_same = marks[one].as_ref().zip(marks[other].as_ref()).is_some_and(|(one, other)| one.is_same(other));
            if is_same {
                let (a, b) = (root(&mut group, one), root(&mut group, other));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut all: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for place in 0..runs.len() {
        let first = root(&mut group, place);
        all.entry(first).or_default().push(place);
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: &str, distance_m: u32, elapsed_s: u32) -> RunMark {
        RunMark {
            start: At::parse(start).unwrap(),
            zone: Zone::Sure,
            cut: false,
            damaged: false,
            distance_m: Some(distance_m),
            elapsed_s: Some(elapsed_s),
            duration_s: None,
            file: None,
            typed: false,
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
        let one = RunMark { cut: true, ..mark("2026-11-23T07:00:00+01:00", 10_000, 3600) };
        assert!(one.is_same(&mark("2026-11-23T07:03:00+01:00", 10_000, 3600)));
        assert!(!one.is_same(&mark("2026-11-23T07:03:01+01:00", 10_000, 3600)));
    }

    #[test]
    fn where_a_zone_is_not_known_the_clock_on_the_wall_counts() {
        let one = RunMark { zone: Zone::Local, ..mark("2026-11-23T07:00:00+01:00", 10_000, 3600) };
        let tokyo = mark("2026-11-23T07:00:30+09:00", 10_000, 3600);
        let mut marks = Marks::default();
        marks.add(tokyo.clone(), Who::Row(1));
        assert_eq!(marks.find(&one), Some(Who::Row(1)));
        assert_eq!(marks.find(&RunMark { zone: Zone::Assumed, ..one }), None);
    }

    #[test]
    fn a_file_is_the_same_whatever_was_edited_unless_its_time_is_another() {
        let file = |mark: RunMark| RunMark { file: Some("a.fit".into()), ..mark };
        let timeless = |mark: RunMark| RunMark { elapsed_s: None, duration_s: Some(5), ..mark };
        let (one, other) = (mark("2026-11-23T07:00:00+01:00", 10_000, 3600), mark("2026-11-23T06:00:00Z", 20, 5));
        assert!(file(one.clone()).is_same(&file(timeless(other.clone()))));
        assert!(!file(one.clone()).is_same(&timeless(other.clone())));
        assert!(!file(one.clone()).is_same(&file(other)), "another recording under that name");
        assert!(one.is_same(&RunMark { distance_m: Some(20), ..one.clone() }), "the distance was edited");
    }

    #[test]
    fn a_damaged_copy_is_the_run_that_is_longer_and_a_whole_one_is_not_the_shorter() {
        let at = "2026-11-23T07:00:00+01:00";
        let (whole, cut) = (mark(at, 3100, 948), RunMark { damaged: true, ..mark(at, 1420, 348) });
        assert!(cut.is_same(&whole) && !whole.is_same(&cut));
        assert!(!RunMark { damaged: true, ..mark(at, 1420, 1200) }.is_same(&whole), "longer in time");
        let mut marks = Marks::default();
        marks.add(cut, Who::Row(1));
        assert_eq!(marks.beside(&whole), Some((Who::Row(1), false)), "a row of a list");
        assert_eq!(marks.beside(&RunMark { file: Some("a.gpx".into()), ..whole }), Some((Who::Row(1), true)));
    }

    #[test]
    fn runs_of_a_day_without_their_hour_are_one_where_all_that_both_say_is_the_same() {
        let day = |metres, seconds| RunMark { zone: Zone::Day, ..mark("2026-11-20T12:00:00+01:00", metres, seconds) };
        for (other, same) in [(day(5000, 1800), true), (day(5000, 1801), false), (day(5001, 1800), false)] {
            assert_eq!(day(5000, 1800).is_same(&other), same, "{other:?}");
        }
        assert!(!day(5000, 1800).is_same(&mark("2026-11-20T12:00:00+01:00", 5000, 1800)), "noon was only assumed");
        let mut marks = Marks::default();
        marks.add(RunMark { start: At::parse("2026-11-20T08:10:00+01:00").unwrap(), ..day(5000, 1800) }, Who::Row(1));
        assert_eq!(marks.find(&day(5000, 1800)), Some(Who::Row(1)), "imported that morning");
        assert_eq!(marks.beside(&day(9000, 1800)), None);
    }

    #[test]
    fn what_cannot_be_compared_does_not_make_two_of_one() {
        let one = RunMark { distance_m: None, ..mark("2026-11-23T07:00:00+01:00", 0, 3600) };
        let other = RunMark { elapsed_s: None, ..mark("2026-11-23T07:00:10+01:00", 5000, 0) };
        assert!(one.is_same(&other));
        let still = mark("2026-11-23T07:00:00+01:00", 0, 7);
        assert!(still.is_same(&mark("2026-11-23T07:00:00+01:00", 0, 9)), "no metre on either side");
    }
}
