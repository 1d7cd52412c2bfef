//! The settings, the condition and the five steps: put together field by field like entries.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::decision::{Decision, Outcome};
use super::register::{Thing, UNKNOWN, no_time};
use super::unknown;
use crate::domain::condition::Condition;
use crate::domain::journal::{Journal, Lost};
use crate::domain::parts::Part;
use crate::domain::record::{Object, Raw};
use crate::domain::settings::Settings;
use crate::domain::stamps::{StampedKind, Stamps};
use crate::domain::steps::{Past, Progress, State, Step, Steps};

/// What becomes of them.
pub struct Parts {
    /// The settings.
    pub settings: Settings,
    /// The condition.
    pub condition: Condition,
    /// The steps.
    pub steps: Steps,
    /// What nobody replaced of all that is no entry.
    pub lost: Vec<Lost>,
    /// What was decided.
    pub decisions: Vec<Decision>,
}

/// One of these with what it says and when.
struct Sides<'a, T> {
    kind: StampedKind,
    /// What values of it that nobody replaced are of.
    word: String,
    ours: &'a T,
    theirs: &'a T,
    stamps: [Stamps; 2],
    lost: [&'a [Lost]; 2],
}

/// Puts them together.
pub fn join(ours: &Journal, theirs: &Journal) -> Parts {
    let lost = [&ours.lost[..], &theirs.lost[..]];
    let (mut all, mut decisions) = (Vec::new(), Vec::new());
    let sides = Sides {
        kind: StampedKind::Settings,
        word: "settings".into(),
        ours: &ours.settings,
        theirs: &theirs.settings,
        stamps: [ours.settings.stamps.clone(), theirs.settings.stamps.clone()],
        lost,
    };
    let settings = sides.join(&mut all, &mut decisions, |settings, stamps| settings.stamps = stamps);
    let sides = Sides {
        kind: StampedKind::Condition,
        word: "condition".into(),
        ours: &ours.condition,
        theirs: &theirs.condition,
        stamps: [ours.condition.stamps.clone(), theirs.condition.stamps.clone()],
        lost,
    };
    let condition = sides.join(&mut all, &mut decisions, |condition, stamps| condition.stamps = stamps);
    let mut steps = ours.steps.clone();
    for &step in Step::ALL {
        let (one, two) = (ours.steps.get(step), theirs.steps.get(step));
        let stamps = [one, two].map(|progress| Stamps::meant(progress.modified, &progress.stamps));
        let word = format!("step {}", step.word());
        let sides = Sides { kind: StampedKind::Step, word, ours: one, theirs: two, stamps, lost };
        let is_same = sides.is_same();
        let mut joined: Progress = sides.join(&mut all, &mut decisions, |progress, stamps| {
            (progress.modified, progress.stamps) = (stamps.greatest(), stamps.beside_modified());
        });
        if !is_same {
            joined.history = history(one, two, &joined);
        }
        *steps.get_mut(step) = joined;
    }
    let mut against = Vec::new();
    steps.extra = unknown::join(&ours.steps.extra, &theirs.steps.extra, &mut against);
    all.extend(against.into_iter().map(|against| of_file("steps", against)));
    let known: Vec<String> = ["settings", "condition"]
        .map(String::from)
        .into_iter()
        .chain(Step::ALL.iter().map(|step| format!("step {}", step.word())))
        .collect();
    let rest =
        lost.into_iter().flatten().filter(|lost| lost.id.is_none() && !known.iter().any(|word| **word == *lost.kind));
    all.extend(rest.cloned());
    Parts { settings, condition, steps, lost: all, decisions }
}

/// A value under an unknown key that was decided against.
pub fn of_file(kind: &str, (key, value, time): unknown::Against) -> Lost {
    let stamp = time.unwrap_or_else(|| no_time(UNKNOWN));
    let until = time.and_then(|time| time.0.checked_add_days(chrono::Days::new(90)));
    let until = until.map_or_else(|| no_time(9999), crate::domain::day::At);
    Lost { id: None, kind: kind.into(), field: key.into(), value: Some(value), stamp, until, extra: Default::default() }
}

/// All states in which a step was, by either copy, but the one in which it is.
fn history(one: &Progress, two: &Progress, now: &Progress) -> Vec<Past> {
    let current = |progress: &Progress| {
        let (state, status, since, reason) = (progress.state, progress.status, progress.since, progress.reason.clone());
        Past { state, status, since, reason, extra: Default::default() }
    };
    let is_blank = |past: &Past| past.state == State::NotStarted && past.since.is_none() && past.reason.is_none();
    let mut all: BTreeMap<String, Past> = BTreeMap::new();
    let pasts = [one, two].into_iter().flat_map(|progress| progress.history.iter().cloned().chain([current(progress)]));
    for past in pasts.filter(|past| !is_blank(past)) {
        all.insert(Raw::of(&past).text().to_owned(), past);
    }
    all.remove(Raw::of(&current(now)).text());
    let mut all: Vec<(String, Past)> = all.into_iter().collect();
    all.sort_by_key(|(_, past)| past.since);
    all.into_iter().map(|(_, past)| past).collect()
}

impl<T: Serialize + DeserializeOwned + Clone> Sides<'_, T> {
    fn kept(&self, side: usize) -> impl Iterator<Item = &Lost> {
        let of = self.lost.get(side).copied().unwrap_or_default();
        of.iter().filter(|lost| lost.id.is_none() && *lost.kind == *self.word)
    }

    fn is_same(&self) -> bool {
        let all = |side| {
            self.kept(side).map(|lost| Raw::of(lost).text().to_owned()).collect::<std::collections::BTreeSet<_>>()
        };
        Raw::of(self.ours) == Raw::of(self.theirs) && all(0) == all(1)
    }

    fn join(self, all: &mut Vec<Lost>, decisions: &mut Vec<Decision>, mark: impl FnOnce(&mut T, Stamps)) -> T {
        if self.is_same() {
            all.extend(self.kept(0).cloned());
            return self.ours.clone();
        }
        let thing = |side: usize, of: &T, stamps: &Stamps| {
            let kept = self.kept(side).map(|lost| (&*lost.field, lost.value.as_ref(), lost.stamp));
            Thing::of(self.kind, &Object::of(of), stamps, kept)
        };
        let (one, two) = (thing(0, self.ours, &self.stamps[0]), thing(1, self.theirs, &self.stamps[1]));
        let both = one.or(&two);
        // all that either says reads back as what it is
        let joined = serde_json::from_str::<T>(Raw::of(&both.object()).text());
        let mut joined = joined.unwrap_or_else(|_| self.ours.clone());
        mark(&mut joined, both.stamps());
        let known: Vec<(&str, Option<&Raw>)> =
            self.kept(0).chain(self.kept(1)).map(|lost| (&*lost.field, lost.value.as_ref())).collect();
        let parts = self.kind.parts(&Object::of(&joined));
        let old = self.kind.parts(&Object::of(self.ours));
        let value = |parts: &BTreeMap<String, Part>, field: &str| {
            parts.get(field).and_then(|part| self.kind.value(field, part))
        };
        let subject = capital(&self.word);
        let decision = |outcome| Decision { id: None, kind: None, subject: subject.clone(), outcome };
        let mut conflicts: Vec<String> = Vec::new();
        for kept in both.kept() {
            // a state that a step was in is in its history
            if self.kind == StampedKind::Step && kept.field == "state" {
                continue;
            }
            let now = value(&parts, &kept.field);
            if kept.value.is_some() && kept.value != now && !known.contains(&(&*kept.field, kept.value.as_ref())) {
                let (ours, by_field) = (value(&old, &kept.field) == now, true);
                let (field, other) = (kept.field.clone(), kept.value.clone());
                decisions.push(decision(Outcome::Conflict { field, kept: now, other, ours, by_field }));
                conflicts.push(kept.field.clone());
            }
            all.push(Lost {
                id: None,
                kind: self.word.as_str().into(),
                field: kept.field.into(),
                value: kept.value,
                stamp: kept.stamp,
                until: kept.until,
                extra: Default::default(),
            });
        }
        let taken = self.kind.differing(self.ours, &joined);
        let taken: Vec<String> = taken.into_iter().filter(|field| !conflicts.contains(field)).collect();
        if !taken.is_empty() {
            decisions.push(decision(Outcome::Taken(taken)));
        }
        joined
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
