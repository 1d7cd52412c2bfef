//! Endomondo's archive: one workout a file, a list of objects of one key each. Its clock has no zone.

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Part {
    sport: Text,
    start_time: Text,
    end_time: Text,
    duration_s: Number,
    distance_km: Number,
    name: Text,
    notes: Text,
}

/// Reads a workout.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(parts) = read_json::<Many<Part>>(input)?;
    let text =
        |of: fn(&Part) -> &Text| parts.iter().map(|part| of(part).get()).find(|text| !text.is_empty()).unwrap_or("");
    let number = |of: fn(&Part) -> Number| parts.iter().find_map(|part| of(part).positive());
    // its points say UTC, its own clock says nothing: most likely it is UTC too
    let start = |text: &str| dates::start(text, Order::Unknown, true).unwrap_or_default();
    let begun = start(text(|part| &part.start_time));
    let mut activity = Activity {
        start: begun,
        distance_m: Number(number(|part| part.distance_km)).whole(1000.0),
        timer_s: Number(number(|part| part.duration_s)).whole(1.0),
        elapsed_s: begun.until(start(text(|part| &part.end_time))),
        title: Text(Some(text(|part| &part.notes).to_owned()))
            .tidy()
            .or(Text(Some(text(|part| &part.name).to_owned())).tidy()),
        ..Activity::default()
    };
    sports::name(&mut activity, text(|part| &part.sport));
    if begun != StartTime::Unknown {
        activity.reasons.push("Endomondo does not say the zone of its clock; UTC is assumed.".into());
    }
    Ok(Found::of("endomondo", std::iter::once(activity)))
}
