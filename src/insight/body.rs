//! Where it hurt: on how many days of a period each place of the body was marked, and how much it hurt on those days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::days::{Median, median, worst};
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::{Side, Site, Spot};

/// A place and the days on which it was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedPlace {
    /// The place.
    pub site: Site,
    /// Its side; nothing where none was marked.
    pub side: Option<Side>,
    /// So many days.
    pub days: usize,
    /// The median of the worst levels of those days.
    pub level: Median,
}

/// The places of a period, those of most days first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedPlaces {
    /// The places.
    pub places: Vec<MarkedPlace>,
    /// So many days have any place marked.
    pub n: usize,
}

impl MarkedPlaces {
    /// The place that was marked on most days among those that lie there; a side that was left out lies on both.
    pub fn at(&self, site: Site, side: Side) -> Option<&MarkedPlace> {
        let lies = |one: &&MarkedPlace| {
            one.site == site
                && one.side.is_none_or(|marked| marked == side || (marked == Side::Both && side != Side::Middle))
        };
        self.places.iter().find(lies)
    }
}

/// The places that were marked from the first to the last day.
pub fn marked_places(journal: &Journal, first: NaiveDate, last: NaiveDate) -> MarkedPlaces {
    let mut places: BTreeMap<String, (&Spot, BTreeSet<NaiveDate>)> = BTreeMap::new();
    let mut days = BTreeSet::new();
    for (day, pain) in journal.pain_between(first, last) {
        for spot in &pain.sites {
            places.entry(spot.text(" ")).or_insert_with(|| (spot, BTreeSet::new())).1.insert(day);
            days.insert(day);
        }
    }
    let place = |(spot, days): (&Spot, BTreeSet<NaiveDate>)| {
        let levels: Vec<Level> = days.iter().filter_map(|&day| worst(journal, day)).collect();
        Some(MarkedPlace { site: spot.site, side: spot.side, days: days.len(), level: median(levels)? })
    };
    let mut places: Vec<MarkedPlace> = places.into_values().filter_map(place).collect();
    places.sort_by_key(|one| std::cmp::Reverse(one.days));
    MarkedPlaces { places, n: days.len() }
}

#[cfg(test)]
mod tests {
    use super::super::kit::{Notes, back, today};
    use super::*;

    #[test]
    fn a_place_counts_its_days_and_what_has_no_side_lies_on_both() {
        let notes = Notes::default().spot(9, Site::Calf).spot(2, Site::Groin).spot(2, Site::Groin).spot(1, Site::Groin);
        let journal = notes.worst(1, 6).done();
        let found = marked_places(&journal, back(5), today());
        assert_eq!((found.n, found.places.len()), (2, 1));
        let groin = found.at(Site::Groin, Side::Left).unwrap();
        // two entries of one day are one day; its worst is what counts
        assert_eq!((groin.days, groin.level.to_string()), (2, "4.5".into()));
        assert_eq!(found.at(Site::Groin, Side::Right), Some(groin));
        assert_eq!(found.at(Site::Calf, Side::Right), None);
    }
}
