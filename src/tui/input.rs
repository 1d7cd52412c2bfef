//! From terminal events to our own small keys: releases dropped, shift folded in, paste kept apart from typing.

use std::fmt;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

/// A key as the rest of the screen knows it; the wheel counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, shift folded in.
    Char(char),
    /// A letter with Ctrl.
    Ctrl(char),
    /// A letter with Alt.
    Alt(char),
    /// Enter.
    Enter,
    /// Enter with Alt.
    AltEnter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Tab with shift.
    BackTab,
    /// Backspace.
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
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
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

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Text that was pasted; never keys.
    Paste(String),
    /// The left button at a column and row.
    Click(u16, u16),
    /// The terminal has another size.
    Resize,
    /// The terminal has the focus again.
    Focus,
}

/// Reads an event; nothing where it means nothing here.
pub fn read(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => None,
        Event::Key(key) => read_key(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::Resize(..) => Some(Input::Resize),
        Event::FocusGained => Some(Input::Focus),
        Event::FocusLost => None,
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::ScrollUp => Some(Input::Key(Key::WheelUp)),
            MouseEventKind::ScrollDown => Some(Input::Key(Key::WheelDown)),
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Click(mouse.column, mouse.row)),
            _ => None,
        },
    }
}

fn read_key(event: KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    let (ctrl, alt, shift) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT), has(KeyModifiers::SHIFT));
    Some(match event.code {
        // some terminals send Ctrl-h for Backspace
        KeyCode::Char('h' | 'H') if ctrl => Key::Backspace,
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) if alt => Key::Alt(c),
        KeyCode::Char(c) if shift && c.is_lowercase() => Key::Char(c.to_uppercase().next().unwrap_or(c)),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter if alt => Key::AltEnter,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if shift => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace if alt => Key::AltBackspace,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left if ctrl || alt => Key::WordLeft,
        KeyCode::Right if ctrl || alt => Key::WordRight,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_dropped_and_shift_is_folded_in() {
        let press = KeyEvent::new(KeyCode::Char('r'), KeyModifiers::SHIFT);
        assert_eq!(read(Event::Key(press)), Some(Input::Key(Key::Char('R'))));
        let release = KeyEvent::new_with_kind(KeyCode::Char('r'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(read(Event::Key(release)), None);
        let upper = KeyEvent::new(KeyCode::Char('U'), KeyModifiers::SHIFT);
        assert_eq!(read(Event::Key(upper)), Some(Input::Key(Key::Char('U'))));
    }

    #[test]
    fn a_paste_is_text_whatever_it_holds() {
        let paste = Event::Paste("q\r\nd\rp4".into());
        assert_eq!(read(paste), Some(Input::Paste("q\nd\np4".into())));
    }

    #[test]
    fn every_name_names_its_key() {
        for &(key, name) in NAMES {
            assert_eq!(Key::named(name), Some(key), "{name}");
        }
        assert_eq!(Key::named("ctrl-c"), Some(Key::Ctrl('c')));
        assert_eq!(Key::named("C-r"), Some(Key::Ctrl('r')));
        assert_eq!(Key::named("UP"), Some(Key::Up));
        assert_eq!(Key::named("ctrl-"), None);
        assert_eq!(Key::named("nothing"), None);
    }
}
