//! The threads that only listen: to the terminal, to its end, to signals. Each passes on what it hears to the loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::input::{self, Input};
use super::{Message, terminal};

/// When the program ends even if the loop hangs in a terminal that takes no output.
const END_ANYWAY: Duration = Duration::from_millis(2600);

/// A thread of its own; the loop is told where it panics, and ends.
fn in_background(send: &Sender<Message>, work: impl FnOnce(&Sender<Message>) + Send + 'static) {
    let send = send.clone();
    thread::spawn(move || {
        if catch_unwind(AssertUnwindSafe(|| work(&send))).is_err() {
            // the hook has given the terminal back and reported it
            let _ = send.send(Message::Panicked);
        }
    });
}

/// Reads the terminal and passes on what means something.
pub(super) fn read_terminal(send: &Sender<Message>) {
    in_background(send, |send| {
        // crossterm listens for a new size from its first look on; one that came before is caught up with here
        let _ = crossterm::event::poll(Duration::ZERO);
        if send.send(Message::Input(Input::Resize)).is_err() {
            return;
        }
        while let Ok(event) = crossterm::event::read() {
            if let Some(input) = input::read(event)
                && send.send(Message::Input(input)).is_err()
            {
                return;
            }
        }
    });
}

/// Waits for the terminal to be gone. crossterm's reader does not notice that, and would spin; this sleeps until then.
pub(super) fn watch_terminal(send: &Sender<Message>) {
    in_background(send, |send| {
        let stdin = std::io::stdin();
        // nothing is asked for: that it hung up is told all the same
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        loop {
            match poll(&mut watched, None) {
                Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => break,
                Err(rustix::io::Errno::INTR) => {}
                // it cannot be watched here
                Ok(_) | Err(_) => return,
            }
        }
        let _ = send.send(Message::End(SIGHUP));
        end_anyway(SIGHUP);
    });
}

/// Ends the program in the end, even where the loop cannot: its terminal may take no output any more.
fn end_anyway(signal: i32) {
    thread::sleep(END_ANYWAY);
    terminal::give_back();
    low_level::exit(128 + signal);
}

/// Takes the signals that end, stop and continue the program.
///
/// # Errors
/// Where the system does not let them be taken.
pub(super) fn take_signals(send: &Sender<Message>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    in_background(send, move |send| {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Message::Stop,
                SIGCONT => Message::Continued,
                signal => Message::End(signal),
            };
            let ends = matches!(message, Message::End(_));
            if send.send(message).is_err() {
                return;
            }
            if ends {
                end_anyway(signal);
            }
        }
    });
    Ok(())
}
