//! The sections on pain: where it is, in words and drawn, and its chart.

use super::limits::Room;
use super::sections::{in_days, mine, section, some};
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::covered::DaysCount;
use crate::page::sheet::{Row, Section, SheetBlock};
use crate::render::body::paper;
use crate::render::chart;

/// The share of the width that the words take beside the drawing, percent.
const WORDS: u8 = 57;

pub(super) fn place(report: &Report, room: Room) -> Section {
    let pain = &report.pain;
    let recorded = &pain.recorded;
    let n = recorded.entries;
    let with_entry = |n: usize| format!("{} with an entry", counted(n, "day", "days"));
    let unmarked = || match n {
        0 => "not recorded".to_owned(),
        n => format!("not marked in {}", with_entry(n)),
    };
    let drug = |one: &DaysCount| match pain.medication.len() {
        1 => mine(&one.what, room.chars.min(30)),
        _ => format!("{} {}", mine(&one.what, room.chars.min(30)), one.days),
    };
    let pills: Vec<String> = pain.medication.iter().map(drug).collect();
    let pills = match pain.medication_days {
        None => unmarked(),
        Some(days) if room.items < 2 => format!("on {days} of {}", with_entry(n)),
        Some(days) => format!("on {days} of {}: {}", with_entry(n), some(&pills, room.items, ", ")),
    };
    let night = pain.woke_days.map_or_else(unmarked, |days| format!("woke me on {days} of {}", with_entry(n)));
    let all = [
        ("Where", recorded.places, in_days(&pain.places, recorded.places, room)),
        ("Down to", recorded.reach, in_days(&pain.reach, recorded.reach, room)),
        ("Kind", recorded.kind, in_days(&pain.kind, recorded.kind, room)),
        ("Night", n, night),
        ("Worse", recorded.worse, in_days(&pain.worse, recorded.worse, room)),
        ("Eases", recorded.eased, in_days(&pain.eased, recorded.eased, room)),
        ("Pills", n, pills),
    ];
    // what was never recorded is one line
    let never: Vec<String> = all.iter().filter(|(_, n, _)| *n == 0).map(|(label, ..)| label.to_lowercase()).collect();
    let rows = all.into_iter().filter(|(_, n, _)| *n > 0).map(|(label, _, said)| Row::new(label, said));
    let mut rows: Vec<Row> = rows.collect();
    if !never.is_empty() {
        rows.push(Row::new("No record", never.join(", ")));
    }
    let mut words = vec![SheetBlock::Rows(rows)];
    if room.said && recorded.places + recorded.reach + recorded.kind + recorded.worse + recorded.eased > 0 {
        words.push(SheetBlock::Line("\u{201c}Of n days\u{201d}: of the days on which that was noted.".into()));
    }
    let blocks = match paper::picture(&pain.body).filter(|_| room.body) {
        Some(drawing) => {
            let legend = SheetBlock::Legend(paper::legend(&pain.body, &drawing), String::new());
            vec![SheetBlock::Beside(WORDS, words, vec![SheetBlock::Picture(Box::new(drawing))]), legend]
        }
        None => words,
    };
    section("Body", blocks)
}

/// The chart, by day or over many days; with the letters of those changes that are explained on the page.
pub(super) fn chart(report: &Report, explained: &[(char, String)], room: Room) -> Option<Section> {
    if report.chart.is_empty() {
        return None;
    }
    let blocks = vec![
        SheetBlock::Picture(Box::new(chart::pain(report, explained, (room.plot, room.names)))),
        SheetBlock::Legend(
            chart::legend(&report.chart, explained, true),
            chart::legend(&report.chart, explained, false),
        ),
    ];
    let heading = match report.chart.days_per_column {
        1 => "By day",
        7 => "By week",
        28 => "4-weekly",
        _ => "Over time",
    };
    Some(section(heading, blocks))
}
