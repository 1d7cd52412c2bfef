//! What comes from the terminal: our own small keys with shift folded in, pastes kept apart from typing, clicks, answers.

mod parser;
mod sequence;

use std::fmt;

pub use crate::tui::terminal::input::parser::Parser;

/// A key as the rest of the screen knows it; the wheel counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, shift folded in.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// A letter with Alt.
    Alt(char),
    Enter,
    /// Enter with Alt.
    AltEnter,
    Esc,
    Tab,
    /// Tab with shift.
    BackTab,
    Backspace,
    /// Backspace with Alt.
    AltBackspace,
    /// Del.
    Delete,
    /// The arrow to the left.
    Left,
    /// The arrow to the right.
    Right,
    /// The arrow to the left with Ctrl.
    WordLeft,
    /// The arrow to the right with Ctrl.
    WordRight,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    /// The wheel away from the hand.
    WheelUp,
    /// The wheel towards the hand.
    WheelDown,
}

/// The keys that have names, with the names.
const NAMES: &[(Key, &str)] = &[
    (Key::Char(' '), "Space"),
    (Key::Enter, "Enter"),
    (Key::AltEnter, "Alt-Enter"),
    (Key::Esc, "Esc"),
    (Key::Tab, "Tab"),
    (Key::BackTab, "Shift-Tab"),
    (Key::Backspace, "Backspace"),
    (Key::AltBackspace, "Alt-Backspace"),
    (Key::Delete, "Del"),
    (Key::Left, "←"),
    (Key::Right, "→"),
    (Key::WordLeft, "Ctrl-←"),
    (Key::WordRight, "Ctrl-→"),
    (Key::Up, "↑"),
    (Key::Down, "↓"),
    (Key::Home, "Home"),
    (Key::End, "End"),
    (Key::PageUp, "PgUp"),
    (Key::PageDown, "PgDn"),
    (Key::WheelUp, "wheel up"),
    (Key::WheelDown, "wheel down"),
];

/// Other names that a script of keys may use.
const SPOKEN: &[(&str, Key)] = &[
    ("left", Key::Left),
    ("right", Key::Right),
    ("up", Key::Up),
    ("down", Key::Down),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("delete", Key::Delete),
    ("backtab", Key::BackTab),
    ("lt", Key::Char('<')),
];

impl Key {
    /// The key of that name, in any case: `enter`, `ctrl-c`, `up`.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let known = NAMES.iter().find(|(_, known)| known.to_lowercase() == name).map(|&(key, _)| key);
        let spoken = || SPOKEN.iter().find(|(known, _)| *known == name).map(|&(_, key)| key);
        let single = |prefix: &str| {
            let mut rest = name.strip_prefix(prefix)?.chars();
            rest.next().filter(|_| rest.next().is_none())
        };
        let ctrl = || single("ctrl-").or_else(|| single("c-")).map(Self::Ctrl);
        known.or_else(spoken).or_else(ctrl).or_else(|| single("alt-").map(Self::Alt))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self, NAMES.iter().find(|(key, _)| key == self)) {
            (_, Some((_, name))) => f.write_str(name),
            (Self::Char(c), None) => write!(f, "{c}"),
            (Self::Ctrl(c), None) => write!(f, "Ctrl-{c}"),
            (Self::Alt(c), None) => write!(f, "Alt-{c}"),
            (other, None) => write!(f, "{other:?}"),
        }
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    /// Text that was pasted; never keys.
    Paste(String),
    /// The left button at a column and row.
    Click(u16, u16),
    /// The terminal has another size.
    Resize,
    /// The terminal has the focus again.
    Focus,
    /// The terminal answers.
    Reply(Reply),
}

/// What a terminal answers where it is asked; never keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The colour of its text: red, green, blue.
    Foreground([u8; 3]),
    /// The colour behind it.
    Background([u8; 3]),
    /// The row and column of the cursor, from 1.
    Cursor(u16, u16),
    /// What it is: every terminal answers this, so that it is the last of several answers.
    Attributes,
    /// A mode by its number, and how it stands: 1 set, 2 reset, 3 and 4 for good, 0 not known.
    Mode(u16, u16),
}

#[cfg(test)]
mod tests;
