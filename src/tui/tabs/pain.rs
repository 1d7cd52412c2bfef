//! The Pain tab: days, newest first, the chosen one in full, and the chart or the months around it.

use std::iter::successors;
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::list::lead;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::names::Search;
use crate::domain::pain::{Moment, Pain};
use crate::domain::when;
use crate::domain::words::brief;
use crate::insight::body::marked_places;
use crate::insight::day_index;
use crate::insight::day_index::entries;
use crate::insight::days::day as day_of;
use crate::page::{Line, Tone};
use crate::render::body;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::keys;
use crate::tui::keys::key;
use crate::tui::keys::scope::Scope;
use crate::tui::tab::Selected;
use crate::tui::tabs::pain_chart::{ChartSubject, Drawn};
use crate::tui::tabs::phrases::short_day;
use crate::tui::tabs::{pain_calendar, pain_chart, phrases};
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;
use crate::tui::widgets::text::{column, column_right};

/// The columns of a day in the list before where it hurt: day, worst, morning, levels, runs.
const COLUMNS: usize = 27;
/// The width from which list and chart stand side by side.
const SIDE_BY_SIDE: u16 = 72;

/// The height from which the views are named; below, the day needs the row.
const VIEWS_NAMED: u16 = 30;
/// The columns that the day keeps beside the body.
const DAY_LEAST: usize = 40;
/// The body shows so many weeks.
const BODY_WEEKS: u64 = 6;

/// How the days are shown where there is no room for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// As a list.
    #[default]
    Days,
    Chart,
    Months,
}

/// What the tab remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PainState {
    /// The chosen day; today where none is, of a filtered list the newest.
    day: Option<NaiveDate>,
    /// The person moved to it; else it was shown for what was just saved there.
    is_moved_to: bool,
    /// The first day of the list; the newest where none is.
    top: Option<NaiveDate>,
    /// The chosen entry of it, where one has gone into the day.
    entry: Option<usize>,
    view: View,
}

/// What the list is of: how often the journal was changed, the day, and the words that it is filtered by.
type ListSubject = (u64, NaiveDate, Search);

/// The tab: what it remembers, and what was made for it.
#[derive(Debug, Default)]
pub struct PainTab {
    /// What is chosen.
    pub state: PainState,
    /// Only the days with these words, in small letters, are listed.
    filter: Search,
    rows: Memo<(u64, usize, NaiveDate), (NaiveDate, u64), Line>,
    /// The newest and the oldest day of the list.
    ends: Memo<ListSubject, (), Option<(NaiveDate, NaiveDate)>>,
    /// So many days of the list from one of them on, newest first.
    days: Memo<(ListSubject, NaiveDate, usize), (), Vec<NaiveDate>>,
    chart: Memo<ChartSubject, (), Drawn>,
}

impl PainTab {
    /// Today, which is in the list whatever is recorded, unless that is filtered.
    pub fn always(&self, today: NaiveDate) -> Option<NaiveDate> {
        Some(today).filter(|_| self.filter.is_empty())
    }

    /// The words by which the days are filtered.
    pub fn filter(&self) -> &Search {
        &self.filter
    }

    /// Lists only the days with these words.
    pub fn filter_by(&mut self, words: Search) {
        (self.filter, self.state) = (words, self.state.afresh());
    }

    fn list_subject(&self, ctx: &Context) -> ListSubject {
        (ctx.journal.changes(), ctx.today(), self.filter.clone())
    }
}

impl PainState {
    /// Shows a day on which something was just saved.
    pub fn show(&mut self, day: NaiveDate, today: Option<NaiveDate>) {
        let stays = self.is_moved_to && self.day == Some(day);
        self.go(day, today);
        self.is_moved_to = stays;
    }

    /// The day to which the person moved.
    pub fn moved_to(self) -> Option<NaiveDate> {
        self.day.filter(|_| self.is_moved_to)
    }

    /// The same view, with nothing chosen.
    pub fn afresh(self) -> Self {
        Self { view: self.view, ..Self::default() }
    }

    /// Goes to a day; at today it follows what the days bring.
    fn go(&mut self, day: NaiveDate, today: Option<NaiveDate>) {
        self.day = Some(day).filter(|_| today != Some(day));
        (self.is_moved_to, self.entry) = (self.day.is_some(), None);
    }

    /// Goes into the day, to that of its entries.
    pub fn enter(&mut self, place: usize) {
        self.entry = Some(place);
    }

    /// Goes back to the days.
    pub fn leave(&mut self) {
        self.entry = None;
    }

    /// True inside a day.
    pub fn is_inside(&self) -> bool {
        self.entry.is_some()
    }

    /// Shows the days in that way.
    pub fn show_as(&mut self, view: View) {
        self.view = view;
    }

    /// True where a move has no day further on in the calendar, where it left this: today is its last.
    pub fn ends_here(self, before: Self, motion: Motion) -> bool {
        self.view == View::Months && self == before && matches!(motion, Motion::Down | Motion::Right)
    }

    /// Shows the days in the next way.
    pub fn turn_view(&mut self, body: Rect) {
        self.view = match self.view {
            View::Days if body.width >= SIDE_BY_SIDE => View::Months,
            View::Days => View::Chart,
            View::Chart => View::Months,
            View::Months => View::Days,
        };
    }
}

/// True for an entry that has the words of the filter in it.
fn has_words(ctx: &Context, words: &Search, item: &dyn Item) -> bool {
    let has = |message: &str| words.finds(message);
    match item.entry() {
        Entry::Pain(pain) => has(&format!("{}{}", pain.note.as_deref().unwrap_or_default(), details(&pain))),
        _ => {
            has(&item.describe(&ctx.journal.settings))
                || item.text("note", &ctx.reading()).is_some_and(|note| has(&note))
        }
    }
}

/// True for a day of which an entry, or the date, has the words of the filter in it.
fn lets_through(ctx: &Context, tab: &PainTab, day: NaiveDate) -> bool {
    let words = &tab.filter;
    words.is_empty()
        || words.finds(&day.format("%a %-d %b %Y").to_string())
        || entries(ctx.journal, day).into_iter().any(|item| has_words(ctx, words, item))
}

/// The places of those entries of a day that have the words of the filter in them; none where nothing is filtered.
fn hits(ctx: &Context, tab: &PainTab, items: &[&dyn Item]) -> Vec<usize> {
    if tab.filter.is_empty() {
        return Vec::new();
    }
    (0..items.len()).filter(|&place| has_words(ctx, &tab.filter, items[place])).collect()
}

/// The place of the entry that the cursor is on: the one that was gone to, else the only one that is looked for.
fn entry_at(ctx: &Context, tab: &PainTab, items: &[&dyn Item]) -> Option<usize> {
    let only_hit = || match hits(ctx, tab, items)[..] {
        [only] => Some(only),
        _ => None,
    };
    tab.state.entry.map(|place| place.min(items.len().saturating_sub(1))).or_else(only_hit)
}

/// The place in the chosen day at which one goes into it: at the first entry that is looked for.
pub fn first_entry(ctx: &Context, tab: &PainTab) -> usize {
    let items = chosen(ctx, tab).map(|day| entries(ctx.journal, day)).unwrap_or_default();
    hits(ctx, tab, &items).first().copied().unwrap_or(0)
}

/// What is remembered once one has gone to an entry of a day.
pub fn at_entry(ctx: &Context, tab: &PainTab, day: NaiveDate, id: Id) -> PainState {
    let (mut state, items) = (tab.state, entries(ctx.journal, day));
    let place = items.iter().position(|item| item.id() == id).filter(|_| items.len() > 1);
    place.into_iter().for_each(|place| state.enter(place));
    state
}

/// The last day of the list before that one.
fn older(ctx: &Context, tab: &PainTab, day: NaiveDate) -> Option<NaiveDate> {
    let found = successors(day_index::older(ctx.journal, day), |&day| day_index::older(ctx.journal, day))
        .find(|&day| lets_through(ctx, tab, day));
    found.max(tab.always(ctx.today()).filter(|&today| today < day))
}

/// The first day of the list after that one.
fn newer(ctx: &Context, tab: &PainTab, day: NaiveDate) -> Option<NaiveDate> {
    let found = successors(day_index::newer(ctx.journal, day), |&day| day_index::newer(ctx.journal, day))
        .find(|&day| lets_through(ctx, tab, day));
    found.into_iter().chain(tab.always(ctx.today()).filter(|&today| today > day)).min()
}

/// The newest and the oldest day of the list.
fn ends(ctx: &Context, tab: &PainTab) -> Option<(NaiveDate, NaiveDate)> {
    *tab.ends
        .get(tab.list_subject(ctx), (), || Some((older(ctx, tab, NaiveDate::MAX)?, newer(ctx, tab, NaiveDate::MIN)?)))
}

/// The chosen day; nothing where no day is in the list.
fn chosen(ctx: &Context, tab: &PainTab) -> Option<NaiveDate> {
    let (newest, _) = ends(ctx, tab)?;
    tab.state.day.or(tab.always(ctx.today())).or(Some(newest))
}

/// What is selected.
pub fn selected(ctx: &Context, tab: &PainTab) -> Option<Selected> {
    let day = chosen(ctx, tab)?;
    let items = entries(ctx.journal, day);
    let one = |item: &dyn Item| Some(Selected::Entry(Box::<Entry>::new(item.entry())));
    match (entry_at(ctx, tab, &items), &items[..]) {
        (_, []) => None,
        (_, [only]) => one(*only),
        (Some(place), _) => one(items[place]),
        (None, _) => Some(Selected::Day),
    }
}

/// What is remembered after a move.
pub fn moved(ctx: &Context, tab: &PainTab, motion: Motion, body: Rect) -> PainState {
    let (mut state, journal) = (tab.state, ctx.journal);
    let (Some(day), Some((newest, oldest))) = (chosen(ctx, tab), ends(ctx, tab)) else { return state };
    if let (Some(place), false) = (state.entry, matches!(motion, Motion::Left | Motion::Right)) {
        let len = entries(journal, day).len();
        state.entry = Some(scroll::moved(place.min(len.saturating_sub(1)), motion, len, len));
        return state;
    }
    state.entry = None;
    let height = usize::from(parts(ctx, tab, body).list.height.max(1));
    let page = height.saturating_sub(1).max(1);
    let months = state.view == View::Months;
    let back = |days: u64| day.checked_sub_days(Days::new(days)).map(|day| day.max(oldest.min(day)));
    let on = |days: u64| day.checked_add_days(Days::new(days)).map(|on| on.min(ctx.today().max(day)));
    let steps = |count: usize, next: &dyn Fn(NaiveDate) -> Option<NaiveDate>| {
        successors(Some(day), |&day| next(day)).take(count + 1).last()
    };
    let to = match motion {
        // weeks are columns
        Motion::Left if months => back(7),
        Motion::Right if months => on(7),
        Motion::Left => back(1),
        Motion::Right => on(1),
        Motion::Down if months => on(1),
        Motion::Up if months => back(1),
        Motion::Down => steps(1, &|day| older(ctx, tab, day)),
        Motion::Up => steps(1, &|day| newer(ctx, tab, day)),
        Motion::PageDown => steps(page, &|day| older(ctx, tab, day)),
        Motion::PageUp => steps(page, &|day| newer(ctx, tab, day)),
        Motion::Top => Some(newest),
        Motion::Bottom => Some(oldest),
    };
    let to = to.unwrap_or(day);
    state.go(to, tab.always(ctx.today()));
    state.top = shown(ctx, tab, state, height).first().copied().filter(|&top| top < newest);
    state
}

/// What is remembered after a click into the body: on a day of the list, the chart or a month.
pub fn clicked(ctx: &Context, tab: &PainTab, at: Position, body: Rect) -> PainState {
    let (mut state, parts) = (tab.state, parts(ctx, tab, body));
    let Some(day) = chosen(ctx, tab) else { return state };
    let hit = if parts.list.contains(at) {
        shown(ctx, tab, state, usize::from(parts.list.height)).get(usize::from(at.y - parts.list.y)).copied()
    } else {
        match state.view {
            View::Months => pain_calendar::day_at(ctx, day, parts.chart, at),
            View::Days | View::Chart => pain_chart::day_at(ctx, day, parts.chart, at),
        }
    };
    let top = shown(ctx, tab, state, usize::from(parts.list.height)).first().copied();
    if let Some(day) = hit {
        state.go(day, tab.always(ctx.today()));
        state.top = top.filter(|&top| ends(ctx, tab).is_some_and(|(newest, _)| top < newest));
    }
    state
}

/// The days of the list that are shown, newest first; the chosen one is among them, and as little as possible moves.
fn shown(ctx: &Context, tab: &PainTab, state: PainState, height: usize) -> Rc<Vec<NaiveDate>> {
    let (Some((newest, _)), height) = (ends(ctx, tab), height.max(1)) else { return Rc::default() };
    let day = state.day.or(tab.always(ctx.today())).unwrap_or(newest);
    let first = state.top.unwrap_or(newest).max(day);
    let next = |&one: &NaiveDate| older(ctx, tab, one);
    let of = (tab.list_subject(ctx), first, height);
    let rows = tab.days.get(of, (), || successors(Some(first), next).take(height).collect());
    if rows.contains(&day) {
        return rows;
    }
    let from = |first: NaiveDate| {
        // a day without anything is in the list while it is chosen
        let next = |one: &NaiveDate| {
            let next = next(one);
            if *one > day && next.is_none_or(|next| next < day) { Some(day) } else { next }
        };
        successors(Some(first), next).take(height).collect::<Vec<_>>()
    };
    let rows = from(first);
    if rows.last().is_some_and(|&last| last <= day) {
        return Rc::new(rows);
    }
    let up = successors(Some(day), |&one| newer(ctx, tab, one));
    Rc::new(from(up.take(height).last().unwrap_or(day)))
}

/// True where newer days are above the first of the list.
fn more_above(ctx: &Context, tab: &PainTab, shown: &[NaiveDate]) -> bool {
    shown.first().zip(ends(ctx, tab)).is_some_and(|(&first, (newest, _))| first < newest)
}

/// What lies where.
struct PainAreas {
    /// The names of the views, where there is room.
    views: Rect,
    heads: Rect,
    list: Rect,
    chart: Rect,
    rule: Rect,
    day: Rect,
}

fn parts(ctx: &Context, tab: &PainTab, body: Rect) -> PainAreas {
    // a short screen has no row for the names of the views
    let named = u16::from(body.height >= VIEWS_NAMED);
    let views = Rect { height: named, ..body };
    let body = Rect { y: body.y + named, height: body.height - named, ..body };
    let part = |x: u16, y: u16, width: u16, height: u16| {
        Rect::new(body.x.saturating_add(x), body.y.saturating_add(y), width, height).intersection(body)
    };
    if body.width >= SIDE_BY_SIDE {
        let left = if body.width >= 110 { 54 } else { 30 };
        let right = body.width - left - 1;
        let chart = match (body.height, tab.state.view) {
            (..=9, _) => 0,
            (10..=24, View::Months) => 8,
            (10..=24, _) => 10 + u16::from(!ctx.sums.markers(ctx.journal).is_empty()),
            (_, View::Months) => 17,
            (_, _) => 17 + u16::from(!ctx.sums.markers(ctx.journal).is_empty()),
        };
        return PainAreas {
            views,
            heads: part(0, 0, left, 1),
            list: part(0, 1, left, body.height.saturating_sub(1)),
            chart: part(left + 1, 0, right, chart),
            rule: part(left + 1, chart, right, 1),
            day: part(left + 1, chart + 1, right, body.height.saturating_sub(chart + 1)),
        };
    }
    let wide = body.width;
    let detail = match (tab.state.view, tab.state.is_inside()) {
        (_, true) => body.height.saturating_sub(1),
        (View::Days, _) if body.height >= 12 => body.height / 2,
        (View::Days, _) => (body.height / 2).saturating_sub(1),
        (View::Chart, _) => body.height.saturating_sub(14),
        (View::Months, _) => body.height.saturating_sub(9),
    };
    let top = body.height.saturating_sub(detail + 1);
    let chart = if tab.state.view == View::Days { 0 } else { top };
    let list = if chart == 0 { top } else { 0 };
    PainAreas {
        views,
        heads: part(0, 0, wide, list.min(1)),
        list: part(0, 1, wide, list.saturating_sub(1)),
        chart: part(0, 0, wide, chart),
        rule: part(0, top, wide, 1),
        day: part(0, top + 1, wide, detail),
    }
}

/// Draws the tab.
pub fn draw(ctx: &Context, tab: &PainTab, body: Rect, buffer: &mut Buffer) -> More {
    let Some(day) = chosen(ctx, tab) else {
        let none = Line::plain(" No day with these words: ")
            .and(key!(Lists, Back), Tone::Key)
            .and(" shows all again.", Tone::Plain);
        for (i, line) in text::wrap(&none, usize::from(body.width), 1).iter().enumerate() {
            text::put(buffer, text::row(body, i), line, ctx.theme());
        }
        return More::default();
    };
    let parts = parts(ctx, tab, body);
    text::put(buffer, parts.views, &views(tab.state.view, body.width), ctx.theme());
    let above = draw_list(ctx, tab, day, &parts, buffer);
    match tab.state.view {
        View::Months => pain_calendar::draw(ctx, day, parts.chart, buffer),
        View::Days | View::Chart => pain_chart::draw(ctx, &tab.chart, day, parts.chart, buffer),
    }
    text::rule(buffer, parts.rule, ctx.theme());
    let readout = pain_chart::readout(ctx, day, usize::from(parts.rule.width).saturating_sub(3)).and(" ", Tone::Plain);
    text::clear(buffer, text::first(text::after(parts.rule, 1), text::line_width(&readout) + 1));
    text::put(buffer, text::after(parts.rule, 2), &readout, ctx.theme());
    let (day_area, where_area) = split_for_body(parts.day);
    draw_day(ctx, tab, day, day_area, buffer);
    draw_body(ctx, where_area, buffer);
    More { above, below: false }
}

/// The names of the views that there are in that width, the shown one filled.
fn views(shown: View, width: u16) -> Line {
    let all: &[(View, &str)] = match width >= SIDE_BY_SIDE {
        true => &[(View::Days, "chart"), (View::Months, "calendar")],
        false => &[(View::Days, "days"), (View::Chart, "chart"), (View::Months, "calendar")],
    };
    // beside the list, the days are shown by their chart
    let shown = if width >= SIDE_BY_SIDE && shown == View::Chart { View::Days } else { shown };
    all.iter().fold(Line::plain(" "), |line, (view, name)| {
        let tone = if *view == shown { Tone::Current } else { Tone::Muted };
        line.and(format!(" {name} "), tone).and(" ", Tone::Plain)
    })
}

/// The room of the day, and of the body beside it: none where the day would be left with too little.
fn split_for_body(area: Rect) -> (Rect, Rect) {
    let width = usize::from(area.width);
    let body = match width {
        _ if usize::from(area.height) < body::HEIGHT || width < body::WIDTH + DAY_LEAST => return (area, Rect::ZERO),
        _ if width >= body::WIDTH_OF_BOTH + DAY_LEAST => body::WIDTH_OF_BOTH,
        _ => body::WIDTH,
    };
    let day = area.width - u16::try_from(body).unwrap_or(0) - 1;
    (Rect { width: day, ..area }, text::after(area, usize::from(day) + 1))
}

fn draw_body(ctx: &Context, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let first = ctx.today().checked_sub_days(Days::new(BODY_WEEKS * 7 - 1)).unwrap_or(ctx.today());
    let marked = marked_places(ctx.journal, first, ctx.today());
    let weeks = usize::try_from(BODY_WEEKS).unwrap_or(0);
    for (i, line) in body::lines(&marked, weeks, usize::from(area.width)).iter().enumerate() {
        text::put(buffer, text::row(area, i), line, ctx.theme());
    }
}

fn draw_list(ctx: &Context, tab: &PainTab, day: NaiveDate, parts: &PainAreas, buffer: &mut Buffer) -> bool {
    let heads = format!("  {} worst am  {}", column("day", 11), "n run");
    text::put(buffer, parts.heads, &Line::of(heads, Tone::Muted), ctx.theme());
    let days = shown(ctx, tab, tab.state, usize::from(parts.list.height));
    for (i, &one) in days.iter().enumerate() {
        let (place, width) = (text::row(parts.list, i), usize::from(parts.list.width).saturating_sub(2));
        let (all, added) = ctx.journal.changes_of(one);
        let row = tab.rows.get((all, width, ctx.today()), (one, added), || row(ctx, one, width));
        text::put(buffer, place, &lead_of(ctx, one, one == day), ctx.theme());
        text::put(buffer, text::after(place, 2), &row, ctx.theme());
        if one == day {
            text::restyle(buffer, text::first(place, 2 + COLUMNS), ctx.theme().selected());
        }
    }
    !parts.list.is_empty() && more_above(ctx, tab, &days)
}

/// The two columns in front of a day: whether it is chosen, and how what is on its way to the disk stands.
fn lead_of(ctx: &Context, day: NaiveDate, chosen: bool) -> Line {
    let waits = |item: &&dyn Item| ctx.queue.mark(item.id()).is_some();
    let waiting = if ctx.queue.is_empty() { None } else { entries(ctx.journal, day).into_iter().find(waits) };
    match waiting {
        Some(item) => lead(ctx, chosen, item.id()),
        None => Line::plain(if chosen { "› " } else { "  " }),
    }
}

/// A day of the list.
fn row(ctx: &Context, day: NaiveDate, width: usize) -> Line {
    let found = day_of(ctx.journal, day);
    let levels = ctx.journal.pain_on(day).count();
    let runs: String = found.runs.iter().map(|surface| surface.letter()).collect();
    let line = Line::plain(column(&short_day(day, ctx.today()), 11));
    let line = line.and(column_right(&phrases::number(found.worst), 5), Tone::Accent);
    let line = line.and(column_right(&found.morning.map_or("·".into(), |level| level.to_string()), 4), Tone::Plain);
    let count = if levels == 0 { String::new() } else { levels.to_string() };
    let line = line.and(column_right(&count, 3), Tone::Muted).and(format!(" {}", column(&runs, 3)), Tone::Plain);
    // where it hurt, where there is room to say it
    if text::line_width(&line) + 8 > width { line } else { line.and(format!(" {}", gist(ctx, day)), Tone::Muted) }
}

/// Where it hurt, how far it reached, and how the first note begins.
fn gist(ctx: &Context, day: NaiveDate) -> String {
    let mut sites: Vec<&str> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for pain in ctx.journal.pain_on(day) {
        for spot in pain.sites.iter().filter(|spot| !sites.contains(&spot.site.word())).collect::<Vec<_>>() {
            sites.push(spot.site.word());
        }
    }
    parts.extend((!sites.is_empty()).then(|| sites.join(" ")));
    let reach = ctx.journal.pain_on(day).filter_map(|pain| pain.reach).max();
    parts.extend(reach.map(|reach| format!("\u{2192}{}", reach.word())));
    parts.extend(ctx.journal.pain_on(day).find_map(|pain| pain.note.as_deref()).map(|note| brief(note).into_owned()));
    parts.join(" ")
}

/// The chosen day in full, scrolled to the chosen entry.
fn draw_day(ctx: &Context, tab: &PainTab, day: NaiveDate, area: Rect, buffer: &mut Buffer) {
    let (width, items) = (usize::from(area.width), entries(ctx.journal, day));
    if items.is_empty() {
        let none = match day == ctx.today() {
            true => Line::of(" Nothing yet today: ", Tone::Muted)
                .and(key!(Everywhere, AskLevel), Tone::Key)
                .and(" and a digit logs", Tone::Muted),
            false => Line::of(" Nothing recorded on this day: a gap, not a zero. ", Tone::Muted)
                .and(keys::other(Scope::Everywhere, |action| matches!(action, Action::Edit)), Tone::Key)
                .and(" adds", Tone::Muted),
        };
        let none = none.and(" a level.", Tone::Muted);
        for (i, line) in text::wrap(&none, width, 1).iter().enumerate() {
            text::put(buffer, text::row(area, i), line, ctx.theme());
        }
        return;
    }
    let chosen = entry_at(ctx, tab, &items).filter(|_| items.len() > 1 || tab.state.is_inside());
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        lines.extend(in_full(ctx, *item, chosen == Some(i), width).into_iter().map(|line| (i, line)));
    }
    let height = usize::from(area.height);
    let at = |i: usize| lines.iter().position(|(of, _)| *of == i).unwrap_or(0);
    let last = |i: usize| lines.iter().rposition(|(of, _)| *of == i).unwrap_or(0);
    let top =
        chosen.map_or(0, |i| scroll::top(scroll::top(0, last(i), lines.len(), height), at(i), lines.len(), height));
    let hidden = lines.len().saturating_sub(top + height);
    let shown = if hidden > 0 && chosen.is_none() && height > 1 { height - 1 } else { height };
    for (row, (i, line)) in lines.iter().skip(top).take(shown).enumerate() {
        let place = text::row(area, row);
        text::put(buffer, place, line, ctx.theme());
        if chosen == Some(*i) {
            text::restyle(buffer, place, ctx.theme().selected());
        }
    }
    if shown < height {
        let more = Line::of(format!(" and {} more lines: ", hidden + 1), Tone::Muted)
            .and(keys::other(Scope::Everywhere, |action| matches!(action, Action::Edit)), Tone::Key);
        text::put(buffer, text::row(area, shown), &more, ctx.theme());
    }
}

/// An entry of the day: its hour and what it says, notes on lines of their own.
fn in_full(ctx: &Context, item: &dyn Item, chosen: bool, width: usize) -> Vec<Line> {
    let settings = &ctx.journal.settings;
    let time = when::say_time(item.at().local().time(), settings);
    let head = lead(ctx, chosen, item.id()).and(format!("{} ", column_right(&time, 5)), Tone::Muted);
    let indent = text::line_width(&head);
    if let Entry::Pain(pain) = item.entry() {
        let moment = pain.moment.map(Moment::word).unwrap_or("level");
        let head = head.and(format!("{moment} "), Tone::Plain).and(pain.level.to_string(), Tone::Accent);
        let mut lines = text::wrap(&head.and(details(&pain), Tone::Plain), width, indent);
        if let Some(note) = &pain.note {
            lines.extend(text::paragraphs(note, Tone::Muted, width, indent));
        }
        return lines;
    }
    text::wrap(&head.and(item.describe(settings), Tone::Plain), width, indent)
}

/// What a level says beyond its moment and number, without the note.
fn details(pain: &Pain) -> String {
    let mut parts: Vec<String> = Vec::new();
    let side = |spot: &crate::domain::pain::Spot| spot.side.map(|side| format!(" {}", side.word())).unwrap_or_default();
    parts.extend(pain.sites.iter().map(|spot| format!("{}{}", spot.site.word(), side(spot))));
    parts.extend(pain.reach.map(|reach| format!("down to {}", reach.word())));
    parts.extend(pain.feels.iter().map(|feel| feel.word().to_owned()));
    parts.extend(pain.worse.iter().map(|tag| format!("worse with {tag}")));
    parts.extend(pain.eased.iter().map(|tag| format!("eased by {tag}")));
    parts.extend(pain.medication.iter().map(|what| format!("took {what}")));
    parts.extend(pain.woke.then(|| "woke me".to_owned()));
    parts.extend(pain.late.then(|| "entered late".to_owned()));
    if parts.is_empty() { String::new() } else { format!("  {}", parts.join(", ")) }
}
