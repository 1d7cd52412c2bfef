//! `twinge inbox`: takes the lines that a phone wrote into the journal, each once, and says what waits and why.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::when;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::inbox::{Made, Waiting};
use crate::page::{Line, Page, Tone};
use crate::store::{Failure, Store, paths};

pub(super) fn command() -> Subcommand {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let command = Command::new("inbox")
        .about("Take in the lines that a phone wrote, each of them once")
        .after_help(
            "The inbox is inbox.txt beside the journal, or what `twinge settings inbox=~/Sync/inbox.txt` names: a file, or a\n\
             folder of notes with the date in their names. A line is a date and what follows twinge:\n\
             2026-11-26 07:12 pain 4. What was understood, and what waits, is in inbox-answers.txt beside it.\n\n\
             Example: twinge inbox -n\nExample: twinge inbox --tidy",
        )
        .arg(
            Arg::new("inbox")
                .value_name("FILE")
                .value_parser(ValueParser::path_buf())
                .help("Another file to read once [default: the inbox]"),
        )
        .arg(flag("dry-run", "Only say what it would take").short('n'))
        .arg(flag("tidy", "Then move the file into inbox-done; what waits begins a new one").conflicts_with_all(["inbox", "dry-run"]));
    Subcommand { command, run: Handler::File(run) }
}

fn run(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    if store.is_demo() {
        return Err(Refusal::new("The demo is in no file; it has no inbox.").into());
    }
    let given = matches.get_one::<PathBuf>("inbox");
    let given = given.map(|path| paths::typed(path, context.home.as_deref())).transpose()?;
    if let Some(path) = given.as_deref().filter(|path| !path.exists()) {
        return Err(Refusal::new(format!("There is no file {}; nothing was read.", path.display())).into());
    }
    let is_dry = matches.get_flag("dry-run");
    let (made, waiting, mut notes, is_there, known) = if is_dry {
        let journal = store.open(context.now())?.journal;
        let inbox = store.look_into_inbox(&journal, given.as_deref(), context.clock)?;
        (inbox.stock.made, inbox.stock.waiting, inbox.unread, inbox.is_there, inbox.stock.known)
    } else {
        let read = store.read_inbox(given.as_deref(), true, context.clock)?;
        (read.made, read.waiting, read.notes, read.is_there, 0)
    };
    let settings = store.open(context.now())?.journal.settings;
    let mut page = told(&made, &waiting, &settings, is_dry);
    if made.is_empty() && waiting.is_empty() {
        page.push(Line::plain(match (is_there, known) {
            (true, _) => "Nothing new is in the inbox.".to_owned(),
            (false, _) => {
                let place = store.inbox_place(&settings)?;
                format!("There is no inbox yet: {}. A phone makes it with its first line.", place.display())
            }
        }));
    }
    let mut tidied = None;
    if matches.get_flag("tidy") {
        let to = store.tidy_inbox(context.clock)?;
        page.push(Line::plain(format!("The inbox is kept as {}.", to.display())));
        tidied = Some(to.display().to_string());
    }
    let json = Some(answer_json(&made, &waiting, &settings, !is_dry, tidied));
    notes.dedup();
    let done = !is_dry && !made.is_empty();
    Ok(Answer { page, json, notes, done, theme: settings.theme, of_no_journal: true, ..Answer::default() })
}

fn told(made: &[Made], waiting: &[Waiting], settings: &Settings, is_dry: bool) -> Page {
    let mut page = Page::default();
    if !made.is_empty() {
        let entries = counted(made.len(), "entry", "entries");
        page.push(match is_dry {
            true => Line::plain(format!("Would be taken: {entries}.")),
            false => Line::of(format!("Saved {entries} from the inbox with one change."), Tone::Good),
        });
    }
    for Made { entry, .. } in made {
        let item = entry.item();
        page.push(Line::plain(format!("  {}  {}", when::say(item.at(), settings), item.describe(settings))));
    }
    for Waiting { line, why, is_early } in waiting {
        let tone = if *is_early { Tone::Muted } else { Tone::Warn };
        page.push(Line::of(format!("Waits: {} ({}, line {})", line.brief(), line.file, line.number), tone));
        page.push(Line::plain(format!("  {why}")));
    }
    page
}

fn answer_json(
    made: &[Made],
    waiting: &[Waiting],
    settings: &Settings,
    written: bool,
    tidied: Option<String>,
) -> String {
    let place =
        |line: &crate::inbox::split::InboxLine| json!({ "file": line.file, "line": line.number, "text": line.shown });
    let made = made.iter().map(|made| {
        let item = made.entry.item();
        json!({ "from": place(&made.line), "id": item.id(), "kind": Kind::word(item.kind()), "at": item.at(), "says": item.describe(settings) })
    });
    let waiting = waiting.iter().map(|one| json!({ "from": place(&one.line), "why": one.why, "passes": one.is_early }));
    let (made, waiting): (Vec<Value>, Vec<Value>) = (made.collect(), waiting.collect());
    safe_json::text(
        &json!({ "written": written && !made.is_empty(), "taken": made, "waiting": waiting, "tidied": tidied }),
    )
}

/// What a command that only shows says of the inbox; nothing where nothing waits there.
pub(super) fn waits(store: &Store, journal: &Journal, context: &Context) -> Option<String> {
    let inbox = store.look_into_inbox(journal, None, context.clock).ok()?;
    match inbox.waits() {
        0 => None,
        1 => Some("1 line waits in the inbox; `twinge inbox` reads it.".into()),
        n => Some(format!("{n} lines wait in the inbox; `twinge inbox` reads them.")),
    }
}

/// Reads the inbox before a command that works on the file itself: what a phone wrote is older than what is asked for
/// now. Returns what to say of it.
pub(super) fn first(store: &Store, context: &Context) -> Result<Vec<String>, Failure> {
    let read = store.read_inbox(None, false, context.clock)?;
    let waiting = read.waiting.iter().filter(|waiting| !waiting.is_early).count();
    Ok(received(&read.made, waiting).into_iter().chain(read.notes).collect())
}

/// What a command that writes says of what it took from the inbox.
pub(super) fn received(made: &[Made], waiting: usize) -> Vec<String> {
    let mut notes = Vec::new();
    if !made.is_empty() {
        let entries = counted(made.len(), "entry", "entries");
        notes.push(format!("From the inbox, first: {entries}. A `twinge undo` of its own takes that back."));
    }
    if waiting > 0 {
        let (lines, wait) = (counted(waiting, "line", "lines"), if waiting == 1 { "waits" } else { "wait" });
        notes.push(format!("{lines} {wait} in the inbox; `twinge inbox` says why."));
    }
    notes
}
