//! `twinge report`: one page for the doctor, as text, HTML, PDF, Markdown or JSON.

use std::path::Path;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::hints::hinted;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::formats::safe_json;
use crate::insight::period::Period;
use crate::insight::report::take_home::take_home;
use crate::insight::report::{Person, ReportOptions, report};
use crate::render::pdf::paper::Paper;
use crate::render::report::{Format, lacking, part::Part, render, take_home as home};
use crate::store::{Failure, Store, opener, write_out};
use crate::world::to_clipboard;

pub(super) fn command() -> Subcommand {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let parts = Part::WORDS.join(", ");
    let command = Command::new("report")
        .about("One page for the doctor: text, HTML, PDF, Markdown or JSON")
        .after_help(
            "Example: twinge report --format pdf -o report.pdf\nWithout --since or --last it covers the days since the \
             last visit before today, else six weeks. Nothing of it is sent anywhere.",
        )
        .arg(
            option("since", "WHEN", "From this day on, or last-visit").allow_hyphen_values(true).conflicts_with("last"),
        )
        .arg(
            option("last", "SPAN", "The last days, weeks, months or years: 10d, 6w, 3m, 1y, all")
                .allow_hyphen_values(true),
        )
        .arg(hinted(
            option("format", "FORMAT", "text, html, pdf, md or json; by the ending of the file if left out"),
            Format::WORDS,
        ))
        .arg(
            option("output", "FILE", "Write this file, in place of standard output")
                .short('o')
                .value_parser(ValueParser::path_buf()),
        )
        .arg(
            Arg::new("open")
                .long("open")
                .action(ArgAction::SetTrue)
                .help("Open the file that was written with the program that the system has for it"),
        )
        .arg(
            Arg::new("to-clipboard")
                .long("to-clipboard")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["output", "format", "open"])
                .help("Hand the page as text to the clipboard of the terminal, where it lets a program"),
        )
        .arg(Arg::new("force").long("force").action(ArgAction::SetTrue).help("Write over a file that is there"))
        .arg(Arg::new("with-notes").long("with-notes").action(ArgAction::SetTrue).help("Private notes too"))
        .arg(
            hinted(option("without", "SECTION", "Leave a section out; may be given more than once"), Part::WORDS)
                .long_help(format!("Leave a section out; may be given more than once: {parts}"))
                .action(ArgAction::Append)
                .value_delimiter(','),
        )
        .arg(
            Arg::new("take-home")
                .long("take-home")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["since", "last", "with-notes", "without", "name", "born"])
                .help("Half a page for yourself after the visit: what was found, what was agreed, what to watch for"),
        )
        .arg(hinted(option("paper", "PAPER", "a4 or letter"), Paper::WORDS).default_value("a4"))
        .arg(option("name", "NAME", "A name to print; it is not stored"))
        .arg(option("born", "DATE", "A date of birth to print; it is not stored"));
    Subcommand { command, run: Handler::File(write) }
}

/// What is said where there is no terminal whose clipboard could take the page.
const NO_CLIPBOARD: &str = "--to-clipboard needs a terminal: the clipboard is the terminal\u{2019}s. Without one, pipe the page \
                            into a program that has it: twinge report | wl-copy (or xclip, pbcopy, clip).";
/// What is said where the page was handed over; whether the terminal took it, it does not tell.
const COPIED: &str =
    "Handed to the clipboard of the terminal. Where pasting brings nothing, the terminal lets no program do so.";

fn write(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).map(|text| text.trim().to_owned());
    let output = context.output(matches, "output")?;
    let file = output.as_deref();
    let copies = matches.get_flag("to-clipboard");
    // the clipboard takes words, whatever the answer of the command is
    let json = matches.get_flag("json") && !copies;
    let format = format(text("format").as_deref(), file, json)?;
    let paper = Paper::read(&text("paper").unwrap_or_default())?;
    let without = matches.get_many::<String>("without").into_iter().flatten();
    let without = without.map(|word| Part::read(word)).collect::<Result<Vec<_>, _>>()?;
    if format == Format::Pdf && file.is_none() && context.out_is_terminal {
        let message = "A PDF is not for the terminal; name a file with -o report.pdf, or choose --format text.";
        return Err(Refusal::new(message).into());
    }
    let opens = matches.get_flag("open");
    if opens && file.is_none() {
        return Err(Refusal::new("Name the file that is to be opened: --open goes with -o report.pdf.").into());
    }
    if copies && !context.out_is_terminal {
        return Err(Refusal::new(NO_CLIPBOARD).into());
    }
    let opened = store.open(context.now())?;
    let born = Person::read_born(&text("born").unwrap_or_default(), context.now().local().date())?;
    let filled = |name: &str| text(name).filter(|text| !text.is_empty());
    let wanted = ReportOptions {
        since: since(&opened.journal, text("since"), text("last"), context)?,
        with_notes: matches.get_flag("with-notes"),
        person: Person { name: filled("name"), born },
        invented: store.is_demo(),
        ..ReportOptions::usual(context.now())
    };
    let (bytes, lacks, (from, to)) = if matches.get_flag("take-home") {
        let made = take_home(&opened.journal, context.now(), store.is_demo());
        let lacks = (format == Format::Pdf).then(|| home::lacking(&made, paper)).flatten();
        (home::render(&made, format, paper), lacks, (made.on, made.on))
    } else {
        let made = report(&opened.journal, &wanted);
        let lacks = (format == Format::Pdf).then(|| lacking(&made, &without, paper)).flatten();
        (render(&made, format, &without, paper), lacks, (made.period.from, made.period.to))
    };
    let bytes = bytes.map_err(|message| Refusal::new(format!("The page could not be made: {message}.")))?;
    let failures: Vec<String> = lacks.into_iter().collect();
    // the process ends soon; freeing all entries one by one would take longer than the page did
    std::mem::forget(opened);
    if copies {
        let page = to_clipboard(&String::from_utf8_lossy(&bytes));
        return Ok(Answer { notes: vec![COPIED.into()], ..Answer::raw(write_out::bytes(page)) });
    }
    let Some(file) = file else {
        return Ok(Answer { failures, ..Answer::raw(write_out::bytes(bytes)) });
    };
    store.refuse_own(file)?;
    let length = bytes.len();
    write_out::give(file, write_out::bytes(bytes), matches.get_flag("force")).map_err(|problem| match problem {
        problem @ crate::store::Problem::Exists { .. } => {
            Failure::Refusal(Refusal::new(format!("{problem} Choose another name, or --force writes over it.")))
        }
        other => other.into(),
    })?;
    let shown = file.display().to_string();
    let not_opened = opens.then(|| opener::open(file).err()).flatten();
    let failed = not_opened.is_some();
    let failures: Vec<String> = failures.into_iter().chain(not_opened).collect();
    let json = serde_json::json!({
        "file": shown, "format": format.word(), "bytes": length,
        "from": from, "to": to, "warnings": failures,
    });
    Ok(Answer {
        json: Some(safe_json::text(&json)),
        failures,
        failed,
        done: true,
        ..Answer::line(format!("Written to {shown}."))
    })
}

/// The format asked for; else by the ending of the file; else JSON where that is wanted, else text.
fn format(named: Option<&str>, file: Option<&Path>, json: bool) -> Result<Format, Refusal> {
    let ending = file.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let by_ending = match ending.as_deref() {
        Some("pdf") => Some(Format::Pdf),
        Some("html" | "htm") => Some(Format::Html),
        Some("md" | "markdown") => Some(Format::Md),
        Some("json") => Some(Format::Json),
        Some(other) if named.is_none() && other != "txt" && other != "text" => {
            let message = format!(
                "\u{201c}.{other}\u{201d} is no format of the report; there are .txt, .html, .pdf, .md, .json."
            );
            return Err(Refusal::new(format!("{message} --format writes any of them under another name.")));
        }
        _ => None,
    };
    match named {
        Some("markdown") => Ok(Format::Md),
        Some("txt") => Ok(Format::Text),
        Some(named) => Format::read(named),
        None => Ok(by_ending.unwrap_or(if json { Format::Json } else { Format::Text })),
    }
}

/// The first day asked for; nothing for the usual period.
fn since(
    journal: &Journal,
    since: Option<String>,
    last: Option<String>,
    context: &Context,
) -> Result<Option<chrono::NaiveDate>, Refusal> {
    let start = journal.day_starts_at();
    let today = context.now().day(start);
    if let Some(last) = last {
        return Ok(Some(Period::asked(&last, journal, context.now())?.from));
    }
    match since.as_deref() {
        None => Ok(None),
        Some("last-visit" | "last visit" | "visit") => {
            let before = journal.visits.iter().any(|visit| visit.at.day(start) < today);
            let message = "There is no visit before today; give --since WHEN or --last 6w.";
            if before { Ok(None) } else { Err(Refusal::new(message)) }
        }
        Some(text) => Ok(Some(Period::since(text, journal, context.clock)?.from)),
    }
}
