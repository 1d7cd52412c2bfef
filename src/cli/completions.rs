//! `twinge completions`: what a shell needs to complete twinge's commands, from the commands themselves.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::grammar;
use crate::domain::refusal::Refusal;
use crate::store::write_out;

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("elvish", Shell::Elvish),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("zsh", Shell::Zsh),
];

pub(super) fn command() -> Subcommand {
    let shells = PossibleValuesParser::new(SHELLS.map(|(name, _)| name));
    let command = Command::new("completions")
        .about("Print what a shell needs to complete commands")
        .after_help("Example: twinge completions fish > ~/.config/fish/completions/twinge.fish")
        .arg(Arg::new("shell").required(true).value_name("SHELL").value_parser(shells).help("The shell"));
    Subcommand { command, run: Handler::Itself(completions) }
}

fn completions(matches: &ArgMatches, all: &[Subcommand]) -> Result<Answer, Refusal> {
    let named = matches.get_one::<String>("shell").map_or("", String::as_str);
    let shell = SHELLS.iter().find(|(name, _)| *name == named).map_or(Shell::Bash, |(_, shell)| *shell);
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut grammar::shown(all), "twinge", &mut bytes);
    Ok(Answer::raw(write_out::bytes(bytes)))
}
