//! What a key does where, by the table of keys, and the keys that are hinted at.

pub mod everyday;
pub mod own;
pub mod scope;
mod table;
pub mod unknown;
mod words;

use crate::domain::kind::Kind;
use crate::tui::action::Action;
use crate::tui::terminal::input::Key;
pub use own::table;
pub use scope::Scope;
pub use table::{Binding, Place, ROWS, digits};
pub use words::{Listed, hint, lines, listed, markdown, shown};

/// The key of an action in a scope, as the table has it: `key!(Everywhere, Undo)`. What is said of a key takes it from
/// here.
macro_rules! key {
    ($scope:ident, $($action:tt)+) => {
        $crate::tui::keys::of($crate::tui::keys::Scope::$scope, |action| {
            matches!(action, $crate::tui::action::Action::$($action)+)
        })
    };
}
pub(crate) use key;

/// The rows of a scope with a key whose action is such a one, each with the first such key and its place.
fn rows(scope: Scope, is: fn(&Action) -> bool) -> impl Iterator<Item = (&'static Binding, usize)> {
    let does = move |row: &Binding| row.keys.iter().position(|&key| is(&(row.act)(key)));
    table().iter().filter(move |row| row.scope == scope).filter_map(move |row| Some((row, does(row)?)))
}

/// How an action is reached that may have no key: its key, or what is typed into the line.
pub fn how(name: &str) -> String {
    let row = table().iter().find(|row| row.name == name);
    debug_assert!(row.is_some(), "nothing is called {name}");
    match row.and_then(|row| row.keys.first()) {
        Some(key) => key.to_string(),
        None => format!("{}{name}", key!(Everywhere, Line)),
    }
}

/// How the form of a new entry of a kind is opened.
pub fn made_by(kind: Kind) -> String {
    if kind == Kind::Pain {
        return format!("{}, then {}", key!(Everywhere, AskLevel), key!(Level, LevelForm));
    }
    let opens = |row: &&Binding| {
        !row.name.is_empty()
            && matches!((row.act)(row.keys.first().copied().unwrap_or(Key::Esc)), Action::New(made) if made == kind)
    };
    match table().iter().find(opens) {
        Some(row) => how(row.name),
        None => format!("{} in its tab", key!(Everywhere, Add)),
    }
}

/// The key shown of such an action in a scope; see `key!`.
pub fn of(scope: Scope, is: fn(&Action) -> bool) -> Key {
    let found = rows(scope, is).find_map(|(row, place)| row.keys.get(place).copied());
    debug_assert!(found.is_some(), "no key of {scope:?} does that");
    found.unwrap_or(Key::Esc)
}

/// The key beside the one shown of such an action in a scope.
pub fn other(scope: Scope, is: fn(&Action) -> bool) -> Key {
    let found = rows(scope, is).find_map(|(row, place)| row.keys.get(place + 1).copied());
    found.unwrap_or_else(|| of(scope, is))
}

/// The key of the row in a scope that is hinted at by this word.
pub fn hinted(scope: Scope, hint: &str) -> Key {
    let row = table().iter().find(|row| row.scope == scope && row.hint == hint);
    let found = row.and_then(|row| row.keys.first().copied());
    debug_assert!(found.is_some(), "no key of {scope:?} is hinted at by {hint}");
    found.unwrap_or(Key::Esc)
}

/// What a key does where these scopes hold, the first that knows it.
pub fn find(scopes: &[Scope], key: Key) -> Option<Action> {
    let in_scope = |scope: &Scope| table().iter().find(|row| row.scope == *scope && row.keys.contains(&key));
    scopes.iter().find_map(in_scope).map(|row| (row.act)(key))
}

/// The rows whose hints may stand in the footer, with their places, in the order of the table.
pub fn hints(scopes: &[Scope]) -> impl Iterator<Item = (usize, &'static Binding)> {
    let holds = |scope: Scope, key: &Key| table().iter().any(|row| row.scope == scope && row.keys.contains(key));
    // what another scope does with the key before it comes to that
    let hidden = move |row: &Binding| {
        let inner = scopes.iter().take_while(|scope| **scope != row.scope);
        row.keys.first().is_some_and(|key| inner.clone().any(|&scope| holds(scope, key)))
    };
    table()
        .iter()
        .enumerate()
        .filter(move |(_, row)| row.rank > 0 && !row.keys.is_empty() && scopes.contains(&row.scope) && !hidden(row))
}

#[cfg(test)]
mod tests;
