//! `twinge completions`: what a shell needs to complete twinge's commands, from the commands themselves.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::complete::{SHELLS, script};
use crate::domain::refusal::Refusal;
use crate::store::write_out;

pub(super) fn command() -> Subcommand {
    let shells = PossibleValuesParser::new(SHELLS.map(|shell| shell.name()));
    let command = Command::new("completions")
        .about("Print what a shell needs to complete commands, also with what is in the journal")
        .after_help("Example: twinge completions fish > ~/.config/fish/completions/twinge.fish")
        .arg(Arg::new("shell").required(true).value_name("SHELL").value_parser(shells).help("The shell"));
    Subcommand { command, run: Handler::Itself(completions) }
}

fn completions(matches: &ArgMatches, _: &[Subcommand]) -> Result<Answer, Refusal> {
    let named = matches.get_one::<String>("shell").map_or("", String::as_str);
    let shell = SHELLS.into_iter().find(|shell| shell.name() == named);
    let shell = shell.ok_or_else(|| Refusal::new(format!("There is no completion for {named}.")))?;
    let bytes = script(shell).map_err(|error| Refusal::new(format!("The script could not be made: {error}.")))?;
    Ok(Answer::raw(write_out::bytes(bytes)))
}
