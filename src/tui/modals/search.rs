//! Words looked for in everything that was recorded: what is found stands below them, and Enter goes there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Text;

use super::editing::{Killed, edit, insert};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::words::counted;
use crate::insight::search::{Searched, find, marks};
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::{self, More, Motion};
use crate::tui::widgets::text;

/// What is searched, and what was found.
#[derive(Debug)]
pub struct SearchSheet {
    all: Vec<Searched>,
    text: Text,
    selected: usize,
    top: usize,
}

impl SearchSheet {
    /// Looks for these words in all of this.
    pub fn new(all: Vec<Searched>, words: &str) -> Self {
        Self { all, text: Text::new(words.to_owned()), selected: 0, top: 0 }
    }

    fn found(&self) -> Vec<&Searched> {
        find(&self.all, self.text.value())
    }

    /// The entry that is selected.
    pub fn selected(&self) -> Option<(Kind, Id)> {
        self.found().get(self.selected).map(|one| (one.kind, one.id))
    }

    /// Types or edits.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
        (self.selected, self.top) = (0, 0);
    }

    /// Puts pasted text at the cursor.
    pub fn paste(&mut self, pasted: &str) {
        insert(&mut self.text, pasted, false);
        (self.selected, self.top) = (0, 0);
    }

    /// One down, up, a page.
    pub fn moved(&mut self, motion: Motion, body: Rect) {
        let (len, height) = (self.found().len(), rows_in(body));
        self.selected = scroll::moved(self.selected, motion, len, height);
        self.top = scroll::top(self.top, self.selected, len, height);
    }

    /// A click on a line of the body; true where it was selected before.
    pub fn clicked(&mut self, line: usize, body: Rect) -> bool {
        let place = line.checked_sub(1).filter(|line| *line < rows_in(body)).map(|line| line + self.top);
        match place.filter(|place| *place < self.found().len()) {
            Some(place) => std::mem::replace(&mut self.selected, place) == place,
            None => false,
        }
    }

    /// Draws it over a body. Returns where the cursor is, and whether more lies beyond its edges.
    pub fn draw(&self, ctx: &Context, body: Rect, buffer: &mut Buffer) -> (Option<Position>, More) {
        text::clear(buffer, body);
        let (theme, words, found) = (ctx.theme(), self.text.value(), self.found());
        let told = match (words.trim().is_empty(), found.len()) {
            (true, _) => "  search all that was recorded: words, levels, surfaces, dates".to_owned(),
            (false, 0) => "  nothing has these words".into(),
            (false, n) => format!("  {}", counted(n, "entry", "entries")),
        };
        let lead = format!("{} ", key!(Everywhere, Filter));
        let line = Line::of(&lead, Tone::Key).and(visible(words), Tone::Accent).and(told, Tone::Muted);
        text::put(buffer, text::after(body, 1), &line, theme);
        for (place, one) in found.iter().enumerate().skip(self.top).take(rows_in(body)) {
            let row = text::row(body, 1 + place - self.top);
            let mark = if place == self.selected { "\u{203a} " } else { "  " };
            let mut line = Line::plain(mark);
            line.0.extend(marked(&one.shown, words).0);
            text::put(buffer, row, &line, theme);
            if place == self.selected {
                text::restyle(buffer, row, theme.selected());
            }
        }
        let before: String = words.chars().take(self.text.cursor()).collect();
        let column = u16::try_from(1 + text::width(&lead) + text::width(&visible(&before))).unwrap_or(u16::MAX);
        let x = body.x.saturating_add(column).min(body.right().saturating_sub(1));
        let more = More { above: self.top > 0, below: found.len() > self.top + rows_in(body) };
        ((body.height > 0).then_some(Position { x, y: body.y }), more)
    }
}

/// A text with the words in it marked.
fn marked(shown: &str, words: &str) -> Line {
    let (mut line, mut at) = (Line::default(), 0);
    for range in marks(shown, words) {
        let (before, hit) = (shown.get(at..range.start), shown.get(range.clone()));
        line = line.and(before.unwrap_or_default(), Tone::Plain).and(hit.unwrap_or_default(), Tone::Accent);
        at = range.end;
    }
    line.and(shown.get(at..).unwrap_or_default(), Tone::Plain)
}

/// How many rows are shown at once, below the words.
fn rows_in(body: Rect) -> usize {
    usize::from(body.height).saturating_sub(1).max(1)
}
