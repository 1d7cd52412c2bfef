//! The laws of merging over random histories of three copies, and the eight cases worked by hand.

use fastrand::Rng;

use super::*;
use crate::domain::arbitrary::id;
use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::doctor::{Clearance, Permission};
use crate::domain::every_kind::Record;
use crate::domain::level::Level;
use crate::domain::notes::Note;
use crate::domain::pain::Pain;
use crate::domain::record::Object;
use crate::domain::runs::Run;
use crate::domain::stamps::Stamps;
use crate::domain::steps::{State, Step};
use crate::formats::journal_json;

pub fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

pub fn bytes(journal: &Journal) -> String {
    String::from_utf8(journal_json::write(journal)).unwrap()
}

/// The journal as another computer reads it.
pub fn copy(journal: &Journal) -> Journal {
    journal_json::read(&journal_json::write(journal)).unwrap()
}

pub fn joined(one: &Journal, other: &Journal) -> Journal {
    let mut both = copy(one);
    join(&mut both, &copy(other));
    copy(&both)
}

/// A moment of the histories: ten of them, so that many are the same, on a clock that may be wrong.
fn moment(rng: &mut Rng, clock: i64) -> At {
    let offset = if rng.bool() { "+01:00" } else { "+00:00" };
    let base = at(&format!("2026-11-20T07:00:00{offset}"));
    At(base.0 + chrono::TimeDelta::hours(i64::from(rng.u8(0..10))) + chrono::TimeDelta::seconds(clock))
}

fn blank(n: u128, rng: &mut Rng) -> Entry {
    let day = at(if rng.bool() { "2026-11-20T07:12:00+01:00" } else { "2026-11-20T06:12:00+00:00" });
    match n % 4 {
        0 => Entry::Pain(Pain { level: Level::new(4).unwrap(), ..Pain::blank(id(n), day) }),
        1 => Entry::Run(Run { distance_m: Some(5000), ..Run::blank(id(n), day) }),
        2 => Entry::Note(Note { note: Some("a".into()), ..Note::blank(id(n), day) }),
        _ => Entry::Clearance(Clearance { state: Some(Permission::Asked), ..Clearance::blank(id(n), day) }),
    }
}

fn edited(entry: &Entry, rng: &mut Rng) -> Entry {
    let mut object = Object::of(&entry.item().json());
    let mut set = |key: &str, value: &str| {
        object.extra.set(key, (!value.is_empty()).then(|| serde_json::from_str(value).unwrap()));
    };
    let text = ["", "\"a\"", "\"b\"", "\"c\""][rng.usize(0..4)];
    match (entry, rng.u8(0..5)) {
        (_, 0) => set("later_a", ["", "1", "[2]", "{\"z\":1}"][rng.usize(0..4)]),
        (_, 1) => set("at", ["\"2026-11-20T07:12:00+01:00\"", "\"2026-11-20T08:12:00+01:00\""][rng.usize(0..2)]),
        (Entry::Pain(_), 2) => set("level", ["1", "2", "3", "4"][rng.usize(0..4)]),
        (Entry::Pain(_), 3) => set("moment", ["", "\"now\"", "\"worst\"", "\"morning\""][rng.usize(0..4)]),
        (Entry::Run(_), 2) => set("distance_m", ["5000", "6000", "", "7000"][rng.usize(0..4)]),
        (Entry::Run(_), 3) => {
            set("pain", ["", "{\"before\":1}", "{\"before\":1,\"during\":3}", "{\"during\":2}"][rng.usize(0..4)])
        }
        (Entry::Clearance(_), 2..) => set("by", text),
        _ => set("note", text),
    }
    Entry::from_json(entry.item().kind(), Raw::of(&object).text()).unwrap()
}

/// The file as version 1 would have it.
fn downgrade(journal: &mut Journal) {
    let entries: Vec<Entry> =
        crate::domain::kind::Kind::ALL.iter().flat_map(|&kind| journal.items(kind)).map(|item| item.entry()).collect();
    journal.take_all(entries.iter().map(|entry| entry.item().id()).collect());
    journal.put_all(entries.into_iter().map(|mut entry| {
        let latest = entry.stamps().greatest();
        entry.set_stamps(latest.map(Stamps::all).unwrap_or_default());
        entry
    }));
    journal.lost.clear();
    for deleted in &mut journal.deleted {
        (deleted.seen, deleted.why, deleted.purged) = Default::default();
    }
    let there: HashSet<Id> = journal.ids().collect();
    journal.deleted.retain(|deleted| !there.contains(&deleted.id));
    (journal.settings.stamps, journal.condition.stamps) = Default::default();
    journal.version = 1;
}

fn op(journal: &mut Journal, rng: &mut Rng, clock: i64) {
    let now = moment(rng, clock);
    let n = u128::from(rng.u8(1..=6));
    let there = journal.find(id(n)).map(|item| item.entry());
    let change = match (rng.u8(0..22), there) {
        (0..=3, None) => Change::Add(Box::new(blank(n, rng))),
        (0..=9, Some(was)) => Change::Edit { now: Box::new(edited(&was, rng)), was: Box::new(was) },
        (10 | 11, Some(_)) => Change::Delete(id(n)),
        (10..=12, None) => match journal.bin().find(|(deleted, _)| deleted.id == id(n)) {
            Some((_, entry)) => Change::Restore { entry: Box::new(entry), over: None },
            None => return,
        },
        (13, _) => return drop(journal.undo(now)),
        (14, _) => return journal.deleted.iter_mut().for_each(crate::domain::journal::Deleted::forget),
        (15, _) => {
            let was = journal.settings.clone();
            let mut wanted = was.clone();
            wanted.soft_goal = [None, Some(50), Some(60)][rng.usize(0..3)];
            wanted.massage_every = [None, Some(7)][rng.usize(0..2)];
            Change::Settings { was: Box::new(was), now: Box::new(wanted) }
        }
        (16, _) => {
            let was = journal.condition.clone();
            let mut wanted = was.clone();
            wanted.name = [None, Some("a".into()), Some("b".into())][rng.usize(0..3)].clone();
            let mut one = crate::domain::condition::Diagnosis::named(["Sciatica", "overuse"][rng.usize(0..2)]);
            one.by = [None, Some("x".into()), Some("y".into())][rng.usize(0..3)].clone();
            wanted.put(one);
            Change::Condition { was: Box::new(was), now: Box::new(wanted) }
        }
        (17, _) => {
            let was = journal.steps.doctor.clone();
            let state = State::ALL[rng.usize(0..State::ALL.len())];
            let now = was.moved(state, now.local().date(), None, [None, Some("call".into())][rng.usize(0..2)].clone());
            Change::Step { step: Step::Doctor, was: Box::new(was), now: Box::new(now) }
        }
        (18, _) => {
            let list = ["1", "2", "[{\"id\":\"a\",\"v\":1}]", "[{\"id\":\"b\",\"v\":1},{\"id\":\"a\",\"v\":2}]"]
                [rng.usize(0..4)];
            let key = ["later_b", "later_a"][rng.usize(0..2)];
            return journal.extra.set(key, Some(serde_json::from_str(list).unwrap()));
        }
        (19, _) if rng.u8(0..4) == 0 => return downgrade(journal),
        // a hand, which sets `modified` and leaves the stamps
        (20, Some(was)) => {
            let mut object = Object::of(&edited(&was, rng).item().json());
            object.extra.set("modified", Some(Raw::of(&now)));
            let entry = Entry::from_json(was.item().kind(), Raw::of(&object).text()).unwrap();
            journal.take_all([id(n)].into());
            return journal.put_all([entry]);
        }
        // a hand that leaves both
        (21, Some(was)) => {
            let entry = edited(&was, rng);
            journal.take_all([id(n)].into());
            return journal.put_all([entry]);
        }
        _ => return,
    };
    let _ = journal.make(change, now);
}

/// Three copies of one journal after a random history.
fn history(seed: u64) -> [Journal; 3] {
    let rng = &mut Rng::with_seed(seed);
    let clocks = [0, [0, -7200, 3600, 36_000][rng.usize(0..4)], [0, 31_536_000, -5400][rng.usize(0..3)]];
    let mut first = Journal { journal: Some(id(99)), ..Journal::default() };
    for _ in 0..rng.u8(0..8) {
        op(&mut first, rng, 0);
    }
    let mut copies = [copy(&first), copy(&first), copy(&first)];
    for _ in 0..rng.u8(3..24) {
        let one = rng.usize(0..3);
        if rng.u8(0..7) == 0 {
            let other = rng.usize(0..3);
            copies[one] = joined(&copies[one], &copies[other]);
        } else {
            op(&mut copies[one], rng, clocks[one]);
            copies[one] = copy(&copies[one]);
        }
    }
    copies
}

/// Says at which line two texts part.
fn same(law: &str, seed: u64, one: &Journal, other: &Journal) {
    let (one, other) = (bytes(one), bytes(other));
    let differ: Vec<_> = one.lines().zip(other.lines()).filter(|(one, other)| one != other).collect();
    assert!(one == other, "{law}, history {seed}:\n{differ:#?}");
}

fn laws(seed: u64) {
    let [a, b, c] = &history(seed);
    let ab = joined(a, b);
    same("a with a is a", seed, &joined(a, a), a);
    same("a with b is b with a", seed, &ab, &joined(b, a));
    same("a with (a with b) is a with b", seed, &joined(a, &ab), &ab);
    same("(a with b) with c is a with (b with c)", seed, &joined(&ab, c), &joined(a, &joined(b, c)));
    same("whichever comes first", seed, &joined(&ab, c), &joined(&joined(c, a), b));
    // no id vanishes
    let all = joined(&ab, c);
    let known: HashSet<Id> = all.ids().chain(all.deleted.iter().map(|deleted| deleted.id)).collect();
    for journal in [a, b, c] {
        for one in journal.ids().chain(journal.deleted.iter().map(|deleted| deleted.id)) {
            assert!(known.contains(&one), "{one} vanished, history {seed}");
        }
    }
}

#[test]
fn copies_meet_in_any_order_and_any_number_of_times() {
    // in the last, two deletions of version 1 tell one moment by two clocks
    (0..150).chain([4738]).for_each(laws);
}

#[test]
#[ignore = "takes longer; five thousand histories"]
fn copies_meet_in_any_order_over_five_thousand_histories() {
    (0..5000).for_each(laws);
}

/// The eight cases: an entry made at 07:12, level 4, no note.
mod by_hand {
    use super::*;

    fn made() -> Journal {
        let mut journal = Journal { journal: Some(id(99)), ..Journal::default() };
        let now = at("2026-11-26T07:12:00+01:00");
        let pain = Pain { level: Level::new(4).unwrap(), ..Pain::blank(id(1), now) };
        journal.make(Change::Add(Box::new(Entry::Pain(pain))), now).unwrap();
        copy(&journal)
    }

    fn day(time: &str) -> At {
        at(&if time.len() > 8 { time.to_owned() } else { format!("2026-11-26T{time}:00+01:00") })
    }

    fn level(mut journal: Journal, level: u8, time: &str) -> Journal {
        edit(&mut journal, "level", &level.to_string(), time);
        copy(&journal)
    }

    fn note(mut journal: Journal, text: &str, time: &str) -> Journal {
        edit(&mut journal, "note", &format!("{text:?}"), time);
        copy(&journal)
    }

    fn edit(journal: &mut Journal, key: &str, value: &str, time: &str) {
        let was = journal.find(id(1)).unwrap().entry();
        let mut object = Object::of(&was.item().json());
        object.extra.set(key, Some(serde_json::from_str(value).unwrap()));
        let now = Entry::from_json(was.item().kind(), Raw::of(&object).text()).unwrap();
        journal.make(Change::Edit { was: Box::new(was), now: Box::new(now) }, day(time)).unwrap();
    }

    /// The level and the note, and what is lost.
    fn says(journal: &Journal) -> (String, String) {
        let there = journal.pain.iter().map(|pain| format!("{} {}", pain.level, pain.note.as_deref().unwrap_or("-")));
        let lost = journal
            .lost
            .iter()
            .map(|lost| format!("{} {}", lost.field, lost.value.as_ref().map_or("-", |value| value.text())));
        (there.collect::<Vec<_>>().join(", "), lost.collect::<Vec<_>>().join(", "))
    }

    fn both(one: &Journal, other: &Journal) -> Journal {
        let both = joined(one, other);
        assert_eq!(bytes(&both), bytes(&joined(other, one)));
        both
    }

    fn deleted(mut journal: Journal, time: &str) -> Journal {
        journal.make(Change::Delete(id(1)), day(time)).unwrap();
        copy(&journal)
    }

    fn is(journal: &Journal, there: &str, lost: &str) {
        assert_eq!(says(journal), (there.to_owned(), lost.to_owned()));
    }

    #[test]
    fn one_edits_of_different_fields_are_both_there() {
        is(&both(&level(made(), 5, "12:10"), &note(made(), "sat", "12:05")), "5 sat", "");
    }

    #[test]
    fn two_what_nobody_saw_stays_to_be_found_until_it_is_let_go() {
        let merged = both(&level(made(), 5, "12:10"), &level(made(), 6, "12:11"));
        is(&merged, "6 -", "level 5");
        assert_eq!(merged.lost[0].until, at("2027-02-24T12:11:00+01:00"), "ninety days after what was kept");
        let again = level(merged.clone(), 7, "12:40");
        let again = both(&again, &merged);
        is(&again, "7 -", "level 5");
        assert_eq!(again.pain[0].stamps.own("level")[..], [day("12:40"), day("12:11")]);
    }

    #[test]
    fn three_at_the_same_second_the_bytes_decide() {
        is(&both(&level(made(), 5, "12:10"), &level(made(), 6, "12:10")), "6 -", "level 5");
    }

    #[test]
    fn four_a_deletion_does_not_beat_what_it_had_not_seen_whatever_the_clock() {
        let merged = both(&level(made(), 5, "12:10"), &deleted(made(), "13:00"));
        is(&merged, "5 -", "");
        assert_eq!(merged.deleted.len(), 1, "it stays known");
        is(&both(&merged, &deleted(made(), "14:00")), "5 -", "");
    }

    #[test]
    fn five_what_was_seen_stays_deleted_also_in_a_year() {
        let edited = level(made(), 5, "12:10");
        let gone = both(&edited, &deleted(edited.clone(), "13:00"));
        is(&gone, "", "");
        is(&both(&gone, &made()), "", "");
        let mut old = gone.clone();
        old.remember(Change::All(Vec::new()), at("2027-11-26T13:00:00+01:00"));
        assert!(old.deleted[0].entry.is_none());
        is(&both(&copy(&old), &edited), "", "");
        is(&both(&copy(&old), &made()), "", "");
        is(&both(&copy(&old), &note(edited, "unseen", "13:30")), "5 unseen", "");
    }

    #[test]
    fn six_a_clock_a_year_ahead_wins_once_and_only_over_what_had_not_seen_it() {
        let ahead = note(made(), "x", "2027-11-26T07:20:00+01:00");
        let merged = both(&ahead, &note(made(), "y", "12:00"));
        is(&merged, "4 x", "note \"y\"");
        let after = note(ahead.clone(), "z", "2026-11-27T08:00:00+01:00");
        is(&both(&after, &ahead), "4 z", "");
        is(&both(&both(&after, &merged), &made()), "4 z", "note \"y\"");
        let told = clocks::ahead(&merged, day("13:00")).unwrap();
        assert!(told.describe().contains("364 days") || told.describe().contains("365 days"), "{}", told.describe());
        let mut mended = merged;
        assert_eq!(clocks::restamp(&mut mended, day("13:00")), 1);
        assert_eq!((clocks::ahead(&mended, day("13:00")), says(&mended).0.as_str()), (None, "4 x"));
    }

    #[test]
    fn seven_of_version_1_the_later_entry_is_taken_whole_and_the_rest_is_kept() {
        let old = |mut journal: Journal| {
            downgrade(&mut journal);
            copy(&journal)
        };
        let merged = both(&old(level(made(), 5, "12:10")), &old(note(made(), "sat", "12:05")));
        assert_eq!(says(&merged).0, "5 -");
        assert!(says(&merged).1.contains("note \"sat\""), "{merged:?}");
    }

    fn recorded(n: u128, kind: &str, start: &str, seconds: u32) -> Run {
        let at = at(start);
        let source = format!(r#"{{"kind":"{kind}","start":"{start}","elapsed_s":{seconds}}}"#);
        Run {
            source: serde_json::from_str(&source).unwrap(),
            distance_m: Some(5000),
            duration_s: Some(seconds),
            ..Run::blank(id(n), at)
        }
    }

    fn with(mut journal: Journal, run: Run, time: &str) -> Journal {
        journal.make(Change::Bring(Box::new(Entry::Run(run))), day(time)).unwrap();
        copy(&journal)
    }

    fn normal(mut journal: Journal) -> Journal {
        same_run::set_aside(&mut journal);
        copy(&journal)
    }

    #[test]
    fn eight_the_same_run_twice_is_one_in_any_order() {
        let start = "2026-11-25T18:00:00+01:00";
        let fit = recorded(5, "fit", start, 1800);
        let a = with(made(), fit.clone(), "08:00");
        let mut b = with(made(), fit, "09:00");
        let was = b.find(id(5)).unwrap().entry();
        let Entry::Run(run) = was.clone() else { panic!("no run") };
        let now = Run { pain: crate::domain::runs::RunPain { during: Level::new(3), ..Default::default() }, ..run };
        b.make(Change::Edit { was: Box::new(was), now: Box::new(Entry::Run(now)) }, day("09:30")).unwrap();
        let ab = normal(both(&a, &copy(&b)));
        assert_eq!((ab.runs.len(), ab.runs[0].pain.during), (1, Level::new(3)));
        let gpx = Run { note: Some("hills".into()), ..recorded(3, "gpx", "2026-11-25T18:00:40+01:00", 1815) };
        let c = with(made(), gpx, "10:00");
        // matches only the third
        let d = with(made(), recorded(4, "tcx", "2026-11-25T18:02:35+01:00", 1820), "11:00");
        let one = normal(both(&normal(both(&ab, &c)), &d));
        let other = normal(both(&a, &normal(both(&normal(both(&d, &c)), &copy(&b)))));
        assert_eq!(bytes(&one), bytes(&other));
        assert_eq!(one.runs.iter().map(|run| run.id).collect::<Vec<_>>(), [id(3)], "the smallest id stays");
        assert_eq!((one.runs[0].pain.during, one.runs[0].note.as_deref()), (Level::new(3), Some("hills")));
        assert!(one.deleted.iter().all(|deleted| deleted.why.as_deref() == Some(&*format!("same as {}", id(3)))));
        assert_eq!(bytes(&normal(one.clone())), bytes(&one));
    }

    #[test]
    fn one_undo_takes_a_merge_back_and_leaves_no_deletion_behind() {
        let mut ours = deleted(level(made(), 5, "12:10"), "12:30");
        let kept = says(&ours);
        let theirs = with(note(made(), "sat", "12:20"), recorded(5, "fit", "2026-11-25T18:00:00+01:00", 1800), "12:00");
        let (decisions, _) = apply::merge(&mut ours, [&theirs], day("15:00"));
        assert_eq!((ours.pain.len(), ours.runs.len()), (1, 1));
        let told: Vec<&str> = decisions[0].iter().map(|one| one.word()).collect();
        assert_eq!(told, ["back", "added"]);
        ours.undo(day("15:01")).unwrap();
        assert_eq!(
            (ours.runs.len(), says(&ours).0, ours.deleted.iter().any(|deleted| deleted.id == id(5))),
            (0, kept.0, false)
        );
        ours.redo(day("15:02")).unwrap();
        assert_eq!((ours.pain.len(), ours.runs.len()), (1, 1));
    }
}

/// Journals into which the same few recordings came on several computers.
fn recordings(seed: u64) -> [Journal; 3] {
    let rng = &mut Rng::with_seed(seed);
    let mut copies: [Journal; 3] = Default::default();
    for journal in &mut copies {
        journal.journal = Some(id(99));
        for n in 1..=5_u32 {
            let (start, seconds) = (60 * n + n * n, 1800 + 20 * n);
            let at = At(at("2026-11-25T18:00:00+01:00").0 + chrono::TimeDelta::seconds(start.into()));
            let source = format!(r#"{{"kind":"fit","start":"{}","elapsed_s":{seconds}}}"#, at.text());
            let mut run = Run { source: serde_json::from_str(&source).unwrap(), ..Run::blank(id(n.into()), at) };
            run.note = Some(format!("{n}").into()).filter(|_| n % 2 == 0);
            if rng.bool() {
                // one recording has one time
                let now = self::at(&format!("2026-11-26T0{n}:00:00+01:00"));
                let _ = journal.make(Change::Bring(Box::new(Entry::Run(run))), now);
            }
        }
        for _ in 0..rng.u8(0..3) {
            let n = u128::from(rng.u8(1..=5));
            let Some(was) = journal.find(id(n)).map(|item| item.entry()) else { continue };
            let now = moment(rng, 0);
            let change = match rng.u8(0..4) {
                0 => Change::Delete(id(n)),
                _ => Change::Edit { now: Box::new(edited(&was, rng)), was: Box::new(was) },
            };
            let _ = journal.make(change, now);
        }
    }
    copies.map(|journal| copy(&journal))
}

#[test]
fn the_same_run_is_set_aside_in_any_order() {
    let normal = |mut journal: Journal| {
        same_run::set_aside(&mut journal);
        copy(&journal)
    };
    for seed in 0..100 {
        let [a, b, c] = &recordings(seed);
        let ab = normal(joined(a, b));
        same("N(a with b) is N(N(a) with b)", seed, &normal(joined(&normal(a.clone()), b)), &ab);
        same(
            "N(N(a with b) with c) is N(a with N(b with c))",
            seed,
            &normal(joined(&ab, c)),
            &normal(joined(a, &normal(joined(b, c)))),
        );
    }
}
