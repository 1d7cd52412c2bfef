//! Half-typed forms of two screens at once, and of a file that is none of theirs.
#![allow(clippy::disallowed_methods)] // files have to come from somewhere

use std::time::{Duration, Instant};

use super::kit::Terminal;

fn drafts(terminal: &Terminal) -> String {
    std::fs::read_to_string(terminal.folder.path().join("drafts.json")).unwrap_or_default()
}

/// Waits until the file of drafts says so.
fn waits(terminal: &Terminal, holds: impl Fn(&str) -> bool) {
    let begun = Instant::now();
    while !holds(&drafts(terminal)) {
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", drafts(terminal));
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn two_screens_keep_and_offer_each_others_drafts() {
    let mut one = Terminal::start(&[]);
    one.sees("0Today");
    let journal = one.folder.path().join("journal.json");
    let mut other = Terminal::start(&[("TWINGE_FILE", journal.to_str().unwrap())]);
    other.sees("0Today");
    one.types("n").sees("New note");
    one.types("of the one\x1b");
    one.sees("Kept as a draft");
    waits(&one, |file| file.contains("of the one"));
    other.types("n").sees("of the one");
    other.types("\x12").sees("Ctrl-r brings back what was typed");
    other.types("of the other\x1b");
    other.sees("Kept as a draft");
    waits(&one, |file| file.contains("of the one") && file.contains("of the other"));
    // the first key sees that the file changed, the next opens what is in it
    one.types("j");
    one.types("n").sees("of the ");
    one.types("!\r").sees("Saved note");
    waits(&one, |file| file.matches("of the ").count() == 1);
}

#[test]
fn a_file_that_is_no_file_of_drafts_is_said_and_never_written_over() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("0Today");
    let file = terminal.folder.path().join("drafts.json");
    std::fs::write(&file, "mended by hand, and not well").unwrap();
    terminal.types("j").sees("cannot be read as drafts");
    terminal.types("n").sees("New note");
    terminal.types("typed\x1b");
    terminal.sees("only kept until twinge ends");
    terminal.types("q").sees("not kept on the disk. Quit all the same?");
    terminal.types("n");
    std::fs::rename(&file, file.with_extension("old")).unwrap();
    terminal.types("n").sees("typed");
    terminal.types("\x1b").sees("Kept as a draft");
    waits(&terminal, |file| file.contains("typed"));
    assert_eq!(std::fs::read_to_string(file.with_extension("old")).unwrap(), "mended by hand, and not well");
}
