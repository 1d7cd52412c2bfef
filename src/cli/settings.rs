//! `twinge settings`: shows the settings, or changes them.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::field::Reading;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings_fields::FIELDS;
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};

pub(super) fn command() -> Subcommand {
    let command = Command::new("settings")
        .about("Show the settings, or change them")
        .after_help("Example: twinge settings units=mi week_starts_on=sunday")
        .arg(
            Arg::new("fields")
                .value_name("SETTING=VALUE")
                .action(ArgAction::Append)
                .num_args(0..)
                .help("A setting and its new value"),
        );
    let either = Handler::Either(|matches| match matches.contains_id("fields") {
        true => Handler::Change(plan),
        false => Handler::Ask(|journal, _, context| Ok(outcome(journal, &context.reading(journal)))),
    });
    Subcommand { command, run: either }
}

fn outcome(journal: &Journal, reading: &Reading) -> Answer {
    let row = |field: &crate::domain::field::Field<_>| {
        let value = (field.write)(&journal.settings, reading);
        let value = if value.is_empty() { "none".into() } else { value };
        vec![Line::of(field.about.key, Tone::Muted), Line::plain(value), Line::of(field.about.help, Tone::Muted)]
    };
    let rows = FIELDS.iter().map(row).collect();
    let page = Page(vec![Block::Table { heads: vec!["setting", "value", "meaning"], rows }]);
    Answer { page, json: Some(safe_json::text(&journal.settings)), ..Answer::default() }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let mut now = journal.settings.clone();
    let mut said = Vec::new();
    for given in matches.get_many::<String>("fields").into_iter().flatten() {
        let (name, value) = given.split_once('=').unwrap_or((given, ""));
        let Some(field) = FIELDS.iter().find(|field| field.about.answers_to(name.trim())) else {
            let there: Vec<&str> = FIELDS.iter().map(|field| field.about.key).collect();
            let (name, there) = (name.trim(), there.join(", "));
            return Err(Refusal::new(format!("There is no setting \u{201c}{name}\u{201d}; there are: {there}.")));
        };
        (field.read)(&mut now, value, &context.reading(journal))?;
        let value = (field.write)(&now, &context.reading(journal));
        said.push(format!("{} {}", field.about.key, if value.is_empty() { "none" } else { &value }));
    }
    let json = safe_json::text(&now);
    let change = Change::Settings { was: Box::new(journal.settings.clone()), now: Box::new(now) };
    let outcome = Answer { json: Some(json), ..Answer::line(format!("Saved {}", said.join(" · "))) };
    Ok(PlannedChange { change, say: Box::new(move |_| outcome) })
}
