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
    let shown = desk.run(&["salvage"]);
    assert_eq!(shown.code, 2);
    for message in ["would have 2 pain levels", "1 place could not be read and would be lost", "line "] {
        assert!(shown.out.contains(message), "{message}: {}", shown.out);
    }
    assert!(shown.err.contains("Nothing was changed. To do it: twinge salvage --yes"), "{}", shown.err);
    assert_eq!(desk.bytes(), bytes, "nothing is written unasked");
    let said = desk.ok(&["salvage", "--yes"]).out;
    assert!(said.contains("Saved a journal of 2 entries. The damaged file is kept as "), "{said}");
    assert!(said.contains("What came before cannot be undone"), "{said}");
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

#[test]
fn a_flipped_bit_in_the_key_of_a_list_is_named_everywhere_and_repaired() {
    let desk = Desk::new();
    for level in ["3", "4"] {
        desk.ok(&["pain", level]);
    }
    let whole = desk.ok(&["list", "pain", "--json"]).json();
    let damaged = String::from_utf8(desk.bytes()).unwrap().replace("\"pain\": [", "\"qain\": [");
    fs::write(desk.file(), &damaged).unwrap();
    assert!(desk.ok(&["status"]).out.contains("2 entries not shown: twinge check-file"));
    let found = desk.ok(&["check-file"]).out;
    for message in
        ["\u{201c}qain\u{201d}, 2 entries, probably \u{201c}pain\u{201d}", "taken as empty: pain", "--repair"]
    {
        assert!(found.contains(message), "{message}: {found}");
    }
    assert!(!found.contains(": good"), "{found}");
    let screen = desk.ok(&["--print", "80x24"]).out;
    assert!(screen.contains("qain") && screen.contains("twinge check-file --repair"), "{screen}");
    let shown = desk.run(&["check-file", "--repair"]);
    assert!(shown.code == 2 && shown.err.contains("Nothing was changed."), "{}", shown.err);
    assert_eq!(desk.bytes(), damaged.as_bytes());
    // a change in between rides along, and the list that it wrote does not hide what stands beside it
    desk.ok(&["note", "rest"]);
    let before = desk.bytes();
    let said = desk.ok(&["check-file", "--repair", "--yes", "--json"]).json();
    assert_eq!(fs::read(said["kept"].as_str().unwrap()).unwrap(), before);
    assert_eq!(desk.ok(&["list", "pain", "--json"]).json(), whole);
    assert!(desk.ok(&["check-file"]).out.contains(": good"));
    // an older change is not taken back in its place
    let refused = desk.refused(&["undo"]);
    assert!(refused.contains("nothing to undo") && refused.contains(".replaced-"), "{refused}");
    assert!(desk.ok(&["check-file", "--repair"]).out.contains("nothing that can be repaired"));
}

/// An entry that does not read as what its list holds is named and lost; it never becomes one of another kind.
#[test]
fn an_entry_keeps_the_kind_of_its_list_or_is_named_as_lost() {
    for (right, wrong, args) in [
        ("\"minutes\":20", "\"minutes\":20.5", &["sit", "20", "--level", "8"][..]),
        ("\"level\":4", "\"level\":11", &["pain", "4", "--at", "-3"]),
        ("\"level\":4", "\"level\":\"one\"", &["pain", "4", "--at", "-3"]),
        ("\"level\":4", "\"levle\":4", &["pain", "4", "--at", "-3"]),
        ("\"grass\"", "\"moon\"", &["run", "6k", "grass", "--at", "-3"]),
        ("\"minutes\":45", "\"minutes\":\"45\"", &["massage", "45"]),
        ("\"distance_m\":6000", "\"distance_m\":\"6k\"", &["run", "6k", "grass", "--at", "-3"]),
    ] {
        let desk = Desk::new();
        for args in [&["pain", "3"][..], &["run", "5k", "dirt", "32:10", "--before", "2"], &["note", "hello"], args] {
            desk.ok(args);
        }
        let damaged = String::from_utf8(desk.bytes()).unwrap().replacen(right, wrong, 1);
        fs::write(desk.file(), &damaged).unwrap();
        let line = damaged.lines().position(|line| line.contains(wrong)).unwrap() + 1;
        let check = desk.run(&["check-file"]);
        assert!(check.code == 1 && check.out.contains(&format!("line {line}, column")), "{wrong}: {}", check.out);
        let said = desk.ok(&["salvage", "--yes"]).out;
        for message in [
            "The journal would have 1 pain level, 1 run, 1 note.",
            "1 place could not be read and would be lost",
            &format!("line {line}: {{\"id\""),
        ] {
            assert!(said.contains(message), "{wrong}, {message}: {said}");
        }
        let left = String::from_utf8(desk.bytes()).unwrap();
        assert!(!left.contains(wrong) && desk.ok(&["check-file"]).out.contains(": good"), "{wrong}: {left}");
    }
}

#[test]
fn the_letters_of_another_editor_are_read_or_said_to_be_lost() {
    let desk = Desk::new();
    desk.ok(&["note", "caf\u{e9}"]);
    desk.ok(&["note", "two"]);
    let text = String::from_utf8(desk.bytes()).unwrap();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let pairs =
        |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect();
    let wide: [Vec<u8>; 2] = [pairs(u16::to_le_bytes), pairs(u16::to_be_bytes)];
    for (bytes, how) in [(latin, "Windows-1252"), (wide[0].clone(), "UTF-16"), (wide[1].clone(), "UTF-16")] {
        fs::write(desk.file(), &bytes).unwrap();
        let refused = desk.run(&["status"]).err;
        assert!(refused.contains("`twinge salvage`"), "{refused}");
        let said = desk.ok(&["salvage", "--yes"]).out;
        assert!(said.contains(&format!("read as {how}")) && !said.contains("lost letters"), "{said}");
        assert!(desk.ok(&["list", "notes"]).out.contains("caf\u{e9}"), "{how}");
    }
    let mut bytes = text.into_bytes();
    let place = bytes.windows(3).position(|three| three == b"two").unwrap();
    bytes[place] = 0xe9;
    fs::write(desk.file(), &bytes).unwrap();
    let said = desk.ok(&["salvage", "--yes"]).out;
    assert!(
        said.contains("1 letter could not be read") && said.contains("1 of these entries has lost letters"),
        "{said}"
    );
}

#[test]
fn where_nothing_can_be_read_nothing_is_written() {
    for bytes in [&b""[..], b"\xff\xfe", b"no journal at all", b"{\"format\""] {
        let desk = Desk::new();
        fs::write(desk.file(), bytes).unwrap();
        for args in [&["salvage"][..], &["salvage", "--yes"]] {
            let answer = desk.run(args);
            assert_eq!(answer.code, 1, "{bytes:?}: {}{}", answer.out, answer.err);
            assert!(answer.out.contains("nothing was written"), "{}", answer.out);
            assert_eq!(desk.bytes(), bytes);
        }
    }
}

#[test]
fn a_misspelt_part_or_field_is_named_everywhere_and_repaired() {
    let desk = Desk::new();
    desk.ok(&["run", "5k", "grass", "--before", "2", "--note", "hello"]);
    desk.ok(&["step", "doctor", "done"]);
    let whole = String::from_utf8(desk.bytes()).unwrap();
    for (right, wrong) in [
        ("\"steps\": {", "\"step\": {"),
        ("\"doctor\":", "\"docter\":"),
        ("\"note\":", "\"noet\":"),
        ("\"before\":", "\"befor\":"),
    ] {
        fs::write(desk.file(), whole.replacen(right, wrong, 1)).unwrap();
        let [right, wrong] = [right, wrong].map(|key| key.split('"').nth(1).unwrap());
        let found = desk.ok(&["check-file"]).out;
        assert!(!found.contains(": good") && found.contains(&format!("probably \u{201c}{right}\u{201d}")), "{found}");
        assert!(desk.ok(&["status"]).out.contains("1 misspelt key: twinge check-file"), "{wrong}");
        let screen = desk.ok(&["--print", "80x24"]).out;
        assert!(screen.contains(wrong) && screen.contains("twinge check-file --repair"), "{screen}");
        desk.ok(&["check-file", "--repair", "--yes"]);
        assert_eq!(String::from_utf8(desk.bytes()).unwrap(), whole, "{wrong}");
    }
    // what resembles nothing that is known is of a later twinge
    fs::write(desk.file(), whole.replacen("\"note\":", "\"shoelaces\":3,\"note\":", 1)).unwrap();
    assert!(desk.ok(&["check-file"]).out.contains(": good"));
}

/// A year of entries, one key bent, one line torn, and back again by the commands that are told.
#[test]
fn a_year_is_as_it_was_after_damage_and_recovery() {
    let desk = Desk::new();
    let first = chrono::NaiveDate::from_ymd_opt(2025, 11, 24).unwrap();
    let id = |n: usize| format!("01934f6e-7c1a-7b3e-8f00-{n:012x}");
    let (mut pain, mut runs) = (Vec::new(), Vec::new());
    for (n, day) in first.iter_days().take(364).enumerate() {
        pain.push(format!(r#"{{"id":"{}","at":"{day}T07:30:00+00:00","level":{},"note":"day {n}"}}"#, id(n), n % 7));
        if n % 7 == 0 {
            let on = r#""distance_m":5000,"surfaces":[{"surface":"grass"}]"#;
            runs.push(format!(r#"{{"id":"{}","at":"{day}T18:00:00+00:00",{on}}}"#, id(1000 + n)));
        }
    }
    let text = r#"{"format":"twinge-journal","version":1,"pain":[PAIN],"runs":[RUNS]}"#;
    fs::write(desk.file(), text.replace("PAIN", &pain.join(",")).replace("RUNS", &runs.join(","))).unwrap();
    desk.ok(&["pain", "2"]);
    let report = || desk.ok(&["report", "--format", "json", "--last", "1y"]).out;
    let listed = || ["pain", "runs"].map(|kind| desk.ok(&["list", kind, "--json"]).json());
    let (whole, before, entries) = (desk.bytes(), report(), listed());
    assert_eq!(entries.each_ref().map(|all| all.as_array().unwrap().len()), [365, 52]);
    // the next day keeps it as a backup
    desk.ok_at("2026-11-24T10:00:00+00:00", &["note", "the day after"]);
    desk.ok_at("2026-11-24T10:01:00+00:00", &["undo"]);

    let torn = String::from_utf8(desk.bytes()).unwrap().replacen("\"note\":\"day 100\"", "\"note\":\"day 1", 1);
    fs::write(desk.file(), &torn).unwrap();
    let check = desk.run(&["check-file"]);
    assert!(check.code == 1 && check.out.contains("`twinge salvage`"), "{}{}", check.out, check.err);
    desk.ok(&["salvage", "--yes"]);
    assert_eq!((report(), listed()), (before.clone(), entries.clone()), "salvage");

    let bent = String::from_utf8(desk.bytes()).unwrap().replace("\"runs\": [", "\"rtns\": [");
    fs::write(desk.file(), bent).unwrap();
    assert_ne!(listed(), entries);
    desk.ok(&["check-file", "--repair", "--yes"]);
    assert_eq!((report(), listed()), (before.clone(), entries.clone()), "repair");

    fs::write(desk.file(), &whole[..whole.len() / 2]).unwrap();
    desk.ok(&["restore", "--yes"]);
    assert_eq!((report(), listed()), (before, entries), "restore");
}
