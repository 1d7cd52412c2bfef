//! What is said of a run, the same on screen and on the command line: its verdict, the spike check, the limits.
//! Never more than was recorded.

use chrono::NaiveDate;

use super::limits::{Stands, limits};
use super::spike::{Class, longest, spike};
use super::verdict::{Judged, Verdict, verdict};
use super::warnings::{silenced, warning};
use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::units::distance;
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
        Verdict::WarningSign | Verdict::Stop => Tone::Bad,
        Verdict::Ease | Verdict::Hold => Tone::Warn,
        Verdict::Steady => Tone::Good,
        Verdict::CannotJudge => Tone::Muted,
    }
}

/// A verdict in a sentence, with its reasons. `silent`: a warning sign is open today; then what was recorded is shown
/// and nothing is advised.
pub fn judged(found: &Judged, silent: bool) -> Line {
    let reasons = if found.reasons.is_empty() { String::new() } else { format!(" ({})", found.reasons.join("; ")) };
    let quiet = matches!(found.verdict, Verdict::Ease | Verdict::Hold | Verdict::Steady);
    let says = match found.verdict {
        _ if quiet && silent => found.reasons.join("; "),
        Verdict::CannotJudge => format!("Cannot judge yet: {}.", found.reasons.join("; ")),
        other => format!("{}{reasons}", other.says()),
    };
    let head = if found.verdict == Verdict::CannotJudge { String::new() } else { format!("{}  ", word(found.verdict)) };
    Line::of(head.to_uppercase(), tone(found.verdict)).and(says, tone(found.verdict))
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
            Line::of(base, Tone::Warn).and("; among 5,205 runners such runs went with more overuse injury", Tone::Muted)
        }
        Class::Large => Line::of(base, Tone::Warn)
            .and("; among 5,205 runners more than double went with about 2.3 times the overuse injury", Tone::Muted),
    };
    Some(match longest_was(journal, run) {
        Some(was) => line.and(format!("; {was}"), Tone::Warn),
        None => line,
    })
}

/// Where the longest run of the 30 days before was itself judged stop or ease: `the longest, 12 km, was judged stop`.
pub fn longest_was(journal: &Journal, run: &Run) -> Option<String> {
    let (day, longest) = longest(journal, run)?;
    let warned = warning(journal, day).is_some_and(|warning| warning.silences());
    let found = verdict(journal, longest, day, warned).verdict;
    let far = distance(longest.distance_m?, journal.settings.units);
    matches!(found, Verdict::Stop | Verdict::Ease).then(|| format!("the longest, {far}, was judged {}", word(found)))
}

/// How a run stands to the clearance of its day; nothing where no limits held.
pub fn within_limits(journal: &Journal, run: &Run) -> Option<Line> {
    let found = limits(journal, run);
    match found.says {
        Stands::NoLimits => None,
        Stands::Inside => Some(Line::of("within the limits of the clearance", Tone::Muted)),
        Stands::Outside if found.outside == ["stopped"] => {
            Some(Line::of("the clearance of that day was: told to stop", Tone::Warn))
        }
        Stands::Outside => {
            let which = found.outside.join(", ").replace("days_between", "days between runs");
            Some(Line::of(format!("outside the clearance: {which}"), Tone::Warn))
        }
    }
}

/// What is said of a run as soon as it is written down: a verdict that is news, a run longer than those before, what
/// lies outside the clearance. Nothing where there is nothing of it.
pub fn news(journal: &Journal, run: &Run, today: NaiveDate) -> Vec<Line> {
    let found = judge(journal, run, today);
    let verdict = is_news(found.verdict).then(|| judged(&found, silenced(journal, today)));
    let long = !matches!(spike(journal, run).class, Class::None | Class::NoBaseline);
    let outside = limits(journal, run).says == Stands::Outside;
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
    verdict(journal, run, today, warning(journal, day).is_some_and(|warning| warning.silences()))
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
        let says: Vec<String> = news(&journal, &journal.runs[1], today()).iter().map(Line::text).collect();
        assert_eq!(
            says,
            [
                "STOP  Pain persisted or rose while running: stop, and contact the doctor. (2 points more while running \
                 than before)",
                "240 % of the longest of the 30 days before (5 km); among 5,205 runners more than double went with \
                 about 2.3 times the overuse injury"
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
}
