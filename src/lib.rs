//! twinge: a terminal journal for running injuries.
//!
//! ```text
//!  twinge  Mon 23 Nov   morning 3                                tui/view.rs     header
//!  0Today 1Doctor◐ 2Therapy● 3Orthotics○ 4Surface◐ 5Massage○ …   tui/view.rs     tab bar
//! ───────────────────────────────────────────────────────────
//!  body                                                          tui/tabs/*.rs   one file a tab
//!   ┌ form ┐                                                     tui/modals/*.rs
//! ───────────────────────────────────────────────────────────
//!  p pain  r run  e edit  d delete  u undo  ? help  q quit       tui/keys.rs     the one table of keys
//! ```
//!
//! Layers, each using only those below it (`tests/architecture.rs` holds them to it):
//!
//! ```text
//!  main ── lib ─┬─ cli   one file a command: arguments in, pages and exit codes out
//!               └─ tui   the screen
//!                   store     the only folder that touches the disk
//!                   merge     two copies of a journal to one, pure
//!                   import    recordings, archives and lists to runs, pure
//!                   render    answers to bytes: the report in its forms, trends, charts, pure
//!                   formats   the journal's bytes and back, pure
//!                   inbox     lines of a phone, each an entry once, pure
//!                   lines     a line of words as an entry, pure
//!                   insight   questions put to a journal, pure
//!                   domain    what is true: journal, entries, changes, pure
//!                   palette   what each tone looks like
//!                   page      words with tones
//!                   world     the only view of clock, environment and streams
//! ```

pub mod cli;
pub mod domain;
pub mod formats;
pub mod import;
pub mod inbox;
pub mod insight;
pub mod lines;
pub mod merge;
pub mod page;
pub mod palette;
pub mod render;
pub mod store;
pub mod tui;
pub mod world;

use std::ffi::OsString;
use std::process::ExitCode;

use world::World;

/// Runs the program: `args` as the shell gave them, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>, world: World) -> ExitCode {
    ExitCode::from(cli::run(args.into_iter().collect(), world))
}
