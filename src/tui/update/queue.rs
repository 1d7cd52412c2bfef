//! Changes on their way to the disk: in order, one at a time, none let go before it is saved or refused.

use std::collections::VecDeque;

use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::record::Raw;
use crate::domain::refusal::Refusal;
use crate::formats::drafts_json::Draft;

/// What to do to the journal in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// A change.
    Make(Change),
    /// Take back the last change, which the screen saw as this inverse.
    Undo(Raw),
    /// Do again what was taken back last, which the screen saw as this change.
    Redo(Raw),
}

/// A job and its moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// What to do.
    pub job: Write,
    /// When it was asked for.
    pub at: At,
}

impl Work {
    /// Does it to a journal: the one in the file, or the one on the screen.
    ///
    /// # Errors
    /// Where it does not fit the journal.
    pub fn perform(&self, journal: &mut Journal) -> Result<(), Refusal> {
        match &self.job {
            Write::Make(change) => journal.make(change.clone(), self.at),
            Write::Undo(seen) => match journal.undo.last() {
                Some(last) if last.change == *seen => journal.undo(self.at).map(drop),
                _ => Err(Refusal::new("Another program changed the journal meanwhile; press u again to undo that.")),
            },
            Write::Redo(seen) => {
                let is_there = journal.redo.last().is_some_and(|last| last.change == *seen);
                journal.redo_seen(seen, self.at).map_err(|refusal| match is_there {
                    true => refusal,
                    false => Refusal::new("Another program did that again already, or changed it since."),
                })
            }
        }
    }
}

/// Work that is not on the disk yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub work: Work,
    /// What to say when it is saved.
    pub message: String,
    /// The entry it is about.
    pub entry: Option<Id>,
    /// What was typed, to be offered again where it is refused.
    pub draft: Option<Draft>,
}

/// How an entry stands that is not on the disk yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// It is being saved.
    OnItsWay,
    /// It could not be saved.
    NotSaved,
}

/// All work that is not on the disk yet, oldest first.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: VecDeque<Waiting>,
    in_flight: bool,
    trouble: Option<String>,
}

impl Queue {
    /// Adds work at the end.
    pub fn push(&mut self, waiting: Waiting) {
        self.waiting.push_back(waiting);
    }

    /// The work to save next, where none is being saved. It stays in the queue until it is saved.
    pub fn next(&mut self) -> Option<Work> {
        if self.in_flight {
            return None;
        }
        let next = self.waiting.front()?.work.clone();
        self.in_flight = true;
        Some(next)
    }

    /// The first is saved, or refused for good: it leaves the queue.
    pub fn done(&mut self) -> Option<Waiting> {
        (self.in_flight, self.trouble) = (false, None);
        self.waiting.pop_front()
    }

    /// The first could not be saved: it stays.
    pub fn failed(&mut self, why: String) {
        (self.in_flight, self.trouble) = (false, Some(why));
    }

    /// Takes back the last, where it was never saved and is not being saved.
    pub fn take_back(&mut self) -> Option<Waiting> {
        let idle = self.trouble.is_some() && !self.in_flight;
        let is_change = matches!(self.waiting.back(), Some(Waiting { work: Work { job: Write::Make(_), .. }, .. }));
        let last = if idle && is_change { self.waiting.pop_back() } else { None };
        if self.waiting.is_empty() {
            self.trouble = None;
        }
        last
    }

    /// Does all that is waiting to a journal that was read from the disk. What does not fit is left out here; saving
    /// it will be refused with a sentence.
    pub fn reapply(&self, journal: &mut Journal) {
        for waiting in &self.waiting {
            let _ = waiting.work.perform(journal);
        }
    }

    /// Why the first could not be saved.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// How an entry stands.
    pub fn mark(&self, id: Id) -> Option<SaveState> {
        let waits = self.waiting.iter().any(|waiting| waiting.entry == Some(id));
        waits.then_some(if self.trouble.is_some() { SaveState::NotSaved } else { SaveState::OnItsWay })
    }

    /// How much waits.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// True where everything is on the disk.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What waits, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Waiting> {
        self.waiting.iter()
    }
}
