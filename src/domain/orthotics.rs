//! Step 3: shoes and orthotics, their distance and their wear-in.

use chrono::NaiveDate;

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, maybe, text_field, yes_field};
use super::id::Id;
use super::names;
use super::record::record;
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::steps::State;
use super::units::{exact_distance, read_distance};
use super::when::{self, When};
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// What a pair is.
    Worn, "kind of gear" {
        /// Shoes.
        Shoes = "shoes",
        /// Orthotics or insoles.
        Orthotics = "orthotics",
    }
}

words! {
    /// How a pair of orthotics is made.
    Make, "make of orthotics" {
        /// Ready-made.
        Prefab = "prefab",
        /// Made to my feet.
        Custom = "custom",
        /// A plain insole.
        Insole = "insole",
        /// A lift for one heel or both.
        HeelLift = "heel-lift",
    }
}

words! {
    /// How it stands with orthotics: the words of the third step.
    Status, "status of orthotics" {
        /// The doctor was not asked.
        NotAsked = "not-asked",
        /// The doctor was asked.
        Asked = "asked",
        /// The doctor does not advise them.
        NotAdvised = "not-advised",
        /// They are being tried.
        Trial = "trial",
        /// They are worn.
        InUse = "in-use",
        /// They are no longer worn.
        Stopped = "stopped",
    }
}

impl Status {
    /// The status in plain words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::Asked => "asked",
            Self::NotAdvised => "not advised",
            Self::Trial => "trial",
            Self::InUse => "in use",
            Self::Stopped => "stopped",
        }
    }

    /// The state that the step is in with it.
    pub fn state(self) -> State {
        match self {
            Self::NotAsked => State::NotStarted,
            Self::Asked | Self::Trial => State::UnderWay,
            Self::InUse => State::Done,
            Self::NotAdvised | Self::Stopped => State::NotForMe,
        }
    }

    /// The next action to offer where none was written down.
    pub fn next(self) -> &'static str {
        match self {
            Self::NotAsked => "ask the doctor about orthotics; look at the wear of the shoes",
            Self::Asked => "note the answer: not advised, trial or in use",
            Self::Trial => "wear them in as the fitter said; note how the mornings go",
            Self::InUse | Self::NotAdvised | Self::Stopped => "look at the wear of the shoes",
        }
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
        /// How orthotics are made.
        make: Option<Make>,
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
        /// What was wrong with it.
        problem: Option<Box<str>>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Gear>] = &[
    at_field(),
    text_field!(name, FieldInfo::new("name", "Name", "What you call the pair", "grey shoes", Input::Text).required()),
    Field {
        about: FieldInfo::new("what", "What", "Shoes or orthotics", "orthotics", Input::One(Worn::WORDS)),
        read: |gear, text, _| maybe(text, Worn::read).map(|what| gear.what = what),
        write: |gear, _| gear.what.map(Worn::word).unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new("make", "Make", "How orthotics are made", "custom", Input::One(Make::WORDS)),
        read: |gear, text, _| maybe(text, Make::read).map(|make| gear.make = make),
        write: |gear, _| gear.make.map(Make::word).unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new(
            "start",
            "Already run",
            "Distance already on them when you added them",
            "120k",
            Input::Distance,
        )
        .path("start_m"),
        read: |gear, text, reading| {
            let units = reading.journal.settings().units;
            gear.start_m = maybe(text, |text| read_distance(text, units))?;
            Ok(())
        },
        write: |gear, reading| {
            gear.start_m.map(|metres| exact_distance(metres, reading.journal.settings().units)).unwrap_or_default()
        },
    },
    text_field!(by, FieldInfo::new("by", "By", "Who fitted or sold it", "the corner shop", Input::Text)),
    text_field!(
        wear_in,
        FieldInfo::new("wear_in", "Wear-in plan", "The fitter's plan", "one hour more each day", Input::Lines)
    ),
    yes_field!(default, FieldInfo::new("default", "For new runs", "New runs take it", "yes", Input::Yes)),
    Field {
        about: FieldInfo::new(
            "retired",
            "Retired",
            "Retired or stopped: the last day it was worn",
            "yesterday",
            Input::When,
        ),
        read: |gear, text, reading| {
            let start = reading.journal.day_starts_at();
            gear.retired = maybe(text, |text| When::read(text, reading.clock, start))?.map(|when| when.day(start));
            Ok(())
        },
        write: |gear, _| gear.retired.map(|day| day.to_string()).unwrap_or_default(),
    },
    text_field!(
        problem,
        FieldInfo::new("problem", "Problem", "What was wrong with it", "rubs at the arch", Input::Text)
    ),
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "worn at the heel", Input::Lines)),
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
            make: None,
            start_m: None,
            by: None,
            wear_in: None,
            default: false,
            retired: None,
            problem: None,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn validate(&mut self, before: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
        let start = reading.journal.day_starts_at();
        if self.retired.is_some_and(|retired| retired < self.at.day(start)) {
            return Err(Refusal::new("It was retired before it was bought; correct one of the two days.").of("retired"));
        }
        match (self.make, self.what) {
            (Some(_), Some(Worn::Shoes)) => {
                let message = "The make is that of orthotics; say what: orthotics, or leave the make out.";
                return Err(Refusal::new(message).of("make"));
            }
            (Some(_), None) => self.what = Some(Worn::Orthotics),
            (_, _) => {}
        }
        let renamed = before.is_none_or(|before| before.name != self.name);
        let name = |gear: &Gear| gear.name.as_deref().map(names::key);
        let (mine, id) = (name(self), self.id);
        let same = |other: &&Gear| other.id != id && other.retired.is_none() && name(other) == mine;
        if renamed && reading.journal.all::<Gear>(Kind::Gear).iter().any(|other| same(&other)) {
            let message = "You already have shoes or orthotics with that name; add something to tell them apart.";
            return Err(Refusal::new(message).of("name"));
        }
        Ok(())
    }

    fn describe(&self, settings: &Settings) -> String {
        let mut parts = vec![format!("{} {}", self.what().word(), self.name.as_deref().unwrap_or_default())];
        parts.extend(self.make.map(|make| make.word().into()));
        parts.extend(self.start_m.map(|metres| format!("{} before", super::units::distance(metres, settings.units))));
        parts.extend(self.by.iter().map(|by| format!("by {by}")));
        parts.extend(self.wear_in.iter().map(|plan| format!("wear-in: {plan}")));
        parts.extend(self.default.then(|| "for new runs".into()));
        parts.extend(self.retired.map(|day| format!("retired {}", when::say_date(day))));
        parts.extend(self.problem.iter().map(|problem| format!("problem: {problem}")));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Gear {
    /// Shoes or orthotics; shoes where it was left out.
    pub fn what(&self) -> Worn {
        self.what.unwrap_or(Worn::Shoes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{NOW, id, reading};
    use crate::domain::change::Change;
    use crate::domain::entry::Entry;
    use crate::domain::journal::Journal;

    fn pair(n: u128, name: &str, what: Worn) -> Gear {
        let mut gear = Gear::blank(id(n), At::parse("2026-11-01T12:00:00+01:00").unwrap());
        (gear.name, gear.what, gear.default) = (Some(name.into()), Some(what), true);
        gear
    }

    fn defaults(journal: &Journal) -> Vec<&str> {
        journal.gear.iter().filter(|gear| gear.default).filter_map(|gear| gear.name.as_deref()).collect()
    }

    #[test]
    fn new_runs_take_one_pair_of_each_kind_and_undo_gives_the_place_back() {
        let (mut journal, now) = (Journal::default(), At::parse(NOW).unwrap());
        for gear in [pair(1, "blue", Worn::Shoes), pair(2, "custom", Worn::Orthotics), pair(3, "grey", Worn::Shoes)] {
            journal.make(Change::Add(Box::new(Entry::Gear(gear))), now).unwrap();
        }
        assert_eq!(defaults(&journal), ["custom", "grey"]);
        let message = journal.undo(now).unwrap().message;
        assert_eq!(defaults(&journal), ["blue", "custom"]);
        assert!(message.starts_with("added shoes grey"), "{message}");
        journal.redo(now).unwrap();
        assert_eq!(defaults(&journal), ["custom", "grey"]);
        let was = journal.find(id(1)).unwrap().entry();
        let edited = was.edited(&[("default", "yes".to_owned())], &reading(&journal)).unwrap();
        journal.make(Change::Edit { was: Box::new(was), now: Box::new(edited) }, now).unwrap();
        assert_eq!(defaults(&journal), ["blue", "custom"]);
    }

    #[test]
    fn a_make_is_of_orthotics_only() {
        let journal = Journal::default();
        let create = |texts: &[(&str, &str)]| {
            let texts: Vec<(&str, String)> = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
            Entry::create(Kind::Gear, id(1), &texts, &reading(&journal))
        };
        let made = create(&[("name", "pair"), ("make", "custom")]).unwrap();
        assert_eq!(made.item().text("what", &reading(&journal)).as_deref(), Some("orthotics"));
        assert!(create(&[("name", "pair"), ("make", "custom"), ("what", "shoes")]).is_err());
    }
}
