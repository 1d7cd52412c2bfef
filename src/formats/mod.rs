//! Bytes to data and back, pure.

pub mod activity;
pub mod csv;
pub mod drafts_json;
pub mod fit;
pub mod gzip;
pub mod journal_json;
pub mod safe_json;
pub mod track;
