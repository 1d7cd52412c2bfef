//! The screen: the only folder that knows ratatui.

use crate::store::Store;
use crate::world::World;

/// Runs the screen until the user quits. Returns the exit code.
pub fn run(_store: &Store, _world: &mut World) -> u8 {
    0
}
