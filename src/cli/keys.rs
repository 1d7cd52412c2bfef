//! `twinge keys`: the keys of the screen as they are, those of one's own among them.

use clap::Command;
use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};
use crate::tui::keys;

/// So many keys of a row are printed; JSON has all.
const SHOWN: usize = 6;

pub(super) fn command() -> Subcommand {
    let command = Command::new("keys").about("List the keys of the screen, with their names for keys.toml").after_help(
        "Example: twinge keys\nkeys.toml in the config folder gives an action other keys, a line each: undo = \"z\"",
    );
    let run = Handler::File(|store, _, _| {
        let refused = match store.own_keys() {
            Ok(own) => own.map(|text| keys::own::lay_over(&text)).unwrap_or_default(),
            Err(problem) => vec![problem],
        };
        let listed = keys::listed();
        let row = |one: &keys::Listed| {
            let more = if one.keys.len() > SHOWN { " \u{2026}" } else { "" };
            let shown: Vec<&str> = one.keys.iter().take(SHOWN).map(String::as_str).collect();
            let keys = Line::of(shown.join(" ") + more, Tone::Key);
            vec![keys, Line::plain(one.name), Line::of(one.does, Tone::Muted), Line::of(one.place, Tone::Muted)]
        };
        let rows = listed.iter().map(row).collect();
        let page = Page(vec![Block::Table { heads: vec!["keys", "name", "what they do", "where"], rows }]);
        let all: Vec<_> = listed
            .iter()
            .map(|one| json!({ "where": one.place, "keys": one.keys, "name": one.name, "does": one.does }))
            .collect();
        let answer = Answer {
            page,
            json: Some(safe_json::text(&all)),
            notes: refused,
            of_no_journal: true,
            ..Answer::default()
        };
        Ok(answer)
    });
    Subcommand { command, run }
}
