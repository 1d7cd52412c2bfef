//! Times that lie ahead of the clock: the computer that wrote them was set wrong, and what it wrote wins over all that
//! had not seen it. They are named, and put right only where a person asks for it.

use chrono::TimeDelta;

use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::stamps::{Seen, Stamps};
use crate::domain::steps::Step;
use crate::domain::when;
use crate::domain::words::counted;

/// So much ahead is no wrong clock.
const GRACE: TimeDelta = TimeDelta::hours(24);

/// What carries times ahead of the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AheadStamps {
    /// How many entries and other parts.
    pub count: usize,
    /// The latest time.
    pub latest: At,
    now: At,
}

impl AheadStamps {
    /// Named, with what mends it.
    pub fn describe(&self) -> String {
        let days = (self.latest.0 - self.now.0).num_days();
        let carries = counted(self.count, "change carries a time", "changes carry times");
        let day = when::say_date(self.latest.local().date());
        format!(
            "{carries} up to {} ahead of this clock ({day}). Where the clock of the other computer was wrong: \
             `twinge merge --restamp` on each computer.",
            counted(usize::try_from(days).unwrap_or(0), "day", "days")
        )
    }
}

/// What carries times more than a day ahead.
pub fn ahead(journal: &Journal, now: At) -> Option<AheadStamps> {
    let edge = now.0.checked_add_signed(GRACE)?;
    let entries = Kind::ALL.iter().flat_map(|&kind| journal.items(kind)).filter_map(|item| item.modified());
    let steps = Step::ALL.iter().filter_map(|&step| journal.steps.get(step).modified);
    let chosen = [journal.settings.stamps.greatest(), journal.condition.stamps.greatest()].into_iter().flatten();
    let deleted = journal.deleted.iter().map(|deleted| deleted.at);
    let all: Vec<At> = entries.chain(steps).chain(chosen).chain(deleted).filter(|at| at.0 > edge).collect();
    all.iter().max().map(|&latest| AheadStamps { count: all.len(), latest, now })
}

/// Puts every time that is later than now to now; what was recorded stays as it is.
pub fn restamp(journal: &mut Journal, now: At) -> usize {
    let count = ahead(journal, now).map_or(0, |ahead| ahead.count);
    let late = |at: Option<At>| at.is_some_and(|at| at > now);
    let wrong: Vec<Id> = Kind::ALL
        .iter()
        .flat_map(|&kind| journal.items(kind))
        .filter(|item| late(item.modified()))
        .map(|item| item.id())
        .collect();
    let entries = journal.take_all(wrong.into_iter().collect());
    journal.put_all(entries.into_values().map(|mut entry: Entry| {
        entry.set_stamps(entry.stamps().no_later(now));
        entry
    }));
    for deleted in journal.deleted.iter_mut().filter(|deleted| deleted.known().any(|at| at > now)) {
        deleted.at = deleted.at.min(now);
        deleted.seen = Seen(deleted.seen.0.no_later(now));
        let entry = deleted.entry.as_ref().and_then(|raw| Entry::from_json(deleted.kind, raw.text()).ok());
        if let Some(mut entry) = entry {
            entry.set_stamps(entry.stamps().no_later(now));
            deleted.entry = Some(entry.item().json());
        }
    }
    for &step in Step::ALL {
        let progress = journal.steps.get_mut(step);
        if late(progress.modified) {
            let stamps = Stamps::meant(progress.modified, &progress.stamps).no_later(now);
            (progress.modified, progress.stamps) = (stamps.greatest(), stamps.beside_modified());
        }
    }
    journal.settings.stamps = journal.settings.stamps.no_later(now);
    journal.condition.stamps = journal.condition.stamps.no_later(now);
    journal.lost.iter_mut().for_each(|lost| lost.stamp = lost.stamp.min(now));
    count
}
