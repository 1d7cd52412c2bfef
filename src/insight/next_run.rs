//! How far the next run may go: the ceiling follows the verdict on the last one; silent where there is reason to be.

use chrono::Days;

use super::limits::in_force;
use super::spike::within_ten_percent;
use super::verdict::{Verdict, verdict};
use super::warnings;
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::domain::words::words;

/// Days back that are looked at.
const DAYS: u64 = 30;

words! {
    /// What the ceiling comes from.
    Ceiling, "origin of a ceiling" {
        /// Ten per cent over the longest of 30 days.
        TenPercent = "ten_percent",
        /// The last run, or the longest of 30 days where that is shorter: nothing is added.
        SameAgain = "same_again",
        /// The clearance, which allows less.
        Clearance = "clearance",
    }
}

/// A distance, and where it comes from. Metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextRun {
    /// Up to here.
    pub up_to_m: u32,
    /// The longest of the 30 days, not counting runs judged stop or ease.
    pub longest_m: u32,
    /// What it comes from.
    pub from: Ceiling,
}

impl NextRun {
    /// Why so far, in words.
    pub fn why(&self, units: Units) -> String {
        match self.from {
            Ceiling::TenPercent => {
                format!("10 % over your longest in 30 days, {}", distance(self.longest_m, units))
            }
            Ceiling::SameAgain => "no farther than your last run".into(),
            Ceiling::Clearance => "the most your clearance allows".into(),
        }
    }
}

/// The distance; nothing without a clearance in force, beside a warning sign that silences, after a run judged stop or
/// ease, or without a run of 30 days to count from.
pub fn next_run(journal: &Journal, now: At, silenced: bool) -> Option<NextRun> {
    let (clearance, today) = (in_force(journal, now).ok()?, now.day(journal.day_starts_at()));
    let judged = |run, warned| verdict(journal, run, today, warned).verdict;
    let eased = |verdict| matches!(verdict, Verdict::WarningSign | Verdict::Stop | Verdict::Ease);
    // the run whose verdict Today shows: one dated a few hours ahead, as after a journey or by a wrong clock, counts too
    let last = journal.runs.last()?;
    // a run made while a sign was open is not judged, and nothing is built on it
    let of_last = judged(last, warnings::silenced(journal, last.at.day(journal.day_starts_at())));
    if silenced || eased(of_last) {
        return None;
    }
    let days = (0..=DAYS).filter_map(|back| today.checked_sub_days(Days::new(back)));
    let mut runs: Vec<_> = days.flat_map(|day| journal.runs_on(day)).filter(|run| run.distance_m > Some(0)).collect();
    runs.sort_by_key(|run| std::cmp::Reverse(run.distance_m));
    let longest_m = runs.into_iter().find(|run| !eased(judged(run, false)))?.distance_m?;
    let (ceiling, from) = match of_last {
        Verdict::Steady => (within_ten_percent(longest_m), Ceiling::TenPercent),
        // the same again is only known of a run with a distance
        _ => (last.distance_m.filter(|&metres| metres > 0)?.min(longest_m), Ceiling::SameAgain),
    };
    let limit = clearance.max_distance_m.unwrap_or(u32::MAX);
    let from = if limit < ceiling { Ceiling::Clearance } else { from };
    Some(NextRun { up_to_m: ceiling.min(limit), longest_m, from })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::doctor::{Clearance, Permission};
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::pain::{Moment, Pain};
    use crate::domain::runs::Run;

    fn today() -> NaiveDate {
        "2026-11-23".parse().unwrap()
    }

    fn now() -> At {
        At::parse("2026-11-23T20:00:00+01:00").unwrap()
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
        // mornings of every day, so that each run can be judged
        for back in 0..40 {
            let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(1000 + u128::from(back))), at(back));
            (pain.level, pain.moment) = (Level::new(1).unwrap(), Some(Moment::Morning));
            journal.pain.push(pain);
        }
        journal.sort();
        journal
    }

    #[test]
    fn nothing_is_built_on_a_run_made_while_a_warning_sign_was_open() {
        use crate::domain::checks::{Answer, Check};
        let mut journal = journal(Permission::Cleared, None, &[(9, 8000, 0), (2, 5000, 0)]);
        let before = next_run(&journal, now(), false);
        assert!(before.is_some());
        let day = journal.runs.last().unwrap().at.day(journal.day_starts_at());
        let at = At::parse(&format!("{day}T06:00:00+01:00")).unwrap();
        let mut check = Check::blank(Id(uuid::Uuid::from_u128(900)), at);
        (check.signs.night, check.seen) = (Some(Answer::Yes), Some(today()));
        journal.checks.push(check);
        assert_eq!(next_run(&journal, now(), false), None, "seen since, but the run was never judged");
    }

    #[test]
    fn it_counts_from_the_longest_of_thirty_days() {
        use Permission::Cleared;
        let up_to = |runs: &[(u64, u32, u8)]| {
            next_run(&journal(Cleared, None, runs), now(), false).map(|next| (next.longest_m, next.up_to_m))
        };
        assert_eq!(up_to(&[(30, 8000, 0), (2, 5000, 0)]), Some((8000, 8800)));
        assert_eq!(up_to(&[(31, 8000, 0), (2, 5000, 0)]), Some((5000, 5500)));
        assert_eq!(up_to(&[(9, 8000, 7), (2, 5000, 0)]), Some((5000, 5500)), "a run judged stop is not counted from");
        assert_eq!(up_to(&[(9, 8000, 0), (2, 5000, 6)]), None, "the last run was a stop");
        assert_eq!(up_to(&[(31, 8000, 0)]), None);
        assert_eq!(up_to(&[]), None);
    }

    #[test]
    fn the_ceiling_follows_the_verdict_on_the_last_run() {
        let of = |set: &dyn Fn(&mut Journal)| {
            let mut journal = journal(Permission::Cleared, None, &[(9, 8000, 0), (2, 5000, 0)]);
            set(&mut journal);
            next_run(&journal, now(), false).map(|next| (next.up_to_m, next.from))
        };
        assert_eq!(of(&|_| {}), Some((8800, Ceiling::TenPercent)), "steady");
        let during = |journal: &mut Journal, level: u8| journal.runs[1].pain.during = Level::new(level);
        assert_eq!(of(&|journal| during(journal, 3)), Some((5000, Ceiling::SameAgain)), "hold adds nothing");
        assert_eq!(of(&|journal| during(journal, 5)), Some((5000, Ceiling::SameAgain)));
        assert_eq!(of(&|journal| during(journal, 6)), None, "stop");
        let unknown = of(&|journal| journal.runs[1].pain.during = None);
        assert_eq!(unknown, Some((5000, Ceiling::SameAgain)), "cannot be judged");
        let longer = of(&|journal| (journal.runs[1].distance_m, journal.runs[1].pain.during) = (Some(9000), None));
        assert_eq!(longer, Some((9000, Ceiling::SameAgain)));
        let by_time = of(&|journal| (journal.runs[1].distance_m, journal.runs[1].pain.during) = (None, None));
        assert_eq!(by_time, None, "how far the same again is, is not known");
        assert_eq!(of(&|journal| journal.runs[1].limp = true), None);
        let rose = |journal: &mut Journal| {
            let next = journal.pain.iter_mut().find(|pain| pain.at == at(1)).unwrap();
            next.level = Level::new(3).unwrap();
        };
        assert_eq!(of(&rose), None, "ease");
        for later in ["2026-11-23T21:00:00+01:00", "2026-11-24T18:00:00+01:00"] {
            let later = At::parse(later).unwrap();
            let stopped = of(&|journal| {
                (journal.runs[1].at, journal.runs[1].pain.during) = (later, Level::new(7));
            });
            assert_eq!(stopped, None, "the last run is the one whose verdict Today shows, also a few hours ahead");
            let unknown = of(&|journal| (journal.runs[1].at, journal.runs[1].pain.during) = (later, None));
            assert_eq!(unknown, Some((5000, Ceiling::SameAgain)), "nothing is added to it");
        }
    }

    #[test]
    fn it_never_goes_beyond_the_clearance_and_is_silent_without_one() {
        let runs = &[(2, 5000, 0)][..];
        let found = |state, limit| next_run(&journal(state, limit, runs), now(), false);
        let limited = |limit| {
            found(Permission::ClearedWithLimits, Some(limit))
                .map(|next| (next.up_to_m, next.from == Ceiling::Clearance))
        };
        assert_eq!(limited(5499), Some((5499, true)));
        assert_eq!(limited(5500), Some((5500, false)));
        for state in [Permission::None, Permission::Asked, Permission::Stopped] {
            assert_eq!(found(state, None), None, "{state:?}");
        }
        assert_eq!(next_run(&journal(Permission::Cleared, None, runs), now(), true), None);
    }
}
