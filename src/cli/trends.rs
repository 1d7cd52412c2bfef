//! `twinge trends`: what my own notes say about a period, the same answers as the Trends tab.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::insight::known::NOT_KNOWN;
use crate::insight::next_morning::BaseFrom;
use crate::insight::pairs::{Factor, Pair};
use crate::insight::period::{Period, Span};
use crate::insight::run_summary::{named, percent};
use crate::insight::runs as insight;
use crate::insight::trends::{Trends, trends};
use crate::insight::weeks::Week;
use crate::page::{Block, Line, Page, Tone};
use crate::render::trends;
use crate::render::trends_json;

pub(super) fn command() -> Subcommand {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).allow_hyphen_values(true)
    };
    let with: Vec<&str> = Factor::WORDS.to_vec();
    let pairs = format!(
        "Two surfaces (grass,road), two pairs of shoes by name, or one thing to be with and without: {}, or the name \
         of a pair; may be given several times, each that can be tested counts against all",
        with.join(", ")
    );
    let command = Command::new("trends")
        .about("What my own notes say: pain, runs, surfaces, markers, with and without, each figure with its n")
        .after_help(
            "Example: twinge trends --last 6w --compare grass,road\n         twinge trends --since last-visit --compare \
             orthotics --json\n\nPairs are compared only when asked for: five mornings of each, alike in distance, \
             effort, shoes and weeks.\nA run counts for a surface where at least three quarters of it was on it; a \
             day's runs count once.",
        )
        .arg(option("since", "WHEN", "From this day on; also last-visit"))
        .arg(
            option("last", "SPAN", "The last days, weeks, months or years: 10d, 6w, 3m, 1y, all [default: 6w]")
                .conflicts_with("since"),
        )
        .arg(option("compare", "A,B", "").help(pairs).action(ArgAction::Append));
    Subcommand { command, run: Handler::Ask(ask) }
}

/// The period asked for: the last six weeks unless something else is.
fn period(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Period, Refusal> {
    let today = context.now().day(journal.day_starts_at());
    let of = |span: Span| {
        let refuse = |why| Refusal::new(format!("That is no period yet: {why}."));
        span.period(journal, context.now()).map_err(refuse)
    };
    let text = |name: &str| matches.get_one::<String>(name).map(|text| text.trim().to_lowercase());
    match (text("since"), text("last")) {
        (Some(since), _) if since == Span::LastVisit.word() => of(Span::LastVisit),
        (Some(since), _) => Period::since(&since, journal, context.clock),
        (_, Some(last)) => Period::asked(&last, journal, context.now()),
        _ => Period::last(Span::Weeks6.word(), today),
    }
}

fn ask(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let period = period(journal, matches, context)?;
    let texts = matches.get_many::<String>("compare").unwrap_or_default();
    let pairs = texts.map(|text| Pair::read(text, journal)).collect::<Result<Vec<_>, _>>()?;
    let found = trends(journal, period, context.now().day(journal.day_starts_at()), &pairs);
    let page = page(&found, journal);
    Ok(Answer { page, json: Some(safe_json::text(&trends_json::value(&found))), ..Answer::default() })
}

/// Everything as lines: weeks and runs one by one, then the page that the tab shows too.
fn page(trends: &Trends, journal: &Journal) -> Page {
    let units = journal.settings.units;
    let mut page = Page::default();
    let (period, days) = (trends.period, counted(trends.period.days(), "day", "days"));
    let message = format!("{} to {}: {days}, {} with something logged", period.from, period.to, trends.days_logged);
    page.push(Line::of(message, Tone::Title));
    if trends.weeks.iter().any(|week| week.runs > 0) {
        page.push(Line::default());
        page.0.push(weeks(trends, units));
    }
    if !trends.runs.is_empty() {
        page.push(Line::default());
        page.0.push(runs(trends, units));
        if trends.runs.iter().any(|run| base(run).ends_with('*')) {
            let message = " * no morning level that day: the median of the mornings of the week before";
            page.push(Line::of(message, Tone::Muted));
        }
    }
    page.0.extend(trends::page(journal, trends).0);
    page
}

fn table<const N: usize>(heads: [&'static str; N], rows: impl Iterator<Item = [String; N]>) -> Block {
    Block::Table { heads: heads.to_vec(), rows: rows.map(|row| row.map(Line::plain).to_vec()).collect() }
}

fn weeks(trends: &Trends, units: Units) -> Block {
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let row = |week: &Week| {
        let mut surfaces: Vec<String> =
            week.surfaces.iter().map(|(surface, metres)| format!("{} {}", surface.word(), far(*metres))).collect();
        surfaces.extend((week.unknown_m > 0).then(|| format!("surface not known {}", far(week.unknown_m))));
        let load = match &week.load.sum {
            Ok(sum) => format!("{sum:.0} (n {} of {})", week.load.n, week.load.of),
            Err(_) => String::new(),
        };
        let from = format!("{}{}", week.from, if week.partly { " (partly)" } else { "" });
        let runs = if week.begun { week.runs.to_string() } else { "\u{2013}".to_owned() };
        let distance = match &week.distance_m {
            Ok(metres) => far(*metres),
            Err(_) if week.begun => NOT_KNOWN.to_owned(),
            Err(_) => "\u{2013}".to_owned(),
        };
        [from, runs, distance, surfaces.join(", "), load]
    };
    table(["week of", ">runs", ">distance", "surface", "load"], trends.weeks.iter().map(row))
}

/// The morning before a run, marked where others stand in for it.
fn base(run: &insight::RunSummary) -> String {
    match &run.base {
        Ok((base, BaseFrom::Morning)) => base.to_string(),
        Ok((base, BaseFrom::MorningAfterRun)) => format!("{base} (logged after the run)"),
        Ok((base, BaseFrom::MorningsBefore)) => format!("{base}*"),
        Err(_) => "\u{2013}".into(),
    }
}

fn runs(trends: &Trends, units: Units) -> Block {
    let plain = |word: &str| word.replace('_', " ");
    let row = |run: &insight::RunSummary| {
        let surfaces: Vec<&str> = run.surfaces.iter().map(|(surface, _)| surface.word()).collect();
        let spike = match run.spike.ratio {
            Some(ratio) => format!("{}, {}", percent(ratio, run.spike.class, false), run.spike.class.word()),
            None => plain(run.spike.class.word()),
        };
        let limits = match &run.limits.outside[..] {
            [] => plain(run.limits.standing.word()),
            outside => format!("outside: {}", named(outside)),
        };
        [
            run.at.local().format("%a %Y-%m-%d").to_string(),
            run.distance_m.map(|metres| distance(metres, units)).unwrap_or_default(),
            surfaces.join("+"),
            base(run),
            run.next.as_ref().map_or("\u{2013}".into(), ToString::to_string),
            run.settled.as_ref().map_or("\u{2013}".into(), |settled| plain(settled.word())),
            plain(run.verdict.word()),
            spike,
            limits,
            run.reasons.join("; "),
        ]
    };
    let heads = [
        "date",
        ">distance",
        "surface",
        ">base",
        ">next",
        "settled",
        "verdict",
        "of the longest in 30 days",
        "limits",
        "why",
    ];
    table(heads, trends.runs.iter().map(row))
}
