//! One form for everything: rows made from the fields of its subject, the text typed into them, and what that comes to.

use std::collections::BTreeMap;

use tui_input::{Input as Text, InputRequest};

use super::subject::{Subject, Understood};
use crate::domain::change::Change;
use crate::domain::field::{About, Input, Reading};
use crate::domain::id::Id;
use crate::domain::level::Level;
use crate::domain::refusal::Refusal;
use crate::domain::when::{self, When};
use crate::formats::drafts_json::Draft;
use crate::tui::input::Key;

/// A row: a field and its text.
#[derive(Debug)]
pub struct Row {
    /// The field.
    pub about: &'static About,
    /// The text typed.
    pub text: Text,
}

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is about.
    pub subject: Subject,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The row that is typed into.
    pub focus: usize,
    /// True once saving was tried: from then on what is missing is an error.
    pub tried: bool,
    /// True where it opened with a draft.
    pub from_draft: bool,
    /// True until a key is pressed in the row: a digit then takes the place of the level that is there.
    fresh: bool,
    /// The texts it would open with without a draft.
    opened: Vec<String>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is empty and must not be; shown once saving was tried.
    Missing(String),
    /// It cannot be read.
    Wrong(String),
}

impl Form {
    /// A form, with the draft where one was kept.
    pub fn open(subject: Subject, draft: Option<&Draft>, reading: &Reading) -> Self {
        let (fields, opened) = (subject.fields(), subject.texts(reading));
        let typed = |about: &About| draft.and_then(|draft| draft.fields.get(about.key)).cloned();
        let rows = fields.iter().zip(&opened).map(|(&about, opened)| {
            let text = typed(about).unwrap_or_else(|| opened.clone());
            Row { about, text: Text::new(text) }
        });
        let mut form = Self {
            rows: rows.collect(),
            focus: 0,
            tried: false,
            from_draft: draft.is_some(),
            fresh: true,
            opened,
            subject,
        };
        form.focus = form.first_to_fill();
        form
    }

    /// The first row that must be filled and is not; a run needs its distance or its time. Else the first after the date.
    fn first_to_fill(&self) -> usize {
        let needed =
            |row: &Row| (row.about.required || row.about.input == Input::Distance) && row.text.value().is_empty();
        let after_date = usize::from(self.rows.len() > 1);
        self.rows.iter().position(needed).unwrap_or(after_date)
    }

    /// The form as it was before anything was typed.
    pub fn start_afresh(&mut self) {
        for (row, opened) in self.rows.iter_mut().zip(&self.opened) {
            row.text = Text::new(opened.clone());
        }
        (self.tried, self.from_draft, self.fresh) = (false, false, true);
        self.focus = self.first_to_fill();
    }

    /// Goes so many rows on, around the end.
    pub fn turn(&mut self, places: usize) {
        self.focus = (self.focus + places) % self.rows.len().max(1);
        self.fresh = true;
    }

    /// Goes to the row before, around the start.
    pub fn turn_back(&mut self) {
        self.turn(self.rows.len().saturating_sub(1));
    }

    /// True where the next digit takes the place of the level that is there.
    pub fn replaces_level(&self) -> bool {
        let row = self.rows.get(self.focus);
        self.fresh && row.is_some_and(|row| row.about.input == Input::Level && Level::read(row.text.value()).is_ok())
    }

    /// Types or edits in the row that is typed into.
    pub fn key(&mut self, key: Key) {
        let replaces = self.replaces_level();
        self.fresh = false;
        let Some(Row { about, text }) = self.rows.get_mut(self.focus) else { return };
        let request = match key {
            Key::Char(' ') if next_word(about.input, text) => return,
            Key::Char(c) => {
                if replaces && c.is_ascii_digit() {
                    *text = Text::default();
                }
                InputRequest::InsertChar(c)
            }
            Key::Ctrl('j') | Key::AltEnter if about.input == Input::Lines => InputRequest::InsertChar('\n'),
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
        text.handle(request);
    }

    /// Puts pasted text into the row that is typed into; only a note keeps its line breaks.
    pub fn paste(&mut self, pasted: &str) {
        let Some(row) = self.rows.get_mut(self.focus) else { return };
        let lines = row.about.input == Input::Lines;
        let pasted = if lines { pasted.to_owned() } else { pasted.trim_end().replace('\n', " ") };
        let (before, after) = at_cursor(&row.text);
        let cursor = before.chars().count() + pasted.chars().count();
        row.text = Text::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
    }

    /// The texts as they count: a word that begins only one of a field's words stands for it.
    fn texts(&self) -> Vec<String> {
        self.rows.iter().map(|row| completed(row.about.input, row.text.value())).collect()
    }

    /// What the texts come to.
    pub fn understand(&self, id: Id, reading: &Reading) -> Understood {
        self.subject.understand(id, &self.texts(), &self.opened, reading)
    }

    /// What is wrong with a row, from all that was refused.
    pub fn fault(&self, row: &Row, refusals: &[Refusal]) -> Option<Fault> {
        let refusal = refusals.iter().find(|refusal| refusal.field == Some(row.about.key))?;
        let says = refusal.says.clone();
        Some(if row.text.value().trim().is_empty() { Fault::Missing(says) } else { Fault::Wrong(says) })
    }

    /// The change to save. Where there is something wrong, the first such row is the one typed into.
    ///
    /// # Errors
    /// What belongs to no row.
    pub fn submit(&mut self, id: Id, reading: &Reading) -> Result<Change, Option<Refusal>> {
        self.tried = true;
        let refusals = match self.understand(id, reading).change {
            Ok(change) => return Ok(change),
            Err(refusals) => refusals,
        };
        match self.rows.iter().position(|row| refusals.iter().any(|r| r.field == Some(row.about.key))) {
            Some(row) => {
                self.focus = row;
                Err(None)
            }
            None => Err(refusals.into_iter().next()),
        }
    }

    /// True where nothing was typed, or all of it taken back.
    pub fn is_untouched(&self) -> bool {
        self.rows.iter().zip(&self.opened).all(|(row, opened)| row.text.value() == opened)
    }

    /// What was typed, to be offered again. A date is kept as the one it names now: "yesterday" is another day tomorrow.
    pub fn draft(&self, reading: &Reading) -> Draft {
        let changed = self.rows.iter().zip(&self.opened).filter(|(row, opened)| row.text.value() != *opened);
        let fields = changed.map(|(row, _)| {
            let typed = row.text.value();
            let dated = if row.about.input == Input::When { lasting(typed, reading) } else { None };
            (row.about.key.to_owned(), dated.unwrap_or_else(|| typed.to_owned()))
        });
        Draft { form: self.subject.name(), fields: fields.collect::<BTreeMap<_, _>>() }
    }
}

/// A typed date as one that names the same day tomorrow.
fn lasting(typed: &str, reading: &Reading) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    match When::read(typed, reading.clock, reading.journal.day_starts_at()).ok()? {
        When::At(at) => Some(when::write(at, reading.clock)),
        When::Day(day) => Some(day.to_string()),
    }
}

/// The text before and after the cursor.
fn at_cursor(text: &Text) -> (String, String) {
    let all = text.value().chars();
    (all.clone().take(text.cursor()).collect(), all.skip(text.cursor()).collect())
}

/// In a field of fixed words, a blank brings the next word; in a yes-or-no field the other answer. Elsewhere, and
/// where something else was typed, it is a blank.
fn next_word(input: Input, text: &mut Text) -> bool {
    let words: &[&str] = match input {
        Input::One(words) => words,
        Input::Yes => &["yes"],
        _ => return false,
    };
    let typed = completed(input, text.value());
    let next = match words.iter().position(|word| *word == typed) {
        Some(place) => words.get(place + 1).copied().unwrap_or_default(),
        None if typed.trim().is_empty() => words.first().copied().unwrap_or_default(),
        None => return false,
    };
    *text = Text::new(next.to_owned());
    true
}

/// The text with each part that begins exactly one of the field's words made that word.
fn completed(input: Input, typed: &str) -> String {
    use crate::domain::runs::Surface;
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
            Some((head, tail)) => format!("{}:{tail}", one(head, words)),
            None => one(part, words),
        };
        typed.split(',').map(part).collect::<Vec<_>>().join(",")
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
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_word_stands_for_it_where_it_is_the_only_one() {
        let moments = Input::One(&["morning", "now", "worst", "average"]);
        assert_eq!(completed(moments, "mo"), "morning");
        assert_eq!(completed(moments, "W"), "worst");
        assert_eq!(completed(moments, "x"), "x");
        assert_eq!(completed(moments, ""), "");
        assert_eq!(completed(Input::Surfaces, "g:3k,ro:2k"), "grass:3k,road:2k");
        assert_eq!(completed(Input::Surfaces, "t"), "t");
        assert_eq!(completed(Input::Surfaces, "tra"), "tra");
        assert_eq!(completed(Input::Surfaces, "trac"), "track");
        assert_eq!(completed(Input::Text, "mo"), "mo");
    }

    #[test]
    fn a_blank_turns_through_the_words_and_is_a_blank_elsewhere() {
        let mut text = Text::default();
        for expected in ["yes", "", "yes"] {
            assert!(next_word(Input::Yes, &mut text));
            assert_eq!(text.value(), expected);
        }
        let sites = Input::One(&["a", "b"]);
        let mut text = Text::default();
        for expected in ["a", "b", ""] {
            assert!(next_word(sites, &mut text));
            assert_eq!(text.value(), expected);
        }
        assert!(!next_word(sites, &mut Text::new("c d".into())));
        assert!(!next_word(Input::Text, &mut Text::default()));
    }
}
