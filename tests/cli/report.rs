//! The report: its forms, its files, what is refused.

use std::os::unix::fs::PermissionsExt;

use crate::kit::Desk;

fn some_days() -> Desk {
    let desk = Desk::new();
    for (at, level) in [("-20 7am", "6"), ("-8 7am", "5"), ("-1 7am", "3"), ("today 7am", "2")] {
        desk.ok(&[
            "pain",
            level,
            "--at",
            at,
            "--moment",
            "morning",
            "--where",
            "deep-buttock:right",
            "--note",
            "private",
        ]);
    }
    desk.ok(&["run", "5k", "grass", "--at", "-8", "--during", "2"]);
    desk.ok(&["question", "may I run 8 km?"]);
    desk
}

#[test]
fn the_page_goes_to_standard_output_in_every_form_but_a_pdf_needs_a_file_on_a_terminal() {
    let desk = some_days();
    let text = desk.ok(&["report"]).out;
    assert!(text.starts_with("Running pain summary\n13 Oct – 23 Nov 2026: 42 days, 4 logged\n"), "{text}");
    assert!(text.contains("right deep buttock on 4 of 4 days") && text.contains("may I run 8 km?"), "{text}");
    assert!(desk.ok(&["report", "--format", "html"]).out.starts_with("<!DOCTYPE html>"));
    assert!(desk.ok(&["report", "--format", "md"]).out.starts_with("# Running pain summary"));
    let json = desk.ok(&["report", "--json"]).json();
    assert_eq!(json["period"]["days"], 42);
    assert_eq!(json["pain"]["places"][0], serde_json::json!({"what": "right deep buttock", "days": 4}));
    assert_eq!(json, desk.ok(&["report", "--format", "json"]).json());
    let pdf = desk.command(&["report", "--format", "pdf"]).output().unwrap();
    assert!(pdf.status.success() && pdf.stdout.starts_with(b"%PDF-"));
}

#[test]
fn a_file_is_closed_to_others_and_never_written_over_unasked() {
    let desk = some_days();
    let file = desk.folder.path().join("page.pdf");
    let path = file.to_str().unwrap();
    assert_eq!(desk.ok(&["report", "-o", path]).out, format!("Written to {path}.\n"));
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"), "the ending says the form");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(desk.refused(&["report", "-o", path, "--format", "text"]).contains("is there already"));
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    let answer = desk.ok(&["report", "-o", path, "--format", "text", "--force", "--json"]).json();
    assert_eq!((&answer["file"], &answer["format"]), (&path.into(), &"text".into()));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("Running pain summary"));
    let missing = desk.run(&["report", "-o", "/no/such/folder/page.pdf"]);
    assert_eq!((missing.code, missing.err.lines().count()), (1, 1), "{}", missing.err);
}

#[test]
fn an_ending_that_is_no_form_of_the_page_is_refused() {
    let desk = some_days();
    let file = desk.folder.path().join("page.docx").to_str().unwrap().to_owned();
    assert!(desk.refused(&["report", "-o", &file]).contains("there are .txt, .html, .pdf, .md, .json"));
    desk.ok(&["report", "--format", "text", "-o", &file]);
}

#[test]
fn the_period_is_what_was_asked_for() {
    let desk = some_days();
    let days = |args: &[&str]| desk.ok(&[&["report", "--json"], args].concat()).json()["period"]["days"].clone();
    assert_eq!(days(&["--last", "2w"]), 14);
    assert_eq!(days(&["--since", "-2"]), 3);
    assert!(desk.refused(&["report", "--since", "last-visit"]).contains("no visit before today"));
    desk.ok(&["visit", "-9", "--with", "Dr Invented"]);
    assert_eq!(days(&[]), 10);
    assert_eq!(days(&["--since", "last-visit"]), 10);
    assert!(desk.refused(&["report", "--since", "2026-11-24"]).contains("still to come"));
    assert!(desk.refused(&["report", "--last", "six"]).contains("10d, 6w"));
    assert!(desk.refused(&["report", "--format", "doc"]).contains("text, html, pdf, md, json"));
    assert!(desk.refused(&["report", "--without", "warning"]).contains("questions"), "it cannot be left out");
}

#[test]
fn names_and_notes_are_printed_only_for_this_print_and_stored_nowhere() {
    let desk = some_days();
    let before = desk.bytes();
    let plain = desk.ok(&["report"]).out;
    assert!(!plain.contains("private") && !plain.contains("Nobody"));
    let named = desk.ok(&["report", "--name", "Nobody Real", "--born", "1900-01-01", "--with-notes"]).out;
    assert!(named.starts_with("Running pain summary: Nobody Real, born 1900-01-01\n"), "{named}");
    assert!(named.contains("private"), "{named}");
    assert_eq!(desk.bytes(), before);
    let short = desk.ok(&["report", "--without", "questions,running"]).out;
    assert!(!short.contains("QUESTIONS") && !short.contains("RUNNING") && short.contains("SIGNS"), "{short}");
}

#[test]
fn an_open_warning_sign_heads_the_page() {
    let desk = some_days();
    desk.ok(&["check", "--saddle", "yes"]);
    let text = desk.ok(&["report"]).out;
    assert!(text.lines().nth(2).unwrap_or_default().is_empty() || text.lines().nth(2).unwrap().starts_with("WARNING"));
    let (warning, questions) = (text.find("WARNING").unwrap(), text.find("QUESTIONS").unwrap());
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(warning < questions && flowing.contains("not yet seen by a clinician"), "{text}");
}

#[test]
fn what_is_taken_home_begins_with_the_visit_and_takes_no_period() {
    let desk = some_days();
    let none = desk.ok(&["report", "--take-home"]).out;
    assert!(none.starts_with("To take home\nNo visit recorded yet\n"), "{none}");
    desk.ok(&["visit", "-1", "--with", "Dr Invented", "--said", "rest two weeks"]);
    let text = desk.ok(&["report", "--take-home"]).out;
    assert!(text.contains("rest two weeks") && text.contains("Dr Invented"), "{text}");
    assert!(!text.contains("private"), "{text}");
    let json = desk.ok(&["report", "--take-home", "--json"]).json();
    assert_eq!(json["said"], "rest two weeks");
    let file = desk.folder.path().join("home.pdf");
    desk.ok(&["report", "--take-home", "-o", file.to_str().unwrap()]);
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    assert_ne!(desk.run(&["report", "--take-home", "--last", "2w"]).code, 0);
}

#[test]
fn only_a_written_page_is_opened_and_only_a_terminal_has_a_clipboard() {
    let desk = some_days();
    let open = desk.run(&["report", "--open"]);
    assert!(open.code == 2 && open.err.contains("-o report.pdf"), "{}", open.err);
    let copy = desk.run(&["report", "--to-clipboard"]);
    assert!(copy.code == 2 && copy.err.contains("needs a terminal") && copy.out.is_empty(), "{}", copy.err);
    assert_ne!(desk.run(&["report", "--to-clipboard", "-o", "page.txt"]).code, 0);
}
