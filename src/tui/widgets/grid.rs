//! A grid of signs with tones, drawn into by charts and taken out as lines, so that charts stand beside words on a page.

use crate::page::{Line, Tone};

/// Signs of one column each, every one with its tone.
#[derive(Clone, Debug)]
pub struct Grid {
    width: usize,
    cells: Vec<(char, Tone)>,
}

impl Grid {
    /// A blank one.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, cells: vec![(' ', Tone::Plain); width * height] }
    }

    /// Puts a sign at a column and row; nothing happens outside.
    pub fn set(&mut self, x: usize, y: usize, sign: char, tone: Tone) {
        if let Some(cell) = self.at(x, y) {
            *cell = (sign, tone);
        }
    }

    /// Puts a sign where none is yet.
    pub fn set_blank(&mut self, x: usize, y: usize, sign: char, tone: Tone) {
        if let Some(cell) = self.at(x, y).filter(|cell| cell.0 == ' ') {
            *cell = (sign, tone);
        }
    }

    /// Writes a text from a column on; what has no room is left out.
    pub fn put(&mut self, x: usize, y: usize, text: &str, tone: Tone) {
        for (i, sign) in text.chars().enumerate() {
            self.set(x + i, y, sign, tone);
        }
    }

    fn at(&mut self, x: usize, y: usize) -> Option<&mut (char, Tone)> {
        if x < self.width { self.cells.get_mut(y * self.width + x) } else { None }
    }

    /// Its rows as lines, without the blanks at their ends.
    pub fn lines(&self) -> Vec<Line> {
        let row = |cells: &[(char, Tone)]| {
            let end = cells.iter().rposition(|cell| *cell != (' ', Tone::Plain)).map_or(0, |last| last + 1);
            let mut line = Line::default();
            for run in cells[..end].chunk_by(|(_, one), (_, other)| one == other) {
                line = line.and(run.iter().map(|(sign, _)| sign).collect::<String>(), run[0].1);
            }
            line
        };
        self.cells.chunks(self.width.max(1)).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_one_tone_are_one_word_and_nothing_is_drawn_outside() {
        let mut grid = Grid::new(6, 2);
        grid.put(1, 0, "abcdefgh", Tone::Title);
        grid.set(3, 0, 'x', Tone::Level(4));
        grid.set(9, 9, '!', Tone::Plain);
        grid.set_blank(1, 0, '!', Tone::Plain);
        let words = |line: &Line| line.0.iter().map(|word| (word.text.clone(), word.tone)).collect::<Vec<_>>();
        let lines = grid.lines();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            words(&lines[0]),
            [
                (" ".into(), Tone::Plain),
                ("ab".into(), Tone::Title),
                ("x".into(), Tone::Level(4)),
                ("de".into(), Tone::Title)
            ]
        );
        assert_eq!(lines[1], Line::default());
    }
}
