//! Where it hurt as the drawing of the body shows it: each place with its days and what it felt like there, and how far
//! down which leg.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::journal::Journal;
use crate::domain::pain::{Feel, Pain, Reach, Side, Site, Spot};
use crate::insight::report::covered::Covered;

/// A word for what it felt like, and on how many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FeelDays {
    /// What.
    pub feel: Feel,
    /// On how many days.
    pub days: usize,
}

/// A part of the body as it is drawn: a place on one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Zone {
    /// The place.
    pub site: Site,
    /// Left, right or the middle.
    pub side: Side,
    /// On how many days it was marked there: on this side, on both, or without a side.
    pub days: usize,
    /// False where it was only ever marked without a side.
    pub sided: bool,
    /// What it felt like in the levels that name this place: what a nerve may say first, then by days.
    pub feels: Vec<FeelDays>,
}

/// How far down a leg it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReachedLeg {
    /// Which leg: left or right.
    pub side: Side,
    /// The furthest point.
    pub reach: Reach,
    /// On how many days it went so far.
    pub days: usize,
}

/// The body over the period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BodySection {
    /// The parts that were marked, in the order of the places.
    pub zones: Vec<Zone>,
    /// So many days have any place marked.
    pub n: usize,
    /// How far down which leg, of the levels whose places are all on one side, or marked as both.
    pub legs: Vec<ReachedLeg>,
}

/// True for what a nerve may say, which is never left out behind the rest.
pub fn of_nerves(feel: Feel) -> bool {
    matches!(feel, Feel::Numb | Feel::Tingling | Feel::Weak)
}

/// The body over a period.
pub fn body(journal: &Journal, period: Covered) -> BodySection {
    let levels = || journal.pain_between(period.from, period.to);
    let marked: BTreeSet<NaiveDate> = levels().filter(|(_, one)| !one.sites.is_empty()).map(|(day, _)| day).collect();
    let parts = Site::ALL.iter().flat_map(|&site| [Side::Left, Side::Middle, Side::Right].map(|side| (site, side)));
    let zones = parts.filter_map(|(site, side)| zone(levels(), site, side)).collect();
    BodySection { zones, n: marked.len(), legs: legs(levels()) }
}

/// True where a place lies on a side; one without a side lies on both.
fn lies(spot: &Spot, side: Side) -> bool {
    match spot.side {
        Some(marked) => marked == side || (marked == Side::Both && side != Side::Middle),
        None => side != Side::Middle,
    }
}

fn zone<'a>(levels: impl Iterator<Item = (NaiveDate, &'a Pain)>, site: Site, side: Side) -> Option<Zone> {
    let (mut days, mut sided) = (BTreeSet::new(), false);
    let mut feels: Vec<(Feel, BTreeSet<NaiveDate>)> = Vec::new();
    for (day, pain) in levels {
        let here = || pain.sites.iter().filter(|spot| spot.site == site && lies(spot, side));
        if here().next().is_none() {
            continue;
        }
        days.insert(day);
        sided |= here().any(|spot| spot.side.is_some());
        for &feel in &pain.feels {
            match feels.iter_mut().find(|(known, _)| *known == feel) {
                Some((_, on)) => drop(on.insert(day)),
                None => feels.push((feel, BTreeSet::from([day]))),
            }
        }
    }
    let mut feels: Vec<FeelDays> = feels.into_iter().map(|(feel, on)| FeelDays { feel, days: on.len() }).collect();
    feels.sort_by_key(|one| (std::cmp::Reverse(of_nerves(one.feel)), std::cmp::Reverse(one.days)));
    let zone = Zone { site, side, days: days.len(), sided, feels };
    (zone.days > 0).then_some(zone)
}

/// The legs that are meant: the one side of all places of a level, or both where they are marked as both.
fn legs_of(pain: &Pain) -> &'static [Side] {
    let mut sides = pain.sites.iter().filter_map(|spot| spot.side);
    match sides.next() {
        Some(first) if sides.all(|other| other == first) => match first {
            Side::Left => &[Side::Left],
            Side::Right => &[Side::Right],
            Side::Both => &[Side::Left, Side::Right],
            Side::Middle => &[],
        },
        _ => &[],
    }
}

fn legs<'a>(levels: impl Iterator<Item = (NaiveDate, &'a Pain)>) -> Vec<ReachedLeg> {
    let mut found: BTreeMap<(usize, usize), BTreeSet<NaiveDate>> = BTreeMap::new();
    let place = |reach: Reach| Reach::ALL.iter().position(|&one| one == reach);
    for (day, pain) in levels {
        let Some(reach) = pain.reach.filter(|&reach| reach != Reach::Buttock).and_then(place) else { continue };
        for leg in legs_of(pain) {
            found.entry((usize::from(*leg == Side::Right), reach)).or_default().insert(day);
        }
    }
    let furthest = |right: usize| {
        let ((_, reach), days) = found.range((right, 0)..(right + 1, 0)).next_back()?;
        let side = if right == 1 { Side::Right } else { Side::Left };
        Some(ReachedLeg { side, reach: Reach::ALL[*reach], days: days.len() })
    };
    [0, 1].into_iter().filter_map(furthest).collect()
}
