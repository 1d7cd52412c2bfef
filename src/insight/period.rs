//! Periods: the days that a question is about, both ends included, and the days before them to compare with.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::day::{At, Clock};
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::when::When;
use crate::domain::words::words;
use crate::insight::known::Known;

/// The days from the first to the last, both included; never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

impl Period {
    /// So many days up to a day, which counts as one of them; at least one.
    pub fn of_days(days: u64, to: NaiveDate) -> Self {
        Self { from: to.checked_sub_days(Days::new(days.saturating_sub(1))).unwrap_or(NaiveDate::MIN), to }
    }

    /// Reads a span such as `6w` as the days up to today, which is one of them.
    ///
    /// # Errors
    /// A sentence where it is no span of days, weeks, months or years.
    pub fn last(text: &str, today: NaiveDate) -> Result<Self, Refusal> {
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let count = text[..split].parse::<u32>().ok().filter(|&count| (1..=9999).contains(&count));
        let days = |days: u32| today.checked_sub_days(Days::new(u64::from(days) - 1));
        let months = |months: u32| today.checked_sub_months(Months::new(months)).and_then(|day| day.succ_opt());
        let from = match (count, text[split..].trim()) {
            (Some(count), "d" | "day" | "days") => days(count),
            (Some(count), "w" | "week" | "weeks") => days(count * 7),
            (Some(count), "m" | "month" | "months") => months(count),
            (Some(count), "y" | "year" | "years") => months(count * 12),
            _ => None,
        };
        let refuse =
            || Refusal::new(format!("\u{201c}{text}\u{201d} is not a span; accepted are 10d, 6w, 3m, 1y, all."));
        // the dates of a journal have years from 0 on
        let from = from.filter(|from| from.year() >= 0).ok_or_else(refuse)?;
        Ok(Self { from, to: today })
    }

    /// Reads a span such as `6w`, or `all` for the days since the first pain level or run; today where there is none.
    ///
    /// # Errors
    /// As [`Period::last`].
    pub fn asked(text: &str, journal: &Journal, now: At) -> Result<Self, Refusal> {
        let today = now.day(journal.day_starts_at());
        match text.trim().to_lowercase() == Span::All.word() {
            true => Ok(Span::All.period(journal, now).unwrap_or(Self { from: today, to: today })),
            false => Self::last(text, today),
        }
    }

    /// Reads the first day as people say it; the last one is today.
    ///
    /// # Errors
    /// A sentence where it is no date, or lies ahead.
    pub fn since(text: &str, journal: &Journal, clock: Clock) -> Result<Self, Refusal> {
        let start = journal.day_starts_at();
        let (from, to) = (When::read(text, clock, start)?.day(start), clock.now.day(start));
        if from > to {
            return Err(Refusal::new(format!("{from} is still to come; a period begins today or before.")));
        }
        Ok(Self { from, to })
    }

    /// How many days it has.
    pub fn days(self) -> usize {
        usize::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }

    /// True for a day within it.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// The same number of days right before it; nothing where the calendar has no such days.
    pub fn before(self) -> Option<Self> {
        let days = Days::new(self.days() as u64);
        Some(Self { from: self.from.checked_sub_days(days)?, to: self.from.pred_opt()? })
    }
}

words! {
    /// The periods that are offered.
    Span, "period" {
        /// Two weeks.
        Weeks2 = "2w",
        /// Six weeks.
        Weeks6 = "6w",
        /// Three months.
        Months3 = "3m",
        /// A year.
        Year = "1y",
        /// Since the first pain level or run.
        All = "all",
        /// Since the last visit to a doctor or physio.
        LastVisit = "last-visit",
    }
}

impl Span {
    /// Its days up to the journal day of `now`.
    ///
    /// # Errors
    /// Why there are none: nothing is recorded yet, or there was no visit.
    pub fn period(self, journal: &Journal, now: At) -> Known<Period> {
        let start = journal.day_starts_at();
        let to = now.day(start);
        let from = match self {
            Self::All => {
                let first = [journal.pain.first().map(|pain| pain.at), journal.runs.first().map(|run| run.at)];
                let first = first.into_iter().flatten().map(|at| at.day(start)).min();
                first.ok_or("no pain level and no run is recorded yet")?
            }
            Self::LastVisit => {
                let was = journal.visits.iter().rev().find(|visit| visit.at <= now);
                was.map(|visit| visit.at.day(start)).ok_or("no visit is recorded yet")?
            }
            Self::Weeks2 | Self::Weeks6 | Self::Months3 | Self::Year => {
                return Period::last(self.word(), to).map_err(|refusal| refusal.message);
            }
        };
        Ok(Period { from: from.min(to), to })
    }

    /// The period in words: `6 weeks`, `since the last visit`.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Weeks2 => "2 weeks",
            Self::Weeks6 => "6 weeks",
            Self::Months3 => "3 months",
            Self::Year => "1 year",
            Self::All => "all",
            Self::LastVisit => "since the last visit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, id};
    use crate::domain::doctor::Visit;
    use crate::domain::every_kind::Record;
    use crate::domain::pain::Pain;
    use crate::domain::runs::Run;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(from: &str, to: &str) -> Period {
        Period { from: day(from), to: day(to) }
    }

    #[test]
    fn a_span_counts_today() {
        let today = day("2026-11-23");
        for (text, first) in [
            ("1d", "2026-11-23"),
            ("1w", "2026-11-17"),
            ("6w", "2026-10-13"),
            (" 6 weeks ", "2026-10-13"),
            ("3m", "2026-08-24"),
            ("1y", "2025-11-24"),
        ] {
            assert_eq!(Period::last(text, today).unwrap(), Period { from: day(first), to: today }, "{text}");
        }
        for text in ["", "w", "0d", "6", "6x", "-6w", "99999d", "6 w 2", "9999y"] {
            assert!(Period::last(text, today).is_err(), "{text}");
        }
    }

    #[test]
    fn the_period_before_has_as_many_days_and_ends_the_day_before() {
        let weeks = period("2026-10-13", "2026-11-23");
        assert_eq!((weeks.days(), weeks.before()), (42, Some(period("2026-09-01", "2026-10-12"))));
        let one = period("2026-11-23", "2026-11-23");
        assert_eq!((one.days(), one.before()), (1, Some(period("2026-11-22", "2026-11-22"))));
        assert!(one.contains(one.from) && !one.contains(day("2026-11-22")) && !one.contains(day("2026-11-24")));
        let ever = Period { from: NaiveDate::MIN, to: one.to };
        assert_eq!(ever.before(), None);
        assert_eq!(Period::of_days(7, one.to), period("2026-11-17", "2026-11-23"));
        assert_eq!(Period::of_days(0, one.to).days(), 1);
    }

    #[test]
    fn a_period_begins_on_a_day_as_people_say_it_and_never_ahead() {
        let journal = Journal::default();
        let since = |text: &str| Period::since(text, &journal, clock());
        assert_eq!(since("-41").unwrap(), period("2026-10-13", "2026-11-23"));
        assert_eq!(since("2026-11-23").unwrap().days(), 1);
        assert!(since("2026-11-24").unwrap_err().message.contains("still to come"));
        assert!(since("whenever").is_err());
    }

    #[test]
    fn all_begins_with_the_first_level_or_run_and_a_visit_to_come_is_no_last_one() {
        let mut journal = Journal::default();
        let of = |span: Span, journal: &Journal| span.period(journal, clock().now);
        assert!(of(Span::All, &journal).unwrap_err().contains("recorded yet"));
        assert!(of(Span::LastVisit, &journal).unwrap_err().contains("no visit"));
        let at = |text: &str| At::parse(text).unwrap();
        journal.pain.push(Pain::blank(id(1), at("2026-11-01T07:00:00+01:00")));
        journal.runs.push(Run::blank(id(2), at("2026-10-31T03:00:00+01:00")));
        assert_eq!(of(Span::All, &journal), Ok(period("2026-10-30", "2026-11-23")), "until four it is the day before");
        journal.visits.push(Visit::blank(id(3), at("2026-11-10T09:00:00+01:00")));
        journal.visits.push(Visit::blank(id(4), at("2026-11-24T09:00:00+01:00")));
        assert_eq!(of(Span::LastVisit, &journal), Ok(period("2026-11-10", "2026-11-23")));
        assert_eq!(of(Span::Weeks6, &journal), Ok(period("2026-10-13", "2026-11-23")));
        assert_eq!(of(Span::Months3, &journal), Ok(period("2026-08-24", "2026-11-23")));
    }
}
