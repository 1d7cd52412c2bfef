//! The tabs of the five steps: state, reason, next action, what belongs to the step, and what the source says.

pub mod doctor;
pub mod massage;
pub mod measures;
pub mod orthotics;
pub mod sitting;
pub mod surface;
pub mod therapy;

use ratatui::layout::Rect;

use crate::domain::entry::Item;
use crate::domain::steps::{Past, Progress, Step};
use crate::domain::when;
use crate::insight::doctor::away;
use crate::page::{Line, Tone};
use crate::tui::tabs::list::lead;
use crate::tui::tabs::{Pick, phrases};
use crate::tui::update::App;
use crate::tui::widgets::select_list::ListRow;
use crate::tui::widgets::text;

/// How many of the newest of a kind are listed.
pub const LISTED: usize = 20;
/// How many of the states before are shown.
const PAST: usize = 6;

/// What the source says of a step, in our own words.
fn source(step: Step) -> &'static [&'static str] {
    match step {
        Step::Doctor => &[
            "Pain in the buttock has many causes: overuse, piriformis syndrome, pain of the sacroiliac joint, sciatica, \
             a narrow lumbar canal and other conditions of the low back. Have a doctor find out which it is, and ask for \
             permission before you run again.",
            "If pain rises while you run, or comes on and stays: stop, and contact the doctor.",
        ],
        Step::Therapy => &[
            "Physical therapy, if the doctor indicates it. Otherwise exercises for hip and buttock: hip flexion, hip \
             rotation, hip extension.",
            "Stretches: gluteals, adductors, psoas, quadriceps, hamstrings.",
        ],
        Step::Orthotics => &[
            "Ask the doctor whether orthotics are for you: worn in the shoes, they absorb shock.",
            "Replace shoes that are worn or damaged.",
        ],
        Step::Surface => &[
            "Change from hard surfaces to grass, dirt or a track.",
            "Studies disagree about whether soft surfaces lower impact, and none shows that a surface prevents hip or \
             buttock injury. A sudden change of surface is itself a change of load. Your own mornings are the better \
             guide.",
        ],
        Step::Massage => &["Deep-tissue sports massage for the low back and the buttocks."],
    }
}

/// The page of a step being put together.
pub struct StepPage<'a> {
    /// The screen.
    pub app: &'a App,
    /// Its width, columns.
    pub width: usize,
    rows: Vec<ListRow<Pick>>,
}

impl StepPage<'_> {
    /// A line, wrapped; what goes on is indented by so many columns.
    pub fn line(&mut self, line: &Line, indent: usize) {
        self.rows.extend(text::wrap(line, self.width, indent).into_iter().map(ListRow::plain));
    }

    /// A row that is not wrapped, which chooses something or nothing.
    pub fn row(&mut self, line: Line, pick: Option<Pick>) {
        self.rows.push(ListRow { line, pick });
    }

    /// Rows made elsewhere.
    pub fn add(&mut self, rows: Vec<ListRow<Pick>>) {
        self.rows.extend(rows);
    }

    /// A heading under an empty row.
    pub fn heading(&mut self, title: &str) {
        self.rows.push(ListRow::blank());
        self.line(&Line::of(format!(" {title}"), Tone::Title), 1);
    }

    /// A labelled fact, which chooses something or nothing.
    pub fn fact(&mut self, label: &str, message: &Line, pick: Option<Pick>) {
        let mut line = Line::of(format!(" {label:<11}"), Tone::Muted);
        line.0.extend(message.0.iter().cloned());
        self.rows.extend(text::wrap(&line, self.width, 12).into_iter().map(|line| ListRow { line, pick }));
    }

    /// A labelled entry, which can be chosen.
    pub fn entry(&mut self, label: &str, item: &dyn Item, message: &str) {
        let pick = Pick::Entry(item.kind(), item.id());
        let mut line = Line::default();
        // how it stands with the disk
        line.0.extend(lead(self.app, false, item.id()).0.into_iter().skip(1).filter(|word| word.text != " "));
        self.fact(label, &line.and(message, Tone::Plain), Some(pick));
    }

    /// The day of an entry, and how far away it is.
    pub fn day(&self, item: &dyn Item) -> String {
        let day = item.at().day(self.app.journal.day_starts_at());
        format!("{} ({})", when::say_day(day, self.app.today()), away(day, self.app.today()))
    }

    /// Keys and what they do.
    pub fn hint(&mut self, words: &[(&str, &str)]) {
        let mut line = Line::plain(" ");
        for (key, does) in words {
            line = line.and(*key, Tone::Key).and(format!(" {does}   "), Tone::Muted);
        }
        self.line(&line, 1);
    }
}

/// The rows of a step's page.
pub fn rows(app: &App, step: Step, body: Rect) -> Vec<ListRow<Pick>> {
    let progress = &*app.tabs.sums.standing(&app.journal, step, app.now.at);
    let mut page = StepPage { app, width: usize::from(body.width), rows: Vec::new() };
    if step == Step::Doctor {
        page.add(phrases::alarm(app, page.width));
    }
    page.line(&Line::of(format!(" {} ", step.number()), Tone::Muted).and(step.about(), Tone::Title), 3);
    page.fact("state", &Line::plain(standing(app, progress)), Some(Pick::Step(step)));
    if let Some(reason) = &progress.reason {
        page.fact("reason", &Line::plain(&**reason), None);
    }
    if let Some((next, suggested)) = phrases::next_action(app, step) {
        let next = Line::plain(next).and(if suggested { "  (suggested)" } else { "" }, Tone::Muted);
        page.fact("next", &next, None);
    }
    for (i, past) in progress.history.iter().rev().take(PAST).enumerate() {
        page.fact(if i == 0 { "before" } else { "" }, &Line::plain(before(app, past)), None);
    }
    match step {
        Step::Doctor => doctor::rows(&mut page),
        Step::Therapy => therapy::rows(&mut page),
        Step::Orthotics => orthotics::rows(&mut page),
        Step::Surface => surface::rows(&mut page),
        Step::Massage => massage::rows(&mut page),
    }
    page.heading("What the source says");
    for message in source(step) {
        page.line(&Line::plain(format!(" {message}")), 1);
    }
    if step == Step::Doctor {
        // what a doctor asks next
        sitting::rows(&mut page);
        measures::rows(&mut page);
    }
    page.rows
}

/// A step's state with its sign and date.
fn standing(app: &App, progress: &Progress) -> String {
    let since = progress.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    format!("{} {}{since}", progress.state.sign(), progress.describe())
}

fn before(app: &App, past: &Past) -> String {
    let since = past.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    let reason = past.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
    format!("{} {}{since}{reason}", past.state.sign(), past.describe())
}
