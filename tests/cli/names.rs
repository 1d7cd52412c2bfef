//! Names in any Unicode form, text from a pipe, paths with `~` and `file://`, and a file with an editor's mark in it.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::kit::{Answer, Desk};

/// One letter, and the same in two.
const ONE: &str = "Schuhé";
const TWO: &str = "Schuhe\u{301}";

fn piped(desk: &Desk, args: &[&str], text: &[u8]) -> Answer {
    let mut command = desk.command(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_name_is_one_in_every_form_and_case() {
    let desk = Desk::new();
    desk.ok(&["gear", TWO]);
    assert!(desk.refused(&["gear", &ONE.to_uppercase()]).contains("with that name"));
    assert!(desk.ok(&["run", "4k", "grass", "20:00", "--gear", ONE]).out.contains(&format!("in {TWO}")));
    desk.ok(&["pain", "3", "--worse", ONE]);
    desk.ok(&["pain", "3", "--worse", TWO, "--at", "-1"]);
    let report = desk.ok(&["report"]).out;
    assert!(report.contains(&format!("{ONE} on 2 of 2 days")), "{report}");
    desk.ok(&["exercise", "Bru\u{308}cke", "--sets", "2", "--reps", "10", "--days", "3"]);
    desk.ok(&["session", "BRÜCKE"]);
    desk.ok(&["condition", "diagnosis=Ischialgie\u{301}, suspected"]);
    desk.ok(&["condition", "diagnosis=ischialgié, ruled-out"]);
    assert_eq!(desk.ok(&["condition", "--json"]).json()["diagnoses"].as_array().unwrap().len(), 1);
    desk.refused(&["measure", &format!("{ONE}:3,{TWO}:4")]);
}

#[test]
fn a_dash_stands_for_the_text_on_standard_input_wherever_a_free_text_is() {
    let desk = Desk::new();
    let note = piped(&desk, &["note", "-"], "\u{feff}two\r\nlines – é\n".as_bytes());
    assert_eq!(note.code, 0, "{}", note.err);
    assert_eq!(desk.ok(&["list", "notes", "--json"]).json()[0]["note"], "two\nlines – é");
    let field = |kind: &str, field: &str| desk.ok(&["list", kind, "--json"]).json()[0][field].clone();
    let id = piped(&desk, &["pain", "3", "--note", "-"], b"sat long").id();
    assert_eq!(field("pain", "note"), "sat long");
    piped(&desk, &["edit", &id, "note=-"], b"sat longer");
    assert_eq!(field("pain", "note"), "sat longer");
    piped(&desk, &["question", "-"], b"may I run?");
    assert_eq!(field("questions", "question"), "may I run?");
    piped(&desk, &["condition", "onset_note=-"], b"after hills");
    assert_eq!(desk.ok(&["condition", "--json"]).json()["onset_note"], "after hills");
    piped(&desk, &["step", "doctor", "under-way", "--reason", "-"], b"visit on Friday");
    assert!(desk.ok(&["step", "doctor"]).out.contains("visit on Friday"));
}

#[test]
fn what_is_no_text_for_a_dash_is_refused_and_nothing_is_saved() {
    let desk = Desk::new();
    desk.ok(&["pain", "3"]);
    let before = desk.bytes();
    for (args, text, message) in [
        (&["note", "-"][..], &b" \n"[..], "empty"),
        (&["note", "-"], b"\xff\xfe", "not UTF-8"),
        (&["visit", "monday", "--said", "-", "--note", "-"], b"x", "give - once"),
    ] {
        let answer = piped(&desk, args, text);
        assert!(answer.code == 2 && answer.err.contains(message), "{args:?} {}: {}", answer.code, answer.err);
    }
    assert_eq!(desk.bytes(), before);
    // a dash among other words is a dash
    assert!(desk.ok(&["note", "legs", "-", "heavy"]).out.contains("legs - heavy"));
}

#[test]
fn a_path_with_the_home_sign_or_an_address_is_opened_wherever_it_is_typed() {
    let desk = Desk::new();
    let home = desk.folder.path().join("my home");
    fs::create_dir(&home).unwrap();
    let run = |args: &[&str], variable: Option<&str>| -> Answer {
        let mut command = desk.command(args);
        command.env("HOME", &home).current_dir(desk.folder.path());
        variable.map(|value| command.env("TWINGE_FILE", value));
        command.output().unwrap().into()
    };
    let address = format!("file://{}/a%20b.json", home.display().to_string().replace(' ', "%20"));
    for (args, variable, made) in [
        (&["pain", "3"][..], Some("~/t/j.json"), "t/j.json"),
        (&["--file", "~/u.json", "pain", "3"], None, "u.json"),
        (&["--file", &address, "pain", "3"], None, "a b.json"),
        (&["report", "-o", "~/page.txt"], Some("~/u.json"), "page.txt"),
        (&["export", "-o", "~/copy.json"], Some("~/u.json"), "copy.json"),
        (&["export", "--format", "csv", "-o", "~/tables"], Some("~/u.json"), "tables/pain.csv"),
    ] {
        let answer = run(args, variable);
        assert!(answer.code == 0 && home.join(made).is_file(), "{args:?}: {}", answer.err);
    }
    let back = run(&["import", "~/tables/pain.csv", "--dry-run"], Some("~/new.json"));
    assert!(back.code == 0 && back.out.contains("1 "), "{}{}", back.out, back.err);
    assert!(!desk.folder.path().join("~").exists() && !home.join("~").exists());
    let lost = desk.command(&["--file", "~/u.json", "pain", "3"]).env_remove("HOME").output().unwrap();
    assert!(Answer::from(lost).err.contains("HOME is not set"));
}

#[test]
fn a_journal_that_an_editor_put_its_mark_into_is_read_changed_and_written_without_it() {
    let desk = Desk::new();
    desk.ok(&["pain", "3"]);
    let marked = [b"\xef\xbb\xbf", &desk.bytes()[..]].concat();
    fs::write(desk.file(), marked).unwrap();
    desk.ok(&["check-file"]);
    desk.ok(&["pain", "4"]);
    assert!(desk.bytes().starts_with(b"{"));
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json().as_array().unwrap().len(), 2);
}
