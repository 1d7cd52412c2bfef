//! Missed mornings asked for day by day: a digit goes on, Space skips.

use chrono::NaiveDate;

use super::level::LevelPrompt;
use crate::domain::bare::Bare;
use crate::domain::pain::Moment;
use crate::page::{Line, Tone};
use crate::tui::keys;
use crate::tui::keys::scope::Scope;

/// The days still to be asked for, and the question for the first of them.
#[derive(Clone, Debug)]
pub struct CatchUp {
    /// The question.
    pub prompt: LevelPrompt,
    /// The days after it, oldest first.
    left: Vec<NaiveDate>,
    /// How many were missing.
    of: usize,
    /// How many were answered.
    pub answered: usize,
}

impl CatchUp {
    /// Asks for these days; nothing where there is none.
    pub fn of(days: &[NaiveDate], today: NaiveDate) -> Option<Self> {
        let (&first, left) = days.split_first()?;
        Some(Self { prompt: asks(first, today), left: left.to_vec(), of: days.len(), answered: 0 })
    }

    /// Goes on to the next day; nothing where that was the last.
    pub fn next(mut self) -> Option<Self> {
        if self.left.is_empty() {
            return None;
        }
        self.prompt = asks(self.left.remove(0), self.prompt.today);
        Some(self)
    }

    /// The question in words.
    pub fn describe(&self) -> Line {
        let mut line = self.prompt.describe();
        let place = self.of - self.left.len();
        line = line.and(format!("   {place} of {}, ", self.of), Tone::Muted);
        line.and(keys::hinted(Scope::CatchUp, "skip"), Tone::Key).and(" skips", Tone::Muted)
    }
}

fn asks(day: NaiveDate, today: NaiveDate) -> LevelPrompt {
    LevelPrompt::of(Bare { day, moment: Moment::Morning }, today)
}
