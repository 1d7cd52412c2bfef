//! `TWINGE_LOG` tells what was done and never what was typed.

use super::kit::Terminal;

/// The words of a log are the program's: letters, a name and its figure.
fn is_plain(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_time = |word: &str| word.parse::<f64>().is_ok();
    let is_name = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    let is_figure = |word: &str| {
        word.split_once('=').is_some_and(|(name, figure)| is_name(name) && figure.bytes().all(|b| b.is_ascii_digit()))
    };
    words.next().is_some_and(is_time) && words.by_ref().take(2).all(is_name) && words.all(is_figure)
}

#[test]
fn the_log_names_what_was_done_and_never_what_was_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let mut terminal = Terminal::start(&[("TWINGE_LOG", path.to_str().unwrap())]);
    terminal.sees("WELCOME").types("p7").sees("Saved pain 7");
    terminal.types("nzyxwvut\r").sees("zyxwvut").types("r31.7k\tg\r").sees("Saved run");
    // what is pasted, left half typed, searched
    terminal.types("n\u{1b}[200~qqpasted\u{1b}[201~").sees("qqpasted").types("\u{1b}").sees("draft: note");
    terminal
        .types("?vvhelp")
        .sees("vvhelp")
        .types("\u{1b}")
        .until("no search", |screen| !screen.contents().contains("vvhelp"));
    terminal.types("\u{1b}").until("the page", |screen| !screen.contents().contains("All keys")).types("q");
    assert_eq!(terminal.ends().0, 0, "{}", terminal.contents());
    let log = std::fs::read_to_string(&path).unwrap();
    for typed in ["zyxwvut", "31.7", "31700", "qqpasted", "vvhelp", "journal.json", "Type", "Paste"] {
        assert!(!log.contains(typed), "{typed} is in the log:\n{log}");
    }
    for done in ["action AskLevel", "action Submit", "effect Save ", "event Saved", "screen Frame", "effect Quit"] {
        assert!(log.contains(done), "{done} is not in the log:\n{log}");
    }
    let odd: Vec<&str> = log.lines().skip(1).filter(|line| !is_plain(line)).collect();
    assert!(odd.is_empty(), "{odd:#?}");
}

#[test]
fn a_log_that_cannot_be_is_said_before_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.txt");
    std::fs::write(&path, "mine").unwrap();
    let mut terminal = Terminal::start(&[("TWINGE_LOG", path.to_str().unwrap())]);
    terminal.sees("The variable TWINGE_LOG:");
    assert_eq!(terminal.ends().0, 1);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}
