//! Honest statistics of small numbers: exact where that can be counted, seeded where it cannot, the same on every run.
//!
//! Source of the limits: clinical facts 11 (permutation tests, Theil–Sen). The runs of one person are not assigned by
//! chance, so that a p describes their notes and proves nothing.

use fastrand::Rng;

/// The seed of everything drawn by chance.
const SEED: u64 = 0x7477_696e_6765; // "twinge"
/// Up to so many splits all of them are looked at; beyond, so many are drawn.
const EXACT_SPLITS: f64 = 20_000.0;
const DRAWS: u32 = 10_000;
/// Sums of the same values in another order may differ by this much.
const ROUNDING: f64 = 1e-9;
/// How alike neighbouring weeks are taken to be at the most.
const ALIKE_MOST: f64 = 0.95;

/// The median; nothing of none.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let even = values.len().is_multiple_of(2);
    let (below, &mut high, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let low = if even { below.iter().copied().max_by(f64::total_cmp) } else { None };
    Some(low.map_or(high, |low| (low + high) / 2.0))
}

/// The chance of a difference of means at least as large, were the labels dealt by chance; two-sided, ties count as
/// extreme. 1 where a group is empty.
///
/// All splits are looked at up to 20,000 of them; beyond that 10,000 are drawn, the same for the same values whichever
/// group is named first.
pub fn permutation_p(a: &[f64], b: &[f64]) -> f64 {
    let small = if a.len() <= b.len() { a } else { b };
    let mut all: Vec<f64> = a.iter().chain(b).copied().collect();
    all.sort_unstable_by(f64::total_cmp);
    let (n, k) = (all.len(), small.len());
    if k == 0 {
        return 1.0;
    }
    let expected = all.iter().sum::<f64>() * k as f64 / n as f64;
    // the sum of one group says how far apart the means are
    let seen = (small.iter().sum::<f64>() - expected).abs() - ROUNDING;
    let extreme = |sum: f64| (sum - expected).abs() >= seen;
    let splits = (0..k).fold(1.0, |splits, i| splits * (n - i) as f64 / (i + 1) as f64).round();
    if splits <= EXACT_SPLITS {
        return extreme_splits(&all, k, 0.0, &extreme) as f64 / splits;
    }
    let (mut rng, mut deck) = (Rng::with_seed(SEED), all);
    let found = (0..DRAWS).filter(|_| {
        // only the first k places need to be dealt
        (0..k).for_each(|i| deck.swap(i, rng.usize(i..n)));
        extreme(deck[..k].iter().sum())
    });
    f64::from(found.count() as u32 + 1) / f64::from(DRAWS + 1)
}

/// How many choices of `k` values are extreme, by their sum.
fn extreme_splits(values: &[f64], k: usize, sum: f64, extreme: &impl Fn(f64) -> bool) -> usize {
    match values {
        _ if k == 0 => usize::from(extreme(sum)),
        [first, rest @ ..] if values.len() >= k => {
            extreme_splits(rest, k - 1, sum + first, extreme) + extreme_splits(rest, k, sum, extreme)
        }
        _ => 0,
    }
}

/// The two-sided chance of a t at least as large (Student), by the finite sums for whole degrees of freedom
/// (Abramowitz and Stegun 26.7.3 and 26.7.4).
pub fn student_p(t: f64, freedom: usize) -> f64 {
    let angle = (t.abs() / (freedom as f64).sqrt()).atan();
    let (sin, cos) = angle.sin_cos();
    let odd = freedom % 2 == 1;
    let (mut sum, mut term) = (0.0, if odd { cos } else { 1.0 });
    for n in (if odd { 2 } else { 1 }..freedom).step_by(2) {
        sum += term;
        term *= cos * cos * n as f64 / (n + 1) as f64;
    }
    let within = if odd { (angle + sin * sum) * std::f64::consts::FRAC_2_PI } else { sin * sum };
    (1.0 - within).clamp(0.0, 1.0)
}

/// The t that is exceeded, one way or the other, with the chance `p`.
pub fn student_t(p: f64, freedom: usize) -> f64 {
    let (mut low, mut high) = (0.0, 1_000.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if student_p(middle, freedom) > p { low = middle } else { high = middle }
    }
    low
}

/// Adjusts p values for how many pairs were looked at (Holm), in their order.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let (mut adjusted, mut floor) = (vec![1.0; p.len()], 0.0f64);
    for (rank, &i) in order.iter().enumerate() {
        floor = floor.max(((p.len() - rank) as f64 * p[i]).min(1.0));
        adjusted[i] = floor;
    }
    adjusted
}

/// The median of all slopes between two points (Theil–Sen); nothing under two different `x`.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let pairs = points.iter().enumerate().flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (a, b)));
    let slopes: Vec<f64> = pairs.filter(|(a, b)| a.0 != b.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect();
    median(&slopes)
}

/// A straight line through points, each a constant, a place and a value: its slope, the standard error of the slope.
fn line(rows: &[(f64, f64, f64)], freedom: usize) -> (f64, f64) {
    let sum = |of: &dyn Fn(&(f64, f64, f64)) -> f64| rows.iter().map(of).sum::<f64>();
    let (cc, cx, xx) = (sum(&|row| row.0 * row.0), sum(&|row| row.0 * row.1), sum(&|row| row.1 * row.1));
    let (cy, xy) = (sum(&|row| row.0 * row.2), sum(&|row| row.1 * row.2));
    let whole = cc * xx - cx * cx;
    let (level, slope) = ((cy * xx - xy * cx) / whole, (cc * xy - cx * cy) / whole);
    let rest = sum(&|row| (row.2 - level * row.0 - slope * row.1).powi(2));
    (slope, (rest / freedom as f64 * cc / whole).sqrt())
}

/// The chance of so steep a slope over weeks, two-sided, where neighbouring weeks are alike; 1 under five weeks.
///
/// How alike they are is the correlation of neighbouring weeks after the straight line is taken off, which a short series
/// makes too small and which is corrected for that: (n·r + 2)/(n − 4), cut to 0–0.95. The likeness is taken out
/// (Prais and Winsten 1954; a missing week is a longer step), and the slope of what is left tested against Student's t
/// with n − 4 degrees of freedom, one for the likeness and one for its correction.
pub fn trend_p(weeks: &[(i64, f64)]) -> f64 {
    let n = weeks.len();
    if n < 5 {
        return 1.0;
    }
    let middle = weeks.iter().map(|&(week, _)| week as f64).sum::<f64>() / n as f64;
    let level = weeks.iter().map(|&(_, value)| value).sum::<f64>() / n as f64;
    let rows: Vec<(f64, f64, f64)> =
        weeks.iter().map(|&(week, value)| (1.0, week as f64 - middle, value - level)).collect();
    let (slope, _) = line(&rows, n - 2);
    let rest: Vec<f64> = rows.iter().map(|(_, place, value)| value - slope * place).collect();
    let spread: f64 = rest.iter().map(|rest| rest * rest).sum();
    if spread < ROUNDING {
        return if slope.abs() < ROUNDING { 1.0 } else { 0.0 };
    }
    let step = |i: usize| weeks[i].0 - weeks[i - 1].0;
    let together: Vec<f64> = (1..n).filter(|&i| step(i) == 1).map(|i| rest[i] * rest[i - 1]).collect();
    let seen = match together.len() {
        0 => 0.0,
        pairs => together.iter().sum::<f64>() / spread * (n - 1) as f64 / pairs as f64,
    };
    let alike = ((n as f64 * seen + 2.0) / (n as f64 - 4.0)).clamp(0.0, ALIKE_MOST);
    let own = (1.0 - alike * alike).sqrt();
    let whitened = |i: usize| {
        let (here, less) = (rows[i], if i == 0 { 0.0 } else { alike.powi(i32::try_from(step(i)).unwrap_or(i32::MAX)) });
        let before = if i == 0 { (0.0, 0.0, 0.0) } else { rows[i - 1] };
        let weight = own / (1.0 - less * less).sqrt();
        let of = |here: f64, before: f64| weight * (here - less * before);
        (of(here.0, before.0), of(here.1, before.1), of(here.2, before.2))
    };
    let (slope, error) = line(&(0..n).map(whitened).collect::<Vec<_>>(), n - 4);
    student_p(slope / error, n - 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use proptest::prelude::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.0006, "{found} is not {expected}");
    }

    fn numbers(range: std::ops::Range<i32>) -> Vec<f64> {
        range.map(f64::from).collect()
    }

    #[test]
    fn the_smallest_possible_p_is_what_counting_says() {
        for (a, b, expected) in
            [(2, 2, 0.333), (3, 3, 0.1), (3, 4, 0.057), (3, 5, 0.036), (4, 4, 0.029), (5, 5, 0.008), (6, 6, 0.002)]
        {
            let found = permutation_p(&numbers(0..a), &numbers(100..100 + b));
            // groups of unequal size have no mirror image among the splits: half the two-sided figure of the table
            near(found, if a == b { expected } else { expected / 2.0 });
        }
    }

    #[test]
    fn all_splits_are_looked_at_while_they_are_few() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..60 {
            let mut group =
                |most: usize| (0..rng.usize(1..=most)).map(|_| f64::from(rng.i32(-4..=4)) / 3.0).collect::<Vec<f64>>();
            let (a, b) = (group(6), group(6));
            let all: Vec<f64> = a.iter().chain(&b).copied().collect();
            let mean = |chosen: u32, with: bool| {
                let of: Vec<f64> = (0..all.len()).filter(|i| (chosen >> i & 1 == 1) == with).map(|i| all[i]).collect();
                of.iter().sum::<f64>() / of.len() as f64
            };
            let apart = |chosen: u32| (mean(chosen, true) - mean(chosen, false)).abs();
            let splits: Vec<u32> =
                (0..1u32 << all.len()).filter(|chosen| chosen.count_ones() as usize == a.len()).collect();
            let seen = apart((1 << a.len()) - 1);
            let extreme = splits.iter().filter(|&&chosen| apart(chosen) >= seen - 1e-9).count();
            let exact = extreme as f64 / splits.len() as f64;
            assert!((permutation_p(&a, &b) - exact).abs() < 1e-12, "{a:?} {b:?}");
        }
    }

    #[test]
    fn equal_groups_and_empty_ones_are_no_difference() {
        assert_eq!(permutation_p(&[1.0; 3], &[1.0; 3]), 1.0);
        assert_eq!(permutation_p(&[0.1; 9], &[0.1; 30]), 1.0);
        assert_eq!(permutation_p(&[], &[1.0]), 1.0);
        assert_eq!(permutation_p(&[1.0], &[]), 1.0);
        assert_eq!(permutation_p(&[0.0, 1.0, 2.0, 3.0, 4.0], &[4.0, 3.0, 2.0, 1.0, 0.0]), 1.0);
    }

    #[test]
    fn large_groups_are_drawn_the_same_way_every_time_whichever_is_named_first() {
        let far = |by: i32| permutation_p(&numbers(0..400), &numbers(by..400 + by));
        assert_eq!(far(30), far(30));
        assert!(far(30) > 0.0 && far(30) < 0.01, "{}", far(30));
        assert!(far(8) > 0.1, "{}", far(8));
        assert_eq!(far(1_000), 1.0 / 10_001.0);
        assert_eq!(permutation_p(&numbers(0..40), &numbers(5..35)), permutation_p(&numbers(5..35), &numbers(0..40)));
    }

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (t, freedom, p) in [
            (12.706, 1, 0.05),
            (4.303, 2, 0.05),
            (3.182, 3, 0.05),
            (2.365, 7, 0.05),
            (1.895, 7, 0.1),
            (3.169, 10, 0.01),
            (1.96, 10_000, 0.05),
            (0.0, 5, 1.0),
        ] {
            near(student_p(t, freedom), p);
            near(student_p(-t, freedom), p);
            assert!((student_t(p, freedom) - t).abs() < 0.001, "{t} {freedom}");
        }
        assert_eq!(student_p(f64::INFINITY, 6), 0.0);
    }

    #[test]
    fn holm_multiplies_the_smallest_most_and_never_falls() {
        let adjusted = holm(&[0.04, 0.01, 0.03]);
        for (found, expected) in adjusted.iter().zip([0.06, 0.03, 0.06]) {
            near(*found, expected);
        }
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn a_slope_shrugs_off_an_outlier() {
        let points: Vec<(f64, f64)> =
            (0..9).map(|x| (f64::from(x), if x == 4 { 90.0 } else { f64::from(x) * 0.5 })).collect();
        near(theil_sen(&points).unwrap(), 0.5);
        assert_eq!(theil_sen(&[(1.0, 2.0)]), None);
    }

    #[test]
    fn a_straight_line_is_a_trend_and_a_level_one_is_none() {
        let weeks = |values: &[f64]| (0i64..).zip(values.iter().copied()).collect::<Vec<_>>();
        let p = |values: &[f64]| trend_p(&weeks(values));
        assert_eq!(p(&[8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]), 0.0);
        assert_eq!(p(&[3.0; 8]), 1.0);
        assert_eq!(p(&[4.0, 3.0, 2.0, 1.0]), 1.0, "too few");
        assert!(p(&[3.0, 5.0, 2.0, 6.0, 3.0, 4.0, 5.0, 3.0]) > 0.5);
    }

    #[test]
    fn weeks_that_are_like_their_neighbours_need_a_steeper_slope() {
        let values = |rest: [f64; 12]| {
            rest.iter().enumerate().map(|(i, rest)| (i as i64, i as f64 * 0.4 + rest)).collect::<Vec<_>>()
        };
        // the same values off the line, in two orders
        let mixed = trend_p(&values([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]));
        let alike = trend_p(&values([-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0]));
        assert!(mixed < 0.03 && alike > 0.1, "{mixed} {alike}");
    }

    #[test]
    fn a_missing_week_keeps_its_place_and_how_far_back_they_count_does_not_matter() {
        let points = [(0, 5.0), (1, 5.5), (3, 4.0), (4, 4.5), (5, 3.0), (6, 3.5), (7, 2.0), (9, 2.5), (10, 1.0)];
        let (p, moved) = (trend_p(&points), trend_p(&points.map(|(week, value)| (week + 90, value))));
        assert!((p - moved).abs() < 1e-9 && p < 0.05, "{p} {moved}");
        let closed: Vec<(i64, f64)> = (0i64..).zip(points.map(|(_, value)| value)).collect();
        assert!((trend_p(&closed) - p).abs() > 1e-6);
    }

    proptest! {
        #[test]
        fn a_p_is_a_chance_and_does_not_depend_on_the_order(a in proptest::collection::vec(-5i32..=5, 1..7), b in proptest::collection::vec(-5i32..=5, 1..7)) {
            let (a, b) = (a.into_iter().map(f64::from).collect::<Vec<_>>(), b.into_iter().map(f64::from).collect::<Vec<_>>());
            let p = permutation_p(&a, &b);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert!((p - permutation_p(&b, &a)).abs() < 1e-9);
        }
    }
}
