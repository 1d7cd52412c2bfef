//! The bin: `twinge list deleted`, `undelete`, `delete --forever` and `purge`.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use super::print;
use crate::cli::answer::Answer;
use crate::cli::command::{Ask, Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::hidden;
use crate::domain::id::{Id, Shorts};
use crate::domain::journal::Journal;
use crate::domain::record::Raw;
use crate::domain::refusal::Refusal;
use crate::domain::when;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};
use crate::store::{Failure, Store};

pub(super) fn undelete() -> Subcommand {
    let command = Command::new("undelete")
        .about("Bring back what was deleted in the last 90 days")
        .after_help("Example: twinge undelete 3f2a")
        .arg(
            Arg::new("id")
                .required(true)
                .num_args(1..)
                .value_name("ID")
                .help("Its id, or the last four or more digits of it, as `twinge list deleted` shows them"),
        );
    Subcommand { command, run: Handler::Change(give_back) }
}

pub(super) fn purge() -> Subcommand {
    let command = Command::new("purge")
        .about("Empty the bin for good, and forget what could be undone")
        .after_help("Example: twinge purge --yes")
        .arg(
            Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("Do it without asking: this cannot be undone"),
        );
    Subcommand { command, run: Handler::Consent(empty) }
}

/// What is in the bin, the last deleted first.
pub(super) fn list(journal: &Journal, matches: &ArgMatches) -> Answer {
    if matches.get_flag("json") {
        let deleted = journal.bin().map(|(deleted, _)| Raw::of(deleted));
        let all: Vec<Raw> = deleted.chain(journal.lost.iter().map(Raw::of)).collect();
        return Answer { json: Some(safe_json::text(&all)), ..Answer::default() };
    }
    let all = journal.in_the_bin();
    if all.is_empty() {
        return Answer::line("The bin is empty; what is deleted stays there for 90 days.");
    }
    let shorts = Shorts::of(all.iter().filter_map(|one| one.id));
    let rows = all.iter().map(|one| {
        let kind = if one.is_entry { one.kind.clone() } else { format!("{} (not taken)", one.kind) };
        let cells = [when::say(one.at, &journal.settings), kind, one.message.clone()].map(Line::plain);
        let id = one.id.map(|id| shorts.short(id)).unwrap_or_default();
        cells.into_iter().chain([Line::of(id, Tone::Muted)]).collect()
    });
    let table = Block::Table { heads: vec!["deleted", "kind", "what", "id"], rows: rows.collect() };
    let mut page = Page(vec![table]);
    page.push(Line::of("`twinge undelete ID` brings an entry back.", Tone::Muted));
    if all.iter().any(|one| !one.is_entry) {
        let message =
            "Not taken: values that were replaced when two copies were merged; :bin on the screen brings them back.";
        page.push(Line::of(message, Tone::Muted));
    }
    Answer { page, ..Answer::default() }
}

fn give_back(journal: &Journal, matches: &ArgMatches, _: &Context) -> Result<PlannedChange, Refusal> {
    let ids = matches.get_many::<String>("id").into_iter().flatten();
    let entries = ids.map(|id| journal.binned(id)).collect::<Result<Vec<_>, Refusal>>()?;
    let mut page = Page::default();
    for entry in &entries {
        let (message, at) = (entry.item().describe(&journal.settings), when::say(entry.item().at(), &journal.settings));
        page.push(Line::plain(format!("Brought back: {message} · {at}")));
    }
    let json = safe_json::text(&entries.iter().map(|entry| entry.item().json()).collect::<Vec<_>>());
    let back = |entry| Change::Restore { entry: Box::new(entry), over: None };
    let outcome = Answer { page, json: Some(json), ..Answer::default() };
    Ok(PlannedChange { change: Change::All(entries.into_iter().map(back).collect()), say: Box::new(move |_| outcome) })
}

/// `delete ID --forever`: the entry may be there, or in the bin.
pub(super) fn forever(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let text = matches.get_one::<String>("id").map_or("", String::as_str);
    let saved = store.commit(context.now(), |journal| {
        refuse_hidden(journal)?;
        let there = journal.named(text).map(|item| item.entry());
        let is_there = there.is_ok();
        let entry = there.or_else(|refusal| journal.binned(text).map_err(|_| refusal))?;
        let (id, kind, at) = (entry.item().id(), entry.item().kind(), entry.item().at());
        if is_there {
            journal.make(Change::Delete(id), context.now())?;
        }
        journal.let_go(&[id]);
        Ok((id, format!("{} of {}", kind.word(), when::say(at, &journal.settings))))
    })?;
    let (id, what) = saved.outcome;
    let mut outcome =
        gone(store, &saved.journal, &[id], format!("Deleted for good: the {what}; this cannot be undone."));
    outcome.notes.extend(saved.upgraded.into_iter().chain(saved.notes));
    outcome.notes.extend(store.forget_drafts_of(&[id]).err().map(|problem| problem.to_string()));
    Ok(outcome)
}

fn empty(store: &Store, matches: &ArgMatches, context: &Context, ask: Ask) -> Result<Answer, Failure> {
    if !matches.get_flag("yes") {
        let message = "Purge empties the bin for good and forgets what could be undone.";
        match ask(&format!("{message} Do it?")) {
            Some(true) => {}
            Some(false) => return Ok(Answer::unchanged(print::UNCHANGED)),
            None => {
                let how = format!("{message} Nothing was changed. To do it: twinge purge --yes");
                return Ok(Answer::unchanged(&how));
            }
        }
    }
    let saved = store.commit(context.now(), |journal| {
        refuse_hidden(journal)?;
        let ids: Vec<Id> = journal.deleted.iter().filter(|one| one.entry.is_some()).map(|one| one.id).collect();
        journal.let_go(&ids);
        (journal.undo, journal.redo, journal.lost) = Default::default();
        Ok(ids)
    })?;
    let count = counted(saved.outcome.len(), "deleted entry", "deleted entries");
    let mut outcome = gone(
        store,
        &saved.journal,
        &saved.outcome,
        format!("Deleted for good: {count}, and all that could be undone."),
    );
    outcome.notes.extend(saved.upgraded.into_iter().chain(saved.notes));
    outcome.notes.extend(saved.journal.untold.clone());
    // also of those that were deleted long ago
    let left = saved.journal.deleted.iter().map(|one| one.id).filter(|id| saved.journal.find(*id).is_none());
    let left: Vec<Id> = left.collect();
    outcome.notes.extend(store.forget_drafts_of(&left).err().map(|problem| problem.to_string()));
    Ok(outcome)
}

/// Nothing is gone for good while something of the file is out of sight: its text would stay there.
fn refuse_hidden(journal: &Journal) -> Result<(), Refusal> {
    let why = "Text would stay there, so nothing was changed; `twinge check-file` tells what to do.";
    hidden::describe(&hidden::hidden(journal)).map_or(Ok(()), |hidden| Err(Refusal::new(format!("{hidden} {why}"))))
}

/// What is said of entries that are gone for good: also which other files still hold them.
fn gone(store: &Store, journal: &Journal, ids: &[Id], message: String) -> Answer {
    let files: Vec<String> = store.telling_of(journal, ids).iter().map(|path| path.display().to_string()).collect();
    let mut page = Page::line(message);
    for file in &files {
        page.push(Line::plain(format!("{file} still holds it; delete that file to remove it there too.")));
    }
    let ids: Vec<String> = ids.iter().map(Id::to_string).collect();
    let json = Some(safe_json::text(&json!({ "ids": ids, "held_by": files })));
    Answer { page, json, done: true, ..Answer::default() }
}
