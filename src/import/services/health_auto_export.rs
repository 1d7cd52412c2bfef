//! What the app Health Auto Export writes as JSON: workouts beside metrics, a unit beside each number.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Sport, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Flag, Many, Maybe, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Export {
    data: Maybe<Data>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    workouts: Many<Workout>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Workout {
    id: Text,
    name: Text,
    start: Text,
    end: Text,
    duration: Number,
    distance: Maybe<Quantity>,
    avg_heart_rate: Maybe<Quantity>,
    location: Text,
    is_indoor: Flag,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Quantity {
    qty: Number,
    units: Text,
}

/// Reads the export.
///
/// # Errors
/// Where it is no JSON, or holds no workout.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(parts) = read_json::<Many<Export>>(input)?;
    let all: Vec<Workout> = parts.into_iter().filter_map(|part| part.data.0).flat_map(|data| data.workouts.0).collect();
    if all.is_empty() {
        let message = "It holds no workout: choose Workouts in Health Auto Export, then export again.";
        return Err(Unreadable::NoActivity(message.into()));
    }
    Ok(Found::of("health-auto-export", all.into_iter().map(Workout::activity)))
}

impl Workout {
    fn activity(self) -> Activity {
        let start = |text: &Text| dates::start(text.get(), Order::Unknown, false);
        let (begun, over) = (start(&self.start).unwrap_or_default(), start(&self.end).unwrap_or_default());
        let metres = self.distance.0.and_then(|distance| {
            distance.qty.whole(match distance.units.get() {
                "mi" => 1609.344,
                "m" => 1.0,
                "yd" => 0.9144,
                _ => 1000.0,
            })
        });
        let mut activity = Activity {
            start: begun,
            distance_m: metres,
            timer_s: self.duration.whole(1.0),
            elapsed_s: begun.until(over),
            average_hr: self.avg_heart_rate.0.and_then(|rate| rate.qty.heart()),
            id: self.id.tidy(),
            ..Activity::default()
        };
        sports::name(&mut activity, self.name.get());
        let indoors = self.is_indoor.0 || self.location.get().eq_ignore_ascii_case("indoor");
        if indoors && activity.sport == Sport::Running {
            sports::sort_as(&mut activity, Some("treadmill"));
        }
        activity
    }
}
