//! The tabs of the five steps: state, reason, next action, what belongs to the step, and what the source says.

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

/// What the source says of a step, in our own words.
fn source(step: Step) -> &'static [&'static str] {
    match step {
        Step::Doctor => &[
            "Pain in the buttock has many causes: overuse, piriformis syndrome, pain of the sacroiliac joint, sciatica, \
             a narrow lumbar canal and other conditions of the low back. Have a doctor find out which it is, and ask for \
             permission before you run again.",
            "If pain rises while you run, or comes on and stays: stop, and contact the doctor.",
        ],
        Step::Therapy => &[
            "Physical therapy, if the doctor indicates it. Otherwise exercises for hip and buttock: hip flexion, hip \
             rotation, hip extension.",
            "Stretches: gluteals, adductors, psoas, quadriceps, hamstrings.",
        ],
        Step::Orthotics => &[
            "Ask the doctor whether orthotics are for you: worn in the shoes, they absorb shock.",
            "Replace shoes that are worn or damaged.",
        ],
        Step::Surface => &[
            "Change from hard surfaces to grass, dirt or a track.",
            "Studies disagree about whether soft surfaces lower impact, and none shows that a surface prevents hip or \
             buttock injury. A sudden change of surface is itself a change of load. Your own mornings are the better \
             guide.",
        ],
        Step::Massage => &["Deep-tissue sports massage for the low back and the buttocks."],
    }
}

/// The rows of a step's page.
pub fn rows(ctx: &Context, step: Step, chosen: Option<Pick>, body: Rect) -> Vec<ListRow<Pick>> {
    let progress = &*ctx.sums.standing(ctx.journal, step, ctx.now.at);
    let mut page = StepPage { ctx, width: usize::from(body.width), rows: Vec::new() };
    if step == Step::Doctor {
        page.add(phrases::alarm(ctx, page.width));
    }
    page.line(&Line::of(format!(" {} ", step.number()), Tone::Muted).and(step.about(), Tone::Title), 3);
    page.fact("state", &Line::plain(standing(ctx, progress)), Some(Pick::Step(step)));
    if let Some(reason) = &progress.reason {
        page.fact("reason", &Line::plain(&**reason), None);
    }
    if let Some((next, suggested)) = phrases::next_action(ctx, step) {
        let next = Line::plain(next).and(if suggested { "  (suggested)" } else { "" }, Tone::Muted);
        page.fact("next", &next, None);
    }
    for (i, past) in progress.history.iter().rev().take(PAST).enumerate() {
        page.fact(if i == 0 { "before" } else { "" }, &Line::plain(before(ctx, past)), None);
    }
    match step {
        Step::Doctor => doctor::rows(&mut page),
        Step::Therapy => therapy::rows(&mut page, chosen),
        Step::Orthotics => orthotics::rows(&mut page),
        Step::Surface => surface::rows(&mut page),
        Step::Massage => massage::rows(&mut page),
    }
    page.heading("What the source says");
    for message in source(step) {
        page.line(&Line::plain(format!(" {message}")), 1);
    }
    if step == Step::Doctor {
        // what a doctor asks next
        sitting::rows(&mut page);
        measures::rows(&mut page);
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
