//! The demo journal: an invented one of twelve weeks, moved so that it ends yesterday.

use chrono::{Days, NaiveDate};

use super::journal_json::{self, Fault};
use crate::domain::journal::Journal;

/// The journal as it lies in the assets; its dates are those of one invented autumn.
const ASSET: &str = include_str!("../../assets/demo.json");
/// The day after its last one.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();

/// The demo journal as it would stand on that day.
///
/// # Errors
/// None where the asset is a journal, which a test sees to.
pub fn demo(today: NaiveDate) -> Result<Journal, Fault> {
    journal_json::read(moved(ASSET, (today - TODAY).num_days()).as_bytes())
}

/// The text with every date that begins a JSON string moved by so many days.
fn moved(text: &str, days: i64) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut parts = text.split('"');
    shown.extend(parts.next());
    for part in parts {
        shown.push('"');
        let date = part.get(..10).filter(|start| start.as_bytes()[4] == b'-').and_then(|start| start.parse().ok());
        match date.and_then(|date| later(date, days)) {
            Some(date) => shown.push_str(&format!("{date}{}", &part[10..])),
            None => shown.push_str(part),
        }
    }
    shown
}

fn later(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_move_and_nothing_else_does() {
        let text = r#"{"at": "2026-06-14T07:00:00+00:00", "onset": "2026-03-01", "note": "ran 2026-03-01", "n": [1]}"#;
        let expected =
            r#"{"at": "2026-06-16T07:00:00+00:00", "onset": "2026-03-03", "note": "ran 2026-03-01", "n": [1]}"#;
        assert_eq!(moved(text, 2), expected);
        assert_eq!(moved(expected, -2), text);
    }

    #[test]
    fn on_whatever_day_it_is_opened_it_ends_the_day_before() {
        for today in ["2026-11-24", "2024-02-29", "2031-01-01", "2026-06-15"].map(day) {
            let journal = demo(today).unwrap();
            let last = journal.pain.iter().map(|pain| pain.at).chain(journal.runs.iter().map(|run| run.at)).max();
            assert_eq!(last.unwrap().day(journal.day_starts_at()), today.pred_opt().unwrap());
            let first = journal.pain.first().unwrap().at.day(journal.day_starts_at());
            assert_eq!((today - first).num_days(), 84, "twelve weeks");
        }
    }

    #[test]
    fn it_says_of_itself_that_it_is_invented() {
        let journal = demo(day("2026-11-24")).unwrap();
        assert!(journal.notes.iter().any(|note| note.note.as_deref().is_some_and(|note| note.contains("invented"))));
    }
}
