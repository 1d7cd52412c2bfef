//! Salvage: what is whole in a damaged journal comes out, what is missing comes from the backup, and nothing is written unasked.

use std::fs;

use crate::kit::Desk;

/// Two levels and a note, of which the note's line is damaged.
fn damaged() -> (Desk, Vec<u8>) {
    let desk = Desk::new();
    for args in
        [&["pain", "3", "--note", "first"][..], &["pain", "4", "--note", "second", "--at", "-1"], &["note", "rest"]]
    {
        desk.ok(args);
    }
    let text = String::from_utf8(desk.bytes()).unwrap().replace("\"note\":\"rest\"", "\"note\":\"re\u{0}");
    fs::write(desk.file(), &text).unwrap();
    (desk, text.into_bytes())
}

#[test]
fn a_damaged_journal_names_salvage_which_shows_first_and_writes_when_told() {
    let (desk, bytes) = damaged();
    assert!(desk.run(&["status"]).err.contains("`twinge salvage`"));
    let shown = desk.ok(&["salvage"]).out;
    assert!(
        shown.contains("2 pain") && shown.contains("1 piece of it cannot be read") && shown.contains("--yes"),
        "{shown}"
    );
    assert_eq!(desk.bytes(), bytes, "nothing is written unasked");
    let said = desk.ok(&["salvage", "--yes"]).out;
    assert!(said.contains("Saved a journal of 2 entries. The damaged file is kept as "), "{said}");
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json().as_array().unwrap().len(), 2);
    let kept = fs::read_dir(desk.folder.path()).unwrap().flatten().map(|entry| entry.path());
    let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().contains(".replaced-")).collect();
    assert!(kept.len() == 1 && fs::read(&kept[0]).unwrap() == bytes, "{kept:?}");
    assert!(desk.ok(&["salvage"]).out.contains("nothing to salvage"));
}

#[test]
fn what_is_lost_in_the_file_comes_from_the_backup() {
    let desk = Desk::new();
    desk.ok(&["pain", "3"]);
    desk.ok(&["note", "rest"]);
    fs::create_dir(desk.folder.path().join("backups")).unwrap();
    fs::write(desk.folder.path().join("backups/journal-2026-11-22.json"), desk.bytes()).unwrap();
    desk.ok(&["pain", "5"]);
    let text = String::from_utf8(desk.bytes()).unwrap().replace("\"note\":\"rest\"", "\"note\":\"rest");
    fs::write(desk.file(), text).unwrap();
    let answer = desk.ok(&["salvage", "--yes", "--json"]).json();
    assert_eq!((&answer["entries"]["pain"], &answer["entries"]["notes"]), (&2.into(), &1.into()), "{answer}");
    assert_eq!(answer["from"][1]["entries"], 1);
    assert_eq!(desk.ok(&["list", "notes", "--json"]).json()[0]["note"], "rest");
}
