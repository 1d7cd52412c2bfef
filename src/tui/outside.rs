//! The outside as it is: the terminal, the thread that touches the disk, the threads that read for an import.

use std::io;
use std::path::Path;
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::formats::drafts_json::Keep;
use crate::import::csv::ReadOptions;
use crate::import::{File, FileContent};
use crate::store::import::{News, read_in_background};
use crate::store::scratch::Scratch;
use crate::store::{Stamp, Store, paths};
use crate::tui::action::{Action, Give};
use crate::tui::effects::Host;
use crate::tui::event::Event;
use crate::tui::save_thread::Task;
use crate::tui::state::App;
use crate::tui::terminal::Screen;
use crate::tui::terminal::editor::{self, Editor};
use crate::tui::terminal::gate::Gate;
use crate::tui::terminal::signals::no_thread;
use crate::tui::update::queue::Work;
use crate::world::World;

/// What the loop has of the outside.
pub struct Outside<'a> {
    /// The terminal.
    pub screen: Screen,
    /// Where the journal is; asked only how its files look.
    pub store: &'a Store,
    /// Clock, environment and streams.
    pub world: World,
    /// The thread that touches the disk.
    pub jobs: Sender<Task>,
    /// What it shall do once the frame is on the screen.
    pub asked: Vec<Task>,
    /// How the file was when it was last read or written.
    pub stamp: Option<Stamp>,
    /// True while the file is read anew.
    pub loading: bool,
    /// There was a file.
    pub saw_file: bool,
    /// Told to end.
    pub code: Option<u8>,
    /// Drafts are on their way, which the end waits for.
    pub wrote_drafts: bool,
    /// Told to stop, which waits until nothing is being saved.
    pub stops: bool,
    /// Where the threads tell what they hear.
    pub send: Sender<Event>,
    /// Stops the import that is being read.
    pub stop: Arc<AtomicBool>,
    /// Keeps the terminal to an editor.
    pub gate: Gate,
    /// The editor that has the terminal, and the text on its way through it.
    pub lent: Option<(Editor, Scratch)>,
}

impl Outside<'_> {
    /// The thread that touches the disk gets its work.
    pub fn hand_over(&mut self) {
        for job in self.asked.drain(..) {
            // the saving thread ends only with the channel
            let _ = self.jobs.send(job);
        }
    }

    /// The file looks so now: it is read anew, or is said to be gone.
    pub fn look_again(&mut self, stamp: Option<Stamp>, now: At) -> Option<Action> {
        if stamp.is_none() && self.stamp.is_some() {
            self.stamp = stamp;
            let message = format!("{} is gone; this is how it was last.", self.store.path().display());
            return Some(Action::Trouble(message));
        }
        self.loading = true;
        self.asked.push(Task::Load(now));
        None
    }
}

impl Outside<'_> {
    /// The terminal goes to an editor, with a text.
    fn begin_editor(&mut self, text: &str) -> Result<(), String> {
        let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| (self.world.variable)(name));
        let Some(named) = named else {
            return Err("No editor is set. Put export EDITOR=nano, or another, into your shell\u{2019}s settings and \
                        start twinge from a new shell."
                .into());
        };
        let text = self.store.scratch(text).map_err(|problem| problem.to_string())?;
        let command = editor::command(&named.to_string_lossy(), text.path())?;
        self.gate.shut();
        self.screen.lend();
        let send = self.send.clone();
        // a loop that has ended need not know
        let editor = editor::begin(command, move |ended| drop(send.send(Event::EditorEnded(ended))));
        match editor {
            Ok(editor) => {
                self.lent = Some((editor, text));
                Ok(())
            }
            Err(why) => {
                self.take_back().map_err(|error| error.to_string())?;
                Err(why)
            }
        }
    }

    /// The terminal is the program's again, whole.
    fn take_back(&mut self) -> io::Result<()> {
        self.screen.forget_signals();
        self.screen.take_again()?;
        self.gate.open();
        Ok(())
    }

    /// The editor ended so: takes the terminal again. Returns what came of the text.
    pub fn editor_ended(&mut self, ended: &io::Result<ExitStatus>) -> io::Result<Result<Option<String>, String>> {
        let Some((_, text)) = self.lent.take() else { return Ok(Ok(None)) };
        self.take_back()?;
        Ok(match editor::failed(ended) {
            Some(why) => Err(why),
            None => text.read().map_err(|problem| problem.to_string()),
        })
    }

    /// The program ends, and the editor with it. Returns what it has saved so far.
    pub fn end_editor(&mut self) -> Option<Result<Option<String>, String>> {
        let (editor, text) = self.lent.take()?;
        editor.end();
        Some(text.read().map_err(|problem| problem.to_string()))
    }
}

impl Host for Outside<'_> {
    fn save(&mut self, work: Box<Work>, app: &App) -> Option<Action> {
        let gone = self.saw_file && self.store.stamp().is_none();
        let vanished = gone.then(|| app.last_saved().map(Box::new));
        self.asked.push(Task::Save(work, vanished));
        None
    }

    fn reload(&mut self, now: At) -> Option<Action> {
        self.look_again(self.store.stamp(), now)
    }

    fn keep_drafts(&mut self, changes: Vec<Keep>) -> Option<Action> {
        self.wrote_drafts = true;
        self.asked.push(Task::KeepDrafts(changes));
        None
    }

    fn keep_last(&mut self, changes: Vec<Keep>) -> Option<Action> {
        self.asked.push(Task::KeepLast(changes));
        None
    }

    /// Reads files for import in a thread of its own; what was still being read is let go.
    fn read_files(&mut self, line: String, options: ReadOptions) -> Option<Action> {
        self.stop_reading();
        self.stop = Arc::default();
        let (send, stop) = (self.send.clone(), self.stop.clone());
        let home = self.world.home();
        let begun = read_in_background(line.clone(), home, options, self.stop.clone(), move |news| {
            // the loop may be gone by now
            let _ = send.send(Event::Import(news, stop.clone()));
        });
        let error = begun.map_err(no_thread).err()?;
        let look = FileContent::Failed(format!("It was not read: {error}."));
        let _ = self.send.send(Event::Import(News::Read(vec![File { name: line, look }]), self.stop.clone()));
        None
    }

    fn give(&mut self, mut give: Box<Give>) -> Option<Action> {
        match paths::typed(Path::new(&give.file), self.world.home().as_deref()) {
            Ok(file) => {
                give.file = file.display().to_string();
                self.asked.push(Task::Give(give));
                None
            }
            Err(problem) => Some(Action::NotGiven(problem.to_string(), None)),
        }
    }

    fn keep_line(&mut self, line: String) {
        self.asked.push(Task::KeepLine(line));
    }

    fn edit_text(&mut self, text: &str) -> Option<Action> {
        self.begin_editor(text).err().map(|why| Action::Edited(Err(why)))
    }

    fn merge(&mut self, now: At) -> Option<Action> {
        self.asked.push(Task::Merge(now));
        None
    }

    fn find_copies(&mut self, now: At) {
        self.asked.push(Task::FindCopies(now));
    }

    fn clearance_seen(&mut self) {
        self.asked.push(Task::ClearanceSeen);
    }

    fn dismiss_line(&mut self, line: Id) {
        self.asked.push(Task::DismissLine(line));
    }

    fn quit(&mut self, code: u8) {
        self.code = Some(code);
    }

    fn free(&mut self, journal: Box<Journal>) {
        self.asked.push(Task::Free(journal));
    }

    fn stop_reading(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn suspend(&mut self) {
        self.stops = true;
    }

    fn redraw(&mut self) {
        self.screen.forget();
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.screen.copy(text)
    }

    fn bell(&mut self) -> io::Result<()> {
        self.screen.bell()
    }
}
