//! The Surface tab: the share of soft surfaces by week against a goal of mine, what each surface said the next morning, and
//! what the clearance allows.

use crate::domain::runs::Surface;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::insight::limits::in_force;
use crate::insight::period::Period;
use crate::insight::response::SORE_DAYS;
use crate::insight::surface::WeekSoftShare;
use crate::insight::trends::ASSOCIATION;
use crate::insight::weeks::{Week, weeks};
use crate::page::{Line, Tone};
use crate::tui::tab::Pick;
use crate::tui::tabs::phrases;
use crate::tui::tabs::step::page::StepPage;
use crate::tui::widgets::text::{column, column_right};

/// Weeks whose share is shown.
const WEEKS: u64 = 8;

/// What belongs to the fourth step.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    let goal = ctx.journal.settings.soft_goal;
    page.heading("SOFT SURFACES", "grass, dirt, track, trail");
    let message = match goal {
        Some(percent) => Line::of(format!("{percent} %"), Tone::Accent).and(" of the distance", Tone::Muted),
        None => Line::of("none set", Tone::Muted),
    };
    page.fact("goal", &message, Some(Pick::Setting("soft_goal")));
    let weeks = weeks(ctx.journal, Period::of_days(WEEKS * 7 - 6, ctx.today()));
    // a calendar of empty weeks says nothing
    let first = weeks.iter().position(|week| week.runs > 0).unwrap_or(weeks.len());
    for week in weeks.iter().skip(first) {
        week_row(page, week, goal);
    }
    if first == weeks.len() {
        page.line(&Line::of(format!(" No run in the last {WEEKS} weeks."), Tone::Muted), 1);
    }
    allowed(page);
    table(page);
}

/// A week: its bar with the goal in it, the share, and what it is a share of.
fn week_row(page: &mut StepPage, week: &Week, goal: Option<u32>) {
    let units = page.ctx.journal.settings.units;
    let cells = page.width.saturating_sub(50).clamp(10, 30);
    let head = Line::of(format!(" {}  ", column_right(&week.from.format("%-d %b").to_string(), 6)), Tone::Muted);
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let share = WeekSoftShare::of(week);
    let line = match share.soft_percent() {
        _ if week.runs == 0 => head.and("no run", Tone::Muted),
        None => head.and(format!("surface not known, {}", counted(week.runs, "run", "runs")), Tone::Muted),
        Some(percent) => {
            let reached = if goal.and_then(|goal| share.reaches(goal)) == Some(true) { "  goal" } else { "" };
            let of = format!(" of {}, {}", far(share.known_m), counted(week.runs, "run", "runs"));
            let of = if page.width < 60 { String::new() } else { of };
            let shown = column_right(&format!("{percent} %"), 6);
            bar(share, goal, cells)
                .fold(head, |line, (cell, tone)| line.and(cell, tone))
                .and(shown, Tone::Accent)
                .and(of, Tone::Muted)
                .and(reached, Tone::Good)
        }
    };
    page.line(&line, 9);
}

/// A bar of so many cells: full for soft surfaces, with a stroke where the goal is.
fn bar(share: WeekSoftShare, goal: Option<u32>, cells: usize) -> impl Iterator<Item = (char, Tone)> {
    let part = |of: u64, all: u64| usize::try_from((of * cells as u64 + all / 2) / all.max(1)).unwrap_or(0).min(cells);
    let soft = part(share.soft_m, share.known_m);
    let stroke = goal.map(|goal| part(goal.into(), 100).clamp(1, cells) - 1);
    (0..cells).map(move |i| match i {
        i if Some(i) == stroke => ('\u{2502}', Tone::Title),
        i if i < soft => ('\u{2588}', Tone::Good),
        _ => ('\u{2591}', Tone::Faint),
    })
}

/// What the clearance of today says of the surface.
fn allowed(page: &mut StepPage) {
    let ctx = page.ctx;
    let message = match in_force(ctx.journal, ctx.now.at) {
        Err(lacking) => lacking.describe().into(),
        Ok(clearance) if clearance.surfaces.is_empty() => "names no surface".into(),
        Ok(clearance) => clearance.surfaces.iter().map(|one| one.word()).collect::<Vec<_>>().join(", "),
    };
    page.fact("clearance", &Line::plain(message), None);
}

/// Distance, runs and mornings by surface, in the order of the list: never ranked.
fn table(page: &mut StepPage) {
    let ctx = page.ctx;
    let found = ctx.sums.surfaces(ctx.journal, ctx.today());
    page.heading("MORNINGS BY SURFACE", "the last 12 weeks");
    let units = ctx.journal.settings.units;
    let soft = |surface: Surface| if surface.is_soft() { "soft" } else { "" };
    for surface in found.iter() {
        let far = surface.distance_m.map(|metres| distance(u32::try_from(metres).unwrap_or(u32::MAX), units));
        let far = far.unwrap_or_default();
        let runs = counted(surface.runs, "run", "runs");
        let head = format!(
            " {}{} {} {}",
            column(surface.surface.word(), 10),
            column(soft(surface.surface), 4),
            column_right(&far, 9),
            column_right(&runs, 8)
        );
        page.line(&Line::plain(head).and(format!("   {}", phrases::summed(&surface.mornings)), Tone::Muted), 3);
    }
    if found.is_empty() {
        page.line(&Line::of(" No run with a surface in these weeks.", Tone::Muted), 1);
        return;
    }
    let message = format!(
        " Next morning minus the morning of the run; a split run counts for a surface with at least three quarters of it. {SORE_DAYS} {ASSOCIATION}"
    );
    page.line(&Line::of(message, Tone::Muted), 1);
    if phrases::warned(ctx, ctx.today()) {
        page.line(&Line::of(" See to your open warning sign first.", Tone::Warn), 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_with_the_share_and_shows_the_goal() {
        let share = |soft_m| WeekSoftShare { known_m: 1000, soft_m };
        for (soft, goal, shown) in [
            (0, None, "\u{2591}".repeat(10)),
            (1000, None, "\u{2588}".repeat(10)),
            (500, None, "\u{2588}".repeat(5) + &"\u{2591}".repeat(5)),
            (500, Some(80), "\u{2588}".repeat(5) + &"\u{2591}".repeat(2) + "\u{2502}" + &"\u{2591}".repeat(2)),
            (1000, Some(100), "\u{2588}".repeat(9) + "\u{2502}"),
            (0, Some(1), "\u{2502}".to_owned() + &"\u{2591}".repeat(9)),
        ] {
            assert_eq!(bar(share(soft), goal, 10).map(|cell| cell.0).collect::<String>(), shown, "{soft} {goal:?}");
        }
    }
}
