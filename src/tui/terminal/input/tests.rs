//! Keys, pastes and answers are whole or nothing, wherever a slow line cuts them.

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::tui::terminal::input::parser::{ESC_WAITS, PASTE_WAITS, TAIL_IS_DROPPED};
use crate::tui::terminal::input::*;

/// What comes of parts of bytes, each after such a pause; at the end it is quiet.
fn heard(parts: &[(Duration, &[u8])]) -> Vec<Input> {
    let (mut parser, mut now, mut found) = (Parser::default(), Duration::ZERO, Vec::new());
    let wait = |parser: &mut Parser, until: Duration| {
        let mut found = Vec::new();
        while let Some(at) = parser.wakes_at().filter(|at| *at < until) {
            found.extend(parser.expire(at));
        }
        found
    };
    for (pause, bytes) in parts {
        now += *pause;
        found.extend(wait(&mut parser, now));
        found.extend(parser.feed(bytes, now));
    }
    found.extend(wait(&mut parser, now + Duration::from_secs(10)));
    assert_eq!(parser.wakes_at(), None, "nothing is waited for in the end");
    found
}

fn at_once(bytes: &[u8]) -> Vec<Input> {
    heard(&[(Duration::ZERO, bytes)])
}

fn after(milliseconds: u64, bytes: &[u8]) -> (Duration, &[u8]) {
    (Duration::from_millis(milliseconds), bytes)
}

fn keys(keys: &[Key]) -> Vec<Input> {
    keys.iter().copied().map(Input::Key).collect()
}

/// Sequences, each with what it means.
fn meanings() -> Vec<(&'static [u8], Vec<Input>)> {
    let key = |key: Key| keys(&[key]);
    let paste = |text: &str| vec![Input::Paste(text.into())];
    let reply = |reply: Reply| vec![Input::Reply(reply)];
    vec![
        (b"a", key(Key::Char('a'))),
        (b"R", key(Key::Char('R'))),
        (b"\r", key(Key::Enter)),
        (b"\n", key(Key::Ctrl('j'))),
        (b"\t", key(Key::Tab)),
        (b"\x7f", key(Key::Backspace)),
        (b"\x08", key(Key::Backspace)),
        (b"\x03", key(Key::Ctrl('c'))),
        (b"\x00", key(Key::Ctrl(' '))),
        ("é".as_bytes(), key(Key::Char('é'))),
        ("４".as_bytes(), key(Key::Char('４'))),
        ("😀".as_bytes(), key(Key::Char('😀'))),
        (b"\xc2\x9b", vec![]),
        (b"\xff", vec![]),
        (b"\xc3(", key(Key::Char('('))),
        (b"\xe2\x82x", key(Key::Char('x'))),
        (b"\xed\xa0\x80", vec![]),
        // with Alt
        (b"\x1bb", key(Key::Alt('b'))),
        (b"\x1bD", key(Key::Alt('D'))),
        ("\x1bé".as_bytes(), key(Key::Alt('é'))),
        (b"\x1b\r", key(Key::AltEnter)),
        (b"\x1b\x7f", key(Key::AltBackspace)),
        (b"\x1b\x08", key(Key::AltBackspace)),
        (b"\x1b\x1b[D", key(Key::WordLeft)),
        (b"\x1b\x1bOC", key(Key::WordRight)),
        (b"\x1b\x1b\x1b[A", keys(&[Key::Esc, Key::Up])),
        (b"\x1b\x1bd", keys(&[Key::Esc, Key::Alt('d')])),
        // arrows and their like, of several terminals
        (b"\x1b[A", key(Key::Up)),
        (b"\x1bOA", key(Key::Up)),
        (b"\x1b[D", key(Key::Left)),
        (b"\x1b[1;5D", key(Key::WordLeft)),
        (b"\x1b[1;3C", key(Key::WordRight)),
        (b"\x1bOd", key(Key::WordLeft)),
        (b"\x1b[d", key(Key::Left)),
        (b"\x1b[1;2B", key(Key::Down)),
        (b"\x1b[1;1:3B", vec![]),
        (b"\x1b[1;1:2B", key(Key::Down)),
        (b"\x1b[H", key(Key::Home)),
        (b"\x1b[7~", key(Key::Home)),
        (b"\x1bOF", key(Key::End)),
        (b"\x1b[4~", key(Key::End)),
        (b"\x1b[3~", key(Key::Delete)),
        (b"\x1b[3;5~", key(Key::Delete)),
        (b"\x1b[3$", key(Key::Delete)),
        (b"\x1b[5^", key(Key::PageUp)),
        (b"\x1b[6~", key(Key::PageDown)),
        (b"\x1b[Z", key(Key::BackTab)),
        // keys that are none of ours
        (b"\x1bOP", vec![]),
        (b"\x1b[15~", vec![]),
        (b"\x1b[2~", vec![]),
        (b"\x1b[[A", vec![]),
        (b"\x1b[E", vec![]),
        // the keypad in application mode
        (b"\x1bOp", key(Key::Char('0'))),
        (b"\x1bOt", key(Key::Char('4'))),
        (b"\x1bOy", key(Key::Char('9'))),
        (b"\x1bOM", key(Key::Enter)),
        (b"\x1bOk", key(Key::Char('+'))),
        (b"\x1bOn", key(Key::Char('.'))),
        // the protocols of kitty and of xterm
        (b"\x1b[97u", key(Key::Char('a'))),
        (b"\x1b[97;2u", key(Key::Char('A'))),
        (b"\x1b[97;65u", key(Key::Char('A'))),
        (b"\x1b[49:33;2u", key(Key::Char('!'))),
        (b"\x1b[97;1:3u", vec![]),
        (b"\x1b[97;5u", key(Key::Ctrl('a'))),
        (b"\x1b[97;3u", key(Key::Alt('a'))),
        (b"\x1b[97;9u", vec![]),
        (b"\x1b[27u", key(Key::Esc)),
        (b"\x1b[13;3u", key(Key::AltEnter)),
        (b"\x1b[9;2u", key(Key::BackTab)),
        (b"\x1b[57403u", key(Key::Char('4'))),
        (b"\x1b[57414u", key(Key::Enter)),
        (b"\x1b[57358u", vec![]),
        (b"\x1b[0;1;233u", key(Key::Char('é'))),
        (b"\x1b[27;5;114~", key(Key::Ctrl('r'))),
        (b"\x1b[27;2;13~", key(Key::Enter)),
        // the mouse and the focus
        (b"\x1b[<0;3;2M", vec![Input::Click(2, 1)]),
        (b"\x1b[<16;3;2M", vec![Input::Click(2, 1)]),
        (b"\x1b[<0;3;2m", vec![]),
        (b"\x1b[<32;3;2M", vec![]),
        (b"\x1b[<2;3;2M", vec![]),
        (b"\x1b[<64;3;2M", key(Key::WheelUp)),
        (b"\x1b[<65;300;2M", key(Key::WheelDown)),
        (b"\x1b[<0;0;2M", vec![]),
        (b"\x1b[<0;99999;2M", vec![]),
        (b"\x1b[M #\"", vec![Input::Click(2, 1)]),
        (b"\x1b[M`d\xf0", key(Key::WheelUp)),
        (b"\x1b[I", vec![Input::Focus]),
        (b"\x1b[O", vec![]),
        // pastes
        (b"\x1b[200~did odd drills today\x1b[201~", paste("did odd drills today")),
        (b"\x1b[200~q\r\nd\rp4\x1b[201~", paste("q\nd\np4")),
        (b"\x1b[200~\x1b[D\x1b\x03\x1b[201\x1b[201~", paste("\x1b[D\x1b\x03\x1b[201")),
        (b"\x1b[200~\x1b[201~", paste("")),
        (b"\x1b[201~", vec![]),
        // answers
        (b"\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\", reply(Reply::Background([0x1c; 3]))),
        (b"\x1b]11;rgb:ff/80/00\x07", reply(Reply::Background([255, 128, 0]))),
        (b"\x1b]10;rgba:f/0/8/f\x07", reply(Reply::Foreground([255, 0, 136]))),
        (b"\x1b]11;#fdf6e3\x07", reply(Reply::Background([0xfd, 0xf6, 0xe3]))),
        (b"\x1b]11;red\x07", vec![]),
        (b"\x1b]4;1;rgb:ff/00/00\x1b\\", vec![]),
        (b"\x1b]52;c;cDQ=\x07", vec![]),
        (b"\x1b[24;80R", reply(Reply::Cursor(24, 80))),
        (b"\x1b[?62;22c", reply(Reply::Attributes)),
        (b"\x1b[>1;10;0c", reply(Reply::Attributes)),
        (b"\x1b[?2026;2$y", reply(Reply::Mode(2026, 2))),
        (b"\x1b[4;2$y", reply(Reply::Mode(4, 2))),
        (b"\x1b[?5u", vec![]),
        (b"\x1b[0n", vec![]),
        (b"\x1bP>|XTerm(388)\x1b\\", vec![]),
        (b"\x1bP1+r5463=6a6b\x1b\\", vec![]),
        (b"\x1b_Gi=31;OK\x1b\\", vec![]),
        // Alt and a letter that could begin an answer is no answer
        (b"\x1bPp4", keys(&[Key::Char('p'), Key::Char('4')])),
        (b"\x1b_r", key(Key::Char('r'))),
        (b"\x1b^r", key(Key::Char('r'))),
        // what is broken off is nothing, what breaks it off is itself
        (b"\x1b[1;5\x03", key(Key::Ctrl('c'))),
        (b"\x1b[1;5\x1b[A", key(Key::Up)),
        (b"\x1b]11;rgb:\x1b[A", key(Key::Up)),
        (b"\x1b]11;rgb:\r", key(Key::Enter)),
    ]
}

#[test]
fn every_sequence_has_its_meaning() {
    for (bytes, means) in meanings() {
        assert_eq!(at_once(bytes), means, "{}", bytes.escape_ascii());
    }
    let endless = [b"\x1b[".as_slice(), &[b'1'; 100_000], b"D"].concat();
    assert_eq!(at_once(&endless), [], "as long as no sequence is");
}

#[test]
fn cut_anywhere_it_is_the_same() {
    for (bytes, means) in meanings() {
        for cut in 1..bytes.len() {
            for pause in [1, 10, 150] {
                let (one, other) = bytes.split_at(cut);
                let heard = heard(&[after(0, one), after(pause, other)]);
                assert_eq!(heard, means, "{} cut at {cut}, {pause} ms", bytes.escape_ascii());
            }
        }
    }
}

#[test]
fn an_esc_alone_is_the_key_after_a_while_and_nothing_waits_longer() {
    let mut parser = Parser::default();
    assert_eq!((parser.feed(b"\x1b", Duration::ZERO), parser.wakes_at()), (vec![], Some(ESC_WAITS)));
    assert_eq!((parser.expire(ESC_WAITS), parser.wakes_at()), (keys(&[Key::Esc]), None));
    assert_eq!(at_once(b"\x1b\x1b"), keys(&[Key::Esc, Key::Esc]));
    assert_eq!(heard(&[after(0, b"\x1b"), after(151, b"d")]), keys(&[Key::Esc, Key::Char('d')]));
    assert_eq!(heard(&[after(0, b"\x1b"), after(151, b"\x1b")]), keys(&[Key::Esc, Key::Esc]));
}

#[test]
fn a_tail_that_comes_late_is_dropped_whole() {
    let escaped = keys(&[Key::Esc]);
    for tail in [&b"[D"[..], b"OB", b"[200~did odd drills today\x1b[201~", b"[<0;3;2M", b"]11;rgb:0/0/0\x07", b"[M #\""]
    {
        for pause in [151, 1000] {
            assert_eq!(heard(&[after(0, b"\x1b"), after(pause, tail)]), escaped, "{}", tail.escape_ascii());
            let (one, other) = tail.split_at(1);
            assert_eq!(heard(&[after(0, b"\x1b"), after(151, one), after(149, other)]), escaped);
            let begun = [b"\x1b", one].concat();
            assert_eq!(heard(&[after(0, &begun), after(pause, other)]), [], "{}", tail.escape_ascii());
        }
    }
    // what is typed after Esc is keys, also what could begin a tail
    for typed in ["q", "n", "P4", "[", "O"] {
        let all: Vec<Key> = [Key::Esc].into_iter().chain(typed.chars().map(Key::Char)).collect();
        assert_eq!(heard(&[after(0, b"\x1b"), after(200, typed.as_bytes())]), keys(&all), "{typed}");
    }
    let late = ESC_WAITS + TAIL_IS_DROPPED + Duration::from_millis(1);
    assert_eq!(heard(&[after(0, b"\x1b"), (late, b"[D")]), keys(&[Key::Esc, Key::Char('['), Key::Char('D')]));
    assert_eq!(heard(&[after(0, b"\x1b[1"), after(1200, b"j")]), keys(&[Key::Char('j')]));
}

#[test]
fn a_paste_is_whole_at_its_end_however_large_or_after_a_silence() {
    let large = "did odd drills today ".repeat(100_000);
    let bytes = [b"\x1b[200~", large.as_bytes(), b"\x1b[201~"].concat();
    assert_eq!(at_once(&bytes), [Input::Paste(large.clone())]);
    let typed = |text: &str, key: char| [Input::Paste(text.into()), Input::Key(Key::Char(key))];
    let (one, other) = bytes.split_at(bytes.len() - 3);
    assert_eq!(heard(&[after(0, one), after(999, other), after(0, b"j")]), typed(&large, 'j'));
    // where the end never comes, or comes late, keys are keys again
    let waits = u64::try_from(PASTE_WAITS.as_millis()).unwrap() + 1;
    assert_eq!(heard(&[after(0, b"\x1b[200~half"), after(waits, b"q")]), typed("half", 'q'));
    assert_eq!(heard(&[after(0, b"\x1b[200~half"), after(900, b" a"), after(waits, b"q")]), typed("half a", 'q'));
    let whole = b"\x1b[200~half\x1b[201~";
    for cut in 7..whole.len() {
        let (one, other) = whole.split_at(cut);
        let late = heard(&[after(0, one), after(waits, other), after(TAIL_IS_DROPPED.as_millis() as u64 + 1, b"j")]);
        let text: String = late
            .iter()
            .filter_map(|input| match input {
                Input::Paste(text) => Some(text.clone()),
                Input::Key(Key::Char(c)) => Some(c.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(text, "halfj", "cut at {cut}: {late:?}");
    }
    // told to end, it gives what came
    let mut parser = Parser::default();
    assert_eq!(parser.feed(b"\x1b[200~half\x1b[2", Duration::ZERO), []);
    assert_eq!((parser.end(), parser.end()), (vec![Input::Paste("half".into())], vec![]));
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

/// Bytes as they come: whole sequences, pieces of them, and anything.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let whole = select(meanings().into_iter().map(|(bytes, _)| bytes.to_vec()).collect::<Vec<_>>());
    let piece =
        select(b"\x1b\x1b\x1b[]OPM<?;:0129~ABDRuy$\\\x07\x03\r\xc3\xa9\xe2aq".to_vec()).prop_map(|byte| vec![byte]);
    vec(prop_oneof![4 => whole, 2 => piece, 1 => vec(any::<u8>(), 1..4)], 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn wherever_a_stream_is_cut_it_is_the_same(
        bytes in stream(),
        cuts in vec((any::<prop::sample::Index>(), 0u64..=150), 0..20),
    ) {
        let mut cuts: Vec<_> = cuts.iter().map(|(at, pause)| (at.index(bytes.len() + 1), *pause)).collect();
        cuts.sort_unstable();
        let (mut parts, mut from, mut pause) = (Vec::new(), 0, 0);
        for (at, next) in cuts {
            if at > from {
                parts.push(after(pause, &bytes[from..at]));
                (from, pause) = (at, next);
            }
        }
        parts.push(after(pause, &bytes[from..]));
        prop_assert_eq!(heard(&parts), at_once(&bytes));
    }
}
