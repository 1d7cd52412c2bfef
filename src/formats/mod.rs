//! The journal's bytes and back, pure: the file, its drafts, CSV and FHIR.

pub mod csv;
pub mod demo_json;
pub mod drafts_json;
pub mod fhir;
pub mod journal_json;
pub mod safe_json;
