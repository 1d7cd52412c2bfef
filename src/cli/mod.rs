//! The command line: one file a command, (journal, arguments, present moment) → outcome; `execute` and `print` do the rest.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::change::Change;
use crate::domain::day::{At, Clock};
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::formats::demo_json;
use crate::page::Page;
use crate::store::write_out::Fill;
use crate::store::{Problem, Store, paths};
use crate::world::World;

mod add;
mod bin;
mod check_file;
mod checks;
mod completions;
mod condition;
mod delete;
mod demo;
mod doctor;
mod edit;
mod execute;
mod export;
mod hints;
mod import;
mod list;
mod man;
mod markers;
mod massage;
mod measures;
mod notes;
mod orthotics;
mod pain;
mod path;
mod piped;
mod print;
mod progress;
mod report;
mod restore;
mod runs;
mod salvage;
mod session;
mod settings;
mod show;
mod sitting;
mod status;
mod step;
mod therapy;
mod trends;
mod undo;

/// What a command has to show.
#[derive(Default)]
pub struct Answer {
    /// As lines.
    pub page: Page,
    /// As JSON.
    pub json: Option<String>,
    /// As a format that has its own rules for controls, such as CSV; in place of the page and of JSON.
    pub raw: Option<Fill<'static>>,
    /// What else is to be known, each a finished sentence, for standard error.
    pub notes: Vec<String>,
    /// What failed, each a finished sentence, for standard error; JSON has it already.
    pub failures: Vec<String>,
    /// True where what was shown is bad news (a damaged file): exit code 1.
    pub failed: bool,
    /// True where what was asked for is on the disk already: an answer that cannot be printed does not undo it.
    pub done: bool,
    /// True where it is no news that there is no journal yet.
    pub of_no_journal: bool,
}

impl Answer {
    fn line(text: impl Into<String>) -> Self {
        Self { page: Page::line(text), ..Self::default() }
    }

    fn raw(fill: Fill<'static>) -> Self {
        Self { raw: Some(fill), ..Self::default() }
    }
}

/// What surrounds a command: the present moment and a fresh id.
pub struct Context<'a> {
    clock: Clock<'a>,
    id: Id,
    out_is_terminal: bool,
    piped: piped::Piped,
    home: Option<PathBuf>,
}

impl Context<'_> {
    fn now(&self) -> At {
        self.clock.now
    }

    /// The path that was given under that name; `-`, standard output, is none.
    fn output(&self, matches: &ArgMatches, name: &str) -> Result<Option<PathBuf>, Problem> {
        let given = matches.get_one::<PathBuf>(name).filter(|path| *path != Path::new("-"));
        given.map(|path| paths::typed(path, self.home.as_deref())).transpose()
    }

    fn reading<'b>(&'b self, journal: &'b Journal) -> Reading<'b> {
        Reading { clock: self.clock, journal }
    }
}

/// A change, and what to say once it is on the disk.
pub struct PlannedChange {
    change: Change,
    say: Box<dyn FnOnce(&Journal) -> Answer>,
}

/// Asks a question on the terminal; nothing where nobody is there to answer.
type Ask<'a> = &'a mut dyn FnMut(&str) -> Option<bool>;

/// What a command does.
enum Handler {
    /// Looks at the journal.
    Ask(fn(&Journal, &ArgMatches, &Context) -> Result<Answer, Refusal>),
    /// Changes the journal as it is in the file now.
    Change(fn(&Journal, &ArgMatches, &Context) -> Result<PlannedChange, Refusal>),
    /// Looks or changes, as its arguments say.
    Either(fn(&ArgMatches) -> Handler),
    /// Tells of the program itself; needs no journal.
    Itself(fn(&ArgMatches) -> Result<Answer, Refusal>),
    /// Works on the file itself, and asks before it does.
    Consent(fn(&Store, &ArgMatches, &Context, Ask) -> Result<Answer, crate::store::Failure>),
    /// Works on the file itself.
    File(fn(&Store, &ArgMatches, &Context) -> Result<Answer, crate::store::Failure>),
}

/// A command: how its arguments look and what it does.
struct Subcommand {
    command: Command,
    run: Handler,
}

/// Every command, in the order of the help.
fn commands() -> Vec<Subcommand> {
    vec![
        pain::command(),
        runs::command(),
        notes::command(),
        step::command(),
        doctor::clearance(),
        doctor::visit(),
        doctor::question(),
        checks::command(),
        therapy::command(),
        session::command(),
        condition::command(),
        orthotics::command(),
        massage::command(),
        sitting::command(),
        measures::command(),
        markers::command(),
        status::command(),
        report::command(),
        trends::command(),
        list::command(),
        show::command(),
        edit::command(),
        delete::command(),
        bin::undelete(),
        bin::purge(),
        undo::undo(),
        undo::redo(),
        settings::command(),
        import::command(),
        path::command(),
        check_file::command(),
        restore::command(),
        salvage::command(),
        export::command(),
        completions::command(),
        man::command(),
        demo::command(),
    ]
}

const ABOUT: &str = "A journal for running injuries: pain, runs and their surfaces, the five steps of recovery.";
const AFTER: &str = "\
Without a command the screen opens; ? there lists its keys.
WHEN is today, yesterday 7am, mon, -2 (days ago), 20 nov, 2026-11-20 07:30.

Everything is kept in one file on this computer (`twinge path`). twinge never uses the network.
It records and counts; it does not diagnose.
Pain that rises during a run, or comes on and stays: stop and contact the doctor.";

/// What completions and manual pages tell of.
fn shown_grammar(entries: &[Subcommand]) -> Command {
    let global = |arg: Arg| arg.global(true);
    Command::new("twinge")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(AFTER)
        .subcommand_value_name("COMMAND")
        .arg(global(
            Arg::new("file")
                .long("file")
                .value_name("PATH")
                .value_parser(ValueParser::path_buf())
                .display_order(900)
                .help("The journal to use [default: TWINGE_FILE, else the data folder]"),
        ))
        .arg(global(Arg::new("json").long("json").display_order(901).action(ArgAction::SetTrue).help("Answer as JSON")))
        .arg(global(
            Arg::new("demo")
                .long("demo")
                .display_order(902)
                .action(ArgAction::SetTrue)
                .conflicts_with("file")
                .help("Look at the invented journal of twinge demo; nothing is saved"),
        ))
        .arg(Arg::new("ascii").long("ascii").action(ArgAction::SetTrue).help("Draw the screen with ASCII signs only"))
        .subcommands(entries.iter().map(|entry| entry.command.clone()))
}

/// All of it, with what only tests and scripts need.
fn grammar(entries: &[Subcommand]) -> Command {
    shown_grammar(entries)
        .arg(Arg::new("clock").long("clock").value_name("TIME").hide(true).global(true))
        .arg(Arg::new("keys").long("keys").hide(true).allow_hyphen_values(true).default_value(""))
        .arg(Arg::new("print").long("print").hide(true))
}

/// Reads a command line, and gives the commands it could have named. One that names none opens the screen, which does
/// not wait for the arguments of all of them: a word that is no option's value fails without them, and so does --help.
fn parse(args: Vec<OsString>) -> (Vec<Subcommand>, Result<ArgMatches, clap::Error>) {
    if let Ok(matches) = grammar(&[]).try_get_matches_from(&args) {
        return (Vec::new(), Ok(matches));
    }
    let entries = commands();
    let matches = grammar(&entries).try_get_matches_from(args);
    (entries, matches)
}

/// Runs a command line. Returns the exit code: 0 done, 1 something outside failed, 2 the input is not acceptable.
pub fn run(args: Vec<OsString>, mut world: World) -> u8 {
    let (mut entries, matches) = parse(args);
    let matches = match matches {
        Ok(matches) => matches,
        Err(error) => return refuse_arguments(&error, grammar(&entries), &mut world),
    };
    if let Some(time) = matches.get_one::<String>("clock") {
        let Some(fixed) = At::parse(time) else {
            return print::refusal("--clock takes a time such as 2026-11-23T07:30:00+01:00.", &mut world);
        };
        world.now = Box::new(move || fixed.0);
    }
    let now = (world.now)();
    if now.timestamp() < 0 {
        let message =
            format!("The clock says {}; nothing is done before 1970. Set it right, then try again.", now.date_naive());
        return print::problem(&message, &mut world);
    }
    if let Some((name, matches)) = matches.subcommand()
        && let Some(Subcommand { run: Handler::Itself(tell), .. }) =
            entries.iter().find(|entry| entry.command.get_name() == name)
    {
        return match tell(matches) {
            Ok(outcome) => print::outcome(outcome, false, &mut world),
            Err(refusal) => print::refusal(&refusal.message, &mut world),
        };
    }
    let command = matches.subcommand_name();
    let demo = matches.get_flag("demo") || command == Some("demo");
    let store = match if demo { invented(&world) } else { own(&matches, &world) } {
        Ok(store) => store,
        Err(message) => return print::problem(&message, &mut world),
    };
    let (name, matches) = match matches.subcommand() {
        None | Some(("demo", _)) => return screen(&store, &matches, world),
        Some((name @ ("path" | "check-file" | "restore" | "salvage"), _)) if demo => {
            return print::refusal(&format!("The demo is in no file; {name} looks at one."), &mut world);
        }
        Some(command) => command,
    };
    match entries.iter().position(|entry| entry.command.get_name() == name) {
        Some(place) => execute::execute(entries.swap_remove(place).run, &store, matches, &mut world),
        None => print::refusal(&format!("There is no command {name}."), &mut world),
    }
}

/// The journal of the user.
fn own(matches: &ArgMatches, world: &World) -> Result<Store, String> {
    let given = matches.get_one::<PathBuf>("file").map(PathBuf::as_path);
    let (variable, home) = ((world.variable)("TWINGE_FILE"), world.home());
    let chosen = paths::choose(given, variable, home.as_deref(), world.data_folder.as_deref());
    let state = (world.variable)("TWINGE_STATE").map(PathBuf::from).or_else(|| world.state_folder.clone());
    chosen.map(|path| Store::at(path).with_state(state)).map_err(|problem| problem.to_string())
}

/// The demo journal, in memory.
fn invented(world: &World) -> Result<Store, String> {
    let today = At((world.now)()).day(Settings::default().day_starts_at.0);
    demo_json::demo(today).map(Store::demo).map_err(|fault| fault.message)
}

fn screen(store: &Store, matches: &ArgMatches, mut world: World) -> u8 {
    let set = |name: &str| (world.variable)(name);
    let dumb = set("TERM").is_some_and(|term| term == "dumb");
    let look = crate::tui::DisplayOptions { ascii: matches.get_flag("ascii"), mono: set("NO_COLOR").is_some() };
    if let Some(size) = matches.get_one::<String>("print") {
        let keys = matches.get_one::<String>("keys").map_or("", String::as_str);
        return crate::tui::replay(store, world, look, keys, size);
    }
    if !world.is_terminal || dumb {
        let message = "The screen needs a terminal that can draw; without one, `twinge status`, `twinge pain 4` and the other \
                    commands of `twinge --help` do the same.";
        return print::problem(message, &mut world);
    }
    crate::tui::run(store, world, look)
}

/// Help and version are answers; anything else is one sentence.
fn refuse_arguments(error: &clap::Error, grammar: Command, world: &mut World) -> u8 {
    let text = error.to_string();
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        _ => String::new(),
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_of_every_command_are_sound() {
        grammar(&commands()).debug_assert();
    }

    #[test]
    fn only_a_command_line_that_opens_the_screen_is_read_without_the_commands() {
        let read = |line: &str| parse(format!("twinge {line}").split_whitespace().map(OsString::from).collect());
        for line in [
            "",
            "--ascii",
            "--demo",
            "--json",
            "--file pain",
            "--keys pain --print 80x24",
            "--keys=q",
            "--clock 2026-11-23T07:30:00+01:00",
            "--print=80x24",
            "--",
        ] {
            let (entries, matches) = read(line);
            assert!(entries.is_empty(), "{line}");
            assert!(matches.is_ok_and(|matches| matches.subcommand_name().is_none()), "{line}");
        }
        for line in [
            "pain 4",
            "status",
            "--file x status",
            "--ascii demo",
            "help",
            "--help",
            "-V",
            "pian 4",
            "--nonsense",
            "-- pain",
        ] {
            let (entries, matches) = read(line);
            let whole = grammar(&commands()).try_get_matches_from(format!("twinge {line}").split_whitespace());
            assert_eq!(entries.len(), commands().len(), "{line}");
            assert_eq!(matches.map_err(|error| error.to_string()), whole.map_err(|error| error.to_string()), "{line}");
        }
    }

    #[test]
    fn every_command_shows_an_example() {
        let mut all = grammar(&commands());
        all.build();
        for command in all.get_subcommands_mut().filter(|command| command.get_name() != "help") {
            let (name, help) = (command.get_name().to_owned(), command.render_help().to_string());
            assert!(help.contains(&format!("Example: twinge {name}")), "{help}");
        }
    }
}
