//! How a line that is being typed may go on.

use super::kind_of;
use crate::domain::field::{FieldInfo, Input};
use crate::domain::kind::Kind;
use crate::domain::runs::Surface;

/// A way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The whole line with it.
    pub line: String,
    /// The word that it ends with.
    pub word: String,
    /// What it says.
    pub about: &'static str,
}

/// The words that a field accepts, where those are a few.
fn words_of(field: &FieldInfo) -> &'static [&'static str] {
    match field.input {
        Input::One(words) | Input::Several(words) | Input::Tags(words) | Input::Named(words) => words,
        Input::Surfaces => Surface::WORDS,
        _ => &[],
    }
}

/// The ways in which a line of words can go on; none where its beginning names no kind, or all that follows is text.
pub fn completions(line: &str) -> Vec<Completion> {
    let Some((first, rest)) = line.trim_start().split_once(char::is_whitespace) else { return Vec::new() };
    let Some(kind) = kind_of(first).filter(|kind| !matches!(kind, Kind::Note | Kind::Question | Kind::Marker)) else {
        return Vec::new();
    };
    let begun = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let before = &line[..line.len() - begun.len()];
    let named = |word: &str| kind.fields().into_iter().find(|field| field.answers_to(word.trim_start_matches("--")));
    let said: Vec<&str> = rest.split_whitespace().collect();
    let previous = said.iter().rev().nth(usize::from(!begun.is_empty()));
    let wanted = begun.to_lowercase();
    let fits = |word: &&str| word.starts_with(&wanted) && *word != wanted;
    let made =
        |word: &str, about: &'static str| Completion { line: format!("{before}{word} "), word: word.to_owned(), about };
    // behind the name of a field come its words
    if let Some(field) = previous.and_then(|word| named(word)).filter(|field| !words_of(field).is_empty()) {
        return words_of(field).iter().copied().filter(fits).map(|word| made(word, field.label)).collect();
    }
    let fields = kind.fields();
    let words = fields.iter().filter(|_| !wanted.is_empty());
    let words = words.flat_map(|field| words_of(field).iter().map(|word| (*word, field.label)));
    // the date comes last: it is typed without its name
    let (date, others): (Vec<&FieldInfo>, Vec<&FieldInfo>) =
        fields.iter().copied().partition(|field| field.key == "at");
    let names = others.into_iter().chain(date).map(|field| (field.flag, field.help));
    let names = names.filter(|(flag, _)| !said.contains(flag));
    let mut all: Vec<Completion> = Vec::new();
    for (word, about) in words.chain(names).filter(|(word, _)| fits(word)) {
        if !all.iter().any(|other| other.word == word) {
            all.push(made(word, about));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_on_with_the_words_of_its_kind() {
        let words = |line: &str| -> Vec<String> { completions(line).into_iter().map(|one| one.word).collect() };
        assert_eq!(words("run 5k gra"), ["grass"]);
        assert_eq!(words("pain 4 mor"), ["morning"]);
        assert_eq!(words("pain 4 moment w"), ["worst"]);
        assert!(words("run 5k ").contains(&"before".to_owned()));
        assert!(words("run").is_empty() && words("note slept b").is_empty() && words("xyz a").is_empty());
        assert_eq!(completions("run 5k gras")[0].line, "run 5k grass ");
    }
}
