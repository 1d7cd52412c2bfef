//! Names as people mean them: one however it was typed, with `é` in one letter or in two, in capitals or not.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What names are compared, counted and looked up by. Never shown and never kept: what was typed stays as it was.
pub fn key(name: &str) -> String {
    folded(name).trim().to_owned()
}

/// The form in which Unicode compares texts without case and without differences of writing (its definition D146).
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd().default_case_fold().nfkd().default_case_fold().nfkd().collect()
}

/// A name to be shown for all that are the same: with each letter and its accent in one, where there is such a one.
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// True where two names are the same.
pub fn same(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => one.trim().eq_ignore_ascii_case(other.trim()),
        false => one == other || key(one) == key(other),
    }
}

/// A text as it is searched: without case and accents.
pub fn bare(text: &str) -> String {
    let mut text = folded(text);
    if !text.is_ascii() {
        text.retain(|c| !is_combining_mark(c));
    }
    text
}

/// Words that are looked for, read once and asked of many texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    typed: String,
    bare: String,
}

impl Search {
    /// Looks for these words.
    pub fn new(typed: &str) -> Self {
        Self { typed: typed.to_owned(), bare: bare(typed) }
    }

    /// The words as they were typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// True where nothing is looked for: every text has it.
    pub fn is_empty(&self) -> bool {
        self.bare.is_empty()
    }

    /// True where a text has the words in it, whatever their case and accents.
    pub fn finds(&self, text: &str) -> bool {
        self.is_empty() || bare(text).contains(&self.bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_the_same_in_every_form_and_case() {
        for (one, other) in [
            ("Schuhé", "schuhe\u{301}"),
            ("BRÜCKE", "bru\u{308}cke"),
            ("Straße", "STRASSE"),
            ("\u{ff34}rail", "trail"),
            (" blue ", "Blue"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        assert!(!same("Schuhé", "Schuhe"), "an accent tells two names apart");
    }

    #[test]
    fn a_search_knows_no_accents() {
        for (text, words) in [("Brücke", "BRUCKE"), ("bru\u{308}cke", "brü"), ("Łódź", "łodz"), ("plain", "PLA")]
        {
            assert!(Search::new(words).finds(text), "{text} {words}");
        }
        assert!(!Search::new("x").finds("Brücke") && Search::new("").finds("anything"));
    }

    proptest! {
        #[test]
        fn a_name_in_any_form_has_one_key(name in "\\PC{0,12}") {
            for form in [name.nfc().collect::<String>(), name.nfd().collect()] {
                prop_assert_eq!(key(&form), key(&name));
                prop_assert_eq!(bare(&form), bare(&name));
            }
            prop_assert_eq!(key(&name.nfkc().collect::<String>()), key(&name));
            prop_assert_eq!(key(&key(&name)), key(&name));
            let longer = format!("x {} y", name);
            prop_assert!(Search::new(&name).finds(&longer));
        }
    }
}
