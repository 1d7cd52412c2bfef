//! The quick pain level: `p` and a digit, and `m` right after.

use super::action::Effect;
use super::app::App;
use super::input::Key;
use super::modals::Modal;
use super::modals::level::{Answer, LevelPrompt};
use crate::domain::change::Change;
use crate::domain::entry::{Entry, Kind};
use crate::domain::pain::Moment;
use crate::insight::today::morning;
use crate::page::Tone;

impl App {
    /// A key at the question for a level.
    pub fn level(&mut self, key: Key) -> Vec<Effect> {
        let Some(Modal::Level(prompt)) = self.modal else { return Vec::new() };
        match prompt.answer(key, self.now.since_start) {
            Answer::Level(level) => self.log_level(level),
            Answer::Wait(prompt) => {
                self.modal = Some(Modal::Level(prompt));
                Vec::new()
            }
            Answer::OneThenKey => self.log_level(1),
            Answer::Nothing => {
                self.modal = None;
                Vec::new()
            }
        }
    }

    /// Asks for the morning level of today, which no hour takes away; where it is known already, says so.
    pub fn ask_morning(&mut self) {
        match morning(&self.journal, self.today()) {
            _ if self.refuses_to_change() => {}
            Some(level) => {
                self.say(format!("The morning level of today is {level}; 6 shows it, e changes it."), Tone::Plain)
            }
            None => self.modal = Some(Modal::Level(LevelPrompt::of(Moment::Morning))),
        }
    }

    /// The key that logs the morning level of today now: `p` as long as it takes the hour for morning, else `P`.
    pub fn morning_key(&self) -> &'static str {
        if self.journal.moment_at(self.now.at) == Moment::Morning { "p" } else { "P" }
    }

    /// Logs a level, of the moment that was asked for.
    pub fn log_level(&mut self, level: u8) -> Vec<Effect> {
        let moment = match self.modal.take() {
            Some(Modal::Level(prompt)) => prompt.moment,
            _ => None,
        };
        let mut typed = vec![("level", level.to_string())];
        typed.extend(moment.map(|moment| ("moment", moment.word().to_owned())));
        match Entry::create(Kind::Pain, self.now.id, &typed, &self.reading()) {
            Ok(entry) => {
                let id = entry.item().id();
                let effects = self.make(Change::Add(Box::new(entry)), None);
                self.just_logged = self.queue.mark(id).map(|_| id);
                effects
            }
            Err(refusals) => {
                let says: Vec<String> = refusals.into_iter().map(|refusal| refusal.says).collect();
                self.say(says.join(" "), Tone::Bad);
                Vec::new()
            }
        }
    }

    /// Gives the level just logged the next moment of its day.
    pub fn next_moment(&mut self) -> Vec<Effect> {
        let Some(Entry::Pain(pain)) = self.just_logged.and_then(|id| self.journal.find(id)).map(|item| item.entry())
        else {
            return Vec::new();
        };
        // from a level of now it is most often the morning's that was meant
        const TURN: [Moment; 4] = [Moment::Now, Moment::Morning, Moment::Worst, Moment::Average];
        let place = pain.moment.and_then(|moment| TURN.iter().position(|&one| one == moment)).unwrap_or(0);
        let was = Entry::Pain(pain);
        // the next one that the day accepts: an average cannot lie above the worst
        let next = (1..TURN.len()).map(|step| TURN[(place + step) % TURN.len()]);
        let edited = next.into_iter().find_map(|moment| {
            let typed = [("moment", moment.word().to_owned())];
            was.edited(&typed, &self.reading()).ok()
        });
        match edited {
            Some(now) => self.make(Change::Edit { was: Box::new(was), now: Box::new(now) }, None),
            None => Vec::new(),
        }
    }
}
