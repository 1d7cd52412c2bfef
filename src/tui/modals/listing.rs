//! The entries of a kind that has no tab of its own, the newest first: a page to scroll.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::kind::Kind;
use crate::domain::when;
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::widgets::scroll::{self, More, Motion};
use crate::tui::widgets::text;

/// So many entries are laid out; a journal of years has more than anybody scrolls through.
const MOST: usize = 2000;

/// The list, scrolled so far.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub kind: Kind,
    top: usize,
}

impl Listing {
    /// The list of a kind, at its top.
    pub fn of(kind: Kind) -> Self {
        Self { kind, top: 0 }
    }

    fn lines(self, ctx: &Context, body: Rect) -> Vec<Line> {
        let (width, settings) = (usize::from(body.width).saturating_sub(2).max(1), &ctx.journal.settings);
        let count = ctx.journal.count(self.kind);
        let mut lines = vec![Line::of(self.kind.counted(count), Tone::Title), Line::default()];
        for item in ctx.journal.items(self.kind).rev().take(MOST) {
            let when = Line::of(when::say(item.at(), settings), Tone::Muted);
            lines.push(when.and(format!("  {}", visible(&item.describe(settings))), Tone::Plain));
        }
        lines.iter().flat_map(|line| text::wrap(line, width, 4)).collect()
    }

    /// Scrolls.
    pub fn moved(&mut self, ctx: &Context, motion: Motion, body: Rect) {
        let (len, height) = (self.lines(ctx, body).len(), usize::from(body.height));
        self.top = scroll::moved(self.top, motion, len.saturating_sub(height).saturating_add(1), height);
    }

    /// Draws it over a body. Returns whether more lies beyond its edges.
    pub fn draw(self, ctx: &Context, body: Rect, buffer: &mut Buffer) -> More {
        text::clear(buffer, body);
        let lines = self.lines(ctx, body);
        let height = usize::from(body.height);
        let top = self.top.min(lines.len().saturating_sub(height));
        for (i, line) in lines.iter().skip(top).take(height).enumerate() {
            text::put(buffer, text::after(text::row(body, i), 1), line, ctx.theme());
        }
        More { above: top > 0, below: top + height < lines.len() }
    }
}
