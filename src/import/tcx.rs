//! TCX: each activity of a file, by its laps; its courses are plans, not runs.

use super::sports;
use super::track::{Mean, Moment, TimeSpan, TrackPoint};
use super::xml::{self, Stopped, XmlEvent};
use crate::import::activity::{Activity, Decoded, LONGEST, MOST_ACTIVITIES, Sport, StartTime, Unreadable, tidy, whole};

#[cfg(test)]
mod tests;

/// Laps and track may differ by this part before one of them is wrong.
const TOLERANCE: f64 = 0.05;
/// Faster than this nobody runs, seconds a kilometre.
const FASTEST: f64 = 130.0;

/// Reads TCX.
///
/// # Errors
/// Where it is no TCX, or holds no recorded activity.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() as u64 > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut file = TcxFile::default();
    let done = xml::walk_bytes(bytes, |part| file.take(part));
    file.finish(done)
}

/// What is gathered from one file.
#[derive(Default)]
struct TcxFile {
    is_tcx: bool,
    courses: usize,
    recordings: Vec<Recording>,
}

/// One activity as its file gives it.
#[derive(Default)]
struct Recording {
    sport: String,
    id: Option<Moment>,
    title: Option<Box<str>>,
    device: Option<Box<str>>,
    laps: Vec<Lap>,
    span: TimeSpan,
    hearts: Mean,
    /// Cumulative metres of the first point, and the most of any.
    track: Option<(f64, f64)>,
    /// Metres along the places, track by track.
    metres: f64,
    last: Option<TrackPoint>,
    latitude: Option<f64>,
}

#[derive(Default)]
struct Lap {
    start: Option<Moment>,
    metres: Option<f64>,
    seconds: Option<f64>,
    hr: Option<f64>,
}

impl TcxFile {
    fn take(&mut self, part: XmlEvent) {
        match part {
            XmlEvent::Open { path, attributes } => {
                let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
                match name {
                    // a file that lost its first lines begins with its activities
                    "TrainingCenterDatabase" | "Activities" if parent.is_empty() => self.is_tcx = true,
                    "Course" => self.courses += 1,
                    "Activity" => {
                        let sport = attributes.get("Sport").unwrap_or_default();
                        self.recordings.push(Recording { sport, ..Recording::default() });
                    }
                    _ => {
                        let Some(recording) = self.recordings.last_mut() else { return };
                        match within(path) {
                            "Lap" => {
                                let start = attributes.get("StartTime").as_deref().and_then(Moment::read);
                                recording.laps.push(Lap { start, ..Lap::default() });
                            }
                            // no way lies between one track and the next
                            "Lap/Track" => recording.last = None,
                            _ => {}
                        }
                    }
                }
            }
            XmlEvent::Close { path, text } => {
                if let Some(recording) = self.recordings.last_mut() {
                    recording.take(within(path), text);
                }
            }
        }
    }

    fn finish(self, done: Result<(), Stopped>) -> Result<Decoded, Unreadable> {
        if !self.is_tcx {
            let message = done.err().map_or("it holds no <TrainingCenterDatabase>".into(), |stopped| stopped.message);
            return Err(Unreadable::Foreign { kind: "TCX", message });
        }
        let mut decoded = Decoded { kind: "tcx", ..Decoded::default() };
        if let Err(stopped) = &done {
            decoded.warnings.push(stopped.to_string());
        }
        let recorded: Vec<Recording> =
            self.recordings.into_iter().filter(|one| one.begins() != StartTime::Unknown).collect();
        if recorded.is_empty() {
            return Err(match done {
                Err(stopped) => Unreadable::Damaged { byte: stopped.byte, message: stopped.message },
                Ok(()) if self.courses > 0 => {
                    Unreadable::Left("It is a course (a planned route), not a recorded activity.".into())
                }
                Ok(()) => Unreadable::NoActivity("It holds no recorded activity.".into()),
            });
        }
        if recorded.len() > MOST_ACTIVITIES {
            let n = recorded.len();
            decoded.warnings.push(format!("It holds {n} activities; the first {MOST_ACTIVITIES} were taken."));
        }
        decoded.activities = recorded.into_iter().take(MOST_ACTIVITIES).map(Recording::activity).collect();
        Ok(decoded)
    }
}

/// The part of a path below its activity.
fn within(path: &str) -> &str {
    path.rsplit_once("/Activity/").map_or("", |(_, below)| below)
}

impl Recording {
    fn take(&mut self, path: &str, text: &str) {
        let number = || xml::number(text).filter(|&number| number >= 0.0);
        match path {
            "Id" => self.id = Moment::read(text),
            "Notes" => self.title = tidy(text),
            "Creator/Name" => self.device = tidy(text),
            _ => {}
        }
        if let (Some(point), true) = (path.strip_prefix("Lap/Track/Trackpoint/"), !self.laps.is_empty()) {
            match point {
                "Time" => {
                    if let Some(moment) = Moment::read(text) {
                        self.span.add(moment);
                    }
                }
                "DistanceMeters" => {
                    if let Some(metres) = number() {
                        let (first, most) = self.track.unwrap_or((metres, metres));
                        self.track = Some((first, most.max(metres)));
                    }
                }
                "HeartRateBpm/Value" => self.hearts.add(number().unwrap_or_default(), 1.0),
                "Position/LatitudeDegrees" => self.latitude = xml::number(text),
                "Position/LongitudeDegrees" => {
                    let place = self.latitude.take().zip(xml::number(text));
                    if let Some(place) = place.and_then(|(latitude, longitude)| TrackPoint::new(latitude, longitude)) {
                        self.metres += self.last.replace(place).map_or(0.0, |last| last.metres_to(place));
                    }
                }
                _ => {}
            }
        }
        let Some(lap) = self.laps.last_mut() else { return };
        match path {
            "Lap/DistanceMeters" => lap.metres = number(),
            "Lap/TotalTimeSeconds" => lap.seconds = number(),
            "Lap/AverageHeartRateBpm/Value" => lap.hr = number(),
            _ => {}
        }
    }

    /// The first point's time; else the first lap's or the activity's own, which some cut to the minute.
    fn begins(&self) -> StartTime {
        match self.span.start() {
            StartTime::Unknown => self.told_start().map_or(StartTime::Unknown, |moment| moment.start),
            start => start,
        }
    }

    fn told_start(&self) -> Option<Moment> {
        self.laps.first().and_then(|lap| lap.start).or(self.id)
    }

    fn sum(&self, of: impl Fn(&Lap) -> Option<f64>) -> Option<f64> {
        let mut all = self.laps.iter().filter_map(of).peekable();
        all.peek()?;
        Some(all.sum())
    }

    /// Metres by the laps, unless they are wrong.
    /// Metres, and whether they are by the track because the laps are wrong: those of a file that was cut tell of a way
    /// that is not in it.
    fn distance(&self, reasons: &mut Vec<String>) -> (Option<f64>, bool) {
        let laps = self.sum(|lap| lap.metres).filter(|&metres| metres > 0.0);
        let track = self.track.map(|(first, most)| most - first).filter(|&metres| metres > 0.0);
        let places = Some(self.metres).filter(|&metres| metres > 0.0);
        let (Some(laps), Some(track)) = (laps, track) else {
            return (laps.or(track).or(places).or(self.sum(|lap| lap.metres)), false);
        };
        let agree = |a: f64, b: f64| (a - b).abs() <= TOLERANCE * a.max(b);
        if agree(laps, track) {
            return (Some(laps), false);
        }
        let by_track = places.is_some_and(|places| agree(track, places) && !agree(laps, places));
        let (chosen, by) = if by_track { (track, "track") } else { (laps, "laps") };
        reasons.push(format!(
            "Its laps add up to {laps:.0} m and its track to {track:.0} m; the distance is by the {by}."
        ));
        (Some(chosen), by_track)
    }

    fn activity(self) -> Activity {
        let mut reasons = Vec::new();
        let (sport, sort) = sports::sport(&self.sport);
        let mut hearts = Mean::default();
        for lap in &self.laps {
            hearts.add(lap.hr.unwrap_or_default(), lap.seconds.unwrap_or_default());
        }
        let (metres, by_track) = self.distance(&mut reasons);
        let laps = self.sum(|lap| lap.seconds).filter(|&seconds| seconds > 0.0);
        let has_points = self.span.start() != StartTime::Unknown;
        let span = if has_points { self.span.elapsed() } else { laps };
        // distance and time are by the same: laps that lie about one lie about the other
        let timer = laps.zip(span.filter(|_| by_track)).map(|(laps, span)| laps.min(span)).or(laps).or(span);
        // laps of a time that nobody ran the distance in are wrong too
        let runs = |seconds: f64| metres.is_none_or(|metres| metres < 400.0 || seconds * 1000.0 >= FASTEST * metres);
        let timer = match (timer, span) {
            (Some(laps), Some(span)) if laps < span && !runs(laps) && runs(span) => {
                reasons
                    .push(format!("Its laps add up to {laps:.0} s, too little for its way; its time is by the track."));
                Some(span)
            }
            _ => timer,
        };
        let elapsed = span.zip(timer).map(|(span, timer)| span.max(timer));
        let whole_minute = !has_points && self.told_start().is_some_and(|moment| moment.seconds % 60.0 == 0.0);
        Activity {
            start: self.begins(),
            distance_m: metres.and_then(whole),
            timer_s: timer.and_then(whole),
            elapsed_s: elapsed.and_then(whole),
            // Garmin writes Other for whatever is neither a run nor a ride
            sport: if self.sport.eq_ignore_ascii_case("other") { Sport::Unknown } else { sport },
            sub_sport: sort.map(Into::into),
            surface: sports::surface(sort),
            average_hr: hearts.get().or(self.hearts.get()),
            title: self.title,
            device: self.device,
            whole_minute,
            reasons,
            ..Activity::default()
        }
    }
}
