//! PWX, TrainingPeaks' and Timex' file of a workout: a local clock, stopped time beside the duration.

use super::activity::{Activity, Decoded, LONGEST, MOST_ACTIVITIES, Unreadable, tidy, whole};
use super::sports;
use super::track::Moment;
use super::xml::{self, XmlEvent};

#[derive(Default)]
struct Workout {
    sport: String,
    title: Option<Box<str>>,
    device: Option<Box<str>>,
    start: Option<Moment>,
    seconds: Option<f64>,
    stopped: Option<f64>,
    metres: Option<f64>,
    /// The last sample's.
    last_metres: Option<f64>,
    last_seconds: Option<f64>,
}

/// Reads PWX.
///
/// # Errors
/// Where it is no PWX, or holds no workout.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.len() as u64 > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let (mut is_pwx, mut all) = (false, Vec::<Workout>::new());
    let done = xml::walk_bytes(bytes, |part| match part {
        XmlEvent::Open { path: "pwx", .. } => is_pwx = true,
        XmlEvent::Open { path: "pwx/workout", .. } if all.len() < MOST_ACTIVITIES => all.push(Workout::default()),
        XmlEvent::Close { path, text } => {
            if let (Some(below), Some(workout)) = (path.strip_prefix("pwx/workout/"), all.last_mut()) {
                workout.take(below, text);
            }
        }
        XmlEvent::Open { .. } => {}
    });
    if !is_pwx {
        let message = done.err().map_or("it holds no <pwx>".into(), |stopped| stopped.message);
        return Err(Unreadable::Foreign { kind: "PWX", message });
    }
    if all.is_empty() {
        return Err(Unreadable::NoActivity("It holds no workout.".into()));
    }
    let warnings = done.err().map(|stopped| stopped.to_string()).into_iter().collect();
    Ok(Decoded { kind: "pwx", activities: all.into_iter().map(Workout::activity).collect(), warnings })
}

impl Workout {
    fn take(&mut self, path: &str, text: &str) {
        let number = || xml::number(text).filter(|&number| number >= 0.0);
        match path {
            "sportType" => self.sport = text.to_owned(),
            "title" | "cmt" => self.title = tidy(text).or(self.title.take()),
            "device/make" | "device/model" => self.device = tidy(text).or(self.device.take()),
            "time" => self.start = Moment::read(text),
            "summarydata/duration" => self.seconds = number(),
            "summarydata/durationstopped" => self.stopped = number(),
            "summarydata/dist" => self.metres = number(),
            "sample/dist" => self.last_metres = number().or(self.last_metres),
            "sample/timeoffset" => self.last_seconds = number().or(self.last_seconds),
            _ => {}
        }
    }

    fn activity(self) -> Activity {
        let elapsed = self.seconds.filter(|&seconds| seconds > 0.0).or(self.last_seconds);
        let timer = elapsed.map(|seconds| (seconds - self.stopped.unwrap_or_default()).max(0.0));
        let mut activity = Activity {
            start: self.start.map(|moment| moment.start).unwrap_or_default(),
            distance_m: self.metres.filter(|&metres| metres > 0.0).or(self.last_metres).and_then(whole),
            timer_s: timer.and_then(whole),
            elapsed_s: elapsed.and_then(whole),
            title: self.title,
            device: self.device,
            ..Activity::default()
        };
        sports::name(&mut activity, &self.sport);
        activity
    }
}
