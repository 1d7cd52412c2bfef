//! The tabs of the five steps: state, reason, next action, and what the source says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::steps::{Past, Progress, State, Step};
use crate::domain::when;
use crate::page::{Line, Tone};
use crate::tui::action::Motion;
use crate::tui::app::App;
use crate::tui::widgets::{scroll, text};

/// What the source says of a step, in our own words.
fn source(step: Step) -> &'static [&'static str] {
    match step {
        Step::Doctor => &[
            "Pain in the buttock has many causes: overuse, piriformis syndrome, pain of the sacroiliac joint, sciatica, \
             a narrow lumbar canal and other conditions of the low back. Have a doctor find out which it is, and ask for \
             permission before you run again.",
            "If pain persists or rises while you run: stop, and contact the doctor.",
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
            "Change from hard ground to grass, dirt or a track.",
            "How much the surface matters is not settled by studies; your own next mornings tell most.",
        ],
        Step::Massage => &["Deep-tissue sports massage for the low back and the buttocks."],
    }
}

/// The lines of a step's page.
fn lines(app: &App, step: Step, width: usize) -> Vec<Line> {
    let progress = app.journal.steps.get(step);
    let title = Line::plain(" ").and(format!("{} ", step.number()), Tone::Muted).and(step.about(), Tone::Title);
    let mut lines = vec![title, Line::default()];
    lines.push(fact("state", &standing(app, progress)));
    if let Some(reason) = &progress.reason {
        lines.push(fact("reason", reason));
    }
    match (&progress.next, progress.state) {
        (Some(next), _) => lines.push(fact("next", next)),
        (None, State::NotStarted | State::UnderWay) => {
            lines.push(fact("next", step.first_action()).and("  (suggested)", Tone::Muted));
        }
        (None, State::Done | State::NotForMe) => {}
    }
    lines.extend(progress.history.iter().rev().enumerate().map(|(i, past)| {
        let label = if i == 0 { "before" } else { "" };
        fact(label, &before(app, past))
    }));
    lines.push(Line::default());
    lines.push(Line::of(" What the source says", Tone::Title));
    lines.extend(source(step).iter().map(|says| Line::plain(format!(" {says}"))));
    lines.push(Line::default());
    lines.push(Line::plain(" ").and("e", Tone::Key).and(" changes state, date, reason and next action", Tone::Muted));
    lines.iter().flat_map(|line| text::wrap(line, width, 1)).collect()
}

fn fact(label: &str, says: &str) -> Line {
    Line::of(format!(" {label:<8}"), Tone::Muted).and(says, Tone::Plain)
}

/// A step's state with its sign and date.
pub fn standing(app: &App, progress: &Progress) -> String {
    let since = progress.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    format!("{} {}{since}", progress.state.sign(), progress.state.says())
}

fn before(app: &App, past: &Past) -> String {
    let since = past.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    let reason = past.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
    format!("{} {}{since}{reason}", past.state.sign(), past.state.says())
}

/// How far the page is scrolled after a move.
pub fn moved(app: &App, step: Step, motion: Motion, body: Rect) -> usize {
    let (len, height) = (lines(app, step, usize::from(body.width)).len(), usize::from(body.height));
    scroll::moved(app.tabs.step, motion, len.saturating_sub(height).saturating_add(1), height)
}

/// Draws the page of a step.
pub fn draw(app: &App, step: Step, body: Rect, buffer: &mut Buffer) {
    let lines = lines(app, step, usize::from(body.width));
    let top = app.tabs.step.min(lines.len().saturating_sub(usize::from(body.height)));
    for (i, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
        text::put(buffer, text::row(body, i), line, app.theme());
    }
}
