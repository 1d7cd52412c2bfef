//! A gate before the thread that reads the terminal: while it is shut, another program has the terminal to itself.

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// So long it is waited for the thread to stop; one that is gone never does.
const STOPS: Duration = Duration::from_secs(1);

/// How it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Open,
    /// The thread shall stop.
    Closing,
    /// It has.
    Shut,
}

/// The gate, the same in every clone.
#[derive(Clone)]
pub struct Gate(Arc<Hinge>);

struct Hinge {
    standing: Mutex<Standing>,
    changed: Condvar,
    call: UnixStream,
    called: UnixStream,
}

impl Gate {
    /// An open gate.
    ///
    /// # Errors
    /// Where the system gives no pair of sockets.
    pub fn new() -> io::Result<Self> {
        let (call, called) = UnixStream::pair()?;
        let (standing, changed) = (Mutex::new(Standing::Open), Condvar::new());
        Ok(Self(Arc::new(Hinge { standing, changed, call, called })))
    }

    /// Can be read from once the thread that reads shall stop.
    pub fn called(&self) -> &UnixStream {
        &self.0.called
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.0.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread that reads was called: it waits here as long as the gate is shut.
    pub fn wait(&self) {
        // one byte a call
        let _ = (&self.0.called).read(&mut [0]);
        let mut standing = self.standing();
        if *standing == Standing::Closing {
            *standing = Standing::Shut;
            self.0.changed.notify_all();
        }
        let open = self.0.changed.wait_while(standing, |standing| *standing != Standing::Open);
        drop(open.unwrap_or_else(PoisonError::into_inner));
    }

    /// From here on nothing of the terminal is read.
    pub fn shut(&self) {
        let mut standing = self.standing();
        *standing = Standing::Closing;
        if (&self.0.call).write_all(&[1]).is_ok() {
            let stops = self.0.changed.wait_timeout_while(standing, STOPS, |standing| *standing == Standing::Closing);
            drop(stops.unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// The terminal is read again.
    pub fn open(&self) {
        *self.standing() = Standing::Open;
        self.0.changed.notify_all();
    }

    /// True while another program has the terminal.
    pub fn is_shut(&self) -> bool {
        *self.standing() != Standing::Open
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rustix::event::{PollFd, PollFlags, poll};

    use super::*;

    #[test]
    fn nothing_is_read_while_it_is_shut_and_it_can_be_shut_again() {
        let (gate, (mut types, typed)) = (Gate::new().unwrap(), UnixStream::pair().unwrap());
        let (read, (behind, count)) = (Arc::new(AtomicUsize::new(0)), (gate.clone(), Arc::new(())));
        let seen = Arc::clone(&read);
        let reader = std::thread::spawn(move || {
            let _count = count;
            loop {
                let mut watched = [PollFd::new(&typed, PollFlags::IN), PollFd::new(behind.called(), PollFlags::IN)];
                poll(&mut watched, None).unwrap();
                if !watched[1].revents().is_empty() {
                    behind.wait();
                    continue;
                }
                match (&typed).read(&mut [0; 8]) {
                    Ok(n @ 1..) => seen.fetch_add(n, Ordering::SeqCst),
                    _ => return,
                };
            }
        });
        let until = |wanted: usize| {
            while read.load(Ordering::SeqCst) != wanted {
                std::thread::yield_now();
            }
        };
        for round in 0..3 {
            types.write_all(b"a").unwrap();
            until(2 * round + 1);
            gate.shut();
            assert!(gate.is_shut());
            types.write_all(b"b").unwrap();
            std::thread::sleep(Duration::from_millis(20));
            assert_eq!(read.load(Ordering::SeqCst), 2 * round + 1, "read while it was shut");
            gate.open();
            until(2 * round + 2);
        }
        drop(types);
        reader.join().unwrap();
    }
}
