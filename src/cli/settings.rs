//! `twinge settings`: shows the settings, or changes them.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::field::Field;
use crate::domain::journal::Journal;
use crate::domain::record::Object;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::settings_fields::FIELDS;
use crate::domain::words::nearest;
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};

pub(super) fn command() -> Subcommand {
    let command = Command::new("settings")
        .about("Show the settings, or change them")
        .after_help("Example: twinge settings units=mi week_starts_on=sunday")
        .arg(
            Arg::new("fields")
                .value_name("SETTING[=VALUE]")
                .action(ArgAction::Append)
                .num_args(0..)
                .help("A setting and its new value; a setting alone shows what it is"),
        );
    let either = Handler::Either(|matches| match given(matches).any(|given| given.contains('=')) {
        true => Handler::Change(plan),
        false => Handler::Ask(show),
    });
    Subcommand { command, run: either }
}

/// The arguments; the two of `settings units mi` are one.
fn given(matches: &ArgMatches) -> impl Iterator<Item = String> {
    let all: Vec<&String> = matches.get_many("fields").into_iter().flatten().collect();
    let is_name = |text: &str| field(text).is_ok();
    let all = match all[..] {
        [name, value] if is_name(name) && !is_name(value) && !value.contains('=') => vec![format!("{name}={value}")],
        _ => all.into_iter().cloned().collect(),
    };
    all.into_iter()
}

/// The setting of that name.
fn field(name: &str) -> Result<&'static Field<Settings>, Refusal> {
    let name = name.trim();
    FIELDS.iter().find(|field| field.about.answers_to(name)).ok_or_else(|| {
        let there: Vec<&str> = FIELDS.iter().map(|field| field.about.key).collect();
        let near = nearest(name, &there);
        Refusal::new(format!("There is no setting \u{201c}{name}\u{201d}; there are: {}.{near}", there.join(", ")))
    })
}

/// All settings, or those that are named, each with its value and what it means.
fn show(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let named = given(matches).map(|name| field(&name)).collect::<Result<Vec<_>, _>>()?;
    let shown: Vec<&Field<Settings>> = if named.is_empty() { FIELDS.iter().collect() } else { named };
    let reading = &context.reading(journal);
    let row = |field: &Field<Settings>| {
        let value = (field.write)(&journal.settings, reading);
        let value = if value.is_empty() { "none".into() } else { value };
        vec![Line::of(field.about.key, Tone::Muted), Line::plain(value), Line::of(field.about.help, Tone::Muted)]
    };
    let rows = shown.iter().copied().map(row).collect();
    let page = Page(vec![Block::Table { heads: vec!["setting", "value", "meaning"], rows }]);
    let mut json = Object::of(&journal.settings);
    let is_shown = |key: &str| shown.len() == FIELDS.len() || shown.iter().any(|field| field.about.path == key);
    for key in json.clone().extra.keys().filter(|key| !is_shown(key)) {
        json.extra.set(key, None);
    }
    Ok(Answer { page, json: Some(safe_json::text(&json)), ..Answer::default() })
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let mut now = journal.settings.clone();
    let mut said = Vec::new();
    for given in given(matches) {
        let Some((name, value)) = given.split_once('=') else {
            let key = field(&given)?.about.key;
            let message =
                format!("{key} has no value beside others that have one; write {key}=VALUE, or ask for it alone.");
            return Err(Refusal::new(message));
        };
        let field = field(name)?;
        (field.read)(&mut now, value, &context.reading(journal))?;
        let value = (field.write)(&now, &context.reading(journal));
        said.push(format!("{} {}", field.about.key, if value.is_empty() { "none" } else { &value }));
    }
    let json = safe_json::text(&now);
    let change = Change::Settings { was: Box::new(journal.settings.clone()), now: Box::new(now) };
    let outcome = Answer { json: Some(json), ..Answer::line(format!("Saved {}", said.join(" · "))) };
    Ok(PlannedChange { change, say: Box::new(move |_| outcome) })
}
