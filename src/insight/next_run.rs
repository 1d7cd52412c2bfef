//! The distance of a next run that stays within 10 % of the longest of 30 days; silent where there is reason to be.

use chrono::{Days, NaiveDate};

use super::limits::clearance_on;
use super::spike::within_ten_percent;
use super::verdict::{Verdict, verdict};
use crate::domain::doctor::Permission;
use crate::domain::journal::Journal;

/// Days back that are looked at.
const DAYS: u64 = 30;

/// A distance, and where it comes from. Metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextRun {
    /// Up to here it is no spike, and within the clearance.
    pub up_to_m: u32,
    /// The longest of the 30 days, not counting runs judged stop or ease.
    pub longest_m: u32,
    /// True where the clearance allows less than the 10 %.
    pub by_clearance: bool,
}

/// The distance; nothing without permission to run, with a warning sign open, after a run judged stop or ease, or
/// without a run to count from.
pub fn next_run(journal: &Journal, today: NaiveDate, warning_open: bool) -> Option<NextRun> {
    let clearance = clearance_on(journal, today)?;
    let allowed = matches!(clearance.state(), Permission::Cleared | Permission::ClearedWithLimits);
    let judged = |run| verdict(journal, run, today, warning_open).verdict;
    let eased = |verdict| matches!(verdict, Verdict::WarningSign | Verdict::Stop | Verdict::Ease);
    if !allowed || warning_open || eased(judged(journal.runs.last()?)) {
        return None;
    }
    let days = (0..=DAYS).filter_map(|back| today.checked_sub_days(Days::new(back)));
    let mut runs: Vec<_> = days.flat_map(|day| journal.runs_on(day)).filter(|run| run.distance_m > Some(0)).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run.distance_m));
    let longest_m = runs.into_iter().find(|run| !eased(judged(run)))?.distance_m?;
    let ten = within_ten_percent(longest_m);
    let limit = clearance.max_distance_m.unwrap_or(u32::MAX);
    Some(NextRun { up_to_m: ten.min(limit), longest_m, by_clearance: limit < ten })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::doctor::Clearance;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::runs::Run;

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn at(back: u64) -> At {
        let day = today().checked_sub_days(Days::new(back)).unwrap();
        At::parse(&format!("{day}T12:00:00+01:00")).unwrap()
    }

    /// Runs as `(days back, metres, worst while running)`, oldest first.
    fn journal(state: Permission, limit: Option<u32>, runs: &[(u64, u32, u8)]) -> Journal {
        let mut journal = Journal::default();
        let mut clearance = Clearance::blank(Id(uuid::Uuid::from_u128(99)), at(60));
        (clearance.state, clearance.max_distance_m) = (Some(state), limit);
        journal.clearance.push(clearance);
        for (n, &(back, metres, during)) in runs.iter().enumerate() {
            let mut run = Run::blank(Id(uuid::Uuid::from_u128(n as u128)), at(back));
            (run.distance_m, run.pain.during) = (Some(metres), Level::new(during));
            journal.runs.push(run);
        }
        journal
    }

    #[test]
    fn it_counts_from_the_longest_of_thirty_days() {
        use Permission::Cleared;
        let up_to = |runs: &[(u64, u32, u8)]| {
            next_run(&journal(Cleared, None, runs), today(), false).map(|next| (next.longest_m, next.up_to_m))
        };
        assert_eq!(up_to(&[(30, 8000, 0), (2, 5000, 0)]), Some((8000, 8800)));
        assert_eq!(up_to(&[(31, 8000, 0), (2, 5000, 0)]), Some((5000, 5500)));
        assert_eq!(up_to(&[(9, 8000, 7), (2, 5000, 0)]), Some((5000, 5500)), "a run judged stop is not counted from");
        assert_eq!(up_to(&[(9, 8000, 0), (2, 5000, 6)]), None, "the last run was a stop");
        assert_eq!(up_to(&[(31, 8000, 0)]), None);
        assert_eq!(up_to(&[]), None);
    }

    #[test]
    fn it_never_goes_beyond_the_clearance_and_is_silent_without_one() {
        let runs = &[(2, 5000, 0)][..];
        let found = |state, limit| next_run(&journal(state, limit, runs), today(), false);
        let limited =
            |limit| found(Permission::ClearedWithLimits, Some(limit)).map(|next| (next.up_to_m, next.by_clearance));
        assert_eq!(limited(5499), Some((5499, true)));
        assert_eq!(limited(5500), Some((5500, false)));
        for state in [Permission::None, Permission::Asked, Permission::Stopped] {
            assert_eq!(found(state, None), None, "{state:?}");
        }
        assert_eq!(next_run(&journal(Permission::Cleared, None, runs), today(), true), None);
    }
}
