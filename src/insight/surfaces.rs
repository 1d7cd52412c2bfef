//! The surfaces of a period: runs, distance and my own mornings on each. A list, never a ranking: the rows stand in the
//! order of the surfaces, whatever they say.

use super::period::Period;
use crate::domain::journal::Journal;
use crate::domain::runs::Surface;
use crate::insight::responses::{DayResponse, Summary, summary};

/// A surface.
#[derive(Clone, Debug, PartialEq)]
pub struct SurfaceSummary {
    /// Which.
    pub surface: Surface,
    /// Runs that were on it.
    pub runs: usize,
    /// Metres on it; nothing where no run on it has a distance.
    pub distance_m: Option<u64>,
    /// The mornings after days run on it (at least three quarters of each run).
    pub mornings: Summary,
}

/// The surfaces that occur in a period, in the order of the surfaces.
pub fn surfaces(journal: &Journal, period: Period, responses: &[DayResponse]) -> Vec<SurfaceSummary> {
    let mut sums = [(0usize, None::<u64>); Surface::ALL.len()];
    for (_, run) in journal.runs_between(period.from, period.to) {
        for (surface, on_it) in run.by_surface() {
            let (runs, metres) = &mut sums[surface as usize];
            *runs += 1;
            if let Some(more) = on_it {
                *metres = Some(metres.unwrap_or(0) + u64::from(more));
            }
        }
    }
    let surface = |&surface: &Surface| {
        let (runs, distance_m) = sums[surface as usize];
        let own = responses.iter().filter(|day| day.surface == Some(surface));
        (runs > 0).then(|| SurfaceSummary { surface, runs, distance_m, mornings: summary(own) })
    };
    Surface::ALL.iter().filter_map(surface).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::kit::{Notes, last};
    use crate::insight::next_morning::Mornings;
    use crate::insight::responses::responses;
    use Surface::{Grass, Road, Treadmill};

    #[test]
    fn surfaces_stand_in_their_own_order_with_their_runs_metres_and_mornings() {
        let journal = Notes::default()
            .answer(20, 4000, Road, 2, 2)
            .answer(16, 4000, Road, 2, 1)
            .answer(12, 4000, Road, 2, 0)
            .split(9, &[(Grass, 3000), (Road, 1000)])
            .answer(6, 6000, Grass, 3, -1)
            .run(2, 0, Treadmill)
            .but(|run| (run.distance_m, run.surfaces[0].distance_m) = (None, None))
            .done();
        let period = last(30);
        let responses = responses(&journal, period, &Mornings::around(&journal, period.from, period.to));
        let rows = surfaces(&journal, period, &responses);
        let shown: Vec<_> = rows.iter().map(|row| (row.surface, row.runs, row.distance_m, row.mornings.n)).collect();
        let expected = [(Grass, 2, Some(9000), 1), (Road, 4, Some(13_000), 3), (Treadmill, 1, None, 0)];
        assert_eq!(shown, expected);
        assert_eq!((rows[1].mornings.median.clone(), rows[1].mornings.settled.clone()), (Ok(1.0), Ok(1)));
        assert!(rows[0].mornings.median.is_err() && rows[2].mornings.settled.is_err());
        assert_eq!(surfaces(&journal, last(5), &[]).len(), 1);
    }
}
