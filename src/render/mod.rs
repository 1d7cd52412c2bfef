//! Answers to bytes, pure: the report in its forms, trends as text and JSON, charts and the body as pictures.

pub mod body;
pub mod chart;
pub mod html;
pub mod json_object;
pub mod markdown;
pub mod merge;
pub mod pdf;
pub mod report;
pub mod text;
pub mod trends;
pub mod trends_json;
pub mod weeks;
