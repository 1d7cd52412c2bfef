//! Parts of the screen that know no journal.

pub mod chart;
pub mod made;
pub mod page;
pub mod scroll;
pub mod table;
pub mod text;
