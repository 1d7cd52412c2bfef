//! Bytes to data and back, pure.

pub mod activity;
pub mod chart;
pub mod csv;
pub mod demo_json;
pub mod drafts_json;
pub mod html;
pub mod journal_json;
pub mod markdown;
pub mod pdf;
pub mod report;
pub mod safe_json;
pub mod sheet;
pub mod text;
