//! The grounds of a period: runs, distance and my own mornings on each. A list, never a ranking: the rows stand in the
//! order of the surfaces, whatever they say.

use super::outcomes::{Outcome, Summary, summary};
use super::period::Period;
use crate::domain::journal::Journal;
use crate::domain::runs::Surface;

/// A ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// Which.
    pub surface: Surface,
    /// Runs with a stretch on it.
    pub runs: usize,
    /// Metres on it; nothing where no run on it has a distance.
    pub distance_m: Option<u64>,
    /// The mornings after days run on it (at least three quarters of each run).
    pub mornings: Summary,
}

/// The grounds that occur in a period, in the order of the surfaces.
pub fn surfaces(journal: &Journal, period: Period, outcomes: &[Outcome]) -> Vec<Ground> {
    let mut sums = [(0usize, None::<u64>); Surface::ALL.len()];
    for (_, run) in journal.runs_between(period.from, period.to) {
        for stretch in &run.surfaces {
            let (runs, metres) = &mut sums[stretch.surface as usize];
            *runs += 1;
            if let Some(more) = stretch.distance_m {
                *metres = Some(metres.unwrap_or(0) + u64::from(more));
            }
        }
    }
    let ground = |&surface: &Surface| {
        let (runs, distance_m) = sums[surface as usize];
        let own = outcomes.iter().filter(|day| day.ground == Some(surface));
        (runs > 0).then(|| Ground { surface, runs, distance_m, mornings: summary(own) })
    };
    Surface::ALL.iter().filter_map(ground).collect()
}
