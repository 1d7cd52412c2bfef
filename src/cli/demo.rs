//! `twinge demo`: the screen on an invented journal; nothing is saved.

use clap::Command;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};

pub(super) fn command() -> Subcommand {
    let after = "Example: twinge demo\nAny other command looks at the same journal with --demo: twinge --demo status";
    let command =
        Command::new("demo").about("Open the screen on an invented journal; nothing is saved").after_help(after);
    // the screen is opened before any command is carried out
    Subcommand { command, run: Handler::Ask(|_, _, _| Ok(Answer::default())) }
}
