//! `twinge check-file`: reads the journal and its backups as if for the first time, and says what it finds.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::{Asked, Entry, Outcome, Run};
use crate::domain::entry::Kind;
use crate::domain::journal::Journal;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::insight::ahead;
use crate::page::{Line, Page, Tone};
use crate::store::backups::{self, Backup};
use crate::store::{Failure, Problem, Store, paths};

pub(super) fn command() -> Entry {
    let command = Command::new("check-file")
        .about("Check the journal and its backups; exit code 1 where the journal cannot be read")
        .after_help("Example: twinge check-file");
    Entry { command, run: Run::File(check) }
}

fn check(store: &Store, _: &ArgMatches, asked: &Asked) -> Result<Outcome, Failure> {
    let real = paths::resolve(store.path())?;
    let mut page = Page::default();
    let opened = store.open(asked.now());
    let (ok, mut answer) = match &opened {
        Ok(opened) if opened.stamp.is_none() => {
            page.push(Line::plain(format!("{}: there is no journal yet.", real.display())));
            (true, json!({ "entries": counts(&opened.journal) }))
        }
        Ok(opened) => {
            let journal = &opened.journal;
            let says = format!("{}: good, version {}, {}.", real.display(), journal.version, by_kind(journal));
            page.push(Line::of(says, Tone::Good));
            let ahead = ahead_of_the_clock(journal, &mut page);
            (true, json!({ "version": journal.version, "entries": counts(journal), "ahead": ahead }))
        }
        Err(problem) => {
            page.push(Line::of(problem.to_string(), Tone::Bad));
            let fault = match problem {
                Problem::Damaged { fault, .. } => {
                    json!({ "line": fault.line, "column": fault.column, "says": fault.says })
                }
                other => json!({ "line": null, "column": null, "says": other.to_string() }),
            };
            (false, json!({ "fault": fault }))
        }
    };
    let mut notes = paths::looks_open(&real);
    notes.extend(paths::has_other_names(&real));
    notes.extend(opened.into_iter().flat_map(|opened| [opened.read_only, opened.journal.untold]).flatten());
    notes.extend(store.drafts().err().map(|problem| problem.to_string()));
    for note in &notes {
        page.push(Line::of(note, Tone::Warn));
    }
    let all = backups::list(&real);
    page.push(Line::of(
        format!("Backups: {}", if all.is_empty() { "none yet".into() } else { all.len().to_string() }),
        Tone::Muted,
    ));
    let backups: Vec<Value> = all.iter().rev().map(|backup| one_backup(backup, &mut page)).collect();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("file".into(), real.to_string_lossy().into());
        fields.insert("ok".into(), ok.into());
        fields.insert("notes".into(), notes.into());
        fields.insert("backups".into(), backups.into());
        fields.entry("fault").or_insert(Value::Null);
    }
    Ok(Outcome { page, json: Some(safe_json::text(&answer)), failed: !ok, of_no_journal: true, ..Outcome::default() })
}

/// Names what lies ahead of the clock, and what to type.
fn ahead_of_the_clock(journal: &Journal, page: &mut Page) -> Value {
    let all = ahead::ahead(journal);
    if let Some(says) = ahead::says(journal) {
        page.push(Line::of(says, Tone::Warn));
    }
    for one in &all {
        page.push(Line::of(format!("  {}: {}", one.says, one.mend), Tone::Warn));
    }
    all.iter().map(|one| json!({ "id": one.id, "kind": one.kind, "says": one.says })).collect()
}

fn counts(journal: &Journal) -> Value {
    Kind::ALL.iter().map(|&kind| (kind.list().to_owned(), Value::from(journal.count(kind)))).collect()
}

fn by_kind(journal: &Journal) -> String {
    let there = Kind::ALL.iter().filter(|&&kind| journal.count(kind) > 0);
    let parts: Vec<String> = there.map(|&kind| format!("{} {}", journal.count(kind), kind.list())).collect();
    if parts.is_empty() { "no entries".into() } else { parts.join(", ") }
}

fn one_backup(backup: &Backup, page: &mut Page) -> Value {
    let found = backups::open(&backup.path);
    let says = match &found {
        Ok(journal) => format!("  {}  {}", backup.day, counted(journal.len(), "entry", "entries")),
        Err(why) => format!("  {}  cannot be read: {why}", backup.day),
    };
    page.push(Line::plain(says));
    json!({
        "day": backup.day,
        "file": backup.path.to_string_lossy(),
        "ok": found.is_ok(),
        "entries": found.as_ref().ok().map(Journal::len),
    })
}
