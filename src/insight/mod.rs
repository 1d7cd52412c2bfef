//! Questions put to a journal, pure: each answer is a plain struct that any shell or format can show.

pub mod checks;
pub mod days;
pub mod doctor;
pub mod limits;
pub mod markers;
pub mod next_run;
pub mod recorded;
pub mod spike;
pub mod stats;
pub mod tail;
pub mod today;
pub mod verdict;
pub mod warnings;
pub mod why;
