//! What an import did or would do, in lines: what comes in, what does not and why, and the sum.

use std::collections::HashMap;

use crate::cli::import::args::ImportArgs;
use crate::domain::settings::Settings;
use crate::domain::words::counted;
use crate::domain::{units, when};
use crate::import::File;
use crate::import::found::last;
use crate::import::report::{FileOutcome as Went, ImportReport, Odd, OfFile};
use crate::import::rows::{Came, Plan, PlanRow};
use crate::page::{Block, Line, Page, Tone};

/// How many lines of one sort are shown.
const MOST_LINES: usize = 20;

/// The whole answer.
pub(super) fn page(
    report: &ImportReport,
    files: &[File],
    plan: &Plan,
    settings: &Settings,
    wanted: &ImportArgs,
) -> Page {
    let mut page = Page::default();
    if wanted.quiet && plan.is_empty() {
        return page;
    }
    if files.is_empty() && wanted.known > 0 {
        let known = counted(wanted.known, "file was", "files were");
        page.push(Line::of(format!("Nothing new: {known} read before and not changed since."), Tone::Good));
        return page;
    }
    page.0.extend(table(files, plan, settings, wanted));
    if wanted.quiet {
        return page;
    }
    let of = |came: Came| plan.rows.iter().filter(move |row| row.came == came).collect::<Vec<&PlanRow>>();
    let name = |row: &&PlanRow| files.get(row.file).map_or("", |file| wanted.name(&file.name));
    listed(&mut page, if wanted.dry { "would join" } else { "joined" }, Tone::Plain, &of(Came::Joined), |row| {
        let message = row.reasons.join(" ");
        format!("{}: {}", last(name(row)), message.strip_prefix("Joined ").unwrap_or(&message))
    });
    listed(&mut page, "skipped", Tone::Muted, &skipped(&of(Came::Skipped)), String::clone);
    let went = |wanted: Went| report.files.iter().filter(|file| file.outcome == wanted).collect::<Vec<&OfFile>>();
    let left: Vec<&OfFile> = went(Went::Skipped).into_iter().filter(|file| file.runs.is_empty()).collect();
    listed(&mut page, "not read", Tone::Muted, &together(&left, wanted), String::clone);
    let warned = report.files.iter().filter(|file| file.outcome == Went::Warned);
    let odd: Vec<(&OfFile, &Odd)> = warned.flat_map(|file| file.odd.iter().map(move |odd| (file, odd))).collect();
    listed(&mut page, "odd", Tone::Warn, &odd, |(file, odd)| format!("{}: {odd}", wanted.name(&file.file)));
    let bad = report.failed > 0 || plan.count(Came::Failed) > 0;
    page.push(Line::of(sum(report, plan, left.len(), wanted.dry), if bad { Tone::Warn } else { Tone::Good }));
    page.0.extend(notes(plan, wanted).into_iter().map(|message| Block::Line(Line::of(message, Tone::Muted))));
    page
}

/// What a watch keeps besides its recordings.
const OF_THE_WATCH: &str = "It is a watch\u{2019}s own (monitoring, settings, totals), not a recorded activity.";

fn is_of_the_watch(reason: &str) -> bool {
    ["monitoring", "settings", "totals", "a weight log", "a FIT file of type", "segments", "activity summary"]
        .iter()
        .any(|word| reason.contains(word) && reason.ends_with(", not a recorded activity."))
}

/// What is left, all that is left for one reason in one line.
fn together(left: &[&OfFile], wanted: &ImportArgs) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for file in left {
        let reason = match file.reason.as_deref().unwrap_or_default() {
            // a watch has many sorts of its own files
            reason if is_of_the_watch(reason) => OF_THE_WATCH,
            reason => reason,
        };
        let place = *places.entry(reason).or_insert_with(|| {
            reasons.push((reason, Vec::new()));
            reasons.len() - 1
        });
        reasons[place].1.push(wanted.name(&file.file));
    }
    let line = |(reason, names): (&str, Vec<&str>)| match &names[..] {
        [first, _, ..] => format!("{} files, the first {first}: {reason}", names.len()),
        names => format!("{}: {reason}", names.join(", ")),
    };
    reasons.into_iter().map(line).collect()
}

/// What could not be read and why: rows, of which the first, then files.
pub(super) fn failures(report: &ImportReport, files: &[File], plan: &Plan, wanted: &ImportArgs) -> Vec<String> {
    let failed: Vec<&PlanRow> = plan.rows.iter().filter(|row| row.came == Came::Failed).collect();
    let name = |row: &PlanRow| files.get(row.file).map_or("", |file| wanted.name(&file.name));
    let row = |row: &&PlanRow| {
        let message = row.reasons.join(" ");
        format!(
            "{}, {}",
            name(row),
            message.strip_prefix("Line").map_or(message.clone(), |message| format!("line{message}"))
        )
    };
    let mut all: Vec<String> = failed.iter().take(MOST_LINES).map(row).collect();
    let more = failed.len().saturating_sub(MOST_LINES);
    if more > 0 {
        all.push(format!("and {}; --json lists all.", counted(more, "row more", "rows more")));
    }
    let files = report.files.iter().filter(|file| file.outcome == Went::Failed);
    let file = |file: &OfFile| format!("{}: {}", wanted.name(&file.file), file.reason.as_deref().unwrap_or_default());
    all.extend(files.map(file));
    all
}

/// How much of what there was.
fn sum(report: &ImportReport, plan: &Plan, left: usize, dry: bool) -> String {
    let read = report.files.len() - report.failed - left;
    let (joined, rows) = (plan.count(Came::Joined), plan.count(Came::Failed));
    let part = |count: usize, message: String| if count == 0 { String::new() } else { message };
    format!(
        "{}{} read: {} new, {}{}, {} skipped; {}{} failed.",
        if dry { "Nothing is changed. " } else { "" },
        counted(read, "file", "files"),
        report.new,
        part(joined, format!("{joined} joined, ")),
        counted(plan.count(Came::Duplicate), "duplicate", "duplicates"),
        plan.count(Came::Skipped),
        part(rows, format!("{} and ", counted(rows, "row", "rows"))),
        counted(report.failed, "file", "files"),
    )
}

/// The runs and entries, those that come in first, each sort by its time.
fn table(files: &[File], plan: &Plan, settings: &Settings, wanted: &ImportArgs) -> Option<Block> {
    let new = if wanted.dry { "would be new" } else { "new" };
    let joined = if wanted.dry { "would join" } else { "joined" };
    let mut sorts = vec![(new, Came::New), (joined, Came::Joined), ("there already", Came::Duplicate)];
    // what is said quietly is what is new
    sorts.truncate(if wanted.quiet { 2 } else { 3 });
    let mut rows = Vec::new();
    for (what, came) in sorts {
        let mut all: Vec<&PlanRow> = plan.rows.iter().filter(|row| row.came == came).collect();
        all.sort_by_key(|row| row.start);
        rows.extend(all.iter().take(MOST_LINES).map(|row| cells(what, row, files, settings)));
        let more = all.len().saturating_sub(MOST_LINES);
        if more > 0 {
            rows.push(
                [what.into(), format!("and {more} more; --json lists all")].map(|it| Line::of(it, Tone::Muted)).into(),
            );
        }
    }
    let entries = plan.rows.iter().any(|row| row.entry.is_some() && row.run().is_none());
    let surface = if entries { "surface or level" } else { "surface" };
    (!rows.is_empty())
        .then(|| Block::Table { heads: vec!["", "date", ">distance", ">time", ">pace", surface, "file"], rows })
}

fn cells(what: &str, row: &PlanRow, files: &[File], settings: &Settings) -> Vec<Line> {
    let unit = settings.units;
    let pace = row.distance_m.zip(row.duration_s).and_then(|(metres, seconds)| units::pace(metres, seconds, unit));
    let cells = [
        what.to_owned(),
        row.start.map_or("no date".into(), |at| when::say(at, settings)),
        row.distance_m.map(|metres| units::distance(metres, unit)).unwrap_or_default(),
        row.duration_s.map(units::duration).unwrap_or_default(),
        pace.unwrap_or_default(),
        row.surface(settings).unwrap_or_default(),
        files.get(row.file).map_or("", |file| last(&file.name)).to_owned(),
    ];
    cells.into_iter().map(Line::plain).collect()
}

/// What is skipped: all other sports in one line, else one line a reason.
fn skipped(rows: &[&PlanRow]) -> Vec<String> {
    let (mut sports, mut reasons) = (Tally::default(), Tally::default());
    for row in rows {
        match &row.sport {
            Some(sport) if row.is_other_sport() => sports.add(sport.to_string()),
            _ => reasons.add(row.reasons.join(" ")),
        }
    }
    let count: usize = sports.counts.iter().map(|(_, count)| count).sum();
    let said = |(word, count): &(String, usize)| if *count == 1 { word.clone() } else { format!("{count} {word}") };
    let named: Vec<String> = sports.counts.iter().map(said).collect();
    let others = (count > 0).then(|| format!("{count} of other sports: {}.", named.join(", ")));
    let reasons = reasons.counts.into_iter().map(|(message, count)| format!("{count}: {message}"));
    others.into_iter().chain(reasons).collect()
}

/// How often each was said, in the order of the first time.
#[derive(Default)]
struct Tally {
    counts: Vec<(String, usize)>,
    places: HashMap<String, usize>,
}

impl Tally {
    fn add(&mut self, said: String) {
        let place = *self.places.entry(said).or_insert_with_key(|said| {
            self.counts.push((said.clone(), 0));
            self.counts.len() - 1
        });
        self.counts[place].1 += 1;
    }
}

/// What is still to be known of what came in.
fn notes(plan: &Plan, wanted: &ImportArgs) -> Vec<String> {
    let mut notes = Vec::new();
    let count = |is: &dyn Fn(&PlanRow) -> bool| plan.rows.iter().filter(|row| is(row)).count();
    let assumed = count(&|row| row.came == Came::New && row.assumed);
    if assumed > 0 {
        notes.push(format!("{assumed} had no time zone; this computer\u{2019}s was assumed."));
    }
    if count(&|row| row.came == Came::Skipped && row.entry.is_some()) > 0 {
        notes.push("--all takes in what is skipped as no run.".into());
    }
    let there = count(&|row| matches!(row.came, Came::Duplicate | Came::Joined));
    if wanted.surface && there > 0 {
        notes.push(format!(
            "{} in the journal already: surface kept; change it with `twinge edit ID surface=grass`, or F in Runs.",
            counted(there, "run was", "runs were")
        ));
    }
    let bare = plan.bare();
    if bare > 0 {
        let how = if wanted.dry {
            "--surface gives them one"
        } else {
            "`twinge edit ID surface=grass` gives one, F in Runs many at once"
        };
        notes.push(format!("{} no surface yet: {how}.", counted(bare, "run has", "runs have")));
    }
    if !wanted.dry && !plan.is_empty() {
        let message = if wanted.demo {
            "This was the demo: nothing of it is kept."
        } else {
            "`twinge undo` takes the whole import back."
        };
        notes.push(message.into());
    }
    notes
}

fn listed<T>(page: &mut Page, what: &str, tone: Tone, all: &[T], message: impl Fn(&T) -> String) {
    for one in all.iter().take(MOST_LINES) {
        page.push(Line::of(label(what), tone).and(message(one), Tone::Plain));
    }
    let more = all.len().saturating_sub(MOST_LINES);
    if more > 0 {
        page.push(Line::of(format!("{}and {more} more; --json lists all.", label(what)), Tone::Muted));
    }
}

/// The word before a line, so wide that the lines stand under each other.
fn label(what: &str) -> String {
    format!("{what:<8}  ")
}
