//! When the warning-signs check is asked for: on first use, every week, after a level of 8 or more, and after the
//! symptoms that belong in front of it. Source: clinical facts 6.

use chrono::{Days, NaiveDate};

use crate::domain::checks::Check;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::pain::{Feel, Pain, Site};
use crate::domain::runs::Run;
use crate::domain::words::words;

/// A level from which the check is asked for.
pub const HIGH: u8 = 8;
/// Days after which it is asked for again.
pub const EVERY: u64 = 7;

words! {
    /// Why the check is asked for.
    Asks, "reason" {
        /// Numb, tingling, weak, woken by pain, or pain in the groin and a limp, since the last check.
        Symptoms = "symptoms",
        /// A level of 8 or more since the last check.
        Level = "level",
        /// There was none yet.
        First = "first",
        /// The last one is a week old.
        Weekly = "weekly",
    }
}

impl Asks {
    /// The reason in a few words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Symptoms => "for what you recorded",
            Self::Level => "after a level of 8 or more",
            Self::First => "the first one",
            Self::Weekly => "once a week",
        }
    }
}

/// Why the check is asked for now, the weightiest reason; nothing where it is not.
pub fn asks(journal: &Journal, now: At) -> Option<Asks> {
    let start = journal.day_starts_at();
    let today = now.day(start);
    let last = journal.checks.iter().rev().find(|check| check.at <= now);
    let since = Since { last, from: today.checked_sub_days(Days::new(EVERY - 1)).unwrap_or(today), today };
    let age = last.map(|check| (today - check.at.day(start)).num_days());
    let weekly = age.is_some_and(|days| days >= i64::try_from(EVERY).unwrap_or(i64::MAX));
    [
        (Asks::Symptoms, since.symptoms(journal)),
        (Asks::Level, since.high(journal)),
        (Asks::First, last.is_none()),
        (Asks::Weekly, weekly),
    ]
    .into_iter()
    .find_map(|(why, holds)| holds.then_some(why))
}

/// What was recorded after the last check, a week back at most: what is older, the weekly check asks for anyway.
struct Since<'a> {
    last: Option<&'a Check>,
    from: NaiveDate,
    today: NaiveDate,
}

impl Since<'_> {
    fn after(&self, at: At, id: Id) -> bool {
        self.last.is_none_or(|check| (at, id) > (check.at, check.id))
    }

    fn pain<'a>(&'a self, journal: &'a Journal) -> impl Iterator<Item = &'a Pain> {
        journal.pain_between(self.from, self.today).map(|(_, pain)| pain).filter(|pain| self.after(pain.at, pain.id))
    }

    fn runs<'a>(&'a self, journal: &'a Journal) -> impl Iterator<Item = &'a Run> {
        journal.runs_between(self.from, self.today).map(|(_, run)| run).filter(|run| self.after(run.at, run.id))
    }

    fn symptoms(&self, journal: &Journal) -> bool {
        let nerve = |feel: &Feel| matches!(feel, Feel::Numb | Feel::Tingling | Feel::Weak);
        let groin = |pain: &Pain| pain.sites.iter().any(|spot| spot.site == Site::Groin);
        self.pain(journal).any(|pain| pain.woke || pain.feels.iter().any(nerve))
            || (self.runs(journal).any(|run| run.limp) && self.pain(journal).any(groin))
    }

    fn high(&self, journal: &Journal) -> bool {
        let high = |number: u8| number >= HIGH;
        self.pain(journal).any(|pain| high(pain.level.number()))
            || self.runs(journal).filter_map(Run::worst).any(|level| high(level.number()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::level::Level;
    use crate::domain::pain::Spot;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn at(text: &str) -> At {
        At::parse(&format!("2026-11-{text}:00+01:00")).unwrap()
    }

    fn checked(when: &str) -> Journal {
        Journal { checks: vec![Check::blank(id(1), at(when))], ..Journal::default() }
    }

    fn pain(n: u128, when: &str, set: impl FnOnce(&mut Pain)) -> Pain {
        let mut pain = Pain::blank(id(n), at(when));
        set(&mut pain);
        pain
    }

    #[test]
    fn it_is_asked_for_on_first_use_and_every_week() {
        assert_eq!(asks(&Journal::default(), at("23T08:00")), Some(Asks::First));
        for (last, now, expected) in [
            ("17T23:00", "23T08:00", None),
            ("16T08:00", "23T08:00", Some(Asks::Weekly)),
            // until four it is still the day before
            ("17T03:59", "23T08:00", Some(Asks::Weekly)),
            ("17T04:00", "24T03:59", None),
            ("24T08:00", "23T08:00", Some(Asks::First)),
        ] {
            assert_eq!(asks(&checked(last), at(now)), expected, "{last} {now}");
        }
    }

    #[test]
    fn a_level_of_eight_asks_for_it_until_the_next_check() {
        let high = |when: &str, number: u8| {
            let mut journal = checked("22T12:00");
            journal.pain = vec![pain(2, when, |pain| pain.level = Level::new(number).unwrap())];
            asks(&journal, at("23T08:00"))
        };
        assert_eq!(high("22T13:00", 7), None);
        assert_eq!(high("22T13:00", 8), Some(Asks::Level));
        assert_eq!(high("22T12:00", 10), Some(Asks::Level), "made in the same second, after it");
        assert_eq!(high("22T11:59", 10), None, "the check came after it");
        let mut journal = checked("22T12:00");
        let mut run = Run::blank(id(3), at("22T18:00"));
        run.pain.during = Level::new(8);
        journal.runs.push(run);
        assert_eq!(asks(&journal, at("23T08:00")), Some(Asks::Level));
    }

    #[test]
    fn each_symptom_alone_asks_for_it_and_the_others_do_not() {
        let asked = |set: &dyn Fn(&mut Pain), limp: bool| {
            let mut journal = checked("22T12:00");
            journal.pain = vec![pain(2, "22T13:00", set)];
            let mut run = Run::blank(id(3), at("22T18:00"));
            run.limp = limp;
            journal.runs.push(run);
            asks(&journal, at("23T08:00"))
        };
        for &feel in Feel::ALL {
            let counts = matches!(feel, Feel::Numb | Feel::Tingling | Feel::Weak);
            let found = asked(&|pain| pain.feels = vec![feel], false);
            assert_eq!(found, counts.then_some(Asks::Symptoms), "{feel:?}");
        }
        assert_eq!(asked(&|pain| pain.woke = true, false), Some(Asks::Symptoms));
        for &site in Site::ALL {
            let here = |pain: &mut Pain| pain.sites = vec![Spot { site, side: None, extra: Default::default() }];
            assert_eq!(asked(&here, true), (site == Site::Groin).then_some(Asks::Symptoms), "{site:?}");
            assert_eq!(asked(&here, false), None, "{site:?} without a limp");
        }
    }

    #[test]
    fn symptoms_come_before_every_other_reason() {
        let mut journal = Journal::default();
        journal.pain.push(pain(2, "22T13:00", |pain| {
            (pain.woke, pain.level) = (true, Level::new(9).unwrap());
        }));
        assert_eq!(asks(&journal, at("23T08:00")), Some(Asks::Symptoms));
    }
}
