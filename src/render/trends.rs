//! Trends told: the page in words and tables that every shell shows, each figure with its n.

use chrono::{Datelike, NaiveDate};

use crate::domain::journal::Journal;
use crate::domain::units;
use crate::domain::words::counted;
use crate::insight::change::signed;
use crate::insight::compare::{Comparison, Says as Compared};
use crate::insight::known::Known;
use crate::insight::known::NOT_KNOWN;
use crate::insight::limits::Stands;
use crate::insight::marker_effect::{MarkerEffect, Says, Side};
use crate::insight::pairs::{Exposure, Factor};
use crate::insight::response::SORE_DAYS;
use crate::insight::responses::Summary;
use crate::insight::spike::Class;
use crate::insight::trends::{ASSOCIATION, Figures, Trends};
use crate::insight::verdict::Verdict;
use crate::page::{Block, Line, Page, Tone};

/// The heading of the comparisons.
pub const COMPARED: &str = "Compared";

/// The page of a period.
pub fn page(journal: &Journal, trends: &Trends) -> Page {
    let mut told = TrendsPage { journal, page: Page::default() };
    told.first(trends);
    told.page.0.extend(details(journal, trends).0);
    told.page
}

/// The same without what stands above all figures.
pub fn details(journal: &Journal, trends: &Trends) -> Page {
    let mut told = TrendsPage { journal, page: Page::default() };
    told.pain(trends);
    told.figures(trends);
    told.running(trends);
    told.surfaces(trends);
    told.with_without(trends);
    told.compared(&trends.comparisons);
    told.markers(&trends.markers);
    told.page.push(Line::default());
    told.page.push(Line::of(format!(" {ASSOCIATION}"), Tone::Muted));
    told.page
}

struct TrendsPage<'a> {
    journal: &'a Journal,
    page: Page,
}

impl TrendsPage<'_> {
    fn heading(&mut self, title: &str) {
        self.page.push(Line::default());
        self.page.push(Line::of(format!(" {title}"), Tone::Title));
    }

    fn line(&mut self, message: impl Into<String>) {
        self.page.push(Line::plain(format!(" {}", message.into())));
    }

    fn aside(&mut self, message: impl Into<String>) {
        self.page.push(Line::of(format!(" {}", message.into()), Tone::Muted));
    }

    fn table(&mut self, heads: Vec<&'static str>, rows: Vec<Vec<String>>) {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Line::plain).collect()).collect();
        self.page.0.push(Block::Table { heads, rows });
    }

    fn far(&self, metres: u64) -> String {
        units::distance(u32::try_from(metres).unwrap_or(u32::MAX), self.journal.settings.units)
    }

    /// What stands above all figures.
    fn first(&mut self, trends: &Trends) {
        if let Some(warning) = &trends.warning {
            let signs = format!(" ({})", warning.signs.join(", "));
            let line = Line::of(" Warning sign  ", Tone::Title).and(warning.action(), warning.tone());
            self.page.push(line.and(signs, Tone::Muted));
        }
        if let Some(see) = &trends.see_someone {
            self.page.push(Line::default());
            self.page.push(Line::of(format!(" {}", see.describe()), Tone::Warn));
        }
    }

    fn pain(&mut self, trends: &Trends) {
        let pain = &trends.pain;
        self.heading("Pain");
        let (mornings, days) = (counted(pain.n_mornings, "morning", "mornings"), counted(pain.n, "day", "days"));
        self.line(match &pain.median_morning {
            Ok(median) => format!("morning median {median} ({mornings})"),
            Err(why) => format!("no morning median: {why}"),
        });
        self.line(match (&pain.worst, &pain.days_at_5_or_more) {
            (Ok(worst), Ok(bad)) => {
                format!("worst {worst}, 5 or more on {bad} of {days} with a level (run levels included)")
            }
            (Err(why), _) | (_, Err(why)) => format!("no worst: {why}"),
        });
        self.line(match (&pain.week_to_week, pain.change()) {
            (Ok(_), Ok(change)) => {
                let ((last, _), (before, _)) = (&pain.weeks.last, &pain.weeks.before);
                format!("last 7 days against the 7 before: {} (n {last} and {before})", change.describe())
            }
            (Ok(message), Err(_)) => format!("week to week: {}", message.word()),
            (Err(why), _) => format!("week to week: {why}"),
        });
        if let Ok(change) = pain.change().as_ref() {
            self.aside(change.cut.describe());
        }
        self.line(pain.trend.describe());
    }

    fn figures(&mut self, trends: &Trends) {
        let (now, Some(before)) = (&trends.figures, &trends.before) else { return };
        if before.days_logged == 0 {
            return self.aside("nothing was recorded in the period before, so there is nothing to compare with");
        }
        self.heading("This period and the one before");
        let row = |what: &str, tell: &dyn Fn(&Figures) -> String| vec![what.to_owned(), tell(before), tell(now)];
        let rows = vec![
            row("days", &|one| {
                format!("{} \u{2013} {}", short(one.period.from, now.period.to), short(one.period.to, now.period.to))
            }),
            row("days logged", &|one| format!("{} of {}", one.days_logged, one.period.days())),
            row("morning median", &|one| known(&one.median_morning, one.n_mornings)),
            row("worst", &|one| known(&one.worst, one.n)),
            row("days at 5 or more", &|one| share(&one.days_at_5_or_more, one.n)),
            row("runs", &|one| one.runs.to_string()),
            row("distance", &|one| one.distance_m.as_ref().map_or(NOT_KNOWN.into(), |&metres| self.far(metres))),
            row("settled by morning", &|one| share(&one.settled, one.n_settled)),
        ];
        self.table(vec!["", "before", "this period"], rows);
        self.aside(
            "settled: next morning no higher than before, and below 6 (by run; a gap takes the median of the week before)",
        );
        match now.change_since(before) {
            Ok(change) => {
                self.line(format!("mornings: {}", change.describe()));
                self.aside(change.cut.describe());
            }
            Err(why) => self.aside(format!("mornings: not compared, {why}")),
        }
    }

    fn running(&mut self, trends: &Trends) {
        if trends.runs.is_empty() {
            return;
        }
        self.heading("Running");
        let count = |which: &dyn Fn(&crate::insight::runs::RunSummary) -> bool| {
            trends.runs.iter().filter(|run| which(run)).count()
        };
        let verdicts = Verdict::ALL.iter().map(|&one| (one, count(&|run| run.verdict == one)));
        let verdicts: Vec<String> =
            verdicts.filter(|(_, n)| *n > 0).map(|(one, n)| format!("{} {n}", one.word().replace('_', " "))).collect();
        self.line(format!("verdicts of {}: {}", counted(trends.runs.len(), "run", "runs"), verdicts.join(", ")));
        let long = count(&|run| matches!(run.spike.class, Class::Small | Class::Moderate | Class::Large));
        let measured = count(&|run| run.spike.class != Class::NoBaseline);
        self.line(format!("more than 10 % longer than the longest of the 30 days before: {long} of {measured}"));
        let stands = |message: Stands| count(&|run| run.limits.standing == message);
        let [inside, outside, unknown, none] =
            [Stands::Inside, Stands::Outside, Stands::NotKnown, Stands::NoClearance].map(stands);
        if inside + outside + unknown > 0 {
            let unknown = if unknown > 0 { format!(", {unknown} not known") } else { String::new() };
            let none = if none > 0 { format!(", {none} without a clearance") } else { String::new() };
            self.line(format!("within your limits {inside}, outside {outside}{unknown}{none}"));
        }
        if let Ok(sum) = &trends.load.sum {
            let (n, of) = (trends.load.n, trends.load.of);
            self.line(format!("load of the last 7 days: {sum:.0} (effort \u{d7} minutes, {n} of {of} runs)"));
        }
        if let Ok(note) = &trends.longer_week {
            self.aside(note.describe(self.journal.settings.units));
        }
    }

    fn surfaces(&mut self, trends: &Trends) {
        if trends.surfaces.is_empty() {
            return;
        }
        self.heading("Surfaces, and the next morning");
        let rows = trends.surfaces.iter().map(|surface| {
            let far = surface.distance_m.map(|metres| self.far(metres)).unwrap_or_default();
            let mut row = vec![surface.surface.word().to_owned(), surface.runs.to_string(), far];
            row.extend(summed(&surface.mornings));
            row
        });
        let rows = rows.collect();
        self.table(vec!["surface", ">runs", ">distance", ">mornings", ">median change", "settled"], rows);
        self.aside("change: next morning less the morning of the day; a median needs 3 mornings");
        self.aside(
            "settled: no higher than the morning of the day, and below 6; counts only days that have their own morning",
        );
        self.aside(SORE_DAYS);
        if trends.runs.iter().any(|run| run.surfaces.len() > 1) {
            self.aside("a split run counts on each surface; in its mornings only from three quarters on");
        }
    }

    fn with_without(&mut self, trends: &Trends) {
        if trends.with_without.is_empty() {
            return;
        }
        self.heading("With and without");
        let mut rows = Vec::new();
        for one in &trends.with_without {
            for (group, summary) in [(&one.pair.a, &one.with), (&one.pair.b, &one.without)] {
                let mut row = vec![group.name(), group.what.counts().to_owned()];
                row.extend(summed(summary));
                rows.push(row);
            }
        }
        self.table(vec!["", "of", ">mornings", ">median change", "settled"], rows);
        self.aside(SORE_DAYS);
        if trends.with_without.iter().any(|one| one.pair.a.what == Exposure::Factor(Factor::Sitting)) {
            self.aside("over my limit: a sitting until it hurt; no limit set in minutes");
        }
    }

    fn compared(&mut self, comparisons: &[Comparison]) {
        if comparisons.is_empty() {
            return;
        }
        self.heading(COMPARED);
        for one in comparisons {
            let possible = matches!(one.message, Compared::PossibleDifference | Compared::PossibleDifferenceLarge);
            let tone = if possible { Tone::Accent } else { Tone::Plain };
            let n = format!("{} and {} mornings", one.n_a, one.n_b);
            self.page.push(
                Line::plain(format!(" {}: ", one.name()))
                    .and(one.message.describe(), tone)
                    .and(format!(" ({n})"), Tone::Muted),
            );
            if let (Ok(difference), Ok((low, high)), Ok(p)) = (&one.difference, &one.interval, &one.p) {
                self.line(format!(
                    "  from the same morning level, the next one was {} after the first",
                    apart(*difference)
                ));
                self.line(format!("  90 % interval {low:+.1} to {high:+.1} points, p {p:.3}"));
            }
            if let [Ok(a), Ok(b)] = &one.medians {
                self.aside(format!(
                    "  next morning less the morning of the day, medians: {} and {}",
                    signed(*a),
                    signed(*b)
                ));
            }
            for reason in &one.reasons {
                self.aside(format!("  {reason}"));
            }
            if let (missing @ 1.., days) = one.effort_missing {
                self.aside(format!("  no effort on {missing} of {days} days with a run"));
            }
        }
        let tested = comparisons.iter().filter(|one| one.p.is_ok()).count();
        if tested > 0 {
            let looked = match tested {
                1 => "one pair was tested".to_owned(),
                n => format!("{n} pairs were tested, and p is adjusted for them (Holm)"),
            };
            self.aside(format!("{looked}; pairs that you looked at elsewhere are not counted"));
            self.aside(SORE_DAYS);
        }
    }

    fn markers(&mut self, markers: &[MarkerEffect]) {
        if markers.is_empty() {
            return;
        }
        self.heading("Before and after what changed (mornings, 14 days each side)");
        let side = |side: &Side| match &side.median {
            Ok(median) => format!("{median} (n {})", side.n),
            Err(_) => format!("\u{2013} (n {})", side.n),
        };
        let last = markers.last().map(|one| one.marker.day);
        let row = |one: &MarkerEffect| {
            let day = short(one.marker.day, last.unwrap_or(one.marker.day));
            vec![day, one.marker.what.clone(), side(&one.before), side(&one.after), told(one)]
        };
        let rows = markers.iter().map(row).collect();
        self.table(vec!["day", "change", "before", "after", ""], rows);
        self.aside(SORE_DAYS);
    }
}

/// A day, with its year where that is another than the one of the last day shown.
fn short(day: NaiveDate, last: NaiveDate) -> String {
    day.format(if day.year() == last.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

/// What the mornings around a marker say, in words.
fn told(one: &MarkerEffect) -> String {
    match (one.message, one.change) {
        (Says::TooFew, _) => "too few mornings".into(),
        (Says::CannotTellApart, _) => format!("cannot tell apart: {}", one.reasons.join("; ")),
        // that sore days are followed by better ones is said once, below all of them
        (_, Some(change)) => {
            let reasons = one.reasons.iter().filter(|reason| *reason != SORE_DAYS).cloned();
            std::iter::once(change.describe()).chain(reasons).collect::<Vec<_>>().join("; ")
        }
        (_, None) => "no change".into(),
    }
}

/// How much higher or lower: `1.2 points higher`.
fn apart(points: f64) -> String {
    format!("{:.1} points {}", points.abs(), if points < 0.0 { "lower" } else { "higher" })
}

fn known<T: std::fmt::Display>(value: &Known<T>, n: usize) -> String {
    match value {
        Ok(value) => format!("{value} (n {n})"),
        Err(_) => format!("\u{2013} (n {n})"),
    }
}

fn share(value: &Known<usize>, of: usize) -> String {
    match value {
        Ok(value) => format!("{value} of {of}"),
        Err(_) => "\u{2013}".into(),
    }
}

/// Mornings, their median change, how many settled.
fn summed(summary: &Summary) -> [String; 3] {
    let median = match (&summary.median, &summary.range) {
        (Ok(median), Ok((low, high))) => {
            format!("{} ({} to {})", signed(*median), signed(f64::from(*low)), signed(f64::from(*high)))
        }
        _ => "too few".into(),
    };
    [summary.n.to_string(), median, share(&summary.settled, summary.n)]
}
