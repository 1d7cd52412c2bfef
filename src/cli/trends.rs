//! `twinge trends`: what my own notes say about a period, the same answers as the Trends tab.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Asked, Entry, Outcome, Run};
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Units;
use crate::domain::units::distance;
use crate::domain::words::counted;
use crate::formats::{safe_json, trends_json};
use crate::insight::change::signed;
use crate::insight::compare::Comparison;
use crate::insight::known::Known;
use crate::insight::outcomes::Summary;
use crate::insight::pairs::{Factor, Pair};
use crate::insight::period::{Period, Span};
use crate::insight::trends::{ASSOCIATION, Figures, Trends, trends};
use crate::insight::verdict::Verdict;
use crate::page::{Block, Line, Page, Tone};

pub(super) fn command() -> Entry {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).allow_hyphen_values(true)
    };
    let with: Vec<&str> = Factor::WORDS.to_vec();
    let pairs = format!(
        "Two surfaces (grass,road), two pairs of shoes by name, or one thing to be with and without: {}, or the name \
         of a pair; may be given several times, each pair counts against all",
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
            option("last", "SPAN", "The last days, weeks, months or years: 10d, 6w, 3m, 1y; also all [default: 6w]")
                .conflicts_with("since"),
        )
        .arg(option("compare", "A,B", "").help(pairs).action(ArgAction::Append));
    Entry { command, run: Run::Ask(ask) }
}

/// The period asked for: the last six weeks unless something else is.
fn period(journal: &Journal, matches: &ArgMatches, asked: &Asked) -> Result<Period, Refusal> {
    let today = asked.now().day(journal.day_starts_at());
    let of = |span: Span| {
        span.period(journal, asked.now()).map_err(|why| Refusal::new(format!("There {why}.").replace("There no", "No")))
    };
    let text = |name: &str| matches.get_one::<String>(name).map(|text| text.trim().to_lowercase());
    match (text("since"), text("last")) {
        (Some(since), _) if since == Span::LastVisit.word() => of(Span::LastVisit),
        (Some(since), _) => Period::since(&since, journal, asked.clock),
        (_, Some(last)) if last == Span::All.word() => Ok(of(Span::All).unwrap_or(Period { from: today, to: today })),
        (_, Some(last)) => Period::last(&last, today),
        _ => Period::last(Span::Weeks6.word(), today),
    }
}

fn ask(journal: &Journal, matches: &ArgMatches, asked: &Asked) -> Result<Outcome, Refusal> {
    let period = period(journal, matches, asked)?;
    let texts = matches.get_many::<String>("compare").unwrap_or_default();
    let pairs = texts.map(|text| Pair::read(text, journal)).collect::<Result<Vec<_>, _>>()?;
    let found = trends(journal, period, asked.now().day(journal.day_starts_at()), &pairs);
    let page = page(&found, journal);
    Ok(Outcome { page, json: Some(safe_json::text(&trends_json::value(&found))), ..Outcome::default() })
}

/// Everything as lines, in the order of the tab.
fn page(trends: &Trends, journal: &Journal) -> Page {
    let units = journal.settings.units;
    let mut page = Page::default();
    let period = trends.period;
    let days = counted(period.days(), "day", "days");
    page.push(Line::of(
        format!("{} to {}: {days}, {} with something logged", period.from, period.to, trends.days_logged),
        Tone::Title,
    ));
    if let Some(warning) = &trends.warning {
        page.push(Line::of(
            format!("Warning sign open ({}): {}", warning.signs.join(", "), warning.action()),
            Tone::Bad,
        ));
    }
    page.0.extend(trends.see_someone.iter().map(|some| Block::Line(Line::of(some.says(), Tone::Warn))));
    pain(trends, &mut page);
    runs(trends, units, &mut page);
    weeks(trends, units, &mut page);
    grounds(trends, units, &mut page);
    with_without(trends, &mut page);
    comparisons(&trends.comparisons, &mut page);
    markers(trends, &mut page);
    if let Some(before) = &trends.before {
        against(before, &trends.figures, units, &mut page);
    }
    page.push(Line::default());
    page.push(Line::of(ASSOCIATION, Tone::Muted));
    page
}

fn heading(page: &mut Page, text: &str) {
    page.push(Line::default());
    page.push(Line::of(text, Tone::Title));
}

/// A value, or a dash.
fn or_dash<T: std::fmt::Display>(value: &Known<T>) -> String {
    value.as_ref().map_or("\u{2013}".into(), T::to_string)
}

fn say(page: &mut Page, text: String) {
    page.push(Line::plain(format!("  {text}")));
}

fn pain(trends: &Trends, page: &mut Page) {
    let pain = &trends.pain;
    heading(page, "Pain");
    match &pain.median_morning {
        Ok(median) => {
            say(page, format!("median morning {median}, of {}", counted(pain.n_mornings, "morning", "mornings")))
        }
        Err(why) => say(page, why.clone()),
    }
    match (&pain.worst, &pain.days_at_5_or_more) {
        (Ok(worst), Ok(bad)) => {
            let days = counted(pain.n, "day", "days");
            say(page, format!("worst {worst}, of {days} with a level; at 5 or more on {bad} of {}", pain.n));
        }
        (Err(why), _) | (_, Err(why)) => say(page, why.clone()),
    }
    match (&pain.week_to_week, pain.change(), pain.weeks.before, pain.weeks.last) {
        (Ok(says), Some(change), (n_before, Some(before)), (n_last, Some(last))) => say(
            page,
            format!(
                "last seven days: median {last} (n {n_last}), the seven before {before} (n {n_before}): {}; {}",
                says.word().replace('_', " "),
                change.says()
            ),
        ),
        (Err(why), ..) => say(page, why.clone()),
        _ => {}
    }
    say(page, pain.trend.says());
}

fn runs(trends: &Trends, units: Units, page: &mut Page) {
    heading(page, &counted(trends.runs.len(), "run", "runs"));
    if trends.runs.is_empty() {
        return;
    }
    let heads = vec![
        "date",
        ">distance",
        "surface",
        ">base",
        ">next",
        "settled",
        "verdict",
        "longest of 30 days",
        "limits",
        "why",
    ];
    let row = |run: &crate::insight::runs::Run| {
        let surfaces: Vec<&str> = run.surfaces.iter().map(|(surface, _)| surface.word()).collect();
        let base = run.base.as_ref().map_or("\u{2013}".into(), |(base, from)| {
            format!("{base}{}", if *from == crate::insight::tail::BaseFrom::Morning { "" } else { "*" })
        });
        let spike = match run.spike.ratio {
            Some(ratio) => format!("{:.0} %, {}", ratio * 100.0, run.spike.class.word()),
            None => run.spike.class.word().replace('_', " "),
        };
        let limits = if run.limits.outside.is_empty() {
            run.limits.says.word().replace('_', " ")
        } else {
            format!("outside: {}", run.limits.outside.join(", "))
        };
        let why = match run.verdict {
            Verdict::Steady => "no warning in these numbers".into(),
            _ => run.reasons.join("; "),
        };
        let cells = [
            run.at.local().format("%a %Y-%m-%d").to_string(),
            run.distance_m.map(|metres| distance(metres, units)).unwrap_or_default(),
            surfaces.join("+"),
            base,
            or_dash(&run.next),
            run.settled.as_ref().map_or("\u{2013}".into(), |settled| settled.word().replace('_', " ")),
            run.verdict.word().replace('_', " "),
            spike,
            limits,
            why,
        ];
        cells.map(Line::plain).to_vec()
    };
    page.0.push(Block::Table { heads, rows: trends.runs.iter().map(row).collect() });
    let stood_in =
        |run: &crate::insight::runs::Run| matches!(run.base, Ok((_, crate::insight::tail::BaseFrom::MorningsBefore)));
    if trends.runs.iter().any(stood_in) {
        say(page, "* no morning level that day: the median of the mornings of the week before".into());
    }
    if let Ok(settled) = &trends.figures.settled {
        let of = trends.figures.n_settled;
        say(page, format!("settled by the next morning: {settled} of {}", counted(of, "run", "runs")));
    }
}

fn weeks(trends: &Trends, units: Units, page: &mut Page) {
    if trends.weeks.iter().all(|week| week.runs == 0) {
        return;
    }
    heading(page, "Distance by week");
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let row = |week: &crate::insight::weeks::Week| {
        let mut grounds: Vec<String> =
            week.surfaces.iter().map(|(surface, metres)| format!("{} {}", surface.word(), far(*metres))).collect();
        grounds.extend((week.unknown_m > 0).then(|| format!("ground not known {}", far(week.unknown_m))));
        let load = match &week.load.sum {
            Ok(sum) => format!("{sum:.0} (n {} of {})", week.load.n, week.load.of),
            Err(_) => String::new(),
        };
        let from = format!("{}{}", week.from, if week.partly { " (partly)" } else { "" });
        [from, week.runs.to_string(), far(week.distance_m), grounds.join(", "), load].map(Line::plain).to_vec()
    };
    let heads = vec!["week of", ">runs", ">distance", "on", "load"];
    page.0.push(Block::Table { heads, rows: trends.weeks.iter().map(row).collect() });
    if let Ok(sum) = &trends.load.sum {
        let (n, of) = (trends.load.n, counted(trends.load.of, "run", "runs"));
        say(page, format!("load of the last seven days: {sum:.0} (effort \u{d7} minutes, of {n} of {of})"));
    }
    if let Some(note) = &trends.longer_week {
        say(page, note.clone());
    }
}

/// What a summary says: median, range, settled.
fn summed(summary: &Summary) -> [String; 3] {
    let median = summary.median.as_ref().map_or("\u{2013}".into(), |points| signed(*points));
    let range = summary
        .range
        .as_ref()
        .map_or(String::new(), |(low, high)| format!("{} to {}", signed(f64::from(*low)), signed(f64::from(*high))));
    let settled = summary.settled.as_ref().map_or("\u{2013}".into(), |settled| format!("{settled} of {}", summary.n));
    [median, range, settled]
}

/// Why a summary is short, where it is.
fn short(summary: &Summary) -> String {
    use crate::insight::compare::COMPARE_LEAST;
    match &summary.median {
        Err(why) => why.clone(),
        Ok(_) if summary.n < COMPARE_LEAST => "too few to compare".into(),
        Ok(_) => String::new(),
    }
}

fn grounds(trends: &Trends, units: Units, page: &mut Page) {
    if trends.surfaces.is_empty() {
        return;
    }
    heading(page, "Surfaces, and the change to the next morning");
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let row = |ground: &crate::insight::surfaces::Ground| {
        let [median, range, settled] = summed(&ground.mornings);
        let far = ground.distance_m.map(far).unwrap_or_default();
        let (runs, n) = (ground.runs.to_string(), ground.mornings.n.to_string());
        [ground.surface.word().into(), runs, far, n, median, range, settled, short(&ground.mornings)]
            .map(Line::plain)
            .to_vec()
    };
    let heads = vec!["surface", ">runs", ">distance", ">mornings", ">median", "from", "settled", ""];
    page.0.push(Block::Table { heads, rows: trends.surfaces.iter().map(row).collect() });
}

fn with_without(trends: &Trends, page: &mut Page) {
    if trends.with_without.is_empty() {
        return;
    }
    heading(page, "With and without, and the change to the next morning");
    let heads = vec!["days", ">mornings", ">median", "from", "settled", ""];
    let row = |name: String, summary: &Summary| {
        let [median, range, settled] = summed(summary);
        [name, summary.n.to_string(), median, range, settled, short(summary)].map(Line::plain).to_vec()
    };
    let both = |one: &crate::insight::with_without::WithWithout| {
        [row(one.pair.a.name(), &one.with), row(one.pair.b.name(), &one.without)]
    };
    page.0.push(Block::Table { heads, rows: trends.with_without.iter().flat_map(both).collect() });
}

fn comparisons(all: &[Comparison], page: &mut Page) {
    if all.is_empty() {
        return;
    }
    heading(page, &format!("Compared: {}", counted(all.len(), "pair", "pairs")));
    for one in all {
        let runs = format!("{} v {} mornings", one.n_a, one.n_b);
        let interval = match &one.interval {
            Ok((low, high)) => format!("; 90 % interval {} to {}", signed(*low), signed(*high)),
            Err(_) => String::new(),
        };
        say(page, format!("{}: {}, {runs} ({}{interval})", one.name(), one.says.says(), one.reasons.join("; ")));
    }
}

fn markers(trends: &Trends, page: &mut Page) {
    if trends.markers.is_empty() {
        return;
    }
    heading(page, "Markers: median morning of the 14 days before and after");
    let row = |one: &crate::insight::marker_effect::MarkerEffect| {
        let side = |side: &crate::insight::marker_effect::Side| format!("{} (n {})", or_dash(&side.median), side.n);
        let says = one.change.map_or_else(|| one.says.word().replace('_', " "), |change| change.says());
        let says = if one.reasons.is_empty() { says } else { format!("{says}; {}", one.reasons.join("; ")) };
        [one.marker.day.to_string(), one.marker.what.clone(), side(&one.before), side(&one.after), says]
            .map(Line::plain)
            .to_vec()
    };
    let heads = vec!["date", "what", "before", "after", ""];
    page.0.push(Block::Table { heads, rows: trends.markers.iter().map(row).collect() });
}

/// The period against as many days before it, a row for each figure.
fn against(before: &Figures, now: &Figures, units: Units, page: &mut Page) {
    heading(page, &format!("This period against the {} before it", counted(before.period.days(), "day", "days")));
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let rows: [(&str, fn(&Figures) -> String); 4] = [
        ("median morning", |one| format!("{} (n {})", or_dash(&one.median_morning), one.n_mornings)),
        ("worst", |one| format!("{} (n {})", or_dash(&one.worst), one.n)),
        ("days at 5 or more", |one| format!("{} of {}", or_dash(&one.days_at_5_or_more), one.n)),
        ("settled runs", |one| format!("{} of {}", or_dash(&one.settled), one.n_settled)),
    ];
    let mut table: Vec<Vec<Line>> = rows
        .iter()
        .map(|(name, show)| [(*name).to_owned(), show(now), show(before)].map(Line::plain).to_vec())
        .collect();
    let runs = |one: &Figures| format!("{}, {}", counted(one.runs, "run", "runs"), far(one.distance_m));
    table.push(["runs".to_owned(), runs(now), runs(before)].map(Line::plain).to_vec());
    page.0.push(Block::Table { heads: vec!["", "this", "before"], rows: table });
    match now.change_since(before) {
        Ok(change) => say(page, format!("median morning: {}", change.says())),
        Err(why) => say(page, why),
    }
}
