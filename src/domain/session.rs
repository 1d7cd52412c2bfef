//! Step 2: the therapy sessions, with what was done and how it felt.

use super::day::{At, Hour};
use super::field::{Field, FieldInfo, Input, Reading, level_field, maybe, several, text_field};
use super::id::Id;
use super::level::Level;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::Settings;
use super::stamps::Stamps;
use super::therapy::{Exercise, plain, programme};
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// Why something was left out, where that counts as neither done nor planned.
    Skip, "reason to skip" {
        /// Somebody who treats me told me to rest.
        ToldToRest = "told-to-rest",
    }
}

record! {
    /// One exercise of a session.
    Done {
        /// Its name at that time.
        name: Box<str>,
        /// Its id in the programme.
        exercise: Option<Id>,
        /// How many sets were done, where not all were.
        sets: Option<u32>,
        /// Pain in it or just after.
        pain: Option<Level>,
        /// Why it was left out, where it was.
        skip: Option<Skip>,
    }
}

record! {
    /// A therapy session.
    Session {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// What was done, in that order.
        exercises: Vec<Done>,
        /// Pain in the session as a whole.
        pain: Option<Level>,
        /// Why all of it was left out, where it was.
        skip: Option<Skip>,
        /// How long it took, minutes, 1–600.
        minutes: Option<u32>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

static FIELDS: &[Field<Session>] = &[
    at_field(),
    Field {
        about: FieldInfo::new(
            "exercises",
            "Exercises",
            "What was done, each with :PAIN or :told-to-rest after it; all of that day\u{2019}s programme if left out",
            "bridge:2,figure four",
            Input::Tags(&[]),
        )
        .flag("exercise"),
        read: |session, text, reading| {
            let before = std::mem::take(&mut session.exercises);
            let done = several(text, |part| Done::read(part, &before, reading))?;
            for (place, one) in done.iter().enumerate() {
                if done[..place].iter().any(|other| plain(&other.name) == plain(&one.name)) {
                    return Err(Refusal::new(format!("\u{201c}{}\u{201d} is there twice.", one.name)));
                }
            }
            session.exercises = done;
            Ok(())
        },
        write: |session, _| session.exercises.iter().map(Done::text).collect::<Vec<_>>().join(","),
    },
    level_field!(pain, FieldInfo::new("pain", "Pain", "Pain during it or just after, 0\u{2013}10", "2", Input::Level)),
    Field {
        about: FieldInfo::new(
            "skip",
            "Skip",
            "Why it was left out; counts as neither done nor planned",
            "told-to-rest",
            Input::One(Skip::WORDS),
        ),
        read: |session, text, _| maybe(text, Skip::read).map(|skip| session.skip = skip),
        write: |session, _| session.skip.map(Skip::word).unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new("minutes", "Minutes", "How long, 1 to 600 minutes", "15", Input::Duration),
        read: |session, text, _| maybe(text, minutes).map(|minutes| session.minutes = minutes),
        write: |session, _| session.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
    },
    text_field!(
        note,
        FieldInfo::new("note", "Note", "Anything worth remembering", "the left side is stiffer", Input::Lines)
    ),
];

/// Minutes as a number, `15min` or `1h10`.
fn minutes(text: &str) -> Result<u32, Refusal> {
    let text = text.trim();
    let typed =
        || super::units::read_duration(text).ok().filter(|seconds| seconds % 60 == 0).map(|seconds| seconds / 60);
    let read = text.parse::<u32>().ok().or_else(typed).filter(|minutes| (1..=600).contains(minutes));
    read.ok_or_else(|| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is not a number of minutes; give 1 to 600, such as 15."))
    })
}

impl Done {
    /// An exercise of the programme, done.
    pub fn of(exercise: &Exercise) -> Self {
        let (name, exercise) = (exercise.called().into(), Some(exercise.id));
        Self { name, exercise, sets: None, pain: None, skip: None, extra: Default::default() }
    }

    /// True where it is that exercise of the programme.
    pub fn is(&self, exercise: &Exercise) -> bool {
        match self.exercise {
            Some(id) => id == exercise.id,
            None => exercise.is_called(&self.name),
        }
    }

    /// Reads `NAME`, `NAME:PAIN`, `NAME:told-to-rest`, with ` xSETS` after the name where not all were done. The name is
    /// one of the session as it was, or of the programme; its beginning is enough.
    fn read(text: &str, before: &[Self], reading: &Reading) -> Result<Self, Refusal> {
        let (name, said) = text.split_once(':').map_or((text, None), |(name, said)| (name, Some(said)));
        let parts = name.trim().rsplit_once(" x").and_then(|(name, sets)| Some((name, sets.parse::<u32>().ok()?)));
        let (name, sets) = parts.map_or((name, None), |(name, sets)| (name, Some(sets)));
        let mut done = Self { sets, ..Self::named(name, before, reading)? };
        (done.pain, done.skip) = match said.map(str::trim) {
            None => (None, None),
            Some(said) if said.starts_with(|c: char| c.is_ascii_alphabetic()) => (None, Some(Skip::read(said)?)),
            Some(said) => (Some(Level::read(said)?), None),
        };
        Ok(done)
    }

    fn named(name: &str, before: &[Self], reading: &Reading) -> Result<Self, Refusal> {
        if let Some(known) = before.iter().find(|done| plain(&done.name) == plain(name)) {
            return Ok(known.clone());
        }
        let programme = programme(reading.journal, reading.clock.now);
        if let Some(exact) = programme.iter().rfind(|exercise| exercise.is_called(name)) {
            return Ok(Self::of(exact));
        }
        let begins: Vec<&Exercise> = programme
            .iter()
            .filter(|one| !plain(name).is_empty() && plain(one.called()).starts_with(&plain(name)))
            .collect();
        let names = |all: &[&Exercise]| all.iter().map(|one| one.called()).collect::<Vec<_>>().join(", ");
        match begins[..] {
            [one] => Ok(Self::of(one)),
            [] => {
                let (name, all) = (name.trim(), names(&programme.iter().collect::<Vec<_>>()));
                Err(Refusal::new(format!(
                    "\u{201c}{name}\u{201d} is not in the programme; there are: {all}. `twinge exercise NAME` adds one."
                )))
            }
            [..] => {
                Err(Refusal::new(format!("\u{201c}{}\u{201d} begins more than one: {}.", name.trim(), names(&begins))))
            }
        }
    }

    /// The text that reads back to the same.
    fn text(&self) -> String {
        let sets = self.sets.map(|sets| format!(" x{sets}")).unwrap_or_default();
        let said = self.pain.map(|pain| format!(":{pain}"));
        let said = said.or_else(|| self.skip.map(|skip| format!(":{}", skip.word()))).unwrap_or_default();
        format!("{}{sets}{said}", self.name)
    }

    /// In words, with its pain.
    fn describe(&self) -> String {
        let sets = self.sets.map(|sets| format!(" \u{d7} {sets}")).unwrap_or_default();
        let pain = self.pain.map(|pain| format!(" (pain {pain})")).unwrap_or_default();
        let skip = self.skip.map(|_| " (told to rest)").unwrap_or_default();
        format!("{}{sets}{pain}{skip}", self.name)
    }
}

impl JsonField for Skip {}

impl Session {
    /// Pain in one of its exercises: its own, or the session's where it is the only one.
    pub fn pain_in(&self, done: &Done) -> Option<Level> {
        done.pain.or(self.pain.filter(|_| self.exercises.len() == 1))
    }

    /// True where an exercise of it was left out.
    pub fn skipped(&self, done: &Done) -> bool {
        self.skip.is_some() || done.skip.is_some()
    }

    /// True where something of it was done: not all was left out because of being told to rest.
    pub fn was_done(&self) -> bool {
        self.skip.is_none() && (self.exercises.is_empty() || self.exercises.iter().any(|done| !self.skipped(done)))
    }
}

impl Record for Session {
    const KIND: Kind = Kind::Session;
    const NEVER_AHEAD: Option<&'static str> = Some("a session");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            exercises: Vec::new(),
            pain: None,
            skip: None,
            minutes: None,
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
        if before.is_none() && self.exercises.is_empty() && self.skip.is_none() {
            // without names it was the whole list of that day
            let start = reading.journal.day_starts_at();
            let day = self.at.day(start);
            let all = programme(reading.journal, reading.clock.now);
            // the starters were listed on every day before
            let listed = reading.journal.all::<Exercise>(Kind::Exercise).is_empty();
            self.exercises = all.iter().filter(|one| listed || one.is_on(day, start)).map(Done::of).collect();
        }
        Ok(())
    }

    fn describe(&self, _: &Settings) -> String {
        let mut parts = vec!["session".to_owned()];
        if !self.exercises.is_empty() {
            parts[0] += ": ";
            parts[0] += &self.exercises.iter().map(Done::describe).collect::<Vec<_>>().join(", ");
        }
        parts.extend(self.skip.map(|_| "skipped, told to rest".into()));
        parts.extend(self.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(self.pain.map(|pain| format!("pain {pain}")));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{id, reading};
    use crate::domain::entry::Entry;
    use crate::domain::journal::Journal;

    fn session(journal: &Journal, texts: &[(&str, &str)]) -> Result<Session, String> {
        let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        match Entry::create(Kind::Session, id(1), &texts, &reading(journal)) {
            Ok(Entry::Session(session)) => Ok(session),
            Ok(other) => panic!("{other:?}"),
            Err(refusals) => Err(refusals[0].message.clone()),
        }
    }

    #[test]
    fn names_are_those_of_the_programme_and_their_beginning_is_enough() {
        let journal = Journal::default();
        let one = session(&journal, &[("exercises", "Bridge:2, figure x1, hip:rest")]).unwrap_err();
        assert!(one.contains("\u{201c}hip\u{201d} is not in the programme; there are: knee to chest,"), "{one}");
        let one = session(&journal, &[("exercises", "Bridge:2, figure x1, half:told-to-rest")]).unwrap();
        let said: Vec<String> = one.exercises.iter().map(Done::describe).collect();
        assert_eq!(said, ["bridge (pain 2)", "figure four × 1", "half-kneeling lunge (told to rest)"]);
        assert!(session(&journal, &[("exercises", "h")]).unwrap_err().contains("begins more than one: half"));
        assert!(session(&journal, &[("exercises", "bridge:11")]).unwrap_err().contains("0 (no pain) to 10"));
        assert!(session(&journal, &[("exercises", "bridge, bri:3")]).unwrap_err().contains("twice"));
    }

    #[test]
    fn without_names_it_is_the_whole_list_and_a_skip_is_nothing() {
        let journal = Journal::default();
        assert_eq!(session(&journal, &[]).unwrap().exercises.len(), 8);
        let skip = session(&journal, &[("skip", "told")]).unwrap();
        assert_eq!((skip.exercises.len(), skip.skip), (0, Some(Skip::ToldToRest)));
        assert!(session(&journal, &[("at", "tomorrow")]).unwrap_err().contains("still to come"));
    }

    #[test]
    fn the_pain_of_a_session_is_that_of_its_only_exercise() {
        let journal = Journal::default();
        let one = session(&journal, &[("exercises", "bridge"), ("pain", "2")]).unwrap();
        assert_eq!(one.pain_in(&one.exercises[0]), Level::new(2));
        let two = session(&journal, &[("exercises", "bridge,figure four:4"), ("pain", "2")]).unwrap();
        assert_eq!((two.pain_in(&two.exercises[0]), two.pain_in(&two.exercises[1])), (None, Level::new(4)));
    }

    #[test]
    fn an_exercise_that_left_the_programme_stays_in_its_sessions() {
        let mut journal = Journal::default();
        let was = session(&journal, &[("exercises", "bridge")]).unwrap();
        let mut own = Exercise::blank(id(5), crate::domain::arbitrary::clock().now);
        own.name = Some("clamshell".into());
        journal.exercises.push(own);
        let edited = Entry::Session(was).edited(&[("exercises", "bridge:3, clam".into())], &reading(&journal));
        let Ok(Entry::Session(edited)) = edited else { panic!() };
        let said: Vec<String> = edited.exercises.iter().map(Done::describe).collect();
        assert_eq!(said, ["bridge (pain 3)", "clamshell"]);
    }
}
