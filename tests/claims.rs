//! A short version of the table of `docs/claims.md`: far enough from the wanted numbers to be chance, it fails.

#[path = "support/claims.rs"]
mod claims;

use claims::{PHIS, Wanted, cases, measured};

/// Journals a case: few, so that it stays fast. The whole table is `cargo run --profile fast --example claims`.
const JOURNALS: usize = 25;

#[test]
fn the_wanted_numbers_are_within_what_few_journals_can_tell() {
    for case in cases() {
        let (wanted, above) = match case.wanted {
            Wanted::AtMost(most) => (most, true),
            Wanted::AtLeast(least) => (least, false),
            Wanted::Shown => continue,
        };
        // the middle one stands for the three
        let (phi, wanted) = (PHIS[1], wanted[1]);
        let found = measured(&case, phi, JOURNALS);
        let chance = 3.0 * (wanted * (100.0 - wanted) / JOURNALS as f64).sqrt();
        let fails = if above { found > wanted + chance } else { found < wanted - chance };
        assert!(!fails, "{}: {found:.0} %, wanted {wanted} %", case.what);
    }
}
