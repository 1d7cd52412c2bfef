//! Massages: the morning after each, the average change, the days since the last, and when the next is due.
//!
//! Source: `clinical.md` 8.1: after − before and next morning − before apart; relief right after is no improvement.

use chrono::{Days, NaiveDate};

use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::massage::Massage;
use crate::domain::words::words;
use crate::insight::next_morning::morning_after;
use crate::insight::responses::SUMMARY_LEAST;

words! {
    /// Where the level of the next morning comes from.
    Source, "source of a level" {
        /// Typed with the massage.
        Typed = "typed",
        /// The pain log of the next day.
        Pain = "pain",
    }
}

/// The level of the morning after a massage: the one typed with it, else the one in the pain log.
pub fn next_morning(journal: &Journal, massage: &Massage) -> Option<(Level, Source)> {
    let logged = || {
        let next = massage.at.day(journal.day_starts_at()).checked_add_days(Days::new(1))?;
        morning_after(journal, next, massage.at).map(|level| (level, Source::Pain))
    };
    massage.next.map(|level| (level, Source::Typed)).or_else(logged)
}

/// The mean of some changes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Average {
    /// How many changes there are.
    pub n: usize,
    /// Their mean, points; nothing under three of them.
    pub mean: Option<f64>,
}

impl Average {
    fn of(changes: impl Iterator<Item = i32>) -> Self {
        let all: Vec<i32> = changes.collect();
        let mean = (all.len() >= SUMMARY_LEAST).then(|| f64::from(all.iter().sum::<i32>()) / all.len() as f64);
        Self { n: all.len(), mean }
    }
}

/// All massages, summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Massages {
    /// Pain just after less pain just before.
    pub after: Average,
    /// Pain the next morning less pain just before.
    pub next: Average,
}

/// Sums all massages up. Looks at each once; keep the answer while nothing changes.
pub fn massages(journal: &Journal) -> Massages {
    let less = |level: Option<Level>, before: Option<Level>| {
        level.zip(before).map(|(level, before)| i32::from(level.number()) - i32::from(before.number()))
    };
    let next = |one: &Massage| less(next_morning(journal, one).map(|(level, _)| level), one.before);
    Massages {
        after: Average::of(journal.massages.iter().filter_map(|one| less(one.after, one.before))),
        next: Average::of(journal.massages.iter().filter_map(next)),
    }
}

/// The last massage, and when the next is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// Days since the last massage.
    pub days: i64,
    /// The day on which the next is due; nothing where no interval is set.
    pub due: Option<NaiveDate>,
}

/// How long ago the last massage was; nothing where there was none.
pub fn last(journal: &Journal, today: NaiveDate) -> Option<Last> {
    let day = journal.massages.last()?.at.day(journal.day_starts_at());
    let due = journal.settings.massage_every.and_then(|days| day.checked_add_days(Days::new(days.into())));
    Some(Last { days: (today - day).num_days(), due })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::{Moment, Pain};

    fn at(day: u64, hour: u64) -> At {
        At::parse(&format!("2026-11-{day:02}T{hour:02}:00:00+01:00")).unwrap()
    }

    fn massage(day: u64, before: Option<u8>, after: Option<u8>, next: Option<u8>) -> Massage {
        let mut massage = Massage::blank(Id(uuid::Uuid::from_u128(day.into())), at(day, 18));
        massage.before = before.and_then(Level::new);
        massage.after = after.and_then(Level::new);
        massage.next = next.and_then(Level::new);
        massage
    }

    fn with_mornings(massages: Vec<Massage>, mornings: &[(u64, u8)]) -> Journal {
        let mut journal = Journal { massages, ..Journal::default() };
        for &(day, level) in mornings {
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(100 + u128::from(day))), at(day, 7));
            (pain.level, pain.moment) = (Level::new(level).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        journal
    }

    #[test]
    fn the_next_morning_is_the_typed_one_else_the_logged_one_else_a_gap() {
        let journal = with_mornings(vec![], &[(10, 5), (11, 2)]);
        let next = |one: &Massage| next_morning(&journal, one).map(|(level, from)| (level.number(), from));
        assert_eq!(next(&massage(10, None, None, Some(4))), Some((4, Source::Typed)));
        assert_eq!(next(&massage(10, None, None, None)), Some((2, Source::Pain)));
        assert_eq!(next(&massage(11, None, None, None)), None);
        let mut late = massage(10, None, None, None);
        late.at = at(11, 3); // until four it is still the tenth
        assert_eq!(next(&late), Some((2, Source::Pain)));
    }

    #[test]
    fn averages_are_apart_and_need_three() {
        let some = |days: &[u64]| days.iter().map(|&day| massage(day, Some(4), Some(2), None)).collect::<Vec<_>>();
        let two = massages(&with_mornings(some(&[3, 10]), &[(4, 5), (11, 4)]));
        assert_eq!((two.after, two.next), (Average { n: 2, mean: None }, Average { n: 2, mean: None }));
        let three = massages(&with_mornings(some(&[3, 10, 17]), &[(4, 5), (11, 4)]));
        assert_eq!((three.after, three.next.n), (Average { n: 3, mean: Some(-2.0) }, 2));
        let all = massages(&with_mornings(some(&[3, 10, 17]), &[(4, 5), (11, 4), (18, 6)]));
        assert_eq!(all.next, Average { n: 3, mean: Some(1.0) });
        let without = vec![massage(3, None, Some(1), Some(1))];
        assert_eq!(massages(&with_mornings(without, &[])), Massages::default(), "without before there is no change");
    }

    #[test]
    fn the_next_one_is_due_only_where_an_interval_is_set() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut journal = with_mornings(vec![massage(9, None, None, None)], &[]);
        assert_eq!(last(&journal, day("2026-11-23")), Some(Last { days: 14, due: None }));
        journal.settings.massage_every = Some(14);
        assert_eq!(last(&journal, day("2026-11-23")), Some(Last { days: 14, due: Some(day("2026-11-23")) }));
        assert_eq!(last(&Journal::default(), day("2026-11-23")), None);
    }
}
