//! The screen: the only folder that knows ratatui. This file is the loop, the only place that performs effects.
//!
//! Three threads feed one channel on which the loop sleeps: one reads the terminal, one opens and saves, one takes signals.
//! Nothing ticks, and nothing is drawn when nothing happens.

mod action;
mod context;
mod effects;
mod event;
pub mod keys;
mod layout;
mod memory;
mod modals;
mod outside;
mod replay;
mod revision;
mod save_thread;
mod state;
mod tab;
mod tabs;
mod terminal;
mod theme;
mod update;
mod view;
mod widgets;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGTSTP};
use signal_hook::low_level;

use crate::domain::day::At;
use crate::domain::settings::Mouse;
use crate::formats::drafts_json::Draft;
use crate::import::File;
use crate::import::csv::ReadOptions;
use crate::store::event_log::EventLog;
use crate::store::import::{News, read_line};
use crate::store::watch::Watch;
use crate::store::{self, DraftsFound, Opened, Problem, Stamp, Store};
use crate::tui::effects::perform;
use crate::tui::outside::Outside;
use crate::tui::save_thread::{Task, save_in_background};
use crate::tui::state::App;
use crate::tui::terminal::gate::Gate;
use crate::tui::terminal::input::{Input, Key, Reply};
use crate::tui::terminal::signals::{ENDING, LAST_SAVE, Net, no_thread, read_terminal, take_signals};
use crate::world::World;
use action::{Action, Effect, Now};
use event::Event;
pub use replay::{Replay, ReplayStart};
use terminal::{Out, Screen};
pub use theme::DisplayOptions;

/// A second signal after so long means that a save is not to be waited for. Closing a terminal sends two at once.
const MEANT: Duration = Duration::from_secs(1);

/// So often it is looked for other copies of the journal, where keys are pressed.
const LOOK: Duration = Duration::from_secs(20);
/// How long after a line without its end the inbox is looked into again.
const QUIET: Duration = Duration::from_secs(11);

/// Runs the screen until the user quits. Returns the exit code.
pub fn run(store: &Store, mut world: World, look: DisplayOptions) -> u8 {
    let started = Instant::now();
    let mut store = store.clone();
    store.stay();
    let (send, receive) = channel();
    let (jobs, to_do) = channel();
    let opened = match store.open(At((world.now)())) {
        Ok(opened) => opened,
        Err(problem) => return complain(&mut world, &problem.to_string()),
    };
    store.keep_to(&opened.journal);
    let store = &store;
    let log = match (world.variable)("TWINGE_LOG").map(|path| EventLog::open(path.as_ref(), store)).transpose() {
        Ok(log) => log,
        Err(problem) => return complain(&mut world, &format!("The variable TWINGE_LOG: {problem}")),
    };
    // signals before the screen: from here on none can leave the terminal as it must not be
    let out = match Out::open(&ENDING) {
        Ok(out) => out,
        Err(error) => return complain(&mut world, &format!("Could not open the terminal: {error}.")),
    };
    let gate = match Gate::new() {
        Ok(gate) => gate,
        Err(error) => return complain(&mut world, &format!("Could not open the terminal: {error}.")),
    };
    let net = Net { out: out.clone(), saves: Arc::default(), parser: Arc::default(), gate: gate.clone() };
    if let Err(error) = take_signals(&send, net.clone()) {
        return complain(&mut world, &format!("Could not take signals: {error}."));
    }
    let screen = match Screen::take(out) {
        Ok(screen) => screen,
        Err(error) => return complain(&mut world, &format!("Could not take the terminal: {error}.")),
    };
    let (drafts, unread) = match store.drafts() {
        Ok(found) => (found, None),
        Err(problem) => (DraftsFound::default(), Some(problem)),
    };
    let mut app = App::new(
        opened.journal,
        opened.read_only,
        drafts.drafts,
        Now::of(&world, started.elapsed()),
        look,
        screen.size(),
    );
    (app.file, app.demo) = (store.path().display().to_string(), store.is_demo());
    app.typed_lines = store.typed_lines();
    if let Some(refused) = own_keys(store) {
        app.say(refused, crate::page::Tone::Warn);
    }
    if let Some(problem) = unread {
        app.update(Action::Trouble(problem.to_string()));
    }
    let saw_file = opened.stamp.is_some();
    let mut run = EventLoop {
        app,
        outside: Outside {
            screen,
            store,
            world,
            jobs,
            asked: Vec::new(),
            stamp: opened.stamp,
            loading: false,
            saw_file,
            code: None,
            wrote_drafts: false,
            stops: false,
            send: send.clone(),
            stop: Arc::default(),
            gate,
            lent: None,
        },
        started,
        drafts_stamp: store.drafts_stamp(),
        looked: Duration::ZERO,
        look_at: None,
        watch: None,
        log,
        gave_up: false,
        net: net.clone(),
    };
    let mut saver = None;
    let runs = || {
        run.draw()?;
        // a thread takes a while to begin: it does so behind the first frame
        saver = Some(save_in_background(store.clone(), to_do, send.clone()).map_err(no_thread)?);
        // the first frame has come without waiting for these
        if let Some(stamp) = run.outside.stamp {
            run.outside.asked.push(Task::Hold(Box::new(run.app.journal.clone()), stamp));
        }
        run.outside.asked.push(Task::FindCopies(run.app.now.at));
        run.ask_for_inbox();
        run.outside.hand_over();
        run.watch();
        read_terminal(&send, net.clone())?;
        drop(send);
        run.until_end(&receive)
    };
    let mut last = match catch_unwind(AssertUnwindSafe(runs)) {
        Ok(last) => last,
        Err(panic) => {
            // the hook has given the terminal back; what is typed is kept before the panic goes on
            let _ = catch_unwind(AssertUnwindSafe(|| run.keep_typed()));
            let EventLoop { app, outside: Outside { jobs, .. }, .. } = run;
            std::mem::forget(app);
            drop(jobs);
            if let Some(saver) = saver {
                let _ = saver.join();
            }
            resume_unwind(panic);
        }
    };
    if last.is_err() {
        // the terminal is gone; what is under way is not
        last = run.end(SIGHUP, &receive).and(last);
    }
    let EventLoop { app, outside, gave_up, watch, .. } = run;
    drop(watch);
    let Outside { screen, mut world, jobs, code, wrote_drafts, .. } = outside;
    net.saves.store(wrote_drafts && !gave_up, Ordering::Relaxed);
    let (unsaved, unconfirmed, mut unkept) = (app.unsaved(), app.unconfirmed.clone(), false);
    // freeing a large journal takes longer than ending
    std::mem::forget(app);
    drop(screen);
    drop(jobs);
    if let Some(saver) = saver.filter(|_| wrote_drafts && !gave_up) {
        let _ = saver.join();
    }
    for message in receive.try_iter() {
        if let Event::DraftsKept(Err(message)) = message {
            let _ = writeln!(world.err, "The draft is not kept. {message}");
            unkept = true;
        }
    }
    if wrote_drafts && gave_up {
        let _ = writeln!(world.err, "The draft is not kept: the disk takes too long.");
    }
    if let Some(message) = &unconfirmed {
        let _ = writeln!(world.err, "{}", crate::page::visible(message));
    }
    // what no file could take is not gone without a trace
    for message in unsaved {
        let _ = writeln!(world.err, "Not saved: {}", crate::page::visible(&message));
    }
    match last {
        Ok(()) => code.unwrap_or(0).max(u8::from(unkept || unconfirmed.is_some())),
        // what has a sentence of its own is not of the terminal
        Err(error) if error.get_ref().is_some() => complain(&mut world, &format!("The screen cannot go on: {error}.")),
        Err(error) => complain(&mut world, &format!("The terminal is gone: {error}.")),
    }
}

/// Lays keys of one's own over the table. Returns what was refused of them.
fn own_keys(store: &Store) -> Option<String> {
    let refused = match store.own_keys() {
        Ok(own) => own.map(|text| keys::own::lay_over(&text)).unwrap_or_default(),
        Err(problem) => vec![problem],
    };
    (!refused.is_empty()).then(|| refused.join(" "))
}

/// Replays keys on a screen in memory, saving nothing, and prints the last frame. `size` is `80x24` or `80x24:styles`.
pub fn replay(store: &Store, mut world: World, look: DisplayOptions, keys: &str, size: &str) -> u8 {
    match store.open(At((world.now)())) {
        Ok(store::Opened { journal, read_only, .. }) => {
            if let Some(refused) = own_keys(store) {
                let _ = writeln!(world.err, "twinge: {}", crate::page::visible(&refused));
            }
            let file = store.path().display().to_string();
            let (drafts, demo) = (store.drafts().unwrap_or_default().drafts, store.is_demo());
            replay::replay(
                ReplayStart { journal, read_only, drafts, look, file, demo, reads: Some(read_at_once) },
                world,
                keys,
                size,
            )
        }
        Err(problem) => complain(&mut world, &problem.to_string()),
    }
}

/// Reads what a line names while everything waits.
fn read_at_once(line: &str, options: &ReadOptions) -> Option<Vec<File>> {
    Some(read_line(line, None, options, &mut |_| true).unwrap_or_default())
}

fn complain(world: &mut World, message: &str) -> u8 {
    // nobody is left to tell where this cannot be written
    let _ = writeln!(world.err, "twinge: {}", crate::page::visible(message));
    1
}

/// The loop and what it holds.
struct EventLoop<'a> {
    app: App,
    outside: Outside<'a>,
    started: Instant,
    drafts_stamp: Option<Stamp>,
    /// When it was looked for other copies of the journal.
    looked: Duration,
    /// When the inbox is looked into again by itself.
    look_at: Option<Duration>,
    watch: Option<Watch>,
    /// What `TWINGE_LOG` asks for.
    log: Option<EventLog>,
    /// Told to end, it waits no longer for a save.
    gave_up: bool,
    net: Net,
}

impl EventLoop<'_> {
    /// Runs until there is an exit code. An error is the terminal's.
    fn until_end(&mut self, receive: &Receiver<Event>) -> std::io::Result<()> {
        while self.outside.code.is_none() {
            // only while something runs does the loop wake by itself
            let first = match self.app.wakes_at().into_iter().chain(self.look_at).min() {
                None => receive.recv().ok(),
                Some(at) => match receive.recv_timeout(at.saturating_sub(self.started.elapsed())) {
                    Ok(message) => Some(message),
                    Err(RecvTimeoutError::Disconnected) => None,
                    Err(RecvTimeoutError::Timeout) => {
                        if self.look_at.take_if(|at| *at <= self.started.elapsed()).is_some() {
                            self.ask_for_inbox();
                            self.outside.hand_over();
                        }
                        self.app.now = Now::of(&self.outside.world, self.started.elapsed());
                        let effects = self.app.update(Action::Tick);
                        self.perform(effects)?;
                        self.draw()?;
                        continue;
                    }
                },
            };
            // every thread is gone: there is nothing left to wait for
            let Some(first) = first else { return Ok(()) };
            self.look_at_the_file(&first);
            self.take(first, receive)?;
            // what came meanwhile is in the same frame
            while self.outside.code.is_none() {
                let Ok(next) = receive.try_recv() else { break };
                self.look_at_the_file(&next);
                self.take(next, receive)?;
            }
            if self.outside.code.is_none() {
                self.draw()?;
                self.stop_if_told()?;
            }
        }
        self.outside.hand_over();
        Ok(())
    }

    /// True while the disk works on a change.
    fn is_saving(&self) -> bool {
        !self.app.queue.is_empty() && self.app.queue.trouble().is_none()
    }

    /// Stops until the shell goes on with the program, but never with the lock of the journal held, which drafts take too.
    fn stop_if_told(&mut self) -> std::io::Result<()> {
        if self.is_saving() || self.app.keeping > 0 || !std::mem::take(&mut self.outside.stops) {
            return Ok(());
        }
        let lent = self.outside.lent.is_some();
        if !lent {
            self.outside.screen.lend();
        }
        // stops here; goes on when the shell says so
        let _ = low_level::emulate_default_handler(SIGTSTP);
        if !lent {
            self.outside.screen.take_again()?;
        }
        self.draw()
    }

    /// Draws a frame; only then does the disk get its work.
    fn draw(&mut self) -> std::io::Result<()> {
        // an editor has the terminal
        if self.outside.lent.is_some() {
            self.outside.hand_over();
            return Ok(());
        }
        self.outside.screen.take_mouse(self.app.journal.settings.mouse == Mouse::On)?;
        let begun = Instant::now();
        self.outside.screen.draw(self.app.size, |buffer| view::draw(&self.app, buffer))?;
        self.note(begun, "screen", "Frame", self.app.journal.len());
        // behind the frame, which does not wait for the answer
        if self.app.look.needs_background(self.app.journal.settings.theme) {
            self.outside.screen.ask_background()?;
        }
        self.outside.hand_over();
        Ok(())
    }

    /// Has itself told when the file changes. There may be no folder before the first save.
    fn watch(&mut self) {
        let send = self.outside.send.clone();
        // a loop that has ended need not know
        let changed = move || drop(send.send(Event::Touched));
        self.watch = self.watch.take().or_else(|| self.outside.store.watch(&self.app.journal.settings, changed));
    }

    /// Where another program changed the file, it is read anew, by the thread that touches the disk.
    fn look_at_the_file(&mut self, message: &Event) {
        let looks = matches!(
            message,
            Event::Touched | Event::Input(Input::Key(_) | Input::Focus | Input::Click(..) | Input::Paste(_))
        );
        if looks && self.app.keeping == 0 {
            let stamp = self.outside.store.drafts_stamp();
            if stamp != self.drafts_stamp {
                self.drafts_stamp = stamp;
                self.outside.asked.push(Task::ReadDrafts);
            }
        }
        if !looks || self.outside.loading || !self.app.queue.is_empty() {
            return;
        }
        let stamp = self.outside.store.stamp();
        if stamp != self.outside.stamp {
            let said = self.outside.look_again(stamp, self.app.now.at);
            // it says a sentence and asks for nothing
            said.map(|action| self.app.update(action));
        }
        let now = self.started.elapsed();
        if matches!(message, Event::Touched) || now.saturating_sub(self.looked) >= LOOK {
            self.looked = now;
            self.outside.asked.push(Task::FindCopies(self.app.now.at));
            self.ask_for_inbox();
        }
    }

    fn ask_for_inbox(&mut self) {
        let (now, settings) = (self.app.now, self.app.journal.settings.clone());
        self.outside.asked.push(Task::ReadInbox(Box::new(save_thread::InboxAsk { now, settings })));
    }

    fn drafts_found(&mut self, found: DraftsFound) -> Vec<Draft> {
        self.drafts_stamp = found.stamp;
        found.drafts
    }

    /// Tells the log, where there is one, of what began then, with a count of what it was about.
    fn note(&mut self, begun: Instant, what: &'static str, name: &'static str, count: usize) {
        if let Some(log) = &mut self.log {
            let figures = [("n", count as u128), ("us", begun.elapsed().as_micros())];
            log.note(begun.saturating_duration_since(self.started), what, name, &figures);
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) -> std::io::Result<()> {
        perform(&mut self.app, &mut self.outside, effects)
    }

    fn loaded(&mut self, opened: Result<Opened, Problem>) -> Vec<Effect> {
        self.outside.loading = false;
        match opened {
            Ok(opened) => {
                self.outside.stamp = opened.stamp;
                self.app.update(Action::Reloaded(Box::new(opened.journal), opened.read_only))
            }
            Err(problem) => {
                // once for each state of the file, not at each key
                self.outside.stamp = self.outside.store.stamp();
                self.app.update(Action::Trouble(problem.to_string()))
            }
        }
    }

    /// What the log calls an event; nothing where there is no log, and of what is typed.
    fn names(&self, message: &Event) -> Option<(&'static str, &'static str)> {
        self.log.as_ref()?;
        match message {
            Event::Input(Input::Key(key)) => Some(("action", self.app.action_name(*key)?)),
            Event::Input(_) => None,
            other => Some(other.names()),
        }
    }

    fn take(&mut self, message: Event, receive: &Receiver<Event>) -> std::io::Result<()> {
        let (begun, names) = (Instant::now(), self.names(&message));
        let effects = match message {
            // what came before the editor did was meant for it
            Event::Input(Input::Key(_) | Input::Paste(_) | Input::Click(..)) if self.outside.lent.is_some() => {
                Vec::new()
            }
            Event::Input(input) => {
                self.app.now = Now::of(&self.outside.world, self.started.elapsed());
                self.input(input)
            }
            Event::Saved(journal, stamp, also) => {
                (self.outside.stamp, self.outside.saw_file) = (stamp, true);
                self.watch();
                self.app.update(Action::Saved(journal, also))
            }
            Event::Loaded(opened) => self.loaded(*opened),
            Event::Touched => Vec::new(),
            Event::Failed(failure) => self.app.update(Action::Failed(failure)),
            Event::DraftsKept(kept) => {
                let note = kept.as_ref().ok().and_then(|found| found.note.clone());
                let kept = kept.map(|found| self.drafts_found(found));
                let effects = self.app.update(Action::DraftsKept(kept));
                note.into_iter().for_each(|note| self.app.say(note, crate::page::Tone::Warn));
                effects
            }
            Event::DraftsRead(Ok(found)) => {
                let drafts = self.drafts_found(found);
                self.app.update(Action::DraftsRead(drafts))
            }
            Event::DraftsRead(Err(message)) => self.app.update(Action::Trouble(message)),
            Event::InboxRead(news) => {
                // a last line without its end is taken when the file has been quiet
                self.look_at = news.is_unfinished.then(|| self.started.elapsed() + QUIET);
                self.app.update(Action::InboxRead(news))
            }
            Event::MergeNews(news) => self.app.update(Action::MergeNews(news)),
            Event::Merged(result) => {
                self.outside.asked.push(Task::FindCopies(self.app.now.at));
                self.app.update(Action::Merged(result))
            }
            Event::LastKept(kept) => self.app.update(Action::LastKept(kept)),
            Event::Given(Ok(message)) => self.app.update(Action::Given(message)),
            Event::Given(Err((message, free))) => self.app.update(Action::NotGiven(message, free)),
            Event::Import(_, stop) if stop.load(Ordering::Relaxed) => Vec::new(),
            Event::Import(News::Far(far), _) => self.app.update(Action::ReadSoFar(far.done, far.of)),
            Event::Import(News::Read(files), _) => {
                self.app.now = Now::of(&self.outside.world, self.started.elapsed());
                self.app.update(Action::FilesRead(files))
            }
            Event::Import(News::Panicked, _) => return self.take(Event::Panicked, receive),
            Event::End(signal) => return self.end(signal, receive),
            Event::EditorEnded(ended) => {
                let text = self.outside.editor_ended(&ended)?;
                self.app.now = Now::of(&self.outside.world, self.started.elapsed());
                self.app.size = self.outside.screen.size();
                self.app.update(Action::Edited(text))
            }
            Event::Stop => self.app.update(Action::Suspend),
            Event::Continued if self.outside.lent.is_some() => Vec::new(),
            Event::Continued => {
                self.outside.screen.take_again()?;
                Vec::new()
            }
            Event::Panicked => {
                self.keep_typed();
                self.outside.code = Some(101);
                Vec::new()
            }
        };
        if let Some((what, name)) = names {
            self.note(begun, what, name, effects.len());
        }
        for effect in &effects {
            self.note(begun, "effect", effect.into(), 1);
        }
        self.perform(effects)
    }

    fn input(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(Key::Char('~')) if cfg!(debug_assertions) => self.panic_if_asked(),
            Input::Key(key) => self.app.press(key),
            Input::Paste(text) => self.app.update(Action::Paste(text)),
            Input::Click(column, row) => self.app.update(Action::Click(column, row)),
            Input::Reply(Reply::Background(rgb)) => {
                self.app.look.background = Some(rgb);
                Vec::new()
            }
            Input::Focus | Input::Reply(_) => Vec::new(),
            Input::Resize => {
                let size = self.outside.screen.size();
                self.app.update(Action::Resize(size.width, size.height))
            }
        }
    }

    /// A test of the ways out panics here, or in the thread that saves. A program that is released has no such key.
    fn panic_if_asked(&mut self) -> Vec<Effect> {
        let place = (self.outside.world.variable)("TWINGE_PANIC").unwrap_or_default();
        assert!(place != "loop", "asked for by TWINGE_PANIC");
        if place == "saver" {
            self.outside.asked.push(Task::Panic);
        }
        self.app.press(Key::Char('~'))
    }

    /// What is typed becomes a draft, and so does what could not be saved.
    fn keep_typed(&mut self) {
        let mut effects = self.put_away();
        effects.extend(self.app.keep_unsaved());
        // only drafts are kept here; nothing of the terminal is asked for
        let _ = self.perform(effects);
        self.outside.hand_over();
    }

    /// What is typed, and what was pasted so far, becomes a draft.
    fn put_away(&mut self) -> Vec<Effect> {
        let pasted = self.net.heard().end();
        let mut effects: Vec<Effect> = pasted.into_iter().flat_map(|input| self.input(input)).collect();
        effects.extend(self.app.put_away());
        effects
    }

    /// Told to end from outside: keeps what is typed, waits a moment for what is being saved.
    fn end(&mut self, signal: i32, receive: &Receiver<Event>) -> std::io::Result<()> {
        let edited = self.outside.end_editor().map(|text| self.app.update(Action::Edited(text)));
        let effects = edited.into_iter().flatten().chain(self.put_away()).collect();
        self.perform(effects)?;
        self.outside.hand_over();
        let begun = Instant::now();
        self.net.saves.store(true, Ordering::Relaxed);
        while self.is_saving() {
            let effects = match receive.recv_timeout(LAST_SAVE.saturating_sub(begun.elapsed())) {
                Ok(Event::Saved(journal, _, also)) => self.app.update(Action::Saved(journal, also)),
                Ok(Event::Failed(failure)) => self.app.update(Action::Failed(failure)),
                Ok(Event::End(_)) if begun.elapsed() >= MEANT => break,
                Ok(_) => Vec::new(),
                Err(_) => break,
            };
            self.perform(effects)?;
            self.outside.hand_over();
        }
        self.gave_up = self.is_saving();
        if !self.gave_up {
            let effects = self.app.keep_unsaved();
            self.perform(effects)?;
            self.outside.hand_over();
        }
        self.outside.code = Some(u8::try_from(128 + signal).unwrap_or(1));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
