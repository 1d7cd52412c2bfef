//! Huawei Health's account export: “motion path detail data”, no valid JSON. Metres and milliseconds; sports are numbers.
//! Known from descriptions and a converter, not from a whole archive; real ones are locked with a password.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Path {
    /// Of a day, as the export was before July 2020.
    motion_path_data: Many<Path>,
    sport_type: Number,
    start_time: Number,
    end_time: Number,
    time_zone: Text,
    total_distance: Number,
    total_time: Number,
    record_id: Text,
}

/// Reads the file.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(parts) = read_json::<Many<Path>>(input)?;
    let of_day = |mut part: Path| std::mem::take(&mut part.motion_path_data.0).into_iter().chain([part]);
    let all = parts.into_iter().flat_map(of_day);
    Ok(Found::of("huawei", all.filter(|path| path.start_time.positive().is_some()).map(Path::activity)))
}

impl Path {
    fn activity(self) -> Activity {
        let minutes = dates::offset(self.time_zone.get()).flatten();
        let elapsed = self.end_time.0.zip(self.start_time.0).map(|(end, start)| end - start);
        let mut activity = Activity {
            start: self.start_time.positive().map_or(StartTime::Unknown, |ms| dates::epoch_at(ms, minutes)),
            distance_m: self.total_distance.whole(1.0),
            timer_s: self.total_time.whole(0.001),
            elapsed_s: Number(elapsed).whole(0.001),
            id: self.record_id.tidy(),
            ..Activity::default()
        };
        let other = match self.sport_type.0.map(|number| number as u32) {
            Some(4) => "",
            Some(101) => {
                sports::sort_as(&mut activity, Some("treadmill"));
                ""
            }
            Some(118) => {
                sports::sort_as(&mut activity, Some("trail"));
                ""
            }
            Some(5) => "walking",
            Some(3 | 103) => "cycling",
            Some(2 | 282) => "hiking",
            Some(102 | 104) => "swimming",
            Some(145) => "crossfit",
            _ => "sport of another number",
        };
        activity.sport = if other.is_empty() { Sport::Running } else { Sport::Other(other.into()) };
        activity
    }
}
