//! JSON whose text cannot drive a terminal: C0, DEL, C1 and bidi controls stand as `\uXXXX`.

use std::io::{self, Write};

use serde::Serialize;

use crate::page::is_control;

/// Appends the JSON of a value.
pub fn append<T: Serialize + ?Sized>(to: &mut Vec<u8>, value: &T) {
    let before = to.len();
    if serde_json::to_writer(&mut *to, value).is_err() {
        // our types have string keys only and a Vec never fails, so that this cannot be; if it is, no half value stays
        to.truncate(before);
        to.extend_from_slice(b"null");
    }
    // almost all text is printable ASCII; without a branch in it, this look at it costs next to nothing
    if to[before..].iter().fold(0, |any, byte| any | byte.wrapping_add(1)) > 0x7f {
        escape(to, before);
    }
}

/// Escapes the controls that `serde_json` leaves as they are. In JSON they stand inside strings only, where the
/// escape means the same.
fn escape(to: &mut Vec<u8>, from: usize) {
    let Ok(text) = std::str::from_utf8(&to[from..]) else { return };
    if !text.contains(is_control) {
        return;
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if is_control(c) => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => safe.push(c),
        }
    }
    to.truncate(from);
    to.extend_from_slice(safe.as_bytes());
}

/// Writes values as a JSON list, one by one.
///
/// # Errors
/// Those of the writer.
pub fn write_list<T: Serialize>(values: impl Iterator<Item = T>, to: &mut dyn Write) -> io::Result<()> {
    let mut json = Vec::new();
    for (place, value) in values.enumerate() {
        json.clear();
        json.push(if place == 0 { b'[' } else { b',' });
        append(&mut json, &value);
        to.write_all(&json)?;
    }
    to.write_all(if json.is_empty() { b"[]" } else { b"]" })
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
