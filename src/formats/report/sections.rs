//! The sections of the report in words: each row is written here once.

use chrono::{Datelike, NaiveDate};

use super::Room;
use crate::domain::checks::{SIGNS, Tier};
use crate::domain::words::counted;
use crate::formats::chart;
use crate::formats::sheet::{Block, Section, Table};
use crate::insight::report::notes::Note;
use crate::insight::report::pain::{Measured, Sat, Stretch};
use crate::insight::report::status::{Met, Told};
use crate::insight::report::{Chosen, Counted, Figure, Report};
use crate::page::visible;

pub(super) fn section(heading: &'static str, blocks: Vec<Block>) -> Section {
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
fn full(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A day; with its year where that is not the one of the page's last day.
pub(super) fn day(day: NaiveDate, report: &Report) -> String {
    if day.year() == report.period.to.year() { day.format("%-d %b").to_string() } else { full(day) }
}

/// Text of one's own on one line: no control gets through, and what is too long ends with a sign.
pub(super) fn mine(text: &str, chars: usize) -> String {
    let line = text.split(['\n', '\r', '\t', '\u{2028}', '\u{2029}']).map(str::trim).filter(|part| !part.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    let shown = visible(&line);
    match shown.char_indices().nth(chars) {
        Some((end, _)) => format!("{}\u{2026}", shown[..end].trim_end()),
        None => shown.into_owned(),
    }
}

/// A value with at most one place: `3`, `3.5`.
pub fn number(value: f64) -> String {
    if value.fract().abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// A change with its sign: `+1`, `0`, `−0.5`.
pub(super) fn signed(value: f64) -> String {
    match value {
        value if value > 0.0 => format!("+{}", number(value)),
        value if value < 0.0 => format!("\u{2212}{}", number(-value)),
        _ => "0".into(),
    }
}

pub(super) fn figure(figure: Figure, says: fn(f64) -> String) -> String {
    match figure.value {
        Some(value) => format!("{} (n {})", says(value), figure.n),
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

/// Things with the number of their days.
fn in_days(all: &[Counted], room: Room) -> String {
    let all: Vec<String> =
        all.iter().map(|one| format!("{} {}", mine(&one.what, room.chars.min(40)), one.days)).collect();
    if all.is_empty() { "not recorded".into() } else { some(&all, room.items, ", ") }
}

/// The same; the first says of how many days.
fn of_days(all: &[Counted], days: usize, room: Room) -> String {
    let said = in_days(all, room);
    match all.first() {
        None => said,
        Some(first) => {
            let head = format!("{} {}", mine(&first.what, room.chars.min(40)), first.days);
            said.replacen(&head, &format!("{head} of {days} days"), 1)
        }
    }
}

pub(super) fn warning(report: &Report, room: Room) -> Option<Section> {
    let open = report.warning.as_ref()?;
    let tier = match open.tier {
        Tier::Emergency => "of the kind that can be an emergency",
        Tier::Urgent => "of the kind for the same day",
        Tier::Soon => "of the kind for a visit soon",
    };
    let since = day(open.since, report);
    let head = format!("Answered yes, first on {since}, {tier}, not yet seen by a clinician:");
    let blocks = if open.signs.len() <= room.signs {
        let signs: Vec<String> = open.signs.iter().map(|sign| format!("\u{201c}{}\u{201d}", question(sign))).collect();
        vec![Block::Line(head), Block::Line(signs.join(" "))]
    } else {
        let signs: Vec<String> = open.signs.iter().map(|sign| short(sign)).collect();
        vec![Block::Line(format!("{head} {}.", signs.join(", ")))]
    };
    Some(Section { heading: "Warning", urgent: true, blocks })
}

/// A sign as it was asked.
fn question(sign: &str) -> &str {
    SIGNS.iter().find(|(word, ..)| *word == sign).map_or(sign, |(.., question)| question)
}

pub(super) fn questions(report: &Report, room: Room) -> Option<Section> {
    let all: Vec<String> = report.questions.iter().map(|one| mine(&one.question, room.chars)).collect();
    let mut blocks = vec![Block::Numbered(all.iter().take(room.questions).cloned().collect())];
    if all.len() > room.questions {
        let more = all.len() - room.questions;
        blocks
            .push(Block::Line(format!("\u{2026} and {} more in the journal.", counted(more, "question", "questions"))));
    }
    (!all.is_empty()).then(|| section("Questions", blocks))
}

/// The condition as told to me: its name and side, then each diagnosis with who said it and when.
fn told(report: &Report, room: Room) -> Vec<String> {
    let condition = &report.status.condition;
    let name = condition.name.iter().map(|name| mine(name, room.chars));
    let named: Vec<String> = name.chain(condition.side.map(|side| side.word().to_owned())).collect();
    let diagnosis = |one: &Told| {
        let mut said = format!("{} {}", mine(&one.name, room.chars.min(60)), one.state.word().replace('-', " "));
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

pub(super) fn status(report: &Report, room: Room) -> Section {
    let status = &report.status;
    let clearance = match &status.clearance {
        None => "none noted".to_owned(),
        Some(held) => {
            let mut parts = vec![visible(&held.says).into_owned()];
            parts.extend(held.by.iter().map(|by| format!("by {}", mine(by, room.chars.min(40)))));
            parts.push(format!("since {}", day(held.since, report)));
            parts.extend(held.until.map(|until| format!("until {}", day(until, report))));
            let over = if held.expired { "over: " } else { "" };
            format!("{over}{}", parts.join(", "))
        }
    };
    let told = told(report, room);
    let told = if told.is_empty() { "nothing noted".into() } else { some(&told, room.items, "; ") };
    let mut rows = vec![("Told to me".into(), told), ("Clearance".into(), clearance)];
    let runs = &status.runs;
    let n = runs.inside + runs.outside + runs.no_limits;
    if n > 0 {
        let beyond: Vec<String> = runs.beyond.iter().map(|(limit, runs)| format!("{limit} {runs}")).collect();
        let beyond = if beyond.is_empty() { String::new() } else { format!(" ({})", beyond.join(", ")) };
        let free = if runs.no_limits > 0 { format!(", {} with no limits set", runs.no_limits) } else { String::new() };
        rows.push((
            "Runs".into(),
            format!("{} inside it, {} outside{beyond}{free} (n {n})", runs.inside, runs.outside),
        ));
    }
    let met = |what: &str, visit: &Met| {
        let with =
            visit.with.as_ref().map(|with| format!(" with {}", mine(with, room.chars.min(40)))).unwrap_or_default();
        format!("{what} {}{with}", day(visit.on, report))
    };
    let last = status.last_visit.as_ref().map(|visit| met("last", visit));
    let next = status.next_visit.as_ref().map(|visit| met("next", visit));
    let visits: Vec<String> = last.into_iter().chain(next).collect();
    if !visits.is_empty() {
        rows.push(("Visits".into(), visits.join("; ")));
    }
    section("Status", vec![Block::Rows(rows)])
}

pub(super) fn onset(report: &Report, room: Room) -> Section {
    let onset = &report.onset;
    let began: Vec<String> =
        onset.on.map(full).into_iter().chain(onset.how.as_ref().map(|how| mine(how, room.chars))).collect();
    let began = if began.is_empty() { "not noted".into() } else { began.join(", ") };
    let mut rows = vec![("Began".into(), began)];
    // the same change on several days stands once: `D 17 Oct, H 31 Oct massage`
    let mut all: Vec<(String, String)> = Vec::new();
    for mark in &onset.markers {
        let letter = mark.letter.map(|letter| format!("{letter} ")).unwrap_or_default();
        let (when, what) = (format!("{letter}{}", day(mark.on, report)), mine(&mark.what, room.chars.min(60)));
        match all.iter_mut().find(|(_, known)| *known == what) {
            Some((days, _)) => days.push_str(&format!(", {when}")),
            None => all.push((when, what)),
        }
    }
    let all: Vec<String> = all.into_iter().map(|(days, what)| format!("{days} {what}")).collect();
    if !all.is_empty() {
        rows.push(("Changes".into(), some(&all, room.markers, "; ")));
    }
    section("Onset", vec![Block::Rows(rows)])
}

pub(super) fn pain(report: &Report, room: Room) -> Section {
    let pain = &report.pain;
    let heads = match &pain.stretches[..] {
        [first, last] => vec![format!("first {} d", first.days), format!("last {} d", last.days)],
        several => several.iter().map(|one| format!("these {}", counted(one.days, "day", "days"))).collect(),
    };
    let row = |label: &str, cell: &dyn Fn(&Stretch) -> String| {
        std::iter::once(label.to_owned()).chain(pain.stretches.iter().map(cell)).collect::<Vec<_>>()
    };
    let table = Table {
        says: "Pain in the first and in the last days of the period".into(),
        heads: std::iter::once(String::new()).chain(heads).collect(),
        rows: vec![
            row("worst/day, median", &|one| figure(one.median_worst, number)),
            row("highest", &|one| one.highest.map_or("no entry".into(), |level| level.to_string())),
            row("morning, median", &|one| figure(one.median_morning, number)),
            row("days at 5 or more", &|one| match one.days_with_level {
                0 => "no entry".into(),
                n => format!("{} of {n}", one.days_at_5_or_more),
            }),
        ],
    };
    let pills: Vec<String> = pain.medication.iter().map(|one| mine(&one.what, room.chars.min(30))).collect();
    let pills = match pain.medication_days {
        0 => "none recorded".into(),
        n => format!("{} (marked * below): {}", counted(n, "day", "days"), some(&pills, room.items.min(2), ", ")),
    };
    let night = match report.quality.levels {
        0 => "not recorded".into(),
        _ => format!("woke me, {}", counted(pain.woke_days, "day", "days")),
    };
    let rows = vec![
        ("Where".into(), of_days(&pain.places, report.quality.days_with_level, room)),
        ("Reach".into(), in_days(&pain.reach, room)),
        ("Kind".into(), in_days(&pain.kind, room)),
        ("Worse".into(), in_days(&pain.worse, room)),
        ("Eases".into(), in_days(&pain.eased, room)),
        ("Night".into(), night),
        ("Pills".into(), pills),
    ];
    let own: Vec<(String, String)> = sitting(report).into_iter().chain(measures(report)).collect();
    let left = std::iter::once(Block::Table(table)).chain((!own.is_empty()).then_some(Block::Rows(own))).collect();
    section("Pain 0\u{2013}10", vec![Block::Beside(47, left, vec![Block::Rows(rows)])])
}

/// Sitting in the first half of the period and in the second.
fn sitting(report: &Report) -> Option<(String, String)> {
    let [first, second] = &report.pain.sitting;
    let told = |one: &Sat| {
        let least = if one.at_least { "at least " } else { "" };
        format!("{least}{}", figure(one.minutes, |minutes| format!("{} min", number(minutes))))
    };
    let says = format!("first half {}, second half {}", told(first), told(second));
    (first.minutes.n + second.minutes.n > 0).then_some(("Sitting".into(), says))
}

/// My own measures, the first of the period and the last.
fn measures(report: &Report) -> Option<(String, String)> {
    let told = |label: &str, value: &dyn Fn(&Measured) -> Option<String>| {
        let all: Vec<String> = report.pain.measures.iter().filter_map(value).collect();
        match &all[..] {
            [] => None,
            [one] => Some(format!("{label} {one} (n 1)")),
            [first, .., last] => Some(format!("{label} {first}\u{2192}{last} (n {})", all.len())),
        }
    };
    let rows = [
        told("activities", &|one| one.activities.value.map(number)),
        told("normal", &|one| one.normal.map(|normal| normal.to_string())),
    ];
    let all: Vec<String> = rows.into_iter().flatten().collect();
    (!all.is_empty()).then(|| ("Can do".into(), format!("{}; more is better", all.join(", "))))
}

pub(super) fn by_day(report: &Report) -> Option<Section> {
    if report.chart.is_empty() {
        return None;
    }
    let blocks = vec![Block::Picture(Box::new(chart::pain(report))), Block::Line(chart::legend(&report.chart))];
    Some(section("By day", blocks))
}

/// A sign of the check in a word or two.
fn short(sign: &str) -> String {
    match sign {
        "saddle" => "saddle numbness",
        "bladder" => "bladder or bowel",
        "sexual" => "sexual numbness",
        "both_legs" => "both legs",
        "foot_drop" => "foot drop",
        "accident" => "bad fall",
        "no_weight" => "no weight on leg",
        "chest" => "chest pain",
        "hot_hip" => "hot hip",
        "fever" => "fever",
        "weight_loss" => "weight loss",
        "cancer" => "past cancer",
        "night" => "night pain",
        "groin" => "groin pain",
        "bone" => "buttock with limp",
        "one_leg" => "one weak leg",
        "bone_risk" => "bone risk",
        "no_better" => "no better",
        other => return other.replace('_', " "),
    }
    .to_owned()
}

pub(super) fn safety(report: &Report, room: Room) -> Section {
    let safety = &report.safety;
    let Some(last) = safety.last else {
        let says = "The warning-signs check was not made in this period: nothing was asked, which is not no.";
        return section("Safety", vec![Block::Line(says.into())]);
    };
    let mut line = format!("Checked {}, last on {}.", counted(safety.checks, "time", "times"), day(last, report));
    // those answered alike stand together
    let mut yes: Vec<(String, Vec<String>)> = Vec::new();
    for sign in safety.signs.iter().filter(|sign| sign.yes > 0) {
        let last = sign.last_yes.map(|last| format!(", last {}", day(last, report))).unwrap_or_default();
        let how = format!("({} of {}{last})", sign.yes, sign.yes + sign.no);
        match yes.iter_mut().find(|(other, _)| *other == how) {
            Some((_, names)) => names.push(short(sign.sign)),
            None => yes.push((how, vec![short(sign.sign)])),
        }
    }
    let yes: Vec<String> = yes.iter().map(|(how, names)| format!("{} {how}", names.join(", "))).collect();
    line.push_str(&match yes.is_empty() {
        true => " Yes: none.".into(),
        false => format!(" Yes: {}.", yes.join("; ")),
    });
    line.extend(safety.seen.map(|seen| format!(" Seen by a clinician on {}.", day(seen, report))));
    // those answered no equally often stand together
    let mut times: Vec<usize> = safety.signs.iter().filter(|sign| sign.yes == 0).map(|sign| sign.no).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.dedup();
    for n in times {
        let all = safety.signs.iter().filter(|sign| sign.yes == 0 && sign.no == n);
        let names: Vec<String> = all.map(|sign| short(sign.sign)).collect();
        let most = names.len() * 2 > safety.signs.len();
        let names = match names.len() {
            all if all == safety.signs.len() => "all signs".into(),
            n if most && room.signs == 0 => format!("the {n} others"),
            _ => names.join(", "),
        };
        line.push_str(&match n {
            0 => format!(" Not asked: {names}."),
            n => format!(" No (n {n}): {names}."),
        });
    }
    section("Safety", vec![Block::Line(line)])
}

pub(super) fn quality(report: &Report) -> Section {
    let quality = &report.quality;
    let mut line = format!(
        "A pain level on {} of {}, a morning level on {}; {} in all",
        quality.days_with_level,
        counted(quality.days, "day", "days"),
        quality.mornings,
        counted(quality.levels, "level", "levels")
    );
    line.push_str(&match quality.late {
        0 => ", none entered late.".to_owned(),
        late => format!(", {late} of them entered more than two days late."),
    });
    section("Records", vec![Block::Line(line)])
}

pub(super) fn notes(report: &Report, room: Room) -> Option<Section> {
    let notes = report.notes.as_ref()?;
    if notes.is_empty() {
        return Some(section("Notes", vec![Block::Line("No private notes in this period.".into())]));
    }
    let row = |note: &Note| (day(note.on, report), mine(&note.note, room.chars));
    let mut blocks = vec![Block::Rows(notes.iter().take(room.notes).map(row).collect())];
    if notes.len() > room.notes {
        let more = notes.len() - room.notes;
        blocks.push(Block::Line(format!("\u{2026} and {} more in the journal.", counted(more, "note", "notes"))));
    }
    Some(section("Notes", blocks))
}
