//! What is said of a run, the same on screen and on the command line: its verdict, the spike check, the limits.
//! Never more than was recorded.

use chrono::NaiveDate;

use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::units::distance;
use crate::insight::limits::{Lacking, Limit, Stands, limits};
use crate::insight::spike::{Class, longest, spike};
use crate::insight::verdict::{Judged, Verdict, verdict};
use crate::insight::warnings::{Warning, silenced, silencing};
use crate::page::{Line, Tone};

/// The word of a verdict, as columns show it.
pub fn word(verdict: Verdict) -> String {
    match verdict {
        Verdict::CannotJudge => "–".into(),
        other => other.word().replace('_', " "),
    }
}

/// The tone of a verdict.
pub fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::WarningSign | Verdict::Stop => Tone::Alarm,
        Verdict::Ease | Verdict::Hold => Tone::Warn,
        Verdict::Steady => Tone::Good,
        Verdict::CannotJudge => Tone::Muted,
    }
}

/// A verdict in a sentence, with its reasons. `open`: a warning sign that is open now and silences the rest.
pub fn judged(found: &Judged, open: Option<&Warning>) -> Line {
    let message = found.describe(open);
    let head = if found.verdict == Verdict::CannotJudge { String::new() } else { format!("{}  ", word(found.verdict)) };
    Line::of(head.to_uppercase(), tone(found.verdict)).and(message, tone(found.verdict))
}

/// True where a verdict is news as soon as the run is written down: neither steady nor still unknown.
pub fn is_news(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Steady | Verdict::CannotJudge)
}

/// A ratio as a share, `120 %`, or as what is `more`, `20 %`: whole, or with a decimal where the whole number would say
/// that it lies on the edge of a class which it is above.
pub fn percent(ratio: f64, class: Class, more: bool) -> String {
    let less = if more { 100.0 } else { 0.0 };
    let share = ratio * 100.0;
    let edge = match class {
        Class::Small => 110.0,
        Class::Moderate => 130.0,
        Class::Large => 200.0,
        Class::None | Class::NoBaseline => f64::NEG_INFINITY,
    };
    let tenths = (share * 10.0).round() / 10.0;
    match () {
        () if share.round() > edge => format!("{:.0} %", share.round() - less),
        () if tenths > edge => format!("{:.1} %", tenths - less),
        () => format!("just over {:.0} %", edge - less),
    }
}

/// How a run compares with the longest of the 30 days before it; nothing where there is none.
pub fn against_longest(journal: &Journal, run: &Run) -> Option<Line> {
    let found = spike(journal, run);
    let (longest, ratio) = (found.longest_m?, found.ratio?);
    let longest = distance(longest, journal.settings.units);
    let percent = percent(ratio, found.class, false);
    let base = format!("{percent} of the longest of the 30 days before ({longest})");
    let line = match found.class {
        Class::None | Class::NoBaseline => Line::of(base, Tone::Muted),
        Class::Small | Class::Moderate => {
            Line::of(base, Tone::Warn).and("; in a study of 5,205 runners, such runs went with more overuse injuries", Tone::Muted)
        }
        Class::Large => Line::of(base, Tone::Warn)
            .and("; in a study of 5,205 runners, more than doubling the longest run went with about 2.3 times the overuse injuries", Tone::Muted),
    };
    Some(match longest_was(journal, run) {
        Some(was) => line.and(format!("; {was}"), Tone::Warn),
        None => line,
    })
}

/// Where the longest run of the 30 days before was itself judged stop or ease: `the longest, 12 km, was judged stop`.
pub fn longest_was(journal: &Journal, run: &Run) -> Option<String> {
    let (day, longest) = longest(journal, run)?;
    let found = verdict(journal, longest, day, silenced(journal, day)).verdict;
    let far = distance(longest.distance_m?, journal.settings.units);
    matches!(found, Verdict::Stop | Verdict::Ease).then(|| format!("the longest, {far}, was judged {}", word(found)))
}

/// Limits in words.
pub fn named(limits: &[Limit]) -> String {
    limits.iter().map(|limit| limit.describe()).collect::<Vec<_>>().join(", ")
}

/// How a run stands to the clearance in force; nothing where that has no limits.
pub fn within_limits(journal: &Journal, run: &Run) -> Option<Line> {
    let found = limits(journal, run);
    match found.standing {
        Stands::NoLimits => None,
        Stands::Inside => Some(Line::of("within your limits", Tone::Muted)),
        Stands::Outside => Some(Line::of(format!("outside your limits: {}", named(&found.outside)), Tone::Warn)),
        Stands::NotKnown => {
            let which = named(&found.not_known);
            Some(Line::of(format!("not known whether within your limits: {which}"), Tone::Muted))
        }
        Stands::NoClearance => {
            let lacking = found.lacking.unwrap_or(Lacking::None);
            Some(Line::of(lacking.describe(), lacking.tone()))
        }
    }
}

/// What is said of a run as soon as it is written down: a verdict that is news, a run longer than those before, what
/// lies outside the clearance. Nothing where there is nothing of it.
pub fn news(journal: &Journal, run: &Run, today: NaiveDate) -> Vec<Line> {
    let found = judge(journal, run, today);
    let verdict = is_news(found.verdict).then(|| judged(&found, silencing(journal, today).as_ref()));
    let long = !matches!(spike(journal, run).class, Class::None | Class::NoBaseline);
    let found = limits(journal, run);
    let stopped = matches!(found.lacking, Some(Lacking::Stopped | Lacking::RunOut));
    let outside = found.standing == Stands::Outside || stopped;
    let lines = [
        verdict,
        if long { against_longest(journal, run) } else { None },
        if outside { within_limits(journal, run) } else { None },
    ];
    lines.into_iter().flatten().collect()
}

/// The verdict on a run as of today, with the warning signs that were open on its day.
pub fn judge(journal: &Journal, run: &Run, today: NaiveDate) -> Judged {
    let day = run.at.day(journal.day_starts_at());
    verdict(journal, run, today, silenced(journal, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::runs::Surface::Road;
    use crate::insight::kit::{Notes, level, today};

    #[test]
    fn a_share_is_whole_unless_that_would_hide_its_class() {
        for (ratio, class, more, of) in [
            (1.203, Class::Small, "20 %", "120 %"),
            (1.104, Class::Small, "10.4 %", "110.4 %"),
            (1.1001, Class::Small, "just over 10 %", "just over 110 %"),
            (1.3001, Class::Moderate, "just over 30 %", "just over 130 %"),
            (1.304, Class::Moderate, "30.4 %", "130.4 %"),
            (2.002, Class::Large, "100.2 %", "200.2 %"),
            (1.3, Class::Small, "30 %", "130 %"),
            (2.4, Class::Large, "140 %", "240 %"),
        ] {
            assert_eq!((&*percent(ratio, class, true), &*percent(ratio, class, false)), (more, of), "{ratio}");
        }
        assert_eq!(percent(0.85, Class::None, false), "85 %");
    }

    fn hurting(notes: Notes) -> Notes {
        notes.but(|run| (run.pain.before, run.pain.during) = (Some(level(2)), Some(level(4))))
    }

    #[test]
    fn a_run_that_hurt_and_was_long_is_news_and_a_quiet_one_is_not() {
        let journal = hurting(Notes::default().run(9, 5000, Road).run(0, 12_000, Road)).done();
        let message: Vec<String> = news(&journal, &journal.runs[1], today()).iter().map(Line::text).collect();
        assert_eq!(
            message,
            [
                "STOP  Stop, and contact the doctor before you run again. Pain rose while you ran (2 \u{2192} 4).",
                "240 % of the longest of the 30 days before (5 km); in a study of 5,205 runners, more than doubling \
                 the longest run went with about 2.3 times the overuse injuries"
            ]
        );
        assert_eq!(news(&journal, &journal.runs[0], today()), []);
    }

    #[test]
    fn a_longest_run_that_was_judged_stop_is_said_to_be() {
        let journal = hurting(Notes::default().run(9, 12_000, Road)).run(0, 12_000, Road).done();
        let line = against_longest(&journal, &journal.runs[1]).unwrap().text();
        assert!(line.ends_with("(12 km); the longest, 12 km, was judged stop"), "{line}");
        assert_eq!(longest_was(&journal, &journal.runs[0]), None);
    }

    /// Every sign with its action, every verdict in its sentences, every word on limits and the next run: one list, to be
    /// read through by a person whenever it changes.
    #[test]
    fn what_is_said_is_one_list_to_be_read_aloud() {
        use crate::domain::checks::{Answer, NOTES, SIGNS, Signs};
        use crate::domain::pain::Site;
        use crate::insight::limits::Limit;
        use crate::insight::next_run::{Ceiling, NextRun};
        use crate::insight::warnings::Numbers;
        use std::fmt::Write as _;

        let mut list = String::new();
        let numbers = Numbers { emergency: Some("112".into()), urgent: Some("116117".into()) };
        for &(sign, tier, question) in SIGNS {
            let mut signs = Signs::default();
            signs.answer(sign, Some(Answer::Yes));
            let found = Warning::of(&signs, &numbers, today()).unwrap();
            writeln!(
                list,
                "{} ({})\n  {question}\n  You answered yes to: {}.\n  {}\n",
                sign,
                tier.word(),
                found.describe(),
                found.action()
            )
            .unwrap();
        }
        NOTES.iter().for_each(|note| writeln!(list, "{note}\n").unwrap());
        let run = |before: Option<u8>, during: Option<u8>, after: Option<u8>, mark: fn(&mut Run)| {
            Notes::default().run(3, 5000, Road).but(|run| {
                let level = |number: Option<u8>| number.and_then(crate::domain::level::Level::new);
                run.pain.before = level(before);
                (run.pain.during, run.pain.after) = (level(during), level(after));
                mark(run);
            })
        };
        let quiet: fn(&mut Run) = |_| {};
        let same = |notes: Notes| notes.morning(3, 1).morning(2, 1);
        let rising = |notes: Notes, now: u8| notes.mornings(10..17, 1).mornings(3..10, now).morning(2, now);
        let cases = [
            same(run(Some(1), Some(1), Some(1), |run| run.limp = true)),
            same(run(Some(1), Some(1), Some(1), |run| run.sharp = true)),
            same(run(Some(1), Some(1), Some(1), |run| run.rose = true)),
            same(run(None, Some(6), None, quiet)),
            same(run(Some(1), Some(4), Some(1), quiet)),
            same(run(None, None, Some(6), quiet)),
            same(run(Some(1), Some(1), Some(4), quiet)),
            same(run(Some(1), Some(7), Some(7), |run| run.limp = true)),
            run(Some(1), Some(1), Some(1), quiet).morning(3, 1).morning(2, 3),
            rising(run(Some(1), Some(1), Some(1), quiet), 3),
            run(Some(1), Some(1), Some(1), quiet).mornings(10..17, 1).mornings(3..10, 3).morning(2, 5),
            same(run(Some(1), Some(1), Some(1), |run| run.limp = true)).spot(4, Site::DeepButtock),
            same(run(Some(1), Some(2), Some(1), |run| run.pain.during = crate::domain::level::Level::new(3))),
            run(Some(1), Some(1), Some(1), quiet).morning(3, 1).morning(2, 2),
            rising(run(Some(1), Some(1), Some(1), quiet), 2),
            same(run(None, None, None, quiet)),
            run(Some(1), Some(1), Some(1), quiet).morning(2, 1),
            run(Some(1), Some(1), Some(1), quiet).morning(3, 1),
            Notes::default().run(1, 5000, Road).but(|run| run.pain.during = Some(level(1))).morning(1, 1),
            Notes::default().run(0, 5000, Road).but(|run| run.pain.during = Some(level(1))).morning(0, 1),
            same(run(Some(1), Some(1), Some(1), quiet)),
        ];
        for notes in cases {
            let journal = notes.done();
            let found = judge(&journal, &journal.runs[0], today());
            writeln!(list, "{}", judged(&found, None).text()).unwrap();
        }
        let journal = Notes::default().run(1, 5000, Road).done();
        let warned = verdict(&journal, &journal.runs[0], today(), true);
        writeln!(list, "{}", judged(&warned, None).text()).unwrap();
        let mut signs = Signs::default();
        signs.answer("fever", Some(Answer::Yes));
        writeln!(list, "{}\n", judged(&warned, Warning::of(&signs, &numbers, today()).as_ref()).text()).unwrap();
        for from in [Ceiling::TenPercent, Ceiling::SameAgain, Ceiling::Clearance] {
            let next = NextRun { up_to_m: 5000, longest_m: 5200, from };
            writeln!(list, "next run: up to 5 km ({})", next.why(crate::domain::settings::Units::Km)).unwrap();
        }
        writeln!(list).unwrap();
        for lacking in Lacking::ALL {
            writeln!(list, "{}", lacking.describe()).unwrap();
        }
        writeln!(list, "outside your limits: {}", named(Limit::ALL)).unwrap();
        insta::assert_snapshot!("spoken", list);
        for word in ["safe", "ground", "end it", "kill"] {
            assert!(!list.to_lowercase().contains(word), "{word}");
        }
    }
}
