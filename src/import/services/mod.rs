//! The archives and lists of services: one file each, every reader of which gives what it found.

pub mod endomondo;
pub mod fitbit;
pub mod garmin_summary;
pub mod google_fit;
pub mod health_auto_export;
pub mod huawei;
pub mod nike;
pub mod polar;
pub mod runtastic;
pub mod samsung;
pub mod strava_api;
pub mod suunto;
pub mod training_peaks;
pub mod zepp;
