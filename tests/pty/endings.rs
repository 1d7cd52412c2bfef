//! Every way out gives the terminal back, keeps what is typed, and is quick.

use std::time::Duration;

use rustix::process::Signal;

use super::kit::Terminal;

/// A signal must have ended the program by then.
const SOON: Duration = Duration::from_secs(3);

fn drafts(terminal: &Terminal) -> String {
    std::fs::read_to_string(terminal.folder.path().join("drafts.json")).unwrap_or_default()
}

#[test]
fn a_signal_ends_it_with_the_terminal_restored_and_the_draft_kept() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let mut terminal = Terminal::start(&[]);
        terminal.sees("WELCOME").types("nhalf a thought").sees("half a thought").signal(signal);
        let (ended, took) = terminal.ends();
        assert_eq!(ended, code, "{signal:?}");
        assert!(took < SOON, "{signal:?} took {took:?}");
        terminal.is_restored();
        assert!(drafts(&terminal).contains("half a thought"), "{signal:?}");
    }
}

#[test]
fn a_paste_whose_end_is_lost_is_text_and_a_signal_meanwhile_keeps_it() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("n").sees("New note").types("\x1b[200~half a ").sees("half a").types("thought");
    terminal.sees("half a thought").types("\x03");
    assert_eq!(terminal.ends().0, 0);
    assert!(drafts(&terminal).contains("half a thought"));
    for signal in [Signal::TERM, Signal::HUP] {
        let mut terminal = Terminal::start(&[]);
        terminal.sees("WELCOME").types("n").sees("New note").types("\x1b[200~half a thought");
        // it is in the program before the signal is sent, and not yet taken for whole
        std::thread::sleep(Duration::from_millis(300));
        terminal.signal(signal);
        assert!(terminal.ends().1 < SOON);
        assert!(drafts(&terminal).contains("half a thought"), "{signal:?}");
    }
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("n").sees("New note").types("\x1b[200~half a thought").close();
    terminal.ends();
    assert!(drafts(&terminal).contains("half a thought"));
}

#[test]
fn ctrl_c_quits_and_keeps_the_draft() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("nhalf").sees("half").types("\x03");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
    assert!(drafts(&terminal).contains("half"));
}

#[test]
fn a_closed_terminal_ends_it_soon() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("nhalf").sees("half").close();
    let (_, took) = terminal.ends();
    assert!(took < SOON, "{took:?}");
    assert!(drafts(&terminal).contains("half"));
}

#[test]
fn stopped_and_continued_it_draws_again() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("\x1a").until("the terminal to be lent", |screen| !screen.alternate_screen());
    terminal
        .stops()
        .signal(Signal::CONT)
        .until("the screen again", |screen| screen.alternate_screen() && screen.contents().contains("WELCOME"));
    terminal.types("p4").sees("Saved pain 4");
}

#[test]
fn a_damaged_journal_is_said_before_the_screen_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("damaged.json");
    #[allow(clippy::disallowed_methods)] // a damaged file has to come from somewhere
    std::fs::write(&file, "{").unwrap();
    let mut terminal = Terminal::start(&[("TWINGE_FILE", file.to_str().unwrap())]);
    terminal.sees("damaged.json, line 1");
    assert_eq!(terminal.ends().0, 1);
    terminal.is_restored();
}

#[test]
fn where_no_thread_can_be_begun_that_is_said() {
    // no system has room for such a stack
    let mut terminal = Terminal::start(&[("RUST_MIN_STACK", &(1u64 << 50).to_string())]);
    terminal.sees("no thread could be begun").sees("end other programs, then try again");
    assert_eq!(terminal.ends().0, 1);
    terminal.is_restored();
}

#[test]
fn a_terminal_that_takes_no_output_is_no_reason_not_to_end() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut terminal = Terminal::start(&[]);
        terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("nhalf a thought").sees("half a thought");
        terminal.stalls(true);
        for _ in 0..200 {
            terminal.types("\x0c");
            std::thread::sleep(Duration::from_millis(4));
        }
        // what is typed is in the pipe before the signal is sent
        terminal.types(" more\x1bp5");
        std::thread::sleep(Duration::from_millis(300));
        terminal.signal(signal);
        let (ended, took) = terminal.ends();
        assert_eq!(ended, code, "{signal:?}");
        assert!(took < SOON, "{signal:?} took {took:?}");
        assert!(drafts(&terminal).contains("half a thought more"), "{signal:?}: {}", drafts(&terminal));
        terminal.stalls(false).is_restored();
    }
}

#[test]
fn told_to_end_it_waits_for_the_disk_unless_it_is_told_again() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p3").sees("Saved pain 3");
    let disk = terminal.slow_disk();
    terminal.types("p4").sees("pain 4").signal(Signal::TERM).signal(Signal::HUP);
    std::thread::sleep(SOON);
    drop(disk);
    assert!(matches!(terminal.ends().0, 129 | 143));
    assert_eq!(terminal.journal()["pain"].as_array().unwrap().len(), 2);

    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p3").sees("Saved pain 3");
    let _disk = terminal.slow_disk();
    terminal.types("p4").sees("pain 4").signal(Signal::TERM);
    std::thread::sleep(Duration::from_millis(1200));
    terminal.signal(Signal::TERM);
    let (code, took) = terminal.ends();
    assert!((code, took < SOON) == (143, true), "{code} after {took:?}");
    terminal.sees("Not saved: pain 4").is_restored();
}

#[test]
fn it_stops_only_once_nothing_is_being_saved() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p3").sees("Saved pain 3");
    let disk = terminal.slow_disk();
    terminal.types("p4").sees("pain 4").types("\x1a");
    std::thread::sleep(Duration::from_millis(500));
    assert!(!terminal.is_stopped());
    drop(disk);
    terminal.stops();
    assert_eq!(terminal.journal()["pain"].as_array().unwrap().len(), 2);
    terminal.signal(Signal::CONT).sees("Saved pain 4");
}

#[test]
fn a_terminal_that_says_it_is_larger_than_any_is_used_as_far_as_that_goes() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").says_size(65535, 65535).types("p4");
    std::thread::sleep(Duration::from_secs(1));
    terminal.says_size(24, 80).sees("Saved pain 4").types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
}

#[test]
fn a_limit_on_files_is_said_and_the_screen_goes_on() {
    let mut terminal = Terminal::start(&[("ULIMIT", "-f 0")]);
    terminal
        .sees("WELCOME")
        .types("p4")
        .sees("NOT SAVED")
        .types("q")
        .sees("cannot be kept as a draft")
        .sees("LOSES it")
        .types("y");
    assert_eq!(terminal.ends().0, 1);
    terminal.is_restored();
}
