//! Why: what stands behind the advice of a tab, with its sources; a page to scroll.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::steps::Step;
use crate::insight::why::{Topic, why};
use crate::page::{Line, Tone};
use crate::tui::tab::Tab;
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::{scroll, text};

/// No line of the page is wider: long lines are hard to read.
const WIDEST: usize = 92;

/// The topic of a tab.
pub fn topic(tab: Tab) -> Topic {
    match tab {
        Tab::Today => Topic::Today,
        Tab::Step(Step::Doctor) => Topic::Doctor,
        Tab::Step(Step::Therapy) => Topic::Therapy,
        Tab::Step(Step::Orthotics) => Topic::Orthotics,
        Tab::Step(Step::Surface) => Topic::Surface,
        Tab::Step(Step::Massage) => Topic::Massage,
        Tab::Pain => Topic::Pain,
        Tab::Runs => Topic::Runs,
        Tab::Trends => Topic::Trends,
    }
}

fn lines(topic: Topic, body: Rect) -> Vec<Line> {
    let width = usize::from(body.width).saturating_sub(2).clamp(1, WIDEST);
    let mut lines = Vec::new();
    for paragraph in why(topic).trim_end().split("\n\n") {
        let flowing = paragraph.lines().collect::<Vec<_>>().join(" ");
        let (message, tone) = match flowing.trim_start_matches('#') {
            heading if heading.len() < flowing.len() => (heading.trim().to_owned(), Tone::Title),
            _ if flowing.starts_with("Source: ") => (flowing, Tone::Muted),
            _ => (flowing, Tone::Plain),
        };
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(text::wrap(&Line::of(message, tone), width, 0));
    }
    lines
}

/// How far the page is scrolled after a move.
pub fn moved(top: usize, tab: Tab, motion: Motion, body: Rect) -> usize {
    let (len, height) = (lines(topic(tab), body).len(), usize::from(body.height));
    scroll::moved(top, motion, len.saturating_sub(height).saturating_add(1), height)
}

/// Draws the page over a body. Returns whether more lies beyond its edges.
pub fn draw(top: usize, tab: Tab, body: Rect, buffer: &mut Buffer, theme: Theme) -> More {
    text::clear(buffer, body);
    let lines = lines(topic(tab), body);
    let top = top.min(lines.len().saturating_sub(usize::from(body.height)));
    for (i, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
        text::put(buffer, text::after(text::row(body, i), 1), line, theme);
    }
    More { above: top > 0, below: top + usize::from(body.height) < lines.len() }
}
