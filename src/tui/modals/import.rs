//! The import: a path is typed or pasted, files are read, and what was found stands as a list: marked several at once,
//! given a surface, left out, then brought in with one change.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Text;

use super::editing::{Killed, edit};
use super::filter::one_line;
use crate::domain::runs::Surface;
use crate::domain::runs::stretch;
use crate::domain::words::counted;
use crate::domain::{units, when};
use crate::import::found::last;
use crate::import::report::{ImportReport, OfFile};
use crate::import::rows::{Came, Plan, PlanRow};
use crate::import::{File, FileContent};
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::text::{column, column_right};
use crate::tui::widgets::{scroll, text};

/// The import, as far as it is.
#[derive(Debug)]
pub enum ImportSheet {
    /// The line in which paths are typed.
    Path {
        /// What is typed.
        line: Text,
        /// Why nothing was found at what was typed before.
        why: Vec<String>,
    },
    /// Files are being read; so many are done, of so many known.
    Reading {
        /// The line that was typed, for when it is stopped.
        line: String,
        /// Files read.
        done: usize,
        /// Files found so far.
        of: usize,
    },
    /// What was found.
    Found(Box<FoundSheet>),
}

/// What was found, and what is chosen of it.
#[derive(Debug)]
pub struct FoundSheet {
    files: Vec<File>,
    /// What becomes of it.
    pub plan: Plan,
    /// The rows that are shown: what can be brought in first.
    shown: Vec<usize>,
    marked: BTreeSet<usize>,
    selected: usize,
    top: usize,
    /// True while the letter of a surface is waited for.
    pub asks_surface: bool,
}

impl ImportSheet {
    /// The line in which paths are typed.
    pub fn path(line: &str) -> Self {
        Self::Path { line: Text::new(line.to_owned()), why: Vec::new() }
    }

    /// The line that was typed, to be put right, and why nothing was found there.
    pub fn again(line: &str, files: &[File], plan: &Plan) -> Self {
        let report = ImportReport::of(files, plan, false);
        let message = |file: OfFile| match (file.reason, file.file == line.trim()) {
            (None, _) => format!("{}: It is empty.", file.file),
            (Some(reason), true) => reason,
            (Some(reason), false) => format!("{}: {reason}", file.file),
        };
        let mut why: Vec<String> = report.files.into_iter().map(message).collect();
        if why.is_empty() {
            why.push("There is no file in it.".into());
        }
        Self::Path { line: Text::new(line.to_owned()), why }
    }

    /// Types or edits the line.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        if let Self::Path { line, why } = self {
            edit(line, key, cut, false);
            why.clear();
        }
    }

    /// Pasted text goes into the line; several lines are several paths.
    pub fn paste(&mut self, pasted: &str) {
        if let Self::Path { line, why } = self {
            let before = line.value();
            let gap = if before.is_empty() || before.ends_with(' ') { "" } else { " " };
            *line = Text::new(format!("{before}{gap}{}", one_line(pasted.trim())));
            why.clear();
        }
    }
}

impl FoundSheet {
    /// What was found, nothing of it marked yet.
    pub fn new(files: Vec<File>, mut plan: Plan) -> Self {
        // a file that failed stands in the list with its reason
        plan.rows.extend(files.iter().enumerate().filter_map(|(place, file)| match &file.look {
            FileContent::Failed(message) => Some(PlanRow::failed(place, message)),
            _ => None,
        }));
        let rank = |came: Came| {
            [Came::New, Came::Joined, Came::Failed, Came::Skipped, Came::Duplicate].iter().position(|&one| one == came)
        };
        let mut shown: Vec<usize> = (0..plan.rows.len()).collect();
        shown.sort_by_key(|&place| {
            let row = &plan.rows[place];
            (rank(row.came), std::cmp::Reverse(row.start))
        });
        Self { files, plan, shown, marked: BTreeSet::new(), selected: 0, top: 0, asks_surface: false }
    }

    fn row(&self) -> Option<usize> {
        self.shown.get(self.selected).copied()
    }

    /// The rows that a key is for: those marked, else the selected one.
    fn meant(&self) -> Vec<usize> {
        if self.marked.is_empty() { self.row().into_iter().collect() } else { self.marked.iter().copied().collect() }
    }

    /// Marks the selected row, or takes its mark away, and goes on.
    pub fn mark(&mut self, height: usize) {
        if let Some(row) = self.row()
            && !self.marked.remove(&row)
        {
            self.marked.insert(row);
        }
        self.moved(Motion::Down, height);
    }

    /// Marks all that comes in without a surface; once more, all that comes in; once more, none.
    pub fn mark_all(&mut self) {
        let coming = |bare: bool| -> BTreeSet<usize> {
            let wanted = |row: &PlanRow| if bare { row.is_bare() } else { row.is_in() };
            self.plan.rows.iter().enumerate().filter(|(_, row)| wanted(row)).map(|(place, _)| place).collect()
        };
        let (bare, all) = (coming(true), coming(false));
        self.marked = match () {
            () if !bare.is_empty() && self.marked != bare && self.marked != all => bare,
            () if self.marked != all => all,
            () => BTreeSet::new(),
        };
    }

    /// Gives the runs meant a surface; the marks go. False where one of them is there already or is no run.
    pub fn set_surface(&mut self, surface: Surface) -> bool {
        self.asks_surface = false;
        let mut can = true;
        for place in self.meant() {
            match self.plan.rows.get_mut(place).and_then(PlanRow::run_mut) {
                Some(run) => run.surfaces = stretch(surface, run.distance_m),
                None => can = false,
            }
        }
        self.marked.clear();
        can
    }

    /// Leaves the runs meant out, or takes them in after all. False where one of them is there already.
    pub fn turn(&mut self) -> bool {
        let meant = self.meant();
        let some_in = meant.iter().any(|&place| self.plan.rows[place].is_in());
        let mut can = true;
        for place in meant {
            let row = &mut self.plan.rows[place];
            match row.came {
                Came::New | Came::Joined if some_in => row.came = Came::Skipped,
                Came::Skipped if row.entry.is_some() => {
                    row.came = if row.was.is_some() { Came::Joined } else { Came::New };
                    row.id = row.entry.as_ref().map(|entry| entry.item().id());
                }
                _ => can = false,
            }
        }
        self.marked.clear();
        can
    }

    /// Goes up or down.
    pub fn moved(&mut self, motion: Motion, height: usize) {
        self.selected = scroll::moved(self.selected, motion, self.shown.len(), height);
        self.top = scroll::top(self.top, self.selected, self.shown.len(), height);
    }

    /// Selects the row in a line of the body.
    pub fn clicked(&mut self, line: usize, height: usize) {
        let place = line.checked_sub(HEADS).filter(|line| *line < height).map(|line| self.top + line);
        if let Some(place) = place.filter(|place| *place < self.shown.len()) {
            self.selected = place;
        }
    }
}

/// Rows above the list: the counts, and the heads of the columns.
const HEADS: usize = 2;
/// Rows below it: a rule, and what is to be said of the selected one; fewer on a small screen.
fn below_in(body: Rect) -> usize {
    if body.height < 12 { 3 } else { 4 }
}

/// How many rows of the list a body has room for.
pub fn rows_in(body: Rect) -> usize {
    usize::from(body.height).saturating_sub(HEADS + below_in(body)).max(1)
}

/// Draws the import over a body. Returns where the cursor stands.
pub fn draw(ctx: &Context, sheet: &ImportSheet, body: Rect, buffer: &mut Buffer) -> Option<Position> {
    text::clear(buffer, body);
    match sheet {
        ImportSheet::Path { line, why } => draw_path(ctx, line, why, body, buffer),
        ImportSheet::Reading { done, of, .. } => {
            let line =
                Line::plain("Reading ").and(format!("{done} of {}", counted(*of, "file", "files")), Tone::Accent);
            text::put(buffer, text::after(text::row(body, 1), 1), &line, ctx.theme());
            let width = usize::from(body.width).saturating_sub(2).min(60);
            let full = if *of == 0 { 0 } else { (width * done / of).min(width) };
            let bar = Line::of("█".repeat(full), Tone::Accent).and("░".repeat(width - full), Tone::Muted);
            text::put(buffer, text::after(text::row(body, 2), 1), &bar, ctx.theme());
            None
        }
        ImportSheet::Found(found) => {
            draw_found(ctx, found, body, buffer);
            None
        }
    }
}

const ABOUT: &[&str] = &[
    "Files, folders or archives: FIT, GPX, TCX, KML, PWX; the exports of Strava, Garmin, Apple, Samsung, Google, Fitbit, adidas, Polar, Zepp, Nike, Huawei, Suunto and others as they come; any CSV with a date, a sport and a distance or duration.",
    "Paste or type a path. Separate several with spaces; put a path that has spaces in quotes. ~ is your home folder.",
    "Nothing is brought in before you have seen it.",
];

/// How many reasons are shown under a path.
const MOST_WHY: usize = 3;

fn draw_path(ctx: &Context, line: &Text, why: &[String], body: Rect, buffer: &mut Buffer) -> Option<Position> {
    let width = usize::from(body.width).saturating_sub(2);
    let title = Line::of("Import runs", Tone::Title);
    text::put(buffer, text::after(body, 1), &title, ctx.theme());
    // a long path shows its end, where it is typed
    let room = width.saturating_sub(8);
    let before: String = line.value().chars().take(line.cursor()).collect();
    let after: String = line.value().chars().skip(line.cursor()).collect();
    let mut seen = before.as_str();
    while text::width(seen) > room.saturating_sub(1) {
        let next = seen.chars().next().map_or(0, char::len_utf8);
        seen = &seen[next.max(1)..];
    }
    let cut = seen.len() < before.len();
    let shown =
        Line::of(if cut { "Path …" } else { "Path  " }, Tone::Muted).and(format!("{seen}{after}"), Tone::Accent);
    text::put(buffer, text::after(text::row(body, 2), 1), &shown, ctx.theme());
    let mut y = 3;
    let more = why.len().saturating_sub(MOST_WHY);
    let more = (more > 0).then(|| format!("And {} more.", counted(more, "file", "files")));
    for message in why.iter().take(MOST_WHY).chain(&more) {
        for line in text::wrap(&Line::of(visible(message), Tone::Bad), width, 0) {
            text::put(buffer, text::after(text::row(body, y), 1), &line, ctx.theme());
            y += 1;
        }
    }
    y += 1;
    for message in ABOUT {
        for line in text::wrap(&Line::of(*message, Tone::Muted), width, 0) {
            text::put(buffer, text::after(text::row(body, y), 1), &line, ctx.theme());
            y += 1;
        }
        y += 1;
    }
    let column = u16::try_from(1 + 6 + text::width(seen)).unwrap_or(u16::MAX);
    let x = body.x.saturating_add(column).min(body.right().saturating_sub(1));
    (body.height > 2).then_some(Position { x, y: body.y + 2 })
}

fn draw_found(ctx: &Context, found: &FoundSheet, body: Rect, buffer: &mut Buffer) {
    let theme = ctx.theme();
    text::put(buffer, text::after(body, 1), &counts(found), theme);
    let width = usize::from(body.width);
    let (wide, roomy) = (width >= 76, width >= 60);
    let heads = line_of(["", "date", "distance", "time", "surface", if wide { "file" } else { "" }], roomy);
    text::put(buffer, text::row(body, 1), &Line::plain("   ").and(heads, Tone::Muted), theme);
    let height = rows_in(body);
    let top = scroll::top(found.top, found.selected, found.shown.len(), height);
    for (line, place) in (top..found.shown.len()).take(height).enumerate() {
        let area = text::row(body, HEADS + line);
        let row = found.shown[place];
        text::put(buffer, area, &row_line(ctx, found, row, place == found.selected, width), theme);
        if place == found.selected {
            text::restyle(buffer, area, theme.selected());
        }
    }
    let below = text::row(body, HEADS + height);
    text::rule(buffer, below, theme);
    for (i, line) in detail(ctx, found, width.saturating_sub(2)).iter().take(below_in(body) - 1).enumerate() {
        text::put(buffer, text::after(text::row(body, HEADS + height + 1 + i), 1), line, theme);
    }
}

/// What there is, in numbers, what matters most first: a small screen shows no more.
fn counts(found: &FoundSheet) -> Line {
    let plan = &found.plan;
    let count = |came| plan.count(came);
    let all = [
        (found.marked.len(), "marked", Tone::Accent),
        (count(Came::New), "new", Tone::Accent),
        (count(Came::Joined), "joined", Tone::Plain),
        (count(Came::Failed), "failed", Tone::Bad),
        (plan.bare(), "without a surface", Tone::Plain),
        (count(Came::Duplicate), "there already", Tone::Plain),
        (count(Came::Skipped), "left out", Tone::Plain),
    ];
    let mut line = Line::default();
    for (count, what, tone) in all.into_iter().filter(|(count, what, _)| *count > 0 || *what == "new") {
        let dot = if line.0.is_empty() { "" } else { " \u{b7} " };
        line = line.and(dot, Tone::Muted).and(format!("{count} {what}"), tone);
    }
    line
}

fn line_of(cells: [&str; 6], roomy: bool) -> String {
    let [sort, date, far, long, surface, file] = cells;
    let dates = if roomy { 22 } else { 10 };
    let long = if roomy { column_right(long, 8) + " " } else { String::new() };
    format!("{}{} {} {long}{} {file}", column(sort, 6), column(date, dates), column_right(far, 9), column(surface, 9))
}

fn row_line(ctx: &Context, found: &FoundSheet, place: usize, selected: bool, width: usize) -> Line {
    let row = &found.plan.rows[place];
    let (unit, settings) = (ctx.journal.settings.units, &ctx.journal.settings);
    let roomy = width >= 60;
    let (sort, tone) = match row.came {
        Came::New => ("new", Tone::Plain),
        Came::Joined => ("join", Tone::Plain),
        Came::Duplicate => ("there", Tone::Muted),
        Came::Skipped => ("\u{2013}", Tone::Muted),
        Came::Failed => ("failed", Tone::Bad),
    };
    let date = match row.start {
        Some(at) if roomy => when::say(at, settings),
        Some(at) => at.local().format("%Y-%m-%d").to_string(),
        None if row.came == Came::Failed => String::new(),
        None => "no date".into(),
    };
    let surface = row.run().and_then(|run| run.surfaces.first()).map(|stretch| stretch.surface);
    let surface = match surface {
        Some(Surface::Other) if row.came != Came::Duplicate => "?",
        Some(surface) if row.came != Came::Duplicate => surface.word(),
        _ => "",
    };
    let far = row.distance_m.map(|metres| units::distance(metres, unit)).unwrap_or_default();
    let long = row.duration_s.map(units::duration).unwrap_or_default();
    let file = name(found, row);
    // a pain level has no distance: its words stand across
    let line = match row.entry.as_ref().filter(|_| row.run().is_none()).and_then(|_| row.surface(settings)) {
        Some(message) => {
            let across = if roomy { 9 + 1 + 8 + 1 + 9 } else { 9 + 1 + 9 };
            let (sort, date) = (column(sort, 6), column(&date, if roomy { 22 } else { 10 }));
            format!("{sort}{date}  {} {}", column(&message, across - 1), visible(file))
        }
        None => line_of([sort, &date, &far, &long, surface, &visible(file)], roomy),
    };
    let odd = if row.is_odd() { "!" } else { " " };
    let mark = if found.marked.contains(&place) { "*" } else { " " };
    Line::plain(if selected { "›" } else { " " }).and(mark, Tone::Accent).and(odd, Tone::Warn).and(line, tone)
}

/// The path of a row's file.
fn path<'a>(found: &'a FoundSheet, row: &PlanRow) -> &'a str {
    found.files.get(row.file).map_or("", |file| &file.name)
}

/// The name of a row's file.
fn name<'a>(found: &'a FoundSheet, row: &PlanRow) -> &'a str {
    last(path(found, row))
}

/// What is to be said of the selected row.
fn detail(ctx: &Context, found: &FoundSheet, width: usize) -> Vec<Line> {
    let Some(row) = found.row().map(|place| &found.plan.rows[place]) else { return Vec::new() };
    let mut lines = Vec::new();
    match (row.came, row.id.and_then(|id| ctx.journal.find(id))) {
        (Came::Duplicate, Some(item)) => {
            let message = format!("There already: {}", item.describe(&ctx.journal.settings));
            lines.push(Line::of(message, Tone::Muted));
        }
        (Came::Duplicate, None) => {
            let first = found.plan.rows.iter().find(|other| other.is_in() && other.id == row.id);
            let file = first.map_or("another file here", |first| name(found, first));
            lines.push(Line::of(format!("The same run as in {}.", visible(file)), Tone::Muted));
        }
        (Came::Failed, _) => lines.push(Line::of(format!("{}:", visible(path(found, row))), Tone::Muted)),
        _ => lines.extend(row.entry.as_ref().map(|entry| Line::plain(entry.item().describe(&ctx.journal.settings)))),
    }
    let zone =
        row.assumed.then(|| Line::of("The file has no time zone; that of this computer is assumed.", Tone::Muted));
    lines.extend((!row.reasons.is_empty()).then(|| Line::of(row.reasons.join(" "), Tone::Warn)));
    lines.extend(zone.filter(|_| row.came == Came::New));
    lines.iter().flat_map(|line| text::wrap(line, width, 2)).collect()
}
