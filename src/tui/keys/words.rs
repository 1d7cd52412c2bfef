//! The table of keys in words: for the help, the footer and the documentation.

use super::own::table;
use super::scope::Scope;
use super::table::Binding;
use crate::domain::names::bare;
use crate::page::{Line, Tone};
use crate::tui::keys::key;
use crate::tui::terminal::input::Key;

/// The names of a row's keys: digits as one; where it has none, what is typed into the line for it.
fn names(row: &Binding) -> Vec<String> {
    if row.keys.is_empty() {
        return vec![format!("{}{}", key!(Everywhere, Line), row.name)];
    }
    let digits: Vec<&Key> = row.keys.iter().filter(|key| matches!(key, Key::Char('0'..='9'))).collect();
    let others = row.keys.iter().filter(|key| !digits.contains(key)).map(Key::to_string);
    match digits[..] {
        [first, .., last] => std::iter::once(format!("{first}\u{2013}{last}")).chain(others).collect(),
        _ => row.keys.iter().map(Key::to_string).collect(),
    }
}

/// A row as the footer shows it: its first key and its word, one of them where they are the same.
pub fn hint(row: &Binding) -> Line {
    let key = names(row).into_iter().next().unwrap_or_default();
    let word = (row.hint != key).then(|| format!(" {}", row.hint));
    let line = Line::of(key, Tone::Key);
    match word {
        Some(word) => line.and(word, Tone::Plain),
        None => line,
    }
}

/// The keys of a row as the help shows them.
pub fn shown(row: &Binding) -> String {
    names(row).join(" ")
}

/// The rows of a scope: what is done with a key, how it is left, and what is only found in the line.
fn of(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    let place = |row: &Binding| match row.keys.first() {
        Some(Key::Esc) => 1,
        Some(_) => 0,
        None => 2,
    };
    let rows = move |wanted: u8| table().iter().filter(move |row| row.scope == scope && place(row) == wanted);
    (0..=2).flat_map(rows)
}

/// The rows of a scope that hold all words searched, in their keys or their sentence.
fn found<'a>(scope: Scope, searched: &'a str) -> impl Iterator<Item = &'static Binding> + 'a {
    let holds = move |row: &&'static Binding| {
        let all = bare(&format!("{} {} {} {} {}", shown(row), row.hint, row.help, row.name, row.words));
        bare(searched).split_whitespace().all(|word| all.contains(word))
    };
    of(scope).filter(holds)
}

/// All keys with their sentences under the headings of their scopes, those given first; only those with the words
/// searched.
pub fn lines(first: &[Scope], searched: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let rest = Scope::ALL.iter().filter(|scope| !first.contains(scope));
    for &scope in first.iter().chain(rest) {
        let rows: Vec<&Binding> = found(scope, searched).collect();
        if rows.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::of(scope.title(), Tone::Title));
        for row in rows {
            let keys = shown(row);
            let gap = 14usize.saturating_sub(keys.chars().count()).max(1);
            lines.push(Line::of(format!("  {keys}"), Tone::Key).and(" ".repeat(gap) + row.help, Tone::Plain));
        }
    }
    lines.extend(mouse(searched, !lines.is_empty()));
    lines
}

/// What the mouse does.
const MOUSE: &[(&str, &str)] = &[
    ("click", "a tab, a row, a word, a level, a box or a hint: it is chosen, or done"),
    ("click again", "open or edit the row that is chosen"),
    ("wheel", "one row down or up"),
    ("mouse=off", "in the settings: the mouse is the terminal\u{2019}s, to mark and copy text with"),
];

/// The mouse under its heading; only what has the words searched.
fn mouse(searched: &str, follows: bool) -> Vec<Line> {
    let has = |(what, does): &&(&str, &str)| {
        let all = bare(&format!("mouse {what} {does}"));
        bare(searched).split_whitespace().all(|word| all.contains(word))
    };
    let found: Vec<_> = MOUSE.iter().filter(has).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let head = follows.then(Line::default).into_iter().chain([Line::of("The mouse", Tone::Title)]);
    let line = |(what, does): &(&str, &str)| {
        Line::of(format!("  {what:<13}"), Tone::Plain).and(format!(" {does}"), Tone::Plain)
    };
    head.chain(found.into_iter().map(line)).collect()
}

/// A row as `twinge keys` lists it.
pub struct Listed {
    /// Where it has its meaning.
    pub place: &'static str,
    /// Its keys; none where it is only found in the line.
    pub keys: Vec<String>,
    /// The name by which it is found there, and by which its keys can be changed.
    pub name: &'static str,
    /// What it does.
    pub does: &'static str,
}

/// The table as it is.
pub fn listed() -> Vec<Listed> {
    let row = |row: &'static Binding| Listed {
        place: row.scope.title(),
        keys: if row.keys.is_empty() { Vec::new() } else { names(row) },
        name: row.name,
        does: row.help,
    };
    Scope::ALL.iter().flat_map(|&scope| of(scope)).map(row).collect()
}

/// The table in Markdown, for `docs/keys.md`.
pub fn markdown() -> String {
    let mut text = String::from("| where | keys | what they do |\n|---|---|---|\n");
    for &scope in Scope::ALL {
        for (i, row) in of(scope).enumerate() {
            let place = if i == 0 { scope.title() } else { "" };
            let keys: Vec<String> = names(row).iter().map(|key| format!("`{key}`")).collect();
            text.push_str(&format!("| {place} | {} | {} |\n", keys.join(" "), row.help));
        }
    }
    text
}
