//! Garmin's account export: the summary of all activities as JSON. Lengths are in centimetres, times in milliseconds.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Flag, Many, Number, Text};
use crate::import::sports;
use crate::import::tables::dates;

/// What the export is: a list of lists of activities under one name.
#[derive(Deserialize)]
struct Export {
    #[serde(rename = "summarizedActivitiesExport", default)]
    activities: Many<Summary>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Summary {
    activity_id: Text,
    name: Text,
    activity_type: Text,
    sport_type: Text,
    start_time_gmt: Number,
    begin_timestamp: Number,
    start_time_local: Number,
    distance: Number,
    duration: Number,
    elapsed_duration: Number,
    moving_duration: Number,
    avg_hr: Number,
    parent: Flag,
}

/// Reads the export.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(parts) = crate::import::json::read::<Many<Export>>(input)?;
    let all = parts.into_iter().flat_map(|part| part.activities.0);
    // the whole of a multisport has no sport of its own; its parts follow
    Ok(Found::of("garmin", all.filter(|one| !one.parent.0).map(Summary::activity)))
}

impl Summary {
    fn activity(self) -> Activity {
        let ms = self.start_time_gmt.positive().or(self.begin_timestamp.positive());
        // the local clock is written as if it were UTC
        let minutes =
            ms.zip(self.start_time_local.positive()).map(|(utc, local)| ((local - utc) / 60_000.0).round() as i32);
        let minutes = minutes.filter(|minutes| (-12 * 60..=14 * 60).contains(minutes));
        let mut activity = Activity {
            start: ms.map_or(StartTime::Unknown, |ms| dates::epoch_at(ms, minutes)),
            distance_m: self.distance.whole(0.01),
            timer_s: self.duration.whole(0.001),
            elapsed_s: self.elapsed_duration.whole(0.001),
            moving_s: self.moving_duration.whole(0.001),
            average_hr: self.avg_hr.heart(),
            title: self.name.tidy(),
            id: self.activity_id.tidy(),
            ..Activity::default()
        };
        sports::name(&mut activity, self.activity_type.get());
        if activity.sport == Sport::Unknown {
            sports::name(&mut activity, self.sport_type.get());
        }
        activity
    }
}
