//! How a tone looks: the terminal's own sixteen colours, blue and yellow rather than red and green; or no colour at all.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use crate::page::Tone;

/// The look of tones.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    mono: bool,
}

impl Theme {
    /// The theme with colours, or without.
    pub fn new(mono: bool) -> Self {
        Self { mono }
    }

    /// How a tone looks.
    pub fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        let (bold, dim) = (plain.add_modifier(Modifier::BOLD), plain.add_modifier(Modifier::DIM));
        let coloured = |style: Style, colour| if self.mono { style } else { style.fg(colour) };
        match tone {
            Tone::Plain => plain,
            Tone::Title => bold,
            Tone::Muted => dim,
            Tone::Good => coloured(plain, Color::Blue),
            Tone::Warn => coloured(bold, Color::Yellow),
            // in the colours of the text itself, which hold on every background that text can be read on
            Tone::Bad => bold.add_modifier(Modifier::UNDERLINED),
            Tone::Alarm => bold.add_modifier(Modifier::REVERSED),
            Tone::Accent => coloured(bold, Color::Cyan),
            Tone::Key => coloured(bold, Color::Cyan),
        }
    }

    /// How the selected row looks; it has a sign as well.
    pub fn selected(self) -> Style {
        let style = Style::new()
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED);
        if self.mono { style } else { style.fg(Color::Reset).bg(Color::Reset) }
    }
}

/// Puts an ASCII sign in the place of every other sign of a finished frame; two for those that one cannot tell, where a
/// blank beside the word can be spared.
pub fn make_ascii(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            x = spell(row, x) + 1;
        }
    }
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let sign = ascii(cell.symbol());
            cell.set_symbol(sign);
        }
    }
}

/// The signs that take two of ASCII.
const SPELLED: &[(&str, [&str; 2])] = &[("\u{2264}", ["<", "="]), ("\u{2265}", [">", "="]), ("\u{2192}", ["-", ">"])];

/// Spells the sign in a column with two, where it is one of those and the nearest gap of two blanks, before it or after
/// it, can spare one. Returns the column of the last that it wrote.
fn spell(row: &mut [Cell], x: usize) -> usize {
    let Some((_, signs)) = SPELLED.iter().find(|(symbol, _)| *symbol == row[x].symbol()) else { return x };
    let blank = |i: usize| row.get(i).is_none_or(|cell| cell.symbol() == " ");
    let after = (x + 1..row.len()).find(|&i| blank(i) && blank(i + 1));
    // the blank at the edge is the margin that lines begin with
    let before = (1..x).rev().find(|&i| blank(i) && blank(i - 1));
    let from = match (before, after) {
        (Some(before), Some(after)) if x - before <= after - x => before,
        (_, Some(after)) => after,
        (Some(before), None) => before,
        (None, None) => return x,
    };
    let first = if from > x {
        row[x + 1..=from].rotate_right(1);
        x
    } else {
        row[from..x].rotate_left(1);
        x - 1
    };
    let style = row[x].style();
    for (cell, sign) in row[first..].iter_mut().zip(signs) {
        cell.set_symbol(sign).set_style(style);
    }
    first + 1
}

fn ascii(symbol: &str) -> &'static str {
    match symbol {
        "─" | "–" | "—" | "\u{2010}" | "\u{2011}" => "-",
        "│" => "|",
        "›" | "→" | "▸" => ">",
        "←" => "<",
        "↑" => "^",
        "↓" => "v",
        "█" => "#",
        "░" => ".",
        "−" => "-",
        // ~ is the sign of what goes on beyond its place, and of nothing else
        "…" => "~",
        "○" => "o",
        "◐" => "+",
        "●" => "*",
        "·" => ".",
        "≤" => "<",
        "≥" => ">",
        "\u{2018}" | "\u{2019}" => "'",
        "\u{201c}" | "\u{201d}" => "\"",
        "×" => "x",
        // the line breaks and tabs of a note
        "↵" => "|",
        "⇥" => " ",
        // with the full block the pixels of large digits
        "▀" => "'",
        "▄" => ".",
        _ => "?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::steps::State;

    #[test]
    fn without_colour_no_style_has_one() {
        let theme = Theme::new(true);
        use Tone::{Accent, Alarm, Bad, Good, Key, Muted, Plain, Title, Warn};
        for tone in [Alarm, Plain, Title, Muted, Good, Warn, Bad, Accent, Key] {
            let style = theme.style(tone);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        assert_eq!((theme.selected().fg, theme.selected().bg), (None, None));
    }

    #[test]
    fn signs_are_spelled_with_two_where_a_blank_can_be_spared() {
        let spelled = |text: &str| {
            let mut buffer = Buffer::with_lines([text]);
            make_ascii(&mut buffer);
            buffer.content.iter().map(Cell::symbol).collect::<String>()
        };
        assert_eq!(spelled("up to \u{2264}5 km  grass"), "up to <=5 km grass");
        assert_eq!(spelled("steady    3\u{2192}4 hold"), "steady   3->4 hold");
        assert_eq!(spelled("a\u{2192}b  c\u{2192}d  "), "a->b c->d ");
        assert_eq!(spelled("a\u{2192}b c"), "a>b c", "there is no blank to spare");
        assert_eq!(spelled(" a\u{2192}b c  d"), " a->b c d", "the margin stays");
        assert_eq!(spelled("a\u{2192}b "), "a->b");
    }

    #[test]
    fn what_is_cut_has_a_sign_of_its_own() {
        let mut buffer = Buffer::with_lines(["half-length insol\u{2026} \u{b7} \u{25d0}"]);
        make_ascii(&mut buffer);
        let shown: String = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(shown, "half-length insol~ . +");
    }

    #[test]
    fn the_states_of_a_step_stay_apart_in_ascii() {
        let signs: Vec<_> = State::ALL.iter().map(|state| ascii(&state.sign().to_string())).collect();
        assert_eq!(signs, ["o", "+", "*", "-"]);
    }
}
