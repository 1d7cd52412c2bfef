//! The Doctor tab: permission to run, visits and questions.

use super::steps::{LISTED, Page};
use crate::domain::entry::Item;
use crate::domain::when;
use crate::insight::doctor::doctor;
use crate::page::{Line, Tone};

/// What belongs to the first step.
pub fn rows(page: &mut Page) {
    let app = page.app;
    let found = doctor(&app.journal, app.now.at);
    page.heading("Permission to run");
    match found.clearance.or(found.expired) {
        Some(clearance) => {
            let over = if found.expired.is_some() { ", past its last day" } else { "" };
            let says = format!("{}, since {}{over}", clearance.says(&app.journal.settings), page.day(clearance));
            page.entry("clearance", clearance, &says);
        }
        None => page.fact("clearance", &Line::of("none recorded yet", Tone::Muted), None),
    }
    page.heading("Visits and questions");
    match found.next {
        Some(visit) => {
            let time = when::say_time(visit.at.local().time(), &app.journal.settings);
            let says = format!("{} {time}, {}", page.day(visit), visit.says(&app.journal.settings));
            page.entry("next visit", visit, &says);
        }
        None => page.fact("next visit", &Line::of("none planned", Tone::Muted), None),
    }
    if let Some(visit) = found.last {
        let says = format!("{}, {}", page.day(visit), visit.says(&app.journal.settings));
        page.entry("last visit", visit, &says);
    }
    for (i, question) in found.open.iter().take(LISTED).enumerate() {
        page.entry(if i == 0 { "to ask" } else { "" }, *question, question.question.as_deref().unwrap_or_default());
    }
    if found.open.is_empty() {
        page.fact("to ask", &Line::of("nothing noted yet", Tone::Muted), None);
    }
    page.hint(&[("c", "clearance"), ("a", "add a visit"), ("o", "a question to ask"), ("s", "state of the step")]);
}
