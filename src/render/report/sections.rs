//! The sections of the report in words: each row is written here once.

use chrono::{Datelike, NaiveDate};

use super::limits::Room;
use crate::domain::checks::{SIGNS, Tier, plain};
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::covered::{Chosen, DaysCount, Figure};
use crate::insight::report::notes::Note;
use crate::insight::report::status::{Against, DiagnosisNote, Met, StatusChange, changes, newest};
use crate::page::sheet::{Section, SheetBlock};
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
fn full(day: NaiveDate) -> String {
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

/// A change with its sign: `+1`, `0`, `−0.5`.
pub(super) fn signed(value: f64) -> String {
    match value {
        value if value > 0.0 => format!("+{}", number(value)),
        value if value < 0.0 => format!("\u{2212}{}", number(-value)),
        _ => "0".into(),
    }
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

/// Things with the number of their days, and on how many days any was recorded.
pub(super) fn in_days(all: &[DaysCount], n: usize, room: Room) -> String {
    let all: Vec<String> =
        all.iter().map(|one| format!("{} {}", mine(&one.what, room.chars.min(40)), one.days)).collect();
    if all.is_empty() { "not recorded".into() } else { format!("{} (n {n})", some(&all, room.items, ", ")) }
}

pub(super) fn warning(report: &Report, room: Room) -> Option<Section> {
    let open = report.warning.as_ref()?;
    let tier = match open.tier {
        Tier::Emergency => "Possible emergency",
        Tier::Urgent => "For the same day",
        Tier::Soon => "For a visit soon",
    };
    let since = day(open.since, report);
    let head = format!("{tier}. Answered yes, first on {since}, not yet seen by a clinician:");
    let blocks = if open.signs.len() <= room.signs {
        let signs: Vec<String> = open.signs.iter().map(|sign| format!("\u{201c}{}\u{201d}", question(sign))).collect();
        vec![SheetBlock::Line(head), SheetBlock::Line(signs.join(" "))]
    } else {
        // with the least room those of the worst tier are named and the others counted
        let least = room.signs == 0;
        let named = open.signs.iter().filter(|sign| !least || tier_of(sign) == Some(open.tier));
        let signs: Vec<&str> = named.map(|sign| plain(sign)).collect();
        let others = open.signs.len() - signs.len();
        let others = if others == 0 { String::new() } else { format!(", and {others} less urgent") };
        vec![SheetBlock::Line(format!("{head} {}{others}.", signs.join(", ")))]
    };
    Some(Section { heading: "Warning", urgent: true, blocks })
}

/// A sign as it was asked.
fn question(sign: &str) -> &str {
    SIGNS.iter().find(|(word, ..)| *word == sign).map_or(sign, |(.., question)| question)
}

pub(super) fn questions(report: &Report, room: Room) -> Option<Section> {
    let all: Vec<String> = report.questions.iter().map(|one| mine(&one.question, room.chars)).collect();
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

/// The runs against the clearance in force, each only where there is one.
fn against(runs: &Against) -> Option<String> {
    let n = runs.inside + runs.outside + runs.not_known + runs.no_limits + runs.no_clearance;
    let beyond: Vec<String> = runs.beyond.iter().map(|(limit, runs)| format!("{limit} {runs}")).collect();
    let several = runs.beyond.iter().map(|(_, runs)| runs).sum::<usize>() > runs.outside;
    let several = if several { "; one can break two" } else { "" };
    let parts = [
        (runs.inside, "within the limits".to_owned()),
        (runs.outside, format!("broke a limit ({}{several})", beyond.join(", "))),
        (runs.not_known, "not known".into()),
        (runs.no_limits, "cleared without limits".into()),
        (runs.no_clearance, "with no clearance in force".into()),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, message)| format!("{n} {message}")).collect();
    (n > 0).then(|| format!("of {n}: {}", parts.join(", ")))
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
    let most = if room.told == usize::MAX { usize::MAX } else { room.items };
    let told = if told.is_empty() { "nothing noted".into() } else { some(&told, most, "; ") };
    let mut rows = vec![("Told to me".into(), told), ("Clearance".into(), clearance)];
    let runs = &status.runs;
    rows.extend(against(runs).map(|message| ("Runs".into(), message)));
    if let Some(counts) = &status.lately {
        rows.push(("Lately".into(), format!("in the last 14 days: {}", counts.join("; "))));
    }
    let met = |what: &str, visit: &Met| {
        let with = visit.with.as_ref().map(|with| format!(", {}", mine(with, room.chars.min(40)))).unwrap_or_default();
        format!("{what} {}{with}", day(visit.on, report))
    };
    let last = status.last_visit.as_ref().map(|visit| met("last", visit));
    let next = status.next_visit.as_ref().map(|visit| met("next", visit));
    let visits: Vec<String> = last.into_iter().chain(next).collect();
    if !visits.is_empty() {
        rows.push(("Visits".into(), visits.join("; ")));
    }
    section("Status", vec![SheetBlock::Rows(rows)])
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
    let mut rows = vec![("Began".into(), began)];
    let (shown, left) = explained(report, room);
    let mut all: Vec<String> = shown.iter().map(|change| describe_change(change, report, room)).collect();
    all.extend((left > 0).then(|| format!("\u{2026} {left} more, longer ago")));
    if !all.is_empty() {
        rows.push(("Changes".into(), all.join("; ")));
    }
    section("Onset", vec![SheetBlock::Rows(rows)])
}

/// So many signs answered alike are always named.
const FEW: usize = 5;

fn tier_of(sign: &str) -> Option<Tier> {
    SIGNS.iter().find(|(one, ..)| *one == sign).map(|(_, tier, _)| *tier)
}

fn is_emergency(sign: &str) -> bool {
    tier_of(sign) == Some(Tier::Emergency)
}

pub(super) fn safety(report: &Report, room: Room) -> Section {
    let safety = &report.safety;
    let Some(last) = safety.last else {
        let message = "Warning signs: not checked in this period, which is not no.";
        return section("Safety", vec![SheetBlock::Line(message.into())]);
    };
    let times = if safety.checks == 1 { "once".into() } else { format!("{} times, last", safety.checks) };
    let mut line = format!("Checked {times} on {}.", day(last, report));
    // those answered alike stand together
    let (mut yes, mut above) = (Vec::<(String, Vec<&str>)>::new(), 0);
    for sign in &safety.signs {
        let (Some(times @ 1..), Some(no)) = (sign.yes, sign.no) else { continue };
        // where there is little room, those that head the page are not named again
        if room.signs == 0 && report.warning.as_ref().is_some_and(|open| open.signs.contains(&sign.sign)) {
            above += 1;
            continue;
        }
        let last = sign.last_yes.map(|last| format!(", last {}", day(last, report))).unwrap_or_default();
        let how = format!("({times} of {}{last})", times + no);
        match yes.iter_mut().find(|(other, _)| *other == how) {
            Some((_, names)) => names.push(plain(sign.sign)),
            None => yes.push((how, vec![plain(sign.sign)])),
        }
    }
    let mut yes: Vec<String> = yes.iter().map(|(how, names)| format!("{} {how}", names.join(", "))).collect();
    yes.extend((above > 0).then(|| format!("the {above} above")));
    line.push_str(&match yes.is_empty() {
        true => " Yes: none.".into(),
        false => format!(" Yes: {}.", yes.join("; ")),
    });
    line.extend(safety.seen.map(|seen| format!(" Seen by a clinician on {}.", day(seen, report))));
    // those answered no equally often stand together
    let never_yes = || safety.signs.iter().filter(|sign| sign.yes.unwrap_or(0) == 0);
    let emergencies = |signs: &[&str]| signs.iter().filter(|sign| is_emergency(sign)).count();
    let all: Vec<&str> = safety.signs.iter().map(|sign| sign.sign).collect();
    let mut times: Vec<Option<usize>> = never_yes().map(|sign| sign.no).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.dedup();
    for n in times {
        let alike: Vec<&str> = never_yes().filter(|sign| sign.no == n).map(|sign| sign.sign).collect();
        let few = alike.len() <= FEW;
        let named = alike.iter().filter(|sign| few || room.signs > 1 || room.signs == 1 && is_emergency(sign));
        let named: Vec<&str> = named.map(|sign| plain(sign)).collect();
        let names = match (alike.len() - named.len(), named.len()) {
            _ if alike.len() == safety.signs.len() => "all signs".into(),
            (0, _) => named.join(", "),
            // so many words have no room: that the gravest were asked is said all the same
            (others, 0) if emergencies(&alike) == emergencies(&all) => {
                format!("{others} signs, all of an emergency among them")
            }
            (others, 0) => format!("{others} signs"),
            (others, _) => format!("{}, and the {others} others", named.join(", ")),
        };
        line.push_str(&match n {
            None => format!(" Not asked: {names}."),
            Some(n) => format!(" No (n {n}): {names}."),
        });
    }
    section("Safety", vec![SheetBlock::Line(line)])
}

pub(super) fn quality(report: &Report) -> Section {
    let quality = &report.quality;
    let mut line = format!(
        "Pain on {} of {}, mornings on {}; {}",
        quality.days_with_level,
        counted(quality.days, "day", "days"),
        quality.mornings,
        counted(quality.levels, "level", "levels")
    );
    line.push_str(&match quality.late {
        0 => ", none entered late.".to_owned(),
        late => format!(", {late} entered more than two days late."),
    });
    if quality.ahead > 0 {
        let many = counted(quality.ahead, "entry", "entries");
        line.push_str(&format!(" Not counted: {many} dated ahead of the clock."));
    }
    section("Records", vec![SheetBlock::Line(line)])
}

pub(super) fn notes(report: &Report, room: Room) -> Option<Section> {
    let notes = report.notes.as_ref()?;
    if notes.is_empty() {
        return Some(section("Notes", vec![SheetBlock::Line("No private notes in this period.".into())]));
    }
    let row = |note: &Note| (day(note.on, report), mine(&note.note, room.chars));
    let mut blocks = vec![SheetBlock::Rows(notes.iter().take(room.notes).map(row).collect())];
    if notes.len() > room.notes {
        let more = notes.len() - room.notes;
        blocks.push(SheetBlock::Line(format!("\u{2026} and {} more in the journal.", counted(more, "note", "notes"))));
    }
    Some(section("Notes", blocks))
}
