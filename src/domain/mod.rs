//! What is true: the journal, its entries and their fields, changes and their inverses. Pure; knows no disk, clock or screen.

pub mod ahead;
#[cfg(test)]
pub(crate) mod arbitrary;
pub mod bare;
pub mod bin;
pub mod change;
pub mod checks;
pub mod condition;
pub mod day;
pub mod digit_row;
pub mod doctor;
pub mod entry;
pub mod field;
pub mod id;
pub mod journal;
pub mod level;
pub mod markers;
pub mod massage;
pub mod measures;
pub mod names;
pub mod notes;
pub mod orthotics;
pub mod pain;
pub mod record;
pub mod refusal;
pub mod restore;
pub mod runs;
pub mod session;
pub mod settings;
pub mod sitting;
pub mod stamps;
pub mod steps;
pub mod therapy;
pub mod units;
pub mod when;
pub mod words;
