//! A guided session on a real terminal: it counts by itself, rings, saves after every exercise, and outlasts a kill.

use std::time::{Duration, Instant};

use super::kit::Terminal;

/// Two exercises that take a second a side.
const SHORT: &str = r#"{"format": "twinge-journal", "version": 1,
"pain": [{"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-23T07:00:00+00:00", "level": 3, "moment": "morning"}],
"exercises": [
 {"id": "01934f6e-0000-7000-8000-000000000051", "at": "2026-11-01T12:00:00+00:00", "name": "clamshell", "sets": 1, "hold_s": 1, "each_side": true, "days": 7},
 {"id": "01934f6e-0000-7000-8000-000000000052", "at": "2026-11-01T12:00:01+00:00", "name": "wall squat", "sets": 1, "reps": 10, "days": 7}]
}"#;

fn begun() -> Terminal {
    let mut terminal = Terminal::start_with(SHORT.as_bytes(), &[]);
    terminal.sees("2 exercises").types("t").sees("GET READY  left side");
    terminal
}

#[test]
fn a_session_counts_down_by_itself_and_is_saved_after_every_exercise() {
    let began = Instant::now();
    let mut terminal = begun();
    terminal.sees("HOLD  left side").sees("CHANGE SIDES  right side");
    assert!(began.elapsed() >= Duration::from_secs(6), "five seconds to get ready and one of hold");
    // the second count is cut short by a key
    terminal.types("\r").sees("HOLD  right side").sees("Pain during it?").sees("Saved clamshell.");
    assert_eq!(terminal.journal()["sessions"][0]["exercises"][0]["name"], "clamshell");
    assert_eq!(terminal.bells(), 4, "the start and the end of each side");
    terminal
        .types("3")
        .sees("REPEATS")
        .types(" ")
        .sees("Pain during it?")
        .types("\r")
        .sees("The session is over: 2 exercises");
    terminal.types("\r").sees("warning-signs check").types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
    let journal = terminal.journal();
    assert_eq!(journal["sessions"].as_array().unwrap().len(), 1, "one entry, brought up to date");
    let done = &journal["sessions"][0]["exercises"];
    assert_eq!((&done[0]["pain"], &done[1]["name"]), (&3.into(), &"wall squat".into()));
}

#[test]
fn a_kill_in_the_middle_keeps_what_was_done() {
    let mut terminal = begun();
    terminal.types("\r\r\r\r").sees("Saved clamshell.").types("2").sees("REPEATS").sees("Saved clamshell.");
    terminal.signal(rustix::process::Signal::KILL);
    terminal.ends();
    let done = &terminal.journal()["sessions"][0]["exercises"];
    assert_eq!(
        (done.as_array().unwrap().len(), &done[0]["name"], &done[0]["pain"]),
        (1, &"clamshell".into(), &2.into())
    );
}

#[test]
fn told_to_end_it_keeps_what_was_done() {
    for ending in ["\x03", ""] {
        let mut terminal = begun();
        terminal.types("\r\r\r\r\r").sees("REPEATS");
        match ending {
            "" => drop(terminal.signal(rustix::process::Signal::TERM)),
            key => drop(terminal.types(key)),
        }
        terminal.ends();
        terminal.is_restored();
        assert_eq!(terminal.journal()["sessions"][0]["exercises"].as_array().unwrap().len(), 1);
    }
}

#[test]
fn stopped_by_the_shell_it_pauses_and_another_size_is_no_trouble() {
    let mut terminal = begun();
    terminal.types("\x1a").stops().signal(rustix::process::Signal::CONT).sees("PAUSED  left side");
    terminal.resize(12, 40).sees("PAUSED").types(" ").sees("GET READY").sees("HOLD  left side");
    terminal.types("q").sees("No set was finished").types("\r").types("q");
    assert_eq!(terminal.ends().0, 0);
}
