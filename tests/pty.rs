//! The program on a real terminal: started, used, ended in every way.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, missing_docs)]

#[path = "pty/kit.rs"]
mod kit;

#[path = "support/invented.rs"]
mod invented;

#[path = "pty/drafts.rs"]
mod drafts;
#[path = "pty/editor.rs"]
mod editor;
#[path = "pty/endings.rs"]
mod endings;
#[path = "pty/faults.rs"]
mod faults;
#[path = "pty/lines.rs"]
mod lines;
#[path = "pty/log.rs"]
mod log;
#[path = "pty/session.rs"]
mod session;
#[path = "pty/slow.rs"]
mod slow;
#[path = "pty/therapy.rs"]
mod therapy;
#[path = "pty/week.rs"]
mod week;
