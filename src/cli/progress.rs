//! Progress of a long command on standard error: a bar with count, rate and time left where that is a terminal, plain lines
//! where it is not; nothing at all for what is done within a second. Ctrl-C stops it, once more ends the program.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Before this nothing is shown.
const AFTER: Duration = Duration::from_secs(1);
/// Plain lines come no more often.
const LINES: Duration = Duration::from_secs(5);

/// How far a command is.
pub struct Progress {
    what: &'static str,
    began: Instant,
    last: Option<Instant>,
    bar: Option<ProgressBar>,
    /// Ctrl-C was pressed.
    stop: Arc<AtomicBool>,
}

impl Progress {
    /// Begins to count `what`, such as `files`.
    pub fn new(what: &'static str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        // in this order: the first one is noted, the second ends the program. Where signals cannot be taken, each ends it
        for signal in [SIGINT, SIGTERM] {
            let _ = flag::register_conditional_default(signal, Arc::clone(&stop))
                .and_then(|_| flag::register(signal, Arc::clone(&stop)));
        }
        Self { what, began: Instant::now(), last: None, bar: None, stop }
    }

    /// So many of so many are done. False where it was told to stop.
    pub fn tell(&mut self, done: usize, of: usize) -> bool {
        if self.stop.load(Ordering::Relaxed) {
            return false;
        }
        let elapsed = self.began.elapsed();
        if elapsed >= AFTER && of >= 2 {
            self.show(done, of, elapsed);
        }
        true
    }

    fn show(&mut self, done: usize, of: usize, elapsed: Duration) {
        let what = self.what;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len} {msg}, {per_sec}, {eta} left");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_message(what)
                .with_elapsed(elapsed)
        });
        if !bar.is_hidden() {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        } else if self.last.is_none_or(|last| last.elapsed() >= LINES) {
            self.last = Some(Instant::now());
            // nobody is left to tell where this cannot be written
            let rate = done as f64 / elapsed.as_secs_f64().max(1.0);
            let left = indicatif::HumanDuration(Duration::from_secs_f64((of - done.min(of)) as f64 / rate.max(0.01)));
            let _ = writeln!(std::io::stderr(), "twinge: {done} of {of} {what} read, {rate:.0} a second, {left} left");
        }
    }

    /// It is done: the bar goes, and Ctrl-C ends the program again.
    pub fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
