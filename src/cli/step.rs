//! `twinge step`: shows the five steps, or moves one on.

use clap::{Arg, ArgMatches, Command};

use super::hints::hinted;
use crate::cli::answer::Answer;
use crate::cli::command::{Handler, PlannedChange, Subcommand};
use crate::cli::context::Context;
use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::field::optional;
use crate::domain::journal::Journal;
use crate::domain::orthotics::Status;
use crate::domain::refusal::Refusal;
use crate::domain::steps::{State, Step};
use crate::domain::when::When;
use crate::formats::safe_json;
use crate::insight::steps::standing;
use crate::page::{Block, Line, Page};

pub(super) fn command() -> Subcommand {
    let command = Command::new("step")
        .about("Show the five steps, or move one on")
        .after_help("Example: twinge step doctor under-way --reason \"visit on Friday\" --next \"ask about running\"\n         twinge step orthotics trial --at \"1 oct\"")
        .arg(hinted(Arg::new("step"), Step::WORDS).value_name("STEP").help(format!("{}, or its number 1 to 5", Step::WORDS.join(", "))))
        .arg(hinted(Arg::new("state"), [State::WORDS, Status::WORDS].concat()).value_name("STATE").help(format!("{}; of orthotics also {}", State::WORDS.join(", "), Status::WORDS.join(", "))))
        .arg(
            Arg::new("at")
                .long("at")
                .value_name("WHEN")
                .allow_hyphen_values(true)
                .help("Since when; today if left out"),
        )
        .arg(Arg::new("reason").long("reason").value_name("TEXT").allow_hyphen_values(true).help("A short reason"))
        .arg(Arg::new("next").long("next").value_name("TEXT").allow_hyphen_values(true).help("The next action"));
    let either = Handler::Either(|matches| {
        let changes = ["state", "reason", "next", "at"].iter().any(|&name| matches.contains_id(name));
        if changes { Handler::Change(plan) } else { Handler::Ask(show) }
    });
    Subcommand { command, run: either }
}

fn chosen(matches: &ArgMatches) -> Result<Option<Step>, Refusal> {
    matches.get_one::<String>("step").map(|text| Step::named(text)).transpose()
}

fn show(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<Answer, Refusal> {
    let steps: Vec<Step> = chosen(matches)?.map_or_else(|| Step::ALL.to_vec(), |step| vec![step]);
    Ok(outcome(journal, &steps, context.now()))
}

fn outcome(journal: &Journal, steps: &[Step], now: At) -> Answer {
    let row = |step: &Step| {
        let at = standing(journal, *step, now);
        let since = at.since.map(|day| day.to_string()).unwrap_or_default();
        let next = at.next.as_deref().or(at.status.map(Status::next)).unwrap_or(step.first_action());
        let cells = [step.number().to_string(), step.word().into(), at.describe().into(), since];
        let cells = cells.into_iter().chain([at.reason.as_deref().unwrap_or_default().into(), next.into()]);
        cells.map(Line::plain).collect()
    };
    let heads = vec![">", "step", "state", "since", "reason", "next"];
    let page = Page(vec![Block::Table { heads, rows: steps.iter().map(row).collect() }]);
    let json = match steps {
        [one] => safe_json::text(journal.steps.get(*one)),
        _ => safe_json::text(&journal.steps),
    };
    Answer { page, json: Some(json), ..Answer::default() }
}

fn plan(journal: &Journal, matches: &ArgMatches, context: &Context) -> Result<PlannedChange, Refusal> {
    let Some(step) = chosen(matches)? else {
        return Err(Refusal::new("Say which step, such as twinge step doctor done."));
    };
    let was = journal.steps.get(step);
    let state = matches.get_one::<String>("state").map(|text| step.read_state(text)).transpose()?;
    let now_in = (was.state, was.status);
    let start = journal.day_starts_at();
    let since = match matches.get_one::<String>("at") {
        Some(text) => When::read(text, context.clock, start)?.day(start),
        None if state.is_none_or(|state| state == now_in) => was.since.unwrap_or(context.now().day(start)),
        None => context.now().day(start),
    };
    if since > context.now().day(start) {
        return Err(Refusal::new(format!("{since} is still to come; a step moves on when it does.")));
    }
    let text = |name: &str| matches.get_one::<String>(name).map(|text| context.piped.text(text));
    let (reason, next) = (text("reason").and_then(|text| optional(&text)), text("next").map(|text| text.trim().into()));
    let now = was.moved_to(state.unwrap_or(now_in), since, reason, next);
    let change = Change::Step { step, was: Box::new(was.clone()), now: Box::new(now) };
    let moment = context.now();
    let say = move |journal: &Journal| {
        let at = journal.steps.get(step);
        let since = at.since.map(|day| format!(" since {day}")).unwrap_or_default();
        let reason = at.reason.as_deref().map(|reason| format!(", \u{201c}{reason}\u{201d}")).unwrap_or_default();
        let next = at.next.as_deref().map(|next| format!(" · next: {next}")).unwrap_or_default();
        let line = format!("Saved step {} {}: {}{since}{reason}{next}", step.number(), step.word(), at.describe());
        Answer { json: outcome(journal, &[step], moment).json, ..Answer::line(line) }
    };
    Ok(PlannedChange { change, say: Box::new(say) })
}
