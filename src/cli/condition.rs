//! `twinge condition`: shows the condition as told to me, or changes it.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::piped;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::condition::{Condition, Diagnosis, FIELDS};
use crate::domain::field::Reading;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};

/// The name under which one diagnosis is taken in beside the others.
const ONE: &str = "diagnosis";

pub(super) fn command() -> Subcommand {
    let command = Command::new("condition")
        .about("Show the condition as told to you, or change it")
        .after_help(
            "Example: twinge condition name=\"piriformis syndrome\" side=right onset=2026-09-01\n         \
             twinge condition diagnosis=\"sciatica, ruled-out, by Dr Invented, on 2026-11-20\"\n         \
             twinge condition age_group=43 bones=\"stress fracture, 2019\" sleep=\"not affected\" stiffness=20\n\n\
             A diagnosis is its name, then suspected, confirmed or ruled-out, by whom and on which day; the one of that \
             name is replaced, the others stay. An empty value takes a field away.",
        )
        .arg(
            Arg::new("fields")
                .value_name("FIELD=VALUE")
                .action(ArgAction::Append)
                .num_args(0..)
                .help("name, side, onset, onset_note, diagnosis, diagnoses; age_group, bones, work, sleep, stiffness"),
        );
    let either = Handler::Either(|matches| match matches.contains_id("fields") {
        true => Handler::Change(plan),
        false => Handler::Ask(|journal, _, context| Ok(outcome(journal, &context.reading(journal)))),
    });
    Subcommand { command, run: either }
}

fn outcome(journal: &Journal, reading: &Reading) -> Answer {
    let shown = |text: String| Line::plain(if text.is_empty() { "\u{2013}".into() } else { text });
    let row = |field: &crate::domain::field::Field<Condition>| {
        let value = shown((field.write)(&journal.condition, reading));
        vec![Line::of(field.about.key, Tone::Muted), value, Line::of(field.about.help, Tone::Muted)]
    };
    let known = |field: &&crate::domain::field::Field<Condition>| field.about.key != "diagnoses";
    let mut rows: Vec<Vec<Line>> = FIELDS.iter().filter(known).map(row).collect();
    for diagnosis in &journal.condition.diagnoses {
        rows.push(vec![Line::of(ONE, Tone::Muted), Line::plain(diagnosis.text()), Line::default()]);
    }
    let page = Page(vec![Block::Table { heads: vec!["field", "as told to me", "meaning"], rows }]);
    Answer { page, json: Some(safe_json::text(&journal.condition)), ..Answer::default() }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let reading = context.reading(journal);
    let mut now = journal.condition.clone();
    let mut said = Vec::new();
    for given in matches.get_many::<String>("fields").into_iter().flatten() {
        let (name, value) = given.split_once('=').unwrap_or((given, ""));
        if name.trim() == ONE {
            let diagnosis = Diagnosis::read(value, &reading)?;
            said.push(format!("{ONE} {}", diagnosis.text()));
            now.put(diagnosis);
            continue;
        }
        let Some(field) = FIELDS.iter().find(|field| field.about.answers_to(name.trim())) else {
            let there: Vec<&str> = FIELDS.iter().map(|field| field.about.key).chain([ONE]).collect();
            let (name, there) = (name.trim(), there.join(", "));
            return Err(Refusal::new(format!(
                "There is no field \u{201c}{name}\u{201d} of the condition; there are: {there}."
            )));
        };
        let value = if piped::takes(&field.about) { context.piped.text(value) } else { value.to_owned() };
        (field.read)(&mut now, &value, &reading)?;
        let value = (field.write)(&now, &reading);
        said.push(format!("{} {}", field.about.key, if value.is_empty() { "\u{2013}" } else { &value }));
    }
    let json = safe_json::text(&now);
    let change = Change::Condition { was: Box::new(journal.condition.clone()), now: Box::new(now) };
    let outcome = Answer { json: Some(json), ..Answer::line(format!("Saved {}", said.join(" · "))) };
    Ok(PlannedChange { change, say: Box::new(move |_| outcome) })
}
