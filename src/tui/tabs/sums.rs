//! Sums over all runs: made when a tab first needs them, and again only after a change. Nothing of it is done frame by
//! frame.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::checks::Check;
use crate::domain::day::At;
use crate::domain::hidden::{Hidden, hidden};
use crate::domain::id::Id;
use crate::domain::runs::{Run, Surface};
use crate::domain::steps::{Progress, Step};
use crate::insight::markers::{Marker, markers};
use crate::insight::massage::{Massages, massages};
use crate::insight::next_morning::Mornings;
use crate::insight::orthotics::{OrthoticsRuns, Used, used, with_without};
use crate::insight::period::Period;
use crate::insight::responses::responses;
use crate::insight::steps::{first_soft, standing_by};
use crate::insight::surfaces::{SurfaceSummary, surfaces};
use crate::insight::warnings::{Warning, among};
use crate::tui::revision::Current;
use crate::tui::tabs::filter::Filter;
use crate::tui::widgets::memo::Memo;

/// Days that runs with orthotics and without are looked for.
const YEAR: u64 = 365;
/// Days that the mornings by surface look back.
const TWELVE_WEEKS: u64 = 84;

/// What is kept, each under how often what it is made of was changed.
#[derive(Debug, Default)]
pub struct Sums {
    shown: Memo<(u64, Filter), (), Shown>,
    bare: Memo<u64, (), usize>,
    gear: Memo<u64, (), HashMap<Id, Used>>,
    with_orthotics: Memo<(u64, NaiveDate), (), Option<OrthoticsRuns>>,
    surfaces: Memo<(u64, NaiveDate), (), Vec<SurfaceSummary>>,
    massages: Memo<u64, (), Massages>,
    markers: Memo<u64, (), Vec<Marker>>,
    alarms: Memo<u64, (), Vec<usize>>,
    soft: Memo<u64, (), Option<At>>,
    hidden: Memo<u64, (), Vec<Hidden>>,
}

/// The runs that a filter lets through.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Their places in the journal, oldest first; none where all are shown.
    pub places: Option<Vec<u32>>,
    /// Their totals.
    pub totals: Totals,
    /// Metres of them on the surface that the filter asks for.
    pub surface_m: u64,
    /// The surfaces that occur in the journal, whatever the filter.
    pub surfaces: Vec<Surface>,
}

/// Totals of some runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many.
    pub runs: usize,
    /// Metres.
    pub distance_m: u64,
    /// Seconds.
    pub duration_s: u64,
    /// Metres whose surface is known.
    pub known_m: u64,
    /// Metres of them on soft surfaces.
    pub soft_m: u64,
}

impl Totals {
    /// Adds a run.
    pub fn add(&mut self, run: &Run) {
        self.runs += 1;
        self.distance_m += u64::from(run.distance_m.unwrap_or(0));
        self.duration_s += u64::from(run.duration_s.unwrap_or(0));
        let (known_m, soft_m) = run.known_and_soft_m();
        self.known_m += known_m;
        self.soft_m += soft_m;
    }

    /// The share of the known surface that is soft, in per cent; nothing where none is known.
    pub fn soft_percent(&self) -> Option<u64> {
        (self.known_m > 0).then(|| (self.soft_m * 100 + self.known_m / 2) / self.known_m)
    }
}

impl Sums {
    /// The runs that the filter lets through, with their totals.
    pub fn shown(&self, journal: &Current, filter: &Filter) -> Rc<Shown> {
        self.shown.get((journal.changes_beside_levels(), filter.clone()), (), || {
            let mut shown = Shown::default();
            let mut seen = [false; Surface::ALL.len()];
            let mut places = Vec::new();
            for stretch in journal.runs.iter().flat_map(|run| &run.surfaces) {
                seen[stretch.surface as usize] = true;
            }
            for (place, run) in filter.runs(journal) {
                shown.totals.add(run);
                if let Some(asked) = filter.surface {
                    let on_it = run.by_surface().into_iter().filter(|(surface, _)| *surface == asked);
                    shown.surface_m += on_it.filter_map(|(_, metres)| metres).map(u64::from).sum::<u64>();
                }
                places.extend((!filter.is_open()).then_some(place));
            }
            places.reverse();
            shown.surfaces = Surface::ALL.iter().copied().filter(|&surface| seen[surface as usize]).collect();
            shown.places = (!filter.is_open()).then_some(places);
            shown
        })
    }

    /// The warning signs open on a day. Checks with a yes are few; only those are looked at again.
    pub fn warning(&self, journal: &Current, day: NaiveDate) -> Option<Warning> {
        let with_yes = |(place, check): (usize, &Check)| check.yes().next().map(|_| place);
        let find = || journal.checks.iter().enumerate().filter_map(with_yes).collect();
        let alarms = self.alarms.get(journal.changes_beside_levels(), (), find);
        let ahead: Vec<Check> = journal.ahead.checks().collect();
        let dated = alarms.iter().filter_map(|&place| journal.checks.get(place));
        among(dated.chain(&ahead), &journal.settings, day)
    }

    /// Where a step stands.
    pub fn standing<'a>(&self, journal: &'a Current, step: Step, now: At) -> Cow<'a, Progress> {
        let soft = || *self.soft.get(journal.changes_beside_levels(), (), || first_soft(journal));
        standing_by(journal, step, now, soft)
    }

    /// All markers, oldest first.
    pub fn markers(&self, journal: &Current) -> Rc<Vec<Marker>> {
        self.markers.get(journal.changes_beside_levels(), (), || markers(journal))
    }

    /// The lists of entries under unknown keys, which are read for it.
    pub fn hidden(&self, journal: &Current) -> Rc<Vec<Hidden>> {
        self.hidden.get(journal.changes(), (), || hidden(journal))
    }

    /// How many imported runs lack a surface.
    pub fn bare(&self, journal: &Current) -> usize {
        let count = || journal.runs.iter().filter(|run| run.lacks_surface()).count();
        *self.bare.get(journal.changes_beside_levels(), (), count)
    }

    /// What each pair was used for.
    pub fn gear(&self, journal: &Current) -> Rc<HashMap<Id, Used>> {
        self.gear.get(journal.changes_beside_levels(), (), || used(journal))
    }

    /// The runs of a year up to today, with orthotics and without.
    pub fn with_orthotics(&self, journal: &Current, today: NaiveDate) -> Rc<Option<OrthoticsRuns>> {
        let count = || with_without(journal, Period::of_days(YEAR, today));
        self.with_orthotics.get((journal.changes(), today), (), count)
    }

    /// The surfaces of twelve weeks up to today.
    pub fn surfaces(&self, journal: &Current, today: NaiveDate) -> Rc<Vec<SurfaceSummary>> {
        self.surfaces.get((journal.changes(), today), (), || {
            let period = Period::of_days(TWELVE_WEEKS, today);
            surfaces(journal, period, &responses(journal, period, &Mornings::around(journal, period.from, today)))
        })
    }

    /// All massages, summed up.
    pub fn massages(&self, journal: &Current) -> Massages {
        *self.massages.get(journal.changes(), (), || massages(journal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::journal::Journal;
    use crate::domain::names::Search;
    use crate::domain::runs::Stretch;

    fn journal() -> Current {
        let mut journal = Journal::default();
        for (n, (surface, metres)) in
            [(Surface::Grass, 3000), (Surface::Road, 1000), (Surface::Grass, 2000)].iter().enumerate()
        {
            let at = At::parse(&format!("2026-11-2{n}T12:00:00+01:00")).unwrap();
            let mut run = Run::blank(Id(uuid::Uuid::from_u128(n as u128)), at);
            (run.distance_m, run.duration_s) = (Some(*metres), Some(600));
            run.surfaces = vec![Stretch { surface: *surface, distance_m: Some(*metres), extra: Default::default() }];
            run.gear = vec![Id(uuid::Uuid::from_u128(77))];
            journal.runs.push(run);
        }
        Current::new(journal)
    }

    #[test]
    fn totals_are_those_of_what_the_filter_lets_through() {
        let (journal, kept) = (journal(), Sums::default());
        let all = kept.shown(&journal, &Filter::default());
        assert_eq!((all.totals.runs, all.totals.distance_m, all.totals.duration_s), (3, 6000, 1800));
        assert_eq!((all.totals.soft_percent(), &all.places), (Some(83), &None));
        assert_eq!(all.surfaces, [Surface::Grass, Surface::Road]);
        let grass = Filter { surface: Some(Surface::Grass), text: Search::default() };
        let shown = kept.shown(&journal, &grass);
        assert_eq!((shown.totals.runs, shown.totals.soft_percent(), shown.surface_m), (2, Some(100), 5000));
        assert_eq!(shown.places.as_deref(), Some(&[0, 2][..]));
        assert_eq!(kept.gear(&journal).get(&Id(uuid::Uuid::from_u128(77))).map(|used| used.distance_m), Some(6000));
        assert_eq!(Totals::default().soft_percent(), None);
    }
}
