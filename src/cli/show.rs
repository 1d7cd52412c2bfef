//! `twinge show`: one entry, field by field.

use clap::{Arg, ArgMatches, Command};

use super::therapy::named;
use super::{Asked, Entry, Outcome, Run};
use crate::domain;
use crate::domain::journal::Journal;
use crate::domain::record::{Object, Raw};
use crate::domain::refusal::Refusal;
use crate::domain::when;
use crate::formats::safe_json;
use crate::insight::limits::limits;
use crate::page::{Block, Line, Page, Tone};

pub(super) fn command() -> Entry {
    let command = Command::new("show")
        .about("Show an entry with all its fields")
        .after_help("Example: twinge show 3f2a")
        .arg(Arg::new("id").required(true).value_name("ID").help("Its id, or the last four or more digits of it"));
    Entry { command, run: Run::Ask(show) }
}

fn show(journal: &Journal, matches: &ArgMatches, asked: &Asked) -> Result<Outcome, Refusal> {
    let entry = named(journal, matches.get_one::<String>("id").map_or("", String::as_str), asked)?;
    let item = entry.item();
    let reading = asked.reading(journal);
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
    if let domain::entry::Entry::Run(run) = item.entry() {
        let found = limits(journal, &run);
        let outside = if found.outside.is_empty() { String::new() } else { format!(": {}", found.outside.join(", ")) };
        rows.push(row("limits", format!("{}{outside}", found.says.word().replace('_', " "))));
        let answer = serde_json::json!({ "says": found.says.word(), "outside": found.outside });
        json.extra.set("limits", Some(Raw::of(&answer)));
    }
    let page = Page(vec![Block::Table { heads: vec!["field", "value"], rows }]);
    Ok(Outcome { page, json: Some(safe_json::text(&json)), ..Outcome::default() })
}
