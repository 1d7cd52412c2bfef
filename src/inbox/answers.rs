//! What the phone reads in return: by day what was understood, and what waits and why.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::Waiting;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::when;
use crate::domain::words::counted;

/// So many days of what was understood are told.
const DAYS: i64 = 7;

/// The answers, as text. It follows from the journal and the inbox: no clock but the day stands in it.
pub fn text(journal: &Journal, ids: &HashSet<Id>, waiting: &[Waiting], now: At) -> String {
    let start = journal.day_starts_at();
    let today = now.day(start);
    let mut text = String::from("What twinge made of the inbox. It writes this file; write into the inbox instead.\n");
    text += &match waiting.len() {
        0 => "\nNothing waits.\n".to_owned(),
        n => format!("\nWaiting: {}\n", counted(n, "line", "lines")),
    };
    for waiting in waiting {
        text += &format!("- {}\n  {}\n", waiting.line.brief(), waiting.why);
    }
    let mut days: BTreeMap<NaiveDate, Vec<String>> = BTreeMap::new();
    for item in ids.iter().filter_map(|id| journal.find(*id)) {
        let day = item.at().day(start);
        if (today - day).num_days() < DAYS {
            let said = format!(
                "- {} {}",
                when::say_time(item.at().local().time(), &journal.settings),
                item.describe(&journal.settings)
            );
            days.entry(day).or_default().push(said);
        }
    }
    for (day, mut all) in days.into_iter().rev() {
        all.sort();
        text += &format!("\n{}\n{}\n", when::say_day(day, day), all.join("\n"));
    }
    text
}
