//! What was decided where two copies were put together, in plain words.

use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};

/// What became of one thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Only the other copy has it; it is added.
    Added,
    /// The other copy knows these fields newer.
    Taken(Vec<String>),
    /// The other copy deleted it, having seen it as it is here.
    Deleted,
    /// It was deleted here, and the other copy changed it without having seen that; it is back.
    Back,
    /// The other copy deleted it without having seen how it was changed here; it stays.
    Stays,
    /// Both changed a field, and neither saw what the other did.
    Conflict {
        /// Which.
        field: String,
        /// What it says now.
        kept: Option<Raw>,
        /// What is in the bin.
        other: Option<Raw>,
        /// True where what was here is kept.
        ours: bool,
        /// False where it cannot be known which fields were changed.
        by_field: bool,
    },
    /// It is a recording of that run; it rests in the bin.
    SameAs(String),
}

/// One decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The entry; nothing for the settings, the condition and the steps.
    pub id: Option<Id>,
    /// Its kind; nothing where it is no entry.
    pub kind: Option<Kind>,
    /// What it is about, in words.
    pub subject: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// A value of the file in words.
pub fn say(value: Option<&Raw>) -> String {
    let Some(raw) = value else { return "empty".to_owned() };
    if let Ok(text) = serde_json::from_str::<String>(raw.text()) {
        return format!("\u{201c}{text}\u{201d}");
    }
    let object = Object::of(raw);
    if object.extra.is_empty() {
        return raw.text().to_owned();
    }
    let parts = object.extra.iter().map(|(key, value)| format!("{key} {}", say(Some(value))));
    parts.collect::<Vec<_>>().join(", ")
}

impl Decision {
    /// The word that stands for it in JSON.
    pub fn word(&self) -> &'static str {
        match self.outcome {
            Outcome::Added => "added",
            Outcome::Taken(_) => "taken",
            Outcome::Deleted => "deleted",
            Outcome::Back => "back",
            Outcome::Stays => "stays",
            Outcome::Conflict { .. } => "conflict",
            Outcome::SameAs(_) => "same-as",
        }
    }

    /// True for what a person should read one by one.
    pub fn is_told(&self) -> bool {
        self.is_of_clearance() || !matches!(self.outcome, Outcome::Added | Outcome::Taken(_) | Outcome::Deleted)
    }

    /// True for what changes what a clinician allowed.
    pub fn is_of_clearance(&self) -> bool {
        self.kind == Some(Kind::Clearance)
    }

    /// What was decided and why, as a sentence. `other` is what the other copy is called.
    pub fn describe(&self, other: &str) -> String {
        let of = &self.subject;
        match &self.outcome {
            Outcome::Added => format!("{of}: only in {other}; added."),
            // a whole thing, of which no field can be newer without the others
            Outcome::Taken(fields) if fields.iter().any(|field| field == "*") => {
                format!("{of}: newer in {other}, and taken as it is there.")
            }
            Outcome::Taken(fields) => format!("{of}: newer in {other}: {}.", fields.join(", ").replace('_', " ")),
            Outcome::Deleted => format!("{of}: deleted in {other}; it is in the bin."),
            Outcome::Back => {
                format!("{of}: deleted here, but changed in {other}, where the deletion was not known; it is back.")
            }
            Outcome::Stays => {
                format!("{of}: deleted in {other}, where the change made here was not known; it stays.")
            }
            Outcome::Conflict { field, kept, other: lost, ours, by_field } => {
                let what = if field == "*" { String::new() } else { format!("{} ", field.replace('_', " ")) };
                let (kept, lost) = (say(kept.as_ref()), say(lost.as_ref()));
                let by = if *ours { "from here" } else { "from the other copy" };
                let why = match by_field {
                    true => "Both copies changed it; the later change is kept",
                    false => "Both copies changed it; which fields is not known, so the later of the two is kept",
                };
                format!("{of}: {why}. Kept {by}: {what}{kept}. In the bin: {lost}.")
            }
            Outcome::SameAs(id) => format!("{of}: another recording of the run {id}; it rests in the bin."),
        }
    }
}
