//! Where the file is, checking it, restoring it.

use std::fs;

use serde_json::json;

use crate::kit::{Answer, Desk};

/// A desk whose journal was last changed on an earlier day, so that the next change keeps a backup.
fn with_backup() -> Desk {
    let desk = Desk::new();
    desk.ok_at("2026-11-22T23:06:40+00:00", &["pain", "4"]);
    desk.ok(&["pain", "5"]);
    desk
}

#[test]
fn the_path_is_the_given_one_the_variable_or_the_data_folder() {
    let desk = Desk::new();
    let path = |answer: Answer| answer.out.trim_end().to_owned();
    assert_eq!(path(desk.ok(&["path"])), desk.file().to_string_lossy());
    assert_eq!(path(desk.ok(&["--file", "/x/y.json", "path"])), "/x/y.json");
    assert_eq!(desk.ok(&["path", "--json"]).json()["exists"], false);
    let home = |home: &str, xdg: Option<&str>| {
        let mut command = desk.command(&["path"]);
        command.env_remove("TWINGE_FILE").env("HOME", home);
        if let Some(xdg) = xdg {
            command.env("XDG_DATA_HOME", xdg);
        }
        Answer::from(command.output().unwrap())
    };
    if cfg!(target_os = "linux") {
        assert_eq!(path(home("/h", None)), "/h/.local/share/twinge/journal.json");
        assert_eq!(path(home("/h", Some("/data"))), "/data/twinge/journal.json");
        assert_eq!(path(home("/h", Some("data"))), "/h/.local/share/twinge/journal.json", "a relative one is invalid");
        assert_eq!(path(home("/h", Some(""))), "/h/.local/share/twinge/journal.json");
        let relative = home("h", None);
        assert_eq!(relative.code, 1);
        assert!(
            relative.err.contains("HOME is not an absolute path") && relative.err.contains("--file"),
            "{}",
            relative.err
        );
    }
}

#[test]
fn a_good_file_is_counted_and_a_damaged_one_is_exit_one() {
    let desk = with_backup();
    let text = desk.ok(&["check-file"]).out;
    assert!(text.contains("good, version 2, 2 pain") && text.contains("2026-11-22  1 entry"), "{text}");
    let answer = desk.ok(&["check-file", "--json"]).json();
    assert_eq!((&answer["ok"], &answer["entries"]["pain"], &answer["fault"]), (&json!(true), &json!(2), &json!(null)));
    assert_eq!(answer["backups"][0]["day"], "2026-11-22");

    fs::write(desk.file(), &desk.bytes()[..300]).unwrap();
    let torn = desk.bytes();
    let answer = desk.run(&["check-file", "--json"]);
    assert_eq!(answer.code, 1);
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((&answer["ok"], &answer["fault"]["line"]), (&json!(false), &json!(7)));
    assert_eq!(desk.bytes(), torn);
}

#[test]
fn a_damaged_file_is_never_written_over_and_restore_brings_the_backup_back() {
    let desk = with_backup();
    fs::write(desk.file(), "{\"format\": \"twinge-journal\", \"version\": 1, ").unwrap();
    let torn = desk.bytes();
    for args in [&["pain", "6"][..], &["list", "pain"], &["status"], &["undo"], &["step", "doctor", "done"]] {
        let answer = desk.run(args);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{args:?}");
        for part in ["line 1, column", "2026-11-22 with 1 entry", "twinge restore"] {
            assert!(answer.err.contains(part), "{part}: {}", answer.err);
        }
        assert_eq!(desk.bytes(), torn, "{args:?}");
    }
    let said = desk.ok(&["restore", "--yes"]).out;
    assert!(said.starts_with("Restored ") && said.contains("with 1 entry. What stood there is kept as "), "{said}");
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json()[0]["level"], 4);
    let said = said.lines().next().unwrap();
    let kept = said.trim_end_matches('.').rsplit_once("kept as ").unwrap().1;
    assert_eq!(fs::read(kept).unwrap(), torn);
}

#[test]
fn a_backup_is_named_by_its_day_or_its_path() {
    let desk = with_backup();
    assert!(desk.run(&["restore", "2026-01-01"]).err.contains("there are: 2026-11-22"));
    let path = desk.folder.path().join("backups/journal-2026-11-22.json");
    for named in ["2026-11-22", "journal-2026-11-22.json", path.to_str().unwrap()] {
        assert_eq!(desk.ok(&["restore", named, "--json", "--yes"]).json()["entries"], 1, "{named}");
    }
    fs::write(desk.folder.path().join("bad.json"), "{}").unwrap();
    let before = desk.bytes();
    let answer = desk.run(&["restore", desk.folder.path().join("bad.json").to_str().unwrap()]);
    assert!(answer.code == 1 && answer.err.contains("cannot be read"), "{}", answer.err);
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_journal_that_vanished_is_not_begun_anew_over_its_backups() {
    let desk = with_backup();
    fs::remove_file(desk.file()).unwrap();
    let answer = desk.run(&["pain", "6"]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.err.contains("is gone, but its backups are there") && answer.err.contains("twinge restore"),
        "{}",
        answer.err
    );
    assert!(!desk.file().exists());
    let refused = desk.refused(&["restore"]);
    assert!(refused.contains("no journal stands there now") && !refused.contains("kept beside"), "{refused}");
    desk.ok(&["restore", "--yes"]);
    assert_eq!(desk.ok(&["pain", "6"]).code, 0);
    // with no backup that is good
    fs::remove_file(desk.file()).unwrap();
    for backup in fs::read_dir(desk.folder.path().join("backups")).unwrap().flatten() {
        fs::write(backup.path(), "{").unwrap();
    }
    let said = desk.run(&["status"]).err;
    assert!(said.matches("begin anew").count() == 1 && !said.contains("by hand"), "{said}");
}

#[test]
fn a_restore_of_what_could_not_be_read_takes_no_older_change_with_it() {
    let desk = with_backup();
    let whole = desk.ok(&["list", "pain", "--json"]).json();
    fs::copy(desk.file(), desk.folder.path().join("copy.json")).unwrap();
    desk.ok(&["pain", "7"]);
    fs::write(desk.file(), "{").unwrap();
    let copy = desk.folder.path().join("copy.json");
    desk.ok(&["restore", copy.to_str().unwrap(), "--yes"]);
    for _ in 0..2 {
        let refused = desk.refused(&["undo"]);
        assert!(refused.contains("nothing to undo") && refused.contains(".replaced-"), "{refused}");
        assert_eq!(desk.ok(&["list", "pain", "--json"]).json(), whole);
    }
    desk.ok(&["note", "after"]);
    assert!(desk.ok(&["undo"]).out.contains("after"));
    assert!(desk.refused(&["undo"]).contains(".replaced-"));
}

#[test]
fn a_restore_says_that_settings_and_steps_go_back_too() {
    let desk = with_backup();
    desk.ok(&["settings", "units=mi"]);
    desk.ok(&["step", "doctor", "done"]);
    let message = desk.refused(&["restore"]);
    for part in ["what is newer in the settings", "what is newer in the steps"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_names_no_file_here_makes_none() {
    let desk = Desk::new();
    for path in ["file://host/x/journal.json", "~nobody/journal.json"] {
        let answer = crate::kit::Answer::from(
            desk.command(&["pain", "4"]).current_dir(desk.folder.path()).env("TWINGE_FILE", path).output().unwrap(),
        );
        assert!(answer.code == 1 && answer.err.contains(path), "{}", answer.err);
        assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 0, "{path}");
    }
}

#[test]
fn a_newer_file_is_read_not_written() {
    let desk = Desk::new();
    desk.ok(&["pain", "4"]);
    let newer = String::from_utf8(desk.bytes()).unwrap().replace("\"version\": 2", "\"version\": 3");
    fs::write(desk.file(), &newer).unwrap();
    let answer = desk.ok(&["list", "pain", "--json"]);
    assert_eq!(answer.json()[0]["level"], 4);
    assert!(answer.err.contains("newer twinge"), "{}", answer.err);
    let answer = desk.run(&["pain", "5"]);
    assert!(answer.code == 1 && answer.err.contains("can be read here, not changed"), "{}", answer.err);
    assert_eq!(desk.bytes(), newer.as_bytes());
}

#[test]
fn a_restore_says_what_it_takes_back_asks_and_can_be_undone() {
    let desk = with_backup();
    desk.ok(&["run", "5k", "grass"]);
    let first = desk.ok_at("2026-11-22T23:30:00+00:00", &["list", "pain", "--json"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.ok(&["edit", &first, "level=9"]);
    let before = desk.ok(&["list", "pain", "--json"]).json();
    let message = desk.refused(&["restore"]);
    for part in [
        "journal-2026-11-22.json has 1 entry",
        "takes back 1 pain level, 1 run and 1 later edit",
        "twinge restore --yes",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    let done = desk.ok(&["restore", "--yes", "--json"]).json();
    assert_eq!(
        (&done["lost"]["runs"], &done["lost"]["pain"], &done["lost"]["edits"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!((&done["entries"], &done["kept"]), (&json!(1), &json!(null)));
    let there = desk.ok(&["list", "pain", "--json"]).json();
    assert_eq!((there.as_array().unwrap().len(), &there[0]["level"]), (1, &json!(4)));
    assert!(desk.ok(&["list", "runs"]).out.contains("No runs"));
    desk.ok(&["undo"]);
    let levels =
        |all: &serde_json::Value| all.as_array().unwrap().iter().map(|one| one["level"].clone()).collect::<Vec<_>>();
    assert_eq!(levels(&desk.ok(&["list", "pain", "--json"]).json()), levels(&before));
    assert!(desk.ok(&["list", "runs"]).out.contains("grass"));
}
