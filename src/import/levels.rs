//! Levels of a list of our own: where a row leaves out the moment or the hour, they are those that the command line
//! would give.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::activity::StartTime;
use super::plan::{Planner, RowSource};
use super::rows::Came;
use super::zone::Zone;
use crate::domain::bare::Bare;
use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::id::Id;
use crate::domain::pain::{Moment, Pain};
use crate::domain::when::When;

impl Planner<'_> {
    /// A level of a past day without an hour gets that of its moment, which is returned.
    pub(super) fn at_its_hour(&self, entry: &mut Entry, start: StartTime) -> Option<At> {
        let (Entry::Pain(pain), StartTime::Day(day)) = (entry, start) else { return None };
        let (clock, begins) = (self.how.clock, self.journal.day_starts_at());
        if pain.moment.is_none() || day == clock.now.day(begins) {
            return None;
        }
        pain.at = When::Day(day).at(pain.usual_hour(), clock, begins).ok()?;
        Some(pain.at)
    }

    /// A level of the journal that says the same of the same moment, as far as the row says which.
    pub(super) fn alike(&self, entry: &Entry, zone: Zone) -> Option<Id> {
        let Entry::Pain(mine) = entry else { return None };
        let day = mine.at.day(self.journal.day_starts_at());
        let same = |other: &&Pain| {
            let of_the_moment = mine.moment.is_none() || other.moment == mine.moment;
            let whole_day =
                zone == Zone::Day && mine.moment.is_none() && other.at.local().time() == other.usual_hour().0;
            other.level == mine.level && of_the_moment && (other.at == mine.at || whole_day)
        };
        self.journal.pain_on(day).find(same).map(|pain| pain.id)
    }

    /// New levels without a moment and without an id get their moment, the earliest of a day first.
    pub(super) fn say_moments(&mut self) {
        let (journal, clock) = (self.journal, self.how.clock);
        let begins = journal.day_starts_at();
        let pain = |entry: &Option<Box<Entry>>| match entry.as_deref() {
            Some(Entry::Pain(pain)) => Some((pain.at, pain.moment)),
            _ => None,
        };
        let (mut open, mut mornings): (Vec<(At, usize, StartTime)>, HashSet<NaiveDate>) = Default::default();
        for (place, (row, part)) in self.rows.iter().zip(&self.parts).enumerate() {
            match (pain(&row.entry).filter(|_| row.came == Came::New), part) {
                (Some((at, Some(Moment::Morning))), _) => drop(mornings.insert(at.day(begins))),
                (Some((at, None)), RowSource::Entry(written)) if written.id.is_none() => {
                    open.push((at, place, written.start));
                }
                _ => {}
            }
        }
        open.sort_by_key(|&(at, place, _)| (at, place));
        for (at, place, start) in open {
            let day = at.day(begins);
            let given = match start {
                StartTime::Day(day) => Bare::of(journal, day, clock.now).moment,
                _ => journal.moment_at(at),
            };
            let is_taken = given == Moment::Morning && !mornings.insert(day);
            let moment = if is_taken { Moment::Now } else { given };
            let Some(mut entry) = self.rows[place].entry.take() else { continue };
            if let Entry::Pain(pain) = &mut *entry {
                pain.moment = Some(moment);
            }
            let at = self.at_its_hour(&mut entry, start).unwrap_or(at);
            (self.rows[place].entry, self.rows[place].start) = (Some(entry), Some(at));
        }
    }
}
