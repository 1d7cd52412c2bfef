//! The line in which a pair to compare is typed: the program never picks one itself.

use tui_input::Input as Text;
use unicode_width::UnicodeWidthStr;

use super::editing::{Killed, edit};
use super::filter::one_line;
use crate::page::{Line, Tone, visible};
use crate::tui::terminal::input::Key;

/// What stands before the text.
const LEAD: &str = "compare ";

/// The pair that is being typed.
#[derive(Clone, Debug, Default)]
pub struct CompareLine {
    text: Text,
    /// Why it is no pair, once that was tried.
    pub wrong: Option<String>,
}

impl CompareLine {
    pub fn text(&self) -> &str {
        self.text.value()
    }

    /// Types or edits.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
        self.wrong = None;
    }

    /// Puts pasted text at the end.
    pub fn paste(&mut self, pasted: &str) {
        self.text = Text::new(format!("{}{}", self.text.value(), one_line(pasted)));
        self.wrong = None;
    }

    /// The line in words, with the place of its cursor in columns.
    pub fn describe(&self) -> (Line, usize) {
        let before: String = self.text.value().chars().take(self.text.cursor()).collect();
        let line = Line::of(LEAD, Tone::Key).and(self.text.value(), Tone::Plain);
        let line = match &self.wrong {
            Some(wrong) => line.and(format!("  {wrong}"), Tone::Warn),
            None if self.text.value().is_empty() => {
                line.and("  grass,road, or two pairs of shoes, or orthotics, therapy, massage", Tone::Muted)
            }
            None => line,
        };
        (line, LEAD.width() + visible(&before).width())
    }
}
