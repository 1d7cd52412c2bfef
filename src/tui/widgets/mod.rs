//! Parts of the screen that know no journal.

pub mod scroll;
pub mod text;
