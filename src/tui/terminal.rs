//! The terminal's modes: taken in one place, given back on every way out.

pub mod editor;
pub mod gate;
pub mod input;
mod out;
pub mod paint;
pub mod signals;

use std::io;
use std::panic::PanicHookInfo;
use std::sync::Arc;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use crate::tui::terminal::paint::Painter;
use crate::world::to_clipboard;
pub use out::Out;

/// Another screen, pastes marked, the focus told.
const TAKEN: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h";

/// Buttons and wheel are reported, plain movement is not: nothing wakes the program that means nothing to it.
const MOUSE_TAKEN: &[u8] = b"\x1b[?1000h\x1b[?1006h";

/// The terminal has the mouse, to mark and copy text.
const MOUSE_GIVEN_BACK: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// What colour is behind the text? The answer comes among the keys, and is never taken for some.
const BACKGROUND_ASKED: &[u8] = b"\x1b]11;?\x1b\\";

/// None of that, and the cursor shown.
const GIVEN_BACK: &[u8] = b"\x1b[?1006l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// A larger terminal is used so far: what it shows is kept in memory.
const LARGEST: u16 = 1000;

fn take_modes(out: &Out) -> io::Result<()> {
    enable_raw_mode()?;
    out.write(TAKEN)
}

/// Gives the terminal back as it was found. May be called at any time and from any thread, and does not wait for a
/// terminal that takes nothing.
pub fn give_back(out: &Out) {
    out.last(GIVEN_BACK);
    let _ = disable_raw_mode();
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// The terminal while the screen has it.
pub struct Screen {
    out: Out,
    painter: Painter,
    has_mouse: bool,
    asked_background: bool,
    hook: Arc<Hook>,
}

impl Screen {
    /// Takes the terminal. From here on it is given back whenever this is dropped, and before a panic is reported.
    ///
    /// # Errors
    /// Where it is no terminal that can be taken.
    pub fn take(out: Out) -> io::Result<Self> {
        let hook = Arc::new(std::panic::take_hook());
        let (before, written) = (Arc::clone(&hook), out.clone());
        std::panic::set_hook(Box::new(move |info| {
            give_back(&written);
            before(info);
        }));
        match take_modes(&out) {
            Ok(()) => Ok(Self {
                out,
                painter: Painter::new(Size::default()),
                has_mouse: false,
                asked_background: false,
                hook,
            }),
            Err(error) => {
                give_back(&out);
                put_back(hook);
                Err(error)
            }
        }
    }

    /// The size of the terminal.
    pub fn size(&self) -> Size {
        let (width, height) = size().unwrap_or_default();
        Size { width: width.min(LARGEST), height: height.min(LARGEST) }
    }

    /// Draws a frame of that size, in one piece. `view` fills it and says where the cursor stands.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn draw(&mut self, size: Size, view: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        if self.painter.size() != size {
            self.painter.forget(size);
        }
        let cursor = view(self.painter.frame());
        match self.out.write(self.painter.paint(cursor)) {
            // told to end: nobody knows how much of it is shown
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.forget();
                Ok(())
            }
            done => done,
        }
    }

    /// Asks the terminal once what colour is behind the text.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn ask_background(&mut self) -> io::Result<()> {
        if self.asked_background {
            return Ok(());
        }
        match self.out.write(BACKGROUND_ASKED) {
            // told to end
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            done => done.map(|()| self.asked_background = true),
        }
    }

    /// Takes the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn take_mouse(&mut self, takes: bool) -> io::Result<()> {
        if self.has_mouse == takes {
            return Ok(());
        }
        match self.out.write(if takes { MOUSE_TAKEN } else { MOUSE_GIVEN_BACK }) {
            // told to end
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            done => done.map(|()| self.has_mouse = takes),
        }
    }

    /// Forgets what is on the terminal, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.painter.forget(self.painter.size());
    }

    /// Rings the bell.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn bell(&mut self) -> io::Result<()> {
        match self.out.write(b"\x07") {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            done => done,
        }
    }

    /// Hands a text to the clipboard of the terminal (OSC 52); one that knows none leaves it.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        match self.out.write(&to_clipboard(text)) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(()),
            done => done,
        }
    }

    /// Gives the terminal back for a while.
    pub fn lend(&self) {
        give_back(&self.out);
    }

    /// An editor had the terminal: signals that were meant for it end nothing here.
    pub fn forget_signals(&self) {
        self.out.forget_signals();
    }

    /// Takes the terminal again, whatever the shell did to it meanwhile.
    ///
    /// # Errors
    /// Where it cannot be taken.
    pub fn take_again(&mut self) -> io::Result<()> {
        // crossterm takes it for raw already where the program was stopped from outside
        disable_raw_mode()?;
        take_modes(&self.out)?;
        // another theme may have been chosen meanwhile
        (self.has_mouse, self.asked_background) = (false, false);
        self.forget();
        Ok(())
    }
}

/// The hook for panics as it was before.
fn put_back(hook: Arc<Hook>) {
    if !std::thread::panicking() {
        let _ = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| hook(info)));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back(&self.out);
        put_back(Arc::clone(&self.hook));
    }
}
