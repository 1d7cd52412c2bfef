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
    Ok(Answer::raw(write_out::bytes(tidy(&page))))
}

/// What all pages end with: exit codes, variables, files.
const COMMON: &str = include_str!("../../assets/manual.roff");
/// So long is a line of the source of a page, bytes, as `mandoc -Tlint` asks.
const SOURCE_LINE: usize = 80;

/// The source of a page as every reader of manual pages takes it: a title with a day, lines of text that are not too
/// long, no blanks at their ends.
fn tidy(page: &str) -> String {
    let (mut tidied, mut is_literal, mut has_quote) = (String::new(), false, false);
    let lines: Vec<&str> = page.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    // a paragraph has text before it and behind it
    let opens = |line: &&str| [".S", ".PP", ".TP", ".EX"].iter().any(|head| line.starts_with(head));
    let is_empty = |place: usize| {
        let before = lines.iter().take(place).rfind(|line| **line != ".PP");
        let (is_headed, next) = (before.is_none_or(|line| line.starts_with(".S")), lines.get(place + 1));
        lines.get(place) == Some(&".PP") && (is_headed || next.is_none_or(opens))
    };
    let is_break = |place: usize| lines.get(place) == Some(&".br");
    let is_empty = |place: usize| is_empty(place) || is_break(place) && place.checked_sub(1).is_some_and(is_break);
    for (_, &line) in lines.iter().enumerate().filter(|(place, _)| !is_empty(*place)) {
        if line.starts_with(".ie ") || line.starts_with(".el ") {
            // how an apostrophe is written, said once
            if has_quote {
                continue;
            }
            has_quote = line.starts_with(".el ");
        }
        is_literal = (is_literal || line == ".EX") && line != ".EE";
        let title = line.strip_prefix(".TH ").and_then(|rest| rest.split_whitespace().next());
        if let Some(name) = title {
            let day = if env!("TWINGE_DAY").is_empty() { "$Mdocdate$" } else { env!("TWINGE_DAY") };
            let version = concat!("twinge ", env!("CARGO_PKG_VERSION"));
            tidied += &format!(".TH {} 1 \"{day}\" \"{version}\" \"twinge\"\n", name.to_uppercase());
        } else if is_literal || line.starts_with(['.', '\'']) {
            tidied += line;
            tidied.push('\n');
        } else {
            tidied += &wrapped(line);
        }
    }
    tidied
}

/// A line of text as short ones. A sentence ends a line; no line begins like a command.
fn wrapped(line: &str) -> String {
    let (mut all, mut now) = (String::new(), String::new());
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        if !now.is_empty() && now.len() + 1 + word.len() > SOURCE_LINE {
            all += &now;
            all.push('\n');
            now.clear();
        }
        match now.is_empty() {
            true if word.starts_with(['.', '\'']) => now += "\\&",
            true => {}
            false => now.push(' '),
        }
        now += word;
    }
    all + &now + "\n"
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
    writeln!(rest, "{COMMON}.SH SEE ALSO\n.BR man (1),\nthe pages of the commands: twinge man COMMAND")?;
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
    parts(named, to)?;
    writeln!(to, "{COMMON}.SH SEE ALSO\n.BR twinge (1)")
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

/// What the help says at its end: its examples as they are typed, the rest as text.
fn told(after: &str, to: &mut Vec<u8>) -> io::Result<()> {
    let is_example = |line: &&str| line.starts_with("Example:") || line.starts_with("         ");
    let (examples, rest): (Vec<&str>, Vec<&str>) = after.lines().partition(is_example);
    let mut roff = Roff::new();
    roff.control("PP", []);
    for line in rest {
        match line.trim() {
            "" => roff.control("PP", []),
            text if line.starts_with(' ') => roff.control("br", []).text([roman(text)]),
            text => roff.text([roman(text)]),
        };
    }
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]).control("EX", []);
        for line in examples {
            roff.text([roman(line.trim_start_matches("Example:").trim())]);
        }
        roff.control("EE", []);
    }
    roff.to_writer(to)
}
