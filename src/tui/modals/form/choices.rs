//! Words to pick from under a field: which there are, recent ones first, which are chosen, and what picking makes of
//! the text.

use crate::domain::entry::listed;
use crate::domain::field::{FieldInfo, Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::names;
use crate::domain::orthotics::Gear;
use crate::domain::pain::{Side, Site};
use crate::domain::runs::Surface;
use crate::domain::therapy::programme;
use crate::domain::units::split_parts;
use crate::tui::modals::form::subject::Subject;

/// How many entries back the recent values are looked for.
const LOOK_BACK: usize = 40;
/// How many recent values of a free text are offered.
const MOST_RECENT: usize = 8;
/// How many recent places are offered with their side.
const MOST_PLACES: usize = 3;
/// One-line texts that are often the same again.
const REPEATED: &[&str] = &["who", "with", "by", "medication", "seat", "activities"];
/// The levels, to be clicked on.
const LEVELS: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

/// The words of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picks {
    /// All of them, in the order in which they are offered.
    pub words: Vec<String>,
    /// Several may be chosen.
    pub many: bool,
    /// Nothing else is accepted.
    pub fixed: bool,
    /// A chosen place takes a side.
    sides: bool,
    /// They are levels: digits, which are not searched.
    pub levels: bool,
    /// What stands behind a colon is no part of a word: a side, a distance, sets.
    tails: bool,
}

impl Picks {
    /// The words of a field; nothing where it has none.
    pub fn of(subject: &Subject, about: &FieldInfo, reading: &Reading) -> Option<Self> {
        let (many, fixed, words): (bool, bool, &[&str]) = match about.input {
            Input::Level => (false, true, LEVELS),
            Input::One(words) => (false, true, words),
            Input::Yes => (false, true, &["yes", "no"]),
            Input::Several(words) => (true, true, words),
            Input::Surfaces => (true, true, Surface::WORDS),
            Input::Tags(words) => (true, false, words),
            Input::Named(words) => (false, false, words),
            Input::Text if is_gear(subject, about) => (true, false, &[]),
            Input::Text if REPEATED.contains(&about.key) => (false, false, &[]),
            Input::Text | Input::Lines | Input::When | Input::Distance | Input::Duration => return None,
        };
        let sides = matches!(about.input, Input::Several(words) if words == Site::WORDS);
        let tails = fixed || is_done(subject, about);
        let recent = match subject.kind() {
            // a few words that are all in sight keep their order; places, or anything, begin with what was used last
            Some(kind) if sides || !fixed => recent(kind, about, many, sides, tails && !sides, reading),
            _ => Vec::new(),
        };
        let known: Vec<String> = match () {
            () if is_gear(subject, about) => gear_names(reading),
            () if is_done(subject, about) => exercise_names(reading),
            () => words.iter().map(|word| (*word).to_owned()).collect(),
        };
        // what somebody typed once, perhaps by a slip, comes after the words that are known
        let is_known =
            |word: &String| known.is_empty() || known.contains(word) || known.iter().any(|one| one == head(word));
        let (mut offered, own): (Vec<String>, Vec<String>) = recent.into_iter().partition(is_known);
        for word in known.iter().cloned().chain(own) {
            if !offered.contains(&word) {
                offered.push(word);
            }
        }
        let levels = about.input == Input::Level;
        (!offered.is_empty()).then_some(Self { words: offered, many, fixed, sides, levels, tails })
    }

    /// The words that are offered for a text; those that fit its last part where that is being typed.
    pub fn offered(&self, text: &str, typing: bool) -> Vec<String> {
        let part = self.last_part(text);
        if self.sides
            && let Some((head, side)) = part.split_once(':')
            && typing
        {
            let sides = Side::WORDS.iter().filter(|word| word.starts_with(&plain(side)));
            return sides.map(|word| format!("{head}:{word}")).collect();
        }
        let wanted = plain(part);
        if typing && !self.levels && !wanted.is_empty() && !self.has(part) {
            let fits = |test: fn(&str, &str) -> bool| -> Vec<&String> {
                self.words.iter().filter(|word| test(&plain(word), &wanted)).collect()
            };
            let mut begin = fits(|word, wanted| word.starts_with(wanted));
            // `si` rather begins si-joint than sit-bone
            begin.sort_by_key(|word| !plain(word).starts_with(&format!("{wanted}-")));
            let found = if begin.is_empty() { fits(|word, wanted| word.contains(wanted)) } else { begin };
            return found.into_iter().cloned().collect();
        }
        let mut words = self.words.clone();
        if self.sides && Site::WORDS.contains(&part) {
            words.extend(Side::WORDS.iter().map(|side| format!("{part}:{side}")).filter(|word| !self.has(word)));
        }
        words
    }

    /// True where a chosen word takes a side.
    pub fn has_sides(&self) -> bool {
        self.sides
    }

    /// The last of several parts, or all.
    pub fn last_part<'a>(&self, text: &'a str) -> &'a str {
        let last = if self.many { split_parts(text).pop().unwrap_or_default() } else { text };
        last.trim()
    }

    /// True where the last part is no word yet and begins that one.
    pub fn begins(&self, text: &str, word: &str) -> bool {
        let part = self.last_part(text);
        !part.is_empty() && !self.has(part) && plain(word).starts_with(&plain(part))
    }

    /// True where it is one of the words as it stands.
    pub fn has(&self, part: &str) -> bool {
        self.words.iter().any(|word| word == part)
    }

    /// True where more letters make nothing else of the last part: it is a word, and none goes on with that letter.
    pub fn is_whole(&self, text: &str, c: char) -> bool {
        let part = self.last_part(text);
        let longer = format!("{}{c}", plain(part));
        self.is_word(part) && !self.words.iter().any(|word| plain(word).starts_with(&longer))
    }

    /// True where it needs nothing more to be accepted: one of the words, with a side or without, or a no.
    pub fn is_word(&self, part: &str) -> bool {
        let sided = || {
            let sided = part.split_once(':').filter(|_| self.sides);
            sided.is_some_and(|(site, side)| Site::WORDS.contains(&site) && Side::WORDS.contains(&side))
        };
        self.has(part) || sided() || (self.fixed && matches!(part, "yes" | "no"))
    }

    /// True where a word is among what the text says.
    pub fn is_chosen(&self, text: &str, word: &str) -> bool {
        if !self.many {
            return text.trim() == word;
        }
        parts(text).any(|part| part == word || (self.tails && head(part) == word))
    }

    /// The text once a word was picked: with it, or without it where it was there. `typing`: the last part is the
    /// beginning of the word and gives way to it; nothing that stands before it does.
    pub fn picked(&self, text: &str, word: &str, typing: bool) -> String {
        if !self.many {
            return if text.trim() == word { String::new() } else { word.to_owned() };
        }
        let mut all: Vec<&str> = parts(text).collect();
        if typing {
            all.pop();
            let said = |part: &&str| plain(part) == word || (self.tails && plain(head(part)) == word);
            if !all.iter().any(said) {
                all.push(word);
            }
            return all.join(",");
        }
        let there = all.iter().any(|part| *part == word || (self.tails && head(part) == word));
        let other = |part: &&str| if self.tails { head(part) != head(word) } else { *part != word };
        all.retain(other);
        if !there {
            all.push(word);
        }
        all.join(",")
    }
}

/// The parts of a text that may name several.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    split_parts(text).into_iter().map(str::trim).filter(|part| !part.is_empty())
}

/// A part without its side or distance.
fn head(part: &str) -> &str {
    part.split(':').next().unwrap_or_default()
}

/// An exercise as it was done, `bridge x3`, without how many sets.
fn without_sets(part: &str) -> &str {
    let (name, sets) = part.rsplit_once(" x").unwrap_or((part, ""));
    if !sets.is_empty() && sets.bytes().all(|byte| byte.is_ascii_digit()) { name } else { part }
}

/// A word as it is compared.
pub fn plain(word: &str) -> String {
    names::key(word).replace([' ', '_'], "-")
}

/// True for the field in which a run names its shoes.
fn is_gear(subject: &Subject, about: &FieldInfo) -> bool {
    subject.kind() == Some(Kind::Run) && about.key == "gear"
}

/// True for the field in which a session names its exercises.
fn is_done(subject: &Subject, about: &FieldInfo) -> bool {
    subject.kind() == Some(Kind::Session) && about.key == "exercises"
}

/// The exercises of the programme, in its order.
fn exercise_names(reading: &Reading) -> Vec<String> {
    let now = reading.clock.now;
    let today = now.day(reading.journal.day_starts_at());
    let programme = programme(reading.journal, now).into_iter();
    let listed = programme.filter(|exercise| exercise.until.is_none_or(|until| until >= today));
    listed.map(|exercise| exercise.called().to_owned()).collect()
}

/// The pairs that are still worn, the newest first, as far as their name says which.
fn gear_names(reading: &Reading) -> Vec<String> {
    let worn = reading.journal.all::<Gear>(Kind::Gear).iter().rev().filter(|gear| gear.retired.is_none());
    worn.filter_map(|gear| gear.name.as_deref()).filter(|name| !name.contains(',')).map(str::to_owned).collect()
}

/// What the last entries of a kind say in that field, the newest first; `bare`: without what stands behind a colon.
fn recent(kind: Kind, about: &FieldInfo, many: bool, sides: bool, bare: bool, reading: &Reading) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in listed(reading.journal, kind).rev().take(LOOK_BACK) {
        let text = item.text(about.key, reading).unwrap_or_default();
        let said: Vec<&str> = if many { parts(&text).collect() } else { vec![text.trim()] };
        for part in said {
            let part = if bare { without_sets(head(part)) } else { part };
            let is_id = uuid::Uuid::try_parse(part).is_ok();
            if !part.is_empty() && !is_id && !found.iter().any(|other| names::same(other, part)) {
                found.push(part.to_owned());
            }
        }
    }
    found.truncate(if sides { MOST_PLACES } else { MOST_RECENT });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn several(sides: bool, fixed: bool) -> Picks {
        let words = ["deep-buttock:right", "deep-buttock", "groin", "calf"].map(str::to_owned).to_vec();
        Picks { words, many: true, fixed, sides, levels: false, tails: fixed }
    }

    #[test]
    fn picking_puts_a_word_in_and_takes_it_out_again() {
        let picks = several(true, true);
        assert_eq!(picks.picked("", "groin", false), "groin");
        assert_eq!(picks.picked("groin", "calf", false), "groin,calf");
        assert_eq!(picks.picked("groin, calf", "groin", false), "calf");
        assert_eq!(picks.picked("groin,ca", "calf", true), "groin,calf", "what was being typed gives way");
        assert_eq!(picks.picked("deep-buttock", "deep-buttock:right", false), "deep-buttock:right");
        assert_eq!(picks.picked("deep-buttock:left,calf", "deep-buttock", false), "calf");
        assert!(picks.is_chosen("deep-buttock:left", "deep-buttock"));
        assert!(!picks.is_chosen("deep-buttock:left", "deep-buttock:right"));
    }

    #[test]
    fn typing_leaves_the_words_that_fit_and_a_chosen_place_offers_its_sides() {
        let picks = several(true, true);
        assert_eq!(picks.offered("groin,b", true), ["deep-buttock:right", "deep-buttock"]);
        assert_eq!(picks.offered("c", true), ["calf"]);
        assert_eq!(picks.offered("c", false).len(), 4);
        assert_eq!(picks.offered("calf:l", true), ["calf:left"]);
        assert!(picks.offered("calf", false).contains(&"calf:both".to_owned()));
        assert_eq!(picks.offered("zzz", true), Vec::<String>::new());
    }

    #[test]
    fn a_free_list_keeps_what_it_does_not_know() {
        let picks = several(false, false);
        assert_eq!(picks.picked("long: drive", "calf", false), "long: drive,calf");
        assert_eq!(picks.picked("long: drive,calf", "calf", false), "long: drive");
        let one =
            Picks { words: vec!["morning".into()], many: false, fixed: true, sides: false, levels: false, tails: true };
        assert_eq!(one.picked("", "morning", false), "morning");
        assert_eq!(one.picked("morning", "morning", false), "");
        assert!(one.is_whole("morning", 'n') && !one.is_whole("morn", 'i'));
    }
}
