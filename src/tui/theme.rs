//! How a tone looks on the screen: the palette as ratatui's styles; and signs that are nothing but ASCII.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

use crate::domain::settings::ThemeName;
use crate::page::Tone;
use crate::palette::{Colour, Depth, Look, Palette};

/// How the screen is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct DisplayOptions {
    /// Only ASCII signs, whatever the setting says (`--ascii`).
    pub ascii: bool,
    /// The locale has only ASCII signs.
    pub ascii_locale: bool,
    /// The theme, whatever the setting says (`--theme`, `TWINGE_THEME`, `NO_COLOR`).
    pub theme: Option<ThemeName>,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// The colour behind the text, where the terminal has told.
    pub background: Option<[u8; 3]>,
}

impl DisplayOptions {
    /// The theme where that is the setting.
    pub fn theme(&self, set: ThemeName) -> Theme {
        Theme::new(Palette::chosen(self.theme.unwrap_or(set), self.depth, self.background))
    }

    /// True where the background decides, where that is the setting.
    pub fn needs_background(&self, set: ThemeName) -> bool {
        self.theme.unwrap_or(set) == ThemeName::Auto && self.depth != Depth::Sixteen
    }
}

/// The look of tones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Theme(Palette);

impl Theme {
    /// The theme of that palette.
    pub fn new(palette: Palette) -> Self {
        Self(palette)
    }

    /// True where it has no colour: what is shown has a sign then.
    pub fn is_mono(self) -> bool {
        self.0 == Palette::Mono
    }

    /// How a tone looks.
    pub fn style(self, tone: Tone) -> Style {
        style(self.0.look(tone))
    }

    /// How the selected row looks; it has a sign as well.
    pub fn selected(self) -> Style {
        let look = style(self.0.selection());
        let look = look.remove_modifier(Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED);
        match self.0 {
            // whatever colour it had, it is the terminal's own two that change places
            Palette::Terminal => look.fg(Color::Reset).bg(Color::Reset),
            _ => look,
        }
    }
}

fn style(look: Look) -> Style {
    let colour = |colour: Colour| match colour {
        Colour::Sixteen(n) => SIXTEEN[usize::from(n) % SIXTEEN.len()],
        Colour::Indexed(n) => Color::Indexed(n),
        Colour::Full([r, g, b]) => Color::Rgb(r, g, b),
    };
    let mut modifier = Modifier::empty();
    modifier.set(Modifier::BOLD, look.bold);
    modifier.set(Modifier::DIM, look.dim);
    modifier.set(Modifier::UNDERLINED, look.underlined);
    modifier.set(Modifier::REVERSED, look.reversed);
    Style { fg: look.fg.map(colour), bg: look.bg.map(colour), ..Style::new().add_modifier(modifier) }
}

/// The sixteen in the order of their codes.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

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
        "┄" => ".",
        "┊" => ":",
        "━" => "=",
        "‹" => "<",
        "▁" | "▂" | "▃" => ".",
        "▅" | "▆" | "▇" => "#",
        "▲" => "^",
        "✓" => "v",
        "›" | "→" | "▸" => ">",
        "←" => "<",
        "↑" => "^",
        "↓" => "v",
        "█" => "#",
        "░" => ".",
        "▒" => ":",
        "▓" => "+",
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
        let theme = Theme::new(Palette::Mono);
        use Tone::{Accent, Alarm, Bad, Current, Good, Key, Muted, Plain, Title, Warn};
        for tone in [Alarm, Plain, Title, Muted, Good, Warn, Bad, Accent, Key, Current, Tone::Level(4)] {
            let style = theme.style(tone);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        assert_eq!((theme.selected().fg, theme.selected().bg), (None, None));
    }

    #[test]
    fn what_is_given_outside_wins_over_the_setting_and_only_auto_asks() {
        let look = |theme| DisplayOptions { theme, depth: Depth::Full, ..DisplayOptions::default() };
        assert_eq!(look(None).theme(ThemeName::Light), Theme::new(Palette::Light(Depth::Full)));
        assert!(look(Some(ThemeName::Mono)).theme(ThemeName::Light).is_mono());
        assert!(look(None).needs_background(ThemeName::Auto) && !look(None).needs_background(ThemeName::Dark));
        assert!(look(Some(ThemeName::Auto)).needs_background(ThemeName::Dark));
        assert!(!DisplayOptions::default().needs_background(ThemeName::Auto));
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
