//! One file a command: arguments in, pages and exit codes out.

use std::ffi::OsString;

use crate::world::World;

/// Runs a command line. Returns the exit code.
pub fn run(_args: Vec<OsString>, _world: World) -> u8 {
    0
}
