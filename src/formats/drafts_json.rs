//! Half-typed forms as JSON, for the file beside the journal.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::pain::Moment;
use crate::domain::when;

/// The `format` of every file of drafts.
const FORMAT: &str = "twinge-drafts";
/// The version that is written.
const VERSION: u32 = 1;

/// The text of a form that was not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Which form: `pain`, `step doctor`, or `edit` and the entry's id.
    pub form: String,
    /// What was typed, by the keys of the fields.
    pub fields: BTreeMap<String, String>,
    /// When typing began: the moment of its entry where no other was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<At>,
    /// The moment that a pain level of then has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
    /// What a newer program wrote.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl Draft {
    /// The form in which that entry is edited.
    pub fn editing(id: Id) -> String {
        format!("edit {id}")
    }

    /// True where the form of that name began it, or the same form of another day or moment.
    pub fn is_of(&self, group: &str) -> bool {
        self.form.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }

    /// Its form, as a person calls it.
    pub fn describe(&self, today: NaiveDate) -> String {
        let mut words = self.form.split(' ');
        let kind = words.next().unwrap_or_default().to_owned();
        // the entry that is edited has a name only for programs
        let rest = words.filter(|_| kind != "edit").map(|word| match word.parse::<NaiveDate>() {
            Ok(day) => when::say_day(day, today),
            Err(_) => word.to_owned(),
        });
        [kind.clone()].into_iter().chain(rest).collect::<Vec<_>>().join(", ").replace("step, ", "step ")
    }

    /// True for a draft of that form.
    pub fn edits(&self, id: Id) -> bool {
        self.form == Self::editing(id)
    }
}

/// What happens to one of the drafts in the file, whatever others do to the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// This one is kept, in the place of the one that it goes on with.
    Put {
        /// The draft.
        draft: Draft,
        /// The same as it was kept before.
        was: Option<Draft>,
    },
    /// This one is no longer needed.
    Forget(Draft),
}

/// Does a change to drafts, the newest of which is the last. One that is not there as it was known stays as it is:
/// somebody else went on with it.
pub fn apply(drafts: &mut Vec<Draft>, change: &Keep) {
    let (Keep::Put { was: Some(was), .. } | Keep::Forget(was)) = change else {
        return drafts.extend(new(change));
    };
    if let Some(place) = drafts.iter().rposition(|draft| draft == was) {
        drafts.remove(place);
    }
    drafts.extend(new(change));
}

fn new(change: &Keep) -> Option<Draft> {
    match change {
        Keep::Put { draft, .. } => Some(draft.clone()),
        Keep::Forget(_) => None,
    }
}

/// What a file of drafts holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    /// The drafts, the newest last.
    pub drafts: Vec<Draft>,
    /// What a newer program wrote.
    extra: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct DraftsFile {
    format: String,
    version: u32,
    drafts: Vec<Draft>,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}

/// Why a file of drafts cannot be used, to stand behind its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is not one, or no longer.
    Damaged,
    /// It was written by a newer program.
    Newer,
}

/// Reads a file of drafts.
///
/// # Errors
/// Where it is none, or one of a newer version.
pub fn read(bytes: &[u8]) -> Result<Drafts, Unusable> {
    let bytes = super::unmarked(bytes);
    #[derive(Deserialize)]
    struct DraftsHead {
        format: String,
        version: u32,
    }
    let head: DraftsHead = serde_json::from_slice(bytes).map_err(|_| Unusable::Damaged)?;
    match (&*head.format, head.version) {
        (FORMAT, ..=VERSION) => {}
        (FORMAT, _) => return Err(Unusable::Newer),
        _ => return Err(Unusable::Damaged),
    }
    let DraftsFile { drafts, extra, .. } = serde_json::from_slice(bytes).map_err(|_| Unusable::Damaged)?;
    Ok(Drafts { drafts, extra })
}

/// Writes a file of drafts.
pub fn write(all: &Drafts) -> Vec<u8> {
    let Drafts { drafts, extra } = all.clone();
    let mut bytes =
        super::safe_json::text(&DraftsFile { format: FORMAT.into(), version: VERSION, drafts, extra }).into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str) -> Draft {
        Draft { form: "note".into(), fields: [("note".into(), text.into())].into(), ..Draft::default() }
    }

    #[test]
    fn drafts_read_back_as_they_were_written() {
        let begun = At::parse("2026-11-25T22:58:00-12:00");
        let drafts = vec![
            note("two\nlines \u{1b}"),
            Draft { form: "pain".into(), begun, moment: Some(Moment::Now), ..note("") },
        ];
        let all = Drafts { drafts, extra: [("later".to_owned(), Value::from(1))].into() };
        let bytes = write(&all);
        assert!(!bytes[..bytes.len() - 1].iter().any(u8::is_ascii_control));
        assert_eq!(read(&bytes), Ok(all));
    }

    #[test]
    fn what_a_newer_program_says_of_a_draft_is_kept() {
        let text = r#"{"format":"twinge-drafts","version":1,"drafts":[{"form":"note","fields":{},"hue":[1]}]}"#;
        let written = String::from_utf8(write(&read(text.as_bytes()).unwrap())).unwrap();
        assert!(written.contains("hue"), "{written}");
    }

    #[test]
    fn what_is_no_file_of_drafts_is_refused() {
        let other = r#"{"format":"other","version":1,"drafts":[]}"#;
        for bytes in ["", "{}", "[]", "damaged", other, r#"{"format":"twinge-drafts","version":1,"drafts":[1]}"#] {
            assert_eq!(read(bytes.as_bytes()), Err(Unusable::Damaged), "{bytes}");
        }
        let newer = br#"{"format":"twinge-drafts","version":2,"forms":{}}"#;
        assert_eq!(read(newer), Err(Unusable::Newer));
    }

    #[test]
    fn what_somebody_else_went_on_with_stays_beside_mine() {
        let (one, mine, theirs) = (note("one"), note("one two"), note("one three"));
        let mut drafts = vec![one.clone()];
        apply(&mut drafts, &Keep::Put { draft: theirs.clone(), was: Some(one.clone()) });
        assert_eq!(drafts, std::slice::from_ref(&theirs));
        apply(&mut drafts, &Keep::Put { draft: mine.clone(), was: Some(one.clone()) });
        apply(&mut drafts, &Keep::Forget(one));
        assert_eq!(drafts, [theirs.clone(), mine.clone()]);
        apply(&mut drafts, &Keep::Forget(mine));
        assert_eq!(drafts, [theirs]);
    }
}
