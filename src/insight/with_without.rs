//! With and without: the mornings after days with orthotics, a pair of shoes, therapy, a massage, and after days without.
//! Counts and medians side by side; whether they differ is asked by naming one (`--compare orthotics`).

use super::outcomes::{Outcome, Summary, summary};
use super::pairs::{Factor, Pair, What};
use crate::domain::journal::Journal;
use crate::domain::orthotics::Worn;

/// One thing, with and without.
#[derive(Clone, Debug, PartialEq)]
pub struct WithWithout {
    /// The two groups.
    pub pair: Pair,
    /// The mornings after days with it.
    pub with: Summary,
    /// The mornings after days without it.
    pub without: Summary,
}

/// The things that occur, each with and without.
pub fn with_without(journal: &Journal, outcomes: &[Outcome]) -> Vec<WithWithout> {
    let factors = Factor::ALL.iter().map(|&factor| What::Factor(factor));
    let shoes = journal.gear.iter().filter(|gear| gear.what() == Worn::Shoes);
    let shoes = shoes.map(|gear| What::Gear(gear.id, gear.name.as_deref().unwrap_or_default().to_owned()));
    let of = |what: What| {
        let pair = Pair::with_and_without(what);
        let with = summary(outcomes.iter().filter(|day| pair.a.has(day)));
        let without = summary(outcomes.iter().filter(|day| pair.b.has(day)));
        (with.n > 0).then_some(WithWithout { pair, with, without })
    };
    factors.chain(shoes).filter_map(of).collect()
}
