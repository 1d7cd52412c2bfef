//! The page of a step being put together: headings, facts and entries under one another.

use crate::domain::entry::Item;
use crate::domain::when;
use crate::insight::doctor::away;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::tab::Pick;
use crate::tui::tabs::list::lead;
use crate::tui::widgets::select_list::ListRow;
use crate::tui::widgets::text;

/// How many of the newest of a kind are listed.
pub const LISTED: usize = 20;

/// The page of a step being put together.
pub struct StepPage<'a> {
    /// The screen.
    pub ctx: &'a Context<'a>,
    /// Its width, columns.
    pub width: usize,
    /// What it has so far.
    pub rows: Vec<ListRow<Pick>>,
}

impl StepPage<'_> {
    /// A line, wrapped; what goes on is indented by so many columns.
    pub fn line(&mut self, line: &Line, indent: usize) {
        self.rows.extend(text::wrap(line, self.width, indent).into_iter().map(ListRow::plain));
    }

    /// A row that is not wrapped, which chooses something or nothing.
    pub fn row(&mut self, line: Line, pick: Option<Pick>) {
        self.rows.push(ListRow { line, pick, from: 0 });
    }

    /// Rows made elsewhere.
    pub fn add(&mut self, rows: Vec<ListRow<Pick>>) {
        self.rows.extend(rows);
    }

    /// A heading under an empty row, and what more there is to say of it.
    pub fn heading(&mut self, title: &str, more: &str) {
        self.rows.push(ListRow::blank());
        self.line(&Line::of(format!(" {title}"), Tone::Title).and(format!("  {more}"), Tone::Muted), 1);
    }

    /// A labelled fact, which chooses something or nothing.
    pub fn fact(&mut self, label: &str, message: &Line, pick: Option<Pick>) {
        let mut line = Line::of(format!(" {label:<11}"), Tone::Muted);
        line.0.extend(message.0.iter().cloned());
        self.rows.extend(text::wrap(&line, self.width, 12).into_iter().map(|line| ListRow { line, pick, from: 0 }));
    }

    /// A labelled entry, which can be chosen.
    pub fn entry(&mut self, label: &str, item: &dyn Item, message: &str) {
        let pick = Pick::Entry(item.kind(), item.id());
        let mut line = Line::default();
        // how it stands with the disk
        line.0.extend(lead(self.ctx, false, item.id()).0.into_iter().skip(1).filter(|word| word.text != " "));
        self.fact(label, &line.and(message, Tone::Plain), Some(pick));
    }

    /// The day of an entry, and how far away it is.
    pub fn day(&self, item: &dyn Item) -> String {
        let day = item.at().day(self.ctx.journal.day_starts_at());
        format!("{} ({})", when::say_day(day, self.ctx.today()), away(day, self.ctx.today()))
    }
}
