//! Links: the user's own stay links and the file behind them is written; planted ones are not followed.

use std::fs;
use std::os::unix::fs::symlink;

use crate::kit::{Answer, PROGRAM, Place, quiet};

fn add(path: &std::path::Path) -> Answer {
    quiet(PROGRAM).arg("--file").arg(path).args(["pain", "4", "--note", "new"]).output().unwrap().into()
}

#[test]
fn a_link_to_the_journal_stays_a_link_and_what_it_leads_to_is_written() {
    let place = Place::of_yesterday();
    let elsewhere = Place::new();
    let far = elsewhere.path().join("far.json");
    symlink(place.file(), &far).unwrap();
    symlink("far.json", elsewhere.path().join("near.json")).unwrap();
    let link = elsewhere.path().join("near.json");
    assert!(add(&link).saved("new"));
    assert_eq!(fs::read_link(&link).unwrap().to_str(), Some("far.json"));
    assert_eq!(fs::read_link(&far).unwrap(), place.file());
    assert!(place.notes().contains(&"new".into()));
    assert_eq!(place.backups().len(), 1, "beside the real file");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 2, "nothing beside the links");
}

#[test]
fn a_folder_that_is_a_link_stays_one() {
    let place = Place::with_two();
    let elsewhere = Place::new();
    let link = elsewhere.path().join("twinge");
    symlink(place.path(), &link).unwrap();
    assert!(add(&link.join("journal.json")).saved("new"));
    assert_eq!(fs::read_link(&link).unwrap(), place.path());
    assert!(place.notes().contains(&"new".into()));
}

#[test]
fn a_link_that_leads_nowhere_is_no_empty_journal_and_none_is_begun_there() {
    let place = Place::new();
    let elsewhere = Place::new();
    let (file, folder) = (elsewhere.path().join("journal.json"), elsewhere.path().join("twinge"));
    symlink(place.path().join("deep/real.json"), &file).unwrap();
    symlink(place.path().join("unmounted"), &folder).unwrap();
    for (path, link) in [(&file, &file), (&folder.join("journal.json"), &folder)] {
        for args in [&["pain", "4"][..], &["status"], &["list", "pain"], &["check-file"], &["--print", "80x24"]] {
            let answer: Answer = quiet(PROGRAM).arg("--file").arg(path).args(args).output().unwrap().into();
            assert_eq!(answer.code, Some(1), "{args:?}: {}{}", answer.out, answer.err);
            let said = answer.out + &answer.err;
            assert!(said.contains(&format!("{} is a link to", link.display())), "{args:?}: {said}");
        }
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "nothing is made there");
    }
    fs::create_dir(place.path().join("unmounted")).unwrap();
    assert!(add(&folder.join("journal.json")).saved("new"), "a folder that is there is no lost one");
}

#[test]
fn a_link_planted_at_the_locks_name_is_refused_and_its_target_untouched() {
    for target_exists in [true, false] {
        let place = Place::with_two();
        let (old, victim) = (place.bytes(), place.path().join("victim"));
        if target_exists {
            fs::write(&victim, "mine").unwrap();
        }
        let lock = place.path().join("journal.json.lock");
        fs::remove_file(&lock).unwrap();
        symlink(&victim, &lock).unwrap();
        let answer = place.add("new");
        assert_eq!((answer.code, &*answer.out), (Some(1), ""));
        assert!(answer.err.contains("journal.json.lock is a link, not a file"), "{}", answer.err);
        assert_eq!(place.bytes(), old);
        assert_eq!(fs::read(&victim).ok(), target_exists.then(|| b"mine".to_vec()));
    }
}

#[test]
fn a_link_planted_at_a_backups_name_is_not_written_through() {
    let place = Place::of_yesterday();
    place.save("makes the backup");
    let backup = place.backups().remove(0);
    let victim = place.path().join("backups/victim");
    fs::write(&victim, "mine").unwrap();
    fs::remove_file(&backup).unwrap();
    symlink(&victim, &backup).unwrap();
    place.age(1);
    place.save("new");
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
    assert!(fs::symlink_metadata(&backup).unwrap().is_symlink());
}

#[test]
fn only_files_under_way_of_our_own_are_swept() {
    let place = Place::with_two();
    let (ours, victim) = (".twinge.journal.json.aB3dE6gH9j.tmp", place.path().join("victim"));
    fs::write(&victim, "mine").unwrap();
    symlink(&victim, place.path().join(".twinge.journal.json.0123456789.tmp")).unwrap();
    fs::write(place.path().join(ours), "left behind by a kill").unwrap();
    let others = [
        ".twinge.journal.json.short.tmp",
        ".twinge.journal.json.aB3dE6gH9j.tmp~",
        ".twinge.other.json.aB3dE6gH9j.tmp",
        "x.tmp",
    ];
    for name in others {
        fs::write(place.path().join(name), "mine").unwrap();
    }
    place.save("new");
    let mut left = place.litter();
    left.sort();
    let mut expected: Vec<&str> = others.into_iter().chain(["victim"]).collect();
    expected.sort_unstable();
    assert_eq!(left, expected);
    assert_eq!(fs::read(&victim).unwrap(), b"mine");
}

#[test]
fn another_name_of_the_journal_is_not_cut_off_in_silence() {
    let place = Place::with_two();
    let (old, other) = (place.bytes(), place.path().join("other.json"));
    fs::hard_link(place.file(), &other).unwrap();
    let told = place.run(&["check-file"]);
    assert!(told.out.contains("has another name too (a hard link)"), "{}", told.out);
    let answer = place.add("new");
    assert!(answer.saved("new") && answer.err.contains("(a hard link)"), "{}", answer.err);
    assert_eq!(fs::read(&other).unwrap(), old);
    assert!(!place.add("newer").err.contains("hard link"), "it has but one name now");
}
