//! Nobody else may look: modes from the creating call on, whatever the umask; and files stay their owner's.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;

use crate::kit::{Answer, PROGRAM, Place, after, can_trace, quiet, traced};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn everything_is_for_its_owner_only_whatever_the_umask() {
    for umask in ["000", "022", "077", "777"] {
        let place = Place::new();
        let folder = place.path().join("share/twinge");
        let file = folder.join("journal.json");
        let args = [PROGRAM, "--file", file.to_str().unwrap(), "pain", "4"].map(str::to_owned);
        let save = || {
            let answer = after(&format!("umask {umask}"), &args);
            assert_eq!(answer.code, Some(0), "{umask}: {}", answer.err);
        };
        save();
        let text = fs::read_to_string(&file).unwrap();
        let today = chrono::Local::now().date_naive();
        let day_before = today - chrono::Days::new(1);
        fs::write(&file, text.replace(&format!("\"{today}T"), &format!("\"{day_before}T"))).unwrap();
        save();
        let backup = fs::read_dir(folder.join("backups")).unwrap().next().unwrap().unwrap().path();
        for path in [&file, &folder.join("journal.json.lock"), &backup] {
            assert_eq!(mode(path), 0o600, "umask {umask}: {}", path.display());
        }
        for path in [&folder, &folder.join("backups"), &place.path().join("share")] {
            assert_eq!(mode(path), 0o700, "umask {umask}: {}", path.display());
        }
    }
}

#[test]
fn the_modes_come_from_the_creating_calls() {
    if !can_trace() {
        return;
    }
    let place = Place::of_yesterday();
    fs::remove_file(place.path().join("journal.json.lock")).unwrap();
    let (answer, log) = traced(&["-e", "trace=%file,%desc"], &place.adding("new"));
    assert!(answer.saved("new"), "{}", answer.err);
    let created: Vec<&String> = log.iter().filter(|line| line.contains("O_CREAT")).collect();
    assert_eq!(created.len(), 4, "the lock, what can be undone, the new file, the backup: {created:?}");
    assert!(created.iter().all(|line| line.contains("O_EXCL") && line.contains(", 0600)")), "{created:?}");
    let made: Vec<&String> = log.iter().filter(|line| line.starts_with("mkdir")).collect();
    assert!(made.len() == 1 && made[0].contains("/backups\", 0700)"), "{made:?}");
    assert!(!log.iter().any(|line| line.contains("chmod")), "{log:?}");
}

#[test]
fn a_journal_that_was_open_to_others_is_closed_by_the_next_save_and_so_is_its_backup() {
    let place = Place::of_yesterday();
    fs::set_permissions(place.file(), Permissions::from_mode(0o644)).unwrap();
    place.save("new");
    assert_eq!(mode(&place.file()), 0o600);
    assert_eq!(mode(&place.backups()[0]), 0o600);
}

/// An account that is not root's.
const SOMEBODY: u32 = 1000;

#[test]
fn run_once_as_root_everything_still_belongs_to_its_owner() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can try this");
        return;
    }
    let place = Place::of_yesterday();
    let owner = |path: &Path| (fs::metadata(path).unwrap().uid(), fs::metadata(path).unwrap().gid());
    let lock = place.path().join("journal.json.lock");
    fs::remove_file(&lock).unwrap();
    for path in [place.path(), &place.file(), &place.path().join("undo"), &place.lists()] {
        chown(path, Some(SOMEBODY), Some(SOMEBODY)).unwrap();
    }
    place.save("as root");
    let backups = place.path().join("backups");
    for path in [&place.file(), &lock, &backups, &place.backups()[0]] {
        assert_eq!(owner(path), (SOMEBODY, SOMEBODY), "{}", path.display());
    }
    // a journal that root begins in somebody's folder, and the folders it takes
    let new = place.path().join("a/b/journal.json");
    let answer: Answer = quiet(PROGRAM).arg("--file").arg(&new).args(["pain", "4"]).output().unwrap().into();
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    for path in [&new, &place.path().join("a"), &place.path().join("a/b"), &place.path().join("a/b/journal.json.lock")]
    {
        assert_eq!(owner(path), (SOMEBODY, SOMEBODY), "{}", path.display());
    }
    match place.command(&["pain", "4", "--note", "as myself"]).uid(SOMEBODY).gid(SOMEBODY).output() {
        Err(error) => println!("skipped the second half: others cannot run the program from here ({error})"),
        Ok(output) => {
            let answer = Answer::from(output);
            assert!(answer.saved("as myself"), "{}", answer.err);
        }
    }
}

/// Everything under a folder: its mode, its length, its inode.
fn all_of(folder: &Path) -> Vec<(std::path::PathBuf, u32, u64, u64)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), mode(&path), fs::metadata(&path).unwrap().len(), fs::metadata(&path).unwrap().ino()))
        .collect();
    found.sort();
    found
}

/// For the administrator as well, whom no mode would stop.
#[test]
fn what_was_made_read_only_stays_so_and_nothing_is_written_beside_it() {
    for (what, file_mode, folder_mode) in
        [("journal.json", 0o400, 0o700), ("twinge", 0o600, 0o555), ("twinge", 0o400, 0o500)]
    {
        let place = Place::new();
        let folder = place.path().join("twinge");
        let file = folder.join("journal.json");
        let run =
            |args: &[&str]| -> Answer { quiet(PROGRAM).arg("--file").arg(&file).args(args).output().unwrap().into() };
        assert_eq!(run(&["pain", "4"]).code, Some(0));
        fs::set_permissions(&file, Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(folder_mode)).unwrap();
        let before = all_of(&folder);
        for args in [&["pain", "5"][..], &["undo"], &["restore", "--yes"]] {
            let answer = run(args);
            assert!(matches!(answer.code, Some(1 | 2)) && answer.out.is_empty(), "{args:?}: {}", answer.err);
            if args[0] == "pain" {
                let message = format!("{what} is read-only (mode");
                assert!(answer.err.contains(&message) && answer.err.contains("chmod u+w"), "{}", answer.err);
            }
            assert_eq!((all_of(&folder), mode(&folder)), (before.clone(), folder_mode), "{args:?}");
        }
        assert_eq!(run(&["list", "pain"]).code, Some(0), "it can be read");
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    }
}

#[test]
fn our_own_folder_is_closed_to_others_and_opened_to_nobody() {
    let place = Place::new();
    let folder = place.path().join("twinge");
    let file = folder.join("journal.json");
    let add = || Answer::from(quiet(PROGRAM).arg("--file").arg(&file).args(["pain", "4"]).output().unwrap());
    assert_eq!(add().code, Some(0));
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(add().code, Some(0));
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
}

#[test]
fn what_was_made_read_only_beside_the_journal_stays_so() {
    let place = Place::of_yesterday();
    let set = |path: &Path, mode: u32| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let undo = place.path().join("undo");
    let lists = place.lists();
    for (file_mode, folder_mode) in [(0o400, 0o700), (0o600, 0o555)] {
        set(&lists, file_mode);
        set(&undo, folder_mode);
        let (before, modes) = (fs::read(&lists).unwrap(), (mode(&lists), mode(&undo)));
        let answer = place.add("new");
        assert!(answer.saved("new") && answer.err.contains("cannot be undone"), "{}", answer.err);
        assert_eq!((fs::read(&lists).unwrap(), (mode(&lists), mode(&undo))), (before, modes));
        let levels = place.notes();
        let answer = place.run(&["undo"]);
        assert!(answer.code == Some(2) && answer.err.contains("is read-only"), "{}", answer.err);
        assert_eq!(place.notes(), levels, "an older change is not taken back in its place");
    }
    set(&undo, 0o700);
    let backups = place.path().join("backups");
    fs::remove_dir_all(&backups).unwrap();
    fs::create_dir(&backups).unwrap();
    set(&backups, 0o555);
    place.age(1);
    let before = place.bytes();
    let answer = place.add("new");
    assert!(answer.code == Some(1) && answer.err.contains("backups is read-only (mode 555)"), "{}", answer.err);
    assert_eq!((place.bytes(), fs::read_dir(&backups).unwrap().count()), (before, 0));
    set(&backups, 0o700);
}
