//! Arguments and the real world in, exit code out.

use std::process::ExitCode;

use twinge::world::World;

fn main() -> ExitCode {
    // whatever this program creates is for its owner only, from the creating call on
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    twinge::run(std::env::args_os(), World::real())
}
