//! The response: the next morning adjusted for the morning before it, and two groups of days compared by it.
//!
//! People choose soft surfaces, rest and massage on sore days, and sore days are usually followed by better ones
//! (regression to the mean, Barnett 2005): next − base alone makes whatever is chosen on sore days look good. So compared
//! is next − b·base, b the slope of the next morning on the morning before within the two groups, pooled and cut to 0–1.
//! What it can do and how often it is wrong without any effect is measured: `cargo run --example claims`.

use super::stats::{permutation_p, student_t};

/// What stands by everything that is chosen on sore days.
pub const SORE_DAYS: &str = "Sore days are usually followed by better ones.";

/// Share of the chance that lies outside the interval.
const OUTSIDE: f64 = 0.1;

/// Two groups of days compared by their responses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// How much of a point of the morning before is left in the next: 0 nothing, 1 all of it.
    pub slope: f64,
    /// The mean response of the one less that of the other, points.
    pub difference: f64,
    /// How often chance gives a difference as large.
    pub p: f64,
    /// The 90 % interval of the difference, points (Student; the slope is estimated too).
    pub interval: (f64, f64),
}

/// Some days: their mornings and the mornings after them.
struct ResponseGroup<'a> {
    days: &'a [(i32, i32)],
    base: f64,
    next: f64,
}

impl<'a> ResponseGroup<'a> {
    fn of(days: &'a [(i32, i32)]) -> Self {
        let mean = |of: fn(&(i32, i32)) -> i32| days.iter().map(of).sum::<i32>() as f64 / days.len() as f64;
        Self { days, base: mean(|day| day.0), next: mean(|day| day.1) }
    }

    /// Sums over the days of something made of how far base and next lie from their means.
    fn sum(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        self.days.iter().map(|&(base, next)| of(f64::from(base) - self.base, f64::from(next) - self.next)).sum()
    }
}

/// Compares two groups of `(base, next)`; nothing under four days, or where one of the groups is empty.
pub fn response(a: &[(i32, i32)], b: &[(i32, i32)]) -> Option<Response> {
    let freedom = (a.len() + b.len()).checked_sub(3).filter(|&freedom| freedom > 0)?;
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let groups = [ResponseGroup::of(a), ResponseGroup::of(b)];
    let sum = |of: &dyn Fn(f64, f64) -> f64| groups.iter().map(|group| group.sum(of)).sum::<f64>();
    let spread = sum(&|base, _| base * base);
    let slope = if spread > 0.0 { (sum(&|base, next| base * next) / spread).clamp(0.0, 1.0) } else { 0.0 };
    let rest = sum(&|base, next| (next - slope * base).powi(2));
    let apart = groups[0].base - groups[1].base;
    let difference = groups[0].next - groups[1].next - slope * apart;
    let of_slope = if spread > 0.0 { apart * apart / spread } else { 0.0 };
    let error = (rest / freedom as f64 * (1.0 / a.len() as f64 + 1.0 / b.len() as f64 + of_slope)).sqrt();
    let wide = student_t(OUTSIDE, freedom) * error;
    let responses = |days: &[(i32, i32)]| -> Vec<f64> {
        days.iter().map(|&(base, next)| f64::from(next) - slope * f64::from(base)).collect()
    };
    let p = permutation_p(&responses(a), &responses(b));
    Some(Response { slope, difference, p, interval: (difference - wide, difference + wide) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_on_sore_days_is_judged_from_the_same_morning_level() {
        // every morning goes half the way back to 3, whatever was done
        let back = |base: i32| (base, (base + 3) / 2);
        let sore = [5, 7, 5, 7, 3, 5].map(back);
        let well = [3, 1, 3, 1, 3, 5].map(back);
        let found = response(&sore, &well).unwrap();
        assert!((found.slope - 0.5).abs() < 1e-9 && found.difference.abs() < 1e-9, "{found:?}");
        assert_eq!(found.p, 1.0);
        let plain = |days: &[(i32, i32)]| days.iter().map(|(base, next)| f64::from(next - base)).sum::<f64>();
        assert!(plain(&sore) / 6.0 < plain(&well) / 6.0 - 1.0, "next less base would say a point and more");
    }

    #[test]
    fn a_difference_is_found_with_its_interval() {
        let found =
            response(&[(2, 4), (3, 5), (4, 5), (3, 4), (2, 3)], &[(2, 2), (3, 2), (4, 3), (3, 3), (2, 1)]).unwrap();
        assert!(found.difference > 1.5 && found.p < 0.05, "{found:?}");
        let middle = (found.interval.0 + found.interval.1) / 2.0;
        assert!(found.interval.0 < found.difference && (middle - found.difference).abs() < 1e-9);
        let other =
            response(&[(2, 2), (3, 2), (4, 3), (3, 3), (2, 1)], &[(2, 4), (3, 5), (4, 5), (3, 4), (2, 3)]).unwrap();
        assert_eq!((other.difference, other.p, other.slope), (-found.difference, found.p, found.slope));
    }

    #[test]
    fn a_slope_is_cut_to_what_a_level_can_keep() {
        let steep = response(&[(1, 1), (2, 4), (3, 7)], &[(1, 0), (2, 3), (3, 6)]).unwrap();
        let falling = response(&[(1, 3), (2, 2), (3, 1)], &[(1, 4), (2, 3), (3, 2)]).unwrap();
        let level = response(&[(2, 3), (2, 4)], &[(2, 1), (2, 2)]).unwrap();
        assert_eq!((steep.slope, falling.slope, level.slope), (1.0, 0.0, 0.0));
        assert_eq!((level.difference, falling.difference), (2.0, -1.0));
        assert_eq!(response(&[], &[(1, 1); 9]), None);
        assert_eq!(response(&[(1, 1)], &[(1, 1), (2, 2)]), None);
    }
}
