//! The bin: what was deleted in the last 90 days and what gave way where two copies were put together, the last first;
//! one key gives back what is selected.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::bin::Binned;
use crate::domain::when;
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::keys::key;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;
use crate::tui::widgets::text::column;

/// From this width on, the date of the deletion has its time.
const ROOMY: usize = 60;

#[derive(Clone, Debug)]
pub struct BinList {
    all: Vec<Binned>,
    selected: usize,
    top: usize,
}

impl BinList {
    /// The bin with these in it.
    pub fn new(all: Vec<Binned>) -> Self {
        Self { all, selected: 0, top: 0 }
    }

    /// These lie in it now; it stays at the same one, else at the same row.
    pub fn refresh(&mut self, all: Vec<Binned>, body: Rect) {
        let same = |one: &Binned| self.selected().is_some_and(|was| (was.id, was.at) == (one.id, one.at));
        self.selected = all.iter().position(same).unwrap_or(self.selected).min(all.len().saturating_sub(1));
        self.all = all;
        self.top = scroll::top(self.top, self.selected, self.all.len(), rows_in(body));
    }

    /// What is selected.
    pub fn selected(&self) -> Option<&Binned> {
        self.all.get(self.selected)
    }

    /// True where nothing lies in it.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// One down, up, a page.
    pub fn moved(&mut self, motion: Motion, body: Rect) {
        self.selected = scroll::moved(self.selected, motion, self.all.len(), rows_in(body));
        self.top = scroll::top(self.top, self.selected, self.all.len(), rows_in(body));
    }

    /// A click on a line of the body.
    pub fn clicked(&mut self, line: usize, body: Rect) {
        let place = line.checked_sub(1).filter(|line| *line < rows_in(body)).map(|line| line + self.top);
        self.selected = place.filter(|place| *place < self.all.len()).unwrap_or(self.selected);
    }

    /// Draws it over a body. Returns whether more lies beyond its edges.
    pub fn draw(&self, ctx: &Context, body: Rect, buffer: &mut Buffer) -> More {
        let (theme, width, height) = (ctx.theme(), usize::from(body.width), rows_in(body));
        text::clear(buffer, body);
        let title = Line::of("The bin. ", Tone::Title);
        let Some(chosen) = self.selected() else {
            let message = title.and("It is empty; what is deleted stays here for 90 days.", Tone::Muted);
            for (i, line) in text::wrap(&message, width.saturating_sub(2), 0).iter().enumerate() {
                text::put(buffer, text::after(text::row(body, i), 1), line, theme);
            }
            return More::default();
        };
        let message = title.and(format!("{} brings back what is selected.", key!(Bin, GiveBack)), Tone::Muted);
        text::put(buffer, text::after(body, 1), &message, theme);
        for (line, one) in self.all.iter().enumerate().skip(self.top).take(height) {
            let area = text::row(body, 1 + line - self.top);
            let mark = if line == self.selected { "\u{203a} " } else { "  " };
            text::put(buffer, area, &Line::plain(mark).and(row(ctx, one, width), Tone::Plain), theme);
            if line == self.selected {
                text::restyle(buffer, area, theme.selected());
            }
        }
        text::rule(buffer, text::row(body, 1 + height), theme);
        let when = when::say(chosen.at, &ctx.journal.settings);
        let how = if chosen.is_entry { "Deleted" } else { "Not taken where two copies were put together," };
        let message = Line::of(format!("{how} {when}: "), Tone::Muted).and(visible(&chosen.message), Tone::Plain);
        for (i, line) in text::wrap(&message, width.saturating_sub(2), 0).iter().take(below_in(body)).enumerate() {
            text::put(buffer, text::after(text::row(body, 2 + height + i), 1), line, theme);
        }
        More { above: self.top > 0, below: self.all.len() > self.top + height }
    }
}

/// How many lines tell of the selected one in full.
fn below_in(body: Rect) -> usize {
    if body.height < 12 { 2 } else { 4 }
}

/// How many rows are shown at once, between the title and the rule.
fn rows_in(body: Rect) -> usize {
    usize::from(body.height).saturating_sub(2 + below_in(body)).max(1)
}

fn row(ctx: &Context, one: &Binned, width: usize) -> String {
    let kind = if one.is_entry { one.kind.clone() } else { format!("{}?", one.kind) };
    let message = visible(&one.message).into_owned();
    if width < ROOMY {
        let day = one.at.local().format("%-d %b").to_string();
        // what an entry says begins with its kind
        let kind = if one.is_entry { String::new() } else { kind + " " };
        return format!("{} {kind}{message}", column(&day, 6));
    }
    let when = when::say(one.at, &ctx.journal.settings);
    format!("{} {} {message}", column(&when, 24), column(&kind, 10))
}
