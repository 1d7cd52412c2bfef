//! Documents: words with tones, tables and sheets, and how they are laid out to a width. Every shell and every format
//! shows them; none knows a colour.

pub mod layout;
pub mod sheet;
pub mod table;

use std::borrow::Cow;

/// What a word means; a shell decides how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// A heading.
    Title,
    /// Less important than its neighbours: labels, units, ids.
    Muted,
    /// Hardly there: the lines and dots of a chart, never a word.
    Faint,
    /// A rule between parts of a screen.
    Rule,
    /// Goes well.
    Good,
    /// Caution: what is due soon, what needs attention, to ease off or to hold.
    Warn,
    /// Went wrong.
    Bad,
    /// Get help, or stop: only for the two upper tiers of warning signs and for STOP.
    Alarm,
    /// A value that stands out.
    Accent,
    /// A key to press.
    Key,
    /// The tab, view or period that is shown: the only blocks that are filled.
    Current,
    /// A level on its colour.
    Level(u8),
    /// A bar in the colour of a level.
    LevelBar(u8),
    /// The letter of a surface, or its name, in its hue.
    Surface(char),
    /// A bar of a surface, by its letter.
    SurfaceBar(char),
    /// The letter of a surface on its hue.
    SurfaceCell(char),
}

/// Some text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The text, as it is in the journal; the shell makes controls visible.
    pub text: String,
    /// Its tone.
    pub tone: Tone,
}

/// A line of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Word>);

impl Line {
    /// A line of one plain word.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(text, Tone::Plain)
    }

    /// A line of one word.
    pub fn of(text: impl Into<String>, tone: Tone) -> Self {
        Self::default().and(text, tone)
    }

    /// The line with one more word.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.0.push(Word { text: text.into(), tone });
        self
    }

    /// Its text.
    pub fn text(&self) -> String {
        self.0.iter().map(|word| word.text.as_str()).collect()
    }
}

/// Lines, and tables whose columns a shell lines up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// One line.
    Line(Line),
    /// Rows of cells; a column whose head begins with `>` is set to the right.
    Table {
        /// The heads of the columns.
        heads: Vec<&'static str>,
        /// The rows.
        rows: Vec<Vec<Line>>,
    },
}

/// What a command shows, or a part of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page(pub Vec<Block>);

impl Page {
    /// A page of one plain line.
    pub fn line(text: impl Into<String>) -> Self {
        Self(vec![Block::Line(Line::plain(text))])
    }

    /// Its lines as of a change that nothing was saved of.
    pub fn tell_not_saved(&mut self) {
        for block in &mut self.0 {
            if let Block::Line(Line(words)) = block
                && let Some(first) = words.first_mut()
            {
                first.text = not_saved(&first.text);
            }
        }
    }

    /// Adds a line.
    pub fn push(&mut self, line: Line) {
        self.0.push(Block::Line(line));
    }
}

/// True for what can drive a terminal or reorder what it shows: C0, DEL, C1, line separators and bidi controls.
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text from a note, a file name or a command with its controls as visible signs, on one line. Joiners stay: emoji
/// and Persian need them; so do the marks for left and right, which reorder nothing but their neighbours.
pub fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_control(c) && !matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}');
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => shown.push('↵'),
            '\t' => shown.push('⇥'),
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7f' => shown.push('␡'),
            c if hidden(c) => shown.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// What is said of a change that was saved, where nothing is: in the demo.
pub fn not_saved(message: &str) -> String {
    match message.strip_prefix("Saved") {
        Some(rest) => format!("Shown, not saved: {}", rest.trim_start_matches([':', ';', '.', ' '])),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_survives_and_joiners_do() {
        assert_eq!(visible("a\x1b[31m\u{9b}b\u{202e}\n\r\t\x7f"), "a␛[31m‹U+009B›b‹U+202E›↵␍⇥␡");
        for text in ["👩\u{200d}⚕\u{fe0f}", "می\u{200c}خواهم", "שלום\u{200f}!"] {
            assert_eq!(visible(text), text);
        }
        for c in (0..0x1_1000).filter_map(char::from_u32).filter(|&c| is_control(c)) {
            let drives = |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!visible(&c.to_string()).contains(drives), "{c:?}");
        }
    }
}
