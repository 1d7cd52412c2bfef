//! Bytes to data and back, pure.

pub mod activity;
pub mod apple;
pub mod csv;
pub mod demo_json;
pub mod drafts_json;
pub mod fhir;
pub mod fit;
pub mod garmin;
pub mod gpx;
pub mod gzip;
pub mod import;
pub mod journal_json;
pub mod lists;
pub mod plain_csv;
pub mod safe_json;
pub mod strava;
pub mod tcx;
pub mod track;
pub mod trends_json;
pub mod xml;
