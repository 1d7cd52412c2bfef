//! Many at once: no entry is lost, readers never wait, and one that stands still holds nobody up for long.

use std::fs::{self, File, TryLockError};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::kit::{AT_ONCE, Place, notes_in};

#[path = "../support/invented.rs"]
mod invented;

#[test]
fn seventy_two_saves_by_six_at_once_are_all_there_and_every_reader_sees_a_whole_file() {
    let place = Place::new();
    place.save("first");
    let done = AtomicBool::new(false);
    let (read, grown) = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut read, mut last, mut grown) = (0, 0, 0);
            while !done.load(Ordering::Relaxed) {
                let notes = notes_in(&fs::read(place.file()).unwrap()).len();
                assert!(notes >= last, "{notes} after {last}");
                (read, grown, last) = (read + 1, grown + usize::from(notes > last), notes);
            }
            (read, grown)
        });
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                let place = &place;
                scope.spawn(move || (0..12).for_each(|n| place.save(&format!("entry {n} of {writer}"))))
            })
            .collect();
        let finished: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        assert!(finished.iter().all(Result::is_ok));
        reader.join().unwrap()
    });
    assert!(read > 20 && grown > 5, "{read} times read, {grown} times more");
    let mut notes = place.notes();
    notes.sort();
    notes.dedup();
    assert_eq!(notes.len(), 73);
    assert_eq!(place.litter(), [""; 0]);
}

/// A writer that was stopped while it holds the lock.
fn stopped_writer(place: &Place) -> Child {
    let lock = File::options().write(true).open(place.path().join("journal.json.lock")).unwrap();
    let is_held = || match lock.try_lock() {
        Ok(()) => {
            lock.unlock().unwrap();
            false
        }
        Err(TryLockError::WouldBlock) => true,
        Err(TryLockError::Error(error)) => panic!("{error}"),
    };
    for _ in 0..50 {
        let mut child = place.command(&["pain", "9"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let pid = Pid::from_child(&child);
        while child.try_wait().unwrap().is_none() {
            if is_held() {
                kill_process(pid, Signal::STOP).unwrap();
                thread::sleep(Duration::from_millis(20));
                if is_held() {
                    return child;
                }
                kill_process(pid, Signal::CONT).unwrap();
            }
            thread::sleep(Duration::from_micros(200));
        }
    }
    panic!("no writer could be stopped while it held the lock");
}

#[test]
fn a_writer_that_stands_still_holds_no_reader_up_and_no_writer_for_long() {
    let place = Place::new();
    // long enough that a save takes a while
    fs::write(place.file(), invented::bytes(3, 1_000)).unwrap();
    place.save("before");
    let mut stopped = stopped_writer(&place);

    let begun = Instant::now();
    assert!(place.run(&["list", "pain"]).out.contains("before"));
    assert_eq!(place.run(&["status"]).code, Some(0));
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());

    let old = place.bytes();
    let begun = Instant::now();
    let answer = place.add("meanwhile");
    let waited = begun.elapsed();
    assert_eq!((answer.code, &*answer.out), (Some(1), ""));
    assert!(answer.err.contains("Another twinge has been saving"), "{}", answer.err);
    assert!(answer.err.contains("close it, then try again"), "{}", answer.err);
    assert!(waited > Duration::from_secs(1) && waited < Duration::from_secs(11), "{waited:?}");
    assert_eq!(place.bytes(), old);

    stopped.kill().unwrap();
    stopped.wait().unwrap();
    let begun = Instant::now();
    place.save("after");
    assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
    assert!(place.notes().contains(&"before".into()));
    assert_eq!(place.litter(), [""; 0]);
}

#[test]
fn the_lock_file_removed_again_and_again_loses_no_acknowledged_entry() {
    let place = Place::new();
    place.save("first");
    let lock = place.path().join("journal.json.lock");
    let done = AtomicBool::new(false);
    let removed = thread::scope(|scope| {
        let remover = scope.spawn(|| {
            let mut removed = 0;
            while !done.load(Ordering::Relaxed) {
                removed += usize::from(fs::remove_file(&lock).is_ok());
                thread::sleep(Duration::from_millis(40));
            }
            removed
        });
        let writers: Vec<_> = (0..6)
            .map(|writer| {
                let place = &place;
                scope.spawn(move || (0..15).for_each(|n| place.save(&format!("entry {n} of {writer}"))))
            })
            .collect();
        let finished: Vec<_> = writers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        assert!(finished.iter().all(Result::is_ok));
        remover.join().unwrap()
    });
    assert!(removed > 5, "{removed}");
    assert_eq!(place.notes().len(), 91, "{removed} times removed");
}

#[test]
fn what_some_add_and_others_take_back_at_once_is_there_or_was_taken_back_and_never_both() {
    let place = Place::new();
    place.save("first");
    // what each writer added and was told is saved; what each other was told is undone
    let (added, undone): (Vec<String>, Vec<String>) = thread::scope(|scope| {
        let add = |writer: usize| {
            let place = &place;
            scope.spawn(move || {
                let notes = (0..10).map(|n| format!("entry {n} of {writer}"));
                notes.inspect(|note| place.save(note)).collect::<Vec<_>>()
            })
        };
        let undo = |_| {
            let place = &place;
            scope.spawn(move || {
                let answers = (0..8).map(|_| place.run(&["undo"]));
                let said = answers.filter_map(|answer| {
                    if answer.code == Some(2) {
                        assert!(answer.err.contains("nothing to undo"), "{}", answer.err);
                        return None;
                    }
                    assert!(answer.out.starts_with("Undone: added pain"), "{}{}", answer.out, answer.err);
                    let (_, rest) = answer.out.split_once('“').unwrap();
                    Some(rest.split_once('”').unwrap().0.to_owned())
                });
                said.collect::<Vec<_>>()
            })
        };
        let (adders, undoers): (Vec<_>, Vec<_>) = ((0..3).map(add).collect(), (0..2).map(undo).collect());
        let all = |threads: Vec<thread::ScopedJoinHandle<'_, Vec<String>>>| {
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        };
        (all(adders), all(undoers))
    });
    assert!(undone.len() > 5, "{undone:?}");
    let mut accounted: Vec<String> = place.notes().into_iter().chain(undone).collect();
    accounted.sort();
    let mut wanted: Vec<String> = added.into_iter().chain(["first".to_owned()]).collect();
    wanted.sort();
    assert_eq!(accounted, wanted);
    // and what is left can be taken back to the last, one after the other
    let left = place.notes().len();
    let answer = place.run(&["undo", &left.to_string()]);
    assert_eq!((answer.code, place.notes().len()), (Some(0), 0), "{}", answer.err);
    assert_eq!(place.litter(), [""; 0]);
}
