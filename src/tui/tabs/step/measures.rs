//! My own measures in the Doctor tab: my activities, change, normal today. In all of them higher is better.

use crate::domain::every_kind::Record;
use crate::domain::when;
use crate::domain::words::counted;
use crate::insight::change::signed;
use crate::insight::measures::{change, first_and_last, mean, pain_meanwhile};
use crate::page::{Line, Tone};
use crate::tui::keys::how;
use crate::tui::tabs::step::page::StepPage;

/// How many answers of normal today are shown.
const NORMAL: usize = 8;
/// The newest of them that can be chosen.
const NEWEST: usize = 3;

/// The measures, and how they changed.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    page.heading("MY MEASURES", "higher is better, unlike pain");
    if ctx.journal.measures.is_empty() {
        let line = Line::of(" None yet: ", Tone::Muted).and(how("measure"), Tone::Key);
        page.line(&line.and(" notes up to five activities of yours, change, and how normal today is.", Tone::Muted), 1);
        return;
    }
    activities(page);
    told_change(page);
    let normal: Vec<String> = ctx
        .journal
        .measures
        .iter()
        .rev()
        .filter_map(|one| one.normal)
        .take(NORMAL)
        .map(|one| one.to_string())
        .collect();
    if !normal.is_empty() {
        let all: Vec<&str> = normal.iter().rev().map(String::as_str).collect();
        let line = Line::plain(all.join(" \u{2192} ")).and(" of 100, 100 as before", Tone::Muted);
        page.fact("normal", &line, None);
    }
    for one in ctx.journal.measures.iter().rev().take(NEWEST) {
        let message = format!("{}: {}", page.day(one), one.describe(&ctx.journal.settings));
        page.entry("", one, &message);
    }
}

/// My activities as of the last time, and how they changed since the first.
fn activities(page: &mut StepPage) {
    let ctx = page.ctx;
    let Some((first, last)) = first_and_last(ctx.journal) else { return };
    let scores: Vec<String> = last.activities.iter().map(|one| format!("{} {}", one.name, one.score)).collect();
    let mean = mean(last).map(|mean| format!(", mean {mean:.1}")).unwrap_or_default();
    let line = Line::plain(format!("{}{mean}", scores.join(", "))).and(" of 10, 10 as before", Tone::Muted);
    page.fact("activities", &line, None);
    if first.id == last.id {
        return;
    }
    if let Some(found) = change(first, last) {
        let since = when::say_day(first.at.day(ctx.journal.day_starts_at()), ctx.today());
        let large = if found.noticeable { ", large enough to notice" } else { "" };
        let over = counted(found.n, "activity", "activities");
        let line = Line::of(signed((found.points * 10.0).round() / 10.0), Tone::Accent);
        page.fact("", &line.and(format!(" on average since {since}, n {over}{large}"), Tone::Muted), None);
    }
}

/// What was answered about change, always beside the pain that was logged meanwhile.
fn told_change(page: &mut StepPage) {
    let ctx = page.ctx;
    let Some(one) = ctx.journal.measures.iter().rev().find(|one| one.change.is_some()) else { return };
    let day = one.at.day(ctx.journal.day_starts_at());
    let (then, now) = pain_meanwhile(ctx.journal, day);
    let shown = |median: Option<crate::insight::days::Median>| median.map_or("\u{2013}".into(), |one| one.to_string());
    let told = signed(one.change.unwrap_or_default().into());
    let line = Line::of(told, Tone::Accent).and(" of \u{b1}5 against 4 weeks before", Tone::Muted);
    let pain = format!("; pain logged then {}, now {} (7-day median of the worst)", shown(then), shown(now));
    page.fact("change", &line.and(pain, Tone::Muted), None);
}
