//! A morning: start, log, quit; another window; another size; no colour.

use super::kit::Terminal;

#[test]
fn start_log_quit_and_it_is_in_the_file() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p").sees("Level this morning?").types("4").sees("Saved pain 4, morning");
    assert_eq!(terminal.journal()["pain"][0]["level"], 4);
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
    assert_eq!(terminal.journal()["pain"][0]["moment"], "morning");
}

#[test]
fn keys_typed_ahead_are_all_taken() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4r5k\tg\rnrest\rq");
    assert_eq!(terminal.ends().0, 0);
    let journal = terminal.journal();
    assert_eq!(journal["pain"][0]["level"], 4);
    assert_eq!(journal["runs"][0]["distance_m"], 5000);
    assert_eq!(journal["notes"][0]["note"], "rest");
}

#[test]
fn a_one_waits_a_second_and_is_a_one() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p1").sees("a 0 within a second makes it ten").sees("Saved pain 1,");
}

#[test]
fn what_another_program_saves_is_seen_without_a_key() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4");
    let other = std::process::Command::new(assert_cmd::cargo::cargo_bin!("twinge"))
        .args(["--file".as_ref(), terminal.file().as_os_str(), "--clock".as_ref(), super::kit::NOW.as_ref()])
        .env("TWINGE_STATE", terminal.folder.path().join("state"))
        .args(["note", "from elsewhere"])
        .output()
        .unwrap();
    assert!(other.status.success());
    terminal.sees("from elsewhere").types("p5").sees("Saved pain 5");
    let journal = terminal.journal();
    assert_eq!((journal["pain"].as_array().unwrap().len(), journal["notes"].as_array().unwrap().len()), (2, 1));
}

#[test]
fn what_a_phone_writes_is_seen_without_a_key_and_a_line_without_its_end_soon_after() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4");
    let inbox = terminal.folder.path().join("inbox.txt");
    std::fs::write(&inbox, "2026-11-22 07:00 note from the phone\n").unwrap();
    terminal.sees("From the inbox: 1 entry.");
    let mut file = std::fs::File::options().append(true).open(&inbox).unwrap();
    std::io::Write::write_all(&mut file, b"2026-11-22 08:00 pain 3").unwrap();
    drop(file);
    terminal.types("6").until("the level of the last line", |screen| screen.contents().contains("Sun 22 Nov     3"));
}

#[test]
fn another_size_is_drawn_at_once() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("1Doctor").resize(12, 40).until("the short tab bar", |screen| {
        screen.contents().contains("0Today 1○ 2○") && screen.contents().contains("? help")
    });
    terminal.resize(5, 20).sees("twinge needs").resize(24, 80).sees("1Doctor");
}

#[test]
fn without_colour_the_selection_is_seen_all_the_same() {
    let mut terminal = Terminal::start(&[("NO_COLOR", "1")]);
    terminal.types("p46").until("the selected row in reverse, without a colour", |screen| {
        let row = (0..24).find(|&row| screen.cell(row, 0).is_some_and(|cell| cell.contents() == "›"));
        row.and_then(|row| screen.cell(row, 2)).is_some_and(vt100::Cell::inverse)
            && (0..24 * 80).all(|at| {
                let cell = screen.cell(at / 80, at % 80).unwrap();
                cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
            })
    });
}

#[test]
fn a_paste_is_text_on_a_real_terminal_too() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("n").sees("New note").types("\x1b[200~q\rp4\x1b[201~").sees("p4");
    terminal.types("\r").sees("Saved note");
    assert_eq!(terminal.journal()["notes"][0]["note"], "q\np4");
}

#[test]
fn a_file_that_vanishes_under_the_screen_comes_back_with_the_next_save() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types("p4").sees("Saved pain 4").types("nfirst\r").sees("Saved note");
    std::fs::remove_file(terminal.file()).unwrap();
    terminal.types("p5").sees("Saved pain 5");
    let journal = terminal.journal();
    assert_eq!((journal["pain"].as_array().unwrap().len(), journal["notes"].as_array().unwrap().len()), (2, 1));
}
