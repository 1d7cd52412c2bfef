//! The sections on running and on what was tried.

use super::limits::Room;
use super::sections::{day, figure, mine, number, section, some};
use crate::domain::orthotics::{Status, Worn};
use crate::domain::steps::{State, Step};
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::insight::known::NOT_KNOWN;
use crate::insight::report::Report;
use crate::insight::report::running::{OnSurface, SurfacePair};
use crate::insight::report::tried::{SoftShare, StepCount as Of, Tried};
use crate::insight::response::SORE_DAYS;
use crate::page::sheet::{Row, Section, SheetBlock, Table};
use crate::render::weeks;

pub(super) fn running(report: &Report, room: Room) -> Section {
    let running = &report.running;
    if running.runs == 0 {
        return section("Running", vec![SheetBlock::Line("No run in this period.".into())]);
    }
    let mut line = counted(running.runs, "run", "runs");
    match running.distance_m {
        Some(metres) => line.push_str(&format!(", {}", long(metres, report))),
        None => line.push_str(", no distance recorded"),
    }
    if running.distance_m.is_some() && running.with_distance < running.runs {
        line.push_str(&format!(" ({} without a distance)", running.runs - running.with_distance));
    }
    let n = running.with_distance;
    line.extend(running.longest_m.map(|metres| format!(", longest {} (n {n})", distance(metres, report.units))));
    line.push_str(&match running.spikes {
        Some(spikes) => {
            format!("; {spikes} of {} over 10 % above the 30-day longest.", running.with_baseline)
        }
        None => ".".into(),
    });
    let rose = match running.rose {
        None => "Whether pain rose is not recorded".to_owned(),
        Some(rose) => format!("Pain rose by 2 or was marked so in {rose} of {}", running.rise_known),
    };
    let marks = [("limp", running.limp), ("sharp pain", running.sharp)];
    let on = marks.iter().filter_map(|(what, runs)| runs.map(|runs| format!("{what} {runs} of {}", running.runs)));
    let off: Vec<&str> = marks.iter().filter(|(_, runs)| runs.is_none()).map(|(what, _)| *what).collect();
    let off = (!off.is_empty()).then(|| format!("{} not marked in any", off.join(" and ")));
    let rose: Vec<String> = std::iter::once(rose).chain(on).chain(off).collect();
    let heads = ["surface", "runs", "distance", "pain on run", "next morning", "settled"];
    // where there is no room for all, those most run on stand in the table
    let mut most: Vec<&OnSurface> = running.surfaces.iter().collect();
    most.sort_by_key(|one| std::cmp::Reverse(one.runs));
    most.truncate(room.surfaces);
    let (shown, rest): (Vec<&OnSurface>, Vec<&OnSurface>) =
        running.surfaces.iter().partition(|one| most.iter().any(|other| other.surface == one.surface));
    let table = Table {
        message:
            "Runs by surface: how many, how far, the median of the worst level while running, the median change of the \
               next morning, and how many had settled by then"
                .into(),
        heads: heads.iter().map(|&head| head.to_owned()).collect(),
        rows: shown.into_iter().map(|one| surface_row(one, report)).collect(),
    };
    let left = vec![SheetBlock::Table(table)];
    let mut blocks = vec![SheetBlock::Line(format!("{line} {}.", rose.join("; ")))];
    match weeks::weeks(report).filter(|_| room.weeks) {
        Some(weeks) => blocks.push(SheetBlock::Beside(72, left, vec![SheetBlock::Picture(Box::new(weeks))])),
        None => blocks.extend(left),
    }
    let mut note = "Medians. Settled: next morning no higher than the one before, below 6.".to_owned();
    if running.split > 0 && room.reasons {
        note.push_str(" A split run counts on each surface; its pain and mornings count only for a surface with at least \u{be} of it.");
    }
    if !rest.is_empty() {
        let rest: Vec<String> = rest.into_iter().map(|one| one.surface.word().to_owned()).collect();
        note.push_str(&format!(" Also on {}.", some(&rest, 3, ", ")));
    }
    let worn = |what: Worn| {
        let pairs = running.gear.iter().filter(|pair| pair.what == what && room.gear > 0);
        let pairs: Vec<String> = pairs.map(|pair| describe_pair(pair, report, room)).collect();
        let head = match what {
            Worn::Shoes => "Shoes",
            Worn::Orthotics => "Orthotics",
        };
        (!pairs.is_empty()).then(|| format!("{head}: {}.", some(&pairs, room.gear, "; ")))
    };
    for worn in Worn::ALL.iter().filter_map(|&what| worn(what)) {
        note.push_str(&format!(" {worn}"));
    }
    blocks.push(SheetBlock::Line(note));
    section("Running", blocks)
}

fn surface_row(one: &OnSurface, report: &Report) -> Vec<String> {
    vec![
        one.surface.word().into(),
        one.runs.to_string(),
        one.distance_m.map_or(NOT_KNOWN.into(), |metres| long(metres, report)),
        figure(one.during, number),
        figure(one.change, risen),
        one.settled.map_or(NOT_KNOWN.into(), |settled| format!("{settled} of {}", one.judged)),
    ]
}

/// A change of the level in words: `2 higher`, `no change`.
fn risen(change: f64) -> String {
    match change {
        change if change > 0.0 => format!("{} higher", number(change)),
        change if change < 0.0 => format!("{} lower", number(-change)),
        _ => "no change".into(),
    }
}

/// A distance that may be that of years.
fn long(metres: u64, report: &Report) -> String {
    distance(u32::try_from(metres).unwrap_or(u32::MAX), report.units)
}

fn describe_pair(pair: &SurfacePair, report: &Report, room: Room) -> String {
    let since = day(pair.since, report);
    let used = match pair.retired {
        Some(last) => format!("in use since {since}, retired {}", day(last, report)),
        None => format!("in use since {since}"),
    };
    let name = mine(&pair.name, room.chars.min(30));
    format!("{name} {}, {used}", long(pair.distance_m, report))
}

pub(super) fn tried(report: &Report, room: Room) -> Section {
    let row = |one: &Tried| {
        let name = match one.step {
            Step::Doctor => "1 Doctor",
            Step::Therapy => "2 Therapy",
            Step::Orthotics => "3 Orthotics",
            Step::Surface => "4 Surface",
            Step::Massage => "5 Massage",
        };
        let mut state = one.status.map_or(one.state.describe(), Status::describe).to_owned();
        state.extend(one.since.map(|since| format!(" since {}", day(since, report))));
        // a step that is not begun by the person's own mark hides nothing of what is recorded of it
        let unmarked = room.reasons && matches!(one.state, State::NotStarted | State::UnderWay) && one.recorded > 0;
        state.extend(unmarked.then(|| format!(" ({})", recorded(one))));
        state.extend(
            one.reason.as_ref().filter(|_| room.reasons).map(|reason| format!(" ({})", mine(reason, room.chars))),
        );
        let begun = one.state != State::NotStarted || one.recorded > 0;
        let facts = facts(&one.counted, unmarked, room).filter(|_| begun);
        let all: Vec<String> = std::iter::once(state).chain(facts).collect();
        Row::new(name, all.join("; "))
    };
    section("Tried", vec![SheetBlock::Rows(report.tried.iter().map(row).collect())])
}

/// What the whole journal holds of a step.
fn recorded(one: &Tried) -> String {
    let (thing, things) = match one.step {
        Step::Doctor => ("visit", "visits"),
        Step::Therapy => ("session", "sessions"),
        Step::Orthotics => ("pair", "pairs"),
        Step::Surface => ("run on soft surfaces", "runs on soft surfaces"),
        Step::Massage => ("massage", "massages"),
    };
    counted(one.recorded, thing, things)
}

fn facts(counted_of: &Of, unmarked: bool, room: Room) -> Option<String> {
    let times = |n: usize, one: &str, several: &str| match unmarked {
        true => format!("{n} in this period"),
        false => counted(n, one, several),
    };
    match counted_of {
        Of::Nothing => None,
        Of::Exercises { days: 0, rested: 0, .. } => None,
        Of::Exercises { done, planned, days, rested, pain } => {
            let rest = if *rested == 0 || !room.reasons { String::new() } else { format!(", told to rest {rested}") };
            let on = counted(*days, "day", "days");
            let pain = if pain.n == 0 { String::new() } else { format!(", median pain {}", figure(*pain, number)) };
            Some(format!("exercises done {done}, planned {planned}, on {on}{rest}{pain}"))
        }
        Of::Visits { visits } => Some(times(*visits, "visit", "visits")),
        Of::Soft { share, before } => {
            let told = |share: &SoftShare| share.percent.map(|percent| format!("{percent} % (n {})", share.n));
            let before = told(before).map(|before| format!(", before {before}")).unwrap_or_default();
            told(share).map(|share| format!("soft surfaces {share} of distance{before}"))
        }
        Of::Massages { massages: 0, .. } => Some("none in this period".into()),
        Of::Massages { massages, before, after, next_morning } => {
            let levels = [("before", before), ("after", after), ("next morning", next_morning)];
            // where there is no room for the word on sore days, the levels that need it are left out too
            let levels = levels.into_iter().filter(|(_, level)| level.n > 0 && room.reasons);
            let levels: Vec<String> =
                levels.map(|(when, level)| format!("{when} {}", figure(*level, number))).collect();
            let levels = if levels.is_empty() { String::new() } else { format!(", median pain {}", levels.join(", ")) };
            let sore = if next_morning.n > 0 && room.reasons { format!(". {SORE_DAYS}") } else { String::new() };
            Some(format!("{}{levels}{sore}", times(*massages, "massage", "massages")))
        }
    }
}
