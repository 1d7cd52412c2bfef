//! Killed at any moment, or the power cut: what was said to be saved is there, and the file is whole.

use std::os::unix::fs::MetadataExt;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::kit::{Answer, Place, calls, can_trace, traced};

/// What must hold after a save of "new" that was cut short, and after the save that follows.
fn assert_whole(place: &Place, before: &[&str], answer: &Answer, when: &str) -> bool {
    let notes = place.notes();
    let there = notes.iter().any(|note| note == "new");
    assert!(before.iter().all(|note| notes.iter().any(|n| n == note)), "{when}: an entry is gone, left are {notes:?}");
    assert_eq!(notes.len(), before.len() + usize::from(there), "{when}: {notes:?}");
    assert!(there || !answer.saved("new"), "{when}: said to be saved, and is not there");
    assert_apart(place, when);
    place.save("after");
    assert_apart(place, when);
    assert_eq!(place.litter(), [""; 0], "{when}");
    let checked = place.run(&["check-file"]);
    assert_eq!(checked.code, Some(0), "{when}: journal, backups or what can be undone is damaged: {}", checked.out);
    let notes = place.notes();
    assert!(notes.iter().any(|note| note == "after") && notes.len() > before.len(), "{when}: {notes:?}");
    there
}

/// The journal and its backups are files of their own: a hand edit of one must not change another.
fn assert_apart(place: &Place, when: &str) {
    let journal = std::fs::metadata(place.file()).map(|meta| meta.ino()).ok();
    for backup in place.backups() {
        assert_ne!(Some(std::fs::metadata(&backup).unwrap().ino()), journal, "{when}: {}", backup.display());
    }
}

fn kill_at_every_call(start: &Place, before: &[&str]) {
    let model = start.copy();
    let all = calls(&model.adding("new"), model.path());
    assert!(all.len() > 25 && all.iter().any(|call| call.name.starts_with("rename")), "{all:?}");
    let old = start.file().exists().then(|| start.bytes());
    let mut there = Vec::new();
    for call in &all {
        let place = start.copy();
        let inject = format!("inject={}:signal=KILL:when={}", call.name, call.nth);
        let (answer, _) = traced(&["-e", &inject], &place.adding("new"));
        assert!(answer.code.is_none() || call.name == "exit_group", "{}: it was to be killed", call.line);
        there.push(assert_whole(&place, before, &answer, &call.line));
        if let Some(old) = &old {
            let backups = place.backups();
            assert_eq!(backups.len(), 1, "{}", call.line);
            assert_eq!(&std::fs::read(&backups[0]).unwrap(), old, "{}", call.line);
        }
    }
    assert!(there.contains(&true) && there.contains(&false), "the kills were spread over the save: {there:?}");
    assert!(there.is_sorted(), "once the entry is there it stays: {there:?}");
}

#[test]
fn killed_at_any_call_of_the_first_save_of_a_day_nothing_acknowledged_is_lost() {
    if can_trace() {
        kill_at_every_call(&Place::of_yesterday(), &["first", "second"]);
    }
}

#[test]
fn killed_at_any_call_of_the_very_first_save_the_next_one_works() {
    if can_trace() {
        kill_at_every_call(&Place::new(), &[]);
    }
}

#[test]
fn killed_at_any_step_to_the_disk_drafts_and_what_can_be_undone_are_the_old_or_the_new() {
    if !can_trace() {
        return;
    }
    let place = Place::of_yesterday();
    let journal: serde_json::Value = serde_json::from_slice(&place.bytes()).unwrap();
    let id = journal["pain"][0]["id"].as_str().unwrap();
    let draft = |form: &str| format!(r#"{{"form":"{form}","fields":{{"note":"typed into {form}"}}}}"#);
    let drafts = format!(
        r#"{{"format":"twinge-drafts","version":1,"drafts":[{},{}]}}"#,
        draft(&format!("edit {id}")),
        draft("note")
    );
    std::fs::write(place.drafts(), &drafts).unwrap();
    // what can be undone is found by the path of the journal, so that there is but one place
    let start = place.copy();
    // the journal, what can be undone and the drafts are all written, one after the other
    let file = place.file().to_str().unwrap().to_owned();
    let deleting = [crate::kit::PROGRAM, "--file", &file, "delete", id, "--forever"].map(str::to_owned);
    let undo_file = place.lists();
    let lists = std::fs::read_to_string(&undo_file).unwrap();
    let all = calls(&deleting, place.path());
    let new = std::fs::read_to_string(place.drafts()).unwrap();
    assert!(new.contains("typed into note") && !new.contains("edit"), "{new}");
    let mut forgotten = Vec::new();
    for call in all.iter().filter(|call| ["rename", "fsync", "unlink", "link"].iter().any(|n| call.name.starts_with(n)))
    {
        place.reset(&start);
        let inject = format!("inject={}:signal=KILL:when={}", call.name, call.nth);
        let (answer, _) = traced(&["-e", &inject], &deleting);
        assert_eq!(answer.code, None, "{}: it was to be killed", call.line);
        let [kept, undo] = [&place.drafts(), &undo_file].map(|file| std::fs::read_to_string(file).unwrap());
        assert!(kept == drafts || kept == new, "{}: {kept}", call.line);
        let is_whole = serde_json::from_str::<serde_json::Value>(&undo).is_ok();
        assert!(is_whole && (undo == lists || !undo.contains("first")), "{}: {undo}", call.line);
        forgotten.push(kept == new);
        // what was left is swept, and the rest of the work is done by the next
        if place.notes().iter().any(|note| note == "first") {
            let again = place.run(&["delete", id, "--forever"]);
            assert_eq!(again.code, Some(0), "{}: {}", call.line, again.err);
        }
        let purged = place.run(&["purge", "--yes"]);
        assert_eq!(purged.code, Some(0), "{}: {}", call.line, purged.err);
        assert_eq!(std::fs::read_to_string(place.drafts()).unwrap(), new, "{}", call.line);
        assert_eq!(place.litter(), [""; 0], "{}", call.line);
        assert_eq!(place.run(&["check-file"]).code, Some(0), "{}", call.line);
    }
    assert!(forgotten.contains(&true) && forgotten.contains(&false) && forgotten.is_sorted(), "{forgotten:?}");
}

#[test]
fn killed_at_random_moments_nothing_acknowledged_is_lost() {
    let mut rng = fastrand::Rng::with_seed(7);
    let place = Place::with_two();
    let begun = Instant::now();
    place.save("a whole one");
    let whole = begun.elapsed();
    let mut acknowledged: Vec<String> = vec!["first".into(), "second".into(), "a whole one".into()];
    let mut killed = 0;
    for n in 0..60 {
        let note = format!("entry {n}");
        let mut child = place
            .command(&["pain", "4", "--note", &note])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(whole.mul_f64(rng.f64() * 1.2));
        child.kill().unwrap();
        let answer = Answer::from(child.wait_with_output().unwrap());
        killed += usize::from(answer.code.is_none());
        let notes = place.notes();
        if answer.saved(&note) {
            acknowledged.push(note);
        }
        assert!(acknowledged.iter().all(|note| notes.contains(note)), "{acknowledged:?} {notes:?}");
    }
    assert!(killed > 5, "only {killed} of 60 were killed");
    place.save("after");
    assert_eq!(place.litter(), [""; 0]);
}

/// Where a call with all these parts stands in the log; it must be there once.
fn at(log: &[String], parts: &[&str]) -> usize {
    let found: Vec<usize> = (0..log.len()).filter(|&i| parts.iter().all(|part| log[i].contains(part))).collect();
    assert_eq!(found.len(), 1, "{parts:?} in\n{}", log.join("\n"));
    assert!(log[found[0]].contains(" = "), "{}", log[found[0]]);
    found[0]
}

#[test]
fn saved_is_said_after_content_then_name_are_synced() {
    if !can_trace() {
        return;
    }
    let place = Place::of_yesterday();
    let folder = place.folder.path().to_str().unwrap().to_owned();
    let (answer, log) = traced(&["-y"], &place.adding("new"));
    assert!(answer.saved("new"), "{}", answer.err);
    let lists = at(&log, &["fsync(", "/undo/.", ".tmp>", " = 0"]);
    let under_way = "/.twinge.journal.json.";
    let last_write = log.iter().rposition(|line| line.starts_with("write(") && line.contains(under_way)).unwrap();
    let content = at(&log, &["fsync(", under_way, " = 0"]);
    let copied = at(&log, &["fsync(", "/backups/.twinge.journal-", " = 0"]);
    let backup = at(&log, &["rename", "/backups/journal-", " = 0"]);
    let backup_name = at(&log, &["fsync(", &format!("<{folder}/backups>"), " = 0"]);
    let lists_name = at(&log, &["rename", "/undo/", " = 0"]);
    let rename = at(&log, &["rename", under_way, " = 0"]);
    let syncs = (0..log.len())
        .filter(|&i| log[i].starts_with("fsync(") && log[i].contains(&format!("<{folder}>")))
        .collect::<Vec<_>>();
    let name = *syncs.last().unwrap();
    let said = at(&log, &["write(1", "Saved "]);
    let order = [last_write, content, copied, backup, backup_name, lists_name, rename, name, said];
    assert!(lists < lists_name && order.is_sorted(), "{order:?} in\n{}", log.join("\n"));
}

#[test]
fn the_names_of_new_folders_are_synced_before_saved_is_said() {
    if !can_trace() {
        return;
    }
    let place = Place::new();
    let root = place.path().to_str().unwrap();
    let file = place.path().join("a/b/journal.json");
    let args = [crate::kit::PROGRAM, "--file", file.to_str().unwrap(), "pain", "4", "--note", "new"].map(str::to_owned);
    let (answer, log) = traced(&["-y"], &args);
    assert!(answer.saved("new"), "{}", answer.err);
    let said = at(&log, &["write(1", "Saved "]);
    for (folder, above) in [("a/b", "/a"), ("a", "")] {
        let made = at(&log, &["mkdir", &format!("\"{root}/{folder}\""), " = 0"]);
        let synced = at(&log, &["fsync(", &format!("<{root}{above}>"), " = 0"]);
        assert!(made < synced && synced < said, "{folder}:\n{}", log.join("\n"));
    }
}

#[test]
fn a_save_that_was_killed_is_not_in_the_way_for_a_moment() {
    let place = Place::with_two();
    for _ in 0..3 {
        let mut child = place.command(&["pain", "4"]).stdout(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(5));
        child.kill().unwrap();
        child.wait().unwrap();
        let begun = Instant::now();
        place.save("at once");
        assert!(begun.elapsed() < crate::kit::AT_ONCE, "{:?}", begun.elapsed());
    }
}
