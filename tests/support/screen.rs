//! Starts the screen on a journal: `screen PATH [--ascii|--keys KEYS SIZE]`. For use until the command line does it.

use std::process::ExitCode;

use twinge::store::Store;
use twinge::tui::{self, Look};
use twinge::world::World;

fn main() -> ExitCode {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = args.first().cloned().unwrap_or_default();
    let world = World::real();
    let mono = (world.variable)("NO_COLOR").is_some();
    let look = Look { ascii: args.iter().any(|arg| arg == "--ascii"), mono };
    let keys = args.iter().position(|arg| arg == "--keys").map(|at| (args[at + 1].clone(), args[at + 2].clone()));
    ExitCode::from(match keys {
        Some((keys, size)) => tui::replay(&Store::at(path), world, look, &keys, &size),
        None => tui::run(&Store::at(path), world, look),
    })
}
