//! Strava's activities as its API gives them and tools save them: one, a list, or a list of lists.

use std::io::BufRead;

use serde::Deserialize;

use crate::domain::level::Level;
use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Flag, Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Summary {
    id: Text,
    name: Text,
    #[serde(rename = "type")]
    kind: Text,
    sport_type: Text,
    start_date: Text,
    start_date_local: Text,
    utc_offset: Number,
    distance: Number,
    moving_time: Number,
    elapsed_time: Number,
    average_heartrate: Number,
    perceived_exertion: Number,
    trainer: Flag,
}

/// Reads the list.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(all) = read_json::<Many<Summary>>(input)?;
    let all = all.into_iter().filter(|one| one.start_date.0.is_some() || one.start_date_local.0.is_some());
    Ok(Found::of("strava-api", all.map(Summary::activity)))
}

impl Summary {
    fn activity(self) -> Activity {
        let read = |text: &Text| dates::start(text.get(), Order::Unknown, false);
        let seconds = |start| match start {
            Some(StartTime::Utc(at)) => Some(at.timestamp() as f64),
            _ => None,
        };
        // the local clock ends in Z and is none; the zone's name has the offset of the winter
        let (utc, local) = (read(&self.start_date), read(&self.start_date_local));
        let apart = seconds(utc).zip(seconds(local)).map(|(utc, local)| local - utc);
        let minutes = apart.or(self.utc_offset.0).map(|seconds| (seconds / 60.0).round() as i32);
        let start = match (utc, local) {
            (Some(utc), _) => dates::utc_at(utc, minutes.filter(|minutes| minutes.abs() <= 14 * 60)),
            (None, Some(StartTime::Utc(local))) => StartTime::Local(local.naive_utc()),
            (None, local) => local.unwrap_or_default(),
        };
        let mut activity = Activity {
            start,
            distance_m: self.distance.whole(1.0),
            moving_s: self.moving_time.whole(1.0),
            elapsed_s: self.elapsed_time.whole(1.0),
            average_hr: self.average_heartrate.heart(),
            effort: self.perceived_exertion.whole(1.0).and_then(|value| Level::new(u8::try_from(value).ok()?)),
            title: self.name.tidy(),
            id: self.id.tidy(),
            ..Activity::default()
        };
        let word = if self.sport_type.get().is_empty() { &self.kind } else { &self.sport_type };
        sports::name(&mut activity, word.get());
        if self.trainer.0 && activity.sport == Sport::Running && activity.sub_sport.is_none() {
            sports::sort_as(&mut activity, Some("treadmill"));
        }
        activity
    }
}
