//! The Doctor tab: visits and questions, the clearance to run, the warning-signs check, the condition as told to me.

use crate::domain::condition::Diagnosis;
use crate::domain::doctor::{Clearance, Question, Visit};
use crate::domain::entry::Item;
use crate::domain::kind::Kind;
use crate::domain::when;
use crate::domain::words::quoted;
use crate::insight::checks::asks;
use crate::insight::doctor::{Doctor, away, doctor};
use crate::insight::report::status::for_clinician;
use crate::page::{Line, Tone};
use crate::tui::keys::key;
use crate::tui::tab::Pick;
use crate::tui::tabs::step::page::StepPage;

/// How many of the newest of a kind are listed; the others are a command away.
const LISTED: usize = 60;

/// What belongs to the first step.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    let found = doctor(ctx.journal, ctx.now.at);
    visits(page, &found);
    clearance(page, &found);
    checks(page);
    condition(page);
}

fn condition(page: &mut StepPage) {
    let ctx = page.ctx;
    let told = &ctx.journal.condition;
    page.heading("CONDITION", "as told to me");
    let name = told.describe().map_or_else(|| Line::of("not recorded yet", Tone::Muted), Line::plain);
    page.fact("name", &name, Some(Pick::Condition));
    if told.onset.is_some() || told.onset_note.is_some() {
        let day = told.onset.map(|day| format!("{} ({})", when::say_day(day, ctx.today()), away(day, ctx.today())));
        let parts = day.into_iter().chain(told.onset_note.as_deref().map(str::to_owned));
        page.fact("began", &Line::plain(parts.collect::<Vec<_>>().join(", ")), None);
    }
    let asked = for_clinician(told).parts(str::to_owned).join("; ");
    if !asked.is_empty() {
        page.fact("clinician", &Line::plain(asked), Some(Pick::Condition));
    }
    for (place, one) in told.diagnoses.iter().enumerate() {
        let line = diagnosis(one, page);
        page.fact(one.state().word().replace('-', " ").as_str(), &line, Some(Pick::Diagnosis(place)));
    }
}

fn diagnosis(one: &Diagnosis, page: &StepPage) -> Line {
    let by = one.by.as_deref().map(|by| format!(", {by}")).unwrap_or_default();
    let on = one.on.map(|day| format!(", {}", when::say_day(day, page.ctx.today()))).unwrap_or_default();
    Line::plain(one.name()).and(format!("{by}{on}"), Tone::Muted)
}

fn clearance(page: &mut StepPage, found: &Doctor) {
    let ctx = page.ctx;
    page.heading("CLEARANCE", "clearance to run");
    let message =
        |page: &StepPage, one: &Clearance| format!("{}, since {}", one.describe(&ctx.journal.settings), page.day(one));
    let now = found.clearance.or(found.expired);
    match now {
        Some(one) => {
            let over = if found.expired.is_some() { ", past its last day" } else { "" };
            page.entry("clearance", one, &format!("{}{over}", message(page, one)));
        }
        None => page.fact(
            "clearance",
            &Line::of("none recorded yet: ", Tone::Muted).and(key!(Steps, New(Kind::Clearance)), Tone::Key),
            None,
        ),
    }
    let others = ctx.journal.clearance.iter().rev().filter(|one| Some(one.id) != now.map(|now| now.id));
    for (i, one) in others.take(LISTED).enumerate() {
        let label = match one.at > ctx.now.at {
            true => "from then",
            false if i == 0 => "before",
            false => "",
        };
        page.entry(label, one, &message(page, one));
    }
}

fn visits(page: &mut StepPage, found: &Doctor) {
    let ctx = page.ctx;
    page.heading("VISITS AND QUESTIONS", "");
    match found.next {
        Some(visit) => {
            let time = when::say_time(visit.at.local().time(), &ctx.journal.settings);
            page.entry("next visit", visit, &(format!("{} {time}", page.day(visit)) + &gist(visit)));
        }
        None => page.fact(
            "next visit",
            &Line::of("none planned: ", Tone::Muted).and(key!(Everywhere, Add), Tone::Key),
            None,
        ),
    }
    let ahead = ctx.journal.visits.iter().filter(|visit| visit.at > ctx.now.at).skip(1);
    for visit in ahead.take(LISTED) {
        page.entry("later", visit, &(page.day(visit) + &gist(visit)));
    }
    for (i, question) in found.open.iter().take(LISTED).enumerate() {
        page.entry(if i == 0 { "to ask" } else { "" }, *question, &format!("[ ] {}", asked(question)));
    }
    if found.open.is_empty() {
        page.fact(
            "to ask",
            &Line::of("nothing noted yet: ", Tone::Muted).and(key!(Steps, New(Kind::Question)), Tone::Key),
            None,
        );
    }
    for (i, question) in found.unanswered.iter().take(LISTED).enumerate() {
        let label = if i == 0 { "asked" } else { "" };
        page.entry(label, *question, &format!("[x] {}  (no answer noted yet)", asked(question)));
    }
    for (i, visit) in found.past.iter().take(LISTED).enumerate() {
        let label = if i == 0 { "last visit" } else { "" };
        page.entry(label, *visit, &(page.day(*visit) + &gist(visit)));
    }
    for (i, question) in found.answered.iter().take(LISTED).enumerate() {
        let label = if i == 0 { "answered" } else { "" };
        let answer = question.answer.as_deref().unwrap_or_default();
        page.entry(label, *question, &format!("{} \u{2192} {answer}", asked(question)));
    }
}

fn asked(question: &Question) -> &str {
    question.question.as_deref().unwrap_or_default()
}

/// With whom, and what was said, to stand behind the day.
fn gist(visit: &Visit) -> String {
    let mut parts: Vec<String> = visit.with.iter().map(|with| format!("with {with}")).collect();
    parts.extend(visit.said.iter().map(|said| format!("said: {said}")));
    parts.extend(visit.report.then(|| "on the report".into()));
    parts.extend(visit.note.iter().map(quoted));
    parts.iter().map(|part| format!(", {part}")).collect()
}

fn checks(page: &mut StepPage) {
    let ctx = page.ctx;
    page.heading("WARNING SIGNS", "");
    let due = asks(ctx.journal, ctx.now.at);
    match (due, ctx.journal.checks.is_empty()) {
        (Some(why), _) => {
            let message = Line::of("due, ", Tone::Warn).and(why.describe(), Tone::Warn).and(": ", Tone::Muted);
            page.fact("check", &message.and(key!(Everywhere, New(Kind::Check)), Tone::Key), None);
        }
        (None, _) => {
            let message = format!("not due; {} asks at any time", key!(Everywhere, New(Kind::Check)));
            page.fact("check", &Line::of(message, Tone::Muted), None);
        }
    }
    for (i, check) in ctx.journal.checks.iter().rev().take(LISTED).enumerate() {
        let label = if i == 0 { "last" } else { "" };
        page.entry(label, check, &format!("{}: {}", page.day(check), Item::describe(check, &ctx.journal.settings)));
    }
}
