//! One row of a form: a field, the text typed into it, and the words that can be picked for it.

use tui_input::{Input as Text, InputRequest};

use super::picks::Picks;
use crate::domain::field::{About, Input};
use crate::domain::level::Level;
use crate::domain::pain::{Side, Site};
use crate::domain::runs::Surface;
use crate::domain::units::split_parts;
use crate::tui::input::Key;

/// How the text of a row was last changed since one came to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Touch {
    /// Not at all.
    #[default]
    None,
    /// By typing.
    Typed,
    /// By picking a word.
    Picked,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// The field.
    pub about: &'static About,
    /// The text typed.
    pub text: Text,
    /// The words to pick from.
    pub picks: Option<Picks>,
    /// The word that Space would pick, of those offered; where several may be chosen.
    pub at: usize,
    /// How it was changed last.
    pub touch: Touch,
    /// Its text came with a draft and is refused: as if it were selected, what is typed next takes its place.
    pub refused: bool,
}

impl Row {
    /// A row with that text.
    pub fn new(about: &'static About, text: String, picks: Option<Picks>) -> Self {
        Self { about, text: Text::new(text), picks, at: 0, touch: Touch::None, refused: false }
    }

    /// True while the last part of the text is being typed.
    pub fn is_typing(&self) -> bool {
        let last = last_part(self.text.value());
        self.touch == Touch::Typed && !last.trim().is_empty()
    }

    /// True where what is typed next takes the place of the text: it was refused, or is a level and none was typed since
    /// one came here.
    pub fn gives_way(&self) -> bool {
        self.refused || self.replaces_level()
    }

    fn replaces_level(&self) -> bool {
        self.about.input == Input::Level && self.touch != Touch::Typed && Level::read(self.text.value()).is_ok()
    }

    /// The words that are offered now.
    pub fn offered(&self) -> Vec<String> {
        let picks = self.picks.as_ref();
        picks.map(|picks| picks.offered(self.text.value(), self.is_typing())).unwrap_or_default()
    }

    /// The text as it counts: a word that begins only one of a field's words stands for it.
    pub fn counts(&self) -> String {
        completed(self.about.input, self.text.value())
    }

    /// One leaves the row: what was begun and can be only one word becomes it.
    pub fn leave(&mut self) {
        let whole = self.counts();
        if self.touch == Touch::Typed && whole != self.text.value() {
            self.text = Text::new(whole);
        }
        (self.touch, self.at, self.refused) = (Touch::None, 0, false);
    }

    /// A refused text gives way, once.
    fn drop_refused(&mut self) {
        if std::mem::take(&mut self.refused) {
            self.text = Text::default();
        }
    }

    /// Types, edits or picks.
    pub fn key(&mut self, key: Key) {
        if matches!(key, Key::Char(_) | Key::Backspace | Key::Delete) {
            self.drop_refused();
        }
        self.refused = false;
        if self.picks_by(key) {
            return;
        }
        let request = match key {
            Key::Char(c) => {
                self.make_room(c);
                InputRequest::InsertChar(c)
            }
            Key::Ctrl('j') | Key::AltEnter if self.about.input == Input::Lines => InputRequest::InsertChar('\n'),
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::WordLeft => InputRequest::GoToPrevWord,
            Key::WordRight => InputRequest::GoToNextWord,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Backspace => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            Key::Ctrl('u') => InputRequest::DeleteFromStart,
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            _ => return,
        };
        let before = self.text.value().len();
        self.text.handle(request);
        let moved = self.about.input == Input::Level;
        if self.text.value().len() != before || moved {
            (self.touch, self.at) = (Touch::Typed, 0);
        }
    }

    /// Puts pasted text at the cursor; only a note keeps its line breaks.
    pub fn paste(&mut self, pasted: &str) {
        self.drop_refused();
        let lines = self.about.input == Input::Lines;
        let pasted = if lines { pasted.to_owned() } else { pasted.trim_end().replace('\n', " ") };
        let (before, after) = at_cursor(&self.text);
        let cursor = before.chars().count() + pasted.chars().count();
        self.text = Text::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
        (self.touch, self.at) = (Touch::Typed, 0);
    }

    /// Picks a word, or takes it out again.
    pub fn pick(&mut self, word: &str) {
        self.drop_refused();
        let Some(picks) = &self.picks else { return };
        let stays = self.about.required && !picks.many && self.text.value() == word;
        if stays {
            return;
        }
        let text = picks.picked(self.text.value(), word, self.is_typing());
        let place = picks.offered(&text, false).iter().position(|other| other == word);
        self.text = Text::new(text);
        (self.touch, self.at) = (Touch::Picked, place.unwrap_or(0));
    }

    /// Whether a key picks rather than types; if so, picks.
    fn picks_by(&mut self, key: Key) -> bool {
        let Some(picks) = &self.picks else { return false };
        let (typing, many, fixed, levels) = (self.is_typing(), picks.many, picks.fixed, picks.levels);
        let empty = self.text.value().trim().is_empty();
        let split = typing && last_part(self.text.value()).contains(':');
        let arrows = match (many, fixed) {
            (false, true) => true,
            (true, true) => !split,
            (many, false) => empty || self.touch == Touch::Picked || (many && !typing && self.touch == Touch::None),
        };
        match key {
            Key::Left | Key::Right if arrows => self.step(key == Key::Right),
            Key::Char('x') if levels => self.pick_level("10"),
            Key::Char(' ') if levels => {}
            // behind a comma that was typed it is a blank: the next word comes
            Key::Char(' ') if many && self.touch == Touch::Typed && self.text.value().trim_end().ends_with(',') => {
                return false;
            }
            Key::Char(' ') if many && (fixed || !typing) => match self.offered().get(self.at).cloned() {
                Some(word) => self.pick(&word),
                None => return false,
            },
            Key::Char(' ') if !many && (fixed || empty || self.touch == Touch::Picked) => return self.step_from_text(),
            Key::Backspace if self.touch == Touch::Picked => self.drop_last(),
            _ => return false,
        }
        true
    }

    fn pick_level(&mut self, level: &str) {
        (self.text, self.touch) = (Text::new(level.into()), Touch::Picked);
    }

    /// The next word, unless something else was typed.
    fn step_from_text(&mut self) -> bool {
        if self.is_typing() && self.offered().is_empty() {
            return false;
        }
        self.step(true);
        true
    }

    /// To the next or the previous word: where one is chosen, that becomes the text.
    fn step(&mut self, on: bool) {
        let Some(picks) = &self.picks else { return };
        let offered = self.offered();
        if offered.is_empty() {
            return;
        }
        if picks.many {
            let last = offered.len() - 1;
            self.at = match (on, self.at.min(last)) {
                (true, at) => {
                    if at == last {
                        0
                    } else {
                        at + 1
                    }
                }
                (false, at) => {
                    if at == 0 {
                        last
                    } else {
                        at - 1
                    }
                }
            };
            return;
        }
        let counts = self.counts();
        let place = offered.iter().position(|word| *word == counts);
        let typed = self.is_typing();
        let next = match (place, on) {
            (None, true) => Some(0),
            (None, false) => Some(offered.len() - 1),
            // a start of one word that was typed: that word first
            (Some(place), _) if typed && counts != self.text.value() => Some(place),
            (Some(place), true) => Some(place + 1),
            (Some(place), false) => place.checked_sub(1),
        };
        // beyond the last there is none, where that is allowed
        let round = |place: usize| if self.about.required { Some(place % offered.len()) } else { Some(place) };
        let word = match next {
            None if self.about.required => offered.last().cloned(),
            None => None,
            Some(place) => round(place).and_then(|place| offered.get(place).cloned()),
        };
        self.text = Text::new(word.unwrap_or_default());
        self.touch = Touch::Picked;
    }

    /// Takes the last word out.
    fn drop_last(&mut self) {
        let mut kept = split_parts(self.text.value());
        kept.pop();
        let many = self.picks.as_ref().is_some_and(|picks| picks.many);
        self.text = Text::new(if many { kept.join(",") } else { String::new() });
    }

    /// Before a character is typed: where the text is a whole word already, another begins.
    fn make_room(&mut self, c: char) {
        if c.is_ascii_digit() && self.replaces_level() {
            self.text = Text::default();
        }
        let Some(picks) = &self.picks else { return };
        let text = self.text.value();
        let at_end = self.text.cursor() == text.chars().count();
        if picks.levels || text.is_empty() || !at_end || !c.is_alphanumeric() {
            return;
        }
        let whole = if picks.fixed { picks.is_whole(text, c) } else { picks.many && self.touch != Touch::Typed };
        match (whole, picks.many) {
            (false, _) => {}
            (true, true) => self.text = Text::new(format!("{},", text.trim_end().trim_end_matches(','))),
            (true, false) => self.text = Text::default(),
        }
    }
}

/// The last of several parts.
fn last_part(text: &str) -> &str {
    split_parts(text).pop().unwrap_or_default()
}

/// The text before and after the cursor.
fn at_cursor(text: &Text) -> (String, String) {
    let all = text.value().chars();
    (all.clone().take(text.cursor()).collect(), all.skip(text.cursor()).collect())
}

/// The text with each part that begins exactly one of the field's words made that word.
fn completed(input: Input, typed: &str) -> String {
    let one = |part: &str, words: &[&'static str]| -> String {
        let wanted = part.trim().to_lowercase().replace([' ', '_'], "-");
        let mut found = words.iter().filter(|word| word.starts_with(&wanted));
        match (wanted.is_empty() || words.contains(&wanted.as_str()), found.next(), found.next()) {
            (false, Some(word), None) => (*word).to_owned(),
            _ => part.to_owned(),
        }
    };
    let parts = |words: &[&'static str]| {
        let part = |part: &str| match part.split_once(':') {
            Some((head, side)) if words == Site::WORDS => format!("{}:{}", one(head, words), one(side, Side::WORDS)),
            Some((head, tail)) => format!("{}:{tail}", one(head, words)),
            None => one(part, words),
        };
        split_parts(typed).into_iter().map(part).collect::<Vec<_>>().join(",")
    };
    match input {
        Input::One(words) => one(typed, words),
        Input::Several(words) => parts(words),
        Input::Surfaces => parts(Surface::WORDS),
        Input::Yes => one(typed, &["yes", "no"]),
        _ => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests;
