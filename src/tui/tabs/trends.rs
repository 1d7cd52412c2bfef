//! The Trends tab: a period, pain and runs on one time axis, and below it every answer in words.

use std::rc::Rc;

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::units::distance;
use crate::domain::when;
use crate::domain::words::counted;
use crate::insight::markers::lettered;
use crate::insight::pairs::Pair;
use crate::insight::period::{Period, Span};
use crate::insight::trends::{Trends, trends};
use crate::page::layout::beside;
use crate::page::{Line, Tone};
use crate::render::trends::COMPARED;
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::tabs::phrases;
use crate::tui::tabs::plot::Series;
use crate::tui::tabs::trends_axis::Axis;
use crate::tui::tabs::{pain_chart, trends_answer, trends_rows};
use crate::tui::widgets::bars::{BarChart, HALF_ROWS, ROWS, SCALE};
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::text;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct TrendsState {
    asked: Asked,
    /// The day under the cursor; the last of the period where none is.
    day: Option<NaiveDate>,
    /// What the bars are of.
    series: Series,
    /// The first row shown below the period.
    top: usize,
    answers: Memo<(u64, NaiveDate, usize, Asked), (), Answers>,
}

/// Trends as a line asks for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedTrends {
    /// One of the periods.
    pub span: Option<Span>,
    /// Another first day.
    pub since: Option<NaiveDate>,
    /// What is to be compared.
    pub pairs: Vec<Pair>,
}

impl AskedTrends {
    /// What is asked, in words.
    pub fn describe(&self, today: NaiveDate) -> String {
        let since = self.since.map(|day| format!(" since {}", when::say_day(day, today)));
        let mut said = since.or(self.span.map(|span| format!(", {}", span.describe()))).unwrap_or_default();
        said += if self.pairs.is_empty() { "" } else { ", with what is compared" };
        said
    }
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    /// A first day of one's own, until a period is chosen.
    since: Option<NaiveDate>,
    /// The period; six weeks where none was chosen.
    span: Option<Span>,
    /// The pairs that are shown.
    pairs: Vec<Pair>,
    /// Pairs that were looked at since the screen was opened and are shown no more: they are adjusted for all the same.
    earlier: Vec<Pair>,
}

/// The answers on a day, in so many columns.
#[derive(Debug)]
struct Answers {
    today: NaiveDate,
    width: usize,
    /// What they are, or why there are none.
    found: Result<(Trends, Axis), String>,
    rows: Vec<Line>,
}

impl TrendsState {
    fn span(&self) -> Span {
        self.asked.span.unwrap_or(Span::Weeks6)
    }

    /// The day to which the person moved.
    pub fn moved_to(&self) -> Option<NaiveDate> {
        self.day
    }

    /// Shows what a line asks for; the period stays where it names none.
    pub fn ask(&mut self, asked: AskedTrends) {
        if asked.span.is_some() || asked.since.is_some() {
            (self.asked.span, self.asked.since, self.day, self.top) = (asked.span, asked.since, None, 0);
        }
        asked.pairs.into_iter().for_each(|pair| self.compare(pair));
    }

    /// Shows the mornings in the place of the worst of each day, or the other way round.
    pub fn turn_series(&mut self) {
        self.series = self.series.other();
    }

    /// The period before.
    pub fn turn_back(&mut self) {
        self.turn(Span::ALL.len() - 1);
    }

    /// The period so many places on, around the end.
    pub fn turn(&mut self, places: usize) {
        let place = Span::ALL.iter().position(|&span| span == self.span()).unwrap_or(0);
        (self.asked.span, self.day, self.top) = (Some(Span::ALL[(place + places) % Span::ALL.len()]), None, 0);
        self.asked.since = None;
    }

    /// One more pair to compare; the same again is looked at once.
    pub fn compare(&mut self, pair: Pair) {
        for pairs in [&mut self.asked.pairs, &mut self.asked.earlier] {
            pairs.retain(|other| !other.is_same(&pair));
        }
        self.asked.pairs.push(pair);
    }

    /// True where pairs were picked.
    pub fn compares(&self) -> bool {
        !self.asked.pairs.is_empty()
    }

    /// Shows no pair any more.
    pub fn forget_pairs(&mut self) {
        self.asked.earlier.append(&mut self.asked.pairs);
    }
}

/// The answers for the choices as they are; made once.
fn answers(ctx: &Context, state: &TrendsState, width: usize) -> Rc<Answers> {
    let of = (ctx.journal.changes(), ctx.today(), width, state.asked.clone());
    state.answers.get(of, (), || make(ctx, state, width))
}

fn make(ctx: &Context, state: &TrendsState, width: usize) -> Answers {
    let (today, asked) = (ctx.today(), &state.asked);
    let period = match asked.since {
        Some(from) => Ok(Period { from, to: today }),
        None => state.span().period(ctx.journal, ctx.now.at),
    };
    let found = period.map(|period| {
        let looked_at = [&asked.earlier[..], &asked.pairs].concat();
        let mut trends = trends(ctx.journal, period, today, &looked_at);
        trends.comparisons.drain(..asked.earlier.len());
        (trends, Axis::new(period.from, period.days(), width.saturating_sub(SCALE + 3)))
    });
    let rows = match &found {
        Ok((trends, axis)) => trends_rows::rows(ctx, trends, axis.together, width, !has_aside(*axis, width)),
        Err(_) => Vec::new(),
    };
    Answers { today, width, found, rows }
}

/// What lies where: the periods, and what scrolls below them.
fn parts(body: Rect) -> (Rect, Rect) {
    let below = Rect { y: body.y.saturating_add(1).min(body.bottom()), height: body.height.saturating_sub(1), ..body };
    (text::row(body, 0), below)
}

/// The day under the cursor.
fn chosen(state: &TrendsState, trends: &Trends) -> NaiveDate {
    state.day.unwrap_or(trends.period.to).clamp(trends.period.from, trends.period.to)
}

/// The first row that is shown at most: below it nothing follows but what fills the screen.
fn lowest(above: usize, answers: &Answers, body: Rect) -> usize {
    (above + answers.rows.len()).saturating_sub(usize::from(parts(body).1.height))
}

/// Columns between the chart and what stands beside it, and those that this needs.
const GAP: usize = 2;
const ASIDE: usize = 28;

/// True where what changed stands beside the chart.
fn has_aside(axis: Axis, width: usize) -> bool {
    width >= axis.width() + GAP + ASIDE
}

/// What stands above the rows: the answer in three sentences, the chart, and what it says of a day.
fn above(ctx: &Context, state: &TrendsState, answers: &Answers, body: Rect) -> Vec<Line> {
    let Ok((trends, axis)) = &answers.found else { return Vec::new() };
    let width = usize::from(body.width);
    let day = chosen(state, trends);
    let mut lines = trends_answer::lines(trends, width);
    let left = usize::from(parts(body).1.height).saturating_sub(lines.len());
    let mut drawn = chart(ctx, state, trends, *axis, left);
    if has_aside(*axis, width) && !trends.markers.is_empty() {
        let at = axis.width() + GAP;
        let all = ctx.sums.markers(ctx.journal);
        let markers = lettered(&all, trends.period.from, trends.period.to);
        let mut changes = vec![Line::default(), Line::of(" CHANGES", Tone::Title)];
        changes.extend(pain_chart::key(&markers, ctx.today(), width - at, drawn.len().saturating_sub(2)));
        drawn = beside(&drawn, &changes, at);
    }
    lines.extend(drawn);
    lines.push(readout(ctx, day, width));
    lines
}

/// The chart in the rows that are left: its heading, levels, axis, letters, labels, and what it says of a day.
fn chart(ctx: &Context, state: &TrendsState, trends: &Trends, axis: Axis, left: usize) -> Vec<Line> {
    let all = ctx.sums.markers(ctx.journal);
    let markers = lettered(&all, trends.period.from, trends.period.to);
    let (bars, labels) = axis.bars(&trends.points, state.series, |day| pain_chart::mark(&markers, day));
    let labels = [labels];
    let rows = match left {
        48.. => 2 * ROWS,
        15.. => ROWS,
        10.. => HALF_ROWS,
        _ => 0,
    };
    let run_rows = if left >= 18 { 2 } else { 0 };
    let cursor = axis.bar(chosen(state, trends));
    let chart = BarChart { bars: &bars, apart: axis.apart, rows, run_rows, labels: &labels, cursor };
    let mut lines = chart.lines();
    if left >= 16 {
        let head = Line::of(" PAIN", Tone::Title).and(format!("  {}", state.series.describe()), Tone::Muted);
        let line = if rows >= ROWS { ", and its 7-day median \u{2501}" } else { "" };
        let head = head
            .and(line, Tone::Muted)
            .and("   ", Tone::Plain)
            .and(key!(Trends, TurnSeries), Tone::Key)
            .and(format!(" {}", state.series.other().short()), Tone::Muted);
        lines.insert(0, head);
    }
    lines
}

/// Moves the cursor of the chart, or scrolls.
pub fn moved(ctx: &Context, state: &mut TrendsState, motion: Motion, body: Rect) {
    let answers = answers(ctx, state, usize::from(body.width));
    let Ok((trends, axis)) = &answers.found else { return };
    let (day, step) = (chosen(state, trends), Days::new(axis.together as u64));
    let height = usize::from(parts(body).1.height);
    let lowest = lowest(above(ctx, state, &answers, body).len(), &answers, body);
    // another size may have left it too low
    let top = state.top.min(lowest);
    let page = height.saturating_sub(1).max(1);
    state.top = match motion {
        Motion::Left | Motion::Right => {
            let to = if motion == Motion::Left { day.checked_sub_days(step) } else { day.checked_add_days(step) };
            // at the last it follows today
            let to = to.map(|to| to.clamp(trends.period.from, trends.period.to));
            state.day = to.filter(|&to| to != trends.period.to);
            // the cursor is seen
            0
        }
        Motion::Down => top + 1,
        Motion::Up => top.saturating_sub(1),
        Motion::PageDown => top + page,
        Motion::PageUp => top.saturating_sub(page),
        // the newest is today, as in Pain
        Motion::Top => {
            state.day = None;
            0
        }
        Motion::Bottom => lowest,
    }
    .min(lowest);
}

/// Scrolls to what was compared.
pub fn show_comparisons(ctx: &Context, state: &mut TrendsState, body: Rect) {
    let answers = answers(ctx, state, usize::from(body.width));
    let row = answers.rows.iter().position(|line| line.text().trim() == COMPARED).unwrap_or(0);
    state.top = above(ctx, state, &answers, body).len() + row;
    moved(ctx, state, Motion::Down, body);
    moved(ctx, state, Motion::Up, body);
}

/// Draws the tab.
pub fn draw(ctx: &Context, state: &TrendsState, body: Rect, buffer: &mut Buffer) -> More {
    let answers = answers(ctx, state, usize::from(body.width));
    let (head, below) = parts(body);
    text::put(buffer, head, &periods(state, &answers), ctx.theme());
    if let Err(why) = &answers.found {
        let message =
            Line::of(format!(" No trends here: {why}. "), Tone::Plain).and(key!(Trends, NextPeriod), Tone::Key);
        text::put(buffer, below, &message.and(" shows another period.", Tone::Plain), ctx.theme());
        return More::default();
    }
    let above = above(ctx, state, &answers, body);
    let top = state.top.min(lowest(above.len(), &answers, body));
    let lines = above.iter().chain(&answers.rows).skip(top);
    for (n, line) in lines.take(usize::from(below.height)).enumerate() {
        text::put(buffer, text::row(below, n), line, ctx.theme());
    }
    More { above: top > 0, below: top + usize::from(below.height) < above.len() + answers.rows.len() }
}

/// The periods there are, the one that is shown, and its days.
fn periods(state: &TrendsState, answers: &Answers) -> Line {
    let mut line = Line::plain(" ");
    for &span in Span::ALL {
        let chosen = span == state.span() && state.asked.since.is_none();
        let word = if span == Span::LastVisit { "visit" } else { span.word() };
        line = line.and(
            if chosen { format!("[{word}]") } else { word.into() },
            if chosen { Tone::Current } else { Tone::Muted },
        );
        line = line.and(" ", Tone::Plain);
    }
    if let Ok((trends, _)) = &answers.found {
        let period = trends.period;
        let day = |day: NaiveDate| phrases::short_day(day, answers.today);
        let of = format!(" {} \u{2013} {}", day(period.from), day(period.to));
        let logged = format!(", {} of {} logged", trends.days_logged, counted(period.days(), "day", "days"));
        let room = answers.width.saturating_sub(text::line_width(&line));
        let fits = [of.clone() + &logged, of].into_iter().find(|message| text::width(message) <= room);
        line = line.and(fits.unwrap_or_default(), Tone::Plain);
    }
    line
}

/// What a day says, and its runs.
fn readout(ctx: &Context, day: NaiveDate, width: usize) -> Line {
    let mut readout = Line::of(" \u{2500} ", Tone::Muted);
    let room = width.saturating_sub(4);
    readout.0.extend(pain_chart::readout(ctx, day, room).0);
    let units = ctx.journal.settings.units;
    for run in ctx.journal.runs_on(day) {
        let surface = run.describe_surface(units).unwrap_or("run".into());
        // a split says how far on each
        let far = run.distance_m.filter(|_| run.surfaces.len() < 2);
        let message =
            format!("  {surface}{}", far.map(|metres| format!(" {}", distance(metres, units))).unwrap_or_default());
        if text::line_width(&readout) + text::width(&message) <= room {
            readout = readout.and(message, Tone::Plain);
        }
    }
    readout
}
