//! `twinge import`: brings runs in from recordings, archives and lists, in one change.

use crate::cli::import::args::ImportArgs;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use super::hints::hinted;
use super::inbox;
use super::progress::Progress;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::settings::{Settings, Units};
use crate::formats::safe_json;
use crate::import::File;
use crate::import::csv::Named;
use crate::import::csv::ReadOptions;
use crate::import::plan::{How, plan};
use crate::import::report::ImportReport;
use crate::import::rows::{Came, Plan};
use crate::store::import as source;
use crate::store::paths::typed as at_home;
use crate::store::{Failure, Problem, Store};

pub mod args;
mod page;

const AFTER: &str = "\
Example: twinge import ~/Downloads/export_123.zip --dry-run
         twinge import ~/runs --surface road
         twinge import log.csv --column date=Day --column distance_km=Dist --column duration=Time

Read are recordings (FIT, GPX, TCX, KML with times, PWX), the exports of Strava, Garmin, Apple Health, Samsung Health,
Google Fit, Fitbit, adidas Running, Polar, Zepp, Nike, Huawei, Suunto, Endomondo, Runkeeper, MapMyRun, TrainingPeaks,
Health Auto Export and intervals.icu as they come (folder, zip, tar, also a zip in a zip), our own CSV (runs and pain),
and any list whose head names a date with a distance or a duration. The kind is told by the content, never by the name.
A list without a column for the sport needs --all, unless its columns are named.

A run that is there already adds nothing: the same source, or a start within 2 minutes and a distance within 10 % or a
time within 3 %. The only run typed by hand on that day that is as long (within 10 %) is joined with the recorded one:
start, distance and time become the recorded ones, everything else typed stays. --separate joins none.
The surface is taken from the file where it says treadmill, track or trail, else from --surface, else it is \u{201c}other\u{201d}.
One import is one change: `twinge undo` takes it back.

With `twinge settings import_folder=~/Garmin`, `twinge import` alone reads what is new in that folder. What was read is
remembered on this computer, so that a run that you deleted or edited does not come back by itself; name its file, and it
does. -q says only what is new.";

pub(super) fn command() -> Subcommand {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let command =
        Command::new("import")
            .about("Bring in runs from watches, archives and lists")
            .after_help(AFTER)
            .arg(
                Arg::new("path")
                    .value_name("PATH")
                    .num_args(1..)
                    .value_parser(ValueParser::os_string())
                    .value_hint(ValueHint::AnyPath)
                    .help("Files, folders, archives; - for a pipe; none for what is new in the import folder"),
            )
            .arg(
                hinted(Arg::new("surface"), Surface::WORDS)
                    .long("surface")
                    .value_name("SURFACE")
                    .help(format!("The surface where the file does not say it: {}", Surface::WORDS.join(", "))),
            )
            .arg(flag("all", "Take other sports than running too"))
            .arg(flag("separate", "Never join a run with one typed by hand"))
            .arg(Arg::new("column").long("column").value_name("WHAT=HEAD").action(ArgAction::Append).help(
                "Which column of a list is what, such as distance_km=Dist; head=3 where the head is the third line",
            ))
            .arg(
                hinted(Arg::new("unit"), ["km", "mi"])
                    .long("unit")
                    .value_name("UNIT")
                    .help("The unit of distances in a list that does not say: km, mi"),
            )
            .arg(flag("dry-run", "Only show what would come in").short('n'));
    Subcommand { command, run: Handler::File(import) }
}

fn import(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let surface = matches.get_one::<String>("surface").map(|text| Surface::read(text)).transpose()?;
    let unit = matches.get_one::<String>("unit").map(|text| Units::read(text)).transpose()?;
    let columns = matches.get_many::<String>("column").into_iter().flatten();
    let (heads, columns): (Vec<&String>, Vec<&String>) =
        columns.partition(|text| text.to_lowercase().starts_with("head="));
    let line = |text: &str| text.split_once('=').and_then(|(_, line)| line.trim().parse::<u64>().ok());
    let line = |text: &&String| {
        let message = format!("\u{201c}{text}\u{201d} names no line; write head=3 where the head is the third.");
        line(text).filter(|line| *line > 0).ok_or_else(|| Refusal::new(message))
    };
    let head = heads.last().map(line).transpose()?;
    let columns = columns.into_iter().map(|text| Named::read(text)).collect::<Result<Vec<_>, Refusal>>()?;
    let how = How {
        surface,
        all: matches.get_flag("all"),
        separate: matches.get_flag("separate"),
        clock: context.clock,
        id: context.id,
    };
    // the journal is looked at before hours are spent on files
    let (mut opened, mut notes) = (store.open(context.now())?, Vec::new());
    let is_dry = matches.get_flag("dry-run");
    if is_dry {
        notes.extend(inbox::waits(store, &opened.journal, context));
    } else if !store.inbox_files(&opened.journal.settings, context.now()).is_empty() {
        notes = inbox::first(store, context)?;
        opened = store.open(context.now())?;
    }
    let options = ReadOptions { columns, unit, else_unit: opened.journal.settings.units, head };
    let piped = context.piped_file.take();
    let given: Vec<PathBuf> = matches.get_many::<OsString>("path").into_iter().flatten().map(PathBuf::from).collect();
    // without a path: what is new in the folders that fill up
    let is_folder = given.is_empty();
    let paths = if is_folder { folders(&opened.journal.settings)? } else { given };
    let paths: Vec<PathBuf> = paths.into_iter().filter(|path| piped.is_none() || path.as_os_str() != "-").collect();
    let paths = paths.iter().map(|path| at_home(path, context.home.as_deref())).collect::<Result<Vec<_>, _>>()?;
    if let Some(message) = paths.iter().find_map(|path| source::no_path(path)) {
        return Err(Refusal::new(message).into());
    }
    let mut known = store.known_files(opened.journal.journal);
    let mut progress = Progress::new("files");
    let source = source::Source { piped, known: is_folder.then_some(&known), remember: true };
    let reading = source::read_from(&paths, source, &options, &mut |far| progress.tell(far.done, far.of));
    progress.end();
    let Some(reading) = reading else { return Err(Problem::Stopped("Stopped; nothing was imported.").into()) };
    let files = reading.files;
    let wanted = ImportArgs {
        dry: is_dry,
        json: matches.get_flag("json"),
        quiet: matches.get_flag("quiet"),
        known: reading.known,
        surface: surface.is_some(),
        demo: store.is_demo(),
        inside: paths
            .iter()
            .filter(|path| path.is_dir())
            .map(|path| format!("{}/", path.to_string_lossy().trim_end_matches('/')))
            .collect(),
    };
    let first = plan(&files, &opened.journal, &how);
    if wanted.dry || first.is_empty() {
        if !wanted.dry && !reading.read.is_empty() {
            known.add(reading.read);
            store.remember_files(opened.journal.journal, &known);
        }
        return Ok(Answer { notes, ..shown(&files, &first, &opened.journal.settings, &wanted) });
    }
    let mut planned = Some((first, opened.journal));
    // against the journal as it is in the file now
    let saved = store.commit(context.now(), |journal: &mut Journal| {
        let plan = match planned.take() {
            Some((first, seen)) if is_planned_alike(journal, &seen) => first,
            _ => plan(&files, journal, &how),
        };
        match plan.change() {
            Some(change) => journal.make(change, context.now())?,
            None => {
                return Err(Refusal::new("All of it was imported in another window meanwhile; nothing was changed."));
            }
        }
        Ok(plan)
    })?;
    known.add(reading.read);
    store.remember_files(saved.journal.journal, &known);
    let mut outcome = shown(&files, &saved.outcome, &saved.journal.settings, &wanted);
    outcome.notes.extend(notes);
    outcome.notes.extend(saved.upgraded.into_iter().chain(saved.notes));
    (outcome.done, outcome.brief) = (true, true);
    // the process ends soon; freeing many entries one by one takes longer than the answer
    std::mem::forget(saved.journal);
    Ok(outcome)
}

/// The folders that fill up.
fn folders(settings: &Settings) -> Result<Vec<PathBuf>, Refusal> {
    if settings.import_folder.0.is_empty() {
        return Err(Refusal::new(
            "Name a file, a folder or an archive; or set the folder that fills up with recordings, and `twinge import` alone \
             reads what is new there: `twinge settings import_folder=~/Garmin`.",
        ));
    }
    Ok(settings.import_folder.0.iter().map(|path| PathBuf::from(&**path)).collect())
}

/// True where one plan is good for both: nothing that a plan looks at differs.
fn is_planned_alike(one: &Journal, other: &Journal) -> bool {
    (&one.settings, &one.runs, &one.pain, &one.gear, &one.ahead)
        == (&other.settings, &other.runs, &other.pain, &other.gear, &other.ahead)
        && one.ids().eq(other.ids())
}

fn shown(files: &[File], plan: &Plan, settings: &Settings, context: &ImportArgs) -> Answer {
    let report = ImportReport::of(files, plan, !context.dry);
    Answer {
        page: page::page(&report, files, plan, settings, context),
        failures: page::failures(&report, files, plan, context),
        json: context.json.then(|| safe_json::text(&report)),
        failed: report.failed > 0 || plan.count(Came::Failed) > 0,
        ..Answer::default()
    }
}
