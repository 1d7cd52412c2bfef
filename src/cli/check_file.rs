//! `twinge check-file`: reads the journal and its backups as if for the first time, and says what it finds.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::print;
use crate::cli::answer::Answer;
use crate::cli::command::{Ask, Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::hidden::{self, Hidden};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::insight::ahead;
use crate::merge::clocks;
use crate::page::{Line, Page, Tone};
use crate::store::backups::{self, Backup};
use crate::store::{Failure, Problem, Store, copies, paths};

pub(super) fn command() -> Subcommand {
    let command = Command::new("check-file")
        .about("Check the journal and its backups; exit code 1 where the journal cannot be read")
        .after_help("Example: twinge check-file\nExample: twinge check-file --repair")
        .arg(
            Arg::new("repair")
                .long("repair")
                .action(ArgAction::SetTrue)
                .help("Bring back lists whose key is misspelt or damaged, where that is sure; asks first"),
        )
        .arg(Arg::new("yes").long("yes").requires("repair").action(ArgAction::SetTrue).help("Repair without asking"));
    Subcommand { command, run: Handler::Consent(run) }
}

fn run(store: &Store, matches: &ArgMatches, context: &Context, ask: Ask) -> Result<Answer, Failure> {
    if matches.get_flag("repair") { repair(store, matches, context, ask) } else { check(store, context) }
}

/// Brings back what is proven, once it was said.
fn repair(store: &Store, matches: &ArgMatches, context: &Context, ask: Ask) -> Result<Answer, Failure> {
    let journal = store.open(context.now())?.journal;
    let all = hidden::hidden(&journal);
    let mut page = Page::default();
    for one in &all {
        page.push(Line::plain(match one.meant.filter(|_| one.is_proven) {
            Some(meant) => {
                let within = one.within.as_ref().map(|within| format!(" in {within}")).unwrap_or_default();
                let what = match one.count {
                    0 => "What is there".to_owned(),
                    n => counted(n, "entry", "entries"),
                };
                format!("{what} under \u{201c}{}\u{201d}{within}: to \u{201c}{meant}\u{201d}.", one.key)
            }
            None => format!("Not repaired: {}; {}.", one.describe(), one.mend()),
        }));
    }
    if !all.iter().any(|one| one.is_proven) {
        page.push(Line::plain("There is nothing that can be repaired; nothing was changed."));
        return Ok(Answer { json: Some(repaired(&[], None)), page, failed: !all.is_empty(), ..Answer::default() });
    }
    if !matches.get_flag("yes") {
        match ask(&format!("{}Repair it? A copy of the file is kept first.", print::lines(&page, None))) {
            Some(true) => page = Page::default(),
            Some(false) => return Ok(Answer::unchanged(print::UNCHANGED)),
            None => {
                let json = Some(repaired(&[], None));
                return Ok(Answer {
                    page,
                    json,
                    ..Answer::unchanged("Nothing was changed. To do it: twinge check-file --repair --yes")
                });
            }
        }
    }
    let (done, kept) = store.repair(context.now())?;
    let kept = kept.map(|kept| kept.display().to_string());
    let count = match done.iter().map(|one| one.count).sum() {
        0 => counted(done.len(), "key", "keys"),
        entries => counted(entries, "entry", "entries"),
    };
    let copy = kept
        .as_ref()
        .map(|kept| format!(" The file as it was is kept as {kept}; what came before cannot be undone."))
        .unwrap_or_default();
    page.push(Line::of(format!("Saved: {count} brought back.{copy}"), Tone::Good));
    Ok(Answer { json: Some(repaired(&done, kept.as_deref())), page, done: true, ..Answer::default() })
}

fn repaired(done: &[Hidden], kept: Option<&str>) -> String {
    let lists =
        done.iter().map(|one| json!({ "key": one.key, "in": one.within, "meant": one.meant, "entries": one.count }));
    safe_json::text(&json!({ "repaired": lists.collect::<Vec<_>>(), "kept": kept }))
}

fn check(store: &Store, context: &Context) -> Result<Answer, Failure> {
    let real = paths::resolve(store.path())?;
    let mut page = Page::default();
    let opened = store.open(context.now());
    let (ok, mut answer) = match &opened {
        Ok(opened) if opened.stamp.is_none() => {
            page.push(Line::plain(format!("{}: there is no journal yet.", real.display())));
            (true, json!({ "entries": counts(&opened.journal) }))
        }
        Ok(opened) => {
            let journal = &opened.journal;
            let (word, tone) = match hidden::describe(&hidden::hidden(journal)) {
                Some(_) => ("can be read, but twinge does not show all of it", Tone::Warn),
                None => ("good", Tone::Good),
            };
            let message = format!("{}: {word}, version {}, {}.", real.display(), journal.version, journal.by_kind());
            page.push(Line::of(message, tone));
            let ahead = ahead_of_the_clock(journal, &mut page);
            let hidden = out_of_sight(journal, &mut page);
            let missing: Vec<&str> = store.missing_lists().into_iter().map(Kind::list).collect();
            if !missing.is_empty() {
                let message = format!("Lists that the file lacks, taken as empty: {}.", missing.join(", "));
                page.push(Line::of(message, Tone::Warn));
            }
            let answer = json!({
                "version": journal.version, "entries": counts(journal), "ahead": ahead, "hidden": hidden,
                "missing": missing,
            });
            (true, answer)
        }
        Err(problem) => {
            page.push(Line::of(problem.to_string(), Tone::Bad));
            let fault = match problem {
                Problem::Damaged { fault, .. } => {
                    json!({ "line": fault.line, "column": fault.column, "says": fault.message })
                }
                other => json!({ "line": null, "column": null, "says": other.to_string() }),
            };
            (false, json!({ "fault": fault }))
        }
    };
    let mut notes: Vec<String> = copies::describe(&context.copies).into_iter().collect();
    let clocks = opened.as_ref().ok().and_then(|opened| clocks::ahead(&opened.journal, context.now()));
    notes.extend(clocks.map(|ahead| ahead.describe()));
    notes.extend(store.driver_missing());
    notes.extend(paths::looks_open(&real));
    notes.extend(paths::has_other_names(&real));
    notes.extend(opened.into_iter().flat_map(|opened| [opened.read_only, opened.journal.untold]).flatten());
    notes.extend(store.drafts().map_or_else(|problem| Some(problem.to_string()), |found| found.note));
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
    Ok(Answer {
        page,
        json: Some(safe_json::text(&answer)),
        failed: !ok,
        of_no_journal: true,
        copies_told: true,
        ..Answer::default()
    })
}

/// Names what lies ahead of the clock, and what to type.
fn ahead_of_the_clock(journal: &Journal, page: &mut Page) -> Value {
    let all = ahead::ahead(journal);
    if let Some(message) = ahead::describe(journal) {
        page.push(Line::of(message, Tone::Warn));
    }
    for one in &all {
        page.push(Line::of(format!("  {}: {}", one.message, one.mend), Tone::Warn));
    }
    all.iter().map(|one| json!({ "id": one.id, "kind": one.kind, "says": one.message })).collect()
}

/// Names lists of entries under keys that are not the file's, and what brings them back.
fn out_of_sight(journal: &Journal, page: &mut Page) -> Value {
    let all = hidden::hidden(journal);
    if !all.is_empty() {
        page.push(Line::of("Keys that twinge does not know, counted nowhere:", Tone::Warn));
    }
    for one in &all {
        page.push(Line::of(format!("  {}: {}", one.describe(), one.mend()), Tone::Warn));
    }
    let told = |one: &Hidden| {
        json!({
            "key": one.key, "in": one.within, "entries": one.count, "meant": one.meant, "repairable": one.is_proven,
        })
    };
    all.iter().map(told).collect()
}

fn counts(journal: &Journal) -> Value {
    Kind::ALL.iter().map(|&kind| (kind.list().to_owned(), Value::from(journal.count(kind)))).collect()
}

fn one_backup(backup: &Backup, page: &mut Page) -> Value {
    let found = backups::open(&backup.path);
    let message = match &found {
        Ok(journal) => format!("  {}  {}", backup.day, counted(journal.len(), "entry", "entries")),
        Err(why) => format!("  {}  cannot be read: {why}", backup.day),
    };
    page.push(Line::plain(message));
    json!({
        "day": backup.day,
        "file": backup.path.to_string_lossy(),
        "ok": found.is_ok(),
        "entries": found.as_ref().ok().map(Journal::len),
    })
}
