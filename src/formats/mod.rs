//! The journal's bytes and back, pure: the file, what can be undone, drafts, CSV and FHIR.

pub mod conflict_text;
pub mod csv;
pub mod demo_json;
pub mod drafts_json;
pub mod fhir;
pub mod journal_json;
pub mod safe_json;
pub mod salvage;
pub mod undo_json;

/// The text without the mark that some editors put before UTF-8, which none of them shows.
pub fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
