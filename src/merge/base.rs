//! Two copies with the state from which both came, as git gives it: the join, and then the base has its say. What one side
//! left as it was is as the other made it, also where that goes back to something older; so a revert, and a line that was
//! deleted by hand, do what they are meant to. Pure: no clock, no host, no undo.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::decision::Decision;
use super::{join, same_run};
use crate::domain::day::At;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::journal::{Deleted, Journal};
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::domain::stamps::{ALL, Seen, StampedKind, Stamps, after, same};
use crate::domain::steps::Step;

/// Puts `theirs` into `ours`, knowing the base of both.
pub fn join_on(base: &Journal, ours: &Journal, theirs: &Journal) -> (Journal, Vec<Decision>) {
    let mut both = ours.clone();
    let mut decisions = join(&mut both, theirs).decisions;
    let ids: BTreeSet<Id> = [base, ours, theirs].into_iter().flat_map(Journal::ids).collect();
    let find = |journal: &Journal| {
        let all = Kind::ALL.iter().flat_map(|&kind| journal.items(kind)).map(|item| (item.id(), item.entry()));
        all.collect::<std::collections::HashMap<Id, Entry>>()
    };
    let [in_base, in_ours, in_theirs] = [base, ours, theirs].map(find);
    for id in ids {
        one(&mut both, id, [in_base.get(&id), in_ours.get(&id), in_theirs.get(&id)]);
    }
    parts(&mut both, base, ours, theirs);
    decisions.extend(same_run::set_aside(&mut both).decisions);
    (both, decisions)
}

fn says_same(one: &Entry, other: &Entry) -> bool {
    one.item().kind() == other.item().kind() && same(&one.item().json(), &other.item().json())
}

/// Gives the base its say about one entry.
fn one(both: &mut Journal, id: Id, [base, ours, theirs]: [Option<&Entry>; 3]) {
    let joined = both.find(id).map(Item::entry);
    let wanted = match (base, ours, theirs) {
        (Some(base), Some(ours), None) if says_same(base, ours) => None,
        (Some(base), None, Some(theirs)) if says_same(base, theirs) => None,
        // given back by one side, where the other left it deleted
        (None, Some(one), None) | (None, None, Some(one)) => Some(one.clone()),
        (Some(base), Some(ours), Some(theirs)) => match joined.clone() {
            Some(joined) => Some(fields(base, ours, theirs, joined)),
            None => return,
        },
        _ => return,
    };
    match (joined, wanted) {
        (None, None) => {}
        (Some(joined), None) => delete(both, joined),
        (None, Some(mut entry)) => {
            let latest = latest(both, id, &entry);
            if let Some(deleted) = both.deleted.iter_mut().find(|deleted| deleted.id == id) {
                deleted.forget();
            }
            let mut stamps = entry.stamps();
            stamps.change_all(latest);
            entry.set_stamps(stamps);
            both.put_all([entry]);
        }
        (Some(joined), Some(entry)) if !says_same(&joined, &entry) => {
            let (kind, at) = (StampedKind::Entry(joined.item().kind()), latest(both, id, &joined));
            let (mut stamps, mut entry) = (joined.stamps(), entry);
            for field in kind.differing(&joined.item().json(), &entry.item().json()) {
                change(&mut stamps, &field, at);
            }
            entry.set_stamps(stamps);
            both.take_all([id].into());
            both.put_all([entry]);
        }
        _ => {}
    }
}

fn change(stamps: &mut Stamps, field: &str, at: At) {
    if field == ALL { stamps.change_all(at) } else { stamps.change(field, at) }
}

/// A time after all that is known of an entry.
fn latest(journal: &Journal, id: Id, entry: &Entry) -> At {
    let deleted = journal.deleted.iter().filter(|deleted| deleted.id == id).flat_map(Deleted::known);
    let known: Vec<At> = entry.stamps().greatest().into_iter().chain(deleted).collect();
    let greatest = known.iter().copied().max().unwrap_or(entry.item().at());
    after(known, greatest)
}

fn delete(journal: &mut Journal, entry: Entry) {
    let (id, kind) = (entry.item().id(), entry.item().kind());
    let at = latest(journal, id, &entry);
    journal.take_all([id].into());
    journal.deleted.retain(|deleted| deleted.id != id);
    let (seen, entry) = (Seen::default(), Some(entry.item().json()));
    journal.deleted.push(Deleted { id, kind, at, entry, seen, why: None, purged: false, extra: Default::default() });
    super::sort_deleted(&mut journal.deleted);
}

/// The joined entry with each field that only one side changed as that side has it.
fn fields(base: &Entry, ours: &Entry, theirs: &Entry, joined: Entry) -> Entry {
    let kind = joined.item().kind();
    if [base, ours, theirs].iter().any(|entry| entry.item().kind() != kind) {
        return joined;
    }
    let json = |entry: &Entry| Object::of(&entry.item().json());
    let wanted = decide(StampedKind::Entry(kind), [&json(base), &json(ours), &json(theirs)], json(&joined));
    Entry::from_json(kind, Raw::of(&wanted).text()).unwrap_or(joined)
}

/// What is wanted where only one side changed it, or none.
fn by_one_side<T: PartialEq>(base: T, ours: T, theirs: T) -> Option<T> {
    if base == ours {
        Some(theirs)
    } else if base == theirs {
        Some(ours)
    } else {
        None
    }
}

fn decide(kind: StampedKind, sides: [&Object; 3], joined: Object) -> Object {
    let [base, ours, theirs] = sides.map(|side| kind.parts(side));
    let fields: BTreeSet<&String> = base.keys().chain(ours.keys()).chain(theirs.keys()).collect();
    let mut wanted = joined;
    for field in fields {
        let [base, ours, theirs] = [&base, &ours, &theirs].map(|side| side.get(field));
        let Some(one) = by_one_side(base, ours, theirs) else { continue };
        let value = one.and_then(|part| kind.value(field, part));
        wanted = kind.with(&wanted, field, value.as_ref());
    }
    wanted
}

/// Gives the base its say about the settings, the condition, the steps and what is unknown.
fn parts(both: &mut Journal, base: &Journal, ours: &Journal, theirs: &Journal) {
    let settings = [base, ours, theirs].map(|journal| &journal.settings);
    stamped_part(StampedKind::Settings, settings, &mut both.settings, |settings| &mut settings.stamps);
    let condition = [base, ours, theirs].map(|journal| &journal.condition);
    stamped_part(StampedKind::Condition, condition, &mut both.condition, |condition| &mut condition.stamps);
    for &step in Step::ALL {
        let sides = [base, ours, theirs].map(|journal| journal.steps.get(step));
        let there = both.steps.get(step).clone();
        if let Some(mut wanted) = part(StampedKind::Step, sides, &there) {
            let stamps = Stamps::meant(there.modified, &there.stamps);
            let stamps = stamped(StampedKind::Step, stamps, &there, &wanted);
            (wanted.modified, wanted.stamps) = (stamps.greatest(), stamps.beside_modified());
            *both.steps.get_mut(step) = wanted;
        }
    }
    let keys: BTreeSet<&str> = [base, ours, theirs].iter().flat_map(|journal| journal.extra.keys()).collect();
    for key in keys {
        let [base, ours, theirs] = [base, ours, theirs].map(|journal| journal.extra.get(key));
        let Some(one) = by_one_side(base, ours, theirs) else { continue };
        both.extra.set(key, one.cloned());
    }
}

/// Gives the base its say about a part that has stamps of its own.
fn stamped_part<T: Serialize + DeserializeOwned>(
    kind: StampedKind,
    sides: [&T; 3],
    joined: &mut T,
    stamps: fn(&mut T) -> &mut Stamps,
) {
    if let Some(mut wanted) = part(kind, sides, joined) {
        *stamps(&mut wanted) = stamped(kind, stamps(joined).clone(), joined, &wanted);
        *joined = wanted;
    }
}

/// The joined part as the base has it; nothing where that is the same.
fn part<T: Serialize + DeserializeOwned>(kind: StampedKind, sides: [&T; 3], joined: &T) -> Option<T> {
    let [base, ours, theirs] = sides.map(|side| Object::of(side));
    let wanted = decide(kind, [&base, &ours, &theirs], Object::of(joined));
    let wanted = serde_json::from_str::<T>(Raw::of(&wanted).text()).ok()?;
    (!kind.differing(joined, &wanted).is_empty()).then_some(wanted)
}

fn stamped<T: Serialize>(kind: StampedKind, mut stamps: Stamps, was: &T, now: &T) -> Stamps {
    let Some(greatest) = stamps.greatest() else { return stamps };
    let at = after([greatest], greatest);
    for field in kind.differing(was, now) {
        change(&mut stamps, &field, at);
    }
    stamps
}
