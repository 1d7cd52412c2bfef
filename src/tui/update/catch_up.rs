//! Missed mornings: asked for day by day, each saved as it is answered.

use crate::domain::change::Change;
use crate::domain::entry::Entry;
use crate::domain::kind::Kind;
use crate::domain::words::counted;
use crate::insight::missed::{missed_mornings, open_mornings};
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::modals::Modal;
use crate::tui::modals::catch_up::CatchUp;
use crate::tui::modals::level::Answer;
use crate::tui::state::App;
use crate::tui::terminal::input::Key;

impl App {
    /// Asks for the mornings that are missing.
    pub fn catch_up(&mut self) {
        if self.refuses_to_change() {
            return;
        }
        let today = self.today();
        // who asks may want those too that nobody missed
        let missed = [missed_mornings, open_mornings].map(|of| of(&self.journal, today));
        let asked = missed.into_iter().find(|days| !days.is_empty()).unwrap_or_default();
        match CatchUp::of(&asked, today) {
            Some(asks) => self.modal = Some(Modal::CatchUp(Box::new(asks))),
            None => self.say("No morning of the last seven days is missing.", Tone::Muted),
        }
    }

    /// A key at the question.
    pub fn catch_up_key(&mut self, key: Key) -> Vec<Effect> {
        let Some(Modal::CatchUp(asks)) = &mut self.modal else { return Vec::new() };
        let is_one = asks.prompt.one.is_some();
        match (asks.prompt.answer(key, self.now.since_start), key) {
            // a 1 that something else than a 0 follows was a one, and the key is for the next day
            (Answer::OneThenKey, _) | (_, Key::Char('1'..='9')) if is_one => {
                let mut effects = self.log_missed(1);
                effects.extend(self.catch_up_key(key));
                effects
            }
            (Answer::Level(level), _) => self.log_missed(level),
            (_, Key::Char(' ')) => {
                self.ask_next_missed();
                Vec::new()
            }
            (_, Key::Esc) => {
                self.modal = None;
                Vec::new()
            }
            (Answer::Wait(prompt), _) => {
                asks.prompt = prompt;
                Vec::new()
            }
            (Answer::OneThenKey | Answer::Nothing, _) => Vec::new(),
        }
    }

    /// A 1 was a one after all.
    pub fn log_missed(&mut self, level: u8) -> Vec<Effect> {
        let today = self.today();
        let Some(Modal::CatchUp(asks)) = &mut self.modal else { return Vec::new() };
        if asks.prompt.today != today {
            // the days have moved on: they are asked for anew
            self.modal = None;
            self.catch_up();
            return Vec::new();
        }
        asks.answered += 1;
        let (bare, answered) = (asks.prompt.bare, asks.answered);
        let mut typed = vec![("level", level.to_string())];
        typed.extend(bare.texts(today));
        // of two that one key answers each has its own id
        let id = if self.journal.find(self.now.id).is_some() { self.now.id.after(1) } else { self.now.id };
        let effects = match Entry::create(Kind::Pain, id, &typed, &self.reading()) {
            Ok(entry) => {
                let change = Change::Add(Box::new(entry));
                let one = self.describe_saved(&change);
                let message = match answered {
                    1 => one,
                    n => format!("Saved {}.", counted(n, "morning", "mornings")),
                };
                self.make_as(change, message)
            }
            Err(refusals) => {
                let message: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
                self.say(message.join(" "), Tone::Bad);
                Vec::new()
            }
        };
        self.ask_next_missed();
        effects
    }

    fn ask_next_missed(&mut self) {
        if let Some(Modal::CatchUp(asks)) = self.modal.take_if(|modal| matches!(modal, Modal::CatchUp(_))) {
            self.modal = asks.next().map(|asks| Modal::CatchUp(Box::new(asks)));
        }
    }
}
