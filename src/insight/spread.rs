//! How far my own fortnights lie apart, and from how many points on a change may therefore be a real one.
//!
//! The smallest change that is more than a person's usual ups and downs is 1.96 · √2 times the spread of their own
//! values (the smallest detectable change); 2 points at the least, the moderate change of Farrar 2001.

use chrono::{Days, NaiveDate};

use super::days::median;
use crate::insight::next_morning::{HALF_YEAR, Mornings};

/// Days of a fortnight, and how many of them must have a morning for it to be whole.
const FORTNIGHT: u64 = 14;
const WHOLE: usize = 8;
/// Whole fortnights that a spread needs.
const LEAST: usize = 4;
/// A change of two points, in half points: the least that may be a real one.
pub const LEAST_HALVES: i16 = 4;

/// From how many points on a change may be a real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealChangeCut {
    /// Half points; a change of two medians comes in half points.
    pub halves: i16,
    /// Whole fortnights there were; under four it is two points.
    pub fortnights: usize,
}

/// The cut by the fortnights up to a day, counted back from it.
pub fn cut(mornings: &Mornings, last: NaiveDate) -> RealChangeCut {
    let fortnight = |back: u64| {
        let to = last.checked_sub_days(Days::new(back * FORTNIGHT))?;
        let known = mornings.between(to.checked_sub_days(Days::new(FORTNIGHT - 1))?, to);
        if known.len() < WHOLE { None } else { median(known) }
    };
    let whole: Vec<f64> =
        (0..HALF_YEAR / FORTNIGHT).filter_map(fortnight).map(|median| f64::from(median.halves())).collect();
    RealChangeCut {
        halves: if whole.len() < LEAST { LEAST_HALVES } else { own(&whole).max(LEAST_HALVES) },
        fortnights: whole.len(),
    }
}

/// The cut by some medians, in half points and rounded up to the next.
fn own(medians: &[f64]) -> i16 {
    let n = medians.len() as f64;
    let mean = medians.iter().sum::<f64>() / n;
    let spread = (medians.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    (1.96 * std::f64::consts::SQRT_2 * spread).ceil() as i16
}

impl RealChangeCut {
    /// In points.
    pub fn points(self) -> f64 {
        f64::from(self.halves) / 2.0
    }

    /// True where it is made of my own fortnights.
    pub fn is_own(self) -> bool {
        self.fortnights >= LEAST
    }

    /// Where it comes from, in words.
    pub fn describe(self) -> String {
        let points = self.points();
        match (self.fortnights, self.is_own()) {
            (n, true) => {
                format!("from {points} points on a change may be real, by how much my own {n} fortnights differ")
            }
            (n, false) => format!(
                "from {points} points on a change may be real; my own spread needs {LEAST} fortnights, there are {n}"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::kit::{Notes, back};

    /// Fortnights of one level each, the newest first, so many mornings in each.
    fn of(levels: &[u8], mornings: u64) -> RealChangeCut {
        let notes = levels.iter().enumerate().fold(Notes::default(), |notes, (i, &level)| {
            let first = i as u64 * 14;
            notes.mornings(first..first + mornings, level)
        });
        cut(&Mornings::long(&notes.done(), back(0), back(0)), back(0))
    }

    #[test]
    fn two_points_are_the_least_and_wide_swings_ask_for_more() {
        for (levels, halves) in [
            (&[3, 3, 3, 3][..], 4),
            (&[3, 4, 3, 4], 4),       // a spread of 0.58: 1.6 points
            (&[2, 4, 2, 4], 7),       // 1.15: 3.2 points
            (&[2, 4, 2, 4, 2, 4], 7), // 1.10
            (&[6, 1, 6], 4),          // three are too few
            (&[6, 1, 6, 1], 17),
        ] {
            let found = of(levels, 14);
            assert_eq!((found.halves, found.fortnights), (halves, levels.len()), "{levels:?}");
        }
    }

    #[test]
    fn a_fortnight_is_whole_with_eight_mornings_and_half_a_year_is_looked_at() {
        assert_eq!(of(&[3; 5], 8).fortnights, 5);
        assert_eq!(of(&[3; 5], 7).fortnights, 0);
        assert_eq!(of(&[3; 20], 14).fortnights, 13);
    }

    #[test]
    fn it_says_where_the_cut_comes_from() {
        assert_eq!(
            of(&[2, 4, 2, 4], 14).describe(),
            "from 3.5 points on a change may be real, by how much my own 4 fortnights differ"
        );
        let few = of(&[3, 3], 14);
        assert!(!few.is_own());
        assert_eq!(
            few.describe(),
            "from 2 points on a change may be real; my own spread needs 4 fortnights, there are 2"
        );
    }
}
