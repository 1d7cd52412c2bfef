//! Fitbit's archive: exercises as JSON, by a clock whose zone is not said, and as a list in UTC with the offset beside it.

use std::io::BufRead;

use chrono::Timelike;
use serde::Deserialize;

use crate::domain::words::found;
use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::{Found, FoundItem};
use crate::import::json::{Many, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};
use crate::import::tables::{self, Heads, TableRow};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Exercise {
    log_id: Text,
    activity_name: Text,
    activity_type_id: Number,
    start_time: Text,
    active_duration: Number,
    duration: Number,
    distance: Number,
    distance_unit: Text,
    average_heart_rate: Number,
}

/// Reads `exercise-0.json` and those after it.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(all) = read_json::<Many<Exercise>>(input)?;
    let all = all.into_iter().filter(|one| one.log_id.0.is_some());
    Ok(Found::of("fitbit", all.map(Exercise::activity)))
}

impl Exercise {
    fn activity(self) -> Activity {
        // month first, a year of two digits
        let start = dates::start(self.start_time.get(), Order::MonthFirst, false).unwrap_or_default();
        let in_one = match self.distance_unit.get().to_lowercase().as_str() {
            "mile" | "miles" => 1609.344,
            "meter" | "meters" | "metres" => 1.0,
            _ => 1000.0,
        };
        let mut activity = Activity {
            start,
            distance_m: self.distance.whole(in_one),
            timer_s: self.active_duration.whole(0.001),
            elapsed_s: self.duration.whole(0.001),
            average_hr: self.average_heart_rate.heart(),
            id: self.log_id.tidy(),
            ..Activity::default()
        };
        sports::name(&mut activity, self.activity_name.get());
        // the name is in the account's language
        if self.activity_type_id.0 == Some(90009.0) && activity.sport != Sport::Running {
            activity.sport = Sport::Running;
        }
        let near_midnight = matches!(start, StartTime::Local(at) if !(5..19).contains(&at.hour()));
        if near_midnight && activity.sport == Sport::Running {
            activity
                .reasons
                .push("Fitbit does not say whether its clock is UTC, so the day may be the one beside it.".into());
        }
        activity
    }
}

/// True for the head of `UserExercises`.
pub fn is_list(heads: &Heads) -> bool {
    heads.has("exercise_start") && heads.has("activity_name")
}

/// Reads `UserExercises`: millimetres, UTC, the offset beside it.
///
/// # Errors
/// Where no row can be read.
pub fn read_list(text: &str) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let heads = Heads::of(&head, "");
    let items = tables::gather(rows.map(|row| (row.line, listed(&row, &heads).map(FoundItem::from))))?;
    Ok(Found { kind: "fitbit-list", items: items.into_iter().map(FoundItem::from).collect(), warnings: Vec::new() })
}

fn listed(row: &TableRow, heads: &Heads) -> Result<Activity, String> {
    let cell = |name| heads.cell(row, name);
    let start = |name| dates::start(cell(name), Order::Unknown, true);
    let begun = start("exercise_start").ok_or_else(|| format!("{} is not a date", found(cell("exercise_start"))))?;
    let over = start("exercise_end").unwrap_or_default();
    let millimetres = |name| tables::plain_number(cell(name)).filter(|&value| value > 0.0);
    let far = millimetres("tracker_total_distance_mm").or_else(|| millimetres("manually_logged_total_distance_mm"));
    let mut activity = Activity {
        line: Some(row.line),
        start: dates::utc_at(begun, dates::offset(cell("utc_offset")).flatten()),
        distance_m: far.and_then(|far| crate::import::activity::whole(far / 1000.0)),
        elapsed_s: begun.until(over),
        average_hr: tables::plain_number(cell("tracker_avg_heart_rate"))
            .filter(|rate| (1.0..=254.0).contains(rate))
            .map(|rate| rate as u8),
        id: crate::import::activity::tidy(cell("exercise_id")),
        ..Activity::default()
    };
    sports::name(&mut activity, cell("activity_name"));
    Ok(activity)
}
