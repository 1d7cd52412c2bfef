//! A run against the limits of the clearance that held on its day: inside, outside, and on which limit. Never blocks.

use chrono::{Days, NaiveDate};

use crate::domain::doctor::{Clearance, Permission};
use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::words::words;

words! {
    /// How a run stands to the limits of its day.
    Stands, "standing to limits" {
        /// Within all of them.
        Inside = "inside",
        /// Beyond at least one of them.
        Outside = "outside",
        /// No limits held that day.
        NoLimits = "no_limits",
    }
}

/// A run against the limits of its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Inside, outside, or none.
    pub says: Stands,
    /// The limits it went beyond: `distance`, `time`, `surface`, `pain`, `days_between`, `stopped`.
    pub outside: Vec<&'static str>,
}

/// The clearance that holds on a day: the last one that began by then, unless its last day is over.
pub fn clearance_on(journal: &Journal, day: NaiveDate) -> Option<&Clearance> {
    let start = journal.day_starts_at();
    let last = journal.clearance.iter().rev().find(|clearance| clearance.at.day(start) <= day)?;
    last.until.is_none_or(|until| day <= until).then_some(last)
}

/// A run, saved or not, against the limits of its day. The run itself is not counted among those before it.
pub fn limits(journal: &Journal, run: &Run) -> Limits {
    let day = run.at.day(journal.day_starts_at());
    let Some(clearance) = clearance_on(journal, day) else { return no_limits() };
    match clearance.state() {
        Permission::Stopped => return Limits { says: Stands::Outside, outside: vec!["stopped"] },
        Permission::ClearedWithLimits => {}
        Permission::None | Permission::Asked | Permission::Cleared => return no_limits(),
    }
    let over = |value: Option<u32>, limit: Option<u32>| value.zip(limit).is_some_and(|(value, limit)| value > limit);
    let elsewhere = !clearance.surfaces.is_empty()
        && run.surfaces.iter().any(|stretch| !clearance.surfaces.contains(&stretch.surface));
    let pain = run.pain.during.zip(clearance.max_pain).is_some_and(|(pain, limit)| pain > limit);
    let outside = [
        over(run.distance_m, clearance.max_distance_m).then_some("distance"),
        over(run.duration_s, clearance.max_time_s).then_some("time"),
        elsewhere.then_some("surface"),
        pain.then_some("pain"),
        too_soon(journal, run, day, clearance.days_between).then_some("days_between"),
    ];
    let outside: Vec<&str> = outside.into_iter().flatten().collect();
    Limits { says: if outside.is_empty() { Stands::Inside } else { Stands::Outside }, outside }
}

fn no_limits() -> Limits {
    Limits { says: Stands::NoLimits, outside: Vec::new() }
}

/// True where an earlier run lies on one of the days that were to be without one, or on the same day.
fn too_soon(journal: &Journal, run: &Run, day: NaiveDate, days_between: Option<u32>) -> bool {
    let Some(days) = days_between.filter(|&days| days > 0) else { return false };
    let before = (1..=u64::from(days)).filter_map(|back| day.checked_sub_days(Days::new(back)));
    // across time zones an earlier run may bear a later date
    let ahead = (0..=2).filter_map(|days| day.checked_add_days(Days::new(days)));
    let mut near = before.chain(ahead).flat_map(|day| journal.runs_on(day));
    near.any(|other| other.id != run.id && (other.at, other.id) < (run.at, run.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::runs::{Stretch, Surface};

    fn at(day: &str) -> At {
        At::parse(&format!("{day}T12:00:00+01:00")).unwrap()
    }

    fn run(n: u128, day: &str, metres: u32, surface: Surface) -> Run {
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(n)), at(day));
        run.distance_m = Some(metres);
        run.surfaces = vec![Stretch { surface, distance_m: Some(metres), extra: Default::default() }];
        run
    }

    fn cleared(day: &str, set: impl Fn(&mut Clearance)) -> Journal {
        let mut journal = Journal::default();
        let mut clearance = Clearance::blank(Id(uuid::Uuid::from_u128(900)), at(day));
        clearance.state = Some(Permission::ClearedWithLimits);
        set(&mut clearance);
        journal.clearance.push(clearance);
        journal
    }

    #[test]
    fn a_run_says_on_which_limits_it_is_outside() {
        let journal = cleared("2026-11-01", |clearance| {
            clearance.max_distance_m = Some(5000);
            clearance.surfaces = vec![Surface::Grass, Surface::Track];
            clearance.max_pain = Level::new(3);
            clearance.max_time_s = Some(1800);
        });
        let outside = |run: &Run| limits(&journal, run).outside;
        assert_eq!(outside(&run(1, "2026-11-10", 6000, Surface::Road)), ["distance", "surface"]);
        assert_eq!(outside(&run(1, "2026-11-10", 5001, Surface::Grass)), ["distance"]);
        let mut edge = run(1, "2026-11-10", 5000, Surface::Track);
        (edge.duration_s, edge.pain.during) = (Some(1800), Level::new(3));
        assert_eq!(limits(&journal, &edge).says, Stands::Inside);
        (edge.duration_s, edge.pain.during) = (Some(1801), Level::new(4));
        assert_eq!(outside(&edge), ["time", "pain"]);
        assert_eq!(limits(&journal, &run(1, "2026-10-31", 9000, Surface::Road)).says, Stands::NoLimits);
    }

    #[test]
    fn the_last_clearance_holds_until_its_last_day() {
        let mut journal = cleared("2026-11-01", |clearance| {
            clearance.max_distance_m = Some(5000);
            clearance.until = Some("2026-11-10".parse().unwrap());
        });
        let says = |journal: &Journal, day: &str| limits(journal, &run(1, day, 6000, Surface::Road)).says;
        assert_eq!(says(&journal, "2026-11-10"), Stands::Outside);
        assert_eq!(says(&journal, "2026-11-11"), Stands::NoLimits);
        let mut stopped = Clearance::blank(Id(uuid::Uuid::from_u128(901)), at("2026-11-05"));
        stopped.state = Some(Permission::Stopped);
        journal.clearance.push(stopped);
        assert_eq!(limits(&journal, &run(1, "2026-11-05", 100, Surface::Grass)).outside, ["stopped"]);
        assert_eq!(says(&journal, "2026-11-04"), Stands::Outside, "the one before held then");
    }

    #[test]
    fn days_between_count_other_runs_only() {
        let mut journal = cleared("2026-11-01", |clearance| clearance.days_between = Some(1));
        let second = run(2, "2026-11-11", 1000, Surface::Grass);
        journal.runs = vec![run(1, "2026-11-10", 1000, Surface::Grass), second.clone()];
        assert_eq!(limits(&journal, &second).outside, ["days_between"]);
        journal.runs[0] = run(1, "2026-11-09", 1000, Surface::Grass);
        assert_eq!(limits(&journal, &second).says, Stands::Inside);
    }
}
