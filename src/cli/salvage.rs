//! `twinge salvage`: takes every whole entry out of a damaged journal and its backups.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use super::print;
use crate::cli::answer::Answer;
use crate::cli::command::{Ask, Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::formats::salvage::Salvaged;
use crate::page::{Line, Page, Tone};
use crate::store::salvage::Salvage;
use crate::store::{Failure, Store};

/// How many pieces that cannot be read are named of each file.
const MOST: usize = 20;

pub(super) fn command() -> Subcommand {
    let command = Command::new("salvage")
        .about("Take every whole entry out of a damaged journal, and what is missing out of its backups")
        .after_help(
            "Shows what it would make, and asks; --yes writes it unasked. The damaged file is kept beside the journal.\n\n\
             Example: twinge salvage\nExample: twinge salvage --yes",
        )
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("Make it the journal without asking"));
    Subcommand { command, run: Handler::Consent(salvage) }
}

fn salvage(store: &Store, matches: &ArgMatches, context: &Context, ask: Ask) -> Result<Answer, Failure> {
    let found = match store.find_whole()? {
        Salvage::Good(path) => {
            let json = json!({ "file": path.display().to_string(), "damaged": false, "written": false });
            let message = format!("{} can be read; there is nothing to salvage.", path.display());
            return Ok(Answer { json: Some(safe_json::text(&json)), ..Answer::line(message) });
        }
        Salvage::Damaged(found) => *found,
    };
    if found.is_nothing() {
        let mut page = told(&found, &found.journal);
        page.push(Line::of("There is nothing in it that can be read; nothing was written.", Tone::Bad));
        return Ok(Answer { json: Some(answer(&found, false)), page, failed: true, ..Answer::default() });
    }
    let is_told = !matches.get_flag("yes");
    if is_told {
        let page = told(&found, &found.journal);
        match ask(&format!("{}Make this the journal?", print::lines(&page, None))) {
            Some(true) => {}
            Some(false) => return Ok(Answer::unchanged(print::UNCHANGED)),
            None => {
                let json = Some(answer(&found, false));
                return Ok(Answer {
                    page,
                    json,
                    ..Answer::unchanged("Nothing was changed. To do it: twinge salvage --yes")
                });
            }
        }
    }
    let (journal, kept, found) = store.put_whole(context.now())?;
    // after a yes on the terminal it was all said
    let mut page = if is_told { Page::default() } else { told(&found, &journal) };
    let kept = kept.map(|kept| format!(" The damaged file is kept as {}.", kept.display())).unwrap_or_default();
    let entries = counted(journal.len(), "entry", "entries");
    page.push(Line::of(format!("Saved a journal of {entries}.{kept}"), Tone::Good));
    page.push(Line::plain("What came before cannot be undone; `twinge undo` begins with your next change."));
    Ok(Answer { json: Some(answer(&found, true)), page, done: true, ..Answer::default() })
}

/// What it is made of, from where, and what is lost.
fn told(found: &Salvaged, journal: &Journal) -> Page {
    let mut page = Page::default();
    for taken in &found.from {
        let parts = if taken.parts.is_empty() { String::new() } else { format!(", {}", taken.parts.join(", ")) };
        let entries = counted(taken.entries, "entry", "entries");
        page.push(Line::plain(format!("From {}: {entries}{parts}.", taken.name)));
        if let Some(letters) = &taken.letters {
            page.push(Line::of(format!("  {letters}."), Tone::Warn));
        }
        if taken.marred > 0 {
            let entries = counted(taken.marred, "of these entries has", "of these entries have");
            page.push(Line::of(format!("  {entries} lost letters."), Tone::Warn));
        }
        if taken.guessed > 0 {
            let stood = counted(taken.guessed, "entry stood", "entries stood");
            let message = "outside a list that can be read; the fields told what kind of entry it is";
            page.push(Line::of(format!("  {stood} {message}."), Tone::Warn));
        }
        if !taken.lost.is_empty() {
            let places = counted(taken.lost.len(), "place", "places");
            page.push(Line::of(format!("  {places} could not be read and would be lost:"), Tone::Warn));
        }
        for lost in taken.lost.iter().take(MOST) {
            page.push(Line::of(format!("  line {}: {}", lost.line, lost.begins), Tone::Warn));
        }
        if taken.lost.len() > MOST {
            page.push(Line::of(format!("  and {} more", taken.lost.len() - MOST), Tone::Warn));
        }
    }
    page.push(Line::plain(format!("The journal would have {}.", journal.by_kind())));
    page
}

fn answer(found: &Salvaged, written: bool) -> String {
    let lost = |taken: &crate::formats::salvage::SalvagedFile| -> Vec<_> {
        taken.lost.iter().map(|lost| json!({ "line": lost.line, "begins": lost.begins })).collect()
    };
    let from = found.from.iter().map(|taken| {
        json!({
            "file": taken.name, "entries": taken.entries, "with_letters_lost": taken.marred, "guessed": taken.guessed,
            "letters": taken.letters, "parts": taken.parts, "lost": lost(taken),
        })
    });
    let counts: serde_json::Map<_, _> =
        Kind::ALL.iter().map(|&kind| (kind.list().to_owned(), found.journal.count(kind).into())).collect();
    safe_json::text(&json!({ "written": written, "entries": counts, "from": from.collect::<Vec<_>>() }))
}
