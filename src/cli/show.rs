//! `twinge show`: one entry, field by field.

use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use super::therapy::named;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain;
use crate::domain::journal::Journal;
use crate::domain::record::{Object, Raw};
use crate::domain::refusal::Refusal;
use crate::domain::units::distance;
use crate::domain::when;
use crate::formats::safe_json;
use crate::insight::limits::limits;
use crate::insight::massage::{Source, next_morning};
use crate::insight::measures::mean;
use crate::insight::orthotics::{NOTE, age_days, distance_m, note_m, used};
use crate::insight::run_summary::within_limits;
use crate::page::{Block, Line, Page, Tone};
use crate::render::trends_json;

pub(super) fn command() -> Subcommand {
    let command = Command::new("show")
        .about("Show an entry with all its fields")
        .after_help("Example: twinge show 3f2a")
        .arg(Arg::new("id").required(true).value_name("ID").help("Its id, or the last four or more digits of it"));
    Subcommand { command, run: Handler::Ask(show) }
}

fn show(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let entry = named(journal, matches.get_one::<String>("id").map_or("", String::as_str), context)?;
    let item = entry.item();
    let reading = context.reading(journal);
    let row = |name: &str, value: String| vec![Line::of(name, Tone::Muted), Line::plain(value)];
    let mut rows = vec![row("kind", item.kind().word().into())];
    for field in item.kind().fields() {
        let text = item.text(field.key, &reading).unwrap_or_default();
        rows.push(row(field.key, if text.is_empty() { "–".into() } else { text }));
    }
    if let Some(modified) = item.modified() {
        rows.push(row("modified", when::say(modified, &journal.settings)));
    }
    rows.push(row("id", item.id().to_string()));
    let mut json = Object::of(&item.json());
    for (name, message, value) in derived(journal, &item.entry(), context) {
        rows.push(row(name, message));
        json.extra.set(name, Some(Raw::of(&value)));
    }
    if let domain::entry::Entry::Run(run) = item.entry() {
        let found = limits(journal, &run);
        let message = within_limits(journal, &run).map_or("cleared without limits".into(), |line| line.text());
        rows.push(row("limits", message));
        json.extra.set("limits", Some(Raw::of(&trends_json::limits(&found))));
    }
    let page = Page(vec![Block::Table { heads: vec!["field", "value"], rows }]);
    Ok(Answer { page, json: Some(safe_json::text(&json)), ..Answer::default() })
}

/// What follows from the rest of the journal: name, in words, as JSON.
fn derived(journal: &Journal, entry: &domain::entry::Entry, context: &Context) -> Vec<(&'static str, String, Value)> {
    let units = journal.settings.units;
    match entry {
        domain::entry::Entry::Massage(massage) => {
            let found = next_morning(journal, massage);
            let message = match found {
                Some((level, Source::Typed)) => level.to_string(),
                Some((level, Source::Pain)) => format!("{level}, from the pain log"),
                None => "\u{2013}".into(),
            };
            let value = found.map(|(level, from)| json!({ "level": level, "from": from }));
            vec![("next_morning", message, json!(value))]
        }
        domain::entry::Entry::Gear(gear) => {
            let used = used(journal).get(&gear.id).copied().unwrap_or_default();
            let metres = distance_m(gear, used);
            let note = note_m(journal, gear, metres);
            let days = age_days(journal, gear, context.now().day(journal.day_starts_at()));
            let short = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
            let noted = note.map_or("\u{2013}".into(), |at| format!("over {}: {NOTE}", short(at.into())));
            vec![
                ("distance_m", short(metres), json!(metres)),
                ("runs", used.runs.to_string(), json!(used.runs)),
                ("age_days", days.to_string(), json!(days)),
                ("shoe_note_m", noted, json!(note)),
            ]
        }
        domain::entry::Entry::Measure(measure) => {
            let mean = mean(measure);
            let message = mean.map_or("\u{2013}".into(), |mean| format!("{mean:.1} of 10, higher is better"));
            vec![("mean", message, json!(mean))]
        }
        _ => Vec::new(),
    }
}
