//! FIT, the file of most watches: its sessions, or what its records say where a watch died before it wrote one.
//!
//! Field numbers and units are those of Garmin's FIT profile.

use chrono::{DateTime, FixedOffset, Utc};

use super::sports;
use super::track::{self, Mean, TrackPoint};
use crate::domain::day::At;
use crate::domain::level::Level;
use crate::domain::words::counted;
use crate::import::activity::{
    Activity, Decoded, MOST_ACTIVITIES, MOST_POINTS, Sport, StartTime, Unreadable, tidy, whole,
};

mod wire;

#[cfg(test)]
mod build;
#[cfg(test)]
mod tests;

use wire::{End, FitMessage};

/// Seconds from 1970 to 1989-12-31T00:00Z, where the time of FIT begins.
const EPOCH: i64 = 631_065_600;
/// A time below this one counts from when the watch was switched on, and is no date.
const FIRST_DATE: u32 = 0x1000_0000;
/// Records this far from the one before, seconds, are damage: no run pauses for a month.
const LONGEST_GAP: u32 = 31 * 86_400;

/// The most laps that are kept.
const MOST_LAPS: usize = 10_000;
/// The offsets that places have, minutes; three of them until some years ago.
const OFFSETS: &[i64] = &[
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -270, -240, -210, -180, -150, -120, -60, 0, 60, 120, 180,
    210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 510, 525, 540, 570, 600, 630, 660, 690, 720, 765, 780, 825, 840,
];
/// An offset and the sun's time of its place differ by no more, hours.
const SUN: f64 = 3.5;
/// The same for no offset at all, which many watches write for not knowing one.
const SUN_OF_NONE: f64 = 1.5;

/// True where the bytes begin as FIT does.
pub fn is_fit(bytes: &[u8]) -> bool {
    wire::begins(bytes)
}

/// Reads FIT, several files in one too.
///
/// # Errors
/// Where it is no FIT file, or holds no recorded activity.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if !is_fit(bytes) {
        let message = "it does not begin as one".into();
        return Err(Unreadable::Foreign { kind: "FIT", message });
    }
    let mut decoded = Decoded { kind: "fit", ..Decoded::default() };
    let (mut at, mut other) = (0, None);
    while wire::begins(&bytes[at..]) && decoded.activities.len() < MOST_ACTIVITIES {
        let mut file = FitFile::default();
        let (end, next) = wire::read(bytes, at, |message| file.take(message));
        decoded.warnings.extend(describe_end(end));
        match file.kind {
            // a damaged beginning may have lost the kind
            None | Some(4) => file.finish(&mut decoded),
            Some(kind) => other = Some(kind),
        }
        at = next;
    }
    match (decoded.activities.is_empty(), other) {
        (false, _) => Ok(decoded),
        (true, Some(kind)) => Err(Unreadable::Left(format!("It is {}, not a recorded activity.", describe_kind(kind)))),
        (true, None) => {
            let why = decoded.warnings.first().map(|warning| format!(" {warning}")).unwrap_or_default();
            Err(Unreadable::NoActivity(format!("It holds no recorded activity.{why}")))
        }
    }
}

fn describe_end(end: End) -> Option<String> {
    match end {
        End::Whole => None,
        End::Checksum => Some("Its checksum is wrong; what could be read was taken.".into()),
        End::Cut => Some("It ends too early; what could be read was taken.".into()),
        End::Open => Some("The watch did not finish this file; what could be read was taken.".into()),
        End::Damaged { byte } => Some(format!("It is damaged from byte {byte} on; what stands before was taken.")),
    }
}

fn describe_kind(kind: u8) -> String {
    match kind {
        1 | 2 => "a device's settings".into(),
        5 => "a workout plan".into(),
        6 => "a course (a planned route)".into(),
        7 => "a training schedule".into(),
        9 => "a weight log".into(),
        10 => "a list of totals".into(),
        15 | 28 | 32 => "a day's monitoring".into(),
        20 => "an activity summary".into(),
        34 => "a list of segments".into(),
        kind => format!("a FIT file of type {kind}"),
    }
}

/// A session as the file gives it, in its own units.
#[derive(Default)]
struct Session {
    end: Option<u32>,
    start: Option<u32>,
    sport: Option<u8>,
    sub_sport: Option<u8>,
    elapsed_ms: Option<u32>,
    timer_ms: Option<u32>,
    distance_cm: Option<u32>,
    average_hr: Option<u8>,
    feel: Option<u8>,
    effort: Option<u8>,
}

/// A lap as the file gives it, in its own units.
#[derive(Clone, Copy, Default)]
struct Lap {
    end: Option<u32>,
    start: Option<u32>,
    sport: Option<u8>,
    sub_sport: Option<u8>,
    elapsed_ms: Option<u32>,
    timer_ms: Option<u32>,
    distance_cm: Option<u32>,
}

/// What is gathered from one file.
#[derive(Default)]
struct FitFile {
    kind: Option<u8>,
    serial: Option<u32>,
    created: Option<u32>,
    maker: Option<u16>,
    product: Option<String>,
    /// The watch's clock and the local clock at one moment.
    clocks: Option<(u32, u32)>,
    sport: Option<(u8, Option<u8>)>,
    sessions: Vec<Session>,
    laps: Vec<Lap>,
    /// The name of the workout that the watch led through.
    workout: Option<String>,
    records: Vec<FitRecord>,
    /// Where the timer started or stopped.
    timer: Vec<(u32, bool)>,
    packed: Packed,
    too_many: bool,
}

/// One record: its time in the watch's seconds, and where.
struct FitRecord {
    time: u32,
    distance_cm: Option<u32>,
    hr: Option<u8>,
    place: Option<TrackPoint>,
}

impl FitFile {
    fn take(&mut self, message: &FitMessage) {
        match message.global {
            0 => {
                self.kind = message.small(0).or(self.kind);
                self.maker = message.small(1).or(self.maker);
                self.serial = message.small(3).or(self.serial);
                self.created = message.small(4).or(self.created);
                self.product = message.text(8).or(self.product.take());
            }
            12 => self.sport = message.small(0).map(|sport| (sport, message.small(1))).or(self.sport),
            18 => self.sessions.push(Session {
                end: message.time(),
                start: message.small(2),
                sport: message.small(5),
                sub_sport: message.small(6),
                elapsed_ms: message.small(7),
                timer_ms: message.small(8),
                distance_cm: message.small(9),
                average_hr: message.small(16).filter(|&hr| hr > 0),
                feel: message.small(192),
                effort: message.small(193),
            }),
            19 if self.laps.len() < MOST_LAPS => self.laps.push(Lap {
                end: message.time(),
                start: message.small(2),
                sport: message.small(25),
                sub_sport: message.small(39),
                elapsed_ms: message.small(7),
                timer_ms: message.small(8),
                distance_cm: message.small(9),
            }),
            20 => self.record(message),
            26 => self.workout = message.text(8).or(self.workout.take()),
            21 if message.small::<u8>(0) == Some(0) => match (message.time(), message.small::<u8>(1)) {
                (Some(time), Some(0)) => self.timer.push((time, true)),
                (Some(time), Some(1 | 4..=9)) => self.timer.push((time, false)),
                _ => {}
            },
            23 if message.small::<u8>(0) == Some(0) => {
                self.maker = message.small(2).or(self.maker);
                self.product = message.text(27).or(self.product.take());
            }
            34 => self.clocks = message.time().zip(message.small(5)).or(self.clocks),
            _ => {}
        }
    }

    fn record(&mut self, message: &FitMessage) {
        let Some(time) = message.time() else { return };
        if self.records.len() == MOST_POINTS {
            self.too_many = true;
            return;
        }
        let packed = message.bytes(8).and_then(|bytes| self.packed.add(bytes));
        let degrees = |number| message.number(number).map(|half| half as f64 * 180.0 / f64::from(1u32 << 31));
        let place = degrees(0).zip(degrees(1)).and_then(|(latitude, longitude)| TrackPoint::new(latitude, longitude));
        let hr = message.small(3).filter(|&hr| hr > 0);
        self.records.push(FitRecord { time, distance_cm: message.small(5).or(packed), hr, place });
    }

    /// Turns what was gathered into activities.
    fn finish(mut self, to: &mut Decoded) {
        if self.too_many {
            to.warnings.push(format!("It holds more than {MOST_POINTS} points; the rest was left out."));
        }
        let lost = self.sessions.is_empty();
        if lost {
            self.sessions.extend(self.session_of_records().or_else(|| self.session_of_laps()));
        }
        if self.sessions.len() > MOST_ACTIVITIES {
            let n = self.sessions.len();
            to.warnings.push(format!("It holds {n} activities; the first {MOST_ACTIVITIES} were taken."));
        }
        let single = self.sessions.len() == 1;
        for (n, session) in self.sessions.iter().take(MOST_ACTIVITIES).enumerate() {
            let mut activity = self.activity(session, single);
            if let (Some(id), false) = (&activity.id, single) {
                activity.id = Some(format!("{id}-{}", n + 1).into());
            }
            if lost {
                let parts = match self.records.len() {
                    0 => counted(self.laps.len(), "lap", "laps"),
                    records => counted(records, "record", "records"),
                };
                let message = format!("The file has no summary; distance and time come from its {parts}.");
                activity.reasons.push(message);
            }
            to.activities.push(activity);
        }
    }

    /// A session made from the records, where the file lost its own. Records after a leap in time are damage.
    fn session_of_records(&self) -> Option<Session> {
        let start = self.records.first()?.time;
        let leap = |pair: &&[FitRecord]| pair[1].time.abs_diff(pair[0].time) > LONGEST_GAP;
        let sane = self.records.windows(2).take_while(|pair| !leap(pair)).count() + 1;
        let end = self.records[..sane].iter().map(|record| record.time).max()?.max(start);
        let (sport, sub_sport) = self.sport.unzip();
        let timer_ms = self.timer_of_events(start, end).saturating_mul(1000);
        Some(Session {
            end: Some(end),
            start: Some(start),
            sport,
            sub_sport: sub_sport.flatten(),
            elapsed_ms: Some((end - start).saturating_mul(1000)),
            timer_ms: Some(timer_ms),
            ..Session::default()
        })
    }

    /// A session made from the laps, where the file holds nothing else.
    fn session_of_laps(&self) -> Option<Session> {
        let (first, last) = (self.laps.first()?, self.laps.last()?);
        let sum = |of: fn(&Lap) -> Option<u32>| sum(&self.laps, of);
        let (sport, sub_sport) = self.sport.map_or((first.sport, first.sub_sport), |(sport, sub)| (Some(sport), sub));
        Some(Session {
            end: last.end,
            start: first.start,
            sport,
            sub_sport,
            elapsed_ms: sum(|lap| lap.elapsed_ms),
            timer_ms: sum(|lap| lap.timer_ms),
            distance_cm: sum(|lap| lap.distance_cm),
            ..Session::default()
        })
    }

    /// The laps of a session.
    fn laps_of(&self, start: Option<u32>, elapsed: Option<f64>, single: bool) -> Vec<Lap> {
        let Some((start, elapsed)) = start.zip(elapsed).filter(|_| !single) else { return self.laps.clone() };
        let within = start..=start.saturating_add(elapsed.ceil() as u32);
        self.laps.iter().filter(|lap| lap.start.is_some_and(|start| within.contains(&start))).copied().collect()
    }

    /// Milliseconds by the timer: the summary's, else by the timer's events where they know of a pause, else the laps',
    /// else all there is between them. Beside it whether it was only taken for want of a timer.
    fn timer_ms(
        &self,
        session: &Session,
        start: Option<u32>,
        elapsed: Option<f64>,
        laps: &[Lap],
    ) -> (Option<u32>, bool) {
        let elapsed_ms = elapsed.and_then(|seconds| whole(seconds * 1000.0));
        if let Some(told) = session.timer_ms.filter(|&ms| ms > 0) {
            return (Some(told), false);
        }
        let end = start.zip(elapsed).map(|(start, elapsed)| (start, start.saturating_add(elapsed.ceil() as u32)));
        let paused = end.filter(|(start, end)| {
            self.timer.iter().any(|(time, starts)| !starts && (*start..end.saturating_sub(1)).contains(time))
        });
        let by_events = paused.map(|(start, end)| self.timer_of_events(start, end).saturating_mul(1000));
        if let Some(ms) = by_events.filter(|&ms| ms > 0).or_else(|| sum(laps, |lap| lap.timer_ms)) {
            return (Some(ms), false);
        }
        // without a time there is nothing to say of its pauses either
        (elapsed_ms.filter(|&ms| ms > 0).or(session.timer_ms), elapsed_ms.is_some_and(|ms| ms > 0))
    }

    /// Seconds in which the timer ran, by its events; all of them where there are none.
    fn timer_of_events(&self, start: u32, end: u32) -> u32 {
        let (mut running, mut ran) = (Some(start), 0);
        for &(time, starts) in self.timer.iter().filter(|(time, _)| (start..=end).contains(time)) {
            match (running, starts) {
                (Some(since), false) => {
                    ran += time.saturating_sub(since);
                    running = None;
                }
                (None, true) => running = Some(time),
                _ => {}
            }
        }
        ran + running.map_or(0, |since| end.saturating_sub(since))
    }

    fn activity(&self, session: &Session, single: bool) -> Activity {
        let by_laps = || single.then(|| sum(&self.laps, |lap| lap.elapsed_ms.or(lap.timer_ms))).flatten();
        let told = [session.elapsed_ms, session.timer_ms].into_iter().flatten().find(|&ms| ms > 0);
        let elapsed =
            told.or_else(by_laps).or(session.elapsed_ms.or(session.timer_ms)).map(|ms| f64::from(ms) / 1000.0);
        let first = self.records.first().map(|record| record.time);
        let counted_back = || Some(session.end?.saturating_sub(elapsed? as u32));
        let start = session.start.or(if single { first } else { None }).or_else(counted_back);
        let within = start.map(|start| self.within(start, elapsed)).unwrap_or_default();
        let (sport, sub_sport) = match (session.sport, self.sport) {
            (Some(sport), _) => (Some(sport), session.sub_sport),
            (None, Some((sport, sub_sport))) => (Some(sport), sub_sport),
            (None, None) => (None, session.sub_sport),
        };
        let sub_sport = sub_sport.and_then(sub_sport_word);
        let mut hearts = Mean::default();
        within.iter().filter_map(|record| record.hr).for_each(|hr| hearts.add(hr.into(), 1.0));
        let laps = self.laps_of(start, elapsed, single);
        let (timer_ms, assumed) = self.timer_ms(session, start, elapsed, &laps);
        let metres = |cm: u32| f64::from(cm) / 100.0;
        // a summary of 0 m is one that nobody filled in, unless nothing else knows of a way
        let far = session.distance_cm.filter(|&cm| cm > 0).or_else(|| sum(&laps, |lap| lap.distance_cm)).map(metres);
        let far = far.or_else(|| distance(within).filter(|&far| far > 0.0)).or(session.distance_cm.map(metres));
        let place = self.records.iter().find_map(|record| record.place);
        let (begun, doubtful_offset) = start.map(|start| self.start(start, place)).unwrap_or_default();
        let mut activity = Activity {
            start: begun,
            doubtful_offset,
            distance_m: far.or_else(|| distance(within)).and_then(whole),
            timer_s: timer_ms.map(|ms| f64::from(ms) / 1000.0).and_then(whole),
            elapsed_s: elapsed.and_then(whole),
            sport: sport_word(sport),
            sub_sport: sub_sport.map(Into::into),
            surface: sports::surface(sub_sport),
            average_hr: session.average_hr.or(hearts.get()),
            effort: session.effort.filter(|effort| effort % 10 == 0).and_then(|effort| Level::new(effort / 10)),
            feel: session.feel.filter(|&feel| feel <= 100),
            device: self.device(),
            title: self.workout.as_deref().and_then(workout_title),
            id: self.serial.zip(self.created).map(|(serial, created)| format!("{serial}-{created}").into()),
            ..Activity::default()
        };
        match activity.start {
            StartTime::Unknown => {
                activity.reasons.push("The clock of the watch was not set; its date is not known.".into())
            }
            StartTime::Local(_) => {
                activity
                    .reasons
                    .push("The clock of the watch was not set; the date comes from its local clock.".into());
            }
            _ => {}
        }
        if assumed && !matches!(activity.sport, Sport::Other(_)) {
            activity.reasons.push("Its timer is missing: the time from start to end counts, pauses in it.".into());
        }
        if let (true, Some(start), Some(elapsed), Some(last)) = (single, start, elapsed, self.records.last()) {
            let beyond = f64::from(last.time.saturating_sub(start)) - elapsed;
            if (120.0..86_400.0).contains(&beyond) {
                let minutes = (beyond / 60.0).round();
                activity.reasons.push(format!("Its records go on for {minutes} min after the end of its summary."));
            }
        }
        activity
    }

    /// The records of a session.
    fn within(&self, start: u32, elapsed: Option<f64>) -> &[FitRecord] {
        let end = elapsed.map_or(u32::MAX, |seconds| start.saturating_add(seconds.ceil() as u32));
        let begin = self.records.iter().position(|record| (start..=end).contains(&record.time));
        let records = &self.records[begin.unwrap_or(self.records.len())..];
        let count = records.iter().take_while(|record| (start..=end).contains(&record.time)).count();
        &records[..count]
    }

    /// When it began, and whether its offset is told by nothing but the two clocks of the watch.
    fn start(&self, time: u32, place: Option<TrackPoint>) -> (StartTime, bool) {
        let date = |seconds: i64| DateTime::from_timestamp(EPOCH + seconds, 0);
        if time < FIRST_DATE {
            let local = self.clocks.filter(|&(_, local)| local >= FIRST_DATE);
            let begun = local.and_then(|(clock, local)| date(i64::from(local) - (i64::from(clock) - i64::from(time))));
            return (begun.map_or(StartTime::Unknown, |begun| StartTime::Local(begun.naive_utc())), false);
        }
        let Some(utc) = date(time.into()) else { return Default::default() };
        let unknown = (StartTime::Utc(utc.with_timezone(&Utc)), false);
        let Some(minutes) = self.clocks.and_then(|(clock, local)| offset(i64::from(local) - i64::from(clock))) else {
            return unknown;
        };
        let off_the_sun = place.map(|place| (minutes as f64 / 60.0 - place.sun_hours()).abs());
        // many makers write the same time twice, which says nothing
        let knows = matches!(self.maker, Some(1 | 13 | 15 | 23 | 32));
        if minutes == 0 && !(knows && off_the_sun.is_some_and(|hours| hours <= SUN_OF_NONE)) {
            return unknown;
        }
        let zone = i32::try_from(minutes * 60).ok().and_then(FixedOffset::east_opt);
        let doubtful = off_the_sun.is_none_or(|hours| hours > SUN);
        zone.map_or(unknown, |zone| (StartTime::At(At(utc.with_timezone(&zone))), doubtful))
    }

    fn device(&self) -> Option<Box<str>> {
        let maker = self.maker.and_then(maker_name);
        let product = self.product.as_deref().and_then(tidy);
        match (maker, product) {
            (Some(maker), Some(product)) if !product.to_lowercase().contains(&maker.to_lowercase()) => {
                Some(format!("{maker} {product}").into())
            }
            (_, Some(product)) => Some(product),
            (maker, None) => maker.map(Into::into),
        }
    }
}

/// Minutes of an offset that a place has, give or take a second. Watches write others.
fn offset(seconds: i64) -> Option<i64> {
    OFFSETS.iter().copied().find(|minutes| (seconds - minutes * 60).abs() <= 1)
}

/// The sum over laps, where each of them says it and it is more than nothing.
fn sum(laps: &[Lap], of: impl Fn(&Lap) -> Option<u32>) -> Option<u32> {
    let all: Option<u64> = laps.iter().map(|lap| of(lap).map(u64::from)).sum();
    all.filter(|&sum| sum > 0).and_then(|sum| u32::try_from(sum).ok())
}

/// The name of a workout as a title, unless it is the watch's own for none.
fn workout_title(name: &str) -> Option<Box<str>> {
    let lower = name.trim().to_lowercase();
    let own = matches!(lower.as_str(), "" | "default" | "wahoo workout" | "workout" | "untitled");
    if own || sports::is_sport(name) { None } else { tidy(name) }
}

/// Metres by the recorded distance, which goes on over all sessions of a file; else along the places.
fn distance(records: &[FitRecord]) -> Option<f64> {
    let mut recorded = records.iter().filter_map(|record| record.distance_cm);
    if let Some(first) = recorded.next() {
        // the first record of the first session stands at 0 or just beyond it
        let from = if first < 10_000 { 0 } else { first };
        let most = recorded.fold(first, u32::max);
        return Some(f64::from(most - from) / 100.0);
    }
    let mut places = records.iter().filter_map(|record| record.place).peekable();
    places.peek()?;
    Some(track::length(places))
}

/// Compressed distances: the upper 12 of 24 bits, sixteenths of a metre, which begin anew after 256 m.
#[derive(Default)]
struct Packed {
    last: Option<u32>,
    sixteenths: u64,
}

impl Packed {
    /// Adds a record's three bytes. Returns the distance so far, centimetres.
    fn add(&mut self, bytes: &[u8]) -> Option<u32> {
        let &[a, b, c] = bytes else { return None };
        if [a, b, c] == [0xff; 3] {
            return None;
        }
        let value = u32::from(b >> 4) | u32::from(c) << 4;
        let last = self.last.replace(value).unwrap_or(0);
        self.sixteenths += u64::from(value.wrapping_sub(last) & 0x0fff);
        u32::try_from(self.sixteenths * 100 / 16).ok()
    }
}

fn sport_word(sport: Option<u8>) -> Sport {
    let word = match sport {
        Some(1) => return Sport::Running,
        None | Some(0) => return Sport::Unknown,
        Some(2) => "cycling",
        Some(3) => "transition",
        Some(4) => "fitness equipment",
        Some(5) => "swimming",
        Some(6) => "basketball",
        Some(7) => "soccer",
        Some(8) => "tennis",
        Some(10) => "training",
        Some(11) => "walking",
        Some(12) => "cross-country skiing",
        Some(13) => "alpine skiing",
        Some(14) => "snowboarding",
        Some(15) => "rowing",
        Some(16) => "mountaineering",
        Some(17) => "hiking",
        Some(18) => "multisport",
        Some(19) => "paddling",
        Some(21) => "e-biking",
        Some(30) => "inline skating",
        Some(31) => "rock climbing",
        Some(33) => "ice skating",
        Some(35) => "snowshoeing",
        Some(37) => "stand-up paddling",
        Some(41) => "kayaking",
        Some(62) => "interval training",
        Some(other) => return Sport::Other(format!("sport {other}").into()),
    };
    Sport::Other(word.into())
}

fn sub_sport_word(sub_sport: u8) -> Option<&'static str> {
    match sub_sport {
        1 => Some("treadmill"),
        2 => Some("street"),
        3 => Some("trail"),
        4 => Some("track"),
        45 => Some("indoor"),
        58 => Some("virtual"),
        _ => None,
    }
}

/// The makers seen most, by their numbers in the FIT profile.
fn maker_name(maker: u16) -> Option<&'static str> {
    match maker {
        1 | 13 | 15 => Some("Garmin"),
        23 => Some("Suunto"),
        32 => Some("Wahoo"),
        71 => Some("TomTom"),
        89 => Some("Tacx"),
        95 => Some("Stryd"),
        123 => Some("Polar"),
        260 => Some("Zwift"),
        265 => Some("Strava"),
        294 => Some("COROS"),
        _ => None,
    }
}
