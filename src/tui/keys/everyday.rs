//! Actions found by the words that people use for them, from the table of keys.

use super::own::table;
use super::scope::Scope;
use super::table::{Binding, Place};
use crate::domain::names::bare;
use crate::domain::spelling::near;
use crate::tui::action::Action;
use crate::tui::tab::Tab;
use crate::tui::terminal::input::Key;

/// Words that say nothing of what is wanted, beside others that do.
const EMPTY: &[&str] =
    &["a", "an", "the", "my", "me", "i", "to", "of", "for", "in", "on", "show", "open", "go", "please"];

/// Other words for the tabs.
const TABS: &[(Tab, &str)] = &[
    (Tab::Today, "home start overview status now day"),
    (Tab::Pain, "levels body calendar list"),
    (Tab::Runs, "running kilometres miles list distance"),
    (Tab::Trends, "progress better statistics stats weeks comparison trend"),
];

/// An action that was found.
#[derive(Clone, Copy)]
pub enum Found {
    /// That of a row.
    Row(&'static Binding),
    /// A tab to be shown.
    Tab(Tab),
}

impl Found {
    /// Its name, as it is typed.
    pub fn name(self) -> String {
        match self {
            Self::Row(row) => row.name.to_owned(),
            Self::Tab(tab) => tab.title().to_lowercase(),
        }
    }

    /// What it does.
    pub fn does(self) -> String {
        match self {
            Self::Row(row) => row.help.to_owned(),
            Self::Tab(tab) => format!("show the tab {}", tab.title()),
        }
    }

    /// Its key, where it has one.
    pub fn key(self) -> Option<Key> {
        match self {
            Self::Row(row) => row.keys.first().copied(),
            Self::Tab(tab) => Some(tab.key()),
        }
    }

    /// The tab in which it has its meaning, where that is one alone.
    pub fn home(self) -> Option<Tab> {
        match self {
            Self::Row(Binding { home: Place::Tab(tab), .. }) => Some(*tab),
            _ => None,
        }
    }

    /// The action itself.
    pub fn action(self) -> Action {
        match self {
            Self::Row(row) => (row.act)(row.keys.first().copied().unwrap_or(Key::Esc)),
            Self::Tab(tab) => Action::Go(tab),
        }
    }

    fn others(self) -> String {
        match self {
            Self::Row(row) => row.words.to_owned(),
            Self::Tab(tab) => {
                let words = TABS.iter().find(|(one, _)| *one == tab).map_or("", |(_, words)| words);
                format!("{words} tab {}", tab.number())
            }
        }
    }
}

/// True for an action that can be found in a tab: it holds there, or has a place to go to.
fn is_offered(row: &Binding, here: Tab) -> bool {
    let moves = matches!(row.scope, Scope::Moving | Scope::JustLogged) || row.name == "line" || row.words.is_empty();
    !moves
        && !row.name.is_empty()
        && (row.scope == Scope::Everywhere || row.scope == here.scope() || row.home != Place::Scope)
}

/// All that can be found in a tab, each once.
fn all(here: Tab) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // of two rows of one name that of the tab comes first
    let (own, others): (Vec<&Binding>, Vec<&Binding>) = table().iter().partition(|row| row.scope == here.scope());
    for row in own.into_iter().chain(others).filter(|row| is_offered(row, here)) {
        if !found.iter().any(|other| matches!(other, Found::Row(other) if other.name == row.name)) {
            found.push(Found::Row(row));
        }
    }
    let place = |one: &Found| match one {
        Found::Row(row) => table().iter().position(|other| std::ptr::eq(*row, other)),
        Found::Tab(_) => None,
    };
    found.sort_by_key(place);
    found.extend(Tab::ALL.iter().map(|&tab| Found::Tab(tab)));
    found
}

/// How well a word fits one action; less is better, nothing where it does not.
fn fit(word: &str, found: Found) -> Option<u32> {
    let (name, others, does) = (bare(&found.name()), bare(&found.others()), bare(&found.does()));
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (names, others, does) = (split(&name), split(&others), split(&does));
    let has = |words: &[String], test: &dyn Fn(&str) -> bool| words.iter().any(|one| test(one));
    let exact = &|one: &str| one == word;
    let begins = &|one: &str| one.starts_with(word);
    let cost = match () {
        () if name == word => 0,
        () if has(&names, exact) => 1,
        () if has(&others, exact) => 2,
        () if name.starts_with(word) => 3,
        () if has(&names, begins) => 4,
        () if has(&others, begins) => 5,
        () if has(&does, exact) => 6,
        () if word.len() > 2 && has(&does, begins) => 7,
        () if has(&names, &|one| near(word, one)) => 8,
        () if has(&others, &|one| near(word, one)) => 9,
        () if word.len() > 2 && letters_of(word, &name) => 12,
        () => return None,
    };
    Some(cost)
}

/// True where the letters of a word stand in a name in their order.
fn letters_of(word: &str, name: &str) -> bool {
    let mut rest = name.chars();
    word.chars().all(|c| rest.any(|d| c == d))
}

/// The actions that these words mean in a tab, the likeliest first; all of them where nothing is typed.
pub fn everyday(words: &str, here: Tab) -> Vec<Found> {
    let words = bare(words);
    let said: Vec<&str> = words.split_whitespace().collect();
    let meant: Vec<&str> = said.iter().copied().filter(|word| !EMPTY.contains(word)).collect();
    let meant = if meant.is_empty() { said } else { meant };
    let cost = |found: Found| meant.iter().map(|word| fit(word, found)).sum::<Option<u32>>();
    let mut ranked: Vec<(u32, Found)> = all(here).into_iter().filter_map(|one| Some((cost(one)?, one))).collect();
    ranked.sort_by_key(|(cost, _)| *cost);
    ranked.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_everyday_words_find_their_action_from_every_tab() {
        for (words, name) in [
            ("pain", "pain"),
            ("hurts", "pain"),
            ("ache", "pain"),
            ("run", "run"),
            ("jog", "run"),
            ("write a note", "note"),
            ("diary", "note"),
            ("same run again", "again"),
            ("repeat", "again"),
            ("find", "search"),
            ("look for", "search"),
            ("garmin", "import"),
            ("strava", "import"),
            ("undo", "undo"),
            ("oops", "undo"),
            ("mistake", "undo"),
            ("redo", "redo"),
            ("red flags", "warning-signs"),
            ("warning", "warning-signs"),
            ("print", "report"),
            ("pdf", "report"),
            ("physio exercises", "session"),
            ("theme", "settings"),
            ("dark", "settings"),
            ("miles", "settings"),
            ("mouse", "settings"),
            ("trash", "bin"),
            ("deleted", "bin"),
            ("keys", "help"),
            ("shortcuts", "help"),
            ("quit", "quit"),
            ("exit", "quit"),
            ("q", "quit"),
            ("calendar", "calendar"),
            ("chart", "chart"),
            ("month", "calendar"),
            ("sit", "sit"),
            ("stood up", "get-up"),
            ("cleared", "clearance"),
            ("ask the doctor", "question"),
            ("diagnosis", "diagnosis"),
            ("injury", "condition"),
            ("compare shoes", "compare"),
            ("shoes", "shoes"),
            ("insoles", "shoes"),
            ("appointment", "visit"),
            ("massage", "massage"),
            ("trends", "trends"),
            ("progress", "trends"),
            ("today", "today"),
            ("runs", "runs"),
            ("sources", "why"),
            ("udno", "undo"),
            ("setings", "settings"),
        ] {
            for &tab in Tab::ALL {
                let found: Vec<String> = everyday(words, tab).into_iter().map(Found::name).collect();
                assert_eq!(found.first().map(String::as_str), Some(name), "{words} in {tab:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_word_that_means_nothing_finds_nothing() {
        for words in ["xyzzy", "pain xyzzy", "7"] {
            let found: Vec<String> = everyday(words, Tab::Today).into_iter().map(Found::name).collect();
            assert!(found.is_empty() || words == "7", "{words}: {found:?}");
        }
    }
}
