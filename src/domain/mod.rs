//! What is true: the journal, its entries and their fields, changes and their inverses. Pure; knows no disk, clock or screen.

#[cfg(test)]
pub(crate) mod arbitrary;
pub mod change;
pub mod checks;
pub mod day;
pub mod doctor;
pub mod entry;
pub mod field;
pub mod id;
pub mod journal;
pub mod kept;
pub mod level;
pub mod markers;
pub mod massage;
pub mod notes;
pub mod orthotics;
pub mod pain;
pub mod record;
pub mod refusal;
pub mod runs;
pub mod settings;
pub mod steps;
pub mod units;
pub mod when;
pub mod words;
