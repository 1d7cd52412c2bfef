//! Wrong files: refused at once and in bounded memory, with place and backup named, and left as they are.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::Instant;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::kit::{AT_ONCE, Answer, Place, after};

/// Limits that no refusal comes near: 400 MB of memory, where the shell can set it.
const BOUNDED: &str = "ulimit -v 400000 2>/dev/null || true";

const HEAD: &str = r#"{"format":"twinge-journal","version":2"#;
const ENTRY: &str = r#"{"id":"01934f6e-7c1a-7b3e-8f00-000000000001","at":"2026-11-23T07:30:00+01:00","level":4}"#;

/// A journal of two entries with a backup of one day, then whatever `spoil` puts in its place.
fn spoilt(spoil: impl FnOnce(&Path)) -> Place {
    let place = Place::of_yesterday();
    place.save("third");
    let file = place.file();
    fs::remove_file(&file).unwrap();
    spoil(&file);
    place
}

fn bounded(place: &Place, args: &[&str]) -> Answer {
    let file = place.file().to_str().unwrap().to_owned();
    let all: Vec<String> =
        [crate::kit::PROGRAM, "--file", &file].iter().chain(args).map(|part| (*part).to_owned()).collect();
    after(BOUNDED, &all)
}

/// Writing and reading are refused at once with all these parts in one line.
fn assert_refused(place: &Place, parts: &[&str], what: &str) {
    for args in [&["pain", "5", "--note", "new"][..], &["list", "pain"], &["status"]] {
        let begun = Instant::now();
        let answer = bounded(place, args);
        let took = begun.elapsed();
        assert_eq!((answer.code, &*answer.out), (Some(1), ""), "{what} {args:?}: {}", answer.err);
        assert!(took < AT_ONCE, "{what} {args:?} took {took:?}");
        assert_eq!(answer.err.lines().count(), 1, "{what}: {}", answer.err);
        for part in parts {
            assert!(answer.err.contains(part), "{what} {args:?}: no {part:?} in {}", answer.err);
        }
    }
    assert_eq!(place.litter(), [""; 0], "{what}");
}

#[test]
fn damaged_bytes_are_refused_with_their_place_left_alone_and_kept_by_a_restore() {
    let whole = {
        let place = Place::with_two();
        String::from_utf8(place.bytes()).unwrap()
    };
    let in_pain = |entries: &str| format!("{HEAD},\n\"pain\":[{entries}]}}");
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("torn", whole.as_bytes()[..whole.len() / 2].to_vec(), "line "),
        (
            "torn in its last byte",
            whole.trim_end().as_bytes()[..whole.trim_end().len() - 1].to_vec(),
            "the rest is missing",
        ),
        ("empty", Vec::new(), "line 1, column 1: the file is empty"),
        ("blank", b" \n\t\n ".to_vec(), "line 1, column 1: the file is empty"),
        ("zeros", vec![0; 5000], "line 1, column 1: it begins with byte 0x00"),
        ("zeros at its end", [whole.as_bytes(), &[0; 512]].concat(), "more follows after its end"),
        ("somebody else's JSON", br#"{"hello":[1,2,3]}"#.to_vec(), "line 1, column 1: it is not a journal of twinge"),
        ("a list", b"[]".to_vec(), "line 1, column 1: it begins with [ where"),
        ("not JSON", b"hello\n".to_vec(), "line 1, column 1: it begins with h where"),
        ("a level of 11", in_pain(&ENTRY.replace(":4}", ":11}")).into(), "line 2, column 96: 11 is not a level"),
        (
            "no level",
            in_pain(&ENTRY.replace(",\"level\":4", "")).into(),
            "line 2, column 86: the field “level” is missing",
        ),
        ("one id twice", in_pain(&format!("{ENTRY},\n{ENTRY}")).into(), "line 3, column 8: the id 01934f6e"),
        ("one key twice", in_pain(&ENTRY.replace(":4}", ":4,\"level\":4}")).into(), "the field “level” is there twice"),
        (
            "one list twice",
            format!("{HEAD},\"pain\":[],\n\"pain\":[]}}").into(),
            "line 2, column 6: the field “pain” is there twice",
        ),
        ("one unknown key twice", format!("{HEAD},\"x\":1,\n\"x\":2}}").into(), "the field “x” is there twice"),
        ("no time", in_pain(&ENTRY.replace("T07:30:00+01:00", "")).into(), "is not a time with its offset"),
        ("version 0", whole.replace("\"version\": 2", "\"version\": 0").into(), "line 2, column 31"),
        ("not UTF-8", whole.replace("second", "se\u{fffd}ond").bytes().filter(|&b| b != 0xbf).collect(), "UTF-8"),
        (
            "torn deep inside",
            [HEAD.as_bytes(), b",\"x\":", &[b'['; 100_000]].concat(),
            "it ends in the middle of a list",
        ),
        ("a lone surrogate", in_pain(&ENTRY.replace(":4}", ":4,\"note\":\"\\ud800\"}")).into(), "line 2"),
    ];
    // UTF-16, as editors elsewhere write it
    cases.push(("UTF-16", whole.encode_utf16().flat_map(u16::to_le_bytes).collect(), "line 1, column"));
    for (what, bytes, message) in cases {
        let place = spoilt(|file| fs::write(file, &bytes).unwrap());
        let backup = place.backups().remove(0);
        let file = place.file();
        let parts = [file.to_str().unwrap(), "line ", ", column ", message, "left as it is", backup.to_str().unwrap()];
        assert_refused(&place, &parts, what);
        assert_eq!(place.bytes(), bytes, "{what}");
        let answer = place.run(&["restore", "--yes"]);
        assert!(answer.code == Some(0) && answer.out.starts_with("Restored "), "{what}: {}", answer.err);
        assert_eq!(place.notes(), ["first", "second"], "{what}");
        let kept = place.litter();
        assert_eq!(kept.len(), 1, "{what}: {kept:?}");
        assert_eq!(fs::read(place.path().join(&kept[0])).unwrap(), bytes, "{what}");
        place.save("after");
    }
}

#[test]
fn what_is_no_file_is_refused_named_and_set_aside_by_a_restore() {
    let kinds: [(&str, fn(&Path)); 3] = [
        ("a folder", |file| fs::create_dir(file).unwrap()),
        ("a named pipe", |file| mknodat(CWD, file, FileType::Fifo, Mode::RWXU, 0).unwrap()),
        ("a socket", |file| drop(UnixListener::bind(file).unwrap())),
    ];
    for (what, make) in kinds {
        let place = spoilt(make);
        assert_refused(&place, &[place.file().to_str().unwrap(), &format!("is {what}, not a file")], what);
        assert!(!fs::symlink_metadata(place.file()).unwrap().is_file(), "{what} was left there");
        let answer = place.run(&["restore", "--yes"]);
        assert_eq!(answer.code, Some(0), "{what}: {}", answer.err);
        assert_eq!(place.notes(), ["first", "second"], "{what}");
        assert_eq!(place.litter().len(), 1, "{what}: {:?}", place.litter());
    }
}

#[test]
fn a_link_to_a_device_is_refused_and_nothing_is_made_beside_the_device() {
    for device in ["/dev/zero", "/dev/null", "/dev/tty"] {
        let place = spoilt(|file| symlink(device, file).unwrap());
        assert_refused(&place, &[device, "is a device, not a file"], device);
        assert_eq!(fs::read_link(place.file()).unwrap(), Path::new(device));
        assert!(!fs::exists(format!("{device}.lock")).unwrap());
        assert_eq!(place.run(&["restore", "--yes"]).code, Some(1));
        assert!(!fs::exists(format!("{device}.lock")).unwrap());
    }
}

#[test]
fn links_in_a_circle_are_refused() {
    let place = spoilt(|file| {
        symlink(file.with_file_name("journal.json.lock2"), file).unwrap();
        symlink(file, file.with_file_name("journal.json.lock2")).unwrap();
    });
    for args in [&["pain", "5"][..], &["list", "pain"]] {
        let answer = bounded(&place, args);
        assert_eq!((answer.code, &*answer.out), (Some(1), ""));
        assert!(answer.err.contains("the link leads in a circle"), "{}", answer.err);
    }
}

#[test]
fn a_huge_file_is_refused_at_once_and_not_read_into_memory() {
    let zeros = spoilt(|file| File::create(file).unwrap().set_len(2 << 30).unwrap());
    assert_refused(&zeros, &["line 1, column 1: it begins with byte 0x00", "newest good backup"], "2 GiB of zeros");
    assert_eq!(fs::metadata(zeros.file()).unwrap().len(), 2 << 30);
    let long = spoilt(|file| {
        fs::write(file, HEAD).unwrap();
        File::options().write(true).open(file).unwrap().set_len(2 << 30).unwrap();
    });
    assert_refused(&long, &["2147483648 bytes long, far too long for a journal"], "2 GiB that begin well");
    assert_eq!(fs::metadata(long.file()).unwrap().len(), 2 << 30);
}
