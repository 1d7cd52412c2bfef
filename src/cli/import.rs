//! `twinge import`: brings runs in from recordings, archives and lists, in one change.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::progress::Progress;
use super::{Asked, Entry, Outcome, Run};
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::settings::{Settings, Units};
use crate::domain::words::counted;
use crate::domain::{units, when};
use crate::formats::import::plan::{How, plan};
use crate::formats::import::report::Outcome as Went;
use crate::formats::import::report::{OfFile, Report};
use crate::formats::import::rows::{Came, Plan, Row};
use crate::formats::import::{File, Options};
use crate::formats::plain_csv::Named;
use crate::formats::safe_json;
use crate::page::{Block, Line, Page, Tone};
use crate::store::{Failure, Store};

const AFTER: &str = "\
Example: twinge import ~/Downloads/export_123.zip --dry-run
         twinge import ~/runs --surface road
         twinge import log.csv --column date=Day --column distance_km=Dist --column duration=Time

Read are FIT, GPX and TCX files (also .gz), Strava\u{2019}s archive (folder or zip), Garmin Connect\u{2019}s Activities.csv,
Apple Health\u{2019}s export.xml, the lists of intervals.icu and Runkeeper, our own CSV (runs and pain), and any list whose
head names a date with a distance or a duration. The kind is told by the content, never by the name.

A run that is there already adds nothing: the same source, or a start within 2 minutes and a distance within 10 % or a
time within 3 %. The only run typed by hand on that day that is as long (within 10 %) is joined with the recorded one:
start, distance and time become the recorded ones, everything else typed stays. --separate joins none.
The ground is taken from the file where it says treadmill, track or trail, else from --surface, else it is \u{201c}other\u{201d}.
One import is one change: `twinge undo` takes it back.";

pub(super) fn command() -> Entry {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let command = Command::new("import")
        .about("Bring in runs from watches, archives and lists")
        .after_help(AFTER)
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .required(true)
                .num_args(1..)
                .value_parser(ValueParser::path_buf())
                .help("Files, folders, archives"),
        )
        .arg(
            Arg::new("surface")
                .long("surface")
                .value_name("SURFACE")
                .help(format!("The ground where the file does not say it: {}", Surface::WORDS.join(", "))),
        )
        .arg(flag("all", "Take other sports than running too"))
        .arg(flag("separate", "Never join a run with one typed by hand"))
        .arg(
            Arg::new("column")
                .long("column")
                .value_name("WHAT=HEAD")
                .action(ArgAction::Append)
                .help("Which column of a list is what, such as distance_km=Dist"),
        )
        .arg(
            Arg::new("unit")
                .long("unit")
                .value_name("UNIT")
                .help("The unit of distances in a list that does not say: km, mi"),
        )
        .arg(flag("dry-run", "Only show what would come in"));
    Entry { command, run: Run::File(import) }
}

fn import(store: &Store, matches: &ArgMatches, asked: &Asked) -> Result<Outcome, Failure> {
    let surface = matches.get_one::<String>("surface").map(|text| Surface::read(text)).transpose()?;
    let unit = matches.get_one::<String>("unit").map(|text| Units::read(text)).transpose()?;
    let columns = matches.get_many::<String>("column").into_iter().flatten();
    let columns = columns.map(|text| Named::read(text)).collect::<Result<Vec<_>, Refusal>>()?;
    let how = How {
        surface,
        all: matches.get_flag("all"),
        separate: matches.get_flag("separate"),
        clock: asked.clock,
        id: asked.id,
    };
    // the journal is looked at before hours are spent on files
    let opened = store.open()?;
    let options = Options { columns, unit, else_unit: opened.journal.settings.units };
    let paths: Vec<PathBuf> = matches.get_many::<PathBuf>("path").into_iter().flatten().cloned().collect();
    let mut progress = Progress::new("files");
    let files = crate::store::import::read(&paths, &options, &mut |far| {
        progress.tell(far.done, far.of);
        true
    });
    progress.end();
    let files = files.unwrap_or_default();
    let dry = matches.get_flag("dry-run");
    let first = plan(&files, &opened.journal, &how);
    if dry || first.change().is_none() {
        return Ok(shown(&files, &first, &opened.journal.settings, dry));
    }
    drop(opened);
    // against the journal as it is in the file now
    let (journal, _, plan) = store.commit(asked.now(), |journal: &mut Journal| {
        let plan = plan(&files, journal, &how);
        match plan.change() {
            Some(change) => journal.make(change, asked.now())?,
            None => return Err(Refusal::new("All of it came in elsewhere meanwhile; nothing was changed.")),
        }
        Ok(plan)
    })?;
    let outcome = shown(&files, &plan, &journal.settings, false);
    // the process ends soon; freeing many entries one by one takes longer than the answer
    std::mem::forget(journal);
    Ok(outcome)
}

fn shown(files: &[File], plan: &Plan, settings: &Settings, dry: bool) -> Outcome {
    let report = Report::of(files, plan, !dry);
    Outcome {
        page: page(&report, files, plan, settings, dry),
        json: Some(safe_json::text(&report)),
        failed: report.failed > 0,
        ..Outcome::default()
    }
}

/// How many lines of one sort are shown.
const MOST_LINES: usize = 20;

fn page(report: &Report, files: &[File], plan: &Plan, settings: &Settings, dry: bool) -> Page {
    let mut page = Page::default();
    let rows = |came: Came| plan.rows.iter().filter(move |row| row.came == came).collect::<Vec<&Row>>();
    let new = if dry { "would be new" } else { "new" };
    let joined = if dry { "would join" } else { "joined" };
    let sorts = [(new, Came::New), (joined, Came::Joined), ("there already", Came::Duplicate)];
    let cells = sorts.into_iter().flat_map(|(what, came)| {
        let all = rows(came);
        let more = all.len().saturating_sub(MOST_LINES);
        let more = (more > 0).then(|| {
            vec![Line::of(what, Tone::Muted), Line::of(format!("and {more} more; --json lists all"), Tone::Muted)]
        });
        all.into_iter()
            .take(MOST_LINES)
            .map(move |row| cells(what, row, files, settings))
            .chain(more)
            .collect::<Vec<_>>()
    });
    let cells: Vec<Vec<Line>> = cells.collect();
    if !cells.is_empty() {
        page.0.push(Block::Table {
            heads: vec!["", "date", ">distance", ">time", ">pace", "surface", "file"],
            rows: cells,
        });
    }
    for (count, says) in skipped(&rows(Came::Skipped)) {
        page.push(Line::of("skipped  ", Tone::Muted).and(format!("{count}: {says}"), Tone::Plain));
    }
    let of = |wanted: Went| report.files.iter().filter(|file| file.outcome == wanted).collect::<Vec<&OfFile>>();
    let left: Vec<&OfFile> = of(Went::Skipped).into_iter().filter(|file| file.runs.is_empty()).collect();
    let reason = |file: &&OfFile| format!("{}: {}", file.file, file.reason.clone().unwrap_or_default());
    listed(&mut page, "not read", Tone::Muted, &left, reason);
    listed(&mut page, "odd", Tone::Warn, &of(Went::Warned), reason);
    for file in of(Went::Failed) {
        page.push(Line::of("failed  ", Tone::Bad).and(reason(&file), Tone::Plain));
    }
    let read = report.files.iter().filter(|file| !matches!(file.outcome, Went::Failed)).count() - left.len();
    page.push(Line::of(
        format!(
            "{}{} read: {} new, {}, {} skipped; {} failed.",
            if dry { "Nothing is changed. " } else { "" },
            counted(read, "file", "files"),
            report.new,
            counted(report.duplicate, "duplicate", "duplicates"),
            report.skipped,
            counted(report.failed, "file", "files")
        ),
        if report.failed > 0 { Tone::Warn } else { Tone::Good },
    ));
    page.0.extend(notes(plan, dry).into_iter().map(|says| Block::Line(Line::of(says, Tone::Muted))));
    page
}

/// What is skipped, one line a reason.
fn skipped(rows: &[&Row]) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    for row in rows {
        let says = row.reasons.join(" ");
        match all.iter_mut().find(|(_, other)| *other == says) {
            Some((count, _)) => *count += 1,
            None => all.push((1, says)),
        }
    }
    all
}

fn cells(what: &str, row: &Row, files: &[File], settings: &Settings) -> Vec<Line> {
    let unit = settings.units;
    let pace = row.distance_m.zip(row.duration_s).and_then(|(metres, seconds)| units::pace(metres, seconds, unit));
    let file = files.get(row.file).map_or("", |file| file.name.rsplit('/').next().unwrap_or_default());
    let ground = row.run().filter(|_| row.came != Came::Duplicate).and_then(|run| run.surface_says(unit));
    let cells = [
        what.to_owned(),
        row.start.map_or("no date".into(), |at| when::say(at, settings)),
        row.distance_m.map(|metres| units::distance(metres, unit)).unwrap_or_default(),
        row.duration_s.map(units::duration).unwrap_or_default(),
        pace.unwrap_or_default(),
        ground.unwrap_or_default(),
        file.to_owned(),
    ];
    cells.into_iter().map(Line::plain).collect()
}

/// What is still to be known of what came in.
fn notes(plan: &Plan, dry: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let new: Vec<&Row> = plan.rows.iter().filter(|row| row.came == Came::New).collect();
    let bare = new.iter().filter(|row| row.run().is_some_and(|run| run.lacks_surface())).count();
    let assumed = new.iter().filter(|row| row.assumed).count();
    if assumed > 0 {
        let which = if assumed == 1 {
            "1 had no time zone; this computer\u{2019}s".into()
        } else {
            format!("{assumed} had no time zone; this computer\u{2019}s")
        };
        notes.push(format!("{which} was assumed."));
    }
    if plan.rows.iter().any(|row| row.came == Came::Skipped && row.entry.is_some()) {
        notes.push("--all takes in what is skipped as no run.".into());
    }
    if bare > 0 {
        let they = if bare == 1 { "1 run has" } else { "runs have" };
        let many = if bare == 1 { String::new() } else { format!("{bare} ") };
        let how = if dry {
            "--surface gives them one"
        } else {
            "`twinge edit ID surface=grass` gives one, the Runs tab many at once"
        };
        notes.push(format!("{many}{they} no surface yet: {how}."));
    }
    if !dry && plan.change().is_some() {
        notes.push("`twinge undo` takes the whole import back.".into());
    }
    notes
}

fn listed<T>(page: &mut Page, what: &str, tone: Tone, all: &[T], says: impl Fn(&T) -> String) {
    for one in all.iter().take(MOST_LINES) {
        page.push(Line::of(format!("{what}  "), tone).and(says(one), Tone::Plain));
    }
    let more = all.len().saturating_sub(MOST_LINES);
    if more > 0 {
        page.push(Line::of(format!("{what}  and {more} more; --json lists all."), Tone::Muted));
    }
}
