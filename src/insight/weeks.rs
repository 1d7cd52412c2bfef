//! The weeks of a period: distance by surface, load, and the plain note on a week that is longer than the one before.

use chrono::{Datelike, Days, NaiveDate};

use super::known::Known;
use super::period::Period;
use super::runs::load;
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Surface};
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::insight::day_index::ends;

/// A calendar week, as the settings begin it.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// True where a part of it lies outside the period, or still ahead.
    pub partly: bool,
    /// False where it ended before anything was recorded: then nothing is known of it, which is not zero.
    pub begun: bool,
    /// How many runs there were.
    pub runs: usize,
    /// Metres of all runs that have a distance; a week without a run is 0.
    pub distance_m: Known<u64>,
    /// Metres on each surface that occurs, in the order of the surfaces.
    pub surfaces: Vec<(Surface, u64)>,
    /// Metres whose surface is not known.
    pub unknown_m: u64,
    /// The load of its runs.
    pub load: Load,
}

/// A sum of session loads.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Effort times minutes of all runs that have both.
    pub sum: Known<f64>,
    /// How many runs have both.
    pub n: usize,
    /// Of how many.
    pub of: usize,
}

/// The weeks that a period touches, oldest first.
pub fn weeks(journal: &Journal, period: Period) -> Vec<Week> {
    let starts = journal.settings.week_starts_on.weekday();
    let back = period.from.weekday().days_since(starts);
    let first = period.from.checked_sub_days(Days::new(u64::from(back))).unwrap_or(period.from);
    let mut weeks: Vec<(Period, Vec<&Run>)> = Vec::new();
    for from in first.iter_weeks().take_while(|&from| from <= period.to) {
        weeks.push((Period { from, to: from.checked_add_days(Days::new(6)).unwrap_or(from) }, Vec::new()));
    }
    for (day, run) in journal.runs_between(period.from, period.to) {
        let place = usize::try_from((day - first).num_days() / 7).unwrap_or(0);
        if let Some((_, runs)) = weeks.get_mut(place) {
            runs.push(run);
        }
    }
    let began = ends(journal).map(|(_, oldest)| oldest);
    let week = |(days, runs): (Period, Vec<&Run>)| {
        let mut by = [0u64; Surface::ALL.len()];
        for (surface, metres) in runs.iter().flat_map(|run| run.by_surface()) {
            by[surface as usize] += u64::from(metres.unwrap_or(0));
        }
        let begun = began.is_some_and(|began| began <= days.to);
        let occurs = Surface::ALL.iter().map(|&surface| (surface, by[surface as usize]));
        Week {
            from: days.from,
            to: days.to,
            partly: days.from < period.from || days.to > period.to,
            begun,
            runs: runs.len(),
            distance_m: match begun {
                true => metres_of(runs.iter().map(|run| run.distance_m)),
                false => Err(NOT_BEGUN.into()),
            },
            surfaces: occurs.filter(|&(_, metres)| metres > 0).collect(),
            unknown_m: runs.iter().map(|run| run.unknown_m()).sum(),
            load: sum_of_loads(&runs),
        }
    };
    weeks.into_iter().map(week).collect()
}

/// Why nothing is known of a week.
pub const NOT_BEGUN: &str = "nothing was recorded by then";

/// Metres of some runs: of none 0; those without a distance add none.
///
/// # Errors
/// Where there are runs, and none has a distance: that is not 0.
pub fn metres_of(runs: impl Iterator<Item = Option<u32>>) -> Known<u64> {
    let all: Vec<Option<u32>> = runs.collect();
    match all.iter().any(Option::is_some) {
        false if !all.is_empty() => Err("no run has a distance".into()),
        _ => Ok(all.into_iter().flatten().map(u64::from).sum()),
    }
}

fn sum_of_loads(runs: &[&Run]) -> Load {
    let known: Vec<f64> = runs.iter().filter_map(|run| load(run).ok()).collect();
    let sum = match (known.len(), runs.len()) {
        (0, 0) => Err("no run".into()),
        (0, _) => Err("no run has both its time and its effort".into()),
        _ => Ok(known.iter().sum()),
    };
    Load { sum, n: known.len(), of: runs.len() }
}

/// The load of the seven days up to a day.
pub fn load_of_week(journal: &Journal, day: NaiveDate) -> Load {
    let week = Period::of_days(7, day);
    sum_of_loads(&journal.runs_between(week.from, week.to).map(|(_, run)| run).collect::<Vec<_>>())
}

/// Metres of seven days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// Metres of all runs.
    pub distance_m: u64,
    /// How many runs have a distance.
    pub runs: usize,
}

/// Seven days that are much longer than the seven before. A fact, not an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongerWeek {
    /// The last seven days.
    pub now: Distance,
    /// The seven before.
    pub before: Distance,
}

impl LongerWeek {
    /// How much longer, in whole per cent, rounded down; above 29.
    pub fn percent(&self) -> u64 {
        (self.now.distance_m * 100 / self.before.distance_m.max(1)).saturating_sub(100)
    }

    /// The note, with both sums: `weekly distance up 34 % (13.4 km in 3 runs, 10 km in 2 runs the 7 days before); …`.
    pub fn describe(&self, units: Units) -> String {
        let sum = |of: &Distance| {
            let metres = u32::try_from(of.distance_m).unwrap_or(u32::MAX);
            format!("{} in {}", distance(metres, units), counted(of.runs, "run", "runs"))
        };
        let (percent, now, before) = (self.percent(), sum(&self.now), sum(&self.before));
        format!(
            "weekly distance up {percent} % ({now}, {before} the 7 days before); evidence for a weekly limit is weak"
        )
    }
}

/// The last seven days where they are more than 30 % longer than the seven before.
///
/// # Errors
/// Why there is nothing to note: they are not, or one of the two weeks has no run with a distance.
///
/// Source: clinical facts 3.2 (Buist 2008, Nielsen 2014: evidence for a weekly limit is weak).
pub fn longer_week(journal: &Journal, day: NaiveDate) -> Known<LongerWeek> {
    let last = Period::of_days(7, day);
    let of = |week: Period| {
        let known = journal.runs_between(week.from, week.to).filter_map(|(_, run)| run.distance_m);
        let known: Vec<u64> = known.filter(|&metres| metres > 0).map(u64::from).collect();
        Distance { distance_m: known.iter().sum(), runs: known.len() }
    };
    let (now, before) = (of(last), last.before().map(of).filter(|before| before.runs > 0));
    match before {
        _ if now.runs == 0 => Err("no run with a distance in the last 7 days".into()),
        None => Err("no run with a distance in the 7 days before the last 7".into()),
        // exactly 1.30 is not more
        Some(before) if 10 * now.distance_m <= 13 * before.distance_m => {
            Err("the last 7 days are not more than 30 % longer than the 7 before".into())
        }
        Some(before) => Ok(LongerWeek { now, before }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::level::Level;
    use crate::domain::settings::WeekStart;
    use crate::insight::kit::{Notes, last, today};
    use Surface::{Grass, Road};

    #[test]
    fn weeks_begin_as_the_settings_say_and_stack_their_surfaces() {
        let mut journal = Notes::default()
            .split(8, &[(Road, 2000), (Grass, 3000)])
            .run(7, 4000, Grass)
            .run(1, 5000, Road)
            .but(|run| run.surfaces.clear())
            .run(0, 1000, Road)
            .done();
        let of = |journal: &Journal| {
            let weeks = weeks(journal, last(14));
            weeks
                .iter()
                .map(|week| (week.from.to_string(), week.runs, week.distance_m.clone().ok(), week.partly))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(&journal),
            [
                ("2026-11-09".to_owned(), 1, Some(5000), true),
                ("2026-11-16".to_owned(), 2, Some(9000), false),
                ("2026-11-23".to_owned(), 1, Some(1000), true)
            ]
        );
        let all = weeks(&journal, last(14));
        assert_eq!(all[0].surfaces, [(Grass, 3000), (Road, 2000)]);
        assert_eq!((&all[1].surfaces[..], all[1].unknown_m), (&[(Grass, 4000)][..], 5000));
        journal.settings.week_starts_on = WeekStart::Sunday;
        assert_eq!(of(&journal)[0], ("2026-11-08".to_owned(), 0, None, true));
        assert_eq!(of(&journal)[2], ("2026-11-22".to_owned(), 2, Some(6000), true));
    }

    #[test]
    fn a_week_of_runs_without_a_distance_is_not_known_and_one_without_a_run_is_zero() {
        let by_time = |run: &mut Run| (run.distance_m, run.surfaces[0].distance_m) = (None, None);
        let journal = Notes::default().morning(30, 2).run(8, 0, Grass).but(by_time).run(1, 0, Grass).but(by_time);
        let journal = journal.run(1, 4000, Grass).done();
        let found: Vec<_> = weeks(&journal, last(28)).into_iter().map(|week| week.distance_m).collect();
        assert_eq!(found, [Ok(0), Ok(0), Err("no run has a distance".into()), Ok(4000), Ok(0)]);
        assert_eq!(weeks(&journal, last(60))[0].distance_m, Err(NOT_BEGUN.into()));
    }

    #[test]
    fn one_surface_without_its_own_distance_has_that_of_the_run() {
        let journal = Notes::default().run(1, 5000, Grass).but(|run| run.surfaces[0].distance_m = None).done();
        let week = &weeks(&journal, last(2))[0];
        assert_eq!((&week.surfaces[..], week.unknown_m), (&[(Grass, 5000)][..], 0));
    }

    #[test]
    fn a_load_needs_its_time_and_its_effort_and_says_of_how_many_runs() {
        let journal = Notes::default()
            .run(7, 5000, Grass)
            .but(|run| (run.duration_s, run.effort) = (Some(6000), Level::new(9)))
            .run(6, 5000, Grass)
            .but(|run| (run.duration_s, run.effort) = (Some(1830), Level::new(4)))
            .run(2, 5000, Grass)
            .but(|run| run.duration_s = Some(1800))
            .run(1, 5000, Grass)
            .but(|run| run.effort = Level::new(4))
            .done();
        let week = load_of_week(&journal, today());
        assert_eq!((week.sum, week.n, week.of), (Ok(122.0), 1, 3));
        assert_eq!(load_of_week(&journal, crate::insight::kit::back(20)).sum, Err("no run".into()));
        let bare = load_of_week(&Notes::default().run(1, 5000, Grass).done(), today());
        assert_eq!((bare.sum.is_err(), bare.n, bare.of), (true, 0, 1));
    }

    #[test]
    fn a_week_more_than_thirty_per_cent_longer_is_noted_plainly() {
        let of = |notes: Notes| longer_week(&notes.done(), today());
        let note = |before: u32, now: u32| of(Notes::default().run(7, before, Road).run(6, now, Road));
        let percent = |before: u32, now: u32| note(before, now).map(|note| note.percent()).ok();
        assert_eq!(percent(10_000, 13_000), None);
        assert_eq!(percent(10_000, 13_001), Some(30));
        assert_eq!(percent(10_000, 13_400), Some(34));
        assert_eq!(percent(10_000, 5_000), None);
        assert!(note(10_000, 13_000).unwrap_err().contains("not more than 30 %"));
        assert!(of(Notes::default().run(6, 9000, Road)).unwrap_err().contains("7 days before"), "no week before it");
        assert!(of(Notes::default().run(7, 9000, Road)).unwrap_err().contains("in the last 7 days"));
        let two = of(Notes::default().run(13, 100, Road).run(14, 9000, Road).run(0, 200, Road));
        assert_eq!(two.map(|note| note.percent()), Ok(100));
    }

    #[test]
    fn the_note_gives_both_sums_with_their_runs() {
        let journal = Notes::default()
            .run(9, 4000, Road)
            .run(7, 6000, Grass)
            .run(4, 13_400, Road)
            .run(2, 5000, Road)
            .but(|run| run.distance_m = None)
            .done();
        let message = longer_week(&journal, today()).unwrap().describe(Units::Km);
        assert_eq!(
            message,
            "weekly distance up 34 % (13.4 km in 1 run, 10 km in 2 runs the 7 days before); evidence for a weekly limit \
             is weak"
        );
    }
}
