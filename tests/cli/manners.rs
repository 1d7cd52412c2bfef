//! Pipes, full devices, terminals, hostile text, help.

use std::process::Stdio;

use crate::kit::Desk;

const HOSTILE: &str = "a\u{1b}]52;c;Zm9v\u{7}\u{9b}31m\u{202e}b\r\n\u{7f}\u{1b}[2J";

/// True for what drives a terminal.
fn drives(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_byte_of_a_note_reaches_the_terminal_raw() {
    let desk = Desk::new();
    let id = desk.ok(&["pain", "4", "--note", HOSTILE, "--worse", "\u{1b}[31m"]).id();
    for args in [
        &["list", "pain"][..],
        &["list", "pain", "--json"],
        &["list", "pain", "--csv"],
        &["show", &id],
        &["show", &id, "--json"],
        &["edit", &id, "level=5"],
        &["status", "--json"],
        &["delete", &id],
        &["undo"],
        &["undo", "--json"],
    ] {
        let answer = desk.ok(args);
        assert!(!answer.out.contains(drives), "{args:?}: {:?}", answer.out);
    }
    for args in [
        &["pain", HOSTILE][..],
        &["list", HOSTILE],
        &["show", HOSTILE],
        &[HOSTILE],
        &["pain", "4", HOSTILE],
        &["restore", HOSTILE],
    ] {
        let answer = desk.run(args);
        assert!(!answer.err.contains(drives), "{args:?}: {:?}", answer.err);
        assert_ne!(answer.code, 0);
    }
    let kept = desk.ok(&["show", &id, "--json"]).json();
    assert_eq!(kept["note"], HOSTILE, "the text itself is kept as it was");
    assert!(!String::from_utf8(desk.bytes()).unwrap().contains(drives), "even the file can be looked at");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let desk = Desk::new();
    for n in 0..400 {
        // enough to overflow a pipe
        if n < 3 {
            desk.ok(&["note", &"invented ".repeat(4000)]);
        }
    }
    let mut child =
        desk.command(&["list", "notes", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_said_and_what_was_saved_stays_saved() {
    let desk = Desk::new();
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    let output = desk.command(&["pain", "4"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("is done"));
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json()[0]["level"], 4);
    let file = desk.folder.path().join("copy.json");
    for (command, done) in [
        (&["export"][..], false),
        (&["export", "--format", "fhir"], false),
        (&["export", "--format", "csv", "--kind", "pain"], false),
        (&["report"], false),
        (&["check-file"], false),
        (&["path"], false),
        (&["export", "-o", file.to_str().unwrap()], true),
        (&["undo"], true),
    ] {
        let output = desk.command(command).stdout(full()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), message.contains("is done")), (Some(1), done), "{command:?} {message}");
        assert!(message.contains("Could not print"), "{command:?} {message}");
    }
    assert!(file.exists());
    let output = desk.command(&["list", "surgery"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "a sentence that cannot be said is no panic");
}

#[test]
fn without_a_terminal_the_screen_is_words() {
    let desk = Desk::new();
    let answer = desk.run(&[]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert!(answer.err.contains("needs a terminal") && answer.err.contains("twinge status"), "{}", answer.err);
}

#[test]
fn every_command_answers_help_with_an_example_and_no_file() {
    let desk = Desk::new();
    let help = desk.ok(&["--help"]).out;
    assert!(help.replace('\n', " ").contains("never uses the network"), "{help}");
    assert!(help.replace('\n', " ").contains("stop and contact the doctor"), "{help}");
    for command in [
        "pain",
        "run",
        "note",
        "step",
        "list",
        "show",
        "edit",
        "delete",
        "undo",
        "status",
        "path",
        "check-file",
        "restore",
        "settings",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let text = desk.ok(&[command, "--help"]).out;
        assert!(text.contains(&format!("Example: twinge {command}")), "{text}");
    }
    assert!(desk.ok(&["--version"]).out.starts_with("twinge 0."));
    assert!(!desk.file().exists());
}
