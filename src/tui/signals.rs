//! The threads that only listen: to the terminal and its end, to signals. Each passes on what it hears to the loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::input::{Input, Parser};
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

/// Reads the terminal and passes on what means something, until it is gone. Sleeps where nothing is waited for.
pub(super) fn read_terminal(send: &Sender<Message>) {
    in_background(send, |send| {
        let (stdin, begun) = (std::io::stdin(), Instant::now());
        let (mut parser, mut bytes) = (Parser::default(), [0; 4096]);
        loop {
            let pause = parser.wakes_at().map(|at| at.saturating_sub(begun.elapsed()));
            let pause = pause.and_then(|pause| Timespec::try_from(pause).ok());
            let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
            let found = match poll(&mut watched, pause.as_ref()) {
                Ok(0) => parser.expire(begun.elapsed()),
                Ok(_) if watched[0].revents().contains(PollFlags::IN) => match read(&stdin, &mut bytes) {
                    Ok(read @ 1..) => parser.feed(&bytes[..read], begun.elapsed()),
                    Err(Errno::INTR | Errno::AGAIN) => continue,
                    Ok(0) | Err(_) => break,
                },
                Err(Errno::INTR) => continue,
                Ok(_) | Err(_) => break,
            };
            for input in found {
                if send.send(Message::Input(input)).is_err() {
                    return;
                }
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

/// Takes the signals that end, stop and continue the program, and that of a new size.
///
/// # Errors
/// Where the system does not let them be taken.
pub(super) fn take_signals(send: &Sender<Message>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    in_background(send, move |send| {
        for signal in signals.forever() {
            let message = match signal {
                SIGTSTP => Message::Stop,
                SIGCONT => Message::Continued,
                SIGWINCH => Message::Input(Input::Resize),
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
