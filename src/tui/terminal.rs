//! The terminal's modes: taken in one place, given back on every way out.

pub mod input;
mod out;
pub mod paint;
pub mod signals;

use std::io;
use std::panic::PanicHookInfo;
use std::sync::Arc;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use ratatui::layout::Size;

use super::view;
use crate::tui::terminal::paint::Painter;
use crate::tui::update::App;
pub use out::Out;

/// Another screen, pastes marked, the focus told. Buttons and wheel are reported, plain movement is not: nothing wakes
/// the program that means nothing to it.
const TAKEN: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1006h";

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
            Ok(()) => Ok(Self { out, painter: Painter::new(Size::default()), hook }),
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

    /// Draws a frame, in one piece.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn draw(&mut self, app: &App) -> io::Result<()> {
        if self.painter.size() != app.size {
            self.painter.forget(app.size);
        }
        let cursor = view::draw(app, self.painter.frame());
        match self.out.write(self.painter.paint(cursor)) {
            // told to end: nobody knows how much of it is shown
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.forget();
                Ok(())
            }
            done => done,
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

    /// Gives the terminal back for a while.
    pub fn lend(&self) {
        give_back(&self.out);
    }

    /// Takes the terminal again, whatever the shell did to it meanwhile.
    ///
    /// # Errors
    /// Where it cannot be taken.
    pub fn take_again(&mut self) -> io::Result<()> {
        // crossterm takes it for raw already where the program was stopped from outside
        disable_raw_mode()?;
        take_modes(&self.out)?;
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
