//! Other copies of the journal that lie beside it: what putting them together changes, before it is done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::page::{Line, Tone};
use crate::tui::action::CopiesOffer;
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll::{self, More, Motion};
use crate::tui::widgets::text;

/// The preview.
#[derive(Debug)]
pub struct CopiesSheet {
    offer: CopiesOffer,
    top: usize,
}

impl CopiesSheet {
    /// The preview of an offer.
    pub fn new(offer: CopiesOffer) -> Self {
        Self { offer, top: 0 }
    }

    /// True where there is something to put together.
    pub fn is_ready(&self) -> bool {
        self.offer.is_ready
    }

    fn lines(&self, body: Rect) -> Vec<Line> {
        let width = usize::from(body.width).saturating_sub(2).max(1);
        let heading = Line::of(&self.offer.message, Tone::Title);
        let what = if self.offer.is_ready { "What merging them would change:" } else { "" };
        let all = [heading, Line::default(), Line::of(what, Tone::Muted)].into_iter().chain(self.offer.preview.clone());
        all.flat_map(|line| text::wrap(&line, width, 2)).collect()
    }

    /// Scrolls.
    pub fn moved(&mut self, motion: Motion, body: Rect) {
        let (len, height) = (self.lines(body).len(), usize::from(body.height));
        self.top = scroll::moved(self.top, motion, len.saturating_sub(height).saturating_add(1), height);
    }

    /// Draws it over a body. Returns whether more lies beyond its edges.
    pub fn draw(&self, body: Rect, buffer: &mut Buffer, theme: Theme) -> More {
        text::clear(buffer, body);
        let lines = self.lines(body);
        let top = self.top.min(lines.len().saturating_sub(usize::from(body.height)));
        for (i, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
            text::put(buffer, text::after(text::row(body, i), 1), line, theme);
        }
        More { above: top > 0, below: top + usize::from(body.height) < lines.len() }
    }
}
