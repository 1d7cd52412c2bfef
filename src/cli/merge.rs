//! `twinge merge`: puts other copies of the journal into it, and says what was decided.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::inbox;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::kind::Kind;
use crate::domain::record::Raw;
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::merge::clocks;
use crate::merge::decision::{Decision, Outcome};
use crate::page::{Line, Page, Tone};
use crate::render::merge::told;
use crate::store::copies::FoundCopy;
use crate::store::merge::read_copy;
use crate::store::{Failure, Store, copies, paths};

pub(super) fn command() -> Subcommand {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let command = Command::new("merge")
        .about("Put another copy of the journal into it, entry by entry, field by field")
        .after_help(
            "Without FILE: the copies that a sync engine left beside the journal; they are then kept under backups/.\n\
             One merge is one change; `twinge undo` takes it back.\n\n\
             Example: twinge merge -n\nExample: twinge merge ~/Sync/journal.sync-conflict-20261126-071200-D4LGQYW.json",
        )
        .arg(
            Arg::new("copy")
                .value_name("FILE")
                .num_args(0..)
                .value_parser(ValueParser::path_buf())
                .help("The other copies [default: those beside the journal]"),
        )
        .arg(
            Arg::new("dry-run")
                .short('n')
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Only say what it would change"),
        )
        .arg(flag("both", "Put two journals into one that are not copies of one another"))
        .arg(flag("restamp", "Put times of changes that lie ahead of this clock to now; alone, or after a merge"))
        .arg(
            flag("from-conflict", "Take both sides out of a journal with conflict markers in it, and merge them")
                .conflicts_with_all(["copy", "both", "restamp"]),
        )
        .arg(
            Arg::new("ignore")
                .long("ignore")
                .value_name("FILE")
                .value_parser(ValueParser::path_buf())
                .conflicts_with_all(["copy", "both", "restamp", "from-conflict", "dry-run"])
                .help("Say nothing more of this copy, which is kept on purpose"),
        );
    Subcommand { command, run: Handler::File(run) }
}

fn run(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    if store.is_demo() {
        return Err(Refusal::new("The demo is in no file; merge works on one.").into());
    }
    let is_dry = matches.get_flag("dry-run");
    let looks = is_dry || matches.contains_id("ignore") || matches.get_flag("from-conflict");
    let notes = if looks { Vec::new() } else { inbox::first(store, context)? };
    let mut answer = if let Some(copy) = matches.get_one::<PathBuf>("ignore") {
        let copy = paths::typed(copy, context.home.as_deref())?;
        store.ignore_copy(&copy)?;
        Answer::line(format!("{} is not mentioned any more, as long as it stays as it is.", copy.display()))
    } else if matches.get_flag("from-conflict") {
        from_conflict(store, matches, context)?
    } else {
        merge(store, matches, context)?
    };
    answer.notes.splice(0..0, notes);
    answer.copies_told = true;
    answer.of_no_journal = true;
    Ok(answer)
}

fn from_conflict(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let is_written = !matches.get_flag("dry-run");
    let (plan, aside) = store.merge_sides(is_written, context.now())?;
    let names = ["the other side".to_owned()];
    let mut page = told(&plan.decisions, &names);
    let kept =
        aside.as_ref().map(|aside| format!(" The file as it was is kept as {}.", aside.display())).unwrap_or_default();
    let entries = counted(plan.journal.len(), "entry", "entries");
    page.push(match is_written {
        true => Line::of(format!("Both sides are merged: {entries}.{kept}"), Tone::Good),
        false => Line::plain(format!("Both sides can be read; merged there would be {entries}. Nothing was written.")),
    });
    let json = Some(answer_json(&plan.decisions, &names, is_written, &[]));
    Ok(Answer { page, json, done: is_written, ..Answer::default() })
}

fn merge(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let (now, is_dry, restamp) = (context.now(), matches.get_flag("dry-run"), matches.get_flag("restamp"));
    let both = matches.get_flag("both");
    let beside = store.copies();
    let given: Vec<PathBuf> = matches
        .get_many::<PathBuf>("copy")
        .into_iter()
        .flatten()
        .map(|path| paths::typed(path, context.home.as_deref()))
        .collect::<Result<_, _>>()?;
    let mut page = Page::default();
    let chosen = if given.is_empty() {
        for copy in beside.iter().filter(|copy| !copy.is_journal) {
            page.push(Line::of(format!("Left alone: {}.", copy.describe()), Tone::Warn));
        }
        beside.iter().filter(|copy| copy.is_journal).map(|copy| copy.path.clone()).collect()
    } else {
        given
    };
    if chosen.is_empty() && !restamp {
        page.push(Line::plain(
            "There is no other copy beside the journal; nothing was changed. `twinge merge FILE` names one.",
        ));
        let json = Some(answer_json(&[], &[], false, &[]));
        return Ok(Answer { page, json, ..Answer::default() });
    }
    let mut others = Vec::new();
    for path in &chosen {
        others.push((path.clone(), read_copy(path)?));
    }
    let names: Vec<String> =
        chosen.iter().map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect();
    let (mut notes, mut is_written) = (Vec::new(), false);
    let saved = if is_dry { None } else { store.merge(&others, both, now)? };
    let (decisions, journal, changes) = match saved {
        Some(saved) => {
            notes.extend(saved.upgraded.into_iter().chain(saved.notes));
            is_written = true;
            (saved.outcome, saved.journal, true)
        }
        None => {
            let plan = store.plan_merge(&others, both, now)?;
            (plan.decisions, plan.journal, plan.changes && is_dry)
        }
    };
    told(&decisions, &names).0.into_iter().for_each(|block| page.0.push(block));
    let mut aside = Vec::new();
    if !is_dry {
        aside = set_aside(store, &beside, &chosen, &mut notes);
    }
    if !chosen.is_empty() {
        page.push(match (changes, is_dry) {
            (false, _) => Line::plain("The journal has all of it already; nothing was changed."),
            (true, true) => Line::plain("Nothing was written; without -n this is saved."),
            (true, false) => Line::of("Merged and saved; `twinge undo` takes it back.", Tone::Good),
        });
    }
    for (from, to) in &aside {
        page.push(Line::of(format!("{from} is kept as {to}."), Tone::Muted));
    }
    if restamp && !is_dry {
        let n = store.restamp(now)?;
        let changes = counted(n, "change that was", "changes that were");
        page.push(Line::plain(format!(
            "Times of {changes} ahead of this clock are now of today; this cannot be undone."
        )));
    } else if let Some(ahead) = clocks::ahead(&journal, now) {
        page.push(Line::of(ahead.describe(), Tone::Warn));
    }
    let json = Some(answer_json(&decisions, &names, is_written, &aside));
    std::mem::forget(journal);
    Ok(Answer { page, json, notes, done: is_written, ..Answer::default() })
}

/// Moves copies from beside the journal under the backups. Returns their names and where they are now.
fn set_aside(
    store: &Store,
    beside: &[FoundCopy],
    merged: &[PathBuf],
    notes: &mut Vec<String>,
) -> Vec<(String, String)> {
    let mut aside = Vec::new();
    for copy in beside.iter().filter(|copy| merged.iter().any(|path| copies::is_that(copy, path))) {
        match store.set_copy_aside(copy) {
            Ok(Some(to)) => aside.push((copy.name(), to.display().to_string())),
            Ok(None) => notes.push(format!("{} was written again meanwhile; merge it once more.", copy.name())),
            Err(problem) => notes.push(problem.to_string()),
        }
    }
    aside
}

fn answer_json(decisions: &[Vec<Decision>], names: &[String], written: bool, aside: &[(String, String)]) -> String {
    let value = |raw: &Option<Raw>| raw.as_ref().and_then(|raw| serde_json::from_str::<Value>(raw.text()).ok());
    let one = |one: &Decision, name: &str| {
        let mut told = json!({
            "id": one.id, "kind": one.kind.map(Kind::word), "about": one.subject, "decision": one.word(),
            "says": one.describe(name),
        });
        if let (Outcome::Conflict { field, kept, other, ours, .. }, Some(told)) = (&one.outcome, told.as_object_mut()) {
            told.insert("field".into(), json!(field));
            told.insert("kept".into(), json!(value(kept)));
            told.insert("in_the_bin".into(), json!(value(other)));
            told.insert("kept_from_here".into(), json!(ours));
        }
        told
    };
    let files = decisions.iter().zip(names).map(|(all, name)| {
        json!({ "file": name, "decisions": all.iter().map(|decision| one(decision, name)).collect::<Vec<_>>() })
    });
    let aside = aside.iter().map(|(from, to)| json!({ "file": from, "kept_as": to }));
    safe_json::text(&json!({
        "written": written, "files": files.collect::<Vec<_>>(), "set_aside": aside.collect::<Vec<_>>(),
    }))
}
