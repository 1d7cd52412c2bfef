//! A note of several lines as it is shown: broken at its line ends and at blanks, with the place of the cursor. Only what
//! lies near the cursor is laid out, so that a key takes as long in a long note as in a short one.

use unicode_width::UnicodeWidthStr;

use crate::page::visible;

/// A line that is shown: the bytes from one place to another, without the line end.
pub type TextSpan = (usize, usize);

/// A line of the text that is longer, in bytes, is laid out in stretches of this length, each begun on a line of its own.
const STRETCH: usize = 4096;
/// A stretch ends at a blank where there is one in so many bytes before its end.
const WORD: usize = 64;

fn wide(c: char) -> usize {
    visible(c.encode_utf8(&mut [0; 4])).width()
}

/// The columns of some text.
fn columns(text: &str) -> usize {
    text.chars().map(wide).sum()
}

/// The byte before which so many characters stand.
fn byte_of(text: &str, chars: usize) -> usize {
    let mut rest = text.chars();
    if let Some(last) = chars.checked_sub(1) {
        rest.nth(last);
    }
    text.len() - rest.as_str().len()
}

/// The stretch in which a byte lies: what is laid out as one.
fn stretch(text: &str, at: usize) -> TextSpan {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    // where the n-th stretch of the line begins; nothing where the line ends before
    let edge = |n: usize| {
        let to = line + n * STRETCH;
        if n == 0 || to >= text.len() || text.as_bytes().get(at..=to).is_some_and(|rest| rest.contains(&b'\n')) {
            return (n == 0).then_some(line);
        }
        let to = text.floor_char_boundary(to);
        let from = text.floor_char_boundary(to - WORD);
        Some(text[from..to].rfind(' ').map_or(to, |blank| from + blank + 1))
    };
    let n = (at - line) / STRETCH;
    let edges: Vec<usize> = (n.saturating_sub(1)..=n + 2).filter_map(edge).collect();
    let start = edges.iter().rfind(|&&edge| edge <= at).copied().unwrap_or(line);
    let end = edges.iter().find(|&&edge| edge > at).copied();
    (start, end.unwrap_or_else(|| text[at..].find('\n').map_or(text.len(), |end| at + end)))
}

/// The lines of a stretch in so many columns; at least one.
fn lines(text: &str, (from, to): TextSpan, width: usize) -> Vec<TextSpan> {
    let (mut found, mut start, mut used, mut after_blank) = (Vec::new(), from, 0, from);
    for (i, c) in text[from..to].char_indices().map(|(i, c)| (from + i, c)) {
        if used + wide(c) > width && i > start {
            let end = if after_blank > start { after_blank } else { i };
            found.push((start, end));
            start = end;
            used = columns(&text[start..i]);
        }
        used += wide(c);
        if c == ' ' {
            after_blank = i + 1;
        }
    }
    found.push((start, to));
    found
}

/// The lines around the cursor.
#[derive(Debug)]
pub struct Nearby {
    pub lines: Vec<TextSpan>,
    /// The one in which the cursor stands.
    pub line: usize,
    /// The columns before it there.
    pub column: usize,
}

/// The lines around the cursor, which stands behind so many characters: so many before its own and behind it, where
/// there are as many.
pub fn nearby(text: &str, cursor: usize, width: usize, many: usize) -> Nearby {
    let (width, at) = (width.max(2), byte_of(text, cursor));
    let (mut from, mut to) = stretch(text, at);
    let mut found = lines(text, (from, to), width);
    let mut line = found.iter().rposition(|&(start, _)| start <= at).unwrap_or(0);
    let column = found.get(line).map_or(0, |&(start, _)| columns(&text[start..at]));
    while line < many && from > 0 {
        let before = stretch(text, text.floor_char_boundary(from - 1));
        let more = lines(text, before, width);
        (line, from) = (line + more.len(), before.0);
        found.splice(..0, more);
    }
    while found.len() <= line + many && to < text.len() {
        let behind = stretch(text, to + usize::from(text[to..].starts_with('\n')));
        found.extend(lines(text, behind, width));
        to = behind.1;
    }
    Nearby { lines: found, line, column }
}

/// Where the cursor stands a line further down or up; nothing where there is no such line.
pub fn vertical(text: &str, cursor: usize, down: bool, width: usize) -> Option<usize> {
    let Nearby { lines, line, column, .. } = nearby(text, cursor, width, 1);
    let &(from, end) = lines.get(if down { line + 1 } else { line.checked_sub(1)? })?;
    let mut place = from;
    let mut used = 0;
    for c in text[from..end].chars() {
        used += wide(c);
        let after = place + c.len_utf8();
        // behind the last character of a line that goes on is the next line
        let is_next = after == end && !text[end..].starts_with('\n') && end < text.len();
        if used > column || is_next {
            break;
        }
        place = after;
    }
    Some(text[..place].chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All lines of a text.
    fn all(text: &str, width: usize) -> Vec<TextSpan> {
        nearby(text, 0, width, usize::MAX / 2).lines
    }

    fn shown(text: &str, width: usize) -> Vec<&str> {
        all(text, width).iter().map(|&(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn a_note_breaks_at_its_line_ends_and_at_blanks() {
        assert_eq!(shown("one two\nthree", 20), ["one two", "three"]);
        assert_eq!(shown("one two three", 8), ["one two ", "three"]);
        assert_eq!(shown("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(shown("a\n", 3), ["a", ""]);
        assert_eq!(shown("", 3), [""]);
        assert_eq!(shown("\n\n", 3), ["", "", ""]);
        assert_eq!(shown("跑步跑", 4), ["跑步", "跑"]);
    }

    #[test]
    fn the_cursor_moves_from_line_to_line() {
        assert_eq!(vertical("one\ntwo", 2, true, 20), Some(6));
        assert_eq!(vertical("one\ntwo", 6, false, 20), Some(2));
        assert_eq!(vertical("one\nt", 3, true, 20), Some(5));
        assert_eq!(vertical("one", 1, true, 20), None);
        assert_eq!(vertical("one", 1, false, 20), None);
        assert_eq!(vertical("é跑\nabcd", 2, true, 20), Some(6));
    }

    #[test]
    fn of_a_long_note_only_what_is_near_the_cursor_is_laid_out() {
        let words = "did odd drills today ".repeat(50_000);
        let letters = "x".repeat(1 << 20);
        let signs = "跑é".repeat(1 << 18);
        let lines = "did odd drills\n".repeat(80_000);
        let empty = "\n".repeat(1 << 20);
        for text in [words, letters, signs, lines, empty] {
            let chars = text.chars().count();
            for cursor in [0, 1, 4095, 4096, 4097, chars / 2, chars - 1, chars] {
                let Nearby { lines, line, .. } = nearby(&text, cursor, 60, 10);
                // what is laid out is what is returned
                let (from, to) = (lines[0].0, lines[lines.len() - 1].1);
                assert!(to - from <= 3 * STRETCH, "{} of {} bytes at {cursor}", to - from, text.len());
                assert!(line >= 10 || from == 0, "at {cursor}");
                assert!(lines.len() > line + 10 || to == text.len(), "at {cursor}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_line_and_no_place_makes_it_panic(text in "[a b\\n跑\\x00é]{0,30}", cursor in 0usize..40, width in 0usize..9) {
            let lines = all(&text, width);
            let bytes: usize = lines.iter().map(|(from, to)| to - from).sum();
            prop_assert_eq!(bytes, text.bytes().filter(|&c| c != b'\n').count());
            let line_of = |cursor| nearby(&text, cursor, width, usize::MAX / 2).line;
            let cursor = cursor.min(text.chars().count());
            for down in [false, true] {
                if let Some(to) = vertical(&text, cursor, down, width) {
                    prop_assert!(to <= text.chars().count());
                    prop_assert_eq!(line_of(to), if down { line_of(cursor) + 1 } else { line_of(cursor) - 1 });
                }
            }
        }

        #[test]
        fn what_is_near_is_a_part_of_the_whole(parts in proptest::collection::vec("[a b\\n跑é]{0,9}", 1..6), times in 1usize..1500, cursor in any::<prop::sample::Index>(), many in 0usize..6) {
            let text: String = parts.iter().map(|part| part.repeat(times)).collect();
            let lines = all(&text, 20);
            prop_assert_eq!(lines.iter().map(|(from, to)| to - from).sum::<usize>(), text.bytes().filter(|&c| c != b'\n').count());
            prop_assert!(lines.windows(2).all(|two| two[1].0 == two[0].1 + usize::from(text[two[0].1..].starts_with('\n'))));
            let cursor = cursor.index(text.chars().count() + 1);
            let near = nearby(&text, cursor, 20, many);
            let from = lines.iter().position(|line| *line == near.lines[0]).unwrap();
            prop_assert_eq!(&lines[from..from + near.lines.len()], &near.lines[..]);
            prop_assert!(near.line >= many || from == 0);
            prop_assert!(near.lines.len() > near.line + many || from + near.lines.len() == lines.len());
        }
    }
}
