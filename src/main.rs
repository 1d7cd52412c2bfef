//! Arguments and the real world in, exit code out.

use std::process::ExitCode;

use twinge::world::World;

fn main() -> ExitCode {
    // whatever this program creates is for its owner only, from the creating call on
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    // what is in its memory is a person's health: no part of it shall lie in a file of a crash
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    twinge::run(std::env::args_os(), World::real())
}
