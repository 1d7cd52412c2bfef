//! The timer of sitting: begun and ended with a key, kept in the journal while it runs, so that it outlasts the screen.

use std::time::Duration;

use crate::domain::change::Change;
use crate::domain::entry::{Entry, Item};
use crate::domain::every_kind::Record;
use crate::domain::kind::Kind;
use crate::domain::sitting::Sitting;
use crate::insight::sitting::{minutes_between, running};
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::state::App;

impl App {
    /// Begins to time a sitting; where one is timed, ends it: it hurts, or it did not. Where none is that could have ended
    /// without pain, one is noted in a form.
    pub fn sit(&mut self, painless: bool) -> Vec<Effect> {
        if self.refuses_to_change() {
            return Vec::new();
        }
        let Some(one) = running(&self.journal, self.now.at).cloned() else {
            if painless {
                self.open_given(Kind::Sitting, vec![("painless", "yes".into())]);
                return Vec::new();
            }
            return self.sit_down();
        };
        let mut typed = vec![("minutes", minutes_between(one.at, self.now.at).to_string())];
        typed.extend(painless.then(|| ("painless", "yes".to_owned())));
        let was = one.entry();
        match was.edited(&typed, &self.reading()) {
            Ok(now) => self.make_logged(Change::Edit { was: Box::new(was), now: Box::new(now) }, None),
            Err(refusals) => {
                let message: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
                self.say(message.join(" "), Tone::Bad);
                Vec::new()
            }
        }
    }

    fn sit_down(&mut self) -> Vec<Effect> {
        let entry = Entry::Sitting(Sitting::blank(self.now.id, self.now.at));
        self.make_logged(Change::Add(Box::new(entry)), None)
    }

    /// When the minutes of the sitting that is timed become one more; nothing where none is.
    pub fn next_minute(&self) -> Option<Duration> {
        let one = running(&self.journal, self.now.at)?;
        // minutes are rounded: they change at each half
        let seconds = (self.now.at.0 - one.at.0).num_seconds();
        let left = u64::try_from(60 - (seconds + 30).rem_euclid(60)).unwrap_or(60);
        Some(self.now.since_start + Duration::from_secs(left))
    }
}
