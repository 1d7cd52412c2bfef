//! Bytes to data and back, pure.

pub mod activity;
pub mod csv;
pub mod demo_json;
pub mod drafts_json;
pub mod journal_json;
pub mod safe_json;
pub mod trends_json;
