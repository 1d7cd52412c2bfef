//! What whole sequences of bytes mean: keys with their modifiers, the mouse, the focus, answers of the terminal.
//! Sequences of xterm, rxvt, the Linux console, and the keyboard protocols of kitty and xterm.

use crate::tui::terminal::input::{Input, Key, Reply};

/// Which modifiers were held: the bits that terminals send, less one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers(u32);

const SHIFT: Modifiers = Modifiers(1);
pub const ALT: Modifiers = Modifiers(2);
const CTRL: Modifiers = Modifiers(4);
/// Super, Hyper and Meta: none of our keys has one.
const FOREIGN: Modifiers = Modifiers(8 | 16 | 32);
const CAPS_LOCK: Modifiers = Modifiers(64);

impl Modifiers {
    fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// From the number in a sequence, which is one more than the bits.
    fn sent(number: Option<u32>) -> Self {
        Self(number.unwrap_or(1).saturating_sub(1))
    }
}

/// A key with what was held, as our keys fold that in; nothing where it is no key of ours.
pub fn key(key: Key, held: Modifiers) -> Option<Key> {
    let (ctrl, alt, shift) = (held.has(CTRL), held.has(ALT), held.has(SHIFT));
    Some(match key {
        Key::Char(c) if c.is_control() || held.has(FOREIGN) => return None,
        // some terminals send Ctrl-h for Backspace
        Key::Char('h' | 'H') if ctrl => return self::key(Key::Backspace, Modifiers(held.0 & !CTRL.0)),
        Key::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        Key::Char(c) => {
            let upper = shift != (held.has(CAPS_LOCK) && c.is_alphabetic());
            let c = if upper && c.is_lowercase() { c.to_uppercase().next().unwrap_or(c) } else { c };
            if alt { Key::Alt(c) } else { Key::Char(c) }
        }
        Key::Enter if alt => Key::AltEnter,
        Key::Backspace if alt => Key::AltBackspace,
        Key::Tab if shift => Key::BackTab,
        Key::Left if ctrl || alt => Key::WordLeft,
        Key::Right if ctrl || alt => Key::WordRight,
        key => key,
    })
}

/// A byte that is a key by itself.
pub fn ascii(byte: u8, held: Modifiers) -> Option<Key> {
    match byte {
        b'\r' => key(Key::Enter, held),
        b'\t' => key(Key::Tab, held),
        0x7f => key(Key::Backspace, held),
        0x00 => key(Key::Char(' '), held.and(CTRL)),
        0x01..=0x1a => key(Key::Char(char::from(byte + b'a' - 1)), held.and(CTRL)),
        0x1b..=0x1f => key(Key::Char(char::from(byte + b'@')), held.and(CTRL)),
        _ => key(Key::Char(char::from(byte)), held),
    }
}

/// The numbers of a sequence: parts at `;`, and parts of parts at `:`.
struct Numbers<'a>(Vec<&'a str>);

impl<'a> Numbers<'a> {
    fn of(body: &'a [u8]) -> Self {
        Self(std::str::from_utf8(body).unwrap_or_default().split(';').collect())
    }

    fn sub(&self, part: usize, sub: usize) -> Option<u32> {
        self.0.get(part)?.split(':').nth(sub)?.parse().ok()
    }

    fn at(&self, part: usize) -> Option<u32> {
        self.sub(part, 0)
    }

    fn place(&self, part: usize) -> Option<u16> {
        self.at(part).and_then(|number| u16::try_from(number).ok())
    }

    /// What was held, and whether it was let go: the third kind of event.
    fn held(&self, part: usize) -> Option<Modifiers> {
        let released = self.sub(part, 1) == Some(3);
        (!released).then(|| Modifiers::sent(self.at(part)))
    }
}

/// A sequence of ESC, `[`, a body and its last byte.
pub fn control(body: &[u8], last: u8, alt: Modifiers, found: &mut Vec<Input>) {
    match body.split_first() {
        Some((b'<', rest)) => mouse(rest, last, found),
        Some((b'?', rest)) => found.extend(report(rest, last).map(Input::Reply)),
        Some((b'>' | b'=', _)) => found.extend((last == b'c').then_some(Input::Reply(Reply::Attributes))),
        _ => plain(&Numbers::of(body), last, alt, found),
    }
}

fn plain(numbers: &Numbers, last: u8, alt: Modifiers, found: &mut Vec<Input>) {
    let held = |part: usize| numbers.held(part).map(|held| held.and(alt));
    let pressed = match last {
        b'I' => return found.push(Input::Focus),
        b'R' => {
            let cursor = numbers.place(0).zip(numbers.place(1)).map(|(row, column)| Reply::Cursor(row, column));
            return found.extend(cursor.map(Input::Reply));
        }
        b'y' => return found.extend(mode(numbers).map(Input::Reply)),
        b'u' => return unicode(numbers, numbers.at(0), held(1), found),
        b'~' if numbers.at(0) == Some(27) => return unicode(numbers, numbers.at(2), held(1), found),
        b'~' => numbered(numbers.at(0)).zip(held(1)),
        // rxvt: with Shift, with Ctrl, with both
        b'$' | b'^' | b'@' => numbered(numbers.at(0)).zip(held(1)).map(|(key, held)| {
            let more = if last == b'$' { SHIFT } else { CTRL };
            (key, held.and(more))
        }),
        b'a'..=b'd' => lettered(last.to_ascii_uppercase()).map(|key| (key, alt.and(SHIFT))),
        b'Z' => Some((Key::BackTab, alt)),
        _ => lettered(last).zip(held(1)),
    };
    found.extend(pressed.and_then(|(base, held)| key(base, held)).map(Input::Key));
}

/// The keys that end in a letter.
fn lettered(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        _ => return None,
    })
}

/// The keys that have a number.
fn numbered(number: Option<u32>) -> Option<Key> {
    Some(match number? {
        1 | 7 => Key::Home,
        3 => Key::Delete,
        4 | 8 => Key::End,
        5 => Key::PageUp,
        6 => Key::PageDown,
        _ => return None,
    })
}

/// A key by its number in Unicode, as kitty and xterm send them.
fn unicode(numbers: &Numbers, code: Option<u32>, held: Option<Modifiers>, found: &mut Vec<Input>) {
    let (Some(code), Some(held)) = (code, held) else { return };
    let text = numbers.0.get(2).filter(|_| !held.has(CTRL.and(ALT)) && numbers.at(0) != Some(27));
    let text: Vec<char> =
        text.iter().flat_map(|text| text.split(':')).filter_map(|code| char::from_u32(code.parse().ok()?)).collect();
    if !text.is_empty() {
        let typed = text.into_iter().filter_map(|c| key(Key::Char(c), Modifiers::default()));
        return found.extend(typed.map(Input::Key));
    }
    let shifted = numbers.sub(0, 1).filter(|_| held.has(SHIFT));
    let base = match code {
        9 => Key::Tab,
        13 | 57414 => Key::Enter,
        27 => Key::Esc,
        8 | 127 => Key::Backspace,
        57399..=57408 => Key::Char(char::from_digit(code - 57399, 10).unwrap_or('0')),
        57409..=57413 => Key::Char(['.', '/', '*', '-', '+'][usize::try_from(code - 57409).unwrap_or(0)]),
        57415 => Key::Char('='),
        57416 => Key::Char(','),
        57417 => Key::Left,
        57418 => Key::Right,
        57419 => Key::Up,
        57420 => Key::Down,
        57421 => Key::PageUp,
        57422 => Key::PageDown,
        57423 => Key::Home,
        57424 => Key::End,
        57426 => Key::Delete,
        // the other keys that have no sign have numbers of this private area
        0xe000..=0xf8ff => return,
        code => match char::from_u32(shifted.unwrap_or(code)) {
            Some(c) => Key::Char(c),
            None => return,
        },
    };
    found.extend(key(base, held).map(Input::Key));
}

/// A sequence of ESC, `O`, perhaps a number for what was held, and its last byte: the keypad and others.
pub fn single(body: &[u8], last: u8, alt: Modifiers, found: &mut Vec<Input>) {
    let numbers = Numbers::of(body);
    let held = Modifiers::sent(numbers.at(numbers.0.len() - 1)).and(alt);
    let pressed = match last {
        // rxvt: with Ctrl
        b'a'..=b'd' => lettered(last.to_ascii_uppercase()).map(|key| (key, held.and(CTRL))),
        b'p'..=b'y' => Some((Key::Char(char::from(last - b'p' + b'0')), held)),
        b'j'..=b'o' => Some((Key::Char(char::from(last - b'j' + b'*')), held)),
        b'M' => Some((Key::Enter, held)),
        b'I' => Some((Key::Tab, held)),
        b'X' => Some((Key::Char('='), held)),
        b' ' => Some((Key::Char(' '), held)),
        _ => lettered(last).map(|key| (key, held)),
    };
    found.extend(pressed.and_then(|(base, held)| key(base, held)).map(Input::Key));
}

/// A button or the wheel: `button;column;row`, ended by `M` where it was pressed.
fn mouse(body: &[u8], last: u8, found: &mut Vec<Input>) {
    let numbers = Numbers::of(body);
    if let (b'M', Some(button), Some(column), Some(row)) = (last, numbers.at(0), numbers.place(1), numbers.place(2)) {
        found.extend(button_or_wheel(button, column, row));
    }
}

/// The same in three bytes, from terminals that know no better.
pub fn mouse_bytes(body: &[u8], found: &mut Vec<Input>) {
    if let &[button, column, row] = body {
        found.extend(button_or_wheel(u32::from(button - 32), u16::from(column - 32), u16::from(row - 32)));
    }
}

fn button_or_wheel(button: u32, column: u16, row: u16) -> Option<Input> {
    /// Shift, Alt and Ctrl: a click is one all the same.
    const HELD: u32 = 4 | 8 | 16;
    match button & !HELD {
        0 => Some(Input::Click(column.checked_sub(1)?, row.checked_sub(1)?)),
        64 => Some(Input::Key(Key::WheelUp)),
        65 => Some(Input::Key(Key::WheelDown)),
        _ => None,
    }
}

/// An answer that begins with `?`.
fn report(rest: &[u8], last: u8) -> Option<Reply> {
    let numbers = Numbers::of(rest);
    match last {
        b'c' => Some(Reply::Attributes),
        b'y' => mode(&numbers),
        b'R' => Some(Reply::Cursor(numbers.place(0)?, numbers.place(1)?)),
        _ => None,
    }
}

/// An answer about a mode: `mode;state$`, ended by `y`.
fn mode(numbers: &Numbers) -> Option<Reply> {
    let state = numbers.0.get(1)?.strip_suffix('$')?;
    Some(Reply::Mode(numbers.place(0)?, state.parse().ok()?))
}

/// True where a text of that kind can begin so. Alt and the letter that begins one is a key that people press, and what
/// they type then is no answer.
pub fn begins_text(kind: u8, byte: u8) -> bool {
    match kind {
        b']' => byte.is_ascii_digit() || matches!(byte, b'l' | b'L'),
        b'P' => byte.is_ascii_digit() || matches!(byte, b'>' | b'!' | b'$' | b'+'),
        b'_' => byte == b'G',
        _ => false,
    }
}

/// What a text answers; nothing where it is not about what we ask.
pub fn answer(kind: u8, body: &[u8]) -> Option<Reply> {
    let (number, colour) = std::str::from_utf8(body).ok()?.split_once(';')?;
    match (kind, number) {
        (b']', "10") => colour_of(colour).map(Reply::Foreground),
        (b']', "11") => colour_of(colour).map(Reply::Background),
        _ => None,
    }
}

/// A colour as terminals write one: `rgb:1c1c/1c1c/1c1c` with one to four digits a part, `rgba:…`, `#1c1c1c`.
fn colour_of(text: &str) -> Option<[u8; 3]> {
    let parts: Vec<&str> = match (text.strip_prefix("rgb:").or(text.strip_prefix("rgba:")), text.strip_prefix('#')) {
        (Some(parts), _) => parts.split('/').collect(),
        (None, Some(digits)) if digits.is_ascii() && matches!(digits.len(), 3 | 6 | 9 | 12) => {
            let each = digits.len() / 3;
            vec![&digits[..each], &digits[each..2 * each], &digits[2 * each..]]
        }
        _ => return None,
    };
    let part = |text: &&str| {
        let most = match text.len() {
            1..=4 => (1u32 << (4 * text.len())) - 1,
            _ => return None,
        };
        let number = u32::from_str_radix(text, 16).ok().filter(|_| !text.starts_with('+'))?;
        u8::try_from((number * 255 + most / 2) / most).ok()
    };
    match parts.as_slice() {
        [r, g, b] | [r, g, b, _] => Some([part(r)?, part(g)?, part(b)?]),
        _ => None,
    }
}
