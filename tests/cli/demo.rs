//! The demo: an invented journal that every command can look at, of which nothing reaches the disk.

use super::kit::Desk;

#[test]
fn the_demo_is_looked_at_and_changed_and_nothing_is_saved() {
    let desk = Desk::new();
    let runs = desk.ok(&["--demo", "list", "runs", "--json"]).json();
    assert!(runs.as_array().unwrap().len() > 20, "{runs}");
    for (command, says) in [
        (&["pain", "4"][..], "Shown, not saved: pain 4, "),
        (&["session", "bridge"], "Shown, not saved: session"),
        (&["note", "legs heavy"], "Shown, not saved: note “legs heavy”"),
    ] {
        let out = desk.ok(&[&["--demo"], command].concat()).out;
        assert!(out.starts_with(says) && !out.contains("Saved"), "{out}");
    }
    assert!(desk.ok(&["status", "--demo"]).out.contains("due"));
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn the_demo_opens_as_a_screen_that_says_what_it_is() {
    let desk = Desk::new();
    let frame = desk.ok(&["--demo", "--keys", "p4", "--print", "80x24"]).out;
    assert!(frame.contains("DEMO: invented, nothing is saved"), "{frame}");
    assert!(frame.contains("Shown, not saved: pain 4, morning"), "{frame}");
    for keys in ["2j ", "p4p4", "nlegs<enter>nlegs<enter>", "!y<enter>"] {
        let frame = desk.ok(&["--demo", "--keys", keys, "--print", "120x30"]).out;
        assert!(
            frame.contains("Shown, not saved: ") && !frame.contains("saved::") && !frame.contains("saved:;"),
            "{frame}"
        );
    }
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn what_looks_at_a_file_is_refused_in_the_demo() {
    let desk = Desk::new();
    for command in ["path", "check-file", "restore"] {
        assert!(desk.refused(&["--demo", command]).contains("The demo is in no file"));
    }
    assert!(desk.refused(&["--demo", "--file", "x.json", "status"]).contains("--file"));
    // a screen wants a terminal, in the demo too
    let answer = desk.run(&["demo"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
}

#[test]
fn the_page_of_the_demo_says_that_it_is_invented() {
    let desk = Desk::new();
    for form in ["text", "md", "html"] {
        assert!(desk.ok(&["--demo", "report", "--format", form]).out.contains("INVENTED EXAMPLE"), "{form}");
    }
    assert_eq!(desk.ok(&["--demo", "report", "--json"]).json()["invented"], true);
    assert!(desk.ok(&["--demo", "--keys", "R", "--print", "80x24"]).out.contains("INVENTED EXAMPLE"));
    assert_eq!(desk.ok(&["report", "--json"]).json()["invented"], false);
    assert!(!desk.ok(&["report"]).out.contains("INVENTED"));
}
