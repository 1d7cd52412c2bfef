//! The warning-signs check: each sign yes, no, or not asked. "Not asked" is never "no".
//!
//! Source: clinical facts 6 (IFOMPT framework 2020, GIRFT cauda equina pathway 2023, NHS England 2020, Robertson & Wood
//! 2017). The wording is ours and has not been reviewed by a clinician. A word, once written into a journal, stays: answers
//! of older versions are read, and answers to signs that this version does not ask ride along.

use chrono::NaiveDate;

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, maybe, text_field};
use super::id::Id;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::when::{self, When};
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// An answer; none at all is "not asked".
    Answer, "answer" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

words! {
    /// How soon a sign belongs in front of a clinician.
    Tier, "tier" {
        /// Book a visit soon.
        Soon = "soon",
        /// The same day.
        Urgent = "urgent",
        /// Now.
        Emergency = "emergency",
    }
}

macro_rules! signs {
    ($($sign:ident: $tier:ident, $label:literal, $said:literal = $question:literal,)*) => {
        record! {
            /// The answers, one for each sign.
            #[derive(Default)]
            Signs { $(#[doc = $question] $sign: Option<Answer>,)* }
        }

        /// Every sign: its word, its tier, its question.
        pub const SIGNS: &[(&str, Tier, &str)] = &[$((stringify!($sign), Tier::$tier, $question),)*];

        /// A sign in a few plain words, as it is said of one that was answered yes; its question is in [`SIGNS`].
        pub fn plain(sign: &str) -> &str {
            match sign {
                $(stringify!($sign) => $said,)*
                other => other,
            }
        }

        impl Signs {
            /// The signs as they are answered in texts by their names; what else there is stands for none.
            pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a String, &'a String)>) -> Self {
                let mut signs = Self::default();
                for (sign, text) in texts {
                    signs.answer(sign, Answer::read(text).ok());
                }
                signs
            }

            /// Answers a sign; nothing is \u{201c}not asked\u{201d}.
            pub fn answer(&mut self, sign: &str, answer: Option<Answer>) {
                match sign {
                    $(stringify!($sign) => self.$sign = answer,)*
                    _ => {}
                }
            }

            /// The signs answered yes, with their tiers.
            pub fn yes(&self) -> impl Iterator<Item = (&'static str, Tier)> {
                let yes = self.answers().filter(|(.., answer)| *answer == Some(Answer::Yes));
                yes.map(|(sign, tier, _)| (sign, tier))
            }

            /// The answers in the order of [`SIGNS`].
            pub fn answers(&self) -> impl Iterator<Item = (&'static str, Tier, Option<Answer>)> {
                SIGNS.iter().zip([$(self.$sign,)*]).map(|(&(sign, tier, _), answer)| (sign, tier, answer))
            }
        }

        static FIELDS: &[Field<Check>] = &[
            at_field(),
            $(Field {
                about: FieldInfo::new(stringify!($sign), $label, $question, "no", Input::One(Answer::WORDS))
                    .path(concat!("signs.", stringify!($sign))),
                read: |check, text, _| maybe(text, Answer::read).map(|answer| check.signs.$sign = answer),
                write: |check, _| check.signs.$sign.map(Answer::word).unwrap_or_default().into(),
            },)*
            Field {
                about: FieldInfo::new("seen", "Seen", "The day a clinician saw me about it", "today", Input::When),
                read: |check, text, reading| {
                    let start = reading.journal.day_starts_at();
                    let seen = maybe(text, |text| When::read(text, reading.clock, start))?;
                    check.seen = seen.map(|when| when.day(start));
                    Ok(())
                },
                write: |check, _| check.seen.map(|day| day.to_string()).unwrap_or_default(),
            },
            text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "called the surgery", Input::Lines)),
        ];
    };
}

signs! {
    saddle: Emergency, "Numbness", "numbness or tingling between the legs" = "Numbness or tingling around the genitals, the back passage or the inner thighs?",
    bladder: Emergency, "Bladder/bowel", "bladder or bowel trouble" = "New or worse in the last two weeks: trouble starting to pee, not feeling the flow, not feeling that your bladder is full, leaking, or losing control of the bowel?",
    sexual: Emergency, "Sex", "loss of sexual feeling or function" = "In the last two weeks, along with back, buttock or leg trouble: new loss of feeling during sex, or new trouble with erection or orgasm?",
    both_legs: Emergency, "Both legs", "symptoms in both legs" = "Weakness, tingling or numbness in both legs, or pain down both legs that is more than soreness after a run?",
    foot_drop: Emergency, "Leg or foot", "a very weak leg or a foot you cannot lift" = "A leg that is very weak or getting weaker, or a foot you cannot lift?",
    accident: Emergency, "Accident", "severe pain after a fall or accident" = "Severe pain after a bad fall or accident?",
    no_weight: Emergency, "Cannot stand", "a leg that cannot take weight" = "A leg that suddenly cannot take your weight, or looks short or twisted?",
    chest: Emergency, "Chest pain", "chest pain" = "Chest pain?",
    breath: Emergency, "Breathing", "sudden trouble breathing" = "Sudden trouble breathing?",
    hot_hip: Emergency, "Hot hip", "very painful hip with fever" = "A very painful hip that you can hardly move, with fever?",
    fever: Urgent, "Fever, unwell", "fever or very unwell" = "Fever, or feeling very unwell?",
    weight_loss: Urgent, "Weight loss", "weight loss or a lump" = "Losing weight without a reason, or a new lump?",
    cancer: Urgent, "Past cancer", "past cancer and new pain" = "Cancer in the past, and new bone or back pain that stays?",
    night: Urgent, "Night pain", "night pain that gets worse" = "Night pain that keeps you awake and is getting worse, or that no position eases?",
    groin: Urgent, "Groin", "groin pain with a limp or at rest" = "Groin or deep front-of-hip pain when running, and any of these: a limp, pain when walking, at rest, at night, or already noticed when hopping (do not test it)?",
    bone: Urgent, "Buttock, limp", "buttock pain with a limp or when walking" = "Deep buttock pain with a limp or when walking, for more than a week, that began after running more, faster or on a new surface?",
    one_leg: Urgent, "Weak leg", "new weakness or numbness in one leg" = "New weakness in one leg, even slight, or numbness in it that spreads?",
    swollen_leg: Urgent, "Swollen leg", "one leg newly swollen or red" = "One calf or thigh newly swollen, warm or red?",
    pop: Urgent, "Pop, bruising", "pop at the sit bone" = "A pop at the sit bone, and bruising or weakness since?",
    bone_risk: Soon, "Pinpoint pain", "pinpoint pain and bones at risk" = "New pain, deep or in one small spot, if you ever had a stress fracture, missed periods, took steroid tablets, eat too little for your running, or were told that your bones are thin?",
    long_back: Soon, "Long-lasting", "long back pain that wakes you" = "Back or buttock pain for three months or more that began before you were 45, wakes you late at night, and eases with moving or changes sides?",
    no_better: Soon, "No better", "no better after six weeks, or worse over two weeks" = "No better after six weeks, or worse over the last two weeks?",
}

/// What the list does not ask, for those for whom it was not made.
///
/// Ours, with no source of its own; it only sends people to someone sooner.
pub const NOTES: [&str; 2] = [
    "Under 18 with a limp: do not run, and see a doctor today, even if nothing hurts. Growing bones can be injured where an adult\u{2019}s would not be.",
    "Pregnant, or a birth in the last three months: where the advice here is to call, call at once. Bleeding, one swollen \
     leg or any other yes: speak to your midwife or doctor today. Before you run, exercise or have a massage, ask them.",
];

impl JsonField for Signs {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        *self == Self::default()
    }
}

record! {
    /// One warning-signs check.
    Check {
        /// Its id.
        id: Id,
        /// When it was made.
        at: At,
        /// The answers.
        signs: Signs,
        /// The day a clinician saw me about what was yes.
        seen: Option<NaiveDate>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

impl Record for Check {
    const KIND: Kind = Kind::Check;
    const NEVER_AHEAD: Option<&'static str> = Some("a check");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            signs: Signs::default(),
            seen: None,
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
        if before.is_none() && self.signs.blank() {
            return Err(Refusal::new(
                "Answer at least one sign with yes or no; what is left out is \u{201c}not asked\u{201d}.",
            )
            .of("saddle"));
        }
        let start = reading.journal.day_starts_at();
        match self.seen {
            Some(seen) if seen < self.at.day(start) => {
                Err(Refusal::new(format!("Seen on {seen}, before the check itself; correct one of the two days."))
                    .of("seen"))
            }
            Some(seen) if seen > reading.clock.now.day(start) => {
                Err(Refusal::new(format!("{seen} is still to come; it is entered when it has been.")).of("seen"))
            }
            _ => Ok(()),
        }
    }

    fn describe(&self, _: &Settings) -> String {
        let yes: Vec<&str> = self.yes().map(|(sign, _)| plain(sign)).collect();
        let asked = self.signs.answers().filter(|(.., answer)| answer.is_some()).count();
        let mut parts = vec![match (yes.is_empty(), asked) {
            (false, _) => format!("warning signs: {}", yes.join(", ")),
            (true, 0) => "warning-signs check, nothing asked".into(),
            (true, n) if n == SIGNS.len() => "no warning signs recorded (this list cannot rule anything out)".into(),
            (true, n) => format!("warning signs: none of the {n} asked, {} not asked", SIGNS.len() - n),
        }];
        parts.extend(self.seen.map(|day| format!("seen by a clinician on {}", when::say_date(day))));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Check {
    /// The signs answered yes, with their tiers.
    pub fn yes(&self) -> impl Iterator<Item = (&'static str, Tier)> {
        self.signs.yes()
    }

    /// True where a sign is yes and no clinician has seen me about it by that day.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.yes().next().is_some() && self.seen.is_none_or(|seen| day < seen)
    }
}
