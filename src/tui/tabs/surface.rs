//! The Surface tab: the ground of the last weeks and the share of soft ground.

use super::list::column;
use super::steps::Page;
use super::sums::Totals;
use crate::domain::units::distance;
use crate::insight::days::{Day, days};
use crate::page::{Line, Tone};

/// Days that the tab looks back.
const SURFACE_DAYS: u64 = 28;

/// What belongs to the fourth step.
pub fn rows(page: &mut Page) {
    let app = page.app;
    let units = app.journal.settings.units;
    let first = app.today().checked_sub_days(chrono::Days::new(SURFACE_DAYS - 1)).unwrap_or(app.today());
    page.heading(&format!("The last {SURFACE_DAYS} days"));
    let mut all = Totals::default();
    let mut by: std::collections::BTreeMap<crate::domain::runs::Surface, Totals> = Default::default();
    let days: Vec<Day> = days(&app.journal, first, app.today());
    for run in days.iter().filter(|day| !day.runs.is_empty()).flat_map(|day| app.journal.runs_on(day.date)) {
        all.add(run);
        for stretch in &run.surfaces {
            let one = by.entry(stretch.surface).or_default();
            one.runs += 1;
            one.distance_m += u64::from(stretch.distance_m.unwrap_or(0));
        }
    }
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let counted = |n: usize| if n == 1 { "1 run".to_owned() } else { format!("{n} runs") };
    let mut rows: Vec<_> = by.into_iter().collect();
    rows.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.distance_m));
    for (surface, sums) in rows {
        let soft = if surface.is_soft() { "  soft" } else { "" };
        let says =
            format!(" {}{:>10}  on {}{soft}", column(surface.word(), 10), far(sums.distance_m), counted(sums.runs));
        page.line(&Line::plain(says), 1);
    }
    match all.soft_percent() {
        Some(percent) => {
            let says = Line::of(" soft share ", Tone::Muted).and(format!("{percent} %"), Tone::Accent);
            let of = format!(" of {} with known ground, {}", far(all.known_m), counted(all.runs));
            page.line(&says.and(of, Tone::Muted), 1);
        }
        None => page.line(&Line::of(" No run with a distance and a surface in these days.", Tone::Muted), 1),
    }
    page.hint(&[("a", "log a run"), ("7", "all runs"), ("s", "state of the step")]);
}
