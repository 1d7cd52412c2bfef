//! The command line: one file a command, (journal, arguments, present moment) → outcome; `execute` and `print` do the rest.

use crate::cli::colours::Colours;
use crate::cli::command::{Handler, Subcommand};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::day::At;
use crate::domain::settings::Settings;
use crate::formats::demo_json;
use crate::store::{Store, paths};
use crate::world::World;

mod add;
pub mod answer;
mod arguments;
mod batch;
mod bin;
mod check_file;
mod checks;
mod colours;
mod command;
mod complete;
mod completions;
mod condition;
pub mod context;
mod delete;
mod demo;
mod doctor;
mod edit;
mod execute;
mod export;
mod git;
mod grammar;
mod hints;
mod import;
mod inbox;
mod keys;
mod list;
mod man;
mod markers;
mod massage;
mod measures;
mod merge;
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

/// Every command, in the order of the help.
fn commands() -> Vec<Subcommand> {
    vec![
        pain::command(),
        runs::command(),
        notes::command(),
        batch::add(),
        batch::command(),
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
        inbox::command(),
        path::command(),
        check_file::command(),
        merge::command(),
        git::setup(),
        git::driver(),
        git::diff_text(),
        restore::command(),
        salvage::command(),
        export::command(),
        keys::command(),
        completions::command(),
        man::command(),
        demo::command(),
    ]
}

/// The columns of the help where nothing says how many there are.
const HELP_COLUMNS: usize = 80;

/// Reads a command line, and gives the commands it could have named. One that names none opens the screen, which does
/// not wait for the arguments of all of them: a word that is no option's value fails without them, and so does --help.
fn parse(args: Vec<OsString>, columns: usize) -> (Vec<Subcommand>, Result<ArgMatches, clap::Error>) {
    if let Ok(matches) = grammar::whole(&[], columns).try_get_matches_from(&args) {
        return (Vec::new(), Ok(matches));
    }
    let entries = commands();
    let matches = grammar::whole(&entries, columns).try_get_matches_from(args);
    (entries, matches)
}

/// Runs a command line. Returns the exit code: 0 done, 1 something outside failed, 2 the input is not acceptable.
pub fn run(args: Vec<OsString>, mut world: World) -> u8 {
    if let Some(shell) = (world.variable)(complete::VARIABLE) {
        return offer(&shell, &args, &mut world);
    }
    let columns = world.columns().unwrap_or(HELP_COLUMNS);
    let (mut entries, matches) = parse(args, columns);
    let matches = match matches {
        Ok(matches) => matches,
        Err(error) => return arguments::refuse(&error, grammar::whole(&entries, columns), &mut world),
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
            format!("The clock says {}, which is before 1970. Set it right, then try again.", now.date_naive());
        return print::problem(&message, &mut world);
    }
    if let Some((name, matches)) = matches.subcommand()
        && let Some(Subcommand { run: Handler::Itself(tell), .. }) =
            entries.iter().find(|entry| entry.command.get_name() == name)
    {
        return match tell(matches, &entries) {
            Ok(outcome) => print::outcome(outcome, false, None, &mut world),
            Err(refusal) => print::refusal(&refusal.message, &mut world),
        };
    }
    let colours = match Colours::read(&matches, &world) {
        Ok(colours) => colours,
        Err(refusal) => return print::refusal(&refusal.message, &mut world),
    };
    let command = matches.subcommand_name();
    let demo = matches.get_flag("demo") || command == Some("demo");
    let store = match if demo {
        invented(&world)
    } else {
        own(matches.get_one::<PathBuf>("file").map(PathBuf::as_path), &world)
    } {
        Ok(store) => store,
        Err(message) => return print::problem(&message, &mut world),
    };
    let (name, matches) = match matches.subcommand() {
        None | Some(("demo", _)) => return screen(&store, &matches, colours, world),
        Some((name @ ("path" | "check-file" | "restore" | "salvage"), _)) if demo => {
            return print::refusal(&format!("The demo is in no file; {name} looks at one."), &mut world);
        }
        Some(command) => command,
    };
    match entries.iter().position(|entry| entry.command.get_name() == name) {
        Some(place) => execute::execute(entries.swap_remove(place).run, &store, matches, colours, &mut world),
        None => print::refusal(&format!("There is no command {name}."), &mut world),
    }
}

/// Answers the script of a shell. Nothing is offered where nothing can be: a Tab must not bring up an error.
fn offer(shell: &OsStr, args: &[OsString], world: &mut World) -> u8 {
    let given = args.iter().skip_while(|arg| *arg != "--file").nth(1).map(Path::new);
    let store = own(given, world).ok();
    let journal = store.as_ref().and_then(|store| store.open(At((world.now)())).ok()).map(|opened| opened.journal);
    let journal = journal.unwrap_or_default();
    match complete::answer(shell, args, &commands(), store.as_ref(), &journal, &mut world.out) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

/// The journal of the user.
fn own(given: Option<&Path>, world: &World) -> Result<Store, String> {
    let (variable, home) = ((world.variable)("TWINGE_FILE"), world.home());
    let chosen = paths::choose(given, variable, home.as_deref(), world.data_folder.as_deref());
    let (state, cache) = match (world.variable)("TWINGE_STATE").map(PathBuf::from) {
        Some(folder) => (Some(folder.clone()), Some(folder.join("cache"))),
        None => (world.state_folder.clone(), world.cache_folder.clone()),
    };
    let config = world.config_folder.clone();
    let store =
        |path| Store::at(path).with_state(state).with_cache(cache).with_config(config.clone()).with_home(world.home());
    chosen.map(store).map_err(|problem| problem.to_string())
}

/// The demo journal, in memory.
fn invented(world: &World) -> Result<Store, String> {
    let today = At((world.now)()).day(Settings::default().day_starts_at.0);
    demo_json::demo(today).map(Store::demo).map_err(|fault| fault.message)
}

fn screen(store: &Store, matches: &ArgMatches, colours: Colours, mut world: World) -> u8 {
    let set = |name: &str| (world.variable)(name);
    let dumb = set("TERM").is_some_and(|term| term == "dumb");
    let look = crate::tui::DisplayOptions {
        ascii: matches.get_flag("ascii"),
        ascii_locale: world.is_ascii_locale(),
        theme: colours.theme,
        depth: colours.depth,
        background: colours.background,
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_names_each_command_once_and_fits_the_terminal() {
        for columns in [60, 80, 120] {
            let mut whole = grammar::whole(&commands(), columns);
            let help = whole.render_help().to_string();
            assert!(help.lines().all(|line| line.chars().count() <= columns), "{columns}:\n{help}");
            for entry in commands() {
                let name = format!("  {} ", entry.command.get_name());
                assert_eq!(help.lines().filter(|line| line.starts_with(&name)).count(), 1, "{name}\n{help}");
            }
            assert!(!help.contains("More:"), "a command is in no group:\n{help}");
            whole.build();
            for command in whole.get_subcommands_mut() {
                let help = command.render_help().to_string();
                let own = |line: &&str| line.chars().count() > columns && line.trim_start().contains(' ');
                let wide: Vec<&str> = help.lines().filter(own).collect();
                assert!(wide.is_empty(), "{} at {columns}: {wide:#?}", command.get_name());
            }
        }
    }

    #[test]
    fn the_arguments_of_every_command_are_sound() {
        grammar::whole(&commands(), 80).debug_assert();
    }

    #[test]
    fn only_a_command_line_that_opens_the_screen_is_read_without_the_commands() {
        let read = |line: &str| parse(format!("twinge {line}").split_whitespace().map(OsString::from).collect(), 80);
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
            let whole =
                grammar::whole(&commands(), 80).try_get_matches_from(format!("twinge {line}").split_whitespace());
            assert_eq!(entries.len(), commands().len(), "{line}");
            assert_eq!(matches.map_err(|error| error.to_string()), whole.map_err(|error| error.to_string()), "{line}");
        }
    }

    #[test]
    fn every_command_shows_an_example() {
        let mut all = grammar::whole(&commands(), 80);
        all.build();
        for command in all.get_subcommands_mut().filter(|command| command.get_name() != "help") {
            let (name, help) = (command.get_name().to_owned(), command.render_help().to_string());
            assert!(help.contains(&format!("Example: twinge {name}")), "{help}");
        }
    }
}
