//! A calendar with weeks as columns and days as rows: each day its digit on its colour, the letter of a surface below it
//! where there is room.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::grid::Grid;
use crate::page::{Line, Tone};

/// Columns before the first week: the names of the days.
const NAMES: usize = 5;

/// Weeks of a year, the most that are shown.
const YEAR: usize = 53;

/// What a day shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its level.
    pub level: Option<u8>,
    /// The letter of the surface that was run on.
    pub letter: Option<char>,
}

/// Which weeks are shown, and how wide and high a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The first day of the first week.
    pub first: NaiveDate,
    /// The last day that has come.
    pub last: NaiveDate,
    weeks: usize,
    /// Columns from one week to the next.
    apart: usize,
    /// Rows of a day.
    high: usize,
    /// Rows above the days: the months, where there is room.
    head: usize,
}

impl Calendar {
    /// As many weeks as have room, those up to `last` with `day` among them; as wide as so many of them can be.
    pub fn new(day: NaiveDate, last: NaiveDate, starts: Weekday, room: (usize, usize), most: usize) -> Self {
        let (width, height) = room;
        let high = if height >= 15 { 2 } else { 1 };
        let within = width.saturating_sub(NAMES);
        let apart = [4, 3].into_iter().find(|apart| within / apart >= most).unwrap_or(2);
        let weeks = (within / apart).clamp(1, YEAR);
        let start_of = |day: NaiveDate| {
            let back = (7 + day.weekday().num_days_from_monday() - starts.num_days_from_monday()) % 7;
            day.checked_sub_days(Days::new(u64::from(back))).unwrap_or(day)
        };
        let (this, chosen) = (start_of(last), start_of(day.min(last)));
        let ago = usize::try_from((this - chosen).num_days() / 7).unwrap_or(0);
        let back = ago / weeks * weeks + weeks - 1;
        let first = this.checked_sub_days(Days::new(back as u64 * 7)).unwrap_or(this);
        Self { first, last, weeks, apart, high, head: usize::from(height > 7) }
    }

    /// The days that it shows, those to come left out.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take(self.weeks * 7).take_while(move |&day| day <= last)
    }

    /// How many rows it takes: the months above, then the days.
    pub fn height(&self) -> usize {
        self.head + 7 * self.high
    }

    fn place(&self, day: NaiveDate) -> Option<(usize, usize)> {
        let n = usize::try_from((day - self.first).num_days()).ok().filter(|n| *n < self.weeks * 7)?;
        Some((NAMES + n / 7 * self.apart, self.head + n % 7 * self.high))
    }

    /// The day at a column and row.
    pub fn day_at(&self, column: usize, row: usize) -> Option<NaiveDate> {
        let (week, day) = (column.checked_sub(NAMES)? / self.apart, row.checked_sub(self.head)? / self.high);
        let n = (week < self.weeks && day < 7).then_some(week * 7 + day)?;
        self.first.checked_add_days(Days::new(n as u64)).filter(|day| *day <= self.last)
    }

    /// The calendar in lines; `cell` says what a day shows.
    pub fn lines(&self, chosen: NaiveDate, cell: impl Fn(NaiveDate) -> Cell) -> Vec<Line> {
        let mut grid = Grid::new(NAMES + self.weeks * self.apart, self.height());
        for (row, day) in self.first.iter_days().take(7).enumerate() {
            grid.put(1, self.head + row * self.high, &day.format("%a").to_string(), Tone::Muted);
        }
        let mut free = 0;
        for day in self.first.iter_days().take(self.head * self.weeks * 7).step_by(7) {
            let ends = day.checked_add_days(Days::new(6)).unwrap_or(day);
            let Some((x, _)) = self.place(day).filter(|_| ends.day() <= 7) else { continue };
            let year = ends.month() == 1;
            let text = ends.format(if year { "%Y" } else { "%b" }).to_string();
            if x >= free {
                grid.put(x, 0, &text, Tone::Muted);
                free = x + text.len() + 1;
            }
        }
        for day in self.days() {
            let Some((x, y)) = self.place(day) else { continue };
            let found = cell(day);
            let is_chosen = day == chosen;
            match found.level {
                Some(level) => {
                    let text = match (level, self.apart) {
                        (10.., 2) => "x".to_owned(),
                        (10.., _) => "10 ".to_owned(),
                        (level, 2) => level.to_string(),
                        (level, _) => format!(" {level} "),
                    };
                    grid.put(x, y, &text[..text.len().min(self.apart.min(3))], Tone::Level(level));
                }
                None => grid.set(x + usize::from(self.apart > 2), y, '\u{b7}', Tone::Faint),
            }
            if is_chosen {
                // where the cell has room for a sign, it has one; else it is marked as a whole
                match self.apart {
                    2 => grid.set(x + 1, y, '\u{2039}', Tone::Key),
                    3.. => grid.set(x, y, '\u{203a}', found.level.map_or(Tone::Key, Tone::Level)),
                    _ => {}
                }
            }
            if let Some(letter) = found.letter.filter(|_| self.high > 1) {
                grid.set(x + usize::from(self.apart > 2), y + 1, letter, Tone::Surface(letter));
            }
        }
        grid.lines()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_are_columns_and_days_rows() {
        let today = day("2026-11-25");
        let calendar = Calendar::new(today, today, Weekday::Mon, (17, 16), 3);
        assert_eq!(calendar.first, day("2026-11-09"));
        let cell = |one: NaiveDate| Cell {
            level: (one == day("2026-11-10")).then_some(4),
            letter: (one == day("2026-11-10")).then_some('g'),
        };
        let lines: Vec<String> = calendar.lines(today, cell).iter().map(Line::text).collect();
        assert_eq!(lines[3].trim_end(), " Tue  4   \u{b7}   \u{b7}");
        assert_eq!(lines[4].trim_end(), "      g");
        assert!(lines[5].contains('\u{203a}'), "{lines:?}");
        assert_eq!(calendar.day_at(6, 3), Some(day("2026-11-10")));
        assert_eq!(calendar.day_at(14, 7), None, "that day is to come");
    }

    #[test]
    fn a_year_fits_a_wide_screen() {
        let today = day("2026-11-25");
        let calendar = Calendar::new(today, today, Weekday::Sun, (112, 8), 53);
        assert_eq!((calendar.first, calendar.height()), (day("2025-11-23"), 8));
        let shown = calendar.lines(today, |_| Cell { level: Some(3), letter: None });
        assert!(shown.iter().all(|line| line.text().chars().count() <= 112));
        let earlier = Calendar::new(day("2025-01-01"), today, Weekday::Sun, (112, 8), 53);
        assert!(earlier.days().any(|one| one == day("2025-01-01")));
    }

    proptest! {
        #[test]
        fn the_chosen_day_is_always_among_them(back in 0u64..4000, width in 0usize..140, height in 0usize..20) {
            let today = day("2026-11-25");
            let chosen = today.checked_sub_days(Days::new(back)).unwrap();
            let calendar = Calendar::new(chosen, today, Weekday::Sat, (width, height), 60);
            prop_assert!(calendar.days().any(|one| one == chosen));
            let (x, y) = calendar.place(chosen).unwrap();
            prop_assert_eq!(calendar.day_at(x, y), Some(chosen));
            calendar.lines(chosen, |_| Cell { level: Some(10), letter: Some('g') });
        }
    }
}
