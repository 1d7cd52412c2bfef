//! What was typed into a form, as a whole: when it was begun, and how it is kept, set aside and brought back.

use crate::domain::day::At;
use crate::domain::field::{FieldInfo, Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::pain::Moment;
use crate::domain::when;
use crate::formats::drafts_json::Draft;

/// When typing began. What is given no date is of that moment, however late it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypingBegan {
    /// The moment.
    pub at: At,
    /// The moment of a pain level then.
    pub moment: Moment,
}

impl TypingBegan {
    /// What it says of a new entry that says nothing of it itself.
    pub fn fixes(self, kind: Kind, named: &[(&'static str, String)], reading: &Reading) -> Vec<(&'static str, String)> {
        let is_open = |about: &&FieldInfo| about.key == "at" && !about.required;
        let message = |wanted: &str| named.iter().any(|(key, _)| *key == wanted);
        if message("at") || !kind.fields().first().is_some_and(is_open) {
            return Vec::new();
        }
        let moment = (kind == Kind::Pain && !message("moment")).then(|| ("moment", self.moment.word().to_owned()));
        [("at", when::write(self.at, reading.clock))].into_iter().chain(moment).collect()
    }

    /// That of a draft.
    pub fn of(draft: &Draft) -> Option<Self> {
        draft.begun.map(|at| Self { at, moment: draft.moment.unwrap_or(Moment::Now) })
    }
}

/// The text of all rows.
#[derive(Clone, Debug)]
pub struct Version {
    /// The texts, in the order of the rows; dates as they are the same tomorrow.
    pub texts: Vec<String>,
    /// When typing began.
    pub begun: Option<TypingBegan>,
    /// The draft that it is kept as.
    pub kept: Option<Draft>,
    /// It was on the screen since the form opened.
    pub shown: bool,
}

/// What a form of that name is given when it opens, as [`Subject::name`](super::form::subject::Subject::name) tells.
fn given(form: &str) -> impl Iterator<Item = (&'static str, &str)> {
    form.split(' ').skip(1).filter_map(|word| match word.parse::<chrono::NaiveDate>() {
        Ok(_) => Some(("at", word)),
        Err(_) => Moment::WORDS.contains(&word).then_some(("moment", word)),
    })
}

/// The texts with which the form of another name opens, beside one that opens with these.
fn opened_as(name: &str, other: &str, fields: &[&'static FieldInfo], opened: &[String]) -> Vec<String> {
    let text = |(about, opened): (&&FieldInfo, &String)| {
        let find = |form| given(form).find(|(key, _)| *key == about.key).map(|(_, text)| text.to_owned());
        match (find(other), find(name)) {
            _ if name == other => opened.clone(),
            (Some(text), _) => text,
            (None, Some(_)) => String::new(),
            (None, None) => opened.clone(),
        }
    };
    fields.iter().zip(opened).map(text).collect()
}

impl Version {
    /// That of a draft, in the form of that name that opens with these texts; of another day it says its own.
    pub fn of(draft: &Draft, name: &str, fields: &[&'static FieldInfo], opened: &[String]) -> Self {
        let opened = opened_as(name, &draft.form, fields, opened);
        let text = |(about, opened): (&&FieldInfo, &String)| draft.fields.get(about.key).unwrap_or(opened).clone();
        Self {
            texts: fields.iter().zip(&opened).map(text).collect(),
            begun: TypingBegan::of(draft),
            kept: Some(draft.clone()),
            shown: false,
        }
    }

    /// It as a draft: of the form of that name, or of the one in which it was begun.
    pub fn draft(&self, name: String, fields: &[&'static FieldInfo], opened: &[String], is_pain: bool) -> Draft {
        let form = self.kept.as_ref().map_or(name.clone(), |kept| kept.form.clone());
        let opened = opened_as(&name, &form, fields, opened);
        let all = fields.iter().zip(&self.texts).zip(&opened);
        let typed = all.filter(|((_, text), opened)| text != opened);
        let fields = typed.map(|((about, text), _)| (about.key.to_owned(), text.clone())).collect();
        let moment = self.begun.filter(|_| is_pain).map(|begun| begun.moment);
        let extra = self.kept.as_ref().map(|kept| kept.extra.clone()).unwrap_or_default();
        Draft { form, fields, begun: self.begun.map(|begun| begun.at), moment, extra }
    }
}

/// True for a row that takes a date.
pub fn is_date(about: &FieldInfo) -> bool {
    about.input == Input::When
}
