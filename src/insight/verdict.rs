//! The verdict on a run, with its reasons. Counts what was recorded; never says that a run was safe.

use chrono::{Days, NaiveDate};

use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::{Site, Spot};
use crate::domain::runs::Run;
use crate::domain::words::words;
use crate::insight::next_morning::{Mornings, Settled, WeekToWeek, next_missing};
use crate::insight::warnings::Warning;

/// A level during or after a run from which it is a stop: above 5 of 10 (pain-monitoring model).
const STOP_LEVEL: u8 = 6;
/// A rise from before to during or after that is a stop: pain that rises while running.
const STOP_RISE: i16 = 2;
/// A level during a run from which the next one does not add.
const HOLD_LEVEL: u8 = 3;

words! {
    /// What a run says about the next one.
    Verdict, "verdict" {
        /// A warning sign is open; nothing else is said.
        WarningSign = "warning_sign",
        /// Pain rose, or came on and stayed, or was high, or a limp: stop, and contact the doctor.
        Stop = "stop",
        /// It had not settled, or mornings rise from week to week.
        Ease = "ease",
        /// Repeat the same: no farther, no faster.
        Hold = "hold",
        /// A value is missing.
        CannotJudge = "cannot_judge",
        /// No warning in these numbers.
        Steady = "steady",
    }
}

impl Verdict {
    /// What it asks for, in a sentence. Some depend on their reasons: see [`Judged::describe`].
    fn describe(self) -> &'static str {
        match self {
            Self::WarningSign => {
                "Keep to what the clinician told you. This run is not judged: a warning sign was open that day."
            }
            Self::Stop => "Stop, and contact the doctor before you run again.",
            Self::Ease => "Make the next run shorter or easier, or rest, until your morning level is back to usual.",
            Self::Hold => "Repeat the same: no farther, no faster.",
            Self::CannotJudge => "Cannot judge: a value is missing.",
            Self::Steady => "No warning in these numbers.",
        }
    }
}

/// A verdict and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Its reasons, in words.
    pub reasons: Vec<String>,
    /// What to do, in a sentence.
    pub does: &'static str,
}

/// What a stop asks for that is one only for what came after the run.
const BEFORE_THE_NEXT: &str = "Contact the doctor before the next run.";
/// What mornings that rise over two weeks ask for: the same as the warning sign of pain that is worse over two.
const RISING: &str = "Make the next run shorter or easier, or rest, until your morning level is back to usual. Book a visit with a doctor this week: your pain has got worse over two weeks.";
/// What a next morning at the level of a stop asks for, whatever the run itself was like.
const HIGH_MORNING: &str = "Contact the doctor before the next run: the pain was 6 or more the next morning.";
/// What a limp asks for beside pain in the groin or deep in the buttock: the same as the warning signs of both.
///
/// Source: clinical facts 6 (stress fractures of the neck of the femur and of the sacrum).
const LIMP_AT_THE_HIP: &str = "Stop running and jumping, and speak to a doctor today: with a limp and pain in the groin or \
                               deep in the buttock, a stress fracture must be ruled out.";
/// Days up to a limp whose pain belongs to it, and days after it on which it is still a matter for today.
const LIMP_DAYS: u64 = 7;

impl Judged {
    /// The verdict in sentences: what to do, then what was recorded. `open` is a warning sign that is open now and silences
    /// the rest: then its own action is said, and no other.
    pub fn describe(&self, open: Option<&Warning>) -> String {
        match self.verdict {
            Verdict::WarningSign => match open {
                Some(open) => format!("A warning sign is open. {}", open.action()),
                None => self.does.to_owned(),
            },
            Verdict::Ease | Verdict::Hold | Verdict::Steady if open.is_some() => self.facts(),
            Verdict::CannotJudge => match &self.reasons[..] {
                [only] if only.starts_with("this morning") => "Waiting for this morning\u{2019}s level.".into(),
                [only] if only.ends_with("still to come") => "Waiting for tomorrow morning.".into(),
                all => format!("Cannot judge yet: {}.", all.join("; ")),
            },
            _ => [self.does.to_owned(), self.facts()]
                .into_iter()
                .filter(|said| !said.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    /// What was recorded, without what to do. Mornings are one story.
    fn facts(&self) -> String {
        match self.verdict {
            Verdict::Ease => sentence(&self.reasons.join(", and ")),
            _ => self.reasons.iter().map(|reason| sentence(reason)).collect::<Vec<_>>().join(" "),
        }
    }
}

/// Words as a sentence.
pub fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| format!("{}{}.", first.to_uppercase(), chars.as_str())).unwrap_or_default()
}

/// True where pain rose, or came on and stayed: said so, or two points or more above what it was before, while running
/// or after it. An unchanged level is no rise.
///
/// Source: the article behind the five steps; the cut of two points is ours, above the noise of single readings.
pub fn rose(run: &Run) -> bool {
    let risen = |level: Option<Level>| rise(run.pain.before, level).is_some();
    run.rose || risen(run.pain.during) || risen(run.pain.after)
}

/// Both levels where the second is two points or more above the first.
fn rise(before: Option<Level>, level: Option<Level>) -> Option<(Level, Level)> {
    let (before, level) = before.zip(level)?;
    (i16::from(level.number()) - i16::from(before.number()) >= STOP_RISE).then_some((before, level))
}

/// Judges a run as of today. `warning_open`: a warning sign was open on its day.
pub fn verdict(journal: &Journal, run: &Run, today: NaiveDate, warning_open: bool) -> Judged {
    let day = run.at.day(journal.day_starts_at());
    let judged = judge(run, day, &Mornings::around(journal, day, day), today, warning_open);
    let lately = (today - day).num_days() < i64::try_from(LIMP_DAYS).unwrap_or(i64::MAX);
    match judged.verdict {
        Verdict::Stop if run.limp && lately && hurt_at_the_hip(journal, day) => {
            Judged { does: LIMP_AT_THE_HIP, ..judged }
        }
        _ => judged,
    }
}

/// True where pain in the groin or deep in the buttock was recorded on a day or shortly before it.
fn hurt_at_the_hip(journal: &Journal, day: NaiveDate) -> bool {
    let from = day.checked_sub_days(Days::new(LIMP_DAYS - 1)).unwrap_or(day);
    let there = |spot: &Spot| matches!(spot.site, Site::Groin | Site::DeepButtock);
    journal.pain_between(from, day).any(|(_, pain)| pain.level.number() > 0 && pain.sites.iter().any(there))
}

/// Judges a run of a day by mornings looked up before.
pub fn judge(run: &Run, day: NaiveDate, mornings: &Mornings, today: NaiveDate, warning_open: bool) -> Judged {
    let (tail, weeks) = (mornings.morning_pair_of_run(run, day), mornings.weeks(day).describe());
    let warning = warning_open.then(|| "a warning sign was open on that day".to_owned()).into_iter().collect();
    let ease = [
        (tail.settled() == Some(Settled::NotSettled)).then_some("your pain had not settled by the next morning"),
        (weeks == WeekToWeek::Rising).then_some("your morning level is rising from week to week"),
    ];
    let during = run.pain.during.map(Level::number).filter(|level| (HOLD_LEVEL..STOP_LEVEL).contains(level));
    let hold = [
        during.map(|level| format!("pain was {level} while you ran")),
        (tail.settled() == Some(Settled::Watch)).then(|| "the next morning was a point higher".into()),
        (weeks == WeekToWeek::CreepingUp).then(|| "your morning level is creeping up from week to week".into()),
    ];
    let missing = [
        tail.base.is_none().then(|| mornings.base_missing(day)),
        tail.next.is_none().then(|| next_missing(day, today)),
        run.worst().is_none().then(|| "no pain level with the run".into()),
    ];
    let owned = |reasons: &[Option<&str>]| reasons.iter().flatten().map(|&reason| reason.to_owned()).collect();
    let (itself, after) = stop_reasons(run);
    let stop = itself.iter().chain(&after).cloned().collect();
    let ladder: [(Verdict, Vec<String>); 5] = [
        (Verdict::WarningSign, warning),
        (Verdict::Stop, stop),
        (Verdict::Ease, owned(&ease)),
        (Verdict::Hold, hold.into_iter().flatten().collect()),
        (Verdict::CannotJudge, missing.into_iter().flatten().collect()),
    ];
    let first = ladder.into_iter().find(|(_, reasons)| !reasons.is_empty());
    let (verdict, reasons) = first.unwrap_or((Verdict::Steady, Vec::new()));
    let does = match verdict {
        Verdict::Stop if itself.is_empty() => BEFORE_THE_NEXT,
        Verdict::Ease if tail.next.is_some_and(|level| level.number() >= STOP_LEVEL) => HIGH_MORNING,
        Verdict::Ease if weeks == WeekToWeek::Rising => RISING,
        other => other.describe(),
    };
    Judged { verdict, reasons, does }
}

/// The reasons for a stop: those of the run itself, and those of what came after it.
fn stop_reasons(run: &Run) -> (Vec<String>, Vec<String>) {
    let high = |level: Option<Level>| level.filter(|level| level.number() >= STOP_LEVEL);
    let (before, during, after) = (run.pain.before, run.pain.during, run.pain.after);
    let itself = [
        run.limp.then(|| "you limped".into()),
        run.sharp.then(|| "the pain turned sharp".into()),
        // where the levels tell how, the mark says no more
        (run.rose && rise(before, during).is_none()).then(|| "pain rose, or came on and stayed, while you ran".into()),
        high(during).map(|level| format!("pain reached {level} while you ran")),
        rise(before, during).map(|(from, to)| format!("pain rose while you ran ({from} \u{2192} {to})")),
    ];
    let later = [
        high(after).map(|level| format!("pain was {level} after the run")),
        rise(before, after)
            .map(|(from, to)| format!("pain was higher after the run than before it ({from} \u{2192} {to})")),
    ];
    (itself.into_iter().flatten().collect(), later.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::pain::{Moment, Pain};

    fn level(n: u8) -> Option<Level> {
        Level::new(n)
    }

    fn run(before: Option<u8>, during: Option<u8>, after: Option<u8>) -> Run {
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(99)), At::parse("2026-11-22T18:00:00+01:00").unwrap());
        run.pain.before = before.and_then(level);
        run.pain.during = during.and_then(level);
        run.pain.after = after.and_then(level);
        run
    }

    fn journal(base: Option<u8>, next: Option<u8>) -> Journal {
        let mut journal = Journal::default();
        for (day, number) in [(22, base), (23, next)] {
            let Some(number) = number else { continue };
            let at = At::parse(&format!("2026-11-{day}T07:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(day)), at);
            (pain.level, pain.moment) = (Level::new(number).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        journal
    }

    fn judged(run: &Run, base: Option<u8>, next: Option<u8>) -> Verdict {
        verdict(&journal(base, next), run, "2026-11-24".parse().unwrap(), false).verdict
    }

    #[test]
    fn the_first_rung_that_holds_is_the_verdict() {
        let quiet = run(Some(1), Some(1), Some(1));
        for (run, base, next, expected) in [
            (quiet.clone(), Some(2), Some(2), Verdict::Steady),
            (run(Some(1), Some(2), Some(2)), Some(2), Some(2), Verdict::Steady),
            (run(Some(2), Some(3), Some(2)), Some(2), Some(2), Verdict::Hold),
            (run(Some(4), Some(5), Some(4)), Some(2), Some(2), Verdict::Hold),
            (run(Some(5), Some(6), Some(5)), Some(2), Some(2), Verdict::Stop),
            (run(Some(5), Some(5), Some(6)), Some(2), Some(2), Verdict::Stop),
            (run(Some(1), Some(3), Some(1)), Some(2), Some(2), Verdict::Stop),
            (run(Some(1), Some(1), Some(3)), Some(2), Some(2), Verdict::Stop),
            (run(None, Some(2), Some(2)), Some(2), Some(2), Verdict::Steady),
            (quiet.clone(), Some(2), Some(3), Verdict::Hold),
            (quiet.clone(), Some(2), Some(4), Verdict::Ease),
            (quiet.clone(), Some(6), Some(6), Verdict::Ease),
            (quiet.clone(), None, Some(2), Verdict::CannotJudge),
            (quiet.clone(), Some(2), None, Verdict::CannotJudge),
            (run(None, None, None), Some(2), Some(2), Verdict::CannotJudge),
            (run(None, Some(4), None), Some(2), None, Verdict::Hold),
        ] {
            assert_eq!(judged(&run, base, next), expected, "{:?} {base:?} {next:?}", run.pain);
        }
    }

    #[test]
    fn what_is_missing_is_named_as_it_is() {
        let today = "2026-11-23".parse().unwrap();
        let quiet = run(Some(1), Some(1), Some(1));
        let missing = |journal: &Journal| verdict(journal, &quiet, today, false).reasons;
        let after = "this morning\u{2019}s level is not logged yet";
        assert_eq!(missing(&journal(None, None)), ["no morning level before it", after]);
        let mut known = journal(Some(2), None);
        assert_eq!(missing(&known), [after]);
        known.pain[0].at = At::parse("2026-11-20T07:00:00+01:00").unwrap();
        let few = "no morning level of its day, and fewer than three in the 7 days before";
        assert_eq!(missing(&known), [few, after]);
        let later = verdict(&known, &quiet, "2026-11-24".parse().unwrap(), false).reasons;
        assert_eq!(later, [few, "no morning level on Mon 23 Nov"]);
    }

    #[test]
    fn each_sign_of_the_source_is_a_stop() {
        let marks: [fn(&mut Run); 3] = [|run| run.limp = true, |run| run.sharp = true, |run| run.rose = true];
        for mark in marks {
            let mut run = run(Some(0), Some(0), Some(0));
            mark(&mut run);
            assert_eq!(judged(&run, Some(0), Some(0)), Verdict::Stop);
        }
    }

    #[test]
    fn each_reason_for_a_stop_has_its_own_sentence() {
        let marked = |mark: fn(&mut Run)| {
            let mut run = run(Some(1), Some(1), Some(1));
            mark(&mut run);
            run
        };
        let message =
            |run: &Run| verdict(&journal(Some(1), Some(1)), run, "2026-11-24".parse().unwrap(), false).describe(None);
        let stop = "Stop, and contact the doctor before you run again.";
        let wait = "Contact the doctor before the next run.";
        for (run, fact, does) in [
            (marked(|run| run.limp = true), "You limped.", stop),
            (marked(|run| run.sharp = true), "The pain turned sharp.", stop),
            (marked(|run| run.rose = true), "Pain rose, or came on and stayed, while you ran.", stop),
            (run(None, Some(6), None), "Pain reached 6 while you ran.", stop),
            (run(Some(1), Some(3), None), "Pain rose while you ran (1 \u{2192} 3).", stop),
            (run(None, None, Some(6)), "Pain was 6 after the run.", wait),
            (run(Some(1), None, Some(4)), "Pain was higher after the run than before it (1 \u{2192} 4).", wait),
            (
                run(Some(1), Some(3), Some(4)),
                "Pain rose while you ran (1 \u{2192} 3). Pain was higher after the run than before it (1 \u{2192} 4).",
                stop,
            ),
        ] {
            assert_eq!(message(&run), format!("{does} {fact}"));
        }
        assert_eq!(message(&run(Some(2), Some(2), Some(2))), "No warning in these numbers.", "an unchanged low level");
        assert_eq!(message(&run(Some(2), Some(4), Some(2))).matches("Pain").count(), 1);
    }

    #[test]
    fn a_next_morning_at_the_level_of_a_stop_asks_for_the_doctor_whatever_the_run_was_like() {
        let calm = run(Some(1), Some(1), Some(1));
        let does = |base, next| {
            let found = verdict(&journal(Some(base), Some(next)), &calm, "2026-11-24".parse().unwrap(), false);
            assert_eq!(found.verdict, Verdict::Ease);
            found.does
        };
        assert_eq!(does(3, 5), Verdict::Ease.describe());
        assert_eq!(does(4, 6), HIGH_MORNING);
    }

    #[test]
    fn a_limp_beside_groin_or_deep_buttock_pain_is_a_matter_for_today() {
        let limped = |days_before: u64, site: Site, number: u8| {
            let mut journal = journal(Some(2), Some(2));
            let mut run = run(Some(1), Some(1), Some(1));
            run.limp = true;
            let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() - Days::new(days_before);
            let at = At::parse(&format!("{day}T12:00:00+01:00")).unwrap();
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(50)), at);
            (pain.level, pain.sites) =
                (Level::new(number).unwrap(), vec![Spot { site, side: None, extra: Default::default() }]);
            journal.pain.push(pain);
            journal.sort();
            move |today: &str| verdict(&journal, &run, today.parse().unwrap(), false).does == LIMP_AT_THE_HIP
        };
        for (days, site, number, today, expected) in [
            (0, Site::DeepButtock, 3, "2026-11-22", true),
            (6, Site::Groin, 1, "2026-11-28", true),
            (7, Site::Groin, 1, "2026-11-22", false),
            (0, Site::Groin, 1, "2026-11-29", false),
            (0, Site::SitBone, 9, "2026-11-22", false),
            (0, Site::Groin, 0, "2026-11-22", false),
        ] {
            assert_eq!(limped(days, site, number)(today), expected, "{days} {site:?} {number} {today}");
        }
    }

    #[test]
    fn a_sign_that_is_open_is_said_with_its_action_and_one_that_was_seen_as_past() {
        use crate::domain::checks::{Answer, Signs};
        let mut signs = Signs::default();
        signs.answer("chest", Some(Answer::Yes));
        let open = Warning::of(&signs, &Default::default(), "2026-11-24".parse().unwrap()).unwrap();
        let run = run(Some(0), Some(0), Some(0));
        let today = "2026-11-24".parse().unwrap();
        let warned = verdict(&journal(Some(1), Some(1)), &run, today, true);
        assert_eq!(warned.describe(Some(&open)), format!("A warning sign is open. {}", open.action()));
        let past = warned.describe(None);
        assert!(past.ends_with("a warning sign was open that day.") && !past.contains(" is open"), "{past}");
        let quiet = verdict(&journal(Some(1), Some(1)), &run, today, false);
        assert_eq!((&*quiet.describe(None), &*quiet.describe(Some(&open))), ("No warning in these numbers.", ""));
    }

    #[test]
    fn an_open_warning_sign_silences_the_rest() {
        let mut run = run(Some(0), Some(9), Some(9));
        run.limp = true;
        let judged = verdict(&journal(None, None), &run, "2026-11-24".parse().unwrap(), true);
        assert_eq!((judged.verdict, judged.reasons.len()), (Verdict::WarningSign, 1));
    }

    #[test]
    fn no_verdict_promises_anything() {
        for verdict in Verdict::ALL {
            assert!(!verdict.describe().to_lowercase().contains("safe"));
        }
    }

    #[test]
    fn pain_rose_where_it_was_said_or_by_two_points() {
        assert!(rose(&run(Some(2), Some(4), None)) && rose(&run(Some(2), None, Some(4))));
        assert!(!rose(&run(Some(2), Some(3), Some(3))));
        assert!(!rose(&run(None, Some(9), Some(9))), "without a level before nothing is known to have risen");
        let mut said = run(None, None, None);
        said.rose = true;
        assert!(rose(&said));
    }
}
