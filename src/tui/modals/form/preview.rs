//! What is said of a run before it is saved: a verdict that is news already, the longest run of the 30 days before, and the limits of the
//! clearance. Calm lines that never block.

use crate::domain::doctor::Clearance;
use crate::domain::entry::Entry;
use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::settings::Units;
use crate::domain::units;
use crate::domain::words::counted;
use crate::insight::limits::{Limit, Stands, in_force, limits};
use crate::insight::run_summary;
use crate::insight::spike::{Class, spike};
use crate::insight::verdict::sentence;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::tabs::phrases;

/// The lines for an entry as far as it was understood; none where it is no run.
pub fn lines(entry: Option<&Entry>, ctx: &Context) -> Vec<Line> {
    match entry {
        Some(Entry::Run(run)) => {
            let found = phrases::judge(ctx, run);
            let open = phrases::silencing(ctx, ctx.today());
            let verdict = run_summary::is_news(found.verdict).then(|| run_summary::judged(&found, open.as_ref()));
            verdict.into_iter().chain(of_run(run, ctx.journal)).collect()
        }
        _ => Vec::new(),
    }
}

fn of_run(run: &Run, journal: &Journal) -> Vec<Line> {
    std::iter::once(permission(run, journal)).chain(longest(run, journal)).collect()
}

/// The run against the longest of the 30 days before.
fn longest(run: &Run, journal: &Journal) -> Option<Line> {
    let found = spike(journal, run);
    run.distance_m?;
    let Some(longest) = found.longest_m else {
        return Some(Line::of("No run with a distance in the 30 days before to compare with.", Tone::Muted));
    };
    let than = format!("your longest run in the 30 days before, {}", units::distance(longest, journal.settings.units));
    let than = match run_summary::longest_was(journal, run) {
        Some(was) => format!("{than}; {was}"),
        None => than,
    };
    let more = found.ratio.map(|ratio| run_summary::percent(ratio, found.class, true)).unwrap_or_default();
    Some(match found.class {
        Class::None | Class::NoBaseline => Line::of(format!("Within 10 % of {than}."), Tone::Plain),
        Class::Small | Class::Moderate => Line::of(format!("{more} longer than {than}."), Tone::Warn),
        Class::Large => Line::of(format!("More than twice {than}."), Tone::Warn),
    })
}

/// The run against the clearance in force.
fn permission(run: &Run, journal: &Journal) -> Line {
    let found = limits(journal, run);
    let clearance = match in_force(journal, run.at) {
        Ok(clearance) => clearance,
        Err(lacking) => return Line::of(sentence(lacking.describe()), lacking.tone()),
    };
    let all = |limits: &[Limit]| {
        let all = limits.iter().map(|&limit| beyond(limit, clearance, journal.settings.units));
        all.collect::<Vec<_>>().join("; ")
    };
    match found.standing {
        Stands::NoClearance | Stands::NoLimits => Line::of("Cleared to run, without limits.", Tone::Plain),
        Stands::Inside => Line::of("Within your limits.", Tone::Plain),
        Stands::NotKnown => {
            Line::of(format!("Still to check against your limits: {}.", all(&found.not_known)), Tone::Muted)
        }
        Stands::Outside => Line::of(format!("Outside your limits: {}.", all(&found.outside)), Tone::Warn),
    }
}

/// A limit in words.
fn beyond(limit: Limit, clearance: &Clearance, units: Units) -> String {
    let with = |what: &str, limit: Option<String>| match limit {
        Some(limit) => format!("{what} (at most {limit})"),
        None => what.to_owned(),
    };
    match limit {
        Limit::Distance => with("distance", clearance.max_distance_m.map(|metres| units::distance(metres, units))),
        Limit::Time => with("time", clearance.max_time_s.map(units::duration)),
        Limit::Pain => with("pain while running", clearance.max_pain.map(|level| level.to_string())),
        Limit::Surface => {
            let allowed: Vec<&str> = clearance.surfaces.iter().map(|surface| surface.word()).collect();
            format!("surface (allowed: {})", allowed.join(", "))
        }
        Limit::DaysBetween => {
            let days = clearance.days_between.unwrap_or_default() as usize;
            format!("too soon ({} without a run between)", counted(days, "day", "days"))
        }
        Limit::Note => limit.describe().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::doctor::Permission;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::runs::{Stretch, Surface};

    fn run(n: u128, day: &str, metres: u32) -> Run {
        let at = At::parse(&format!("{day}T12:00:00+01:00")).unwrap();
        let mut run = Run::blank(Id(uuid::Uuid::from_u128(n)), at);
        (run.distance_m, run.duration_s) = (Some(metres), Some(1800));
        run.surfaces = vec![Stretch { surface: Surface::Road, distance_m: Some(metres), extra: Default::default() }];
        run
    }

    fn describe(journal: &Journal, run: &Run) -> Vec<String> {
        of_run(run, journal).iter().map(Line::text).collect()
    }

    #[test]
    fn longest_and_limits_are_each_a_line() {
        let mut journal = Journal::default();
        let now = run(9, "2026-11-23", 6000);
        assert_eq!(
            describe(&journal, &now),
            ["No clearance recorded.", "No run with a distance in the 30 days before to compare with."]
        );
        journal.runs.push(run(1, "2026-11-20", 5000));
        let mut clearance = Clearance::blank(Id(uuid::Uuid::from_u128(8)), run(1, "2026-11-01", 1).at);
        clearance.state = Some(Permission::ClearedWithLimits);
        clearance.max_distance_m = Some(5500);
        clearance.surfaces = vec![Surface::Grass];
        journal.clearance.push(clearance);
        assert_eq!(
            describe(&journal, &now),
            [
                "Outside your limits: distance (at most 5.5 km); surface (allowed: grass).",
                "20 % longer than your longest run in the 30 days before, 5 km."
            ]
        );
        journal.clearance[0].surfaces.clear();
        assert_eq!(
            describe(&journal, &run(9, "2026-11-23", 5500)),
            ["Within your limits.", "Within 10 % of your longest run in the 30 days before, 5 km."]
        );
    }
}
