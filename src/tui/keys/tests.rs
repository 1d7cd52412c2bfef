//! The table of keys holds together.

use super::*;

#[test]
fn no_key_has_two_meanings_in_one_scope() {
    for &scope in Scope::ALL {
        let mut seen = std::collections::HashSet::new();
        for row in ROWS.iter().filter(|row| row.scope == scope) {
            for key in row.keys {
                assert!(seen.insert(*key), "{key} twice in {scope:?}");
            }
        }
    }
}

#[test]
fn no_key_is_hidden_by_another_scope_that_holds_at_the_same_time() {
    use Scope::{
        Always, CatchUp, Compare, Everywhere, Filter, Form, Found, Help, ImportPath, Inbox, JustLogged, Level, Line,
        Lists, Moving, Nowhere, Rating, Summary, Surface, Timer,
    };
    use Scope::{Question, Reading, Search, Steps, Trends, Why};
    for together in [
        &[JustLogged, Lists, Moving, Everywhere, Always][..],
        &[JustLogged, Steps, Moving, Everywhere, Always],
        &[Help, Moving, Always],
        &[Why, Moving, Always],
        &[Filter, Moving, Always],
        &[Search, Moving, Always],
        &[Trends, Moving, Everywhere, Always],
        &[Compare, Always],
        &[Inbox, Always],
        &[Line, Always],
        &[Timer, Always],
        &[Rating, Always],
        &[Summary, Always],
        &[Level, Always],
        &[CatchUp, Always],
        &[Form, Always],
        &[Question, Always],
        &[ImportPath, Always],
        &[Reading, Always],
        &[Found, Moving, Always],
        &[Surface, Always],
        &[Nowhere, Always],
    ] {
        let mut seen = std::collections::HashSet::new();
        for row in ROWS.iter().filter(|row| together.contains(&row.scope)) {
            // right after a level was logged, e is about that level and not about what is selected
            for key in row.keys.iter().filter(|key| (row.scope, **key) != (JustLogged, Key::Char('e'))) {
                assert!(seen.insert(*key), "{key} twice in {together:?}");
            }
        }
    }
}

#[test]
fn the_keys_of_tabs_and_of_moving_are_forty_at_most() {
    use Scope::{Everywhere, JustLogged, Lists, Moving, Steps, Trends};
    let of_tabs = [JustLogged, Everywhere, Lists, Steps, Trends, Moving];
    let rows = ROWS.iter().filter(|row| of_tabs.contains(&row.scope) && !row.keys.is_empty()).count();
    assert!(rows <= 40, "{rows}");
}

#[test]
fn the_help_is_found_by_what_people_look_for() {
    for (words, sentence) in [
        ("calendar", "show days, chart or calendar"),
        ("theme", "change the settings"),
        ("mouse", "a tab, a row, a word"),
        ("copy", "to mark and copy text with"),
        ("trash", "the bin"),
    ] {
        let found: Vec<String> = lines(&[], words).iter().map(crate::page::Line::text).collect();
        assert!(found.iter().any(|line| line.contains(sentence)), "{words}: {found:#?}");
    }
}

#[test]
fn every_row_has_a_key_and_a_sentence_and_every_scope_a_row() {
    for row in ROWS {
        assert!(!row.keys.is_empty() || !row.words.is_empty(), "{} cannot be reached", row.help);
        assert!(row.help.len() > 1, "{}", row.help);
        assert!(row.rank == 0 || !row.hint.is_empty(), "{}", row.help);
        assert!(Scope::ALL.contains(&row.scope));
    }
    for scope in Scope::ALL {
        assert!(ROWS.iter().any(|row| row.scope == *scope), "{scope:?}");
    }
}

#[test]
fn every_key_in_the_help_is_one_that_a_script_can_press() {
    for key in ROWS.iter().flat_map(|row| row.keys) {
        let name = key.to_string();
        let pressed = if name.chars().count() == 1 { name.chars().next().map(Key::Char) } else { None };
        assert!(Key::named(&name).or(pressed) == Some(*key), "{name}");
    }
}
