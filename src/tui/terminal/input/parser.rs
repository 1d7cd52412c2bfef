//! Bytes of the terminal to keys, pastes, clicks and answers. Keeps its state from one read to the next, so that it does
//! not matter where a slow line cuts a sequence: each is whole, or nothing.

use std::mem::take;
use std::time::Duration;

use crate::tui::terminal::input::sequence;
use crate::tui::terminal::input::sequence::{ALT, Modifiers};
use crate::tui::terminal::input::{Input, Key};

/// How long a byte ESC waits for the rest of a sequence before it is the Esc key.
pub const ESC_WAITS: Duration = Duration::from_millis(150);
/// So long after that, what would have completed the sequence is still no keys: it is dropped whole.
pub const TAIL_IS_DROPPED: Duration = Duration::from_secs(1);
/// After so long a silence a paste whose end has not come is whole, so that keys are keys again.
pub const PASTE_WAITS: Duration = Duration::from_secs(1);

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// No sequence that means something is longer.
const LONGEST: usize = 256;

/// What has begun and is not whole yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ParserState {
    #[default]
    Ground,
    /// A character of more bytes than came.
    Character,
    /// ESC.
    Escape,
    /// ESC and `[`.
    Control,
    /// ESC, `[` and `[`: a function key of the Linux console.
    Console,
    /// ESC, `[` and `M`: a button or the wheel in three bytes.
    Mouse,
    /// ESC and `O`: the keypad and others.
    Single,
    /// ESC and a letter that begins a text, which BEL or ESC and `\` end: an answer.
    Text(u8),
    /// The ESC that may end it.
    TextEscape(u8),
    /// Pasted text.
    Paste,
}

/// Makes input out of bytes.
#[derive(Debug, Default)]
pub struct Parser {
    state: ParserState,
    /// What came of it.
    body: Vec<u8>,
    /// Another ESC came before: so some terminals say Alt.
    alt: bool,
    /// Until then what comes is the tail of a sequence that was given up.
    late: Option<Duration>,
    /// When the last byte came.
    last: Duration,
    found: Vec<Input>,
}

impl Parser {
    /// Takes bytes that were read at that time by a clock that nobody sets.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) -> Vec<Input> {
        if self.state != ParserState::Paste && self.late.is_some_and(|until| now > until) {
            self.forget();
        }
        for &byte in bytes {
            self.byte(byte);
        }
        self.last = now;
        take(&mut self.found)
    }

    /// When `expire` shall come if no byte does; nothing where nothing is waited for.
    pub fn wakes_at(&self) -> Option<Duration> {
        match (self.state, self.late) {
            (ParserState::Ground | ParserState::Character, _) => None,
            (ParserState::Paste, _) => Some(self.last.saturating_add(PASTE_WAITS)),
            (_, None) => Some(self.last.saturating_add(ESC_WAITS)),
            // what may be a key after all is not kept for long
            (_, Some(until)) => self.introducer().map(|_| until),
        }
    }

    /// The time for which it asked to be woken has come, and no byte.
    pub fn expire(&mut self, now: Duration) -> Vec<Input> {
        match (self.late, self.state) {
            (_, ParserState::Paste) => self.end_paste(now),
            (Some(_), _) => {
                let key = self.introducer();
                self.forget();
                self.key(key);
            }
            (None, ParserState::Escape) => {
                self.escapes();
                self.state = ParserState::Ground;
                self.late = Some(now.saturating_add(TAIL_IS_DROPPED));
            }
            (None, _) => self.late = Some(now.saturating_add(TAIL_IS_DROPPED)),
        }
        take(&mut self.found)
    }

    /// No byte comes any more: a paste is kept as far as it came.
    pub fn end(&mut self) -> Vec<Input> {
        if self.state == ParserState::Paste {
            self.end_paste(self.last);
        }
        take(&mut self.found)
    }

    /// A paste is over without its end; where a part of that came, the rest of it is the tail of a sequence.
    fn end_paste(&mut self, now: Duration) {
        let begun = (1..PASTE_ENDS.len()).rev().find(|&n| self.body.ends_with(&PASTE_ENDS[..n])).unwrap_or(0);
        self.body.truncate(self.body.len() - begun);
        self.paste();
        if begun > 0 {
            self.late = Some(now.saturating_add(TAIL_IS_DROPPED));
        }
        if let Some(came) = PASTE_ENDS[..begun].strip_prefix(b"\x1b[") {
            self.state = ParserState::Control;
            self.body.extend(came);
        }
    }

    /// The key that it is if no more comes after an Esc that was one.
    fn introducer(&self) -> Option<Key> {
        let sign = match self.state {
            ParserState::Control => '[',
            ParserState::Single => 'O',
            ParserState::Text(sign) => char::from(sign),
            _ => return None,
        };
        self.body.is_empty().then_some(Key::Char(sign))
    }

    fn forget(&mut self) {
        self.body.clear();
        (self.state, self.alt, self.late) = (ParserState::Ground, false, None);
    }

    fn key(&mut self, key: Option<Key>) {
        self.found.extend(key.map(Input::Key));
    }

    /// The ESC that came is the key, and so is one that came before it.
    fn escapes(&mut self) {
        if take(&mut self.alt) {
            self.key(Some(Key::Esc));
        }
        self.key(Some(Key::Esc));
    }

    fn byte(&mut self, byte: u8) {
        match self.state {
            ParserState::Ground => self.begin(byte),
            ParserState::Character if matches!(byte, 0x80..=0xbf) => self.continue_character(byte),
            ParserState::Escape => self.escaped(byte),
            ParserState::Paste => {
                self.body.push(byte);
                if byte == b'~' && self.body.ends_with(PASTE_ENDS) {
                    self.body.truncate(self.body.len() - PASTE_ENDS.len());
                    self.paste();
                }
            }
            ParserState::Control => match byte {
                b'[' if self.body.is_empty() => self.state = ParserState::Console,
                // rxvt ends a key with Shift so, and answers about modes have it before their end
                b'$' if !self.body.is_empty() && self.body.iter().all(u8::is_ascii_digit) => self.control(byte),
                0x20..=0x3f => self.push(byte),
                0x40..=0x7e => self.control(byte),
                _ => self.anew(byte),
            },
            ParserState::Single => match byte {
                b'0'..=b'9' | b';' => self.push(byte),
                b' ' | 0x40..=0x7e => {
                    self.whole(|body, modifiers, found| sequence::single(body, byte, modifiers, found))
                }
                _ => self.anew(byte),
            },
            ParserState::Console if byte >= 0x20 => self.whole(|_, _, _| {}),
            ParserState::Mouse if byte >= 0x20 => {
                self.push(byte);
                if self.body.len() == 3 {
                    self.whole(|body, _, found| sequence::mouse_bytes(body, found));
                }
            }
            ParserState::Text(kind) => match byte {
                BEL => self.text(kind),
                ESC => self.state = ParserState::TextEscape(kind),
                0x00..=0x1f => self.anew(byte),
                _ if self.body.is_empty() && !sequence::begins_text(kind, byte) => self.anew(byte),
                _ => self.push(byte),
            },
            ParserState::TextEscape(kind) if byte == b'\\' => self.text(kind),
            ParserState::TextEscape(_) => {
                self.forget();
                self.state = ParserState::Escape;
                self.escaped(byte);
            }
            ParserState::Character | ParserState::Console | ParserState::Mouse => self.anew(byte),
        }
    }

    /// What has begun is broken by this byte, which begins something else.
    fn anew(&mut self, byte: u8) {
        self.forget();
        self.begin(byte);
    }

    fn push(&mut self, byte: u8) {
        if self.body.len() < LONGEST {
            self.body.push(byte);
        }
    }

    /// The first byte of anything.
    fn begin(&mut self, byte: u8) {
        let late = self.late.take();
        match byte {
            ESC => self.state = ParserState::Escape,
            b'[' | b'O' | b']' if late.is_some() => {
                self.late = late;
                self.introduced(byte);
            }
            _ => self.typed(byte),
        }
    }

    /// The byte after ESC.
    fn escaped(&mut self, byte: u8) {
        match byte {
            ESC if self.alt => self.key(Some(Key::Esc)),
            ESC => self.alt = true,
            b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_' => self.introduced(byte),
            _ => {
                if take(&mut self.alt) {
                    self.key(Some(Key::Esc));
                }
                self.alt = true;
                self.state = ParserState::Ground;
                self.typed(byte);
            }
        }
    }

    fn introduced(&mut self, byte: u8) {
        self.state = match byte {
            b'[' => ParserState::Control,
            b'O' => ParserState::Single,
            kind => ParserState::Text(kind),
        };
    }

    /// A byte of a character, or the whole of it.
    fn typed(&mut self, byte: u8) {
        let modifiers = self.modifiers();
        match byte {
            0x00..=0x7f => {
                self.alt = false;
                self.key(sequence::ascii(byte, modifiers));
            }
            0xc2..=0xf4 => {
                self.state = ParserState::Character;
                self.body.push(byte);
            }
            _ => self.alt = false,
        }
    }

    fn continue_character(&mut self, byte: u8) {
        self.body.push(byte);
        let wanted = match self.body.first() {
            Some(0xc2..=0xdf) => 2,
            Some(0xe0..=0xef) => 3,
            _ => 4,
        };
        if self.body.len() == wanted {
            let character = std::str::from_utf8(&self.body).ok().and_then(|text| text.chars().next());
            let key = character.and_then(|c| sequence::key(Key::Char(c), self.modifiers()));
            self.forget();
            self.key(key);
        }
    }

    fn modifiers(&self) -> Modifiers {
        if self.alt { ALT } else { Modifiers::default() }
    }

    /// A sequence is whole; it means something unless it comes late.
    fn whole(&mut self, means: impl FnOnce(&[u8], Modifiers, &mut Vec<Input>)) {
        if self.late.is_none() && self.body.len() < LONGEST {
            means(&self.body, self.modifiers(), &mut self.found);
        }
        self.forget();
    }

    fn control(&mut self, last: u8) {
        match (&*self.body, last) {
            (b"", b'M') => self.state = ParserState::Mouse,
            (b"200", b'~') => {
                self.body.clear();
                self.state = ParserState::Paste;
            }
            _ => self.whole(|body, modifiers, found| sequence::control(body, last, modifiers, found)),
        }
    }

    fn text(&mut self, kind: u8) {
        self.whole(|body, _, found| found.extend(sequence::answer(kind, body).map(Input::Reply)));
    }

    fn paste(&mut self) {
        let bytes = take(&mut self.body);
        if self.late.is_none() {
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
            self.found.push(Input::Paste(text));
        }
        self.forget();
    }
}
