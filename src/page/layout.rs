//! Words to a width: how many columns a text takes, and where a line is broken. The screen, the command line and the
//! page of text all break lines here. (A PDF measures letters, not columns: `render/pdf/font.rs`.)

use unicode_width::UnicodeWidthStr;

use super::{Line, Tone, Word, visible};
use crate::domain::words::brief;

/// The columns that a text takes, as far as it is ever seen.
pub fn width(text: &str) -> usize {
    let text = &*brief(text);
    if is_plain(text) { text.chars().count() } else { visible(text).width() }
}

/// True for a character that is a sign of one column of its own: ASCII without controls, the letters of western
/// languages, dashes and dots, arrows, mathematical signs, lines and shapes.
pub fn is_single(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{22ff}' | '\u{2500}'..='\u{25fc}')
}

/// True for a text of nothing but such. Most of what is drawn is, and need not be looked through for signs of several
/// characters.
fn is_plain(text: &str) -> bool {
    text.chars().all(is_single)
}

/// The columns that a line takes.
pub fn line_width(line: &Line) -> usize {
    line.0.iter().map(|word| width(&word.text)).sum()
}

/// A line broken at blanks into lines no wider than `width`; those after the first begin with `indent` blanks.
pub fn wrap(line: &Line, width: usize, indent: usize) -> Vec<Line> {
    let width = width.max(1);
    if line_width(line) <= width {
        let seen = |word: &Word| Word { text: brief(&word.text).into_owned(), tone: word.tone };
        return vec![Line(line.0.iter().map(seen).collect())];
    }
    let indent = if indent * 2 < width { indent } else { 0 };
    let mut lines = vec![Line::default()];
    let mut used = 0;
    for (i, Word { text, tone }) in line.0.iter().enumerate() {
        // what a key does stands in the line of the key
        let next = line.0.get(i + 1).filter(|_| *tone == Tone::Key);
        let glued = next.map_or(0, |next| {
            let blanks = next.text.len() - next.text.trim_start_matches(' ').len();
            blanks + visible(&brief(&next.text)).trim_start_matches(' ').split(' ').next().unwrap_or_default().width()
        });
        for piece in visible(&brief(text)).split_inclusive(' ') {
            let wide = piece.trim_end_matches(' ').width() + glued;
            if used + wide > width && used > indent {
                lines.push(Line::plain(" ".repeat(indent)));
                used = indent;
            }
            used = add_piece(&mut lines, used, piece, *tone, width);
        }
    }
    lines.iter_mut().for_each(trim_end);
    lines
}

/// Takes the blanks off the end of a line: they would count as text that does not fit.
pub fn trim_end(line: &mut Line) {
    while let Some(last) = line.0.last_mut() {
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            break;
        }
        line.0.pop();
    }
}

/// A text in lines that fill the width, each of one tone to its end: what must not be overlooked.
pub fn band(text: &str, tone: Tone, width: usize) -> Vec<Line> {
    let lines = wrap(&Line::of(text, tone), width.saturating_sub(2), 0);
    let filled = |line: Line| {
        let text = line.text();
        let gap = width.saturating_sub(self::width(&text) + 1);
        Line::of(format!(" {text}{}", " ".repeat(gap)), tone)
    };
    lines.into_iter().map(filled).collect()
}

/// A text of several lines in one tone, each broken at blanks; all begin with `indent` blanks.
pub fn paragraphs(text: &str, tone: Tone, width: usize, indent: usize) -> Vec<Line> {
    let line = |line: &str| wrap(&Line::plain(" ".repeat(indent)).and(line, tone), width, indent);
    brief(text).lines().flat_map(line).collect()
}

/// Adds a piece to the last line, broken where it is wider than a whole line. Returns the columns used in the last line.
fn add_piece(lines: &mut Vec<Line>, used: usize, piece: &str, tone: Tone, width: usize) -> usize {
    let mut push = |text: &mut String, ends: bool| {
        if let Some(last) = lines.last_mut()
            && !text.is_empty()
        {
            last.0.push(Word { text: std::mem::take(text), tone });
        }
        if ends {
            lines.push(Line::default());
        }
    };
    if used + piece.trim_end_matches(' ').width() <= width {
        push(&mut piece.to_owned(), false);
        return used + piece.width();
    }
    let (mut before, mut text) = (used, String::new());
    for c in piece.chars() {
        text.push(c);
        // signs may be wider together than one by one
        if c != ' ' && before + text.width() > width && (before > 0 || text.len() > c.len_utf8()) {
            text.pop();
            push(&mut text, true);
            (before, text) = (0, c.to_string());
        }
    }
    let used = before + text.width();
    push(&mut text, false);
    used
}

/// A text broken at blanks and ends of lines into lines no wider than `width`, and two at least; at least one line.
pub fn wrap_text(text: &str, width: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    wrap(&Line::plain(words.join(" ")), width.max(2), 0).iter().map(Line::text).collect()
}

/// A text filled up to a width, for columns.
pub fn column(text: &str, width: usize) -> String {
    text.to_owned() + &" ".repeat(width.saturating_sub(self::width(text)))
}

/// A text set to the right of a width, for columns.
pub fn column_right(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(self::width(text))) + text
}

/// A label and its text, whose further lines stand below its first.
pub fn hang(label: &str, widest: usize, text: &str, room: usize) -> Vec<String> {
    let lines = wrap_text(text, room.saturating_sub(widest)).into_iter().enumerate();
    lines.map(|(i, line)| column(if i == 0 { label } else { "" }, widest) + &line).collect()
}

/// Two columns of lines: the right ones begin at a column.
pub fn beside(left: &[Line], right: &[Line], at: usize) -> Vec<Line> {
    (0..left.len().max(right.len()))
        .map(|row| {
            let mut line = left.get(row).cloned().unwrap_or_default();
            if let Some(right) = right.get(row).filter(|right| !right.0.is_empty()) {
                let gap = at.saturating_sub(line_width(&line));
                line = line.and(" ".repeat(gap), Tone::Plain);
                line.0.extend(right.0.iter().cloned());
            }
            line
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_blanks_and_words_too_long_break_anywhere() {
        let texts = |text: &str, width| wrap(&Line::plain(text), width, 2).iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(texts("one two three", 8), ["one two", "  three"]);
        assert_eq!(texts("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(texts("", 4), [""]);
        assert_eq!(texts("a b", 0), ["a", "b"]);
    }

    #[test]
    fn text_is_broken_at_blanks_and_wide_signs_count_twice() {
        assert_eq!(wrap_text("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap_text("", 7), [""]);
        assert_eq!(wrap_text("aaaaaaaaab", 4), ["aaaa", "aaaa", "ab"]);
        assert_eq!(wrap_text("足が痛い", 4), ["足が", "痛い"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,200}", room in 2usize..90) {
            let lines = wrap_text(&text, room);
            prop_assert!(lines.iter().all(|line| width(line) <= room || line.chars().count() == 1));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn no_broken_line_is_too_wide(text in "\\PC{0,20}[\\x00-\\x20é跑👩]{0,20}", room in 0usize..20) {
            let line = Line::plain(text.clone()).and(text, Tone::Bad);
            for one in wrap(&line, room, 3) {
                prop_assert!(line_width(&one) <= room.max(2), "{one:?}");
            }
        }
    }

    #[test]
    fn columns_stand_side_by_side_and_the_longer_goes_on() {
        let lines = |texts: &[&str]| texts.iter().map(|&text| Line::plain(text)).collect::<Vec<_>>();
        let both = beside(&lines(&["ab", "c"]), &lines(&["x", "y", "z"]), 4);
        assert_eq!(both.iter().map(Line::text).collect::<Vec<_>>(), ["ab  x", "c   y", "    z"]);
    }
}
