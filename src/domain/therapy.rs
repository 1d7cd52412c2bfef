//! Step 2: the exercises of the programme, and the eight that are listed until it is edited.

use super::field::Lookup;
use super::session::Session;
use std::sync::LazyLock;

use chrono::NaiveDate;
use uuid::Uuid;

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, maybe, text_field, yes_field};
use super::id::Id;
use super::names;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::units::read_duration;
use super::when::{self, Lean, When};
use super::words::{counted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// What an exercise is for.
    Group, "group" {
        /// Bending the hip.
        HipFlexion = "hip-flexion",
        /// Turning the hip.
        HipRotation = "hip-rotation",
        /// Straightening the hip.
        HipExtension = "hip-extension",
        /// The muscles of the buttock.
        Gluteals = "gluteals",
        /// The inner thigh.
        Adductors = "adductors",
        /// The front of the hip.
        Psoas = "psoas",
        /// The front of the thigh.
        Quadriceps = "quadriceps",
        /// The back of the thigh.
        Hamstrings = "hamstrings",
        /// Anything else.
        Other = "other",
    }
}

record! {
    /// An exercise of the programme, in it from its date on.
    Exercise {
        /// Its id.
        id: Id,
        /// Since when it is in the programme.
        at: At,
        /// Its name.
        name: Option<Box<str>>,
        /// What it is for.
        group: Option<Group>,
        /// How it is done.
        how: Option<Box<str>>,
        /// How many sets, 1–20.
        sets: Option<u32>,
        /// How many repeats a set, 1–100.
        reps: Option<u32>,
        /// How long each is held, seconds, 1–600.
        hold_s: Option<u32>,
        /// Rest between two sets, seconds, 1–600.
        rest_s: Option<u32>,
        /// True where each side is done by itself.
        each_side: bool,
        /// On how many days a week, 1–7.
        days: Option<u32>,
        /// Its last day.
        until: Option<NaiveDate>,
        /// Who prescribed it.
        by: Option<Box<str>>,
        /// Its place in the list, 1 first; those without one come after.
        place: Option<u32>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

/// Days a week where none are given (American College of Sports Medicine: at least 2 to 3).
pub const USUAL_DAYS: u32 = 3;
/// A hold longer than this is taken for a slip, seconds. Source: clinical facts 7.1.
const LONG_HOLD_S: u32 = 120;
/// More repeats than this are taken for a slip. Source: clinical facts 7.1.
const MANY_REPS: u32 = 10;

/// A field of an optional count.
macro_rules! count_field {
    ($field:ident, $most:literal, $about:expr) => {
        Field {
            about: $about,
            read: |exercise, text, _| maybe(text, |text| count(text, $most)).map(|count| exercise.$field = count),
            write: |exercise, _| exercise.$field.map(|count| count.to_string()).unwrap_or_default(),
        }
    };
}

/// A field of an optional number of seconds.
macro_rules! seconds_field {
    ($field:ident, $about:expr) => {
        Field {
            about: $about,
            read: |exercise, text, _| maybe(text, seconds).map(|seconds| exercise.$field = seconds),
            write: |exercise, _| exercise.$field.map(|seconds| format!("{seconds}s")).unwrap_or_default(),
        }
    };
}

static FIELDS: &[Field<Exercise>] = &[
    at_field(),
    Field {
        about: FieldInfo::new("name", "Name", "What it is called; no comma, no colon", "clamshell", Input::Text)
            .required(),
        read: |exercise, text, _| read_name(text).map(|name| exercise.name = Some(name)),
        write: |exercise, _| exercise.name.as_deref().unwrap_or_default().into(),
    },
    count_field!(sets, 20, FieldInfo::new("sets", "Sets", "How many sets, 1 to 20", "2", Input::Text)),
    count_field!(reps, 100, FieldInfo::new("reps", "Repeats", "How many repeats a set, 1 to 100", "10", Input::Text)),
    seconds_field!(
        hold_s,
        FieldInfo::new("hold", "Hold", "How long each is held", "30s", Input::Duration).path("hold_s")
    ),
    yes_field!(each_side, FieldInfo::new("each_side", "Each side", "Each side by itself", "yes", Input::Yes)),
    count_field!(days, 7, FieldInfo::new("days", "Days a week", "On how many days a week, 1 to 7", "3", Input::Text)),
    Field {
        about: FieldInfo::new("group", "Group", "What it is for", "gluteals", Input::One(Group::WORDS)),
        read: |exercise, text, _| maybe(text, Group::read).map(|group| exercise.group = group),
        write: |exercise, _| exercise.group.map(Group::word).unwrap_or_default().into(),
    },
    text_field!(
        how,
        FieldInfo::new("how", "How", "How it is done, in a few words", "knees bent, feet together", Input::Text)
    ),
    seconds_field!(rest_s, FieldInfo::new("rest", "Rest", "Between two sets", "30s", Input::Duration).path("rest_s")),
    Field {
        about: FieldInfo::new("until", "Until", "Its last day", "in 30 days", Input::When),
        read: |exercise, text, reading| {
            let start = reading.journal.day_starts_at();
            let until = maybe(text, |text| When::read_leaning(text, reading.clock, start, Lean::Future))?;
            exercise.until = until.map(|when| when.day(start));
            Ok(())
        },
        write: |exercise, _| exercise.until.map(|day| day.to_string()).unwrap_or_default(),
    },
    text_field!(by, FieldInfo::new("by", "By", "Who prescribed it", "physio", Input::Text)),
    count_field!(place, 100, FieldInfo::new("place", "Place", "Its place in the list, 1 first", "1", Input::Text)),
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "with the red band", Input::Lines)),
];

fn count(text: &str, most: u32) -> Result<u32, Refusal> {
    let number = text.trim().parse::<u32>().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| {
        Refusal::new(format!("\u{201c}{}\u{201d} is not accepted; give a whole number from 1 to {most}.", text.trim()))
    })
}

/// Seconds as `30s`, `1min`, `1:30`, or a bare number.
fn seconds(text: &str) -> Result<u32, Refusal> {
    let text = text.trim();
    let read = text.parse::<u32>().ok().or_else(|| read_duration(text).ok());
    read.filter(|seconds| (1..=600).contains(seconds)).ok_or_else(|| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is not a number of seconds; give 1 to 600, such as 30 or 1min."))
    })
}

fn read_name(text: &str) -> Result<Box<str>, Refusal> {
    let name = text.trim();
    match name.contains([',', ':', '\n']) {
        true => {
            Err(Refusal::new("A name has no comma and no colon in it: they stand between the exercises of a session."))
        }
        false => Ok(name.into()),
    }
}

impl Record for Exercise {
    const KIND: Kind = Kind::Exercise;

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            name: None,
            group: None,
            how: None,
            sets: None,
            reps: None,
            hold_s: None,
            rest_s: None,
            each_side: false,
            days: None,
            until: None,
            by: None,
            place: None,
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
        if let Some(until) = self.until.filter(|&until| until < self.at.day(start))
            && before.is_none_or(|before| (before.at, before.until) != (self.at, self.until))
        {
            return Err(
                Refusal::new(format!("Its last day, {}, lies before its first.", when::say_date(until))).of("until")
            );
        }
        let renamed = before.is_none_or(|before| before.name != self.name);
        // the first that somebody prescribed takes the place of all that are built in
        let replaces =
            before.is_none() && self.is_prescribed() && reading.journal.all::<Exercise>(Kind::Exercise).is_empty();
        let programme = if replaces { Vec::new() } else { programme(reading.journal, reading.clock.now) };
        let mut others = programme.iter().filter(|other| other.id != self.id && other.is_called(self.called()));
        match others.any(|other| other.until.is_none_or(|until| until >= self.at.day(start))) {
            true if renamed => {
                let name = self.called();
                let message = format!(
                    "\u{201c}{name}\u{201d} is in the programme already; edit that one, or name it differently."
                );
                Err(Refusal::new(message).of("name"))
            }
            _ => Ok(()),
        }
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec![format!("exercise {}", self.called())];
        parts.push(self.dose());
        parts.extend(self.group.map(|group| group.word().to_owned()));
        parts.extend(self.by.iter().map(|by| format!("by {by}")));
        parts.extend(self.until.map(|until| format!("until {}", when::say_date(until))));
        parts.extend(self.slip());
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }
}

impl Exercise {
    /// Its name.
    pub fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("unnamed")
    }

    /// True where it says who prescribed it.
    pub fn is_prescribed(&self) -> bool {
        self.by.as_deref().is_some_and(|by| !by.trim().is_empty())
    }

    /// True where it goes by that name; case and hyphens do not matter.
    pub fn is_called(&self, name: &str) -> bool {
        plain(self.called()) == plain(name)
    }

    /// How much and how often: `2 × 30 s each side, 3 days a week`.
    pub fn dose(&self) -> String {
        let side = if self.each_side { " each side" } else { "" };
        let holds = self.hold_s.map(|hold| format!("{hold} s"));
        let once = match (self.reps, holds) {
            (Some(reps), Some(hold)) => format!("{} of {hold}", counted(reps as usize, "hold", "holds")),
            (Some(reps), None) => counted(reps as usize, "repeat", "repeats"),
            (None, Some(hold)) => hold,
            (None, None) => String::new(),
        };
        let mut message = match (self.sets, once.is_empty()) {
            (Some(sets), true) => counted(sets as usize, "set", "sets") + side,
            (Some(sets), false) if sets > 1 => format!("{sets} \u{d7} {once}{side}"),
            (_, true) => side.trim().into(),
            (_, false) => format!("{once}{side}"),
        };
        if let Some(days) = self.days {
            message += if message.is_empty() { "" } else { ", " };
            message += &format!("{} a week", counted(days as usize, "day", "days"));
        }
        message
    }

    /// What may be a slip of the finger; never refused.
    pub fn slip(&self) -> Option<String> {
        let hold = self.hold_s.filter(|&hold| hold > LONG_HOLD_S).map(|hold| format!("held for {hold} s"));
        let reps = self.reps.filter(|&reps| reps > MANY_REPS).map(|reps| format!("{reps} repeats"));
        let odd: Vec<String> = [hold, reps].into_iter().flatten().collect();
        (!odd.is_empty()).then(|| format!("more than usual; check that it is what you meant ({})", odd.join(", ")))
    }

    /// True where it is in the programme on a day.
    pub fn is_on(&self, day: NaiveDate, day_starts_at: Hour) -> bool {
        self.at.day(day_starts_at) <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A name without what does not matter.
pub fn plain(name: &str) -> String {
    names::key(name).replace(['-', '_'], " ")
}

record! {
    /// One of the exercises that are built in.
    Starter {
        /// Its name.
        name: Box<str>,
        /// What it is for.
        group: Group,
        /// How it is done, in our own words.
        how: Box<str>,
        /// How many sets.
        sets: u32,
        /// How many repeats a set.
        reps: Option<u32>,
        /// How long each is held, seconds.
        hold_s: Option<u32>,
        /// True where each side is done by itself.
        each_side: bool,
        /// On how many days a week.
        days: u32,
    }
}

impl JsonField for Group {}

/// The eight, as `assets/exercises` has them. Doses: clinical facts 7.1 and 7.4.
static STARTERS: LazyLock<Vec<Starter>> = LazyLock::new(|| {
    // a test holds the file to what is read here
    serde_json::from_str(include_str!("../../assets/exercises/starters.json")).unwrap_or_default()
});

/// The ids of the eight, the same in every journal.
fn starter_id(place: usize) -> Id {
    Id(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_e001 + place as u128))
}

/// True for the id of one of the eight.
pub fn is_starter(id: Id) -> bool {
    (0..STARTERS.len()).any(|place| starter_id(place) == id)
}

/// The eight, in the programme since the first session, or else since now.
pub fn starters(journal: &dyn Lookup, now: At) -> Vec<Exercise> {
    let at = journal.all::<Session>(Kind::Session).first().map_or(now, |session| session.at.min(now));
    let exercise = |(place, starter): (usize, &Starter)| Exercise {
        name: Some(starter.name.clone()),
        group: Some(starter.group),
        how: Some(starter.how.clone()),
        sets: Some(starter.sets),
        reps: starter.reps,
        hold_s: starter.hold_s,
        each_side: starter.each_side,
        days: Some(starter.days),
        ..Exercise::blank(starter_id(place), at)
    };
    STARTERS.iter().enumerate().map(exercise).collect()
}

/// The programme in the order of its list, what is over included; the eight starters until it is edited or
/// somebody prescribes one.
pub fn programme(journal: &dyn Lookup, now: At) -> Vec<Exercise> {
    let listed = journal.all::<Exercise>(Kind::Exercise);
    if listed.is_empty() {
        return starters(journal, now);
    }
    let mut all = listed.to_vec();
    all.sort_by_key(|exercise| (exercise.place.unwrap_or(u32::MAX), exercise.at, exercise.id));
    all
}

#[cfg(test)]
mod tests;
