//! The inbox under kills, failing disks, and two computers whose folders a sync engine carries to and fro: every line of
//! the phone is an entry, once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime, TimeDelta};
use twinge::domain::day::{At, Clock};
use twinge::store::Store;

use crate::kit::{Answer, Call, PROGRAM, Place, calls, can_trace, notes_in, traced};

/// Makes a file look as if nobody had written it for a minute and more.
fn quiet(path: &Path) {
    let then = SystemTime::now() - Duration::from_secs(120);
    fs::File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
}

/// A journal with "first" and "second", and two lines that wait to be read.
fn with_inbox() -> Place {
    let place = Place::of_yesterday();
    let path = place.path().join("inbox.txt");
    fs::write(&path, "2026-01-05 07:12 pain 4 note third\n2026-01-05 12:00 pain 2 note fourth\n2026-01-05 pian\n")
        .unwrap();
    quiet(&path);
    place
}

fn reading(place: &Place) -> Vec<String> {
    [PROGRAM, "--file", place.file().to_str().unwrap(), "inbox"].map(str::to_owned).to_vec()
}

/// The lines came both or not at all, and the next reading ends with each of them there once.
fn assert_once(place: &Place, answer: &Answer, when: &str) {
    let sorted = |place: &Place| {
        let mut notes = place.notes();
        notes.sort();
        notes
    };
    let all = ["first", "fourth", "second", "third"];
    let notes = sorted(place);
    assert!(notes == all || notes == ["first", "second"], "{when}: {notes:?}");
    assert!(notes == all || !answer.out.contains("Saved"), "{when}: said to be saved, and is not");
    let again = place.run(&["inbox"]);
    assert_eq!(again.code, Some(0), "{when}: {}", again.err);
    assert_eq!(sorted(place), all, "{when}");
    let answers = fs::read_to_string(place.path().join("inbox-answers.txt")).unwrap();
    assert!(answers.contains("Waiting: 1 line"), "{when}: {answers}");
    let inbox = fs::read_to_string(place.path().join("inbox.txt")).unwrap();
    assert_eq!(inbox.lines().count(), 3, "{when}: the inbox was written into");
    assert_eq!(place.run(&["check-file"]).code, Some(0), "{when}");
}

fn all_calls(start: &Place) -> Vec<Call> {
    let model = start.copy();
    let all = calls(&reading(&model), model.path());
    assert!(all.iter().filter(|call| call.name.starts_with("rename")).count() > 1, "{all:?}");
    all
}

#[test]
fn killed_at_any_call_of_a_reading_every_line_comes_once() {
    if !can_trace() {
        return;
    }
    let start = with_inbox();
    for call in &all_calls(&start) {
        let place = start.copy();
        let inject = format!("inject={}:signal=KILL:when={}", call.name, call.nth);
        let (answer, _) = traced(&["-e", &inject], &reading(&place));
        assert_once(&place, &answer, &call.line);
    }
}

#[test]
fn where_any_call_of_a_reading_fails_every_line_comes_once() {
    if !can_trace() {
        return;
    }
    let start = with_inbox();
    for call in all_calls(&start).iter().filter(|call| crate::failing::OF_THE_DISK.contains(&&*call.name)) {
        let place = start.copy();
        let inject = format!("inject={}:error=EIO:when={}", call.name, call.nth);
        let (answer, _) = traced(&["-e", &inject], &reading(&place));
        assert_once(&place, &answer, &call.line);
    }
}

/// A folder as the engine carried it last: names with what was in them.
type Files = BTreeMap<String, Vec<u8>>;

/// A computer or a phone with its copy of the folder.
struct Device {
    name: &'static str,
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
    base: Files,
}

impl Device {
    fn new(name: &'static str) -> Self {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        Self { name, folder, state, base: Files::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn store(&self) -> Store {
        Store::at(self.path("journal.json")).with_state(Some(self.state.path().to_owned()))
    }

    /// What the engine carries.
    fn files(&self) -> Files {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let carried = entries.filter(|path| path.is_file()).filter_map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_carried = !name.ends_with(".lock") && !name.starts_with('.') && !name.contains("answers");
            is_carried.then(|| (name, fs::read(&path).unwrap()))
        });
        carried.collect()
    }

    fn put(&self, name: &str, bytes: Option<&Vec<u8>>) {
        match bytes {
            Some(bytes) => {
                fs::write(self.path(name), bytes).unwrap();
                quiet(&self.path(name));
            }
            None => drop(fs::remove_file(self.path(name))),
        }
    }

    /// As an engine does: what changed on one side goes to the other; of what changed on both, ours becomes a copy.
    fn sync(&mut self, hub: &mut Files, count: &mut u32) {
        let ours = self.files();
        let names: BTreeSet<String> = ours.keys().chain(hub.keys()).chain(self.base.keys()).cloned().collect();
        for name in names {
            let (mine, theirs, base) = (ours.get(&name), hub.get(&name).cloned(), self.base.get(&name));
            if mine == theirs.as_ref() {
            } else if mine == base {
                self.put(&name, theirs.as_ref());
            } else if theirs.as_ref() == base || mine.is_some() && theirs.is_none() {
                match mine {
                    Some(mine) => drop(hub.insert(name.clone(), mine.clone())),
                    None => drop(hub.remove(&name)),
                }
            } else if let Some(mine) = mine {
                *count += 1;
                let (stem, end) = name.split_once('.').unwrap();
                let copy = format!("{stem}.sync-conflict-20261126-{:06}-{}.{end}", *count, self.name);
                self.put(&copy, Some(mine));
                hub.insert(copy, mine.clone());
                self.put(&name, theirs.as_ref());
            } else {
                // gone here and changed there: the change wins
                self.put(&name, theirs.as_ref());
            }
        }
        self.base = self.files();
        // what another wrote in this moment is for the next time
        for (name, bytes) in &self.base {
            hub.entry(name.clone()).or_insert_with(|| bytes.clone());
        }
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = notes_in(&fs::read(self.path("journal.json")).unwrap());
        notes.retain(|note| note != "begun");
        notes.sort();
        notes
    }
}

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

/// A row of numbers from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// One history: two computers and a phone, each with its copy of the folder; what the phones wrote and what is there.
fn history(seed: u64) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let mut now = At::parse("2026-11-27T10:00:00+01:00").unwrap();
    let mut devices = [Device::new("AAAAAAA"), Device::new("BBBBBBB"), Device::new("CCCCCCC")];
    let (mut hub, mut count) = (Files::new(), 0);
    let begun = "2026-11-01 07:00 pain 1 note begun\n";
    fs::write(devices[0].path("start.txt"), begun).unwrap();
    let clock = |now| Clock { now, offset: &offset };
    devices[0].store().read_inbox(Some(&devices[0].path("start.txt")), true, clock(now)).unwrap();
    fs::remove_file(devices[0].path("start.txt")).unwrap();
    for device in &mut devices {
        device.sync(&mut hub, &mut count);
    }
    let mut written: [BTreeSet<u64>; 3] = Default::default();
    let read = |device: &Device, now| device.store().read_inbox(None, true, Clock { now, offset: &offset }).unwrap();
    for _ in 0..14 {
        now = At(now.0 + TimeDelta::minutes(7));
        let which = usize::try_from(dice.roll(3)).unwrap();
        let device = &mut devices[which];
        match dice.roll(8) {
            0..=2 => {
                let n = dice.roll(9);
                // the same line on two phones is one; twice on one would be two
                let path = device.path("inbox.txt");
                let before = fs::read_to_string(&path).unwrap_or_default();
                let line = format!("2026-11-2{} 1{n}:00 pain {n} note n{n}\n", n % 7);
                if !before.contains(&line) {
                    written[which].insert(n);
                    let text = if dice.roll(3) == 0 { line + &before } else { before + &line };
                    fs::write(&path, text).unwrap();
                    quiet(&path);
                }
            }
            3 | 4 if which < 2 => drop(read(device, now)),
            5 if which < 2 => drop(device.store().merge_copies(now)),
            _ => device.sync(&mut hub, &mut count),
        }
    }
    // the engine comes to rest, everybody reads, copies are merged
    for _ in 0..4 {
        for which in [0, 1, 2, 0, 1] {
            now = At(now.0 + TimeDelta::minutes(7));
            devices[which].sync(&mut hub, &mut count);
            if which < 2 {
                let _ = devices[which].store().merge_copies(now);
                read(&devices[which], now);
                devices[which].sync(&mut hub, &mut count);
            }
        }
    }
    let wanted: BTreeSet<String> = written.iter().flatten().map(|n| format!("n{n}")).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    assert_eq!(devices[0].notes(), wanted, "seed {seed}");
    assert_eq!(devices[1].notes(), wanted, "seed {seed}");
}

#[test]
fn two_computers_and_a_phone_in_random_histories_have_every_line_once() {
    (0..25).for_each(history);
}

#[test]
#[ignore = "a thousand histories take minutes"]
fn two_computers_and_a_phone_in_a_thousand_random_histories_have_every_line_once() {
    (0..1000).for_each(history);
}

#[test]
fn two_computers_that_read_the_same_line_write_the_same_bytes() {
    let (mut laptop, mut desktop) = (Device::new("AAAAAAA"), Device::new("BBBBBBB"));
    let clock = |text: &str| Clock { now: At::parse(text).unwrap(), offset: &offset };
    fs::write(laptop.path("start.txt"), "2026-11-01 07:00 pain 1 note begun\n").unwrap();
    let path = laptop.path("start.txt");
    laptop.store().read_inbox(Some(&path), true, clock("2026-11-27T10:00:00+01:00")).unwrap();
    fs::remove_file(&path).unwrap();
    let (mut hub, mut count) = (Files::new(), 0);
    laptop.sync(&mut hub, &mut count);
    hub.insert("inbox.txt".into(), b"# 26 Nov\n07:12 pain 4\np 3\nrun 5k grass 30:00\nnote x\n".to_vec());
    desktop.sync(&mut hub, &mut count);
    laptop.sync(&mut hub, &mut count);
    laptop.store().read_inbox(None, false, clock("2026-11-27T10:00:00+01:00")).unwrap();
    desktop.store().read_inbox(None, false, clock("2026-11-29T21:00:00+01:00")).unwrap();
    assert_eq!(fs::read(laptop.path("journal.json")).unwrap(), fs::read(desktop.path("journal.json")).unwrap());
    laptop.sync(&mut hub, &mut count);
    desktop.sync(&mut hub, &mut count);
    assert_eq!(count, 0, "no conflict copy");
    let there: serde_json::Value = serde_json::from_slice(&fs::read(laptop.path("journal.json")).unwrap()).unwrap();
    assert_eq!((there["pain"].as_array().unwrap().len(), there["runs"].as_array().unwrap().len()), (3, 1));
}
