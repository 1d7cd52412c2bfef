//! Entries, their deletions, and the values of theirs that nobody replaced: put together id by id.
//!
//! A deletion remembers what it had seen. An entry is there where one of its fields was changed after that; no clock of
//! the deletion has a say. What was in a deleted entry stays in the bin as long as either copy has it, except where it was
//! let go for good.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::decision::{Decision, Outcome};
use super::register::{Thing, Time, UNKNOWN, no_time};
use super::unknown;
use crate::domain::day::At;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::journal::{Deleted, Journal, Lost};
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw, Written};
use crate::domain::settings::Settings;
use crate::domain::stamps::{ALL, Seen, StampedKind, Stamps};
use crate::domain::when;

/// All that a file says of one id.
#[derive(Default, Clone)]
struct State<'a> {
    item: Option<&'a dyn Item>,
    deleted: Option<&'a Deleted>,
    lost: Vec<&'a Lost>,
}

/// What becomes of one id.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Joined {
    /// The entry, where it is there.
    pub entry: Option<Entry>,
    /// Its deletion.
    pub deleted: Option<Deleted>,
    /// What nobody replaced.
    pub lost: Vec<Lost>,
}

/// What becomes of all ids of which two files differ, and what was decided.
#[derive(Debug, Default)]
pub struct Entries {
    /// By id; what is not here is as it is in the first file.
    pub changed: BTreeMap<Id, Joined>,
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// The states of all ids of a file, of whose entries these are looked at.
fn states<'a>(journal: &'a Journal, items: Vec<&'a dyn Item>) -> HashMap<Id, State<'a>> {
    let mut all: HashMap<Id, State> = HashMap::with_capacity(items.len() + journal.deleted.len());
    for item in items {
        all.entry(item.id()).or_default().item = Some(item);
    }
    for deleted in &journal.deleted {
        let state = all.entry(deleted.id).or_default();
        if state.deleted.is_none_or(|other| other.at < deleted.at) {
            state.deleted = Some(deleted);
        }
    }
    for lost in &journal.lost {
        if let Some(id) = lost.id {
            all.entry(id).or_default().lost.push(lost);
        }
    }
    all
}

/// Puts the entries of two files together.
pub fn join(ours: &Journal, theirs: &Journal) -> Entries {
    let deleted = ours.deleted.iter().chain(&theirs.deleted).map(|deleted| deleted.id);
    let lost = ours.lost.iter().chain(&theirs.lost).filter_map(|lost| lost.id);
    let more: HashSet<Id> = deleted.chain(lost).collect();
    let [one, other] = ours.apart(theirs, |id| more.contains(&id));
    let (a, b) = (states(ours, one), states(theirs, other));
    let mut all = Entries::default();
    for (&id, their) in &b {
        let (state, is_ours) = match a.get(&id) {
            Some(our) if our.is_same(their) => continue,
            Some(our) => (our.or(their, id), Some(our)),
            None => (their.as_it_is(), None),
        };
        all.decisions.extend(decide(id, is_ours, their, &state, &ours.settings));
        all.changed.insert(id, state);
    }
    let key = |one: &Decision| (!one.is_of_clearance(), one.id);
    all.decisions.sort_by(|one, two| (key(one), one.word()).cmp(&(key(two), two.word())));
    all
}

impl<'a> State<'a> {
    fn is_same(&self, other: &Self) -> bool {
        let items = match (self.item, other.item) {
            (None, None) => true,
            (Some(one), Some(two)) => one.kind() == two.kind() && one.json() == two.json(),
            _ => false,
        };
        let deleted = match (self.deleted, other.deleted) {
            (Some(one), Some(two)) => one.is_written_as(two),
            (one, two) => one.is_none() && two.is_none(),
        };
        let texts = |state: &Self| state.lost.iter().map(Raw::of).map(|raw| raw.text().to_owned()).collect();
        let (one, two): (BTreeSet<String>, BTreeSet<String>) = (texts(self), texts(other));
        items && deleted && one == two
    }

    fn as_it_is(&self) -> Joined {
        Joined {
            entry: self.item.map(Item::entry),
            deleted: self.deleted.cloned(),
            lost: self.lost.iter().map(|&lost| lost.clone()).collect(),
        }
    }

    /// What is known of the entry, there or in the bin.
    fn content(&self) -> Option<Entry> {
        let binned = || {
            let deleted = self.deleted?;
            Entry::from_json(deleted.kind, deleted.entry.as_ref()?.text()).ok()
        };
        self.item.map(Item::entry).or_else(binned)
    }

    fn or(&self, other: &Self, id: Id) -> Joined {
        let contents = [self.content(), other.content()];
        let kept: BTreeMap<String, Lost> = self
            .lost
            .iter()
            .chain(&other.lost)
            .map(|lost| (Raw::of(*lost).text().to_owned(), (*lost).clone()))
            .collect();
        let mut lost: Vec<Lost> = Vec::new();
        let (content, thing) = match contents {
            [Some(one), Some(two)] if one.item().kind() == two.item().kind() => {
                let thing = self.thing(&one).or(&other.thing(&two));
                (entry(id, one.item().kind(), &thing), Some((one.item().kind(), thing)))
            }
            [Some(one), Some(two)] => {
                let (kept, gone) = if rank(&one) >= rank(&two) { (one, two) } else { (two, one) };
                lost.push(whole(id, &gone));
                let all = self.lost.iter().chain(&other.lost).copied().collect();
                let thing = Self { lost: all, ..Self::default() }.thing(&kept);
                let kind = kept.item().kind();
                (Some(kept), Some((kind, thing)))
            }
            [Some(one), None] | [None, Some(one)] => {
                // both may keep values of it
                let lost = self.lost.iter().chain(&other.lost).copied().collect();
                let thing = Self { lost, ..Self::default() }.thing(&one);
                let thing = thing.or(&thing);
                (entry(id, one.item().kind(), &thing), Some((one.item().kind(), thing)))
            }
            [None, None] => (None, None),
        };
        let kind = thing.as_ref().map(|(kind, _)| *kind);
        lost.extend(thing.iter().flat_map(|(kind, thing)| {
            thing.kept().into_iter().map(|kept| Lost {
                id: Some(id),
                kind: kind.word().into(),
                field: kept.field.into(),
                value: kept.value,
                stamp: kept.stamp,
                until: kept.until,
                extra: Default::default(),
            })
        }));
        // what is kept of another kind, or of an entry that nobody has any more
        lost.extend(kept.into_values().filter(|lost| kind.is_none_or(|kind| *lost.kind != *kind.word())));
        let (is_there, deleted) = self.deletion(other, content.as_ref(), thing.as_ref().map(|(_, thing)| thing));
        if deleted.as_ref().is_some_and(|deleted| deleted.purged && !is_there) {
            lost.clear();
        }
        sort_lost(&mut lost);
        Joined { entry: content.filter(|_| is_there), deleted, lost }
    }

    /// The entry as its parts.
    fn thing(&self, entry: &Entry) -> Thing {
        let kind = entry.item().kind();
        let kept = self.lost.iter().filter(|lost| *lost.kind == *kind.word());
        let kept = kept.map(|lost| (&*lost.field, lost.value.as_ref(), lost.stamp));
        Thing::of(StampedKind::Entry(kind), &Object::of(&entry.item().json()), &entry.stamps(), kept)
    }

    /// Whether the entry is there, and its deletion.
    fn deletion(&self, other: &Self, content: Option<&Entry>, thing: Option<&Thing>) -> (bool, Option<Deleted>) {
        let (one, two) = (self.deleted, other.deleted);
        let Some(latest) = [one, two].into_iter().flatten().max_by_key(|deleted| rank_of(deleted)) else {
            return (content.is_some(), None);
        };
        let seen = [one, two].into_iter().flatten().map(seen).reduce(|one, two| one.or(&two)).unwrap_or_default();
        let is_there = thing.is_some_and(|thing| is_newer(thing, &seen));
        let purged = [one, two].into_iter().flatten().any(|deleted| deleted.purged);
        let why = latest.why.clone();
        let raw = || {
            [one, two].into_iter().flatten().filter_map(|deleted| deleted.entry.as_ref()).max_by_key(|raw| raw.text())
        };
        let entry = match content {
            _ if is_there || purged => None,
            Some(content) => Some(content.item().json()),
            None => raw().cloned(),
        };
        let derived = content.filter(|_| entry.is_some()).map(|content| content.stamps().seen());
        let is_derived = derived.is_some_and(|derived| derived.or(&derived) == seen);
        let kind = content.map_or(latest.kind, |content| content.item().kind());
        let extra = unknown::join(
            &one.map(|one| one.extra.clone()).unwrap_or_default(),
            &two.map(|two| two.extra.clone()).unwrap_or_default(),
            &mut Vec::new(),
        );
        let seen = if is_derived { Seen::default() } else { seen };
        (is_there, Some(Deleted { id: latest.id, kind, at: latest.at, entry, seen, why, purged, extra }))
    }
}

/// Which of two deletions tells when and why: the later; at one moment a person's.
fn rank_of(deleted: &Deleted) -> (At, bool, Time) {
    (deleted.at, deleted.why.is_none(), Time::of(deleted.at))
}

/// What a deletion had seen; one of version 1 without its entry all that was before it.
fn seen(deleted: &Deleted) -> Seen {
    let content = deleted.entry.as_ref().and_then(|raw| Entry::from_json(deleted.kind, raw.text()).ok());
    let also = match content {
        Some(content) => content.stamps().seen(),
        None if deleted.seen.0.greatest().is_none() && deleted.entry.is_none() => Seen(Stamps::all(deleted.at)),
        None => Seen::default(),
    };
    // through one door, behind which a moment is written in one way
    deleted.seen.or(&also)
}

/// True where a field was changed after what a deletion had seen.
fn is_newer(thing: &Thing, seen: &Seen) -> bool {
    let after = |field: &str| thing.time(field) > seen.0.of(field).first().copied();
    after(ALL) || thing.fields().chain(seen.0.named()).any(after)
}

/// The entry of these parts; nothing where they make none.
fn entry(id: Id, kind: Kind, thing: &Thing) -> Option<Entry> {
    let mut object = thing.object();
    object.extra.set("id", Some(Raw::of(&id)));
    let mut entry = Entry::from_json(kind, Raw::of(&object).text()).ok()?;
    entry.set_stamps(thing.stamps());
    Some(entry)
}

/// What decides between two entries of different kinds.
fn rank(entry: &Entry) -> (Option<At>, &'static str, String) {
    (entry.stamps().greatest(), entry.item().kind().word(), entry.item().json().text().to_owned())
}

/// A whole entry as something that was decided against.
fn whole(id: Id, entry: &Entry) -> Lost {
    let stamp = entry.stamps().greatest().unwrap_or_else(|| no_time(UNKNOWN));
    let until = At(stamp.0.checked_add_days(chrono::Days::new(90)).unwrap_or(stamp.0));
    let (kind, field) = (entry.item().kind().word().into(), ALL.into());
    Lost { id: Some(id), kind, field, value: Some(entry.item().json()), stamp, until, extra: Default::default() }
}

/// The order in which such values stand in the file.
pub fn sort_lost(all: &mut Vec<Lost>) {
    let key = |lost: &Lost| {
        (Time::of(lost.stamp), lost.id, lost.kind.clone(), lost.field.clone(), Raw::of(lost).text().to_owned())
    };
    all.sort_by_cached_key(key);
    all.dedup_by(|one, two| Raw::of(one) == Raw::of(two));
}

/// What was decided about one id.
fn decide(id: Id, ours: Option<&State>, theirs: &State, now: &Joined, settings: &Settings) -> Vec<Decision> {
    let was = ours.and_then(|ours| ours.item);
    let shown = now.entry.as_ref().map(Entry::item).or(was).or(theirs.item);
    let Some(item) = shown else { return Vec::new() };
    let subject = format!("{}, {}", capital(&item.describe(settings)), when::say(item.at(), settings));
    let one = |outcome| Decision { id: Some(id), kind: Some(item.kind()), subject: subject.clone(), outcome };
    let is_deleted = |state: &State| state.item.is_none() && state.deleted.is_some();
    match (was, &now.entry) {
        (None, Some(_)) if ours.is_some_and(is_deleted) => vec![one(Outcome::Back)],
        (None, Some(_)) => vec![one(Outcome::Added)],
        (Some(_), None) => vec![one(Outcome::Deleted)],
        (Some(was), Some(now_entry)) => {
            let mut all = Vec::new();
            if is_deleted(theirs) {
                all.push(one(Outcome::Stays));
            }
            let known: HashSet<String> = ours
                .into_iter()
                .flat_map(|ours| &ours.lost)
                .chain(&theirs.lost)
                .map(|lost| format!("{} {:?}", lost.field, lost.value))
                .collect();
            let kind = StampedKind::Entry(item.kind());
            let json = Object::of(&now_entry.item().json());
            let parts = kind.parts(&json);
            let value = |field: &str| parts.get(field).and_then(|part| kind.value(field, part));
            let old = kind.parts(&Object::of(&was.json()));
            let mut conflicts: BTreeSet<&str> = BTreeSet::new();
            for lost in now
                .lost
                .iter()
                .filter(|lost| lost.value.is_some() && !known.contains(&format!("{} {:?}", lost.field, lost.value)))
            {
                let kept = value(&lost.field);
                if kept == lost.value {
                    continue;
                }
                let ours = old.get(&*lost.field).and_then(|part| kind.value(&lost.field, part)) == kept;
                let by_field = !now_entry.stamps().own(&lost.field).is_empty() || item.kind() == Kind::Clearance;
                conflicts.insert(&lost.field);
                all.push(one(Outcome::Conflict {
                    field: lost.field.to_string(),
                    kept,
                    other: lost.value.clone(),
                    ours,
                    by_field,
                }));
            }
            let taken = kind.differing(&was.json(), &now_entry.item().json());
            let taken: Vec<String> = taken.into_iter().filter(|field| !conflicts.contains(&**field)).collect();
            if !taken.is_empty() {
                all.push(one(Outcome::Taken(taken)));
            }
            all
        }
        (None, None) => Vec::new(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
