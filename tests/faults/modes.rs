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
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(86_400);
        fs::File::options().write(true).open(&file).unwrap().set_modified(then).unwrap();
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
    assert_eq!(created.len(), 3, "the lock, what can be undone and the new file: {created:?}");
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
