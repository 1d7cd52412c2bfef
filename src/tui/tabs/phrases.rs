//! What several tabs say: of a run its 24 hours and its verdict; of a step its next action.
//! Never more than was recorded.

use chrono::{Datelike, NaiveDate};

use crate::domain::checks::Signs;
use crate::domain::doctor::Permission;
use crate::domain::kind::Kind;
use crate::domain::level::Level;
use crate::domain::runs::Run;
use crate::domain::steps::{State, Step};
use crate::domain::when;
use crate::insight::change::signed;
use crate::insight::compare::COMPARE_LEAST;
use crate::insight::doctor::{away, doctor};
use crate::insight::next_morning::{BaseFrom, Settled, morning_pair_of_run};
use crate::insight::responses::Summary;
use crate::insight::run_summary;
use crate::insight::verdict::{Judged, verdict};
use crate::insight::warnings::{Numbers, Warning};
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::tab::Pick;
use crate::tui::widgets::select_list::ListRow;
use crate::tui::widgets::text;

/// A day in at most 11 columns: the weekday this year, the year in another.
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() { when::say_day(day, today) } else { day.format("%-d %b %Y").to_string() }
}

/// The warning signs open on a day.
pub fn warning(ctx: &Context, day: NaiveDate) -> Option<Warning> {
    ctx.sums.warning(ctx.journal, day)
}

/// What is said first of an open warning sign: what was recorded, the one action, and how it is closed.
pub fn alarm(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let Some(found) = warning(ctx, ctx.today()) else { return alarm_of_draft(ctx, width) };
    let since = when::say_day(found.since, ctx.today());
    let what = Line::of(format!(" ! You answered yes to: {} ({since})", found.describe()), Tone::Title);
    let lines = text::band(&found.action(), found.tone(), width).into_iter().chain(text::wrap(&what, width, 3));
    let mut rows: Vec<ListRow<Pick>> = lines.map(ListRow::plain).collect();
    let seen =
        Line::plain("   ").and(key!(Everywhere, Seen), Tone::Key).and(" seen by a clinician about it", Tone::Plain);
    rows.push(ListRow::picks(seen, Pick::Seen));
    rows
}

/// What is said first where a yes was answered in a check that is not saved.
fn alarm_of_draft(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let checks = ctx.drafts.iter().filter(|draft| draft.is_of(Kind::Check.word()));
    let numbers = Numbers::of(&ctx.journal.settings);
    let found = checks.filter_map(|draft| Warning::of(&Signs::of_texts(&draft.fields), &numbers, ctx.today()));
    let Some(found) = found.max_by_key(|found| found.tier) else { return Vec::new() };
    let what = Line::plain(" Your yes is not saved yet: ")
        .and(key!(Everywhere, New(Kind::Check)), Tone::Key)
        .and(" goes on with the check", Tone::Plain);
    let lines = text::band(&found.action(), found.tone(), width).into_iter().chain(text::wrap(&what, width, 3));
    lines.map(ListRow::plain).collect()
}

/// True where a warning sign for now or for today is open on a day: nothing else is said or suggested then.
pub fn warned(ctx: &Context, day: NaiveDate) -> bool {
    silencing(ctx, day).is_some()
}

/// That warning sign.
pub fn silencing(ctx: &Context, day: NaiveDate) -> Option<Warning> {
    warning(ctx, day).filter(Warning::silences)
}

/// The verdict on a run.
pub fn judge(ctx: &Context, run: &Run) -> Judged {
    verdict(ctx.journal, run, ctx.today(), warned(ctx, run.at.day(ctx.journal.day_starts_at())))
}

/// The verdict in a sentence, with its reasons.
pub fn judged(ctx: &Context, run: &Run) -> Line {
    run_summary::judged(&judge(ctx, run), silencing(ctx, ctx.today()).as_ref())
}

/// The mornings around a run.
pub fn mornings(ctx: &Context, run: &Run) -> Line {
    let day = run.at.day(ctx.journal.day_starts_at());
    let around = morning_pair_of_run(ctx.journal, run);
    let (base, from) = match around.base {
        None => ("none".to_owned(), ""),
        Some((base, BaseFrom::Morning)) => (base.to_string(), ""),
        Some((base, BaseFrom::MorningAfterRun)) => (base.to_string(), " (logged after the run)"),
        Some((base, BaseFrom::MorningsBefore)) => (base.to_string(), " (median of the mornings before)"),
    };
    let line = Line::of("morning before ", Tone::Muted).and(base, Tone::Accent).and(from, Tone::Muted);
    let line = line.and(", next morning ", Tone::Muted);
    let next = day.succ_opt().unwrap_or(day);
    let Some(level) = around.next else {
        return match (next - ctx.today()).num_days() {
            1 => line.and("is tomorrow", Tone::Plain),
            0 => {
                let line = line.and("not logged yet: ", Tone::Plain).and(ctx.morning_key(), Tone::Key);
                line.and(" logs this morning\u{2019}s level", Tone::Plain)
            }
            _ => line.and(format!("not recorded ({})", away(next, ctx.today())), Tone::Plain),
        };
    };
    let how = match around.settled() {
        Some(Settled::Settled) => ": settled",
        Some(Settled::Watch) => ": a point higher",
        Some(Settled::NotSettled) => ": not settled",
        None => "",
    };
    line.and(level.to_string(), Tone::Accent).and(how, Tone::Plain)
}

/// Pain before, during and after, as digits; a gap is a `·`. Nothing where none was given.
pub fn levels(run: &Run) -> String {
    let all = [run.pain.before, run.pain.during, run.pain.after];
    if all.iter().all(Option::is_none) {
        return String::new();
    }
    all.map(number).join("/")
}

/// A level as a number; a gap is a `·`.
pub fn number(level: Option<Level>) -> String {
    level.map_or_else(|| "\u{b7}".into(), |level| level.to_string())
}

/// A level as one sign: a digit, `x` for ten, `·` for a gap.
pub fn digit(level: Option<Level>) -> char {
    match level.map(Level::number) {
        None => '·',
        Some(10..) => 'x',
        Some(number) => char::from(b'0' + number),
    }
}

/// Mornings summed up, with their n, or what is still missing.
pub fn summed(mornings: &Summary) -> String {
    match (&mornings.median, &mornings.range) {
        (Ok(median), Ok((low, high))) => {
            let [median, low, high] = [*median, (*low).into(), (*high).into()].map(signed);
            let few = if mornings.n < COMPARE_LEAST { ", too few to compare" } else { "" };
            format!("{median} next morning ({low} to {high}, n {}{few})", mornings.n)
        }
        (Err(why), _) | (_, Err(why)) => why.clone(),
    }
}

/// The next action of a step, and whether it is only suggested: where none was written down, it follows from what is
/// recorded. Nothing where the step is over.
pub fn next_action(ctx: &Context, step: Step) -> Option<(String, bool)> {
    let progress = ctx.sums.standing(ctx.journal, step, ctx.now.at);
    if let Some(next) = &progress.next {
        return Some((next.to_string(), false));
    }
    // with a warning sign open that silences, nothing is suggested but what to do about it
    if warned(ctx, ctx.today()) {
        return None;
    }
    if matches!(progress.state, State::Done | State::NotForMe) {
        return None;
    }
    if step == Step::Doctor {
        let found = doctor(ctx.journal, ctx.now.at);
        if let Some(visit) = found.next {
            let when = away(visit.at.day(ctx.journal.day_starts_at()), ctx.today());
            let take = if found.open.is_empty() { "note what to ask" } else { "take the questions along" };
            return Some((format!("visit {when}: {take}"), true));
        }
        if found
            .clearance
            .is_some_and(|one| matches!(one.state, Some(Permission::Cleared | Permission::ClearedWithLimits)))
        {
            return Some(("keep to your clearance; note the next visit".into(), true));
        }
    }
    if let Some(status) = progress.status {
        return Some((status.next().into(), true));
    }
    // the first action is behind one who has begun
    let begun = match step {
        Step::Therapy if !ctx.journal.sessions.is_empty() => {
            format!("{} begins a guided session", key!(Everywhere, Session))
        }
        Step::Massage if !ctx.journal.massages.is_empty() => "note the next session, with pain before and after".into(),
        _ => step.first_action().into(),
    };
    Some((begun, true))
}
