//! How long sitting went well, week by week, in the Doctor tab.

use crate::insight::responses::SUMMARY_LEAST;
use crate::insight::sitting::weeks;
use crate::page::{Line, Tone};
use crate::tui::keys::key;
use crate::tui::tabs::step::page::StepPage;

/// Weeks that are shown.
const WEEKS: u64 = 6;
/// The newest of them that can be chosen.
const NEWEST: usize = 3;

/// Sitting: the median of each week with its n, and the newest ones.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    page.heading("SITTING", "minutes until it hurts, median of a week");
    let weeks = weeks(ctx.journal, ctx.today(), WEEKS);
    let first = weeks.iter().position(|week| week.sittings.n > 0).unwrap_or(weeks.len());
    for week in weeks.iter().skip(first) {
        let label = week.first.format("%-d %b").to_string();
        let (n, painless) = (week.sittings.n, week.sittings.painless);
        let without = if painless > 0 { format!(", {painless} of them without pain") } else { String::new() };
        let line = match week.sittings.median {
            Some(median) => Line::of(median.to_string(), Tone::Accent).and(format!("  n {n}{without}"), Tone::Muted),
            None => Line::of(format!("{SUMMARY_LEAST} needed, you have {n}"), Tone::Muted),
        };
        page.fact(&label, &line, None);
    }
    if first == weeks.len() {
        let line = Line::of(" No sitting timed in the last weeks: ", Tone::Muted).and(key!(Lists, Sit), Tone::Key);
        page.line(&line.and(" in Today, Pain or Runs starts a quiet timer, again when it hurts.", Tone::Muted), 1);
    }
    for sitting in ctx.journal.sitting.iter().rev().take(NEWEST) {
        let message = describe_sitting(page, sitting);
        page.entry("", sitting, &message);
    }
}

fn describe_sitting(page: &StepPage, sitting: &crate::domain::sitting::Sitting) -> String {
    use crate::domain::every_kind::Record;
    let message = sitting.describe(&page.ctx.journal.settings);
    format!(
        "{}: {}",
        page.day(sitting),
        message.strip_prefix("sitting ").or(message.strip_prefix("sitting, ")).unwrap_or(&message)
    )
}
