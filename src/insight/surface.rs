//! The share of soft surfaces in a week, against a goal of mine.

use super::weeks::Week;

/// How much of a week's surface was soft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekSoftShare {
    /// Metres whose surface is known.
    pub known_m: u64,
    /// Metres of them on grass, dirt, track or trail.
    pub soft_m: u64,
}

impl WeekSoftShare {
    /// The share of a week.
    pub fn of(week: &Week) -> Self {
        let soft = week.surfaces.iter().filter(|(surface, _)| surface.is_soft());
        Self {
            known_m: week.surfaces.iter().map(|(_, metres)| metres).sum(),
            soft_m: soft.map(|(_, metres)| metres).sum(),
        }
    }

    /// The share of the known surface that is soft, whole per cent; nothing where none is known.
    pub fn soft_percent(self) -> Option<u64> {
        (self.known_m > 0).then(|| (self.soft_m * 100 + self.known_m / 2) / self.known_m)
    }

    /// True where the soft share is at the goal or above it, per cent; nothing where no surface is known. Exact: what is
    /// only rounded to the goal is below it.
    pub fn reaches(self, goal: u32) -> Option<bool> {
        (self.known_m > 0).then(|| self.soft_m * 100 >= u64::from(goal) * self.known_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::journal::Journal;
    use crate::domain::runs::{Run, Stretch, Surface};
    use crate::insight::period::Period;
    use crate::insight::weeks::weeks;

    fn share(runs: &[&[(Surface, u32)]]) -> WeekSoftShare {
        let mut journal = Journal::default();
        for (n, parts) in runs.iter().enumerate() {
            let at = At::parse("2026-11-23T18:00:00+01:00").unwrap();
            let mut run = Run::blank(Id(uuid::Uuid::from_u128(n as u128)), at);
            let part = |&(surface, metres)| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
            run.surfaces = parts.iter().map(part).collect();
            run.distance_m = Some(5000);
            journal.runs.push(run);
        }
        let weeks = weeks(&journal, Period::of_days(1, "2026-11-23".parse().unwrap()));
        WeekSoftShare::of(&weeks[0])
    }

    #[test]
    fn a_share_is_of_the_known_surface_and_reaches_its_goal_exactly() {
        use Surface::{Dirt, Grass, Road, Sand, Track, Trail, Treadmill};
        let none = share(&[&[]]);
        assert_eq!((none.soft_percent(), none.reaches(1)), (None, None));
        let almost = share(&[&[(Grass, 599), (Road, 401)], &[]]);
        assert_eq!((almost.known_m, almost.soft_percent()), (1000, Some(60)));
        assert_eq!((almost.reaches(60), almost.reaches(59)), (Some(false), Some(true)));
        let half = share(&[&[(Sand, 500), (Trail, 500)]]);
        assert_eq!((half.soft_percent(), half.reaches(50), half.reaches(51)), (Some(50), Some(true), Some(false)));
        let all = share(&[&[(Grass, 1), (Dirt, 1), (Track, 1), (Trail, 1)]]);
        assert_eq!((all.soft_percent(), all.reaches(100)), (Some(100), Some(true)));
        assert_eq!(share(&[&[(Treadmill, 900)]]).soft_percent(), Some(0));
    }
}
