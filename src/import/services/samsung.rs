//! Samsung Health's table of exercises: a line before the head, milliseconds, numbers for sports, UTC with the offset
//! beside it.

use crate::domain::words::found;
use crate::import::activity::{Activity, Sport, Unreadable, tidy, whole};
use crate::import::found::{Found, FoundItem};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};
use crate::import::tables::{self, Heads, TableRow};

/// What most names of columns begin with.
const PREFIX: &str = "com.samsung.health.exercise.";
/// Faster than this, metres a second, on a treadmill is a run (6.5 km/h).
const RUNS: f64 = 6.5 / 3.6;

/// True for the head of the table of exercises.
pub fn is_list(heads: &Heads) -> bool {
    let has = |name: &str| heads.has(name) || heads.has(&format!("{PREFIX}{name}"));
    has("exercise_type") && has("start_time") && has("datauuid")
}

/// Reads the table.
///
/// # Errors
/// Where no row can be read.
pub fn read(text: &str) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let heads = Heads::of(&head, PREFIX);
    let items = tables::gather(rows.map(|row| (row.line, activity(&row, &heads).map(FoundItem::from))))?;
    Ok(Found { kind: "samsung", items: items.into_iter().map(FoundItem::from).collect(), warnings: Vec::new() })
}

fn activity(row: &TableRow, heads: &Heads) -> Result<Activity, String> {
    let cell = |name| heads.cell(row, name);
    let start = |name| dates::start(cell(name), Order::Unknown, true);
    let begun = start("start_time").ok_or_else(|| format!("{} is not a date", found(cell("start_time"))))?;
    // older tables count the offset in milliseconds
    let text = cell("time_offset");
    let minutes = dates::offset(text).flatten().or_else(|| {
        let ms = tables::plain_number(text).filter(|ms| ms.abs() <= 14.0 * 3_600_000.0)?;
        Some((ms / 60_000.0).round() as i32)
    });
    let number = |name| tables::plain_number(cell(name)).filter(|&value| value > 0.0);
    let elapsed = begun.until(start("end_time").unwrap_or_default());
    let seconds = number("duration").map(|ms| ms / 1000.0);
    let mut activity = Activity {
        line: Some(row.line),
        start: dates::utc_at(begun, minutes),
        distance_m: number("distance").and_then(whole),
        timer_s: seconds.and_then(whole),
        elapsed_s: elapsed,
        average_hr: number("mean_heart_rate").filter(|&rate| rate <= 254.0).map(|rate| rate as u8),
        title: tidy(cell("title")).or_else(|| tidy(cell("comment"))),
        id: tidy(cell("datauuid")),
        ..Activity::default()
    };
    let other = |word: &str| Sport::Other(word.into());
    activity.sport = match cell("exercise_type") {
        "1002" => Sport::Running,
        "15005" => {
            sports::sort_as(&mut activity, Some("treadmill"));
            match number("distance").zip(seconds) {
                Some((metres, seconds)) if metres / seconds > RUNS => Sport::Running,
                _ => {
                    activity.unlikely = Some(
                        "A treadmill, and too slow to tell a run from a walk: Samsung has one number for both.".into(),
                    );
                    Sport::Unknown
                }
            }
        }
        "1001" => other("walking"),
        "13001" => other("hiking"),
        "13005" => other("orienteering"),
        "11007" => other("cycling"),
        "14001" => other("swimming"),
        "0" | "" => other("no sport"),
        number => other(&format!("sport {}", tidy(number).unwrap_or_default())),
    };
    Ok(activity)
}
