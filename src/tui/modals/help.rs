//! All keys, made from the table of keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::page::{Block, Line};
use crate::tui::action::Motion;
use crate::tui::keys::{self, Scope};
use crate::tui::theme::Theme;
use crate::tui::widgets::{scroll, text};

/// The column at which the sentences begin, for lines that go on below.
const SENTENCE: usize = 16;

fn lines(first: &[Scope], width: usize) -> Vec<Line> {
    let lines = keys::page(first).0.into_iter().filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Table { .. } => None,
    });
    lines.flat_map(|line| text::wrap(&line, width, SENTENCE)).collect()
}

/// How far the help is scrolled after a move.
pub fn moved(top: usize, first: &[Scope], motion: Motion, body: Rect) -> usize {
    let (len, height) = (lines(first, usize::from(body.width)).len(), usize::from(body.height));
    scroll::moved(top, motion, len.saturating_sub(height).saturating_add(1), height)
}

/// Draws the help over a body, the keys of these scopes first.
pub fn draw(top: usize, first: &[Scope], body: Rect, buffer: &mut Buffer, theme: Theme) {
    text::clear(buffer, body);
    let lines = lines(first, usize::from(body.width).saturating_sub(1));
    let top = top.min(lines.len().saturating_sub(usize::from(body.height)));
    for (i, line) in lines.iter().skip(top).take(usize::from(body.height)).enumerate() {
        text::put(buffer, text::after(text::row(body, i), 1), line, theme);
    }
}
