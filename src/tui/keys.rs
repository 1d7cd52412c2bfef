//! What a key does where, by the table of keys, and the keys that are hinted at.

pub mod scope;
mod table;
pub mod unknown;
mod words;

use crate::tui::action::Action;
use crate::tui::terminal::input::Key;
pub use scope::Scope;
pub use table::{Binding, ROWS};
pub use words::{hint, lines, markdown, shown};

/// What a key does where these scopes hold, the first that knows it.
pub fn find(scopes: &[Scope], key: Key) -> Option<Action> {
    let in_scope = |scope: &Scope| ROWS.iter().find(|row| row.scope == *scope && row.keys.contains(&key));
    scopes.iter().find_map(in_scope).map(|row| (row.act)(key))
}

/// The rows whose hints may stand in the footer, with their places, in the order of the table.
pub fn hints(scopes: &[Scope]) -> impl Iterator<Item = (usize, &'static Binding)> {
    let holds = |scope: Scope, key: &Key| ROWS.iter().any(|row| row.scope == scope && row.keys.contains(key));
    // what another scope does with the key before it comes to that
    let hidden = move |row: &Binding| {
        let inner = scopes.iter().take_while(|scope| **scope != row.scope);
        row.keys.first().is_some_and(|key| inner.clone().any(|&scope| holds(scope, key)))
    };
    ROWS.iter().enumerate().filter(move |(_, row)| row.rank > 0 && scopes.contains(&row.scope) && !hidden(row))
}

#[cfg(test)]
mod tests;
