//! The warning signs in words: those open head the page, and what the checks of the period answered comes next.

use super::limits::Room;
use super::sections::{day, section};
use crate::domain::checks::{SIGNS, Tier, plain};
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::safety::{Safety, Sign};
use crate::page::sheet::{Row, Section, SheetBlock};

pub(super) fn warning(report: &Report, room: Room) -> Option<Section> {
    let open = report.warning.as_ref()?;
    let tier = match open.tier {
        Tier::Emergency => "Possible emergency",
        Tier::Urgent => "To be seen the same day",
        Tier::Soon => "To be seen soon",
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

fn tier_of(sign: &str) -> Option<Tier> {
    SIGNS.iter().find(|(one, ..)| *one == sign).map(|(_, tier, _)| *tier)
}

fn is_emergency(sign: &str) -> bool {
    tier_of(sign) == Some(Tier::Emergency)
}

/// What the checks of the period answered: yes first, then to how many no, then what was not asked.
pub(super) fn signs(report: &Report, room: Room) -> Section {
    let safety = &report.safety;
    let Some(last) = safety.last else {
        let before = safety.before.map(|before| format!(", last on {}", day(before, report))).unwrap_or_default();
        return section("Signs", vec![SheetBlock::Line(format!("Warning signs: not checked in this period{before}."))]);
    };
    let last = day(last, report);
    let no = safety.signs.iter().filter(|sign| sign.yes == Some(0)).count();
    let asked = safety.signs.iter().filter(|sign| sign.yes.is_some()).count();
    if asked == 0 {
        return section("Signs", vec![SheetBlock::Line(format!("Warning signs: none was asked, last on {last}."))]);
    }
    let yes = answered_yes(report, room);
    let mut line = match &yes[..] {
        [] => format!("Warning signs: none of the {no} asked, last on {last}"),
        yes => {
            let no = if no == 0 { "Last".to_owned() } else { format!("No to {no}; last") };
            format!("Warning signs answered yes: {}. {no} asked {last}", yes.join("; "))
        }
    };
    line.push_str(&match (safety.checks, safety.asked_last < asked) {
        (1, _) => ".".to_owned(),
        (checks, false) => format!(" ({checks} checks)."),
        (checks, true) => {
            format!(" ({checks} checks; the last asked {}).", counted(safety.asked_last, "sign", "signs"))
        }
    });
    // beside a sign that nobody has seen yet, an earlier day would only confuse
    let seen = safety.seen.filter(|_| report.warning.is_none());
    line.extend(seen.map(|seen| format!(" Seen by a clinician on {}.", day(seen, report))));
    let never: Vec<&str> = safety.signs.iter().filter(|sign| sign.yes.is_none()).map(|sign| sign.sign).collect();
    if !never.is_empty() {
        line.push_str(&format!(" {}.", never_asked(&never, room)));
    }
    section("Signs", vec![SheetBlock::Line(line)])
}

/// Those answered yes, those answered alike together: `night pain that gets worse (1 of 2 checks, last 11 Nov)`.
fn answered_yes(report: &Report, room: Room) -> Vec<String> {
    let (mut yes, mut above) = (Vec::<(String, Vec<&str>)>::new(), 0);
    for sign in &report.safety.signs {
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
    yes
}

/// So many signs are always named.
const FEW: usize = 5;

/// Signs by their names as far as there is room; the gravest are named before the others, or it is said how many of
/// them there are.
fn never_asked(signs: &[&str], room: Room) -> String {
    let all = room.signs >= 6 || signs.len() <= FEW && room.signs > 0;
    let named = signs.iter().filter(|sign| all || room.signs > 0 && is_emergency(sign));
    let named: Vec<&str> = named.map(|sign| plain(sign)).collect();
    let gravest = signs.iter().filter(|sign| is_emergency(sign)).count();
    let were = if signs.len() == 1 { "was" } else { "were" };
    let others = format!("The other {} of {} {were} not asked", signs.len(), SIGNS.len());
    match (signs.len() - named.len(), named.len(), gravest) {
        (0, ..) => format!("{others}: {}", named.join(", ")),
        (_, 0, 0) => format!("{others}, none of them a sign of an emergency"),
        (_, 0, 1) => format!("{others}, one of them a sign of an emergency"),
        (_, 0, _) => format!("{others}, {gravest} of them signs of an emergency"),
        (_, 1, _) => format!("{others}, one of them a sign of an emergency: {}", named.join(", ")),
        _ => format!("{others}, {gravest} of them signs of an emergency: {}", named.join(", ")),
    }
}

/// Which signs were answered no, and how often; nothing where none was, or where there is no room.
pub(super) fn answered_no(report: &Report, room: Room) -> Option<Row> {
    let safety: &Safety = &report.safety;
    let never_yes = |sign: &&Sign| sign.yes == Some(0);
    let mut times: Vec<usize> = safety.signs.iter().filter(never_yes).filter_map(|sign| sign.no).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.dedup();
    let facts = times.into_iter().map(|n| {
        let alike = safety.signs.iter().filter(never_yes).filter(|sign| sign.no == Some(n));
        let alike: Vec<&str> = alike.map(|sign| plain(sign.sign)).collect();
        format!("{} (n {n})", alike.join(", "))
    });
    let facts: Vec<String> = facts.collect();
    (room.signs >= 3 && !facts.is_empty()).then(|| Row::new("Signs: no", facts.join("; ")))
}
