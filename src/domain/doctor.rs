//! Step 1: visits, questions to ask, and clearance to run with its limits.

use chrono::NaiveDate;

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, level_field, maybe, several, text_field, yes_field};
use super::id::Id;
use super::level::Level;
use super::record::record;
use super::refusal::Refusal;
use super::runs::Surface;
use super::settings::Settings;
use super::stamps::Stamps;
use super::units::{distance, duration, exact_distance, read_distance, read_duration};
use super::when::{self, Lean, When};
use super::words::{counted, quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

record! {
    /// A visit to a doctor or physio; it may lie ahead.
    Visit {
        /// Its id.
        id: Id,
        /// When it is or was.
        at: At,
        /// With whom.
        with: Option<Box<str>>,
        /// What was said.
        said: Option<Box<str>>,
        /// What was said stands on the page for the doctor.
        report: bool,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static VISIT_FIELDS: &[Field<Visit>] = &[
    at_field(),
    text_field!(with, FieldInfo::new("with", "With", "Doctor, physio, clinic", "Dr Invented", Input::Text)),
    text_field!(
        said,
        FieldInfo::new("said", "What was said", "Diagnosis, advice, what comes next", "rest two weeks", Input::Lines,)
    ),
    yes_field!(
        report,
        FieldInfo::new("report", "On the report", "Print what was said on the page for the doctor", "yes", Input::Yes)
    ),
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "bring the old scan", Input::Lines)),
];

impl Record for Visit {
    const KIND: Kind = Kind::Visit;

    fn fields() -> &'static [Field<Self>] {
        VISIT_FIELDS
    }

    /// What was said there says that it was.
    fn lean(&self) -> Lean {
        if self.said.is_some() { Lean::Past } else { Lean::Nearer }
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            with: None,
            said: None,
            report: false,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec![self.with.as_ref().map_or("visit".into(), |with| format!("visit with {with}"))];
        parts.extend(self.said.iter().map(|said| format!("said: {said}")));
        parts.extend(self.report.then(|| "on the report".into()));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Visit {
    /// What to say of a typed date that could be of another year as well: `nearer than 2027`.
    pub fn nearer_than(&self, typed: &str, reading: &Reading) -> Option<String> {
        let start = reading.journal.day_starts_at();
        let year = when::other_year(typed, self.at.day(start), reading.clock, start)?;
        (self.lean() == Lean::Nearer).then(|| format!("nearer than {year}"))
    }
}

record! {
    /// A question to ask at the next visit.
    Question {
        /// Its id.
        id: Id,
        /// When it came up.
        at: At,
        /// The question.
        question: Option<Box<str>>,
        /// It was asked.
        asked: bool,
        /// The answer.
        answer: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static QUESTION_FIELDS: &[Field<Question>] = &[
    at_field(),
    text_field!(
        question,
        FieldInfo::new("question", "Question", "What to ask", "may I go past 30 minutes?", Input::Lines).required()
    ),
    yes_field!(asked, FieldInfo::new("asked", "Asked", "It was asked", "yes", Input::Yes)),
    text_field!(answer, FieldInfo::new("answer", "Answer", "What the answer was", "yes, on grass", Input::Lines)),
];

impl Record for Question {
    const KIND: Kind = Kind::Question;

    fn fields() -> &'static [Field<Self>] {
        QUESTION_FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            question: None,
            asked: false,
            answer: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn validate(&mut self, before: Option<&Self>, _: &Reading) -> Result<(), Refusal> {
        // an answer that just came says that it was asked
        let had_answer = before.is_some_and(|before| before.answer.is_some());
        if self.answer.is_some() && !had_answer {
            self.asked = true;
        }
        Ok(())
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec![format!("question {}", quoted(self.question.as_deref().unwrap_or_default()))];
        parts.extend((self.asked && self.answer.is_none()).then(|| "asked".into()));
        parts.extend(self.answer.iter().map(|answer| format!("answered {}", quoted(answer))));
        parts.join(", ")
    }
}

words! {
    /// Clearance to run.
    Permission, "state of clearance" {
        /// Nothing asked yet.
        None = "none",
        /// Asked for.
        Asked = "asked",
        /// Given.
        Cleared = "cleared",
        /// Given within limits.
        ClearedWithLimits = "cleared-with-limits",
        /// Taken back: do not run.
        Stopped = "stopped",
    }
}

record! {
    /// A dated state of clearance to run, with its limits.
    Clearance {
        /// Its id.
        id: Id,
        /// Since when.
        at: At,
        /// True where it was given without an hour, so that it holds for its whole day; where this is left out, it was
        /// where `at` is the hour of a day without one.
        whole_day: Option<bool>,
        /// The state; none where it was left out.
        state: Option<Permission>,
        /// Who gave it.
        by: Option<Box<str>>,
        /// Longest distance of one run, metres.
        max_distance_m: Option<u32>,
        /// Longest time of one run, seconds.
        max_time_s: Option<u32>,
        /// The surfaces allowed; empty: any.
        surfaces: Vec<Surface>,
        /// Highest pain while running.
        max_pain: Option<Level>,
        /// Days without a run between two runs.
        days_between: Option<u32>,
        /// The last day on which it holds.
        until: Option<NaiveDate>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static CLEARANCE_FIELDS: &[Field<Clearance>] = &[
    Field {
        about: at_field::<Clearance>().about,
        read: |clearance, text, reading| {
            let start = reading.journal.day_starts_at();
            let when = When::read_leaning(text, reading.clock, start, clearance.lean());
            match when.as_ref().map(|when| *when) {
                // the day is the one it has: the moment stays
                Ok(When::Day(day)) if clearance.holds_all_day() && clearance.at.day(start) == day => return Ok(()),
                _ => (at_field::<Clearance>().read)(clearance, text, reading)?,
            }
            let usual = clearance.at_usual_hour();
            clearance.whole_day = match when {
                Ok(When::Day(_)) => (!usual).then_some(true),
                _ => usual.then_some(false),
            };
            Ok(())
        },
        write: |clearance, reading| match clearance.holds_all_day() {
            true => clearance.at.day(reading.journal.day_starts_at()).to_string(),
            false => (at_field::<Clearance>().write)(clearance, reading),
        },
    },
    Field {
        about: FieldInfo::new(
            "state",
            "State",
            "Clearance to run",
            "cleared-with-limits",
            Input::One(Permission::WORDS),
        )
        .required(),
        read: |clearance, text, _| {
            // as people write it: "cleared with limits", "limits"
            let short = text.trim().eq_ignore_ascii_case("limits") || text.trim().eq_ignore_ascii_case("limited");
            clearance.state = Some(if short { Permission::ClearedWithLimits } else { Permission::read(text)? });
            Ok(())
        },
        write: |clearance, _| clearance.state.map(Permission::word).unwrap_or_default().into(),
    },
    text_field!(by, FieldInfo::new("by", "By", "Who gave it", "Dr Invented", Input::Text)),
    Field {
        about: FieldInfo::new("max_distance", "Longest run", "Longest distance of one run", "5k", Input::Distance)
            .path("max_distance_m"),
        read: |clearance, text, reading| {
            let units = reading.journal.settings().units;
            clearance.max_distance_m = maybe(text, |text| read_distance(text, units))?;
            Ok(())
        },
        write: |clearance, reading| {
            let units = reading.journal.settings().units;
            clearance.max_distance_m.map(|metres| exact_distance(metres, units)).unwrap_or_default()
        },
    },
    Field {
        about: FieldInfo::new("max_time", "Longest time", "Longest time of one run", "30min", Input::Duration)
            .path("max_time_s"),
        read: |clearance, text, _| maybe(text, read_duration).map(|seconds| clearance.max_time_s = seconds),
        write: |clearance, _| clearance.max_time_s.map(duration).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new(
            "surfaces",
            "Surfaces",
            "The surfaces allowed; any if left out",
            "grass,track",
            Input::Several(Surface::WORDS),
        ),
        read: |clearance, text, _| several(text, Surface::read).map(|surfaces| clearance.surfaces = surfaces),
        write: |clearance, _| clearance.surfaces.iter().map(|surface| surface.word()).collect::<Vec<_>>().join(","),
    },
    level_field!(max_pain, FieldInfo::new("max_pain", "Highest pain", "Highest pain while running", "3", Input::Level)),
    Field {
        about: FieldInfo::new("days_between", "Days between", "Days without a run between two runs", "1", Input::Text),
        read: |clearance, text, _| maybe(text, read_days).map(|days| clearance.days_between = days),
        write: |clearance, _| clearance.days_between.map(|days| days.to_string()).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new("until", "Until", "The last day on which it holds", "+28", Input::When),
        read: |clearance, text, reading| {
            let start = reading.journal.day_starts_at();
            clearance.until = maybe(text, |text| When::read_leaning(text, reading.clock, start, Lean::Future))?
                .map(|when| when.day(start));
            Ok(())
        },
        write: |clearance, _| clearance.until.map(|day| day.to_string()).unwrap_or_default(),
    },
    text_field!(
        note,
        FieldInfo::new("note", "Note", "Anything worth remembering", "only on flat routes", Input::Lines)
    ),
];

fn read_days(text: &str) -> Result<u32, Refusal> {
    let days = text.trim().parse::<u32>().ok().filter(|&days| days <= 60);
    days.ok_or_else(|| Refusal::new(format!("\u{201c}{}\u{201d} is not a number of days; give 0 to 60.", text.trim())))
}

impl Record for Clearance {
    const KIND: Kind = Kind::Clearance;

    fn fields() -> &'static [Field<Self>] {
        CLEARANCE_FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            whole_day: Some(true),
            state: None,
            by: None,
            max_distance_m: None,
            max_time_s: None,
            surfaces: Vec::new(),
            max_pain: None,
            days_between: None,
            until: None,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(USUAL)
    }

    fn validate(&mut self, _: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
        let allows = matches!(self.state(), Permission::Cleared | Permission::ClearedWithLimits);
        let limited = self.limits(reading.journal.settings().units);
        if !limited.is_empty() && !allows {
            let message = format!("Limits go with a clearance, not with \u{201c}{}\u{201d}.", self.state().word());
            return Err(Refusal::new(message).of("state"));
        }
        if !limited.is_empty() {
            self.state = Some(Permission::ClearedWithLimits);
        }
        if self.state() == Permission::ClearedWithLimits && limited.is_empty() && self.note.is_none() {
            return Err(
                Refusal::new("Cleared with limits needs at least one of them, such as max_distance 5k.").of("state")
            );
        }
        match self.until {
            Some(until) if until < self.at.day(reading.journal.day_starts_at()) => {
                Err(Refusal::new(format!("It ends on {}, before it begins.", when::say_date(until))).of("until"))
            }
            _ => Ok(()),
        }
    }

    fn describe(&self, settings: &Settings) -> String {
        let mut parts = vec![self.short(settings)];
        parts.extend(self.by.iter().map(|by| format!("by {by}")));
        parts.extend(self.until.map(|day| format!("until {}", when::say_date(day))));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

/// The hour at which a clearance without one lies, on any day but the one it was written.
const USUAL: u32 = 12;

impl Clearance {
    fn at_usual_hour(&self) -> bool {
        self.at.local().time() == Hour::full(USUAL).0
    }

    /// True where it was given without an hour: it holds for its whole day.
    pub fn holds_all_day(&self) -> bool {
        self.whole_day.unwrap_or_else(|| self.at_usual_hour())
    }

    /// True from the moment on from which it holds; that it may have run out since is not asked.
    pub fn began_by(&self, at: At, day_starts_at: Hour) -> bool {
        if self.holds_all_day() { self.at.day(day_starts_at) <= at.day(day_starts_at) } else { self.at <= at }
    }

    /// The state; `none` where it was left out.
    pub fn state(&self) -> Permission {
        self.state.unwrap_or(Permission::None)
    }

    /// The limits in words.
    fn limits(&self, units: super::settings::Units) -> Vec<String> {
        let surfaces: Vec<&str> = self.surfaces.iter().map(|surface| surface.word()).collect();
        let parts = [
            self.max_distance_m.map(|metres| format!("\u{2264}{}", distance(metres, units))),
            self.max_time_s.map(|seconds| format!("\u{2264}{} min", seconds.div_ceil(60))),
            (!surfaces.is_empty()).then(|| surfaces.join(" ")),
            self.max_pain.map(|level| format!("pain \u{2264}{level}")),
            self.days_between.map(|days| counted(days as usize, "day between", "days between")),
        ];
        parts.into_iter().flatten().collect()
    }

    /// The limits as a sentence has them: `up to 6 km or 40 min, on grass, dirt or track, pain 3 at most, a rest day
    /// between`; the state where there are none.
    pub fn sentence(&self, settings: &Settings) -> String {
        let surfaces: Vec<&str> = self.surfaces.iter().map(|surface| surface.word()).collect();
        let furthest = self.max_distance_m.map(|metres| distance(metres, settings.units));
        let longest = self.max_time_s.map(|seconds| format!("{} min", seconds.div_ceil(60)));
        let most: Vec<String> = furthest.into_iter().chain(longest).collect();
        let parts = [
            (!most.is_empty()).then(|| format!("up to {}", most.join(" or "))),
            match &surfaces[..] {
                [] => None,
                [only] => Some(format!("on {only}")),
                [others @ .., last] => Some(format!("on {} or {last}", others.join(", "))),
            },
            self.max_pain.map(|level| format!("pain {level} at most")),
            self.days_between.map(|days| match days {
                1 => "a rest day between".to_owned(),
                days => format!("{days} rest days between"),
            }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        match self.state() {
            Permission::ClearedWithLimits if !parts.is_empty() => format!("cleared {}", parts.join(", ")),
            _ => self.short(settings),
        }
    }

    /// The state and its limits in as few words as a header has room for: `cleared ≤5 km grass track`.
    pub fn short(&self, settings: &Settings) -> String {
        let limits = self.limits(settings.units);
        match self.state() {
            Permission::None => "no clearance".into(),
            Permission::Asked => "clearance asked".into(),
            Permission::Stopped => "told to stop".into(),
            Permission::Cleared => "cleared".into(),
            Permission::ClearedWithLimits if limits.is_empty() => "cleared with limits".into(),
            Permission::ClearedWithLimits => format!("cleared {}", limits.join(" ")),
        }
    }
}
