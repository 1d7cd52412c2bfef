//! The quick pain level: `p` and a digit, and `m` right after.

use crate::domain::bare::Bare;
use crate::domain::change::Change;
use crate::domain::entry::{Entry, Item as _};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::pain::{Moment, Pain};
use crate::domain::settings::SamePlace;
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::modals::Modal;
use crate::tui::modals::form::subject::Subject;
use crate::tui::modals::level::{Answer, LevelPrompt};
use crate::tui::state::App;
use crate::tui::terminal::input::Key;

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

    /// Asks for a level: of today, or of the day to which the person moved.
    pub fn ask_level(&mut self) {
        if !self.refuses_to_change() {
            let (today, day) = (self.today(), self.tabs.moved_to(self.tab, self.today()));
            let bare = Bare::of(&*self.journal, day.unwrap_or(today), self.now.at);
            self.modal = Some(Modal::Level(LevelPrompt::of(bare, today)));
        }
    }

    /// Asks for the morning level of today, which no hour takes away; where it is known already, the answer changes it.
    pub fn ask_morning(&mut self) {
        if !self.refuses_to_change() {
            let today = self.today();
            let is_morning = |pain: &&Pain| pain.moment == Some(Moment::Morning);
            let known = self.journal.pain_on(today).find(is_morning).map(|pain| (pain.id, pain.level));
            let bare = Bare { day: today, moment: Moment::Morning };
            let prompt = LevelPrompt { is_morning: true, known, ..LevelPrompt::of(bare, today) };
            self.modal = Some(Modal::Level(prompt));
        }
    }

    /// The full form in place of a digit: of the day and the moment that the prompt names.
    pub fn open_level(&mut self) {
        let Some(Modal::Level(prompt)) = self.modal else { return };
        if let Some(item) = prompt.known.and_then(|(id, _)| self.journal.find(id)) {
            self.open(Subject::Edit(Box::new(item.entry())));
            return;
        }
        let named = prompt.bare.texts(prompt.today).into_iter();
        let given: Vec<_> = named.filter(|(key, _)| prompt.is_morning || *key == "at").collect();
        self.open(Subject::with(Kind::Pain, given));
    }

    /// The form of a new entry: of today, or of the day to which the person moved.
    pub fn open_new(&mut self, kind: Kind) {
        self.open_given(kind, Vec::new());
    }

    /// The same, of which this is known already.
    pub fn open_given(&mut self, kind: Kind, mut given: Vec<(&'static str, String)>) {
        let day = self.tabs.moved_to(self.tab, self.today()).filter(|_| kind.is_of_a_day());
        given.extend(day.map(|day| ("at", day.to_string())));
        self.open(Subject::with(kind, given));
    }

    /// The form of what was just logged.
    pub fn edit_logged(&mut self) {
        if let Some(item) = self.just_logged.take().and_then(|id| self.journal.find(id)) {
            self.open(Subject::Edit(Box::new(item.entry())));
        }
    }

    /// Logs a level, of the day and the moment that the prompt names.
    pub fn log_level(&mut self, level: u8) -> Vec<Effect> {
        let Some(Modal::Level(prompt)) = self.modal.take() else { return Vec::new() };
        let today = self.today();
        if prompt.today != today {
            if prompt.is_morning {
                self.ask_morning()
            } else {
                self.ask_level()
            }
            if let Some(Modal::Level(prompt)) = &mut self.modal {
                prompt.is_anew = true;
            }
            return Vec::new();
        }
        let mut typed = vec![("level", level.to_string())];
        let known = prompt.known.and_then(|(id, _)| self.journal.find(id)).map(|item| item.entry());
        let change = match known {
            Some(was) => was.edited(&typed, &self.reading()).map(|now| (Some(was), now)),
            None => {
                typed.extend(prompt.bare.texts(today));
                if self.journal.settings.same_place == SamePlace::On && level > 0 {
                    typed.extend(self.last_places(None).map(|places| ("sites", places)));
                }
                Entry::create(Kind::Pain, self.now.id, &typed, &self.reading()).map(|new| (None, new))
            }
        };
        match change {
            Ok((Some(was), now)) if was == now => {
                self.say("Nothing was changed.", Tone::Muted);
                Vec::new()
            }
            Ok((Some(was), now)) => self.make_logged(Change::Edit { was: Box::new(was), now: Box::new(now) }, None),
            Ok((None, new)) => self.make_logged(Change::Add(Box::new(new)), None),
            Err(refusals) => {
                let message: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
                self.say(message.join(" "), Tone::Bad);
                Vec::new()
            }
        }
    }

    /// The places of the last level that has any, as they are typed; of those other than this one.
    fn last_places(&self, but: Option<Id>) -> Option<String> {
        let last = self.journal.pain.iter().rev().find(|pain| Some(pain.id) != but && !pain.sites.is_empty())?;
        last.text("sites", &self.reading())
    }

    /// Gives the level just logged the places of the last one that had any.
    pub fn same_places(&mut self) -> Vec<Effect> {
        let Some(pain) = self.logged_pain() else { return Vec::new() };
        if pain.level.number() == 0 {
            self.say("A level of 0 has no place.", Tone::Warn);
            return Vec::new();
        }
        let Some(places) = self.last_places(Some(pain.id)) else {
            self.say("No level has a place yet; a place is given in the full form.", Tone::Warn);
            return Vec::new();
        };
        let was = Entry::Pain(pain);
        match was.edited(&[("sites", places)], &self.reading()) {
            Ok(now) if now == was => {
                self.say("It has these places already.", Tone::Muted);
                Vec::new()
            }
            Ok(now) => self.make_logged(Change::Edit { was: Box::new(was), now: Box::new(now) }, None),
            Err(_) => Vec::new(),
        }
    }

    /// Gives the level just logged the next moment of its day.
    pub fn next_moment(&mut self) -> Vec<Effect> {
        let Some(pain) = self.logged_pain() else { return Vec::new() };
        // from a level of now it is most often the morning's that was meant
        const TURN: [Moment; 4] = [Moment::Now, Moment::Morning, Moment::Worst, Moment::Average];
        let place = pain.moment.and_then(|moment| TURN.iter().position(|&one| one == moment)).unwrap_or(0);
        let (today, day) = (self.today(), pain.at.day(self.journal.day_starts_at()));
        let was = Entry::Pain(pain);
        // the next one that the day accepts: an average cannot lie above the worst
        let next = (1..TURN.len()).map(|step| TURN[(place + step) % TURN.len()]);
        let edited = next.into_iter().find_map(|moment| {
            // of a past day the hour goes with the moment: nobody typed one
            let typed = Bare { day, moment }.texts(today);
            was.edited(&typed, &self.reading()).ok()
        });
        match edited {
            Some(now) => self.make(Change::Edit { was: Box::new(was), now: Box::new(now) }, None),
            None => Vec::new(),
        }
    }
}
