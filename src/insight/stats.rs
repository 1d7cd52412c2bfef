//! Honest statistics of small numbers: exact where that can be counted, seeded where it cannot, the same on every run.
//!
//! Source of the limits: clinical facts 11 (permutation tests, Theil–Sen, Mann–Kendall). The runs of one person are not
//! assigned by chance, so that a p describes their notes and proves nothing.

use fastrand::Rng;

/// The seed of everything drawn by chance.
const SEED: u64 = 0x7477_696e_6765; // "twinge"
/// Splits are counted, not drawn, up to so many values and so much work (values × size of a group × range of its sums).
const EXACT_VALUES: usize = 1_000;
const EXACT_WORK: usize = 5_000_000;
/// Draws where counting is too much.
const DRAWS: u32 = 10_000;
/// Draws for an interval.
const BOOTSTRAP_DRAWS: usize = 2_000;
/// Up to this length every order of a series is counted; beyond it the normal curve is as good.
const EXACT_ORDERS: usize = 120;

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
/// All splits are counted: not one by one, but by how many there are of each sum, which is exact for any groups that a
/// person can log in years. Only beyond that 10,000 are drawn.
pub fn permutation_p(a: &[i32], b: &[i32]) -> f64 {
    let all: Vec<i64> = a.iter().chain(b).map(|&value| i64::from(value)).collect();
    let (n, k) = (all.len(), a.len());
    if k == 0 || k == n {
        return 1.0;
    }
    let total: i64 = all.iter().sum();
    // |mean a − mean b| in whole numbers: |sum_a · n − total · k| is it times a constant
    let apart = |sum: i64| (sum * n as i64 - total * k as i64).abs();
    let seen = apart(all[..k].iter().sum());
    if let Some(sums) = sums_of_splits(&all, k) {
        let extreme: f64 = sums.iter().filter(|(sum, _)| apart(*sum) >= seen).map(|(_, ways)| ways).sum();
        return extreme / sums.iter().map(|(_, ways)| ways).sum::<f64>();
    }
    let (mut rng, mut deck) = (Rng::with_seed(SEED), all);
    let extreme = (0..DRAWS).filter(|_| {
        // only the first k places need to be dealt
        (0..k).for_each(|i| deck.swap(i, rng.usize(i..n)));
        apart(deck[..k].iter().sum()) >= seen
    });
    f64::from(extreme.count() as u32 + 1) / f64::from(DRAWS + 1)
}

/// How many choices of `k` values there are of each sum; nothing where that is too much work.
fn sums_of_splits(values: &[i64], k: usize) -> Option<Vec<(i64, f64)>> {
    let least = values.iter().copied().min()?;
    let mut up: Vec<usize> = values.iter().map(|value| usize::try_from(value - least).unwrap_or(0)).collect();
    up.sort_unstable();
    let widest: usize = up.iter().rev().take(k).sum::<usize>() + 1;
    let work = values.len().checked_mul(k)?.checked_mul(widest)?;
    if values.len() > EXACT_VALUES || work > EXACT_WORK {
        return None;
    }
    // ways[chosen * widest + sum]
    let mut ways = vec![0.0f64; (k + 1) * widest];
    ways[0] = 1.0;
    for (seen, &value) in up.iter().enumerate() {
        for chosen in (0..k.min(seen + 1)).rev() {
            let (less, more) = ways.split_at_mut((chosen + 1) * widest);
            let from = &less[chosen * widest..][..widest - value];
            more[value..widest].iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
    let counted = ways[k * widest..].iter().enumerate().filter(|(_, ways)| **ways > 0.0);
    Some(counted.map(|(sum, &ways)| (sum as i64 + least * k as i64, ways)).collect())
}

/// A 90 % bootstrap interval of the difference of medians, `a − b`; nothing where a group is empty.
pub fn median_difference_interval(a: &[i32], b: &[i32]) -> Option<(f64, f64)> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let mut rng = Rng::with_seed(SEED);
    let (mut a, mut b) = (Redrawn::of(a), Redrawn::of(b));
    let mut found: Vec<f64> = (0..BOOTSTRAP_DRAWS).map(|_| a.median(&mut rng) - b.median(&mut rng)).collect();
    found.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| found.get((share * (BOOTSTRAP_DRAWS - 1) as f64).round() as usize).copied();
    Some((at(0.05)?, at(0.95)?))
}

/// A group that is drawn anew from itself again and again.
struct Redrawn {
    sorted: Vec<i32>,
    times: Vec<usize>,
}

impl Redrawn {
    fn of(group: &[i32]) -> Self {
        let mut sorted = group.to_vec();
        sorted.sort_unstable();
        Self { times: vec![0; sorted.len()], sorted }
    }

    /// The median of as many values, each drawn from all; counted by their places, which spares the sorting.
    fn median(&mut self, rng: &mut Rng) -> f64 {
        let n = self.sorted.len();
        self.times.fill(0);
        for _ in 0..n {
            self.times[rng.usize(..n)] += 1;
        }
        let (mut seen, mut low) = (0, None);
        for (&value, &times) in self.sorted.iter().zip(&self.times) {
            seen += times;
            low = low.or((seen > (n - 1) / 2).then_some(value));
            if seen > n / 2 {
                return f64::from(low.unwrap_or(value) + value) / 2.0;
            }
        }
        0.0 // n values were drawn, so that the middle was passed
    }
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

/// The chance of a series going up or down as steadily by chance (Mann–Kendall), two-sided, its ties kept: over all
/// orders up to 120 values, beyond that by the normal curve with ties and continuity corrected. 1 under two values.
pub fn mann_kendall_p(series: &[f64]) -> f64 {
    let seen = steadiness(series).abs();
    if series.len() < 2 {
        return 1.0;
    }
    let mut sorted = series.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let ties: Vec<usize> = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
    if series.len() > EXACT_ORDERS {
        return normal_p(series.len(), &ties, seen);
    }
    let falls = falls_of_orders(&ties);
    let pairs = falls.len() as i64 - 1;
    let extreme = falls.iter().enumerate().filter(|&(falls, _)| (pairs - 2 * falls as i64).abs() >= seen);
    let share: f64 = extreme.map(|(_, share)| share).sum();
    share.clamp(0.0, 1.0)
}

/// The share of the orders of a series with each number of falling pairs, from 0 to all pairs that are not tied.
///
/// Their numbers are the coefficients of a product of Gaussian binomials, one for each group of ties (MacMahon); they
/// are multiplied out as shares, so that nothing grows beyond counting.
fn falls_of_orders(ties: &[usize]) -> Vec<f64> {
    let n: usize = ties.iter().sum();
    let pairs = n * (n - 1) / 2 - ties.iter().map(|t| t * (t - 1) / 2).sum::<usize>();
    let (mut shares, mut before) = (vec![0.0f64; pairs + 1], 0);
    shares[0] = 1.0;
    for &group in ties {
        for place in 1..=group {
            // (1 − q^(before + place)) / (1 − q^place)
            for falls in (before + place..=pairs).rev() {
                shares[falls] -= shares[falls - before - place];
            }
            for falls in place..=pairs {
                shares[falls] += shares[falls - place];
            }
            let sum: f64 = shares.iter().sum();
            shares.iter_mut().for_each(|share| *share /= sum);
        }
        before += group;
    }
    shares
}

/// The two-sided p of the steadiness of a long series.
fn normal_p(n: usize, ties: &[usize], seen: i64) -> f64 {
    let term = |n: usize| (n * (n - 1) * (2 * n + 5)) as f64;
    let variance = (term(n) - ties.iter().map(|&tied| term(tied)).sum::<f64>()) / 18.0;
    if variance <= 0.0 || seen == 0 {
        return 1.0;
    }
    let z = (seen - 1) as f64 / variance.sqrt();
    erfc(z / std::f64::consts::SQRT_2)
}

/// The complementary error function from 0 on, to seven digits (Abramowitz and Stegun 7.1.26).
fn erfc(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    t * poly.iter().rev().fold(0.0, |sum, factor| sum * t + factor) * (-x * x).exp()
}

/// Pairs that go up less pairs that go down.
fn steadiness(series: &[f64]) -> i64 {
    let pairs = series.iter().enumerate().flat_map(|(i, a)| series[i + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| i64::from(b > a) - i64::from(b < a)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;
    use proptest::prelude::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.0006, "{found} is not {expected}");
    }

    #[test]
    fn the_smallest_possible_p_is_what_counting_says() {
        for (a, b, expected) in
            [(2, 2, 0.333), (3, 3, 0.1), (3, 4, 0.057), (3, 5, 0.036), (4, 4, 0.029), (5, 5, 0.008), (6, 6, 0.002)]
        {
            let (low, high): (Vec<i32>, Vec<i32>) = ((0..a).collect(), (100..100 + b).collect());
            let found = permutation_p(&low, &high);
            // groups of unequal size have no mirror image among the splits: half the two-sided figure of the table
            near(found, if a == b { expected } else { expected / 2.0 });
        }
    }

    #[test]
    fn splits_counted_by_their_sums_are_all_the_splits() {
        let mut rng = Rng::with_seed(1);
        for _ in 0..60 {
            let mut group = |most: usize| (0..rng.usize(1..=most)).map(|_| rng.i32(-4..=4)).collect::<Vec<i32>>();
            let (a, b) = (group(6), group(6));
            let all: Vec<i32> = a.iter().chain(&b).copied().collect();
            let apart = |chosen: u32| {
                let sum: i32 = (0..all.len()).filter(|i| chosen >> i & 1 == 1).map(|i| all[i]).sum();
                (sum * all.len() as i32 - all.iter().sum::<i32>() * a.len() as i32).abs()
            };
            let splits: Vec<u32> =
                (0..1u32 << all.len()).filter(|chosen| chosen.count_ones() as usize == a.len()).collect();
            let seen = apart((1 << a.len()) - 1);
            let extreme = splits.iter().filter(|&&chosen| apart(chosen) >= seen).count();
            let exact = extreme as f64 / splits.len() as f64;
            assert!((permutation_p(&a, &b) - exact).abs() < 1e-12, "{a:?} {b:?}");
        }
    }

    #[test]
    fn orders_counted_by_their_falling_pairs_are_all_the_orders() {
        fn each_order(values: &mut [f64], n: usize, call: &mut impl FnMut(&[f64])) {
            if n <= 1 {
                return call(values);
            }
            for i in 0..n {
                each_order(values, n - 1, call);
                values.swap(if n.is_multiple_of(2) { i } else { 0 }, n - 1);
            }
        }
        let mut rng = Rng::with_seed(2);
        for n in 2..=7 {
            for _ in 0..5 {
                let series: Vec<f64> = (0..n).map(|_| f64::from(rng.u8(..5)) / 2.0).collect();
                let (seen, mut extreme, mut count) = (steadiness(&series).abs(), 0, 0);
                each_order(&mut series.clone(), n, &mut |order| {
                    count += 1;
                    extreme += i32::from(steadiness(order).abs() >= seen);
                });
                let exact = f64::from(extreme) / f64::from(count);
                assert!((mann_kendall_p(&series) - exact).abs() < 1e-12, "{series:?}");
            }
        }
    }

    #[test]
    fn the_normal_curve_takes_over_where_it_is_as_good() {
        let mut rng = Rng::with_seed(3);
        for rise in [0, 3, 6, 9] {
            let series: Vec<f64> = (0..120).map(|i| f64::from(i * rise / 100 + rng.i32(..9))).collect();
            let mut sorted = series.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let ties: Vec<usize> = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len).collect();
            let (exact, normal) = (mann_kendall_p(&series), normal_p(120, &ties, steadiness(&series).abs()));
            assert!((exact - normal).abs() < 0.002, "{exact} {normal}");
            assert!((falls_of_orders(&ties).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert_eq!(mann_kendall_p(&[2.0; 200]), 1.0);
        assert!(mann_kendall_p(&(0..200).map(f64::from).collect::<Vec<_>>()) < 1e-6);
    }

    #[test]
    fn equal_groups_and_empty_ones_are_no_difference() {
        assert_eq!(permutation_p(&[1, 1, 1], &[1, 1, 1]), 1.0);
        assert_eq!(permutation_p(&[], &[1]), 1.0);
        assert_eq!(permutation_p(&[1], &[]), 1.0);
        assert_eq!(permutation_p(&[0, 1, 2, 3, 4], &[4, 3, 2, 1, 0]), 1.0);
    }

    #[test]
    fn large_groups_are_drawn_the_same_way_every_time() {
        let far = |by: i32| permutation_p(&(0..400).collect::<Vec<_>>(), &(by..400 + by).collect::<Vec<_>>());
        assert_eq!(far(30), far(30));
        assert!(far(30) > 0.0 && far(30) < 0.01, "{}", far(30));
        assert!(far(8) > 0.1, "{}", far(8));
        assert_eq!(far(1_000), 1.0 / 10_001.0);
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
    fn a_trend_of_four_cannot_reach_one_in_twenty_and_five_steps_can() {
        near(mann_kendall_p(&[1.0, 2.0, 3.0, 4.0]), 2.0 / 24.0);
        near(mann_kendall_p(&[5.0, 4.0, 3.0, 2.0, 1.0]), 2.0 / 120.0);
        assert_eq!(mann_kendall_p(&[3.0; 8]), 1.0);
        let long: Vec<f64> = (0..12).map(f64::from).collect();
        assert!(mann_kendall_p(&long) < 0.001);
        assert_eq!(mann_kendall_p(&[1.0]), 1.0);
    }

    #[test]
    fn an_interval_holds_the_difference_it_was_drawn_from() {
        let same = median_difference_interval(&[1; 6], &[-1; 5]);
        assert_eq!(same, Some((2.0, 2.0)));
        let (low, high) = median_difference_interval(&[2, 3, 3, 4, 3], &[1, 0, 1, 1, 2]).unwrap();
        assert!(low <= 2.0 && 2.0 <= high, "{low} {high}");
        assert_eq!(median_difference_interval(&[], &[1]), None);
        assert_eq!(median_difference_interval(&[1], &[]), None);
    }

    proptest! {
        #[test]
        fn a_p_is_a_chance_and_does_not_depend_on_the_order(a in proptest::collection::vec(-5i32..=5, 1..7), b in proptest::collection::vec(-5i32..=5, 1..7)) {
            let p = permutation_p(&a, &b);
            prop_assert!(p > 0.0 && p <= 1.0);
            prop_assert!((p - permutation_p(&b, &a)).abs() < 1e-9);
        }
    }
}
