//! Which colours the outside asks for: `--theme`, `TWINGE_THEME`, `NO_COLOR`, and what the terminal says of itself.

use clap::ArgMatches;

use crate::domain::refusal::Refusal;
use crate::domain::settings::ThemeName;
use crate::palette::{Depth, Palette};
use crate::world::World;

/// What the outside asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// The theme, whatever the setting says.
    pub theme: Option<ThemeName>,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// What some terminals say of their background before they are asked.
    pub background: Option<[u8; 3]>,
    /// False where what is printed is not seen on a terminal that has styles.
    prints_styles: bool,
}

impl Colours {
    /// Reads them. The flag is nearest, then the variable; `NO_COLOR` holds over the setting of the journal, which may
    /// have been made on another computer.
    ///
    /// # Errors
    /// Where the variable is none of the themes.
    pub fn read(matches: &ArgMatches, world: &World) -> Result<Self, Refusal> {
        let set = |name: &str| (world.variable)(name).map(|value| value.to_string_lossy().into_owned());
        let flag = matches.get_one::<String>("theme").map(|name| ThemeName::read(name)).transpose()?;
        let variable = match (flag, set("TWINGE_THEME")) {
            (None, Some(name)) => Some(
                ThemeName::read(&name)
                    .map_err(|refusal| Refusal::new(format!("The variable TWINGE_THEME: {}", refusal.message)))?,
            ),
            _ => None,
        };
        let plain = set("NO_COLOR").map(|_| ThemeName::Mono);
        let term = set("TERM").unwrap_or_default();
        Ok(Self {
            theme: flag.or(variable).or(plain),
            depth: Depth::told(&set("COLORTERM").unwrap_or_default(), &term),
            background: set("COLORFGBG").and_then(|told| background(&told)),
            prints_styles: world.out_is_terminal && !["", "dumb"].contains(&&*term),
        })
    }

    /// The look of what is printed; nothing where it is not seen on a terminal. Nobody asks that for its background.
    pub fn printed(&self, set: ThemeName) -> Option<Palette> {
        let palette = Palette::chosen(self.theme.unwrap_or(set), self.depth, self.background);
        Some(palette).filter(|palette| self.prints_styles && *palette != Palette::Mono)
    }
}

/// The background of `foreground;background` or `foreground;default;background`, by the numbers of the sixteen.
fn background(told: &str) -> Option<[u8; 3]> {
    match told.rsplit(';').next()?.parse().ok()? {
        0_u8..=6 | 8 => Some([0; 3]),
        7 | 9..=15 => Some([255; 3]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::grammar;

    fn read(arguments: &str, set: &'static [(&'static str, &'static str)]) -> Result<Colours, Refusal> {
        let mut world = World::fixed(chrono::DateTime::UNIX_EPOCH.fixed_offset());
        world.variable = Box::new(move |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()));
        let line = format!("twinge {arguments}");
        Colours::read(&grammar::whole(&[], 80).try_get_matches_from(line.split_whitespace()).unwrap(), &world)
    }

    #[test]
    fn the_flag_wins_over_the_variable_and_that_over_no_color() {
        let theme = |arguments, set| read(arguments, set).unwrap().theme;
        assert_eq!(theme("", &[]), None);
        assert_eq!(theme("", &[("NO_COLOR", "1")]), Some(ThemeName::Mono));
        assert_eq!(theme("", &[("NO_COLOR", "1"), ("TWINGE_THEME", "light")]), Some(ThemeName::Light));
        assert_eq!(theme("--theme dark", &[("NO_COLOR", "1"), ("TWINGE_THEME", "pink")]), Some(ThemeName::Dark));
        let refusal = read("", &[("TWINGE_THEME", "pink")]).unwrap_err().message;
        assert!(refusal.starts_with("The variable TWINGE_THEME:") && refusal.contains("terminal, mono"), "{refusal}");
    }

    #[test]
    fn what_is_printed_has_styles_only_where_they_are_seen() {
        let printed = |set| read("", set).unwrap().printed(ThemeName::Auto);
        assert_eq!(printed(&[]), None);
        assert_eq!(printed(&[("TERM", "dumb")]), None);
        assert_eq!(printed(&[("TERM", "xterm-256color")]), Some(Palette::Terminal));
        assert_eq!(printed(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), None);
        let told = printed(&[("TERM", "xterm-256color"), ("COLORFGBG", "0;15")]);
        assert_eq!(told, Some(Palette::Light(Depth::Indexed)));
    }
}
