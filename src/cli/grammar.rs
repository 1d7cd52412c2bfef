//! What can be typed after twinge: what all commands share, their order and their help.

use crate::cli::command::Subcommand;
use crate::domain::settings::ThemeName;
use crate::page::layout::hang;
use clap::Arg;
use clap::ArgAction;
use clap::Command;
use clap::builder::PossibleValuesParser;
use clap::builder::ValueParser;

const ABOUT: &str = "A journal for running injuries: pain, runs and their surfaces, the five steps of recovery.";

const AFTER: &str = "\
Without a command the screen opens; ? there lists its keys.
WHEN is today, yesterday 7am, mon, -2 (days ago), 20 nov, 2026-11-20 07:30.

Everything is kept in one file on this computer (`twinge path`). twinge never uses the network.
It records and counts; it does not diagnose.
Pain that rises during a run, or comes on and stays: stop and contact the doctor.";

/// What completions and manual pages tell of.
pub(super) fn shown(entries: &[Subcommand]) -> Command {
    let global = |arg: Arg| arg.global(true);
    Command::new("twinge")
        .version(env!("TWINGE_VERSION"))
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
        .arg(global(Arg::new("json").long("json").display_order(901).action(ArgAction::SetTrue).help("Print JSON")))
        .arg(global(Arg::new("quiet").long("quiet").short('q').display_order(901).action(ArgAction::SetTrue).help(
            "Print nothing when a change is saved (import still prints what is new). Warnings are still printed",
        )))
        .arg(global(
            Arg::new("demo")
                .long("demo")
                .display_order(902)
                .action(ArgAction::SetTrue)
                .conflicts_with("file")
                .help("Look at the invented journal of twinge demo; nothing is saved"),
        ))
        .arg(global(
            Arg::new("theme")
                .long("theme")
                .value_name("THEME")
                .display_order(903)
                .value_parser(PossibleValuesParser::new(ThemeName::WORDS))
                .hide_possible_values(true)
                .help("Colours: auto, dark, light, terminal or mono [default: TWINGE_THEME, else the setting]"),
        ))
        .arg(Arg::new("ascii").long("ascii").action(ArgAction::SetTrue).help("Draw the screen with ASCII signs only"))
        .subcommands(entries.iter().map(|entry| entry.command.clone()))
}

/// The commands as the help lists them.
const GROUPS: &[(&str, &[&str])] = &[
    ("Log", &["pain", "run", "note", "check", "session", "massage", "sit", "measure", "mark", "add", "batch"]),
    ("Look", &["status", "trends", "report", "list", "show"]),
    ("The five steps", &["step", "clearance", "visit", "question", "condition", "exercise", "gear"]),
    ("Change", &["edit", "delete", "undelete", "purge", "undo", "redo"]),
    (
        "Files",
        &[
            "import",
            "inbox",
            "export",
            "path",
            "merge",
            "git-setup",
            "merge-driver",
            "diff-text",
            "check-file",
            "restore",
            "salvage",
        ],
    ),
    ("Set up", &["settings", "keys", "completions", "man", "demo", "help"]),
];

/// The commands in their groups, each with what it does, in so many columns. One that no group names comes at the end.
fn grouped(entries: &[Subcommand], columns: usize) -> String {
    let about = |name: &str| match entries.iter().find(|entry| entry.command.get_name() == name) {
        Some(entry) => entry.command.get_about().map(ToString::to_string),
        None => (name == "help").then(|| "Show this, or the help of a command".into()),
    };
    let named: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let others = entries.iter().map(|entry| entry.command.get_name()).filter(|name| !named.contains(name));
    let others: Vec<&str> = others.collect();
    let widest = named.iter().chain(&others).map(|name| name.len()).max().unwrap_or(0) + 4;
    let mut text = String::new();
    for (group, names) in GROUPS.iter().map(|(group, names)| (*group, *names)).chain([("More", &others[..])]) {
        let lines = names.iter().filter_map(|name| Some(hang(&format!("  {name}"), widest, &about(name)?, columns)));
        let lines: Vec<String> = lines.flatten().collect();
        if !lines.is_empty() {
            text += &format!("{group}:\n{}\n\n", lines.join("\n"));
        }
    }
    text
}

/// All of it, with what only tests and scripts need; its help is laid out in so many columns.
pub(super) fn whole(entries: &[Subcommand], columns: usize) -> Command {
    let commands = grouped(entries, columns).replace('{', "(").replace('}', ")");
    let template =
        format!("{{about}}\n\n{{usage-heading}} {{usage}}\n\n{commands}Options:\n{{options}}{{after-help}}\n");
    shown(entries)
        .help_template(template)
        .term_width(columns)
        .arg(Arg::new("clock").long("clock").value_name("TIME").hide(true).global(true))
        .arg(Arg::new("keys").long("keys").hide(true).allow_hyphen_values(true).default_value(""))
        .arg(Arg::new("print").long("print").hide(true))
}
