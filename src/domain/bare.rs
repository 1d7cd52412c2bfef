//! A bare level: a number with no date and no moment typed. What it is taken for is decided here alone, for the prompt
//! that names it, the form, the command line and what is saved.

use chrono::NaiveDate;

use super::by_day;
use super::day::At;
use super::field::Lookup;
use super::kind::Kind;
use super::pain::{Moment, Pain};
use super::runs::Run;
use super::when;
use super::words::counted;

/// The day and the moment that a bare level is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bare {
    /// Its journal day.
    pub day: NaiveDate,
    /// Its moment.
    pub moment: Moment,
}

impl Bare {
    /// What a bare level of that day is taken for: today by the clock; of another day its morning while it has none,
    /// else a level of noon.
    pub fn of(journal: &dyn Lookup, day: NaiveDate, now: At) -> Self {
        let is_morning = |moment| moment == Some(Moment::Morning);
        let moment = if day == now.day(journal.day_starts_at()) {
            moment_at(journal, now)
        } else if pain_on(journal, day).any(|pain| is_morning(pain.moment)) {
            Moment::Now
        } else {
            Moment::Morning
        };
        Self { day, moment }
    }

    /// The fields that make a typed number this level.
    pub fn texts(self, today: NaiveDate) -> Vec<(&'static str, String)> {
        let mut texts = vec![("moment", self.moment.word().to_owned())];
        texts.extend((self.day != today).then(|| ("at", self.day.to_string())));
        texts
    }

    /// The question for it, the day named where it is not today: `Tue 24 Nov, 2 days ago, morning?`
    pub fn asks(self, today: NaiveDate) -> String {
        let morning = self.moment == Moment::Morning;
        let ago = match (today - self.day).num_days() {
            0 => return if morning { "Level this morning?" } else { "Level now?" }.into(),
            1 => "yesterday".into(),
            days => format!("{} ago", counted(usize::try_from(days).unwrap_or(0), "day", "days")),
        };
        let moment = if morning { "morning" } else { "noon" };
        format!("{}, {ago}, {moment}?", when::say_day(self.day, today))
    }
}

/// The moment of a level for which none was given: `morning` before the morning ends, while the day has no morning level
/// and no run yet, else `now`.
pub fn moment_at(journal: &dyn Lookup, at: At) -> Moment {
    let (start, settings) = (journal.day_starts_at(), journal.settings());
    let (time, day) = (at.local().time(), at.day(start));
    let early = time >= start.0 && time < settings.morning_ends_at.0.0;
    let has_morning = || pain_on(journal, day).any(|pain| pain.moment == Some(Moment::Morning));
    let has_run = || by_day::on(journal.all::<Run>(Kind::Run), start, day).any(|run| run.at <= at);
    if early && !has_morning() && !has_run() { Moment::Morning } else { Moment::Now }
}

/// The pain levels of a journal day, oldest first.
pub fn pain_on(journal: &dyn Lookup, day: NaiveDate) -> impl DoubleEndedIterator<Item = &Pain> {
    by_day::on(journal.all::<Pain>(Kind::Pain), journal.day_starts_at(), day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, journals};
    use crate::domain::day::{Clock, Hour};
    use crate::domain::entry::Entry;
    use crate::domain::field::Reading;
    use crate::domain::id::Id;
    use crate::domain::kind::Kind;
    use crate::domain::settings::{DayStart, MorningEnd};
    use chrono::{Days, Duration};
    use proptest::prelude::*;

    proptest! {
        /// With the moment said, as after the prompt, and without, as from a form or the shell.
        #[test]
        fn what_is_named_is_what_is_saved(
            mut journal in journals(),
            back in 0u64..9,
            minutes in -30_000i64..0,
            start in 0u32..24,
            ends in 0u32..24,
            level in 0u8..=10,
        ) {
            journal.settings.day_starts_at = DayStart(Hour::full(start));
            journal.settings.morning_ends_at = MorningEnd(Hour::full(ends));
            journal.pain.retain(|pain| !matches!(pain.moment, Some(Moment::Average | Moment::Worst)));
            let now = At(clock().now.0 + Duration::minutes(minutes));
            let today = now.day(Hour::full(start));
            let day = today.checked_sub_days(Days::new(back)).unwrap();
            let named = Bare::of(&journal, day, now);
            let reading = Reading { clock: Clock { now, ..clock() }, journal: &journal };
            let typed = [vec![("level", level.to_string())], named.texts(today)].concat();
            let left_out: Vec<_> = typed.iter().filter(|(key, _)| *key != "moment").cloned().collect();
            for typed in [typed, left_out] {
                let entry = Entry::create(Kind::Pain, Id(uuid::Uuid::nil()), &typed, &reading);
                let Ok(Entry::Pain(pain)) = entry else { panic!("{entry:?}") };
                let saved = Bare { day: pain.at.day(Hour::full(start)), moment: pain.moment.unwrap() };
                prop_assert_eq!(saved, named, "{:?}", typed);
                prop_assert!(pain.at <= now && (back > 0 || pain.at == now));
            }
        }
    }

    #[test]
    fn the_question_names_the_day_and_the_moment() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let asks = |of, moment| Bare { day: day(of), moment }.asks(day("2026-11-26"));
        assert_eq!(asks("2026-11-26", Moment::Morning), "Level this morning?");
        assert_eq!(asks("2026-11-26", Moment::Now), "Level now?");
        assert_eq!(asks("2026-11-24", Moment::Morning), "Tue 24 Nov, 2 days ago, morning?");
        assert_eq!(asks("2026-11-25", Moment::Now), "Wed 25 Nov, yesterday, noon?");
        assert_eq!(asks("2025-11-25", Moment::Now), "Tue 25 Nov 2025, 366 days ago, noon?");
    }
}
