//! The terminal's modes: taken in one place, given back on every way out.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::sync::Arc;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size};
use crossterm::{Command, execute};
use ratatui::layout::Size;

use super::app::App;
use super::paint::Painter;
use super::view;

/// Buttons and wheel are reported, plain movement is not: nothing wakes the program that means nothing to it.
struct EnableButtons;

impl Command for EnableButtons {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1006h")
    }
}

/// Nothing of the mouse is reported.
struct DisableButtons;

impl Command for DisableButtons {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1000l")
    }
}

fn take_modes() -> io::Result<()> {
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, EnableButtons)
}

/// Gives the terminal back as it was found. May be called at any time and from any thread; a terminal that is gone is
/// no reason to do less.
pub fn give_back() {
    let mut out = io::stdout().lock();
    let _ = execute!(out, DisableButtons, DisableFocusChange, DisableBracketedPaste, Show, LeaveAlternateScreen);
    let _ = disable_raw_mode();
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// The terminal while the screen has it.
pub struct Screen {
    painter: Painter,
    hook: Arc<Hook>,
}

impl Screen {
    /// Takes the terminal. From here on it is given back whenever this is dropped, and before a panic is reported.
    ///
    /// # Errors
    /// Where it is no terminal that can be taken.
    pub fn take() -> io::Result<Self> {
        let hook = Arc::new(std::panic::take_hook());
        let before = Arc::clone(&hook);
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
        match take_modes() {
            Ok(()) => Ok(Self { painter: Painter::new(Size::default()), hook }),
            Err(error) => {
                give_back();
                put_back(hook);
                Err(error)
            }
        }
    }

    /// The size of the terminal.
    pub fn size(&self) -> Size {
        size().map(|(width, height)| Size { width, height }).unwrap_or_default()
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
        let mut out = io::stdout().lock();
        out.write_all(self.painter.paint(cursor))?;
        out.flush()
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
        let mut out = io::stdout().lock();
        out.write_all(b"\x07")?;
        out.flush()
    }

    /// Gives the terminal back for a while.
    pub fn lend(&self) {
        give_back();
    }

    /// Takes the terminal again, whatever the shell did to it meanwhile.
    ///
    /// # Errors
    /// Where it cannot be taken.
    pub fn take_again(&mut self) -> io::Result<()> {
        // crossterm takes it for raw already where the program was stopped from outside
        disable_raw_mode()?;
        take_modes()?;
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
        give_back();
        put_back(Arc::clone(&self.hook));
    }
}
