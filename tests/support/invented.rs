//! An invented journal of any length: nobody's pain, nobody's runs. The same seed gives the same bytes.
//!
//! The runner lives on the Isle of Wobble, sees Dr Figment, and logs about 3.5 entries a day: a morning level, often
//! an evening one, some in between, three or four runs a week, now and then a note.

#![allow(dead_code)] // each program that includes this file uses its own part

use chrono::{Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime};
use fastrand::Rng;
use twinge::domain::change::Change;
use twinge::domain::condition::{Diagnosis, Finding};
use twinge::domain::day::At;
use twinge::domain::entry::Entry;
use twinge::domain::every_kind::Record;
use twinge::domain::id::Id;
use twinge::domain::journal::Journal;
use twinge::domain::kind::Kind;
use twinge::domain::level::Level;
use twinge::domain::notes::Note;
use twinge::domain::pain::{Feel, Moment, Pain, Reach, Side, Site, Spot};
use twinge::domain::runs::{Run, RunPain, Stretch, Surface};
use twinge::domain::steps::{Progress, State};
use twinge::formats::journal_json;
use uuid::Builder;

/// Entries of a month, a year and twenty years.
pub const SPANS: [(&str, usize); 3] = [("1m", 100), ("1y", 1_250), ("20y", 25_000)];

/// The last changes, which stay undoable.
const RECENT: usize = 40;

/// A journal of that many entries that ends on 22 November 2026.
pub fn journal(seed: u64, entries: usize) -> Journal {
    let mut inventor = Inventor { rng: Rng::with_seed(seed), days_left: 0 };
    let mut journal = Journal::default();
    inventor.settle(&mut journal);
    let mut all = Vec::with_capacity(entries + 8);
    let mut day = last_day();
    while all.len() < entries {
        inventor.day(day, &mut all);
        day = day - Days::new(1);
    }
    all.truncate(entries);
    // newest first until here; the newest are added as a person would, so that they can be undone
    let recent: Vec<Entry> = all.drain(..RECENT.min(entries / 2)).collect();
    for entry in all.into_iter().rev() {
        push(&mut journal, entry);
    }
    journal.sort();
    let now = at(last_day(), 22, 0);
    for entry in recent.into_iter().rev() {
        let slip = inventor.note(entry.item().at().local());
        let id = slip.id;
        make(&mut journal, Change::Add(Box::new(entry)), now);
        if inventor.rng.u8(..8) == 0 {
            make(&mut journal, Change::Add(Box::new(Entry::Note(slip))), now);
            make(&mut journal, Change::Delete(id), now);
        }
    }
    journal
}

/// The same journal as the bytes of its file.
pub fn bytes(seed: u64, entries: usize) -> Vec<u8> {
    journal_json::write(&journal(seed, entries))
}

fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

fn make(journal: &mut Journal, change: Change, now: At) {
    assert!(journal.make(change, now).is_ok(), "an invented change fits");
}

fn push(journal: &mut Journal, entry: Entry) {
    match entry {
        Entry::Pain(one) => journal.pain.push(one),
        Entry::Run(one) => journal.runs.push(one),
        Entry::Note(one) => journal.notes.push(one),
        Entry::Visit(one) => journal.visits.push(one),
        Entry::Massage(one) => journal.massages.push(one),
        other => unreachable!("no {:?} is invented by day", other.item().kind()),
    }
}

/// An hour on the Isle of Wobble, which keeps Central European time.
fn at(day: NaiveDate, hour: u32, minute: u32) -> At {
    local(day.and_hms_opt(hour, minute, 0).unwrap_or_default())
}

fn local(naive: NaiveDateTime) -> At {
    let summer = (4..=10).contains(&naive.month());
    let offset = FixedOffset::east_opt(if summer { 7200 } else { 3600 });
    At(offset.and_then(|offset| naive.and_local_timezone(offset).single()).unwrap_or_default())
}

const PLACES: [&str; 6] =
    ["Lake Nonesuch", "the Hill of Beans", "Gooseberry Loop", "the Old Sock Canal", "Castle Maybe", "Pudding Lane"];
const WEATHER: [&str; 5] = ["drizzle", "a rude wind", "soup-thick fog", "sun with opinions", "sideways hail"];
const CAUSES: [&str; 6] = ["sitting", "stairs", "hills", "driving", "standing", "bending"];
const EASES: [&str; 5] = ["walking", "heat", "rest", "lying", "massage"];
const REMARKS: [&str; 6] = [
    "the invented glute grumbled all the way down the stairs",
    "sat through all three acts of the turnip opera",
    "fine until the ferry’s wooden bench",
    "better after rolling on the made-up foam roller",
    "slept on the wrong side of an imaginary bed",
    "stiff, then loose once the kettle had boiled",
];

struct Inventor {
    rng: Rng,
    days_left: u32,
}

impl Inventor {
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(..of.len())]
    }

    /// True so many times out of a hundred.
    fn often(&mut self, percent: u8) -> bool {
        self.rng.u8(..100) < percent
    }

    fn id(&mut self, at: At) -> Id {
        let millis = u64::try_from(at.0.timestamp_millis()).unwrap_or(0);
        Id(Builder::from_unix_timestamp_millis(
            millis,
            &self.rng.u128(..).to_be_bytes()[..10].try_into().unwrap_or_default(),
        )
        .into_uuid())
    }

    fn level(&mut self, around: u8) -> Option<Level> {
        Level::new((around + self.rng.u8(..3)).saturating_sub(1).min(10))
    }

    /// What is there once: the condition, the steps, shoes, exercises.
    fn settle(&mut self, journal: &mut Journal) {
        journal.condition.name = Some("grumbling invented glute".into());
        journal.condition.side = Some(Side::Right);
        let mut suspected = Diagnosis::named("overuse of an invented muscle");
        (suspected.state, suspected.by) = (Some(Finding::Suspected), Some("Dr Figment".into()));
        journal.condition.put(suspected);
        journal.condition.onset_note = Some("after adding the Hill of Beans".into());
        let since = last_day() - Days::new(60);
        let step = |state, reason: &str| Progress::default().moved(state, since, Some(reason.into()), None);
        journal.steps.doctor = step(State::Done, "seen by Dr Figment of Wobble");
        journal.steps.surface = step(State::UnderWay, "more of the meadow behind Castle Maybe");
        for (name, days) in [("Featherfoot 3000", 300u64), ("Cloudhopper (pretend)", 90)] {
            let at = at(last_day() - Days::new(days), 12, 0);
            let json = format!(r#"{{"id":"{}","at":"{}","name":"{name}"}}"#, self.id(at), at.text());
            if let Ok(Entry::Gear(gear)) = Entry::from_json(Kind::Gear, &json) {
                journal.gear.push(gear);
            }
        }
    }

    /// One day, its newest entry first.
    fn day(&mut self, day: NaiveDate, to: &mut Vec<Entry>) {
        // the pain of a flare comes and goes over weeks
        self.days_left = self.days_left.checked_sub(1).unwrap_or_else(|| self.rng.u32(10..40));
        let around = u8::try_from(self.days_left / 8).unwrap_or(4) + 1;
        let mut entries = Vec::new();
        if self.often(72) {
            let moment = if self.often(60) { Moment::Worst } else { Moment::Average };
            let at = at(day, 21, self.rng.u32(..60));
            entries.push(Entry::Pain(self.pain(at, moment, around + 1)));
        }
        if self.often(15) {
            let naive = day.and_hms_opt(20, self.rng.u32(..60), 0).unwrap_or_default();
            entries.push(Entry::Note(self.note(naive)));
        }
        if self.often(3) {
            let at = at(day, 17, 30);
            let (kind, note) = if self.often(40) {
                (Kind::Visit, "Dr Figment tapped it with an invented spoon")
            } else {
                (Kind::Massage, "Ms Kneadle found the knot, lower back and buttocks")
            };
            let json = format!(r#"{{"id":"{}","at":"{}","note":"{note}"}}"#, self.id(at), at.text());
            entries.extend(Entry::from_json(kind, &json));
        }
        for hour in [16, 11] {
            if self.often(55) {
                let at = at(day, hour + self.rng.u32(..3), self.rng.u32(..60));
                entries.push(Entry::Pain(self.pain(at, Moment::Now, around)));
            }
        }
        if self.often(50) {
            let at = at(day, 9, self.rng.u32(..60));
            entries.push(Entry::Run(self.run(at, around)));
        }
        if self.often(94) {
            let at = at(day, 6, 30 + self.rng.u32(..30));
            entries.push(Entry::Pain(self.pain(at, Moment::Morning, around)));
        }
        to.append(&mut entries);
    }

    fn pain(&mut self, at: At, moment: Moment, around: u8) -> Pain {
        let mut pain = Pain::blank(self.id(at), at);
        pain.level = self.level(around).unwrap_or_default();
        pain.moment = Some(moment);
        pain.modified = Some(at);
        let side = Some(if self.often(85) { Side::Right } else { Side::Both });
        pain.sites.push(Spot { site: Site::DeepButtock, side, extra: Default::default() });
        if self.often(20) {
            let site = self.one(&[Site::SitBone, Site::SiJoint, Site::LowBack, Site::BackOfThigh]);
            pain.sites.push(Spot { site, side, extra: Default::default() });
        }
        if self.often(30) {
            pain.reach = Some(self.one(&[Reach::Buttock, Reach::UpperThigh, Reach::Knee]));
        }
        if self.often(70) {
            pain.feels.push(self.one(&[Feel::Dull, Feel::Ache, Feel::Tight, Feel::Sharp]));
        }
        if self.often(60) {
            pain.worse.push(self.one(&CAUSES).into());
        }
        if self.often(50) {
            pain.eased.push(self.one(&EASES).into());
        }
        if self.often(5) {
            pain.medication = Some("one invented tablet, it helped".into());
        }
        pain.woke = moment == Moment::Morning && self.often(5);
        if self.often(45) {
            pain.note = Some(self.one(&REMARKS).into());
        }
        pain
    }

    fn run(&mut self, at: At, around: u8) -> Run {
        let mut run = Run::blank(self.id(at), at);
        let metres = self.rng.u32(30..90) * 100;
        run.distance_m = Some(metres);
        run.duration_s = Some(metres * self.rng.u32(330..400) / 1000);
        let soft = self.one(&[Surface::Grass, Surface::Dirt, Surface::Track, Surface::Trail]);
        let part = |surface, metres| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
        run.surfaces = match self.rng.u8(..10) {
            0..=4 => vec![part(soft, metres)],
            5..=7 => vec![part(Surface::Road, metres)],
            _ => vec![part(soft, metres - 1000), part(Surface::Road, 1000)],
        };
        let (before, during, after) = (self.level(around), self.level(around), self.level(around));
        run.pain = RunPain { before, during, after, extra: Default::default() };
        run.rose = during > before && self.often(50);
        run.effort = Level::new(self.rng.u8(2..7));
        run.modified = Some(at);
        if self.often(50) {
            run.note = Some(format!("round {} in {}", self.one(&PLACES), self.one(&WEATHER)).into());
        }
        run
    }

    fn note(&mut self, naive: NaiveDateTime) -> Note {
        let mut note = Note::blank(self.id(local(naive)), local(naive));
        let (place, weather, remark) = (self.one(&PLACES), self.one(&WEATHER), self.one(&REMARKS));
        note.note = Some(format!("walked past {place} in {weather}; {remark}").into());
        note.modified = Some(note.at);
        note
    }
}
