//! Weeks as bars, stacked by surface: the letter in the first cell of each part, the sums aligned at their beginning.

use crate::page::layout::width;
use crate::page::{Line, Tone};

/// A week, or several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekBar {
    /// Its first day.
    pub label: String,
    /// Its distance in words, or that it is not known.
    pub sum: String,
    /// What stands behind the bar: its runs.
    pub count: String,
    /// The letters of its surfaces, each with its metres.
    pub parts: Vec<(char, u64)>,
}

/// The weeks in lines of at most that width.
pub fn lines(weeks: &[WeekBar], room: usize) -> Vec<Line> {
    let most = |of: fn(&WeekBar) -> &str| weeks.iter().map(|week| width(of(week))).max().unwrap_or(0);
    let (label, sum, count) = (most(|week| &week.label), most(|week| &week.sum), most(|week| &week.count));
    let longest = weeks.iter().map(|week| week.parts.iter().map(|part| part.1).sum::<u64>()).max().unwrap_or(0);
    let beside = label + sum + 6;
    let counts = room >= beside + count + 12;
    let cells = room.saturating_sub(beside + if counts { count + 1 } else { 0 }).min(60) as u64;
    let line = |week: &WeekBar| {
        let mut line = Line::of(format!(" {:<label$}  ", week.label), Tone::Muted);
        line = line.and(format!("{:>sum$}  ", week.sum), Tone::Plain);
        for &(letter, metres) in week.parts.iter().filter(|part| part.1 > 0) {
            // a surface that was run on is seen
            let count = usize::try_from((metres * cells + longest / 2) / longest.max(1)).unwrap_or(0).max(1);
            line = line.and(letter.to_string(), Tone::SurfaceCell(letter));
            line = line.and("█".repeat(count - 1), Tone::SurfaceBar(letter));
        }
        if counts { line.and(format!(" {}", week.count), Tone::Muted) } else { line }
    };
    weeks.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_long_as_they_are_far_and_begin_with_their_letter() {
        let week = |label: &str, sum: &str, parts: &[(char, u64)]| WeekBar {
            label: label.into(),
            sum: sum.into(),
            count: "2 runs".into(),
            parts: parts.to_vec(),
        };
        let weeks = [
            week("2 Nov", "12 km", &[('g', 8000), ('r', 4000)]),
            week("16 Nov", "0 km", &[]),
            week("23 Nov", "6.1 km", &[('t', 6000), ('d', 100)]),
        ];
        let shown: Vec<String> = lines(&weeks, 37).iter().map(Line::text).collect();
        assert_eq!(
            shown,
            [" 2 Nov    12 km  g███████r███ 2 runs", " 16 Nov    0 km   2 runs", " 23 Nov  6.1 km  t█████d 2 runs"]
        );
        assert!(lines(&weeks, 20).iter().all(|line| !line.text().contains("runs")));
    }
}
