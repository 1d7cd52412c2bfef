//! The runs of the period, by surface, with what the next morning said; counts of runs in which pain rose, of limping
//! and of pain that turned sharp; the shoes.

use chrono::NaiveDate;
use serde::Serialize;

use super::status::owned;
use crate::domain::journal::Journal;
use crate::domain::orthotics::Worn;
use crate::domain::runs::{Run, Surface};
use crate::insight::next_morning::Mornings;
use crate::insight::orthotics;
use crate::insight::report::covered::{Covered, Figure};
use crate::insight::responses::{SUMMARY_LEAST, responses};
use crate::insight::spike::{Class, spike};
use crate::insight::surfaces::{SurfaceSummary, surfaces};
use crate::insight::verdict::rose;

/// The runs on a surface.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnSurface {
    /// The surface.
    pub surface: Surface,
    /// Runs that were on it.
    pub runs: usize,
    /// Metres on it; nothing where no run on it has a distance.
    pub distance_m: Option<u64>,
    /// The median of the worst level while running, of the runs that were on it for at least three quarters.
    pub during: Figure,
    /// The median change from the morning of such a day to the next.
    pub change: Figure,
    /// Days of which the next morning was no higher; nothing where that can be told of none.
    pub settled: Option<usize>,
    /// Days of which that can be told.
    pub judged: usize,
}

/// A pair worn in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SurfacePair {
    /// Its name.
    pub name: String,
    /// Shoes or orthotics.
    pub what: Worn,
    /// All its metres so far.
    pub distance_m: u64,
    /// Since when.
    pub since: NaiveDate,
    /// Its age in days, on the day of the print or when it was retired.
    pub days: i64,
    /// Its last day, where it is not worn any more.
    pub retired: Option<NaiveDate>,
}

/// The runs of the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunningSection {
    /// How many.
    pub runs: usize,
    /// All metres; a run without a distance adds none; nothing where there are only such.
    pub distance_m: Option<u64>,
    /// Runs that have a distance.
    pub with_distance: usize,
    /// The longest, metres.
    pub longest_m: Option<u32>,
    /// Runs more than 10 % over the longest of the 30 days before; nothing where that can be told of none.
    pub spikes: Option<usize>,
    /// Runs of which that can be told.
    pub with_baseline: usize,
    /// Runs over several surfaces, counted in each of them.
    pub split: usize,
    /// By surface, in their own order: a list, never a ranking.
    pub surfaces: Vec<OnSurface>,
    /// Runs in which pain persisted or rose, as the verdict counts it: marked so, or two points above before;
    /// nothing where that can be told of none.
    pub rose: Option<usize>,
    /// Runs that tell: marked so, or with a level before and one during or after.
    pub rise_known: usize,
    /// Runs marked with a limp; nothing where none is, which is not no.
    pub limp: Option<usize>,
    /// Runs marked as those in which pain turned sharp; nothing where none is.
    pub sharp: Option<usize>,
    /// Shoes and orthotics worn.
    pub gear: Vec<SurfacePair>,
}

/// The runs of a period.
pub fn running(journal: &Journal, period: Covered) -> RunningSection {
    let runs: Vec<(NaiveDate, &Run)> = journal.runs_between(period.from, period.to).collect();
    let classes: Vec<Class> = runs.iter().map(|(_, run)| spike(journal, run).class).collect();
    let count = |holds: fn(&Run) -> bool| runs.iter().filter(|(_, run)| holds(run)).count();
    let mornings = Mornings::around(journal, period.from, period.to);
    let responses = responses(journal, period.period(), &mornings);
    let surfaces = surfaces(journal, period.period(), &responses);
    let metres: Vec<u32> = runs.iter().filter_map(|(_, run)| run.distance_m).collect();
    let with_baseline = classes.iter().filter(|class| **class != Class::NoBaseline).count();
    let spikes = classes.iter().filter(|class| matches!(class, Class::Small | Class::Moderate | Class::Large)).count();
    let rise_known = count(|run| {
        let levels = run.pain.before.is_some() && (run.pain.during.is_some() || run.pain.after.is_some());
        levels || rose(run)
    });
    let marked = |n: usize| (n > 0).then_some(n);
    let told = |n: usize, known: usize| (known > 0).then_some(n);
    RunningSection {
        runs: runs.len(),
        distance_m: (!metres.is_empty()).then(|| metres.iter().copied().map(u64::from).sum()),
        with_distance: metres.len(),
        longest_m: metres.into_iter().max(),
        spikes: told(spikes, with_baseline),
        with_baseline,
        split: count(|run| run.by_surface().len() > 1),
        surfaces: surfaces.into_iter().map(|surface| on_surface(surface, &runs)).collect(),
        rose: told(count(rose), rise_known),
        rise_known,
        limp: marked(count(|run| run.limp)),
        sharp: marked(count(|run| run.sharp)),
        gear: gear(journal, &runs, period.to),
    }
}

fn on_surface(found: SurfaceSummary, runs: &[(NaiveDate, &Run)]) -> OnSurface {
    let here = runs.iter().filter(|(_, run)| run.surface_of_three_quarters() == Some(found.surface));
    let during = here.filter_map(|(_, run)| run.pain.during).map(|level| i32::from(level.number())).collect();
    OnSurface {
        surface: found.surface,
        runs: found.runs,
        distance_m: found.distance_m,
        during: Figure::median(during, SUMMARY_LEAST),
        change: Figure { value: found.mornings.median.ok(), n: found.mornings.n },
        settled: found.mornings.settled.ok(),
        judged: found.mornings.n,
    }
}

fn gear(journal: &Journal, runs: &[(NaiveDate, &Run)], today: NaiveDate) -> Vec<SurfacePair> {
    let (start, used) = (journal.day_starts_at(), orthotics::used(journal));
    let worn = journal.gear.iter().filter(|pair| runs.iter().any(|(_, run)| run.gear.contains(&pair.id)));
    worn.map(|pair| SurfacePair {
        name: owned(&pair.name).unwrap_or_default(),
        what: pair.what(),
        distance_m: orthotics::distance_m(pair, used.get(&pair.id).copied().unwrap_or_default()),
        since: pair.at.day(start),
        days: orthotics::age_days(journal, pair, today),
        retired: pair.retired,
    })
    .collect()
}
