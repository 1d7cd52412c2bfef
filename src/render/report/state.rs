//! The section on where I stand: pain in one line, what a doctor told me, clearance, visits.

use super::limits::Room;
use super::sections::{day, figure, mine, number, section, some};
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::covered::Figure;
use crate::insight::report::pain::Stretch;
use crate::insight::report::status::{Against, DiagnosisNote, Met, Said};
use crate::page::sheet::{Row, Section, SheetBlock};
use crate::page::visible;

/// `6 → 3 (n 6, 6)`; where one of them has too few days, each with its own n.
pub(super) fn from_to(first: Figure, last: Figure, message: fn(f64) -> String) -> String {
    match (first.value, last.value) {
        (Some(from), Some(to)) => {
            format!("{} \u{2192} {} (n {}, {})", message(from), message(to), first.n, last.n)
        }
        _ => format!("{} \u{2192} {}", figure(first, message), figure(last, message)),
    }
}

/// Pain in one line: the first days against the last, and how many days were bad.
fn pain(report: &Report) -> Vec<SheetBlock> {
    let pain = &report.pain;
    let whole = &pain.whole;
    let Some(bad) = whole.days_at_5_or_more else {
        let days = counted(report.period.days, "day", "days");
        return vec![SheetBlock::Line(format!("No pain level in {days}."))];
    };
    let days = counted(whole.days_with_level, "day", "days");
    // the first days against the last, where both have any; else the last alone, else all
    let (first, last) = match &pain.stretches[..] {
        [first, last] if last.days_with_level > 0 => (Some(first).filter(|one| one.days_with_level > 0), last),
        _ => (None, whole),
    };
    let over = |of: fn(&Stretch) -> Figure| match first {
        Some(first) => from_to(of(first), of(last), number),
        None => figure(of(last), number),
    };
    let line = format!(
        "Worst of the day {}, mornings {}; 5 or more on {bad} of {days}.",
        over(|one| one.median_worst),
        over(|one| one.median_morning)
    );
    let of = match (first, last.days == whole.days) {
        (Some(first), _) => format!("first and last {} days", first.days),
        (None, true) => counted(whole.days, "day", "days"),
        (None, false) => format!("last {n} days (first {n}: none)", n = last.days),
    };
    let note = format!("Pain 0\u{2013}10, higher is worse; medians, {of}.");
    vec![SheetBlock::Strong(line), SheetBlock::Line(note)]
}

/// The condition as told to me: its name and side, then each diagnosis with who said it and when.
fn told(report: &Report, room: Room) -> Vec<String> {
    let condition = &report.status.condition;
    let name = condition.name.iter().map(|name| mine(name, room.told));
    let named: Vec<String> = name.chain(condition.side.map(|side| side.word().to_owned())).collect();
    let diagnosis = |one: &DiagnosisNote| {
        let mut said = format!("{} {}", mine(&one.name, room.told), one.state.word().replace('-', " "));
        let by = one.by.iter().map(|by| mine(by, room.chars.min(40)));
        let who: Vec<String> = by.chain(one.on.map(|on| day(on, report))).collect();
        if !who.is_empty() {
            said.push_str(&format!(" ({})", who.join(", ")));
        }
        said
    };
    let named = if named.is_empty() { None } else { Some(named.join(", ")) };
    named.into_iter().chain(condition.diagnoses.iter().map(diagnosis)).collect()
}

/// What was said at a visit, with whom and when; as long as a question may be.
fn said(one: &Said, report: &Report, room: Room) -> String {
    let said = format!("\u{201c}{}\u{201d}", mine(&one.said, room.asked));
    // where even the least has no place, one line is left of it
    if room.told != usize::MAX {
        return said;
    }
    let with = one.with.iter().map(|with| mine(with, room.chars.min(40)));
    let who: Vec<String> = with.chain([day(one.on, report)]).collect();
    format!("{said} ({})", who.join(", "))
}

/// The runs against the clearance in force, each only where there is one.
fn against(runs: &Against) -> Option<String> {
    let n = runs.inside + runs.outside + runs.not_known + runs.no_limits + runs.no_clearance;
    let beyond: Vec<String> = runs.beyond.iter().map(|(limit, runs)| format!("{limit} {runs}")).collect();
    let several = runs.beyond.iter().map(|(_, runs)| runs).sum::<usize>() > runs.outside;
    let several = if several { "; one can break two" } else { "" };
    let of_runs = |n: usize| counted(n, "run", "runs");
    let parts = [
        (runs.outside, format!("{} broke a limit ({}{several})", of_runs(runs.outside), beyond.join(", "))),
        (
            runs.inside,
            format!("{} {}", of_runs(runs.inside), if runs.outside > 0 { "none" } else { "kept to the limits" }),
        ),
        (runs.not_known, format!("{} unknown", runs.not_known)),
        (runs.no_limits, format!("{} cleared without limits", runs.no_limits)),
        (runs.no_clearance, format!("{} without a clearance", of_runs(runs.no_clearance))),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, message)| message);
    // the first says what is counted
    let parts: Vec<String> = parts
        .enumerate()
        .map(|(i, message)| if i == 0 { message } else { message.replace(" runs ", " ").replace(" run ", " ") })
        .collect();
    (n > 0).then(|| parts.join(", "))
}

pub(super) fn status(report: &Report, room: Room) -> Section {
    let status = &report.status;
    let clearance = match &status.clearance {
        None => "none noted".to_owned(),
        Some(held) => {
            let by = held.by.iter().map(|by| mine(by, room.chars.min(40)));
            let until = held.until.map(|until| format!("until {}", day(until, report)));
            let parts: Vec<String> = by.chain([day(held.since, report)]).chain(until).collect();
            let over = if held.expired { "over: " } else { "" };
            format!("{over}{} ({})", visible(&held.message), parts.join(", "))
        }
    };
    let told = told(report, room);
    let most = if room.told == usize::MAX { usize::MAX } else { room.items.max(2) };
    let told = if told.is_empty() { "nothing noted".into() } else { some(&told, most, "; ") };
    let mut rows = vec![Row::new("Told to me", told)];
    rows.extend(status.said.as_ref().filter(|_| room.said).map(|one| Row::new("Was said", said(one, report, room))));
    rows.push(Row::new("Clearance", clearance));
    rows.extend(against(&status.runs).map(|message| Row::new("Limits", message)));
    if let Some(counts) = status.lately.as_ref().filter(|counts| !counts.is_empty()) {
        let facts = counts.iter().enumerate().map(|(i, count)| match i {
            0 => format!("in 14 days: {count}"),
            _ => count.clone(),
        });
        rows.push(Row { facts: facts.collect(), ..Row::new("Lately", "") });
    }
    let met = |what: &str, visit: &Met| {
        let with = visit.with.as_ref().map(|with| format!(", {}", mine(with, room.chars.min(40)))).unwrap_or_default();
        format!("{what} {}{with}", day(visit.on, report))
    };
    let last = status.last_visit.as_ref().map(|visit| met("last", visit));
    let next = status.next_visit.as_ref().map(|visit| met("next", visit));
    let visits: Vec<String> = last.into_iter().chain(next).collect();
    if !visits.is_empty() {
        rows.push(Row::new("Visits", visits.join("; ")));
    }
    let mut blocks = pain(report);
    blocks.push(SheetBlock::Rows(rows));
    let asked = status.for_clinician.parts(|text| mine(text, room.chars.clamp(20, 80)));
    if room.clinician && !asked.is_empty() {
        blocks.push(SheetBlock::Line(format!("For the clinician: {}.", asked.join("; "))));
    }
    section("State", blocks)
}
