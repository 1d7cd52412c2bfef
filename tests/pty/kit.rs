//! A terminal with the program in it. Waits for what is to be seen, never for a time.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A Monday morning.
pub const NOW: &str = "2026-11-23T08:10:00+00:00";
/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

type Shared = Arc<(Mutex<vt100::Parser>, Condvar)>;

fn some(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).unwrap()
}

/// The program on a terminal.
pub struct Terminal {
    pub folder: Arc<tempfile::TempDir>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shared: Shared,
    closed: Arc<AtomicBool>,
    stalled: Arc<AtomicBool>,
    bells: Arc<AtomicUsize>,
    modes: String,
}

impl Terminal {
    /// Starts the program on a terminal of 80 by 24 with an empty journal.
    pub fn start(variables: &[(&str, &str)]) -> Self {
        Self::start_with(b"", variables)
    }

    /// Starts the program with these bytes as its journal; none are no file.
    #[allow(clippy::disallowed_methods)] // a journal has to come from somewhere
    pub fn start_with(journal: &[u8], variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if !journal.is_empty() {
            std::fs::write(folder.path().join("journal.json"), journal).unwrap();
        }
        Self::start_in(folder.into(), NOW, variables)
    }

    /// Starts the program once more with the same journal, at another time.
    pub fn again(&self, now: &str) -> Self {
        Self::start_in(Arc::clone(&self.folder), now, &[])
    }

    /// Starts a command with the same journal.
    pub fn command(&self, line: &str) -> Self {
        Self::start_in(Arc::clone(&self.folder), NOW, &[("LINE", line)])
    }

    fn start_in(folder: Arc<tempfile::TempDir>, now: &str, variables: &[(&str, &str)]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let program = assert_cmd::cargo::cargo_bin!("twinge");
        let limited = variables.iter().find(|(name, _)| *name == "ULIMIT");
        let mut command =
            CommandBuilder::new(if limited.is_some() { std::path::Path::new("/bin/sh") } else { program });
        if let Some((_, limit)) = limited {
            command.args(["-c", &format!("ulimit {limit}; exec \"$0\" \"$@\"")]);
            command.arg(program);
        }
        command.env_clear();
        command.env("TWINGE_FILE", folder.path().join("journal.json"));
        command.env("TWINGE_STATE", folder.path().join("state"));
        command.env("TERM", "xterm-256color");
        command.env("TZ", "UTC");
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(["--clock", now]);
        // a command in place of the screen
        if let Some((_, line)) = variables.iter().find(|(name, _)| *name == "LINE") {
            command.args(line.split(' '));
        }
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shared: Shared = Arc::new((Mutex::new(vt100::Parser::new(some(24), some(80), 0)), Condvar::new()));
        let (mut reader, screen) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&shared));
        let closed = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&closed);
        let stalled = Arc::new(AtomicBool::new(false));
        let waits = Arc::clone(&stalled);
        let bells = Arc::new(AtomicUsize::new(0));
        let rung = Arc::clone(&bells);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                while waits.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(5));
                }
                rung.fetch_add(bytes[..n].iter().filter(|&&byte| byte == 7).count(), Ordering::SeqCst);
                screen.0.lock().unwrap().process(&bytes[..n]);
                screen.1.notify_all();
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Self { folder, master: Some(pair.master), writer: Some(writer), child, shared, closed, stalled, bells, modes }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("journal.json")
    }

    /// What stands in the journal file.
    pub fn journal(&self) -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(self.file()).unwrap()).unwrap()
    }

    pub fn types(&mut self, keys: &str) -> &mut Self {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Types a byte at a time, as a slow line delivers them.
    pub fn types_slowly(&mut self, keys: &str, pause: Duration) -> &mut Self {
        for byte in keys.bytes() {
            std::thread::sleep(pause);
            let writer = self.writer.as_mut().unwrap();
            writer.write_all(&[byte]).unwrap();
            writer.flush().unwrap();
        }
        self
    }

    /// How often the threads of the program gave up the processor of their own accord: that of each.
    pub fn switches(&self) -> Vec<String> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id().unwrap())).unwrap();
        let status = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("status")).unwrap());
        status.filter_map(|text| text.lines().find(|line| line.starts_with("voluntary")).map(str::to_owned)).collect()
    }

    /// The terminal takes no output from now on, or takes it again.
    pub fn stalls(&mut self, stalls: bool) -> &mut Self {
        self.stalled.store(stalls, Ordering::SeqCst);
        self
    }

    /// Holds the lock of the journal, as a save does that takes long.
    pub fn slow_disk(&self) -> std::fs::File {
        let name = self.folder.path().join("journal.json.lock");
        let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(name).unwrap();
        file.lock().unwrap();
        file
    }

    /// True where the program stands still.
    pub fn is_stopped(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id().unwrap())).unwrap();
        stat.rsplit(')').next().unwrap().trim_start().starts_with('T')
    }

    /// The terminal says that it is so large; nobody looks at it.
    pub fn says_size(&mut self, rows: u16, cols: u16) -> &mut Self {
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        self
    }

    /// Waits until the screen is so.
    pub fn until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let (parser, changed) = &*self.shared;
        let (begun, mut parser) = (Instant::now(), parser.lock().unwrap());
        while !holds(parser.screen()) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            assert!(!left.is_zero(), "waited in vain for {what}; the screen is:\n{}", parser.screen().contents());
            parser = changed.wait_timeout(parser, left).unwrap().0;
        }
        drop(parser);
        self
    }

    /// What stands on the screen.
    pub fn contents(&self) -> String {
        self.shared.0.lock().unwrap().screen().contents()
    }

    /// How often the bell rang.
    pub fn bells(&self) -> usize {
        self.bells.load(Ordering::SeqCst)
    }

    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    pub fn resize(&mut self, rows: u16, cols: u16) -> &mut Self {
        self.shared.0.lock().unwrap().screen_mut().set_size(some(rows), some(cols));
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    pub fn signal(&mut self, signal: rustix::process::Signal) -> &mut Self {
        let pid = rustix::process::Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        self
    }

    /// Waits until the program stands still.
    pub fn stops(&mut self) -> &mut Self {
        use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
        let pid = Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap();
        let status = waitid(WaitId::Pid(pid), WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        assert!(status.unwrap().unwrap().stopped(), "the program ended");
        self
    }

    /// Closes the terminal as a window is closed.
    pub fn close(&mut self) -> &mut Self {
        (self.writer, self.master) = (None, None);
        self.closed.store(true, Ordering::SeqCst);
        // the reader has the terminal too until it reads something: a new frame
        self.signal(rustix::process::Signal::CONT)
    }

    /// Waits for the end. Returns the exit code and how long it took.
    pub fn ends(&mut self) -> (u32, Duration) {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.exit_code(), begun.elapsed());
            }
            if begun.elapsed() > PATIENCE {
                let _ = self.child.kill();
                panic!("the program does not end");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The terminal is as it was found.
    pub fn is_restored(&mut self) {
        self.until("the terminal to be given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        let modes = format!("{:?}", self.master.as_ref().unwrap().get_termios());
        assert_eq!(modes, self.modes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
