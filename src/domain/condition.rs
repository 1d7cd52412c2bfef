//! The condition as told to me: its name, its side, how it began, what a clinician would ask of me, and what was suspected,
//! confirmed or ruled out.

use chrono::NaiveDate;

use super::field::{Field, FieldInfo, Input, Reading, maybe, optional, text_field};
use super::names;
use super::pain::Side;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::stamps::Stamps;
use super::when::{self, When};
use super::words::words;

words! {
    /// How a diagnosis stands, as told to me.
    Finding, "status of a diagnosis" {
        /// It may be that.
        Suspected = "suspected",
        /// It is that.
        Confirmed = "confirmed",
        /// It is not that.
        RuledOut = "ruled-out",
    }
}

words! {
    /// How old I am, in steps.
    AgeGroup, "age group" {
        /// Under 18.
        Under18 = "under-18",
        /// 18 to 29.
        From18 = "18-29",
        /// 30 to 39.
        From30 = "30-39",
        /// 40 to 49.
        From40 = "40-49",
        /// 50 to 59.
        From50 = "50-59",
        /// 60 to 69.
        From60 = "60-69",
        /// 70 or over.
        From70 = "70-or-over",
    }
}

impl AgeGroup {
    /// The group of a typed word, or of an age in years.
    fn read_age(text: &str) -> Result<Self, Refusal> {
        Ok(match text.trim().parse::<u8>() {
            Ok(0..=17) => Self::Under18,
            Ok(18..=29) => Self::From18,
            Ok(30..=39) => Self::From30,
            Ok(40..=49) => Self::From40,
            Ok(50..=59) => Self::From50,
            Ok(60..=69) => Self::From60,
            Ok(70..=120) => Self::From70,
            _ => Self::read(text)?,
        })
    }

    /// As it is said: `40\u{2013}49`, `under 18`.
    pub fn describe(self) -> String {
        match self {
            Self::Under18 | Self::From70 => self.word().replace('-', " "),
            _ => self.word().replace('-', "\u{2013}"),
        }
    }
}

/// Most minutes of stiffness in the morning: half a day.
pub const MOST_STIFF: u32 = 720;
/// How much work or sleep is affected, offered while typing; any other words are taken too.
const AFFECTED: &[&str] = &["not affected", "a little affected", "much affected"];
/// Offered for the bones while typing.
const BONES: &[&str] = &["no stress fracture", "past stress fracture", "told that the bones are thin"];

/// What the source names, offered while typing and nowhere else.
pub const NAMED: &[&str] = &[
    "overuse",
    "piriformis syndrome",
    "sacroiliac joint pain",
    "sciatica",
    "lumbar stenosis",
    "other low-back condition",
];

record! {
    /// A diagnosis as told to me.
    Diagnosis {
        /// Its name.
        name: Option<Box<str>>,
        /// How it stands; suspected where it was left out.
        state: Option<Finding>,
        /// Who said so.
        by: Option<Box<str>>,
        /// The day on which it was said.
        on: Option<NaiveDate>,
    }
}

impl Diagnosis {
    /// One of that name with nothing else in it.
    pub fn named(name: &str) -> Self {
        Self { name: optional(name), state: None, by: None, on: None, extra: Default::default() }
    }

    /// Its name; empty where it was left out.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// How it stands; suspected where that was left out.
    pub fn state(&self) -> Finding {
        self.state.unwrap_or(Finding::Suspected)
    }

    /// `sciatica, ruled-out, by Dr Invented, on 2026-11-20`: what [`Diagnosis::read`] reads.
    pub fn text(&self) -> String {
        let mut parts = vec![self.name().to_owned()];
        parts.extend(self.state.map(|state| state.word().to_owned()));
        parts.extend(self.by.as_ref().map(|by| format!("by {by}")));
        parts.extend(self.on.map(|day| format!("on {day}")));
        parts.join(", ")
    }

    /// Reads a name, then in any order how it stands, `by` whom and `on` which day, with commas between them.
    ///
    /// # Errors
    /// A sentence where a part is none of these.
    pub fn read(text: &str, reading: &Reading) -> Result<Self, Refusal> {
        let mut parts = text.split(',').map(str::trim);
        let mut read = Self::named("");
        read_name(&mut read, parts.next().unwrap_or_default())?;
        for part in parts.filter(|part| !part.is_empty()) {
            match part.split_once(' ') {
                Some(("by", by)) => read.by = optional(by),
                Some(("on", day)) => read.on = Some(read_day(day, reading)?),
                _ => read.state = Some(read_state(part)?),
            }
        }
        Ok(read)
    }
}

fn read_name(diagnosis: &mut Diagnosis, text: &str) -> Result<(), Refusal> {
    match text.trim() {
        "" => Err(Refusal::new("A diagnosis needs its name, such as \u{201c}sciatica\u{201d}.").of("name")),
        name if name.contains([',', ';']) => {
            Err(Refusal::new("A name here has no comma or semicolon in it; write one diagnosis at a time.").of("name"))
        }
        name => {
            diagnosis.name = optional(name);
            Ok(())
        }
    }
}

fn read_state(text: &str) -> Result<Finding, Refusal> {
    Finding::read(text).map_err(|refusal| {
        Refusal::new(format!(
            "{} Who said it begins with \u{201c}by\u{201d}, the day with \u{201c}on\u{201d}.",
            refusal.message
        ))
    })
}

/// A day that is not still to come.
fn read_day(text: &str, reading: &Reading) -> Result<NaiveDate, Refusal> {
    let start = reading.journal.day_starts_at();
    let day = When::read(text, reading.clock, start)?.day(start);
    if day > reading.clock.now.day(start) {
        return Err(Refusal::new(format!("{} is still to come; it is entered when it has been.", when::say_date(day))));
    }
    Ok(day)
}

/// The fields of one diagnosis.
pub static DIAGNOSIS: &[Field<Diagnosis>] = &[
    Field {
        about: FieldInfo::new("on", "Said on", "The day on which it was said", "yesterday", Input::When),
        read: |diagnosis, text, reading| maybe(text, |text| read_day(text, reading)).map(|day| diagnosis.on = day),
        write: |diagnosis, _| diagnosis.on.map(|day| day.to_string()).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new("name", "Name", "What it was called, as told to me", "sciatica", Input::Named(NAMED))
            .required(),
        read: |diagnosis, text, _| read_name(diagnosis, text),
        write: |diagnosis, _| diagnosis.name().into(),
    },
    Field {
        about: FieldInfo::new(
            "state",
            "Standing",
            "Suspected, confirmed or ruled out",
            "suspected",
            Input::One(Finding::WORDS),
        ),
        read: |diagnosis, text, _| maybe(text, Finding::read).map(|state| diagnosis.state = state),
        write: |diagnosis, _| diagnosis.state.map(Finding::word).unwrap_or_default().into(),
    },
    text_field!(by, FieldInfo::new("by", "By", "Who said so", "Dr Invented", Input::Text)),
];

record! {
    /// The condition as told to me.
    #[derive(Default)]
    Condition {
        /// Its name.
        name: Option<Box<str>>,
        /// The side.
        side: Option<Side>,
        /// When it began.
        onset: Option<NaiveDate>,
        /// How it began.
        onset_note: Option<Box<str>>,
        /// How old I am, in steps.
        age_group: Option<AgeGroup>,
        /// A past stress fracture, or what else puts bones at risk.
        bones: Option<Box<str>>,
        /// How work is affected.
        work: Option<Box<str>>,
        /// How sleep is affected.
        sleep: Option<Box<str>>,
        /// Minutes that it is stiff in the morning.
        morning_stiffness_min: Option<u32>,
        /// What was suspected, confirmed or ruled out, in the order in which it came up.
        diagnoses: Vec<Diagnosis>,
        /// When each was changed.
        stamps: Stamps,
    }
}

impl JsonField for Condition {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// The fields of the condition; the last is the whole list of diagnoses, one after the other with `;` between them.
pub static FIELDS: &[Field<Condition>] = &[
    Field {
        about: FieldInfo::new("onset", "Began", "The day it began, about", "2026-09-01", Input::When),
        read: |condition, text, reading| maybe(text, |text| read_day(text, reading)).map(|day| condition.onset = day),
        write: |condition, _| condition.onset.map(|day| day.to_string()).unwrap_or_default(),
    },
    text_field!(
        name,
        FieldInfo::new("name", "Name", "What it is called, as told to me", "piriformis syndrome", Input::Named(NAMED))
    ),
    Field {
        about: FieldInfo::new("side", "Side", "Which side it is on", "right", Input::One(Side::WORDS)),
        read: |condition, text, _| maybe(text, Side::read).map(|side| condition.side = side),
        write: |condition, _| condition.side.map(Side::word).unwrap_or_default().into(),
    },
    text_field!(
        onset_note,
        FieldInfo::new("onset_note", "How it began", "What changed then", "after adding hills", Input::Lines)
    ),
    Field {
        about: FieldInfo::new(
            "age_group",
            "Age group",
            "For the clinician, filled in once: a group, or your age in years",
            "40-49",
            Input::One(AgeGroup::WORDS),
        ),
        read: |condition, text, _| maybe(text, AgeGroup::read_age).map(|group| condition.age_group = group),
        write: |condition, _| condition.age_group.map(AgeGroup::word).unwrap_or_default().into(),
    },
    text_field!(
        bones,
        FieldInfo::new(
            "bones",
            "Bones",
            "For the clinician: a past stress fracture, missed periods, steroid tablets, thin bones",
            "stress fracture of the shin, 2019",
            Input::Named(BONES),
        )
    ),
    text_field!(
        work,
        FieldInfo::new(
            "work",
            "Work",
            "For the clinician: whether work is affected, and how",
            "stand in meetings",
            Input::Named(AFFECTED),
        )
    ),
    text_field!(
        sleep,
        FieldInfo::new(
            "sleep",
            "Sleep",
            "For the clinician: whether sleep is affected, and how",
            "wakes me when I turn",
            Input::Named(AFFECTED),
        )
    ),
    Field {
        about: FieldInfo::new(
            "stiffness",
            "Morning stiffness",
            "For the clinician: minutes until it loosens in the morning, 0 for none",
            "20",
            Input::Text,
        )
        .path("morning_stiffness_min"),
        read: |condition, text, _| maybe(text, read_minutes).map(|minutes| condition.morning_stiffness_min = minutes),
        write: |condition, _| condition.morning_stiffness_min.map(|minutes| minutes.to_string()).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new(
            "diagnoses",
            "Diagnoses",
            "All of them again, with ; between",
            "sciatica, ruled-out, by Dr Invented, on 2026-11-20",
            Input::Lines,
        ),
        read: |condition, text, reading| {
            let parts = text.split(';').filter(|part| !part.trim().is_empty());
            condition.diagnoses = parts.map(|part| Diagnosis::read(part, reading)).collect::<Result<_, _>>()?;
            Ok(())
        },
        write: |condition, _| condition.diagnoses.iter().map(Diagnosis::text).collect::<Vec<_>>().join("; "),
    },
];

fn read_minutes(text: &str) -> Result<u32, Refusal> {
    let plain = text.trim().trim_end_matches("min").trim_end();
    plain.parse::<u32>().ok().filter(|minutes| *minutes <= MOST_STIFF).ok_or_else(|| {
        let text = text.trim();
        Refusal::new(format!("\u{201c}{text}\u{201d} is not a number of minutes; give 0 to {MOST_STIFF}."))
    })
}

impl Condition {
    /// True where nothing is recorded.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Takes a diagnosis in, in the place of the one of that name.
    pub fn put(&mut self, diagnosis: Diagnosis) {
        let same = |other: &Diagnosis| names::same(other.name(), diagnosis.name());
        match self.diagnoses.iter().position(same) {
            Some(place) => self.diagnoses[place] = diagnosis,
            None => self.diagnoses.push(diagnosis),
        }
    }

    /// The name and the side in a few words; nothing where neither is recorded.
    pub fn describe(&self) -> Option<String> {
        let words = [self.name.as_deref(), self.side.map(Side::word)];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// The fields that differ: each with its name, its value in the one and in the other; an empty value is a dash.
pub fn differences(one: &Condition, other: &Condition) -> Vec<(&'static str, String, String)> {
    let values = |condition: &Condition| {
        let list = condition.diagnoses.iter().map(Diagnosis::text).collect::<Vec<_>>().join("; ");
        [
            condition.onset.map(when::say_date),
            condition.name.as_deref().map(str::to_owned),
            condition.side.map(|side| side.word().to_owned()),
            condition.onset_note.as_deref().map(str::to_owned),
            condition.age_group.map(|group| group.word().to_owned()),
            condition.bones.as_deref().map(str::to_owned),
            condition.work.as_deref().map(str::to_owned),
            condition.sleep.as_deref().map(str::to_owned),
            condition.morning_stiffness_min.map(|minutes| minutes.to_string()),
            (!list.is_empty()).then_some(list),
        ]
        .map(|value| value.unwrap_or_else(|| "\u{2013}".into()))
    };
    let pairs = FIELDS.iter().zip(values(one)).zip(values(other));
    pairs.filter(|((_, a), b)| a != b).map(|((field, a), b)| (field.about.key, a, b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::reading;
    use crate::domain::journal::Journal;

    #[test]
    fn a_diagnosis_is_a_name_and_what_is_known_of_it_in_any_order() {
        let journal = Journal::default();
        let read = |text: &str| Diagnosis::read(text, &reading(&journal)).map(|one| one.text());
        for (typed, expected) in [
            ("sciatica", "sciatica"),
            (" piriformis syndrome , suspected ", "piriformis syndrome, suspected"),
            (
                "sciatica, ruled out, by Dr Invented, on 2026-11-20",
                "sciatica, ruled-out, by Dr Invented, on 2026-11-20",
            ),
            (
                "sciatica, on 2026-11-20, by Dr Invented, ruled-out",
                "sciatica, ruled-out, by Dr Invented, on 2026-11-20",
            ),
            ("overuse, c", "overuse, confirmed"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(expected), "{typed}");
            assert_eq!(read(expected).as_deref(), Ok(expected), "reads back");
        }
        for typed in ["", ",suspected", "sciatica, perhaps", "sciatica, on 2030-01-01", "sciatica, on never"] {
            assert!(read(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_diagnosis_of_the_same_name_takes_the_place_of_the_one_before() {
        let mut condition = Condition::default();
        condition.put(Diagnosis::named("overuse"));
        condition.put(Diagnosis::named("sciatica"));
        let mut again = Diagnosis::named("Overuse");
        again.state = Some(Finding::Confirmed);
        condition.put(again);
        let names: Vec<&str> = condition.diagnoses.iter().map(Diagnosis::name).collect();
        assert_eq!(names, ["Overuse", "sciatica"]);
    }

    #[test]
    fn what_a_clinician_asks_is_filled_in_as_people_say_it_and_each_change_is_named() {
        let journal = Journal::default();
        let reading = reading(&journal);
        let mut condition = Condition::default();
        let mut set = |key: &str, text: &str| {
            let field = FIELDS.iter().find(|field| field.about.key == key).unwrap();
            (field.read)(&mut condition, text, &reading).map(|()| (field.write)(&condition, &reading))
        };
        for (key, typed, written) in [
            ("age_group", "43", "40-49"),
            ("age_group", "17", "under-18"),
            ("age_group", "70", "70-or-over"),
            ("age_group", "40-49", "40-49"),
            ("bones", "stress fracture, 2019", "stress fracture, 2019"),
            ("sleep", " not affected ", "not affected"),
            ("stiffness", "20 min", "20"),
        ] {
            assert_eq!(set(key, typed).as_deref(), Ok(written), "{key}={typed}");
        }
        for (key, typed) in [("age_group", "old"), ("age_group", "121"), ("stiffness", "721"), ("stiffness", "long")] {
            assert!(set(key, typed).is_err(), "{key}={typed}");
        }
        let changed: Vec<&str> = differences(&condition, &Condition::default()).iter().map(|one| one.0).collect();
        assert_eq!(changed, ["age_group", "bones", "sleep", "stiffness"]);
        assert_eq!(FIELDS.len(), 10, "each field has its value among the differences");
    }

    #[test]
    fn the_whole_list_reads_back_as_it_is_written() {
        let journal = Journal::default();
        let reading = reading(&journal);
        let field = FIELDS.iter().find(|field| field.about.key == "diagnoses").unwrap();
        let mut condition = Condition::default();
        (field.read)(&mut condition, "overuse, suspected; sciatica, ruled-out, by Dr X ;", &reading).unwrap();
        assert_eq!((field.write)(&condition, &reading), "overuse, suspected; sciatica, ruled-out, by Dr X");
        assert_eq!(differences(&condition, &Condition::default()).len(), 1);
        (field.read)(&mut condition, "", &reading).unwrap();
        assert!(condition.is_blank());
    }
}
