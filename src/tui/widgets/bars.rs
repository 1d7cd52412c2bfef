//! Bars on a scale from 0 to 10, one for each day, with a line over them, the runs below on the same axis, and letters for
//! what changed. Readable without colour: every bar has its digit, every run its letter.

use super::grid::Grid;
use crate::page::{Line, Tone};

/// Columns before the first bar: the scale, or what the rows are where there is none.
pub const SCALE: usize = 4;
const NAMES: usize = 6;
/// Rows of levels from which each level has its own; twice as many give it two.
pub const ROWS: usize = 10;
/// Rows of levels with half a row a level.
pub const HALF_ROWS: usize = 5;

/// One column of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Its level; nothing where none was recorded.
    pub level: Option<u8>,
    /// The line over it, in half points.
    pub line: Option<u8>,
    /// The letter of the surface that was run on, and how far, where that is known.
    pub run: Option<(char, Option<u32>)>,
    /// The letter of what changed.
    pub mark: Option<char>,
}

/// A label below a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bar that it begins below.
    pub at: usize,
    /// What it says.
    pub text: String,
    /// How it looks.
    pub tone: Tone,
}

impl Label {
    /// A label below a bar.
    pub fn new(at: usize, text: impl Into<String>, tone: Tone) -> Self {
        Self { at, text: text.into(), tone }
    }
}

/// The chart: what it shows and how much room it takes.
#[derive(Clone, Debug, Default)]
pub struct BarChart<'a> {
    /// Its bars.
    pub bars: &'a [Bar],
    /// Columns from one bar to the next; at least one.
    pub apart: usize,
    /// Rows for the levels: ten and more give each its own, five half a row each, fewer only the digits.
    pub rows: usize,
    /// Rows for how far the runs were, above their letters.
    pub run_rows: usize,
    /// Rows of labels.
    pub labels: &'a [Vec<Label>],
    /// The bar at the cursor.
    pub cursor: Option<usize>,
}

/// What lies in which row.
struct Rows {
    /// Rows of levels, 10, 5 or none.
    plot: usize,
    /// The axis; none without a plot.
    axis: usize,
    /// The row of digits where they do not stand in the bars.
    digits: Option<usize>,
    runs: usize,
    letters: Option<usize>,
    marks: Option<usize>,
    labels: usize,
    end: usize,
}

impl BarChart<'_> {
    fn rows(&self) -> Rows {
        let plot = match self.rows {
            ROWS.. => self.rows / ROWS * ROWS,
            HALF_ROWS.. => HALF_ROWS,
            _ => 0,
        };
        let (runs, marked) =
            (self.bars.iter().any(|bar| bar.run.is_some()), self.bars.iter().any(|bar| bar.mark.is_some()));
        // where bars touch, their digits are the axis
        let joined = plot == HALF_ROWS && self.apart <= 1;
        let mut next = if plot > 0 && !joined { plot + 1 } else { plot };
        let mut take = |wanted: bool| {
            next += usize::from(wanted);
            wanted.then(|| next - 1)
        };
        let digits = take(plot < ROWS);
        let from = digits.map_or(plot + 1, |digits| digits + 1);
        let heights = if runs { self.run_rows } else { 0 };
        (0..heights).for_each(|_| {
            take(true);
        });
        let (letters, marks) = (take(runs), take(marked));
        Rows { plot, axis: plot, digits, runs: from, letters, marks, labels: next, end: next + self.labels.len() }
    }

    /// True where there is neither a scale nor too little room for what the rows are.
    fn is_named(&self) -> bool {
        self.rows < HALF_ROWS && self.apart > 1
    }

    /// Columns before the first bar.
    fn before(&self) -> usize {
        if self.is_named() { NAMES } else { SCALE }
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.before() + self.bars.len() * self.apart.max(1)
    }

    fn x(&self, bar: usize) -> usize {
        self.before() + bar * self.apart.max(1)
    }

    /// The chart in lines.
    pub fn lines(&self) -> Vec<Line> {
        let rows = self.rows();
        let mut grid = Grid::new(self.width(), rows.end);
        match rows.plot {
            0 if !self.is_named() => {}
            0 => [(rows.digits, "pain"), (rows.letters, "run")].into_iter().for_each(|(row, name)| {
                row.into_iter().for_each(|row| grid.put(1, row, name, Tone::Muted));
            }),
            _ => self.scale(&mut grid, &rows),
        }
        for (i, bar) in self.bars.iter().enumerate() {
            let x = self.x(i);
            self.level(&mut grid, &rows, x, bar);
            let tone = if self.cursor == Some(i) { Tone::Key } else { Tone::Plain };
            self.below(&mut grid, &rows, x, bar, tone);
        }
        self.median(&mut grid, &rows);
        self.raise_marks(&mut grid, &rows);
        for (row, labels) in self.labels.iter().enumerate() {
            self.label(&mut grid, rows.labels + row, labels);
        }
        if let (Some(x), Some(last)) = (self.cursor.map(|i| self.x(i)), rows.end.checked_sub(1)) {
            grid.set(x, last, '^', Tone::Key);
        }
        grid.lines()
    }

    fn scale(&self, grid: &mut Grid, rows: &Rows) {
        let row_of = |level: usize| rows.plot - level * rows.plot / 10;
        for (level, row) in [(10, 0), (5, row_of(5)), (0, rows.axis)] {
            grid.put(0, row, &format!("{level:>3}"), Tone::Muted);
            let sign = if level == 0 { '─' } else { '┄' };
            let tone = if level == 0 { Tone::Rule } else { Tone::Faint };
            for x in SCALE..self.width() {
                if level > 0 || rows.digits != Some(row) {
                    grid.set(x, row, sign, tone);
                }
            }
        }
    }

    fn level(&self, grid: &mut Grid, rows: &Rows, x: usize, bar: &Bar) {
        let Some(level) = bar.level.map(|level| level.min(10)) else {
            let row = rows.digits.unwrap_or(rows.axis);
            return grid.set(x, row, '\u{b7}', if rows.digits.is_some() { Tone::Muted } else { Tone::Faint });
        };
        let digit = if level == 10 && self.apart > 1 { "10".to_owned() } else { short(level).to_string() };
        if let Some(row) = rows.digits {
            grid.put(x, row, &digit, if rows.plot == 0 { Tone::Level(level) } else { Tone::Title });
        }
        match rows.plot {
            ROWS.. => {
                let height = usize::from(level) * rows.plot / ROWS;
                for row in 1..height {
                    grid.set(x, rows.plot - row, '█', Tone::LevelBar(level));
                }
                match height {
                    0 => grid.set(x, rows.axis, '0', Tone::Title),
                    _ => grid.put(x, rows.plot - height, &digit, Tone::Level(level)),
                }
            }
            HALF_ROWS => {
                for row in 0..usize::from(level / 2) {
                    grid.set(x, HALF_ROWS - 1 - row, '█', Tone::LevelBar(level));
                }
                if level % 2 == 1 {
                    grid.set(x, HALF_ROWS - 1 - usize::from(level / 2), '▄', Tone::LevelBar(level));
                }
            }
            _ => {}
        }
    }

    /// The line over the bars, where each level has its row; it goes on from one bar to the next.
    fn median(&self, grid: &mut Grid, rows: &Rows) {
        if rows.plot < ROWS {
            return;
        }
        for (i, bar) in self.bars.iter().enumerate() {
            let Some(halves) = bar.line.filter(|halves| *halves > 0) else { continue };
            let (x, up) = (self.x(i), usize::from(halves.min(20)).div_ceil(2));
            let row = rows.plot - up * rows.plot / ROWS;
            match bar.level.map(usize::from) {
                // the digit stays
                Some(level) if level == up => {}
                Some(level) if level > up => {
                    grid.set(x, row, '━', Tone::Level(bar.level.unwrap_or(0)));
                }
                _ => grid.set(x, row, '━', Tone::Title),
            }
            let goes_on = self.bars.get(i + 1).is_some_and(|next| next.line.is_some());
            for gap in 1..self.apart.max(1) {
                if goes_on && !(gap == 1 && bar.level == Some(10) && up == 10) {
                    grid.set(x + gap, row, '━', Tone::Title);
                }
            }
        }
    }

    fn below(&self, grid: &mut Grid, rows: &Rows, x: usize, bar: &Bar, tone: Tone) {
        let farthest = self.bars.iter().filter_map(|bar| bar.run?.1).max().unwrap_or(0);
        if let Some((letter, metres)) = bar.run {
            let heights = rows.letters.map_or(0, |letters| letters - rows.runs);
            let eighths = match (metres, farthest) {
                (Some(metres), 1..) => {
                    (u64::from(metres) * 8 * heights as u64).div_ceil(u64::from(farthest)).max(1) as usize
                }
                _ => 0,
            };
            for row in 0..heights {
                let sign = match eighths.saturating_sub(8 * row) {
                    0 => continue,
                    eighths => EIGHTHS[eighths.min(8) - 1],
                };
                grid.set(x, rows.runs + heights - 1 - row, sign, Tone::SurfaceBar(letter));
            }
            if let Some(row) = rows.letters {
                grid.set(x, row, letter, if tone == Tone::Key { tone } else { Tone::Surface(letter) });
            }
        }
        if let Some((mark, row)) = bar.mark.zip(rows.marks) {
            grid.set(x, row, mark, Tone::Warn);
        }
    }

    /// A faint line from each letter up through the chart.
    fn raise_marks(&self, grid: &mut Grid, rows: &Rows) {
        let Some(below) = rows.marks else { return };
        for (i, _) in self.bars.iter().enumerate().filter(|(_, bar)| bar.mark.is_some()) {
            for row in 0..below {
                grid.set_blank(self.x(i), row, '┊', Tone::Faint);
            }
        }
    }

    /// The labels that have room; the later gives way.
    fn label(&self, grid: &mut Grid, row: usize, labels: &[Label]) {
        let mut free = 0;
        for label in labels {
            let x = self.x(label.at);
            let wide = label.text.chars().count();
            // what is wider than a bar's place is set so that its end is below the bar
            let x = if self.labels.len() > 1 && wide > 1 { x.saturating_sub(wide - 1) } else { x };
            if x >= free && x + wide <= self.width() {
                grid.put(x, row, &label.text, label.tone);
                free = x + wide + 1;
            }
        }
    }
}

/// Eighths of a row.
const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A level as one sign: a digit, `x` for ten.
fn short(level: u8) -> char {
    if level > 9 { 'x' } else { char::from(b'0' + level) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bar(level: u8) -> Bar {
        Bar { level: Some(level), ..Bar::default() }
    }

    fn shown(chart: &BarChart) -> Vec<String> {
        chart.lines().iter().map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn each_level_has_its_row_and_its_digit_in_the_top_cell() {
        let bars: Vec<Bar> = [Some(2), None, Some(0), Some(10)].map(|level| Bar { level, ..Bar::default() }).into();
        let lines = shown(&BarChart { bars: &bars, apart: 1, rows: 12, ..BarChart::default() });
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0], " 10 ┄┄┄x");
        assert_eq!(lines[8], "    2  █");
        assert_eq!(lines[9], "    █  █");
        assert_eq!(lines[10], "  0 ─·0─");
    }

    #[test]
    fn with_half_the_rows_half_blocks_tell_the_levels_apart_and_the_digits_stand_below() {
        let bars: Vec<Bar> = (0..=5).map(bar).collect();
        let lines = shown(&BarChart { bars: &bars, apart: 2, rows: 7, ..BarChart::default() });
        assert_eq!(lines[2..5], ["              ▄", "  5 ┄┄┄┄┄┄▄┄█┄█┄", "      ▄ █ █ █ █"]);
        assert_eq!(lines[6], "    0 1 2 3 4 5");
    }

    #[test]
    fn where_there_is_no_room_the_digits_stand_on_their_colours() {
        let bars = [bar(3), bar(10)];
        let chart = BarChart { bars: &bars, apart: 2, rows: 2, ..BarChart::default() };
        let line = &chart.lines()[0];
        assert_eq!((chart.lines().len(), line.text()), (1, " pain 3 10".into()));
        assert!(line.0.iter().any(|word| word.tone == Tone::Level(3)));
    }

    #[test]
    fn runs_stand_below_with_their_letters_and_changes_reach_up() {
        let run = |letter, metres| Bar { level: Some(1), run: Some((letter, metres)), ..Bar::default() };
        let bars = [run('g', Some(8000)), run('r', Some(4000)), Bar { mark: Some('A'), ..run('?', None) }];
        let labels = [vec![Label::new(0, "M", Tone::Muted), Label::new(2, "W", Tone::Muted)]];
        let chart = BarChart { bars: &bars, apart: 2, rows: 10, run_rows: 1, labels: &labels, cursor: None };
        let lines = shown(&chart);
        assert_eq!(lines[11..], ["    █ ▄ ┊", "    g r ?", "        A", "    M   W"]);
        assert!(lines[2].ends_with('┊'), "{lines:?}");
    }

    #[test]
    fn the_line_runs_over_the_bars_and_is_open_at_a_gap() {
        let with = |level, line| Bar { level: Some(level), line, ..Bar::default() };
        let bars = [with(6, Some(8)), with(4, Some(8)), with(2, Some(7)), with(3, None)];
        let lines = shown(&BarChart { bars: &bars, apart: 2, rows: 10, ..BarChart::default() });
        assert_eq!(lines[6], "    ━━4━━");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(
            levels in proptest::collection::vec(proptest::option::of(0u8..13), 0..40),
            apart in 0usize..5, rows in 0usize..24, run_rows in 0usize..3, line: Option<u8>, cursor in proptest::option::of(0usize..50)
        ) {
            let bars: Vec<Bar> = levels.iter().map(|&level| Bar { level, line, run: level.map(|n| ('g', Some(u32::from(n)))), mark: Some('A') }).collect();
            let labels = [vec![Label::new(3, "23 Nov", Tone::Muted)], vec![Label::new(90, "x", Tone::Plain)]];
            let chart = BarChart { bars: &bars, apart, rows, run_rows, labels: &labels, cursor };
            prop_assert_eq!(chart.lines().len(), chart.rows().end);
        }
    }
}
