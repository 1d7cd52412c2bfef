//! The Today tab: what is due, fourteen days, the last run, what is logged, the five steps with their next actions.

use chrono::{Datelike, Days};
use ratatui::layout::Rect;

use super::list::lead;
use super::plot;
use crate::domain::entry::Item;
use crate::domain::hidden;
use crate::domain::kind::Kind;
use crate::domain::level::Level;
use crate::domain::runs::Run;
use crate::domain::steps::{State, Step};
use crate::domain::units::{distance, duration, pace};
use crate::domain::when;
use crate::domain::words::counted;
use crate::insight::ahead;
use crate::insight::day_index::begun_on;
use crate::insight::days::{days, median, points};
use crate::insight::doctor::{away, doctor, permission};
use crate::insight::missed::missed_mornings;
use crate::insight::next_run::next_run;
use crate::insight::period::Period;
use crate::insight::see_someone::see_someone;
use crate::insight::surface::WeekSoftShare;
use crate::insight::today::{Today, What, today};
use crate::insight::weeks::{Week, weeks};
use crate::page::layout::beside;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys::{how, key};
use crate::tui::tab::{Pick, Tab};
use crate::tui::tabs::phrases;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::bars::{Bar, BarChart, HALF_ROWS, ROWS, SCALE};
use crate::tui::widgets::select_list::ListRow;
use crate::tui::widgets::text;
use crate::tui::widgets::text::{column, column_right};

/// The width from which two columns stand side by side, and the widest of the first.
const TWO_COLUMNS: u16 = 100;
const WIDEST_LIST: u16 = 80;
/// The width from which words stand beside the chart, and the column where they begin.
const BESIDE: usize = 72;
const ASIDE: usize = 49;
/// The width from which there is room for what belongs to a line.
const ROOMY: usize = 60;
/// The most days beside the list.
const MOST_DAYS: usize = 42;
/// What is asked on getting up.
const MORNING: &str = "How is it this morning?";
/// Entries ahead of the clock that are named.
const AHEAD: usize = 3;
/// Days of the strip.
const STRIP: usize = 14;

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

/// What lies where: what is chosen from, and beside it, on a wide screen, what is only looked at.
pub fn areas(body: Rect) -> (Rect, Option<Rect>) {
    if body.width < TWO_COLUMNS {
        return (body, None);
    }
    let left = (body.width * 57 / 100).min(WIDEST_LIST);
    let right = Rect { x: body.x + left + 3, width: body.width - left - 3, ..body };
    (Rect { width: left, ..body }, Some(right))
}

/// The rows of the page, the most important first. What yields where there is no room: the headings, this week, the
/// chart down to its digits; never what is due or what is wrong.
pub fn rows(ctx: &Context, body: Rect) -> Vec<ListRow<Pick>> {
    let (area, aside) = areas(body);
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let today = today(ctx.journal, ctx.now.at);
    let due = due(ctx, &today, width);
    let logged = logged_today(ctx, &today, width);
    let run = today.last_run.map(|run| last_run(ctx, run, width)).unwrap_or_default();
    let stop = today.last_run.map(|run| stop(ctx, run, width)).unwrap_or_default();
    let tail = [steps(ctx, width, aside.is_some()), begun(ctx, width)];
    if aside.is_some() {
        let head: Vec<_> = if due.is_empty() { Vec::new() } else { vec![heading("TO DO", "")] };
        return laid([vec![stop, [head, due].concat(), logged, run], tail.into()].concat(), height);
    }
    let used = stop.len() + due.len() + logged.len() + tail.iter().map(Vec::len).sum::<usize>();
    let middle = match width {
        BESIDE.. => beside_the_chart(ctx, &today, (width, height), used),
        _ => [strip(ctx, width, 0).into_iter().map(ListRow::plain).collect(), run].concat(),
    };
    laid([vec![stop, due, logged, middle], tail.into()].concat(), height)
}

/// The parts one below the other, with as many empty rows between them as there is room for.
fn laid(parts: Vec<Vec<ListRow<Pick>>>, height: usize) -> Vec<ListRow<Pick>> {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut free = height.saturating_sub(parts.iter().map(Vec::len).sum());
    let mut rows = Vec::new();
    for part in parts {
        if !rows.is_empty() && free > 0 {
            free -= 1;
            rows.push(ListRow::blank());
        }
        rows.extend(part);
    }
    rows
}

fn heading(text: &str, more: &str) -> ListRow<Pick> {
    ListRow::plain(Line::of(format!(" {text}"), Tone::Title).and(format!("  {more}"), Tone::Muted))
}

/// Fourteen days as a chart with the last run and this week beside it, in the rows that are left.
fn beside_the_chart(ctx: &Context, today: &Today, room: (usize, usize), used: usize) -> Vec<ListRow<Pick>> {
    let (width, height) = room;
    let left = height.saturating_sub(used + 1);
    // heading, axis, digits, letters, days
    let rows = if left >= HALF_ROWS + 5 { HALF_ROWS } else { 0 };
    let chart = strip(ctx, width, rows);
    let at = if chart.is_empty() { 0 } else { ASIDE };
    let mut right = today.last_run.map(|run| last_run(ctx, run, width - at)).unwrap_or_default();
    for more in [this_week(ctx, width - at)] {
        // a week yields to the steps
        if !more.is_empty() && right.len() + more.len() <= chart.len().max(left) {
            right.extend((right.len() + more.len() < chart.len()).then(ListRow::blank));
            right.extend(more.into_iter().map(ListRow::plain));
        }
    }
    let lines: Vec<Line> = right.iter().map(|row| row.line.clone()).collect();
    let picks = right.iter().map(|row| row.pick).chain(std::iter::repeat(None));
    let both = beside(&chart, &lines, at);
    both.into_iter().zip(picks).map(|(line, pick)| ListRow { line, pick, from: at }).collect()
}

/// What stands beside the list on a wide screen: the days, this week, the mornings.
pub fn aside(ctx: &Context, area: Rect) -> Vec<Line> {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let head = |text: &str, more: &str| heading(text, more).line;
    let (week, mornings) = (this_week(ctx, width), mornings(ctx));
    let left = height.saturating_sub(week.len() + mornings.len() + 2);
    let rows = if left >= 2 * ROWS + 8 {
        2 * ROWS
    } else if left >= ROWS + 6 {
        ROWS
    } else if left >= HALF_ROWS + 6 {
        HALF_ROWS
    } else {
        0
    };
    let days = (width.saturating_sub(SCALE + 2) / 3).clamp(7, MOST_DAYS);
    let mut lines = chart(ctx, days, rows, 3, usize::from(left >= ROWS + 8) * 2);
    if !lines.is_empty() {
        lines.insert(0, head(&format!("LAST {days} DAYS"), "worst of each day, and the runs"));
    }
    for part in [week, mornings] {
        if !part.is_empty() && lines.len() + part.len() < height {
            lines.extend((!lines.is_empty()).then(Line::default));
            lines.extend(part);
        }
    }
    lines
}

/// The last days as bars, with the runs below; nothing in an empty journal.
fn chart(ctx: &Context, days: usize, rows: usize, apart: usize, run_rows: usize) -> Vec<Line> {
    if ctx.journal.pain.is_empty() && ctx.journal.runs.is_empty() {
        return Vec::new();
    }
    let first = ctx.today().checked_sub_days(Days::new(days as u64 - 1)).unwrap_or(ctx.today());
    let points = points(ctx.journal, first, ctx.today());
    let bars: Vec<Bar> = points.iter().map(|point| plot::bar(point, plot::Series::Worst, None)).collect();
    // the line would tell little over so few days
    let bars: Vec<Bar> = bars.into_iter().map(|bar| Bar { line: None, ..bar }).collect();
    let mut labels = vec![plot::weekdays(&points, ctx.today())];
    if rows >= ROWS {
        labels.push(plot::numbers(&points, ctx.today()));
    }
    BarChart { bars: &bars, apart, rows, run_rows, labels: &labels, cursor: None }.lines()
}

/// Fourteen days with their heading, and what each row is where there are only digits.
fn strip(ctx: &Context, width: usize, rows: usize) -> Vec<Line> {
    let apart = if width >= BESIDE { 3 } else { 2 };
    let mut lines = chart(ctx, STRIP, rows, apart, 0);
    if !lines.is_empty() && width >= BESIDE {
        lines.insert(0, Line::of(" 14 DAYS", Tone::Title).and(" worst of each day, and the runs", Tone::Muted));
    }
    lines
}

/// This week's runs as a bar of their surfaces, against the week before.
fn this_week(ctx: &Context, width: usize) -> Vec<Line> {
    let from = ctx.today().checked_sub_days(Days::new(7)).unwrap_or(ctx.today());
    let found = weeks(ctx.journal, Period { from, to: ctx.today() });
    let units = ctx.journal.settings.units;
    let told = |week: &Week| {
        let far = week.distance_m.clone().ok().filter(|_| week.runs > 0);
        let far = far.map(|metres| format!("{}, ", distance(u32::try_from(metres).unwrap_or(u32::MAX), units)));
        format!("{}{}", far.unwrap_or_default(), counted(week.runs, "run", "runs"))
    };
    let Some(week) = found.last().filter(|_| !ctx.journal.runs.is_empty()) else { return Vec::new() };
    let mut lines = vec![Line::of(" THIS WEEK  ", Tone::Title).and(told(week), Tone::Plain)];
    let parts: Vec<(char, u64)> = week
        .surfaces
        .iter()
        .map(|&(surface, metres)| (surface.letter(), metres))
        .chain([('?', week.unknown_m)])
        .filter(|part| part.1 > 0)
        .collect();
    let whole: u64 = parts.iter().map(|part| part.1).sum();
    if let Some(percent) = WeekSoftShare::of(week).soft_percent() {
        let room = width.saturating_sub(14).clamp(4, 20) as u64;
        let mut line = Line::plain(" ");
        for (letter, metres) in parts {
            let cells = usize::try_from((metres * room + whole / 2) / whole.max(1)).unwrap_or(0).max(1);
            line = line.and(letter.to_string(), Tone::SurfaceCell(letter));
            line = line.and("█".repeat(cells - 1), Tone::SurfaceBar(letter));
        }
        lines.push(line.and(format!(" {percent} % soft"), Tone::Plain));
    }
    lines
}

/// The median of the mornings of the last seven days, and of the seven before.
fn mornings(ctx: &Context) -> Vec<Line> {
    let week = |back: u64| {
        let to = ctx.today().checked_sub_days(Days::new(back)).unwrap_or(ctx.today());
        let from = to.checked_sub_days(Days::new(6)).unwrap_or(to);
        let levels: Vec<Level> = days(ctx.journal, from, to).iter().filter_map(|day| day.morning).collect();
        (levels.len(), median(levels).map_or("\u{2013}".into(), |median| median.to_string()))
    };
    let ((n, now), (n_before, before)) = (week(0), week(7));
    if n + n_before == 0 {
        return Vec::new();
    }
    let row = |when: &str, level: String, n: usize| {
        Line::plain(format!(" {when:<20}")).and(level, Tone::Title).and(format!("   n {n}"), Tone::Muted)
    };
    let head = heading("MORNINGS", "median").line;
    vec![head, row("the last 7 days", now, n), row("the 7 days before", before, n_before)]
}

/// The key that does what is due.
fn key_of(ctx: &Context, what: What) -> Key {
    match what {
        What::Morning | What::NextMorning => ctx.morning_key(),
        What::Check => key!(Everywhere, New(Kind::Check)),
        What::Exercises => key!(Everywhere, Session),
        What::Visit => Tab::Step(Step::Doctor).key(),
        What::Massage => Tab::Step(Step::Massage).key(),
    }
}

/// What is asked for, each with its key, and what stands in the way of running.
fn due(ctx: &Context, today: &Today, width: usize) -> Vec<ListRow<Pick>> {
    let mut lines = Vec::new();
    for (place, one) in today.due.iter().enumerate() {
        // the first is what to do now
        let tone = match (one.what, place) {
            (What::Check, _) => Tone::Warn,
            (_, 0) => Tone::Title,
            _ => Tone::Plain,
        };
        let (message, more) = match one.what {
            What::NextMorning => (MORNING, "after yesterday\u{2019}s run"),
            What::Morning => (MORNING, ""),
            _ => (&*one.message, &*one.more),
        };
        let line = Line::plain(" ").and(key_of(ctx, one.what), Tone::Key).and(format!("  {message}"), tone);
        let more = if width < ROOMY || more.is_empty() { String::new() } else { format!("  {more}") };
        lines.push(line.and(more, Tone::Muted));
    }
    lines.extend(missed(ctx, width));
    let doctor = doctor(ctx.journal, ctx.now.at);
    // with a visit ahead there is nothing to suggest
    if let Some(see) = see_someone(ctx.journal, ctx.today()).filter(|_| doctor.next.is_none()) {
        lines.push(
            Line::plain(" ")
                .and(Tab::Step(Step::Doctor).key(), Tone::Key)
                .and(format!("  \u{25b2} It may be time {}", see.short()), Tone::Warn),
        );
    }
    if let Some(message) = permission(&doctor, ctx.today()) {
        lines.push(
            Line::plain(" ").and(Tab::Step(Step::Doctor).key(), Tone::Key).and(format!("  {message}"), Tone::Muted),
        );
    }
    let lines = lines.iter().flat_map(|line| text::wrap(line, width, 4)).map(ListRow::plain);
    phrases::alarm(ctx, width)
        .into_iter()
        .chain(lines)
        .chain(clearance(ctx, width))
        .chain(copies(ctx, width))
        .chain(inbox(ctx, width))
        .chain(out_of_sight(ctx, width))
        .chain(ahead_of_the_clock(ctx, width))
        .collect()
}

/// How many mornings are missing, and the key that fills them in.
fn missed(ctx: &Context, width: usize) -> Option<Line> {
    let n = missed_mornings(ctx.journal, ctx.today()).len();
    let line = Line::plain(" ").and(key!(Everywhere, AskMissed), Tone::Key);
    let are = if n == 1 { "is" } else { "are" };
    let line = line.and(format!("  {} {are} missing", counted(n, "morning", "mornings")), Tone::Plain);
    let more = if width < ROOMY { "" } else { "  in the last seven days; a digit each" };
    (n > 0).then(|| line.and(more, Tone::Muted))
}

/// What merges changed of the clearance, until the tab is opened where it stands.
fn clearance(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let row = |sentence: &String| {
        let sentence = crate::page::visible(sentence);
        let line = Line::plain(" ").and(Tab::Step(Step::Doctor).key(), Tone::Key);
        text::wrap(&line.and(format!("  \u{25b2} {sentence}"), Tone::Warn), width, 6)
    };
    ctx.changed_clearance.iter().flat_map(row).map(ListRow::plain).collect()
}

/// Another copy of the journal beside it, and the key that shows it.
fn copies(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let Some(offer) = ctx.copies else { return Vec::new() };
    let line = Line::plain(" ").and(how("copies"), Tone::Key).and(format!(" {}", offer.message), Tone::Warn);
    text::wrap(&line, width, 8).into_iter().map(ListRow::plain).collect()
}

/// So many lines of the inbox that wait are shown.
const WAITING: usize = 2;

/// The lines of the inbox that wait, the first with their reasons, and the key with which they are put right.
fn inbox(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let (lines, wait) = match ctx.inbox.len() {
        0 => return Vec::new(),
        1 => ("1 line".to_owned(), "waits"),
        n => (format!("{n} lines"), "wait"),
    };
    let head = Line::plain(" ").and(how("inbox"), Tone::Key);
    let mut rows = text::wrap(&head.and(format!("  {lines} of the inbox {wait}"), Tone::Warn), width, 4);
    for one in ctx.inbox.iter().take(WAITING) {
        let line = Line::plain(format!("    {}  ", crate::page::visible(&one.line.shown))).and(&one.why, Tone::Muted);
        rows.extend(text::wrap(&line, width, 6));
    }
    rows.into_iter().map(ListRow::plain).collect()
}

/// Lists under a key that is not the file's, and what brings them back.
fn out_of_sight(ctx: &Context, width: usize) -> Vec<ListRow<Pick>> {
    let all = ctx.sums.hidden(ctx.journal);
    let Some(message) = hidden::describe(&all) else { return Vec::new() };
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
        let line =
            Line::plain("  ").and(key!(Everywhere, Edit), Tone::Key).and(format!(" {}", one.message), Tone::Plain);
        rows.push(ListRow::picks(line, Pick::Entry(one.kind, one.id)));
        rows.push(ListRow::plain(Line::of(format!("    {}", one.mend), Tone::Muted)));
    }
    if all.len() > AHEAD {
        rows.push(ListRow::plain(Line::of("  twinge check-file lists them all", Tone::Muted)));
    }
    rows
}

/// True where the verdict on a run is to stop: it is said first, across the whole page.
fn is_stop(ctx: &Context, run: &Run) -> bool {
    phrases::judged(ctx, run).0.iter().any(|word| word.tone == Tone::Alarm)
}

/// That verdict.
fn stop(ctx: &Context, run: &Run, width: usize) -> Vec<ListRow<Pick>> {
    if !is_stop(ctx, run) {
        return Vec::new();
    }
    let message = phrases::judged(ctx, run).text();
    text::band(&message, Tone::Alarm, width).into_iter().map(ListRow::plain).collect()
}

/// The last run with its verdict, and how far the next may be.
fn last_run(ctx: &Context, run: &Run, width: usize) -> Vec<ListRow<Pick>> {
    let pick = Pick::Entry(Kind::Run, run.id);
    let day = run.at.day(ctx.journal.day_starts_at());
    let units = ctx.journal.settings.units;
    let on = run.describe_surface(units).map(|surface| format!(" on {surface}")).unwrap_or_default();
    let when = match ctx.today().signed_duration_since(day).num_days() {
        0..7 => away(day, ctx.today()),
        _ => phrases::short_day(day, ctx.today()),
    };
    let mut head = Line::of("  LAST RUN ", Tone::Title).and(format!("{when}{on}"), Tone::Muted);
    let mut figures =
        Line::plain("  ").and(run.distance_m.map(|far| distance(far, units)).unwrap_or_default(), Tone::Title);
    if let Some(seconds) = run.duration_s {
        let pace = run.distance_m.and_then(|far| pace(far, seconds, units)).map(|pace| format!("   {pace}"));
        figures = figures.and(format!("   {}{}", duration(seconds), pace.unwrap_or_default()), Tone::Plain);
    }
    let of_pain = |line: Line| {
        [(run.pain.before, "before"), (run.pain.during, "during"), (run.pain.after, "after")]
            .into_iter()
            .filter_map(|(level, when)| level.map(|level| (level, when)))
            .fold(line, |line, (level, when)| {
                line.and(format!("  {level}"), Tone::Title).and(format!(" {when}"), Tone::Muted)
            })
    };
    let mut lines = Vec::new();
    let pain = of_pain(Line::default());
    if figures.text().trim().is_empty() {
        head = of_pain(head);
    } else if pain.0.is_empty() {
        lines.push(figures);
    } else if text::line_width(&figures) + text::line_width(&pain) + 7 <= width {
        lines.push(of_pain(figures.and("   pain", Tone::Muted)));
    } else {
        let narrow = text::line_width(&pain) + 7 > width;
        lines.extend([
            figures,
            if narrow { of_pain(Line::default()) } else { of_pain(Line::of("  pain", Tone::Muted)) },
        ]);
    }
    let indented = |line: Line| {
        let mut whole = Line::plain("  ");
        whole.0.extend(line.0);
        text::wrap(&whole, width, 2)
    };
    if !is_stop(ctx, run) {
        lines.extend(indented(phrases::judged(ctx, run)));
    }
    let next = next_run(ctx.journal, ctx.now.at, phrases::warned(ctx, ctx.today())).map(|next| {
        let (up_to, why) = (distance(next.up_to_m, units), next.why(units));
        Line::of("Next run: up to ", Tone::Plain).and(up_to, Tone::Title).and(format!(" ({why})"), Tone::Muted)
    });
    lines.extend(next.into_iter().flat_map(indented));
    let plain = lines.into_iter().map(ListRow::plain);
    std::iter::once(ListRow::picks(head, pick)).chain(plain).collect()
}

/// What a first start says: what this is, what to do first, and how to look round. The first entry takes its place.
fn welcome(width: usize) -> Vec<ListRow<Pick>> {
    let about = "A journal for a running injury. It records and counts; it does not diagnose.";
    let first = |key: Key, does: &str| Line::of(format!(" {key}  "), Tone::Key).and(does, Tone::Plain);
    let lines = [
        Line::of(" WELCOME  ", Tone::Title).and(about, Tone::Plain),
        first(key!(Everywhere, AskLevel), "and a digit logs your pain: 0 is none, 10 the worst you can imagine"),
        first(key!(Everywhere, New(Kind::Run)), "logs a run with its surface, and how it felt"),
        first(Tab::Step(Step::Doctor).key(), "opens the first step: see a doctor, and get clearance to run"),
        Line::of(" In a shell, twinge demo opens an invented journal to look round in.", Tone::Muted),
    ];
    lines.iter().flat_map(|line| text::wrap(line, width, 4)).map(ListRow::plain).collect()
}

/// What is logged today; where nothing is, a hint says how, unless what is due says it already.
fn logged_today(ctx: &Context, today: &Today, width: usize) -> Vec<ListRow<Pick>> {
    let logged = logged(ctx);
    if ctx.journal.is_empty() {
        return welcome(width);
    }
    if logged.is_empty() {
        let asked = today.due.iter().any(|one| matches!(one.what, What::Morning | What::NextMorning));
        if asked && !(ctx.journal.pain.is_empty() && ctx.journal.runs.is_empty()) {
            return Vec::new();
        }
        let hint = Line::of(" TODAY  ", Tone::Title).and("Nothing yet: ", Tone::Plain);
        let hint = hint.and(key!(Everywhere, AskLevel), Tone::Key).and(" and a digit for pain, ", Tone::Plain);
        let hint = hint
            .and(key!(Everywhere, New(Kind::Run)), Tone::Key)
            .and(" a run, ", Tone::Plain)
            .and(key!(Everywhere, New(Kind::Note)), Tone::Key)
            .and(" a note", Tone::Plain);
        return text::wrap(&hint, width, 8).into_iter().map(ListRow::plain).collect();
    }
    let last = ctx.journal.runs.last().map(|run| run.id);
    let mut rows = vec![heading("LOGGED TODAY", "")];
    for item in logged {
        let time = when::say_time(item.at().local().time(), &ctx.journal.settings);
        let line = lead(ctx, false, item.id()).and(column_right(&time, 7), Tone::Muted);
        let line = line.and(format!("  {}", item.describe(&ctx.journal.settings)), Tone::Plain);
        // the last run is chosen below
        let pick = (Some(item.id()) != last).then_some(Pick::Entry(item.kind(), item.id()));
        rows.push(ListRow { line, pick, from: 0 });
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

fn steps(ctx: &Context, width: usize, heads: bool) -> Vec<ListRow<Pick>> {
    let state = |step: Step| {
        let progress = ctx.sums.standing(ctx.journal, step, ctx.now.at);
        let since = progress.since.map(|day| {
            // in a step's own tab the day is told with its weekday
            day.format(if day.year() == ctx.today().year() { "%-d %b" } else { "%b %Y" }).to_string()
        });
        match (since, progress.state) {
            (Some(since), State::UnderWay) if progress.status.is_none() => format!("since {since}"),
            (Some(since), _) => format!("{}, {since}", progress.describe()),
            (None, _) => progress.describe().to_string(),
        }
    };
    let wide = Step::ALL.iter().map(|&step| text::width(&state(step))).max().unwrap_or(0);
    let row = |&step: &Step| {
        let reason = || ctx.journal.steps.get(step).reason.as_deref().unwrap_or_default().to_owned();
        let (next, suggested) = phrases::next_action(ctx, step).unwrap_or_else(|| (reason(), true));
        let tone = if suggested { Tone::Muted } else { Tone::Plain };
        let sign = ctx.sums.standing(ctx.journal, step, ctx.now.at).state.sign();
        let line = Line::of(format!("  {}", step.number()), Tone::Key).and(format!(" {sign} "), Tone::Plain);
        let line = line.and(column(Tab::Step(step).title(), 9), Tone::Plain);
        let line =
            if width < BESIDE { line } else { line.and(format!("  {}", column(&state(step), wide)), Tone::Muted) };
        ListRow::picks(line.and(format!("  {next}"), tone), Pick::Step(step))
    };
    let head = heads.then(|| heading("FIVE STEPS", "each with what comes next"));
    head.into_iter().chain(Step::ALL.iter().map(row)).collect()
}
