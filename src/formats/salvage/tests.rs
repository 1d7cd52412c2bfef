//! A thousand damages of one journal: every entry whose own line is whole is there afterwards.

use std::collections::HashMap;

use super::*;
use crate::domain::arbitrary;
use crate::domain::day::At;

/// A journal with entries of every kind in it, as it is written.
fn written() -> String {
    let mut journal = Journal::default();
    let entry = |n: u128| {
        let id = Id(uuid::Uuid::from_u128(0x0193_4f6e_0000_7000_8000_0000_0000_0000 + n));
        let at = At::parse(&format!("2026-{:02}-{:02}T07:{:02}:00+01:00", 1 + n % 11, 1 + n % 27, n % 60)).unwrap();
        let kind = Kind::ALL[n as usize % Kind::ALL.len()];
        let mut fields = serde_json::json!({ "id": id, "at": at });
        let more = match kind {
            Kind::Pain => serde_json::json!({ "level": n % 11, "moment": "morning", "note": format!("note {n}") }),
            Kind::Run => serde_json::json!({ "distance_m": 5000 + n, "surfaces": [{ "surface": "grass" }] }),
            Kind::Note => serde_json::json!({ "note": format!("a \"note\" {{\"id\":{n}}} é") }),
            Kind::Visit => serde_json::json!({ "with": "Dr Invented", "said": format!("rest {n}") }),
            Kind::Question => serde_json::json!({ "question": format!("why {n}?") }),
            Kind::Clearance => serde_json::json!({ "state": "asked", "by": format!("Dr {n}") }),
            Kind::Exercise => serde_json::json!({ "name": format!("bridge {n}"), "sets": 2 }),
            Kind::Session => serde_json::json!({ "exercises": [{ "name": format!("bridge {n}") }] }),
            Kind::Gear => serde_json::json!({ "name": format!("pair {n}"), "what": "shoes", "start_m": n }),
            Kind::Massage => serde_json::json!({ "minutes": 30, "who": format!("self {n}"), "pressure": "deep" }),
            Kind::Check => serde_json::json!({ "signs": { "night": "no" }, "note": format!("check {n}") }),
            Kind::Sitting => serde_json::json!({ "minutes": 20, "seat": format!("car {n}") }),
            Kind::Measure => serde_json::json!({ "normal": n % 100, "activities": [{ "name": "stairs", "score": 3 }] }),
            Kind::Marker => serde_json::json!({ "text": format!("new chair {n}") }),
        };
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Entry::from_json(kind, &fields.to_string()).unwrap()
    };
    journal.put_all((0..112).map(entry));
    for n in 1000..1010 {
        let bin = journal.apply(crate::domain::change::Change::Add(Box::new(entry(n))), At::parse(NOW).unwrap());
        journal.make(bin.unwrap(), At::parse(NOW).unwrap()).unwrap();
    }
    String::from_utf8(journal_json::write(&journal)).unwrap()
}

/// A slow build tries a part of the damages, seed 232 among them, which once lost an entry; a fast one tries all.
const STEP: usize = if cfg!(debug_assertions) { 29 } else { 1 };
const NOW: &str = "2026-11-23T10:00:00+01:00";

/// One of the ways in which disks, editors and people damage a file.
fn damaged(text: &str, random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let block = |random: &mut fastrand::Rng, len: usize| {
        let from = random.usize(..len);
        from..(from + random.usize(1..4096)).min(len)
    };
    for _ in 0..random.usize(1..4) {
        match random.u8(..7) {
            0 => {
                for _ in 0..random.usize(1..20) {
                    let at = random.usize(..bytes.len());
                    bytes[at] ^= 1 << random.u8(..8);
                }
            }
            1 => bytes.truncate(random.usize(bytes.len() / 2..bytes.len()).max(1)),
            2 => {
                let doubled = bytes[block(random, bytes.len())].to_vec();
                let at = random.usize(..bytes.len());
                bytes.splice(at..at, doubled);
            }
            3 => {
                let zeros = block(random, bytes.len());
                bytes[zeros].fill(0);
            }
            4 => {
                let breaks: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] == b'\n').collect();
                for &at in breaks.iter().rev().filter(|_| random.u8(..10) == 0) {
                    bytes.remove(at);
                }
            }
            5 => {
                let gone = block(random, bytes.len());
                drop(bytes.drain(gone));
            }
            _ => {
                let at = random.usize(..bytes.len());
                bytes[at..].iter_mut().take(512).for_each(|byte| *byte = random.u8(..));
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
    bytes
}

/// The entries of a written journal by the text of their line.
fn lines(text: &str) -> HashMap<&str, Entry> {
    let journal = journal_json::read(text.as_bytes()).unwrap();
    let all = Kind::ALL.iter().flat_map(|&kind| journal.items(kind)).map(|item| (item.id(), item.entry()));
    let by_id: HashMap<Id, Entry> = all.collect();
    let id = |line: &str| line.get(7..43).and_then(|id| uuid::Uuid::try_parse(id).ok()).map(Id);
    let plain = text.lines().map(|line| line.trim().trim_end_matches(','));
    plain.filter_map(|line| Some((line, by_id.get(&id(line)?)?.clone()))).collect()
}

#[test]
fn every_entry_whose_line_is_whole_is_there_after_a_thousand_damages() {
    let text = written();
    let lines = lines(&text);
    assert_eq!(lines.len(), 112);
    for seed in (0..1000).step_by(STEP) {
        let mut random = fastrand::Rng::with_seed(seed as u64);
        let bytes = damaged(&text, &mut random);
        let made = salvage(&[Source { name: "it".into(), bytes: &bytes }]);
        let shown = String::from_utf8_lossy(&bytes);
        let whole = shown.lines().filter_map(|line| lines.get(line.trim().trim_end_matches(',')));
        for entry in whole {
            // another entry may have come by its id through a flipped bit
            let is_it = |item: &dyn crate::domain::entry::Item| without_id(&item.entry()) == without_id(entry);
            let by_id = made.journal.find(entry.item().id()).is_some_and(is_it);
            assert!(by_id || made.journal.items(entry.item().kind()).any(is_it), "seed {seed}: {entry:?}");
        }
        // what comes out is a journal
        assert!(journal_json::read(&journal_json::write(&made.journal)).is_ok(), "seed {seed}");
    }
}

#[test]
fn with_a_backup_nothing_is_lost_and_nothing_deleted_comes_back() {
    let text = written();
    let whole = journal_json::read(text.as_bytes()).unwrap();
    for seed in (0..100).step_by(STEP) {
        let mut random = fastrand::Rng::with_seed(seed as u64);
        let bytes = damaged(&text, &mut random);
        let sources =
            [Source { name: "it".into(), bytes: &bytes }, Source { name: "backup".into(), bytes: text.as_bytes() }];
        let made = salvage(&sources).journal;
        for &kind in Kind::ALL {
            for item in whole.items(kind) {
                let message = without_id(&item.entry());
                let there =
                    made.find(item.id()).is_some() || made.items(kind).any(|one| without_id(&one.entry()) == message);
                assert!(there, "seed {seed}: {:?}", item.entry());
            }
        }
        assert!(whole.deleted.iter().all(|gone| made.find(gone.id).is_none()), "seed {seed}");
    }
}

#[test]
fn a_key_with_a_wrong_letter_is_known_and_what_is_torn_is_told_with_its_line() {
    let text = written().replace("\"notes\": [", "\"nodes\": [").replacen("\"level\":1,", "\"level\":1\u{0}", 1);
    let made = salvage(&[Source { name: "it".into(), bytes: text.as_bytes() }]);
    assert_eq!(made.journal.notes.len(), 8);
    let line = text.lines().position(|line| line.contains('\u{0}')).unwrap() + 1;
    assert_eq!(made.from[0].lost.iter().map(|lost| lost.line).collect::<Vec<_>>(), [line]);
}

#[test]
fn any_journal_that_is_whole_comes_out_as_it_is() {
    let mut runner = proptest::test_runner::TestRunner::default();
    runner
        .run(&arbitrary::journals(), |journal| {
            let bytes = journal_json::write(&journal);
            let read = journal_json::read(&bytes).unwrap();
            let mut made = salvage(&[Source { name: "it".into(), bytes: &bytes }]).journal;
            made.undo = read.undo.clone();
            proptest::prop_assert_eq!(made.len(), read.len());
            proptest::prop_assert_eq!(&made.settings, &read.settings);
            proptest::prop_assert_eq!(&made.condition, &read.condition);
            proptest::prop_assert_eq!(&made.deleted, &read.deleted);
            Ok(())
        })
        .unwrap();
}
