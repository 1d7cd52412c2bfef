//! The lines of the inbox that wait: each with its reason, in a line where it can be put right.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Text;

use super::editing::{Killed, edit};
use super::filter::one_line;
use crate::domain::id::Id;
use crate::inbox::Waiting;
use crate::page::{Line, Tone, visible};
use crate::tui::terminal::input::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::text;

/// The lines that wait, one of them to be put right.
#[derive(Debug)]
pub struct InboxSheet {
    lines: Vec<Waiting>,
    at: usize,
    text: Text,
    /// Why the line as it is typed would wait too, once that was tried.
    why: Option<String>,
}

impl InboxSheet {
    /// The first of them.
    pub fn new(lines: Vec<Waiting>) -> Self {
        let mut sheet = Self { lines, at: 0, text: Text::default(), why: None };
        sheet.show(0);
        sheet
    }

    /// What is typed.
    pub fn typed(&self) -> &str {
        self.text.value().trim()
    }

    /// The id of the line that is put right.
    pub fn id(&self) -> Option<Id> {
        self.lines.get(self.at)?.line.ids.first().copied()
    }

    /// The line was done with; the next one. True where none is left.
    pub fn done(&mut self) -> bool {
        if self.at < self.lines.len() {
            self.lines.remove(self.at);
        }
        self.show(self.at.min(self.lines.len().saturating_sub(1)));
        self.lines.is_empty()
    }

    /// What is typed waits too.
    pub fn refuse(&mut self, why: String) {
        self.why = Some(why);
    }

    /// The next line, or the one before.
    pub fn turn(&mut self, forward: bool) {
        let len = self.lines.len().max(1);
        self.show(if forward { (self.at + 1) % len } else { (self.at + len - 1) % len });
    }

    fn show(&mut self, at: usize) {
        self.at = at;
        self.why = None;
        self.text = Text::new(self.lines.get(at).map(|one| one.line.mended()).unwrap_or_default());
    }

    /// Types or edits.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
        self.why = None;
    }

    /// Puts pasted text at the end.
    pub fn paste(&mut self, pasted: &str) {
        self.text = Text::new(format!("{}{}", self.text.value(), one_line(pasted)));
        self.why = None;
    }

    /// Draws it over a body. Returns where the cursor is.
    pub fn draw(&self, body: Rect, buffer: &mut Buffer, theme: Theme) -> Option<Position> {
        text::clear(buffer, body);
        let one = self.lines.get(self.at)?;
        let width = usize::from(body.width).saturating_sub(2).max(1);
        let title = format!("A line of the inbox waits, {} of {}", self.at + 1, self.lines.len());
        let from = format!("{}, line {}: {}", one.line.file, one.line.number, one.line.shown);
        let (why, tone) = match &self.why {
            Some(why) => (why.as_str(), Tone::Bad),
            None => (one.why.as_str(), Tone::Warn),
        };
        let about = "Put it right here and it is taken. Without any text it is left out from now on; the phone\u{2019}s file stays as it is.";
        text::put(buffer, text::after(body, 1), &Line::of(title, Tone::Title), theme);
        // a long line shows its end, where it is typed
        let before: String = self.text.value().chars().take(self.text.cursor()).collect();
        let after: String = self.text.value().chars().skip(self.text.cursor()).collect();
        let mut seen = before.as_str();
        while text::width(&visible(seen)) + 3 > width && !seen.is_empty() {
            let next = seen.chars().next().map_or(0, char::len_utf8);
            seen = &seen[next.max(1)..];
        }
        let typed = Line::of("> ", Tone::Muted).and(visible(&format!("{seen}{after}")), Tone::Accent);
        text::put(buffer, text::after(text::row(body, 2), 1), &typed, theme);
        let below = [Line::of(visible(why), tone), Line::of(visible(&from), Tone::Muted), Line::of(about, Tone::Muted)];
        let rows = below.iter().flat_map(|line| text::wrap(line, width, 0));
        for (place, line) in rows.enumerate() {
            text::put(buffer, text::after(text::row(body, 4 + place), 1), &line, theme);
        }
        let column = u16::try_from(3 + text::width(&visible(seen))).unwrap_or(u16::MAX);
        let x = body.x.saturating_add(column).min(body.right().saturating_sub(1));
        (body.height > 2).then_some(Position { x, y: body.y + 2 })
    }
}
