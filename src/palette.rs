//! What each tone looks like: the one file that names colours. A screen turns a `Look` into its own styles, a command
//! into escape sequences. Every meaning has a word, a digit, a letter or a shape as well: `mono` loses nothing.

use crate::domain::settings::ThemeName;
use crate::page::Tone;

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// Its own sixteen.
    #[default]
    Sixteen,
    /// The 256 that are the same in most terminals.
    Indexed,
    /// Any.
    Full,
}

impl Depth {
    /// What a terminal says of itself in `COLORTERM` and `TERM`.
    pub fn told(colorterm: &str, term: &str) -> Self {
        let (colorterm, term) = (colorterm.to_ascii_lowercase(), term.to_ascii_lowercase());
        let full = ["direct", "truecolor", "24bit", "kitty", "alacritty", "ghostty", "wezterm", "foot"];
        if ["truecolor", "24bit"].contains(&&*colorterm) || full.iter().any(|word| term.contains(word)) {
            Self::Full
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// A colour as a terminal is asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Of the terminal's own sixteen.
    Sixteen(u8),
    /// Of the 256.
    Indexed(u8),
    /// Red, green, blue.
    Full([u8; 3]),
}

/// How something looks; what is not set is as the terminal has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Look {
    /// The colour of the signs.
    pub fg: Option<Colour>,
    /// The colour behind them.
    pub bg: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Faint, as the terminal does it.
    pub dim: bool,
    /// Underlined.
    pub underlined: bool,
    /// Signs and what is behind them change places.
    pub reversed: bool,
}

/// A colour in full, and the nearest of the 256 that reads as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ink {
    full: [u8; 3],
    indexed: u8,
}

const fn ink(full: u32, indexed: u8) -> Ink {
    let [_, r, g, b] = full.to_be_bytes();
    Ink { full: [r, g, b], indexed }
}

impl Ink {
    fn at(self, depth: Depth) -> Colour {
        if depth == Depth::Indexed { Colour::Indexed(self.indexed) } else { Colour::Full(self.full) }
    }

    /// Black or white, whichever is read on it.
    fn read_on(self, depth: Depth) -> Ink {
        let shown = if depth == Depth::Indexed { of_the_256(self.indexed) } else { self.full };
        if luminance(shown) > MIDDLE { BLACK } else { WHITE }
    }
}

const BLACK: Ink = ink(0x00_0000, 16);
const WHITE: Ink = ink(0xff_ffff, 231);
/// Black is read on what is lighter than this, white on what is darker; both hold 4.5 : 1 there.
const MIDDLE: f64 = 0.179;

/// The relative luminance of a colour, 0 to 1 (WCAG 2).
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

/// A colour of the 256 behind the sixteen, as most terminals show it.
fn of_the_256(n: u8) -> [u8; 3] {
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match n.saturating_sub(16) {
        cube @ ..216 => [step(cube / 36), step(cube / 6 % 6), step(cube % 6)],
        grey => [8 + 10 * (grey - 216); 3],
    }
}

/// The colours of a theme that has its own.
struct Inks {
    muted: Ink,
    faint: Ink,
    line: Ink,
    accent: Ink,
    good: Ink,
    caution: Ink,
    alarm: Ink,
    /// Behind what is selected, and the text on it.
    selection: (Ink, Ink),
    levels: [Ink; 11],
    surfaces: [(char, Ink); 10],
}

/// Each surface by its letter; `?` is one that is not known.
static DARK: Inks = Inks {
    muted: ink(0x8b_95a3, 246),
    faint: ink(0x5f_6b7a, 242),
    line: ink(0x4a_5260, 239),
    accent: ink(0x6c_b0ff, 75),
    good: ink(0x8c_c2ff, 111),
    caution: ink(0xe8_b339, 214),
    alarm: ink(0xc6_2828, 124),
    selection: (ink(0x2a_3b54, 237), WHITE),
    levels: [
        ink(0x19_2d67, 18),
        ink(0x02_3c7a, 19),
        ink(0x03_4f75, 23),
        ink(0x25_626d, 24),
        ink(0x58_7158, 65),
        ink(0x89_7b36, 101),
        ink(0xb1_8417, 136),
        ink(0xd6_8c15, 172),
        ink(0xfa_9732, 208),
        ink(0xff_ac7c, 216),
        ink(0xfe_c1ac, 223),
    ],
    surfaces: [
        ('g', ink(0x6c_c26c, 107)),
        ('d', ink(0xd0_8f62, 173)),
        ('t', ink(0xef_7f7f, 210)),
        ('l', ink(0xa3_b04a, 143)),
        ('r', ink(0xa2_aab5, 248)),
        ('m', ink(0xb5_97ea, 140)),
        ('c', ink(0x7f_b9c9, 109)),
        ('s', ink(0xd9_bd6a, 179)),
        ('o', ink(0xd4_90c0, 175)),
        ('?', ink(0x9a_a0a8, 247)),
    ],
};

static LIGHT: Inks = Inks {
    muted: ink(0x5b_6470, 241),
    faint: ink(0x8e_97a3, 246),
    line: ink(0xc3_c9d1, 251),
    accent: ink(0x0b_57c2, 26),
    good: ink(0x15_59b8, 25),
    caution: ink(0x8a_5300, 94),
    alarm: ink(0xb7_1c1c, 124),
    selection: (ink(0xcf_e0f7, 189), BLACK),
    levels: [
        ink(0xd1_e8ff, 189),
        ink(0xb2_d9fe, 153),
        ink(0x98_cae6, 117),
        ink(0x97_bab3, 109),
        ink(0xa6_a573, 107),
        ink(0xae_8f39, 136),
        ink(0xae_7807, 100),
        ink(0xa7_6302, 130),
        ink(0x9e_4e05, 94),
        ink(0x94_3804, 124),
        ink(0x87_2102, 88),
    ],
    surfaces: [
        ('g', ink(0x1f_7a33, 22)),
        ('d', ink(0x8f_4e1e, 94)),
        ('t', ink(0xb3_313c, 124)),
        ('l', ink(0x5f_6a00, 58)),
        ('r', ink(0x5a_626d, 241)),
        ('m', ink(0x6f_42c1, 62)),
        ('c', ink(0x1f_6f84, 24)),
        ('s', ink(0x7a_6200, 94)),
        ('o', ink(0x9b_3487, 126)),
        ('?', ink(0x63_676d, 242)),
    ],
};

/// Of the terminal's sixteen: behind each level, and the sign on it.
const LEVELS: [(u8, u8); 11] =
    [(4, 15), (4, 15), (4, 15), (6, 0), (6, 0), (3, 0), (3, 0), (1, 15), (1, 15), (9, 0), (9, 0)];
/// Of the terminal's sixteen: behind each surface, and its letter on it.
const SURFACES: [(char, u8, u8); 10] = [
    ('g', 2, 0),
    ('d', 3, 0),
    ('t', 1, 15),
    ('l', 10, 0),
    ('r', 7, 0),
    ('m', 5, 15),
    ('c', 6, 0),
    ('s', 11, 0),
    ('o', 13, 0),
    ('?', 8, 15),
];

/// The look of tones in one theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Palette {
    /// For a dark background.
    Dark(Depth),
    /// For a light background.
    Light(Depth),
    /// The terminal's own sixteen, legible on either.
    #[default]
    Terminal,
    /// No colour.
    Mono,
}

impl Palette {
    /// The theme as chosen, for a terminal of so many colours; its background tells where the choice is left to it.
    /// A terminal of sixteen colours has only its own.
    pub fn chosen(theme: ThemeName, depth: Depth, background: Option<[u8; 3]>) -> Self {
        match (theme, depth, background) {
            (ThemeName::Mono, ..) => Self::Mono,
            (ThemeName::Terminal, ..) | (_, Depth::Sixteen, _) | (ThemeName::Auto, _, None) => Self::Terminal,
            (ThemeName::Dark, depth, _) => Self::Dark(depth),
            (ThemeName::Light, depth, _) => Self::Light(depth),
            (ThemeName::Auto, depth, Some(rgb)) if luminance(rgb) > MIDDLE => Self::Light(depth),
            (ThemeName::Auto, depth, Some(_)) => Self::Dark(depth),
        }
    }

    /// How a tone looks.
    pub fn look(self, tone: Tone) -> Look {
        match self {
            Self::Dark(depth) => coloured(&DARK, depth, tone),
            Self::Light(depth) => coloured(&LIGHT, depth, tone),
            Self::Terminal => sixteen(tone),
            Self::Mono => mono(tone),
        }
    }

    /// What the selected row looks like; it has a sign as well.
    pub fn selection(self) -> Look {
        let (inks, depth) = match self {
            Self::Dark(depth) => (&DARK, depth),
            Self::Light(depth) => (&LIGHT, depth),
            Self::Terminal | Self::Mono => return Look { reversed: true, ..Look::default() },
        };
        let (bg, fg) = inks.selection;
        Look { fg: Some(fg.at(depth)), bg: Some(bg.at(depth)), ..Look::default() }
    }
}

fn coloured(inks: &Inks, depth: Depth, tone: Tone) -> Look {
    let words = |ink: Ink| Look { fg: Some(ink.at(depth)), ..Look::default() };
    let bold = |look: Look| Look { bold: true, ..look };
    let filled = |ink: Ink| Look { bg: Some(ink.at(depth)), ..words(ink.read_on(depth)) };
    match tone {
        Tone::Plain => Look::default(),
        Tone::Title | Tone::Accent => bold(Look::default()),
        Tone::Bad => Look { underlined: true, ..bold(Look::default()) },
        Tone::Muted => words(inks.muted),
        Tone::Faint => words(inks.faint),
        Tone::Rule => words(inks.line),
        Tone::Good => words(inks.good),
        Tone::Warn => words(inks.caution),
        Tone::Alarm => bold(filled(inks.alarm)),
        Tone::Key => bold(words(inks.accent)),
        Tone::Current => bold(filled(inks.accent)),
        Tone::Level(level) => bold(filled(inks.levels[usize::from(level).min(10)])),
        Tone::LevelBar(level) => words(inks.levels[usize::from(level).min(10)]),
        Tone::Surface(letter) | Tone::SurfaceBar(letter) => words(surface(inks, letter)),
        Tone::SurfaceCell(letter) => filled(surface(inks, letter)),
    }
}

fn surface(inks: &Inks, letter: char) -> Ink {
    let [.., (_, unknown)] = inks.surfaces;
    inks.surfaces.iter().find(|(known, _)| *known == letter).map_or(unknown, |(_, ink)| *ink)
}

/// Words in magenta only, and in the terminal's own: plain yellow is not read on white, nor plain blue on black. Red is
/// behind an alarm, and nowhere else.
fn sixteen(tone: Tone) -> Look {
    let words = |n: u8| Look { fg: Some(Colour::Sixteen(n)), ..Look::default() };
    let filled = |bg: u8, fg: u8| Look { bg: Some(Colour::Sixteen(bg)), ..words(fg) };
    let surface = |letter: char| {
        let [.., (_, bg, fg)] = SURFACES;
        SURFACES.iter().find(|(known, ..)| *known == letter).map_or((bg, fg), |&(_, bg, fg)| (bg, fg))
    };
    match tone {
        Tone::Warn => Look { bold: true, ..words(5) },
        Tone::Alarm => Look { bold: true, ..filled(1, 15) },
        Tone::Level(level) => {
            let (bg, fg) = LEVELS[usize::from(level).min(10)];
            Look { bold: true, ..filled(bg, fg) }
        }
        Tone::LevelBar(level) => words(LEVELS[usize::from(level).min(10)].0),
        Tone::SurfaceBar(letter) => words(surface(letter).0),
        Tone::SurfaceCell(letter) => {
            let (bg, fg) = surface(letter);
            filled(bg, fg)
        }
        other => mono(other),
    }
}

fn mono(tone: Tone) -> Look {
    let (plain, bold) = (Look::default(), Look { bold: true, ..Look::default() });
    match tone {
        Tone::Plain | Tone::Good | Tone::LevelBar(_) | Tone::SurfaceBar(_) => plain,
        Tone::Muted | Tone::Faint | Tone::Rule => Look { dim: true, ..plain },
        Tone::Title | Tone::Warn | Tone::Accent | Tone::Key | Tone::Level(_) | Tone::Surface(_) => bold,
        Tone::Bad => Look { underlined: true, ..bold },
        Tone::Alarm | Tone::Current => Look { reversed: true, ..bold },
        Tone::SurfaceCell(_) => Look { reversed: true, ..plain },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::run_surfaces::MainSurface;

    /// Black and Solarized dark, white and Solarized light.
    const BEHIND: [(&Inks, [[u8; 3]; 2]); 2] =
        [(&DARK, [[0, 0, 0], [0x00, 0x2b, 0x36]]), (&LIGHT, [[255, 255, 255], [0xfd, 0xf6, 0xe3]])];

    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn both(ink: Ink) -> [[u8; 3]; 2] {
        [ink.full, of_the_256(ink.indexed)]
    }

    #[test]
    fn words_are_read_on_every_background_of_their_theme() {
        for (inks, behind) in BEHIND {
            let words = [inks.muted, inks.accent, inks.good, inks.caution];
            for ink in words.into_iter().chain(inks.surfaces.map(|(_, ink)| ink)) {
                for (rgb, page) in both(ink).into_iter().flat_map(|rgb| behind.map(|page| (rgb, page))) {
                    assert!(contrast(rgb, page) >= 4.5, "{rgb:02x?} on {page:02x?}: {:.2}", contrast(rgb, page));
                }
            }
        }
    }

    #[test]
    fn what_stands_on_a_filled_cell_is_read() {
        for (inks, _) in BEHIND {
            let filled = inks.levels.into_iter().chain(inks.surfaces.map(|(_, ink)| ink));
            for bg in filled.chain([inks.alarm, inks.accent]) {
                let full = contrast(bg.full, bg.read_on(Depth::Full).full);
                let indexed = contrast(of_the_256(bg.indexed), of_the_256(bg.read_on(Depth::Indexed).indexed));
                assert!(full.min(indexed) >= 4.5, "{:02x?} {}: {full:.2} {indexed:.2}", bg.full, bg.indexed);
            }
            let ([bg, bg_indexed], [fg, fg_indexed]) = (both(inks.selection.0), both(inks.selection.1));
            assert!(contrast(bg, fg).min(contrast(bg_indexed, fg_indexed)) >= 4.5);
        }
    }

    /// What is seen without one of the three kinds of cones, and with all (Machado, Oliveira and Fernandes 2009).
    const SEEN: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// L* of a colour as somebody sees it.
    fn lightness(rgb: [u8; 3], seen: [[f64; 3]; 3]) -> f64 {
        let linear = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        let part = |row: [f64; 3]| (0..3).map(|i| row[i] * linear[i]).sum::<f64>().clamp(0.0, 1.0);
        let y = 0.2126 * part(seen[0]) + 0.7152 * part(seen[1]) + 0.0722 * part(seen[2]);
        if y > 0.008856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }

    #[test]
    fn neighbours_on_the_ramp_are_told_apart_by_everyone() {
        for (inks, rises) in [(&DARK, true), (&LIGHT, false)] {
            for seen in SEEN {
                let ramp = inks.levels.map(|ink| lightness(ink.full, seen));
                for (level, pair) in ramp.windows(2).enumerate() {
                    let step = if rises { pair[1] - pair[0] } else { pair[0] - pair[1] };
                    assert!(step >= 4.0, "{level} and {}: {step:.1}", level + 1);
                }
            }
            let indexed = inks.levels.map(|ink| ink.indexed);
            assert!(indexed.windows(2).all(|pair| pair[0] != pair[1]), "{indexed:?}");
        }
    }

    #[test]
    fn every_surface_has_a_hue_of_its_own() {
        for inks in [&DARK, &LIGHT] {
            let mut hues: Vec<[u8; 3]> = MainSurface::all().map(|one| surface(inks, one.letter()).full).collect();
            hues.sort_unstable();
            hues.dedup();
            assert_eq!(hues.len(), MainSurface::all().count());
        }
        assert!(MainSurface::all().all(|one| SURFACES.iter().any(|(letter, ..)| *letter == one.letter())));
    }

    const TONES: [Tone; 12] = [
        Tone::Plain,
        Tone::Title,
        Tone::Muted,
        Tone::Faint,
        Tone::Rule,
        Tone::Good,
        Tone::Warn,
        Tone::Bad,
        Tone::Alarm,
        Tone::Accent,
        Tone::Key,
        Tone::Current,
    ];

    #[test]
    fn without_colour_there_is_none_and_the_sixteen_have_no_word_in_yellow_or_blue() {
        let of_kinds = (0..=10).flat_map(|level| [Tone::Level(level), Tone::LevelBar(level)]);
        let surfaces =
            MainSurface::all().flat_map(|one| [Tone::Surface(one.letter()), Tone::SurfaceCell(one.letter())]);
        for tone in TONES.into_iter().chain(of_kinds).chain(surfaces) {
            let look = Palette::Mono.look(tone);
            assert_eq!((look.fg, look.bg), (None, None), "{tone:?}");
        }
        for tone in TONES {
            let fg = Palette::Terminal.look(tone).fg;
            assert!(![3, 4, 11, 12].map(|n| Some(Colour::Sixteen(n))).contains(&fg), "{tone:?}");
        }
    }

    #[test]
    fn the_background_decides_where_nobody_did_and_sixteen_colours_stay_the_terminals() {
        let chosen = Palette::chosen;
        assert_eq!(chosen(ThemeName::Auto, Depth::Full, Some([0, 43, 54])), Palette::Dark(Depth::Full));
        assert_eq!(chosen(ThemeName::Auto, Depth::Indexed, Some([253, 246, 227])), Palette::Light(Depth::Indexed));
        assert_eq!(chosen(ThemeName::Auto, Depth::Full, None), Palette::Terminal);
        assert_eq!(chosen(ThemeName::Dark, Depth::Full, Some([255; 3])), Palette::Dark(Depth::Full));
        assert_eq!(chosen(ThemeName::Light, Depth::Sixteen, None), Palette::Terminal);
        assert_eq!(chosen(ThemeName::Mono, Depth::Full, Some([0; 3])), Palette::Mono);
    }

    #[test]
    fn a_terminal_says_how_many_colours_it_has() {
        for (colorterm, term, depth) in [
            ("truecolor", "xterm-256color", Depth::Full),
            ("24bit", "screen", Depth::Full),
            ("", "xterm-kitty", Depth::Full),
            ("", "xterm-direct", Depth::Full),
            ("", "tmux-256color", Depth::Indexed),
            ("", "xterm", Depth::Sixteen),
            ("", "linux", Depth::Sixteen),
            ("", "", Depth::Sixteen),
        ] {
            assert_eq!(Depth::told(colorterm, term), depth, "{colorterm} {term}");
        }
    }
}
