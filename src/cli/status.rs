//! `twinge status`: one line for a prompt, tmux or cron.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::inbox;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, Subcommand};
use crate::cli::context::Context;
use crate::domain::day::At;
use crate::domain::entry::Item;
use crate::domain::hidden;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Run;
use crate::domain::steps::Step;
use crate::domain::when;
use crate::domain::words::counted;
use crate::formats::safe_json;
use crate::insight::ahead::{ahead, how_many};
use crate::insight::next_run::{Ceiling, next_run};
use crate::insight::run_summary::judge;
use crate::insight::see_someone::see_someone;
use crate::insight::sitting::{minutes_between, running};
use crate::insight::steps::standing;
use crate::insight::today::{Due, Today, today};
use crate::insight::warnings::{silencing, warning};
use crate::merge::clocks;
use crate::page::Page;
use crate::store::{Failure, Store};

pub(super) fn command() -> Subcommand {
    let command = Command::new("status")
        .about("One line about today, for tmux, a prompt or cron")
        .after_help(format!(
            "TEXT may hold {}; what is not known is –.\nExample: twinge status --due\nExample: twinge status --format \
             \"pain {{morning}}, {{due}}\"",
            PLACES.iter().map(|(name, _)| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("TEXT")
                .conflicts_with_all(["due", "json"])
                .help("A line of your own, with places for values"),
        )
        .arg(
            Arg::new("due")
                .long("due")
                .action(ArgAction::SetTrue)
                .help("Only what is due; exit code 0 where something is, 1 where nothing is, 2 where it failed"),
        );
    Subcommand { command, run: Handler::File(run) }
}

fn run(store: &Store, matches: &ArgMatches, context: &Context) -> Result<Answer, Failure> {
    let due_only = matches.get_flag("due");
    let opened = match store.open(context.now()) {
        // exit code 1 says that nothing is due
        Err(problem) if due_only => {
            return Ok(Answer { notes: vec![problem.to_string()], refused: true, ..Answer::default() });
        }
        opened => opened?,
    };
    let mut answer = status(&opened.journal, matches, context)?;
    answer.notes.extend(opened.read_only);
    if !due_only {
        answer.notes.extend(inbox::waits(store, &opened.journal, context));
        answer.notes.extend(store.driver_missing());
    }
    // freeing every entry would take longer than the answer did
    std::mem::forget(opened.journal);
    Ok(answer)
}

fn status(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let today = today(journal, context.now());
    let due = describe_due(&today, journal);
    let sitting = running(journal, context.now()).map(|one| (one.at, minutes_between(one.at, context.now())));
    let nothing_due = matches.get_flag("due") && due.is_none();
    let page = match (matches.get_flag("due"), due) {
        (_, due) if let Some(format) = matches.get_one::<String>("format") => {
            let now = Now { today: &today, sitting: sitting.map(|(_, minutes)| minutes), due, journal };
            Page::line(filled(format, &now)?)
        }
        (true, None) => Page::default(),
        (true, Some(due)) => Page::line(due),
        (false, due) => Page::line(line(&today, sitting.map(|(_, minutes)| minutes), due, journal, context)),
    };
    let mut answer = answer(&today, journal, context.now());
    if let Some(fields) = answer.as_object_mut() {
        let sitting = sitting.map(|(since, minutes)| json!({ "since": since, "minutes": minutes }));
        fields.insert("sitting".into(), json!(sitting));
        let copies: Vec<String> = context.copies.iter().map(|copy| copy.path.display().to_string()).collect();
        fields.insert("copies".into(), json!(copies));
    }
    Ok(Answer { page, json: Some(safe_json::text(&answer)), failed: nothing_due, ..Answer::default() })
}

/// What a place in a line of one's own stands for.
struct Now<'a> {
    today: &'a Today<'a>,
    sitting: Option<u32>,
    due: Option<String>,
    journal: &'a Journal,
}

/// The places in a line of one's own.
const PLACES: &[(&str, fn(&Now) -> Option<String>)] = &[
    ("date", |now| Some(now.today.date.to_string())),
    ("day", |now| Some(now.today.date.format("%a %-d %b").to_string())),
    ("morning", |now| now.today.morning.map(|level| level.to_string())),
    ("worst", |now| now.today.worst.map(|level| level.to_string())),
    ("last-run", |now| now.today.last_run.map(|run| describe_run(run, now.today.date, now.journal))),
    ("sitting", |now| now.sitting.map(|minutes| format!("{minutes} min"))),
    ("due", |now| now.due.clone()),
    ("state", |now| {
        let doctor = now.journal.steps.get(Step::Doctor);
        (!doctor.is_unmarked()).then(|| doctor.state.word().to_owned())
    }),
];

/// A line with its places filled. `{{` is a brace.
fn filled(format: &str, now: &Now) -> Result<String, Refusal> {
    let (mut line, mut rest) = (String::new(), format);
    while let Some(place) = rest.find(['{', '}']) {
        line += &rest[..place];
        let brace = &rest[place..=place];
        rest = &rest[place + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            (line, rest) = (line + brace, after);
            continue;
        }
        let named = rest.split_once('}').filter(|_| brace == "{");
        let found = named.and_then(|(name, after)| Some((PLACES.iter().find(|one| one.0 == name.trim())?, after)));
        let Some(((_, value), after)) = found else {
            let what = match named {
                Some((name, _)) => format!("{{{name}}} stands for nothing"),
                None => format!("A {brace} stands alone"),
            };
            let there: Vec<String> = PLACES.iter().map(|(name, _)| format!("{{{name}}}")).collect();
            let there = there.join(", ");
            return Err(Refusal::new(format!("{what}; there are {there}. Write {{{{ or }}}} for a brace.")));
        };
        line += &value(now).unwrap_or_else(|| "–".into());
        rest = after;
    }
    Ok(line + rest)
}

fn describe_run(run: &Run, today: NaiveDate, journal: &Journal) -> String {
    let units = journal.settings.units;
    let far = run.distance_m.map(|metres| crate::domain::units::distance(metres, units));
    let long = run.duration_s.map(crate::domain::units::duration);
    let words: Vec<String> = [far.or(long), run.describe_surface(units)].into_iter().flatten().collect();
    format!("{}, {}", words.join(" "), when::say_day(run.at.day(journal.day_starts_at()), today))
}

fn describe_due(today: &Today, journal: &Journal) -> Option<String> {
    let warning = warning(journal, today.date).map(|warning| format!("warning sign open ({})", warning.tier.word()));
    let due: Vec<&str> = today.due.iter().map(|due| &*due.message).collect();
    let due = (!due.is_empty()).then(|| format!("due: {}", due.join(", ")));
    let parts: Vec<String> = warning.into_iter().chain(due).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn line(today: &Today, sitting: Option<u32>, due: Option<String>, journal: &Journal, context: &Context) -> String {
    let mut parts = vec![today.date.format("%a %-d %b").to_string()];
    parts.push(today.morning.map_or("morning –".into(), |level| format!("morning {level}")));
    parts.extend(today.worst.map(|level| format!("worst {level}")));
    parts.extend(sitting.map(|minutes| format!("sitting {minutes} min")));
    parts.extend(today.last_run.map(|run| format!("last run {}", describe_run(run, today.date, journal))));
    parts.extend(due);
    parts.extend(hidden::how_many(journal).map(|many| format!("{many}: twinge check-file")));
    parts.extend(how_many(journal).map(|many| format!("{many}: twinge check-file")));
    let copies = context.copies.len();
    parts.extend((copies > 0).then(|| format!("{}: twinge merge", counted(copies, "other copy", "other copies"))));
    parts.extend(clocks::ahead(journal, context.now()).map(|ahead| {
        format!(
            "{}: twinge check-file",
            counted(ahead.count, "change ahead of the clock", "changes ahead of the clock")
        )
    }));
    parts.join(" · ")
}

/// `status --json`; `null` where a thing is unknown.
fn answer(today: &Today, journal: &Journal, now: At) -> Value {
    let open = silencing(journal, today.date);
    let judged = today.last_run.map(|run| judge(journal, run, today.date));
    let next = next_run(journal, now, open.is_some());
    let raw = |item: &dyn Item| serde_json::from_str::<Value>(item.json().text()).unwrap_or_default();
    let due = |due: &Due| json!({ "what": due.what, "says": due.message, "more": due.more });
    let steps: serde_json::Map<String, Value> = Step::ALL
        .iter()
        .map(|&step| {
            let (at, marked) = (standing(journal, step, now), !journal.steps.get(step).is_unmarked());
            let mut value =
                json!({ "state": at.state.word(), "since": at.since, "reason": at.reason, "next": at.next, "marked": marked });
            if let Some(fields) = value.as_object_mut().filter(|_| step == Step::Orthotics) {
                fields.insert("status".into(), json!(at.status));
            }
            (step.word().to_owned(), value)
        })
        .collect();
    json!({
        "date": today.date,
        "morning": today.morning,
        "worst": today.worst,
        "pain": today.pain.iter().map(|pain| raw(*pain)).collect::<Vec<_>>(),
        "runs": today.runs.iter().map(|run| raw(*run)).collect::<Vec<_>>(),
        "last_run": today.last_run.map(|run| raw(run)),
        "verdict": judged.map(|judged| json!({
            "verdict": judged.verdict,
            "says": judged.describe(open.as_ref()),
            "reasons": judged.reasons,
        })),
        "next_run": next.map(|next| json!({
            "up_to_m": next.up_to_m,
            "longest_m": next.longest_m,
            "from": next.from,
            "by_clearance": next.from == Ceiling::Clearance,
        })),
        "see_someone": see_someone(journal, today.date).map(|see| json!({ "reasons": see.reasons, "says": see.describe() })),
        "warning": warning(journal, today.date).map(|warning| json!({
            "tier": warning.tier,
            "signs": warning.signs,
            "since": warning.since,
            "action": warning.action(),
        })),
        "due": today.due.iter().map(due).collect::<Vec<_>>(),
        "steps": steps,
        "ahead": ahead(journal).iter().map(|one| json!({ "id": one.id, "kind": one.kind, "says": one.message })).collect::<Vec<_>>(),
    })
}
