//! The same run twice: recordings of one run that came in on two computers under two ids. Every group of runs that are
//! linked by what their sources say keeps its smallest id; the others rest in the bin. A function of the whole set, so
//! that it never matters which came first. Runs typed by hand are never put together.

use std::collections::{BTreeMap, HashMap};

use super::Merged;
use super::decision::{Decision, Outcome};
use super::register::FILLED;
use crate::domain::day::At;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::journal::{Deleted, Journal};
use crate::domain::parts::{Part, object};
use crate::domain::record::{Object, Raw};
use crate::domain::runs::Run;
use crate::domain::stamps::{ALL, Seen, StampedKind, Stamps, after};
use crate::domain::when;
use crate::import::duplicates;

/// How the reason begins.
const SAME_AS: &str = "same as ";

/// Sets aside what is the same run as another.
pub fn set_aside(journal: &mut Journal) -> Merged {
    let mut merged = Merged::default();
    // what a person deleted keeps what was its own only
    for deleted in &mut journal.deleted {
        let is_given = deleted.entry.as_ref().is_some_and(|raw| raw.text().contains(FILLED));
        if let Some(run) = of_bin(deleted).filter(|_| is_given) {
            deleted.entry = Some(Raw::of(&own(&run)));
        }
    }
    let there: HashMap<Id, &Run> =
        journal.runs.iter().filter(|run| run.source.is_some()).map(|run| (run.id, run)).collect();
    let aside = journal.deleted.iter().filter(|deleted| deleted.why.is_some() && !there.contains_key(&deleted.id));
    let aside: Vec<Run> = aside.filter_map(of_bin).filter(|run| run.source.is_some()).collect();
    let mut all: Vec<&Run> = there.values().copied().chain(&aside).collect();
    all.sort_by_key(|run| run.id);
    let groups: Vec<Vec<Run>> = duplicates::groups(&all)
        .into_iter()
        .map(|group| group.into_iter().filter_map(|place| all.get(place).map(|run| (*run).clone())).collect())
        .collect();
    // one that was set aside and is the same as none any more comes back
    let there: std::collections::HashSet<Id> = journal.runs.iter().map(|run| run.id).collect();
    for group in groups
        .into_iter()
        .filter(|group| group.len() > 1 || group.iter().any(|run| is_given(run) || !there.contains(&run.id)))
    {
        one_group(journal, group, &mut merged);
    }
    merged
}

/// True where a run was given something from another of its group.
fn is_given(run: &Run) -> bool {
    run.extra.keys().any(|key| key.starts_with(FILLED))
}

fn of_bin(deleted: &Deleted) -> Option<Run> {
    match Entry::from_json(deleted.kind, deleted.entry.as_ref()?.text()).ok()? {
        Entry::Run(run) => Some(run),
        _ => None,
    }
}

/// Keeps the first of a group, which are in the order of their ids.
fn one_group(journal: &mut Journal, group: Vec<Run>, merged: &mut Merged) {
    let there = group.first().cloned();
    let group: Vec<Run> = group.iter().map(own).collect();
    let (Some((first, others)), Some(there)) = (group.split_first(), there) else { return };
    let filled = fill(first, others);
    let is_there = journal.runs.iter().any(|run| run.id == first.id);
    if !is_there || filled != there {
        let was = journal.take_all([first.id].into()).remove(&first.id);
        merged.before.entry(first.id).or_insert(was);
        journal.put_all([Entry::Run(filled)]);
        merged.changes = true;
        // it was set aside by no person
        journal.deleted.retain(|deleted| deleted.id != first.id || deleted.why.is_none());
    }
    for run in others {
        let entry = Entry::Run(run.clone());
        let known = journal.deleted.iter().position(|deleted| deleted.id == run.id);
        let was = known.map(|place| journal.deleted.remove(place));
        let why: Box<str> = format!("{SAME_AS}{}", first.id).into();
        let seen = was.as_ref().map(|was| was.seen.or(&Seen::default())).unwrap_or_default();
        let stamps = entry.stamps().seen();
        let seen = if seen.or(&stamps) == stamps.or(&stamps) { Seen::default() } else { seen.or(&stamps) };
        let at = aside_at(run);
        let extra = was.as_ref().map(|was| was.extra.clone()).unwrap_or_default();
        let deleted = Deleted {
            id: run.id,
            kind: entry.item().kind(),
            at: was.as_ref().map_or(at, |was| was.at.max(at)),
            entry: Some(entry.item().json()),
            seen,
            why: Some(why),
            purged: was.is_some_and(|was| was.purged),
            extra,
        };
        journal.deleted.push(deleted);
        if let Some(was) = journal.take_all([run.id].into()).remove(&run.id) {
            merged.changes = true;
            let item = was.item();
            let subject =
                format!("Run {}, {}", item.describe(&journal.settings), when::say(item.at(), &journal.settings));
            let outcome = Outcome::SameAs(journal.short(first.id));
            merged.decisions.push(Decision { id: Some(run.id), kind: Some(item.kind()), subject, outcome });
            merged.before.entry(run.id).or_insert(Some(was));
        }
    }
    super::sort_deleted(&mut journal.deleted);
}

/// When it was set aside: after all that is known of it, whatever the clock says.
fn aside_at(run: &Run) -> At {
    let greatest = Stamps::meant(run.modified, &run.stamps).greatest().unwrap_or(run.at);
    after([greatest], greatest)
}

/// A run as its parts and their times.
type Parts = (BTreeMap<String, Part>, Stamps);

fn parts(run: &Run) -> Parts {
    let kind = StampedKind::Entry(run.kind());
    (kind.parts(&Object::of(run)), Stamps::meant(run.modified, &run.stamps))
}

/// The run without what it was given from others of its group, unless that was edited since.
fn own(run: &Run) -> Run {
    let (mut all, stamps) = parts(run);
    let marks: Vec<String> = all.keys().filter(|key| key.starts_with(FILLED)).cloned().collect();
    if marks.is_empty() {
        return run.clone();
    }
    let is_given = |field: &str| marks.iter().any(|mark| mark.strip_prefix(FILLED) == Some(field));
    // what was edited since has a time of its own
    let given: Vec<String> =
        all.keys().filter(|field| is_given(field) && stamps.own(field).is_empty()).cloned().collect();
    marks.iter().chain(&given).for_each(|field| drop(all.remove(field)));
    of_parts(run, &all, stamps)
}

fn of_parts(run: &Run, all: &BTreeMap<String, Part>, stamps: Stamps) -> Run {
    let mut whole = StampedKind::Entry(run.kind()).whole(all.values());
    whole.extra.set("id", Some(Raw::of(&run.id)));
    match Entry::from_json(run.kind(), Raw::of(&whole).text()) {
        Ok(mut entry) => {
            entry.set_stamps(stamps);
            if let Entry::Run(run) = entry { run } else { run.clone() }
        }
        Err(_) => run.clone(),
    }
}

/// The first with the fields that it lacks, each the latest that another of its group has. That they were given is marked,
/// so that a later recording may give others.
fn fill(first: &Run, others: &[Run]) -> Run {
    let (mut all, stamps) = parts(first);
    let mut offered: BTreeMap<String, (Option<At>, String, Part)> = BTreeMap::new();
    for (other, times) in others.iter().map(parts) {
        for (field, part) in other {
            let offer = (times.of(&field).first().copied(), Raw::of(&object(&part)).text().to_owned(), part);
            let best = offered.entry(field).or_insert_with(|| offer.clone());
            if (best.0, &best.1) < (offer.0, &offer.1) {
                *best = offer;
            }
        }
    }
    let star = stamps.of(ALL).first().copied();
    let lacks = |field: &str| !all.contains_key(field) && stamps.of(field).first().copied() <= star;
    let given: Vec<_> = offered.into_iter().filter(|(field, _)| lacks(field)).collect();
    if given.is_empty() {
        return first.clone();
    }
    // at the time of all that is not named: any edit of it comes after that
    for (field, (_, _, part)) in given {
        let mark = format!("{FILLED}{field}");
        all.insert(mark.clone(), Part::from([(mark, Raw::of(&true))]));
        all.insert(field, part);
    }
    of_parts(first, &all, stamps)
}
