//! Whether a run that was typed may be one that is in the journal already.

use crate::domain::journal::Journal;
use crate::domain::runs::Run;

/// Starts that are so many seconds apart may be of one run.
const APART_S: i64 = 120;
/// Distances of one run differ by at most this part of the longer; the limits are those of the import.
const DISTANCE: f64 = 0.10;

/// Another run that this one is likely a second entry of: it starts within two minutes, or it is a recorded one of the
/// same day while this one was typed; and it is as long within a tenth.
pub fn alike<'a>(journal: &'a Journal, run: &Run) -> Option<&'a Run> {
    let day = |run: &Run| run.at.day(journal.day_starts_at());
    let as_long = |other: &Run| {
        let lengths = run.distance_m.zip(other.distance_m).or_else(|| run.duration_s.zip(other.duration_s));
        lengths.is_some_and(|(a, b)| f64::from(a.abs_diff(b)) <= DISTANCE * f64::from(a.max(b)))
    };
    let at_once = |other: &Run| {
        (other.at.0 - run.at.0).num_seconds().abs() <= APART_S
            || (run.source.is_none() && other.source.is_some() && day(other) == day(run))
    };
    let near = journal.runs_between(day(run).pred_opt()?, day(run).succ_opt()?).map(|(_, other)| other);
    near.filter(|other| other.id != run.id).find(|other| at_once(other) && as_long(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::entry::Record;
    use crate::domain::id::Id;
    use crate::domain::runs::Source;

    fn run(id: u128, at: &str, metres: Option<u32>, recorded: bool) -> Run {
        let source = recorded.then(|| Box::new(serde_json::from_str::<Source>("{\"kind\":\"fit\"}").unwrap()));
        Run { distance_m: metres, source, ..Run::blank(Id(uuid::Uuid::from_u128(id)), At::parse(at).unwrap()) }
    }

    #[test]
    fn a_run_is_like_another_at_these_edges() {
        let there = "2026-11-20T07:00:00+01:00";
        for (at, metres, recorded, alike_one) in [
            (there, Some(10_000), false, true),
            ("2026-11-20T07:02:00+01:00", Some(10_000), false, true),
            ("2026-11-20T07:02:01+01:00", Some(10_000), false, false),
            ("2026-11-20T06:58:00+01:00", Some(9000), false, true),
            (there, Some(8999), false, false),
            (there, None, false, false),
            // a recorded one of that day, whatever hour was typed
            ("2026-11-20T18:00:00+01:00", Some(10_000), true, true),
            ("2026-11-20T18:00:00+01:00", Some(8999), true, false),
            ("2026-11-21T18:00:00+01:00", Some(10_000), true, false),
        ] {
            let journal = Journal { runs: vec![run(1, there, Some(10_000), recorded)], ..Journal::default() };
            let typed = run(2, at, metres, false);
            assert_eq!(alike(&journal, &typed).is_some(), alike_one, "{at} {metres:?}");
            assert!(alike(&journal, &journal.runs[0]).is_none(), "no run is like itself");
        }
        // around midnight
        let journal =
            Journal { runs: vec![run(1, "2026-11-20T03:59:30+01:00", Some(5000), false)], ..Journal::default() };
        assert!(alike(&journal, &run(2, "2026-11-20T04:00:30+01:00", Some(5000), false)).is_some());
    }
}
