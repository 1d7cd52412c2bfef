//! The Therapy tab: today's list of the programme, done and planned, pain in each exercise, the sessions.

use crate::domain::every_kind::Record;
use crate::domain::kind::Kind;
use crate::domain::level::Level;
use crate::domain::when;
use crate::domain::words::{counted, quoted};
use crate::insight::therapy::{PlannedCount, PlannedExercise, Standing, Therapy, careful, therapy, ticked};
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::tab::Pick;
use crate::tui::tabs::list::lead;
use crate::tui::tabs::step::page::{LISTED, StepPage};
use crate::tui::widgets::text;
use crate::tui::widgets::text::column;

/// The width from which a row has the dose and the pain beside the name.
const WIDE: usize = 60;
/// No name takes more columns.
const NAME: usize = 26;

/// What belongs to the second step.
pub fn rows(page: &mut StepPage, chosen: Option<Pick>) {
    let ctx = page.ctx;
    let found = therapy(ctx.journal, ctx.now.at);
    page.heading("PROGRAMME", "");
    if !found.own && found.held.is_none() {
        let message = " Starter programme. To replace it with your physio’s list, press a and fill in By.";
        page.line(&Line::of(message, Tone::Muted), 1);
    }
    if let Some(held) = found.held {
        page.line(&Line::of(format!(" {held} "), Tone::Warn).and(key!(Everywhere, New(Kind::Check)), Tone::Key), 1);
    }
    adherence(page, &found);
    let name = found.programme.iter().map(|asked| text::width(asked.exercise.called())).max().unwrap_or(0).min(NAME);
    let dose = found.programme.iter().map(|asked| text::width(&asked.exercise.dose())).max().unwrap_or(0);
    for asked in &found.programme {
        exercise(page, asked, (name, dose), chosen);
    }
    if found.programme.is_empty() && found.held.is_none() {
        page.line(
            &Line::of(" No exercise is in it now; ", Tone::Muted)
                .and(key!(Everywhere, Add), Tone::Key)
                .and(" adds one.", Tone::Muted),
            1,
        );
    }
    if found.over > 0 {
        page.line(&Line::of(format!(" and {} that ended: twinge list exercises", found.over), Tone::Muted), 1);
    }
    sessions(page);
}

/// The sign of an exercise: a box for what today's list asks for.
fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "[x]",
        Standing::Due => "[ ]",
        Standing::Rest => "[-]",
        Standing::Later => " · ",
    }
}

/// How it stands with the disk: the exercise itself, or the session in which it was ticked.
fn mark(ctx: &Context, asked: &PlannedExercise) -> Line {
    let session = ticked(ctx.journal, ctx.today(), &asked.exercise).map(|session| session.id);
    let marked = session.filter(|&id| ctx.queue.mark(id).is_some()).unwrap_or(asked.exercise.id);
    lead(ctx, false, marked)
}

fn exercise(page: &mut StepPage, asked: &PlannedExercise, (name, dose): (usize, usize), chosen: Option<Pick>) {
    let (ctx, exercise) = (page.ctx, &asked.exercise);
    let pick = Pick::Entry(Kind::Exercise, exercise.id);
    let tone = if asked.standing == Standing::Later { Tone::Muted } else { Tone::Plain };
    let mut line = mark(ctx, asked).and(sign(asked.standing), Tone::Accent).and(" ", Tone::Plain);
    if page.width < WIDE {
        line = line.and(exercise.called(), tone);
    } else {
        line = line.and(column(exercise.called(), name), tone);
        line = line.and(format!("  {}", column(&exercise.dose(), dose)), Tone::Muted);
        let pain: Vec<String> = asked.pain.iter().rev().take(3).rev().map(|(_, level)| level.to_string()).collect();
        if !pain.is_empty() {
            line = line.and("  pain ", Tone::Muted).and(pain.join(" "), Tone::Plain);
        }
    }
    if asked.caution.is_some() {
        line = line.and("  careful", Tone::Warn);
    }
    page.row(line, Some(pick));
    if chosen == Some(pick) {
        details(page, asked);
    }
}

/// The selected exercise in full.
fn details(page: &mut StepPage, asked: &PlannedExercise) {
    let (ctx, exercise, narrow) = (page.ctx, &asked.exercise, page.width < WIDE);
    let indent = "      ";
    let mut say = |text: String, tone: Tone| page.line(&Line::of(format!("{indent}{text}"), tone), indent.len());
    let mut about = if narrow { vec![exercise.dose()] } else { Vec::new() };
    about.extend(exercise.rest_s.map(|rest| format!("{rest} s rest between sets")));
    about.extend(exercise.group.map(|group| group.word().replace('-', " ")));
    about.extend(exercise.by.as_deref().map(|by| format!("by {by}")));
    about.extend(exercise.until.map(|until| format!("until {}", when::say_day(until, ctx.today()))));
    about.extend(asked.last.map(|last| format!("last done {}", when::say_day(last, ctx.today()))));
    about.retain(|part| !part.is_empty());
    if !about.is_empty() {
        say(about.join(", "), Tone::Muted);
    }
    if let Some(how) = &exercise.how {
        say(how.to_string(), Tone::Plain);
    }
    if let Some(note) = &exercise.note {
        say(quoted(note), Tone::Plain);
    }
    if let Some(caution) = asked.caution {
        say(format!("This {caution}."), Tone::Warn);
    }
    if let Some(with) = exercise.group.and_then(careful) {
        say(format!("Careful {with}."), Tone::Muted);
    }
    if let Some(slip) = exercise.slip() {
        say(slip, Tone::Warn);
    }
    if !asked.pain.is_empty() {
        let levels: Vec<String> = asked.pain.iter().map(|(_, level): &(_, Level)| level.to_string()).collect();
        let first = asked.pain.first().map(|(day, _)| when::say_day(*day, ctx.today())).unwrap_or_default();
        say(format!("pain in it since {first}: {} (n {})", levels.join(" "), levels.len()), Tone::Plain);
    }
}

/// Done of planned, as counts that can be reached while not running.
fn adherence(page: &mut StepPage, found: &Therapy) {
    if found.month == PlannedCount::default() {
        return;
    }
    let mut line = Line::plain(" ");
    for (label, count) in [("7 days", found.week), ("28 days", found.month)] {
        let days = counted(count.days, "day", "days");
        line = line
            .and(format!("{label}: "), Tone::Muted)
            .and(format!("{} of {}", count.done, count.planned), Tone::Accent);
        line = line.and(format!(" on {days}  "), Tone::Muted);
    }
    page.line(&line, 1);
    if found.month.rested > 0 {
        let message = format!(" told to rest: {} in 28 days, counted as neither done nor planned", found.month.rested);
        page.line(&Line::of(message, Tone::Muted), 1);
    }
}

fn sessions(page: &mut StepPage) {
    let ctx = page.ctx;
    if ctx.journal.sessions.is_empty() {
        return;
    }
    page.heading("SESSIONS", "");
    for session in ctx.journal.sessions.iter().rev().take(LISTED) {
        let message = session.describe(&ctx.journal.settings);
        let message = message
            .strip_prefix("session: ")
            .or_else(|| message.strip_prefix("session, "))
            .unwrap_or(&message)
            .to_owned();
        page.entry("", session, &format!("{}: {message}", page.day(session)));
    }
    let older = ctx.journal.count(Kind::Session).saturating_sub(LISTED);
    if older > 0 {
        page.line(&Line::of(format!(" and {older} older: twinge list sessions"), Tone::Muted), 1);
    }
}
