//! The tabs of the five steps: what comes next, the state and its reason, what belongs to the step, and the states before.

pub mod doctor;
pub mod massage;
pub mod measures;
pub mod orthotics;
pub mod page;
pub mod sitting;
pub mod surface;
pub mod therapy;

use ratatui::layout::Rect;

use crate::domain::steps::{Past, Progress, Step};
use crate::domain::when;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::tab::Pick;
use crate::tui::tabs::phrases;
use crate::tui::tabs::step::page::StepPage;
use crate::tui::widgets::select_list::ListRow;

/// How many of the states before are shown.
const PAST: usize = 6;

/// The rows of a step's page.
pub fn rows(ctx: &Context, step: Step, chosen: Option<Pick>, body: Rect) -> Vec<ListRow<Pick>> {
    let progress = &*ctx.sums.standing(ctx.journal, step, ctx.now.at);
    let mut page = StepPage { ctx, width: usize::from(body.width), rows: Vec::new() };
    if step == Step::Doctor {
        page.add(phrases::alarm(ctx, page.width));
    }
    page.line(&Line::of(format!(" {} ", step.number()), Tone::Muted).and(step.about(), Tone::Title), 3);
    if let Some((next, suggested)) = phrases::next_action(ctx, step) {
        let next = Line::of(next, Tone::Title).and(if suggested { "  (suggested)" } else { "" }, Tone::Muted);
        page.fact("next", &next, None);
    }
    page.fact("state", &Line::plain(standing(ctx, progress)), Some(Pick::Step(step)));
    if let Some(reason) = &progress.reason {
        page.fact("reason", &Line::plain(&**reason), None);
    }
    match step {
        Step::Doctor => doctor::rows(&mut page),
        Step::Therapy => therapy::rows(&mut page, chosen),
        Step::Orthotics => orthotics::rows(&mut page),
        Step::Surface => surface::rows(&mut page),
        Step::Massage => massage::rows(&mut page),
    }
    if step == Step::Doctor {
        // what a doctor asks next
        sitting::rows(&mut page);
        measures::rows(&mut page);
    }
    if !progress.history.is_empty() {
        page.heading("STATES BEFORE", "");
    }
    for past in progress.history.iter().rev().take(PAST) {
        page.fact("", &Line::plain(before(ctx, past)), None);
    }
    page.rows
}

/// A step's state with its sign and date.
fn standing(ctx: &Context, progress: &Progress) -> String {
    let since = progress.since.map(|day| format!(" since {}", when::say_day(day, ctx.today()))).unwrap_or_default();
    format!("{} {}{since}", progress.state.sign(), progress.describe())
}

fn before(ctx: &Context, past: &Past) -> String {
    let since = past.since.map(|day| format!(" since {}", when::say_day(day, ctx.today()))).unwrap_or_default();
    let reason = past.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
    format!("{} {}{since}{reason}", past.state.sign(), past.describe())
}
