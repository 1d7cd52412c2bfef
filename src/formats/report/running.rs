//! The sections on running and on what was tried.

use super::Room;
use super::sections::{day, figure, mine, number, section, signed, some};
use crate::domain::orthotics::Status;
use crate::domain::runs::Surface;
use crate::domain::steps::Step;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::formats::chart;
use crate::formats::sheet::{Block, Section, Table};
use crate::insight::report::Report;
use crate::insight::report::running::{OnSurface, Pair};
use crate::insight::report::tried::{Counted as Of, Tried};

pub(super) fn running(report: &Report, room: Room) -> Section {
    let running = &report.running;
    if running.runs == 0 {
        return section("Running", vec![Block::Line("No run in this period.".into())]);
    }
    let metres = u32::try_from(running.distance_m).unwrap_or(u32::MAX);
    let mut line = format!("{}, {}", counted(running.runs, "run", "runs"), distance(metres, report.units));
    if running.with_distance < running.runs {
        line.push_str(&format!(" ({} without a distance)", running.runs - running.with_distance));
    }
    line.extend(running.longest_m.map(|metres| format!(", longest {}", distance(metres, report.units))));
    line.push_str(&format!("; {} of {} over 10 % above the 30-day longest.", running.spikes, running.with_baseline));
    let heads = ["surface", "runs", "distance", "pain while running", "next morning", "settled"];
    // where there is no room for all, those most run on stand in the table
    let mut most: Vec<&OnSurface> = running.surfaces.iter().collect();
    most.sort_by_key(|one| std::cmp::Reverse(one.runs));
    most.truncate(room.surfaces);
    let (shown, rest): (Vec<&OnSurface>, Vec<&OnSurface>) =
        running.surfaces.iter().partition(|one| most.iter().any(|other| other.surface == one.surface));
    let table = Table {
        says:
            "Runs by surface: how many, how far, the median of the worst level while running, the median change of the \
               next morning, and how many had settled by then"
                .into(),
        heads: heads.iter().map(|&head| head.to_owned()).collect(),
        rows: shown.into_iter().map(|one| surface_row(one, report)).collect(),
    };
    let mut left = vec![Block::Table(table)];
    if !rest.is_empty() {
        let rest: Vec<&str> = rest.into_iter().map(|one| Surface::word(one.surface)).collect();
        left.push(Block::Line(format!("Also on {}.", rest.join(", "))));
    }
    let mut blocks = vec![Block::Line(line)];
    match chart::weeks(report).filter(|_| room.weeks) {
        Some(weeks) => blocks.push(Block::Beside(72, left, vec![Block::Picture(Box::new(weeks))])),
        None => blocks.extend(left),
    }
    let rose = match running.rise_known {
        0 => "Whether pain rose is not recorded".to_owned(),
        n => format!("Pain rose (by 2 or marked) in {} of {n} known", running.rose),
    };
    let marked = format!("marked limp {}, sharp {}", running.limp, running.sharp);
    blocks.push(Block::Line(format!("{rose}; {marked}.")));
    let gear: Vec<String> = running.gear.iter().map(|pair| worn(pair, report, room)).collect();
    if !gear.is_empty() {
        blocks.push(Block::Line(format!("Worn: {}.", some(&gear, room.gear, "; "))));
    }
    section("Running", blocks)
}

fn surface_row(one: &OnSurface, report: &Report) -> Vec<String> {
    vec![
        one.surface.word().into(),
        one.runs.to_string(),
        one.distance_m
            .map_or("no entry".into(), |metres| distance(u32::try_from(metres).unwrap_or(u32::MAX), report.units)),
        figure(one.during, number),
        figure(one.change, signed),
        if one.judged == 0 { "not known".into() } else { format!("{} of {}", one.settled, one.judged) },
    ]
}

fn worn(pair: &Pair, report: &Report, room: Room) -> String {
    let age = match pair.days {
        days if days >= 60 => format!("{} months", days * 12 / 365),
        days => counted(usize::try_from(days).unwrap_or(0), "day", "days"),
    };
    let age = if pair.retired.is_some() { format!("retired after {age}") } else { format!("{age} old") };
    let metres = u32::try_from(pair.distance_m).unwrap_or(u32::MAX);
    format!("{} {}, {}, {age}", pair.what.word(), mine(&pair.name, room.chars.min(30)), distance(metres, report.units))
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
        let mut state = one.status.map_or(one.state.says(), Status::says).to_owned();
        state.extend(one.since.map(|since| format!(" since {}", day(since, report))));
        state.extend(
            one.reason.as_ref().filter(|_| room.reasons).map(|reason| format!(" ({})", mine(reason, room.chars))),
        );
        let facts = facts(&one.counted);
        let all: Vec<String> = std::iter::once(state).chain(facts).collect();
        (name.to_owned(), all.join("; "))
    };
    section("Tried", vec![Block::Rows(report.tried.iter().map(row).collect())])
}

fn facts(counted_of: &Of) -> Option<String> {
    match counted_of {
        Of::Nothing => None,
        Of::Exercises { days: 0, rested: 0, .. } => None,
        Of::Exercises { done, planned, days, rested, pain } => {
            let rest = if *rested == 0 { String::new() } else { format!(", told to rest {rested}") };
            let on = counted(*days, "day", "days");
            let pain =
                if pain.n == 0 { String::new() } else { format!(", median pain in them {}", figure(*pain, number)) };
            Some(format!("{done} exercises done of {planned} planned, on {on}{rest}{pain}"))
        }
        Of::Visits { visits } => Some(counted(*visits, "visit", "visits")),
        Of::Soft { percent, percent_before } => {
            let before = percent_before.map(|before| format!(", as many days before {before} %")).unwrap_or_default();
            percent.map(|percent| format!("soft ground {percent} % of the distance{before}"))
        }
        Of::Massages { massages: 0, .. } => Some("none in this period".into()),
        Of::Massages { massages, before, after, next_morning } => Some(format!(
            "{}, median pain before {}, after {}, next morning {}",
            counted(*massages, "massage", "massages"),
            figure(*before, number),
            figure(*after, number),
            figure(*next_morning, number)
        )),
    }
}
