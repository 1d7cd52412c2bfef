//! The fonts: DejaVu Sans Condensed, regular and bold; a line of text becomes glyphs in the order they are seen in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

static REGULAR: LazyLock<Vec<u8>> =
    LazyLock::new(|| unpacked(include_bytes!("../../../assets/fonts/DejaVuSansCondensed.ttf.gz")));
static BOLD: LazyLock<Vec<u8>> =
    LazyLock::new(|| unpacked(include_bytes!("../../../assets/fonts/DejaVuSansCondensed-Bold.ttf.gz")));

/// A font as it is used. In the program it is packed: it would be a twentieth of it.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // what cannot be unpacked is no font, which is told where the fonts are read
    let _ = GzDecoder::new(packed).read_to_end(&mut bytes);
    bytes
}

/// Stands for a sign that a font lacks.
const LACKING: char = '\u{25a1}';
/// Signs without a meaning in a file.
const NEVER: [char; 3] = ['\0', '\u{feff}', '\u{fffe}'];

struct Typeface {
    font: Font,
    face: Face<'static>,
    em: f32,
}

impl Typeface {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let (font, face) = (Font::new(bytes.into(), 0)?, Face::from_slice(bytes, 0)?);
        let em = font.units_per_em();
        Some(Self { font, face, em })
    }

    fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some()
    }

    /// The glyph that stands for a sign that the font lacks: an empty box that is a sign itself. The font’s own has no
    /// meaning, which an accessible file must not hold.
    fn lacking(&self) -> u32 {
        self.face.glyph_index(LACKING).map_or(0, |glyph| u32::from(glyph.0))
    }
}

/// Both fonts, and the widths of words once measured.
pub struct Fonts {
    regular: Typeface,
    bold: Typeface,
    widths: RefCell<HashMap<(bool, String), f32>>,
}

/// Glyphs of one font and one direction.
pub struct GlyphRun {
    /// The font.
    pub font: Font,
    /// The text they stand for.
    pub text: String,
    /// The glyphs, from left to right; a sign that the font lacks is an empty box.
    pub glyphs: Vec<KrillaGlyph>,
    /// Their width at a size of one.
    pub width: f32,
}

impl Fonts {
    /// The fonts; nothing where they cannot be read.
    pub fn new() -> Option<Self> {
        Some(Self { regular: Typeface::new(&REGULAR)?, bold: Typeface::new(&BOLD)?, widths: RefCell::default() })
    }

    /// True where a letter can be drawn, or has nothing to draw: blanks, joiners, signs that choose a form.
    pub fn has(&self, c: char) -> bool {
        let unseen = c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}');
        unseen || self.regular.has(c) || self.bold.has(c)
    }

    /// The width of a text in points.
    pub fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        let key = (bold, text.to_owned());
        if let Some(width) = self.widths.borrow().get(&key) {
            return width * size;
        }
        let width = self.runs(text, bold).iter().map(|run| run.width).sum();
        self.widths.borrow_mut().insert(key, width);
        width * size
    }

    /// A line as runs in the order they are seen in, from left to right.
    pub fn runs(&self, text: &str, bold: bool) -> Vec<GlyphRun> {
        let text = &text.replace(NEVER, "");
        let bidi = BidiInfo::new(text, Some(Level::ltr()));
        let mut runs = Vec::new();
        for paragraph in &bidi.paragraphs {
            let (levels, seen) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for range in seen {
                let right_to_left = levels.get(range.start).is_some_and(Level::is_rtl);
                runs.push(self.run(&text[range], bold, right_to_left));
            }
        }
        runs
    }

    fn run(&self, text: &str, bold: bool, right_to_left: bool) -> GlyphRun {
        // the bold font knows fewer scripts
        let knows = |c: char| self.bold.has(c) || !self.regular.has(c);
        let typeface = if bold && text.chars().all(knows) { &self.bold } else { &self.regular };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = rustybuzz::shape(&typeface.face, &[], buffer);
        let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
        // each cluster reaches to where the next one in the text begins
        let mut begins: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        begins.sort_unstable();
        begins.dedup();
        let end = |begin: usize| begins.iter().copied().find(|&other| other > begin).unwrap_or(text.len());
        let em = |units: i32| units as f32 / typeface.em;
        let lacking = typeface.lacking();
        let wide = typeface.face.glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(lacking as u16));
        let box_width = em(i32::from(wide.unwrap_or_default()));
        let glyph = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
            let begin = info.cluster as usize;
            let lacks = info.glyph_id == 0;
            KrillaGlyph::new(
                GlyphId::new(if lacks { lacking } else { info.glyph_id }),
                if lacks { box_width } else { em(place.x_advance) },
                em(place.x_offset),
                em(place.y_offset),
                em(place.y_advance),
                begin..end(begin),
                None,
            )
        };
        let glyphs: Vec<KrillaGlyph> = infos.iter().zip(places).map(glyph).collect();
        let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        GlyphRun { font: typeface.font.clone(), text: text.to_owned(), glyphs, width }
    }

    /// The lines of a text, none wider than that; a word that is wider than a line is broken. At least one line.
    pub fn wrap(&self, text: &str, size: f32, bold: bool, width: f32) -> Vec<String> {
        let blank = self.width(" ", size, bold);
        let (mut lines, mut line, mut filled) = (Vec::new(), String::new(), 0.0f32);
        for word in text.split_whitespace() {
            for part in self.parts(word, size, bold, width) {
                let wide = self.width(&part, size, bold);
                if !line.is_empty() && filled + blank + wide > width {
                    lines.push(std::mem::take(&mut line));
                    filled = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    filled += blank;
                }
                line.push_str(&part);
                filled += wide;
            }
        }
        if !line.is_empty() || lines.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// A word in parts that each fit into a line.
    fn parts(&self, word: &str, size: f32, bold: bool, width: f32) -> Vec<String> {
        if self.width(word, size, bold) <= width {
            return vec![word.to_owned()];
        }
        let (mut parts, mut part) = (Vec::new(), String::new());
        for c in word.chars() {
            part.push(c);
            if part.chars().nth(1).is_some() && self.width(&part, size, bold) > width {
                part.pop();
                parts.push(std::mem::replace(&mut part, c.to_string()));
            }
        }
        parts.push(part);
        parts
    }
}
