//! `twinge undo` takes back the file's last change, then one further back; `twinge redo` does again what was taken back.

use clap::{Arg, ArgMatches, Command};
use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::{TakenBack, UNDO_DEPTH};
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::page::{Line, Page};
use crate::store::{Failure, Store};

pub(super) fn undo() -> Subcommand {
    let command = Command::new("undo")
        .about("Take back the last change of the file, whoever made it; again: one further back")
        .after_help("Example: twinge undo 2")
        .arg(count());
    let run =
        Handler::File(|store, matches, context| many(store, matches, context, ["undone", "Undone"], Journal::undo));
    Subcommand { command, run }
}

pub(super) fn redo() -> Subcommand {
    let command = Command::new("redo")
        .about("Do again what undo took back last; again: one further on")
        .after_help("Example: twinge redo 2")
        .arg(count());
    let run =
        Handler::File(|store, matches, context| many(store, matches, context, ["redone", "Done again"], Journal::redo));
    Subcommand { command, run }
}

fn count() -> Arg {
    Arg::new("count")
        .value_name("N")
        .default_value("1")
        .value_parser(|text: &str| {
            let count = text.trim().parse::<u8>().ok().filter(|&count| (1..=UNDO_DEPTH).contains(&usize::from(count)));
            count.ok_or_else(|| format!("a whole number from 1 to {UNDO_DEPTH}"))
        })
        .help("How many changes, 1 to 50: all of them, or none")
}

fn many(
    store: &Store,
    matches: &ArgMatches,
    context: &Context,
    [word, message]: [&str; 2],
    take: fn(&mut Journal, At) -> Result<TakenBack, Refusal>,
) -> Result<Answer, Failure> {
    let count = matches.get_one::<u8>("count").copied().unwrap_or(1);
    let saved = store.commit(context.now(), |journal| {
        let one = |n| {
            take(journal, context.now()).map_err(|refusal| match n {
                0 => refusal,
                n => Refusal::new(format!("Only {n} of {count} can be {word}, so none was: {}", refusal.message)),
            })
        };
        (0..count).map(one).collect::<Result<Vec<TakenBack>, Refusal>>()
    })?;
    let mut page = Page::default();
    let (mut notes, mut all) = (Vec::new(), Vec::new());
    for taken in saved.outcome {
        page.push(Line::plain(format!("{message}: {}", taken.message)));
        notes.extend(taken.dropped);
        all.push(taken.message);
    }
    notes.extend(saved.upgraded.into_iter().chain(saved.notes));
    Ok(Answer {
        page,
        json: Some(crate::formats::safe_json::text(&json!({ word: all }))),
        notes,
        done: true,
        ..Answer::default()
    })
}
