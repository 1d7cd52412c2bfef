//! One row of a form: a field, the text typed into it, and the words that can be picked for it.

use tui_input::Input as Text;

use crate::domain::day::At;
use crate::domain::field::{FieldInfo, Input};
use crate::domain::level::Level;
use crate::domain::pain::{Side, Site};
use crate::domain::runs::Surface;
use crate::domain::units::split_parts;
use crate::domain::words;
use crate::tui::modals::editing;
use crate::tui::modals::editing::Killed;
use crate::tui::modals::form::choices::{Picks, plain};
use crate::tui::terminal::input::Key;

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

/// A word that was made of its typed beginning.
#[derive(Debug)]
struct Completed {
    word: String,
    /// So many bytes of it were typed.
    typed: usize,
    /// So many bytes of it stand in the text while letters go on with it; nothing while all of it does.
    stand: Option<usize>,
}

#[derive(Debug)]
pub struct FieldRow {
    /// The field.
    pub about: &'static FieldInfo,
    /// The text typed.
    pub text: Text,
    /// The words to pick from.
    pub picks: Option<Picks>,
    /// The word that Space would pick, of those offered; where several may be chosen.
    pub at: usize,
    /// How it was changed last.
    pub touch: Touch,
    /// The word that Space made of its beginning: letters that go on with it are typed into it, so that `low back` is
    /// `low-back`.
    begun: Option<Completed>,
    /// A date that was typed, and when: "yesterday" is the day before that.
    dated: Option<(String, At)>,
    /// A blank said that another word comes beside those that are there.
    joins: bool,
    /// Its text came with a draft and is refused: as if it were selected, what is typed next takes its place.
    pub refused: bool,
}

impl FieldRow {
    /// A row with that text.
    pub fn new(about: &'static FieldInfo, text: String, picks: Option<Picks>) -> Self {
        Self {
            about,
            text: Text::new(text),
            picks,
            at: 0,
            touch: Touch::None,
            begun: None,
            dated: None,
            joins: false,
            refused: false,
        }
    }

    /// Shows another text, of which nothing was typed just now.
    pub fn show(&mut self, text: String) {
        (self.text, self.touch, self.dated) = (Text::new(text), Touch::None, None);
        self.leave();
    }

    /// Notes when a date was typed, of a row that began with that text.
    pub fn date_typed(&mut self, at: At, opened: &str) {
        let text = self.text.value();
        if text == opened || text.trim().is_empty() {
            self.dated = None;
        } else if self.dated.as_ref().is_none_or(|(typed, _)| typed != text) {
            self.dated = Some((text.to_owned(), at));
        }
    }

    /// When its date was typed.
    pub fn dated(&self) -> Option<At> {
        self.dated.as_ref().map(|(_, at)| *at)
    }

    /// True while the last part of the text is being typed.
    pub fn is_typing(&self) -> bool {
        let last = last_part(self.text.value());
        self.touch == Touch::Typed && !last.trim().is_empty()
    }

    /// True where what is typed needs no picking: it is a word as it stands, or stands for only one.
    fn is_said(&self) -> bool {
        let picks = self.picks.as_ref();
        self.is_typing() && picks.is_some_and(|picks| picks.is_word(picks.last_part(&self.counts())))
    }

    /// Keeps what is typed as the word that it stands for; the next one can be picked or typed.
    fn settle(&mut self) {
        let Some(picks) = &self.picks else { return };
        let counts = self.counts();
        let word = picks.last_part(&counts);
        self.begun = begun(word, picks.last_part(self.text.value()));
        let kept = if picks.many { picks.picked(&counts, word, true) } else { word.to_owned() };
        (self.text, self.touch) = (Text::new(kept), Touch::Picked);
        self.at = self.place();
    }

    /// The place of the word that the text ends with, among those offered; the first where it is none.
    fn place(&self) -> usize {
        let Some(picks) = &self.picks else { return 0 };
        let last = picks.last_part(self.text.value());
        self.offered().iter().position(|word| word == last).unwrap_or(0)
    }

    /// True where what is typed next takes the place of the text: it was refused, or is a level, a date or a length that
    /// was not typed since one came here.
    pub fn gives_way(&self) -> bool {
        self.refused || self.replaces_level() || self.replaces_date()
    }

    /// True where a date stands there that nobody typed, with the cursor behind it.
    fn replaces_date(&self) -> bool {
        let text = self.text.value();
        self.about.input == Input::When
            && self.touch == Touch::None
            && !text.is_empty()
            && self.text.cursor() == text.chars().count()
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
        (self.touch, self.at, self.refused, self.begun) = (Touch::None, 0, false, None);
        self.joins = false;
    }

    /// A refused text gives way, once.
    fn drop_refused(&mut self) {
        if std::mem::take(&mut self.refused) {
            self.text = Text::default();
        }
    }

    /// Types, edits or picks.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        if matches!(key, Key::Char(_) | Key::Backspace | Key::Delete | Key::Ctrl('d' | 'y')) {
            self.drop_refused();
        }
        self.refused = false;
        let begun = self.begun.take();
        let joins = std::mem::replace(&mut self.joins, key == Key::Char(' '));
        if self.picks_by(key) {
            return;
        }
        if let Key::Char(c) = key
            && !joins
            && self.replaces_surface(c)
        {
            self.text = Text::default();
        }
        if let Key::Char(c) = key
            && !begun.is_some_and(|begun| self.goes_on(begun, c))
        {
            self.make_room(c);
        }
        let before = self.text.value().len();
        editing::edit(&mut self.text, key, cut, self.about.input == Input::Lines);
        let moved = self.about.input == Input::Level;
        if self.text.value().len() != before || moved {
            self.touch = Touch::Typed;
            self.at = self.place();
        }
    }

    /// Puts pasted text at the cursor; only a note keeps its line breaks.
    pub fn paste(&mut self, pasted: &str) {
        self.drop_refused();
        editing::insert(&mut self.text, pasted, self.about.input == Input::Lines);
        (self.touch, self.begun) = (Touch::Typed, None);
        self.at = self.place();
    }

    /// Another text was written in its place, elsewhere.
    pub fn replace(&mut self, text: &str) {
        self.text = Text::new(text.to_owned());
        (self.touch, self.begun, self.refused) = (Touch::Typed, None, false);
    }

    /// Picks a word, or takes it out again. What is typed stays, unless it is only the beginning of one.
    pub fn pick(&mut self, word: &str) {
        self.drop_refused();
        if self.is_said() {
            self.settle();
            if self.picks.as_ref().is_some_and(|picks| picks.last_part(self.text.value()) == word) {
                return;
            }
        }
        let Some(picks) = &self.picks else { return };
        let stays = self.about.required && !picks.many && self.text.value() == word;
        if stays {
            return;
        }
        let typing = self.is_typing();
        self.begun = begun(word, picks.last_part(self.text.value())).filter(|_| typing);
        let text = picks.picked(self.text.value(), word, typing);
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
        let nothing = typing && self.offered().is_empty();
        let at_end = self.text.cursor() == self.text.value().chars().count();
        let arrows = match (many, fixed) {
            // what fits no word is mended letter by letter
            (_, true) if nothing => false,
            (false, true) => true,
            (true, true) => !split,
            (many, false) => empty || self.touch == Touch::Picked || (many && !typing && self.touch == Touch::None),
        };
        match key {
            Key::Left | Key::Right if arrows => self.step(key == Key::Right),
            // behind the beginning of a name the arrow goes on to its end
            Key::Right if !fixed && at_end && typing && self.begins_word() => {
                match self.offered().get(self.at).cloned() {
                    Some(word) => self.pick(&word),
                    None => return false,
                }
            }
            Key::Char('x') if levels => self.pick_level("10"),
            Key::Char(' ') if levels => {}
            // in the middle, or beside what fits no word, it is a blank
            Key::Char(' ') if !at_end || (fixed && nothing) => return false,
            Key::Char(' ') if fixed && self.is_said() => self.settle(),
            // behind a comma that was typed it is a blank: the next word comes
            Key::Char(' ') if many && self.touch == Touch::Typed && self.text.value().trim_end().ends_with(',') => {
                return false;
            }
            Key::Char(' ') if many && (fixed || !typing || self.begins_word()) => {
                match self.offered().get(self.at).cloned() {
                    Some(word) => self.pick(&word),
                    None => return false,
                }
            }
            Key::Char(' ') if !many && (fixed || empty || self.touch == Touch::Picked) => self.step(true),
            Key::Backspace if self.touch == Touch::Picked => self.drop_last(),
            _ => return false,
        }
        true
    }

    /// True where what is typed is the beginning of the word that is marked.
    fn begins_word(&self) -> bool {
        let marked = self.offered().get(self.at).cloned();
        let picks = self.picks.as_ref().zip(marked);
        picks.is_some_and(|(picks, word)| picks.begins(self.text.value(), &word))
    }

    fn pick_level(&mut self, level: &str) {
        (self.text, self.touch) = (Text::new(level.into()), Touch::Picked);
    }

    /// To the next or the previous word: where one is chosen, that becomes the text.
    fn step(&mut self, on: bool) {
        if self.picks.as_ref().is_some_and(|picks| picks.many) && self.is_said() {
            self.settle();
        }
        let Some(picks) = &self.picks else { return };
        let offered = self.offered();
        if offered.is_empty() {
            return;
        }
        if picks.many {
            let len = offered.len();
            self.at = (self.at.min(len - 1) + if on { 1 } else { len - 1 }) % len;
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
        let word = word.unwrap_or_default();
        self.begun = begun(&word, self.text.value().trim()).filter(|_| typed);
        (self.text, self.touch) = (Text::new(word), Touch::Picked);
    }

    /// Takes the last word out.
    fn drop_last(&mut self) {
        let mut kept = split_parts(self.text.value());
        kept.pop();
        let many = self.picks.as_ref().is_some_and(|picks| picks.many);
        self.text = Text::new(if many { kept.join(",") } else { String::new() });
    }

    /// Before a character is typed behind a word that Space made of its beginning: where it goes on with it, the text
    /// gives way as far as that is said; else what was typed since begins another word. False where it does neither.
    fn goes_on(&mut self, mut begun: Completed, c: char) -> bool {
        let (text, many) = (self.text.value().to_owned(), self.picks.as_ref().is_some_and(|picks| picks.many));
        let shown = begun.stand.unwrap_or(begun.word.len());
        let (Some(before), Some(rest)) =
            (text.strip_suffix(begun.word.get(..shown).unwrap_or_default()), begun.word.get(begun.typed..))
        else {
            return false;
        };
        // the blank or the hyphen between two words of a name was said by Space
        let between = if rest.starts_with(' ') { " " } else { "-" };
        let said = begun.stand.map_or(between, |stand| begun.word.get(begun.typed..stand).unwrap_or(between));
        let longer = format!("{said}{c}");
        if rest.starts_with(&longer) {
            let stand = begun.typed + said.len();
            self.text = Text::new(format!("{before}{}", begun.word.get(..stand).unwrap_or_default()));
            begun.stand = Some(begun.typed + longer.len());
            self.begun = Some(begun).filter(|begun| begun.stand != Some(begun.word.len()));
            return true;
        }
        // what Space made of it was one word, what is typed now is the beginning of another
        let start = begun.word.get(..begun.typed).unwrap_or_default();
        let other = plain(&format!("{start}{longer}"));
        let is_other = |word: &String| *word != begun.word && plain(word).starts_with(&other);
        if begun.stand.is_none() && self.picks.as_ref().is_some_and(|picks| picks.words.iter().any(is_other)) {
            self.text = Text::new(format!("{before}{start}{said}"));
            return true;
        }
        // as far as it was typed it may be a word of its own
        let typed = begun.stand.and_then(|stand| begun.word.get(..stand)).unwrap_or_default();
        if self.picks.as_ref().is_some_and(|picks| picks.has(typed)) {
            return true;
        }
        if begun.stand.is_some() {
            let next = said.trim_start_matches(['-', ' ']);
            self.text = Text::new(if many { format!("{before}{},{next}", begun.word) } else { next.to_owned() });
        }
        begun.stand.is_some()
    }

    /// True where a letter chooses another surface in place of the one that is there: it stands alone, without a part of
    /// the way, and the letter does not go on with its word.
    fn replaces_surface(&self, c: char) -> bool {
        let text = self.text.value();
        let at_end = self.text.cursor() == text.chars().count();
        if self.about.input != Input::Surfaces || !c.is_alphabetic() || !at_end || text.contains([',', ':', '+', ' ']) {
            return false;
        }
        let longer = plain(&format!("{text}{c}"));
        let goes_on = Surface::WORDS.iter().any(|word| word.starts_with(&longer));
        let begins = Surface::ALL.iter().any(|one| one.letter() == c.to_ascii_lowercase() || one.word().starts_with(c));
        let is_whole = Surface::read(&completed(Input::Surfaces, text)).is_ok();
        begins && is_whole && (self.touch != Touch::Typed || !goes_on)
    }

    /// Before a character is typed: where the text is a whole word already, another begins.
    fn make_room(&mut self, c: char) {
        if (c.is_ascii_digit() && self.replaces_level()) || (c.is_alphanumeric() && self.replaces_date()) {
            self.text = Text::default();
        }
        let Some(picks) = &self.picks else { return };
        let text = self.text.value();
        let at_end = self.text.cursor() == text.chars().count();
        if picks.levels || text.is_empty() || !at_end || !c.is_alphanumeric() {
            return;
        }
        let untyped = self.touch != Touch::Typed;
        let whole = match (picks.fixed, picks.many) {
            (true, true) => picks.is_whole(text, c),
            (true, false) => untyped && picks.is_whole(text, c),
            (false, true) => untyped,
            // what is typed behind a word that was only picked is said instead of it
            (false, false) => self.touch == Touch::Picked,
        };
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

/// A word and how much of it was typed, where that is its beginning.
fn begun(word: &str, typed: &str) -> Option<Completed> {
    let wanted = plain(typed);
    // signs that are compared as one may have other lengths
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let typed = ends.into_iter().find(|&end| word.get(..end).is_some_and(|start| plain(start) == wanted))?;
    Some(Completed { word: word.to_owned(), typed, stand: None })
}

/// The text with each part that begins exactly one of the field's words made that word.
fn completed(input: Input, typed: &str) -> String {
    let one = |part: &str, words: &[&'static str]| -> String {
        let found = words::find(&plain(part), words).and_then(|place| words.get(place));
        found.map_or_else(|| part.to_owned(), |word| (*word).to_owned())
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
        Input::Surfaces => parts_by_letter(typed).unwrap_or_else(|| parts(Surface::WORDS)),
        Input::Yes => one(typed, &["yes", "no"]),
        _ => typed.to_owned(),
    }
}

/// Surfaces by their letters, `g` or `g:3k,r`, as the words that these stand for; nothing where no part is a letter.
fn parts_by_letter(typed: &str) -> Option<String> {
    let letter = |part: &str| {
        let (head, tail) =
            part.split_once(':').map_or((part, String::new()), |(head, tail)| (head, format!(":{tail}")));
        let mut signs = head.trim().chars();
        let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
        let found = Surface::ALL.iter().find(|surface| surface.letter() == sign.to_ascii_lowercase())?;
        Some(format!("{}{tail}", found.word()))
    };
    let parts = split_parts(typed);
    let by_letter: Vec<Option<String>> = parts.iter().map(|part| letter(part)).collect();
    if by_letter.iter().all(Option::is_none) {
        return None;
    }
    let words = parts.iter().zip(by_letter);
    Some(
        words
            .map(|(part, word)| word.unwrap_or_else(|| completed(Input::Surfaces, part)))
            .collect::<Vec<_>>()
            .join(","),
    )
}

#[cfg(test)]
mod tests;
