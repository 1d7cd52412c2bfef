//! A note of several lines as it is shown: broken at its line ends and at blanks, with the place of the cursor.

use unicode_width::UnicodeWidthStr;

use crate::page::visible;

/// A line that is shown: the characters from one place to another, without the line end.
pub type TextSpan = (usize, usize);

fn wide(c: char) -> usize {
    visible(c.encode_utf8(&mut [0; 4])).width()
}

/// The columns of some characters.
pub fn columns(chars: &[char]) -> usize {
    chars.iter().map(|&c| wide(c)).sum()
}

/// The lines of a text in so many columns; at least one.
pub fn lines(chars: &[char], width: usize) -> Vec<TextSpan> {
    let width = width.max(2);
    let (mut found, mut start, mut used, mut after_blank) = (Vec::new(), 0, 0, 0);
    for (i, &c) in chars.iter().enumerate() {
        if c == '\n' {
            found.push((start, i));
            (start, used, after_blank) = (i + 1, 0, i + 1);
            continue;
        }
        if used + wide(c) > width && i > start {
            let end = if after_blank > start { after_blank } else { i };
            found.push((start, end));
            start = end;
            used = columns(&chars[start..i]);
        }
        used += wide(c);
        if c == ' ' {
            after_blank = i + 1;
        }
    }
    found.push((start, chars.len()));
    found
}

/// The line in which the cursor stands.
pub fn line_of(lines: &[TextSpan], cursor: usize) -> usize {
    lines.iter().rposition(|&(start, _)| start <= cursor).unwrap_or(0)
}

/// Where the cursor stands a line further down or up; nothing where there is no such line.
pub fn vertical(text: &str, cursor: usize, down: bool, width: usize) -> Option<usize> {
    let chars: Vec<char> = text.chars().collect();
    let lines = lines(&chars, width);
    let line = line_of(&lines, cursor);
    let (start, _) = *lines.get(line)?;
    let column = columns(chars.get(start..cursor)?);
    let to = if down { line + 1 } else { line.checked_sub(1)? };
    let &(from, end) = lines.get(to)?;
    let last = end - usize::from(to + 1 < lines.len() && end > from && chars.get(end) != Some(&'\n'));
    let place = (from..=last).take_while(|&place| columns(&chars[from..place]) <= column).last();
    Some(place.unwrap_or(from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, width: usize) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        lines(&chars, width).iter().map(|&(from, to)| chars[from..to].iter().collect()).collect()
    }

    #[test]
    fn a_note_breaks_at_its_line_ends_and_at_blanks() {
        assert_eq!(shown("one two\nthree", 20), ["one two", "three"]);
        assert_eq!(shown("one two three", 8), ["one two ", "three"]);
        assert_eq!(shown("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(shown("a\n", 3), ["a", ""]);
        assert_eq!(shown("", 3), [""]);
        assert_eq!(shown("跑步跑", 4), ["跑步", "跑"]);
    }

    #[test]
    fn the_cursor_moves_from_line_to_line() {
        assert_eq!(vertical("one\ntwo", 2, true, 20), Some(6));
        assert_eq!(vertical("one\ntwo", 6, false, 20), Some(2));
        assert_eq!(vertical("one\nt", 3, true, 20), Some(5));
        assert_eq!(vertical("one", 1, true, 20), None);
        assert_eq!(vertical("one", 1, false, 20), None);
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_line_and_no_place_makes_it_panic(text in "[a b\\n跑\\x00é]{0,30}", cursor in 0usize..40, width in 0usize..9) {
            let chars: Vec<char> = text.chars().collect();
            let lines = lines(&chars, width);
            let all: usize = lines.iter().map(|(from, to)| to - from).sum();
            prop_assert_eq!(all, chars.iter().filter(|&&c| c != '\n').count());
            let cursor = cursor.min(chars.len());
            for down in [false, true] {
                if let Some(to) = vertical(&text, cursor, down, width) {
                    prop_assert!(to <= chars.len() && line_of(&lines, to) != line_of(&lines, cursor));
                }
            }
        }
    }
}
