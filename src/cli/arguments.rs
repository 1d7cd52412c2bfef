//! What is said of a command line that cannot be read.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::print;
use crate::domain::words::{found, nearest};
use crate::world::World;

/// Help and version are answers; anything else is one sentence.
pub(super) fn refuse(error: &clap::Error, grammar: Command, world: &mut World) -> u8 {
    let text = error.to_string();
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        _ => String::new(),
    };
    // an option by its name alone, without what its value is called
    let unknown = context(ContextKind::InvalidArg);
    let option = unknown.split([' ', '=']).next().unwrap_or_default().to_owned();
    let mut message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return print::text(&text, world),
        ErrorKind::InvalidSubcommand => {
            let near = context(ContextKind::SuggestedSubcommand);
            let near = if near.is_empty() { String::new() } else { format!(" Did you mean {near}?") };
            let name = context(ContextKind::InvalidSubcommand);
            format!("There is no command \u{201c}{name}\u{201d}; `twinge --help` lists them.{near}")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = context(ContextKind::InvalidArg);
            let command = text.split("Usage: twinge ").nth(1).and_then(|usage| usage.split_whitespace().next());
            let command =
                command.and_then(|name| grammar.get_subcommands().find(|one| one.get_name() == name).cloned());
            let of =
                |arg: &&Arg| missing.starts_with(&format!("<{}>", arg.get_value_names().map_or("", |names| &names[0])));
            let help = command.as_ref().and_then(|command| command.get_arguments().find(of)?.get_help());
            let help = help.map(|help| format!(" ({help})")).unwrap_or_default();
            format!("Still missing: {missing}{help}.")
        }
        // what reads a value says what it accepts
        ErrorKind::ValueValidation if error.source().is_some() => {
            let accepted = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{} is not {accepted}.", found(&context(ContextKind::InvalidValue)))
        }
        // a number below 0 looks like an option
        ErrorKind::UnknownArgument
            if unknown.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            format!("{unknown} is below 0; distances, times and levels are 0 or more.")
        }
        ErrorKind::UnknownArgument => {
            let near = context(ContextKind::SuggestedArg);
            let near = if near.is_empty() { String::new() } else { format!(" Did you mean {near}?") };
            match unknown.starts_with('-') {
                true => format!("There is no option {unknown} here.{near}"),
                false => format!("{} has no place here.", found(&unknown)),
            }
        }
        ErrorKind::ArgumentConflict => {
            let others = context(ContextKind::PriorArg);
            match others.is_empty() || others == unknown {
                true => format!("{unknown} is there twice; give it once."),
                false => format!("{unknown} and {others} do not go together; give one of them."),
            }
        }
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("{option} has no value; write one behind it.")
        }
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            let words: Vec<&str> = valid.split(", ").collect();
            let value = context(ContextKind::InvalidValue);
            let near = nearest(&value, &words);
            format!("{} is not accepted for {option}; there are: {valid}.{near}", found(&value))
        }
        _ => {
            let first = text.split("\n\n").next().unwrap_or(&text).trim_start_matches("error: ");
            let first: Vec<&str> = first.split_whitespace().collect();
            let tip = text.lines().find_map(|line| line.trim().strip_prefix("tip: "));
            let tip = tip.map(|tip| format!("; {tip}")).unwrap_or_default();
            format!("{}{tip}.", first.join(" ").trim_end_matches('.'))
        }
    };
    if let Some(usage) = text.lines().find_map(|line| line.strip_prefix("Usage: "))
        && error.kind() != ErrorKind::InvalidSubcommand
    {
        message.push_str(&format!(" Usage: {usage}"));
    }
    print::refusal(&message, world)
}
