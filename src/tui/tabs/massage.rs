//! The Massage tab: the sessions and what they changed.

use super::steps::{LISTED, Page};
use crate::domain::entry::Kind;
use crate::domain::massage::Massage;
use crate::page::{Line, Tone};

/// What belongs to the fifth step.
pub fn rows(page: &mut Page) {
    let app = page.app;
    page.heading("Sessions");
    let level = |level: Option<crate::domain::level::Level>| level.map_or("·".into(), |level| level.to_string());
    let shown: Vec<&Massage> = app.journal.massages.iter().rev().take(LISTED).collect();
    for massage in &shown {
        let pain = match (massage.before, massage.after) {
            (None, None) => String::new(),
            (before, after) => format!(", pain {}\u{2192}{}", level(before), level(after)),
        };
        let mut parts = Vec::new();
        parts.extend(massage.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(massage.who.iter().map(|who| format!("by {who}")));
        parts.extend(massage.pressure.map(|pressure| pressure.word().to_owned()));
        parts.extend(massage.areas.iter().map(|spot| spot.site.word().to_owned()));
        parts.extend(massage.note.iter().map(|note| format!("\u{201c}{note}\u{201d}")));
        let says = format!("{}{pain}: {}", page.day(*massage), parts.join(", "));
        page.entry("", *massage, &says);
    }
    let changes: Vec<i32> = shown
        .iter()
        .filter_map(|massage| massage.before.zip(massage.after))
        .map(|(before, after)| i32::from(after.number()) - i32::from(before.number()))
        .collect();
    if changes.len() >= 3 {
        let mean = f64::from(changes.iter().sum::<i32>()) / changes.len() as f64;
        let says = format!(" On average {mean:+.1} points from before to after, over {} sessions", changes.len());
        page.line(&Line::plain(says), 1);
    } else if !changes.is_empty() {
        let says = format!(" {} with both levels; an average is shown from 3 on", changes.len());
        page.line(&Line::of(says, Tone::Muted), 1);
    }
    let older = app.journal.count(Kind::Massage).saturating_sub(LISTED);
    if older > 0 {
        page.line(&Line::of(format!(" and {older} older: twinge list massage"), Tone::Muted), 1);
    }
    if shown.is_empty() {
        page.line(&Line::of(" No session yet.", Tone::Muted), 1);
    }
    page.hint(&[("a", "add a session"), ("s", "state of the step")]);
}
