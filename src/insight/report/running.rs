//! The runs of the period, by surface, with what the next morning said; counts of runs in which pain rose, of limping
//! and of pain that turned sharp; the shoes.

use chrono::NaiveDate;
use serde::Serialize;

use super::status::owned;
use super::{Figure, Span};
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::orthotics::Worn;
use crate::domain::runs::{Run, Surface};
use crate::insight::spike::{Class, spike};
use crate::insight::tail::{BaseFrom, Settled, tail};

/// Runs on a surface that a median needs (clinical 11.5).
const LEAST: usize = 3;

/// The runs on a surface.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnSurface {
    /// The surface; a run over several counts where most of it was.
    pub surface: Surface,
    /// How many runs.
    pub runs: usize,
    /// Metres, each stretch on its own surface.
    pub distance_m: u32,
    /// The median of the worst level while running.
    pub during: Figure,
    /// The median change from the morning of the day to the next.
    pub change: Figure,
    /// Runs that settled by the next morning.
    pub settled: usize,
    /// Runs of which that can be told.
    pub judged: usize,
}

/// A pair worn in the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Its name.
    pub name: String,
    /// Shoes or orthotics.
    pub what: Worn,
    /// All its metres so far.
    pub distance_m: u32,
    /// Since when.
    pub since: NaiveDate,
    /// Its age in days on the day of the print.
    pub days: i64,
}

/// The runs of the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Running {
    /// How many.
    pub runs: usize,
    /// All metres; a run without a distance adds none.
    pub distance_m: u64,
    /// Runs that have a distance.
    pub with_distance: usize,
    /// The longest, metres.
    pub longest_m: Option<u32>,
    /// Runs more than 10 % over the longest of the 30 days before.
    pub spikes: usize,
    /// Runs of which that can be told.
    pub with_baseline: usize,
    /// By surface, the one with the most runs first.
    pub surfaces: Vec<OnSurface>,
    /// Runs in which pain rose or persisted.
    pub rose: usize,
    /// Runs with a limp.
    pub limp: usize,
    /// Runs in which pain turned sharp.
    pub sharp: usize,
    /// Shoes and orthotics worn.
    pub gear: Vec<Pair>,
}

/// The metres of a run on each ground; its whole distance where only one is given.
pub(super) fn ground(run: &Run) -> Vec<(Surface, u32)> {
    match (&run.surfaces[..], run.distance_m) {
        ([], Some(metres)) => vec![(Surface::Other, metres)],
        ([only], Some(metres)) => vec![(only.surface, metres)],
        (several, _) => several.iter().filter_map(|part| Some((part.surface, part.distance_m?))).collect(),
    }
}

/// The surface on which most of a run was.
fn main_ground(run: &Run) -> Surface {
    run.surfaces.iter().rev().max_by_key(|part| part.distance_m).map_or(Surface::Other, |part| part.surface)
}

/// The runs of a period.
pub fn running(journal: &Journal, period: Span) -> Running {
    let runs: Vec<(NaiveDate, &Run)> = journal.runs_between(period.from, period.to).collect();
    let classes: Vec<Class> = runs.iter().map(|(_, run)| spike(journal, run).class).collect();
    let count = |holds: fn(&Run) -> bool| runs.iter().filter(|(_, run)| holds(run)).count();
    let mut surfaces: Vec<OnSurface> = Surface::ALL.iter().filter_map(|&one| on_surface(journal, &runs, one)).collect();
    surfaces.sort_by_key(|one| std::cmp::Reverse((one.runs, one.distance_m)));
    Running {
        runs: runs.len(),
        distance_m: runs.iter().filter_map(|(_, run)| run.distance_m).map(u64::from).sum(),
        with_distance: count(|run| run.distance_m.is_some()),
        longest_m: runs.iter().filter_map(|(_, run)| run.distance_m).max(),
        spikes: classes.iter().filter(|class| matches!(class, Class::Small | Class::Moderate | Class::Large)).count(),
        with_baseline: classes.iter().filter(|class| **class != Class::NoBaseline).count(),
        surfaces,
        rose: count(|run| run.rose),
        limp: count(|run| run.limp),
        sharp: count(|run| run.sharp),
        gear: gear(journal, &runs, period.to),
    }
}

fn on_surface(journal: &Journal, runs: &[(NaiveDate, &Run)], surface: Surface) -> Option<OnSurface> {
    let here: Vec<&(NaiveDate, &Run)> = runs.iter().filter(|(_, run)| main_ground(run) == surface).collect();
    let all = runs.iter().flat_map(|(_, run)| ground(run));
    let distance_m = all.filter(|(ground, _)| *ground == surface).map(|(_, metres)| metres).sum();
    if here.is_empty() && distance_m == 0 {
        return None;
    }
    let number = |level: Level| i32::from(level.number());
    let tails: Vec<_> = here.iter().map(|(day, _)| tail(journal, *day)).collect();
    let own = tails.iter().filter(|tail| tail.base.is_some_and(|(_, from)| from == BaseFrom::Morning));
    let change = |tail: &&crate::insight::tail::Tail| {
        Some(number(tail.next?) - i32::from(tail.base?.0.halves()) / 2)
    };
    let own: Vec<_> = own.collect();
    let judged: Vec<Settled> = own.iter().filter_map(|tail| tail.settled()).collect();
    Some(OnSurface {
        surface,
        runs: here.len(),
        distance_m,
        during: Figure::median(here.iter().filter_map(|(_, run)| run.pain.during).map(number).collect(), LEAST),
        change: Figure::median(own.iter().copied().filter_map(|tail| change(&tail)).collect(), LEAST),
        settled: judged.iter().filter(|one| **one == Settled::Settled).count(),
        judged: judged.len(),
    })
}

fn gear(journal: &Journal, runs: &[(NaiveDate, &Run)], today: NaiveDate) -> Vec<Pair> {
    let start = journal.day_starts_at();
    let worn = journal.gear.iter().filter(|pair| runs.iter().any(|(_, run)| run.gear.contains(&pair.id)));
    worn.map(|pair| {
        let metres = journal.runs.iter().filter(|run| run.gear.contains(&pair.id)).filter_map(|run| run.distance_m);
        let since = pair.at.day(start);
        Pair {
            name: owned(&pair.name).unwrap_or_default(),
            what: pair.what(),
            distance_m: metres.fold(pair.start_m.unwrap_or(0), u32::saturating_add),
            since,
            days: (today - since).num_days(),
        }
    })
    .collect()
}
