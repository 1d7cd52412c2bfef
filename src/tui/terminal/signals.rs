//! The threads that only listen: to the terminal and its end, to signals. Each passes on what it hears to the loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use crate::tui::event::Event;
use crate::tui::terminal;
use crate::tui::terminal::Out;
use crate::tui::terminal::gate::Gate;
use crate::tui::terminal::input::{Input, Parser};

/// When the program ends even if the loop hangs.
const END_ANYWAY: Duration = Duration::from_millis(2600);
/// How long a save that is under way is waited for.
pub const LAST_SAVE: Duration = Duration::from_secs(30);
/// The signals that end the program.
pub const ENDING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];
/// A file would grow beyond what this program may write.
const FILE_SIZE: i32 = rustix::process::Signal::XFSZ.as_raw();

/// A thread of its own; the loop is told where it panics, and ends.
fn in_background(send: &Sender<Event>, work: impl FnOnce(&Sender<Event>) + Send + 'static) -> std::io::Result<()> {
    let send = send.clone();
    let thread = thread::Builder::new().spawn(move || {
        if catch_unwind(AssertUnwindSafe(|| work(&send))).is_err() {
            // the hook has given the terminal back and reported it
            let _ = send.send(Event::Panicked);
        }
    });
    thread.map(drop).map_err(no_thread)
}

/// The sentence where the system begins no more threads.
pub fn no_thread(error: std::io::Error) -> std::io::Error {
    std::io::Error::other(format!("no thread could be begun ({error}); end other programs, then try again"))
}

/// Reads the terminal and passes on what means something, until it is gone. Sleeps where nothing is waited for.
///
/// # Errors
/// Where no thread can be begun.
pub fn read_terminal(send: &Sender<Event>, net: Net) -> std::io::Result<()> {
    in_background(send, move |send| {
        let (stdin, begun) = (std::io::stdin(), Instant::now());
        let mut bytes = [0; 4096];
        loop {
            let pause = net.heard().wakes_at().map(|at| at.saturating_sub(begun.elapsed()));
            let pause = pause.and_then(|pause| Timespec::try_from(pause).ok());
            let mut watched = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(net.gate.called(), PollFlags::IN)];
            let found = match poll(&mut watched, pause.as_ref()) {
                Ok(0) => net.heard().expire(begun.elapsed()),
                // another program has the terminal for a while
                Ok(_) if !watched[1].revents().is_empty() => {
                    net.gate.wait();
                    continue;
                }
                Ok(_) if watched[0].revents().contains(PollFlags::IN) => match read(&stdin, &mut bytes) {
                    Ok(read @ 1..) => net.heard().feed(&bytes[..read], begun.elapsed()),
                    Err(Errno::INTR | Errno::AGAIN) => continue,
                    Ok(0) | Err(_) => break,
                },
                Err(Errno::INTR) => continue,
                Ok(_) | Err(_) => break,
            };
            for input in found {
                if send.send(Event::Input(input)).is_err() {
                    return;
                }
            }
        }
        let _ = send.send(Event::End(SIGHUP));
        end_anyway(SIGHUP, &net);
    })
}

/// Ends the program in the end, even where the loop cannot: the disk may hang. Waits longer only for a save.
fn end_anyway(signal: i32, net: &Net) {
    let begun = Instant::now();
    while begun.elapsed() < END_ANYWAY || (net.saves.load(Ordering::Relaxed) && begun.elapsed() < LAST_SAVE) {
        thread::sleep(Duration::from_millis(50));
    }
    terminal::give_back(&net.out);
    low_level::exit(128 + signal);
}

/// What the loop and the threads beside it share, to end the program with nothing lost.
#[derive(Clone)]
pub struct Net {
    /// The terminal, to be given back.
    pub out: Out,
    /// True while the loop, told to end, waits for the disk.
    pub saves: Arc<AtomicBool>,
    /// What the terminal has begun to say.
    pub parser: Arc<Mutex<Parser>>,
    /// Shut while an editor has the terminal.
    pub gate: Gate,
}

impl Net {
    /// The parser, in no state that a panic could have broken.
    pub fn heard(&self) -> MutexGuard<'_, Parser> {
        self.parser.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the signals that end, stop and continue the program, and that of a new size.
///
/// # Errors
/// Where the system does not let them be taken.
pub fn take_signals(send: &Sender<Event>, net: Net) -> std::io::Result<()> {
    let mut signals = Signals::new(ENDING.iter().chain(&[SIGTSTP, SIGCONT, SIGWINCH, FILE_SIZE]))?;
    let mut is_told = false;
    in_background(send, move |send| {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Event::Stop,
                SIGCONT => Event::Continued,
                // what was to be written fails, and that is said
                FILE_SIZE => continue,
                // pressed in an editor, they are the editor's
                SIGINT | SIGQUIT if net.gate.is_shut() => continue,
                SIGWINCH => Event::Input(Input::Resize),
                signal => Event::End(signal),
            };
            let ends = matches!(message, Event::End(_));
            if send.send(message).is_err() {
                return;
            }
            if ends && !std::mem::replace(&mut is_told, true) {
                let net = net.clone();
                // where no thread can be begun, the loop ends it
                let _ = in_background(send, move |_| end_anyway(signal, &net));
            }
        }
    })
}
