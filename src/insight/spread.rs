//! How far my own weeks or fortnights lie apart, and from how many points on a change may therefore be a real one.
//!
//! The smallest change that is more than a person's usual ups and downs is 1.96 · √2 times the spread of their own
//! values (the smallest detectable change); 2 points at the least, the moderate change of Farrar 2001. What is compared
//! decides whose spread it is: a week against a week is told from chance by weeks, which lie further apart than
//! fortnights.

use chrono::{Days, NaiveDate};

use super::days::median;
use crate::insight::next_morning::{HALF_YEAR, Mornings, WEEK_LEAST};

/// Stretches that a spread needs.
const LEAST: usize = 4;
/// A change of two points, in half points: the least that may be a real one.
pub const LEAST_HALVES: i16 = 4;

/// The stretches whose spread it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpreadOf {
    /// For a week against another.
    Weeks,
    /// For longer stretches.
    Fortnights,
}

impl SpreadOf {
    /// Their days, and how many of them must have a morning.
    fn days(self) -> (u64, usize) {
        match self {
            Self::Weeks => (7, WEEK_LEAST),
            Self::Fortnights => (14, 2 * WEEK_LEAST),
        }
    }

    /// The word for them.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weeks => "weeks",
            Self::Fortnights => "fortnights",
        }
    }
}

/// From how many points on a change may be a real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RealChangeCut {
    /// Half points; a change of two medians comes in half points.
    pub halves: i16,
    /// Whose spread it is.
    pub of: SpreadOf,
    /// How many of them are whole; under four it is two points.
    pub whole: usize,
}

/// The cut by the weeks or fortnights up to a day, counted back from it.
pub fn cut(mornings: &Mornings, last: NaiveDate, of: SpreadOf) -> RealChangeCut {
    let (days, least) = of.days();
    let stretch = |back: u64| {
        let to = last.checked_sub_days(Days::new(back * days))?;
        let known = mornings.between(to.checked_sub_days(Days::new(days - 1))?, to);
        if known.len() < least { None } else { median(known) }
    };
    let whole: Vec<f64> = (0..HALF_YEAR / days).filter_map(stretch).map(|median| f64::from(median.halves())).collect();
    RealChangeCut {
        halves: if whole.len() < LEAST { LEAST_HALVES } else { own(&whole).max(LEAST_HALVES) },
        of,
        whole: whole.len(),
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

    /// True where it is made of my own ups and downs.
    pub fn is_own(self) -> bool {
        self.whole >= LEAST
    }

    /// Where it comes from, in words.
    pub fn describe(self) -> String {
        let (points, n, of) = (self.points(), self.whole, self.of.word());
        let real = format!("a change of {points} points or more may be real");
        match self.is_own() {
            true => format!("{real}, judged by how much my own {n} {of} differ"),
            false => format!(
                "{real}; to judge by my own ups and downs takes {LEAST} {of} with enough mornings, there are {n}"
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
        cut(&Mornings::long(&notes.done(), back(0), back(0)), back(0), SpreadOf::Fortnights)
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
            assert_eq!((found.halves, found.whole), (halves, levels.len()), "{levels:?}");
        }
    }

    #[test]
    fn a_fortnight_is_whole_with_eight_mornings_and_half_a_year_is_looked_at() {
        assert_eq!(of(&[3; 5], 8).whole, 5);
        assert_eq!(of(&[3; 5], 7).whole, 0);
        assert_eq!(of(&[3; 20], 14).whole, 13);
    }

    #[test]
    fn a_week_is_told_from_chance_by_weeks() {
        let weeks = (0..6u64).fold(Notes::default(), |notes, week| {
            notes.mornings(7 * week..7 * week + 4, if week % 2 == 0 { 2 } else { 6 })
        });
        let mornings = Mornings::long(&weeks.done(), back(0), back(0));
        let (weeks, fortnights) =
            (cut(&mornings, back(0), SpreadOf::Weeks), cut(&mornings, back(0), SpreadOf::Fortnights));
        // 2 6 2 6 2 6, a spread of 2.19: 6.07 points; each fortnight is 4
        assert_eq!((weeks.halves, weeks.whole), (13, 6));
        assert_eq!((fortnights.halves, fortnights.whole), (LEAST_HALVES, 3));
        assert!(weeks.describe().ends_with("my own 6 weeks differ"));
    }

    #[test]
    fn it_says_where_the_cut_comes_from() {
        assert_eq!(
            of(&[2, 4, 2, 4], 14).describe(),
            "a change of 3.5 points or more may be real, judged by how much my own 4 fortnights differ"
        );
        let few = of(&[3, 3], 14);
        assert!(!few.is_own());
        assert_eq!(
            few.describe(),
            "a change of 2 points or more may be real; to judge by my own ups and downs takes 4 fortnights with enough \
             mornings, there are 2"
        );
    }
}
