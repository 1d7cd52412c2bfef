//! The Runs tab: a table of what the filter lets through, its totals, and the selected run in full.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::{self, Cursor, Entries};
use crate::domain::every_kind::Record;
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::runs::Run;
use crate::domain::runs::Surface;
use crate::domain::{units, when};
use crate::insight::limits::{Lacking, Stands, limits};
use crate::insight::next_morning::morning_pair;
use crate::insight::run_summary;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::tabs::filter::Filter;
use crate::tui::tabs::phrases;
use crate::tui::tabs::sums::Shown;
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::text;
use crate::tui::widgets::text::{column, column_right};

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct RunsState {
    /// The selected run.
    pub cursor: Cursor,
    /// Which runs are shown.
    pub filter: Filter,
    rows: Memo<(u64, usize, NaiveDate), Id, Line>,
}

/// The runs that are shown.
fn listed<'a, 'p>(ctx: &Context<'a>, shown: &'p Shown) -> Entries<'a, 'p, Run> {
    Entries::only(&ctx.journal.runs, shown.places.as_deref())
}

/// The next surface that occurs; after the last, none: all runs.
pub fn next_surface(ctx: &Context, state: &RunsState) -> Option<Surface> {
    let surfaces = &ctx.sums.shown(ctx.journal, &state.filter).surfaces;
    match state.filter.surface {
        None => surfaces.first().copied(),
        Some(now) => surfaces.iter().copied().find(|&surface| surface > now),
    }
}

/// The selected run.
pub fn selected<'a>(ctx: &Context<'a>, state: &RunsState) -> Option<&'a Run> {
    state.cursor.selected(listed(ctx, &ctx.sums.shown(ctx.journal, &state.filter)))
}

/// Moves in the table.
pub fn moved(ctx: &Context, state: &mut RunsState, motion: Motion, body: Rect) {
    let shown = ctx.sums.shown(ctx.journal, &state.filter);
    let list = listed(ctx, &shown);
    state.cursor.moved(list, motion, usize::from(parts(body).rows.height));
}

/// Selects the run in a line of the body.
pub fn clicked(ctx: &Context, state: &mut RunsState, line: usize, body: Rect) {
    let shown = ctx.sums.shown(ctx.journal, &state.filter);
    let list = listed(ctx, &shown);
    if let Some(row) = line.checked_sub(1) {
        state.cursor.clicked(list, row, usize::from(parts(body).rows.height));
    }
}

/// What lies where.
struct RunsAreas {
    heads: Rect,
    rows: Rect,
    totals: Rect,
    detail: Rect,
}

fn parts(body: Rect) -> RunsAreas {
    let detail = match body.height {
        0..=5 => 0,
        6..=11 => 3,
        12..=29 => 8,
        _ => 12,
    };
    let totals = u16::from(detail > 0);
    let rows = body.height.saturating_sub(1 + totals + detail);
    let below = |n: u16, height: u16| Rect { height, ..text::row(body, usize::from(n)) };
    RunsAreas {
        heads: text::row(body, 0),
        rows: below(1, rows),
        totals: below(1 + rows, totals),
        detail: below(1 + rows + totals, detail),
    }
}

/// A column: its head, its width, whether it is set to the right, how late it gives way, and what it shows.
struct TableColumn {
    head: &'static str,
    width: usize,
    right: bool,
    /// The highest gives way first; 0 never.
    rank: u8,
    fill: fn(&Context, &Run) -> Line,
}

const fn col(head: &'static str, width: usize, right: bool, rank: u8, fill: fn(&Context, &Run) -> Line) -> TableColumn {
    TableColumn { head, width, right, rank, fill }
}

/// The columns; the surface takes what is left.
static COLUMNS: &[TableColumn] = &[
    col("date", 11, false, 0, |ctx, run| Line::plain(date(ctx, run))),
    col("start", 7, true, 9, |ctx, run| {
        Line::of(when::say_time(run.at.local().time(), &ctx.journal.settings), Tone::Muted)
    }),
    col("distance", 8, true, 0, |ctx, run| {
        Line::plain(
            run.distance_m.map(|metres| units::distance(metres, ctx.journal.settings.units)).unwrap_or_default(),
        )
    }),
    col("time", 7, true, 5, |_, run| Line::plain(run.duration_s.map(units::duration).unwrap_or_default())),
    col("pace", 9, true, 7, |ctx, run| {
        let units = ctx.journal.settings.units;
        let pace = run.distance_m.zip(run.duration_s).and_then(|(metres, s)| units::pace(metres, s, units));
        Line::of(pace.unwrap_or_default(), Tone::Muted)
    }),
    col("surface", 0, false, 0, |_, _| Line::default()),
    col("pain", 5, false, 3, |_, run| Line::plain(phrases::levels(run))),
    col("morning", 7, false, 4, mornings),
    col("verdict", 7, false, 1, |ctx, run| {
        let verdict = phrases::judge(ctx, run).verdict;
        Line::of(run_summary::word(verdict).replace(" sign", ""), run_summary::tone(verdict))
    }),
    col("limits", 9, false, 6, |ctx, run| {
        let found = limits(ctx.journal, run);
        match (found.standing, found.lacking) {
            (Stands::Inside, _) => Line::of("inside", Tone::Muted),
            (Stands::Outside, _) => Line::of("outside", Tone::Warn),
            (Stands::NotKnown, _) => Line::of("not known", Tone::Muted),
            (_, Some(Lacking::Stopped)) => Line::of("stopped", Tone::Warn),
            (_, Some(Lacking::RunOut)) => Line::of("run out", Tone::Warn),
            (_, Some(Lacking::Asked)) => Line::of("asked", Tone::Muted),
            (Stands::NoLimits, _) | (_, Some(Lacking::None) | None) => Line::default(),
        }
    }),
];

fn date(ctx: &Context, run: &Run) -> String {
    phrases::short_day(run.at.day(ctx.journal.day_starts_at()), ctx.today())
}

/// The morning before and the one after: `3→4`.
fn mornings(ctx: &Context, run: &Run) -> Line {
    let around = morning_pair(ctx.journal, run.at.day(ctx.journal.day_starts_at()));
    let base = around.base.map_or("·".into(), |(base, _)| base.to_string());
    let next = around.next.map_or("·".into(), |next| next.to_string());
    Line::plain(format!("{base}\u{2192}{next}"))
}

/// The columns that fit a width, and what is left for the surface.
fn columns(ctx: &Context, width: usize) -> (Vec<&'static TableColumn>, usize) {
    // nothing was ever limited: no empty column
    let limited = !ctx.journal.clearance.is_empty();
    let mut shown: Vec<&TableColumn> = COLUMNS.iter().filter(|one| one.head != "limits" || limited).collect();
    let taken = |shown: &[&TableColumn]| 2 + shown.iter().map(|one| one.width + 1).sum::<usize>();
    // the surface wants room for a word
    while taken(&shown) + 8 > width && shown.iter().any(|one| one.rank > 0) {
        let rank = shown.iter().map(|one| one.rank).max();
        shown.retain(|one| Some(one.rank) != rank);
    }
    let left = width.saturating_sub(taken(&shown)).min(32);
    (shown, left)
}

/// The surface of a run in the room there is: its letters on their colours, and behind them all in full, or the words.
fn surface(ctx: &Context, run: &Run, width: usize) -> Line {
    let letters = run.surfaces.iter().map(|stretch| stretch.surface.letter());
    let chips = letters.fold(Line::default(), |line, letter| line.and(letter.to_string(), Tone::SurfaceCell(letter)));
    let left = width.saturating_sub(text::line_width(&chips) + 1);
    let words: Vec<&str> = run.surfaces.iter().map(|stretch| stretch.surface.word()).collect();
    let full = run.describe_surface(ctx.journal.settings.units).unwrap_or_default();
    match [full, words.join("+")].into_iter().find(|message| text::width(message) <= left) {
        Some(message) => chips.and(format!(" {message}"), Tone::Plain),
        None => chips,
    }
}

fn placed(line: Line, width: usize, right: bool) -> Line {
    let gap = " ".repeat(width.saturating_sub(text::line_width(&line)));
    if right {
        let mut whole = Line::plain(gap);
        whole.0.extend(line.0);
        whole
    } else {
        line.and(gap, Tone::Plain)
    }
}

/// Draws the tab.
pub fn draw(ctx: &Context, state: &RunsState, body: Rect, buffer: &mut Buffer) -> More {
    if ctx.journal.runs.is_empty() {
        let none = Line::plain(" No run yet: ")
            .and(key!(Everywhere, New(Kind::Run)), Tone::Key)
            .and(" logs one, with its surface.", Tone::Plain);
        for (i, line) in text::wrap(&none, usize::from(body.width), 1).iter().enumerate() {
            text::put(buffer, text::row(body, i), line, ctx.theme());
        }
        return More::default();
    }
    let (parts, width) = (parts(body), usize::from(body.width));
    let (columns, left) = columns(ctx, width);
    let mut heads = Line::plain("  ");
    for one in &columns {
        let width = if one.head == "surface" { left } else { one.width };
        let head = if one.right { column_right(one.head, width) } else { column(one.head, width) };
        heads = heads.and(head + " ", Tone::Muted);
    }
    text::put(buffer, parts.heads, &heads, ctx.theme());
    let shown = ctx.sums.shown(ctx.journal, &state.filter);
    let list = listed(ctx, &shown);
    let row = |run: &Run| {
        let mut line = Line::default();
        for one in &columns {
            let cell = match one.head {
                "surface" => placed(surface(ctx, run, left), left, false),
                _ => placed((one.fill)(ctx, run), one.width, one.right),
            };
            line.0.extend(cell.0);
            line = line.and(" ", Tone::Plain);
        }
        line
    };
    let more = list::draw(ctx, &state.cursor, list, parts.rows, buffer, |run| {
        state.rows.get((ctx.journal.changes(), width, ctx.today()), run.id, || row(run))
    });
    if list.is_empty() {
        for (i, line) in
            text::wrap(&none_shown(state), width, 1).iter().take(usize::from(parts.rows.height)).enumerate()
        {
            text::put(buffer, text::row(parts.rows, i), line, ctx.theme());
        }
    }
    text::rule(buffer, parts.totals, ctx.theme());
    text::put(buffer, text::after(parts.totals, 1), &totals(ctx, state), ctx.theme());
    if let Some(run) = selected(ctx, state) {
        for (i, line) in in_full(ctx, run, width.saturating_sub(2), parts.detail.height).iter().enumerate() {
            text::put(buffer, text::after(text::row(parts.detail, i), 1), line, ctx.theme());
        }
    }
    // below the list are its totals and the run, not the edge
    More { below: false, ..more }
}

/// Why no run is shown, and how all are again.
fn none_shown(state: &RunsState) -> Line {
    let filter = &state.filter;
    let on = filter.surface.map(|surface| format!(" on {}", surface.word())).unwrap_or_default();
    let words = if filter.text.is_empty() { "" } else { " has these words" };
    let line =
        Line::plain(format!(" No run{on}{words}: ")).and(key!(Lists, Back), Tone::Key).and(" shows all", Tone::Plain);
    match filter.surface {
        Some(_) => {
            line.and(", ", Tone::Plain).and(key!(Lists, TurnView), Tone::Key).and(" the next surface.", Tone::Plain)
        }
        None => line.and(".", Tone::Plain),
    }
}

/// The totals of what is shown.
fn totals(ctx: &Context, state: &RunsState) -> Line {
    let shown = ctx.sums.shown(ctx.journal, &state.filter);
    let (totals, surface_m) = (shown.totals, shown.surface_m);
    let filter = &state.filter;
    let which = if filter.is_open() { String::new() } else { format!(" {}", filter.describe()) };
    let runs = if totals.runs == 1 { "run" } else { "runs" };
    let mut message = format!(" {} {runs}{which}", totals.runs);
    if totals.distance_m > 0 {
        let far = |metres: u64| units::distance(u32::try_from(metres).unwrap_or(u32::MAX), ctx.journal.settings.units);
        message += &format!(" · {}", far(totals.distance_m));
        // of a run on several surfaces only a part was on the one asked for
        if let Some(surface) = filter.surface.filter(|_| surface_m < totals.distance_m) {
            message += &format!(", {} of it on {}", far(surface_m), surface.word());
        }
    }
    if totals.duration_s > 0 {
        message += &format!(" · {}h{:02}", totals.duration_s / 3600, totals.duration_s / 60 % 60);
    }
    if let Some(percent) = totals.soft_percent() {
        message += &format!(" · {percent} % soft");
    }
    let line = Line::of(message + " ", Tone::Accent);
    match (ctx.marked.len(), ctx.sums.bare(ctx.journal)) {
        (0, 0) => line,
        (0, bare) => line.and(format!("\u{b7} {bare} without a surface "), Tone::Warn),
        (marked, _) => line.and(format!("\u{b7} {marked} marked "), Tone::Warn),
    }
}

/// A run with everything that can be said of it, in so many lines: on a low screen the verdict first.
fn in_full(ctx: &Context, run: &Run, width: usize, height: u16) -> Vec<Line> {
    let message = Line::plain(run.describe(&ctx.journal.settings));
    let mut lines = vec![phrases::judged(ctx, run), phrases::mornings(ctx, run)];
    lines.extend(run_summary::within_limits(ctx.journal, run));
    lines.extend(run_summary::against_longest(ctx.journal, run));
    lines.insert(if height < 6 { 1 } else { 0 }, message);
    lines.iter().flat_map(|line| text::wrap(line, width, 2)).take(usize::from(height)).collect()
}
