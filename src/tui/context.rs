//! What tabs and modals are drawn from: references to what the screen knows, so that none of them knows the whole of it.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::pain::Moment;
use crate::formats::drafts_json::Draft;
use crate::inbox::Waiting;
use crate::tui::action::{CopiesOffer, Now};
use crate::tui::keys::key;
use crate::tui::revision::{Counted, Current};
use crate::tui::tabs::sums::Sums;
use crate::tui::terminal::input::Key;
use crate::tui::theme::{DisplayOptions, Theme};
use crate::tui::update::queue::Queue;

/// What they are drawn from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The journal with all that is done, saved or on its way.
    pub journal: &'a Current,
    /// The present moment, as of the last key.
    pub now: Now,
    /// How it is drawn.
    pub look: DisplayOptions,
    /// Changes on their way to the disk.
    pub queue: &'a Queue,
    /// Half-typed forms, the newest last.
    pub drafts: &'a Counted<Vec<Draft>>,
    /// Runs that are marked, to be given a surface.
    pub marked: &'a HashSet<Id>,
    /// Sums over all of the journal.
    pub sums: &'a Sums,
    /// The path of the journal, to be shown.
    pub file: &'a str,
    /// Other copies of the journal that lie beside it.
    pub copies: Option<&'a CopiesOffer>,
    /// What merges changed of the clearance and nobody has seen.
    pub changed_clearance: &'a [String],
    /// Lines of the inbox that wait for somebody.
    pub inbox: &'a Counted<Vec<Waiting>>,
    /// True where the journal is the invented one, of which nothing is saved.
    pub demo: bool,
}

impl Context<'_> {
    /// What typed texts are read by.
    pub fn reading(&self) -> Reading<'_> {
        Reading { clock: self.now.clock(), journal: &**self.journal }
    }

    /// The journal day.
    pub fn today(&self) -> NaiveDate {
        self.now.at.day(self.journal.day_starts_at())
    }

    /// The look of tones.
    pub fn theme(&self) -> Theme {
        self.look.theme(self.journal.settings.theme)
    }

    /// The key that logs the morning level of today now: that of any level as long as it takes the hour for morning.
    pub fn morning_key(&self) -> Key {
        match self.journal.moment_at(self.now.at) {
            Moment::Morning => key!(Everywhere, AskLevel),
            _ => key!(Everywhere, AskMorning),
        }
    }
}
