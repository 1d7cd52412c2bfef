//! What the state asks for is performed here, by one interpreter, whatever stands outside: a terminal and a disk, or memory.

use std::collections::VecDeque;
use std::io;

use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::formats::drafts_json::Keep;
use crate::import::csv::ReadOptions;
use crate::tui::action::{Action, Effect, Give};
use crate::tui::state::App;
use crate::tui::update::queue::Work;

/// The outside. What comes of a request at once is returned; what comes later is told to the state later.
pub trait Host {
    /// Saves a change. `app` is asked for what a file that vanished held.
    fn save(&mut self, work: Box<Work>, app: &App) -> Option<Action>;
    /// Reads the file again.
    fn reload(&mut self, now: At) -> Option<Action>;
    /// Changes the drafts on the disk.
    fn keep_drafts(&mut self, changes: Vec<Keep>) -> Option<Action>;
    /// Keeps these before it is asked whether to quit.
    fn keep_last(&mut self, changes: Vec<Keep>) -> Option<Action>;
    /// Reads the files that a line names.
    fn read_files(&mut self, line: String, options: ReadOptions) -> Option<Action>;
    /// Saves a report.
    fn give(&mut self, give: Box<Give>) -> Option<Action>;
    /// Puts other copies into the journal.
    fn merge(&mut self, now: At) -> Option<Action>;
    /// Looks for other copies of the journal.
    fn find_copies(&mut self, _now: At) {}
    /// Somebody has seen what merges changed of the clearance.
    fn clearance_seen(&mut self) {}
    /// Says nothing more of a line of the inbox.
    fn dismiss_line(&mut self, _line: Id) {}
    /// Ends with that exit code.
    fn quit(&mut self, code: u8);
    /// Frees a journal that is no longer needed.
    fn free(&mut self, journal: Box<Journal>) {
        drop(journal);
    }
    /// Keeps a typed line for the next time.
    fn keep_line(&mut self, _line: String) {}
    /// Opens an editor on a text. Returns why not; what comes of it is told later.
    fn edit_text(&mut self, _text: &str) -> Option<Action> {
        None
    }
    /// Stops reading files.
    fn stop_reading(&mut self) {}
    /// Stops the program until the shell goes on with it.
    fn suspend(&mut self) {}
    /// Draws all anew.
    fn redraw(&mut self) {}
    /// Hands a text to the clipboard of the terminal.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
    /// Rings the bell.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    fn bell(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Performs effects in their order. What comes of one at once comes before the next.
///
/// # Errors
/// Where the terminal takes no output any more.
pub fn perform(app: &mut App, host: &mut impl Host, effects: Vec<Effect>) -> io::Result<()> {
    let mut left = VecDeque::from(effects);
    while let Some(effect) = left.pop_front() {
        let answer = match effect {
            Effect::Save(work) => host.save(work, app),
            Effect::Reload => host.reload(app.now.at),
            Effect::KeepDrafts(changes) => host.keep_drafts(changes),
            Effect::KeepLast(changes) => host.keep_last(changes),
            Effect::ReadFiles(line, options) => host.read_files(line, *options),
            Effect::Give(give) => host.give(give),
            Effect::EditText(text) => host.edit_text(&text),
            Effect::KeepLine(line) => {
                host.keep_line(line);
                None
            }
            Effect::Merge => host.merge(app.now.at),
            Effect::FindCopies => {
                host.find_copies(app.now.at);
                None
            }
            Effect::ClearanceSeen => {
                host.clearance_seen();
                None
            }
            Effect::DismissLine(line) => {
                host.dismiss_line(line);
                None
            }
            Effect::Free(journal) => {
                host.free(journal);
                None
            }
            Effect::StopReading => {
                host.stop_reading();
                None
            }
            Effect::Suspend => {
                host.suspend();
                None
            }
            Effect::Redraw => {
                host.redraw();
                None
            }
            Effect::Copy(text) => {
                host.copy(&text)?;
                None
            }
            Effect::Bell => {
                host.bell()?;
                None
            }
            Effect::Quit(code) => {
                host.quit(code);
                None
            }
        };
        let more = answer.map(|action| app.update(action)).unwrap_or_default();
        more.into_iter().rev().for_each(|effect| left.push_front(effect));
    }
    Ok(())
}
