//! Open warning signs. Any single yes fires; no score, no threshold, no averaging; the worst tier wins.

use chrono::NaiveDate;

use crate::domain::checks::{Check, Tier};
use crate::domain::journal::Journal;

/// Warning signs that no clinician has seen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The worst tier among them.
    pub tier: Tier,
    /// The signs, in the order of the check.
    pub signs: Vec<&'static str>,
    /// The day of the first check that recorded one of them.
    pub since: NaiveDate,
}

/// The warning signs open on a day.
pub fn warning(journal: &Journal, day: NaiveDate) -> Option<Warning> {
    let start = journal.day_starts_at();
    let open: Vec<&Check> =
        journal.checks.iter().filter(|check| check.at.day(start) <= day && check.is_open(day)).collect();
    let since = open.iter().map(|check| check.at.day(start)).min()?;
    let tier = open.iter().flat_map(|check| check.yes()).map(|(_, tier)| tier).max()?;
    let named = |sign: &&str| open.iter().any(|check| check.yes().any(|(yes, _)| yes == *sign));
    let signs = crate::domain::checks::SIGNS.iter().map(|&(sign, ..)| sign).filter(|sign| named(sign)).collect();
    Some(Warning { tier, signs, since })
}

impl Warning {
    /// True for what silences every other suggestion: an emergency, or a matter for the same day.
    pub fn silences(&self) -> bool {
        self.tier >= Tier::Urgent
    }

    /// The one thing to do.
    pub fn action(&self) -> &'static str {
        match self.tier {
            Tier::Emergency => {
                "This can be an emergency. Get medical help now: call your emergency number or go to an emergency department. Do not wait for the next entry."
            }
            Tier::Urgent => "Speak to a doctor today, or call the urgent medical line. Do not run until then.",
            Tier::Soon => "Book a visit with a doctor soon, and tell them of it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, id, reading};
    use crate::domain::checks::SIGNS;
    use crate::domain::entry::{Entry, Kind};

    fn check(texts: &[(&str, &str)]) -> Check {
        let journal = Journal::default();
        let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        match Entry::create(Kind::Check, id(1), &texts, &reading(&journal)).unwrap() {
            Entry::Check(check) => check,
            other => panic!("{other:?}"),
        }
    }

    fn with(checks: Vec<Check>) -> Journal {
        Journal { checks, ..Journal::default() }
    }

    fn today() -> NaiveDate {
        clock().now.local().date()
    }

    #[test]
    fn every_single_sign_fires_its_tier_and_names_itself() {
        for &(sign, tier, question) in SIGNS {
            let found = warning(&with(vec![check(&[(sign, "yes")])]), today()).unwrap();
            assert_eq!((found.tier, found.signs, found.since), (tier, vec![sign], today()));
            assert!(question.ends_with('?'));
        }
        assert_eq!(SIGNS.len(), 18);
    }

    #[test]
    fn all_no_never_fires_and_unanswered_is_not_no() {
        let no: Vec<(&str, &str)> = SIGNS.iter().map(|&(sign, ..)| (sign, "no")).collect();
        let all_no = check(&no);
        assert!(all_no.says_plainly().contains("cannot rule anything out"));
        assert_eq!(warning(&with(vec![all_no]), today()), None);
        let unanswered = check(&[("saddle", "no")]);
        assert!(unanswered.says_plainly().contains("17 not asked"));
        assert_eq!(unanswered.signs.bladder, None);
    }

    #[test]
    fn the_worst_tier_wins() {
        let found =
            warning(&with(vec![check(&[("fever", "yes"), ("saddle", "yes"), ("no_better", "yes")])]), today()).unwrap();
        assert_eq!((found.tier, &found.signs), (Tier::Emergency, &vec!["saddle", "fever", "no_better"]));
        assert!(found.silences());
        let soon = warning(&with(vec![check(&[("no_better", "yes")])]), today()).unwrap();
        assert!(!soon.silences());
    }

    #[test]
    fn it_stays_open_until_a_clinician_has_seen_it_whatever_is_answered_later() {
        let first = check(&[("at", "-3"), ("saddle", "yes")]);
        let later = check(&[("saddle", "no")]);
        let open = |checks: &[Check]| warning(&with(checks.to_vec()), today()).is_some();
        assert!(open(&[first.clone(), later.clone()]));
        let seen = check(&[("at", "-3"), ("saddle", "yes"), ("seen", "yesterday")]);
        assert!(!open(&[seen.clone(), later]));
        let day = |back: u64| today().checked_sub_days(chrono::Days::new(back)).unwrap();
        assert!(warning(&with(vec![seen.clone()]), day(2)).is_some(), "it was open then");
        assert!(warning(&with(vec![seen.clone()]), day(1)).is_none());
        assert!(warning(&with(vec![seen]), day(4)).is_none(), "it was not recorded yet");
    }

    #[test]
    fn no_action_names_a_disease() {
        for &(sign, ..) in SIGNS {
            let action = warning(&with(vec![check(&[(sign, "yes")])]), today()).unwrap().action().to_lowercase();
            for word in ["cauda", "fracture", "cancer", "sepsis", "safe"] {
                assert!(!action.contains(word), "{action}");
            }
        }
    }

    impl Check {
        fn says_plainly(&self) -> String {
            crate::domain::entry::Record::says(self, &Default::default())
        }
    }
}
