//! Honest statistics of small numbers: exact where that can be counted, seeded where it cannot, the same on every run.
//!
//! Source of the limits: clinical facts 11 (permutation tests, Theil–Sen, Mann–Kendall). The runs of one person are not
//! assigned by chance, so that a p describes their notes and proves nothing.

use fastrand::Rng;

/// The seed of everything drawn by chance.
const SEED: u64 = 0x7477_696e_6765; // "twinge"
/// Up to this many splits are counted one by one.
const EXACT_SPLITS: u64 = 20_000;
/// Draws where they are too many.
const DRAWS: u32 = 10_000;
/// Draws for an interval.
const BOOTSTRAP_DRAWS: usize = 2_000;
/// Up to this length every order of a series is counted.
const EXACT_ORDERS: usize = 8;

/// The median; nothing of none.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some((low + high) / 2.0)
}

/// The chance of a difference of means at least as large, were the labels dealt by chance; two-sided, ties count as
/// extreme. All splits are counted where they are few enough, else 10,000 are drawn. 1 where a group is empty.
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
    if splits(n as u64, k as u64).is_some_and(|splits| splits <= EXACT_SPLITS) {
        let (mut extreme, mut count) = (0u32, 0u32);
        each_split(&all, k, 0, 0, &mut |sum| {
            count += 1;
            extreme += u32::from(apart(sum) >= seen);
        });
        return f64::from(extreme) / f64::from(count);
    }
    let (mut rng, mut deck) = (Rng::with_seed(SEED), all);
    let extreme = (0..DRAWS).filter(|_| {
        // only the first k places need to be dealt
        (0..k).for_each(|i| deck.swap(i, rng.usize(i..n)));
        apart(deck[..k].iter().sum()) >= seen
    });
    f64::from(extreme.count() as u32 + 1) / f64::from(DRAWS + 1)
}

/// The number of ways to choose `k` of `n`, where it is not beyond counting.
fn splits(n: u64, k: u64) -> Option<u64> {
    (0..k.min(n - k)).try_fold(1u64, |ways, i| Some(ways.checked_mul(n - i)? / (i + 1)))
}

/// Calls with the sum of every choice of `k` values.
fn each_split(values: &[i64], k: usize, from: usize, sum: i64, call: &mut impl FnMut(i64)) {
    if k == 0 {
        return call(sum);
    }
    for i in from..=values.len() - k {
        each_split(values, k - 1, i + 1, sum + values[i], call);
    }
}

/// A 90 % bootstrap interval of the difference of medians, `a − b`; nothing where a group is empty.
pub fn median_difference_interval(a: &[i32], b: &[i32]) -> Option<(f64, f64)> {
    let mut rng = Rng::with_seed(SEED);
    let mut draw = |group: &[i32]| {
        let drawn: Vec<f64> = group.iter().map(|_| f64::from(group[rng.usize(..group.len())])).collect();
        median(&drawn)
    };
    let mut found: Vec<f64> = (0..BOOTSTRAP_DRAWS).map_while(|_| Some(draw(a)? - draw(b)?)).collect();
    found.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| found.get((share * (BOOTSTRAP_DRAWS - 1) as f64).round() as usize).copied();
    Some((at(0.05)?, at(0.95)?))
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

/// The chance of a series going up or down as steadily by chance (Mann–Kendall), two-sided: all orders up to eight
/// values, else 10,000 drawn; ties are kept. 1 under two values.
pub fn mann_kendall_p(series: &[f64]) -> f64 {
    let seen = steadiness(series).abs();
    if series.len() < 2 {
        return 1.0;
    }
    let mut deck = series.to_vec();
    if deck.len() <= EXACT_ORDERS {
        let (mut extreme, mut count) = (0u32, 0u32);
        let len = deck.len();
        each_order(&mut deck, len, &mut |order| {
            count += 1;
            extreme += u32::from(steadiness(order).abs() >= seen);
        });
        return f64::from(extreme) / f64::from(count);
    }
    let mut rng = Rng::with_seed(SEED);
    let extreme = (0..DRAWS).filter(|_| {
        rng.shuffle(&mut deck);
        steadiness(&deck).abs() >= seen
    });
    f64::from(extreme.count() as u32 + 1) / f64::from(DRAWS + 1)
}

/// Pairs that go up less pairs that go down.
fn steadiness(series: &[f64]) -> i64 {
    let pairs = series.iter().enumerate().flat_map(|(i, a)| series[i + 1..].iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| i64::from(b > a) - i64::from(b < a)).sum()
}

/// Calls with every order of the first `n` values (Heap's algorithm).
fn each_order(values: &mut [f64], n: usize, call: &mut impl FnMut(&[f64])) {
    if n <= 1 {
        return call(values);
    }
    for i in 0..n {
        each_order(values, n - 1, call);
        values.swap(if n.is_multiple_of(2) { i } else { 0 }, n - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            // the groups of unequal size have no mirror image among the splits
            let found = permutation_p(&low, &high);
            let exact = if a == b { 2.0 } else { 1.0 } / splits((a + b) as u64, a as u64).unwrap() as f64;
            near(found, exact);
            if a == b {
                near(found, expected)
            }
        }
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
        let (a, b): (Vec<i32>, Vec<i32>) = ((0..30).collect(), (8..38).collect());
        let p = permutation_p(&a, &b);
        assert_eq!(p, permutation_p(&a, &b));
        assert!(p > 0.0 && p < 0.01, "{p}");
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
