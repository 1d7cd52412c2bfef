//! The archive of adidas Running (Runtastic): one session a file. Metres and milliseconds; the sport is a number.

use std::io::BufRead;

use serde::Deserialize;

use crate::domain::runs::Surface;
use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Flag, Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Session {
    id: Text,
    start_time: Number,
    end_time: Number,
    start_time_timezone_offset: Number,
    distance: Number,
    duration: Number,
    pulse_avg: Number,
    sport_type_id: Text,
    surface_id: Text,
    subjective_feeling_id: Text,
    notes: Text,
    indoor: Flag,
}

/// Reads a session.
///
/// # Errors
/// Where it is no JSON, or was begun and not finished.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(all) = read_json::<Many<Session>>(input)?;
    // one that was begun and never finished has neither a way nor a time
    let (done, open): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.distance.positive().or(one.duration.positive()).is_some());
    if done.is_empty() && !open.is_empty() {
        let message = "The session was begun and never finished: it has neither a distance nor a time.";
        return Err(Unreadable::NoActivity(message.into()));
    }
    Ok(Found::of("runtastic", done.into_iter().map(Session::activity)))
}

impl Session {
    fn activity(self) -> Activity {
        let minutes = self.start_time_timezone_offset.0.map(|ms| (ms / 60_000.0).round() as i32);
        let start = self
            .start_time
            .positive()
            .map_or(StartTime::Unknown, |ms| dates::epoch_at(ms, minutes.filter(|minutes| minutes.abs() <= 14 * 60)));
        let elapsed = self.start_time.positive().zip(self.end_time.positive()).map(|(from, to)| to - from);
        let mut activity = Activity {
            start,
            distance_m: self.distance.whole(1.0),
            timer_s: self.duration.whole(0.001),
            elapsed_s: Number(elapsed).whole(0.001),
            average_hr: self.pulse_avg.heart(),
            // 1 is the best of five, 5 the worst
            feel: self.subjective_feeling_id.code().filter(|id| (1..=5).contains(id)).map(|id| 125 - 25 * id as u8),
            title: self.notes.tidy(),
            id: self.id.tidy(),
            link: self.id.0.as_deref().filter(|id| !id.contains(['/', '\\'])).map(|id| format!("/{id}.gpx").into()),
            ..Activity::default()
        };
        let sort = match self.sport_type_id.code() {
            Some(1 | 84) => None,
            Some(14) => Some("treadmill"),
            Some(82) => Some("trail"),
            Some(114 | 115) => Some("virtual"),
            other => {
                activity.sport = Sport::Other(other_sport(other).into());
                return activity;
            }
        };
        activity.sport = Sport::Running;
        sports::sort_as(&mut activity, sort.or(self.indoor.0.then_some("treadmill")));
        activity.surface = activity.surface.or(match self.surface_id.code() {
            Some(1) => Some(Surface::Road),
            Some(2) => Some(Surface::Trail),
            Some(5) => Some(Surface::Sand),
            _ => None,
        });
        activity
    }
}

/// The words for the numbers seen most.
fn other_sport(number: Option<u32>) -> String {
    match number {
        Some(2) => "Nordic walking".into(),
        Some(3 | 4 | 22) => "cycling".into(),
        Some(7) => "hiking".into(),
        Some(19) => "walking".into(),
        Some(number) => format!("sport {number}"),
        None => "no sport".into(),
    }
}
