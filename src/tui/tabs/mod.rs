//! The tabs: what there is, and which file draws and moves each. Tabs do not know each other.

pub mod list;
pub mod pain;
pub mod pain_calendar;
pub mod pain_chart;
pub mod phrases;
pub mod runs;
pub mod step;
pub mod sums;
pub mod today;
pub mod trends;
pub mod trends_axis;
pub mod trends_rows;

use std::rc::Rc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::action::Motion;
use super::keys::Scope;
use super::view;
use super::widgets::scroll::More;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::names::Search;
use crate::domain::steps::Step;
use crate::insight::therapy::exercise;
use crate::page::Line;
use crate::tui::terminal::input::Key;
use crate::tui::update::App;
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::select_list::{ListPlace, ListRow};

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
    /// What the notes of a period say.
    Trends,
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
        Self::Trends,
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
            Self::Trends => "Trends",
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
            Self::Trends => Scope::Trends,
        }
    }

    /// The setting that belongs here.
    pub fn setting(self) -> Option<&'static str> {
        match self {
            Self::Step(Step::Orthotics) => Some("shoe_notes"),
            Self::Step(Step::Surface) => Some("soft_goal"),
            Self::Step(Step::Massage) => Some("massage_every"),
            _ => None,
        }
    }

    /// The kind of entry that is added here.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Today | Self::Pain => Some(Kind::Pain),
            Self::Runs => Some(Kind::Run),
            Self::Step(Step::Doctor) => Some(Kind::Visit),
            Self::Step(Step::Orthotics) => Some(Kind::Gear),
            Self::Step(Step::Surface) => Some(Kind::Run),
            Self::Step(Step::Massage) => Some(Kind::Massage),
            Self::Step(Step::Therapy) => Some(Kind::Exercise),
            Self::Trends => None,
        }
    }
}

/// What can be chosen on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An entry.
    Entry(Kind, Id),
    /// A step.
    Step(Step),
    /// The condition as told to me.
    Condition,
    /// The diagnosis at that place.
    Diagnosis(usize),
    /// That a clinician has seen me about the open warning signs.
    Seen,
    /// A setting, by its key.
    Setting(&'static str),
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Selected {
    /// An entry.
    Entry(Box<Entry>),
    /// A step.
    Step(Step),
    /// The condition as told to me.
    Condition,
    /// The diagnosis at that place.
    Diagnosis(usize),
    /// That a clinician has seen me about the open warning signs.
    Seen,
    /// A setting, by its key.
    Setting(&'static str),
    /// A day of several entries.
    Day,
}

/// What each tab remembers: what is selected and how far it is scrolled, never a copy of the data.
#[derive(Debug, Default)]
pub struct Tabs {
    /// Today.
    pub today: ListPlace<Pick>,
    /// The page of the step that is shown.
    pub step: ListPlace<Pick>,
    /// The days.
    pub pain: pain::PainState,
    /// Only the days with these words, in small letters, are listed.
    pub pain_filter: Search,
    /// The runs.
    pub runs: runs::RunsState,
    /// The trends.
    pub trends: trends::TrendsState,
    /// Sums over all runs, until something changes.
    pub sums: sums::Sums,
    /// The rows of the runs, until something changes.
    pub run_rows: Memo<(usize, NaiveDate), Id, Line>,
    /// The rows of the days, until something changes.
    pub day_rows: Memo<(usize, NaiveDate), NaiveDate, Line>,
    /// The hints of the footer, for what can be done.
    pub hints: Memo<usize, Vec<usize>, view::HintBar>,
    /// The newest and the oldest day of the list, until something changes, or the day does.
    pub ends: Memo<NaiveDate, (), Option<(NaiveDate, NaiveDate)>>,
    /// So many days of the list from one of them on, newest first, until something changes, or the day does.
    pub days: Memo<(NaiveDate, NaiveDate, usize), (), Vec<NaiveDate>>,
    /// The chart of the Pain tab, until something changes.
    pub chart: Memo<pain_chart::ChartSubject, (), pain_chart::Drawn>,
    /// The page of Today or of a step, until something changes, or the clock does.
    pages: Memo<(Tab, Size, i64, Option<Pick>), (), Vec<ListRow<Pick>>>,
}

impl Tabs {
    /// Today, where it is among the days whatever is recorded: where those are not filtered.
    fn always(&self, today: NaiveDate) -> Option<NaiveDate> {
        Some(today).filter(|_| self.pain_filter.is_empty())
    }

    /// Selects an entry of a day that was just made or changed, in every tab that shows it.
    pub fn select(&mut self, item: &dyn Item, day: NaiveDate, today: NaiveDate) {
        let (kind, at, id) = (item.kind(), item.at(), item.id());
        self.today.choose(Pick::Entry(kind, id));
        self.step.choose(Pick::Entry(kind, id));
        if kind.is_of_a_day() {
            self.pain.show(day, self.always(today));
        }
        if kind == Kind::Run {
            self.runs.cursor.select(at, id);
        }
    }

    /// Lists only the days with these words.
    pub fn filter_days(&mut self, words: Search) {
        self.pain_filter = words;
        (self.pain, self.ends, self.days) = (self.pain.afresh(), Memo::default(), Memo::default());
    }

    /// The journal is another now, by entries of that kind alone or by anything, and by one that was added on that day
    /// alone or by more: what was made of it holds no longer.
    pub fn changed(&mut self, kind: Option<Kind>, added: Option<NaiveDate>) {
        self.sums.changed(kind);
        match added.filter(|_| kind == Some(Kind::Pain)) {
            // logging a level is to show at once
            Some(day) => self.day_rows.forget(&day),
            None => self.day_rows = Memo::default(),
        }
        (self.run_rows, self.pages, self.ends, self.days, self.chart) = Default::default();
        self.trends.changed();
    }
}

/// The rows of the page of Today or of a step; none in another tab. A key looks at them several times, and they are the
/// same for the next one.
fn page(app: &App, body: Rect) -> Rc<Vec<ListRow<Pick>>> {
    let make = || match app.tab {
        Tab::Today => today::rows(app, body),
        Tab::Step(step) => step::rows(app, step, body),
        Tab::Pain | Tab::Runs | Tab::Trends => Vec::new(),
    };
    // what is on its way to the disk is marked in them
    if !app.queue.is_empty() {
        return Rc::new(make());
    }
    let minute = app.now.at.0.timestamp().div_euclid(60);
    // of an exercise that is chosen, how it is done stands below it
    let chosen = if app.tab == Tab::Step(Step::Therapy) { app.tabs.step.chosen() } else { None };
    app.tabs.pages.get((app.tab, body.as_size(), minute, chosen), (), make)
}

/// An entry that a page shows; those are among the newest of their kind.
fn entry(app: &App, kind: Kind, id: Id) -> Option<Selected> {
    if kind == Kind::Exercise {
        // until it is edited the programme is the one that is built in
        let exercise = exercise(&app.journal, app.now.at, id)?;
        return Some(Selected::Entry(Box::new(Entry::Exercise(exercise))));
    }
    let item = app.journal.items(kind).rev().find(|item| item.id() == id)?;
    Some(Selected::Entry(Box::new(item.entry())))
}

/// What is selected in the tab that is shown.
pub fn selected(app: &App) -> Option<Selected> {
    let body = view::layout(app.size).body;
    let height = usize::from(body.height);
    let pick = match app.tab {
        Tab::Today => app.tabs.today.selected(&page(app, body), height),
        Tab::Step(step) => app.tabs.step.selected(&page(app, body), height).or(Some(Pick::Step(step))),
        Tab::Pain => return pain::selected(app),
        Tab::Trends => return None,
        Tab::Runs => return runs::selected(app).map(|run| Selected::Entry(Box::new(Entry::Run(run.clone())))),
    };
    match pick? {
        Pick::Entry(kind, id) => entry(app, kind, id),
        Pick::Step(step) => Some(Selected::Step(step)),
        Pick::Condition => Some(Selected::Condition),
        Pick::Diagnosis(place) => Some(Selected::Diagnosis(place)),
        Pick::Seen => Some(Selected::Seen),
        Pick::Setting(key) => Some(Selected::Setting(key)),
    }
}

/// The day before today to which the person moved; what is logged next belongs to it.
pub fn moved_to(app: &App) -> Option<NaiveDate> {
    let day = match app.tab {
        Tab::Pain => app.tabs.pain.moved_to(),
        Tab::Trends => app.tabs.trends.moved_to(),
        Tab::Today | Tab::Step(_) | Tab::Runs => None,
    };
    day.filter(|&day| day < app.today())
}

/// Moves in the tab that is shown, whose body is of that size.
pub fn moved(app: &mut App, motion: Motion, body: Rect) {
    let height = usize::from(body.height);
    match app.tab {
        Tab::Today => app.tabs.today.moved(&page(app, body), motion, height),
        Tab::Step(_) => app.tabs.step.moved(&page(app, body), motion, height),
        Tab::Pain => app.tabs.pain = pain::moved(app, motion, body),
        Tab::Runs => runs::moved(app, motion, body),
        Tab::Trends => trends::moved(app, motion, body),
    }
}

/// Selects what lies somewhere in the body.
pub fn clicked(app: &mut App, at: Position, body: Rect) {
    let (line, height) = (usize::from(at.y.saturating_sub(body.y)), usize::from(body.height));
    match app.tab {
        Tab::Today => app.tabs.today.clicked(&page(app, body), line, height),
        Tab::Step(_) => app.tabs.step.clicked(&page(app, body), line, height),
        Tab::Pain => app.tabs.pain = pain::clicked(app, at, body),
        Tab::Runs => runs::clicked(app, line, body),
        Tab::Trends => {}
    }
}

/// Draws the tab that is shown. Returns whether more lies beyond the edges of the body.
pub fn draw(app: &App, body: Rect, buffer: &mut Buffer) -> More {
    match app.tab {
        Tab::Today => app.tabs.today.draw(&page(app, body), body, buffer, app.theme()),
        Tab::Step(_) => app.tabs.step.draw(&page(app, body), body, buffer, app.theme()),
        Tab::Pain => pain::draw(app, body, buffer),
        Tab::Runs => runs::draw(app, body, buffer),
        Tab::Trends => trends::draw(app, body, buffer),
    }
}
