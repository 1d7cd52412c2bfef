//! The Orthotics tab: shoes and orthotics with their distance and age; runs and mornings with orthotics and without.

use crate::domain::orthotics::{Gear, Make};
use crate::domain::units::distance;
use crate::domain::when;
use crate::domain::words::{counted, quoted};
use crate::insight::orthotics::{NOTE, Runs, Used, age_days, distance_m, note_m};
use crate::insight::response::SORE_DAYS;
use crate::page::{Line, Tone};
use crate::tui::tab::Pick;
use crate::tui::tabs::phrases;
use crate::tui::tabs::step::page::{LISTED, StepPage};
use crate::tui::widgets::text;
use crate::tui::widgets::text::column;

/// What belongs to the third step.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    page.heading("SHOES AND ORTHOTICS", "");
    let used = ctx.sums.gear(ctx.journal);
    let mut pairs: Vec<&Gear> = ctx.journal.gear.iter().rev().take(LISTED * 10).collect();
    pairs.sort_by_key(|gear| gear.retired.is_some());
    pairs.truncate(LISTED);
    let wide = pairs.iter().map(|gear| text::width(gear.name.as_deref().unwrap_or_default())).max().unwrap_or(0);
    let wide = wide.min(page.width / 3);
    for gear in pairs {
        pair(page, gear, used.get(&gear.id).copied().unwrap_or_default(), wide);
    }
    if ctx.journal.gear.is_empty() {
        page.line(
            &Line::of(
                " No shoes or orthotics yet. Once you add some, runs can name them and their distance adds up.",
                Tone::Muted,
            ),
            1,
        );
    }
    with_and_without(page);
}

fn pair(page: &mut StepPage, gear: &Gear, used: Used, wide: usize) {
    let (ctx, units) = (page.ctx, page.ctx.journal.settings.units);
    let metres = distance_m(gear, used);
    let short = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let day = |day| when::say_day(day, ctx.today());
    let mut parts = vec![format!("{}  {}", column(gear.name.as_deref().unwrap_or_default(), wide), short(metres))];
    parts.push(counted(used.runs, "run", "runs"));
    let before = gear.start_m.filter(|&start| start > 0);
    parts.extend(before.map(|start| format!("{} of it before", distance(start, units))));
    let age = age(age_days(ctx.journal, gear, ctx.today()));
    parts.push(format!("since {} ({age})", day(gear.at.day(ctx.journal.day_starts_at()))));
    parts.extend(gear.make.map(Make::word).map(Into::into));
    parts.extend(gear.by.iter().map(|by| format!("by {by}")));
    parts.extend((gear.default && gear.retired.is_none()).then(|| "for new runs".into()));
    parts.extend(gear.retired.map(|last| format!("retired {}", day(last))));
    parts.extend(gear.problem.iter().map(|problem| format!("problem: {problem}")));
    parts.extend(gear.wear_in.iter().map(|plan| format!("wear-in: {plan}")));
    parts.extend(gear.note.iter().map(quoted));
    page.entry(gear.what().word(), gear, &parts.join(", "));
    if let Some(note) = note_m(ctx.journal, gear, metres) {
        page.fact("", &Line::of(format!("over {}: {NOTE}", distance(note, units)), Tone::Muted), None);
    }
}

/// An age in words: days up to two months, months up to two years, then years.
fn age(days: i64) -> String {
    let whole = |n: i64, one, many| counted(usize::try_from(n).unwrap_or(0), one, many);
    match days {
        ..61 => whole(days, "day", "days"),
        61..730 => whole(days * 12 / 365, "month", "months"),
        _ => whole(days / 365, "year", "years"),
    }
}

/// Runs and mornings with orthotics and without, each with its n.
fn with_and_without(page: &mut StepPage) {
    let ctx = page.ctx;
    let found = ctx.sums.with_orthotics(ctx.journal, ctx.today());
    let Some(found) = &*found else { return };
    page.heading("WITH AND WITHOUT", "orthotics, runs of the last year");
    let units = ctx.journal.settings.units;
    let message = |runs: &Runs| {
        if runs.runs == 0 {
            return "no run".into();
        }
        let far = |&metres: &u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
        let far = runs.distance_m.as_ref().map_or("distance not known".into(), far);
        format!("{}, {far}; {}", counted(runs.runs, "run", "runs"), phrases::summed(&runs.mornings))
    };
    page.fact("with", &Line::plain(message(&found.with)), None);
    page.fact("without", &Line::plain(message(&found.without)), None);
    if found.unknown > 0 {
        let message = format!("{} that do not say what was worn", counted(found.unknown, "run", "runs"));
        page.fact("unknown", &Line::of(message, Tone::Muted), None);
    }
    let message = format!(" Association in your own notes; other things changed too. {SORE_DAYS}");
    page.line(&Line::of(message, Tone::Muted), 1);
    let notes: Vec<String> = ctx.journal.settings.shoe_notes_m.0.iter().map(|&at| distance(at, units)).collect();
    let notes = if notes.is_empty() { "turned off".into() } else { notes.join(", ") };
    page.fact("shoe notes", &Line::of(notes, Tone::Muted), Some(Pick::Setting("shoe_notes")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_in_the_unit_people_think_in() {
        for (days, message) in
            [(0, "0 days"), (1, "1 day"), (60, "60 days"), (61, "2 months"), (729, "23 months"), (730, "2 years")]
        {
            assert_eq!(age(days), message);
        }
    }
}
