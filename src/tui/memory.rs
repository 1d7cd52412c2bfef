//! The outside in memory: no terminal, and a disk that saves at once, or fails.

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::formats::drafts_json::{Draft, Keep, apply};
use crate::import::File;
use crate::import::csv::ReadOptions;
use crate::tui::action::{Action, Give, SaveFailure};
use crate::tui::effects::Host;
use crate::tui::state::App;
use crate::tui::update::queue::Work;

/// Reads the files that a line names; nothing where they never come.
pub type Reads = fn(&str, &ReadOptions) -> Option<Vec<File>>;

/// What would be on the disk.
pub struct Memory {
    /// The journal in the file.
    pub file: Journal,
    /// The drafts beside it.
    pub drafts: Vec<Draft>,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<String>,
    /// What reads files for import.
    pub reads: Option<Reads>,
    /// Why nothing can be saved, where that is so.
    pub fails: Option<String>,
    /// True once it was told to end.
    pub ended: bool,
}

impl Memory {
    /// A disk with that journal on it.
    pub fn of(file: Journal) -> Self {
        Self { file, drafts: Vec::new(), read_only: None, reads: None, fails: None, ended: false }
    }

    fn keep(&mut self, changes: &[Keep]) {
        changes.iter().for_each(|change| apply(&mut self.drafts, change));
    }
}

impl Host for Memory {
    fn save(&mut self, work: Box<Work>, _: &App) -> Option<Action> {
        if let Some(why) = &self.fails {
            return Some(Action::Failed(SaveFailure::Outside(why.clone())));
        }
        let mut journal = self.file.clone();
        Some(match work.perform(&mut journal) {
            Ok(()) => {
                self.file = journal;
                Action::Saved(None, None)
            }
            Err(refusal) => Action::Failed(SaveFailure::Refused(refusal)),
        })
    }

    fn reload(&mut self, _: At) -> Option<Action> {
        Some(Action::Reloaded(Box::new(self.file.clone()), self.read_only.clone()))
    }

    fn keep_drafts(&mut self, changes: Vec<Keep>) -> Option<Action> {
        self.keep(&changes);
        Some(Action::DraftsKept(Ok(self.drafts.clone())))
    }

    fn keep_last(&mut self, changes: Vec<Keep>) -> Option<Action> {
        self.keep(&changes);
        Some(Action::LastKept(Ok(())))
    }

    fn read_files(&mut self, line: String, options: ReadOptions) -> Option<Action> {
        let files = self.reads.map_or(Some(Vec::new()), |read| read(&line, &options));
        files.map(Action::FilesRead)
    }

    fn give(&mut self, give: Box<Give>) -> Option<Action> {
        Some(Action::Given(format!("Saved the report: {}", give.file)))
    }

    fn merge(&mut self, _: At) -> Option<Action> {
        Some(Action::Merged(Ok("Merged.".into())))
    }

    fn quit(&mut self, _: u8) {
        self.ended = true;
    }
}
