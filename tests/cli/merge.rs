//! Two copies of a journal: merged, taken back, noticed beside the journal, and in git.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::kit::{Answer, Desk};

/// A desk with one level, and a second computer with a copy of it.
fn two() -> (Desk, Desk) {
    let (laptop, desktop) = (Desk::new(), Desk::new());
    laptop.ok(&["pain", "4", "--note", "first"]);
    std::fs::copy(laptop.file(), desktop.file()).unwrap();
    (laptop, desktop)
}

fn last(desk: &Desk) -> String {
    let list = desk.ok(&["list", "pain", "--json"]).json();
    list.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

fn notes(desk: &Desk) -> Vec<String> {
    let list = desk.ok(&["list", "pain", "--json"]).json();
    let mut all: Vec<String> =
        list.as_array().unwrap().iter().map(|pain| pain["note"].as_str().unwrap_or("-").to_owned()).collect();
    all.sort();
    all
}

/// What a sync engine put beside the journal a minute ago.
fn leave(desk: &Desk, name: &str, from: &Path) -> PathBuf {
    let copy = desk.folder.path().join(name);
    std::fs::copy(from, &copy).unwrap();
    let then = SystemTime::now() - Duration::from_secs(60);
    std::fs::File::options().write(true).open(&copy).unwrap().set_modified(then).unwrap();
    copy
}

#[test]
fn both_computers_write_the_same_file_and_one_undo_takes_it_back() {
    let (laptop, desktop) = two();
    let id = last(&laptop);
    laptop.ok(&["edit", &id, "level=5"]);
    laptop.ok(&["pain", "1", "--note", "on the laptop"]);
    desktop.ok(&["edit", &id, "note=sat"]);
    desktop.ok(&["run", "5k", "grass"]);
    let before = laptop.bytes();
    let other = desktop.file().display().to_string();
    let dry = laptop.ok(&["merge", "-n", &other]);
    assert!(
        dry.out.contains("1 entry is only in journal.json, and added: 1 run.")
            && dry.out.contains("Nothing was written"),
        "{}",
        dry.out
    );
    assert_eq!(laptop.bytes(), before);
    let mine = laptop.folder.path().join("as-it-was");
    std::fs::write(&mine, &before).unwrap();
    let told = laptop.ok(&["merge", &other]);
    assert!(
        told.out.contains("newer in journal.json: note.") && told.out.contains("`twinge undo` takes it back"),
        "{}",
        told.out
    );
    desktop.ok(&["merge", &mine.display().to_string()]);
    assert_eq!(laptop.bytes(), desktop.bytes(), "the bytes follow from the two files alone");
    assert_eq!(notes(&laptop), ["on the laptop", "sat"]);
    let again = laptop.ok(&["merge", &other]);
    assert!(again.out.contains("has all of it already"), "{}", again.out);
    let undone = laptop.ok(&["undo"]);
    assert!(undone.out.contains("merge of another copy"), "{}", undone.out);
    assert_eq!(notes(&laptop), ["first", "on the laptop"]);
    assert!(!String::from_utf8(laptop.bytes()).unwrap().contains("\"kind\":\"run\""), "no deletion is left");
}

#[test]
fn what_both_changed_is_told_and_the_other_value_lies_in_the_bin() {
    let (laptop, desktop) = two();
    let id = last(&laptop);
    laptop.ok(&["edit", &id, "level=5"]);
    desktop.ok(&["edit", &id, "level=6"]);
    let other = desktop.file().display().to_string();
    let told = laptop.ok(&["merge", &other]);
    assert!(
        told.out.contains("Both copies changed it") && told.out.contains("level 6. In the bin: 5."),
        "{}",
        told.out
    );
    let bin = laptop.ok(&["list", "deleted"]);
    assert!(bin.out.contains("level 5"), "{}", bin.out);
    let (one, two) = (Desk::new(), Desk::new());
    one.ok(&["pain", "4"]);
    two.ok(&["pain", "5"]);
    let other = two.file().display().to_string();
    let refused = one.run(&["merge", &other]);
    assert!(
        refused.code == 2 && refused.err.contains("another journal") && refused.err.contains("--both"),
        "{}",
        refused.err
    );
    one.ok(&["merge", "--both", &other]);
    assert_eq!(notes(&one).len(), 2);
}

#[test]
fn a_copy_beside_the_journal_is_named_by_every_command_and_kept_under_the_backups_once_merged() {
    let (laptop, desktop) = two();
    desktop.ok(&["pain", "2", "--note", "on the desktop"]);
    for name in
        ["journal.sync-conflict-20261126-071200-D4LGQYW.json", "journal (Anna's conflicted copy 2026-11-26).json"]
    {
        let copy = leave(&laptop, name, &desktop.file());
        for command in [&["list", "pain"][..], &["status"], &["pain", "3", "--note", "meanwhile"]] {
            let said = laptop.run(command);
            assert!(
                said.code == 0 && said.err.contains(name) && said.err.contains("twinge merge"),
                "{command:?}: {}",
                said.err
            );
        }
        assert!(laptop.ok(&["status"]).out.contains("1 other copy: twinge merge"));
        let checked = laptop.ok(&["check-file"]);
        assert!(checked.out.contains(name) && !checked.err.contains(name), "{}", checked.out);
        let merged = laptop.ok(&["merge"]);
        assert!(!copy.exists() && laptop.folder.path().join("backups").join(name).exists(), "{}", merged.out);
        assert!(notes(&laptop).contains(&"on the desktop".to_owned()));
        assert_eq!(laptop.ok(&["status"]).err, "");
    }
    // not a journal, and one of somebody else
    let broken = laptop.folder.path().join("journal.sync-conflict-20261126-071300-D4LGQYW.json");
    std::fs::write(&broken, "{\"half\":").unwrap();
    let then = SystemTime::now() - Duration::from_secs(60);
    std::fs::File::options().write(true).open(&broken).unwrap().set_modified(then).unwrap();
    let said = laptop.run(&["status"]);
    assert!(said.err.contains("cannot be read as a journal and is left alone"), "{}", said.err);
    laptop.ok(&["merge"]);
    assert!(broken.exists());
    std::fs::remove_file(&broken).unwrap();
    let stranger = Desk::new();
    stranger.ok(&["pain", "9"]);
    leave(&laptop, "journal-of-a-friend.json", &stranger.file());
    assert_eq!(laptop.ok(&["status"]).err, "");
    // kept on purpose
    let kept = leave(&laptop, "journal-keep.json", &desktop.file());
    assert!(laptop.run(&["status"]).err.contains("journal-keep.json"));
    laptop.ok(&["merge", "--ignore", &kept.display().to_string()]);
    assert_eq!(laptop.ok(&["status"]).err, "");
}

#[test]
fn conflict_markers_are_named_and_both_sides_taken_out() {
    let (laptop, desktop) = two();
    laptop.ok(&["pain", "5", "--note", "ours"]);
    desktop.ok(&["pain", "6", "--note", "theirs"]);
    let text = |desk: &Desk| String::from_utf8(desk.bytes()).unwrap();
    let marked = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n", text(&laptop), text(&desktop));
    std::fs::write(laptop.file(), &marked).unwrap();
    let said = laptop.run(&["status"]);
    assert!(said.code == 1 && said.err.contains("merge --from-conflict"), "{}", said.err);
    let dry = laptop.ok(&["merge", "--from-conflict", "-n"]);
    assert!(dry.out.contains("Nothing was written"), "{}", dry.out);
    assert_eq!(text(&laptop), marked);
    let merged = laptop.ok(&["merge", "--from-conflict"]);
    assert!(merged.out.contains("is kept as"), "{}", merged.out);
    assert_eq!(notes(&laptop), ["first", "ours", "theirs"]);
}

/// git in a folder, with the program on its path.
fn git(folder: &Path, args: &[&str]) -> Answer {
    let program = Path::new(env!("CARGO_BIN_EXE_twinge")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.org"]).args(args);
    command.env("PATH", path).env("HOME", folder).env("GIT_EDITOR", "true").env_remove("GIT_DIR");
    command.output().unwrap().into()
}

/// The program where it finds git.
fn with_git(desk: &Desk, args: &[&str]) -> Answer {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let said: Answer = desk.command(args).env("PATH", path).env("HOME", desk.folder.path()).output().unwrap().into();
    assert_eq!(said.code, 0, "{args:?}: {}", said.err);
    said
}

fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    if !there {
        println!("git is not here; what it does with a journal was not tried");
    }
    there
}

/// A repository with a journal in it, set up.
fn repository() -> Desk {
    let desk = Desk::new();
    let folder = desk.folder.path().to_owned();
    git(&folder, &["init", "-q", "-b", "main"]);
    desk.ok(&["pain", "4", "--note", "first"]);
    let plan = with_git(&desk, &["git-setup"]);
    assert!(plan.out.contains(".gitattributes") && plan.out.contains("--yes"), "{}", plan.out);
    assert!(!folder.join(".gitattributes").exists());
    with_git(&desk, &["git-setup", "--yes"]);
    assert!(with_git(&desk, &["git-setup"]).out.contains("set up already"));
    commit(&desk, "start");
    desk
}

fn commit(desk: &Desk, message: &str) {
    let folder = desk.folder.path();
    git(folder, &["add", "-A"]);
    let done = git(folder, &["commit", "-q", "-m", message]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
}

fn clean(desk: &Desk, args: &[&str]) -> Answer {
    let done = git(desk.folder.path(), args);
    assert_eq!(done.code, 0, "{args:?}: {}{}", done.out, done.err);
    done
}

#[test]
fn branches_merge_rebase_revert_and_pick_entry_by_entry() {
    if !has_git() {
        return;
    }
    let desk = repository();
    clean(&desk, &["checkout", "-q", "-b", "laptop"]);
    desk.ok(&["pain", "5", "--note", "laptop"]);
    commit(&desk, "laptop");
    clean(&desk, &["checkout", "-q", "main"]);
    desk.ok(&["pain", "6", "--note", "main"]);
    commit(&desk, "main");
    let merged = clean(&desk, &["merge", "-q", "--no-edit", "laptop"]);
    assert!(merged.err.contains("only in the other branch"), "{}", merged.err);
    assert_eq!(notes(&desk), ["first", "laptop", "main"]);
    // a revert of an added entry is a deletion
    clean(&desk, &["revert", "--no-edit", "-m", "1", "HEAD"]);
    assert_eq!(notes(&desk), ["first", "main"]);
    // an edit, reverted after something else was changed
    let id = last(&desk);
    desk.ok(&["edit", &id, "level=9"]);
    commit(&desk, "edit");
    desk.ok(&["pain", "1", "--note", "later"]);
    commit(&desk, "later");
    clean(&desk, &["revert", "--no-edit", "HEAD~1"]);
    let level = desk.ok(&["show", &id, "--json"]).json()["level"].clone();
    assert_eq!((level, notes(&desk).len()), (serde_json::json!(6), 3));
    // rebase and cherry-pick
    clean(&desk, &["checkout", "-q", "-b", "side", "HEAD~2"]);
    desk.ok(&["pain", "2", "--note", "side"]);
    commit(&desk, "side");
    clean(&desk, &["rebase", "-q", "main"]);
    assert!(notes(&desk).contains(&"side".to_owned()) && notes(&desk).contains(&"later".to_owned()));
    clean(&desk, &["checkout", "-q", "main"]);
    desk.ok(&["pain", "3", "--note", "on main"]);
    commit(&desk, "on main");
    clean(&desk, &["cherry-pick", "side"]);
    assert!(["side", "on main", "later"].iter().all(|note| notes(&desk).contains(&(*note).to_owned())));
    let shown = clean(&desk, &["log", "-p", "-1"]);
    assert!(shown.out.contains("\"side\"") && !shown.out.contains("\"at\":"), "in words: {}", shown.out);
}

#[test]
fn a_clone_without_the_driver_is_told_so_and_a_side_that_is_no_journal_stops_the_merge() {
    if !has_git() {
        return;
    }
    let desk = repository();
    clean(&desk, &["config", "--unset", "merge.twinge.driver"]);
    assert!(with_git(&desk, &["status"]).err.contains("git-setup --yes"));
    with_git(&desk, &["git-setup", "--yes"]);
    assert_eq!(with_git(&desk, &["status"]).err, "");
    let folder = desk.folder.path();
    for (name, text) in [("o", ""), ("a", "{}"), ("b", "{")] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let path = |name: &str| folder.join(name).display().to_string();
    let stopped = desk.run(&["merge-driver", &path("o"), &path("a"), &path("b")]);
    assert_eq!((stopped.code, std::fs::read_to_string(folder.join("a")).unwrap().as_str()), (1, "{}"));
}

#[test]
fn what_a_merge_changed_of_the_clearance_is_said_on_today_until_it_was_seen() {
    let (laptop, desktop) = two();
    laptop.ok(&["clearance", "cleared-with-limits", "--max-distance", "5km"]);
    std::fs::copy(laptop.file(), desktop.file()).unwrap();
    let id = desktop.ok(&["list", "clearance", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    desktop.ok(&["edit", &id, "max_distance=3km"]);
    let told = laptop.ok(&["merge", &desktop.file().display().to_string()]);
    assert!(told.out.starts_with("Cleared \u{2264}3 km"), "it stands first: {}", told.out);
    let state = laptop.folder.path().join("state");
    let list = std::fs::read_to_string(state.join("clearance-changed")).unwrap();
    assert!(list.contains("newer in journal.json, and taken as it is there."), "{list}");
}

#[test]
fn a_merge_that_was_taken_back_has_never_been_and_the_next_one_finds_the_same() {
    let (laptop, desktop) = two();
    let id = last(&laptop);
    laptop.ok(&["edit", &id, "note=A", "level=6"]);
    desktop.ok(&["edit", &id, "where=calf:left", "level=7"]);
    let before = laptop.ok(&["export"]).out;
    let other = desktop.file().display().to_string();
    let first = laptop.ok(&["merge", &other]);
    let merged = laptop.ok(&["list", "pain", "--json"]).out;
    assert!(merged.contains("calf"), "{merged}");
    laptop.ok(&["undo"]);
    let strip = |text: &str| text.lines().filter(|line| line.contains("\"moment\"")).collect::<Vec<_>>().join("\n");
    assert_eq!(strip(&laptop.ok(&["export"]).out), strip(&before), "to the last stamp");
    let again = laptop.ok(&["merge", &other]);
    assert_eq!(again.out, first.out);
    assert_eq!(laptop.ok(&["list", "pain", "--json"]).out, merged);
    laptop.ok(&["undo"]);
    laptop.ok(&["redo"]);
    assert_eq!(laptop.ok(&["list", "pain", "--json"]).out, merged);
}
