//! What the sections of the report share, and the short ones: questions, onset and changes.

use chrono::{Datelike, NaiveDate};

use super::limits::Room;
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::covered::{Chosen, DaysCount, Figure};
use crate::insight::report::status::{StatusChange, changes, newest};
use crate::page::sheet::{Row, Section, SheetBlock};
use crate::page::visible;

pub(super) fn section(heading: &'static str, blocks: Vec<SheetBlock>) -> Section {
    Section { heading, urgent: false, blocks }
}

pub(super) fn period(report: &Report) -> String {
    let (period, quality) = (report.period, &report.quality);
    let why = match period.chosen {
        Chosen::SinceLastVisit => " (since the last visit)",
        Chosen::SixWeeks | Chosen::Asked => "",
    };
    let from = match period.from.year() == period.to.year() {
        true => period.from.format("%-d %b").to_string(),
        false => full(period.from),
    };
    let days = counted(period.days, "day", "days");
    format!("{from} \u{2013} {}{why}: {days}, {} logged", full(period.to), quality.days_logged)
}

/// A day with its year.
pub(super) fn full(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A day; with its year where that is not the one of the page's last day.
pub(in crate::render) fn day(day: NaiveDate, report: &Report) -> String {
    if day.year() == report.period.to.year() { day.format("%-d %b").to_string() } else { full(day) }
}

/// Text of one's own on one line: no control gets through, and what is too long ends with a sign.
pub(super) fn mine(text: &str, chars: usize) -> String {
    let line = text.split(['\n', '\r', '\t', '\u{2028}', '\u{2029}']).map(str::trim).filter(|part| !part.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    // nothing behind it is shown, and a sign is never shown as none
    let near = line.char_indices().nth(chars.saturating_add(1)).map_or(&*line, |(end, _)| &line[..end]);
    let shown = visible(near);
    match shown.char_indices().nth(chars) {
        Some((end, _)) => format!("{}\u{2026}", whole_words(&shown[..end])),
        None => shown.into_owned(),
    }
}

/// The text up to the end of its last whole word, where that is not far.
fn whole_words(text: &str) -> &str {
    let end = text.rfind(' ').filter(|end| text[*end..].chars().count() <= 12).unwrap_or(text.len());
    text[..end].trim_end()
}

/// A value with at most one place: `3`, `3.5`.
pub fn number(value: f64) -> String {
    if value.fract().abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
}

pub(super) fn figure(figure: Figure, message: fn(f64) -> String) -> String {
    match figure.value {
        Some(value) => format!("{} (n {})", message(value), figure.n),
        None if figure.n == 0 => "no entry (n 0)".into(),
        None => format!("too few (n {})", figure.n),
    }
}

/// At most so many things of a list, then how many more there are.
pub(super) fn some(all: &[String], most: usize, between: &str) -> String {
    let mut shown = all.iter().take(most).cloned().collect::<Vec<_>>().join(between);
    if all.len() > most {
        shown.push_str(&format!("{between}\u{2026} {} more", all.len() - most));
    }
    shown
}

/// Things with the number of their days, the first with how many days have any: `sitting on 20 of 29 days, stairs 3`.
pub(super) fn in_days(all: &[DaysCount], n: usize, room: Room) -> String {
    let one = |(i, one): (usize, &DaysCount)| {
        let what = mine(&one.what, room.chars.min(40));
        match i {
            0 => format!("{what} on {} of {}", one.days, counted(n, "day", "days")),
            _ => format!("{what} {}", one.days),
        }
    };
    let all: Vec<String> = all.iter().enumerate().map(one).collect();
    if all.is_empty() { "not recorded".into() } else { some(&all, room.items, ", ") }
}

pub(super) fn questions(report: &Report, room: Room) -> Option<Section> {
    let all: Vec<String> = report.questions.iter().map(|one| mine(&one.question, room.asked)).collect();
    let mut blocks = vec![SheetBlock::Numbered(all.iter().take(room.questions).cloned().collect())];
    if all.len() > room.questions {
        let more = all.len() - room.questions;
        blocks.push(SheetBlock::Line(format!(
            "\u{2026} and {} more in the journal.",
            counted(more, "question", "questions")
        )));
    }
    (!all.is_empty()).then(|| section("Questions", blocks))
}

/// The changes that there is room to explain, those that came last, and how many others there are. No letter of any
/// other one is drawn.
pub(super) fn explained(report: &Report, room: Room) -> (Vec<StatusChange<'_>>, usize) {
    let all = changes(&report.onset.markers);
    let lettered: Vec<StatusChange> = all.iter().filter(|change| change.letter.is_some()).cloned().collect();
    let shown: Vec<StatusChange> = newest(&lettered, room.markers).cloned().collect();
    let left = all.len() - shown.len();
    (shown, left)
}

/// `F massage (27 Oct, 20 Nov)`.
fn describe_change(change: &StatusChange, report: &Report, room: Room) -> String {
    let days: Vec<String> = change.on.iter().map(|&on| day(on, report)).collect();
    let days = match &days[..] {
        [.., last] if days.len() > 3 => format!("{} times, last {last}", days.len()),
        few => few.join(", "),
    };
    let letter = change.letter.map(|letter| format!("{letter} ")).unwrap_or_default();
    format!("{letter}{} ({days})", mine(change.what, room.chars.min(40)))
}

pub(super) fn onset(report: &Report, room: Room) -> Section {
    let onset = &report.onset;
    let began: Vec<String> =
        onset.on.map(full).into_iter().chain(onset.how.as_ref().map(|how| mine(how, room.chars))).collect();
    let began = if began.is_empty() { "not noted".into() } else { began.join(", ") };
    let mut rows = vec![Row::new("Began", began)];
    let (shown, left) = explained(report, room);
    let mut all: Vec<String> = shown.iter().map(|change| describe_change(change, report, room)).collect();
    all.extend((left > 0).then(|| format!("\u{2026} {left} more, longer ago")));
    if !all.is_empty() {
        rows.push(Row::new("Changes", all.join("; ")));
    }
    section("Onset", vec![SheetBlock::Rows(rows)])
}
