//! Adding an entry of any kind: flags and reading come from the kind's fields.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::Value;

use super::hints::hinted;
use super::piped;
use crate::cli::answer::Answer;
use crate::cli::command::PlannedChange;
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::field::{FieldInfo, Input, Reading};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::when::{self, When};
use crate::formats::safe_json;
use crate::insight::duplicate_run::alike;
use crate::insight::run_summary;
use crate::lines::{self, words::quoted};
use crate::page::{Line, Page};
use crate::render::trends_json;

/// The argument that takes more of an entry in words.
const WORDS: &str = "words";
/// The fields that are given by their place where more follows in words.
const PLACED: &[&str] = &["level", "distance", "surface", "duration", "minutes"];

/// The arguments of a command that adds an entry: these fields by place, all others as flags.
pub fn command(kind: Kind, about: &'static str, by_place: &[&str], example: &'static str) -> Command {
    let mut command = Command::new(kind.word()).about(about).after_help(format!("Example: {example}"));
    for field in kind.fields() {
        command = command.arg(match by_place.iter().position(|&key| key == field.key) {
            Some(place) => positional(field, place + 1),
            None => flag(field),
        });
    }
    command
}

/// A field by its place. A negative number is taken as one, so that its refusal can say what is accepted.
fn positional(field: &FieldInfo, place: usize) -> Arg {
    let arg = Arg::new(field.key).index(place).value_name(value_name(field)).help(help(field));
    match field.input {
        Input::Lines => arg.num_args(1..).action(ArgAction::Append).required(field.required).value_name("TEXT"),
        Input::Surfaces => hinted(arg, Surface::WORDS).required(field.required || place == 1),
        // a level of -1 or a distance of -5k is refused by what it is, not taken for a flag
        _ => arg.required(field.required || place == 1).allow_negative_numbers(true),
    }
}

fn flag(field: &FieldInfo) -> Arg {
    let arg = Arg::new(field.key).long(field.flag.replace('_', "-")).help(help(field));
    match field.input {
        Input::Yes => arg.action(ArgAction::SetTrue),
        Input::Several(words) | Input::Tags(words) => {
            hinted(arg, words).action(ArgAction::Append).value_name(value_name(field))
        }
        Input::One(words) | Input::Named(words) => {
            hinted(arg, words).value_name(value_name(field)).allow_hyphen_values(true)
        }
        Input::Surfaces => hinted(arg, Surface::WORDS).value_name(value_name(field)).allow_hyphen_values(true),
        _ => arg.value_name(value_name(field)).allow_hyphen_values(true),
    }
}

fn value_name(field: &FieldInfo) -> String {
    let name = match field.input {
        Input::When => "WHEN",
        Input::Level if field.required => "LEVEL",
        Input::Level => "N",
        Input::Distance => "DISTANCE",
        Input::Duration => "TIME",
        Input::Surfaces => "SURFACE",
        Input::Text if field.example.parse::<u32>().is_ok() => "N",
        Input::Named(_) | Input::Text | Input::Lines => "TEXT",
        Input::Several(_) if field.flag == "where" => "SITE[:SIDE]",
        Input::One(_) | Input::Several(_) | Input::Tags(_) | Input::Yes => field.flag,
    };
    name.to_uppercase().replace('_', "-")
}

fn help(field: &FieldInfo) -> String {
    match field.input {
        Input::Surfaces => format!("{}: {}", field.help, Surface::WORDS.join(", ")),
        Input::One(words) | Input::Several(words) => format!("{}: {}", field.help, words.join(", ")),
        Input::Tags(words) => format!("{}: any word, such as {}", field.help, words.join(", ")),
        _ => field.help.to_owned(),
    }
}

/// The argument for more of an entry in words, in any order, behind the fields that have their place.
pub fn words(place: usize) -> Arg {
    Arg::new(WORDS)
        .index(place)
        .num_args(0..)
        .allow_negative_numbers(true)
        .value_name("WORDS")
        .help("More of it in words, in any order: morning, yesterday 7am, before 2, note slept badly")
}

/// The words of a shell as one line.
pub fn line<'a>(words: impl Iterator<Item = &'a String>, reading: &Reading) -> String {
    let word = |word: &String| {
        // what a shell had in quotes is a text, unless it is a date or the whole line
        let is_text = word.contains(char::is_whitespace)
            && When::read(word, reading.clock, reading.journal.settings().day_starts_at.0).is_err();
        if is_text { quoted(word) } else { word.clone() }
    };
    words.map(word).collect::<Vec<_>>().join(" ")
}

/// What is given with words behind it, read as the line that it is; what stands in options joins it.
fn spoken(
    kind: Kind,
    matches: &ArgMatches,
    given: Vec<(&'static str, String)>,
    reading: &Reading,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    let Ok(Some(words)) = matches.try_get_many::<String>(WORDS) else { return Ok(given) };
    let is_placed = |key: &str| PLACED.contains(&key);
    let (placed, options): (Vec<_>, Vec<_>) = given.into_iter().partition(|(key, _)| is_placed(key));
    let line = line(placed.iter().map(|(_, text)| text).chain(words), reading);
    let mut texts = lines::typed(&format!("{} {line}", kind.word()), reading)?.texts;
    for (key, text) in options {
        if texts.iter().any(|(known, _)| *known == key) {
            let name = key.replace('_', "-");
            return Err(Refusal::new(format!("--{name} is said in words too; say it once.")));
        }
        texts.push((key, text));
    }
    Ok(texts)
}

/// The texts given, by field.
pub(super) fn texts(kind: Kind, matches: &ArgMatches, context: &Context) -> Vec<(&'static str, String)> {
    let given = |field: &&'static FieldInfo| match field.input {
        Input::Yes => matches.get_flag(field.key).then(|| "yes".to_owned()),
        _ => matches.get_many::<String>(field.key).map(|values| {
            let between = if field.input == Input::Lines { " " } else { "," };
            let text = values.map(String::as_str).collect::<Vec<_>>().join(between);
            if piped::takes(field) { context.piped.text(&text) } else { text }
        }),
    };
    kind.fields().into_iter().filter_map(|field| given(&field).map(|text| (field.key, text))).collect()
}

/// The plan to add an entry.
///
/// # Errors
/// The first thing that is wrong with what was given.
pub fn plan(kind: Kind, journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let given = spoken(kind, matches, texts(kind, matches, context), &context.reading(journal))?;
    let entry = entry(kind, journal, &given, context)?;
    let (id, now) = (context.id, context.now());
    let typed = given.iter().find(|(key, _)| *key == "at").map_or("", |(_, text)| text);
    let nearer = match &entry {
        Entry::Visit(visit) => visit.nearer_than(typed, &context.reading(journal)),
        _ => None,
    };
    let say = move |journal: &Journal| {
        let mut outcome = saved(journal, id, now);
        if let Some(message) = nearer {
            outcome.page.push(Line::plain(format!("That day is {message}; give the year to mean another.")));
        }
        outcome
    };
    Ok(PlannedChange { change: Change::Add(Box::new(entry)), say: Box::new(say) })
}

/// The entry to add, from these texts.
///
/// # Errors
/// The first thing that is wrong with what was given.
pub fn entry(
    kind: Kind,
    journal: &Journal,
    given: &[(&'static str, String)],
    context: &Context,
) -> Result<Entry, Refusal> {
    let reading = context.reading(journal);
    // an argument that is there but blank was meant to say something
    for field in kind.fields() {
        let blank = given.iter().any(|(key, text)| *key == field.key && text.trim().is_empty());
        if blank && field.input != Input::Yes {
            let (name, example) = (field.flag.replace('_', "-"), field.example);
            return Err(
                Refusal::new(format!("The {name} is empty; give one such as \u{201c}{example}\u{201d}.")).of(field.key)
            );
        }
    }
    Entry::create(kind, context.id, given, &reading)
        .map_err(|refusals| refusals.into_iter().next().unwrap_or_else(|| Refusal::new("That is not acceptable.")))
}

/// The same of several entries, one after the other; their JSON is a list.
pub fn all_saved(journal: &Journal, ids: &[Id], now: At) -> Answer {
    let mut all: Vec<Answer> = ids.iter().map(|id| saved(journal, *id, now)).collect();
    if all.len() == 1 {
        return all.remove(0);
    }
    let json = all.iter().filter_map(|one| one.json.as_deref()).collect::<Vec<_>>().join(",");
    let page = Page(all.into_iter().flat_map(|one| one.page.0).collect());
    Answer { page, json: Some(format!("[{json}]")), ..Answer::default() }
}

/// What is said of an entry that is on the disk now: how it was understood, its id, and of a run what is news in it.
pub fn saved(journal: &Journal, id: Id, now: At) -> Answer {
    let Some(item) = journal.find(id) else { return Answer::line("Saved.") };
    let (mut message, at) = (item.describe(&journal.settings), when::say(item.at(), &journal.settings));
    let like = alike(journal, &item.entry()).map(|other| format!(" · {}", other.describe(journal))).unwrap_or_default();
    let mut json = safe_json::text(&item.json());
    let mut news = Vec::new();
    if let Entry::Run(run) = item.entry() {
        let worn = journal.gear.iter().filter(|gear| run.gear.contains(&gear.id));
        let worn: Vec<&str> = worn.filter_map(|gear| gear.name.as_deref()).collect();
        message.push_str(&if worn.is_empty() { String::new() } else { format!(", in {}", worn.join(" and ")) });
        let today = now.day(journal.day_starts_at());
        news = run_summary::news(journal, &run, today);
        let fields = serde_json::from_str::<Value>(&json).ok();
        if let Some(Value::Object(mut fields)) = fields {
            fields.insert("judged".into(), trends_json::judged(journal, &run, today));
            json = safe_json::text(&fields);
        }
    }
    let line = format!("Saved {message} · {at}{like} · id {}", journal.short(id));
    let mut page = Page::line(line);
    news.into_iter().for_each(|line| page.push(line));
    Answer { page, json: Some(json), ..Answer::default() }
}
