//! The journal: everything the person recorded.

use chrono::NaiveDate;

use super::ahead::Ahead;
use super::bare;
use super::by_day;
use super::change::Undo;
use super::checks::Check;
use super::condition::Condition;
use super::day::{At, Hour};
use super::doctor::{Clearance, Question, Visit};
use super::entry::{Entry, Item};
use super::id::{Ending, Id, short};
use super::kind::{Kind, each_kind};
use super::markers::Marker;
use super::massage::Massage;
use super::measures::Measure;
use super::notes::Note;
use super::orthotics::Gear;
use super::pain::{Moment, Pain};
use super::record::{Raw, record};
use super::refusal::Refusal;
use super::runs::Run;
use super::session::Session;
use super::settings::Settings;
use super::sitting::Sitting;
use super::stamps::Seen;
use super::steps::{Step, Steps};
use super::therapy::{Exercise, is_starter};

/// The `format` of every journal file.
pub const FORMAT: &str = "twinge-journal";
/// The newest version of the format that this program reads and writes.
pub const VERSION: u32 = 2;
/// How much of that version this program knows: a greater one brings kinds and fields that ride along unknown.
pub const MINOR: u32 = 0;

record! {
    /// That an entry was deleted, for good; what was in it, for 90 days. It stays where the entry came back later: an
    /// entry is there where a field of it was changed after what its deletion had seen.
    Deleted {
        /// Its id.
        id: Id,
        /// Its kind.
        kind: Kind,
        /// When it was deleted.
        at: At,
        /// The entry; gone after 90 days, and where it came back.
        entry: Option<Raw>,
        /// When the fields of the entry had been changed, where `entry` is gone.
        seen: Seen,
        /// What set it aside, where no person deleted it: `same as` and the id of the run that it is.
        why: Option<Box<str>>,
        /// What was in it is gone for good, here and in every copy that hears of it.
        purged: bool,
    }
}

impl Deleted {
    /// The times that it knows of: whatever happens to the entry next comes after them.
    pub fn known(&self) -> impl Iterator<Item = At> {
        [self.at].into_iter().chain(self.seen.0.greatest())
    }

    /// Lets go of what was in the entry, and keeps when its fields had been changed.
    pub fn forget(&mut self) {
        let entry = self.entry.take().and_then(|raw| Entry::from_json(self.kind, raw.text()).ok());
        if let Some(entry) = entry {
            self.seen = self.seen.or(&entry.stamps().seen());
        }
    }
}

record! {
    /// A value that was decided against where two copies were put together, and that nobody had replaced knowingly.
    Lost {
        /// The entry; nothing for the settings, the condition and the steps.
        id: Option<Id>,
        /// The kind of entry, or `settings`, `condition`, `step doctor`.
        kind: Box<str>,
        /// The field.
        field: Box<str>,
        /// Its value; nothing where it was empty.
        value: Option<Raw>,
        /// When that was written.
        stamp: At,
        /// When it is let go.
        until: At,
    }
}

record! {
    /// Everything the person recorded, in the order of the file. Each list is sorted by time, then id.
    Journal {
        /// Always `twinge-journal`.
        format: Box<str>,
        /// Version of the format.
        version: u32,
        /// The newest addition to that version that wrote here.
        minor: Option<u32>,
        /// What tells it and its copies from other journals; made when it is first written.
        journal: Option<Id>,
        /// What the person chose.
        settings: Settings,
        /// The condition as told to me.
        condition: Condition,
        /// Dated states of clearance to run.
        clearance: Vec<Clearance>,
        /// The five steps.
        steps: Steps,
        /// Pain levels.
        pain: Vec<Pain>,
        /// Runs.
        runs: Vec<Run>,
        /// Notes.
        notes: Vec<Note>,
        /// Visits.
        visits: Vec<Visit>,
        /// Questions.
        questions: Vec<Question>,
        /// Exercises.
        exercises: Vec<Exercise>,
        /// Therapy sessions.
        sessions: Vec<Session>,
        /// Shoes and orthotics.
        gear: Vec<Gear>,
        /// Massages.
        massages: Vec<Massage>,
        /// Warning-signs checks.
        checks: Vec<Check>,
        /// Sitting.
        sitting: Vec<Sitting>,
        /// Own measures.
        measures: Vec<Measure>,
        /// Markers.
        markers: Vec<Marker>,
        /// The bin.
        deleted: Vec<Deleted>,
        /// Values that were decided against.
        lost: Vec<Lost>,
        /// The last changes, inverted, newest last. In the file of version 1 only; now in one of this computer's own.
        undo: Vec<Undo>,
    } beside {
        /// What lies ahead of the clock.
        ahead: Ahead,
        /// What was taken back, inverted, newest last; it lies with `undo`, not in the file.
        redo: Vec<Undo>,
        /// Where the file lies in whose place this journal was put: what came before is in no list.
        replaced: Option<Box<str>>,
        /// Which changes cannot be taken back because they could not be read, as a sentence.
        untold: Option<String>,
    }
}

macro_rules! journal_of_nothing {
    ($($variant:ident = $word:literal in $list:ident ($key:literal),)*) => {
        impl Default for Journal {
            fn default() -> Self {
                Self {
                    format: FORMAT.into(),
                    version: VERSION,
                    minor: Some(MINOR),
                    journal: None,
                    settings: Settings::default(),
                    condition: Condition::default(),
                    steps: Steps::default(),
                    $($list: Vec::new(),)*
                    deleted: Vec::new(),
                    lost: Vec::new(),
                    undo: Vec::new(),
                    ahead: Ahead::default(),
                    redo: Vec::new(),
                    replaced: None,
                    untold: None,
                    extra: Default::default(),
                }
            }
        }
    };
}
each_kind!(journal_of_nothing);

impl Journal {
    /// Makes it one of this version. `fresh` is a random number for a journal that was never written.
    pub fn upgrade(&mut self, fresh: u128) {
        // two copies of one journal of version 1 are still copies of one journal: what their oldest entry is called, no
        // other journal has in it
        let oldest = self.ids().chain(self.deleted.iter().map(|deleted| deleted.id));
        let oldest = oldest.filter(|&id| self.version == 1 && !is_starter(id)).min().map(|id| !id.0.as_u128());
        let id = || uuid::Builder::from_random_bytes(oldest.unwrap_or(fresh).to_be_bytes()).into_uuid();
        self.journal = self.journal.or_else(|| Some(Id(id())));
        self.version = VERSION;
        self.minor = self.minor.max(Some(MINOR));
    }

    /// The hour at which a day begins.
    pub fn day_starts_at(&self) -> Hour {
        self.settings.day_starts_at.0
    }

    /// How many entries there are of all kinds.
    pub fn len(&self) -> usize {
        Kind::ALL.iter().map(|&kind| self.count(kind)).sum()
    }

    /// How many entries there are of each kind, in words.
    pub fn by_kind(&self) -> String {
        let kinds = Kind::ALL.iter().map(|&kind| (kind, self.count(kind))).filter(|(_, n)| *n > 0);
        let parts: Vec<String> = kinds.map(|(kind, n)| kind.counted(n)).collect();
        if parts.is_empty() { "no entries".into() } else { parts.join(", ") }
    }

    /// True where nothing was recorded yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// When it was last changed by what it records, up to a moment; a change of later is the work of a wrong clock.
    pub fn last_change(&self, now: At) -> Option<At> {
        let entries = Kind::ALL.iter().flat_map(|&kind| self.items(kind)).filter_map(|item| item.modified());
        let steps = Step::ALL.iter().filter_map(|&step| self.steps.get(step).modified);
        let chosen = [self.settings.stamps.greatest(), self.condition.stamps.greatest()].into_iter().flatten();
        let others = self.deleted.iter().map(|one| one.at).chain(chosen);
        entries.chain(steps).chain(others).filter(|&at| at <= now).max()
    }

    /// The one entry whose id ends so.
    ///
    /// # Errors
    /// A sentence where there is none, or more than one.
    pub fn named(&self, text: &str) -> Result<&dyn Item, Refusal> {
        let ending = Ending::read(text)?;
        let found: Vec<Id> = self.ids().filter(|&id| ending.matches(id)).collect();
        match found[..] {
            [one] => self.find(one).ok_or_else(|| Refusal::new("That entry is gone.")),
            [] => {
                let gone = self.deleted.iter().any(|deleted| ending.matches(deleted.id));
                let why = if gone {
                    "was deleted; `twinge list deleted` shows what can be brought back"
                } else {
                    "is not an id of this journal"
                };
                Err(Refusal::new(format!("\u{201c}{}\u{201d} {why}; `twinge list KIND` shows the ids.", text.trim())))
            }
            [..] => {
                let shown: Vec<String> = found.iter().take(5).map(|&id| self.short(id)).collect();
                let (text, shown) = (text.trim(), shown.join(", "));
                Err(Refusal::new(format!("\u{201c}{text}\u{201d} ends more than one id; give more of it: {shown}.")))
            }
        }
    }

    /// The short form of an entry's id.
    pub fn short(&self, id: Id) -> String {
        short(id, self.ids())
    }

    /// The pain levels of a journal day, oldest first.
    pub fn pain_on(&self, day: NaiveDate) -> impl DoubleEndedIterator<Item = &Pain> {
        by_day::on(&self.pain, self.day_starts_at(), day)
    }

    /// The runs of a journal day, oldest first.
    pub fn runs_on(&self, day: NaiveDate) -> impl DoubleEndedIterator<Item = &Run> {
        by_day::on(&self.runs, self.day_starts_at(), day)
    }

    /// The pain levels of the days from the first to the last, oldest first, each with its day.
    pub fn pain_between(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = (NaiveDate, &Pain)> {
        by_day::between(&self.pain, self.day_starts_at(), first, last)
    }

    /// The runs of the days from the first to the last, oldest first, each with its day.
    pub fn runs_between(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = (NaiveDate, &Run)> {
        by_day::between(&self.runs, self.day_starts_at(), first, last)
    }

    /// The moment of a level for which none was given.
    pub fn moment_at(&self, at: At) -> Moment {
        bare::moment_at(self, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::level::Level;

    fn pain(at: &str, moment: Moment) -> Pain {
        let mut pain = Pain::blank(Id(uuid::Uuid::from_u128(1)), At::parse(at).unwrap());
        (pain.level, pain.moment) = (Level::new(4).unwrap(), Some(moment));
        pain
    }

    #[test]
    fn a_level_without_a_moment_is_the_mornings_until_there_is_one_or_a_run() {
        let at = |text: &str| At::parse(text).unwrap();
        let mut journal = Journal::default();
        assert_eq!(journal.moment_at(at("2026-11-23T10:59:59+01:00")), Moment::Morning);
        assert_eq!(journal.moment_at(at("2026-11-23T11:00:00+01:00")), Moment::Now);
        assert_eq!(journal.moment_at(at("2026-11-23T04:00:00+01:00")), Moment::Morning);
        assert_eq!(journal.moment_at(at("2026-11-23T03:59:00+01:00")), Moment::Now);
        journal.runs.push(Run::blank(Id(uuid::Uuid::from_u128(2)), at("2026-11-23T06:00:00+01:00")));
        assert_eq!(journal.moment_at(at("2026-11-23T05:59:00+01:00")), Moment::Morning);
        assert_eq!(journal.moment_at(at("2026-11-23T07:00:00+01:00")), Moment::Now);
        journal.runs.clear();
        journal.pain.push(pain("2026-11-23T05:00:00+01:00", Moment::Morning));
        assert_eq!(journal.moment_at(at("2026-11-23T07:00:00+01:00")), Moment::Now);
        assert_eq!(journal.moment_at(at("2026-11-24T07:00:00+01:00")), Moment::Morning);
    }

    #[test]
    fn the_levels_of_a_day_are_found_whatever_their_offset() {
        let mut journal = Journal::default();
        for at in ["2026-11-23T23:00:00-11:00", "2026-11-23T05:00:00+14:00", "2026-11-24T03:59:00+01:00"] {
            journal.pain.push(pain(at, Moment::Now));
        }
        journal.sort();
        assert_eq!(journal.pain_on("2026-11-23".parse().unwrap()).count(), 3);
        assert_eq!(journal.pain_on("2026-11-24".parse().unwrap()).count(), 0);
    }
}
