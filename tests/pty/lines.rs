//! Lines that were typed come back the next time; what was entered by one does not.

use super::kit::{NOW, Terminal};

#[test]
fn what_entered_nothing_comes_back_and_what_is_private_does_not() {
    let mut terminal = Terminal::start(&[]);
    terminal.sees("WELCOME").types(":calendar\r").sees("Sep         Oct");
    terminal.types(":note seen by nobody\r").sees("Saved note");
    terminal.types(":list runs last month\r").sees("0 runs");
    terminal.types("q").types(":\x1b[A").sees(": list runs last month").types("\x1b[A").sees(": note seen by nobody");
    terminal.types("\x1b").until("no line", |screen| !screen.contents().contains(": note"));
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
    let list = std::fs::read_to_string(terminal.folder.path().join("state/typed-lines")).unwrap();
    assert_eq!(list, "calendar\nlist runs last month\n");
    let mut again = terminal.again(NOW);
    again.sees("0Today").types(":\x1b[A").sees(": list runs last month").types("\x1b[A").sees(": calendar");
    again.types("\r").sees("Sep         Oct").types("q");
    assert_eq!(again.ends().0, 0);
}
