//! The frame: header, tab bar, body, notice, footer; and what lies where.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::keys;
use super::theme::{Theme, make_ascii};
use super::widgets::scroll::More;
use super::widgets::text;
use crate::domain::runs::Surface;
use crate::domain::when;
use crate::insight::days::morning;
use crate::insight::doctor::{away, doctor};
use crate::insight::sitting::{minutes_between, running};
use crate::page::{Line, Tone};
use crate::tui::keys::key;
use crate::tui::layout::{Layout, SMALLEST, is_too_small, layout};
use crate::tui::modals::form::view;
use crate::tui::modals::{Modal, import, question, timer_view, why};
use crate::tui::state::App;
use crate::tui::state::HintBar;
use crate::tui::tab::Tab;
use crate::tui::terminal::input::Key;

/// Draws the whole screen. Returns where the cursor stands.
pub fn draw(app: &App, buffer: &mut Buffer) -> Option<Position> {
    let size = Size { width: buffer.area.width, height: buffer.area.height };
    let cursor = if is_too_small(size) {
        too_small(app, buffer);
        None
    } else {
        draw_frame(app, layout(size), buffer)
    };
    if app.draws_ascii() {
        make_ascii(buffer);
    }
    cursor
}

fn too_small(app: &App, buffer: &mut Buffer) {
    let message = format!("twinge needs {}\u{d7}{}; make the window larger.", SMALLEST.width, SMALLEST.height);
    let area = buffer.area;
    for (i, line) in text::wrap(&Line::plain(message), usize::from(area.width), 0).iter().enumerate() {
        text::put(buffer, text::row(area, i), line, app.theme());
    }
}

fn draw_frame(app: &App, layout: Layout, buffer: &mut Buffer) -> Option<Position> {
    let (theme, ctx) = (app.theme(), &app.context());
    text::put(buffer, layout.header, &header(app, usize::from(layout.header.width)), theme);
    draw_tabs(app, layout.tabs, buffer);
    text::rule(buffer, layout.rule, theme);
    text::rule(buffer, layout.notice, theme);
    let (mut cursor, mut more) = (None, More::default());
    match &app.modal {
        Some(Modal::Form(form)) => (cursor, more) = view::draw(ctx, form, layout.body, buffer),
        Some(Modal::Check(sheet)) => more = sheet.draw(layout.body, buffer, theme, &app.reading()),
        Some(Modal::Help(list)) => (cursor, more) = list.draw(ctx, &app.tab_scopes(), layout.body, buffer),
        Some(Modal::Why(top)) => more = why::draw(*top, app.tab, layout.body, buffer, theme),
        Some(Modal::Bin(list)) => more = list.draw(ctx, layout.body, buffer),
        Some(Modal::Copies(sheet)) => more = sheet.draw(layout.body, buffer, theme),
        Some(Modal::Line(line)) => cursor = line.draw(ctx, app.tab, layout.body, buffer),
        Some(Modal::Search(sheet)) => (cursor, more) = sheet.draw(ctx, layout.body, buffer),
        Some(Modal::Listing(list)) => more = list.draw(ctx, layout.body, buffer),
        Some(Modal::Report(preview)) => more = preview.draw(layout.body, buffer, theme),
        Some(Modal::Timer(timer)) => timer_view::draw(ctx, timer, layout.body, buffer),
        Some(Modal::Question(asked)) => question::draw(asked, layout.body, buffer, theme),
        Some(Modal::Import(sheet)) => cursor = import::draw(ctx, sheet, layout.body, buffer),
        Some(
            Modal::Level(_)
            | Modal::CatchUp(_)
            | Modal::Filter(_)
            | Modal::Compare(_)
            | Modal::Surface
            | Modal::Nowhere(_),
        )
        | None => {
            more = app.tabs.draw(ctx, app.tab, beside_notice(app, layout), buffer);
        }
    }
    draw_notice(app, layout, buffer);
    draw_more(more, layout, buffer, theme);
    let mut left = layout.footer;
    for (line, _) in footer(app, usize::from(layout.footer.width)).iter() {
        let used = text::put(buffer, left, line, theme);
        left = text::after(left, used);
    }
    cursor.or(filter_cursor(app, layout.notice))
}

/// A visit in so many days is soon.
const SOON: i64 = 7;
/// What the first row begins with: the program, the day, its morning.
const HEAD: usize = 3;

/// The first row: what fits, the most important last to go.
fn header(app: &App, width: usize) -> Line {
    let day = when::say_day(app.today(), app.today());
    let level = morning(&app.journal, app.today()).map_or("\u{2013}".into(), |level| level.to_string());
    let mut parts = vec![
        (2, Line::of("twinge", Tone::Title)),
        (1, Line::of(day, Tone::Plain)),
        (3, Line::of("morning ", Tone::Muted).and(level, Tone::Accent)),
    ];
    let doctor = doctor(&app.journal, app.now.at);
    if let Some(clearance) = doctor.clearance {
        parts.push((5, Line::of(clearance.short(&app.journal.settings), Tone::Plain)));
    }
    if let Some(visit) = doctor.next {
        let day = visit.at.day(app.journal.day_starts_at());
        let soon = (day - app.today()).num_days() <= SOON;
        let tones = if soon { (Tone::Warn, Tone::Warn) } else { (Tone::Muted, Tone::Plain) };
        parts.push((4, Line::of("visit ", tones.0).and(away(day, app.today()), tones.1)));
    }
    if let Some(sitting) = running(&app.journal, app.now.at) {
        let minutes = minutes_between(sitting.at, app.now.at);
        parts.push((2, Line::of("sitting ", Tone::Muted).and(format!("{minutes} min"), Tone::Accent)));
    }
    if let Some(warning) = app.warning() {
        parts.push((0, Line::of(format!("WARNING SIGN ({})", warning.tier.word()), warning.tone())));
    }
    if app.queue.trouble().is_some() {
        let count = app.queue.len();
        let message = if count == 1 { "NOT SAVED".into() } else { format!("NOT SAVED ({count})") };
        parts.push((0, Line::of(message, Tone::Bad)));
    }
    if app.demo {
        parts.push((0, Line::of("DEMO: invented, nothing is saved", Tone::Warn)));
    }
    if app.read_only.is_some() {
        parts.push((0, Line::of("read only", Tone::Warn)));
    }
    if let Some(drafts) = app.other_drafts() {
        parts.push((4, Line::of(drafts, Tone::Muted)));
    }
    let taken = |parts: &[(u8, Line)]| parts.iter().map(|(_, line)| text::line_width(line) + 3).sum::<usize>();
    while parts.len() > 1 && taken(&parts) > width + 2 {
        let rank = parts.iter().map(|(rank, _)| *rank).max();
        parts.retain(|(one, _)| Some(*one) != rank);
    }
    // what follows the day and its morning stands at the right
    let first = parts.iter().filter(|(rank, _)| *rank <= 3).count().min(HEAD);
    let gap = (width + 2).saturating_sub(taken(&parts));
    let mut line = Line::plain(" ");
    for (i, (_, part)) in parts.into_iter().enumerate() {
        if i == first && i > 0 {
            line = line.and(" ".repeat(gap), Tone::Plain);
        }
        line = line.and(
            if i == 0 {
                ""
            } else if i == 1 {
                "  "
            } else {
                "   "
            },
            Tone::Plain,
        );
        line.0.extend(part.0);
    }
    line
}

/// The tab bar: each tab with its place, apart from one another where there is room, in full where they all fit, else
/// only the one shown.
fn tab_bar(app: &App, width: u16) -> Vec<(Tab, Line)> {
    let shown = |tab: Tab, full: bool, apart: bool| {
        let tone = if tab == app.tab { Tone::Title } else { Tone::Plain };
        let name = if full || tab == app.tab { tab.title() } else { "" };
        let sign = match tab {
            Tab::Step(step) => app.sums.standing(&app.journal, step, app.now.at).state.sign().to_string(),
            Tab::Today | Tab::Pain | Tab::Runs | Tab::Trends => String::new(),
        };
        let lead = if tab == app.tab && app.theme().is_mono() { "›" } else { " " };
        let gap = if apart { " " } else { "" };
        let end = if apart && !sign.is_empty() { format!(" {sign} ") } else { format!("{sign}{gap}") };
        let line = Line::of(format!("{gap}{lead}"), tone).and(tab.number().to_string(), Tone::Muted);
        (tab, line.and(format!("{gap}{name}"), tone).and(end, Tone::Key))
    };
    let bar = |full, apart| Tab::ALL.iter().map(|&tab| shown(tab, full, apart)).collect::<Vec<_>>();
    let fits = |bar: &Vec<(Tab, Line)>| {
        bar.iter().map(|(_, line)| text::line_width(line)).sum::<usize>() <= usize::from(width)
    };
    [bar(true, true), bar(true, false)].into_iter().find(fits).unwrap_or_else(|| bar(false, false))
}

fn draw_tabs(app: &App, area: Rect, buffer: &mut Buffer) {
    let mut left = area;
    for (tab, line) in tab_bar(app, area.width) {
        let used = text::put(buffer, left, &line, app.theme());
        if tab == app.tab {
            let place = text::first(text::after(left, 1), used.saturating_sub(1));
            text::restyle(buffer, place, app.theme().style(Tone::Current));
        }
        left = text::after(left, used);
    }
}

/// What lies beyond the edges of the body is told on the rules, where they are free; on a low screen, which has none
/// above the body, at the end of its first row.
fn draw_more(more: More, layout: Layout, buffer: &mut Buffer, theme: Theme) {
    let (above, blank) = if layout.rule.is_empty() { (text::row(layout.body, 0), " ") } else { (layout.rule, "─") };
    for (tells, sign, rule, blank) in
        [(more.above, " \u{2191} more ", above, blank), (more.below, " \u{2193} more ", layout.notice, "─")]
    {
        let place = text::after(rule, usize::from(rule.width).saturating_sub(text::width(sign) + 2));
        let place = text::first(place, text::width(sign));
        let free = |x: u16| buffer.cell((x, place.y)).is_some_and(|cell| cell.symbol() == blank);
        if tells && !place.is_empty() && (place.left()..place.right()).all(free) {
            text::put(buffer, place, &Line::of(sign, Tone::Muted), theme);
        }
    }
}

/// The surfaces and their letters, as a question.
fn surfaces(question: String) -> Line {
    let mut line = Line::of(question, Tone::Accent);
    for surface in Surface::ALL {
        line = line.and(surface.letter().to_string(), Tone::Key).and(format!(" {}  ", surface.word()), Tone::Plain);
    }
    line
}

/// The rows of the body that a notice leaves, so that it covers nothing of a tab.
pub fn beside_notice(app: &App, layout: Layout) -> Rect {
    let lines = notice(app).map_or(1, |line| notice_lines(&line, layout).len());
    let covered = u16::try_from(lines.saturating_sub(1)).unwrap_or(u16::MAX);
    Rect { height: layout.body.height.saturating_sub(covered), ..layout.body }
}

fn notice_lines(line: &Line, layout: Layout) -> Vec<Line> {
    let mut lines = text::wrap(line, usize::from(layout.notice.width).saturating_sub(2), 0);
    lines.truncate(usize::from(layout.body.height).saturating_add(1));
    lines
}

/// The sentence above the footer.
fn notice(app: &App) -> Option<Line> {
    Some(match (&app.modal, &app.notice) {
        (Some(Modal::Level(prompt)), _) => prompt.describe(),
        (Some(Modal::CatchUp(asks)), _) => asks.describe(),
        (Some(Modal::Filter(line)), _) => line.describe().0,
        (Some(Modal::Compare(line)), _) => line.describe().0,
        (Some(Modal::Nowhere(message)), _) => Line::of(message, Tone::Warn),
        (Some(Modal::Surface), _) => surfaces(app.surface_question()),
        (Some(modal), _) if modal.scopes().first() == Some(&keys::Scope::Surface) => surfaces("Surface? ".into()),
        (_, Some(notice)) => Line::of(&notice.message, notice.tone),
        (Some(Modal::Report(preview)), None) if preview.asks().is_some() => {
            preview.asks().map(|(line, _)| line).unwrap_or_default()
        }
        (None, None) if !app.filter().is_empty() => Line::of(key!(Everywhere, Filter), Tone::Key)
            .and(app.filter(), Tone::Accent)
            .and(format!("  filtered; {} shows all", key!(Lists, Back)), Tone::Muted),
        _ => return None,
    })
}

/// A notice stands on the rule above the footer; a long one grows upward.
fn draw_notice(app: &App, layout: Layout, buffer: &mut Buffer) {
    let Some(line) = notice(app) else { return };
    let (area, lines) = (layout.notice, notice_lines(&line, layout));
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(0);
    let place = Rect { y: area.y.saturating_sub(above), height: above.saturating_add(area.height), ..area };
    for (i, line) in lines.iter().enumerate() {
        let row = text::row(place, i);
        text::clear(buffer, row);
        let used = text::put(buffer, text::after(row, 1), line, app.theme());
        if lines.len() == 1 {
            text::rule(buffer, text::after(row, used + 2), app.theme());
        }
    }
}

/// Where the cursor stands while a filter, a pair or the name of a file is typed.
fn filter_cursor(app: &App, notice: Rect) -> Option<Position> {
    let column = match &app.modal {
        Some(Modal::Filter(line)) => line.describe().1,
        Some(Modal::Report(preview)) if app.notice.is_none() => preview.asks()?.1,
        Some(Modal::Compare(line)) => line.describe().1,
        _ => return None,
    };
    let column = u16::try_from(column + 1).unwrap_or(u16::MAX);
    let x = notice.x.saturating_add(column).min(notice.right().saturating_sub(1));
    (!notice.is_empty()).then_some(Position { x, y: notice.y })
}

/// The keys that do something now. Most keys leave them as they are.
fn footer(app: &App, width: usize) -> Rc<HintBar> {
    let scopes = app.scopes();
    let selected = std::cell::OnceCell::new();
    let can = |row: &keys::Binding| row.keys.first().is_none_or(|&key| app.can(&(row.act)(key), &selected));
    let rows: Vec<usize> = keys::hints(&scopes).filter(|(_, row)| can(row)).map(|(place, _)| place).collect();
    app.hints.get(width, rows.clone(), || fitting(&rows, width))
}

/// Of these rows of the table what fits by rank, in their order.
fn fitting(rows: &[usize], width: usize) -> HintBar {
    let rows = rows.iter().filter_map(|&place| keys::table().get(place));
    let mut hints: Vec<(&keys::Binding, Line)> = rows.map(|row| (row, keys::hint(row))).collect();
    let columns = |line: &Line| text::line_width(line) + 2;
    let mut taken: usize = hints.iter().map(|(_, line)| columns(line)).sum();
    while hints.len() > 1 && taken > width + 1 {
        let rank = hints.iter().map(|(row, _)| row.rank).max();
        let last = hints.iter().rposition(|(row, _)| Some(row.rank) == rank);
        taken -= columns(&hints.remove(last.unwrap_or(0)).1);
    }
    let mut all = Vec::with_capacity(hints.len());
    for (i, (row, hint)) in hints.into_iter().enumerate() {
        let mut line = Line::plain(if i == 0 { " " } else { "  " });
        line.0.extend(hint.0);
        // a row of digits is several keys, none of which a click can mean
        let digits = row.keys.iter().all(|key| matches!(key, Key::Char('0'..='9')));
        all.push((line, row.keys.first().copied().filter(|_| !digits)));
    }
    all
}

/// What lies under a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    Tab(Tab),
    Body,
    /// A hint in the footer.
    Key(Key),
}

/// What lies at a column and row.
pub fn hit(app: &App, column: u16, row: u16) -> Option<Hit> {
    let (layout, at) = (layout(app.size), Position { x: column, y: row });
    if layout.body.contains(at) {
        return Some(Hit::Body);
    }
    if layout.footer.contains(at) {
        let mut from = 0;
        let hints = footer(app, usize::from(layout.footer.width));
        let hint = hints.iter().find(|(line, _)| {
            from += text::line_width(line);
            usize::from(column) < from
        });
        return hint.and_then(|(_, key)| *key).map(Hit::Key);
    }
    let mut from = 0;
    let tab = tab_bar(app, layout.tabs.width).into_iter().find(|(_, line)| {
        from += text::line_width(line);
        usize::from(column) < from
    });
    tab.filter(|_| layout.tabs.contains(at)).map(|(tab, _)| Hit::Tab(tab))
}
