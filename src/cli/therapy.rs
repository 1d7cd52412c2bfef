//! `twinge exercise`: the programme as it stands, or one more exercise in it.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use super::add;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain;
use crate::domain::change::Change;
use crate::domain::change::{beside_starters, ended};
use crate::domain::entry::Item;
use crate::domain::id::Ending;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::therapy::{Exercise, starters};
use crate::formats::safe_json;
use crate::insight::therapy::{self, PlannedCount, Standing, Therapy, careful};
use crate::page::{Block, Line, Page, Tone};

pub(super) fn command() -> Subcommand {
    let example = "twinge exercise clamshell --sets 2 --reps 10 --each-side --days 3 --by physio\n         \
                   twinge exercise          the programme, what is due today, done and planned";
    let about = "Show the exercise programme, or add an exercise to it";
    let command = add::command(Kind::Exercise, about, &["name"], example)
        .mut_arg("name", |arg| arg.required(false).value_name("NAME"))
        .arg(
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .requires("name")
                .help("Start the programme again with this exercise: the others leave it, their sessions are kept"),
        );
    let either = Handler::Either(|matches| match matches.contains_id("name") {
        true => Handler::Change(plan),
        false => Handler::Ask(show),
    });
    Subcommand { command, run: either }
}

/// The entry whose id ends so: one of the journal, or one of the exercises that are built in.
///
/// # Errors
/// A sentence where there is none, or more than one.
pub fn named(journal: &Journal, text: &str, context: &Context) -> Result<domain::entry::Entry, Refusal> {
    let refusal = match journal.named(text) {
        Ok(item) => return Ok(item.entry()),
        Err(refusal) => refusal,
    };
    let Ok(ending) = Ending::read(text) else { return Err(refusal) };
    let built_in = if journal.exercises.is_empty() { starters(journal, context.now()) } else { Vec::new() };
    built_in.into_iter().find(|one| ending.matches(one.id)).map(|one| one.entry()).ok_or(refusal)
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    if !matches.get_flag("replace") {
        let PlannedChange { change, say } = add::plan(Kind::Exercise, journal, matches, context)?;
        let beside = beside_starters(journal, &change);
        let say = move |journal: &Journal| {
            let mut outcome = say(journal);
            beside.into_iter().for_each(|message| outcome.page.push(Line::plain(message)));
            outcome
        };
        return Ok(PlannedChange { change, say: Box::new(say) });
    }
    let ends = ended(journal, context.now());
    // the new one is read as it will stand: beside others that are over
    let over = |change: &Change| match change {
        Change::Edit { now, .. } => match &**now {
            domain::entry::Entry::Exercise(exercise) => Some(exercise.clone()),
            _ => None,
        },
        _ => None,
    };
    let left: Vec<Exercise> = ends.iter().filter_map(over).collect();
    let (count, id, now) = (left.len(), context.id, context.now());
    let settings = journal.settings.clone();
    let alone = Journal { exercises: left, settings, ..Journal::default() };
    let entry = add::entry(Kind::Exercise, &alone, &add::texts(Kind::Exercise, matches, context), context)?;
    let change = Change::All(ends.into_iter().chain([Change::Add(Box::new(entry))]).collect());
    let say = move |journal: &Journal| {
        let mut outcome = add::saved(journal, id, now);
        outcome.page.push(Line::plain(format!(
            "Other exercises removed from the programme: {count}. `twinge undo` brings them back."
        )));
        outcome
    };
    Ok(PlannedChange { change, say: Box::new(say) })
}

fn show(journal: &Journal, _: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let found = therapy::therapy(journal, context.now());
    let mut page = Page::default();
    if let Some(held) = found.held {
        page.push(Line::of(held, Tone::Warn));
    }
    if !found.programme.is_empty() {
        let rows = found.programme.iter().map(|one| {
            let exercise = &one.exercise;
            let pain: Vec<String> = one.pain.iter().map(|(_, level)| level.to_string()).collect();
            let pain = if pain.is_empty() { String::new() } else { format!("{} (n {})", pain.join(" "), pain.len()) };
            let cells = [stands(one.standing).into(), exercise.called().to_owned(), exercise.dose(), pain];
            let last = one.last.map(|day| day.to_string()).unwrap_or_default();
            let cells = cells.into_iter().chain([last, one.caution.unwrap_or_default().into()]);
            let id = Line::of(journal.short(exercise.id), Tone::Muted);
            cells.map(Line::plain).chain([id]).collect()
        });
        let heads = vec!["today", "exercise", "dose", "pain in it", "last", "caution", "id"];
        page.0.push(Block::Table { heads, rows: rows.collect() });
    }
    for (days, count) in [(7, found.week), (28, found.month)] {
        page.push(Line::plain(done_of(days, count)));
    }
    if !found.own && found.held.is_none() {
        page.push(Line::of(
            "These eight are built in. A list from your physio takes their place: add --by physio to its first exercise.",
            Tone::Muted,
        ));
    }
    Ok(Answer { page, json: Some(safe_json::text(&answer(&found))), ..Answer::default() })
}

/// How an exercise stands, as a column shows it.
fn stands(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "done",
        Standing::Rest => "told to rest",
        Standing::Due => "due",
        Standing::Later => "\u{2013}",
    }
}

/// Done of planned, with what it counts.
pub fn done_of(days: u32, count: PlannedCount) -> String {
    let rested = if count.rested > 0 { format!(", times told to rest: {}", count.rested) } else { String::new() };
    format!(
        "last {days} days: {} of {} planned exercises done, on {} of the days{rested}",
        count.done, count.planned, count.days
    )
}

fn answer(found: &Therapy) -> Value {
    let count = |count: PlannedCount| json!({ "done": count.done, "planned": count.planned, "days": count.days, "told_to_rest": count.rested });
    let programme = found.programme.iter().map(|one| {
        let mut value = serde_json::from_str::<Value>(one.exercise.json().text()).unwrap_or_default();
        let pain: Vec<Value> =
            one.pain.iter().map(|(day, level): &(NaiveDate, _)| json!({ "day": day, "level": level })).collect();
        value["today"] = json!(one.standing.word());
        value["last"] = json!(one.last);
        value["levels"] = json!(pain);
        value["caution"] = json!(one.caution);
        value["careful"] = json!(one.exercise.group.and_then(careful));
        value
    });
    json!({
        "programme": programme.collect::<Vec<_>>(),
        "own": found.own,
        "held": found.held,
        "days_7": count(found.week),
        "days_28": count(found.month),
    })
}
