//! The Today tab: what is due, fourteen days, the last run, what is logged, the five steps with their next actions.

use chrono::{Datelike, Days};
use ratatui::layout::Rect;

use super::list::lead;
use crate::domain::entry::Item;
use crate::domain::hidden;
use crate::domain::kind::Kind;
use crate::domain::run_surfaces::MainSurface;
use crate::domain::runs::Run;
use crate::domain::steps::Step;
use crate::domain::units::distance;
use crate::domain::when;
use crate::insight::ahead;
use crate::insight::day_index::begun_on;
use crate::insight::days::{Day, days};
use crate::insight::doctor::{away, doctor, permission};
use crate::insight::next_run::next_run;
use crate::insight::see_someone::see_someone;
use crate::insight::today::{Today, What, today};
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::tab::{Pick, Tab};
use crate::tui::tabs::phrases;
use crate::tui::widgets::select_list::ListRow;
use crate::tui::widgets::text;
use crate::tui::widgets::text::{column, column_right};

/// Entries ahead of the clock that are named.
const AHEAD: usize = 3;
/// Days of the strip.
const STRIP: u64 = 14;

/// What is logged on the day, newest first.
fn logged<'a>(ctx: &Context<'a>) -> Vec<&'a dyn Item> {
    let (journal, start, date) = (ctx.journal, ctx.journal.day_starts_at(), ctx.today());
    let mut items: Vec<&dyn Item> = Vec::new();
    items.extend(journal.pain_on(date).map(|pain| pain as &dyn Item));
    items.extend(journal.runs_on(date).map(|run| run as &dyn Item));
    for kind in [Kind::Note, Kind::Massage, Kind::Visit, Kind::Session, Kind::Sitting, Kind::Measure] {
        // an earlier moment may lie on a later day, at another place of the world; never by more than two
        let recent = journal.items(kind).rev().take_while(|item| (date - item.at().day(start)).num_days() <= 2);
        items.extend(recent.filter(|item| item.at().day(start) == date));
    }
    items.sort_by_key(|item| std::cmp::Reverse((item.at(), item.id())));
    items
}

/// The rows of the page, the most important first.
pub fn rows(ctx: &Context, body: Rect) -> Vec<ListRow<Pick>> {
    let width = usize::from(body.width);
    let today = today(ctx.journal, ctx.now.at);
    let mut parts = vec![due(ctx, &today, width), strip(ctx, body).into_iter().map(ListRow::plain).collect()];
    let run = today.last_run.map(|run| last_run(ctx, run, width));
    // on a low screen the verdict is seen before the days
    parts.insert(if body.height < 12 { 1 } else { 2 }, run.unwrap_or_default());
    // what was logged comes first, the hint that nothing was comes late
    let logged = logged_today(ctx, width);
    let late = today.pain.is_empty() && today.runs.is_empty() && logged.iter().all(|row| row.pick.is_none());
    parts.insert(if late { parts.len() } else { 1 }, logged);
    parts.push(steps(ctx, width));
    parts.push(begun(ctx, width));
    parts.retain(|part| !part.is_empty());
    // the footer says the same as the hint: where there is no room for all, it is the first to go
    if late && parts.iter().map(Vec::len).sum::<usize>() > usize::from(body.height) {
        parts.remove(parts.len().saturating_sub(2));
    }
    // an empty row between the parts where all fits with it
    let (height, len) = (usize::from(body.height), parts.iter().map(Vec::len).sum::<usize>());
    let apart = len + parts.len().saturating_sub(1) <= height;
    let blanks = |i: usize| (apart && i > 0).then(ListRow::blank);
    parts.into_iter().enumerate().flat_map(|(i, part)| blanks(i).into_iter().chain(part)).collect()
}

fn heading(text: &str) -> ListRow<Pick> {
    ListRow::plain(Line::of(format!(" {text}"), Tone::Title))
}

/// The key that does what is due.
fn key(ctx: &Context, what: What) -> &'static str {
    match what {
        What::Morning | What::NextMorning => ctx.morning_key(),
        What::Check => "!",
        What::Exercises => "t",
        What::Visit => "1",
        What::Massage => "5",
    }
}

/// What is asked for, each with its key, and what stands in the way of running.
fn due(ctx: &Context, today: &Today, width: usize) -> Vec<ListRow<Pick>> {
    let mut lines = Vec::new();
    for one in &today.due {
        let head = if one.what == What::Visit { " Soon " } else { " Due  " };
        let line =
            Line::of(head, Tone::Title).and(key(ctx, one.what), Tone::Key).and(format!(" {}", one.message), Tone::Warn);
        let more = if width < 60 || one.more.is_empty() { String::new() } else { format!(", {}", one.more) };
        lines.push(line.and(more, Tone::Muted));
    }
    let doctor = doctor(ctx.journal, ctx.now.at);
    // with a visit ahead there is nothing to suggest
    if let Some(see) = see_someone(ctx.journal, ctx.today()).filter(|_| doctor.next.is_none()) {
        lines.push(Line::of(" See  ", Tone::Title).and("1", Tone::Key).and(format!(" {}", see.short()), Tone::Warn));
    }
    if let Some(message) = permission(&doctor, ctx.today()) {
        lines.push(Line::of(" See  ", Tone::Title).and("1", Tone::Key).and(format!(" {message}"), Tone::Muted));
    }
    let lines = lines.iter().flat_map(|line| text::wrap(line, width, 8)).map(ListRow::plain);
    phrases::alarm(ctx, width)
        .into_iter()
        .chain(lines)
        .chain(out_of_sight(ctx, width))
        .chain(ahead_of_the_clock(ctx, width))
        .collect()
}

/// Lists under a key that is not the file's, and what brings them back.
fn out_of_sight(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let all = ctx.sums.hidden(ctx.journal);
    let Some(message) = hidden::describe(all) else { return Vec::new() };
    let mut lines = text::wrap(&Line::of(format!(" {message}"), Tone::Warn), width, 1);
    let mut mends: Vec<String> = all.iter().map(hidden::Hidden::mend).collect();
    mends.dedup();
    lines.extend(mends.into_iter().map(|mend| Line::of(format!("  {mend}"), Tone::Muted)));
    lines.into_iter().map(ListRow::plain).collect()
}

/// What lies ahead of the clock, to be edited here or on the command line.
fn ahead_of_the_clock(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let Some(message) = ahead::describe(ctx.journal) else { return Vec::new() };
    let mut rows: Vec<ListRow<Pick>> =
        text::wrap(&Line::of(format!(" {message}"), Tone::Warn), width, 1).into_iter().map(ListRow::plain).collect();
    let all = ahead::ahead(ctx.journal);
    for one in all.iter().take(AHEAD) {
        let line = Line::plain("  ").and("e", Tone::Key).and(format!(" {}", one.message), Tone::Plain);
        rows.push(ListRow { line, pick: Some(Pick::Entry(one.kind, one.id)) });
        rows.push(ListRow::plain(Line::of(format!("    {}", one.mend), Tone::Muted)));
    }
    if all.len() > AHEAD {
        rows.push(ListRow::plain(Line::of("  twinge check-file lists them all", Tone::Muted)));
    }
    rows
}

/// Fourteen days of pain, the runs below, and which days they are.
fn strip(ctx: &Context, body: Rect) -> Vec<Line> {
    if ctx.journal.pain.is_empty() && ctx.journal.runs.is_empty() {
        return Vec::new();
    }
    let first = ctx.today().checked_sub_days(Days::new(STRIP - 1)).unwrap_or(ctx.today());
    let shown = days(ctx.journal, first, ctx.today());
    let known = shown.iter().filter(|day| day.worst.is_some()).count();
    let cell = if body.width >= 64 { 4 } else { 2 };
    let row = |label: &str, tone: Tone, sign: &dyn Fn(&Day) -> String| {
        let mut line = Line::of(format!(" {}", column(label, 6)), Tone::Muted);
        for day in &shown {
            let tone = if day.date == ctx.today() { Tone::Accent } else { tone };
            line = line.and(column_right(&sign(day), cell), tone);
        }
        line
    };
    let mut lines = Vec::new();
    if body.height >= 12 {
        let mut surfaces: Vec<_> = shown.iter().filter_map(|day| day.runs.last()).collect();
        surfaces.sort_unstable();
        surfaces.dedup();
        let count = format!("  a level on {known} of them ");
        let head = Line::of(" Fourteen days", Tone::Title).and(count, Tone::Muted);
        let with_key = |apart: &str| {
            let word = |line: Line, surface: &&MainSurface| {
                line.and(format!("{apart}{}", surface.letter()), Tone::Plain)
                    .and(format!(" {}", surface.describe()), Tone::Muted)
            };
            surfaces.iter().fold(head.clone(), word)
        };
        let wide = with_key("  ");
        lines.push(if text::line_width(&wide) <= usize::from(body.width) { wide } else { with_key(" ") });
    }
    if cell == 4 {
        lines.push(row("worst", Tone::Plain, &|day| phrases::number(day.worst)));
    } else {
        let worst = row("worst", Tone::Plain, &|day| phrases::digit(day.worst).to_string());
        // where ten has no room, its sign is explained
        let ten = shown.iter().any(|day| phrases::digit(day.worst) == 'x');
        lines.push(if ten { worst.and(" x=10", Tone::Muted) } else { worst });
    }
    let ran = shown.iter().any(|day| !day.runs.is_empty());
    let letter = |day: &Day| match day.runs.last() {
        Some(surface) => surface.letter().to_string(),
        None => String::new(),
    };
    if ran {
        lines.push(row("run", Tone::Plain, &letter));
    }
    lines.push(row("", Tone::Muted, &|day| day.date.format("%a").to_string()[..if cell == 4 { 3 } else { 1 }].into()));
    if cell == 4 {
        let number =
            |day: &Day| if day.date == ctx.today() { ">".into() } else { String::new() } + &day.date.day().to_string();
        lines.push(row("", Tone::Muted, &number));
    }
    lines
}

/// The last run with its 24 hours and its verdict.
fn last_run(ctx: &Context, run: &Run, width: usize) -> Vec<ListRow<Pick>> {
    let pick = Pick::Entry(Kind::Run, run.id);
    let day = run.at.day(ctx.journal.day_starts_at());
    let message = run.describe(&ctx.journal.settings);
    let message = message.strip_prefix("run ").unwrap_or(&message);
    let when = match width {
        ..60 => away(day, ctx.today()),
        _ => format!("{} ({})", when::say_day(day, ctx.today()), away(day, ctx.today())),
    };
    let head = Line::of("  Last run  ", Tone::Title).and(when, Tone::Muted).and(format!("  {message}"), Tone::Plain);
    let indented = |line: Line| {
        let mut whole = Line::plain("  ");
        whole.0.extend(line.0);
        whole
    };
    let mut rows = vec![ListRow { line: head, pick: Some(pick) }];
    rows.extend(text::wrap(&indented(phrases::judged(ctx, run)), width, 2).into_iter().map(ListRow::plain));
    let units = ctx.journal.settings.units;
    let next = next_run(ctx.journal, ctx.now.at, phrases::warned(ctx, ctx.today())).map(|next| {
        let (up_to, why) = (distance(next.up_to_m, units), next.why(units));
        Line::of("next run: up to ", Tone::Muted).and(up_to, Tone::Accent).and(format!(" ({why})"), Tone::Muted)
    });
    for line in [Some(phrases::mornings(ctx, run)), next].into_iter().flatten() {
        rows.extend(text::wrap(&indented(line), width, 2).into_iter().map(ListRow::plain));
    }
    rows
}

fn logged_today(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let logged = logged(ctx);
    if logged.is_empty() {
        let hint = Line::of(" Today  ", Tone::Title).and("Nothing yet: ", Tone::Plain);
        let hint = hint.and("p", Tone::Key).and(" and a digit for pain, ", Tone::Plain);
        let hint =
            hint.and("r", Tone::Key).and(" a run, ", Tone::Plain).and("n", Tone::Key).and(" a note", Tone::Plain);
        return text::wrap(&hint, width, 8).into_iter().map(ListRow::plain).collect();
    }
    let last = ctx.journal.runs.last().map(|run| run.id);
    let mut rows = vec![heading("Logged today")];
    for item in logged {
        let time = when::say_time(item.at().local().time(), &ctx.journal.settings);
        let line = lead(ctx, false, item.id()).and(column_right(&time, 7), Tone::Muted);
        let line = line.and(format!("  {}", item.describe(&ctx.journal.settings)), Tone::Plain);
        // the last run is chosen above
        let pick = (Some(item.id()) != last).then_some(Pick::Entry(item.kind(), item.id()));
        rows.push(ListRow { line, pick });
    }
    rows
}

/// Said on the day a journal was begun: it may be another place than was meant.
fn begun(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    if ctx.demo || !begun_on(ctx.journal, ctx.today()) {
        return Vec::new();
    }
    let message = format!(" A new journal was begun today: {}", ctx.file);
    text::wrap(&Line::of(message, Tone::Muted), width, 1).into_iter().map(ListRow::plain).collect()
}

fn steps(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let state = |step: Step| {
        let progress = ctx.sums.standing(ctx.journal, step, ctx.now.at);
        let since = progress.since.map(|day| format!(" {}", when::say_day(day, ctx.today()))).unwrap_or_default();
        if width < 60 {
            progress.state.sign().to_string()
        } else {
            format!("{} {}{since}", progress.state.sign(), progress.describe())
        }
    };
    let wide = Step::ALL.iter().map(|&step| text::width(&state(step))).max().unwrap_or(0);
    let row = |&step: &Step| {
        let reason = || ctx.journal.steps.get(step).reason.as_deref().unwrap_or_default().to_owned();
        let (next, suggested) = phrases::next_action(ctx, step).unwrap_or_else(|| (reason(), true));
        let tone = if suggested { Tone::Muted } else { Tone::Plain };
        let name = format!("  {} {} ", step.number(), column(Tab::Step(step).title(), 9));
        let line = Line::plain(name).and(column(&state(step), wide), Tone::Accent).and(format!("  {next}"), tone);
        ListRow { line, pick: Some(Pick::Step(step)) }
    };
    std::iter::once(heading("The five steps, each with what comes next")).chain(Step::ALL.iter().map(row)).collect()
}
