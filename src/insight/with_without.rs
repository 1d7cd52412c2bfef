//! With and without: the mornings after days with orthotics, a pair of shoes, therapy, a massage, a sitting over my limit,
//! and after days without.
//! Counts and medians side by side; whether they differ is asked by naming one (`--compare orthotics`).

use super::pairs::{Exposure, Factor, Pair};
use crate::domain::journal::Journal;
use crate::domain::orthotics::Worn;
use crate::insight::responses::{DayResponse, Summary, summary};

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
pub fn with_without(journal: &Journal, responses: &[DayResponse]) -> Vec<WithWithout> {
    let factors = Factor::ALL.iter().map(|&factor| Exposure::Factor(factor));
    let shoes = journal.gear.iter().filter(|gear| gear.what() == Worn::Shoes);
    let shoes = shoes.map(|gear| Exposure::Gear(gear.id, gear.name.as_deref().unwrap_or_default().to_owned()));
    let of = |what: Exposure| {
        let pair = Pair::with_and_without(what);
        let with = summary(responses.iter().filter(|day| pair.a.has(day)));
        let without = summary(responses.iter().filter(|day| pair.b.has(day)));
        (with.n > 0).then_some(WithWithout { pair, with, without })
    };
    factors.chain(shoes).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::runs::Surface::Road;
    use crate::insight::kit::{Notes, last};
    use crate::insight::next_morning::Mornings;
    use crate::insight::responses::responses;

    #[test]
    fn a_day_sat_until_it_hurt_is_over_the_limit_and_one_without_a_sitting_is_neither() {
        let journal = Notes::default()
            .mornings(1..12, 3)
            .sitting(9, false)
            .sitting(9, true)
            .sitting(7, true)
            .sitting(4, true)
            .sitting(3, false)
            .sitting(3, false)
            .done();
        let period = last(30);
        let responses = responses(&journal, period, &Mornings::around(&journal, period.from, period.to));
        let rows = with_without(&journal, &responses);
        let shown: Vec<_> = rows.iter().map(|row| (row.pair.a.name(), row.with.n, row.without.n)).collect();
        assert_eq!(shown, [("sitting over my limit".to_owned(), 2, 2)]);
    }

    #[test]
    fn a_session_left_out_to_rest_is_no_therapy_day() {
        let journal = Notes::default().mornings(1..12, 3).session(9, false).session(7, true).done();
        let period = last(30);
        let responses = responses(&journal, period, &Mornings::around(&journal, period.from, period.to));
        let rows = with_without(&journal, &responses);
        let shown: Vec<_> = rows.iter().map(|row| (row.pair.a.what.name(), row.with.n, row.without.n)).collect();
        assert_eq!(shown, [("therapy", 1, 9)]);
    }

    #[test]
    fn what_occurs_stands_with_and_without_and_what_does_not_is_left_out() {
        let journal = Notes::default()
            .answer(20, 4000, Road, 2, 2)
            .answer(16, 4000, Road, 2, 1)
            .answer(12, 4000, Road, 2, 0)
            .mornings([8, 7], 3)
            .massage(8)
            .gear("soles", Worn::Orthotics, &[20, 16])
            .gear("grey", Worn::Shoes, &[12])
            .gear("blue", Worn::Shoes, &[12, 16])
            .gear("red", Worn::Shoes, &[])
            .done();
        let period = last(30);
        let responses = responses(&journal, period, &Mornings::around(&journal, period.from, period.to));
        let rows = with_without(&journal, &responses);
        let shown: Vec<_> = rows.iter().map(|row| (row.pair.a.what.name(), row.with.n, row.without.n)).collect();
        assert_eq!(shown, [("orthotics", 2, 1), ("massage", 1, 3), ("grey", 1, 2), ("blue", 2, 1)]);
    }
}
