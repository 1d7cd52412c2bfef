//! Half-typed forms as JSON, for the file beside the journal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The `format` of every file of drafts.
const FORMAT: &str = "twinge-drafts";

/// The text of a form that was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Which form: `pain`, `step doctor`, or `edit` and the entry's id.
    pub form: String,
    /// What was typed, by the keys of the fields.
    pub fields: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    drafts: Vec<Draft>,
}

/// Reads a file of drafts; nothing where it is not one.
pub fn read(bytes: &[u8]) -> Option<Vec<Draft>> {
    let file: File = serde_json::from_slice(bytes).ok()?;
    (file.format == FORMAT && file.version == 1).then_some(file.drafts)
}

/// Writes a file of drafts.
pub fn write(drafts: &[Draft]) -> Vec<u8> {
    let file = File { format: FORMAT.into(), version: 1, drafts: drafts.to_vec() };
    let mut bytes = super::safe_json::text(&file).into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drafts_read_back_as_they_were_written() {
        let fields = [("note", "two\nlines \u{1b}"), ("level", "")].map(|(key, text)| (key.into(), text.into()));
        let drafts = vec![Draft { form: "pain".into(), fields: fields.into() }];
        let bytes = write(&drafts);
        assert!(!bytes[..bytes.len() - 1].iter().any(u8::is_ascii_control));
        assert_eq!(read(&bytes), Some(drafts));
    }

    #[test]
    fn what_is_no_file_of_drafts_is_none() {
        for bytes in ["", "{}", "[]", r#"{"format":"other","version":1,"drafts":[]}"#] {
            assert_eq!(read(bytes.as_bytes()), None, "{bytes}");
        }
        assert_eq!(read(br#"{"format":"twinge-drafts","version":2,"drafts":[]}"#), None);
    }
}
