//! `twinge list`: the entries of a kind, oldest first, as a table, JSON or CSV.

use std::collections::HashSet;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::hints::hinted;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::entry::{Entry as Recorded, Item};
use crate::domain::field::Reading;
use crate::domain::id::{Id, Shorts};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::therapy::{Exercise, programme};
use crate::domain::units;
use crate::domain::when::{self, When};
use crate::formats::{csv, safe_json};
use crate::insight::orthotics::{distance_m, used};
use crate::insight::period::Period;
use crate::page::table::TextTable;

/// What `--wide` does, and what happens without it.
const WIDE: &str = "Print tables whole. Without it they fit the terminal: columns that are empty go first, then the ends of \
                    texts, then columns from the right";

pub(super) fn command() -> Subcommand {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).allow_hyphen_values(true)
    };
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.list()).chain(["deleted"]).collect();
    let command = Command::new("list")
        .about("List the entries of a kind, oldest first")
        .after_help("Example: twinge list runs --last 6w --surface grass")
        .arg(hinted(Arg::new("kind"), kinds.clone()).required(true).value_name("KIND").help(kinds.join(", ")))
        .arg(option("since", "WHEN", "From this day on"))
        .arg(option("until", "WHEN", "Up to this day, itself included"))
        .arg(option("last", "SPAN", "The last days, weeks, months or years: 10d, 6w, 3m, 1y").conflicts_with("since"))
        .arg(hinted(option("surface", "SURFACE", "Only runs on this surface, wholly or in part"), Surface::WORDS))
        .arg(Arg::new("csv").long("csv").action(ArgAction::SetTrue).conflicts_with("json").help("Print CSV"))
        .arg(Arg::new("wide").long("wide").action(ArgAction::SetTrue).help(WIDE));
    Subcommand { command, run: Handler::Ask(list) }
}

/// The days asked for.
struct ListPeriod {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

fn span(matches: &ArgMatches, journal: &Journal, context: &Context) -> Result<ListPeriod, Refusal> {
    let start = journal.day_starts_at();
    let day = |name: &str| match matches.get_one::<String>(name) {
        Some(text) => When::read(text, context.clock, start).map(|when| Some(when.day(start))),
        None => Ok(None),
    };
    let today = context.now().day(start);
    let last = matches.get_one::<String>("last").map(|text| Period::last(text, today)).transpose()?;
    let (since, until) = (day("since")?, day("until")?);
    let span = ListPeriod { from: last.map(|last| last.from).or(since), until: until.or(last.map(|last| last.to)) };
    match (span.from, span.until) {
        (Some(from), Some(until)) if from > until => {
            Err(Refusal::new(format!("--since {from} lies after --until {until}; turn them around.")))
        }
        _ => Ok(span),
    }
}

fn list(journal: &'static Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    if matches.get_one::<String>("kind").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("deleted")) {
        return Ok(super::bin::list(journal, matches));
    }
    let kind = Kind::named(matches.get_one::<String>("kind").map_or("", String::as_str))?;
    let span = span(matches, journal, context)?;
    let surface = matches.get_one::<String>("surface").map(|text| Surface::read(text)).transpose()?;
    if surface.is_some() && kind != Kind::Run {
        return Err(Refusal::new("--surface goes with runs: twinge list runs --surface grass."));
    }
    let start = journal.day_starts_at();
    let on = move |item: &&dyn Item| match (surface, item.entry()) {
        (Some(surface), Recorded::Run(run)) => run.surfaces.iter().any(|stretch| stretch.surface == surface),
        _ => true,
    };
    let all: Box<dyn Iterator<Item = &'static dyn Item>> = match kind {
        // until it is edited the programme is the one that is built in
        Kind::Exercise if journal.exercises.is_empty() => {
            let programme: &[Exercise] = programme(journal, context.now()).leak();
            Box::new(programme.iter().map(|one| one as &dyn Item))
        }
        Kind::Run if surface.is_some() => Box::new(journal.items(kind).filter(on)),
        _ => Box::new(journal.items(kind)),
    };
    let mut items = all
        .filter(move |item| {
            let day = item.at().day(start);
            span.from.is_none_or(|from| day >= from) && span.until.is_none_or(|until| day <= until)
        })
        .peekable();
    // of a million entries the answer is made as it is printed
    if matches.get_flag("csv") {
        return Ok(Answer::raw(Box::new(move |to| csv::write(kind, items, to))));
    }
    if matches.get_flag("json") {
        return Ok(Answer::raw(Box::new(move |to| {
            safe_json::write_list(items.map(Item::json), to)?;
            to.write_all(b"\n")
        })));
    }
    if items.peek().is_none() {
        let there = journal.count(kind);
        return Ok(Answer::line(match (there, kind) {
            (0, Kind::Pain) => "No pain logged yet; `twinge pain 4` logs one.".into(),
            (0, Kind::Run) => "No runs logged yet; `twinge run 5k grass` logs one.".into(),
            (0, _) => format!("No {} yet.", kind.list()),
            (1, _) => format!("The only {} is not in that selection.", kind.word()),
            (n, _) => format!("None of the {n} {} in that selection.", kind.list()),
        }));
    }
    let reading = Reading { clock: context.clock, journal };
    let columns = context.columns.filter(|_| !matches.get_flag("wide"));
    Ok(Answer::raw(Box::new(move |to| table(journal, kind, items, &reading).write(columns, to))))
}

/// What a row says of an entry, in the order of the heads.
type Cells = fn(&dyn Item, &Reading, &Journal) -> Vec<String>;

fn table<'a>(journal: &Journal, kind: Kind, items: impl Iterator<Item = &'a dyn Item>, reading: &Reading) -> TextTable {
    let shorts = Shorts::of(journal.ids());
    let (heads, cells): (Vec<&'static str>, Cells) = match kind {
        Kind::Pain => (vec![">level", "moment", "where", "feels", "note"], pain_cells),
        Kind::Run => {
            (vec![">distance", ">time", ">pace", "surface", ">before", ">during", ">after", "signs", "note"], run_cells)
        }
        Kind::Gear => (vec!["pair", ">distance", ">runs", "about"], gear_cells),
        _ => (vec!["what"], |item, reading, _| vec![item.describe(reading.journal.settings())]),
    };
    let heads: Vec<&str> = ["date", ">hour"].into_iter().chain(heads).chain(["id"]).collect();
    let ahead: HashSet<Id> = journal.ahead.of(kind).map(|entry| entry.item().id()).collect();
    let mut table = TextTable::new(&heads);
    for item in items {
        let local = item.at().local();
        // it is counted nowhere
        let ahead = if ahead.contains(&item.id()) { ", ahead of the clock" } else { "" };
        let date = format!("{}{ahead}", local.format("%a %Y-%m-%d"));
        let when = [date, when::say_time(local.time(), &journal.settings)];
        table.push(when.into_iter().chain(cells(item, reading, journal)).chain([shorts.short(item.id())]));
    }
    table
}

fn texts<const N: usize>(item: &dyn Item, reading: &Reading, keys: [&str; N]) -> [String; N] {
    keys.map(|key| item.text(key, reading).unwrap_or_default())
}

fn pain_cells(item: &dyn Item, reading: &Reading, _: &Journal) -> Vec<String> {
    let [level, moment, sites, feels, note] = texts(item, reading, ["level", "moment", "sites", "feels", "note"]);
    vec![level, moment, sites, feels, short(&note)]
}

fn gear_cells(item: &dyn Item, _: &Reading, journal: &Journal) -> Vec<String> {
    let Recorded::Gear(gear) = item.entry() else { return Vec::new() };
    let settings = &journal.settings;
    let used = used(journal).get(&gear.id).copied().unwrap_or_default();
    let named = format!("{} {}", gear.what().word(), gear.name.as_deref().unwrap_or_default());
    let metres = u32::try_from(distance_m(&gear, used)).unwrap_or(u32::MAX);
    vec![
        gear.name.as_deref().unwrap_or_default().to_owned(),
        units::distance(metres, settings.units),
        used.runs.to_string(),
        short(&item.describe(settings).replacen(&named, gear.what().word(), 1)),
    ]
}

/// As much of a note as a row has room for; `show` has all of it.
fn short(note: &str) -> String {
    const ROOM: usize = 50;
    match note.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", note[..end].trim_end()),
        None => note.to_owned(),
    }
}

fn run_cells(item: &dyn Item, reading: &Reading, _: &Journal) -> Vec<String> {
    let Recorded::Run(run) = item.entry() else { return Vec::new() };
    let units = reading.journal.settings().units;
    let pace = run.distance_m.zip(run.duration_s).and_then(|(metres, seconds)| units::pace(metres, seconds, units));
    let [before, during, after, note] = texts(item, reading, ["before", "during", "after", "note"]);
    let signs = [(run.rose, "rose"), (run.limp, "limp"), (run.sharp, "sharp")];
    let signs = signs.iter().filter(|(yes, _)| *yes).map(|(_, sign)| *sign).collect::<Vec<_>>().join(" ");
    vec![
        run.distance_m.map(|metres| units::distance(metres, units)).unwrap_or_default(),
        run.duration_s.map(units::duration).unwrap_or_default(),
        pace.unwrap_or_default(),
        run.describe_surface(units).unwrap_or_default(),
        before,
        during,
        after,
        signs,
        short(&note),
    ]
}
