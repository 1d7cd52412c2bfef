//! The report on the screen: what its keys do.

use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::action::Turn;
use crate::tui::keys::key;
use crate::tui::modals::Modal;
use crate::tui::modals::report::Preview;
use crate::tui::state::App;

impl App {
    /// Turns something about the report.
    pub fn turn_report(&mut self, turn: Turn) -> Vec<Effect> {
        if turn == Turn::Open {
            self.modal = Some(Modal::Report(Box::new(Preview::new(&self.journal, self.now.at, self.demo))));
            return Vec::new();
        }
        let today = self.today();
        let Some(Modal::Report(preview)) = &mut self.modal else { return Vec::new() };
        match turn {
            Turn::Period => preview.turn_period(),
            Turn::Notes => preview.turn_notes(),
            Turn::Part(key) => preview.turn_part(key),
            Turn::Format => preview.turn_format(),
            Turn::Paper => preview.turn_paper(),
            Turn::AskFile => preview.ask_file(today),
            Turn::LeaveFile => preview.leave_file(),
            Turn::AskPerson => preview.ask_person(),
            Turn::LeavePerson => preview.leave_person(),
            Turn::TakePerson => {
                if let Err(refusal) = preview.take_person(today) {
                    self.say(refusal.message, Tone::Bad);
                    return Vec::new();
                }
            }
            Turn::Save => return self.give_report(),
            Turn::Open => {}
        }
        if !matches!(turn, Turn::AskFile | Turn::LeaveFile | Turn::AskPerson | Turn::LeavePerson) {
            preview.refresh(&self.journal, self.now.at);
        }
        Vec::new()
    }

    fn give_report(&mut self) -> Vec<Effect> {
        let Some(Modal::Report(preview)) = &self.modal else { return Vec::new() };
        let give = preview.ready(&self.journal, self.now.at);
        if give.file.is_empty() {
            let back = key!(ReportFile, Report(Turn::LeaveFile));
            self.say(format!("Type the name of a file; {back} goes back."), Tone::Warn);
            return Vec::new();
        }
        self.say("Saving the report\u{2026}", Tone::Muted);
        vec![Effect::Give(Box::new(give))]
    }

    /// The report is on the disk.
    pub fn given(&mut self, message: String) {
        if let Some(Modal::Report(preview)) = &mut self.modal {
            preview.leave_file();
        }
        self.say(message, Tone::Good);
    }

    /// The report could not be saved; a name that is free is proposed where that was the reason.
    pub fn not_given(&mut self, message: String, free: Option<String>) {
        if let (Some(Modal::Report(preview)), Some(free)) = (&mut self.modal, free) {
            preview.propose(free);
        }
        self.say(message, Tone::Bad);
    }

    /// The journal changed: what is shown of it is made anew.
    pub fn refresh_report(&mut self) {
        if let Some(Modal::Report(preview)) = &mut self.modal {
            preview.refresh(&self.journal, self.now.at);
        }
    }
}
