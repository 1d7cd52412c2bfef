//! The weeks of a period: distance by surface, load, and the plain note on a week that is longer than the one before.

use chrono::{Datelike, Days, NaiveDate};

use super::known::Known;
use super::period::Period;
use super::runs::load;
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Surface};

/// A calendar week, as the settings begin it.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// True where a part of it lies outside the period, or still ahead.
    pub partly: bool,
    /// How many runs there were.
    pub runs: usize,
    /// Metres of all runs; a week without a run is 0.
    pub distance_m: u64,
    /// Metres on each ground that occurs, in the order of the surfaces.
    pub surfaces: Vec<(Surface, u64)>,
    /// Metres whose ground is not known.
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
    let week = |(days, runs): (Period, Vec<&Run>)| {
        let distance_m = metres(&runs);
        let mut by = [0u64; Surface::ALL.len()];
        for stretch in runs.iter().flat_map(|run| &run.surfaces) {
            by[stretch.surface as usize] += u64::from(stretch.distance_m.unwrap_or(0));
        }
        let known: u64 = by.iter().sum();
        let occurs = Surface::ALL.iter().map(|&surface| (surface, by[surface as usize]));
        Week {
            from: days.from,
            to: days.to,
            partly: days.from < period.from || days.to > period.to,
            runs: runs.len(),
            distance_m,
            surfaces: occurs.filter(|&(_, metres)| metres > 0).collect(),
            unknown_m: distance_m.saturating_sub(known),
            load: sum_of_loads(&runs),
        }
    };
    weeks.into_iter().map(week).collect()
}

fn metres(runs: &[&Run]) -> u64 {
    runs.iter().filter_map(|run| run.distance_m).map(u64::from).sum()
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

/// The note that the last seven days are more than 30 % longer than the seven before; nothing where they are not, or
/// where one of the two weeks has no run with a distance. A fact, not an alarm.
///
/// Source: clinical facts 3.2 (Buist 2008, Nielsen 2014: evidence for a weekly limit is weak).
pub fn longer_week(journal: &Journal, day: NaiveDate) -> Option<String> {
    let last = Period::of_days(7, day);
    let of = |week: Period| metres(&journal.runs_between(week.from, week.to).map(|(_, run)| run).collect::<Vec<_>>());
    let (now, before) = (of(last), of(last.before()?));
    // exactly 1.30 is not more
    if before == 0 || 10 * now <= 13 * before {
        return None;
    }
    let percent = (now * 100 / before).saturating_sub(100);
    Some(format!("weekly distance up {percent} %; evidence for a weekly limit is weak"))
}
