//! A page to scroll over a tab: the entries of a kind as they were asked for, the newest first; or the drafts.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::day::Hour;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::runs::Surface;
use crate::domain::when;
use crate::domain::words::counted;
use crate::formats::drafts_json::Draft;
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::keys::{key, made_by};
use crate::tui::widgets::scroll::{self, More, Motion};
use crate::tui::widgets::text;

/// So many entries are laid out; a journal of years has more than anybody scrolls through.
const MOST: usize = 2000;
/// So much of a draft is shown.
const BEGINNING: usize = 60;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// The entries of a kind, as far as they are asked for.
    Entries(Asked),
    /// What was typed and not saved.
    Drafts,
}

/// Which entries are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub kind: Kind,
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Up to this day, itself included.
    pub until: Option<NaiveDate>,
    /// Only runs on this surface, wholly or in part.
    pub surface: Option<Surface>,
    /// Only so many, the newest.
    pub limit: Option<usize>,
}

impl Asked {
    /// All entries of a kind.
    pub fn all(kind: Kind) -> Self {
        Self { kind, from: None, until: None, surface: None, limit: None }
    }

    fn has(self, item: &dyn Item, start: Hour) -> bool {
        let day = item.at().day(start);
        let on = |surface| match item.entry() {
            Entry::Run(run) => run.surfaces.iter().any(|stretch| stretch.surface == surface),
            _ => false,
        };
        self.from.is_none_or(|from| day >= from)
            && self.until.is_none_or(|until| day <= until)
            && self.surface.is_none_or(on)
    }

    /// Which days and which surface, in words.
    pub fn describe(self, today: NaiveDate) -> String {
        let day = |day| when::say_day(day, today);
        let days = match (self.from, self.until) {
            (Some(from), Some(until)) => format!(", {} to {}", day(from), day(until)),
            (Some(from), None) => format!(" since {}", day(from)),
            (None, Some(until)) => format!(" up to {}", day(until)),
            (None, None) => String::new(),
        };
        let on = self.surface.map_or_else(String::new, |surface| format!(" on {}", surface.word()));
        let newest = self.limit.map_or_else(String::new, |limit| format!(", the newest {limit} of them"));
        on + &days + &newest
    }
}

/// The list, scrolled so far.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    listed: Listed,
    top: usize,
}

impl Listing {
    /// The list of these, at its top.
    pub fn of(asked: Asked) -> Self {
        Self { listed: Listed::Entries(asked), top: 0 }
    }

    /// The list of the drafts.
    pub fn drafts() -> Self {
        Self { listed: Listed::Drafts, top: 0 }
    }

    fn lines(self, ctx: &Context, body: Rect) -> Vec<Line> {
        let width = usize::from(body.width).saturating_sub(2).max(1);
        let lines = match self.listed {
            Listed::Entries(asked) => entries(ctx, asked),
            Listed::Drafts => drafts(ctx),
        };
        lines.iter().flat_map(|line| text::wrap(line, width, 4)).collect()
    }

    /// Scrolls.
    pub fn moved(&mut self, ctx: &Context, motion: Motion, body: Rect) {
        let (len, height) = (self.lines(ctx, body).len(), usize::from(body.height));
        self.top = scroll::moved(self.top, motion, len.saturating_sub(height).saturating_add(1), height);
    }

    /// Draws it over a body. Returns whether more lies beyond its edges.
    pub fn draw(self, ctx: &Context, body: Rect, buffer: &mut Buffer) -> More {
        text::clear(buffer, body);
        let lines = self.lines(ctx, body);
        let height = usize::from(body.height);
        let top = self.top.min(lines.len().saturating_sub(height));
        for (i, line) in lines.iter().skip(top).take(height).enumerate() {
            text::put(buffer, text::after(text::row(body, i), 1), line, ctx.theme());
        }
        More { above: top > 0, below: top + height < lines.len() }
    }
}

fn entries(ctx: &Context, asked: Asked) -> Vec<Line> {
    let (settings, start) = (&ctx.journal.settings, ctx.journal.day_starts_at());
    let found: Vec<&dyn Item> = ctx.journal.items(asked.kind).rev().filter(|item| asked.has(*item, start)).collect();
    let head = format!("{}{}", asked.kind.counted(found.len()), asked.describe(ctx.today()));
    let mut lines = vec![Line::of(head, Tone::Title), Line::default()];
    for item in found.into_iter().take(asked.limit.unwrap_or(MOST).min(MOST)) {
        let when = Line::of(when::say(item.at(), settings), Tone::Muted);
        lines.push(when.and(format!("  {}", visible(&item.describe(settings))), Tone::Plain));
    }
    lines
}

fn drafts(ctx: &Context) -> Vec<Line> {
    let count = ctx.drafts.len();
    let head = if count == 0 { "No drafts".to_owned() } else { counted(count, "draft", "drafts") };
    let mut lines =
        vec![Line::of(head, Tone::Title).and(": what was typed and not saved", Tone::Muted), Line::default()];
    for draft in ctx.drafts.iter().rev() {
        let begun = draft.begun.map(|at| format!(", begun {}", when::say(at, &ctx.journal.settings)));
        let line = Line::plain(what(ctx, draft)).and(begun.unwrap_or_default(), Tone::Muted);
        lines.push(line.and("   ", Tone::Plain).and(opened_by(draft), Tone::Muted));
        let said: Vec<(&String, &String)> = draft.fields.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let typed: Vec<String> = match said[..] {
            [(_, only)] => vec![only.clone()],
            _ => said.iter().map(|(field, text)| format!("{field} {text}")).collect(),
        };
        let typed: String = visible(&typed.join(", ")).chars().take(BEGINNING).collect();
        lines.push(Line::of(format!("    {typed}"), Tone::Accent));
    }
    lines
}

/// The entry that a draft edits.
fn edited(draft: &Draft) -> Option<Id> {
    let id = draft.form.strip_prefix("edit ")?;
    uuid::Uuid::try_parse(id).ok().map(Id)
}

/// What a draft is of.
fn what(ctx: &Context, draft: &Draft) -> String {
    let item = edited(draft).and_then(|id| ctx.journal.find(id));
    match item {
        Some(item) => format!("the {} of {}", item.kind().word(), when::say(item.at(), &ctx.journal.settings)),
        None => draft.describe(ctx.today()),
    }
}

/// How its form is opened again.
fn opened_by(draft: &Draft) -> String {
    let word = draft.form.split(' ').next().unwrap_or_default();
    let keys = match Kind::read(word) {
        Ok(kind) => made_by(kind),
        Err(_) if edited(draft).is_some() => format!("{} on it", key!(Everywhere, Edit)),
        Err(_) if word == "repeat" => key!(Everywhere, Repeat).to_string(),
        Err(_) if word == "settings" => key!(Everywhere, EditSettings).to_string(),
        Err(_) if word == "step" => format!("{} in its tab", key!(Steps, EditThisStep)),
        Err(_) => return String::new(),
    };
    format!("{keys} opens it")
}
