//! The screen: the only folder that knows ratatui.

use crate::store::Store;
use crate::world::World;

/// How the screen is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Only ASCII signs.
    pub ascii: bool,
    /// No colour (`NO_COLOR`).
    pub mono: bool,
}

/// Runs the screen until the user quits. Returns the exit code.
pub fn run(_store: &Store, _world: World, _look: Look) -> u8 {
    0
}

/// Replays keys on a screen in memory, saving nothing, and prints the last frame. `size` is `80x24` or `80x24:styles`.
pub fn replay(_store: &Store, _world: World, _look: Look, _keys: &str, _size: &str) -> u8 {
    0
}
