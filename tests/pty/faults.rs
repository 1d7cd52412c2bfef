//! What goes wrong in the program or comes at a bad moment: a panic, a signal during a save.

use std::time::Duration;

use rustix::process::Signal;

use super::invented;
use super::kit::Terminal;

/// A panic is asked for by a key that only a program built for tests has.
#[test]
fn a_panic_gives_the_terminal_back_says_what_it_is_and_loses_nothing() {
    for place in ["loop", "saver"] {
        let mut terminal = Terminal::start(&[("TWINGE_PANIC", place)]);
        terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("~");
        assert_eq!(terminal.ends().0, 101, "{place}");
        terminal.is_restored();
        terminal.sees("asked for by TWINGE_PANIC");
        let said = terminal.contents();
        // each line of the message begins at the left: the terminal was restored before it was written
        assert!(said.lines().any(|line| line.starts_with("thread '")), "{place}: {said}");
        assert_eq!(terminal.journal()["pain"][0]["level"], 4, "{place}");
    }
}

#[test]
fn a_signal_during_a_save_leaves_it_saved_or_not_but_never_torn() {
    let journal = invented::bytes(1, 1_500);
    let before = invented::journal(1, 1_500).len();
    for delay in [0, 3, 10, 30, 60] {
        let mut terminal = Terminal::start_with(&journal, &[]);
        terminal.sees("14 DAYS").types("p4").sees("pain 4");
        std::thread::sleep(Duration::from_millis(delay));
        terminal.signal(Signal::TERM);
        assert_eq!(terminal.ends().0, 143);
        terminal.is_restored();
        let now = twinge::domain::day::At::parse("2026-11-23T07:30:00+01:00").unwrap();
        let file = twinge::store::Store::at(terminal.file()).open(now).unwrap();
        let drafts = std::fs::read_to_string(terminal.folder.path().join("drafts.json")).unwrap_or_default();
        // it waits for the save; where the disk takes too long, what was typed is a draft
        assert!(file.journal.len() == before + 1 || drafts.contains("\"level\""), "{delay} ms: {drafts}");
        let litter = std::fs::read_dir(terminal.folder.path()).unwrap().flatten();
        let litter: Vec<_> = litter.filter(|entry| entry.path().extension().is_some_and(|end| end == "tmp")).collect();
        assert!(litter.is_empty() || file.journal.len() == before, "{delay} ms: {litter:?}");
    }
}

#[test]
fn beside_an_open_screen_nothing_is_begun_anew_where_its_folder_was_moved_away() {
    for first_of_all in [true, false] {
        let mut terminal = Terminal::start(&[]);
        terminal.sees("WELCOME");
        if !first_of_all {
            terminal.types("p4").sees("Saved pain 4");
        }
        let home = terminal.folder.path().to_owned();
        let away = home.with_extension("away");
        std::fs::rename(&home, &away).unwrap();
        std::fs::create_dir(&home).unwrap();
        terminal.types("p5").sees("NOT SAVED").sees("is another one than at the start");
        assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0, "not even a lock");
        std::fs::remove_dir(&home).unwrap();
        std::fs::rename(&away, &home).unwrap();
        terminal.types("p6").sees("Saved pain 6");
        let levels: Vec<_> =
            terminal.journal()["pain"].as_array().unwrap().iter().map(|one| one["level"].clone()).collect();
        assert_eq!(levels.len(), if first_of_all { 2 } else { 3 }, "{levels:?}");
        terminal.types("q");
        assert_eq!(terminal.ends().0, 0);
    }
}

/// What each command asks, and what must have been done to the journal for it to ask.
#[test]
fn what_cannot_be_taken_back_is_asked_and_only_a_yes_is_one() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("p5").sees("Saved pain 5").types("q");
    assert_eq!(terminal.ends().0, 0);
    let whole = std::fs::read(terminal.file()).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    let backups = terminal.folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    std::fs::write(backups.join("journal-2026-11-22.json"), &whole).unwrap();
    let bent = text.replace("\"pain\": [", "\"pian\": [");
    let torn = text.replacen("\"level\":4", "\"level\":", 1);
    for (line, journal, question) in [
        ("restore", &*torn, "Restore it? [y/N]"),
        ("salvage", &torn, "Make this the journal? [y/N]"),
        ("check-file --repair", &bent, "Repair it? A copy of the file is kept first. [y/N]"),
        ("purge", &text, "Do it? [y/N]"),
    ] {
        for (answer, code) in [("\r", 2), ("n\r", 2), ("yes please\r", 2), ("\u{4}", 2), ("y\r", 0)] {
            std::fs::write(terminal.file(), journal).unwrap();
            let mut asked = terminal.command(line);
            asked.sees(question).types(answer);
            assert_eq!(asked.ends().0, code, "{line}, {answer:?}: {}", asked.contents());
            if code == 0 {
                continue;
            }
            asked.sees("Nothing was changed.");
            assert_eq!(std::fs::read(terminal.file()).unwrap(), journal.as_bytes(), "{line}, {answer:?}");
        }
    }
}

#[test]
fn beside_an_open_screen_another_journal_under_its_name_is_not_taken_for_its_own() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("p5").sees("Saved pain 5");
    let whole = std::fs::read(terminal.file()).unwrap();
    std::fs::remove_file(terminal.file()).unwrap();
    let mut other = terminal.command("pain 9");
    assert_eq!(other.ends().0, 0);
    let theirs = std::fs::read(terminal.file()).unwrap();
    terminal.types("p6").sees("NOT SAVED").sees("is another journal than this screen").sees("pain 4");
    assert_eq!(std::fs::read(terminal.file()).unwrap(), theirs, "nothing is saved into it");
    std::fs::write(terminal.file(), &whole).unwrap();
    terminal.types("\u{13}").sees("Saved pain 6");
    let levels: Vec<_> =
        terminal.journal()["pain"].as_array().unwrap().iter().map(|one| one["level"].clone()).collect();
    assert_eq!(levels, [4, 5, 6]);
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
}
