//! All keys, made from the table of keys; what is typed leaves those that it finds.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Text;

use super::editing::{Killed, edit};
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys;
use crate::tui::keys::key;
use crate::tui::keys::scope::Scope;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;

/// The column at which the sentences begin, for lines that go on below.
const SENTENCE: usize = 16;

/// The list of keys: what is searched, and how far it is scrolled.
#[derive(Clone, Debug, Default)]
pub struct HelpList {
    /// What is searched.
    pub text: Text,
    /// How far it is scrolled.
    pub top: usize,
}

impl HelpList {
    /// Types or edits what is searched.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
        self.top = 0;
    }

    /// Esc: forgets what is searched. False where nothing is: then the list is to be closed.
    pub fn forget(&mut self) -> bool {
        let searched = !self.text.value().is_empty();
        (self.text, self.top) = (Text::default(), 0);
        searched
    }

    /// How far it is scrolled after a move.
    pub fn moved(&self, ctx: &Context, first: &[Scope], motion: Motion, body: Rect) -> usize {
        let (len, height) = (self.lines(ctx, first, body).len(), usize::from(list(body).height));
        scroll::moved(self.top, motion, len.saturating_sub(height).saturating_add(1), height)
    }

    fn lines(&self, ctx: &Context, first: &[Scope], body: Rect) -> Vec<Line> {
        let width = usize::from(body.width).saturating_sub(2);
        let searched = self.text.value();
        let mut lines = keys::lines(first, searched);
        if lines.is_empty() {
            let back = key!(Help, ForgetSearch);
            lines.push(Line::of(format!("No key with these words; {back} shows all again."), Tone::Warn));
        }
        if searched.trim().is_empty() {
            let file = if ctx.file.is_empty() { "only in memory" } else { ctx.file };
            lines.push(Line::default());
            lines.push(Line::of("About", Tone::Title));
            lines.push(Line::of("  Journal       ", Tone::Muted).and(file, Tone::Plain));
            lines.push(
                Line::of("  Network       ", Tone::Muted).and("none, ever: nothing leaves this computer", Tone::Plain),
            );
        }
        lines.iter().flat_map(|line| text::wrap(line, width, SENTENCE)).collect()
    }

    /// Draws the list over a body, these scopes first. Returns where the cursor stands, and what lies beyond the edges.
    pub fn draw(&self, ctx: &Context, first: &[Scope], body: Rect, buffer: &mut Buffer) -> (Option<Position>, More) {
        text::clear(buffer, body);
        let searched = self.text.value();
        let asks = Line::of("All keys. ", Tone::Title);
        let line = if searched.is_empty() {
            asks.and("Type to search", Tone::Muted)
        } else {
            asks.and("Search: ", Tone::Muted).and(searched, Tone::Accent)
        };
        text::put(buffer, text::after(body, 1), &line, ctx.theme());
        let area = list(body);
        let lines = self.lines(ctx, first, body);
        let top = self.top.min(lines.len().saturating_sub(usize::from(area.height)));
        for (i, line) in lines.iter().skip(top).take(usize::from(area.height)).enumerate() {
            text::put(buffer, text::after(text::row(area, i), 1), line, ctx.theme());
        }
        let before: String = searched.chars().take(self.text.cursor()).collect();
        let column = u16::try_from(1 + text::width("All keys. Search: ") + text::width(&before)).unwrap_or(u16::MAX);
        let x = body.x.saturating_add(column);
        let cursor = !searched.is_empty() && x < body.right() && body.height > 0;
        let more = More { above: top > 0, below: lines.len() > top + usize::from(area.height) };
        (cursor.then_some(Position { x, y: body.y }), more)
    }
}

/// The part of a body below the line that is searched in.
fn list(body: Rect) -> Rect {
    Rect { y: body.y.saturating_add(1), height: body.height.saturating_sub(1), ..body }
}
