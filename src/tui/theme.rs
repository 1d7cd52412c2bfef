//! How a tone looks: the terminal's own sixteen colours, blue and yellow rather than red and green; or no colour at all.

use ratatui::buffer::Buffer;
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
            Tone::Bad => coloured(bold.add_modifier(Modifier::UNDERLINED), Color::Yellow),
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

/// Puts an ASCII sign in the place of every other sign of a finished frame.
pub fn make_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let sign = ascii(cell.symbol());
            cell.set_symbol(sign);
        }
    }
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
        "±" => "~",
        "○" => "o",
        "◐" => "~",
        "●" => "*",
        "…" | "·" => ".",
        "≤" => "<",
        "≥" => ">",
        "\u{2018}" | "\u{2019}" => "'",
        "\u{201c}" | "\u{201d}" => "\"",
        "×" => "x",
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
        use Tone::{Accent, Bad, Good, Key, Muted, Plain, Title, Warn};
        for tone in [Plain, Title, Muted, Good, Warn, Bad, Accent, Key] {
            let style = theme.style(tone);
            assert_eq!((style.fg, style.bg), (None, None), "{tone:?}");
        }
        assert_eq!((theme.selected().fg, theme.selected().bg), (None, None));
    }

    #[test]
    fn the_states_of_a_step_stay_apart_in_ascii() {
        let signs: Vec<_> = State::ALL.iter().map(|state| ascii(&state.sign().to_string())).collect();
        assert_eq!(signs, ["o", "~", "*", "-"]);
    }
}
