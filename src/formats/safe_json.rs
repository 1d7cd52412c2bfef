//! JSON whose text cannot drive a terminal: C0, DEL, C1 and bidi controls stand as `\uXXXX`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::page::is_control;

/// The compact form, with controls escaped.
struct Safe;

impl Safe {
    fn write_safely<W: ?Sized + Write>(to: &mut W, text: &str) -> io::Result<()> {
        // almost all text is printable ASCII and goes out in one piece
        if text.bytes().all(|byte| byte < 0x7f) {
            return to.write_all(text.as_bytes());
        }
        let mut rest = text;
        while let Some(place) = rest.find(|c: char| is_control(c) && u32::from(c) >= 0x7f) {
            let (before, from) = rest.split_at(place);
            let c = from.chars().next().unwrap_or_default();
            to.write_all(before.as_bytes())?;
            write!(to, "\\u{:04x}", u32::from(c))?;
            rest = &from[c.len_utf8()..];
        }
        to.write_all(rest.as_bytes())
    }
}

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        Self::write_safely(to, fragment)
    }

    // in JSON such characters stand inside strings only, where the escape means the same
    fn write_raw_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        Self::write_safely(to, fragment)
    }
}

/// Appends the JSON of a value.
pub fn append<T: Serialize + ?Sized>(to: &mut Vec<u8>, value: &T) {
    let before = to.len();
    if value.serialize(&mut Serializer::with_formatter(&mut *to, Safe)).is_err() {
        // our types have string keys only and a Vec never fails, so that this cannot be; if it is, no half value stays
        to.truncate(before);
        to.extend_from_slice(b"null");
    }
}

/// The JSON of a value.
pub fn text<T: Serialize + ?Sized>(value: &T) -> String {
    let mut bytes = Vec::new();
    append(&mut bytes, value);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_escaped_and_read_back() {
        assert_eq!(text("a\x1b\x7f\u{9b}\u{202e}é"), r#""a\u001b\u007f\u009b\u202eé""#);
    }

    proptest! {
        #[test]
        fn any_text_reads_back_and_shows_no_control(any in "\\PC{0,6}[\\x00-\\xa0\\u{2020}-\\u{2070}é👩]{0,20}") {
            let json = text(&any);
            prop_assert!(!json.contains(is_control), "{json:?}");
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), any);
        }
    }
}
