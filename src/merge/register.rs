//! One thing with stamped fields (an entry, a step, the settings) as its parts: each with its time and value, the times
//! that it replaced knowingly, and the values that nobody replaced although another was taken. Two states of a thing are
//! joined part by part by sets and greatest elements only, so that it never matters in which order copies meet.
//!
//! Of each part the whole is: pairs of time and value that nobody has replaced, of which the greatest is *the* value and
//! the others are `lost`; and the times that are replaced, by which a pair is known to be old.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime};

use crate::domain::day::At;
use crate::domain::parts::{self, Part};
use crate::domain::record::{Object, Raw};
use crate::domain::stamps::{ALL, APART, ECHO, MOST, StampedKind, Stamps};

/// How the key begins that marks a field as given by another recording of the same run.
pub const FILLED: &str = "filled_";
/// Days for which a value that was decided against is kept, after the one that was taken.
const KEPT: u64 = 90;

/// A time, in an order that also tells apart two ways of writing one moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(At, String);

impl Time {
    /// That time.
    pub fn of(at: At) -> Self {
        Self(at, at.text())
    }

    /// As it is written.
    pub fn at(&self) -> At {
        self.0
    }
}

/// Times that were replaced, the greatest seven, each moment once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced(Vec<Time>);

impl Replaced {
    fn of(times: impl IntoIterator<Item = Time>) -> Self {
        let mut all: Vec<Time> = times.into_iter().collect();
        all.sort_by(|a, b| b.cmp(a));
        all.dedup_by(|a, b| a.0 == b.0);
        all.truncate(MOST - 1);
        Self(all)
    }

    fn or(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).cloned())
    }

    /// True where it is among them, or so old that it would have been dropped.
    fn has(&self, time: &Time) -> bool {
        let oldest = self.0.last().filter(|_| self.0.len() == MOST - 1);
        self.0.iter().any(|one| one.0 == time.0) || oldest.is_some_and(|oldest| time.0 < oldest.0)
    }
}

/// A value with its time; none where that is not known. The order decides which is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The moment, by which the greater is taken.
    moment: Option<DateTime<FixedOffset>>,
    /// The time as it is written, where the moments are the same.
    text: String,
    /// The JSON of the value, where the times are the same.
    json: String,
}

impl Pair {
    fn of(time: Option<&Time>, part: &Part) -> Self {
        let json = if part.is_empty() { String::new() } else { Raw::of(&parts::object(part)).text().to_owned() };
        Self { moment: time.map(|time| time.0.0), json, text: time.map(|time| time.1.clone()).unwrap_or_default() }
    }

    /// When it was written.
    pub fn time(&self) -> Option<Time> {
        At::parse(&self.text).map(Time::of)
    }

    /// What it says.
    pub fn part(&self) -> Part {
        let object = Object::of_text(&self.json);
        object.iter().flat_map(|one| one.extra.iter()).map(|(key, value)| (key.to_owned(), value.clone())).collect()
    }
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The pairs that nobody replaced; the greatest is the value.
    pub pairs: BTreeSet<Pair>,
    /// What is known to be replaced.
    replaced: Replaced,
}

impl Register {
    /// The value.
    pub fn own(&self) -> Option<&Pair> {
        self.pairs.last()
    }

    /// Both put together; that an empty value was not taken is only kept where a list of echoes would tell otherwise.
    fn or(&self, other: &Self, is_named: bool) -> Self {
        let replaced = self.replaced.or(&other.replaced);
        let mut pairs: BTreeSet<Pair> = self.pairs.union(&other.pairs).cloned().collect();
        let own = pairs.pop_last();
        let is_known = own.as_ref().is_some_and(|own| own.moment.is_some());
        // that it was empty tells nothing where it also said something at that time
        let said: BTreeSet<String> =
            pairs.iter().chain(&own).filter(|pair| !pair.json.is_empty()).map(|pair| pair.text.clone()).collect();
        pairs.retain(|pair| match pair.time() {
            Some(time) => {
                let says_nothing = pair.json.is_empty() && (is_named || said.contains(&pair.text));
                !replaced.has(&time) && !says_nothing
            }
            // what has no time is older than all that has
            None => !is_known,
        });
        pairs.extend(own);
        Self { pairs, replaced }
    }
}

/// A value that is kept because nobody replaced it.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The field.
    pub field: String,
    /// What it said.
    pub value: Option<Raw>,
    /// When it was written.
    pub stamp: At,
    /// How long it is kept.
    pub until: At,
}

/// A thing as its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    kind: StampedKind,
    /// The time of all that is not named, and what that replaced.
    all: (Option<Time>, Replaced),
    /// Other times of all that is not named, at which it said the same.
    echoes: BTreeSet<Time>,
    /// What has times of its own.
    named: BTreeSet<String>,
    /// The parts that have a value, a time of their own, or something that is kept.
    parts: BTreeMap<String, Register>,
}

/// A day that stands for a time that is not known, long past, and for one that does not come.
pub fn no_time(year: i32) -> At {
    let midnight = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default().and_time(NaiveTime::MIN);
    At(midnight.and_utc().fixed_offset())
}
/// The year that stands for a time that is not known.
pub const UNKNOWN: i32 = 1970;
/// The year that does not come.
const NEVER: i32 = 9999;

impl Thing {
    /// A thing by its JSON, its stamps and what is kept of it.
    pub fn of<'a>(
        kind: StampedKind,
        object: &Object,
        stamps: &Stamps,
        kept: impl Iterator<Item = (&'a str, Option<&'a Raw>, At)>,
    ) -> Self {
        let times = |field: &str| -> Vec<Time> { stamps.own(field).iter().copied().map(Time::of).collect() };
        let all = times(ALL);
        let all = (all.first().cloned(), Replaced::of(all.into_iter().skip(1)));
        let echoes: BTreeSet<Time> = times(ECHO).into_iter().collect();
        let is_apart = !stamps.own(APART).is_empty();
        let named: BTreeSet<String> = match kind {
            StampedKind::Entry(crate::domain::kind::Kind::Clearance) => BTreeSet::new(),
            _ => stamps.named().map(str::to_owned).collect(),
        };
        let mut lost: BTreeMap<String, BTreeSet<Pair>> = BTreeMap::new();
        for (field, value, stamp) in kept {
            let time = (stamp != no_time(UNKNOWN)).then(|| Time::of(stamp));
            lost.entry(field.to_owned()).or_default().insert(Pair::of(time.as_ref(), &kind.part(field, value)));
        }
        let mut values = kind.parts(object);
        for field in named.iter().chain(lost.keys()) {
            values.entry(field.clone()).or_default();
        }
        let mut thing = Self { kind, all, echoes, named, parts: BTreeMap::new() };
        for (field, part) in values {
            let lost = lost.remove(&field).unwrap_or_default();
            let register = if thing.named.contains(&field) {
                let own = times(&field);
                let seen = own.iter().skip(1).cloned();
                let implied = (!is_apart).then(|| thing.implied()).into_iter().flatten();
                let replaced = Replaced::of(seen.chain(implied));
                let pairs = lost.into_iter().chain([Pair::of(own.first(), &part)]).collect();
                Register { pairs, replaced }
            } else {
                thing.unnamed(&part, lost)
            };
            thing.parts.insert(field, register);
        }
        thing
    }

    /// What a field that was named by an edit has seen.
    fn implied(&self) -> impl Iterator<Item = Time> {
        let all = self.all.0.iter().chain(&self.all.1.0).chain(&self.echoes);
        all.cloned().collect::<Vec<_>>().into_iter()
    }

    fn unnamed(&self, part: &Part, mut pairs: BTreeSet<Pair>) -> Register {
        let is_other = |echo: &&Time| !pairs.iter().any(|pair| pair.time().as_ref() == Some(*echo));
        let echoes: Vec<Pair> = self.echoes.iter().filter(is_other).map(|echo| Pair::of(Some(echo), part)).collect();
        pairs.extend(echoes);
        pairs.insert(Pair::of(self.all.0.as_ref(), part));
        Register { pairs, replaced: self.all.1.clone() }
    }

    /// A part, also one that has nothing of its own.
    fn register(&self, field: &str) -> Register {
        self.parts.get(field).cloned().unwrap_or_else(|| self.unnamed(&Part::new(), BTreeSet::new()))
    }

    /// Puts two states of a thing together.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let replaced = self.all.1.or(&other.all.1);
        let mut heads: BTreeSet<Time> = self.echoes.union(&other.echoes).cloned().collect();
        heads.extend(self.all.0.iter().chain(&other.all.0).cloned());
        let own = heads.pop_last();
        heads.retain(|time| !replaced.has(time) && own.as_ref() != Some(time));
        let named: BTreeSet<String> = self.named.union(&other.named).cloned().collect();
        let fields: BTreeSet<&String> = self.parts.keys().chain(other.parts.keys()).collect();
        let is_named = |field: &String| named.contains(field) || field.starts_with(FILLED);
        let both = |field: &String| self.register(field).or(&other.register(field), is_named(field));
        let parts = fields.into_iter().map(|field| (field.clone(), both(field))).collect();
        Self { kind: self.kind, parts, all: (own, replaced), echoes: heads, named }
    }

    /// The value of a part with its time.
    pub fn own(&self, field: &str) -> Option<Pair> {
        self.register(field).pairs.pop_last()
    }

    /// Its fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The time of a part.
    pub fn time(&self, field: &str) -> Option<At> {
        match field {
            ALL if self.named.is_empty() || !self.parts.contains_key(ALL) => self.all.0.as_ref().map(Time::at),
            _ => self.own(field).and_then(|pair| pair.time()).map(|time| time.at()),
        }
    }

    /// True where a part was replaced knowingly by nobody, and its time is one of all fields: which of them was changed
    /// is not known.
    pub fn is_of_all(&self, field: &str) -> bool {
        !self.named.contains(field)
    }

    /// Its JSON, without id and times.
    pub fn object(&self) -> Object {
        let values: Vec<Part> = self.parts.values().filter_map(Register::own).map(Pair::part).collect();
        self.kind.whole(values.iter())
    }

    /// Its stamps. Where fields have seen all that stands under `*`, they do not repeat it.
    pub fn stamps(&self) -> Stamps {
        let plain = self.written(false);
        let again = Self::of(self.kind, &self.object(), &plain, std::iter::empty());
        let same = |field: &String| again.register(field).replaced == self.register(field).replaced;
        if self.named.iter().all(same) { plain } else { self.written(true) }
    }

    fn written(&self, is_apart: bool) -> Stamps {
        let mut stamps = Stamps::default();
        let list = |own: &Time, others: &[Time]| [own].into_iter().chain(others).map(Time::at).collect::<Vec<_>>();
        if let Some(own) = &self.all.0 {
            stamps.set(ALL, list(own, &self.all.1.0));
            if is_apart {
                stamps.set(APART, vec![own.at()]);
            }
        }
        if !self.echoes.is_empty() {
            stamps.set(ECHO, self.echoes.iter().rev().map(Time::at).collect());
        }
        let implied: Vec<Time> = if is_apart { Vec::new() } else { self.implied().collect() };
        for field in &self.named {
            let register = self.register(field);
            let Some(own) = register.own().and_then(Pair::time) else { continue };
            let seen: Vec<Time> = register.replaced.0.iter().filter(|time| !implied.contains(time)).cloned().collect();
            stamps.set(field, list(&own, &seen));
        }
        stamps
    }

    /// What is kept because nobody replaced it.
    pub fn kept(&self) -> Vec<Kept> {
        let mut all = Vec::new();
        for (field, register) in self.parts.iter().filter(|(field, _)| !field.starts_with(FILLED)) {
            let Some(own) = register.own() else { continue };
            let is_echo = |pair: &Pair| {
                pair.json == own.json
                    && pair.time().is_some_and(|time| self.echoes.contains(&time))
                    && self.is_of_all(field)
            };
            for pair in register.pairs.iter().filter(|pair| *pair != own && !is_echo(pair)) {
                let time = own.time().or_else(|| pair.time());
                let until = time.and_then(|time| time.0.0.checked_add_days(Days::new(KEPT))).map(At);
                all.push(Kept {
                    field: field.clone(),
                    value: self.kind.value(field, &pair.part()),
                    stamp: pair.time().map_or(no_time(UNKNOWN), |time| time.at()),
                    until: until.unwrap_or_else(|| no_time(NEVER)),
                });
            }
        }
        all
    }
}
