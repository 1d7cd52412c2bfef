//! The inbox on the screen: what came from it, which lines of it wait, and putting them right.

use std::collections::HashSet;

use crate::domain::change::Change;
use crate::domain::words::counted;
use crate::inbox::split::InboxFile;
use crate::inbox::take_stock;
use crate::page::Tone;
use crate::tui::action::{Effect, InboxNews};
use crate::tui::modals::Modal;
use crate::tui::state::App;

impl App {
    /// The inbox was read, by the thread that touches the disk.
    pub fn heard_of_inbox(&mut self, news: InboxNews) -> Vec<Effect> {
        self.inbox.change(|inbox| *inbox = news.waiting);
        if news.taken > 0 {
            self.say(format!("From the inbox: {}.", counted(news.taken, "entry", "entries")), Tone::Good);
        }
        if let Some(note) = news.notes.into_iter().next() {
            self.say(note, Tone::Warn);
        }
        if news.taken > 0 { vec![Effect::Reload] } else { Vec::new() }
    }

    /// Shows the lines that wait.
    pub fn open_inbox(&mut self) {
        if self.inbox.is_empty() {
            return self.say("No line waits in the inbox.", Tone::Muted);
        }
        if !self.refuses_to_change() {
            self.line_of_inbox();
        }
    }

    /// The next line that waits, or the one before.
    pub fn turn_in_inbox(&mut self, forward: bool) {
        if let Some(Modal::Line(sheet)) = &mut self.modal {
            sheet.turn(forward);
        }
    }

    /// Takes the line as it is typed; without text it is dismissed.
    pub fn take_waiting_line(&mut self) -> Vec<Effect> {
        let Some(Modal::Line(sheet)) = &self.modal else { return Vec::new() };
        let (typed, old) = (sheet.typed().to_owned(), sheet.id());
        let mut effects = Vec::new();
        let is_left_out = typed.is_empty();
        if !is_left_out {
            let file = InboxFile { text: typed + "\n", ..InboxFile::default() };
            let stock = take_stock(&[file], &self.journal, self.now.clock(), &HashSet::new());
            let why = match stock.made.into_iter().next() {
                Some(made) => {
                    effects = self.make_logged(Change::Add(Box::new(made.entry)), None);
                    effects.is_empty().then(|| "It was not saved.".to_owned())
                }
                None if stock.known > 0 => None,
                None => Some(match stock.waiting.into_iter().next() {
                    Some(waiting) => waiting.why,
                    None => "A line such as 2026-11-26 07:12 pain 4 is understood.".into(),
                }),
            };
            if let Some(why) = why {
                if let Some(Modal::Line(sheet)) = &mut self.modal {
                    sheet.refuse(why);
                }
                return Vec::new();
            }
        }
        self.inbox.change(|inbox| inbox.retain(|one| one.line.ids.first().copied() != old));
        effects.extend(old.map(Effect::DismissLine));
        if is_left_out {
            self.say("The line is left out on this computer. Corrected on the phone, it comes in.", Tone::Muted);
        }
        if let Some(Modal::Line(sheet)) = &mut self.modal
            && sheet.done()
        {
            self.modal = None;
        }
        effects
    }
}
