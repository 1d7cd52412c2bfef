//! `twinge list`: the entries of a kind, oldest first, as a table, JSON or CSV.

use std::cmp::Ordering;
use std::collections::{HashSet, VecDeque};

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::Value;

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
use crate::domain::words::{found, nearest};
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
        .visible_alias("ls")
        .about("List the entries of a kind, oldest first")
        .after_help(
            "Without --sort the oldest comes first.\nExample: twinge list runs --last 6w --surface grass\n\
             Example: twinge list runs --sort distance --limit 5 --columns date,distance,surface",
        )
        .arg(hinted(Arg::new("kind"), kinds.clone()).required(true).value_name("KIND").help(kinds.join(", ")))
        .arg(option("since", "WHEN", "From this day on"))
        .arg(option("until", "WHEN", "Up to this day, itself included"))
        .arg(
            option("last", "SPAN", "The last days, weeks, months or years: 10d, 6w, 3m, 1y, all")
                .conflicts_with("since"),
        )
        .arg(hinted(option("surface", "SURFACE", "Only runs on this surface, wholly or in part"), Surface::WORDS))
        .arg(option("sort", "FIELD", "By this field, the least first, with - before it the greatest first"))
        .arg(option("limit", "N", "Only so many, the last of the list; with --sort the first of it").value_parser(
            |text: &str| {
                let limit = text.trim().parse::<usize>().ok().filter(|&limit| limit > 0);
                limit.ok_or("a whole number from 1 on")
            },
        ))
        .arg(
            option("columns", "COLUMNS", "These columns of the table, with commas between them")
                .conflicts_with_all(["csv", "json"]),
        )
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
    let last = matches.get_one::<String>("last");
    let last = last.map(|text| Period::asked(text, journal, context.now())).transpose()?;
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
        let of_entries = ["since", "until", "last", "surface", "sort", "limit", "columns"]
            .map(|name| (name, matches.contains_id(name)));
        let given = of_entries.into_iter().chain([("csv", matches.get_flag("csv"))]).find(|(_, is_given)| *is_given);
        if let Some((name, _)) = given {
            return Err(Refusal::new(format!(
                "--{name} goes with entries; the bin is listed whole: twinge list deleted."
            )));
        }
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
    let items = all.filter(move |item| {
        let day = item.at().day(start);
        span.from.is_none_or(|from| day >= from) && span.until.is_none_or(|until| day <= until)
    });
    let mut items = chosen(kind, Box::new(items), matches)?.peekable();
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
    let picked = matches.get_one::<String>("columns").map(|text| pick(kind, text)).transpose()?;
    Ok(Answer::raw(Box::new(move |to| {
        let mut table = table(journal, kind, items, &reading);
        if let Some(picked) = picked {
            table = table.pick(&picked);
        }
        table.write(columns, to)
    })))
}

type Items = Box<dyn Iterator<Item = &'static dyn Item>>;

/// As many as were asked for, in the order that was.
fn chosen(kind: Kind, items: Items, matches: &ArgMatches) -> Result<Items, Refusal> {
    let limit = matches.get_one::<usize>("limit").copied();
    if let Some(sort) = matches.get_one::<String>("sort") {
        let (name, backwards) = match sort.trim().strip_prefix('-') {
            Some(name) => (name, true),
            None => (sort.trim(), false),
        };
        let path = sorted_by(kind, name)?;
        let mut all: Vec<(SortValue, &dyn Item)> = items.map(|item| (SortValue::of(item, path), item)).collect();
        all.sort_by(|(one, _), (other, _)| one.order(other, backwards));
        return Ok(Box::new(all.into_iter().map(|(_, item)| item).take(limit.unwrap_or(usize::MAX))));
    }
    let Some(limit) = limit else { return Ok(items) };
    let mut last = VecDeque::with_capacity(limit.min(1000));
    for item in items {
        if last.len() == limit {
            last.pop_front();
        }
        last.push_back(item);
    }
    Ok(Box::new(last.into_iter()))
}

/// The place in the JSON of a field by the name that it has here: its own, or the head of its column.
fn sorted_by(kind: Kind, name: &str) -> Result<&'static str, Refusal> {
    let fields = kind.fields();
    let name = match (name, kind) {
        ("date" | "hour", _) => "at",
        ("time", Kind::Run) => "duration",
        ("where", Kind::Pain) => "sites",
        ("pair", Kind::Gear) => "name",
        _ => name,
    };
    let field = fields.iter().find(|about| about.answers_to(name));
    field.map(|about| about.path).ok_or_else(|| {
        let there: Vec<&str> = fields.iter().map(|about| about.key).collect();
        let word = kind.list();
        Refusal::new(format!(
            "{} is no field of {word} to sort by; there are: {}.{}",
            found(name),
            there.join(", "),
            nearest(name, &there)
        ))
    })
}

/// A value by which entries are sorted. One that is not known comes last in either direction.
enum SortValue {
    Number(f64),
    Text(String),
    Unknown,
}

impl SortValue {
    fn of(item: &dyn Item, path: &str) -> Self {
        if path == "at" {
            return Self::Number(item.at().0.timestamp() as f64);
        }
        let value: Value = serde_json::from_str(item.json().text()).unwrap_or_default();
        let value = path.split('.').try_fold(&value, |value, key| value.get(key));
        match value {
            None | Some(Value::Null) => Self::Unknown,
            Some(Value::Number(number)) => number.as_f64().map_or(Self::Unknown, Self::Number),
            Some(Value::String(text)) => Self::Text(text.to_lowercase()),
            Some(other) => Self::Text(other.to_string()),
        }
    }

    fn order(&self, other: &Self, backwards: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Unknown, Self::Unknown) => return Ordering::Equal,
            (Self::Unknown, _) => return Ordering::Greater,
            (_, Self::Unknown) => return Ordering::Less,
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
        };
        if backwards { order.reverse() } else { order }
    }
}

/// The columns that were asked for, by their places in the table of that kind.
fn pick(kind: Kind, text: &str) -> Result<Vec<usize>, Refusal> {
    let heads: Vec<&str> = heads(kind).0.into_iter().map(|head| head.trim_start_matches('>')).collect();
    let place = |name: &str| {
        let place = heads.iter().position(|head| head.eq_ignore_ascii_case(name));
        place.ok_or_else(|| {
            let (word, near) = (kind.list(), nearest(name, &heads));
            Refusal::new(format!("{} is no column of {word}; there are: {}.{near}", found(name), heads.join(", ")))
        })
    };
    text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(place).collect()
}

/// What a row says of an entry, in the order of the heads.
type Cells = fn(&dyn Item, &Reading, &Journal) -> Vec<String>;

/// The heads of the table of a kind, those that begin with `>` set to the right, and what fills it.
fn heads(kind: Kind) -> (Vec<&'static str>, Cells) {
    let (heads, cells): (Vec<&'static str>, Cells) = match kind {
        Kind::Pain => (vec![">level", "moment", "where", "feels", "note"], pain_cells),
        Kind::Run => {
            (vec![">distance", ">time", ">pace", "surface", ">before", ">during", ">after", "signs", "note"], run_cells)
        }
        Kind::Gear => (vec!["pair", ">distance", ">runs", "about"], gear_cells),
        _ => (vec!["what"], |item, reading, _| vec![item.describe(reading.journal.settings())]),
    };
    (["date", ">hour"].into_iter().chain(heads).chain(["id"]).collect(), cells)
}

fn table<'a>(journal: &Journal, kind: Kind, items: impl Iterator<Item = &'a dyn Item>, reading: &Reading) -> TextTable {
    let shorts = Shorts::of(journal.ids());
    let (heads, cells) = heads(kind);
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
