//! The file there and back, and what is said of one that is wrong.

use proptest::prelude::*;

use super::*;
use crate::domain::arbitrary::journals;
use crate::domain::day::At;

fn text(journal: &Journal) -> String {
    String::from_utf8(write(journal)).unwrap()
}

fn fault(bytes: &[u8]) -> (usize, usize, String) {
    let fault = read(bytes).unwrap_err();
    (fault.line, fault.column, fault.message)
}

/// A journal with these lines of pain.
fn with_pain(lines: &[&str]) -> String {
    text(&Journal::default()).replace("\"pain\": []", &format!("\"pain\": [\n    {}\n  ]", lines.join(",\n    ")))
}

const FOUR: &str = r#"{"id":"01934f6e-7c1a-7b3e-8f00-000000000001","at":"2026-11-23T07:30:00+01:00","level":4}"#;

#[test]
fn an_empty_journal_has_every_key_and_each_entry_its_line() {
    insta::assert_snapshot!(with_pain(&[FOUR]));
}

#[test]
fn a_file_with_only_its_head_is_a_journal() {
    let journal = read(br#"{"format":"twinge-journal","version":2}"#).unwrap();
    assert_eq!(text(&journal), text(&Journal::default()));
}

#[test]
fn entries_may_come_in_any_order() {
    let earlier = FOUR.replace("0001", "0002").replace("11-23", "11-22");
    let journal = read(with_pain(&[FOUR, &earlier]).as_bytes()).unwrap();
    assert!(journal.pain[0].at < journal.pain[1].at);
}

#[test]
fn unknown_fields_stay_at_every_depth() {
    let json = r#"{"format":"twinge-journal","version":1,"later":{"a":[1.10]},
      "settings":{"later":1},"condition":{"later":2},
      "steps":{"later":3,"doctor":{"later":4,"history":[{"state":"done","later":5}]}},
      "pain":[{"id":"01934f6e-7c1a-7b3e-8f00-000000000001","at":"2026-11-23T07:30:00+01:00","level":4,"later":6,
        "sites":[{"site":"groin","later":7}]}],
      "runs":[{"id":"01934f6e-7c1a-7b3e-8f00-000000000002","at":"2026-11-23T07:30:00+01:00","later":8,
        "surfaces":[{"surface":"grass","later":9}],"pain":{"later":10},"source":{"later":11}}],
      "checks":[{"id":"01934f6e-7c1a-7b3e-8f00-000000000003","at":"2026-11-23T07:30:00+01:00","signs":{"night":"no"}}],
      "deleted":[{"id":"01934f6e-7c1a-7b3e-8f00-000000000004","kind":"note","at":"2026-11-23T07:30:00+01:00","later":12}],
      "undo":[{"at":"2026-11-23T07:30:00+01:00","change":{"delete":"01934f6e-7c1a-7b3e-8f00-000000000001"},"later":13}]}"#;
    let written = text(&read(json.as_bytes()).unwrap());
    assert!(serde_json::to_string(&read(json.as_bytes()).unwrap().undo).unwrap().contains("\"later\":13"));
    for n in 1..=12 {
        let there = written.contains(&format!("\"later\":{n}")) || written.contains(&format!("\"later\": {n}"));
        assert!(there, "{n}: {written}");
    }
    assert!(written.contains(r#""later": {"a":[1.10]}"#) && written.contains(r#""signs":{"night":"no"}"#), "{written}");
}

#[test]
fn what_is_wrong_is_named_with_line_and_column() {
    let twice = FOUR.replace("0001", "0002");
    let eleven = FOUR.replace("\"level\":4", "\"level\":11");
    let line = 14; // of the first entry
    let mut places = Vec::new();
    for (bytes, place, message) in [
        (with_pain(&[&eleven]), (line, 92), "11 is not a level"),
        (with_pain(&[FOUR, &twice, FOUR]), (line + 2, 12), "is there twice"),
        (with_pain(&[&FOUR.replace(",\"level\":4", "")]), (line, 82), "the field \u{201c}level\u{201d} is missing"),
        (
            with_pain(&[&FOUR.replace("\"level\"", "\"id\":\"x\",\"level\"")]),
            (line, 86),
            "the field \u{201c}id\u{201d} is there twice",
        ),
        (with_pain(&[&FOUR.replace("+01:00", "")]), (line, 75), "is not a time with its offset"),
        (with_pain(&[&FOUR.replace("\"level\"", "\"stamps\":{\"*\":\"x\"},\"level\"")]), (line, 99), "is not a time"),
        (with_pain(&[&FOUR.replace("\"level\"", "\"stamps\":{\"*\":[]},\"level\"")]), (line, 98), "without any"),
        (with_pain(&[&FOUR.replace("01934f6e", "x")]), (line, 41), "is not an id"),
        (with_pain(&[&FOUR.replace("\"level\":4", "\"level\":4,\"moment\":\"noon\"")]), (line, 108), "is not a moment"),
        (with_pain(&[FOUR]).replace("\"version\": 2", "\"version\": 0"), (2, 31), "no version 0"),
        (String::new(), (1, 1), "empty"),
        (" \n ".into(), (1, 1), "empty"),
        ("\0\0\0".into(), (1, 1), "byte 0x00"),
        ("[]".into(), (1, 1), "begins with ["),
        ("\u{feff}{}".into(), (1, 1), "not a journal of twinge"),
        ("{}".into(), (1, 1), "not a journal of twinge"),
        (r#"{"format":"other","version":1}"#.into(), (1, 2), "not a journal of twinge"),
        (r#"{"hello":[1,2,3]}"#.into(), (1, 1), "not a journal of twinge"),
        (
            r#"{"format":"twinge-journal","version":7,"pain":{}}"#.into(),
            (1, 28),
            "version 7, written by a newer twinge",
        ),
        (text(&Journal::default()) + "x", (29, 1), "more follows after its end"),
    ] {
        let found = fault(bytes.as_bytes());
        assert!(found.2.contains(message), "{message}: {found:?}");
        places.push(((found.0, found.1), place, message));
    }
    let wrong: Vec<_> = places.iter().filter(|(found, place, _)| found != place).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_torn_file_is_wrong_at_its_end_wherever_it_was_torn() {
    let whole = with_pain(&[FOUR]);
    for cut in 1..whole.trim_end().len() {
        assert!(read(&whole.as_bytes()[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_newer_version_that_looks_the_same_is_read() {
    assert_eq!(read(br#"{"format":"twinge-journal","version":3}"#).unwrap().version, 3);
}

#[test]
fn two_copies_of_a_journal_of_version_1_become_copies_of_one_journal_and_others_do_not() {
    let journal = |line: &str, fresh| {
        let mut journal = read(with_pain(&[line]).replace("\"version\": 2", "\"version\": 1").as_bytes()).unwrap();
        journal.upgrade(fresh);
        (journal.version, journal.journal.unwrap())
    };
    assert_eq!(journal(FOUR, 1), journal(&FOUR.replace("\"level\":4", "\"level\":5"), 2));
    assert_ne!(journal(FOUR, 1).1, journal(&FOUR.replace("0001", "0002"), 1).1);
    let mut begun = Journal::default();
    begun.upgrade(1);
    let (mut again, mut other) = (begun.clone(), Journal::default());
    again.upgrade(2);
    other.upgrade(2);
    assert!(again.journal == begun.journal && other.journal != begun.journal, "made once");
}

proptest! {
    #[test]
    fn a_journal_reads_back_as_it_was_written(journal in journals()) {
        let bytes = write(&journal);
        let back = read(&bytes).unwrap();
        prop_assert_eq!(&back, &journal);
        prop_assert_eq!(write(&back), bytes);
    }

    #[test]
    fn every_entry_is_one_line_without_controls(journal in journals()) {
        let text = text(&journal);
        prop_assert!(!text.contains(|c: char| crate::page::is_control(c) && c != '\n'));
        let lines = text.lines().filter(|line| line.starts_with("    {\"id\":")).count();
        prop_assert_eq!(lines, journal.len() + journal.deleted.len());
    }

    #[test]
    fn the_file_is_the_same_wherever_the_clock_stands(journal in journals(), days in -4000i64..4000) {
        let mut settled = journal.clone();
        settled.settle(At(At::parse("2026-11-23T12:00:00+00:00").unwrap().0 + chrono::TimeDelta::days(days)));
        prop_assert_eq!(write(&settled), write(&journal));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(journal in journals(), cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = write(&journal);
        for (place, byte) in cuts {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}

#[test]
fn the_mark_of_an_editor_before_the_text_is_read_over_and_not_written() {
    let plain = text(&Journal::default());
    let journal = read(format!("\u{feff}{plain}").as_bytes()).unwrap();
    assert_eq!(text(&journal), plain);
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(fault(&wide).2.contains("UTF-16"), "{:?}", fault(&wide));
}
