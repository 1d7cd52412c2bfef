//! Mornings that are missing in the last seven days.

use chrono::{Days, NaiveDate};

use crate::domain::journal::Journal;
use crate::insight::days::days;

/// So many days back a missing morning is asked for.
const BACK: u64 = 7;
/// So many days back there is a morning where somebody keeps them at all.
const KEPT: u64 = 28;

/// The days before this one, of the last seven, that have no morning level, oldest first; none before the first morning of
/// the last four weeks: nobody missed what was not kept yet.
pub fn missed_mornings(journal: &Journal, today: NaiveDate) -> Vec<NaiveDate> {
    let Some(from) = today.checked_sub_days(Days::new(KEPT)) else { return Vec::new() };
    let open = open_mornings(journal, today);
    let first = days(journal, from, today).into_iter().find(|day| day.morning.is_some()).map(|day| day.date);
    open.into_iter().filter(|day| first.is_some_and(|first| *day >= first)).collect()
}

/// The same, those before the first morning too: somebody who begins may have kept them elsewhere.
pub fn open_mornings(journal: &Journal, today: NaiveDate) -> Vec<NaiveDate> {
    let (Some(from), Some(to)) = (today.checked_sub_days(Days::new(BACK)), today.pred_opt()) else { return Vec::new() };
    days(journal, from, to).into_iter().filter(|day| day.morning.is_none()).map(|day| day.date).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::{Moment, Pain};

    fn journal(mornings: &[&str]) -> Journal {
        let mut journal = Journal::default();
        for (n, day) in mornings.iter().enumerate() {
            let at = At::parse(&format!("{day}T07:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(n as u128 + 1)), at);
            pain.moment = Some(Moment::Morning);
            journal.pain.push(pain);
        }
        journal
    }

    fn missed(mornings: &[&str]) -> Vec<String> {
        let days = missed_mornings(&journal(mornings), "2026-11-26".parse().unwrap());
        days.into_iter().map(|day| day.format("%d").to_string()).collect()
    }

    #[test]
    fn a_morning_is_missed_in_the_last_seven_days_once_mornings_are_kept() {
        assert_eq!(missed(&[]), [""; 0]);
        assert_eq!(missed(&["2026-11-26"]), [""; 0], "today is asked for by itself");
        assert_eq!(missed(&["2026-11-22", "2026-11-25"]), ["23", "24"]);
        assert_eq!(missed(&["2026-11-01"]).len(), 7);
        assert_eq!(missed(&["2026-11-01"]).first().map(String::as_str), Some("19"));
        assert_eq!(missed(&["2026-10-01"]), [""; 0], "who gave it up is not asked");
    }
}
