//! The Orthotics tab: shoes and orthotics with their distance.

use super::list::column;
use super::steps::{LISTED, Page};
use crate::domain::orthotics::{Gear, Worn};
use crate::domain::units::distance;
use crate::domain::when;
use crate::page::{Line, Tone};
use crate::tui::widgets::text;

/// What belongs to the third step.
pub fn rows(page: &mut Page) {
    let app = page.app;
    page.heading("Shoes and orthotics");
    let worn = app.tabs.sums.gear(&app.journal);
    let mut pairs: Vec<&Gear> = app.journal.gear.iter().rev().take(LISTED * 10).collect();
    pairs.sort_by_key(|gear| gear.retired.is_some());
    pairs.truncate(LISTED);
    let wide = pairs.iter().map(|gear| text::width(gear.name.as_deref().unwrap_or_default())).max().unwrap_or(0);
    let wide = wide.min(page.width / 3);
    for gear in pairs {
        let metres = worn.get(&gear.id).copied().unwrap_or(0) + u64::from(gear.start_m.unwrap_or(0));
        let far = distance(u32::try_from(metres).unwrap_or(u32::MAX), app.journal.settings.units);
        let name = column(gear.name.as_deref().unwrap_or_default(), wide);
        let mut parts = vec![format!("{name}  {far}")];
        parts.extend(
            gear.start_m
                .filter(|&start| start > 0)
                .map(|start| format!("{} of it before", distance(start, app.journal.settings.units))),
        );
        parts.push(format!("since {}", when::say_day(gear.at.day(app.journal.day_starts_at()), app.today())));
        parts.extend(gear.default.then(|| "for new runs".into()));
        parts.extend(gear.retired.map(|day| format!("retired {}", when::say_day(day, app.today()))));
        parts.extend(gear.wear_in.iter().map(|plan| format!("wear-in: {plan}")));
        parts.extend(gear.note.iter().map(|note| format!("\u{201c}{note}\u{201d}")));
        page.entry(gear.what.map_or("pair", Worn::word), gear, &parts.join(", "));
    }
    if app.journal.gear.is_empty() {
        page.line(
            &Line::of(" No pair yet. Once it is here, runs can name it, and its distance adds up.", Tone::Muted),
            1,
        );
    }
    page.hint(&[("a", "add a pair"), ("s", "state of the step")]);
}
