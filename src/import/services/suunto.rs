//! Suunto's JSON of one recording: `DeviceLog`. Its duration holds the pause that stands beside it.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Many, Maybe, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Log {
    device_log: Maybe<DeviceLog>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct DeviceLog {
    header: Maybe<Header>,
    windows: Many<Frame>,
    device: Maybe<Device>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Header {
    activity_type: Number,
    date_time: Text,
    distance: Number,
    duration: Number,
    pause_duration: Number,
    feeling: Number,
    notes: Text,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Frame {
    window: Maybe<Window>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Window {
    #[serde(rename = "Type")]
    kind: Text,
    activity_id: Number,
    distance: Number,
    duration: Number,
    #[serde(rename = "TimeISO8601")]
    end: Text,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Device {
    name: Text,
}

/// Reads the recording.
///
/// # Errors
/// Where it is no JSON, or has no head.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Maybe(log) = read_json::<Maybe<Log>>(input)?;
    let log = log.and_then(|log| log.device_log.0);
    let Some((header, log)) = log.and_then(|mut log| Some((log.header.0.take()?, log))) else {
        return Err(Unreadable::NoActivity("It is a log of a Suunto without a recorded activity.".into()));
    };
    let device = log.device.0.and_then(|device| format!("Suunto {}", device.name.get()).trim().to_owned().into());
    let device: Option<String> = device;
    let start = dates::start(header.date_time.get(), Order::Unknown, false).unwrap_or_default();
    let windows = log.windows.0.into_iter().filter_map(|frame| frame.window.0);
    let parts: Vec<Window> = windows.filter(|window| window.kind.get() == "Activity").collect();
    let about = |mut activity: Activity, sport: Number| {
        activity.device = device.as_deref().and_then(crate::import::activity::tidy);
        let sort = match sport.0.map(|number| number as u32) {
            Some(3) => None,
            Some(82) => Some("trail"),
            Some(93) => Some("treadmill"),
            Some(81) => Some("track"),
            Some(number) => {
                activity.sport = Sport::Other(other(number).into());
                return activity;
            }
            None => return activity,
        };
        activity.sport = Sport::Running;
        sports::sort_as(&mut activity, sort);
        activity
    };
    let activities: Vec<Activity> = match &parts[..] {
        // several sports in one recording: each by its own window, which ends when it says
        [_, _, ..] => parts.iter().map(|part| about(part.activity(), part.activity_id)).collect(),
        parts => {
            let pause = header.pause_duration.positive().unwrap_or_default();
            let told = parts.first().and_then(|part| part.duration.positive());
            let timer = told.or(header.duration.positive().map(|seconds| (seconds - pause).max(0.0)));
            let one = Activity {
                start,
                distance_m: header.distance.whole(1.0),
                timer_s: Number(timer).whole(1.0),
                elapsed_s: header.duration.whole(1.0),
                // 1 is poor, 5 excellent
                feel: header
                    .feeling
                    .whole(1.0)
                    .filter(|value| (1..=5).contains(value))
                    .map(|value| 25 * (value as u8 - 1)),
                title: header.notes.tidy(),
                ..Activity::default()
            };
            vec![about(one, header.activity_type)]
        }
    };
    Ok(Found::of("suunto", activities.into_iter()))
}

impl Window {
    fn activity(&self) -> Activity {
        let end = dates::start(self.end.get(), Order::Unknown, false).unwrap_or(StartTime::Unknown);
        let seconds = self.duration.whole(1.0);
        Activity {
            start: end.plus(-i64::from(seconds.unwrap_or_default())),
            distance_m: self.distance.whole(1.0),
            timer_s: seconds,
            ..Activity::default()
        }
    }
}

fn other(number: u32) -> String {
    match number {
        2 => "multisport".into(),
        11 => "trekking".into(),
        12 => "walking".into(),
        75 => "orienteering".into(),
        84 => "Nordic walking".into(),
        number => format!("sport {number}"),
    }
}
