//! Private notes of the period, newest first: only where they were asked for.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::field::Reading;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::insight::report::covered::Covered;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its day.
    pub on: NaiveDate,
    /// The kind of entry it stands in.
    pub kind: &'static str,
    /// Its text.
    pub note: String,
}

/// The notes of a period.
pub fn notes(journal: &Journal, period: Covered) -> Vec<Note> {
    let start = journal.day_starts_at();
    let nowhere = |_: chrono::NaiveDateTime| chrono::MappedLocalTime::None;
    let mut found = Vec::new();
    for &kind in Kind::ALL {
        let keys: Vec<&str> =
            ["note", "said"].into_iter().filter(|key| kind.fields().iter().any(|about| about.key == *key)).collect();
        for item in journal.items(kind) {
            let on = item.at().day(start);
            if !period.has(on) {
                continue;
            }
            let clock = crate::domain::day::Clock { now: item.at(), offset: &nowhere };
            let reading = Reading { clock, journal };
            let texts = keys.iter().filter_map(|key| item.text(key, &reading));
            let texts = texts.filter(|text| !text.trim().is_empty());
            found.extend(texts.map(|note| Note { on, kind: kind.word(), note: note.trim().to_owned() }));
        }
    }
    found.sort_by_key(|note| std::cmp::Reverse(note.on));
    found
}
