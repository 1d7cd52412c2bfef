//! Typing in a line or a note as in a shell: moving, deleting, and bringing back what was cut.

use tui_input::{Input as Text, InputRequest};
use unicode_width::UnicodeWidthChar as _;

use crate::tui::terminal::input::Key;

/// What was cut last, in any field. Cuts that follow each other are one.
#[derive(Clone, Debug, Default)]
pub struct Killed {
    text: String,
    /// How the last cut left its field: the next one there is joined to it.
    left: Option<(String, usize)>,
}

impl Killed {
    /// Takes the characters between the cursor and a place out of a text.
    fn take(&mut self, text: &mut Text, to: usize) {
        let (from, to, back) = if to < text.cursor() { (to, text.cursor(), true) } else { (text.cursor(), to, false) };
        if from == to {
            return;
        }
        let all = text.value().chars();
        let taken: String = all.clone().skip(from).take(to - from).collect();
        let rest: String = all.clone().take(from).chain(all.skip(to)).collect();
        let goes_on = self.left.as_ref().is_some_and(|(left, at)| left == text.value() && *at == text.cursor());
        self.text = match (goes_on, back) {
            (false, _) => taken,
            (true, true) => taken + &self.text,
            (true, false) => std::mem::take(&mut self.text) + &taken,
        };
        self.left = Some((rest.clone(), from));
        *text = Text::new(rest).with_cursor(from);
    }
}

/// Puts text at the cursor of a line, which keeps no line ends, or of a note.
pub fn insert(text: &mut Text, more: &str, note: bool) {
    let more = if note { more.to_owned() } else { more.trim_end().replace('\n', " ") };
    let all = text.value().chars();
    let cursor = text.cursor() + more.chars().count();
    let whole = all.clone().take(text.cursor()).chain(more.chars()).chain(all.skip(text.cursor())).collect();
    *text = Text::new(whole).with_cursor(cursor);
}

/// Types or edits in a line or a note.
pub fn edit(text: &mut Text, key: Key, cut: &mut Killed, note: bool) {
    if let Some(request) = step(key, note) {
        text.handle(request);
        return;
    }
    let chars: Vec<char> = text.value().chars().collect();
    let at = text.cursor().min(chars.len());
    let to = match key {
        Key::WordLeft | Key::Alt('b') => word_back(&chars, at),
        Key::WordRight | Key::Alt('f') => word_on(&chars, at),
        Key::Home | Key::Ctrl('a') => line_start(&chars, at),
        Key::End | Key::Ctrl('e') => line_end(&chars, at),
        Key::AltBackspace => return cut.take(text, word_back(&chars, at)),
        Key::Alt('d') => return cut.take(text, word_on(&chars, at)),
        Key::Ctrl('w') => return cut.take(text, blank_back(&chars, at)),
        Key::Ctrl('u') => return cut.take(text, line_start(&chars, at)),
        // at its end the line is joined to the next one
        Key::Ctrl('k') => return cut.take(text, line_end(&chars, at).max((at + 1).min(chars.len()))),
        Key::Ctrl('y') => return insert(text, &cut.text.clone(), note),
        _ => return,
    };
    text.handle(InputRequest::SetCursor(to));
}

/// What a key does to one character.
fn step(key: Key, note: bool) -> Option<InputRequest> {
    Some(match key {
        Key::Char(c) => InputRequest::InsertChar(c),
        Key::Ctrl('j') | Key::AltEnter if note => InputRequest::InsertChar('\n'),
        Key::Left | Key::Ctrl('b') => InputRequest::GoToPrevChar,
        Key::Right | Key::Ctrl('f') => InputRequest::GoToNextChar,
        Key::Backspace => InputRequest::DeletePrevChar,
        Key::Delete | Key::Ctrl('d') => InputRequest::DeleteNextChar,
        _ => return None,
    })
}

/// True for letters and digits, and for accents that stand on them.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c.width() == Some(0)
}

/// Where the word at a place, or the one before it, begins.
fn word_back(chars: &[char], at: usize) -> usize {
    let before = chars.get(..at).unwrap_or_default();
    let end = before.iter().rposition(|&c| in_word(c)).map_or(0, |last| last + 1);
    before.get(..end).unwrap_or_default().iter().rposition(|&c| !in_word(c)).map_or(0, |gap| gap + 1)
}

/// Where the word at a place, or the one behind it, ends.
fn word_on(chars: &[char], at: usize) -> usize {
    let rest = chars.get(at..).unwrap_or_default();
    let start = rest.iter().position(|&c| in_word(c)).unwrap_or(rest.len());
    let word = rest.get(start..).unwrap_or_default();
    at + start + word.iter().position(|&c| !in_word(c)).unwrap_or(word.len())
}

/// Where what stands between blanks before a place begins.
fn blank_back(chars: &[char], at: usize) -> usize {
    let before = chars.get(..at).unwrap_or_default();
    let end = before.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
    before.get(..end).unwrap_or_default().iter().rposition(|c| c.is_whitespace()).map_or(0, |gap| gap + 1)
}

fn line_start(chars: &[char], at: usize) -> usize {
    chars.get(..at).unwrap_or_default().iter().rposition(|&c| c == '\n').map_or(0, |end| end + 1)
}

fn line_end(chars: &[char], at: usize) -> usize {
    let rest = chars.get(at..).unwrap_or_default();
    at + rest.iter().position(|&c| c == '\n').unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text after some keys, the cursor as `|`.
    fn after(start: &str, note: bool, keys: &[Key]) -> String {
        let (mut text, mut cut) = (Text::new(start.into()), Killed::default());
        keys.iter().for_each(|&key| edit(&mut text, key, &mut cut, note));
        let all = text.value().chars();
        all.clone().take(text.cursor()).chain(['|']).chain(all.skip(text.cursor())).collect()
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        use Key::{Alt, AltBackspace, Ctrl};
        let cases: &[(&str, &[Key], &str)] = &[
            ("one two", &[Alt('b')], "one |two"),
            ("one two", &[Alt('b'), Alt('b')], "|one two"),
            ("one two", &[Ctrl('a'), Alt('f')], "one| two"),
            ("one two", &[Ctrl('a'), Alt('d')], "| two"),
            ("one two", &[AltBackspace], "one |"),
            ("one two", &[AltBackspace, AltBackspace, Ctrl('y')], "one two|"),
            ("one two", &[Ctrl('a'), Alt('d'), Alt('d'), Ctrl('y')], "one two|"),
            ("5k grass:3k", &[Ctrl('w')], "5k |"),
            ("5k grass:3k", &[AltBackspace], "5k grass:|"),
            ("abc", &[Ctrl('a'), Ctrl('d')], "|bc"),
            ("abc", &[Ctrl('b'), Ctrl('b'), Ctrl('f'), Ctrl('d')], "ab|"),
            ("abc", &[Ctrl('a'), Ctrl('k'), Ctrl('y')], "abc|"),
            ("abc", &[Ctrl('b'), Ctrl('u'), Ctrl('e'), Ctrl('y')], "cab|"),
            ("abc", &[Ctrl('u'), Key::Char('x'), Ctrl('k'), Ctrl('y')], "xabc|"),
            ("", &[Ctrl('y'), Ctrl('u'), Ctrl('k'), Ctrl('w'), Alt('d'), Alt('b')], "|"),
            ("cafe\u{301} noir", &[Alt('b'), Alt('b')], "|cafe\u{301} noir"),
        ];
        for (start, keys, shown) in cases {
            assert_eq!(after(start, false, keys), *shown, "{start} {keys:?}");
        }
    }

    #[test]
    fn in_a_note_the_keys_of_a_line_are_about_the_line_of_the_cursor() {
        use Key::{Ctrl, Up};
        for (keys, shown) in [
            (&[Ctrl('u')][..], "one\ntwo\n|"),
            (&[Ctrl('u'), Ctrl('u')], "one\ntwo\n|"),
            (&[Ctrl('u'), Ctrl('y'), Ctrl('y')], "one\ntwo\nthreethree|"),
            (&[Key::Home], "one\ntwo\n|three"),
            (&[Key::Home, Ctrl('b'), Ctrl('a'), Ctrl('k')], "one\n|\nthree"),
            (&[Key::Home, Ctrl('b'), Ctrl('a'), Ctrl('k'), Ctrl('k')], "one\n|three"),
            (&[Key::Home, Ctrl('b'), Ctrl('a'), Ctrl('k'), Ctrl('k'), Ctrl('y')], "one\ntwo\n|three"),
            (&[Up, Key::AltEnter, Ctrl('j')], "one\ntwo\nthree\n\n|"),
        ] {
            assert_eq!(after("one\ntwo\nthree", true, keys), shown, "{keys:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_cut_comes_back_and_no_keys_break_it(start in "[a b\\n跑é\u{301}:,]{0,12}", keys in proptest::collection::vec(0usize..17, 0..24), note: bool) {
            use Key::{Alt, Ctrl};
            let all = [
                Ctrl('a'), Ctrl('b'), Ctrl('d'), Ctrl('e'), Ctrl('f'), Ctrl('k'), Ctrl('u'), Ctrl('w'), Ctrl('y'), Ctrl('j'),
                Alt('b'), Alt('d'), Alt('f'), Key::AltBackspace, Key::Backspace, Key::Left, Key::Char('x'),
            ];
            let (mut text, mut cut) = (Text::new(start), Killed::default());
            for key in keys {
                let (was, cursor) = (text.value().to_owned(), text.cursor());
                edit(&mut text, all[key], &mut cut, note);
                prop_assert!(text.cursor() <= text.value().chars().count());
                let cuts = matches!(all[key], Ctrl('k' | 'u' | 'w') | Alt('d') | Key::AltBackspace);
                if cuts && text.value() != was {
                    // at once and alone, what was cut is put back where it was
                    let (mut again, mut fresh) = (Text::new(was.clone()).with_cursor(cursor), Killed::default());
                    edit(&mut again, all[key], &mut fresh, true);
                    edit(&mut again, Ctrl('y'), &mut fresh, true);
                    prop_assert_eq!(again.value(), was);
                }
            }
        }
    }
}
