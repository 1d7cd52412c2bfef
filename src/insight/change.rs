//! How large a change of two medians is, in words that fit the noise of a diary and of the person who keeps it.
//!
//! Source: about 2 points are a moderate change (Farrar 2001, through later reviews; Salaffi 2004: 2 points "much better");
//! single readings vary by nearly as much (DOI 10.1055/a-1304-3677). Shares: Dworkin 2008, only from a level of 4 on,
//! because below that one point is a third.

use super::days::Median;
use super::spread::{LEAST_HALVES, RealChangeCut};
use crate::domain::words::words;

/// A change in half points from which it is a small one.
const SMALL_HALVES: i16 = 2;
/// The base in half points from which an improvement is also given as a share.
const SHARE_FROM_HALVES: u8 = 8;

words! {
    /// How large a change is.
    Size, "size of a change" {
        /// Less than a point.
        NoChange = "no_change",
        /// A point or more, and no more than my usual ups and downs.
        Small = "small_change",
        /// Two points or more, and more than my usual ups and downs.
        Real = "may_be_real",
    }
}

/// A change from one median to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelChange {
    /// Half points; above 0 is worse.
    pub halves: i16,
    /// How large it is.
    pub size: Size,
    /// The share of the base by which it fell, in per cent; only for a fall from 4 or more.
    pub less_percent: Option<u16>,
    /// From how many points on it may be real.
    pub cut: RealChangeCut,
}

/// The change from one median to another.
pub fn change(from: Median, to: Median, cut: RealChangeCut) -> LevelChange {
    let halves = i16::from(to.halves()) - i16::from(from.halves());
    let size = match halves.abs() {
        far if far >= cut.halves => Size::Real,
        SMALL_HALVES.. => Size::Small,
        _ => Size::NoChange,
    };
    let share = || {
        let (fell, base) = (u16::from(from.halves() - to.halves()), u16::from(from.halves()));
        (fell * 100 + base / 2) / base
    };
    let less_percent = (halves < 0 && from.halves() >= SHARE_FROM_HALVES).then(share);
    LevelChange { halves, size, less_percent, cut }
}

impl LevelChange {
    /// In points; above 0 is worse.
    pub fn points(self) -> f64 {
        f64::from(self.halves) / 2.0
    }

    /// The change in a few words: `2.5 points lower (50 % less), may be a real change`.
    pub fn describe(self) -> String {
        let points = points(self.points().abs());
        let way = if self.halves < 0 { "lower" } else { "higher" };
        let share = self.less_percent.map(|percent| format!(" ({percent} % less)")).unwrap_or_default();
        let size = match self.size {
            Size::NoChange if self.halves == 0 => return "no change".into(),
            Size::NoChange if self.halves.abs() < SMALL_HALVES => "as good as no change",
            Size::Small if self.halves.abs() < LEAST_HALVES => "a small change, could be normal variation",
            Size::NoChange | Size::Small => "could be my usual ups and downs",
            Size::Real => "may be a real change",
        };
        format!("{points} {way}{share}, {size}")
    }
}

/// Points with their noun: `1 point`, `2.5 points`.
pub fn points(points: f64) -> String {
    format!("{points} {}", if points == 1.0 { "point" } else { "points" })
}

/// A number of points with its sign: `+1.5`, `-2`, `0`.
pub fn signed(points: f64) -> String {
    if points > 0.0 { format!("+{points}") } else { format!("{}", points + 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::level::Level;
    use crate::insight::days::median;
    use crate::insight::spread::SpreadOf;

    /// The median of two levels.
    fn of(low: u8, high: u8) -> Median {
        median(vec![Level::new(low).unwrap(), Level::new(high).unwrap()]).unwrap()
    }

    fn cut(halves: i16) -> RealChangeCut {
        RealChangeCut { halves, of: SpreadOf::Fortnights, whole: 4 }
    }

    #[test]
    fn two_points_may_be_real_one_is_small_and_less_is_none() {
        for (from, to, size, percent) in [
            (of(4, 4), of(4, 4), Size::NoChange, None),
            (of(4, 4), of(3, 4), Size::NoChange, Some(13)),
            (of(4, 4), of(3, 3), Size::Small, Some(25)),
            (of(4, 4), of(2, 3), Size::Small, Some(38)),
            (of(4, 4), of(2, 2), Size::Real, Some(50)),
            (of(3, 4), of(1, 1), Size::Real, None),
            (of(3, 3), of(1, 1), Size::Real, None),
            (of(1, 1), of(3, 3), Size::Real, None),
            (of(1, 1), of(2, 3), Size::Small, None),
            (of(5, 5), of(7, 7), Size::Real, None),
            (of(10, 10), of(0, 0), Size::Real, Some(100)),
        ] {
            let found = change(from, to, cut(4));
            assert_eq!((found.size, found.less_percent), (size, percent), "{from} {to}");
        }
    }

    #[test]
    fn a_change_is_said_with_its_size_and_a_fall_from_four_with_its_share() {
        for (from, to, message) in [
            (of(5, 5), of(2, 3), "2.5 points lower (50 % less), may be a real change"),
            (of(2, 2), of(3, 3), "1 point higher, a small change, could be normal variation"),
            (of(2, 2), of(2, 3), "0.5 points higher, as good as no change"),
            (of(2, 2), of(2, 2), "no change"),
        ] {
            assert_eq!(change(from, to, cut(4)).describe(), message);
        }
        assert_eq!(
            change(of(6, 6), of(3, 4), cut(6)).describe(),
            "2.5 points lower (42 % less), could be my usual ups and downs"
        );
        assert_eq!(change(of(6, 6), of(3, 3), cut(6)).size, Size::Real);
        assert_eq!([signed(1.5), signed(-2.0), signed(0.0), signed(-0.0)], ["+1.5", "-2", "0", "0"]);
    }
}
