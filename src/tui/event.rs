//! What the threads beside the loop tell it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::journal::Journal;
use crate::store::import::News;
use crate::store::{DraftsFound, Opened, Problem, Stamp};
use crate::tui::action::{InboxNews, MergeNews, SaveFailure};
use crate::tui::terminal::input::Input;

/// What reaches the loop.
#[derive(strum::IntoStaticStr)]
pub enum Event {
    Input(Input),
    /// The journal comes along where the file had more in it than the screen knew. True where the file was one of an older
    /// version until then.
    Saved(Option<Box<Journal>>, Option<Stamp>, Option<String>),
    Loaded(Box<Result<Opened, Problem>>),
    /// The journal or its drafts were written, by whomever.
    Touched,
    Failed(SaveFailure),
    DraftsKept(Result<DraftsFound, String>),
    DraftsRead(Result<DraftsFound, String>),
    LastKept(Result<(), String>),
    Given(Result<String, (String, Option<String>)>),
    /// What lies beside the journal.
    MergeNews(MergeNews),
    /// The inbox was read.
    InboxRead(InboxNews),
    /// Other copies were put into it, or why not.
    Merged(Result<String, String>),
    /// The editor that had the terminal ended so.
    EditorEnded(std::io::Result<std::process::ExitStatus>),
    End(i32),
    Stop,
    Continued,
    Panicked,
    /// What comes of reading files for import, with the flag that stops it.
    Import(News, Arc<AtomicBool>),
}

impl Event {
    /// Its name for the log, after what it is: something that came, or what kind of failure.
    pub fn names(&self) -> (&'static str, &'static str) {
        match self {
            Self::Failed(failure) => ("failed", failure.into()),
            Self::Loaded(opened) => match &**opened {
                Err(problem) => ("failed", problem.into()),
                Ok(_) => ("event", self.into()),
            },
            Self::DraftsKept(Err(_))
            | Self::DraftsRead(Err(_))
            | Self::LastKept(Err(_))
            | Self::Given(Err(_))
            | Self::Merged(Err(_)) => ("failed", self.into()),
            _ => ("event", self.into()),
        }
    }
}
