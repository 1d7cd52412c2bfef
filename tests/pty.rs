//! The program on a real terminal: started, used, ended in every way.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "pty/kit.rs"]
mod kit;

#[path = "pty/endings.rs"]
mod endings;
#[path = "pty/session.rs"]
mod session;
