//! Other copies of the journal on the screen: heard of, looked at, put together.

use crate::domain::steps::Step;
use crate::page::Tone;
use crate::tui::action::{Effect, MergeNews};
use crate::tui::keys::key;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::copies::CopiesSheet;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::widgets::scroll::Motion;

impl App {
    /// What lies beside the journal now, and what merges changed of the clearance.
    pub fn heard_of_copies(&mut self, news: MergeNews) {
        let MergeNews { copies: offer, clearance } = news;
        self.changed_clearance = clearance;
        if let Some(Modal::Copies(_)) = &self.modal {
            self.modal = offer.clone().map(|offer| Modal::Copies(Box::new(CopiesSheet::new(offer))));
        }
        self.copies = offer;
    }

    /// The clearance is on the screen: what merges changed of it is said once more, and then seen.
    pub fn see_clearance(&mut self) -> Vec<Effect> {
        let is_shown = self.tab == Tab::Step(Step::Doctor) && self.modal.is_none();
        let Some(last) = self.changed_clearance.last().filter(|_| is_shown) else { return Vec::new() };
        self.say(format!("Changed by putting two copies together: {last}"), Tone::Warn);
        self.changed_clearance.clear();
        vec![Effect::ClearanceSeen]
    }

    /// Shows what putting them together changes.
    pub fn open_copies(&mut self) -> Vec<Effect> {
        match self.copies.clone() {
            Some(offer) => self.modal = Some(Modal::Copies(Box::new(CopiesSheet::new(offer)))),
            None => self.say("No other copy of the journal lies beside it.", Tone::Muted),
        }
        // what is known of them may be some seconds old
        vec![Effect::FindCopies]
    }

    /// Scrolls what is shown of them.
    pub fn move_in_copies(&mut self, motion: Motion) {
        let body = layout(self.size).body;
        if let Some(Modal::Copies(sheet)) = &mut self.modal {
            sheet.moved(motion, body);
        }
    }

    /// Puts them together.
    pub fn merge_copies(&mut self) -> Vec<Effect> {
        let is_ready = matches!(&self.modal, Some(Modal::Copies(sheet)) if sheet.is_ready());
        if !is_ready {
            self.say("There is nothing in them that can be put together.", Tone::Warn);
            return Vec::new();
        }
        if let Some(message) = self.read_only.clone() {
            self.say(message, Tone::Warn);
            return Vec::new();
        }
        self.modal = None;
        self.say("Putting the copies together \u{2026}", Tone::Muted);
        vec![Effect::Merge]
    }

    /// They were, or why not.
    pub fn merged(&mut self, result: Result<String, String>) -> Vec<Effect> {
        match result {
            Ok(message) => self.say(format!("{message} {} takes a merge back.", key!(Everywhere, Undo)), Tone::Good),
            Err(message) => self.say(message, Tone::Bad),
        }
        vec![Effect::Reload]
    }
}
