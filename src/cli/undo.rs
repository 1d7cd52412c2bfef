//! `twinge undo`: takes back the file's last change, then one further back.

use clap::{Arg, ArgMatches, Command, value_parser};

use super::{Asked, Entry, Outcome, Run};
use crate::domain::change::UNDO_DEPTH;
use crate::domain::refusal::Refusal;
use crate::page::{Line, Page};
use crate::store::{Failure, Store};

pub(super) fn command() -> Entry {
    let command = Command::new("undo")
        .about("Take back the last change of the file, whoever made it; again: one further back")
        .after_help("Example: twinge undo 2")
        .arg(
            Arg::new("count")
                .value_name("N")
                .default_value("1")
                .value_parser(value_parser!(u8).range(1..=UNDO_DEPTH as i64))
                .help("How many changes, 1 to 50: all of them, or none"),
        );
    Entry { command, run: Run::File(undo) }
}

fn undo(store: &Store, matches: &ArgMatches, asked: &Asked) -> Result<Outcome, Failure> {
    let count = matches.get_one::<u8>("count").copied().unwrap_or(1);
    let (_, _, undone) = store.commit(asked.now(), |journal| {
        let one = |n| {
            let (says, _) = journal.undo(asked.now()).map_err(|refusal| match n {
                0 => refusal,
                n => Refusal::new(format!("Only {n} of {count} can be undone, so none was: {}", refusal.says)),
            })?;
            Ok(says)
        };
        (0..count).map(one).collect::<Result<Vec<String>, Refusal>>()
    })?;
    let mut page = Page::default();
    for says in &undone {
        page.push(Line::plain(format!("Undone: {says}")));
    }
    let json = crate::formats::safe_json::text(&serde_json::json!({ "undone": undone }));
    Ok(Outcome { page, json: Some(json), ..Outcome::default() })
}
