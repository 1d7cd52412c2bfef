//! GPX 1.0 and 1.1, and what lies between: each track with its times becomes an activity; routes and waypoints do not.

use super::sports;
use super::track::{Mean, Moment, TimeSpan, TrackPoint};
use super::xml::{self, Stopped, XmlEvent};
use crate::domain::words::counted;
use crate::import::activity::{Activity, Decoded, LONGEST, MOST_ACTIVITIES, Sport, StartTime, Unreadable, tidy, whole};

#[cfg(test)]
mod tests;

/// Tracks that begin within this many seconds after the one before belong to one activity.
const PAUSE: f64 = 3600.0;
/// A longer gap between two points, seconds, is a pause if hardly any way was made in it.
const GAP: f64 = 30.0;
/// Slower than this, metres a second, nobody moves on.
const STANDING: f64 = 0.2;
/// Faster than this, metres a second (50 km/h), nobody runs: between two points that lie at least so many metres apart,
/// which is more than the noise of a good minute, the place jumped.
const JUMP: f64 = 50.0 / 3.6;
const JUMP_M: f64 = 100.0;
/// A leap over more than this, metres, from which the next point comes back, is one stray point.
const STRAY_M: f64 = 1000.0;
/// A leap over more than this, metres, is no way of a run: it is not counted.
const LEAP_M: f64 = 10_000.0;
/// A clock that goes on or back by more than this between two points of one segment, seconds, was set: nobody stands
/// still for so long.
const CLOCK_SET: f64 = 6.0 * 3600.0;
/// What is said of a time that was worked out from the points.
pub const ESTIMATED: &str = "Its time without pauses is estimated from its points.";

/// Reads GPX.
///
/// # Errors
/// Where it is no GPX, or holds no track with times.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() as u64 > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut file = GpxFile::default();
    let done = xml::walk_bytes(bytes, |part| file.take(part));
    file.finish(done)
}

/// What is gathered from one file.
#[derive(Default)]
struct GpxFile {
    is_gpx: bool,
    creator: Option<Box<str>>,
    title: Option<Box<str>>,
    zone: Option<Box<str>>,
    /// What FitoTrack writes into the name of the file.
    workout: Option<Workout>,
    waypoints: usize,
    routes: usize,
    tracks: Vec<Track>,
    point: GpxDraft,
}

/// A point that is being read.
#[derive(Default)]
struct GpxDraft {
    place: Option<TrackPoint>,
    moment: Option<Moment>,
    hr: Option<f64>,
}

/// A whole workout as FitoTrack describes it in the name of its file.
struct Workout {
    sport: Option<String>,
    metres: Option<f64>,
    seconds: Option<f64>,
    comment: Option<Box<str>>,
}

impl Workout {
    /// Reads `Workout(start=…, activeDuration=…, comment=…, distance=…, …)`: from the right, as a comment may hold
    /// anything.
    fn read(text: &str) -> Option<Self> {
        let inside = text.strip_prefix("Workout(")?.trim_end_matches(')');
        let value = |key: &str| {
            let key = format!(", {key}=");
            let from = inside.rfind(&key)? + key.len();
            inside[from..].split(", ").next()
        };
        let positive = |key: &str| value(key).and_then(xml::number).filter(|&number| number > 0.0);
        let comment = inside.split_once(", comment=").and_then(|(_, rest)| Some(rest.rsplit_once(", distance=")?.0));
        Some(Self {
            sport: value("workoutTypeId").map(str::to_owned),
            metres: positive("distance"),
            seconds: positive("activeDuration").map(|ms| ms / 1000.0),
            comment: comment.filter(|comment| *comment != "null").and_then(tidy),
        })
    }
}

/// One track, or several that belong together.
#[derive(Default)]
struct Track {
    title: Option<Box<str>>,
    sport: Option<String>,
    points: usize,
    timed: usize,
    span: TimeSpan,
    metres: f64,
    /// Points whose place is none on Earth.
    nowhere: usize,
    /// How often the place jumped from one point to the next.
    jumps: usize,
    /// Points that lay far from those before and after them.
    strays: usize,
    /// The leap to the last point: from where, how far, and the seconds of the point before.
    leap: Option<(TrackPoint, f64)>,
    /// How often a leap was so far that it was not counted, and over how many metres together.
    leaps: usize,
    leapt: f64,
    /// What is added to the times since the clock was set, how often it was, and by how much the first time.
    shift: f64,
    clock_set: usize,
    set_by: f64,
    /// Seconds between points, pauses left out.
    moving: f64,
    hearts: Mean,
    last: Option<(Option<TrackPoint>, Option<f64>)>,
    told_metres: Option<f64>,
    told_timer: Option<f64>,
    told_moving: Option<f64>,
}

impl GpxFile {
    fn take(&mut self, part: XmlEvent) {
        match part {
            XmlEvent::Open { path, attributes } => {
                let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
                match name {
                    "gpx" if parent.is_empty() => {
                        self.is_gpx = true;
                        self.creator = attributes.get("creator").as_deref().and_then(tidy);
                    }
                    "trk" => self.tracks.push(Track::default()),
                    // a new segment begins elsewhere: no way lies between
                    "trkseg" => self.tracks.last_mut().into_iter().for_each(|track| track.last = None),
                    "trkpt" => {
                        let place = attributes.number("lat").zip(attributes.number("lon"));
                        let place = place.and_then(|(latitude, longitude)| TrackPoint::new(latitude, longitude));
                        self.point = GpxDraft { place, ..GpxDraft::default() };
                    }
                    "wpt" => self.waypoints += 1,
                    "rte" => self.routes += 1,
                    _ => {}
                }
            }
            XmlEvent::Close { path, text } => {
                let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
                let in_point = path.contains("/trkpt/");
                let above = parent.rsplit('/').next().unwrap_or_default();
                match (name, above) {
                    ("trkpt", _) => {
                        let point = std::mem::take(&mut self.point);
                        self.tracks.last_mut().into_iter().for_each(|track| track.add(&point));
                    }
                    ("time", "trkpt") => self.point.moment = Moment::read(text),
                    ("hr" | "heartrate", _) if in_point => self.point.hr = xml::number(text),
                    ("name", "metadata") if text.starts_with("Workout(") => self.workout = Workout::read(text),
                    ("name", "metadata" | "gpx") => self.title = tidy(text),
                    // Cyclemeter and Runmeter name the zone of the place
                    ("startTimeZone", _) if !in_point => self.zone = tidy(text),
                    (_, "trk") => self.about(name, text),
                    (_, "TrackStatsExtension") if !in_point => self.stats(name, text),
                    _ => {}
                }
            }
        }
    }

    fn about(&mut self, name: &str, text: &str) {
        let Some(track) = self.tracks.last_mut() else { return };
        match name {
            "name" => track.title = tidy(text),
            "type" => track.sport = Some(text.to_owned()),
            _ => {}
        }
    }

    fn stats(&mut self, name: &str, text: &str) {
        let Some(track) = self.tracks.last_mut() else { return };
        let number = xml::number(text).filter(|&number| number > 0.0);
        match name {
            "Distance" => track.told_metres = number,
            "TimerTime" => track.told_timer = number,
            "MovingTime" => track.told_moving = number,
            _ => {}
        }
    }

    fn finish(self, done: Result<(), Stopped>) -> Result<Decoded, Unreadable> {
        if !self.is_gpx {
            let message = done.err().map_or("it holds no <gpx>".into(), |stopped| stopped.message);
            return Err(Unreadable::Foreign { kind: "GPX", message });
        }
        let mut decoded = Decoded { kind: "gpx", ..Decoded::default() };
        if let Err(stopped) = &done {
            decoded.warnings.push(stopped.to_string());
        }
        let pointless = self.tracks.iter().any(|track| track.points == 0);
        let planned = self.tracks.iter().any(|track| track.points > 0 && !track.is_recorded());
        let mut tracks: Vec<Track> = Vec::new();
        for track in self.tracks.into_iter().filter(Track::is_recorded) {
            match tracks.last_mut() {
                Some(last) if last.goes_on_with(&track) => last.join(track),
                _ => tracks.push(track),
            }
        }
        if tracks.is_empty() {
            if let Err(stopped) = done {
                return Err(Unreadable::Damaged { byte: stopped.byte, message: stopped.message });
            }
            if planned || self.routes > 0 {
                let message = "It holds a planned route: its points have no times, so it is no run that happened.";
                return Err(Unreadable::Left(message.into()));
            }
            let message = match () {
                // a treadmill's run, which Garmin Connect gives as a track without a point
                () if pointless => {
                    "It holds a track without a single point, as of a treadmill: a GPX keeps nothing but points. Export \
                     that run as FIT or TCX instead, or log it with `twinge run`."
                }
                () if self.waypoints > 0 => "It holds only places (waypoints), no track, so no run that happened.",
                () => "It holds no track, so no run that happened.",
            };
            return Err(Unreadable::NoActivity(message.into()));
        }
        if tracks.len() > MOST_ACTIVITIES {
            let n = tracks.len();
            decoded.warnings.push(format!("It holds {n} tracks; the first {MOST_ACTIVITIES} were taken."));
        }
        let (title, workout) = if tracks.len() == 1 { (self.title, self.workout) } else { (None, None) };
        if let (Some(workout), [track]) = (workout, &mut tracks[..]) {
            track.sport = track.sport.take().or(workout.sport);
            track.told_metres = track.told_metres.or(workout.metres);
            track.told_timer = track.told_timer.or(workout.seconds);
            track.title = track.title.take().or(workout.comment);
        }
        let tracks = tracks.into_iter().take(MOST_ACTIVITIES);
        decoded.activities = tracks.map(|track| track.activity(title.as_deref(), self.creator.as_deref())).collect();
        decoded.activities.iter_mut().for_each(|activity| activity.zone.clone_from(&self.zone));
        Ok(decoded)
    }
}

impl Track {
    fn add(&mut self, point: &GpxDraft) {
        self.points += 1;
        self.nowhere += usize::from(point.place.is_none());
        let moment = self.by_one_clock(point.moment).filter(|&moment| self.span.add(moment));
        self.timed += usize::from(moment.is_some());
        self.hearts.add(point.hr.unwrap_or_default(), 1.0);
        let seconds = moment.map(|moment| moment.seconds);
        if let Some((place, time)) = self.last {
            let gap = time.zip(seconds).map(|(from, to)| (to - from).max(0.0));
            let metres = self.way(place, point.place, gap);
            let gap = gap.unwrap_or_default();
            if gap <= GAP || metres > STANDING * gap {
                self.moving += gap;
            }
        }
        // a point without its place, or without its time, is bridged
        let (place, time) = self.last.unwrap_or_default();
        self.last = Some((point.place.or(place), seconds.or(time)));
    }

    /// The moment as if the clock had not been set since the first point.
    fn by_one_clock(&mut self, moment: Option<Moment>) -> Option<Moment> {
        let moment = moment?;
        let mut seconds = moment.seconds + self.shift;
        if let Some((_, Some(last))) = self.last
            && (seconds - last).abs() > CLOCK_SET
        {
            let by = seconds - last;
            self.shift -= by;
            seconds = last;
            if self.shift.abs() < CLOCK_SET {
                // it was set back: one wrong time stood between
                (self.shift, self.clock_set) = (0.0, self.clock_set.saturating_sub(1));
            } else {
                self.set_by = if self.clock_set == 0 { by } else { self.set_by };
                self.clock_set += 1;
            }
        }
        Some(Moment { seconds, ..moment })
    }

    /// Adds the way between two points, and returns how far they are from each other.
    fn way(&mut self, from: Option<TrackPoint>, to: Option<TrackPoint>, gap: Option<f64>) -> f64 {
        let metres = from.zip(to).map_or(0.0, |(from, to)| from.metres_to(to));
        let jumps = metres >= JUMP_M && gap.is_some_and(|gap| metres > JUMP * gap);
        let leap = self.leap.take();
        if let (Some((before, leg)), Some(to), true) = (leap, to, jumps)
            && before.metres_to(to) < STRAY_M.min(metres / 2.0)
        {
            // there and back again: the point between lies elsewhere
            (self.strays, self.jumps) = (self.strays + 1, self.jumps - 1);
            match leg > LEAP_M {
                true => (self.leaps, self.leapt) = (self.leaps - 1, self.leapt - leg),
                false => self.metres -= leg,
            }
            self.metres += before.metres_to(to);
            return before.metres_to(to);
        }
        self.jumps += usize::from(jumps);
        self.leap = from.filter(|_| jumps && metres >= STRAY_M).map(|from| (from, metres));
        match jumps && metres > LEAP_M {
            true => (self.leaps, self.leapt) = (self.leaps + 1, self.leapt + metres),
            false => self.metres += metres,
        }
        metres
    }

    /// True for a track that happened: most of its points have their times.
    fn is_recorded(&self) -> bool {
        self.timed > 0 && self.timed * 2 >= self.points
    }

    fn goes_on_with(&self, next: &Self) -> bool {
        (0.0..=PAUSE).contains(&self.span.until(&next.span)) && self.sport == next.sport
    }

    fn join(&mut self, next: Self) {
        let sum = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a + b);
        self.points += next.points;
        self.timed += next.timed;
        self.nowhere += next.nowhere;
        self.span.join(&next.span);
        self.metres += next.metres;
        self.jumps += next.jumps;
        self.strays += next.strays;
        (self.leaps, self.leapt) = (self.leaps + next.leaps, self.leapt + next.leapt);
        self.set_by = if self.clock_set == 0 { next.set_by } else { self.set_by };
        self.clock_set += next.clock_set;
        self.moving += next.moving;
        self.hearts.join(&next.hearts);
        self.told_metres = sum(self.told_metres, next.told_metres);
        self.told_timer = sum(self.told_timer, next.told_timer);
        self.told_moving = sum(self.told_moving, next.told_moving);
    }

    fn activity(self, file_title: Option<&str>, creator: Option<&str>) -> Activity {
        let (mut sport, sort) = sports::sport(self.sport.as_deref().unwrap_or_default());
        let title = self.title.or(file_title.map(Into::into));
        let mut reasons = Vec::new();
        if self.sport.is_none() && sport == Sport::Unknown {
            // Runkeeper and TomTom say it in the name only
            let first = title.as_deref().unwrap_or_default().split_whitespace().next().unwrap_or_default();
            match first.to_lowercase().as_str() {
                "running" | "run" => sport = Sport::Running,
                "cycling" | "biking" | "walking" | "hiking" | "swimming" => sport = Sport::Other(first.into()),
                _ => {}
            }
        }
        let shown = !matches!(sport, Sport::Other(_));
        if self.strays > 0 && shown {
            let points = counted(self.strays, "point lies", "points lie");
            reasons.push(format!("{points} far from those before and after and will not be counted."));
        }
        if self.leaps > 0 && shown {
            let (times, far) = (counted(self.leaps, "time", "times"), self.leapt / 1000.0);
            reasons.push(format!("Its place leaps {times}, over {far:.0} km together; that way is not counted."));
        }
        if self.clock_set == 1 && shown {
            let by = self.set_by.abs() / 3600.0;
            let by = if by < 48.0 { format!("{by:.0} h") } else { format!("{:.0} days", by / 24.0) };
            reasons.push(format!("Its clock jumps by {by} between two points; the time between is left out."));
        }
        let unlikely = (self.clock_set > 1).then(|| {
            format!("Its clock jumps {} times, so that neither its day nor its time is known.", self.clock_set)
        });
        if self.jumps > self.leaps && self.told_metres.is_none() && shown {
            let times = counted(self.jumps - self.leaps, "time", "times");
            reasons.push(format!("Its place jumps {times} faster than 50 km/h: its distance may be too long."));
        }
        if self.nowhere > 0 {
            let points = counted(self.nowhere, "point has", "points have");
            reasons.push(format!("{points} no place on Earth: the way goes on without."));
        }
        let metres = (self.nowhere < self.points).then_some(self.metres);
        let elapsed = self.span.elapsed();
        if self.told_timer.is_none() && elapsed.is_some_and(|elapsed| elapsed - self.moving > 1.0) {
            reasons.push(ESTIMATED.into());
        }
        if self.span.start() == StartTime::Unknown {
            reasons.push("It does not say when it began.".into());
        }
        Activity {
            start: self.span.start(),
            distance_m: self.told_metres.or(metres).and_then(whole),
            timer_s: whole(self.told_timer.unwrap_or(self.moving)),
            elapsed_s: elapsed.and_then(whole),
            moving_s: self.told_moving.and_then(whole),
            sport,
            sub_sport: sort.map(Into::into),
            surface: sports::surface(sort),
            average_hr: self.hearts.get(),
            title,
            device: creator.map(Into::into),
            reasons,
            unlikely,
            ..Activity::default()
        }
    }
}
