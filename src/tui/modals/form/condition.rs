//! Forms of step 1 that are about no entry: the condition as told to me, one diagnosis, having been seen by a clinician.

use chrono::NaiveDate;

use crate::domain::change::Change;
use crate::domain::condition::{Condition, DIAGNOSIS, Diagnosis, FIELDS};
use crate::domain::field::{Field, FieldInfo, Input, Reading};
use crate::domain::refusal::Refusal;
use crate::domain::when::{self, When};
use crate::insight::warnings;
use crate::tui::modals::form::subject::Understood;

/// What such a form is about, as it was when the form opened.
#[derive(Clone, Debug)]
pub enum ConditionForm {
    Condition(Box<Condition>),
    /// The diagnosis at that place of the condition, or a new one.
    Diagnosis(Box<Condition>, Option<usize>),
    /// All open warning signs were seen by a clinician.
    Seen,
}

/// The only field of having been seen.
static SEEN: &[Field<NaiveDate>] = &[Field {
    about: FieldInfo::new(
        "seen",
        "Seen on",
        "The day a clinician saw me about the open warning signs",
        "today",
        Input::When,
    )
    .required(),
    read: |day, text, reading| {
        let start = reading.journal.day_starts_at();
        *day = When::read(text, reading.clock, start)?.day(start);
        Ok(())
    },
    write: |day, _| day.to_string(),
}];

/// The fields of the condition but for its diagnoses, each of which has a form of its own.
fn condition_fields() -> impl Iterator<Item = &'static Field<Condition>> {
    FIELDS.iter().filter(|field| field.about.key != "diagnoses")
}

impl ConditionForm {
    /// The name under which its draft is kept.
    pub fn name(&self) -> String {
        match self {
            Self::Condition(_) => "condition".into(),
            Self::Diagnosis(_, None) => "diagnosis".into(),
            Self::Diagnosis(condition, Some(place)) => {
                format!("diagnosis {}", condition.diagnoses.get(*place).map(Diagnosis::name).unwrap_or_default())
            }
            Self::Seen => "seen".into(),
        }
    }

    /// The heading of its form.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Condition(_) => "The condition, as told to me",
            Self::Diagnosis(_, None) => "New diagnosis, as told to me",
            Self::Diagnosis(_, Some(_)) => "Edit the diagnosis, as told to me",
            Self::Seen => "Seen by a clinician about the warning signs",
        }
    }

    /// Its fields, the date first.
    pub fn fields(&self) -> Vec<&'static FieldInfo> {
        match self {
            Self::Condition(_) => condition_fields().map(|field| &field.about).collect(),
            Self::Diagnosis(..) => DIAGNOSIS.iter().map(|field| &field.about).collect(),
            Self::Seen => SEEN.iter().map(|field| &field.about).collect(),
        }
    }

    /// The text of each field when the form opens.
    pub fn texts(&self, reading: &Reading) -> Vec<String> {
        match self {
            Self::Condition(condition) => condition_fields().map(|field| (field.write)(condition, reading)).collect(),
            Self::Diagnosis(condition, place) => {
                let blank = Diagnosis::named("");
                let one = place.and_then(|place| condition.diagnoses.get(place)).unwrap_or(&blank);
                DIAGNOSIS.iter().map(|field| (field.write)(one, reading)).collect()
            }
            // the day itself: left open over night, "today" would be another
            Self::Seen => vec![reading.clock.now.day(reading.journal.day_starts_at()).to_string()],
        }
    }

    /// Reads the texts, which are those of all fields in their order.
    pub fn understand(&self, texts: &[String], reading: &Reading) -> Understood {
        match self {
            Self::Condition(was) => {
                let fields: Vec<_> = condition_fields().collect();
                let (now, refusals, echoes) = read(&fields, (**was).clone(), texts, reading);
                let change = || Change::Condition { was: was.clone(), now: Box::new(now) };
                understood(change, refusals, echoes)
            }
            Self::Diagnosis(was, place) => {
                let fields: Vec<_> = DIAGNOSIS.iter().collect();
                let before = place.and_then(|place| was.diagnoses.get(place)).cloned();
                let before = before.unwrap_or_else(|| Diagnosis::named(""));
                let (one, refusals, echoes) = read(&fields, before, texts, reading);
                let mut now = was.clone();
                match place.and_then(|place| now.diagnoses.get_mut(place)) {
                    Some(there) => *there = one,
                    None => now.put(one),
                }
                understood(|| Change::Condition { was: was.clone(), now }, refusals, echoes)
            }
            Self::Seen => {
                let today = reading.clock.now.day(reading.journal.day_starts_at());
                let (day, refusals, echoes) = read(&SEEN.iter().collect::<Vec<_>>(), today, texts, reading);
                let change = match warnings::seen(&day.to_string(), reading) {
                    _ if !refusals.is_empty() => Err(refusals),
                    made => made.map_err(|refusal| vec![refusal]),
                };
                Understood { change, echoes, entry: None }
            }
        }
    }
}

fn understood(change: impl FnOnce() -> Change, refusals: Vec<Refusal>, echoes: Vec<Option<String>>) -> Understood {
    let change = if refusals.is_empty() { Ok(change()) } else { Err(refusals) };
    Understood { change, echoes, entry: None }
}

/// Reads all fields: the value, what is wrong, and how each was understood.
fn read<T>(
    fields: &[&Field<T>],
    mut value: T,
    texts: &[String],
    reading: &Reading,
) -> (T, Vec<Refusal>, Vec<Option<String>>) {
    let today = reading.clock.now.day(reading.journal.day_starts_at());
    let (mut refusals, mut echoes) = (Vec::new(), Vec::new());
    for (field, text) in fields.iter().zip(texts) {
        let missing = field.about.required && text.trim().is_empty();
        let message = || Refusal::new(format!("The {} is needed.", field.about.label.to_lowercase()));
        let read = if missing { Err(message()) } else { (field.read)(&mut value, text, reading) };
        let written = (field.write)(&value, reading);
        echoes.push(match (&read, field.about.input, written.parse::<NaiveDate>()) {
            (Err(_), ..) => None,
            (Ok(()), Input::When, Ok(day)) => Some(when::say_day(day, today)),
            (Ok(()), ..) => Some(written).filter(|written| !written.is_empty()),
        });
        refusals.extend(read.err().map(|refusal| refusal.of(field.about.key)));
    }
    (value, refusals, echoes)
}
