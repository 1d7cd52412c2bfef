//! The line in which a filter is typed; what it says holds at once.

use tui_input::Input as Text;

use super::editing::{Killed, edit};
use crate::insight::search::{Searched, find};
use crate::page::{Line, Tone, visible};
use crate::tui::keys::key;
use crate::tui::terminal::input::Key;

/// The filter that is being typed.
#[derive(Clone, Debug, Default)]
pub struct FilterLine {
    pub text: Text,
    /// What the list is of: `days`, `runs`.
    what: &'static str,
    /// What the list does not show, as it is searched.
    elsewhere: Vec<Searched>,
}

impl FilterLine {
    /// A line that begins with the filter that holds, beside what the list does not show.
    pub fn new(text: &str, what: &'static str, elsewhere: Vec<Searched>) -> Self {
        Self { text: Text::new(text.to_owned()), what, elsewhere }
    }

    /// Types or edits.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
    }

    /// Puts pasted text at the end; a filter is one line.
    pub fn paste(&mut self, pasted: &str) {
        self.text = Text::new(format!("{}{}", self.text.value(), one_line(pasted)));
    }

    /// The line in words, with the place of its cursor in columns.
    pub fn describe(&self) -> (Line, usize) {
        let before: String = self.text.value().chars().take(self.text.cursor()).collect();
        let column = 1 + unicode_width::UnicodeWidthStr::width(&*visible(&before));
        let line = Line::of(key!(Everywhere, Filter), Tone::Key).and(self.text.value(), Tone::Plain);
        let line = match self.text.value().is_empty() {
            true => line.and(format!("  only the {} with these words stay in the list", self.what), Tone::Muted),
            false => line,
        };
        let line = match find(&self.elsewhere, self.text.value()).len() {
            0 => line,
            n => {
                line.and(format!("   {n} more elsewhere: "), Tone::Muted).and(key!(Filter, SearchElsewhere), Tone::Key)
            }
        };
        (line, column)
    }
}

/// Pasted text as one line.
pub fn one_line(pasted: &str) -> String {
    pasted.trim_end().replace('\n', " ")
}
