//! The thread that touches the disk, one job after the other. It holds the journal as it is in the file, so that a save
//! need not read what nobody changed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::settings::Settings;
use crate::formats::drafts_json::Keep;
use crate::page::{Block, Line, Tone};
use crate::render::merge::told;
use crate::render::report::{Format, lacking, render};
use crate::store::{self, DraftsFound, Held, Opened, Problem, Stamp, Store};
use crate::tui::action::SaveFailure;
use crate::tui::action::{CopiesOffer, Give, InboxNews, MergeNews, Now, Turn};
use crate::tui::event::Event;
use crate::tui::keys::key;
use crate::tui::update::queue::Work;

/// Whether the file that the screen saw is gone: then its journal, where that can be told, begins the new file.
pub(super) type Vanished = Option<Option<Box<Journal>>>;

/// What the thread is asked to do.
pub(super) enum Task {
    /// The work, and the journal as it was last saved where its file has vanished since.
    Save(Box<Work>, Vanished),
    /// Read the file anew, at that moment.
    Load(At),
    /// Hold the journal that the screen began with, as it was opened with that stamp.
    Hold(Box<Journal>, Stamp),
    /// Change the drafts.
    KeepDrafts(Vec<Keep>),
    /// The same before the end.
    KeepLast(Vec<Keep>),
    /// Read the drafts anew.
    ReadDrafts,
    /// Look for other copies of the journal, at that moment.
    FindCopies(At),
    /// Put them into it.
    Merge(At),
    /// Read the inbox where it changed, at that moment.
    ReadInbox(Box<InboxAsk>),
    /// Somebody has seen what merges changed of the clearance.
    ClearanceSeen,
    /// Say nothing more of a line of it.
    DismissLine(Id),
    /// Keep a typed line for the next time.
    KeepLine(String),
    /// Free a journal.
    Free(Box<Journal>),
    /// Write a report into a file of its own.
    Give(Box<Give>),
    /// A test of the ways out.
    Panic,
}

/// Starts the thread. The journals that come later are made and freed in it, whose memory each takes over from the one
/// before.
pub(super) fn save_in_background(
    store: Store,
    jobs: Receiver<Task>,
    send: Sender<Event>,
) -> std::io::Result<thread::JoinHandle<()>> {
    thread::Builder::new().spawn(move || {
        let mut saver = Saver { store, held: None, unkept: Vec::new(), inbox: None };
        for job in jobs {
            let done = catch_unwind(AssertUnwindSafe(|| saver.perform(job)));
            let message = match done {
                Ok(Some(message)) => message,
                Ok(None) => continue,
                // the hook has given the terminal back and reported it
                Err(_) => Event::Panicked,
            };
            if send.send(message).is_err() {
                return;
            }
        }
        // freeing a large journal takes longer than ending
        std::mem::forget(saver);
    })
}

/// By what the inbox is read.
pub(super) struct InboxAsk {
    /// The moment and the place.
    pub now: Now,
    /// The settings, which say where it is.
    pub settings: Settings,
}

struct Saver {
    store: Store,
    /// The journal as it is in the file, where that is known.
    held: Option<Held>,
    /// Changes of drafts that the disk would not take: they are tried again with the next ones.
    unkept: Vec<Keep>,
    /// How the files of the inbox looked when they were last read; nothing where a line of them is still to come.
    inbox: Option<Vec<(std::path::PathBuf, Stamp)>>,
}

impl Saver {
    fn keep(&mut self, changes: Vec<Keep>) -> Result<DraftsFound, Problem> {
        self.unkept.extend(changes);
        let found = self.store.keep_drafts(&self.unkept)?;
        self.unkept.clear();
        Ok(found)
    }

    fn load(&mut self, now: At) -> Result<Opened, Problem> {
        self.held = None;
        let opened = self.store.open(now)?;
        self.store.keep_to(&opened.journal);
        self.held = opened.stamp.and_then(|stamp| self.store.hold(opened.journal.clone(), stamp));
        Ok(opened)
    }

    fn perform(&mut self, job: Task) -> Option<Event> {
        match job {
            Task::Save(_, Some(None)) => {
                let message = format!("{} is gone; put it back, then try again.", self.store.path().display());
                Some(Event::Failed(SaveFailure::Outside(message)))
            }
            Task::Save(work, vanished) => Some(self.save(&work, vanished.flatten())),
            Task::Load(now) => Some(Event::Loaded(Box::new(self.load(now)))),
            Task::Hold(journal, stamp) => {
                self.held = self.store.hold(*journal, stamp);
                None
            }
            Task::KeepDrafts(changes) => {
                Some(Event::DraftsKept(self.keep(changes).map_err(|problem| problem.to_string())))
            }
            Task::KeepLast(changes) => {
                let before = self.unkept.len();
                let kept = self.keep(changes);
                // one who goes back keeps on saving: the draft must not come later
                self.unkept.truncate(before);
                Some(Event::LastKept(kept.map(drop).map_err(|problem| problem.to_string())))
            }
            Task::ReadDrafts => Some(Event::DraftsRead(self.store.drafts().map_err(|problem| problem.to_string()))),
            Task::Give(give) => Some(Event::Given(give_out(*give))),
            Task::FindCopies(now) => {
                let (copies, clearance) = (self.store.offer_copies(now).map(offer), self.store.changed_clearance());
                Some(Event::MergeNews(MergeNews { copies, clearance }))
            }
            Task::Merge(now) => {
                self.held = None;
                let merged = self.store.merge_copies(now);
                Some(Event::Merged(merged.map_err(|failure| failure.to_string())))
            }
            Task::ReadInbox(ask) => self.read_inbox(&ask),
            Task::ClearanceSeen => {
                self.store.clearance_seen();
                None
            }
            Task::DismissLine(line) => {
                // it is shown again at the next start where that fails
                let _ = self.store.dismiss_line(line);
                None
            }
            Task::KeepLine(line) => {
                // typed once more, it is there again
                let _ = self.store.keep_typed_line(&line);
                None
            }
            Task::Free(journal) => {
                drop(journal);
                None
            }
            #[allow(clippy::panic)] // the job is to
            Task::Panic => panic!("asked for by TWINGE_PANIC"),
        }
    }

    /// Nothing where the files of the inbox are as they were.
    fn read_inbox(&mut self, ask: &InboxAsk) -> Option<Event> {
        let files = self.store.inbox_files(&ask.settings, ask.now.at);
        if self.inbox.as_ref() == Some(&files) || (files.is_empty() && self.inbox.is_none()) {
            return None;
        }
        let read = match self.store.read_inbox(None, false, ask.now.clock()) {
            Ok(read) => read,
            Err(failure) => {
                self.inbox = Some(files);
                let notes = vec![failure.to_string()];
                return Some(Event::InboxRead(InboxNews { notes, ..InboxNews::default() }));
            }
        };
        if !read.made.is_empty() {
            self.held = None;
        }
        let is_unfinished = read.waiting.iter().any(|waiting| waiting.line.is_unfinished);
        let is_early = read.waiting.iter().any(|waiting| waiting.is_early);
        self.inbox = (!is_early).then_some(files);
        let waiting = read.waiting.into_iter().filter(|waiting| !waiting.is_early).collect();
        Some(Event::InboxRead(InboxNews { taken: read.made.len(), is_unfinished, waiting, notes: read.notes }))
    }

    fn save(&mut self, work: &Work, last: Option<Box<Journal>>) -> Event {
        let saved = self.store.commit_on(self.held.take(), work.at, |journal| {
            if let Some(last) = &last
                && journal.is_empty()
                && journal.undo.is_empty()
            {
                *journal = (**last).clone();
            }
            work.perform(journal)
        });
        match saved {
            Ok(saved) => {
                // a folder that was made by this save is the one to stay in
                self.store.stay();
                self.store.keep_to(&saved.journal);
                let older = "Older versions of twinge can read this file now, but not change it.";
                let also = saved.upgraded.is_some().then(|| older.to_owned());
                let (stamp, also) = (saved.stamp, also.or_else(|| saved.notes.first().cloned()));
                // the screen has what it asked for already; what else is in the file it has not
                let journal = (!saved.was_held).then(|| Box::new(saved.journal.clone()));
                self.held = saved.hold();
                Event::Saved(journal, stamp, also)
            }
            Err(store::Failure::Refusal(refusal)) => Event::Failed(SaveFailure::Refused(refusal)),
            Err(store::Failure::Problem(problem @ Problem::Unconfirmed { .. })) => {
                Event::Failed(SaveFailure::Unconfirmed(problem.to_string()))
            }
            Err(store::Failure::Problem(problem)) => Event::Failed(SaveFailure::Outside(problem.to_string())),
        }
    }
}

/// What is shown of other copies.
fn offer(found: store::merge::Offer) -> CopiesOffer {
    let mut preview: Vec<Line> = Vec::new();
    for block in told(&found.decisions, &found.names).0 {
        if let Block::Line(line) = block {
            preview.push(line);
        }
    }
    if found.is_ready && !found.changes {
        preview.push(Line::plain("The journal has all of it already; the copies are only put away, under backups."));
    }
    preview.extend(found.problem.map(|problem| Line::of(problem, Tone::Bad)));
    CopiesOffer { message: found.message, preview, is_ready: found.is_ready }
}

/// Writes a report, never over a file that is there; then a name that is free is proposed.
fn give_out(give: Give) -> Result<String, (String, Option<String>)> {
    let path = std::path::Path::new(&give.file);
    let bytes = render(&give.report, give.format, &give.without, give.paper)
        .map_err(|message| (format!("The page could not be made: {message}."), None))?;
    match store::write_out::give(path, store::write_out::bytes(bytes), false) {
        Ok(()) => {
            let pdf = give.format == Format::Pdf;
            let lacks = pdf.then(|| lacking(&give.report, &give.without, give.paper)).flatten();
            let lacks = lacks.map(|message| format!(". {message}")).unwrap_or_default();
            Ok(format!("Saved the report: {}{lacks}", give.file))
        }
        Err(problem @ Problem::Exists { .. }) => {
            let free = store::write_out::free(path).display().to_string();
            Err((format!("{problem} {} saves {free}.", key!(ReportFile, Report(Turn::Save))), Some(free)))
        }
        Err(problem) => Err((problem.to_string(), None)),
    }
}
