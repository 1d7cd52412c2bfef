//! Any call that fails, once or from then on: an error in words, the old file untouched, nothing said to be saved.

use std::fs;

use crate::kit::{AT_ONCE, Answer, Call, PROGRAM, Place, after, calls, can_trace, quiet, traced};

/// The calls by which a disk can fail. Not `close`: the system's own reader of folders gives up there with a panic.
pub const OF_THE_DISK: &[&str] = &[
    "openat",
    "read",
    "write",
    "lseek",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "chmod",
    "fchmod",
    "fchmodat",
    "fchown",
    "flock",
    "stat",
    "fstat",
    "lstat",
    "statx",
    "newfstatat",
    "readlink",
    "readlinkat",
    "getdents64",
    "unlink",
    "unlinkat",
    "ftruncate",
    "fcntl",
];

/// After a save of "new" at which something failed: either it is said to be saved and is, or it is not said and the
/// old bytes are there. The only third: it is there, and the words say that it was not confirmed or not printed.
fn assert_honest(place: &Place, old: Option<&[u8]>, answer: &Answer, call: &Call, how: &str) {
    let when = format!("{how} at {}: {:?} {}{}", call.line, answer.code, answer.out, answer.err);
    let now = fs::read(place.file()).ok();
    if answer.saved("new") {
        assert_eq!(answer.code, Some(0), "{when}");
        assert!(place.notes().contains(&"new".into()), "{when}");
    } else {
        assert_eq!(answer.code, Some(1), "{when}");
        if now.as_deref() != old {
            let tells = ["did not confirm it", "this answer could not be printed"];
            let mute = call.name == "write"; // and with it standard error
            assert!(mute || tells.iter().any(|part| answer.err.contains(part)), "{when}");
            assert!(place.notes().contains(&"new".into()), "{when}");
        } else {
            let in_words = answer.err.starts_with("twinge: ") && answer.err.trim_end().ends_with(['.', '!']);
            assert!(in_words || call.name == "write", "{when}");
        }
    }
    if !call.name.starts_with("unlink") {
        assert_eq!(place.litter(), [""; 0], "{when}");
    }
}

fn fail_at_every_call(start: &Place) {
    let model = start.copy();
    let all: Vec<Call> = calls(&model.adding("new"), model.path());
    let all: Vec<Call> = all.into_iter().filter(|call| OF_THE_DISK.contains(&&*call.name)).collect();
    assert!(all.len() > 20, "{all:?}");
    let old = start.file().exists().then(|| start.bytes());
    let mut refused = 0;
    for call in &all {
        for (error, lasting) in [("EIO", ""), ("ENOSPC", "+"), ("EACCES", "")] {
            let place = start.copy();
            let inject = format!("inject={}:error={error}:when={}{lasting}", call.name, call.nth);
            let (answer, _) = traced(&["-e", &inject], &place.adding("new"));
            assert_honest(&place, old.as_deref(), &answer, call, &inject);
            refused += usize::from(answer.code == Some(1));
            place.save("after");
            assert_eq!(place.litter(), [""; 0], "{inject}: {}", call.line);
        }
    }
    assert!(refused > all.len(), "{refused} of {} failed", all.len() * 3);
}

#[test]
fn whatever_call_fails_on_the_first_save_of_a_day_the_answer_is_true() {
    if can_trace() {
        fail_at_every_call(&Place::of_yesterday());
    }
}

#[test]
fn whatever_call_fails_on_the_very_first_save_the_answer_is_true() {
    if can_trace() {
        fail_at_every_call(&Place::new());
    }
}

#[test]
fn no_failing_call_makes_a_vanished_journal_begin_anew() {
    if !can_trace() {
        return;
    }
    let start = Place::of_yesterday();
    start.save("third");
    fs::remove_file(start.file()).unwrap();
    let model = start.copy();
    let (answer, log) = traced(&[], &model.adding("new"));
    assert!(answer.code == Some(1) && answer.err.contains("is gone, but its backups are there"), "{}", answer.err);
    for name in ["openat", "getdents64", "statx", "readlink", "read"] {
        let count = log.iter().filter(|line| line.starts_with(&format!("{name}("))).count();
        for nth in 1..=count {
            let place = start.copy();
            let inject = format!("inject={name}:error=EACCES:when={nth}");
            let (answer, _) = traced(&["-e", &inject], &place.adding("new"));
            assert!(answer.code != Some(0) && !place.file().exists(), "{inject}: {}{}", answer.out, answer.err);
        }
    }
}

#[test]
fn a_sync_that_failed_is_not_tried_again_and_nothing_is_said_to_be_saved() {
    if !can_trace() {
        return;
    }
    let start = Place::with_two();
    let old = start.bytes();
    for (nth, changed, message) in
        [(1, false, "Could not write"), (2, false, "Could not write"), (3, true, "did not confirm it")]
    {
        let place = start.copy();
        let inject = format!("inject=fsync:error=EIO:when={nth}");
        let (answer, log) = traced(&["-e", "trace=fsync", "-e", &inject], &place.adding("new"));
        assert_eq!((answer.code, &*answer.out), (Some(1), ""), "{nth}: {}", answer.err);
        assert!(answer.err.contains(message), "{}", answer.err);
        assert_eq!(log.iter().filter(|line| line.starts_with("fsync(")).count(), nth, "{log:?}");
        assert_eq!(place.bytes() != old, changed, "{nth}");
    }
}

#[test]
fn a_file_that_may_not_grow_is_an_error_and_the_old_one_stays() {
    let place = Place::with_two();
    let old = place.bytes();
    assert!(old.len() > 1024, "longer than the limit");
    let answer = after("ulimit -f 1; trap '' XFSZ", &place.adding("new"));
    assert_eq!((answer.code, &*answer.out), (Some(1), ""), "{}", answer.err);
    assert!(answer.err.contains("Could not write") && answer.err.contains("file too large"), "{}", answer.err);
    let named = [place.file(), place.lists()].map(|path| path.to_str().unwrap().to_owned());
    assert!(named.iter().any(|path| answer.err.contains(path)), "{}", answer.err);
    assert_eq!((place.bytes(), place.litter()), (old.clone(), Vec::new()));
    // without the trap the system kills it at that write
    let answer = after("ulimit -f 1", &place.adding("new"));
    assert_eq!((answer.code, &*answer.out), (None, ""), "{}", answer.err);
    assert_eq!(place.bytes(), old);
    place.save("after");
    assert_eq!(place.litter(), [""; 0]);
}

#[test]
fn a_process_without_descriptors_refuses_and_the_old_file_stays() {
    let place = Place::of_yesterday();
    let old = place.bytes();
    for limit in 4..8 {
        let answer = after(&format!("ulimit -n {limit}"), &place.adding("new"));
        match answer.code {
            Some(0) => assert!(answer.saved("new")),
            _ => assert_eq!((place.bytes(), &*answer.out), (old.clone(), ""), "{limit}: {}", answer.err),
        }
        if limit == 4 {
            assert!(answer.code == Some(1) && answer.err.contains("too many open files"), "{}", answer.err);
        }
    }
}

#[test]
fn a_place_where_nothing_can_be_written_is_one_clear_line() {
    let place = Place::with_two();
    let file = place.file().to_str().unwrap().to_owned();
    let mut places = vec![(format!("{file}/journal.json"), "a part of the path is not a folder")];
    if cfg!(target_os = "linux") {
        places.push(("/proc/journal.json".into(), "/proc is read-only"));
        places.push(("/proc/new/journal.json".into(), "/proc is read-only"));
    }
    for (path, message) in places {
        let begun = std::time::Instant::now();
        let answer = Answer::from(quiet(PROGRAM).args(["--file", &path, "pain", "4"]).output().unwrap());
        assert_eq!((answer.code, &*answer.out), (Some(1), ""), "{path}");
        assert!(answer.err.contains(message) && answer.err.lines().count() == 1, "{}", answer.err);
        assert!(begun.elapsed() < AT_ONCE, "{path}");
    }
}

#[test]
fn a_folder_that_only_lets_itself_be_read_refuses_and_reading_works() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_two();
    let old = place.bytes();
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let answer = place.add("new");
    let as_root = rustix::process::geteuid().is_root();
    if as_root {
        println!("skipped: nothing is closed to root");
    } else {
        assert_eq!((answer.code, &*answer.out), (Some(1), ""));
        assert!(answer.err.contains("you have no permission"), "{}", answer.err);
        assert_eq!(place.bytes(), old);
    }
    assert!(place.run(&["list", "pain"]).out.contains("second"));
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn an_answer_that_cannot_be_printed_says_that_the_entry_is_saved_all_the_same() {
    if !fs::exists("/dev/full").unwrap() {
        println!("skipped: there is no /dev/full here");
        return;
    }
    let place = Place::with_two();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = place.command(&["pain", "4", "--note", "new"]).stdout(full).output().unwrap();
    let answer = Answer::from(output);
    assert_eq!(answer.code, Some(1));
    assert!(answer.err.contains("only this answer could not be printed"), "{}", answer.err);
    assert!(place.notes().contains(&"new".into()));
}

#[test]
fn what_changes_nothing_claims_nothing_where_its_answer_cannot_be_printed() {
    if !fs::exists("/dev/full").unwrap() {
        println!("skipped: there is no /dev/full here");
        return;
    }
    let place = Place::with_two();
    for args in [
        &["export"][..],
        &["report", "--format", "pdf"],
        &["status"],
        &["list", "pain"],
        &["check-file"],
        &["path"],
        &["--help"],
        &["man"],
        &["completions", "bash"],
        &["--print", "80x24"],
    ] {
        let full = || fs::File::options().write(true).open("/dev/full").unwrap();
        let answer = Answer::from(place.command(args).stdout(full()).output().unwrap());
        assert_eq!(answer.code, Some(1), "{args:?}: {}", answer.err);
        assert!(answer.err.contains("Could not print") && !answer.err.contains("done"), "{args:?}: {}", answer.err);
    }
}

#[test]
fn where_the_disk_has_no_locks_it_is_said_what_to_do() {
    if !can_trace() {
        return;
    }
    let place = Place::with_two();
    let old = place.bytes();
    for error in ["ENOLCK", "EOPNOTSUPP", "ENOSYS"] {
        let (answer, _) = traced(&["-e", &format!("inject=flock:error={error}")], &place.adding("new"));
        assert_eq!((answer.code, place.bytes()), (Some(1), old.clone()), "{error}");
        for part in ["has no locks", "--file or TWINGE_FILE", "nothing was changed"] {
            assert!(answer.err.contains(part), "{error}: {}", answer.err);
        }
    }
}
