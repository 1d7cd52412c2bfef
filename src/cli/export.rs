//! `twinge export`: the journal as tidy CSV, as itself, or as a FHIR R4 bundle; on standard output or into files.

use std::path::Path;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use super::hints::hinted;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::words::counted;
use crate::formats::{csv, fhir, journal_json, safe_json};
use crate::page::{Line, Page, Tone};
use crate::store::write_out::Fill;
use crate::store::{Failure, Problem, Store, give_folder, write_out};

pub(super) fn command() -> Subcommand {
    let switch =
        |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.list()).collect();
    let command = Command::new("export")
        .about("Write the journal out: as tables, as itself, or as a FHIR bundle")
        .after_help(
            "csv is one file a kind with times as ISO 8601, distances in metres (_m) and times in seconds (_s); runs and pain read \
             back with twinge import.\njson is the journal itself. fhir is an R4 collection Bundle of what you reported: pain, runs, \
             massages, therapy. Files are for their owner only.\n\nExample: twinge export --format csv -o tables\n\
             Example: twinge export --format fhir -o twinge-fhir.json",
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(PossibleValuesParser::new(["csv", "json", "fhir"]))
                .default_value("json")
                .help("The format"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("PATH")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::AnyPath)
                .help("The file, or the folder for csv of all kinds; - is standard output [default: -]"),
        )
        .arg(hinted(Arg::new("kind"), kinds).long("kind").value_name("KIND").help("csv of one kind only, in one file"))
        .arg(switch("force", "Write over files that are there"))
        .arg(switch("with-notes", "fhir: your notes too"))
        .arg(switch("snomed", "fhir: sites as SNOMED CT codes too, which need a licence in some countries"));
    Subcommand { command, run: Handler::File(export) }
}

fn export(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let format = matches.get_one::<String>("format").map_or("json", String::as_str);
    let kind = matches.get_one::<String>("kind").map(|text| Kind::named(text)).transpose()?;
    for (flag, given) in [("--with-notes", matches.get_flag("with-notes")), ("--snomed", matches.get_flag("snomed"))] {
        if given && format != "fhir" {
            return Err(Refusal::new(format!("{flag} goes with --format fhir.")).into());
        }
    }
    if kind.is_some() && format != "csv" {
        return Err(Refusal::new("--kind goes with --format csv.").into());
    }
    let output = context.output(matches, "output")?;
    let path = output.as_deref();
    // kept to the end of the process, which is near: what writes it out may be called after this
    let journal: &'static Journal = Box::leak(Box::new(store.open(context.now())?.journal));
    let what: Fill<'static> = match (format, kind, path) {
        ("csv", None, None) => {
            let message = "csv is one file a kind: name a folder with -o tables, or one kind with --kind runs.";
            return Err(Refusal::new(message).into());
        }
        ("csv", None, Some(folder)) if folder.extension().is_some_and(|ending| ending == "csv") && !folder.is_dir() => {
            let message = format!(
                "{} would be a folder, as csv is one file a kind: name a folder, or one kind with --kind runs.",
                folder.display()
            );
            return Err(Refusal::new(message).into());
        }
        ("csv", None, Some(folder)) => return tables(store, journal, Kind::ALL, folder, matches.get_flag("force")),
        // one kind in a folder that is there, under its own name
        ("csv", Some(kind), Some(folder)) if folder.is_dir() => {
            return tables(store, journal, &[kind], folder, matches.get_flag("force"));
        }
        ("csv", Some(kind), _) => Box::new(move |to| csv::write(kind, journal.items(kind), to)),
        ("fhir", ..) => {
            let options = fhir::FhirOptions {
                snomed: matches.get_flag("snomed"),
                notes: matches.get_flag("with-notes"),
                now: Some(context.now()),
            };
            Box::new(move |to| fhir::write(journal, options, to))
        }
        _ => Box::new(move |to| journal_json::stream(journal, to)),
    };
    let Some(path) = path else { return Ok(Answer::raw(what)) };
    store.refuse_own(path)?;
    write_out::give(path, what, matches.get_flag("force")).map_err(refuse_existing)?;
    let count = kind.map(|kind| counted(journal.count(kind), "entry", "entries"));
    let count = count.map(|count| format!(": {count}")).unwrap_or_default();
    let mut page = Page::line(format!("Written to {}{count}.", path.display()));
    if format == "fhir" {
        page.push(Line::of(fhir::LOINC_NOTICE, Tone::Muted));
    }
    let json = serde_json::json!({ "format": format, "files": [{ "file": path.display().to_string() }] });
    Ok(Answer { page, json: Some(safe_json::text(&json)), done: true, ..Answer::default() })
}

/// One file a kind, also of kinds without an entry: the folder looks the same each time.
fn tables(store: &Store, journal: &Journal, kinds: &[Kind], folder: &Path, force: bool) -> Result<Answer, Failure> {
    let table = |&kind: &Kind| {
        let what: Fill = Box::new(move |to| csv::write(kind, journal.items(kind), to));
        (format!("{}.csv", kind.list()), what)
    };
    let files: Vec<(String, Fill)> = kinds.iter().map(table).collect();
    files.iter().try_for_each(|(name, _)| store.refuse_own(&folder.join(name)))?;
    let paths = give_folder::give(folder, files, force).map_err(refuse_existing)?;
    let told = kinds.iter().zip(&paths).map(|(kind, path)| {
        serde_json::json!({ "file": path.display().to_string(), "kind": kind.word(), "entries": journal.count(*kind) })
    });
    let json = serde_json::json!({ "format": "csv", "files": told.collect::<Vec<_>>() });
    let entries: usize = kinds.iter().map(|kind| journal.count(*kind)).sum();
    let (files, entries) = (counted(paths.len(), "file", "files"), counted(entries, "entry", "entries"));
    let message = format!("Written to {}: {files}, {entries}.", folder.display());
    Ok(Answer { json: Some(safe_json::text(&json)), done: true, ..Answer::line(message) })
}

fn refuse_existing(problem: Problem) -> Failure {
    match problem {
        Problem::NoFile { path, what } => {
            Refusal::new(format!("{} is {what}; name a file with -o.", path.display())).into()
        }
        problem @ Problem::Exists { .. } => {
            Refusal::new(format!("{problem} Choose another name, or --force writes over it.")).into()
        }
        other => other.into(),
    }
}
