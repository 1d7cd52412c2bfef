//! Step 3: shoes and orthotics, their distance and their wear-in.

use chrono::NaiveDate;

use super::day::{At, Hour};
use super::entry::{Kind, Record, at_field};
use super::field::{About, Field, Input, Reading, maybe, text_field, yes_field};
use super::id::Id;
use super::journal::Journal;
use super::record::record;
use super::refusal::Refusal;
use super::settings::Settings;
use super::units::{exact_distance, read_distance};
use super::when::When;
use super::words::words;

words! {
    /// What a pair is.
    Worn, "kind of gear" {
        /// Shoes.
        Shoes = "shoes",
        /// Orthotics or insoles.
        Orthotics = "orthotics",
    }
}

record! {
    /// A pair of shoes or orthotics.
    Gear {
        /// Its id.
        id: Id,
        /// When it was bought or fitted.
        at: At,
        /// What it is called.
        name: Option<Box<str>>,
        /// Shoes or orthotics; shoes where it was left out.
        what: Option<Worn>,
        /// Metres already run in it when it came into the journal.
        start_m: Option<u32>,
        /// Who fitted or sold it.
        by: Option<Box<str>>,
        /// The fitter's plan for wearing it in.
        wear_in: Option<Box<str>>,
        /// New runs take it.
        default: bool,
        /// The last day it was worn.
        retired: Option<NaiveDate>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
    }
}

static FIELDS: &[Field<Gear>] = &[
    at_field(),
    text_field!(name, About::new("name", "Name", "What you call the pair", "grey shoes", Input::Text).required()),
    Field {
        about: About::new("what", "What", "Shoes or orthotics", "shoes", Input::One(Worn::WORDS)),
        read: |gear, text, _| maybe(text, Worn::read).map(|what| gear.what = what),
        write: |gear, _| gear.what.map(Worn::word).unwrap_or_default().into(),
    },
    Field {
        about: About::new("start", "Start distance", "How far it had gone before", "120k", Input::Distance)
            .path("start_m"),
        read: |gear, text, reading| {
            let units = reading.journal.settings.units;
            gear.start_m = maybe(text, |text| read_distance(text, units))?;
            Ok(())
        },
        write: |gear, reading| {
            gear.start_m.map(|metres| exact_distance(metres, reading.journal.settings.units)).unwrap_or_default()
        },
    },
    text_field!(by, About::new("by", "By", "Who fitted or sold it", "the corner shop", Input::Text)),
    text_field!(
        wear_in,
        About::new("wear_in", "Wear-in plan", "The fitter's plan", "one hour more each day", Input::Lines)
    ),
    yes_field!(default, About::new("default", "For new runs", "New runs take it", "yes", Input::Yes)),
    Field {
        about: About::new("retired", "Retired", "The last day it was worn", "yesterday", Input::When),
        read: |gear, text, reading| {
            let start = reading.journal.day_starts_at();
            gear.retired = maybe(text, |text| When::read(text, reading.clock, start))?.map(|when| when.day(start));
            Ok(())
        },
        write: |gear, _| gear.retired.map(|day| day.to_string()).unwrap_or_default(),
    },
    text_field!(note, About::new("note", "Note", "Anything worth remembering", "worn at the heel", Input::Lines)),
];

impl Record for Gear {
    const KIND: Kind = Kind::Gear;

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            name: None,
            what: None,
            start_m: None,
            by: None,
            wear_in: None,
            default: false,
            retired: None,
            note: None,
            modified: None,
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn complete(&mut self, before: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
        let start = reading.journal.day_starts_at();
        if self.retired.is_some_and(|retired| retired < self.at.day(start)) {
            return Err(Refusal::new("It was retired before it was bought; correct one of the two days.").of("retired"));
        }
        let renamed = before.is_none_or(|before| before.name != self.name);
        let same = |other: &&Gear| other.id != self.id && other.name == self.name && other.retired.is_none();
        if renamed && reading.journal.gear.iter().any(|other| same(&other)) {
            let says = "There is a pair of that name already; add something that tells them apart.";
            return Err(Refusal::new(says).of("name"));
        }
        Ok(())
    }

    fn says(&self, settings: &Settings) -> String {
        let mut parts = vec![format!("{} {}", self.what().word(), self.name.as_deref().unwrap_or_default())];
        parts.extend(self.start_m.map(|metres| format!("{} before", super::units::distance(metres, settings.units))));
        parts.extend(self.by.iter().map(|by| format!("by {by}")));
        parts.extend(self.wear_in.iter().map(|plan| format!("wear-in: {plan}")));
        parts.extend(self.default.then(|| "for new runs".into()));
        parts.extend(self.retired.map(|day| format!("retired {day}")));
        parts.extend(self.note.iter().map(|note| format!("\u{201c}{note}\u{201d}")));
        parts.join(", ")
    }
}

impl Gear {
    /// Shoes or orthotics; shoes where it was left out.
    pub fn what(&self) -> Worn {
        self.what.unwrap_or(Worn::Shoes)
    }

    /// How far it has gone: what it came with, and the runs it was worn on. Metres.
    pub fn distance_m(&self, journal: &Journal) -> u64 {
        let runs = journal.runs.iter().filter(|run| run.gear.contains(&self.id));
        runs.filter_map(|run| run.distance_m).chain(self.start_m).map(u64::from).sum()
    }
}
