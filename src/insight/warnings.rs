//! Open warning signs. Any single yes fires; no score, no threshold, no averaging; the worst tier wins. Source: clinical
//! facts 6.

use chrono::NaiveDate;

use crate::domain::change::Change;
use crate::domain::checks::{Check, SIGNS, Signs, Tier, plain};
use crate::domain::entry::Entry;
use crate::domain::field::Reading;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::page::Tone;

/// Warning signs that no clinician has seen yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The worst tier among them.
    pub tier: Tier,
    /// The signs, in the order of the check.
    pub signs: Vec<&'static str>,
    /// The day of the first check that recorded one of them.
    pub since: NaiveDate,
    /// The numbers to call.
    pub numbers: Numbers,
}

/// The numbers to call, where they were set; never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// In an emergency.
    pub emergency: Option<Box<str>>,
    /// The line for what cannot wait and is no emergency.
    pub urgent: Option<Box<str>>,
}

impl Numbers {
    /// Those of the settings.
    pub fn of(settings: &Settings) -> Self {
        Self { emergency: settings.emergency_number.clone(), urgent: settings.urgent_number.clone() }
    }
}

/// True for the tiers beside which nothing else is said.
pub fn silences(tier: Tier) -> bool {
    tier >= Tier::Urgent
}

/// How loud a sign of a tier is said.
pub fn tone(tier: Tier) -> Tone {
    if silences(tier) { Tone::Alarm } else { Tone::Warn }
}

/// The warning signs open on a day. What a check ahead of the clock warns of is open from now on.
pub fn warning(journal: &Journal, day: NaiveDate) -> Option<Warning> {
    let ahead: Vec<Check> = journal.ahead.checks().collect();
    among(journal.checks.iter().chain(&ahead), &journal.settings, day)
}

/// The warning signs of some checks that are open on a day: of all, or of those with a yes, which are few.
pub fn among<'a>(checks: impl IntoIterator<Item = &'a Check>, settings: &Settings, day: NaiveDate) -> Option<Warning> {
    let start = settings.day_starts_at.0;
    let holds = |check: &&Check| check.at.day(start) <= day && check.is_open(day);
    let open: Vec<&Check> = checks.into_iter().filter(holds).collect();
    let since = open.iter().map(|check| check.at.day(start)).min()?;
    let tier = open.iter().flat_map(|check| check.yes()).map(|(_, tier)| tier).max()?;
    let named = |sign: &&str| open.iter().any(|check| check.yes().any(|(yes, _)| yes == *sign));
    let signs = SIGNS.iter().map(|&(sign, ..)| sign).filter(|sign| named(sign)).collect();
    Some(Warning { tier, signs, since, numbers: Numbers::of(settings) })
}

/// True where a warning sign for now or for today is open on a day: then nothing but its action is suggested, no verdict,
/// no next run, no exercise. A sign for a visit soon stands beside all of them.
pub fn silenced(journal: &Journal, day: NaiveDate) -> bool {
    silencing(journal, day).is_some()
}

/// The warning signs open on a day, where nothing else is suggested beside them.
pub fn silencing(journal: &Journal, day: NaiveDate) -> Option<Warning> {
    warning(journal, day).filter(Warning::silences)
}

/// The change that records the day on which a clinician has seen me about all that is open now.
///
/// # Errors
/// A sentence where nothing is open, or where the day does not fit.
pub fn seen(day: &str, reading: &Reading) -> Result<Change, Refusal> {
    let journal = reading.journal;
    let today = reading.clock.now.day(journal.day_starts_at());
    let close = |was: Entry, dated: bool| {
        // the day I was seen is the last on which an entry of no true date can have been made
        let mut texts = vec![("seen", day.to_owned())];
        texts.extend((!dated).then(|| ("at", day.to_owned())));
        let now = was.edited(&texts, reading).map_err(|mut all| all.remove(0))?;
        Ok(Change::Edit { was: Box::new(was), now: Box::new(now) })
    };
    let open = journal.all::<Check>(Kind::Check).iter().filter(|check| check.is_open(today));
    let ahead = journal
        .all_ahead()
        .iter()
        .filter(|entry: &&Entry| matches!(entry, Entry::Check(check) if check.is_open(today)));
    let all = open.map(|check| close(Entry::Check(check.clone()), true));
    let changes: Vec<Change> =
        all.chain(ahead.map(|entry| close(entry.clone(), false))).collect::<Result<_, Refusal>>()?;
    if changes.is_empty() { Err(Refusal::new("No warning sign is open.")) } else { Ok(Change::All(changes)) }
}

impl Warning {
    /// What some answers say by themselves; nothing without a yes.
    pub fn of(signs: &Signs, numbers: &Numbers, since: NaiveDate) -> Option<Self> {
        let tier = signs.yes().map(|(_, tier)| tier).max()?;
        Some(Self { tier, signs: signs.yes().map(|(sign, _)| sign).collect(), since, numbers: numbers.clone() })
    }

    /// True for an emergency or a matter for the same day: nothing else is said beside it.
    pub fn silences(&self) -> bool {
        silences(self.tier)
    }

    /// How loud it is said.
    pub fn tone(&self) -> Tone {
        tone(self.tier)
    }

    /// What was answered yes, in plain words.
    pub fn describe(&self) -> String {
        self.signs.iter().map(|sign| plain(sign)).collect::<Vec<_>>().join(", ")
    }

    /// The one thing to do, by the worst tier. The numbers to call are those that were set, never guessed ones.
    pub fn action(&self) -> String {
        let call = self.numbers.emergency.as_deref().unwrap_or("your emergency number");
        let line = self.numbers.urgent.as_deref().map(|number| format!(", {number}")).unwrap_or_default();
        let has = |sign: &str| self.signs.contains(&sign);
        let mut message = Vec::new();
        match self.tier {
            Tier::Emergency => {
                // who cannot breathe or stand is not sent anywhere; a weak foot or a hip that hardly moves does not drive
                let stay = ["accident", "no_weight", "chest", "breath"].iter().any(|sign| has(sign));
                let driven = ["both_legs", "foot_drop", "hot_hip"].iter().any(|sign| has(sign));
                message.push(match stay {
                    true => format!("Call {call} now."),
                    false => format!("Call {call} now, or go to an emergency department."),
                });
                message.extend((stay || driven).then(|| "Do not drive yourself.".into()));
                message.extend(has("no_weight").then(|| "Do not put weight on the leg.".into()));
                message.push("This can be an emergency: do not wait.".into());
            }
            Tier::Urgent => {
                let (bone, leg) = (has("groin") || has("bone"), has("swollen_leg"));
                if bone {
                    let until = "Stop running and jumping until a clinician has examined you";
                    message.push(format!("{until}: a stress fracture must be ruled out."));
                    message.push("If it hurts to put weight on the leg, keep your weight off it.".into());
                }
                message.extend(leg.then(|| "Do not massage the leg.".into()));
                message.extend(has("pop").then(|| "Do not stretch it.".into()));
                message.push(format!("Speak to a doctor today, or call the urgent medical line{line}."));
                message.extend((!bone).then(|| "Do not run until a clinician says you may.".into()));
                message.extend(leg.then(|| format!("If chest pain or trouble breathing comes, call {call} now.")));
                message.extend(bone.then(|| format!("If the leg suddenly cannot take your weight, call {call} now.")));
                let more = "If the leg gets weaker, you go numb between the legs, or notice trouble with the other leg, bladder, bowel or sexual function";
                message.extend(has("one_leg").then(|| format!("{more}, call {call} now.")));
                let none = !(bone || leg || has("one_leg"));
                message.extend(none.then(|| format!("If you suddenly feel much worse, call {call} now.")));
            }
            Tier::Soon => {
                message.push("Book a visit with a doctor this week, and tell them about it.".into());
                message.extend(has("bone_risk").then(|| {
                    "Do not run until then. If you limp, or it hurts at rest, speak to a doctor today.".into()
                }));
            }
        }
        message.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{clock, id, reading};
    use crate::domain::checks::SIGNS;

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
        assert_eq!(SIGNS.len(), 22);
    }

    #[test]
    fn all_no_never_fires_and_unanswered_is_not_no() {
        let no: Vec<(&str, &str)> = SIGNS.iter().map(|&(sign, ..)| (sign, "no")).collect();
        let all_no = check(&no);
        assert!(all_no.says_plainly().contains("cannot rule anything out"));
        assert_eq!(warning(&with(vec![all_no]), today()), None);
        let unanswered = check(&[("saddle", "no")]);
        assert!(unanswered.says_plainly().contains("21 not asked"));
        assert_eq!(unanswered.signs.bladder, None);
    }

    #[test]
    fn the_worst_tier_wins() {
        let found =
            warning(&with(vec![check(&[("fever", "yes"), ("saddle", "yes"), ("no_better", "yes")])]), today()).unwrap();
        assert_eq!((found.tier, &found.signs), (Tier::Emergency, &vec!["saddle", "fever", "no_better"]));
        assert!(found.silences());
        let both = warning(&with(vec![check(&[("saddle", "yes")]), check(&[("fever", "yes")])]), today()).unwrap();
        assert_eq!(both.tier, Tier::Emergency, "of two checks as well");
        let soon = with(vec![check(&[("no_better", "yes")])]);
        assert!(!warning(&soon, today()).unwrap().silences());
        assert!(!silenced(&soon, today()), "exercises and suggestions stay");
        assert!(silenced(&with(vec![check(&[("fever", "yes")])]), today()) && !silenced(&with(vec![]), today()));
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

    fn action(signs: &[&str], number: Option<&str>) -> String {
        let signs: Vec<(&str, &str)> = signs.iter().map(|&sign| (sign, "yes")).collect();
        let mut journal = with(vec![check(&signs)]);
        journal.settings.emergency_number = number.map(Into::into);
        warning(&journal, today()).unwrap().action()
    }

    #[test]
    fn a_sign_ahead_of_the_clock_is_not_silent_and_can_be_closed() {
        let mut early = check(&[("saddle", "yes")]);
        early.at = crate::domain::day::At(early.at.0 + chrono::TimeDelta::days(400));
        let mut journal = with(vec![early]);
        journal.settle(clock().now);
        let found = warning(&journal, today()).unwrap();
        assert_eq!((found.signs, found.since), (vec!["saddle"], today()));
        assert_eq!(warning(&journal, today().pred_opt().unwrap()), None, "nobody knows since when");
        let change = seen("today", &reading(&journal)).unwrap();
        journal.make(change, clock().now).unwrap();
        assert_eq!((warning(&journal, today()), journal.checks.len()), (None, 1));
    }

    #[test]
    fn no_action_tells_a_disease_or_promises_anything() {
        for &(sign, ..) in SIGNS {
            let action = action(&[sign], None).to_lowercase();
            for word in ["cauda", "cancer", "sepsis", "safe", "you have", "probably"] {
                assert!(!action.contains(word), "{action}");
            }
            for named in ["fracture", "clot"] {
                assert!(!action.contains(named) || action.contains(&format!("{named} must be ruled out")), "{action}");
            }
        }
    }

    #[test]
    fn the_number_to_call_is_the_one_that_was_set_and_stands_in_both_upper_tiers() {
        for &(sign, tier, _) in SIGNS {
            let (unset, set) = (action(&[sign], None), action(&[sign], Some("112")));
            assert_eq!(unset.to_lowercase().contains("call your emergency number"), tier >= Tier::Urgent, "{unset}");
            assert_eq!(set.to_lowercase().contains("call 112"), tier >= Tier::Urgent, "{set}");
            assert!(!unset.contains(|c: char| c.is_ascii_digit()), "no number is guessed: {unset}");
        }
    }

    #[test]
    fn signs_of_a_bone_stop_running_and_jumping_and_spare_the_leg() {
        for sign in ["groin", "bone"] {
            let message = action(&[sign], None);
            let stop =
                "Stop running and jumping until a clinician has examined you: a stress fracture must be ruled out.";
            assert!(message.starts_with(stop), "{message}");
            assert!(
                message.contains("put weight on the leg") && message.contains("Speak to a doctor today"),
                "{message}"
            );
        }
        assert!(action(&["swollen_leg"], None).contains("If chest pain or trouble breathing comes"));
        assert!(action(&["swollen_leg", "chest"], None).starts_with("Call your emergency number now"));
        assert!(action(&["no_weight"], None).contains("Do not drive yourself. Do not put weight on the leg."));
        assert!(action(&["fever"], None).contains("Do not run until a clinician says you may."));
        assert!(!action(&["no_better"], None).contains("run"), "a visit soon stops no run");
    }

    #[test]
    fn having_been_seen_closes_all_that_is_open_and_can_be_taken_back() {
        let mut journal = with(vec![check(&[("at", "-3"), ("saddle", "yes")]), check(&[("fever", "yes")])]);
        journal.checks[1].id = id(2);
        let change = seen("today", &reading(&journal)).unwrap();
        journal.make(change, clock().now).unwrap();
        assert!(!silenced(&journal, today()));
        assert!(seen("today", &reading(&journal)).unwrap_err().message.contains("No warning sign is open"));
        journal.undo(clock().now).unwrap();
        assert_eq!(warning(&journal, today()).unwrap().signs, ["saddle", "fever"]);
        assert!(seen("-2", &reading(&journal)).is_err(), "before one of the checks");
    }

    impl Check {
        fn says_plainly(&self) -> String {
            crate::domain::every_kind::Record::describe(self, &Default::default())
        }
    }
}
