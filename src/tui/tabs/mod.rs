//! The tabs: what there is, and which file draws and moves each. Tabs do not know each other.

pub mod filter;
pub mod list;
pub mod pain;
pub mod pain_calendar;
pub mod pain_chart;
pub mod phrases;
pub mod plot;
pub mod runs;
pub mod step;
pub mod sums;
pub mod today;
pub mod trends;
pub mod trends_answer;
pub mod trends_axis;
pub mod trends_rows;

use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::widgets::scroll::More;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::steps::Step;
use crate::insight::therapy::exercise;
use crate::tui::context::Context;
use crate::tui::tab::{Pick, Selected, Tab};
use crate::tui::tabs::pain::PainTab;
use crate::tui::tabs::runs::RunsState;
use crate::tui::tabs::trends::TrendsState;
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::select_list::{ListPlace, ListRow};
use crate::tui::widgets::text;

/// What each tab remembers: what is selected and how far it is scrolled, never a copy of the data.
#[derive(Debug, Default)]
pub struct Tabs {
    pub today: ListPlace<Pick>,
    /// The page of the step that is shown.
    pub step: ListPlace<Pick>,
    /// The days.
    pub pain: PainTab,
    pub runs: RunsState,
    pub trends: TrendsState,
    /// The page of Today or of a step, until something that stands in it or the minute is another.
    pages: Memo<PageKey, (), Vec<ListRow<Pick>>>,
}

/// What a page is made from: how often journal, drafts and inbox were changed, the tab, its size, the minute, what is chosen.
type PageKey = ([u64; 3], Tab, Size, i64, Option<Pick>);

impl Tabs {
    /// Selects an entry of a day that was just made or changed, in every tab that shows it.
    pub fn select(&mut self, item: &dyn Item, day: NaiveDate, today: NaiveDate) {
        let (kind, at, id) = (item.kind(), item.at(), item.id());
        self.today.choose(Pick::Entry(kind, id));
        self.step.choose(Pick::Entry(kind, id));
        if kind.is_of_a_day() {
            let always = self.pain.always(today);
            self.pain.state.show(day, always);
        }
        if kind == Kind::Run {
            self.runs.cursor.select(at, id);
        }
    }

    /// The rows of the page of Today or of a step; none in another tab. A key looks at them several times, and they are
    /// the same for the next one.
    fn page(&self, ctx: &Context, shown: Tab, body: Rect) -> Rc<Vec<ListRow<Pick>>> {
        // of an exercise that is chosen, how it is done stands below it
        let chosen = if shown == Tab::Step(Step::Therapy) { self.step.chosen() } else { None };
        let make = || match shown {
            Tab::Today => today::rows(ctx, body),
            Tab::Step(step) => step::rows(ctx, step, chosen, body),
            Tab::Pain | Tab::Runs | Tab::Trends => Vec::new(),
        };
        // what is on its way to the disk is marked in them
        if !ctx.queue.is_empty() {
            return Rc::new(make());
        }
        let minute = ctx.now.at.0.timestamp().div_euclid(60);
        let changes = [ctx.journal.changes(), ctx.drafts.changes(), ctx.inbox.changes()];
        self.pages.get((changes, shown, body.as_size(), minute, chosen), (), make)
    }

    /// What is selected in the tab that is shown.
    pub fn selected(&self, ctx: &Context, shown: Tab, body: Rect) -> Option<Selected> {
        let height = usize::from(body.height);
        let page = || self.page(ctx, shown, body);
        let pick = match shown {
            Tab::Today => self.today.selected(&page(), height),
            Tab::Step(step) => self.step.selected(&page(), height).or(Some(Pick::Step(step))),
            Tab::Pain => return pain::selected(ctx, &self.pain),
            Tab::Trends => return None,
            Tab::Runs => {
                return runs::selected(ctx, &self.runs).map(|run| Selected::Entry(Box::new(Entry::Run(run.clone()))));
            }
        };
        match pick? {
            Pick::Entry(kind, id) => entry(ctx, kind, id),
            Pick::Step(step) => Some(Selected::Step(step)),
            Pick::Condition => Some(Selected::Condition),
            Pick::Diagnosis(place) => Some(Selected::Diagnosis(place)),
            Pick::Seen => Some(Selected::Seen),
            Pick::Setting(key) => Some(Selected::Setting(key)),
        }
    }

    /// The day before today to which the person moved; what is logged next belongs to it.
    pub fn moved_to(&self, shown: Tab, today: NaiveDate) -> Option<NaiveDate> {
        let day = match shown {
            Tab::Pain => self.pain.state.moved_to(),
            Tab::Trends => self.trends.moved_to(),
            Tab::Today | Tab::Step(_) | Tab::Runs => None,
        };
        day.filter(|&day| day < today)
    }

    /// Moves in the tab that is shown, whose body is of that size.
    pub fn moved(&mut self, ctx: &Context, shown: Tab, motion: Motion, body: Rect) {
        let height = usize::from(body.height);
        match shown {
            Tab::Today => {
                let page = self.page(ctx, shown, body);
                self.today.moved(&page, motion, height);
            }
            Tab::Step(_) => {
                let page = self.page(ctx, shown, body);
                self.step.moved(&page, motion, height);
            }
            Tab::Pain => self.pain.state = pain::moved(ctx, &self.pain, motion, body),
            Tab::Runs => runs::moved(ctx, &mut self.runs, motion, body),
            Tab::Trends => trends::moved(ctx, &mut self.trends, motion, body),
        }
    }

    /// Selects what lies somewhere in the body.
    pub fn clicked(&mut self, ctx: &Context, shown: Tab, at: Position, body: Rect) {
        let (line, height) = (usize::from(at.y.saturating_sub(body.y)), usize::from(body.height));
        match shown {
            Tab::Today if !today::areas(body).0.contains(at) => {}
            Tab::Today => {
                let page = self.page(ctx, shown, body);
                self.today.clicked(&page, line, height);
            }
            Tab::Step(_) => {
                let page = self.page(ctx, shown, body);
                self.step.clicked(&page, line, height);
            }
            Tab::Pain => self.pain.state = pain::clicked(ctx, &self.pain, at, body),
            Tab::Runs => runs::clicked(ctx, &mut self.runs, line, body),
            Tab::Trends => {}
        }
    }

    /// Draws the tab that is shown. Returns whether more lies beyond the edges of the body.
    pub fn draw(&self, ctx: &Context, shown: Tab, body: Rect, buffer: &mut Buffer) -> More {
        let page = || self.page(ctx, shown, body);
        match shown {
            Tab::Today => {
                let (list, aside) = today::areas(body);
                if let Some(aside) = aside {
                    let lines = today::aside(ctx, aside);
                    for (i, line) in lines.iter().enumerate() {
                        text::put(buffer, text::row(aside, i), line, ctx.theme());
                    }
                    text::divide(buffer, Rect { x: aside.x - 2, width: 1, ..aside }, ctx.theme());
                }
                self.today.draw(&page(), list, buffer, ctx.theme())
            }
            Tab::Step(_) => self.step.draw(&page(), body, buffer, ctx.theme()),
            Tab::Pain => pain::draw(ctx, &self.pain, body, buffer),
            Tab::Runs => runs::draw(ctx, &self.runs, body, buffer),
            Tab::Trends => trends::draw(ctx, &self.trends, body, buffer),
        }
    }
}

/// An entry that a page shows; those are among the newest of their kind.
fn entry(ctx: &Context, kind: Kind, id: Id) -> Option<Selected> {
    if kind == Kind::Exercise {
        // until it is edited the programme is the one that is built in
        let exercise = exercise(ctx.journal, ctx.now.at, id)?;
        return Some(Selected::Entry(Box::new(Entry::Exercise(exercise))));
    }
    let item = ctx.journal.items(kind).rev().find(|item| item.id() == id)?;
    Some(Selected::Entry(Box::new(item.entry())))
}
