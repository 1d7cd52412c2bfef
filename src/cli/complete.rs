//! What a shell offers while a command is typed: commands, options and words as the grammar has them, and names, ids and
//! backups as they are here. The scripts of `twinge completions` ask for it at each Tab.

use std::any::TypeId;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, Command, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::cli::command::Subcommand;
use crate::cli::{grammar, hints};
use crate::domain::entry::Item;
use crate::domain::field::{FieldInfo, Input};
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::pain::Side;
use crate::domain::runs::Surface;
use crate::domain::{condition, settings_fields, when};
use crate::store::{Store, backups};

/// The variable by which a script asks.
pub const VARIABLE: &str = "TWINGE_COMPLETE";
/// The shells that are known.
pub const SHELLS: [&dyn EnvCompleter; 5] = [&Bash, &Elvish, &Fish, &Powershell, &Zsh];
const NONE: &[&str] = &[];
/// So many of the newest entries are offered.
const ENTRIES: usize = 30;

/// The script of a shell.
///
/// # Errors
/// None but those of the buffer.
pub fn script(shell: &dyn EnvCompleter) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    shell.write_registration(VARIABLE, "twinge", "twinge", "twinge", &mut bytes)?;
    if shell.is("zsh") {
        // as a file of the function path it is what zsh calls, at the first Tab too
        bytes.extend(b"if [ \"$funcstack[1]\" = _twinge ]; then\n    _clap_dynamic_completer_twinge \"$@\"\nfi\n");
    }
    Ok(bytes)
}

/// Answers a script: what may stand at the cursor. The words of the line follow `--`.
///
/// # Errors
/// Where nothing can stand there, or the shell is not known.
pub fn answer(
    shell: &OsStr,
    args: &[OsString],
    all: &[Subcommand],
    store: Option<&Store>,
    journal: &Journal,
    to: &mut dyn Write,
) -> io::Result<()> {
    let shell = SHELLS.into_iter().find(|one| shell.to_str().is_some_and(|name| one.is(name)));
    let shell = shell.ok_or_else(|| io::Error::other("no such shell"))?;
    let words: Vec<OsString> = args.iter().skip_while(|arg| *arg != "--").skip(1).cloned().collect();
    if words.is_empty() {
        return Ok(());
    }
    let mut command = offering(all, &Names::of(all, store, journal));
    shell.write_complete(&mut command, words, Some(Path::new(".")), to)
}

/// What is here and in no grammar, each with what it is.
#[derive(Clone)]
struct Names {
    entries: Vec<Word>,
    deleted: Vec<Word>,
    gear: Vec<Word>,
    exercises: Vec<Word>,
    backups: Vec<Word>,
    commands: Vec<Word>,
}

/// A word that may stand somewhere, and what it means.
type Word = (String, String);

impl Names {
    fn of(all: &[Subcommand], store: Option<&Store>, journal: &Journal) -> Self {
        let settings = &journal.settings;
        let newest = |kind: &Kind| journal.items(*kind).rev().take(ENTRIES).collect::<Vec<_>>();
        let mut items: Vec<&dyn Item> = Kind::ALL.iter().flat_map(newest).collect();
        items.sort_by_key(|item| std::cmp::Reverse(item.at()));
        let say = |item: &dyn Item| format!("{}, {}", item.describe(settings), when::say(item.at(), settings));
        let backups = store.map(|store| backups::list(store.path())).unwrap_or_default();
        let commands = all.iter().map(|one| &one.command).filter(|command| !command.is_hide_set());
        let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
        let plain = |name: &str| (name.to_owned(), String::new());
        Self {
            entries: items.iter().take(ENTRIES).map(|item| (journal.short(item.id()), say(*item))).collect(),
            deleted: journal.bin().take(ENTRIES).map(|(one, entry)| (one.id.to_string(), say(entry.item()))).collect(),
            gear: journal.gear.iter().filter_map(|gear| gear.name.as_deref()).map(plain).collect(),
            exercises: journal.exercises.iter().filter_map(|exercise| exercise.name.as_deref()).map(plain).collect(),
            backups: backups.iter().rev().map(|one| (one.day.to_string(), when::say_date(one.day))).collect(),
            commands: commands.map(|command| (command.get_name().to_owned(), about(command))).collect(),
        }
    }
}

/// The grammar with what may stand in each place.
fn offering(all: &[Subcommand], names: &Names) -> Command {
    grammar::shown(all).mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        command.mut_args(|arg| offer(arg, &name, names))
    })
}

/// An argument with what may stand in it; what it can have by its grammar stays.
fn offer(arg: Arg, command: &str, names: &Names) -> Arg {
    let placeholder = arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let words = hints::words_of(&arg).unwrap_or_default();
    let is_path = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>()
        || arg.get_value_parser().type_id() == TypeId::of::<OsString>();
    let one_of = |words: &[Word]| {
        let words = words.to_vec();
        move |typed: &str| words.iter().filter(|(word, _)| word.starts_with(typed)).map(candidate).collect()
    };
    match (placeholder.as_deref(), command, arg.get_id().as_str()) {
        (Some("ID"), "undelete" | "purge", _) => offers(arg, one_of(&names.deleted)),
        (Some("ID"), ..) => offers(arg, one_of(&names.entries)),
        (Some("BACKUP"), ..) => offers(arg, one_of(&names.backups)),
        (Some("COMMAND"), "man", _) => offers(arg, one_of(&names.commands)),
        (_, _, "gear") | (_, "gear", "name") => offers(arg, one_of(&names.gear)),
        (Some("EXERCISE"), ..) | (_, "exercise", "name") | (_, "session", "exercises") => {
            offers(arg, one_of(&names.exercises))
        }
        (Some("SETTING[=VALUE]"), ..) => offers(arg, assignments(settings_fields::FIELDS.iter().map(|one| &one.about))),
        (Some("FIELD=VALUE"), "condition", _) => {
            offers(arg, assignments(condition::FIELDS.iter().map(|one| &one.about)))
        }
        (Some("FIELD=VALUE"), ..) => offers(arg, assignments(Kind::ALL.iter().flat_map(|kind| kind.fields()))),
        (Some("SITE[:SIDE]"), ..) => offers(arg, move |typed| listed(typed, &words, Side::WORDS)),
        (Some("WORDS"), ..) => {
            let kind = Kind::ALL.iter().copied().find(|kind| kind.word() == command);
            offers(arg, move |typed| kind.map(|kind| in_words(kind, typed)).unwrap_or_default())
        }
        _ if !words.is_empty() => offers(arg, move |typed| listed(typed, &words, NONE)),
        _ if is_path => arg.value_hint(ValueHint::AnyPath),
        _ => arg,
    }
}

fn offers(arg: Arg, found: impl Fn(&str) -> Vec<CompletionCandidate> + Send + Sync + 'static) -> Arg {
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| typed.to_str().map(&found).unwrap_or_default()))
}

fn candidate((word, meaning): &Word) -> CompletionCandidate {
    CompletionCandidate::new(word).help((!meaning.is_empty()).then(|| meaning.into()))
}

/// Words of which several may stand there, parted by commas; each may have one of the others behind it.
fn listed(typed: &str, words: &[impl AsRef<str>], behind: &[impl AsRef<str>]) -> Vec<CompletionCandidate> {
    let (before, last) = typed.rfind(',').map_or(("", typed), |comma| typed.split_at(comma + 1));
    let fitting = |words: &mut dyn Iterator<Item = &str>, before: &str, last: &str| {
        let words = words.filter(|word| word.starts_with(last));
        words.map(|word| CompletionCandidate::new(format!("{before}{word}"))).collect()
    };
    match last.rfind(':') {
        Some(colon) => {
            let at = before.len() + colon + 1;
            fitting(&mut behind.iter().map(AsRef::as_ref), &typed[..at], &typed[at..])
        }
        None => fitting(&mut words.iter().map(AsRef::as_ref), before, last),
    }
}

/// What may be said of an entry in words: the names of its fields, and words that only one of them can mean.
fn in_words(kind: Kind, typed: &str) -> Vec<CompletionCandidate> {
    let fields = kind.fields();
    let sites = fields
        .iter()
        .filter(|field| field.flag == "where")
        .flat_map(|field| listed(typed, words_of(field.input), Side::WORDS));
    let bare = fields.iter().filter(|field| field.flag != "where").flat_map(|field| words_of(field.input));
    let all = bare.copied().chain(fields.iter().map(|field| field.flag));
    let mut all: Vec<&str> = all.filter(|word| word.starts_with(typed) && !["yes", "no"].contains(word)).collect();
    all.sort_unstable();
    all.dedup();
    sites.chain(all.into_iter().map(CompletionCandidate::new)).collect()
}

/// A name, `=`, and the words that its value can have.
fn assignments<'a>(fields: impl Iterator<Item = &'a FieldInfo>) -> impl Fn(&str) -> Vec<CompletionCandidate> + 'static {
    let mut known: Vec<(&'static str, &'static str, Input)> = Vec::new();
    for field in fields {
        if !known.iter().any(|(name, ..)| *name == field.flag) {
            known.push((field.flag, field.help, field.input));
        }
    }
    move |typed| match typed.split_once('=') {
        Some((name, value)) => {
            let of = known.iter().filter(|(known, ..)| *known == name);
            let listed = |(.., input): &(_, _, Input)| listed(value, words_of(*input), Side::WORDS);
            of.flat_map(listed).map(|one| one.add_prefix(format!("{name}="))).collect()
        }
        None => {
            let of = known.iter().filter(|(name, ..)| name.starts_with(typed));
            of.map(|(name, help, _)| candidate(&(format!("{name}="), (*help).to_owned()))).collect()
        }
    }
}

fn words_of(input: Input) -> &'static [&'static str] {
    match input {
        Input::One(words) | Input::Several(words) | Input::Tags(words) | Input::Named(words) => words,
        Input::Surfaces => Surface::WORDS,
        Input::Yes => &["yes", "no"],
        _ => &[],
    }
}

/// What bash asks with. It parts words at `:` and `=`, and knows no meanings.
#[derive(Debug)]
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(&self, var: &str, _: &str, _: &str, _: &str, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(include_str!("../../assets/complete.bash").replace("VARIABLE", var).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let last = words.len().saturating_sub(1);
        for found in complete(command, words, last, folder)? {
            writeln!(to, "{}", found.get_value().to_string_lossy())?;
        }
        Ok(())
    }
}
