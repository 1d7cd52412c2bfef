//! The line: opened, completed, and what it does.

use crate::domain::change::Change;
use crate::tui::action::Effect;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::import::ImportSheet;
use crate::tui::modals::line::CommandLine;
use crate::tui::modals::line::meaning::{Meaning, meaning};
use crate::tui::modals::listing::Listing;
use crate::tui::modals::report::Preview;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::tabs::trends;
use crate::tui::widgets::scroll::Motion;

/// So many lines typed before can be fetched back.
const KEPT: usize = 100;

/// True for what may be brought back the next time the program runs: it enters nothing, and names nobody and no file.
fn is_lasting(meant: &Meaning) -> bool {
    match meant {
        Meaning::Report(asked) => asked.name.is_empty() && asked.born.is_empty() && asked.file.is_none(),
        Meaning::Found(_)
        | Meaning::Setting(_)
        | Meaning::Tab(_)
        | Meaning::List(_)
        | Meaning::Trends(_)
        | Meaning::Bin => true,
        Meaning::Nothing | Meaning::Entry(_) | Meaning::Settings(_) | Meaning::Import(_) | Meaning::Wrong(_) => false,
    }
}

impl App {
    /// `:`: the line.
    pub fn open_line(&mut self) {
        self.modal = Some(Modal::Line(Box::default()));
    }

    /// Tab in the line.
    pub fn complete_line(&mut self, forward: bool) {
        if let Some(Modal::Line(line)) = &mut self.modal {
            line.complete(self.tab, forward);
        }
    }

    /// The line typed before this one, or after it.
    pub fn line_before(&mut self, earlier: bool) {
        if let Some(Modal::Line(line)) = &mut self.modal {
            line.turn_back(&self.typed_lines, earlier);
        }
    }

    /// Enter in the line: does what it means; where that is nothing, the line stays and says why.
    pub fn take_line(&mut self) -> Vec<Effect> {
        let Some(Modal::Line(line)) = &self.modal else { return Vec::new() };
        if line.is_of_inbox() {
            return self.take_waiting_line();
        }
        let typed = line.typed().to_owned();
        match meaning(&self.context(), self.tab, &typed) {
            Meaning::Nothing => {
                self.modal = None;
                Vec::new()
            }
            Meaning::Wrong(why) => self.refuse_line(why),
            Meaning::Entry(entry) => self.change_by_line(typed, Change::Add(entry)),
            Meaning::Settings(now) => {
                let was = Box::new(self.journal.settings.clone());
                match *was == *now {
                    true => self.refuse_line("It is already set to that.".into()),
                    false => {
                        let lasting = Effect::KeepLine(typed.clone());
                        let mut effects = self.change_by_line(typed, Change::Settings { was, now });
                        effects.push(lasting);
                        effects
                    }
                }
            }
            other => {
                let lasting = is_lasting(&other).then(|| Effect::KeepLine(typed.clone()));
                self.keep_line(typed);
                self.modal = None;
                lasting.into_iter().chain(self.go_by_line(other)).collect()
            }
        }
    }

    fn go_by_line(&mut self, meant: Meaning) -> Vec<Effect> {
        match meant {
            Meaning::Found(found) => {
                if let Some(home) = found.home() {
                    self.go(home);
                }
                return self.act(found.action());
            }
            Meaning::Setting(key) => self.open_settings(Some(key)),
            Meaning::Tab(tab) => self.go(tab),
            Meaning::List(asked) => self.modal = Some(Modal::Listing(Listing::of(asked))),
            Meaning::Report(asked) => {
                let preview = Preview::asked(&self.journal, self.now.at, self.demo, *asked);
                self.modal = Some(Modal::Report(Box::new(preview)));
            }
            Meaning::Trends(asked) => {
                self.go(Tab::Trends);
                let compares = !asked.pairs.is_empty();
                self.tabs.trends.ask(*asked);
                if compares {
                    let body = layout(self.size).body;
                    let (ctx, tabs) = self.split();
                    trends::show_comparisons(&ctx, &mut tabs.trends, body);
                }
            }
            Meaning::Bin => self.open_bin(),
            Meaning::Import(path) => {
                self.open_import();
                if matches!(self.modal, Some(Modal::Import(_))) {
                    self.modal = Some(Modal::Import(Box::new(ImportSheet::path(&path))));
                    return self.import_on();
                }
            }
            Meaning::Nothing | Meaning::Entry(_) | Meaning::Settings(_) | Meaning::Wrong(_) => {}
        }
        Vec::new()
    }

    /// Makes a change, as one; where it is refused, the line stays.
    fn change_by_line(&mut self, typed: String, change: Change) -> Vec<Effect> {
        let (waiting, line) = (self.queue.len(), self.modal.take());
        let effects = self.make_logged(change, None);
        match self.queue.len() > waiting {
            true => self.keep_line(typed),
            false => {
                self.modal = line;
                let why = self.notice.take().map(|notice| notice.message).unwrap_or_default();
                self.refuse_line(why);
            }
        }
        effects
    }

    fn refuse_line(&mut self, why: String) -> Vec<Effect> {
        if let Some(Modal::Line(line)) = &mut self.modal {
            line.refuse(why);
        }
        Vec::new()
    }

    fn keep_line(&mut self, typed: String) {
        self.typed_lines.retain(|line| *line != typed);
        self.typed_lines.push(typed);
        let more = self.typed_lines.len().saturating_sub(KEPT);
        self.typed_lines.drain(..more);
    }

    /// A click on what the line offers.
    pub fn click_line(&mut self, row: usize) -> Vec<Effect> {
        let (tab, body) = (self.tab, layout(self.size).body);
        let Some(Modal::Line(mut line)) = self.modal.take() else { return Vec::new() };
        let is_whole = line.clicked(&self.context(), tab, row, body);
        self.modal = Some(Modal::Line(line));
        if is_whole { self.take_line() } else { Vec::new() }
    }

    /// Scrolls a list of entries.
    pub fn move_in_listing(&mut self, motion: Motion) {
        if let Some(Modal::Listing(mut list)) = self.modal.take_if(|modal| matches!(modal, Modal::Listing(_))) {
            list.moved(&self.context(), motion, layout(self.size).body);
            self.modal = Some(Modal::Listing(list));
        }
    }

    /// The lines of the inbox that wait, in the line.
    pub fn line_of_inbox(&mut self) {
        self.modal = Some(Modal::Line(Box::new(CommandLine::of_inbox(self.inbox.clone()))));
    }
}
