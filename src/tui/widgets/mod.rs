//! Parts of the screen that know no journal.

pub mod bars;
pub mod calendar;
pub mod grid;
pub mod memo;
pub mod scroll;
pub mod select_list;
pub mod text;
pub mod weeks;
