//! The import on the screen, and the surfaces of several runs at once: where their keys go.

use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::runs::stretch;
use crate::domain::runs::{Run, Surface};
use crate::domain::when;
use crate::domain::words::counted;
use crate::import::File;
use crate::import::csv::ReadOptions;
use crate::import::plan::{How, plan};
use crate::import::rows::Came;
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::import;
use crate::tui::modals::import::{FoundSheet, ImportSheet};
use crate::tui::state::App;
use crate::tui::tab::{Selected, Tab};
use crate::tui::tabs::runs;
use crate::tui::terminal::input::Key;

impl App {
    /// `i`: the line in which a path is typed.
    pub fn open_import(&mut self) {
        if !self.refuses_to_change() {
            self.modal = Some(Modal::Import(Box::new(ImportSheet::path(""))));
        }
    }

    /// Enter: reads what is named, or brings in what was found.
    pub fn import_on(&mut self) -> Vec<Effect> {
        match self.modal.take() {
            Some(Modal::Import(sheet)) => match *sheet {
                ImportSheet::Path { line, .. } if line.value().trim().is_empty() => {
                    self.say("Type or paste the path of a file, a folder or an archive.", Tone::Warn);
                    self.modal = Some(Modal::Import(Box::new(ImportSheet::path(line.value()))));
                    Vec::new()
                }
                ImportSheet::Path { line, .. } => {
                    let line = line.value().to_owned();
                    let options = ReadOptions { else_unit: self.journal.settings.units, ..ReadOptions::default() };
                    self.modal =
                        Some(Modal::Import(Box::new(ImportSheet::Reading { line: line.clone(), done: 0, of: 0 })));
                    vec![Effect::ReadFiles(line, Box::new(options))]
                }
                ImportSheet::Found(found) => self.bring_in(*found),
                reading => {
                    self.modal = Some(Modal::Import(Box::new(reading)));
                    Vec::new()
                }
            },
            other => {
                self.modal = other;
                Vec::new()
            }
        }
    }

    fn bring_in(&mut self, found: FoundSheet) -> Vec<Effect> {
        let Some(change) = found.plan.change() else {
            self.say(format!("Nothing of it comes in; {} closes the list.", key!(Found, ImportBack)), Tone::Warn);
            self.modal = Some(Modal::Import(Box::new(ImportSheet::Found(Box::new(found)))));
            return Vec::new();
        };
        let (new, joined) = (found.plan.count(Came::New), found.plan.count(Came::Joined));
        let runs = found.plan.rows.iter().all(|row| !row.is_in() || row.run().is_some());
        let (one, many) = if runs { ("run", "runs") } else { ("entry", "entries") };
        let mut message = format!("Imported {}", counted(new, one, many));
        match joined {
            0 => {}
            1 => message += ", joined 1 with a typed one",
            _ => message += &format!(", joined {joined} with typed ones"),
        }
        self.go(Tab::Runs);
        // what came in is to be seen
        self.clear_filter();
        self.make_as(change, format!("{message}; {} takes all of it back.", key!(Everywhere, Undo)))
    }

    /// Esc: one step back. What is being read is let go.
    pub fn import_back(&mut self) -> Vec<Effect> {
        let Some(Modal::Import(sheet)) = self.modal.take() else { return Vec::new() };
        match *sheet {
            ImportSheet::Reading { line, .. } => {
                self.modal = Some(Modal::Import(Box::new(ImportSheet::path(&line))));
                self.say("Stopped; nothing was brought in.", Tone::Muted);
                return vec![Effect::StopReading];
            }
            ImportSheet::Found(mut found) if found.asks_surface => {
                found.asks_surface = false;
                self.modal = Some(Modal::Import(Box::new(ImportSheet::Found(found))));
            }
            ImportSheet::Found(_) => self.say("Nothing was brought in.", Tone::Muted),
            ImportSheet::Path { .. } => {}
        }
        Vec::new()
    }

    /// So many files are read, of so many.
    pub fn import_far(&mut self, so_far: usize, all: usize) {
        if let Some(Modal::Import(sheet)) = &mut self.modal
            && let ImportSheet::Reading { done, of, .. } = &mut **sheet
        {
            (*done, *of) = (so_far, all);
        }
    }

    /// The files are read: what was found is shown.
    pub fn import_found(&mut self, files: Vec<File>) {
        let Some(Modal::Import(sheet)) = &mut self.modal else { return };
        let ImportSheet::Reading { line, .. } = &**sheet else { return };
        let how = How { surface: None, all: false, separate: false, clock: self.now.clock(), id: self.now.id };
        let plan = plan(&files, &self.journal, &how);
        **sheet = match plan.rows.is_empty() {
            true => ImportSheet::again(line, &files, &plan),
            false => ImportSheet::Found(Box::new(FoundSheet::new(files, plan))),
        };
    }

    /// Does something to the list of what was found.
    pub fn with_found(&mut self, work: impl FnOnce(&mut FoundSheet, usize)) {
        let height = import::rows_in(layout(self.size).body);
        if let Some(Modal::Import(sheet)) = &mut self.modal
            && let ImportSheet::Found(found) = &mut **sheet
        {
            work(found, height);
        }
    }

    /// Leaves runs of the list out, or takes them in.
    pub fn import_turn(&mut self) {
        let mut can = true;
        self.with_found(|found, _| can = found.turn());
        if !can {
            self.say("What is there already cannot come in again.", Tone::Warn);
        }
    }

    /// Space: marks a run, in the Runs tab or in the list of what was found.
    pub fn mark(&mut self) {
        if matches!(self.modal, Some(Modal::Import(_))) {
            return self.with_found(FoundSheet::mark);
        }
        if let (Tab::Runs, Some(Selected::Entry(entry))) = (self.tab, self.selected()) {
            let id = entry.item().id();
            let marked = &mut self.marked;
            if !marked.remove(&id) {
                marked.insert(id);
            }
            self.move_in_tab(crate::tui::widgets::scroll::Motion::Down);
        }
    }

    /// Marks all that are shown and lack a surface; where those are marked, none any more.
    pub fn mark_all(&mut self) {
        if matches!(self.modal, Some(Modal::Import(_))) {
            return self.with_found(|found, _| found.mark_all());
        }
        let filter = &self.tabs.runs.filter;
        let bare = filter.runs(&self.journal).filter(|(_, run)| run.lacks_surface()).map(|(_, run)| run.id).collect();
        self.marked = if self.marked == bare { Default::default() } else { bare };
        if self.marked.is_empty() {
            self.say("No run is marked.", Tone::Muted);
        }
    }

    /// Asks for a surface: of the marked runs, else of the selected one.
    pub fn ask_surface(&mut self) {
        match &self.modal {
            Some(Modal::Import(_)) => self.with_found(|found, _| found.asks_surface = true),
            None if self.tab == Tab::Runs && !self.meant().is_empty() => {
                if !self.refuses_to_change() {
                    self.modal = Some(Modal::Surface);
                }
            }
            _ => self.say("No run is selected.", Tone::Warn),
        }
    }

    /// The question for a surface, with the runs that it is about.
    pub fn surface_question(&self) -> String {
        let settings = &self.journal.settings;
        match &self.meant()[..] {
            [run] => {
                let now = run.describe_surface(settings.units).map(|now| format!(" ({now})")).unwrap_or_default();
                format!("Surface of the run of {}{now}? ", when::say(run.at, settings))
            }
            runs => format!("Surface of the {} runs that are marked? ", runs.len()),
        }
    }

    /// The runs that are marked, else the selected one.
    fn meant(&self) -> Vec<Run> {
        let marked = &self.marked;
        if marked.is_empty() {
            return runs::selected(&self.context(), &self.tabs.runs).cloned().into_iter().collect();
        }
        self.journal.runs.iter().filter(|run| marked.contains(&run.id)).cloned().collect()
    }

    /// The letter of a surface was pressed.
    pub fn set_surface(&mut self, key: Key) -> Vec<Effect> {
        let Some(&surface) = Surface::ALL.iter().find(|surface| key == Key::Char(surface.letter())) else {
            return Vec::new();
        };
        if matches!(self.modal, Some(Modal::Import(_))) {
            let mut can = true;
            self.with_found(|found, _| can = found.set_surface(surface));
            if !can {
                let key = key!(Lists, AskSurface);
                let message = format!("What is there already keeps its surface; {key} in Runs changes it.");
                self.say(message, Tone::Warn);
            }
            return Vec::new();
        }
        self.modal = None;
        let edit = |was: Run| {
            let mut now = was.clone();
            now.surfaces = stretch(surface, now.distance_m);
            Change::Edit { was: Box::new(Entry::Run(was)), now: Box::new(Entry::Run(now)) }
        };
        let changes: Vec<Change> = self.meant().into_iter().map(edit).collect();
        self.marked.clear();
        match changes.len() {
            0 => Vec::new(),
            1 => changes.into_iter().next().map(|change| self.make(change, None)).unwrap_or_default(),
            many => {
                let (runs, key) = (counted(many, "run", "runs"), key!(Everywhere, Undo));
                let message = format!("Saved {runs} on {}; {key} takes it back.", surface.word());
                self.make_as(Change::All(changes), message)
            }
        }
    }
}

#[cfg(test)]
pub(in crate::tui) mod tests;
