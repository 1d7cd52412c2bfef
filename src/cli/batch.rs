//! `twinge batch`: a line each, from standard input or a file, saved with one change.

use clap::{Arg, ArgMatches, Command};

use super::add;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::insight::orthotics::usual;
use crate::lines;
use crate::page::Page;

/// So many faults are told; the rest are counted.
const TOLD: usize = 20;

pub(super) fn command() -> Subcommand {
    let command = Command::new("batch")
        .about("Log several entries, a line each, from standard input; all of them or none")
        .after_help(
            "A line is what follows twinge: pain 4 morning, run 5k grass 32:10 before 2, note slept badly.\n\
             Empty lines, and lines that begin with #, are left out.\n\
             Example: twinge batch - < lines.txt",
        )
        .arg(Arg::new("lines").value_name("-").default_value("-").help("- for standard input"));
    Subcommand { command, run: Handler::Change(plan) }
}

/// `twinge add`: what the other commands of the first group take, as one line.
pub(super) fn add() -> Subcommand {
    let command = Command::new("add")
        .about("Log an entry from a line such as pain 4 morning, or run 5k grass 32:10")
        .after_help("The line is one of `twinge batch`.\nExample: twinge add pain 4 morning")
        .arg(
            Arg::new("words")
                .required(true)
                .num_args(1..)
                .value_name("LINE")
                .allow_negative_numbers(true)
                .help("What it is, then the rest in words"),
        );
    Subcommand { command, run: Handler::Change(add_one) }
}

fn add_one(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let words: Vec<&String> = matches.get_many("words").into_iter().flatten().collect();
    let reading = context.reading(journal);
    let line = match words[..] {
        [line] => line.clone(), // all of it in quotes
        _ => add::line(words.into_iter(), &reading),
    };
    let entry = entry(&line, context.id, &reading, journal)?;
    let (id, now) = (context.id, context.now());
    Ok(PlannedChange {
        change: Change::Add(Box::new(entry)),
        say: Box::new(move |journal| add::saved(journal, id, now)),
    })
}

/// The entry of a line; a run in what is usually worn.
fn entry(line: &str, id: Id, reading: &Reading, journal: &Journal) -> Result<Entry, Refusal> {
    let mut entry = lines::entry(line, id, reading)?;
    if let Entry::Run(run) = &mut entry
        && run.gear.is_empty()
    {
        run.gear = usual(journal, run.at.day(journal.day_starts_at()));
    }
    Ok(entry)
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let given = matches.get_one::<String>("lines").map_or("-", String::as_str);
    if given != "-" {
        return Err(Refusal::new("batch reads standard input: twinge batch - < FILE."));
    }
    let text = context.piped.text(given);
    let (mut changes, mut faults) = (Vec::new(), Vec::new());
    let reading = context.reading(journal);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match entry(line, context.id.after(changes.len() as u64), &reading, journal) {
            Ok(entry) => changes.push(Change::Add(Box::new(entry))),
            Err(refusal) => faults.push(format!("line {}: {}", number + 1, refusal.message)),
        }
    }
    if !faults.is_empty() {
        let more = faults.len().saturating_sub(TOLD);
        faults.truncate(TOLD);
        let more = if more > 0 { format!("\nFurther lines that were not understood: {more}.") } else { String::new() };
        return Err(Refusal::new(format!("{}{more}\nNothing was saved.", faults.join("\n"))));
    }
    if changes.is_empty() {
        return Err(Refusal::new("There is no line to save; write one such as \u{201c}pain 4\u{201d}."));
    }
    let (now, first) = (context.now(), context.id);
    let ids: Vec<_> = (0..changes.len()).map(|place| first.after(place as u64)).collect();
    let say = move |journal: &Journal| {
        let head = Page::line(format!("Saved {} with one change.", counted(ids.len(), "entry", "entries")));
        let all = add::all_saved(journal, &ids, now);
        let json = all.json.map(|json| if ids.len() == 1 { format!("[{json}]") } else { json });
        Answer { page: Page(head.0.into_iter().chain(all.page.0).collect()), json, ..Answer::default() }
    };
    Ok(PlannedChange { change: Change::All(changes), say: Box::new(say) })
}
