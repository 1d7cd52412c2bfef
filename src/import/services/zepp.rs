//! The archive of Zepp (Amazfit, Mi Fit): its list of sports, whose sports are numbers.

use crate::domain::words::found;
use crate::import::activity::{Activity, Sport, Unreadable, whole};
use crate::import::found::{Found, FoundItem};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};
use crate::import::tables::{self, Heads, TableRow};

/// True for the head of the list of sports.
pub fn is_list(heads: &Heads) -> bool {
    heads.has("type") && heads.has("starttime") && (heads.has("sporttime(s)") || heads.has("sporttime"))
}

/// Reads the list.
///
/// # Errors
/// Where no row can be read.
pub fn read(text: &str) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let heads = Heads::of(&head, "");
    let items = tables::gather(rows.map(|row| (row.line, activity(&row, &heads).map(FoundItem::from))))?;
    Ok(Found { kind: "zepp", items: items.into_iter().map(FoundItem::from).collect(), warnings: Vec::new() })
}

fn activity(row: &TableRow, heads: &Heads) -> Result<Activity, String> {
    let cell =
        |names: [&'static str; 2]| names.into_iter().map(|name| heads.cell(row, name)).find(|cell| !cell.is_empty());
    let number = |names| cell(names).and_then(tables::plain_number).filter(|&value| value > 0.0);
    let text = cell(["starttime", ""]).unwrap_or_default();
    let start = dates::start(text, Order::Unknown, false).ok_or_else(|| format!("{} is not a date", found(text)))?;
    let seconds = number(["sporttime(s)", "sporttime"]);
    // some lists of 2020 have their columns mislabelled: a pace nobody runs shows it
    let metres = number(["distance(m)", "distance"]);
    let sane = |metres: f64| seconds.is_none_or(|seconds| (0.05..2.0).contains(&(seconds / metres)));
    let mut activity = Activity {
        line: Some(row.line),
        // its offset is always that of UTC, wherever it was
        start: start.instant(),
        distance_m: metres.filter(|&metres| sane(metres)).and_then(whole),
        timer_s: seconds.and_then(whole),
        average_hr: number(["avgheartrate", "avgheartrate(bpm)"]).filter(|&rate| rate <= 254.0).map(|rate| rate as u8),
        ..Activity::default()
    };
    let other = |word: &str| Sport::Other(word.into());
    activity.sport = match cell(["type", ""]).unwrap_or_default() {
        "1" => Sport::Running,
        "8" => {
            sports::sort_as(&mut activity, Some("treadmill"));
            Sport::Running
        }
        "6" => other("walking"),
        "9" => other("cycling"),
        "10" => other("indoor cycling"),
        "16" => other("free training"),
        "23" => other("rowing"),
        "52" => other("strength"),
        "92" => other("badminton"),
        number => other(&format!("sport {}", crate::import::activity::tidy(number).unwrap_or_default())),
    };
    Ok(activity)
}
