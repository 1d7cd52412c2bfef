//! `twinge man`: the manual page of twinge with all its commands, or of one command, from the commands themselves.

use std::io::{self, Write};

use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::grammar;
use crate::domain::refusal::Refusal;
use crate::store::write_out;

pub(super) fn command() -> Subcommand {
    let command = Command::new("man")
        .about("Print the manual page, to be read with man")
        .after_help("Example: twinge man > twinge.1 && man ./twinge.1\nExample: twinge man run > twinge-run.1")
        .arg(Arg::new("command").value_name("COMMAND").help("The page of this command only"));
    Subcommand { command, run: Handler::Itself(man) }
}

fn man(matches: &ArgMatches, all: &[Subcommand]) -> Result<Answer, Refusal> {
    let commands = all.iter().map(|entry| entry.command.clone());
    let mut bytes = Vec::new();
    let written = match matches.get_one::<String>("command") {
        None => whole(commands.collect(), &mut bytes),
        Some(name) => {
            let found = commands.into_iter().find(|command| command.get_name() == name).ok_or_else(|| {
                Refusal::new(format!("There is no command \u{201c}{name}\u{201d}; `twinge --help` lists them."))
            })?;
            one(found, &mut bytes)
        }
    };
    written.map_err(|error| Refusal::new(format!("The page could not be made: {error}.")))?;
    // signs that every roff knows by name
    let signs = [("\u{201c}", "\\(lq"), ("\u{201d}", "\\(rq"), ("\u{2019}", "\\(cq"), ("\u{2013}", "\\(en")];
    let page = String::from_utf8_lossy(&bytes).into_owned();
    let page = signs.iter().fold(page, |page, (sign, name)| page.replace(sign, name));
    Ok(Answer::raw(write_out::bytes(page)))
}

/// A page with the given sections in their order.
fn page(command: Command) -> Man {
    Man::new(command).manual("twinge").source(concat!("twinge ", env!("CARGO_PKG_VERSION")))
}

/// The page of twinge: what it is, what all commands share, then each command.
fn whole(commands: Vec<Command>, to: &mut Vec<u8>) -> io::Result<()> {
    let shared = grammar::shown(&[]);
    let after = shared.get_after_help().map(ToString::to_string).unwrap_or_default();
    // a hidden one, so that the synopsis has a place for them
    let head = page(shared.subcommand(Command::new("x").hide(true)));
    head.render_title(to)?;
    let mut rest = Vec::new();
    head.render_name_section(&mut rest)?;
    head.render_synopsis_section(&mut rest)?;
    writeln!(rest, ".SH DESCRIPTION")?;
    told(&after, &mut rest)?;
    head.render_options_section(&mut rest)?;
    writeln!(rest, ".SH COMMANDS")?;
    for command in commands {
        writeln!(rest, ".SS {}", command.get_name().replace('-', "\\-"))?;
        let mut inside = Vec::new();
        parts(named(command, true), &mut inside)?;
        // the heads of a page of its own are breaks within this one
        for line in String::from_utf8_lossy(&inside).lines() {
            writeln!(rest, "{}", if line.starts_with(".SH") { ".PP" } else { line })?;
        }
    }
    head.render_version_section(&mut rest)?;
    // each part begins with what the title has said already
    let again = |line: &&str| !line.starts_with(".ie ") && !line.starts_with(".el ");
    String::from_utf8_lossy(&rest).lines().filter(again).try_for_each(|line| writeln!(to, "{line}"))
}

/// The page of one command.
fn one(command: Command, to: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("twinge-{}", command.get_name());
    let named = named(command, false).display_name(name.clone()).name(name);
    let page = page(named.clone());
    page.render_title(to)?;
    page.render_name_section(to)?;
    parts(named, to)
}

/// The command under the words that call it, with what all commands share: told there, or hidden where it is told once.
fn named(command: Command, once: bool) -> Command {
    let name = format!("twinge {}", command.get_name());
    let all = grammar::shown(&[]);
    let shared = all.get_arguments().filter(|argument| argument.is_global_set());
    command.bin_name(name).disable_help_flag(true).args(shared.map(|argument| argument.clone().hide(once)))
}

/// How it is called, what it does, what it takes, examples.
fn parts(command: Command, to: &mut Vec<u8>) -> io::Result<()> {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let takes = command.get_arguments().any(|argument| !argument.is_hide_set());
    let page = page(command);
    page.render_synopsis_section(to)?;
    page.render_description_section(to)?;
    if takes {
        page.render_options_section(to)?;
    }
    told(&after, to)
}

/// What the help says at its end, its lines kept where they stand for themselves.
fn told(after: &str, to: &mut Vec<u8>) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("PP", []);
    for line in after.lines() {
        let own = line.starts_with("Example") || line.starts_with(' ');
        match line.trim() {
            "" => roff.control("PP", []),
            text if own => roff.control("br", []).text([roman(text)]),
            text => roff.text([roman(text)]),
        };
    }
    roff.to_writer(to)
}
