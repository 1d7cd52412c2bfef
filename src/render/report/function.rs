//! The section on what I can do: sitting, each activity by its own name, change, normal today.

use super::limits::Room;
use super::sections::{figure, mine, number, section, some};
use super::state::from_to;
use crate::insight::report::Report;
use crate::insight::report::function::{Sat, Scored};
use crate::page::sheet::{Row, Section, SheetBlock};

pub(super) fn function(report: &Report, room: Room) -> Section {
    let function = &report.function;
    if function.is_empty() {
        let message = "Not recorded: neither how long I can sit nor what I can do.";
        return section("Function", vec![SheetBlock::Line(message.into())]);
    }
    let mut rows: Vec<Row> = sitting(&function.sitting).into_iter().collect();
    let activities = &function.activities;
    if let Some(n) = activities.first().map(|one| one.n) {
        // where all have as many values, that is said once
        let alike = activities.len() > 1 && activities.iter().all(|one| one.n == n);
        let all: Vec<String> = activities.iter().map(|one| scored(one, !alike, room)).collect();
        let n = if alike { format!("n {n} each; ") } else { String::new() };
        rows.push(Row::new(
            "Can do",
            format!("{} ({n}0 cannot, 10 as before: higher is better)", some(&all, room.items + 2, ", ")),
        ));
    }
    let other: Vec<String> = [
        function.normal.as_ref().map(|one| format!("{} of 100", valued("how normal", one, true))),
        function.change.as_ref().map(change),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !other.is_empty() {
        rows.push(Row::new("My view", format!("{}; higher is better", other.join("; "))));
    }
    section("Function", vec![SheetBlock::Rows(rows)])
}

/// `sit through a film 3 → 7`, with how many values there are.
fn scored(one: &Scored, with_n: bool, room: Room) -> String {
    valued(&mine(&one.what, room.chars.min(40)), one, with_n)
}

fn valued(what: &str, one: &Scored, with_n: bool) -> String {
    let n = if with_n { format!(" (n {})", one.n) } else { String::new() };
    match one.n {
        1 => format!("{what} {}{n}", one.first),
        _ => format!("{what} {} \u{2192} {}{n}", one.first, one.last),
    }
}

/// The last answer alone: it looks back four weeks itself.
fn change(one: &Scored) -> String {
    let sign = match one.last {
        0 => "0".to_owned(),
        up @ 1.. => format!("+{up}"),
        down => format!("\u{2212}{}", down.unsigned_abs()),
    };
    format!("change in 4 weeks {sign} of \u{b1}5")
}

/// Minutes of sitting until it hurt, in the first half of the period and in the second.
fn sitting(halves: &[Sat; 2]) -> Option<Row> {
    let [first, second] = halves;
    let told = |one: &Sat| {
        let least = if one.at_least { "at least " } else { "" };
        format!("{least}{}", figure(one.minutes, |minutes| format!("{} min", number(minutes))))
    };
    let plain = !first.at_least && !second.at_least;
    let said = match (first.minutes.value, second.minutes.value) {
        _ if first.minutes.n + second.minutes.n == 0 => return None,
        (Some(_), Some(_)) if plain => from_to(first.minutes, second.minutes, number).replacen(" (n", " min (n", 1),
        _ => format!("{} \u{2192} {}", told(first), told(second)),
    };
    Some(Row {
        strong: true,
        facts: vec![format!("{said} until it hurts"), "(medians of both halves; longer is better)".into()],
        ..Row::new("Sitting", "")
    })
}
