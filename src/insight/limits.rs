//! A run against the clearance in force when it was run: within its limits, outside, not known, or none in force. Never
//! blocks.

use chrono::{Days, NaiveDate};

use crate::domain::day::At;
use crate::domain::doctor::{Clearance, Permission};
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Stretch};
use crate::domain::words::words;
use crate::page::Tone;

words! {
    /// How a run stands to the clearance in force.
    Stands, "standing to limits" {
        /// Within all of its limits.
        Inside = "inside",
        /// Beyond at least one of them.
        Outside = "outside",
        /// Beyond none that can be checked, and at least one cannot.
        NotKnown = "not_known",
        /// Cleared without limits.
        NoLimits = "no_limits",
        /// No clearance was in force.
        NoClearance = "no_clearance",
    }
}

words! {
    /// A limit of a clearance.
    Limit, "limit" {
        /// The longest distance.
        Distance = "distance",
        /// The longest time.
        Time = "time",
        /// The surfaces.
        Surface = "surface",
        /// The highest pain while running.
        Pain = "pain",
        /// The days without a run between two.
        DaysBetween = "days_between",
        /// Limits that stand in the note of the clearance only.
        Note = "note",
    }
}

impl Limit {
    /// The limit in plain words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::DaysBetween => "days between runs",
            Self::Note => "limits in the note",
            other => other.word(),
        }
    }
}

words! {
    /// Why no clearance is in force.
    Lacking, "reason" {
        /// None was recorded.
        None = "none",
        /// It was asked for, and not given yet.
        Asked = "asked",
        /// Its last day is over.
        RunOut = "run_out",
        /// It was taken back.
        Stopped = "stopped",
    }
}

impl Lacking {
    /// It in plain words, with what to do about it.
    pub fn describe(self) -> &'static str {
        match self {
            Self::None => "no clearance recorded",
            Self::Asked => "clearance asked for, not given yet: wait for the answer before you run",
            Self::RunOut => "your clearance had run out: ask for a new one before you run again",
            Self::Stopped => "you had been told to stop running: do not run until you are cleared again",
        }
    }

    /// How loud it is said.
    pub fn tone(self) -> Tone {
        match self {
            Self::None | Self::Asked => Tone::Muted,
            Self::RunOut | Self::Stopped => Tone::Warn,
        }
    }
}

/// A run against the clearance in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How it stands.
    pub standing: Stands,
    /// The limits it went beyond.
    pub outside: Vec<Limit>,
    /// The limits that cannot be checked: the run does not say what they limit.
    pub not_known: Vec<Limit>,
    /// Why no clearance was in force, where none was.
    pub lacking: Option<Lacking>,
}

/// The last clearance that began by a moment, unless its last day is over; whatever its state.
pub fn clearance_at(journal: &Journal, at: At) -> Option<&Clearance> {
    last_by(journal, at).filter(|last| !has_run_out(journal, last, at))
}

/// The clearance in force at a moment.
///
/// # Errors
/// Why there is none.
pub fn in_force(journal: &Journal, at: At) -> Result<&Clearance, Lacking> {
    let last = last_by(journal, at).ok_or(Lacking::None)?;
    match last.state() {
        Permission::None => Err(Lacking::None),
        Permission::Asked => Err(Lacking::Asked),
        Permission::Stopped => Err(Lacking::Stopped),
        Permission::Cleared | Permission::ClearedWithLimits if has_run_out(journal, last, at) => Err(Lacking::RunOut),
        Permission::Cleared | Permission::ClearedWithLimits => Ok(last),
    }
}

fn last_by(journal: &Journal, at: At) -> Option<&Clearance> {
    journal.clearance.iter().rev().find(|one| one.began_by(at, journal.day_starts_at()))
}

fn has_run_out(journal: &Journal, clearance: &Clearance, at: At) -> bool {
    clearance.until.is_some_and(|until| until < at.day(journal.day_starts_at()))
}

/// A run, saved or not, against the clearance in force when it was run. The run itself is not counted among those before
/// it.
pub fn limits(journal: &Journal, run: &Run) -> Limits {
    let stands = |standing| Limits { standing, outside: Vec::new(), not_known: Vec::new(), lacking: None };
    let clearance = match in_force(journal, run.at) {
        Ok(clearance) => clearance,
        Err(lacking) => return Limits { lacking: Some(lacking), ..stands(Stands::NoClearance) },
    };
    let over = |value: Option<u32>, limit: Option<u32>| limit.map(|limit| value.map(|value| value > limit));
    // a typed `other` is none of the surfaces allowed; an imported one is a surface that the file did not say
    let named = |stretch: &Stretch| !run.lacks_surface() && !clearance.surfaces.contains(&stretch.surface);
    let elsewhere = match run.surfaces.iter().any(named) {
        false if run.may_be_elsewhere() => None,
        found => Some(found),
    };
    let day = run.at.day(journal.day_starts_at());
    // of each limit that is set: whether the run is beyond it, where that is known
    let checked: [(Limit, Option<Option<bool>>); 5] = [
        (Limit::Distance, over(run.distance_m, clearance.max_distance_m)),
        (Limit::Time, over(run.duration_s, clearance.max_time_s)),
        (Limit::Surface, (!clearance.surfaces.is_empty()).then_some(elsewhere)),
        (Limit::Pain, clearance.max_pain.map(|limit| run.pain.during.map(|pain| pain > limit))),
        (Limit::DaysBetween, clearance.days_between.map(|days| Some(too_soon(journal, run, day, days)))),
    ];
    let which = |answer: Option<bool>| {
        checked.iter().filter(move |(_, limit)| *limit == Some(answer)).map(|(limit, _)| *limit).collect::<Vec<_>>()
    };
    let (outside, mut not_known) = (which(Some(true)), which(None));
    let set = checked.iter().any(|(_, limit)| limit.is_some());
    if !set && clearance.state() == Permission::ClearedWithLimits {
        not_known.push(Limit::Note);
    }
    let message = match (outside.is_empty(), not_known.is_empty()) {
        (false, _) => Stands::Outside,
        (true, false) => Stands::NotKnown,
        (true, true) if set => Stands::Inside,
        (true, true) => Stands::NoLimits,
    };
    Limits { outside, not_known, ..stands(message) }
}

/// True where an earlier run lies on one of the days that were to be without one, or on the same day.
fn too_soon(journal: &Journal, run: &Run, day: NaiveDate, days: u32) -> bool {
    if days == 0 {
        return false;
    }
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
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::runs::Surface;

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
        assert_eq!(outside(&run(1, "2026-11-10", 6000, Surface::Road)), [Limit::Distance, Limit::Surface]);
        assert_eq!(outside(&run(1, "2026-11-10", 5001, Surface::Grass)), [Limit::Distance]);
        let mut edge = run(1, "2026-11-10", 5000, Surface::Track);
        (edge.duration_s, edge.pain.during) = (Some(1800), Level::new(3));
        assert_eq!(limits(&journal, &edge).standing, Stands::Inside);
        (edge.duration_s, edge.pain.during) = (Some(1801), Level::new(4));
        assert_eq!(outside(&edge), [Limit::Time, Limit::Pain]);
        assert_eq!(limits(&journal, &run(1, "2026-10-31", 9000, Surface::Road)).lacking, Some(Lacking::None));
    }

    #[test]
    fn the_last_clearance_holds_until_its_last_day() {
        let mut journal = cleared("2026-11-01", |clearance| {
            clearance.max_distance_m = Some(5000);
            clearance.until = Some("2026-11-10".parse().unwrap());
        });
        let message = |journal: &Journal, day: &str| limits(journal, &run(1, day, 6000, Surface::Road)).standing;
        assert_eq!(message(&journal, "2026-11-10"), Stands::Outside);
        assert_eq!(message(&journal, "2026-11-11"), Stands::NoClearance);
        let mut stopped = Clearance::blank(Id(uuid::Uuid::from_u128(901)), at("2026-11-05"));
        stopped.state = Some(Permission::Stopped);
        journal.clearance.push(stopped);
        let stopped = limits(&journal, &run(1, "2026-11-05", 100, Surface::Grass));
        assert_eq!((stopped.standing, stopped.lacking), (Stands::NoClearance, Some(Lacking::Stopped)));
        assert_eq!(message(&journal, "2026-11-04"), Stands::Outside, "the one before held then");
    }

    #[test]
    fn days_between_count_other_runs_only() {
        let mut journal = cleared("2026-11-01", |clearance| clearance.days_between = Some(1));
        let second = run(2, "2026-11-11", 1000, Surface::Grass);
        journal.runs = vec![run(1, "2026-11-10", 1000, Surface::Grass), second.clone()];
        assert_eq!(limits(&journal, &second).outside, [Limit::DaysBetween]);
        journal.runs[0] = run(1, "2026-11-09", 1000, Surface::Grass);
        assert_eq!(limits(&journal, &second).standing, Stands::Inside);
    }

    #[test]
    fn a_limit_that_cannot_be_checked_is_not_known_and_never_inside() {
        let journal = cleared("2026-11-01", |clearance| {
            clearance.max_distance_m = Some(5000);
            clearance.max_time_s = Some(1800);
            clearance.surfaces = vec![Surface::Grass];
            clearance.max_pain = Level::new(3);
        });
        let mut whole = run(1, "2026-11-10", 5000, Surface::Grass);
        (whole.duration_s, whole.pain.during) = (Some(1800), Level::new(3));
        assert_eq!(limits(&journal, &whole).standing, Stands::Inside);
        let cases: [(fn(&mut Run), Limit); 4] = [
            (|run| run.distance_m = None, Limit::Distance),
            (|run| run.duration_s = None, Limit::Time),
            (|run| run.surfaces.clear(), Limit::Surface),
            // the level before or after is not the one while running
            (|run| (run.pain.during, run.pain.after) = (None, Level::new(9)), Limit::Pain),
        ];
        for (without, limit) in cases {
            let mut run = whole.clone();
            without(&mut run);
            let found = limits(&journal, &run);
            assert_eq!((found.standing, found.not_known, found.outside.len()), (Stands::NotKnown, vec![limit], 0));
        }
        (whole.distance_m, whole.duration_s, whole.surfaces[0].distance_m) = (Some(5001), None, Some(5001));
        let found = limits(&journal, &whole);
        assert_eq!((found.standing, found.not_known), (Stands::Outside, vec![Limit::Time]), "one is broken for sure");
        let note = cleared("2026-11-01", |clearance| clearance.note = Some("only on flat paths".into()));
        assert_eq!(limits(&note, &whole).not_known, [Limit::Note]);
        let free = cleared("2026-11-01", |clearance| clearance.state = Some(Permission::Cleared));
        assert_eq!(limits(&free, &whole).standing, Stands::NoLimits);
    }

    #[test]
    fn a_part_on_a_surface_that_is_not_known_is_never_inside() {
        let journal = cleared("2026-11-01", |clearance| clearance.surfaces = vec![Surface::Grass, Surface::Track]);
        let of = |parts: &[(Surface, Option<u32>)], imported: bool| {
            let mut run = run(1, "2026-11-10", 6000, Surface::Grass);
            let stretch = |&(surface, distance_m)| Stretch { surface, distance_m, extra: Default::default() };
            run.surfaces = parts.iter().map(stretch).collect();
            run.source = imported.then(|| serde_json::from_str(r#"{"kind":"fit"}"#).unwrap());
            limits(&journal, &run).standing
        };
        assert_eq!(of(&[(Surface::Grass, Some(3000))], false), Stands::NotKnown);
        assert_eq!(of(&[(Surface::Grass, None)], false), Stands::Inside);
        assert_eq!(of(&[(Surface::Grass, Some(3000)), (Surface::Track, None)], false), Stands::Inside);
        assert_eq!(of(&[(Surface::Grass, Some(3000)), (Surface::Road, Some(1000))], false), Stands::Outside);
        assert_eq!(of(&[(Surface::Other, None)], false), Stands::Outside, "typed: none of those allowed");
        assert_eq!(of(&[(Surface::Other, None)], true), Stands::NotKnown, "imported: the file did not say");
    }

    #[test]
    fn no_clearance_in_force_says_why_and_is_never_no_limits() {
        for (state, until, why) in [
            (Permission::None, None, Lacking::None),
            (Permission::Asked, None, Lacking::Asked),
            (Permission::Stopped, None, Lacking::Stopped),
            (Permission::Stopped, Some("2026-11-05"), Lacking::Stopped),
            (Permission::Cleared, Some("2026-11-09"), Lacking::RunOut),
            (Permission::ClearedWithLimits, Some("2026-11-09"), Lacking::RunOut),
        ] {
            let journal = cleared("2026-11-01", |clearance| {
                (clearance.state, clearance.until) = (Some(state), until.and_then(|day| day.parse().ok()));
            });
            let found = limits(&journal, &run(1, "2026-11-10", 1000, Surface::Grass));
            assert_eq!((found.standing, found.lacking), (Stands::NoClearance, Some(why)), "{state:?}");
        }
    }

    #[test]
    fn a_clearance_with_an_hour_holds_from_it_and_one_without_for_its_whole_day() {
        let mut journal = cleared("2026-11-01", |clearance| clearance.max_distance_m = Some(5000));
        let mut second =
            Clearance::blank(Id(uuid::Uuid::from_u128(901)), At::parse("2026-11-10T14:00:00+01:00").unwrap());
        (second.state, second.max_distance_m) = (Some(Permission::ClearedWithLimits), Some(8000));
        journal.clearance.push(second);
        let message = |journal: &Journal, hour: &str| {
            let mut run = run(1, "2026-11-10", 6000, Surface::Grass);
            run.at = At::parse(&format!("2026-11-10T{hour}:00+01:00")).unwrap();
            limits(journal, &run).standing
        };
        for (whole_day, at, before) in [
            (None, "14:00", Stands::Outside),
            (Some(false), "14:00", Stands::Outside),
            (Some(true), "14:00", Stands::Inside),
            // the hour at which a day without one lies
            (None, "12:00", Stands::Inside),
            (Some(false), "12:00", Stands::Outside),
        ] {
            journal.clearance[1].at = At::parse(&format!("2026-11-10T{at}:00+01:00")).unwrap();
            journal.clearance[1].whole_day = whole_day;
            assert_eq!(message(&journal, "11:59"), before, "{whole_day:?} {at}");
            assert_eq!(message(&journal, "04:00"), before, "{whole_day:?} {at}");
            assert_eq!(message(&journal, at), Stands::Inside, "from its own minute on");
        }
    }
}
