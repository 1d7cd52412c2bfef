//! Questions put to a journal, pure: each answer is a plain struct that any shell or format can show.

pub mod change;
pub mod checks;
pub mod compare;
pub mod days;
pub mod doctor;
#[cfg(test)]
mod kit;
pub mod known;
pub mod limits;
pub mod marker_effect;
pub mod markers;
pub mod massage;
pub mod measures;
pub mod next_run;
pub mod orthotics;
pub mod outcomes;
pub mod pain;
pub mod pairs;
pub mod period;
pub mod recorded;
pub mod runs;
pub mod see_someone;
pub mod sitting;
pub mod spike;
pub mod stats;
pub mod surface;
pub mod surfaces;
pub mod tail;
pub mod therapy;
pub mod today;
pub mod told;
pub mod trends;
pub mod verdict;
pub mod warnings;
pub mod weeks;
pub mod why;
pub mod with_without;
