//! What is selected, handed to the clipboard of the terminal.

use crate::domain::when;
use crate::page::{Tone, visible};
use crate::tui::action::Effect;
use crate::tui::state::App;
use crate::tui::tab::Selected;

impl App {
    /// Copies what is selected as a line: what it says, and when it was.
    pub fn copy(&mut self) -> Vec<Effect> {
        match self.selected() {
            Some(Selected::Entry(entry)) => {
                let (item, settings) = (entry.item(), &self.journal.settings);
                let line = format!("{}, {}", item.describe(settings), when::say(item.at(), settings));
                self.say(format!("Copied, if the terminal allows it: {}", visible(&line)), Tone::Good);
                return vec![Effect::Copy(line)];
            }
            Some(Selected::Day) => self.choose_of_day(),
            _ => self.say(self.nothing_to("copy"), Tone::Warn),
        }
        Vec::new()
    }
}
