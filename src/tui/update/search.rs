//! Words looked for in everything: opened, and gone to.

use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::steps::Step;
use crate::insight::search::searched;
use crate::page::Tone;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::search::SearchSheet;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::tabs::pain;
use crate::tui::widgets::scroll::Motion;

impl App {
    /// Looks for words in everything.
    pub fn open_search(&mut self, words: &str) {
        let all = searched(&self.reading(), &self.journal);
        self.modal = Some(Modal::Search(Box::new(SearchSheet::new(all, words))));
    }

    /// From what the list of a tab has of the words to what everything has.
    pub fn search_elsewhere(&mut self) {
        if let Some(Modal::Filter(line)) = &self.modal {
            let words = line.text.value().to_owned();
            self.open_search(&words);
        }
    }

    /// Goes to the entry that is selected.
    pub fn go_to_found(&mut self) {
        let Some(Modal::Search(sheet)) = &self.modal else { return };
        match sheet.selected() {
            Some((kind, id)) => {
                self.modal = None;
                self.go_to(kind, id);
            }
            None => self.say("Nothing was found to go to.", Tone::Muted),
        }
    }

    /// Shows an entry in the tab that lists its kind.
    fn go_to(&mut self, kind: Kind, id: Id) {
        let entry = self.journal.find(id).map(|item| item.entry());
        let Some(entry) = entry else { return self.say("It is not there any more.", Tone::Warn) };
        let (item, today) = (entry.item(), self.today());
        let day = item.at().day(self.journal.day_starts_at());
        self.go(match kind {
            Kind::Run => Tab::Runs,
            Kind::Visit | Kind::Question | Kind::Clearance | Kind::Check => Tab::Step(Step::Doctor),
            Kind::Session | Kind::Exercise => Tab::Step(Step::Therapy),
            Kind::Gear => Tab::Step(Step::Orthotics),
            Kind::Massage => Tab::Step(Step::Massage),
            Kind::Pain | Kind::Note | Kind::Sitting | Kind::Measure | Kind::Marker => Tab::Pain,
        });
        // a filter may hide it
        self.clear_filter();
        self.notice = None;
        self.tabs.select(item, day, today);
        if self.tab == Tab::Pain {
            let (ctx, tabs) = self.split();
            tabs.pain.state = pain::at_entry(&ctx, &tabs.pain, day, id);
        }
    }

    /// Moves in what was found.
    pub fn move_in_search(&mut self, motion: Motion) {
        let body = layout(self.size).body;
        if let Some(Modal::Search(sheet)) = &mut self.modal {
            sheet.moved(motion, body);
        }
    }
}
