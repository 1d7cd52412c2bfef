//! Own measures: activities of mine, change, how normal today is. In all of them higher is better, unlike pain.
//!
//! Source: `clinical.md` 9; our own words, none of a licensed questionnaire.

use super::day::{At, Hour};
use super::field::Lookup;
use super::field::{Field, FieldInfo, Input, Reading, maybe, text_field};
use super::id::Id;
use super::level::Level;
use super::names;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::words::quoted;
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

/// How many activities a measure has at most.
const MOST: usize = 5;

record! {
    /// Something I want to be able to do.
    Activity {
        /// What it is.
        name: Box<str>,
        /// How well it goes, 0 cannot do it to 10 as before.
        score: Level,
    }
}

impl JsonField for i32 {}

record! {
    /// A measure of my own.
    Measure {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// Up to five activities, each 0–10, higher is better.
        activities: Vec<Activity>,
        /// Compared with four weeks ago, −5 much worse to +5 much better.
        change: Option<i32>,
        /// How normal today is, 0–100, 100 as before.
        normal: Option<u32>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Measure>] = &[
    at_field(),
    Field {
        about: FieldInfo::new(
            "activities",
            "My activities",
            "Higher is better: up to five, each 0 cannot do it to 10 as before; numbers alone are for those of last time",
            "stairs:7,driving:4",
            Input::Text,
        ),
        read: |measure, text, reading| {
            measure.activities = read_activities(text, before(reading.journal, measure))?;
            Ok(())
        },
        write: |measure, _| {
            let all = measure.activities.iter().map(|one| format!("{}:{}", one.name, one.score));
            all.collect::<Vec<_>>().join(",")
        },
    },
    Field {
        about: FieldInfo::new(
            "change",
            "Change",
            "Higher is better: against 4 weeks ago, -5 much worse, 0 the same, +5 much better",
            "+2",
            Input::Text,
        ),
        read: |measure, text, _| maybe(text, read_change).map(|change| measure.change = change),
        write: |measure, _| measure.change.map(|change| format!("{change:+}")).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new(
            "normal",
            "Normal today",
            "Higher is better: how normal today is, 0 not at all to 100 as before",
            "70",
            Input::Text,
        ),
        read: |measure, text, _| maybe(text, read_normal).map(|normal| measure.normal = normal),
        write: |measure, _| measure.normal.map(|normal| normal.to_string()).unwrap_or_default(),
    },
    text_field!(note, FieldInfo::new("note", "Note", "Anything worth remembering", "a good week", Input::Lines)),
];

/// The activities that numbers alone are for: those of the measure itself, else of the last one before it.
fn before<'a>(journal: &'a dyn Lookup, measure: &'a Measure) -> &'a [Activity] {
    let earlier = journal
        .all::<Measure>(Kind::Measure)
        .iter()
        .rev()
        .find(|one| one.id != measure.id && !one.activities.is_empty());
    match earlier {
        _ if !measure.activities.is_empty() => &measure.activities,
        Some(earlier) => &earlier.activities,
        None => &[],
    }
}

/// Reads `stairs:7,driving:4`, or the numbers alone for the activities of last time; `-` or a name without its number
/// leaves one out.
fn read_activities(text: &str, last: &[Activity]) -> Result<Vec<Activity>, Refusal> {
    let mut all: Vec<Activity> = Vec::new();
    for (place, part) in text.split(',').map(str::trim).enumerate().filter(|(_, part)| !part.is_empty()) {
        let (name, score) = match part.rsplit_once(':') {
            Some((name, score)) => (name.trim(), score.trim()),
            None if part == "-" || Level::read(part).is_ok() => match last.get(place) {
                Some(known) => (&*known.name, part),
                None => return Err(no_name(part, last)),
            },
            None => (part, ""),
        };
        if score.is_empty() || score == "-" {
            continue;
        }
        let Ok(score) = Level::read(score) else {
            let message =
                format!("\u{201c}{score}\u{201d} is not a score for {name}: give 0 (cannot do it) to 10 (as before).");
            return Err(Refusal::new(message));
        };
        if name.is_empty() || name.contains(':') {
            return Err(Refusal::new(format!("\u{201c}{part}\u{201d} is not an activity such as stairs:7.")));
        }
        if all.iter().any(|one| names::same(&one.name, name)) {
            return Err(Refusal::new(format!("{name} is there twice; give each activity once.")));
        }
        all.push(Activity { name: name.into(), score, extra: Default::default() });
    }
    if all.len() > MOST {
        return Err(Refusal::new(format!("These are {} activities; up to {MOST} are kept.", all.len())));
    }
    if all.is_empty() && !text.trim().is_empty() {
        return Err(Refusal::new("No activity has its score; give it such as stairs:7."));
    }
    Ok(all)
}

fn no_name(part: &str, last: &[Activity]) -> Refusal {
    let names: Vec<&str> = last.iter().map(|one| &*one.name).collect();
    let known = if names.is_empty() { "none is known yet".into() } else { format!("last time: {}", names.join(", ")) };
    Refusal::new(format!("Which activity is \u{201c}{part}\u{201d} for? Write its name, such as stairs:7 ({known})."))
}

fn read_change(text: &str) -> Result<i32, Refusal> {
    let plain = text.trim().replace('\u{2212}', "-");
    plain.parse::<i32>().ok().filter(|change| (-5..=5).contains(change)).ok_or_else(|| {
        let text = text.trim();
        Refusal::new(format!("\u{201c}{text}\u{201d} is not a change: give -5 (much worse) to +5 (much better)."))
    })
}

fn read_normal(text: &str) -> Result<u32, Refusal> {
    let plain = text.trim().trim_end_matches('%').trim_end();
    plain.parse::<u32>().ok().filter(|normal| *normal <= 100).ok_or_else(|| {
        let text = text.trim();
        Refusal::new(format!(
            "\u{201c}{text}\u{201d} is not how normal today is: give 0 (not at all) to 100 (as before)."
        ))
    })
}

impl Record for Measure {
    const KIND: Kind = Kind::Measure;
    const NEVER_AHEAD: Option<&'static str> = Some("a measure");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        let (activities, change, normal, note) = (Vec::new(), None, None, None);
        Self {
            id,
            at,
            activities,
            change,
            normal,
            note,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn validate(&mut self, _: Option<&Self>, _: &Reading) -> Result<(), Refusal> {
        if self.activities.is_empty() && self.change.is_none() && self.normal.is_none() {
            let message = "A measure needs at least one of: my activities, change, normal today.";
            return Err(Refusal::new(message).of("activities"));
        }
        Ok(())
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = Vec::new();
        if !self.activities.is_empty() {
            let all = self.activities.iter().map(|one| format!("{} {}", one.name, one.score));
            parts.push(format!("my activities {} (of 10, higher is better)", all.collect::<Vec<_>>().join(", ")));
        }
        parts.extend(self.change.map(|change| format!("change {} (of \u{b1}5, higher is better)", said(change))));
        parts.extend(self.normal.map(|normal| format!("normal today {normal} (of 100, higher is better)")));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

/// A change with its sign.
fn said(change: i32) -> String {
    match change {
        0 => "0".into(),
        change => format!("{change:+}").replace('-', "\u{2212}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{NOW, id, reading};
    use crate::domain::entry::Entry;
    use crate::domain::journal::Journal;

    fn create(journal: &Journal, texts: &[(&str, &str)]) -> Result<Measure, String> {
        let texts: Vec<(&str, String)> = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        match Entry::create(Kind::Measure, id(50), &texts, &reading(journal)) {
            Ok(Entry::Measure(measure)) => Ok(measure),
            Ok(_) => Err("another kind".into()),
            Err(refusals) => Err(refusals[0].message.clone()),
        }
    }

    fn scores(measure: &Measure) -> Vec<(&str, u8)> {
        measure.activities.iter().map(|one| (&*one.name, one.score.number())).collect()
    }

    #[test]
    fn numbers_alone_are_for_the_activities_of_last_time() {
        let mut journal = Journal::default();
        let first = create(&journal, &[("activities", "stairs:7, sitting at work : 4,dance:0")]).unwrap();
        assert_eq!(scores(&first), [("stairs", 7), ("sitting at work", 4), ("dance", 0)]);
        journal.measures.push(Measure { id: id(1), at: At::parse(NOW).unwrap(), ..first });
        let again = |text: &str| create(&journal, &[("activities", text)]).map(|one| format!("{:?}", scores(&one)));
        assert_eq!(again("8,5,1").unwrap(), r#"[("stairs", 8), ("sitting at work", 5), ("dance", 1)]"#);
        assert_eq!(again("8,-,1").unwrap(), r#"[("stairs", 8), ("dance", 1)]"#);
        assert_eq!(again("stairs:8,dance,chess:10").unwrap(), r#"[("stairs", 8), ("chess", 10)]"#);
        for (text, hint) in [
            ("8,5,1,9", "last time: stairs, sitting at work, dance"),
            ("stairs:11", "0 (cannot do it) to 10"),
            ("stairs:7,Stairs:8", "twice"),
            ("a:1,b:1,c:1,d:1,e:1,f:1", "up to 5"),
            (":4", "such as stairs:7"),
            ("stairs,dance", "No activity has its score"),
        ] {
            let message = again(text).unwrap_err();
            assert!(message.contains(hint), "{text}: {message}");
        }
        assert!(create(&Journal::default(), &[("activities", "7")]).unwrap_err().contains("none is known yet"));
    }

    #[test]
    fn change_and_normal_are_read_at_their_edges() {
        let journal = Journal::default();
        for (text, change) in [("+5", 5), ("-5", -5), ("0", 0), ("\u{2212}3", -3)] {
            assert_eq!(create(&journal, &[("change", text)]).unwrap().change, Some(change), "{text}");
        }
        for (text, normal) in [("0", 0), ("100", 100), ("70 %", 70)] {
            assert_eq!(create(&journal, &[("normal", text)]).unwrap().normal, Some(normal), "{text}");
        }
        for (key, text) in
            [("change", "6"), ("change", "-6"), ("change", "better"), ("normal", "101"), ("normal", "-1")]
        {
            assert!(create(&journal, &[(key, text)]).unwrap_err().contains("give"), "{key}={text}");
        }
        assert!(create(&journal, &[("note", "x")]).unwrap_err().contains("at least one"));
    }

    #[test]
    fn a_measure_says_everywhere_that_higher_is_better() {
        let journal = Journal::default();
        let one = create(&journal, &[("activities", "stairs:7"), ("change", "-2"), ("normal", "70")]).unwrap();
        let message = one.describe(&Settings::default());
        assert_eq!(message.matches("higher is better").count(), 3, "{message}");
        assert!(message.contains("change \u{2212}2"), "{message}");
    }
}
