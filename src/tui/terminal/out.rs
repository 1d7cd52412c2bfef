//! Writing to a terminal that may take no output: it waits for that, but not once the program was told to end.

use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::{Errno, dup, write};
use rustix::termios::{QueueSelector, tcflush, ttyname};
use signal_hook::low_level::pipe;

/// How long the last words to a terminal wait for it.
const LAST_WORDS: Duration = Duration::from_millis(100);

/// The terminal to write to, the same in every clone.
#[derive(Clone)]
pub struct Out(Arc<Wire>);

struct Wire {
    /// Opened anew, so that not to wait for it is our affair and nobody else's who has this terminal.
    terminal: OwnedFd,
    /// Can be read from once a signal told the program to end.
    ends: UnixStream,
}

impl Out {
    /// Opens the terminal of standard output for a program that these signals end.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open(signals: &[i32]) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let stdout = io::stdout();
        let named = ttyname(&stdout, Vec::new()).and_then(|name| open(name, flags, Mode::empty()));
        // a terminal without a name here is written to as it is
        let terminal = named.or_else(|_| open("/dev/tty", flags, Mode::empty())).or_else(|_| dup(&stdout))?;
        let (ends, told) = UnixStream::pair()?;
        ends.set_nonblocking(true)?;
        for &signal in signals {
            pipe::register(signal, told.try_clone()?)?;
        }
        Ok(Self(Arc::new(Wire { terminal, ends })))
    }

    /// Writes all. Once the program was told to end, what the terminal does not take at once is let go.
    ///
    /// # Errors
    /// Where the terminal is gone; `WouldBlock` where something was let go.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        self.write_or(bytes, || {
            let mut watched = [PollFd::new(&self.0.terminal, PollFlags::OUT), PollFd::new(&self.0.ends, PollFlags::IN)];
            poll(&mut watched, None)?;
            Ok(watched[1].revents().is_empty())
        })
    }

    /// What was told so far was meant for another program that had the terminal.
    pub fn forget_signals(&self) {
        while matches!((&self.0.ends).read(&mut [0; 16]), Ok(1..)) {}
    }

    /// Writes these, never for long: what the terminal has not shown yet gives way to them.
    pub fn last(&self, bytes: &[u8]) {
        let patient = || {
            let mut watched = [PollFd::new(&self.0.terminal, PollFlags::OUT)];
            let patience = Timespec::try_from(LAST_WORDS).ok();
            Ok(poll(&mut watched, patience.as_ref())? > 0)
        };
        if self.write_or(bytes, patient).is_err() {
            // a terminal that is gone, or still takes nothing, is no reason to do less
            let _ = tcflush(&self.0.terminal, QueueSelector::OFlush);
            let _ = self.write_or(bytes, patient);
        }
    }

    /// Writes all; `waits` waits until the terminal takes more, or says that it is not to be waited for.
    fn write_or(&self, mut bytes: &[u8], waits: impl Fn() -> Result<bool, Errno>) -> io::Result<()> {
        while !bytes.is_empty() {
            match write(&self.0.terminal, bytes) {
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => match waits() {
                    Ok(true) | Err(Errno::INTR) => {}
                    Ok(false) => return Err(io::ErrorKind::WouldBlock.into()),
                    Err(error) => return Err(error.into()),
                },
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
