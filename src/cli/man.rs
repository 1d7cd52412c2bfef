//! `twinge man`: the manual page of twinge or of one command, from the commands themselves.

use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;

use super::{Entry, Outcome, Run};
use crate::domain::refusal::Refusal;

pub(super) fn command() -> Entry {
    let command = Command::new("man")
        .about("Print the manual page, to be read with man")
        .after_help("Example: twinge man > twinge.1 && man ./twinge.1\nExample: twinge man run > twinge-run.1")
        .arg(Arg::new("command").value_name("COMMAND").help("The page of this command only"));
    Entry { command, run: Run::Itself(man) }
}

fn man(matches: &ArgMatches) -> Result<Outcome, Refusal> {
    let mut grammar = super::shown_grammar(&super::commands());
    grammar.build();
    let page = match matches.get_one::<String>("command") {
        None => grammar,
        Some(name) => {
            let found = grammar.find_subcommand(name).cloned().ok_or_else(|| {
                Refusal::new(format!("There is no command \u{201c}{name}\u{201d}; `twinge --help` lists them."))
            })?;
            let full = format!("twinge-{}", found.get_name());
            found.display_name(full.clone()).name(full)
        }
    };
    let mut bytes = Vec::new();
    Man::new(page)
        .manual("twinge")
        .source(concat!("twinge ", env!("CARGO_PKG_VERSION")))
        .render(&mut bytes)
        .map_err(|error| Refusal::new(format!("The page could not be made: {error}.")))?;
    Ok(Outcome { raw: Some(String::from_utf8_lossy(&bytes).into_owned()), ..Outcome::default() })
}
