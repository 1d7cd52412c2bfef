//! Questions put to a journal, pure: each answer is a plain struct that any shell or format can show.

pub mod checks;
pub mod days;
pub mod doctor;
pub mod limits;
pub mod markers;
pub mod massage;
pub mod measures;
pub mod mornings;
pub mod next_run;
pub mod orthotics;
pub mod recorded;
pub mod sitting;
pub mod spike;
pub mod stats;
pub mod surface;
pub mod tail;
pub mod today;
pub mod verdict;
pub mod warnings;
pub mod why;
