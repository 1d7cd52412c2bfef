//! Parts of the screen that know no journal.

pub mod chart;
pub mod memo;
pub mod scroll;
pub mod select_list;
pub mod text;
