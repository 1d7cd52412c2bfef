//! Google Takeout's Google Fit: one session a file, its sums in a list of measures.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Unreadable, whole};
use crate::import::found::Found;
use crate::import::json::{Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Session {
    fitness_activity: Text,
    start_time: Text,
    end_time: Text,
    duration: Text,
    aggregate: Many<Measure>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Measure {
    metric_name: Text,
    float_value: Number,
}

/// Reads a session.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(all) = read_json::<Many<Session>>(input)?;
    Ok(Found::of("google-fit", all.into_iter().map(Session::activity)))
}

impl Session {
    fn activity(self) -> Activity {
        let start = |text: &Text| dates::start(text.get(), Order::Unknown, false).unwrap_or_default();
        let (begun, over) = (start(&self.start_time), start(&self.end_time));
        let elapsed = begun.until(over);
        let seconds = self.duration.get().strip_suffix('s').and_then(|text| text.parse::<f64>().ok()).and_then(whole);
        let far = self.aggregate.0.iter().find(|one| one.metric_name.get() == "com.google.distance.delta");
        let mut activity = Activity {
            start: begun,
            distance_m: far.and_then(|far| far.float_value.whole(1.0)),
            timer_s: seconds.or(elapsed),
            elapsed_s: elapsed,
            ..Activity::default()
        };
        sports::name(&mut activity, self.fitness_activity.get());
        activity
    }
}
