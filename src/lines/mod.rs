//! One line of words as an entry: `pain 4 morning deep buttock right dull note sat two hours`. One reader for the line
//! on the screen, for lines from a pipe, and for lines that a phone appends to a file. Nothing in a line is ever run.
//!
//! A line begins with the word of a kind. Then come, in any order: the names of its fields with their values, as the
//! flags of the command are called (their dashes may be left out), and bare words that only one field can mean. After
//! `note` everything is text. What is not understood refuses the whole line.

pub mod complete;
pub mod words;

use crate::domain::entry::Entry;
use crate::domain::field::{FieldInfo, Input, Reading};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::level::Level;
use crate::domain::pain::{Moment, Spot};
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::spelling::near;
use crate::domain::units::{read_distance, read_duration, read_run_time};
use crate::domain::when::When;
use words::Word;

/// A date takes so many words at most: `fri 20 nov 2026 7:30 am`.
const DATE_WORDS: usize = 6;

/// Shorter words for kinds, and those that a phone has.
const SHORT: &[(&str, Kind)] = &[
    ("p", Kind::Pain),
    ("r", Kind::Run),
    ("n", Kind::Note),
    ("q", Kind::Question),
    ("ex", Kind::Session),
    ("sit", Kind::Sitting),
    ("mark", Kind::Marker),
];

/// Other names of fields, as they are said.
const SAID: &[(Kind, &str, &str)] = &[
    (Kind::Run, "in", "gear"),
    (Kind::Run, "shoes", "gear"),
    (Kind::Pain, "med", "medication"),
    (Kind::Massage, "by", "who"),
    (Kind::Massage, "with", "who"),
];

/// A line that was understood: the kind, and a text for each of its fields that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The kind of the entry.
    pub kind: Kind,
    /// Its fields by their keys, as they would be typed into a form.
    pub texts: Vec<(&'static str, String)>,
}

/// The kind that a word names.
pub fn kind_of(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let short = SHORT.iter().find(|(short, _)| *short == word).map(|(_, kind)| *kind);
    short.or_else(|| Kind::ALL.iter().copied().find(|kind| kind.word() == word || kind.list() == word))
}

/// Reads a line as the texts of an entry's fields.
///
/// # Errors
/// A sentence that names the word that was not understood, and the nearest that is.
pub fn typed(line: &str, reading: &Reading) -> Result<Typed, Refusal> {
    let words = words::said(words::split(line)?);
    let Some(first) = words.first() else {
        return Err(Refusal::new("The line is empty; write one such as \u{201c}pain 4\u{201d}."));
    };
    // a level alone
    if words.len() == 1 && Level::read(&first.text).is_ok() {
        return Ok(Typed { kind: Kind::Pain, texts: vec![("level", first.text.clone())] });
    }
    let Some(kind) = first.name().and_then(|name| kind_of(&name)) else { return Err(no_kind(&first.text)) };
    let mut line = LineReader { kind, line, words: &words, at: 1, texts: Vec::new(), stretches: Vec::new(), reading };
    line.read()?;
    Ok(Typed { kind, texts: line.texts })
}

/// Reads a line as an entry.
///
/// # Errors
/// Those of [`typed`], and what is wrong with a value.
pub fn entry(line: &str, id: Id, reading: &Reading) -> Result<Entry, Refusal> {
    let Typed { kind, texts } = typed(line, reading)?;
    let made = Entry::create(kind, id, &texts, reading);
    made.map_err(|refusals| refusals.into_iter().next().unwrap_or_else(|| Refusal::new("That is not acceptable.")))
}

fn no_kind(word: &str) -> Refusal {
    let wanted = word.to_lowercase();
    let nearest = Kind::ALL.iter().map(|kind| kind.word()).find(|kind| near(&wanted, kind));
    let also = match nearest {
        Some(kind) => format!("did you mean {kind}?"),
        None => "it begins with a word such as pain, run, note, massage or visit.".into(),
    };
    Refusal::new(format!("\u{201c}{word}\u{201d} does not begin a line; {also}"))
}

/// A line while it is read.
struct LineReader<'a> {
    kind: Kind,
    line: &'a str,
    words: &'a [Word],
    at: usize,
    texts: Vec<(&'static str, String)>,
    /// The surfaces and distances of a run, in the order they were said.
    stretches: Vec<Stretch>,
    reading: &'a Reading<'a>,
}

/// A part of what a run was on.
enum Stretch {
    /// How far.
    Distance(String),
    /// On what.
    Surface(String),
}

impl LineReader<'_> {
    fn read(&mut self) -> Result<(), Refusal> {
        if let Some(text) = self.all_text() {
            return self.take_rest(text);
        }
        while let Some(word) = self.words.get(self.at) {
            match word.name().and_then(|name| self.field(&name)) {
                Some(field) => {
                    self.at += 1;
                    self.take_named(field)?;
                }
                None => self.take_bare()?,
            }
        }
        if self.kind == Kind::Run {
            self.settle_surfaces()?;
        }
        Ok(())
    }

    fn fields(&self) -> Vec<&'static FieldInfo> {
        self.kind.fields()
    }

    /// The field of a kind that is nothing but text: what follows its word is that text.
    fn all_text(&self) -> Option<&'static FieldInfo> {
        let key = match self.kind {
            Kind::Note => "note",
            Kind::Question => "question",
            Kind::Marker => "text",
            _ => return None,
        };
        // with dashes it is a command as the shell takes it
        let flags = self.words.iter().any(|word| !word.quoted && word.text.starts_with("--"));
        self.fields().into_iter().find(|field| field.key == key && !flags)
    }

    /// The field that a name means.
    fn field(&self, name: &str) -> Option<&'static FieldInfo> {
        let said = SAID.iter().find(|(kind, said, _)| *kind == self.kind && *said == name).map(|(.., key)| *key);
        let name = said.unwrap_or(name);
        self.fields().into_iter().find(|field| field.answers_to(name))
    }

    fn has(&self, key: &str) -> bool {
        self.texts.iter().any(|(one, _)| *one == key)
    }

    /// Gives a field a text; where it may have several, one more of them.
    fn put(&mut self, field: &FieldInfo, text: String) -> Result<(), Refusal> {
        let many = matches!(field.input, Input::Several(_) | Input::Tags(_) | Input::Surfaces)
            || ["gear", "areas", "exercises", "activities"].contains(&field.key);
        match self.texts.iter_mut().find(|(key, _)| *key == field.key) {
            Some((_, there)) if many => {
                there.push(',');
                there.push_str(&text);
            }
            Some((_, there)) => {
                let message = format!(
                    "\u{201c}{there}\u{201d} and \u{201c}{text}\u{201d} would both be the {}; keep one of them.",
                    field.label.to_lowercase()
                );
                return Err(Refusal::new(message).of(field.key));
            }
            None => self.texts.push((field.key, text)),
        }
        Ok(())
    }

    /// All that is left of the line is the text of a field.
    fn take_rest(&mut self, field: &FieldInfo) -> Result<(), Refusal> {
        let text = match &self.words[self.at.min(self.words.len())..] {
            [] => return Err(no_value(field)),
            [only] => only.text.clone(),
            [first, ..] => self.line[first.start..].trim_end().to_owned(),
        };
        self.at = self.words.len();
        self.put(field, text)
    }

    /// The words of a value that may be several: up to the next name of a field.
    fn until_name(&self) -> usize {
        let rest = &self.words[self.at..];
        let named = |word: &Word| word.name().is_some_and(|name| self.field(&name).is_some());
        match rest.first() {
            Some(first) if first.quoted => 1,
            Some(_) => 1 + rest[1..].iter().take_while(|word| !named(word) && !word.quoted).count(),
            None => 0,
        }
    }

    fn taken(&mut self, count: usize) -> String {
        let words = &self.words[self.at..self.at + count];
        self.at += count;
        words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A field was named: its value follows.
    fn take_named(&mut self, field: &'static FieldInfo) -> Result<(), Refusal> {
        let next = self.words.get(self.at);
        let count = match field.input {
            Input::Lines => return self.take_rest_or_quoted(field),
            Input::Yes => {
                let answer = next.map(|word| word.text.to_lowercase()).filter(|word| ["yes", "no"].contains(&&**word));
                self.at += usize::from(answer.is_some());
                return self.put(field, answer.unwrap_or_else(|| "yes".into()));
            }
            // a sign of the check that is only named is a yes
            Input::One(answers) if answers.contains(&"yes") => {
                let answer = next.map(|word| word.text.to_lowercase()).filter(|word| answers.contains(&&**word));
                self.at += usize::from(answer.is_some());
                return self.put(field, answer.unwrap_or_else(|| "yes".into()));
            }
            Input::When => self.date_words().max(usize::from(next.is_some())),
            Input::Text | Input::Named(_) => self.until_name(),
            _ => usize::from(next.is_some()),
        };
        if count == 0 {
            return Err(no_value(field));
        }
        let text = self.taken(count);
        self.put(field, text)
    }

    /// After the name of a longer text everything is text, but for a quoted one, after which the line goes on.
    fn take_rest_or_quoted(&mut self, field: &FieldInfo) -> Result<(), Refusal> {
        if self.words.get(self.at).is_some_and(|word| word.quoted) {
            let text = self.taken(1);
            return self.put(field, text);
        }
        self.take_rest(field)
    }

    /// How many of the next words are a date, an hour or both.
    fn date_words(&self) -> usize {
        let rest = &self.words[self.at..];
        let most = rest.iter().take(DATE_WORDS).take_while(|word| !word.quoted).count();
        let text = |count: usize| rest[..count].iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ");
        let start = self.reading.journal.day_starts_at();
        (1..=most).rev().find(|&count| When::read(&text(count), self.reading.clock, start).is_ok()).unwrap_or(0)
    }

    /// A word that names no field: what only one field can mean.
    fn take_bare(&mut self) -> Result<(), Refusal> {
        let Some(word) = self.words.get(self.at) else { return Ok(()) };
        let next = self.words.get(self.at + 1).and_then(Word::name).unwrap_or_default();
        match (self.kind, word.name().as_deref(), &*next) {
            (Kind::Pain, Some("down"), "to") => {
                self.at += 2;
                return self.field("reach").map_or(Ok(()), |field| self.take_named(field));
            }
            // it is what a sitting without more is
            (Kind::Sitting, Some("until"), "pain") => {
                self.at += 2;
                return Ok(());
            }
            _ => {}
        }
        let fields = self.fields();
        if word.quoted {
            let named = |key: &str| fields.iter().copied().find(|field| field.key == key && !self.has(key));
            let names = if self.kind == Kind::Session { "exercises" } else { "name" };
            let field = named(names).or_else(|| named("note")).or_else(|| self.field(names));
            let Some(field) = field else { return Err(self.not_understood(word)) };
            let text = self.taken(1);
            return self.put(field, text);
        }
        for field in fields {
            let count = self.means(field);
            if count > 0 {
                let text = self.taken(count);
                return match (self.kind, field.key) {
                    (Kind::Run, "distance") => {
                        self.stretches.push(Stretch::Distance(text));
                        Ok(())
                    }
                    (Kind::Run, "surface") => {
                        self.stretches.push(Stretch::Surface(text));
                        Ok(())
                    }
                    (Kind::Pain, "level") => self.put(field, text.trim_end_matches("/10").to_owned()),
                    (Kind::Measure, "activities") => self.put(field, text.replace(' ', ":")),
                    (_, "sites" | "areas") => {
                        let spot = Spot::read(&text)?;
                        self.put(field, spot.text(":"))
                    }
                    _ => self.put(field, text),
                };
            }
        }
        Err(self.not_understood(word))
    }

    /// How many of the next words a field can mean that is not named.
    fn means(&self, field: &FieldInfo) -> usize {
        let rest = &self.words[self.at..];
        let Some(word) = rest.first().map(|word| word.text.to_lowercase()) else { return 0 };
        let units = self.reading.journal.settings().units;
        let bare = word.chars().all(|c| c.is_ascii_digit());
        match (self.kind, field.key, field.input) {
            (_, "at", _) => {
                let date = self.date_words();
                // two numbers with a colon are how long a run took, unless a day stands before them
                let is_time = date == 1 && self.kind == Kind::Run && word.contains(':') && !word.contains('-');
                let is_moment = date == 1 && self.kind == Kind::Pain && Moment::WORDS.contains(&&*word);
                if is_time || is_moment || (date == 1 && bare) { 0 } else { date }
            }
            (Kind::Pain, "level", _) => {
                let level = word.strip_suffix("/10").unwrap_or(&word);
                usize::from(!self.has("level") && !level.is_empty() && level.chars().all(|c| c.is_ascii_digit()))
            }
            (Kind::Pain, "moment", Input::One(words)) => usize::from(words.contains(&word.as_str())),
            (Kind::Pain, "sites", _) | (Kind::Massage, "areas", _) => self.spot_words(),
            (Kind::Pain, "feels", Input::Several(words)) => usize::from(words.contains(&word.as_str())),
            (Kind::Massage, "pressure", Input::One(words)) => usize::from(words.contains(&word.as_str())),
            (Kind::Massage, "who", _) => usize::from(word == "self"),
            (Kind::Run, "distance", _) => usize::from(read_distance(&word, units).is_ok() && !self.is_time(&word)),
            (Kind::Run, "surface", _) => {
                let parts: Vec<&str> = word.split([',', ':', '+']).collect();
                usize::from(word.len() > 2 && Surface::read(parts[0]).is_ok())
            }
            (Kind::Run, "duration", _) => usize::from(read_duration(&word).is_ok() || self.is_time(&word)),
            (Kind::Massage | Kind::Sitting, "minutes", _) => {
                usize::from(!self.has("minutes") && (bare || read_duration(&word).is_ok()))
            }
            (Kind::Session, "exercises", _) => usize::from(self.date_words() == 0),
            (Kind::Measure, "activities", _) => {
                let level = rest.get(1).is_some_and(|level| Level::read(&level.text).is_ok());
                if level && !bare { 2 } else { usize::from(word.contains(':')) }
            }
            (Kind::Gear | Kind::Exercise, "name", _) if !self.has("name") => self.until_name(),
            (Kind::Clearance, "state", Input::One(words)) => usize::from(words.contains(&word.as_str())),
            _ => 0,
        }
    }

    /// True for a time with a stop, `29.30`, where it is no part of the way: it would be farther than all of it.
    fn is_time(&self, word: &str) -> bool {
        let units = self.reading.journal.settings().units;
        let Some(Stretch::Distance(all)) = self.stretches.first() else { return false };
        let farther =
            read_distance(all, units).ok().zip(read_distance(word, units).ok()).is_some_and(|(all, one)| one > all);
        farther && word.contains('.') && !self.has("duration") && read_run_time(word).is_ok()
    }

    /// How many of the next words are a place, with its side or without: `deep buttock right`.
    fn spot_words(&self) -> usize {
        let rest = &self.words[self.at..];
        let text = |count: usize| rest[..count].iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ");
        let most = rest.iter().take(4).take_while(|word| !word.quoted && word.text.len() > 2).count();
        (1..=most).rev().find(|&count| Spot::read(&text(count)).is_ok()).unwrap_or(0)
    }

    /// The surfaces and distances of a run as they were said: `grass 3k road 2k` is a split, and its sum the distance.
    fn settle_surfaces(&mut self) -> Result<(), Refusal> {
        let units = self.reading.journal.settings().units;
        let said = std::mem::take(&mut self.stretches);
        let distances = said.iter().filter(|one| matches!(one, Stretch::Distance(_))).count();
        let total_first = matches!(said.first(), Some(Stretch::Distance(_)));
        let (mut total, mut sum, mut parts) = (None, 0, Vec::<String>::new());
        for (place, one) in said.into_iter().enumerate() {
            match one {
                Stretch::Distance(text) if distances == 1 || (place == 0 && total_first) => total = Some(text),
                Stretch::Distance(text) => match parts.last_mut().filter(|part| !part.contains(':')) {
                    Some(part) => {
                        sum += read_distance(&text, units)?;
                        *part = format!("{part}:{text}");
                    }
                    None => {
                        let message =
                            format!("\u{201c}{text}\u{201d} is one distance too many; give each behind its surface.");
                        return Err(Refusal::new(message).of("distance"));
                    }
                },
                Stretch::Surface(text) => parts.push(text),
            }
        }
        let total = total.or_else(|| (sum > 0).then(|| format!("{sum}m")));
        for (key, text) in [("distance", total), ("surface", (!parts.is_empty()).then(|| parts.join(",")))] {
            if let (Some(field), Some(text)) = (self.field(key), text) {
                self.put(field, text)?;
            }
        }
        Ok(())
    }

    fn not_understood(&self, word: &Word) -> Refusal {
        let wanted = word.name().unwrap_or_else(|| word.text.to_lowercase());
        let mut known: Vec<&str> = Vec::new();
        for field in self.fields() {
            known.push(field.flag);
            match field.input {
                Input::One(words) | Input::Several(words) | Input::Tags(words) => known.extend(words),
                Input::Surfaces => known.extend(Surface::WORDS),
                _ => {}
            }
        }
        let nearest = known.iter().find(|word| near(&wanted, word));
        let also = match nearest {
            Some(word) => format!("did you mean {word}?"),
            None if self.kind == Kind::Visit && !self.has("with") => {
                "write who it is with behind \u{201c}with\u{201d}: visit tue 10:00 with Dr A.".into()
            }
            None => "put text behind \u{201c}note\u{201d}, or in quotes.".into(),
        };
        Refusal::new(format!("\u{201c}{}\u{201d} was not understood; {also}", word.text))
    }
}

fn no_value(field: &FieldInfo) -> Refusal {
    let name = field.flag.replace('_', "-");
    Refusal::new(format!(
        "Nothing follows \u{201c}{name}\u{201d}; write it as \u{201c}{name} {}\u{201d}.",
        field.example
    ))
    .of(field.key)
}

#[cfg(test)]
mod tests;
