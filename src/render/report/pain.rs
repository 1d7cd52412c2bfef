//! The sections on pain: its figures, and its chart.

use super::limits::Room;
use super::sections::{figure, in_days, mine, number, section, some};
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::pain::{Measured, Sat, Stretch};
use crate::page::sheet::{Section, SheetBlock, Table};
use crate::render::chart;

pub(super) fn pain(report: &Report, room: Room) -> Section {
    let pain = &report.pain;
    let heads = match &pain.stretches[..] {
        [first, last] => vec![format!("first {} d", first.days), format!("last {} d", last.days)],
        several => several.iter().map(|one| format!("these {}", counted(one.days, "day", "days"))).collect(),
    };
    // of less than two weeks the one column is the whole
    let whole = (pain.stretches.len() > 1).then_some(&pain.whole);
    let heads = heads.into_iter().chain(whole.map(|whole| format!("all {} d", whole.days)));
    let row = |label: &str, cell: &dyn Fn(&Stretch) -> String| {
        std::iter::once(label.to_owned()).chain(pain.stretches.iter().chain(whole).map(cell)).collect::<Vec<_>>()
    };
    let table = Table {
        message: "Pain in the first and in the last days of the period".into(),
        heads: std::iter::once(String::new()).chain(heads).collect(),
        rows: vec![
            row("worst/day, median", &|one| figure(one.median_worst, number)),
            row("highest", &|one| match one.highest {
                Some(level) => format!("{level} (n {})", one.days_with_level),
                None => "no entry (n 0)".into(),
            }),
            row("morning, median", &|one| figure(one.median_morning, number)),
            row("days at 5+", &|one| match one.days_at_5_or_more {
                Some(days) => format!("{days} of {}", one.days_with_level),
                None => "no entry (n 0)".into(),
            }),
        ],
    };
    let n = pain.recorded.entries;
    let pills: Vec<String> = pain.medication.iter().map(|one| mine(&one.what, room.chars.min(30))).collect();
    let unmarked = || match n {
        0 => "not recorded".to_owned(),
        n => format!("not marked on any of {}", counted(n, "day", "days")),
    };
    let pills = match pain.medication_days {
        None => unmarked(),
        Some(days) if room.items < 2 => format!("on {days} of {n} days"),
        Some(days) => format!("on {days} of {n} days: {}", some(&pills, 2, ", ")),
    };
    let night = pain.woke_days.map_or_else(unmarked, |days| format!("woke me on {days} of {n} days"));
    let recorded = &pain.recorded;
    let kinds = vec![
        ("Where".into(), in_days(&pain.places, recorded.places, room)),
        ("Reach".into(), in_days(&pain.reach, recorded.reach, room)),
        ("Kind".into(), in_days(&pain.kind, recorded.kind, room)),
        ("Worse".into(), in_days(&pain.worse, recorded.worse, room)),
        ("Eases".into(), in_days(&pain.eased, recorded.eased, room)),
    ];
    let left = vec![SheetBlock::Table(table), SheetBlock::Rows(vec![("Night".into(), night), ("Pills".into(), pills)])];
    // a column that says why it has no figure is wider
    let wordy = |one: &&Stretch| one.median_worst.value.is_none() || one.median_morning.value.is_none();
    let share = pain.stretches.iter().chain(whole).filter(wordy).fold(54, |share, _| share + 5);
    let mut blocks = vec![SheetBlock::Beside(share, left, vec![SheetBlock::Rows(kinds)])];
    let own: Vec<(String, String)> = [sitting(report), measures(report)].into_iter().flatten().collect();
    if !own.is_empty() {
        blocks.push(SheetBlock::Rows(own));
    }
    section("Pain 0\u{2013}10", blocks)
}

/// Minutes of sitting until it hurt, in the first half of the period and in the second.
fn sitting(report: &Report) -> Option<(String, String)> {
    let told = |(half, one): (&str, &Sat)| {
        let least = if one.at_least { "at least " } else { "" };
        let minutes = figure(one.minutes, |minutes| format!("{} min", number(minutes)));
        (one.minutes.n > 0).then(|| format!("{half} half {least}{minutes}"))
    };
    let halves: Vec<String> = ["first", "second"].into_iter().zip(&report.pain.sitting).filter_map(told).collect();
    (!halves.is_empty()).then(|| ("Sit to pain".into(), halves.join(", ")))
}

/// My own measures, the first of the period and the last.
fn measures(report: &Report) -> Option<(String, String)> {
    let told = |label: &str, of: &str, value: &dyn Fn(&Measured) -> Option<String>| {
        let all: Vec<String> = report.pain.measures.iter().filter_map(value).collect();
        match &all[..] {
            [] => None,
            [one] => Some(format!("{label} {one}{of} (n 1)")),
            [first, .., last] => Some(format!("{label} {first}\u{2192}{last}{of} (n {})", all.len())),
        }
    };
    let rows = [
        told("activities", " of 10", &|one| one.activities.value.map(number)),
        told("normal today", " of 100", &|one| one.normal.map(|normal| normal.to_string())),
    ];
    let all: Vec<String> = rows.into_iter().flatten().collect();
    (!all.is_empty()).then(|| ("Can do".into(), format!("{}; more is better", all.join(", "))))
}

/// The chart, by day or over many days; with the letters of those changes that are explained on the page.
pub(super) fn chart(report: &Report, explained: &[char], room: Room) -> Option<Section> {
    if report.chart.is_empty() {
        return None;
    }
    let legend = chart::legend(&report.chart, explained);
    let blocks =
        vec![SheetBlock::Picture(Box::new(chart::pain(report, explained, room.plot))), SheetBlock::Line(legend)];
    let heading = match report.chart.days_per_column {
        1 => "By day",
        7 => "By week",
        28 => "4-weekly",
        _ => "Over time",
    };
    Some(section(heading, blocks))
}
