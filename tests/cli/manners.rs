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

#[test]
fn a_saved_change_is_said_unless_it_is_to_be_quiet_and_warnings_are_said_then_too() {
    let desk = Desk::new();
    assert!(desk.ok(&["pain", "4"]).out.starts_with("Saved pain 4"));
    assert_eq!(desk.ok(&["-q", "pain", "3"]).out, "");
    assert_eq!(desk.ok(&["undo", "--quiet"]).out, "");
    assert!(desk.refused(&["-q", "pain", "11"]).contains("11"));
    assert!(desk.ok(&["-q", "status"]).out.contains("morning 4"), "what was asked for is shown");
}

#[test]
fn a_status_line_of_ones_own_has_its_places_filled() {
    let desk = Desk::new();
    desk.ok(&["pain", "4"]);
    let line = |format: &str| desk.ok(&["status", "--format", format]).out;
    assert_eq!(line("{day}: {morning} {{{worst}}} {last-run}"), "Mon 23 Nov: 4 {4} –\n");
    assert_eq!(line("plain"), "plain\n");
    for format in ["{mood}", "{", "}", "{morning"] {
        let refused = desk.refused(&["status", "--format", format]);
        assert!(refused.contains("{morning}") && refused.contains("for a brace"), "{refused}");
    }
    let control = desk.ok(&["status", "--format", "a\u{1b}[31mb"]).out;
    assert!(!control.contains('\u{1b}'), "{control:?}");
}

#[test]
fn a_command_line_that_cannot_be_read_gets_a_sentence_of_ours() {
    let desk = Desk::new();
    for (args, says) in [
        (&["pain", "4", "--mood"][..], "There is no option --mood here."),
        (&["export", "--fromat", "csv"], "There is no option --fromat here. Did you mean --format?"),
        (&["export", "x.csv"], "\u{201c}x.csv\u{201d} has no place here."),
        (
            &["export", "--format", "cvs"],
            "\u{201c}cvs\u{201d} is not accepted for --format; there are: csv, json, fhir. Did you mean csv?",
        ),
        (&["list", "pain", "--csv", "--json"], "--csv and --json do not go together"),
        (&["status", "--due", "--due"], "--due is there twice; give it once."),
        (&["list", "pain", "--limit"], "--limit has no value; write one behind it."),
        (&["clearance"], "Still missing: <STATE>"),
        (&["run", "5k", "gras:3k,raod:2k"], "Did you mean road?"),
        (&["settings", "unit"], "Did you mean units?"),
    ] {
        let refused = desk.refused(args);
        assert!(refused.contains(says), "{args:?}: {refused}");
        for raw in ["error:", "unexpected argument", "cannot be used", "tip:", "invalid value", "<WORD>"] {
            assert!(!refused.contains(raw), "{args:?}: {refused}");
        }
    }
}

#[test]
fn settings_are_shown_one_by_one_and_set_by_name_and_value() {
    let desk = Desk::new();
    desk.ok(&["settings", "units", "mi"]);
    assert_eq!(desk.ok(&["settings", "units", "--json"]).json(), serde_json::json!({ "units": "mi" }));
    let shown = desk.ok(&["settings", "units", "clock"]).out;
    assert!(shown.contains("mi") && shown.contains("24h") && shown.lines().count() == 3, "{shown}");
    assert!(desk.refused(&["settings", "units=km", "clock"]).contains("clock=VALUE"));
    assert!(desk.refused(&["settings", "units", "leagues"]).contains("km, mi"));
}

#[test]
fn several_entries_are_edited_with_one_change_or_none_is() {
    let desk = Desk::new();
    let [one, two] = ["5k", "6k"].map(|far| desk.ok(&["run", far, "road"]).id());
    let answer = desk.ok(&["edit", &one, &two, "surface=grass", "limp=yes"]);
    assert_eq!(answer.out.lines().filter(|line| line.starts_with("Saved run")).count(), 2, "{}", answer.out);
    assert_eq!(desk.ok(&["list", "runs", "--surface", "grass", "--json"]).json().as_array().unwrap().len(), 2);
    desk.ok(&["undo"]);
    assert_eq!(desk.ok(&["list", "runs", "--surface", "road", "--json"]).json().as_array().unwrap().len(), 2);
    assert!(desk.refused(&["edit", &one, "ffff", "limp=yes"]).contains("ffff"));
    assert!(desk.refused(&["edit", &one, &one, "limp=yes"]).contains("twice"));
    assert!(desk.refused(&["edit", "limp=yes", "rose=yes"]).contains("which entry"));
    assert!(desk.refused(&["edit", &one, &two]).contains("FIELD=VALUE"));
}

#[test]
fn add_takes_a_line_of_words_in_quotes_or_without() {
    let desk = Desk::new();
    assert!(desk.ok(&["add", "pain", "4", "morning"]).out.starts_with("Saved pain 4, morning"));
    assert!(desk.ok(&["add", "run 5,2k grass 32:10 before 2"]).out.contains("pain before 2"));
    assert!(desk.ok(&["add", "pain", "3", "at", "yesterday", "note", "slept badly"]).out.contains("slept badly"));
    assert!(desk.refused(&["add", "pian", "4"]).contains("pian"));
}
