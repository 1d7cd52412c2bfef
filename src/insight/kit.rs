//! For the tests of this folder: a journal told in days back from one Monday.

use chrono::{Days, NaiveDate};

use crate::domain::day::At;
use crate::domain::every_kind::Record;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::markers::Marker;
use crate::domain::massage::Massage;
use crate::domain::orthotics::{Gear, Worn};
use crate::domain::pain::{Moment, Pain, Site, Spot};
use crate::domain::runs::{Run, Stretch, Surface};
use crate::domain::session::{Session, Skip};
use crate::domain::sitting::Sitting;
use crate::insight::period::Period;

/// The last day of every test: a Monday.
pub fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

/// So many days before it.
pub fn back(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).unwrap()
}

/// So many days up to it.
pub fn last(days: u64) -> Period {
    Period::of_days(days, today())
}

/// A level.
pub fn level(number: u8) -> Level {
    Level::new(number).unwrap()
}

/// A journal under way.
#[derive(Default)]
pub struct Notes {
    pub journal: Journal,
    made: u128,
}

impl Notes {
    fn id(&mut self) -> Id {
        self.made += 1;
        Id(uuid::Uuid::from_u128(self.made))
    }

    fn at(days: u64, hour: u8) -> At {
        At::parse(&format!("{}T{hour:02}:00:00+01:00", back(days))).unwrap()
    }

    /// A morning level.
    pub fn morning(mut self, days: u64, number: u8) -> Self {
        let mut pain = Pain::blank(self.id(), Self::at(days, 7));
        (pain.level, pain.moment) = (level(number), Some(Moment::Morning));
        self.journal.pain.push(pain);
        self
    }

    /// The same morning level on days from the one to the other, counted back.
    pub fn mornings(self, days: impl IntoIterator<Item = u64>, number: u8) -> Self {
        days.into_iter().fold(self, |notes, day| notes.morning(day, number))
    }

    /// The worst level of a day.
    pub fn worst(mut self, days: u64, number: u8) -> Self {
        let mut pain = Pain::blank(self.id(), Self::at(days, 21));
        (pain.level, pain.moment) = (level(number), Some(Moment::Worst));
        self.journal.pain.push(pain);
        self
    }

    /// A level of a day at a place.
    pub fn spot(mut self, days: u64, site: Site) -> Self {
        let mut pain = Pain::blank(self.id(), Self::at(days, 20));
        (pain.level, pain.sites) = (level(3), vec![Spot { site, side: None, extra: Default::default() }]);
        self.journal.pain.push(pain);
        self
    }

    /// A run on one surface.
    pub fn run(self, days: u64, metres: u32, surface: Surface) -> Self {
        self.split(days, &[(surface, metres)])
    }

    /// A run over several surfaces.
    pub fn split(mut self, days: u64, parts: &[(Surface, u32)]) -> Self {
        let mut run = Run::blank(self.id(), Self::at(days, 12));
        run.distance_m = Some(parts.iter().map(|(_, metres)| metres).sum());
        let stretch = |&(surface, metres)| Stretch { surface, distance_m: Some(metres), extra: Default::default() };
        run.surfaces = parts.iter().map(stretch).collect();
        self.journal.runs.push(run);
        self
    }

    /// The last run, changed.
    pub fn but(mut self, change: impl FnOnce(&mut Run)) -> Self {
        change(self.journal.runs.last_mut().unwrap());
        self
    }

    /// A pair of shoes or orthotics, worn on the days given.
    pub fn gear(mut self, name: &str, what: Worn, days: &[u64]) -> Self {
        let mut gear = Gear::blank(self.id(), Self::at(300, 12));
        (gear.name, gear.what) = (Some(name.into()), Some(what));
        let start = self.journal.day_starts_at();
        for run in &mut self.journal.runs {
            if days.iter().any(|&day| run.at.day(start) == back(day)) {
                run.gear.push(gear.id);
            }
        }
        self.journal.gear.push(gear);
        self
    }

    /// A marker typed by hand.
    pub fn marker(mut self, days: u64, text: &str) -> Self {
        let mut marker = Marker::blank(self.id(), Self::at(days, 12));
        marker.text = Some(text.into());
        self.journal.markers.push(marker);
        self
    }

    /// A therapy session, done or left out because of being told to rest.
    pub fn session(mut self, days: u64, rested: bool) -> Self {
        let mut session = Session::blank(self.id(), Self::at(days, 18));
        session.skip = rested.then_some(Skip::ToldToRest);
        self.journal.sessions.push(session);
        self
    }

    /// A massage.
    pub fn massage(mut self, days: u64) -> Self {
        let massage = Massage::blank(self.id(), Self::at(days, 17));
        self.journal.massages.push(massage);
        self
    }

    /// A sitting, until it hurt or without pain.
    pub fn sitting(mut self, days: u64, painless: bool) -> Self {
        let mut sitting = Sitting::blank(self.id(), Self::at(days, 15));
        (sitting.minutes, sitting.painless) = (Some(30), painless);
        self.journal.sitting.push(sitting);
        self
    }

    /// A run with the morning before it and the change to the next; three days to each.
    pub fn answer(self, days: u64, metres: u32, surface: Surface, base: u8, change: i32) -> Self {
        let next = u8::try_from(i32::from(base) + change).unwrap();
        self.morning(days, base).run(days, metres, surface).morning(days - 1, next)
    }

    /// The journal.
    pub fn done(mut self) -> Journal {
        self.journal.sort();
        self.journal
    }
}
