//! `twinge sit`: minutes of sitting until it hurt, typed or timed.

use clap::ArgMatches;

use super::add;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain;
use crate::domain::change::Change;
use crate::domain::entry::Item;
use crate::domain::every_kind::Record;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::sitting::Sitting;
use crate::domain::when::{self, When};
use crate::formats::safe_json;
use crate::insight::sitting::{left_behind, minutes_between, running};
use crate::page::{Line, Page};

pub(super) fn command() -> Subcommand {
    let example = "twinge sit 25 --level 3 --seat \"office chair\"\n         twinge sit 60 --painless --at \"yesterday 15:00\"\n         twinge sit            starts a timer; again, when it begins to hurt, stops it";
    let about = "Note how long sitting went well: minutes, or a timer with start, stop, drop";
    let minutes = "Minutes until it began to hurt; or start, stop, drop; left out: start, and stop the next time";
    let command = add::command(Kind::Sitting, about, &["minutes"], example).name("sit");
    let command = command
        .mut_arg("minutes", |arg| arg.required(false).value_name("MINUTES|start|stop|drop").help(minutes))
        .mut_arg("painless", |arg| arg.help("It did not hurt for all those minutes; with stop: I got up without pain"));
    Subcommand { command, run: Handler::Change(plan) }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let going = running(journal, context.now());
    let what = matches.get_one::<String>("minutes").map(|text| text.trim().to_lowercase());
    match (what.as_deref(), going) {
        (Some("start"), Some(one)) => {
            let since = when::say_time(one.at.local().time(), &journal.settings);
            Err(Refusal::new(format!("A sitting is timed already, since {since}; `twinge sit stop` stops the timer.")))
        }
        (Some("start") | None, None) => start(journal, matches, context),
        (Some("stop") | None, Some(one)) => stop(journal, matches, context, one),
        (Some("drop"), Some(one)) => {
            let outcome =
                Answer { json: Some(safe_json::text(&one.json())), ..Answer::line("Dropped the timed sitting.") };
            Ok(PlannedChange { change: Change::Delete(one.id), say: Box::new(move |_| outcome) })
        }
        (Some("drop"), None) if let Some(one) = left_behind(journal, context.now()) => {
            let message = format!("Dropped the sitting of {}, whose timer was never stopped.", begun(one, journal));
            let outcome = Answer { json: Some(safe_json::text(&one.json())), ..Answer::line(message) };
            Ok(PlannedChange { change: Change::Delete(one.id), say: Box::new(move |_| outcome) })
        }
        (Some("stop"), None) if let Some(one) = left_behind(journal, context.now()) => {
            let (when, id) = (begun(one, journal), journal.short(one.id));
            Err(Refusal::new(format!(
                "The timer of {when} was never stopped, and it is too late to stop it now; `twinge sit drop` deletes that sitting, `twinge edit {id} minutes=25` notes how long it was."
            )))
        }
        (Some("stop" | "drop"), None) => {
            let message = "No sitting is timed; `twinge sit start` begins one, `twinge sit 25` notes minutes.";
            Err(Refusal::new(message))
        }
        (Some(_), _) => add::plan(Kind::Sitting, journal, matches, context),
    }
}

/// When a sitting was begun.
fn begun(one: &Sitting, journal: &Journal) -> String {
    when::say(one.at, &journal.settings)
}

/// What was typed beside the minutes.
fn typed(matches: &ArgMatches, context: &Context) -> Vec<(&'static str, String)> {
    let all = add::texts(Kind::Sitting, matches, context).into_iter();
    all.filter(|(key, text)| *key != "minutes" && !text.trim().is_empty()).collect()
}

fn first(mut refusals: Vec<Refusal>) -> Refusal {
    if refusals.is_empty() { Refusal::new("That is not acceptable.") } else { refusals.swap_remove(0) }
}

fn start(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    if matches.get_flag("painless") || matches.contains_id("level") {
        return Err(Refusal::new("--level and --painless go with minutes or with stop; no sitting is timed yet."));
    }
    let blank = domain::entry::Entry::Sitting(Sitting::blank(context.id, context.now()));
    let entry = blank.edited(&typed(matches, context), &context.reading(journal)).map_err(first)?;
    let (id, present) = (context.id, context.now());
    let old = left_behind(journal, context.now()).map(|one| (begun(one, journal), journal.short(one.id)));
    let say = move |journal: &Journal| {
        let at = journal.find(id).map(|item| when::say(item.at(), &journal.settings)).unwrap_or_default();
        let line = format!(
            "Sitting since {at}; `twinge sit` again when it begins to hurt, `twinge sit stop --painless` if it does not · id {}",
            journal.short(id)
        );
        let mut page = Page::line(line);
        if let Some((when, old)) = old {
            page.push(Line::plain(format!("The timer of {when} was never stopped: `twinge edit {old} minutes=25` notes how long it was, `twinge delete {old}` deletes that sitting.")));
        }
        Answer { page, json: add::saved(journal, id, present).json, ..Answer::default() }
    };
    Ok(PlannedChange { change: Change::Add(Box::new(entry)), say: Box::new(say) })
}

/// Ends the sitting that is timed: now, or at the given time.
fn stop(journal: &Journal, matches: &ArgMatches, context: &Context, one: &Sitting) -> Result<PlannedChange, Refusal> {
    let mut texts = typed(matches, context);
    let start = journal.day_starts_at();
    let end = match texts.iter().position(|(key, _)| *key == "at") {
        Some(place) => {
            let (_, text) = texts.remove(place);
            When::read(&text, context.clock, start)?.at(one.usual_hour(), context.clock, start)?
        }
        None => context.now(),
    };
    if end < one.at || end > context.now() {
        let since = when::say(one.at, &journal.settings);
        return Err(Refusal::new(format!("The time must lie between {since}, when the sitting began, and now.")));
    }
    texts.push(("minutes", minutes_between(one.at, end).to_string()));
    let was = one.entry();
    let now = was.edited(&texts, &context.reading(journal)).map_err(first)?;
    let (id, present) = (one.id, context.now());
    let change = Change::Edit { was: Box::new(was), now: Box::new(now) };
    Ok(PlannedChange { change, say: Box::new(move |journal| add::saved(journal, id, present)) })
}
