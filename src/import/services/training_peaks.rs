//! TrainingPeaks' list of workouts: metres and hours, a day without its hour; what was only planned is no run.

use crate::domain::level::Level;
use crate::domain::words::found;
use crate::import::activity::{Activity, Unreadable, tidy, whole};
use crate::import::found::{Found, FoundItem};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};
use crate::import::tables::{self, Heads, TableRow};

/// True for the head of such a list.
pub fn is_list(heads: &Heads) -> bool {
    heads.has("workoutday") && heads.has("timetotalinhours")
}

/// Reads the list.
///
/// # Errors
/// Where no row can be read, or all of it is planned.
pub fn read(text: &str) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let heads = Heads::of(&head, "");
    let done =
        |row: &TableRow| ["distanceinmeters", "timetotalinhours"].iter().any(|name| !heads.cell(row, name).is_empty());
    let mut planned = 0;
    let rows = rows.filter(|row| {
        let done = done(row);
        planned += usize::from(!done);
        done
    });
    let rows: Vec<_> = rows.map(|row| (row.line, activity(&row, &heads).map(FoundItem::from))).collect();
    if rows.is_empty() && planned > 0 {
        let message = "All of it is planned: no row has a distance or a time that was run.";
        return Err(Unreadable::NoActivity(message.into()));
    }
    let items = tables::gather(rows.into_iter())?;
    Ok(Found { kind: "training-peaks", items: items.into_iter().map(FoundItem::from).collect(), warnings: Vec::new() })
}

fn activity(row: &TableRow, heads: &Heads) -> Result<Activity, String> {
    let cell = |name| heads.cell(row, name);
    let number = |name| tables::plain_number(cell(name)).filter(|&value| value > 0.0);
    let day = cell("workoutday");
    let start = dates::start(day, Order::Unknown, false).ok_or_else(|| format!("{} is not a date", found(day)))?;
    let mut activity = Activity {
        line: Some(row.line),
        start,
        distance_m: number("distanceinmeters").and_then(whole),
        timer_s: number("timetotalinhours").and_then(|hours| whole(hours * 3600.0)),
        average_hr: number("heartrateaverage").filter(|&rate| rate <= 254.0).map(|rate| rate as u8),
        effort: number("rpe").and_then(|value| Level::new(whole(value).and_then(|value| u8::try_from(value).ok())?)),
        title: tidy(cell("title")),
        ..Activity::default()
    };
    sports::name(&mut activity, cell("workouttype"));
    Ok(activity)
}
