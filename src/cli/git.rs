//! What git needs: the driver that merges a journal, its text for `git diff`, and setting a clone up for both.

use std::path::PathBuf;

use std::process::Command as Process;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, Command};
use serde_json::json;

use super::print;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::record::Object;
use crate::domain::refusal::Refusal;
use crate::domain::steps::Step;
use crate::formats::safe_json;
use crate::page::{Line, Page, Tone};
use crate::render::merge::told;
use crate::store::git::drive;
use crate::store::merge::read_copy;

fn path(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(name.to_uppercase()).required(true).value_parser(ValueParser::path_buf()).help(help)
}

pub(super) fn driver() -> Subcommand {
    let command = Command::new("merge-driver")
        .about("Merge what git hands over; git calls it once git-setup was done")
        .after_help("Exit code 1, and OURS as it was, where one of them is no journal.\n\nExample: twinge merge-driver %O %A %B")
        .arg(path("base", "What both came from (%O)"))
        .arg(path("ours", "This side; takes the result (%A)"))
        .arg(path("theirs", "The other side (%B)"));
    let run = Handler::File(|_, matches, _| {
        let one = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
        let decisions = drive(&one("base"), &one("ours"), &one("theirs"))?;
        // git shows what is on standard error
        let notes = print::lines(&told(&[decisions], &["the other branch".to_owned()]), None);
        let notes = notes.lines().map(|line| line.trim().to_owned()).collect();
        Ok(Answer { notes, copies_told: true, of_no_journal: true, ..Answer::default() })
    });
    Subcommand { command, run }
}

pub(super) fn diff_text() -> Subcommand {
    let command = Command::new("diff-text")
        .about("Print a journal with each entry in words; git diff calls it once git-setup was done")
        .after_help("Example: twinge diff-text journal.json")
        .arg(path("journal", "The file"));
    let run = Handler::File(|_, matches, _| {
        let path = matches.get_one::<PathBuf>("journal").cloned().unwrap_or_default();
        let page = words(&read_copy(&path)?);
        Ok(Answer { page, copies_told: true, of_no_journal: true, ..Answer::default() })
    });
    Subcommand { command, run }
}

/// A journal line by line, each entry in words.
fn words(journal: &Journal) -> Page {
    let mut page = Page::default();
    for (name, part) in [("settings", Object::of(&journal.settings)), ("condition", Object::of(&journal.condition))] {
        for (key, value) in part.extra.iter().filter(|(key, _)| *key != "stamps") {
            page.push(Line::plain(format!("{name} {key}: {}", value.text())));
        }
    }
    for &step in Step::ALL {
        let progress = journal.steps.get(step);
        let since = progress.since.map(|since| format!(" since {since}")).unwrap_or_default();
        page.push(Line::plain(format!("step {}: {}{since}", step.word(), progress.describe())));
    }
    for item in Kind::ALL.iter().flat_map(|&kind| journal.items(kind)) {
        let (kind, at) = (item.kind().word(), item.at().local().format("%Y-%m-%d %H:%M"));
        let note = Object::of(&item.json()).extra.get("note").map(|note| format!(" {}", note.text()));
        let (said, note) = (item.describe(&journal.settings), note.unwrap_or_default());
        page.push(Line::plain(format!("{kind} {at} {said}{note} [{}]", item.id())));
    }
    for deleted in &journal.deleted {
        page.push(Line::plain(format!("deleted {} [{}]", deleted.kind.word(), deleted.id)));
    }
    page
}

pub(super) fn setup() -> Subcommand {
    let command = Command::new("git-setup")
        .about("Teach this clone of git to merge the journal entry by entry; only says what it would do, --yes does it")
        .after_help(
            "Writes .gitattributes and .gitignore beside the journal and two settings of this clone. In a folder of\n\
             Syncthing also .stignore, which every computer needs for itself.\n\nExample: twinge git-setup --yes",
        )
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("Do it"));
    let run = Handler::File(|store, matches, _| {
        if store.is_demo() {
            return Err(Refusal::new("The demo is in no file; git-setup is for one.").into());
        }
        let (steps, is_done) = (store.setup_steps()?, matches.get_flag("yes"));
        let mut page = Page::default();
        for step in &steps {
            page.push(Line::plain(step.describe()));
        }
        if is_done {
            store.set_up(&steps)?;
        }
        // git takes our side alone, without a word in the file, where the driver cannot be found
        if Process::new("twinge").arg("--version").output().is_err() {
            page.push(Line::of(
                "git will not find `twinge`: put the program into a folder of PATH first, else a merge takes one side only.",
                Tone::Warn,
            ));
        }
        page.push(match (steps.is_empty(), is_done) {
            (true, _) => Line::plain("All of it is set up already; nothing was changed."),
            (false, true) => Line::of("Done. Every clone needs this once.", Tone::Good),
            (false, false) => Line::plain("Nothing was changed. To do it: twinge git-setup --yes"),
        });
        let told: Vec<String> = steps.iter().map(|step| step.describe()).collect();
        let json = Some(safe_json::text(&json!({ "done": is_done && !steps.is_empty(), "steps": told })));
        Ok(Answer { page, json, of_no_journal: true, done: is_done, ..Answer::default() })
    });
    Subcommand { command, run }
}
