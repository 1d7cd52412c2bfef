//! A pain level: when, how strong, where, what it feels like.

use super::bare;
use chrono::NaiveDate;

use super::bare::Bare;
use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, maybe, several, text_field, yes_field};
use super::id::Id;
use super::level::Level;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// When in its day a level belongs.
    Moment, "moment" {
        /// On getting up.
        Morning = "morning",
        /// At that very time.
        Now = "now",
        /// The worst of the day.
        Worst = "worst",
        /// The average of the day, asked in the evening.
        Average = "average",
    }
}

words! {
    /// Where it hurts.
    Site, "site" {
        /// Deep in the buttock.
        DeepButtock = "deep-buttock",
        /// The bone one sits on.
        SitBone = "sit-bone",
        /// The outside of the hip.
        OuterHip = "outer-hip",
        /// The sacroiliac joint, at the dimple below the belt.
        SiJoint = "si-joint",
        /// The low back.
        LowBack = "low-back",
        /// The groin.
        Groin = "groin",
        /// The back of the thigh.
        BackOfThigh = "back-of-thigh",
        /// The calf.
        Calf = "calf",
        /// The foot.
        Foot = "foot",
        /// Anywhere else.
        Other = "other",
    }
}

words! {
    /// Which side it hurts on.
    Side, "side" {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Both sides.
        Both = "both",
        /// The middle.
        Middle = "middle",
    }
}

words! {
    /// The furthest point down the leg that the pain reached.
    Reach, "reach" {
        /// No further than the buttock.
        Buttock = "buttock",
        /// The upper thigh.
        UpperThigh = "upper-thigh",
        /// The lower thigh.
        LowerThigh = "lower-thigh",
        /// The knee.
        Knee = "knee",
        /// The calf.
        Calf = "calf",
        /// The foot.
        Foot = "foot",
    }
}

words! {
    /// What it feels like.
    Feel, "word for what it feels like" {
        /// Dull.
        Dull = "dull",
        /// An ache.
        Ache = "ache",
        /// Sharp.
        Sharp = "sharp",
        /// Burning.
        Burning = "burning",
        /// Shooting.
        Shooting = "shooting",
        /// Tingling.
        Tingling = "tingling",
        /// Numb.
        Numb = "numb",
        /// Weak.
        Weak = "weak",
        /// Tight.
        Tight = "tight",
    }
}

impl JsonField for Site {}

record! {
    /// A place that hurts.
    Spot {
        /// Where.
        site: Site,
        /// On which side.
        side: Option<Side>,
    }
}

/// The places of a list in which a side stands alone behind its place, as it is said: `deep-buttock, right`.
fn with_sides(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(',') {
        match parts.last_mut() {
            Some(site) if Side::read(part.trim()).is_ok() && !site.contains(':') && !site.trim().is_empty() => {
                *site = format!("{}:{}", site.trim_end(), part.trim());
            }
            _ => parts.push(part.to_owned()),
        }
    }
    parts.join(",")
}

impl Spot {
    /// Reads `SITE`, `SITE:SIDE`, or both as they are said.
    ///
    /// # Errors
    /// A sentence that lists the words there are.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if let Some((site, side)) = text.split_once(':') {
            return Ok(Self { site: Site::read(site)?, side: Some(Side::read(side)?), extra: Default::default() });
        }
        // as it is said: "deep buttock right", "right deep buttock"
        let is_side = |word: &str| Side::WORDS.contains(&word.to_lowercase().as_str());
        let (site, side) = match (text.rsplit_once(' '), text.split_once(' ')) {
            (Some((site, side)), _) if is_side(side) => (site, Some(Side::read(side)?)),
            (_, Some((side, site))) if is_side(side) => (site, Some(Side::read(side)?)),
            _ => (text, None),
        };
        Ok(Self { site: Site::read(site)?, side, extra: Default::default() })
    }

    /// The place in words, with that between site and side.
    pub fn text(&self, between: &str) -> String {
        match self.side {
            Some(side) => format!("{}{between}{}", self.site.word(), side.word()),
            None => self.site.word().into(),
        }
    }
}

record! {
    /// One pain level.
    Pain {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// How strong, 0 no pain to 10 worst imaginable.
        level: Level,
        /// When in its day it belongs.
        moment: Option<Moment>,
        /// Where.
        sites: Vec<Spot>,
        /// How far down the leg.
        reach: Option<Reach>,
        /// What it feels like.
        feels: Vec<Feel>,
        /// What made it worse.
        worse: Vec<Box<str>>,
        /// What eased it.
        eased: Vec<Box<str>>,
        /// Painkillers: what, how much, did it help.
        medication: Option<Box<str>>,
        /// It woke me.
        woke: bool,
        /// Set by the program: entered more than two days after its day.
        late: bool,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

/// Suggestions for what makes it worse.
const WORSE: &[&str] =
    &["sitting", "stairs", "hills", "driving", "lying", "standing", "bending", "coughing", "running", "stretching"];
/// Suggestions for what eases it.
const EASED: &[&str] = &["walking", "heat", "cold", "stretching", "rest", "lying", "massage", "standing"];

/// The fields of a pain level, in the order of its form.
static FIELDS: &[Field<Pain>] = &[
    at_field(),
    Field {
        about: FieldInfo::new("level", "Level", "0 no pain, 10 worst imaginable", "4", Input::Level).required(),
        read: |pain, text, _| Level::read(text).map(|level| pain.level = level),
        write: |pain, _| pain.level.to_string(),
    },
    Field {
        about: FieldInfo::new(
            "moment",
            "Moment",
            "When in its day it belongs; by the clock if left out",
            "morning",
            Input::One(Moment::WORDS),
        ),
        read: |pain, text, _| maybe(text, Moment::read).map(|moment| pain.moment = moment),
        write: |pain, _| pain.moment.map(Moment::word).unwrap_or_default().into(),
    },
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "sat two hours", Input::Lines)),
    Field {
        about: FieldInfo::new(
            "sites",
            "Where",
            "Where it hurts, with :left, :right, :both or :middle",
            "deep-buttock:right",
            Input::Several(Site::WORDS),
        )
        .flag("where"),
        read: |pain, text, _| several(&with_sides(text), Spot::read).map(|sites| pain.sites = sites),
        write: |pain, _| pain.sites.iter().map(|spot| spot.text(":")).collect::<Vec<_>>().join(","),
    },
    Field {
        about: FieldInfo::new("feels", "Feels", "What it feels like", "dull", Input::Several(Feel::WORDS)),
        read: |pain, text, _| several(text, Feel::read).map(|feels| pain.feels = feels),
        write: |pain, _| pain.feels.iter().map(|feel| feel.word()).collect::<Vec<_>>().join(","),
    },
    Field {
        about: FieldInfo::new("reach", "Reach", "Furthest point down the leg", "upper-thigh", Input::One(Reach::WORDS)),
        read: |pain, text, _| maybe(text, Reach::read).map(|reach| pain.reach = reach),
        write: |pain, _| pain.reach.map(Reach::word).unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new("worse", "Worse with", "What made it worse", "sitting", Input::Tags(WORSE)),
        read: |pain, text, _| several(text, tag).map(|tags| pain.worse = each_known(tags, WORSE)),
        write: |pain, _| pain.worse.join(","),
    },
    Field {
        about: FieldInfo::new("eased", "Eased by", "What eased it", "walking", Input::Tags(EASED)),
        read: |pain, text, _| several(text, tag).map(|tags| pain.eased = each_known(tags, EASED)),
        write: |pain, _| pain.eased.join(","),
    },
    text_field!(
        medication,
        FieldInfo::new(
            "medication",
            "Medication",
            "Painkiller taken: what, how much, did it help",
            "ibuprofen 400 mg",
            Input::Text,
        )
    ),
    yes_field!(woke, FieldInfo::new("woke", "Woke me", "It woke me at night", "yes", Input::Yes)),
];

#[allow(clippy::unnecessary_wraps)] // the shape that `several` asks for
fn tag(text: &str) -> Result<Box<str>, Refusal> {
    Ok(text.into())
}

/// Several known words between which only the comma was forgotten are that many; any other text is one.
fn each_known(tags: Vec<Box<str>>, known: &[&str]) -> Vec<Box<str>> {
    let mut all: Vec<Box<str>> = Vec::with_capacity(tags.len());
    for tag in tags {
        let words: Vec<Box<str>> = tag.split_whitespace().map(Box::from).collect();
        let parts = if words.iter().all(|word| known.contains(&&**word)) { words } else { vec![tag] };
        for part in parts {
            if !all.contains(&part) {
                all.push(part);
            }
        }
    }
    all
}

/// Days after which a level counts as entered late.
const LATE_AFTER_DAYS: i64 = 2;

impl Record for Pain {
    const KIND: Kind = Kind::Pain;
    const NEVER_AHEAD: Option<&'static str> = Some("a pain level");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            level: Level::default(),
            moment: None,
            sites: Vec::new(),
            reach: None,
            feels: Vec::new(),
            worse: Vec::new(),
            eased: Vec::new(),
            medication: None,
            woke: false,
            late: false,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn of_whole_day(&mut self, day: NaiveDate, reading: &Reading) {
        self.moment.get_or_insert_with(|| Bare::of(reading.journal, day, reading.clock.now).moment);
    }

    fn usual_hour(&self) -> Hour {
        match self.moment {
            Some(Moment::Morning) => Hour::full(7),
            Some(Moment::Worst | Moment::Average) => Hour::full(21),
            Some(Moment::Now) | None => Hour::full(12),
        }
    }

    fn validate(&mut self, before: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
        let start = reading.journal.settings().day_starts_at.0;
        let day = self.at.day(start);
        if before.is_none() && self.moment.is_none() {
            self.moment = Some(bare::moment_at(reading.journal, self.at));
        }
        if before.is_none_or(|before| before.at.day(start) != day) {
            self.late = (reading.clock.now.day(start) - day).num_days() > LATE_AFTER_DAYS;
        }
        self.refuse_average_above_worst(reading)
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec![format!("pain {}", self.level)];
        parts.extend(self.moment.map(|moment| moment.word().into()));
        parts.extend(self.sites.iter().map(|spot| spot.text(" ")));
        parts.extend(self.reach.map(|reach| format!("down to {}", reach.word())));
        parts.extend(self.feels.iter().map(|feel| feel.word().into()));
        parts.extend(self.worse.iter().map(|tag| format!("worse with {tag}")));
        parts.extend(self.eased.iter().map(|tag| format!("eased by {tag}")));
        parts.extend(self.medication.iter().map(|what| format!("took {what}")));
        parts.extend(self.woke.then(|| "woke me".into()));
        parts.extend(self.late.then(|| "entered late".into()));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Pain {
    /// A day's average cannot lie above its worst (clinical 1.7).
    fn refuse_average_above_worst(&self, reading: &Reading) -> Result<(), Refusal> {
        let start = reading.journal.settings().day_starts_at.0;
        let mut same_day = bare::pain_on(reading.journal, self.at.day(start)).filter(|other| other.id != self.id);
        let clash = match self.moment {
            Some(Moment::Average) => same_day.find(|o| o.moment == Some(Moment::Worst) && o.level < self.level),
            Some(Moment::Worst) => same_day.find(|o| o.moment == Some(Moment::Average) && o.level > self.level),
            _ => None,
        };
        match clash {
            None => Ok(()),
            Some(other) => {
                let (average, worst) = if self.moment == Some(Moment::Average) {
                    (self.level, other.level)
                } else {
                    (other.level, self.level)
                };
                let message = format!(
                    "An average of {average} lies above that day\u{2019}s worst of {worst}; check both levels."
                );
                Err(Refusal::new(message).of("level"))
            }
        }
    }
}
