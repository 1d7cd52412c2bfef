//! A week with mistakes on a slow line: every byte comes by itself, and no key is lost or made.

use std::time::Duration;

use super::kit::Terminal;

/// Less than a byte ESC waits for the rest of a sequence.
const PAUSE: Duration = Duration::from_millis(12);

#[test]
fn a_week_with_mistakes_on_a_slow_line() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME");
    // levels and a run, a mistake taken back
    terminal.types_slowly("p4", PAUSE).sees("Saved pain 4, morning");
    terminal.types_slowly("\x1bOs", PAUSE).types_slowly("0p", PAUSE).types_slowly("\x1bOs", PAUSE).sees("Saved pain 3");
    terminal.types_slowly("r6k\x1b[D\x1b[D\x1b[3~5\tgrass\r", PAUSE).sees("Saved run 5 km on grass");
    // arrows in a tab whose letters open forms, and a click on a tab
    terminal.types_slowly("1\x1b[C\x1b[D\x1b[B\x1b\x1b[D", PAUSE);
    terminal.types_slowly("\x1b[<0;60;2M", PAUSE).types_slowly("7\x1b[I", PAUSE).sees("5 km");
    // a paste where nothing can be typed, then into a note with two lines
    terminal.types_slowly("\x1b[200~did odd drills today\x1b[201~", PAUSE).sees("open one first");
    terminal.types_slowly("nup\x1b\r\x1b[200~hill, q, dd\x1b[201~\r", PAUSE).sees("Saved note");
    // what ought to be a filter, and a level that another keyboard types
    terminal.types_slowly("7/track\x1b", PAUSE).sees("1 run").types_slowly("p\u{e9}", PAUSE).sees("digit_row");
    terminal.types_slowly("\x1b", PAUSE).until("the prompt to go", |screen| !screen.contents().contains("digit_row"));
    // answers that nobody waits for
    terminal.types_slowly("\x1b]11;rgb:dddd/dddd/dddd\x1b\\\x1b[?62;22c\x1b[12;40R", PAUSE);
    terminal.types_slowly("q", PAUSE);
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
    let journal = terminal.journal();
    let count = |list: &str| journal[list].as_array().unwrap().len();
    assert_eq!((count("pain"), count("runs"), count("notes"), count("deleted")), (2, 1, 1, 0), "{journal}");
    assert_eq!((count("visits"), count("questions"), count("sessions"), count("gear")), (0, 0, 0, 0));
    assert_eq!(journal["runs"][0]["distance_m"], 5000);
    assert_eq!(journal["notes"][0]["note"], "up\nhill, q, dd");
}

#[test]
fn an_esc_alone_closes_soon_and_what_comes_late_is_no_keys() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("nhalf").sees("half");
    terminal.types("\x1b").sees("Kept as a draft");
    // the rest of an arrow and of a paste, as a line brings them that stood still
    terminal.types("\x1b");
    std::thread::sleep(Duration::from_millis(400));
    terminal.types("[200~ddd\x1b[201~");
    terminal.types("p5").sees("Saved pain 5").types("q");
    assert_eq!(terminal.ends().0, 0);
    let journal = terminal.journal();
    assert_eq!((journal["pain"].as_array().unwrap().len(), journal["deleted"].as_array().unwrap().len()), (2, 0));
}

#[test]
fn idle_it_does_not_wake() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("6\x1b[A\x1b").types("6");
    std::thread::sleep(Duration::from_millis(1500));
    let before = terminal.switches();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(terminal.switches(), before, "a thread woke although nothing happened");
}

#[test]
fn the_mouse_and_the_signs_are_as_set_at_once_and_given_back_at_the_end() {
    use vt100::MouseProtocolMode;
    let mut terminal = Terminal::start(&[("LC_ALL", "C")]);
    // the locale has no signs beyond ASCII
    terminal.sees("WELCOME").until("plain signs", |screen| screen.contents().is_ascii());
    terminal.until("the mouse", |screen| screen.mouse_protocol_mode() != MouseProtocolMode::None);
    let set = |setting: &str| {
        let program = assert_cmd::cargo::cargo_bin!("twinge");
        let mut command = std::process::Command::new(program);
        command
            .env_clear()
            .env("TWINGE_FILE", terminal.file())
            .env("TWINGE_STATE", terminal.folder.path().join("state"));
        assert!(command.args(["settings", setting]).status().unwrap().success(), "{setting}");
    };
    set("mouse=off");
    set("ascii=off");
    terminal.types("7").until("all signs", |screen| !screen.contents().is_ascii());
    terminal.until("no mouse", |screen| screen.mouse_protocol_mode() == MouseProtocolMode::None);
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
}

#[test]
fn the_background_is_told_late_and_a_theme_is_seen_at_once() {
    use vt100::Color;
    let colours = |screen: &vt100::Screen| {
        let cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
        let mut found: Vec<Color> = Vec::new();
        for cell in cells.filter_map(|(row, column)| screen.cell(row, column)) {
            found.extend([cell.fgcolor(), cell.bgcolor()].into_iter().filter(|one| *one != Color::Default));
        }
        found
    };
    let full = |screen: &vt100::Screen| colours(screen).iter().any(|one| matches!(one, Color::Rgb(..)));
    let mut terminal = Terminal::start(&[("COLORTERM", "truecolor")]);
    // until the terminal answers, its own sixteen
    terminal.sees("WELCOME").until("its own colours", |screen| !colours(screen).is_empty() && !full(screen));
    terminal.types_slowly("\x1b]11;rgb:1c1c/1c1c/1c1c\x07", PAUSE).until("all colours", full);
    terminal.sees("WELCOME").types("7").sees("No run yet");
    let program = assert_cmd::cargo::cargo_bin!("twinge");
    let mut command = std::process::Command::new(program);
    command.env_clear().env("TWINGE_FILE", terminal.file()).env("TWINGE_STATE", terminal.folder.path().join("state"));
    assert!(command.args(["settings", "theme=mono"]).status().unwrap().success());
    terminal.types("6").until("no colour", |screen| colours(screen).is_empty());
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
}
