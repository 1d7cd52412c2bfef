//! The bin on the screen: shown, moved in, and what is given back.

use ratatui::layout::Rect;

use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::bin::BinList;
use crate::tui::state::App;

impl App {
    /// Shows the bin.
    pub fn open_bin(&mut self) {
        self.modal = Some(Modal::Bin(BinList::new(self.journal.in_the_bin())));
    }

    /// Does something to the bin, whose body is of that size.
    pub fn with_bin(&mut self, work: impl FnOnce(&mut BinList, Rect)) {
        let body = layout(self.size).body;
        if let Some(Modal::Bin(list)) = &mut self.modal {
            work(list, body);
        }
    }

    /// The journal changed: the bin shows what lies there now.
    pub fn refresh_bin(&mut self) {
        if matches!(self.modal, Some(Modal::Bin(_))) {
            let all = self.journal.in_the_bin();
            self.with_bin(|list, body| list.refresh(all, body));
        }
    }

    /// Gives back what is selected in the bin.
    pub fn give_back(&mut self) -> Vec<Effect> {
        let selected = match &self.modal {
            Some(Modal::Bin(list)) => list.selected().map(|one| (one.back.clone(), one.message.clone())),
            _ => None,
        };
        match selected {
            None => self.say("There is nothing to bring back.", Tone::Warn),
            Some((Err(refusal), _)) => self.say(refusal.message, Tone::Warn),
            Some((Ok(change), message)) => {
                let effects = self
                    .make_as(change, format!("Brought back: {message}; {} deletes it again.", key!(Everywhere, Undo)));
                self.refresh_bin();
                return effects;
            }
        }
        Vec::new()
    }
}
