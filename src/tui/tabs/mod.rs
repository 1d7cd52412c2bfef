//! The tabs: what there is, and which file draws and moves each. Tabs do not know each other.

pub mod list;
pub mod pain;
pub mod runs;
pub mod steps;
pub mod today;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::Motion;
use super::app::App;
use super::input::Key;
use super::keys::Scope;
use crate::domain::day::At;
use crate::domain::entry::{Entry, Kind};
use crate::domain::id::Id;
use crate::domain::steps::Step;

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What is due and what is logged.
    Today,
    /// One of the five steps.
    Step(Step),
    /// The pain levels.
    Pain,
    /// The runs.
    Runs,
}

impl Tab {
    /// All, in their order; the place is the key.
    pub const ALL: &'static [Self] = &[
        Self::Today,
        Self::Step(Step::Doctor),
        Self::Step(Step::Therapy),
        Self::Step(Step::Orthotics),
        Self::Step(Step::Surface),
        Self::Step(Step::Massage),
        Self::Pain,
        Self::Runs,
    ];

    /// Its number, which is its key.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|&tab| tab == self).unwrap_or(0)
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Step(Step::Doctor) => "Doctor",
            Self::Step(Step::Therapy) => "Therapy",
            Self::Step(Step::Orthotics) => "Orthotics",
            Self::Step(Step::Surface) => "Surface",
            Self::Step(Step::Massage) => "Massage",
            Self::Pain => "Pain",
            Self::Runs => "Runs",
        }
    }

    /// The tab of a digit.
    pub fn of_key(key: Key) -> Self {
        let number = match key {
            Key::Char(c) => c.to_digit(10).unwrap_or(0) as usize,
            _ => 0,
        };
        Self::ALL.get(number).copied().unwrap_or(Self::Today)
    }

    /// The tab so many places on, around the end.
    pub fn turned(self, places: usize) -> Self {
        Self::ALL[(self.number() + places) % Self::ALL.len()]
    }

    /// The scope of its own keys.
    pub fn scope(self) -> Scope {
        match self {
            Self::Step(_) => Scope::Steps,
            Self::Today | Self::Pain | Self::Runs => Scope::Lists,
        }
    }

    /// The kind of entry that is added here.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Today | Self::Pain => Some(Kind::Pain),
            Self::Runs => Some(Kind::Run),
            Self::Step(_) => None,
        }
    }
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Selected {
    /// An entry.
    Entry(Box<Entry>),
    /// A step.
    Step(Step),
}

/// What each tab remembers: what is selected and how far it is scrolled, never a copy of the data.
#[derive(Debug, Default)]
pub struct Tabs {
    /// Today.
    pub today: today::Choice,
    /// How far the page of a step is scrolled.
    pub step: usize,
    /// The pain levels.
    pub pain: list::Cursor,
    /// The runs.
    pub runs: list::Cursor,
}

impl Tabs {
    /// Selects an entry that was just made or changed, in every tab that shows it.
    pub fn select(&mut self, kind: Kind, at: At, id: Id) {
        self.today = today::Choice::Entry(id);
        match kind {
            Kind::Pain => self.pain.select(at, id),
            Kind::Run => self.runs.select(at, id),
            _ => {}
        }
    }
}

/// What is selected in the tab that is shown.
pub fn selected(app: &App) -> Option<Selected> {
    let entry = |entry: Option<Entry>| entry.map(|entry| Selected::Entry(Box::new(entry)));
    match app.tab {
        Tab::Today => today::selected(app),
        Tab::Step(step) => Some(Selected::Step(step)),
        Tab::Pain => entry(app.tabs.pain.selected(&app.journal.pain).map(|pain| Entry::Pain(pain.clone()))),
        Tab::Runs => entry(app.tabs.runs.selected(&app.journal.runs).map(|run| Entry::Run(run.clone()))),
    }
}

/// Moves in the tab that is shown, whose body is of that size.
pub fn moved(app: &mut App, motion: Motion, body: Rect) {
    match app.tab {
        Tab::Today => app.tabs.today = today::moved(app, motion),
        Tab::Step(step) => app.tabs.step = steps::moved(app, step, motion, body),
        Tab::Pain => app.tabs.pain.moved(&app.journal.pain, motion, pain::list_height(body)),
        Tab::Runs => app.tabs.runs.moved(&app.journal.runs, motion, runs::list_height(body)),
    }
}

/// Selects what lies in a line of the body.
pub fn clicked(app: &mut App, line: usize, body: Rect) {
    match app.tab {
        Tab::Today => app.tabs.today = today::clicked(app, line, body),
        Tab::Step(_) => {}
        Tab::Pain => app.tabs.pain.clicked(&app.journal.pain, line, pain::list_height(body)),
        Tab::Runs => {
            if let Some(line) = line.checked_sub(1) {
                app.tabs.runs.clicked(&app.journal.runs, line, runs::list_height(body));
            }
        }
    }
}

/// Draws the tab that is shown.
pub fn draw(app: &App, body: Rect, buffer: &mut Buffer) {
    match app.tab {
        Tab::Today => today::draw(app, body, buffer),
        Tab::Step(step) => steps::draw(app, step, body, buffer),
        Tab::Pain => pain::draw(app, body, buffer),
        Tab::Runs => runs::draw(app, body, buffer),
    }
}
