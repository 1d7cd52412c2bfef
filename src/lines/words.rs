//! A line as words: quotes of every kind hold several together, and each word knows where it stands.

use crate::domain::refusal::Refusal;

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says, without quotes.
    pub text: String,
    /// True where quotes stand around it: it is text and names nothing.
    pub quoted: bool,
    /// Where it begins in the line, quotes included, bytes.
    pub start: usize,
}

impl Word {
    /// As it is compared: in small letters, without the dashes of a flag. Nothing of a quoted one is a name.
    pub fn name(&self) -> Option<String> {
        (!self.quoted).then(|| self.text.trim_start_matches("--").to_lowercase())
    }
}

/// The sign that closes what this one opens. Phones make curly quotes of plain ones.
fn closing(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' => Some(&['"', '\u{201c}', '\u{201d}']),
        '\'' | '\u{2018}' | '\u{201a}' => Some(&['\'', '\u{2018}', '\u{2019}']),
        '\u{ab}' => Some(&['\u{bb}']),
        _ => None,
    }
}

/// The words of a line. In quotes, `\"` is a quote and `\\` a backslash; an apostrophe within a word is none. A flag may
/// have its value behind `=`.
///
/// # Errors
/// Where a quote is not closed, and where a control character stands in it that is no blank.
pub fn split(line: &str) -> Result<Vec<Word>, Refusal> {
    if let Some(odd) = line.chars().find(|c| c.is_control() && !c.is_whitespace()) {
        let message = format!("There is a hidden character in it (U+{:04X}); take it out.", u32::from(odd));
        return Err(Refusal::new(message));
    }
    let mut words = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        if c.is_whitespace() {
            rest.next();
            continue;
        }
        if let Some(ends) = closing(c).filter(|ends| is_closed(&line[start + c.len_utf8()..], ends, c)) {
            rest.next();
            let mut text = String::new();
            while let Some((at, c)) = rest.next() {
                match (c, rest.peek()) {
                    ('\\', Some(&(_, next))) if next == '\\' || ends.contains(&next) => {
                        text.push(next);
                        rest.next();
                    }
                    (c, next) if ends.contains(&c) && ends_here(ends, c, next.map(|(_, c)| *c)) => break,
                    _ => text.push_str(&line[at..at + c.len_utf8()]),
                }
            }
            words.push(Word { text, quoted: true, start });
            continue;
        }
        if c == '"' {
            return Err(Refusal::new("A quote is opened and not closed; add one at the end of the text."));
        }
        let mut text = String::new();
        while let Some((_, c)) = rest.next_if(|(_, c)| !c.is_whitespace()) {
            text.push(c);
            if c == '=' && text.starts_with("--") {
                text.pop();
                break;
            }
        }
        words.push(Word { text, quoted: false, start });
    }
    Ok(words)
}

/// Units as they are said, and as they are read behind a number.
const UNITS: &[(&str, &str)] = &[
    ("km", "km"),
    ("kilometers", "km"),
    ("kilometres", "km"),
    ("mi", "mi"),
    ("mile", "mi"),
    ("miles", "mi"),
    ("min", "min"),
    ("mins", "min"),
    ("minute", "min"),
    ("minutes", "min"),
    ("h", "h"),
    ("hour", "h"),
    ("hours", "h"),
];

/// Words as people say them: a number and its unit are one, and what ends a part of a sentence is not part of a number
/// or of the first word.
pub fn said(words: Vec<Word>) -> Vec<Word> {
    let is_number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
    };
    let mut all: Vec<Word> = Vec::with_capacity(words.len());
    for mut word in words {
        let unit = UNITS.iter().find(|(said, _)| !word.quoted && word.text.to_lowercase() == *said);
        if let (Some((_, unit)), Some(before)) = (unit, all.last_mut())
            && !before.quoted
            && is_number(&before.text)
        {
            before.text.push_str(unit);
            continue;
        }
        let bare = word.text.trim_end_matches(['.', ',', ';', ':', '!']);
        if !word.quoted && !bare.is_empty() && (all.is_empty() || is_number(bare)) {
            word.text.truncate(bare.len());
        }
        all.push(word);
    }
    all
}

/// True where a sign closes a text: an apostrophe does only at the end of a word.
fn ends_here(ends: &[char], c: char, next: Option<char>) -> bool {
    let is_apostrophe = ends.contains(&'\'') && c != '"';
    !is_apostrophe || next.is_none_or(|next| !next.is_alphanumeric())
}

/// True where what is opened is closed further on.
fn is_closed(rest: &str, ends: &[char], open: char) -> bool {
    let mut before = open;
    let mut signs = rest.chars().peekable();
    while let Some(c) = signs.next() {
        if ends.contains(&c) && before != '\\' && ends_here(ends, c, signs.peek().copied()) {
            return true;
        }
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    false
}

/// A text as it is written into a line, so that it is read back as it is.
pub fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\");
    let mut shown = String::from('"');
    for c in escaped.chars() {
        if ['"', '\u{201c}', '\u{201d}'].contains(&c) {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(line: &str) -> Vec<String> {
        split(line).unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn quotes_hold_words_together_and_apostrophes_do_not() {
        assert_eq!(texts("pain 4 \"sat two hours\""), ["pain", "4", "sat two hours"]);
        assert_eq!(texts("note \u{201c}slept badly\u{201d} again"), ["note", "slept badly", "again"]);
        assert_eq!(texts("note didn't sleep"), ["note", "didn't", "sleep"]);
        assert_eq!(texts("'it didn't go' x"), ["it didn't go", "x"]);
        assert_eq!(texts("rock 'n roll"), ["rock", "'n", "roll"]);
        assert_eq!(texts("a\u{a0}b\tc"), ["a", "b", "c"]);
        assert_eq!(texts("--note=\"two words\""), ["--note", "two words"]);
        assert_eq!(texts(r#""say \"no\" \\""#), [r#"say "no" \"#]);
        assert!(split("note \"open").unwrap_err().message.contains("not closed"));
        assert!(split("note a\u{1b}b").unwrap_err().message.contains("U+001B"));
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(text in "[a-z \"'\\\\\u{201c}\u{201d}é]{0,20}") {
            prop_assert_eq!(texts(&quoted(&text)), [text]);
        }

        #[test]
        fn no_line_panics(line in "\\PC{0,60}") {
            let _ = split(&line);
        }
    }
}
