//! Fixed vocabularies: an enum whose values are words, the same in the file, on the screen and in commands.

/// Declares an enum of words with its list, its reading (upper case, blanks and underscores allowed) and its JSON.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word for this value.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value a typed word stands for; the beginning of one word only is enough.
            ///
            /// # Errors
            /// A sentence that lists the words there are.
            pub fn read(text: &str) -> Result<Self, $crate::domain::refusal::Refusal> {
                let wanted = text.trim().to_lowercase().replace([' ', '_'], "-");
                let place = $crate::domain::words::find(&wanted, Self::WORDS);
                place.and_then(|place| Self::ALL.get(place).copied()).ok_or_else(|| {
                    $crate::domain::words::unknown(text, $what, &wanted, Self::WORDS)
                })
            }
        }

        impl $crate::domain::record::Written for $name {}

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let $crate::domain::record::Key(word) = serde::Deserialize::deserialize(from)?;
                match &*word {
                    $($word => Ok(Self::$variant),)*
                    other => Err(serde::de::Error::custom(format_args!(
                        "\u{201c}{other}\u{201d} is not a {}; there are: {}", $what, Self::WORDS.join(", ")))),
                }
            }
        }
    };
}
pub(crate) use words;

use std::borrow::Cow;

use super::refusal::Refusal;

/// The place of a word, or of the only one that begins so.
pub fn find(wanted: &str, words: &[&str]) -> Option<usize> {
    let begins = |word: &&str| !wanted.is_empty() && begins_a_part(word, wanted);
    let exact = words.iter().position(|word| *word == wanted);
    exact.or_else(|| words.iter().position(&begins).filter(|_| words.iter().filter(|word| begins(word)).count() == 1))
}

/// True where a word, or a part of it behind a hyphen, begins so: `back` may be `low-back` and `back-of-thigh`.
fn begins_a_part(word: &str, wanted: &str) -> bool {
    word.starts_with(wanted) || word.match_indices('-').any(|(at, _)| word[at + 1..].starts_with(wanted))
}

/// The refusal of a word that is none of these, or the beginning of several.
pub fn unknown(text: &str, what: &str, wanted: &str, words: &[&str]) -> Refusal {
    let text = text.trim();
    let several: Vec<&str> =
        words.iter().copied().filter(|word| !wanted.is_empty() && begins_a_part(word, wanted)).collect();
    if several.len() > 1 {
        return Refusal::new(format!("\u{201c}{text}\u{201d} may be more than one {what}: {}.", several.join(", ")));
    }
    let article = if what.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    let near = nearest(wanted, words);
    Refusal::new(format!("\u{201c}{text}\u{201d} is not {article} {what}; there are: {}.{near}", words.join(", ")))
}

/// What asks whether the word nearest to a misspelt one was meant, to be put behind a sentence; nothing where none is
/// near.
pub fn nearest(wanted: &str, words: &[&str]) -> String {
    let wanted = wanted.to_lowercase();
    let near = words.iter().map(|word| (strsim::damerau_levenshtein(&wanted, word), word));
    // one slip in a short word, two in a long one
    let slips = if wanted.chars().count() < 5 { 1 } else { 2 };
    let nearest = near.filter(|(slips_of, _)| *slips_of <= slips).min_by_key(|(slips_of, _)| *slips_of);
    nearest.map(|(_, word)| format!(" Did you mean {word}?")).unwrap_or_default()
}

/// The most bytes of one text that are shown in a sentence or a row: more than a screen holds.
const BRIEF: usize = 10_000;

/// As much of a text as anybody sees of it in a sentence or a row; one that is longer ends in `…`. Forms, `show`, JSON
/// and CSV have all of it.
pub fn brief(text: &str) -> Cow<'_, str> {
    if text.len() <= BRIEF {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", text[..text.floor_char_boundary(BRIEF)].trim_end()))
}

/// What was found where it does not belong, as it stands in a sentence: with what is hidden in it, which the shells make
/// visible, so that it can be found.
pub fn found(text: &str) -> String {
    const SHOWN: usize = 60;
    let text = text.trim();
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    format!("\u{201c}{}{}\u{201d}", &text[..end], if end < text.len() { "…" } else { "" })
}

/// A note as it stands in a sentence.
pub fn quoted(text: impl AsRef<str>) -> String {
    format!("\u{201c}{}\u{201d}", brief(text.as_ref()))
}

/// A number with its noun: `1 entry`, `3 entries`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_that_could_be_two_words_is_refused_also_behind_a_hyphen() {
        const SITES: &[&str] = &["low-back", "back-of-thigh", "groin", "foot"];
        assert_eq!(find("gr", SITES), Some(2));
        assert_eq!(find("low", SITES), Some(0));
        assert_eq!(find("back", SITES), None);
        let message = unknown("back", "place", "back", SITES).message;
        assert!(message.contains("low-back, back-of-thigh"), "{message}");
        assert_eq!(find("foot", SITES), Some(3), "the word itself is meant");
    }

    #[test]
    fn a_slip_in_a_word_gets_the_word_that_was_meant() {
        const SURFACES: &[&str] = &["grass", "track", "trail", "road"];
        for (typed, near) in [("gras", "grass"), ("tarck", "track"), ("trial", "trail"), ("raod", "road")] {
            assert_eq!(nearest(typed, SURFACES), format!(" Did you mean {near}?"));
        }
        for typed in ["", "mud", "sand", "asphalt"] {
            assert_eq!(nearest(typed, SURFACES), "", "{typed}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(quoted("é".repeat(5000)), format!("\u{201c}{}\u{201d}", "é".repeat(5000)));
        assert_eq!(brief(&format!("x{}", "é".repeat(5000))), format!("x{}…", "é".repeat(4999)));
        assert_eq!(brief(&"a b ".repeat(1 << 20)).len(), 10_000 - 1 + "…".len());
    }
}
