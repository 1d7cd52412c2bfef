//! The Today tab: what is due, what is logged, the five steps with their next actions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::{column, column_right, lead};
use super::{Selected, Tab};
use crate::domain::entry::Item;
use crate::domain::id::Id;
use crate::domain::steps::{State, Step};
use crate::domain::when;
use crate::insight::today::{Due, today};
use crate::page::{Line, Tone};
use crate::tui::action::Motion;
use crate::tui::app::App;
use crate::tui::widgets::{scroll, text};

/// What is chosen here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The first there is.
    #[default]
    First,
    /// An entry.
    Entry(Id),
    /// A step.
    Step(Step),
}

/// What is logged on the day, newest first.
fn logged(app: &App) -> Vec<&dyn Item> {
    let (journal, start, date) = (&app.journal, app.journal.day_starts_at(), app.today());
    let mut items: Vec<&dyn Item> = Vec::new();
    items.extend(journal.pain_on(date).map(|pain| pain as &dyn Item));
    items.extend(journal.runs_on(date).map(|run| run as &dyn Item));
    let notes = journal.notes.iter().rev().take_while(|note| note.at.day(start) >= date);
    items.extend(notes.filter(|note| note.at.day(start) == date).map(|note| note as &dyn Item));
    items.sort_by_key(|item| std::cmp::Reverse((item.at(), item.id())));
    items
}

/// All that can be chosen, in its order.
fn choices(app: &App) -> Vec<Choice> {
    let entries = logged(app).into_iter().map(|item| Choice::Entry(item.id()));
    entries.chain(Step::ALL.iter().map(|&step| Choice::Step(step))).collect()
}

/// The place of what is chosen among the choices.
fn place(app: &App, choices: &[Choice]) -> usize {
    choices.iter().position(|&choice| choice == app.tabs.today).unwrap_or(0)
}

/// What is selected.
pub fn selected(app: &App) -> Option<Selected> {
    let choices = choices(app);
    match choices.get(place(app, &choices))? {
        Choice::Entry(id) => {
            let item = logged(app).into_iter().find(|item| item.id() == *id)?;
            Some(Selected::Entry(Box::new(item.entry())))
        }
        Choice::Step(step) => Some(Selected::Step(*step)),
        Choice::First => None,
    }
}

/// What is chosen after a move.
pub fn moved(app: &App, motion: Motion) -> Choice {
    let choices = choices(app);
    let place = scroll::moved(place(app, &choices), motion, choices.len(), choices.len());
    choices.get(place).copied().unwrap_or_default()
}

fn due(due: Due) -> Line {
    let key = match due {
        Due::Morning | Due::NextMorning => "p",
    };
    Line::plain("   ").and(format!("{key} "), Tone::Key).and(due.says(), Tone::Warn)
}

/// The lines of the page, each with what it chooses.
fn lines(app: &App, width: usize) -> Vec<(Option<Choice>, Line)> {
    let today = today(&app.journal, app.now.at);
    let heading = |text: &str| (None, Line::of(format!(" {text}"), Tone::Title));
    let blank = || (None, Line::default());
    let mut lines = Vec::new();
    if !today.due.is_empty() {
        lines.push(heading("Due"));
        lines.extend(today.due.iter().map(|&one| (None, due(one))));
        lines.push(blank());
    }
    lines.push(heading("Logged today"));
    let logged = logged(app);
    if logged.is_empty() {
        let hint = Line::plain("   Nothing yet: ").and("p", Tone::Key).and(" and a digit for pain, ", Tone::Plain);
        let hint =
            hint.and("r", Tone::Key).and(" a run, ", Tone::Plain).and("n", Tone::Key).and(" a note", Tone::Plain);
        lines.extend(text::wrap(&hint, width, 3).into_iter().map(|line| (None, line)));
    }
    let chosen = choices(app).get(place(app, &choices(app))).copied();
    for item in logged {
        let choice = Choice::Entry(item.id());
        let time = when::say_time(item.at().local().time(), &app.journal.settings);
        let line = lead(app, chosen == Some(choice), item.id()).and(column_right(&time, 7), Tone::Muted);
        lines.push((Some(choice), line.and(format!("  {}", item.says(&app.journal.settings)), Tone::Plain)));
    }
    if let (Some(run), true) = (today.last_run, today.runs.is_empty()) {
        let day = when::say_day(run.at.local().date(), app.today());
        let says = crate::domain::entry::Record::says(run, &app.journal.settings);
        lines.push(blank());
        lines.push((None, Line::of(" Last run ", Tone::Title).and(format!("{day}: {says}"), Tone::Plain)));
    }
    lines.push(blank());
    lines.push(heading("The five steps"));
    for &step in Step::ALL {
        let choice = Choice::Step(step);
        lines.push((Some(choice), step_line(app, step, chosen == Some(choice), width)));
    }
    lines
}

fn step_line(app: &App, step: Step, chosen: bool, width: usize) -> Line {
    let progress = app.journal.steps.get(step);
    let lead = if chosen { "› " } else { "  " };
    let name = format!("{} {}", step.number(), column(Tab::Step(step).title(), 10));
    let state = match (width < 60, progress.since) {
        (true, _) => format!("{} ", progress.state.sign()),
        (false, None) => column(&format!("{} {}", progress.state.sign(), progress.state.says()), 27),
        (false, Some(day)) => {
            let says =
                format!("{} {} {}", progress.state.sign(), progress.state.says(), when::say_day(day, app.today()));
            column(&says, 27)
        }
    };
    let (next, tone) = match (&progress.next, progress.state) {
        (Some(next), _) => (&**next, Tone::Plain),
        (None, State::NotStarted | State::UnderWay) => (step.first_action(), Tone::Muted),
        (None, State::Done | State::NotForMe) => (progress.reason.as_deref().unwrap_or_default(), Tone::Muted),
    };
    Line::plain(lead).and(name, Tone::Plain).and(state, Tone::Accent).and(format!(" {next}"), tone)
}

/// The first line shown of so many: the top, as long as the chosen line is in it.
fn first_shown(app: &App, lines: &[(Option<Choice>, Line)], height: usize) -> usize {
    let choices = choices(app);
    let chosen = choices.get(place(app, &choices)).copied();
    let row = lines.iter().position(|(choice, _)| choice.is_some() && *choice == chosen).unwrap_or(0);
    scroll::top(0, row, lines.len(), height)
}

/// What is chosen by a click into a line of the body.
pub fn clicked(app: &App, line: usize, body: Rect) -> Choice {
    let lines = lines(app, usize::from(body.width));
    let first = first_shown(app, &lines, usize::from(body.height));
    lines.get(first + line).and_then(|(choice, _)| *choice).unwrap_or(app.tabs.today)
}

/// Draws the tab.
pub fn draw(app: &App, body: Rect, buffer: &mut Buffer) {
    let lines = lines(app, usize::from(body.width));
    let choices = choices(app);
    let chosen = choices.get(place(app, &choices)).copied();
    let height = usize::from(body.height);
    let first = first_shown(app, &lines, height);
    for (i, (choice, line)) in lines.iter().skip(first).take(height).enumerate() {
        let area = text::row(body, i);
        text::put(buffer, area, line, app.theme());
        if choice.is_some() && *choice == chosen {
            text::restyle(buffer, area, app.theme().selected());
        }
    }
}
