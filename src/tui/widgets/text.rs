//! Lines of words onto the screen: every text passes through `page::visible` here, and nothing is drawn outside its area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthChar;

use crate::domain::words::brief;
use crate::page::layout::is_single;
pub use crate::page::layout::{band, column, column_right, line_width, paragraphs, width, wrap};

use crate::page::{Line, Tone, Word, visible};
use crate::tui::theme::Theme;

/// True for a sign that takes one column on every terminal, whatever stands beside it.
pub fn is_narrow(symbol: &str) -> bool {
    let mut signs = symbol.chars();
    matches!((signs.next(), signs.next()), (Some(sign), None) if sign.is_ascii() || sign.width() == Some(1))
}

/// The row of an area, counted from its top; an empty one below its end.
pub fn row(area: Rect, n: usize) -> Rect {
    let n = u16::try_from(n).unwrap_or(u16::MAX).min(area.height);
    Rect { y: area.y.saturating_add(n), height: area.height.saturating_sub(n).min(1), ..area }
}

/// The area without its first columns.
pub fn after(area: Rect, columns: usize) -> Rect {
    let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(area.width);
    Rect { x: area.x.saturating_add(columns), width: area.width.saturating_sub(columns), ..area }
}

/// The first columns of an area.
pub fn first(area: Rect, columns: usize) -> Rect {
    Rect { width: area.width.min(u16::try_from(columns).unwrap_or(u16::MAX)), ..area }
}

/// Draws a line into the first row of an area; what does not fit ends in `…`. Returns the columns used.
pub fn put(buffer: &mut Buffer, area: Rect, line: &Line, theme: Theme) -> usize {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    put_plain(buffer, area, line, theme).unwrap_or_else(|| put_any(buffer, area, line, theme))
}

/// Draws any line.
fn put_any(buffer: &mut Buffer, area: Rect, line: &Line, theme: Theme) -> usize {
    let mut left = usize::from(area.width);
    let mut x = area.x;
    let fits = line_width(line) <= left;
    if !fits {
        left -= 1;
    }
    for Word { text, tone } in &line.0 {
        let style = theme.style(*tone);
        let next = buffer.set_stringn(x, area.y, visible(&brief(text)), left, style).0;
        let used = usize::from(next - x);
        (x, left) = (next, left - used);
        if !fits && used < width(text) {
            buffer.set_stringn(x, area.y, "…", 1, style);
            x += 1;
            break;
        }
    }
    usize::from(x - area.x)
}

/// Draws a line that is plain, which nearly all are. Nothing of another.
fn put_plain(buffer: &mut Buffer, area: Rect, line: &Line, theme: Theme) -> Option<usize> {
    let from = buffer.index_of(area.x, area.y);
    let row = buffer.content.get_mut(from..from + usize::from(area.width))?;
    let (len, mut used) = (row.len(), 0);
    for Word { text, tone } in &line.0 {
        let style = theme.style(*tone);
        for sign in text.chars() {
            if !is_single(sign) {
                return None;
            }
            let Some(cell) = row.get_mut(used) else {
                row.last_mut()?.set_char('…');
                return Some(len);
            };
            cell.set_char(sign).set_style(style);
            used += 1;
        }
    }
    Some(used)
}

/// Puts a sign of one column at the beginning of an area.
pub fn sign(buffer: &mut Buffer, area: Rect, sign: char, style: Style) {
    let place = first(area, 1).intersection(buffer.area);
    if let Some(cell) = buffer.cell_mut((place.x, place.y)).filter(|_| !place.is_empty()) {
        cell.set_char(sign).set_style(style);
    }
}

/// Empties an area.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Gives an area a style on top of what it has.
pub fn restyle(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area, style);
}

/// A faint line down the first column of an area, between two parts of a page.
pub fn divide(buffer: &mut Buffer, area: Rect, theme: Theme) {
    for y in area.top()..area.bottom() {
        sign(buffer, Rect { y, height: 1, ..area }, '│', theme.style(Tone::Rule));
    }
}

/// A rule across the first row of an area.
pub fn rule(buffer: &mut Buffer, area: Rect, theme: Theme) {
    let (area, style) = (area.intersection(buffer.area), theme.style(Tone::Rule));
    for x in area.left()..area.right() {
        if let Some(cell) = buffer.cell_mut((x, area.y)).filter(|_| !area.is_empty()) {
            cell.set_char('─').set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Palette;
    use proptest::prelude::*;

    fn put_whole(buffer: &mut Buffer, line: &Line, theme: Theme) {
        let area = buffer.area;
        put(buffer, area, line, theme);
    }

    fn shown(buffer: &Buffer) -> String {
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn plain_signs_take_one_column_and_none_joins_its_neighbour() {
        let plain: Vec<char> = ('\0'..='\u{ffff}').filter(|&c| is_single(c)).collect();
        assert!(plain.len() > 1000);
        for &sign in &plain {
            assert_eq!(sign.width(), Some(1), "{sign:?}");
            assert_eq!(visible(&sign.to_string()), sign.to_string());
            // the library takes each of the three for a cell of its own
            let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
            buffer.set_string(0, 0, format!("a{sign}b"), Style::new());
            assert_eq!(shown(&buffer), format!("a{sign}b "));
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        put_whole(&mut buffer, &Line::plain("pain").and(" and run", Tone::Muted), Theme::new(Palette::Mono));
        assert_eq!(shown(&buffer), "pain an…");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        put_whole(&mut buffer, &Line::plain("12345678"), Theme::new(Palette::Mono));
        assert_eq!(shown(&buffer), "12345678");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        put_whole(&mut buffer, &Line::plain("跑步跑"), Theme::new(Palette::Mono));
        assert_eq!(shown(&buffer), "跑 … ");
    }

    #[test]
    fn no_control_of_a_note_reaches_a_cell() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        put_whole(&mut buffer, &Line::plain("a\u{1b}[2J\u{202e}b\nc"), Theme::new(Palette::Mono));
        assert_eq!(shown(&buffer).trim_end(), "a␛[2J‹U+202E›b↵c");
    }

    #[test]
    fn of_a_text_longer_than_any_screen_only_what_can_be_seen_is_laid_out() {
        for piece in ["a", "long ", "a\n", "跑 ", "\u{301}", "\u{1b}"] {
            let text = piece.repeat((1 << 20) / piece.len());
            let line = Line::plain(text.clone());
            let laid = |lines: &[Line]| lines.iter().map(|line| line.text().len()).sum::<usize>();
            assert!(laid(&wrap(&line, 20, 2)) < 50_000, "{piece:?}");
            assert!(laid(&paragraphs(&text, Tone::Plain, 20, 2)) < 50_000, "{piece:?}");
            assert!(line_width(&line) < 50_000, "{piece:?}");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
            put_whole(&mut buffer, &line, Theme::new(Palette::Mono));
        }
    }

    proptest! {
        #[test]
        fn a_plain_line_is_drawn_as_any_other(words in proptest::collection::vec(prop_oneof!["[a-z ·→…é]{0,7}", "[a-z ·→…é語\u{301}\u{fe0f}\u{1b}]{0,6}"], 0..4), x in 0u16..4, width in 0u16..14) {
            let tones = [Tone::Title, Tone::Muted, Tone::Plain];
            let line = words.iter().zip(tones).fold(Line::default(), |line, (word, tone)| line.and(word, tone));
            let area = Rect { x, width, ..Rect::new(0, 0, 1, 1) };
            let (mut one, mut other) = (Buffer::empty(Rect::new(0, 0, 16, 1)), Buffer::empty(Rect::new(0, 0, 16, 1)));
            let area = area.intersection(one.area);
            let used = put(&mut one, area, &line, Theme::new(Palette::Terminal));
            if !area.is_empty() {
                prop_assert_eq!(used, put_any(&mut other, area, &line, Theme::new(Palette::Terminal)));
            }
            prop_assert_eq!(one, other);
        }

        #[test]
        fn no_text_and_no_size_makes_drawing_panic(text in "\\PC{0,20}[\\x00-\\x20é跑👩]{0,20}", x in 0u16..12, y in 0u16..4, w in 0u16..20, h in 0u16..4) {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
            let line = Line::plain(text.clone()).and(text, Tone::Bad);
            put(&mut buffer, Rect::new(x, y, w, h), &line, Theme::new(Palette::Terminal));
        }
    }
}
